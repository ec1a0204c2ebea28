"""The way from a button to its answer, on Windows and on the Mac."""

from __future__ import annotations

import platform
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings

import kano_xl
from kano_xl.errors import InputError, OutputError, Place
from kano_xl.excel import mac, remembered, ribbon
from kano_xl.excel.actions import starting
from kano_xl.excel.reply import Reply
from kano_xl.excel.ribbon import ACTIONS, LONGEST, WITHOUT_WORKBOOK, run
from kano_xl.languages import LANGUAGES, catalogue
from kano_xl.survey.files.opening import read_sheets
from kano_xl.writers.template.places import title

BOOK: Any = object()


@pytest.fixture
def acting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """A function that puts another action in place of "guide"; faults go to no log."""
    faults: list[BaseException] = []
    monkeypatch.setattr(ribbon, "log_fault", lambda action, error: faults.append(error))
    monkeypatch.setattr(ribbon, "log_file", lambda: tmp_path / "kano_xl.log")

    def put(action: Any) -> list[BaseException]:
        monkeypatch.setattr(starting, "guide", action)
        return faults

    return put


@pytest.mark.parametrize("action", ACTIONS)
def test_every_button_of_the_ribbon_has_its_action(action: str) -> None:
    module = __import__(f"kano_xl.excel.actions.{ACTIONS[action]}", fromlist=[action])
    assert callable(getattr(module, action))


def test_the_buttons_are_those_of_the_ribbon() -> None:
    ribbon_xml = Path(kano_xl.__file__).parent / "addin" / "ribbon.xml"
    content = ribbon_xml.read_text(encoding="utf-8")
    assert [action for action in ACTIONS if f'id="{action}"' in content] == list(ACTIONS)
    assert content.count("<button ") == len(ACTIONS)


@pytest.mark.parametrize("action", [each for each in ACTIONS if each not in WITHOUT_WORKBOOK])
def test_without_a_workbook_there_is_nothing_to_do(action: str) -> None:
    reply = run(action, None, (), "en")
    assert reply.kind == "refused"
    assert reply.text.startswith("Not done: no workbook is open")


def test_a_refusal_says_where_and_what_to_do(acting: Any) -> None:
    def refuse(book: object, agreed: Collection[str], language: str) -> Reply:
        raise InputError("several_surveys", Place("book.xlsx", "A", "B3"), sheets="“A”, “B”")

    faults = acting(refuse)
    english, chinese = (run("guide", BOOK, (), language) for language in ("en", "zh-Hans"))
    assert english.kind == chinese.kind == "refused"
    assert english.text.startswith("Not done: 'A'!B3: several worksheets hold a survey: “A”, “B”;")
    # The ribbon has no options of a command line.
    assert "--sheet" not in english.text + chinese.text
    assert chinese.text.startswith("未执行：'A'!B3：")
    assert not faults


def test_a_mistake_of_ours_is_logged_and_told_without_its_details(acting: Any) -> None:
    def fail(book: object, agreed: Collection[str], language: str) -> Reply:
        raise ZeroDivisionError("Jane's answer")

    faults = acting(fail)
    reply = run("guide", BOOK, (), "en")
    assert reply.kind == "bug"
    assert "kano_xl.log" in reply.text
    assert "Jane" not in reply.text
    assert [type(fault) for fault in faults] == [ZeroDivisionError]


def test_why_excel_failed_is_logged_where_it_is_told_as_a_refusal(acting: Any) -> None:
    def fail(book: object, agreed: Collection[str], language: str) -> Reply:
        raise OutputError("half_changed") from ZeroDivisionError("Jane's answer")

    faults = acting(fail)
    english, chinese = (run("guide", BOOK, (), language) for language in ("en", "zh-Hans"))
    assert english.kind == chinese.kind == "refused"
    assert "close it without saving and open it again" in english.text
    assert "不要保存，直接关闭后重新打开" in chinese.text
    assert [type(fault) for fault in faults] == [ZeroDivisionError, ZeroDivisionError]


