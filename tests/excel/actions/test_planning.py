"""Planning sheets in the open workbook: added, kept whatever happens to results, and told of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import xlwings

from command import kano
from kano_xl.excel.book.plans import PlanInBook, known_features, plans_in
from kano_xl.excel.reply import Reply
from kano_xl.excel.ribbon import run
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.planning.cascade import deployed
from kano_xl.names import COLUMNS, NO_RESULT
from kano_xl.planned import plan_workbook
from kano_xl.planning.actions_reading import read_actions
from kano_xl.planning.filling import HouseFilling
from kano_xl.planning.house_layout import BODY, FIRST, NAMES, HouseLayout
from kano_xl.planning.house_reading import read_house
from kano_xl.planning.next_house import NAME_OF_NEXT
from kano_xl.planning.priority_reading import read_priority
from kano_xl.writers.template.workbook import write_template
from planning.fillings import analysis
from sample_surveys import DISLIKE, LIKE, MUST, NEUTRAL

HOUSE, MATRIX = "House of quality", "Priority matrix"
FEATURES = ("Chat", "Alerts", "Maps")
ANSWERS = {
    "Chat": [(LIKE, DISLIKE)] * 8 + [(NEUTRAL, DISLIKE)] * 2,
    "Alerts": [(LIKE, NEUTRAL)] * 7 + [(NEUTRAL, NEUTRAL)] * 3,
    "Maps": [(MUST, DISLIKE)] * 9 + [(LIKE, NEUTRAL)],
}
SHEETS = HouseLayout(12, 10)
"""Where everything is on the house of these features, which has twelve rows."""

Typed = dict[tuple[int, int], object]


def survey(answers: dict[str, list[tuple[str, str]]]) -> list[list[str]]:
    header = ["ID", *(f"{name} [{side}]" for name in answers for side in "FD")]
    people = zip(*answers.values(), strict=True)
    rows = [[str(n), *(cell for pair in row for cell in pair)] for n, row in enumerate(people, 1)]
    return [header, *rows]


def click(book: xlwings.Book, action: str, *codes: str, language: str = "en") -> Reply:
    return run(action, book, ("undo", *codes), language)


def analysed(book: xlwings.Book, answers: dict[str, list[tuple[str, str]]]) -> None:
    sheet = book.sheets["Survey"]
    sheet.used_range.clear()
    sheet["A1"].value = survey(answers)
    sheet.activate()


@contextmanager
def with_results(excel: xlwings.App) -> Iterator[xlwings.Book]:
    """A survey with its results; all workbooks are closed afterwards."""
    book = excel.books.add()
    book.sheets[0].name = "Survey"
    analysed(book, ANSWERS)
    assert click(book, "analyse").kind == "done"
    yield book
    for each in list(excel.books):
        each.close()


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    """A survey with its results, a house and a matrix, both partly filled in."""
    with with_results(excel) as book:
        fill_house_and_matrix(book)
        yield book


def fill_house_and_matrix(book: xlwings.Book) -> None:
    replies = [click(book, f"plan_{key}") for key in ("house", "priority")]
    assert [reply.kind for reply in replies] == ["done", "done"], replies
    assert text("en", "planning.house.begin") in replies[0].text
    assert "3 features of the last result" in replies[1].text
    assert book.sheets.active.name == MATRIX
    house, matrix = book.sheets[HOUSE], book.sheets[MATRIX]
    house.range((NAMES + 1, FIRST + 1)).value = ["Bandwidth", "Languages"]
    house.range((BODY + 1, FIRST + 1)).value = [[9, None], [3, 1], [None, 9]]
    house.range((BODY + 4, 2)).value = [["A need of our own", *[None] * 3, 4]]
    matrix.range((8, 7)).options(transpose=True).value = [5, 2, 4]


def plan(book: xlwings.Book, title: str = HOUSE) -> PlanInBook:
    return next(each for each in plans_in(book) if each.title == title)


def typed(book: xlwings.Book) -> dict[str, Typed]:
    """Every cell of planning sheets that holds no formula."""
    found = {}
    for each in plans_in(book):
        used = each.sheet.used_range
        whole = each.sheet.range((1, 1), (used.last_cell.row, used.last_cell.column)).formula
        cells = {(r, c): cell for r, row in enumerate(whole) for c, cell in enumerate(row)}
        found[each.title] = {
            at: cell for at, cell in cells.items() if cell != "" and not str(cell).startswith("=")
        }
    return found


def letters(book: xlwings.Book, title: str = HOUSE, rows: int = 4) -> list[object]:
    return book.sheets[title].range((BODY + 1, 3), (BODY + rows, 3)).options(ndim=1).value


def leads_nowhere_else(book: xlwings.Book) -> bool:
    """Whether no name and no formula of planning sheets leads to another file."""
    refers = [name.refers_to for name in book.names]
    formulas = [
        cell
        for each in plans_in(book)
        for row in each.sheet.used_range.formula
        for cell in row
        if str(cell).startswith("=")
    ]
    return len(formulas) > 1000 and not any("[" in each for each in (*refers, *formulas))


def test_a_sheet_is_that_of_the_file_and_what_is_done_before_sharing_leaves_it_alone(
    book: xlwings.Book, excel: xlwings.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert click(book, "plan_house").kind == "done"
    assert [each.title for each in plans_in(book)] == [HOUSE, MATRIX, f"{HOUSE} 2"]
    ours = book.sheets[f"{HOUSE} 2"]
    ours.range("C3").value = text("en", "planning.house.adjustment.tontini")
    houses = [read_house(plan(book, title).filled()) for title in (HOUSE, ours.name)]
    assert [house.adjustment for house in houses] == ["none", "tontini"]
    assert leads_nowhere_else(book)
    assert letters(book) == ["M", "O", "A", None]
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(analysis("en"), ("house",)))
    theirs = excel.books.open(str(path)).sheets[HOUSE]
    area = (0, 0, 20, 34)
    looks = [sheet.impl.office.looks(sheet.impl.number, area) for sheet in (theirs, ours)]
    plain = looks[0][9][4]
    for row in range(20):
        for column in range(34):
            assert looks[0][row][column] in (plain, looks[1][row][column]), (row, column)
    assert [chart.name for chart in ours.charts] == [chart.name for chart in theirs.charts]
    widths = [[sheet.range((1, c)).column_width for c in range(1, 20)] for sheet in (theirs, ours)]
    assert widths[0] == widths[1]
    book.sheets["Survey"]["J1"].value = "=KANO_VERSION()"
    before = [each.sheet.used_range.formula for each in plans_in(book)]
    for action in ("freeze", "portable", "repair", "check"):
        book.sheets["Survey"].activate()
        assert click(book, action, action).kind in ("done", "refused")
        assert [each.sheet.used_range.formula for each in plans_in(book)] == before, action
    names, titles = listing(book)

    def broken(*given: object) -> None:
        raise OSError("no more memory")

    monkeypatch.setattr("kano_xl.writers.open_workbook.planning.fill", broken)
    assert click(book, "plan_house").kind == "bug"
    assert listing(book) == (names, titles)


def listing(book: xlwings.Book) -> tuple[dict[str, str], list[str]]:
    names = {name.name: name.refers_to for name in book.names}
    return names, [sheet.name for sheet in book.sheets]


def test_what_a_new_result_means_is_told_and_nothing_typed_is_lost(book: xlwings.Book) -> None:
    before = typed(book)
    answers = {"Chat": ANSWERS["Chat"], "Push messages": ANSWERS["Alerts"]}
    answers["Dark mode"] = [(LIKE, DISLIKE)] * 3 + [(LIKE, NEUTRAL)] * 7
    analysed(book, answers)
    asked = click(book, "analyse")
    assert (asked.kind, asked.code) == ("choose", "renamed")
    assert "“Alerts” → “Push messages”" in asked.text
    assert [each.name for each in known_features(book).features] == ["Maps", "Chat", "Alerts"]
    reply = click(book, "analyse", "renamed", "renamed_yes")
    assert "2 new names were written on planning sheets." in reply.text
    for title in (HOUSE, MATRIX):
        assert f"“{title}”: not in it are “Dark mode”" in reply.text
        assert f"“{title}”: no longer in the result are “Maps”" in reply.text
    after = typed(book)
    changed = {
        (title, old, after[title][at])
        for title, cells in before.items()
        for at, old in cells.items()
        if after[title][at] != old
    }
    assert changed == {(title, "Alerts", "Push messages") for title in (HOUSE, MATRIX)}
    assert letters(book) == [None, "O", "A", None]
    told = click(book, "check").text
    assert f"“{HOUSE}”: features of the last result that are not in it: 1; its needs" in told
    # A name that the user does not want to be written anew stays.
    analysed(book, {"Talk to us": answers["Chat"], "Push messages": answers["Push messages"]})
    reply = click(book, "analyse", "renamed")
    assert f"“{HOUSE}”: no longer in the result are “Chat”" in reply.text
    assert typed(book) == after
    assert letters(book) == [None, None, "A", None]


def test_results_go_and_come_back_in_another_language(book: xlwings.Book) -> None:
    before = typed(book)
    asked = click(book, "remove")
    assert f"Planning sheets stay, with all that you typed: “{HOUSE}”, “{MATRIX}”" in asked.text
    assert "#REF!" not in asked.text
    assert click(book, "remove", "remove").kind == "done"
    assert {book.names[name].refers_to for name in COLUMNS.values()} == {NO_RESULT}
    assert (typed(book), letters(book)) == (before, [None] * 4)
    book.sheets["Survey"].activate()
    assert click(book, "analyse", language="de").kind == "done"
    assert text("de", "report.sheet.summary") in [sheet.name for sheet in book.sheets]
    assert (typed(book), letters(book)) == (before, ["M", "O", "A", None])
    assert leads_nowhere_else(book)
    # The user deletes the hidden block by hand.
    block = book.names[COLUMNS["feature"]].refers_to_range.sheet
    block.visible = True
    block.delete()
    assert (typed(book), letters(book)) == (before, [None] * 4)


def inserted(sheet: xlwings.Sheet) -> None:
    """A row copied and inserted below itself, with a need of its own."""
    impl = sheet.impl
    impl.office.insert(impl.number, (BODY + 1, 0, 1, 500))
    impl.office.copy_within(impl.number, (BODY, 0, 1, 500), BODY + 1, 0)
    impl.office.write(impl.number, (BODY + 1, 1, 1, 1), [["New need"]])


def deleted(sheet: xlwings.Sheet) -> None:
    """The row of Chat is deleted."""
    sheet.impl.office.delete(sheet.impl.number, (BODY + 2, 0, 1, 500))


def sorted_by_name(sheet: xlwings.Sheet) -> None:
    sheet.impl.office.sort_rows(sheet.impl.number, (BODY, 0, 4, SHEETS.check + 1), 1, True)


def renamed(sheet: xlwings.Sheet) -> None:
    sheet.name = "It's (ours)"


def copied(sheet: xlwings.Sheet) -> None:
    sheet.copy(after=sheet)


def test_changed_sheets_go_through_an_analysis_and_into_another_workbook(
    book: xlwings.Book, excel: xlwings.App
) -> None:
    copied(book.sheets[HOUSE])
    house = book.sheets[HOUSE]
    for change in (inserted, deleted, sorted_by_name, renamed):
        change(house)
    before = typed(book)
    book.sheets["Survey"].activate()
    assert click(book, "analyse").kind == "done"
    assert typed(book) == before
    ours, copy = (each for each in plans_in(book) if each.key == "house")
    for each, expected in (
        (ours, ["A need of our own", "Alerts", "Maps", "New need"]),
        (copy, ["Maps", "Chat", "Alerts", "A need of our own"]),
    ):
        assert [name for name in each.needs() if name] == expected
        found = dict(zip(each.needs(), letters(book, each.title, 5), strict=False))
        assert (found["Maps"], found["Alerts"]) == ("M", "A")
    into_another_workbook(book, excel, copy.title)


def into_another_workbook(book: xlwings.Book, excel: xlwings.App, title: str) -> None:
    """A sheet in another workbook keeps all that was typed, and finds the results there."""
    filling = read_house(plan(book, title).filled())
    other = excel.books.add()
    other.sheets[0].name = "Survey"
    book.sheets[title].copy(after=other.sheets[0])
    # As Excel does, where the names that a formula needs are not there.
    for name in COLUMNS.values():
        here = {each.name: each for each in other.names}
        away = f"='[{book.name}.xlsx]For formulas'!$A$8:$A$10"
        if name not in here:
            other.names.add(name, away)
        else:
            here[name].refers_to = away
    assert "6 names of the results led to another file" in click(other, "repair").text
    assert {other.names[name].refers_to for name in COLUMNS.values()} == {NO_RESULT}
    analysed(other, ANSWERS)
    assert click(other, "analyse").kind == "done"
    assert letters(other, title) == ["M", "O", "A", None]
    found = read_house(plan(other, title).filled())
    assert (found.relations, found.characteristics) == (filling.relations, filling.characteristics)
    assert [each.name for each in found.requirements] == [
        each.name for each in filling.requirements
    ]


def weights(
    filling: HouseFilling, importance: list[float]
) -> tuple[list[float], list[list[float]]]:
    relations = [[0.0] * len(filling.characteristics) for _ in filling.requirements]
    for (row, column), value in filling.relations.items():
        relations[row][column] = float(str(value))
    return importance, relations


def test_the_next_house_has_the_weights_of_the_first_and_tells_what_is_missing(
    book: xlwings.Book,
) -> None:
    assert "Priority matrix" in click(book, "plan_priority").text
    book.sheets[MATRIX].activate()
    reply = click(book, "plan_next")
    assert (reply.kind, f"“{HOUSE}” (2)" in reply.text) == ("done", True), reply.text
    sheet = book.sheets[f"{HOUSE} 2"]
    assert plan(book, sheet.name).needs()[:2] == ["Bandwidth", "Languages"]
    place = HouseLayout(3, 10)
    sheet.range((NAMES + 1, FIRST + 1)).value = "Servers"
    sheet.range((BODY + 1, FIRST + 1)).value = [[1], [3]]
    sums = sheet.range((place.foot_row("technical") + 1, FIRST + 1))
    # Importance 5 3 4 of Maps, Chat, Alerts: 5·9+3·3 and 3·1+4·9, then 1 and 3 times that.
    first = read_house(plan(book).filled())
    stated = book.sheets[HOUSE].range((BODY + 1, 6), (BODY + 3, 6)).options(ndim=1).value
    raws, relations = weights(first, [*stated, 4])
    expected = deployed(raws, relations, [[1], [3]])[0]
    assert sums.value == pytest.approx(expected)
    assert raws[0] == 5
    check = sheet.range(plan(book, sheet.name).own[NAME_OF_NEXT].refers_to_range.address)
    assert check.value == text("en", "planning.next.arrived")
    book.sheets[HOUSE].range((BODY + 1, FIRST + 1)).value = 1
    assert sums.value == pytest.approx(expected - raws[0] * 8)
    book.sheets[HOUSE].range((NAMES + 1, FIRST + 3)).value = "Taps"
    book.sheets["Survey"].activate()
    assert check.value == f"{text('en', 'planning.next.missing')}1"
    assert f"of “{HOUSE}” it lacks “Taps”" in click(book, "check").text
    assert click(book, "plan_next").text.startswith("Not done: several houses of quality")
    assert leads_nowhere_else(book)


@pytest.mark.parametrize("language", LANGUAGES[:2])
def test_before_there_is_a_result_the_rows_are_those_of_the_template(
    language: str, excel: xlwings.App, tmp_path: Path
) -> None:
    path = tmp_path / "survey.xlsx"
    write_template(path, language)
    book = excel.books.open(str(path))
    try:
        features = book.names["Kano_Features"].refers_to_range
        features[0, 0].value = "Chat"
        features[1, 0].value = "Alerts"
        reply = click(book, "plan_priority", language=language)
        (added,) = plans_in(book)
        assert added.title == text(language, "planning.sheet.priority")
        assert added.needs()[:3] == ["Chat", "Alerts", ""]
        assert [each.name for each in read_priority(added.filled()).rows] == ["Chat", "Alerts"]
        assert text(language, "template.sheet.features") in reply.text
        assert text(language, "planning.priority.begin") in reply.text
    finally:
        book.close()


def test_planning_sheets_are_no_survey(excel: xlwings.App, tmp_path: Path) -> None:
    book = excel.books.add()
    try:
        reply = click(book, "plan_house")
        assert "its rows are empty" in reply.text
        assert {book.names[name].refers_to for name in COLUMNS.values()} == {NO_RESULT}
        refused = click(book, "analyse")
        assert (refused.kind, "this workbook holds planning sheets" in refused.text) == (
            "refused",
            True,
        )
        assert "no technical requirement is named" in click(book, "plan_next").text
    finally:
        book.close()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(plan_workbook(analysis("en"), ("house", "priority")))
    outcome = kano("analyse", path, "-o", tmp_path / "report.xlsx")
    assert (outcome.code, "these are planning sheets by kano_xl" in outcome.err) == (2, True)
    assert not (tmp_path / "report.xlsx").exists()


def test_measures_are_collected_once_and_what_stands_in_the_plan_stays(book: xlwings.Book) -> None:
    reply = click(book, "plan_actions")
    title = text("en", "planning.sheet.actions")
    measures = read_actions(plan(book, title).filled()).measures
    assert f"“{title}” has {len(measures)} new measures" in reply.text
    assert {each.feature for each in measures} == set(FEATURES)
    assert {each.then_category for each in measures} == {"M", "O", "A"}
    sheet = plan(book, title).sheet
    sheet.range((9, 5)).value = "Ada"
    before = typed(book)[title]
    assert "nothing new was found" in click(book, "plan_actions").text
    assert typed(book)[title] == before
    book.sheets[MATRIX].range((11, 2)).value = [["Our own need", *[None] * 3, 5, 5]]
    reply = click(book, "plan_actions")
    assert f"“{title}” has 1 new measure" in reply.text
    after = read_actions(plan(book, title).filled()).measures
    assert (len(after), after[-1].feature) == (len(measures) + 1, "Our own need")
    assert before.items() <= typed(book)[title].items()
    assert after[0].owner == "Ada"
    assert leads_nowhere_else(book)
