"""Workbooks of colleagues beside the open one, on real workbooks, by the ribbon's own way."""

from __future__ import annotations

import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings

from command import kano
from conftest import LibreOffice
from excel.actions import files_beside
from excel.actions.files_beside import opened
from filled_template import fill, survey_cells
from kano_xl.excel.reply import LONGEST, Reply, with_value
from kano_xl.excel.ribbon import run
from kano_xl.languages import LANGUAGES
from kano_xl.writers.template.workbook import write_template
from sample_surveys import DISLIKE, LIKE, NEUTRAL

HEADER = ["Respondent ID", "Chat [F]", "Chat [D]", "Card lock [F]", "Card lock [D]"]
ONE_D, INDIFFERENT = [LIKE, DISLIKE], [NEUTRAL, NEUTRAL]
OWN = [[f"C{4000 + number}", *ONE_D, *INDIFFERENT] for number in range(30)]


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    yield from opened(excel, OWN, HEADER)


def export(path: Path, rows: Sequence[Sequence[object]], header: Sequence[str] = HEADER) -> Path:
    return files_beside.export(path, rows, header)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, office: LibreOffice) -> Path:
    """Three colleagues: a copy of the template, an export with a feature more, one renamed."""
    folder = tmp_path_factory.mktemp("colleagues, 100%")
    write_template(folder / "blank.xlsx", "en")
    answers = [[*ONE_D, *INDIFFERENT] for _ in range(12)]
    cells = survey_cells("en", ["Chat", "Card lock"], answers)
    typed = fill(folder / "blank.xlsx", folder / "typed.xlsx", cells)
    # Its headers are formulas, whose values stand in it once a spreadsheet program has saved it.
    (saved,) = office.convert([typed], "xlsx")
    shutil.copy(saved, folder / "team2.xlsx")
    rows = [[f"D{number}", *INDIFFERENT, *INDIFFERENT, *ONE_D] for number in range(5000, 5010)]
    # Two people who are in the open workbook, too.
    rows += [["C4000", *ONE_D, *ONE_D, *ONE_D], ["C4001", *ONE_D, *ONE_D, *ONE_D]]
    export(folder / "team10.csv", rows, [*HEADER, "Maps [F]", "Maps [D]"])
    renamed = [each.replace("Card lock", "Card locking") for each in HEADER]
    export(folder / "renamed.csv", [[f"E{n}", *ONE_D, *ONE_D] for n in range(7000, 7008)], renamed)
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 cut off")
    return folder


def click(book: xlwings.Book | None, *codes: str, language: str = "en") -> Reply:
    return run("add_workbooks", book, codes, language)


def paths(folder: Path, *names: str) -> list[str]:
    return ["files", *(with_value("files", str(folder / name)) for name in names)]


def counts(path: str) -> dict[str, Counter[str]]:
    """Feature → how many of each category, by the sheet of categories of a new workbook."""
    sheet = openpyxl.load_workbook(path)["Categories"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "Feature" in row and "A" in row)
    below = rows[rows.index(head) + 1 :]
    found = {}
    for row in below:
        cells: dict[Any, Any] = dict(zip(head, row, strict=True))
        if isinstance(cells["Feature"], str) and isinstance(cells["A"], int):
            letters: Counter[str] = Counter({each: cells[each] for each in "AOMIRQ"})
            found.setdefault(cells["Feature"], +letters)
    return found


def test_first_it_asks_for_files_that_may_be_surveys(book: xlwings.Book) -> None:
    reply = click(book)
    assert (reply.kind, reply.code) == ("files", "files")
    label, patterns = reply.path.split(",")
    assert "," not in label
    assert {"*.xlsx", "*.csv", "*.parquet"} <= set(patterns.split(";"))


def test_all_are_analysed_together_in_a_new_workbook(book: xlwings.Book, folder: Path) -> None:
    chosen = paths(folder, "team10.csv", "team2.xlsx", "broken.xlsx")
    sheets = [sheet.name for sheet in book.sheets]
    asked = click(book, *chosen)
    assert (asked.kind, asked.code) == ("ask", "together")
    for line in (
        "3 files fit together: 52 people, 3 features.",
        "broken.xlsx is not used: the content is damaged or cut off;",
        "team10.csv: 2 people stand in an earlier file, too",
        "team2.xlsx (12) lacks 1 feature that others have: “Maps”.",
        "With all features: team10.csv (10).",
    ):
        assert line in asked.text
    reply = click(book, *chosen, "together")
    assert reply.kind == "open"
    assert "3 features were analysed: 52 people in 3 files." in reply.text
    assert "team2.xlsx (12)" in reply.text
    assert counts(reply.path) == {
        "Chat": Counter(O=42, I=10),
        "Card lock": Counter(I=52),
        "Maps": Counter(O=10),
    }
    # The workbook is as it was, and nobody's ID or answer is in the result.
    assert [sheet.name for sheet in book.sheets] == sheets
    assert book.sheets.active["A1:E31"].value == [HEADER, *OWN]
    with zipfile.ZipFile(reply.path) as made:
        whole = b"".join(made.read(name) for name in made.namelist())
    assert b"C4000" not in whole
    assert b"D5000" not in whole
    assert b"Groups" in whole
    assert str(folder).encode() not in whole


