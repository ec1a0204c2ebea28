"""The template in the hands of people: names and answers stay together, or it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
import xlwings

from filled_template import fill, survey_cells
from kano_xl.errors import InputError
from kano_xl.excel.actions.analysing import analyse
from kano_xl.excel.book.reading import find_source
from kano_xl.languages import LANGUAGES, text
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.reading import read, survey_of
from kano_xl.writers.template.numbering import is_wrong
from kano_xl.writers.template.places import LIVE, MOST_FEATURES, NUMBERED, title
from make_templates import template_of

ANSWERS = {"Export": (1, 5), "Alerts": (3, 5), "Chat": (1, 3)}
"""What everybody answers. No two features are answered alike."""

LETTERS = {"Export": "O", "Alerts": "M", "Chat": "A"}
"""What these answers mean by Kano's table."""

PEOPLE = 6
FIRST = NUMBERED.row + 2
"""The row of the first feature, as Excel counts."""


@dataclass
class Filled:
    """A filled template that is open."""

    book: xlwings.Book
    language: str

    def sheet(self, key: str) -> xlwings.Sheet:
        return self.book.sheets[title(self.language, key)]

    @property
    def features(self) -> xlwings.Sheet:
        return self.sheet("features")

    @property
    def responses(self) -> xlwings.Sheet:
        return self.sheet("responses")

    def sort(self, column: int, ascending: bool) -> None:
        """Sort the rows that hold a name, as one does who selects them."""
        sheet, rows = self.features.impl, len(ANSWERS)
        sheet.office.sort_rows(sheet.number, (FIRST - 1, 0, rows, 6), column, ascending)

    def live(self) -> dict[str, str]:
        """Feature → the letters that all its answers have, on the sheet that counts along."""
        rows = self.sheet("live").range(LIVE.cells).value
        letters = slice(LIVE.offset("A"), LIVE.offset("A") + 6)
        return {
            row[LIVE.offset("name")]: "".join(
                letter for letter, n in zip("AOMIRQ", row[letters], strict=True) if n == PEOPLE
            )
            for row in rows
            if row[LIVE.offset("name")]
        }

    def analysed(self) -> dict[str, set[tuple[int, int]]]:
        """Feature → the pairs of codes of all people, by what Analyse reads."""
        instructions = Instructions()
        survey = survey_of(find_source(self.book, instructions).found, instructions)
        assert survey.answers is not None
        sides = survey.answers.functional.tolist(), survey.answers.dysfunctional.tolist()
        pairs = (set(zip(*both, strict=True)) for both in zip(*sides, strict=True))
        return dict(zip([feature.name for feature in survey.features], pairs, strict=True))

    def refused(self) -> InputError:
        """Why Analyse stops; it has changed nothing."""
        before = [sheet.name for sheet in self.book.sheets]
        with pytest.raises(InputError) as caught:
            analyse(self.book, (), self.language)
        assert [sheet.name for sheet in self.book.sheets] == before
        return caught.value

    def told(self) -> str:
        """The sentence above the list of features."""
        return self.features["A3"].value or ""

    def red(self) -> list[int]:
        """The rows of *Features* whose number is marked as wrong."""
        sheet = self.features
        rows = range(FIRST, FIRST + 12)
        for row in rows:
            sheet[f"H{row}"].formula = is_wrong(row - 1)
        return [row for row in rows if sheet[f"H{row}"].value]

    def words(self, key: str, **values: object) -> str:
        return text(self.language, f"template.numbering.{key}", **values)

    def heads(self, number: int) -> list[str]:
        """The first lines of the headers of a feature."""
        first = 2 + 2 * number
        cells = self.responses.range((4, first), (4, first + 1)).value
        return [str(cell or "").split("\n")[0] for cell in cells]


@pytest.fixture
def filled(request: pytest.FixtureRequest, excel: xlwings.App, tmp_path: Path) -> Iterator[Filled]:
    language = getattr(request, "param", "en")
    people = [[code for pair in ANSWERS.values() for code in pair]] * PEOPLE
    cells = survey_cells(language, list(ANSWERS), people)
    path = fill(template_of(language), tmp_path / "filled.xlsx", cells)
    yield Filled(excel.books.open(path), language)
    for book in list(excel.books):
        book.close()