def test_an_unknown_action_is_a_mistake_of_ours_too(acting: Any) -> None:
    assert acting(None) == []
    assert run("dance", BOOK, (), "en").kind == "bug"


def test_an_unknown_language_becomes_english() -> None:
    assert run("guide", None, (), "fr") == run("guide", None, (), "en")


def test_what_was_agreed_comes_through(acting: Any) -> None:
    seen: list[Collection[str]] = []

    def ask(book: object, agreed: Collection[str], language: str) -> Reply:
        seen.append(tuple(agreed))
        return Reply("done" if "sure" in agreed else "ask", "Sure?", code="sure")

    acting(ask)
    assert run("guide", BOOK, (), "en").kind == "ask"
    assert run("guide", BOOK, ("sure",), "en").kind == "done"
    assert seen == [(), ("sure",)]


def test_no_message_is_longer_than_excel_shows(acting: Any) -> None:
    acting(lambda book, agreed, language: Reply("done", "line\n" * 1000))
    text = run("guide", BOOK, (), "zh-Hans").text
    assert len(text) <= LONGEST
    assert text.endswith("line……")


@pytest.fixture
def writing(acting: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """As "analyse" an action that writes; what was agreed to, each time that it wrote."""
    monkeypatch.setattr(remembered, "log_file", lambda: tmp_path / "state" / "kano_xl.log")
    written: list[list[str]] = []

    def write(book: object, agreed: Collection[str], language: str) -> Reply:
        written.append(list(agreed))
        return Reply("done", "Written.")

    acting(write)
    monkeypatch.setitem(ACTIONS, "analyse", "starting")
    monkeypatch.setattr(starting, "analyse", write, raising=False)
    return written


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_something_is_written_a_reminder_says_that_undoing_ends(
    writing: list[list[str]], language: str
) -> None:
    reply = run("analyse", BOOK, (), language)
    assert (reply.kind, reply.code) == ("choose", "undo")
    assert {"de": "Strg+Z"}.get(language, "Ctrl+Z") in reply.text
    assert 20 < len(reply.text) < LONGEST
    assert not writing
    assert run("analyse", BOOK, ("undo",), language).kind == "done"
    # It was for this time; who said "never again" is believed for good.
    assert run("analyse", BOOK, (), language).kind == "choose"
    assert run("analyse", BOOK, ("undo", "undo_yes"), language).kind == "done"
    assert run("analyse", BOOK, (), language).kind == "done"
    assert writing == [["undo"], ["undo", "undo_yes"], []]


def test_what_cannot_be_remembered_is_said_again_and_keeps_nobody_from_work(
    writing: list[list[str]], tmp_path: Path
) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    assert run("analyse", BOOK, ("undo", "undo_yes"), "en").kind == "done"
    assert run("analyse", BOOK, (), "en").kind == "choose"
    (tmp_path / "state").unlink()
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / remembered.FILE).write_bytes(b"\xff\xfe\x00undo")
    assert run("analyse", BOOK, (), "en").kind == "choose"
    assert run("analyse", BOOK, ("undo", "undo_yes"), "en").kind == "done"
    assert run("analyse", BOOK, (), "en").kind == "done"


def test_what_is_remembered_is_kept_once_and_nothing_else_is_lost(
    writing: list[list[str]], tmp_path: Path
) -> None:
    for what in ("other", "undo", "undo", "other"):
        remembered.remember(what)
    file = tmp_path / "state" / remembered.FILE
    assert file.read_text(encoding="utf-8") == "other\nundo\n"


@pytest.mark.parametrize("action", ["repair", "analyse"])
def test_without_a_workbook_nobody_is_reminded(writing: list[list[str]], action: str) -> None:
    assert run(action, None, (), "en").kind == "refused"


