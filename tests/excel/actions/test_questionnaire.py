"""The menu Questionnaire: a file beside the workbook, what is told with it, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from filled_template import fill, survey_cells
from kano_xl.excel.actions.questionnaire import IMPORTANCE
from kano_xl.excel.reply import LONGEST, YES, Reply
from kano_xl.excel.ribbon import ACTIONS, run
from kano_xl.languages import LANGUAGES, text
from kano_xl.questionnaire.asked import QuestionnaireChoices
from kano_xl.questionnaire.build import build
from kano_xl.questionnaire.listed import ListedFeature
from kano_xl.questionnaire.next_steps import next_steps
from kano_xl.questionnaire.sample import MOST_GROUPS
from kano_xl.questionnaire.targets import TARGETS
from kano_xl.writers.template.places import GROUPS, title
from make_templates import template_of

ASKED = [
    ListedFeature("Instant transfers", "The money is there at once"),
    ListedFeature("Card lock"),
]
TOOLS = {f"ask_{target.replace('-', '_')}": target for target in TARGETS}
CLOUD = "https://d.docs.live.net/0123456789abcdef/My%20surveys/survey.xlsx"


def click(book: xlwings.Book, action: str, *codes: str, language: str = "en") -> Reply:
    return run(action, book, codes, language)


@pytest.fixture
def book(excel: xlwings.App, tmp_path: Path) -> Iterator[xlwings.Book]:
    """The template with three features, one of which is not asked about, for two groups."""
    cells = survey_cells("en", ["Instant transfers", "Dark mode", "Card lock"], [])
    features = {"C4": "the app", "C7": "The money is there at once", "D8": "no", "D9": "yes"}
    cells[title("en", "features")] |= features
    cells[title("en", "start")] = {GROUPS.cells.replace("$", ""): 2}
    book = excel.books.open(fill(template_of("en"), tmp_path / "survey.xlsx", cells))
    yield book
    for each in list(excel.books):
        each.close()


def files(folder: Path) -> list[str]:
    """What is there, without LibreOffice's mark of an open file."""
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def cells_of(book: xlwings.Book) -> list[object]:
    return [(sheet.name, sheet.used_range.formula) for sheet in book.sheets if sheet.visible]


def test_the_tools_are_the_targets() -> None:
    assert [action for action in ACTIONS if action.startswith("ask_")] == list(TOOLS)


def test_it_is_asked_first_and_written_beside_the_workbook(
    book: xlwings.Book, tmp_path: Path
) -> None:
    before = cells_of(book)
    asked = click(book, "ask_html")
    assert (asked.kind, asked.code) == ("choose", IMPORTANCE)
    assert asked.text.startswith("2 features are asked about")
    assert "For 2 groups ask 200 people, 100 in each" in asked.text
    assert "the column “Ask?” says no: “Dark mode”" in asked.text
    assert files(tmp_path) == ["survey.xlsx"]
    done = click(book, "ask_html", IMPORTANCE)
    path = tmp_path / "kano-questionnaire-html.html"
    assert done.kind == "done"
    assert str(path) in done.text
    assert "3. Put all their files into one folder; then click “Add workbooks”" in done.text
    choices = QuestionnaireChoices("en", "the app")
    assert path.read_bytes() == build(ASKED, choices, "html").content
    # Nothing is overwritten.
    path.write_text("mine")
    click(book, "ask_html", IMPORTANCE, IMPORTANCE + YES)
    second = tmp_path / "kano-questionnaire-html-2.html"
    choices = QuestionnaireChoices("en", "the app", importance=True)
    assert second.read_bytes() == build(ASKED, choices, "html").content
    assert path.read_text() == "mine"
    assert cells_of(book) == before


def test_every_tool_is_told_of_in_full_in_each_language(book: xlwings.Book, tmp_path: Path) -> None:
    for number, (action, target) in enumerate(TOOLS.items()):
        for language in (
            LANGUAGES[number % len(LANGUAGES)],
            LANGUAGES[-1 - number % len(LANGUAGES)],
        ):
            for codes, kind in (((), "choose"), ((IMPORTANCE, IMPORTANCE + YES), "done")):
                reply = click(book, action, *codes, language=language)
                assert reply.kind == kind, reply.text
                assert len(reply.text) < LONGEST - 200
                assert "--" not in reply.text.replace(str(tmp_path), "")
        suffix = TARGETS[target].suffix
        # The questions are in the language of the template.
        written = (tmp_path / f"kano-questionnaire-{target}{suffix}").read_bytes()
        choices = QuestionnaireChoices("en", "the app", importance=True)
        assert written == build(ASKED, choices, target).content


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_is_room_for_all_steps_beside_a_long_path(language: str) -> None:
    for target in TARGETS:
        told = [text(language, "actions.questionnaire.written", path="x" * 200)]
        told += [step.told for step in next_steps(target, language)]
        assert sum(map(len, told)) < LONGEST - 100
        assert not any("{" in step for step in told)


