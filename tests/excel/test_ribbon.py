"""The way from a button to its answer, on Windows and on the Mac."""

from __future__ import annotations

import platform
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest
import xlwings

import kano_xl
from kano_xl.errors import InputError, Place
from kano_xl.excel import mac, ribbon
from kano_xl.excel.actions import starting
from kano_xl.excel.reply import Reply
from kano_xl.excel.ribbon import ACTIONS, LONGEST, WITHOUT_WORKBOOK, run
from kano_xl.languages import LANGUAGES
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
    english, chinese = (run("guide", BOOK, (), language) for language in LANGUAGES)
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

    def alert(self, prompt: str, title: str, buttons: str, mode: str) -> str:
        self.shown.append((prompt, buttons))
        return self._answers.pop(0) if buttons == "yes_no" else "ok"

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


def test_on_the_mac_files_are_opened_and_silence_is_silent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    excel = carried_out([Reply("open", path="/tmp/Kano.xlsx")], [], monkeypatch)
    assert (excel.opened, excel.shown) == (["/tmp/Kano.xlsx"], [])
    assert carried_out([Reply("done")], [], monkeypatch).shown == []


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
