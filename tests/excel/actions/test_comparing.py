"""An earlier survey beside that of the open workbook, on real workbooks, by the ribbon's way."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
import xlwings

from command import kano
from excel.actions import files_beside
from excel.actions.files_beside import opened
from kano_xl.excel.reply import LONGEST, Reply, with_value
from kano_xl.excel.ribbon import run
from kano_xl.languages import LANGUAGES
from kano_xl.names import of_choice
from kano_xl.writers.template.workbook import write_settings_workbook
from sample_surveys import DISLIKE, LIKE, NEUTRAL

HEADER = ["Plan", "Chat [F]", "Chat [D]", "Card lock [F]", "Card lock [D]"]
NOW = [["Pro", LIKE, DISLIKE, NEUTRAL, NEUTRAL]] * 40
THEN = [["Pro", LIKE, NEUTRAL, NEUTRAL, NEUTRAL]] * 40
"""Chat was attractive and is a performance feature now; nothing else moved."""


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    yield from opened(excel, NOW, HEADER)


def export(path: Path, rows: Sequence[Sequence[object]], header: Sequence[str] = HEADER) -> Path:
    return files_beside.export(path, rows, header)


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The earlier survey in each form that it may have."""
    folder = tmp_path_factory.mktemp("earlier, 100%")
    survey = export(folder / "2025.csv", THEN)
    found = {"survey": survey}
    for kind, option in (("report", "-o"), ("json", "--json")):
        found[kind] = folder / ("2025.xlsx" if kind == "report" else "2025.json")
        outcome = kano("analyse", survey, option, found[kind], "--quiet", "--overwrite")
        assert outcome.code == 0, outcome.err
    return found


def click(book: xlwings.Book | None, *codes: str, language: str = "en") -> Reply:
    return run("compare_earlier", book, codes, language)


def chosen(path: Path) -> tuple[str, str]:
    return "files", with_value("files", str(path))


def words(path: str) -> str:
    """All texts of a workbook."""
    sheets = openpyxl.load_workbook(path).worksheets
    rows = (row for sheet in sheets for row in sheet.iter_rows(values_only=True))
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


def test_first_it_asks_for_one_file_which_may_be_json(book: xlwings.Book) -> None:
    reply = click(book)
    assert (reply.kind, reply.code) == ("file", "files")
    assert {"*.xlsx", "*.csv", "*.json"} <= set(reply.path.split(",")[1].split(";"))


@pytest.mark.parametrize("kind", ["survey", "report", "json"])
def test_what_moved_is_told_and_stands_in_a_new_workbook(
    book: xlwings.Book, earlier: dict[str, Path], kind: str
) -> None:
    before = book.sheets.active["A1:E41"].value
    reply = click(book, *chosen(earlier[kind]))
    assert reply.kind == "open"
    assert f"{earlier[kind].name} → {book.name}" in reply.text
    assert "What moved: Chat." in reply.text
    assert "Moved: 1 of 2." in reply.text
    told = words(reply.path)
    assert "Was attractive, is performance." in told
    assert "--" not in told
    assert [len(book.sheets), book.sheets.active["A1:E41"].value] == [1, before]