def assert_together(filled: Filled, *but: str) -> None:
    """Every name stands with its answers, and nothing is told; ``but`` are gone."""
    left = [name for name in ANSWERS if name not in but]
    assert filled.live() == {name: LETTERS[name] for name in left}
    assert filled.analysed() == {name: {ANSWERS[name]} for name in left}
    assert (filled.told(), filled.red()) == ("", [])
    assert filled.responses["B3"].value is None


@pytest.mark.parametrize("filled", ["en", "zh-Hans"], indirect=True)
def test_sorting_by_name_or_number_parts_nothing(filled: Filled) -> None:
    assert_together(filled)
    for column, ascending, order in (
        (1, True, ["Alerts", "Chat", "Export"]),
        (1, False, ["Export", "Chat", "Alerts"]),
        (0, False, ["Chat", "Alerts", "Export"]),
    ):
        filled.sort(column, ascending)
        rows = filled.features.range((FIRST, 2), (FIRST + 2, 6)).value
        assert [row[0] for row in rows] == order
        assert all(row[0] in question for row in rows for question in row[3:])
        assert_together(filled)


@pytest.mark.parametrize("filled", ["zh-Hans"], indirect=True)
def test_a_row_in_the_middle_is_told_until_its_name_has_a_number(filled: Filled) -> None:
    row = FIRST + 1
    filled.features[f"A{row}:F{row}"].insert("down")
    assert_together(filled)
    filled.features[f"B{row}"].value = "New"
    free = len(ANSWERS) + 1
    assert filled.told() == filled.words("unnumbered_advice", row=row, free=free, missing="–")
    assert filled.red() == [row]
    assert filled.responses["A4"].value == filled.words("unnumbered", row=row)
    # What the sentence says to do helps, also where a row without a name has that number too.
    filled.features[f"A{row}"].value = free
    assert_new_stands_with_answers(filled)
    filled.features[f"B{FIRST + 4}"].value = "Newer"
    assert filled.red() == [row, FIRST + 4]
    assert filled.refused().code == "number_missing"


def assert_new_stands_with_answers(filled: Filled) -> None:
    assert filled.heads(4) == ["New", "New"]
    filled.responses["J5:K10"].value = [[4, 4]] * PEOPLE
    assert (filled.told(), filled.red()) == ("", [])
    assert filled.analysed() == {name: {pair} for name, pair in ANSWERS.items()} | {"New": {(4, 4)}}
    assert filled.live() == LETTERS | {"New": "I"}


@pytest.mark.parametrize("row", [FIRST, FIRST + 1, FIRST + MOST_FEATURES])
def test_analyse_gives_a_new_feature_its_number_and_questions(filled: Filled, row: int) -> None:
    filled.features[f"A{row}:F{row}"].insert("down")
    filled.features[f"B{row}"].value = "New"
    if row == FIRST + MOST_FEATURES:
        # Without the add-in LibreOffice and Excel may take a formula along for a new last row.
        filled.features[f"E{row}:F{row}"].clear_contents()
    reply = analyse(filled.book, (), filled.language)
    assert "“New”" in reply.text
    new, _, purpose, asked, question, counter = filled.features.range((row, 1), (row, 6)).value
    assert (purpose, asked) == (None, None)
    assert new == 4
    assert "New" in question
    assert "New" in counter
    assert_new_stands_with_answers(filled)
    assert "“New”" not in analyse(filled.book, ("changed",), filled.language).text
    assert filled.features[f"A{row}"].value == 4
    assert filled.features["A7:A47"].value.count(4) == 1


def test_analyse_guesses_no_number_where_answers_lost_their_feature(filled: Filled) -> None:
    filled.features[f"A{FIRST + 1}"].clear_contents()
    assert filled.refused().code == "number_missing"
    assert filled.features[f"A{FIRST + 1}"].value is None


def test_a_name_that_was_cleared_is_told_at_its_answers(filled: Filled) -> None:
    filled.features[f"B{FIRST + 1}"].clear_contents()
    nameless = filled.words("nameless", number=2)
    assert filled.heads(2) == [nameless] * 2
    assert filled.told() == nameless + filled.words("nameless_advice")
    error = filled.refused()
    assert (error.code, error.place.cell) == ("number_nameless", "F4")
    filled.features[f"B{FIRST + 1}"].value = "Alerts"
    assert_together(filled)


