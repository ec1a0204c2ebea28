"""What the add-in does with Python: there, missing, other, dead; and the talk of an action."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyopenvba.interpreter import VBARuntimeError

from addin.fake_excel import CANCEL, NO, YES, FakeExcel
from addin.parsing import PLATFORMS
from addin.python_process import row
from kano_xl import __version__
from kano_xl.addin.installed import PYTHON, escaped
from kano_xl.excel import ribbon
from kano_xl.excel.reply import values_of

NAME_ERROR, VALUE_ERROR, NOT_AVAILABLE, DIVISION = 2029, 2015, 2042, 2007
CRITICAL, QUESTION, EXCLAMATION, INFORMATION = 16, 32 + 4, 48, 64
THREE_BUTTONS = 32 + 3


def number(value: object) -> int:
    """The number of an error value."""
    return value.number


@pytest.mark.parametrize("platform", [each for each in PLATFORMS if each != "Mac"])
def test_a_function_asks_the_installer_s_python_and_shows_its_answer(
    start: Callable[[str], FakeExcel], platform: str
) -> None:
    excel = start(platform)
    python = excel.install()
    python.replies = [0.75]
    assert excel.calculate("KANO_BETTER", "A") == 0.75
    assert python.calls == [("kano_better", "A", None)]
    assert excel.started == [r'"C:\kano\pythonw.exe" -I -B -m kano_xl.excel.server $(CLSID)']


@pytest.mark.parametrize(
    ("name", "expected"),
    [("#N/A", NOT_AVAILABLE), ("#VALUE!", VALUE_ERROR), ("#DIV/0!", DIVISION)],
)
def test_names_of_errors_become_errors(excel: FakeExcel, name: str, expected: int) -> None:
    excel.install().replies = [name]
    assert number(excel.calculate("KANO_BETTER", "A")) == expected


@pytest.mark.parametrize("answer", ["#N/A yes", "N/A", "#REF!", "=1", "", " #N/A"])
def test_other_texts_stay_texts(excel: FakeExcel, answer: str) -> None:
    excel.install().replies = [answer]
    assert excel.calculate("KANO_NAME", "A") == answer


def test_without_an_installation_functions_show_name_and_one_message_says_why(
    excel: FakeExcel,
) -> None:
    for _ in range(3):
        assert number(excel.calculate("KANO_BETTER", "A")) == NAME_ERROR
    assert excel.shown() == []
    for _ in range(2):
        excel.raise_event(excel.addin, "host_AfterCalculate")
        excel.be_ready()
    ((look, message),) = excel.shown()
    assert look == EXCLAMATION
    assert message.startswith("Kano is not fully installed")
    assert number(excel.calculate("KANO_BETTER", "A")) == NAME_ERROR
    assert excel.run("HasUntoldTrouble") is False


def test_an_interpreter_that_is_gone_is_named(excel: FakeExcel) -> None:
    excel.settings[PYTHON] = escaped(r"C:\gone\pythonw.exe")
    assert number(excel.calculate("KANO_BETTER", "A")) == NAME_ERROR
    assert excel.started == []
    excel.run("KanoTellTrouble")
    assert r"C:\gone\pythonw.exe" in excel.shown()[0][1]


def test_another_version_of_python_s_part_is_refused_by_both_numbers(excel: FakeExcel) -> None:
    python = excel.install()
    python.version = "9.8.7"
    assert number(excel.calculate("KANO_BETTER", "A")) == NAME_ERROR
    excel.run("KanoTellTrouble")
    ((_, message),) = excel.shown()
    assert __version__ in message
    assert "9.8.7" in message
    assert python.calls == []


def test_a_python_that_does_not_start_is_not_tried_for_every_cell(excel: FakeExcel) -> None:
    excel.install()
    excel.python = None
    for _ in range(5):
        assert number(excel.calculate("KANO_BETTER", "A")) == NAME_ERROR
    assert len(excel.started) == 1
    excel.run("RunAction", "check")
    assert len(excel.started) == 2
    assert "does not start" in excel.shown()[0][1]
    assert excel.run("HasUntoldTrouble") is False


def test_it_works_again_after_a_click_once_python_is_there(excel: FakeExcel) -> None:
    assert number(excel.calculate("KANO_BETTER", "A")) == NAME_ERROR
    python = excel.install()
    assert number(excel.calculate("KANO_BETTER", "A")) == NAME_ERROR
    python.replies = [("done", "", "", ""), 1]
    excel.run("RunAction", "about")
    assert excel.calculate("KANO_BETTER", "A") == 1
    assert excel.shown() == []


def test_a_process_that_has_ended_is_started_once_more(excel: FakeExcel) -> None:
    python = excel.install()
    python.replies = [1, 2]
    assert excel.calculate("KANO_BETTER", "A") == 1
    python.deaths = 1
    assert excel.calculate("KANO_BETTER", "A") == 2
    assert len(excel.started) == 2


def test_a_process_that_keeps_ending_is_a_value_error(excel: FakeExcel) -> None:
    excel.install().deaths = 2
    assert number(excel.calculate("KANO_BETTER", "A")) == VALUE_ERROR
    assert len(excel.started) == 2


def test_a_mistake_in_python_is_a_value_error_and_not_tried_again(excel: FakeExcel) -> None:
    python = excel.install()
    python.fault = 1000
    assert number(excel.calculate("KANO_BETTER", "A")) == VALUE_ERROR
    assert len(python.calls) == 1


def agreed(excel: FakeExcel) -> list[str]:
    """What Python was told that the user agreed to, call by call."""
    assert excel.python is not None
    return [call[3] for call in excel.python.calls]


def test_an_action_is_handed_the_workbook_and_the_language(excel: FakeExcel) -> None:
    python = excel.install()
    python.replies = [("done", "", "", "")]
    excel.run("RunAction", "analyse")
    assert python.calls == [("run", "analyse", excel.application.active_book, "", "en")]


def test_an_action_that_asks_goes_on_with_what_was_agreed_to(excel: FakeExcel) -> None:
    excel.install().replies = [
        ("ask", "First?", "one", ""),
        ("ask", "Second?", "two", ""),
        ("done", "Written.", "", ""),
    ]
    excel.answers = [YES, YES]
    excel.run("RunAction", "analyse")
    assert excel.shown() == [
        (QUESTION, "First?"),
        (QUESTION, "Second?"),
        (INFORMATION, "Written."),
    ]
    assert agreed(excel) == ["", "one", "one,two"]


def test_an_action_ends_where_the_user_says_no(excel: FakeExcel) -> None:
    excel.install().replies = [("ask", "Really?", "sure", "")]
    excel.answers = [NO]
    excel.run("RunAction", "remove")
    assert excel.shown() == [(QUESTION, "Really?")]
    assert agreed(excel) == [""]


@pytest.mark.parametrize(
    ("button", "told"),
    [(YES, ["", "undo_yes,undo"]), (NO, ["", "undo"]), (CANCEL, [""])],
)
def test_a_reminder_is_told_once_more_never_again_or_stops(
    excel: FakeExcel, button: int, told: list[str]
) -> None:
    excel.install().replies = [("choose", "No Ctrl+Z.", "undo", ""), ("done", "", "", "")]
    excel.answers = [button]
    excel.run("RunAction", "analyse")
    assert excel.shown() == [(THREE_BUTTONS, "No Ctrl+Z.")]
    assert agreed(excel) == told


@pytest.mark.parametrize(
    ("kind", "look"), [("refused", EXCLAMATION), ("bug", CRITICAL), ("done", INFORMATION)]
)
def test_a_reply_is_shown_by_its_kind(excel: FakeExcel, kind: str, look: int) -> None:
    excel.install().replies = [(kind, "words", "", "")]
    excel.run("RunAction", "check")
    assert excel.shown() == [(look, "words")]


def test_a_reply_to_open_makes_a_new_workbook_of_the_file(excel: FakeExcel) -> None:
    excel.install().replies = [("open", "", "", r"C:\template.xlsx")]
    excel.run("RunAction", "new_survey")
    assert excel.application.templates == [r"C:\template.xlsx"]
    assert excel.shown() == []


@pytest.mark.parametrize("fault", [0, 1000])
def test_excel_is_left_as_it_was_whatever_happens(excel: FakeExcel, fault: int) -> None:
    python = excel.install()
    before = excel.state()

    def disturb() -> tuple[str, ...]:
        application = excel.application
        assert application.display_alerts is False
        application.screen_updating = application.enable_events = False
        application.status_bar, application.calculation = "busy", -4135
        return ("ask", "Go on?", "yes", "")

    python.replies = [disturb, disturb, ("done", "", "", "")]
    python.fault = fault
    excel.answers = [YES, YES]
    excel.run("RunAction", "analyse")
    assert excel.state() == before
    assert len(excel.shown()) == (1 if fault else 2)


def test_an_action_is_never_carried_out_twice(excel: FakeExcel) -> None:
    python = excel.install()
    python.deaths = 1
    python.replies = [("done", "Written.", "", "")]
    excel.run("RunAction", "analyse")
    ((look, message),) = excel.shown()
    assert (look, message[:12]) == (CRITICAL, "Kano stopped")
    assert python.calls == []


def test_about_tells_what_there_is_when_python_is_not(excel: FakeExcel) -> None:
    excel.settings[PYTHON] = escaped(r"C:\gone.exe")
    excel.run("RunAction", "about")
    ((_, message),) = excel.shown()
    assert f"add-in {__version__}\nPython: C:\\gone.exe" in message
    assert "cannot find its Python" in message


@pytest.mark.parametrize("action", ribbon.ACTIONS)
def test_in_protected_view_it_says_what_to_click(excel: FakeExcel, action: str) -> None:
    python = excel.install()
    python.replies = [("done", "", "", "")]
    excel.open_protected()
    excel.run("RunAction", action)
    if action in ribbon.WITHOUT_WORKBOOK:
        assert [call[1] for call in python.calls] == [action]
        assert excel.shown() == []
    else:
        assert python.calls == []
        ((look, message),) = excel.shown()
        assert look == EXCLAMATION
        assert "Enable Editing" in message


def test_in_protected_view_the_self_test_runs(excel: FakeExcel) -> None:
    """It makes a workbook of its own."""
    python = excel.install()
    python.replies = [("done", "", "", "")]
    excel.open_protected()
    excel.run("RunAction", "self_test")
    assert [call[1] for call in python.calls] == ["self_test"]


def test_an_action_without_a_word_gives_the_reply(excel: FakeExcel) -> None:
    python = excel.install()
    other = excel.open_new("Other.xlsx")
    excel.open_new("Third.xlsx")
    python.replies = [("ask", "Really?", "sure", ""), ("open", "", "", "C:\\new.xlsx")]
    before = excel.state()[:-1]
    assert excel.run("KanoRunQuietly", "remove", "Other.xlsx", "") == ["ask", "Really?", "sure", ""]
    assert excel.run("KanoRunQuietly", "remove", "Other.xlsx", "sure")[0] == "open"
    assert python.calls == [
        ("run", "remove", other, "", "en"),
        ("run", "remove", other, "sure", "en"),
    ]
    assert (excel.shown(), excel.application.templates) == ([], [])
    assert excel.state()[:-1] == before


def test_an_action_without_a_word_tells_why_there_is_no_reply(excel: FakeExcel) -> None:
    kind, why, _, _ = excel.run("KanoRunQuietly", "check", "", "")
    assert kind == "refused"
    assert why.startswith("Kano is not fully installed")
    excel.install()
    assert excel.run("KanoRunQuietly", "check", "None.xlsx", "")[0] == "bug"
    assert excel.shown() == []


def test_sheets_that_cannot_be_copied_are_told_and_excel_is_as_before(excel: FakeExcel) -> None:
    before = excel.state()
    told = excel.run("KanoCopySheets", "C:\\none.xlsx", "none.xlsx")
    assert told.split()[0].isdigit()
    assert excel.state() == before


def test_no_formula_can_act(excel: FakeExcel) -> None:
    """Functions of a private module are not offered, but a formula may still name them."""
    python = excel.install()
    python.replies = [("done", "", "", "")]
    assert excel.calculate("KanoCopySheets", "C:\\none.xlsx", "none.xlsx") == "not for cells"
    assert excel.calculate("KanoRunQuietly", "remove", "", "")[:2] == ["refused", "not for cells"]
    remove = row(("remove", "", "", "en"))
    excel.calculate("AskPython", "run", remove, "", 1)
    assert number(excel.calculate("CellsFrom", "run", remove)) == VALUE_ERROR
    with pytest.raises(VBARuntimeError):
        excel.calculate("QuietReply", "remove", "")
    assert python.calls == []


def test_no_formula_can_choose_a_program_or_show_a_message(excel: FakeExcel) -> None:
    excel.install(r"\\stranger\share\python.exe")
    theirs = excel.files
    excel.install()
    excel.files |= theirs
    for function in ("StartedPython", "IsPythonThere", "IsProgram"):
        with pytest.raises(VBARuntimeError):
            excel.calculate(function, r"\\stranger\share\python.exe")
    excel.calculate("StartedPython")
    excel.calculate("Message", "Call this number", CRITICAL)
    assert [command.split('"')[1] for command in excel.started] == [r"C:\kano\pythonw.exe"]
    assert excel.shown() == []


@pytest.mark.parametrize("path", ["pythonw.exe", r"kano\pythonw.exe", r"\kano\pythonw.exe"])
def test_only_a_full_path_is_looked_for(excel: FakeExcel, path: str) -> None:
    excel.install(path)
    assert number(excel.calculate("KANO_BETTER", "A")) == NAME_ERROR
    assert excel.started == []


def test_on_the_mac_functions_say_that_they_are_for_windows(mac: FakeExcel) -> None:
    mac.install()
    assert number(mac.calculate("KANO_BETTER", "A")) == NAME_ERROR
    mac.run("KanoTellTrouble")
    assert "for Windows only" in mac.shown()[0][1]


def test_on_the_mac_an_action_is_handed_to_python_beside_excel(mac: FakeExcel) -> None:
    before = mac.state()
    mac.run("RunAction", "analyse")
    assert "not fully installed" in mac.shown()[0][1]
    assert mac.scripts == []
    mac.install()
    mac.run("RunAction", "analyse")
    told = "analyse\nen\nSurvey.xlsx"
    assert mac.scripts == [("kano_xl.applescript", "KanoRun", told)]
    assert mac.shown() == []
    assert mac.state() == before


def test_on_the_mac_no_workbook_is_an_empty_line(start: Callable[[str], FakeExcel]) -> None:
    mac = start("Mac")
    mac.application.language = 2052
    mac.install()
    mac.run("RunAction", "guide")
    assert [told for _, _, told in mac.scripts] == ["guide\nzh-Hans\n"]


def test_on_the_mac_python_is_not_called_without_a_word(mac: FakeExcel) -> None:
    mac.install()
    assert mac.run("KanoRunQuietly", "check", "", "")[0] == "refused"
    assert mac.scripts == []


@pytest.mark.parametrize(
    ("kind", "chosen", "told"),
    [
        (
            "files",
            [r"C:\Jo, 100%\北.xlsx", r"D:\a.csv"],
            ["", r"files=C:\Jo%2C 100%25\北.xlsx,files=D:\a.csv,files"],
        ),
        ("file", [r"D:\a.csv"], ["", r"files=D:\a.csv,files"]),
        ("files", None, [""]),
        ("file", None, [""]),
    ],
)
def test_files_are_chosen_in_excel_s_own_dialog_and_handed_to_python(
    excel: FakeExcel, kind: str, chosen: list[str] | None, told: list[str]
) -> None:
    excel.install().replies = [
        (kind, "Choose", "files", "Surveys,*.xlsx;*.csv"),
        ("done", "Read.", "", ""),
    ]
    excel.application.files_chosen = [chosen]
    before = excel.state()
    excel.run("RunAction", "add_workbooks")
    assert excel.application.dialogs == [("Choose", "Surveys,*.xlsx;*.csv", kind == "files")]
    assert agreed(excel) == told
    assert excel.shown() == ([] if chosen is None else [(INFORMATION, "Read.")])
    assert excel.state() == before
    # What Python makes of it is what was chosen.
    codes = agreed(excel)[-1].split(",")
    assert list(values_of("files", codes)) == (chosen or [])