@pytest.mark.parametrize(("answer", "features"), [(("same", "same_yes"), 2), (("same",), 3)])
def test_renamed_features_are_proposed(
    book: xlwings.Book, folder: Path, answer: tuple[str, ...], features: int
) -> None:
    chosen = paths(folder, "renamed.csv")
    asked = click(book, *chosen)
    assert (asked.kind, asked.code) == ("choose", "same")
    assert "“Card locking” and “Card lock” may be one feature" in asked.text
    reply = click(book, *chosen, *answer)
    assert reply.kind == "open"
    assert f"{features} features were analysed: 38 people in 2 files." in reply.text
    found = counts(reply.path)
    assert found["Card lock"] == (Counter(I=30, O=8) if features == 2 else Counter(I=30))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_fits_into_a_message_and_ends_in_the_question(
    book: xlwings.Book, tmp_path: Path, language: str
) -> None:
    names = []
    for number in range(60):
        name = f"a team with a rather long name {number}.csv"
        if number % 3:
            export(tmp_path / name, [["", *ONE_D]] * 5, ["x", f"N{number} [F]", f"N{number} [D]"])
        else:
            (tmp_path / name).write_bytes(b"")
        names.append(name)
    reply = click(book, *paths(tmp_path, *names), language=language)
    assert reply.kind in ("ask", "choose")
    assert len(reply.text) <= LONGEST
    assert reply.text.rstrip().endswith((".", "。"))
    last = reply.text.split("\n\n")[-1 if reply.kind == "ask" else -2]
    assert last.count("?") + last.count("？") == 1
    assert "--" not in reply.text


def test_a_workbook_without_a_survey_adds_nothing_of_its_own(
    excel: xlwings.App, folder: Path
) -> None:
    empty = excel.books.add()
    try:
        chosen = paths(folder, "team2.xlsx", "team10.csv")
        assert "2 files fit together: 24 people" in click(empty, *chosen).text
        alone = paths(folder, "team2.xlsx")
        reply = click(empty, *alone, "together")
    finally:
        empty.close()
    assert reply.kind == "open"
    assert "The files are no groups here" in reply.text


def test_where_nothing_can_be_added_it_says_so(book: xlwings.Book, folder: Path) -> None:
    for names in (["broken.xlsx"], ["blank.xlsx", "broken.xlsx"]):
        reply = click(book, *paths(folder, *names))
        assert reply.kind == "refused"
        assert "broken.xlsx is not used" in reply.text
        assert "Nothing is left to be analysed together" in reply.text
        assert "Not done" not in reply.text


def test_the_workbook_s_own_file_counts_once(excel: xlwings.App, folder: Path) -> None:
    own = excel.books.open(str(folder / "team2.xlsx"))
    try:
        asked = click(own, *paths(folder, "team2.xlsx", "team10.csv"))
    finally:
        own.close()
    assert "2 files fit together: 24 people" in asked.text


def test_a_file_of_another_survey_and_files_of_counts(excel: xlwings.App, tmp_path: Path) -> None:
    export(tmp_path / "a.csv", [["", *ONE_D]] * 9, ["x", "Chat [F]", "Chat [D]"])
    export(tmp_path / "b.csv", [["", *ONE_D]] * 9, ["x", "Zebra [F]", "Zebra [D]"])
    for name in ("c.csv", "d.csv"):
        export(tmp_path / name, [["Chat", 5, 4, 3, 2, 0, 0]], ["Feature", *"AOMIRQ"])
    empty = excel.books.add()
    try:
        apart = click(empty, *paths(tmp_path, "a.csv", "b.csv"))
        mixed = click(empty, *paths(tmp_path, "a.csv", "c.csv"))
        counted = click(empty, *paths(tmp_path, "c.csv", "d.csv"))
        done = click(empty, *paths(tmp_path, "c.csv", "d.csv"), "together")
    finally:
        empty.close()
    assert "a.csv (9) has no feature in common with the others" in apart.text
    assert "c.csv is not used: this file holds only counts" in mixed.text
    assert "2 files fit together: counts only, 1 features." in counted.text
    assert "With all features: c.csv, d.csv." in counted.text
    assert counts(done.path) == {"Chat": Counter(A=10, O=8, M=6, I=4)}


def test_our_own_report_is_named_and_left_out(
    book: xlwings.Book, folder: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.xlsx"
    assert kano("analyse", folder / "team10.csv", "-o", report, "--quiet").code == 0
    chosen = [*paths(folder, "team2.xlsx"), with_value("files", str(report))]
    assert "report.xlsx is not used: it is a report of kano_xl" in click(book, *chosen).text


def test_a_workbook_is_read_and_never_opened(
    book: xlwings.Book, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(xlwings.main.Books, "open", lambda *given, **more: opened.append(given))
    assert click(book, *paths(folder, "team2.xlsx"), "together").kind == "open"
    assert not opened