def test_what_speaks_against_the_list_is_told_before(book: xlwings.Book) -> None:
    sheet = book.sheets["Features"]
    sheet["B8"].value = [[f"Payment {n} without fees"] for n in range(1, 23)]
    sheet["D8"].value = [[None]] * 2
    sheet["E7"].value = "How do you like it?"
    first, last = (click(book, "ask_wjx", *codes).text for codes in ((), (IMPORTANCE,)))
    assert text("en", "actions.questionnaire.importance").strip() in first
    assert max(len(first), len(last)) <= LONGEST
    for remark in (
        "these features say “not” or “without”",
        "write “no” into the column “Ask?” for the least important ones",
        "问卷星 (wjx.cn) has no place for what a feature does",
        "questions of your own wording on the sheet Features",
    ):
        # What has no room in the question is told afterwards.
        assert (remark in first) != (remark in last), remark


def test_a_tool_that_cannot_take_a_name_refuses_it(book: xlwings.Book, tmp_path: Path) -> None:
    book.sheets["Features"]["B9"].value = "Card lock [new]"
    for language in LANGUAGES:
        reply = click(book, "ask_wjx", IMPORTANCE, language=language)
        assert reply.kind == "refused"
        assert text(language, "ribbon.ask_wjx.label") in reply.text
        assert "--" not in reply.text
    assert files(tmp_path) == ["survey.xlsx"]
    assert click(book, "ask_google_forms", IMPORTANCE).kind == "done"


def test_a_list_that_cannot_be_used_is_refused(book: xlwings.Book) -> None:
    sheet = book.sheets["Features"]
    was = sheet["B7:D9"].value
    for cell, value, told in (
        ("D9", "perhaps", "'Features'!D9: “perhaps” does not say whether"),
        ("D7:D9", "no", "'Features': every feature says “no”"),
        ("B9", "=1/0", "'Features'!B9: this cell shows #DIV/0!"),
        (
            "B9",
            "instant  Transfers",
            "'Features': the feature “instant Transfers” stands there twice",
        ),
        ("B7:B9", None, "'Features': no feature is listed there; write each into a row"),
    ):
        sheet[cell].value = value
        reply = click(book, "ask_html")
        assert reply.kind == "refused"
        assert reply.text.startswith(f"Not done: {told}")
        sheet["B7:D9"].value = was
    assert click(book, "ask_html").kind == "choose"


def test_a_number_of_groups_that_is_none_is_told(book: xlwings.Book) -> None:
    wrong = text("en", "template.start.groups_wrong", most=MOST_GROUPS)
    for groups in (0, 2.5, MOST_GROUPS + 1, "two", "=1/0"):
        book.sheets["Start"][GROUPS.cells].value = groups
        assert wrong in click(book, "ask_html").text
    book.sheets["Start"][GROUPS.cells].value = None
    assert "Ask 100 people: then" in click(book, "ask_html").text


def test_a_workbook_of_another_kind_says_what_to_do(excel: xlwings.App) -> None:
    book = excel.books.add()
    book.sheets[0]["A1"].value = [["X [F]", "X [D]"], *[[1, 5]] * 6]
    reply = click(book, "ask_html")
    assert reply.kind == "refused"
    assert text("en", "ribbon.new_survey.label") in reply.text
    book.close()


def test_a_workbook_without_a_folder_is_to_be_saved_first(book: xlwings.Book) -> None:
    book.impl.fullname = "Kano1"
    reply = click(book, "ask_html")
    assert reply.kind == "refused"
    assert "save the workbook and click again" in reply.text


def test_beside_a_workbook_in_a_cloud_it_goes_to_this_computer(
    book: xlwings.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    (home / "Downloads").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    book.impl.fullname = CLOUD
    reply = click(book, "ask_text", IMPORTANCE)
    assert reply.kind == "done"
    assert "This workbook is in a cloud" in reply.text
    assert (home / "Downloads" / "kano-questionnaire-text.txt").is_file()
    (home / "Downloads").rename(home / "Others")
    assert click(book, "ask_text", IMPORTANCE).kind == "done"
    assert (home / "kano-questionnaire-text.txt").is_file()


def test_a_folder_that_nobody_may_write_into_is_told(
    book: xlwings.Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book.impl.fullname = str(tmp_path / "gone" / "survey.xlsx")
    for language in LANGUAGES:
        reply = click(book, "ask_html", IMPORTANCE, language=language)
        assert reply.kind == "refused"
        assert " -o" not in reply.text
    assert not (tmp_path / "gone").exists()


def test_an_older_template_is_a_list_too(excel: xlwings.App, tmp_path: Path) -> None:
    older = Path(__file__).parents[2] / "cases" / "older" / "template-2.xlsx"
    names = {"Features": {"B7": "Export", "B8": "Alerts"}}
    book = excel.books.open(fill(older, tmp_path / "older.xlsx", names))
    asked = click(book, "ask_html").text
    assert asked.startswith("2 features are asked about")
    assert "Ask 100 people: then" in asked
    assert click(book, "ask_html", IMPORTANCE).kind == "done"
    book.close()
    choices = QuestionnaireChoices("en")
    written = (tmp_path / "kano-questionnaire-html.html").read_bytes()
    assert written == build([ListedFeature("Export"), ListedFeature("Alerts")], choices, "html")[1]