def test_a_feature_that_is_renamed_keeps_its_answers(filled: Filled) -> None:
    filled.features[f"B{FIRST + 1}"].value = "Alarms"
    assert filled.live() == {"Export": "O", "Alarms": "M", "Chat": "A"}
    assert filled.analysed() == {"Export": {(1, 5)}, "Alarms": {(3, 5)}, "Chat": {(1, 3)}}
    assert (filled.told(), filled.red()) == ("", [])


@pytest.mark.parametrize("row", [FIRST, FIRST + MOST_FEATURES])
def test_a_row_at_either_end_is_told_too(filled: Filled, row: int) -> None:
    filled.features[f"A{row}:F{row}"].insert("down")
    filled.features[f"B{row}"].value = "New"
    assert filled.responses["A4"].value == filled.words("unnumbered", row=row)
    assert filled.heads(1) == ["Export", "Export"]
    assert filled.heads(3) == ["Chat", "Chat"]


def test_a_feature_whose_row_is_deleted_is_told_at_its_answers(filled: Filled) -> None:
    row = FIRST + 1
    filled.features[f"A{row}:F{row}"].delete("up")
    lost = filled.words("lost", number=2)
    assert [filled.heads(number) for number in (1, 2, 3)] == [
        ["Export"] * 2,
        [lost] * 2,
        ["Chat"] * 2,
    ]
    assert filled.told() == lost + filled.words("lost_advice")
    assert filled.live() == {"Export": "O", lost: "", "Chat": "A"}
    error = filled.refused()
    assert (error.code, error.place.cell, error.values) == ("number_lost", "F4", {"number": 2})
    filled.responses["F5:G10"].clear_contents()
    assert_together(filled, "Alerts")


def test_a_number_that_was_cleared_may_be_typed_again(filled: Filled) -> None:
    filled.sort(1, ascending=True)
    row = FIRST + 2
    assert filled.features[f"B{row}"].value == "Export"
    filled.features[f"A{row}"].clear_contents()
    assert filled.red() == [row]
    assert filled.told() == filled.words("unnumbered_advice", row=row, free=4, missing=1)
    assert filled.heads(1) == [filled.words("lost", number=1)] * 2
    assert filled.refused().code == "number_missing"
    filled.features[f"A{row}"].value = 1
    assert_together(filled)


@pytest.mark.parametrize("number", [0, 41, 2.5, "'2", "two"])
def test_what_is_no_number_of_the_template_is_told(filled: Filled, number: object) -> None:
    row = FIRST + 1
    filled.features[f"A{row}"].value = number
    assert filled.red() == [row]
    assert filled.refused().code == "number_missing"


def test_a_number_that_stands_twice_is_told_in_both_rows(filled: Filled) -> None:
    filled.features[f"A{FIRST + 1}"].value = 3
    assert filled.red() == [FIRST + 1, FIRST + 2]
    assert filled.heads(3) == [filled.words("twice", number=3)] * 2
    assert "Chat" not in filled.live()
    assert filled.refused().code == "number_missing"
    # Somebody pastes a header over the one that tells of the row.
    filled.responses["A4"].value = "ID"
    error = filled.refused()
    assert (error.code, error.place.cell, error.values) == ("number_lost", "F4", {"number": 2})
    filled.responses["F5:G10"].clear_contents()
    assert filled.refused().code == "number_twice"


def change_columns(filled: Filled, column: int, count: int) -> None:
    """Insert whole columns on *Responses*, or delete them; the column counts from 0."""
    sheet = filled.responses.impl
    sheet.office.insert_columns(sheet.number, column, count)


def undo(filled: Filled) -> None:
    filled.book.impl.office.undo(filled.book.impl.number)


@pytest.mark.parametrize("column", [3, 5, 6, 9])
def test_a_column_that_is_inserted_parts_nothing(filled: Filled, column: int) -> None:
    change_columns(filled, column, 1)
    assert_together(filled)
    assert set(red_headers(filled)) == set()
    filled.responses.range((4, column + 1)).value = "Age"
    filled.responses.range((5, column + 1)).value = [[30 + n] for n in range(PEOPLE)]
    assert_together(filled)
    assert red_headers(filled) == ["Age"]