@pytest.mark.parametrize(("answer", "new"), [(("same", "same_yes"), False), (("same",), True)])
def test_renamed_features_are_proposed(
    book: xlwings.Book, tmp_path: Path, answer: tuple[str, ...], new: bool
) -> None:
    header = [each.replace("Card lock", "Card locking") for each in HEADER]
    path = export(tmp_path / "2025.csv", THEN, header)
    asked = click(book, *chosen(path))
    assert (asked.kind, asked.code) == ("choose", "same")
    assert "“Card locking” of the earlier one may be “Card lock” now." in asked.text
    reply = click(book, *chosen(path), *answer)
    assert reply.kind == "open"
    assert ("New: Card lock." in reply.text) is new
    # Who has answered is not asked again, nor told of a flag.
    assert "Did you mean" not in words(reply.path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_compared_is_said_with_what_to_do(
    book: xlwings.Book, tmp_path: Path, language: str
) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    export(tmp_path / "few.csv", THEN[:3])
    export(tmp_path / "other.csv", THEN, [each.replace(" [", "x [") for each in HEADER])
    export(tmp_path / "zebra.csv", [row[1:3] for row in THEN], ["Zebra [F]", "Zebra [D]"])
    (tmp_path / "x.json").write_text(json.dumps({"a": 1}), encoding="utf-8")
    for name in ("broken.xlsx", "few.csv", "zebra.csv", "x.json", "gone.csv"):
        reply = click(book, *chosen(tmp_path / name), language=language)
        assert reply.kind == "refused", name
        assert name in reply.text
        # JSON comes from the command line, and may be called as it is there.
        assert "--" not in reply.text.replace("kano-xl analyse --json", "")
        assert len(reply.text) < LONGEST


def test_without_a_survey_there_is_nothing_to_compare(excel: xlwings.App) -> None:
    empty = excel.books.add()
    try:
        reply = click(empty)
    finally:
        empty.close()
    assert reply.kind == "refused"
    assert "no survey was found" in reply.text


def test_a_condition_needs_the_answers_of_both(
    excel: xlwings.App, earlier: dict[str, Path], tmp_path: Path
) -> None:
    """The settings of the workbook count for the file, too; their groups do not."""
    write_settings_workbook(tmp_path / "own.xlsx", "en")
    book = excel.books.open(str(tmp_path / "own.xlsx"))
    try:
        sheet = book.sheets.add("Answers", after=book.sheets[-1])
        sheet["A1"].value = [HEADER, *NOW, ["Basic", *NOW[0][1:]]]
        book.names[of_choice("where")].refers_to_range.value = "Plan=Pro"
        book.names[of_choice("by")].refers_to_range.value = "Plan"
        sheet.activate()
        refused = click(book, *chosen(earlier["json"]))
        compared = click(book, *chosen(earlier["survey"]))
    finally:
        book.close()
    assert refused.kind == "refused"
    assert "click Change settings and empty those cells" in refused.text
    assert compared.kind == "open"
    assert "What moved: Chat." in compared.text


def test_the_workbook_itself_is_not_its_own_past(excel: xlwings.App, tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    made = openpyxl.Workbook()
    for row in [HEADER, *NOW]:
        made.active.append(row)
    made.save(path)
    book = excel.books.open(str(path))
    try:
        reply = click(book, *chosen(path))
    finally:
        book.close()
    assert (reply.kind, "is this workbook itself" in reply.text) == ("refused", True)


def test_people_who_are_in_both_can_be_compared_alone(excel: xlwings.App, tmp_path: Path) -> None:
    """The earlier ones stand in another order, one of them twice, and some are new or gone."""
    header = ["Respondent ID", *HEADER[1:]]
    ids = [f"c{1000 + 7 * number}" for number in range(50)]
    now = [[each, *NOW[0][1:]] for each in ids[:45]]
    then = [[each, *THEN[0][1:]] for each in [*reversed(ids[5:]), ids[9]]]
    path = export(tmp_path / "2025.csv", then, header)
    book = excel.books.add()
    try:
        book.sheets.active["A1"].value = [header, *now]
        asked = click(book, *chosen(path))
        assert (asked.kind, asked.code) == ("choose", "people")
        # 40 are in both, one of whom twice; with him 6 of each are left out.
        assert "39 people are in both surveys" in asked.text
        alone = click(book, *chosen(path), "people", "people_yes")
        everybody = click(book, *chosen(path), "people")
        assert "McNemar" in words(alone.path)
        assert "What moved: Chat." in alone.text
        assert "McNemar" not in words(everybody.path)
        few = export(tmp_path / "few.csv", then[:24], header)
        assert click(book, *chosen(few)).kind == "open"
    finally:
        book.close()