@pytest.mark.parametrize("code", ["settings", "wordings", "portable"])
def test_a_question_before_something_is_written_says_it_itself(
    writing: list[list[str]], acting: Any, code: str
) -> None:
    acting(lambda book, agreed, language: Reply("ask", "Write?", code))
    for language, line in zip(
        ("en", "zh-Hans"), ("Ctrl+Z can no longer", "无法再用 Ctrl+Z"), strict=True
    ):
        asked = run("guide", BOOK, (), language)
        assert (asked.kind, asked.code) == ("ask", code)
        assert asked.text.startswith("Write?\n\n")
        assert line in asked.text
    assert run("guide", BOOK, ("undo",), "en").text == "Write?"
    acting(lambda book, agreed, language: Reply("ask", "line\n" * 1000, code))
    long = run("guide", BOOK, (), "en").text
    assert len(long) <= LONGEST
    assert "line …\n\nAfterwards Ctrl+Z" in long
    remembered.remember("undo")
    acting(lambda book, agreed, language: Reply("ask", "Write?", code))
    assert run("guide", BOOK, (), "en").text == "Write?"


FOR_GOOD = {
    "en": "cannot be undone",
    "de": "nicht rückgängig machen",
    "zh-Hans": "无法撤销",
    "zh-Hant": "無法復原",
}
"""How a language says that something is done for good."""


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each in FOR_GOOD])
@pytest.mark.parametrize("action", ["freeze", "remove"])
def test_questions_that_say_it_on_their_own_say_it_once(
    writing: list[list[str]], acting: Any, action: str, language: str
) -> None:
    question = catalogue(language)["actions"][action]["question"]
    for words in question.values() if isinstance(question, dict) else [question]:
        assert FOR_GOOD[language] in words
    acting(lambda book, agreed, language: Reply("ask", "Sure?", action))
    assert run("guide", BOOK, (), language).text == "Sure?"


@pytest.mark.parametrize("action", ACTIONS)
def test_of_every_action_it_is_known_whether_it_writes(action: str) -> None:
    # The result of the two that take files is a workbook of its own.
    silent = {"new_survey", "guide", "about", "add_workbooks", "compare_earlier"}
    asking = {"check", "settings", "freeze", "portable", "remove", "self_test", "plan_ask"}
    # A questionnaire is a file of its own.
    asking |= {each for each in ACTIONS if each.startswith("ask_")}
    assert action in silent | asking | set(ribbon.WRITING)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", ["guide", "about"])
def test_texts_of_the_help_group_fit_into_a_message(action: str, language: str) -> None:
    reply = run(action, None, (), language)
    assert reply.kind == "done"
    assert 20 < len(reply.text) < LONGEST
    assert not reply.text.endswith("…")