def red_headers(filled: Filled) -> list[str]:
    """The headers that the template's own condition marks as wrong."""
    (condition,) = (
        rule.formula[0]
        for area in openpyxl.load_workbook(template_of(filled.language))[
            title(filled.language, "responses")
        ].conditional_formatting
        for rule in area.rules
        if str(area.sqref) == "D4:CE4" and "RIGHT(" in rule.formula[0]
    )
    sheet = filled.responses
    found = []
    for column in range(4, 12):
        head = sheet.range((4, column)).get_address(False, False)
        cell = sheet.range((20, 90))
        cell.formula = "=" + condition.replace("D$4)", f"{head})").replace("D$4", head).replace(
            f"${head}", "$D$4"
        )
        if cell.value:
            found.append(str(sheet.range((4, column)).value).split("\n")[0])
    cell.clear_contents()
    return found


def test_a_column_that_is_pasted_twice_is_red_and_stops_the_analysis(filled: Filled) -> None:
    filled.responses["F4"].value = filled.responses["D4:E10"].value
    assert red_headers(filled) == ["Export"] * 4
    with pytest.raises(InputError, match="“Export”"):
        filled.analysed()


def test_answers_pasted_where_no_feature_is_are_told(filled: Filled) -> None:
    filled.responses["J5"].value = filled.responses["D5:E10"].value
    nameless = filled.words("nameless", number=4)
    assert filled.told() == nameless + filled.words("nameless_advice")
    assert red_headers(filled) == [nameless] * 2
    assert filled.refused().code == "number_nameless"


def test_deleted_columns_are_told_until_the_feature_goes_too(filled: Filled) -> None:
    change_columns(filled, 5, -2)
    columnless = filled.words("columnless", number=2)
    assert filled.live() == {"Export": "O", columnless: "", "Chat": "A"}
    assert filled.told() == columnless + filled.words("columnless_advice", free=4)
    assert filled.analysed() == {"Export": {(1, 5)}, "Chat": {(1, 3)}}
    # Each of the three ways out that the sentence names.
    undo(filled)
    assert_together(filled)
    change_columns(filled, 5, -2)
    filled.features[f"A{FIRST + 1}"].value = 4
    assert filled.told() == ""
    assert filled.responses["H4"].value.startswith("Alerts\n")
    filled.features[f"A{FIRST + 1}:F{FIRST + 1}"].delete("up")
    assert_together(filled, "Alerts")


def test_one_column_that_is_deleted_is_told_and_stops_the_analysis(filled: Filled) -> None:
    change_columns(filled, 6, -1)
    assert filled.told().startswith(filled.words("columnless", number=2))
    with pytest.raises(InputError, match="“Alerts"):
        filled.analysed()
    undo(filled)
    assert_together(filled)
    change_columns(filled, 6, -1)
    assert red_headers(filled) == ["Alerts"]


def test_what_is_undone_is_as_it_was(filled: Filled) -> None:
    filled.features[f"A{FIRST}:F{FIRST}"].delete("up")
    assert filled.told() != ""
    undo(filled)
    assert_together(filled)
    filled.sort(1, ascending=True)
    undo(filled)
    assert_together(filled)


def test_answers_that_are_texts_are_read_and_those_live_leaves_out_are_counted(
    filled: Filled,
) -> None:
    words = [text(filled.language, f"template.answers.{code}") for code in range(1, 6)]
    row = ["'1", "'5", f" {words[2]} ", words[4], words[0], words[2].upper()]
    filled.responses["D5:I10"].value = [row] * PEOPLE
    assert filled.analysed() == {name: {pair} for name, pair in ANSWERS.items()}
    rows = filled.sheet("live").range(LIVE.cells).value[: len(ANSWERS)]
    read = {letter: LIVE.offset(letter) for letter in "AOMIRQ"}
    for each in rows:
        counted = sum(each[column] for column in read.values())
        unread = each[LIVE.offset("unread")]
        assert counted == PEOPLE or unread >= PEOPLE
    assert rows[2][LIVE.offset("unread")] == 0


