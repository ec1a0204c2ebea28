"""Settings read from a workbook, and the button that goes to them or adds them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwings

from added_choices import More, add_texts
from kano_xl import names
from kano_xl.choices import Settings
from kano_xl.errors import InputError, OutputError, SettingsError
from kano_xl.excel.actions.settings import fill_wordings, read_choices, read_settings, settings
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.ribbon import run
from kano_xl.languages import text
from kano_xl.writers.new_workbook import new_workbook
from kano_xl.writers.template.looks import TemplateLooks
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.settings import write_settings
from kano_xl.writers.template.workbook import WRITTEN, write_settings_workbook
from libreoffice.engine import COPY_SHEETS, OfficeError
from libreoffice.failing import failing
from sample_surveys import DISLIKE, LIKE, NEUTRAL
from workbook_listing import everything

SURVEY = [
    ["ID", "Chat [F]", "Chat [D]"],
    [1, LIKE, DISLIKE],
    [2, NEUTRAL, DISLIKE],
    [3, NEUTRAL, NEUTRAL],
]


@pytest.fixture
def opened(excel: xlwings.App, tmp_path: Path) -> Iterator[Callable[[str], xlwings.Book]]:
    """A function that opens a workbook with the settings sheet of a language, or without one."""
    books: list[xlwings.Book] = []

    def make(language: str) -> xlwings.Book:
        if language:
            path = tmp_path / f"{len(books)}.xlsx"
            write_settings_workbook(path, language)
            books.append(excel.books.open(str(path)))
        else:
            books.append(excel.books.add())
        return books[-1]

    yield make
    for book in books:
        book.close()


def choose(book: xlwings.Book, name: str, choice: object) -> str:
    """Make a choice in the sheet, as a user would; its address."""
    cell = named_cells(book, name)[name]
    if isinstance(cell.formula, str) and cell.formula.startswith("="):
        cell = cell.offset(0, -1)
    cell.value = choice
    return str(cell.address).replace("$", "")


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_an_untouched_sheet_means_the_usual_settings(
    opened: Callable[[str], xlwings.Book], language: str
) -> None:
    assert read_settings(opened(language), "en") == Settings(language=language, scores=True)


def test_a_workbook_without_settings_has_the_usual_ones(
    opened: Callable[[str], xlwings.Book],
) -> None:
    assert read_settings(opened(""), "zh-Hans") == Settings(language="zh-Hans", scores=True)


def test_every_choice_is_read(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("en")
    for name, choice in {
        names.of_choice("table"): "pouliot",
        names.of_choice("rule"): "moai",
        names.of_choice("tie_gap"): 0.1,
        names.of_choice("codes"): "like=5",
        names.of_choice("confidence"): "'９０ %",
        names.of_choice("language"): "zh-Hans",
        names.of_choice("exclude", "duplicates"): "yes",
        names.of_choice("exclude", "straight_lining"): "No",
        names.of_choice("exclude", "questionable"): "yes",
        names.of_choice("by"): " Plan ",
        names.of_choice("where"): "Plan=Pro; Plan = Team；Age=30",
        names.of_choice("weight"): "C",
    }.items():
        choose(book, name, choice)
    expected = Settings(
        table="pouliot",
        rule="moai",
        tie_gap=0.1,
        codes="like=5",
        confidence=0.9,
        language="zh-Hans",
        exclude=("duplicates", "questionable"),
        by="Plan",
        where=("Plan=Pro", "Plan = Team", "Age=30"),
        weight="C",
        scores=True,
    )
    assert read_settings(book, "en") == expected


def test_words_of_the_lists_are_read_and_empty_cells_are_not_chosen(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("zh-Hans")
    choose(book, names.of_choice("rule"), "CQM 规则")
    choose(book, names.of_choice("confidence"), None)
    choose(book, names.of_choice("table"), None)
    found = read_settings(book, "en")
    assert (found.rule, found.confidence, found.table) == ("cqm", 0.95, "standard")


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize(
    ("label", "codes"), [("usual", None), ("like1", "like=1"), ("like5", "like=5")]
)
def test_a_choice_of_numbers_differs_from_none(
    opened: Callable[[str], xlwings.Book], language: str, label: str, codes: str | None
) -> None:
    book = opened(language)
    choose(book, names.of_choice("codes"), text(language, f"template.settings.codes.{label}"))
    found = read_settings(book, "en")
    assert found.codes == codes
    assert found.numbers == (codes or "like=1")


def test_an_emptied_choice_of_numbers_is_none(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("en")
    choose(book, names.of_choice("codes"), "like=1")
    assert read_settings(book, "en").codes == "like=1"
    choose(book, names.of_choice("codes"), None)
    assert read_settings(book, "en").codes is None


def test_an_own_table_is_read_with_its_letters(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("en")
    choose(book, names.of_choice("table"), "own")
    own = named_cells(book, names.OWN_TABLE)[names.OWN_TABLE]
    own[2, 2].value = " q"
    assert read_settings(book, "en").table == ("QAAAO", "RIIIM", "RIQIM", "RIIIM", "RRRRQ")


def test_what_is_not_possible_is_refused_with_the_cell_to_correct(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("en")
    for name, choice, usual, code in (
        (names.of_choice("table"), "=1/0", "standard", "not_a_choice"),
        (names.of_choice("table"), "best", "standard", "not_a_choice"),
        (names.of_choice("rule"), "average", "mode", "not_a_choice"),
        (names.of_choice("codes"), 7, None, "not_a_choice"),
        (names.of_choice("language"), "fr", "en", "not_a_choice"),
        (names.of_choice("tie_gap"), 2, 0.05, "tie_gap_range"),
        (names.of_choice("tie_gap"), "much", 0.05, "tie_gap_range"),
        (names.of_choice("confidence"), 95, 0.95, "confidence_range"),
        (names.of_choice("confidence"), "=1/0", 0.95, "confidence_range"),
        (names.of_choice("exclude", "questionable"), "perhaps", "no", "not_a_choice"),
    ):
        address = choose(book, name, choice)
        with pytest.raises(SettingsError) as error:
            read_settings(book, "en")
        place = f"'Settings'!{address}"
        assert (error.value.code, str(error.value.place)) == (code, place), name
        book.sheets["Settings"][address].value = usual
    assert read_settings(book, "en") == Settings(scores=True)


def test_an_own_table_that_is_none_is_refused(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("en")
    choose(book, names.of_choice("table"), "own")
    own = named_cells(book, names.OWN_TABLE)[names.OWN_TABLE]
    own[0, 0].value = None
    with pytest.raises(SettingsError) as error:
        read_settings(book, "en")
    assert error.value.code == "table_shape"
    assert error.value.place.cell == str(own[0, 0].address).replace("$", "")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("tie_gap", 2), ("confidence", 95), ("rule", "best"), ("table", "best"), ("codes", "like=3")],
)
def test_a_cell_is_refused_in_the_words_of_python(
    opened: Callable[[str], xlwings.Book], name: str, wrong: object
) -> None:
    book = opened("en")
    with pytest.raises(SettingsError) as error:
        Settings(**{name: wrong})
    address = choose(book, names.of_choice(name), wrong)
    with pytest.raises(SettingsError) as refused:
        read_settings(book, "en")
    assert str(refused.value) == f"'Settings'!{address}: {error.value}"


def test_choices_that_are_added_have_rows_that_are_read(
    excel: xlwings.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_texts(monkeypatch)
    path = tmp_path / "more.xlsx"
    with path.open("wb") as file:
        workbook = new_workbook(file, "en", "More", WRITTEN)
        looks = TemplateLooks(workbook, "en")
        write_settings(Page(workbook, looks, "en", "settings"), More(depth=0.3, is_loud=True))
        workbook.close()
    sheet = openpyxl.load_workbook(path)["Settings"]
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert [sheet.cell(row, 1).value for row in range(5, 21)] == [
        "Evaluation table",
        "Rule",
        "Tie gap",
        "Depth",
        "Number scale",
        "Confidence",
        "Language",
        "Category names",
        "Leave out duplicates",
        "Leave out straight-liners",
        "Leave out contradictions",
        "Groups by",
        "Only people with",
        "Weights",
        "Mood",
        "Loud",
    ]
    assert (lists["B8"], lists["B19"], lists["B20"]) == ("0.0", '"Fine,Sad"', '"yes,no"')
    book = excel.books.open(str(path))
    usual = More(language="en")
    assert read_choices(book, usual) == More(depth=0.3, is_loud=True)
    choose(book, "Kano_Depth", "'40 %")
    choose(book, "Kano_Mood", "Fine")
    choose(book, "Kano_IsLoud", "no")
    choose(book, "Kano_Rule", "cqm")
    assert read_choices(book, usual) == More(depth=0.4, mood="good", rule="cqm")
    choose(book, "Kano_Depth", 2)
    with pytest.raises(SettingsError) as error:
        read_choices(book, usual)
    assert str(error.value) == "'Settings'!B8: the depth is a share; 2 is not"
    book.close()


@pytest.mark.parametrize(
    ("choice", "shown"),
    [
        (95, "; 95 does not"),
        (1.7976931348623157e308, "; 1.797693135e+308 does not"),
        ("'nan", "; “nan” does not"),
        ("'1e999 %", "; “1e999 %” does not"),
    ],
)
def test_a_share_that_is_none_is_shown_as_it_was_typed(
    opened: Callable[[str], xlwings.Book], choice: object, shown: str
) -> None:
    book = opened("en")
    choose(book, names.of_choice("confidence"), choice)
    with pytest.raises(SettingsError) as error:
        read_settings(book, "en")
    assert str(error.value).endswith(shown)


ANSWERS = [["Jo Smith"] * 5] * 5


@pytest.mark.parametrize(
    "name",
    [
        names.of_choice("rule"),
        names.of_choice("confidence"),
        names.of_choice("table"),
        names.of_choice("exclude", "straight_lining"),
    ],
)
def test_the_name_of_a_choice_over_several_cells_is_told_without_them(
    opened: Callable[[str], xlwings.Book], name: str
) -> None:
    book = opened("en")
    book.sheets.add("It's, ok!")["A1"].value = ANSWERS
    book.names.add(name, "='It''s, ok!'!$A$1:$E$5")
    with pytest.raises(SettingsError) as error:
        read_settings(book, "en")
    assert str(error.value).startswith(f"'It''s, ok!'!A1: the name {name} should stand for one")
    assert "stands for 25;" in str(error.value)
    assert "Smith" not in str(error.value)


@pytest.mark.parametrize("cells", ["$A$1:$E$5", "$A$1:$B$1"])
def test_an_own_table_of_somebodys_answers_is_told_without_them(
    opened: Callable[[str], xlwings.Book], cells: str
) -> None:
    book = opened("en")
    choose(book, names.of_choice("table"), "own")
    book.sheets.add("Mine")["A1"].value = ANSWERS
    book.names.add(names.OWN_TABLE, f"=Mine!{cells}")
    with pytest.raises(SettingsError) as error:
        read_settings(book, "en")
    assert ("5×5 cells" if "5" in cells else "1×2 cells") in str(error.value)
    assert "Smith" not in str(error.value)


@pytest.mark.parametrize("what", ["cannot be run", "brings nothing", "tells why not"])
def test_sheets_that_the_add_in_does_not_bring_are_told(
    opened: Callable[[str], xlwings.Book], monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    book = opened("")

    def macro(path: str, name: str) -> str:
        if what == "cannot be run":
            raise OfficeError("Cannot run the macro")
        return "1004 no" if what == "tells why not" else ""

    monkeypatch.setitem(book.app.impl.macros, COPY_SHEETS, macro)
    book.sheets[0]["A1"].value = SURVEY
    before = everything(book)
    for action in ("settings", "analyse"):
        reply = run(action, book, ("settings", "undo"), "en")
        assert reply.kind == "refused", reply
        wanted = "click About" if what == "cannot be run" else "no sheet can be added"
        assert wanted in reply.text
        assert "click Analyse" not in reply.text
        assert everything(book) == before


def test_settings_follow_their_sheet_when_it_is_renamed(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("en")
    choose(book, names.of_choice("rule"), "cqm")
    book.sheets["Settings"].name = "Jo's 设置"
    assert read_settings(book, "en").rule == "cqm"


def test_the_button_goes_to_the_sheet(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("en")
    book.sheets.add("Mine")
    book.sheets["Settings"].visible = False
    assert settings(book, (), "en").kind == "done"
    assert book.sheets.active.name == "Settings"
    assert book.sheets["Settings"].visible


def test_the_button_asks_and_adds_the_sheet(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("")
    mine = [sheet.name for sheet in book.sheets]
    question = settings(book, (), "zh-Hans")
    assert (question.kind, question.code) == ("ask", "settings")
    assert [sheet.name for sheet in book.sheets] == mine
    assert settings(book, ("settings",), "zh-Hans").kind == "done"
    assert [sheet.name for sheet in book.sheets] == [*mine, "设置"]
    choose(book, names.of_choice("rule"), "moai")
    assert read_settings(book, "en") == Settings(language="zh-Hans", rule="moai", scores=True)


def test_a_deleted_sheet_counts_no_more_and_can_be_added_again(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("en")
    choose(book, names.of_choice("rule"), "cqm")
    book.sheets.add("Mine")
    book.sheets["Settings"].delete()
    assert read_settings(book, "en").rule == "mode"
    settings(book, ("settings",), "en")
    choose(book, names.of_choice("rule"), "moai")
    assert read_settings(book, "en").rule == "moai"


def wordings_of(book: xlwings.Book) -> xlwings.Range:
    """The table of the user's wordings."""
    return named_cells(book, names.WORDINGS)[names.WORDINGS]