def test_about_tells_what_help_needs() -> None:
    text = run("about", None, (), "en").text
    for fact in (kano_xl.__version__, xlwings.__version__, platform.python_version()):
        assert fact in text
    assert sys.executable in text
    assert "kano_xl.log" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_survey_is_the_template_in_a_folder_of_its_own(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    reply = run("new_survey", None, (), language)
    assert reply.kind == "open"
    path = Path(reply.path)
    assert path.name == "Kano.xlsx"
    assert path.parent.parent == tmp_path
    assert starting.temporary_folder() != path.parent
    assert title(language, "responses") in [sheet.name for sheet in read_sheets(path, None)]


class Excel:
    """Excel as the Mac's runner sees it: shows messages, answers questions, opens files."""

    def __init__(self, answers: list[str]) -> None:
        self.shown: list[tuple[str, str]] = []
        self.opened: list[str] = []
        self._answers = answers
        self.books = self
        self.open_books: list[str] = []

    def __iter__(self) -> Iterator[Any]:
        return iter([SimpleNamespace(name=name) for name in self.open_books])

    def alert(self, prompt: str, title: str, buttons: str, mode: str) -> str:
        self.shown.append((prompt, buttons))
        return "ok" if buttons == "ok" else self._answers.pop(0)

    def open(self, path: str, read_only: bool) -> None:
        assert read_only
        self.opened.append(path)


def carried_out(replies: list[Reply], answers: list[str], monkeypatch: Any) -> Excel:
    seen: list[tuple[str, ...]] = []

    def act(action: str, book: object, agreed: tuple[str, ...], language: str) -> Reply:
        seen.append(agreed)
        return replies[len(agreed)]

    excel: Any = Excel(answers)
    monkeypatch.setattr(mac, "run", act)
    mac.carry_out(excel, "analyse", None, "en")
    assert seen == [tuple(reply.code for reply in replies[:n]) for n in range(len(seen))]
    return excel


def test_on_the_mac_questions_are_asked_until_all_are_agreed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    replies = [Reply("ask", "A?", "a"), Reply("ask", "B?", "b"), Reply("done", "Done.")]
    excel = carried_out(replies, ["yes", "yes"], monkeypatch)
    assert excel.shown == [("A?", "yes_no"), ("B?", "yes_no"), ("Done.", "ok")]


def test_on_the_mac_a_no_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    replies = [Reply("ask", "A?", "a"), Reply("done", "Done.")]
    assert carried_out(replies, ["no"], monkeypatch).shown == [("A?", "yes_no")]


@pytest.mark.parametrize(
    ("answer", "codes"), [("yes", ("undo", "undo_yes")), ("no", ("undo",)), ("cancel", None)]
)
def test_on_the_mac_a_reminder_has_three_answers(
    monkeypatch: pytest.MonkeyPatch, answer: str, codes: tuple[str, ...] | None
) -> None:
    seen: list[tuple[str, ...]] = []

    def act(action: str, book: object, agreed: tuple[str, ...], language: str) -> Reply:
        seen.append(agreed)
        return Reply("done", "Done.") if "undo" in agreed else Reply("choose", "Undo?", "undo")

    excel: Any = Excel([answer])
    monkeypatch.setattr(mac, "run", act)
    mac.carry_out(excel, "analyse", None, "en")
    assert excel.shown == [("Undo?", "yes_no_cancel"), ("Done.", "ok")][: 1 if codes is None else 2]
    assert seen == [(), *([] if codes is None else [codes])]


def test_on_the_mac_files_are_opened_and_silence_is_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    excel = carried_out([Reply("open", path="/tmp/Kano.xlsx")], [], monkeypatch)
    assert (excel.opened, excel.shown) == (["/tmp/Kano.xlsx"], [])
    assert carried_out([Reply("done")], [], monkeypatch).shown == []


def test_on_the_mac_a_second_new_survey_has_a_name_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "Kano.xlsx").write_bytes(b"template")
    excel: Any = Excel([])
    excel.open_books = ["kano.xlsx", "Kano 2.xlsx", "Budget.xlsx"]
    mac._show(excel, Reply("open", path=str(tmp_path / "Kano.xlsx")))
    assert excel.opened == [str(tmp_path / "Kano 3.xlsx")]
    assert (tmp_path / "Kano 3.xlsx").read_bytes() == b"template"


def test_on_the_mac_the_call_is_that_of_the_script(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[object, ...]] = []
    book = object()
    app = type("App", (), {"books": {"Jo's survey.xlsx": book}})
    monkeypatch.setattr(xlwings, "apps", type("Apps", (), {"active": app}))
    monkeypatch.setattr(mac, "start_log", lambda path: None)
    monkeypatch.setattr(mac, "carry_out", lambda *given: calls.append(given))
    assert mac.main(["check", "--workbook=Jo's survey.xlsx", "--language=zh-Hans"]) == 0
    assert mac.main(["guide", "--workbook=", "--language=en"]) == 0
    assert calls == [(app, "check", book, "zh-Hans"), (app, "guide", None, "en")]


def test_on_the_mac_a_workbook_that_is_gone_is_logged(monkeypatch: pytest.MonkeyPatch) -> None:
    faults: list[str] = []
    monkeypatch.setattr(mac, "start_log", lambda path: None)
    monkeypatch.setattr(mac, "log_fault", lambda where, error: faults.append(where))
    monkeypatch.setattr(xlwings, "apps", type("Apps", (), {"active": type("A", (), {"books": {}})}))
    assert mac.main(["check", "--workbook=gone.xlsx"]) == 1
    assert faults == ["check"]