def test_filtered_answers_are_asked_about(filled: Filled) -> None:
    sheet = filled.responses.impl
    sheet.office.filter_rows(sheet.number, (4, 0, 2, 1))
    reply = analyse(filled.book, (), filled.language)
    assert (reply.kind, reply.code) == ("choose", "hidden")
    assert filled.live() == LETTERS


def test_filtered_rows_keep_their_names_and_answers(filled: Filled) -> None:
    sheet = filled.features.impl
    sheet.office.filter_rows(sheet.number, (FIRST, 0, 2, 1))
    assert_together(filled)


def test_copies_of_sheets_change_nothing(filled: Filled) -> None:
    for key in ("features", "responses"):
        filled.sheet(key).copy(after=filled.sheet(key))
    assert_together(filled)
    filled.sort(1, ascending=True)
    assert_together(filled)


def test_renamed_sheets_are_still_found(filled: Filled) -> None:
    filled.features.name = "What we ask"
    responses = filled.responses
    responses.name = "It's answers"
    filled.book.sheets["What we ask"][f"A{FIRST}:F{FIRST}"].delete("up")
    assert filled.live().get("Chat") == "A"
    assert str(responses["D4"].value).startswith(filled.words("lost", number=1))
    assert filled.refused().place.sheet == "It's answers"


def test_an_export_over_the_answers_brings_its_own_names(filled: Filled) -> None:
    sides = [f"{name} [{side}]" for name in ("Chat", "Export", "Alerts") for side in "FD"]
    header = ["ID", "Segment", "Age", *sides]
    given = [code for name in ("Chat", "Export", "Alerts") for code in ANSWERS[name]]
    rows = [[f"p{number}", "new", 30, *given] for number in range(PEOPLE)]
    filled.responses["A4"].value = [header, *rows]
    assert filled.analysed() == {name: {pair} for name, pair in ANSWERS.items()}
    assert filled.live() == {filled.words("typed_over"): ""}
    assert filled.responses["B3"].value == filled.words("typed_over_advice")


def test_answers_where_an_earlier_template_had_them_are_told(filled: Filled) -> None:
    filled.responses["B4"].value = filled.responses["D4:E10"].value
    assert filled.responses["B3"].value == filled.words("typed_over_advice")


def test_answers_of_another_template_keep_their_names_on_live(filled: Filled) -> None:
    marks = [
        text(filled.language, f"template.mark.{side}") for side in ("functional", "dysfunctional")
    ]
    names = ("Chat", "Alerts", "Export")
    header = [f"{name}\n{mark}" for name in names for mark in marks]
    given = [code for name in names for code in ANSWERS[name]]
    filled.responses["D4"].value = [header, *[given] * PEOPLE]
    assert_together(filled)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_refused_as_the_open_workbook_is(
    language: str, excel: xlwings.App, tmp_path: Path
) -> None:
    people = [[code for pair in ANSWERS.values() for code in pair]] * PEOPLE
    cells = survey_cells(language, list(ANSWERS), people)
    book = excel.books.open(fill(template_of(language), tmp_path / "filled.xlsx", cells))
    row = FIRST + 1
    book.sheets[title(language, "features")][f"A{row}:F{row}"].delete("up")
    book.save(tmp_path / "saved.xlsx")
    book.close()
    with pytest.raises(InputError) as caught:
        read([tmp_path / "saved.xlsx"])
    assert caught.value.code == "number_lost"
    assert str(caught.value.place) == f"saved.xlsx, '{title(language, 'responses')}'!F4"


@pytest.mark.parametrize("language", LANGUAGES)
def test_wrong_numbers_turn_red(language: str) -> None:
    sheet = openpyxl.load_workbook(template_of(language))[title(language, "features")]
    (found,) = (
        rule.formula[0]
        for area in sheet.conditional_formatting
        for rule in area.rules
        if str(area.sqref) == NUMBERED.cells.replace("$", "")
    )
    assert f"={found}" == is_wrong(NUMBERED.row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_in_formulas_are_no_longer_than_excel_takes(language: str) -> None:
    book = openpyxl.load_workbook(template_of(language))
    formulas = [
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert max(map(len, map(str, formulas))) <= 8192
    texts = [text for formula in formulas for text in str(formula).split('"')[1::2]]
    assert 50 < max(map(len, texts)) <= 255