def labels(language: str) -> list[str]:
    """The meanings to pick from, in the order of their codes."""
    answers = [text(language, f"names.answer.{code}") for code in range(1, 6)]
    return [text(language, "template.settings.no_answer"), *answers]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_own_wordings_are_read_with_the_meaning_that_is_picked(
    opened: Callable[[str], xlwings.Book], language: str
) -> None:
    book = opened(language)
    table = wordings_of(book)
    for code, label in enumerate(labels(language)):
        table[3 * code, 0].value = f"answer {code}"
        table[3 * code, 1].value = label
    assert read_settings(book, "en").answers == {f"answer {code}": code for code in range(6)}


def test_wordings_may_be_numbers_and_rows_may_be_unfinished(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("en")
    table = wordings_of(book)
    for row, (wording, meaning) in enumerate(
        ((7, "Dislike"), ("'8", "勉强接受"), ("open", None), (None, "like"), (" so-so ", "none"))
    ):
        table[row, 0].number_format = "General"
        table[row, 0].value = wording
        table[row, 1].value = meaning
    assert read_settings(book, "en").answers == {"7": 5, "8": 4, "so-so": 0}


def test_a_row_that_was_inserted_has_a_meaning_without_a_formula(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("en")
    wordings_of(book)[1, 0].resize(1, 3).insert("down")
    table = wordings_of(book)
    assert table.shape == (21, 3)
    table[1, 0].value, table[1, 1].value, table[1, 2].value = "meh", "neutral", None
    assert read_settings(book, "en").answers == {"meh": 3}


@pytest.mark.parametrize("meaning", ["perhaps", "=1/0", 6])
def test_a_meaning_that_is_none_is_refused_at_its_cell(
    opened: Callable[[str], xlwings.Book], meaning: object
) -> None:
    book = opened("en")
    cell = wordings_of(book)[2, 1]
    wordings_of(book)[2, 0].value, cell.value = "me@example.com", meaning
    with pytest.raises(SettingsError) as error:
        read_settings(book, "en")
    assert error.value.code == "answer_meaning"
    assert str(error.value.place) == f"'Settings'!{cell.address.replace('$', '')}"
    assert "example" not in str(error.value)


def test_one_answer_with_two_meanings_is_refused(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("en")
    table = wordings_of(book)
    table[0, 0].value, table[0, 1].value = "Fine!", "like"
    table[4, 0].value, table[4, 1].value = " fine", "like"
    assert set(read_settings(book, "en").answers) == {"Fine!", "fine"}
    table[4, 1].value = "neutral"
    with pytest.raises(SettingsError) as error:
        read_settings(book, "en")
    assert error.value.code == "answer_twice"
    assert error.value.place.cell == table[4, 0].address.replace("$", "")


HOSTILE = [
    "=1+1",
    "+x",
    "-1",
    "@SUM(A1)",
    "1/2",
    "TRUE",
    "'t kan",
    "two\nlines",
    "so\u200bso",
    "#N/A",
    "很" * 60,
]


def test_wordings_are_listed_as_texts_whatever_they_are(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("en")
    assert fill_wordings(book, HOSTILE, "en") == 0
    table = wordings_of(book)
    for row in range(len(HOSTILE)):
        table[row, 1].value = "neutral"
    assert read_settings(book, "en").answers == dict.fromkeys(HOSTILE, 3)
    assert {table[row, 0].number_format for row in range(20)} == {"@"}


def test_what_the_user_wrote_stays_and_nothing_is_listed_twice(
    opened: Callable[[str], xlwings.Book], excel: xlwings.App
) -> None:
    book = opened("en")
    table = wordings_of(book)
    table[0, 0].value, table[0, 1].value = "So-so.", "neutral"
    table[1, 1].value = "like"
    table[3, 0].value = 7
    book.sheets.add("Mine")
    assert fill_wordings(book, ["so-so", "hm", "7.0", "HM", "er"], "en") == 0
    assert [row[:2] for row in table.value[:6]] == [
        ["So-so.", "neutral"],
        [None, "like"],
        ["hm", None],
        [7, None],
        ["er", None],
        [None, None],
    ]
    assert book.sheets.active.name == "Settings"
    assert excel.selection.address == table[2, 1].address
    assert fill_wordings(book, ["hm"], "en") == 0
    table[2, 1].value = "like"
    fill_wordings(book, ["hm"], "en")
    assert excel.selection.address == table[3, 1].address


def test_how_many_wordings_do_not_fit_is_told(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("en")
    wordings = [f"answer {number}" for number in range(23)]
    assert fill_wordings(book, wordings, "en") == 3
    assert wordings_of(book)[19, 0].value == "answer 19"
    assert fill_wordings(book, wordings, "en") == 3


def test_wordings_bring_the_sheet_with_them(
    opened: Callable[[str], xlwings.Book], excel: xlwings.App
) -> None:
    book = opened("")
    assert fill_wordings(book, ["hm"], "zh-Hans") == 0
    assert book.sheets.active.name == "设置"
    table = wordings_of(book)
    assert excel.selection.address == table[0, 1].address
    table[0, 1].value = "喜欢"
    assert read_settings(book, "en").answers == {"hm": 1}


def make_earlier(book: xlwings.Book) -> int:
    """Let the sheet be one of the version before the table; how many rows it has."""
    sheet, table = book.sheets["Settings"], wordings_of(book)
    rows = table.row - 4
    sheet.range((rows + 1, 1), table.last_cell).clear()
    book.names[names.WORDINGS].delete()
    area = f"$A$1:$K${rows}"
    book.names.add(names.SETTINGS, f"='Settings'!{area}")
    sheet.page_setup.print_area = area
    return rows


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_sheet_of_an_earlier_version_gets_the_table_and_keeps_its_choices(
    opened: Callable[[str], xlwings.Book], excel: xlwings.App, language: str
) -> None:
    book = opened("en")
    rows = make_earlier(book)
    choose(book, names.of_choice("rule"), "cqm")
    choose(book, names.of_choice("codes"), "like=1")
    sheet = book.sheets["Settings"]
    sheet["A40"].value = "a note of mine"
    sheet.name = "Jo's 设置"
    expected = read_settings(book, "en")
    assert (expected.rule, expected.codes, expected.answers) == ("cqm", "like=1", {})
    books = len(excel.books)
    assert fill_wordings(book, ["=hm", "so-so"], language) == 0
    assert len(excel.books) == books
    table = wordings_of(book)
    assert (table.sheet.name, table.row, table.shape) == ("Jo's 设置", 45, (20, 3))
    assert sheet["A40"].value == "a note of mine"
    assert sheet["A42"].value == text(language, "template.settings.wordings")
    assert excel.selection.address == table[0, 1].address
    whole = named_cells(book, names.SETTINGS)[names.SETTINGS].address
    assert rows < 40
    assert (whole, sheet.page_setup.print_area) == ("$A$1:$K$64", "$A$1:$K$64")
    table[1, 1].value = labels(language)[4]
    assert table[1, 2].value == "live-with"
    found = read_settings(book, "en")
    assert found == Settings(scores=True, rule="cqm", codes="like=1", answers={"so-so": 4})


def test_a_table_that_was_deleted_comes_again(opened: Callable[[str], xlwings.Book]) -> None:
    book = opened("en")
    table = wordings_of(book)
    table.sheet.range((table.row - 3, 1), (table.last_cell.row, 4)).delete("up")
    assert names.WORDINGS not in named_cells(book, names.WORDINGS)
    assert fill_wordings(book, ["hm"], "en") == 0
    assert wordings_of(book)[0, 0].value == "hm"


def test_a_protected_sheet_or_workbook_is_left_as_it_is(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book, empty = opened("en"), opened("")
    sheet = book.sheets["Settings"]
    sheet.impl.office.protect_sheet(sheet.impl.number)
    empty.impl.office.protect_book(empty.impl.number, True)
    for each, code in ((book, "settings_protected"), (empty, "workbook_protected")):
        with pytest.raises(OutputError) as error:
            fill_wordings(each, ["hm"], "en")
        assert error.value.code == code
    assert wordings_of(book)[0, 0].value is None
    assert not named_cells(empty, names.SETTINGS)


def test_a_hidden_sheet_in_a_protected_workbook_stays_as_it_is(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("en")
    book.sheets.add("Mine")
    book.sheets["Settings"].visible = False
    book.impl.office.protect_book(book.impl.number, True)
    before = everything(book)
    for act in (lambda: settings(book, (), "en"), lambda: fill_wordings(book, ["hm"], "en")):
        with pytest.raises(OutputError) as error:
            act()
        assert error.value.code == "workbook_protected"
    assert everything(book) == before


def test_a_name_that_somebody_edited_is_told_and_not_passed_over(
    opened: Callable[[str], xlwings.Book],
) -> None:
    book = opened("en")
    book.names.add(names.SETTINGS, "=Settings!$A$1:$B$2,Settings!$D$1")
    before = everything(book)
    with pytest.raises(InputError) as error:
        settings(book, ("settings",), "en")
    assert error.value.code == "name_not_cells"
    assert names.SETTINGS in str(error.value)
    assert everything(book) == before


@pytest.mark.parametrize("step", ["copy_all", "add_name"])
def test_a_settings_sheet_that_cannot_be_added_leaves_nothing(
    opened: Callable[[str], xlwings.Book], step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened("en")
    book.sheets.add("Mine")
    if step == "copy_all":
        book.sheets["Settings"].delete()
    else:
        make_earlier(book)
    before = everything(book)
    failing(monkeypatch, lambda name, nth: name == step and nth == 1)
    with pytest.raises((OfficeError, OutputError)) as failed:
        fill_wordings(book, ["hm"], "en")
    assert getattr(failed.value, "code", "addin_not_reached") == "addin_not_reached"
    monkeypatch.undo()
    after = everything(book)
    # The cells of a table that was taken back have the standard format.
    for part in before.keys() - {"looks"}:
        assert after[part] == before[part], part
