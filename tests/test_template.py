"""``kano-xl template``, and what the other commands make of a template."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from command import kano
from conftest import LibreOffice
from filled_template import fill, survey_cells
from kano_xl import names
from kano_xl.languages import LANGUAGES
from kano_xl.survey.choosing import choose
from kano_xl.survey.files.opening import read_sheets
from kano_xl.writers.template.places import title


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_writes_the_template_in_a_language(language: str, tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    done = kano("template", "-o", path, "--language", language)
    assert (done.code, done.out) == (0, "")
    assert str(path) in done.err
    assert title(language, "responses") in {sheet.name for sheet in read_sheets(path)}


def test_without_a_name_it_takes_the_next_free_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert [kano("template").code, kano("template").code] == [0, 0]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "kano-template-2.xlsx",
        "kano-template.xlsx",
    ]


def test_a_filled_template_is_kept_unless_told_otherwise(tmp_path: Path) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(b"answers of two hundred people")
    refused = kano("template", "-o", path)
    assert (refused.code, path.read_bytes()) == (2, b"answers of two hundred people")
    assert kano("template", "-o", path, "--overwrite").code == 0
    assert path.read_bytes()[:2] == b"PK"


def test_the_template_is_a_workbook(tmp_path: Path) -> None:
    refused = kano("template", "-o", tmp_path / "mine.xlsm")
    assert refused.code == 2
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_template_is_told_from_a_survey(language: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.xlsx"
    kano("template", "-o", path, "--language", language)
    refused = kano("analyse", path, "--language", language)
    assert refused.code == 2
    assert refused.err.count("\n") == 1
    assert f"'{title(language, 'features')}'" in refused.err
    shown = kano("inspect", path, "--language", language)
    assert shown.code == 0
    assert f"'{title(language, 'features')}'" in shown.out


@pytest.fixture(scope="session")
def two_features(
    office: LibreOffice, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """A template with two features without an answer, and with three people's answers."""
    folder = tmp_path_factory.mktemp("two")
    kano("template", "-o", folder / "template.xlsx", "--language", "en")
    features = ["Fast transfers", "Dark mode"]
    made = [
        fill(
            folder / "template.xlsx",
            folder / f"{len(answers)}.xlsx",
            survey_cells("en", features, answers),
        )
        for answers in ([], [[1, 5, 3, 3], [2, 5, 3, 3], [1, 5, 1, 3]])
    ]
    unanswered, answered = office.convert(made, "xlsx")
    return unanswered, answered


def test_features_without_answers_are_told(two_features: tuple[Path, Path]) -> None:
    refused = kano("analyse", two_features[0], "--language", "en")
    assert refused.code == 2
    assert "'Responses'!A5: there is not one answer below the header" in refused.err


def test_filled_it_is_read_and_analysed(two_features: tuple[Path, Path], tmp_path: Path) -> None:
    seen = kano("inspect", two_features[1], "--language", "en")
    assert seen.code == 0
    assert "Responses" in seen.err + seen.out
    report = tmp_path / "report.xlsx"
    done = kano("analyse", two_features[1], "-o", report, "--language", "en")
    assert done.code == 0
    assert "performance" in done.err + done.out


def workbook_with_results(path: Path, titles: Sequence[str]) -> Path:
    """A sheet of counts named as a result, and sheets of answers of these titles."""
    rows = [["Feature", "A", "O", "M", "I"], ["Fast transfers", 1, 2, 3, 4]]
    answers = [["X [F]", "X [D]"], [1, 5], [2, 4]]
    with Workbook(path) as book:
        for title_, cells in (("It's a result", rows), *((each, answers) for each in titles)):
            sheet = book.add_worksheet(title_)
            for number, row in enumerate(cells):
                sheet.write_row(number, 0, row)
        book.define_name(f"{names.RESULT}categories", "='It''s a result'!$A$1:$E$2")
        if titles:
            book.define_name(names.RESPONSES, f"='{titles[-1]}'!$A$1:$B$3")
    return path


def test_result_sheets_are_never_taken_for_a_survey(tmp_path: Path) -> None:
    path = workbook_with_results(tmp_path / "x.xlsx", ["Mine"])
    assert [sheet.name for sheet in read_sheets(path)] == ["Mine"]
    assert [sheet.name for sheet in read_sheets(path, ["It's a result"])] == ["It's a result"]


def test_result_sheets_alone_are_read_like_any_other_file(tmp_path: Path) -> None:
    path = workbook_with_results(tmp_path / "x.xlsx", [])
    assert [sheet.name for sheet in read_sheets(path)] == ["It's a result"]


def test_the_sheet_of_responses_goes_first(tmp_path: Path) -> None:
    path = workbook_with_results(tmp_path / "x.xlsx", ["Other", "Answers"])
    (chosen,) = choose(read_sheets(path))
    assert chosen.sheet.name == "Answers"
