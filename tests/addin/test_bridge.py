"""What the add-in does with Python: there, missing, other, dead; and the talk of an action.

The VBA is the add-in's own, run by pyOpenVBA. Only the module for the platform is replaced.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyopenvba.interpreter import VBAUnsupportedError

from addin.stage import NO, YES, Stage
from kano_xl import __version__

NAME_ERROR, VALUE_ERROR, NOT_AVAILABLE, DIVISION = 2029, 2015, 2042, 2007
CRITICAL, QUESTION, EXCLAMATION, INFORMATION = 16, 32 + 4, 48, 64


@pytest.fixture
def stage(addin: Path, sources: dict[str, str]) -> Stage:
    return Stage(addin, sources)


def number(error: object) -> int:
    """The number of an error value, which prints as ``Error 2042``."""
    word, code = str(error).split()
    assert word == "Error"
    return int(code)


def test_a_function_asks_python_and_shows_its_answer(stage: Stage) -> None:
    stage.install()
    stage.run("WillAnswer", 0.75)
    assert stage.run("KANO_BETTER", "A") == 0.75
    assert stage.run("Calls") == "kano_xl.excel.server:kano_better "


@pytest.mark.parametrize(
    ("name", "expected"),
    [("#N/A", NOT_AVAILABLE), ("#VALUE!", VALUE_ERROR), ("#DIV/0!", DIVISION)],
)
def test_names_of_errors_become_errors(stage: Stage, name: str, expected: int) -> None:
    stage.install()
    stage.run("WillAnswer", name)
    assert number(stage.run("KANO_BETTER", "A")) == expected


@pytest.mark.parametrize("answer", ["#N/A yes", "N/A", "#REF!", "=1", "", " #N/A"])
def test_other_texts_stay_texts(stage: Stage, answer: str) -> None:
    stage.install()
    stage.run("WillAnswer", answer)
    assert stage.run("KANO_NAME", "A") == answer


def test_without_an_installation_functions_show_name_and_one_message_says_why(
    stage: Stage,
) -> None:
    for _ in range(3):
        assert number(stage.run("KANO_BETTER", "A")) == NAME_ERROR
    assert stage.shown() == []
    assert stage.run("HasUntoldTrouble") is True
    stage.run("KanoTellTrouble")
    stage.run("KanoTellTrouble")
    (message,) = stage.shown()
    assert message.startswith(f"{EXCLAMATION} Kano is not fully installed")
    assert number(stage.run("KANO_BETTER", "A")) == NAME_ERROR
    assert stage.run("HasUntoldTrouble") is False


def test_an_interpreter_that_is_gone_is_named(stage: Stage) -> None:
    stage.install()
    stage.run("InstallAt", "C:\\gone.exe")
    assert number(stage.run("KANO_BETTER", "A")) == NAME_ERROR
    assert stage.run("Starts") == 0
    stage.run("KanoTellTrouble")
    assert "C:\\gone.exe" in stage.shown()[0]


def test_another_version_of_python_s_part_is_refused_by_both_numbers(stage: Stage) -> None:
    stage.install("9.8.7")
    assert number(stage.run("KANO_BETTER", "A")) == NAME_ERROR
    stage.run("KanoTellTrouble")
    (message,) = stage.shown()
    assert __version__ in message
    assert "9.8.7" in message
    assert stage.run("Calls") == ""


def test_a_python_that_does_not_start_is_not_tried_for_every_cell(stage: Stage) -> None:
    stage.run("InstallAt", "C:\\Python\\pythonw.exe")
    for _ in range(5):
        assert number(stage.run("KANO_BETTER", "A")) == NAME_ERROR
    assert stage.run("Starts") == 1
    stage.run("RunAction", "check")
    assert stage.run("Starts") == 2
    assert "does not start" in stage.shown()[0]
    assert stage.run("HasUntoldTrouble") is False


def test_it_works_again_after_a_click_once_python_is_there(stage: Stage) -> None:
    assert number(stage.run("KANO_BETTER", "A")) == NAME_ERROR
    stage.install()
    assert number(stage.run("KANO_BETTER", "A")) == NAME_ERROR
    stage.run("WillReply", "done", "", "", "")
    stage.run("RunAction", "about")
    stage.run("WillAnswer", 1)
    assert stage.run("KANO_BETTER", "A") == 1
    assert stage.shown() == []


def test_a_process_that_has_ended_is_started_once_more(stage: Stage) -> None:
    stage.install()
    stage.run("WillAnswer", 1)
    assert stage.run("KANO_BETTER", "A") == 1
    stage.run("WillDie", 1)
    stage.run("WillAnswer", 2)
    assert stage.run("KANO_BETTER", "A") == 2
    assert stage.run("Starts") == 2


def test_a_process_that_keeps_ending_is_a_value_error(stage: Stage) -> None:
    stage.install()
    stage.run("WillDie", 2)
    assert number(stage.run("KANO_BETTER", "A")) == VALUE_ERROR
    assert stage.run("Starts") == 2


def test_a_mistake_in_python_is_a_value_error_and_not_tried_again(stage: Stage) -> None:
    stage.install()
    stage.run("WillFail", 1000)
    assert number(stage.run("KANO_BETTER", "A")) == VALUE_ERROR
    assert stage.run("Calls") == "kano_xl.excel.server:kano_better "


def test_an_action_that_asks_goes_on_with_what_was_agreed_to(stage: Stage) -> None:
    stage.install()
    stage.run("UserSays", YES)
    stage.run("WillReply", "ask", "First?", "one", "")
    stage.run("WillReply", "ask", "Second?", "two", "")
    stage.run("WillReply", "done", "Written.", "", "")
    stage.run("RunAction", "analyse")
    assert stage.shown() == [f"{QUESTION} First?", f"{QUESTION} Second?", f"{INFORMATION} Written."]
    runs = ["(analyse,,en)", "(analyse,one,en)", "(analyse,one,two,en)"]
    assert stage.run("Calls") == "".join(f"kano_xl.excel.server:run{each} " for each in runs)


def test_an_action_ends_where_the_user_says_no(stage: Stage) -> None:
    stage.install()
    stage.run("UserSays", NO)
    stage.run("WillReply", "ask", "Really?", "sure", "")
    stage.run("RunAction", "remove")
    assert stage.shown() == [f"{QUESTION} Really?"]
    assert stage.run("Calls") == "kano_xl.excel.server:run(remove,,en) "


@pytest.mark.parametrize(
    ("kind", "look"), [("refused", EXCLAMATION), ("bug", CRITICAL), ("done", INFORMATION)]
)
def test_a_reply_is_shown_by_its_kind(stage: Stage, kind: str, look: int) -> None:
    stage.install()
    stage.run("WillReply", kind, "words", "", "")
    stage.run("RunAction", "check")
    assert stage.shown() == [f"{look} words"]


def test_a_reply_to_open_makes_a_new_workbook_of_the_file(stage: Stage) -> None:
    """pyOpenVBA makes none from a template, but says that it was asked to."""
    stage.install()
    stage.run("WillReply", "open", "", "", "C:\\template.xlsx")
    with pytest.raises(VBAUnsupportedError, match=r"Workbooks\.Add"):
        stage.run("RunAction", "new_survey")


@pytest.mark.parametrize("fault", [0, 1000])
def test_excel_is_left_as_it_was_whatever_happens(stage: Stage, fault: int) -> None:
    stage.install()
    before = stage.run("State")
    stage.run("WillDisturb")
    stage.run("WillFail", fault)
    stage.run("WillReply", "done", "", "", "")
    stage.run("RunAction", "analyse")
    assert stage.run("State") == before
    assert len(stage.shown()) == (1 if fault else 0)


def test_an_action_is_never_carried_out_twice(stage: Stage) -> None:
    stage.install()
    stage.run("WillDie", 1)
    stage.run("WillReply", "done", "Written.", "", "")
    stage.run("RunAction", "analyse")
    (message,) = stage.shown()
    assert message.startswith(f"{CRITICAL} Kano stopped")
    assert stage.run("Calls") == ""


def test_about_tells_what_there_is_when_python_is_not(stage: Stage) -> None:
    stage.run("InstallAt", "C:\\gone.exe")
    stage.run("RunAction", "about")
    (message,) = stage.shown()
    assert f"add-in {__version__}\nPython: C:\\gone.exe" in message
    assert "cannot find its Python" in message


def test_sheets_that_cannot_be_copied_are_told_and_excel_is_as_before(stage: Stage) -> None:
    before = stage.run("State")
    told = str(stage.run("KanoCopySheets", "C:\\none.xlsx", "none.xlsx"))
    assert told.split()[0].isdigit()
    assert stage.run("State") == before


def test_no_formula_can_have_a_file_opened(stage: Stage) -> None:
    stage.run("CallFromCell")
    assert stage.run("KanoCopySheets", "C:\\none.xlsx", "none.xlsx") == "not for cells"


def test_on_the_mac_functions_say_that_they_are_for_windows(
    addin: Path, sources: dict[str, str]
) -> None:
    stage = Stage(addin, sources, on_mac=True)
    stage.install()
    assert number(stage.run("KANO_BETTER", "A")) == NAME_ERROR
    assert stage.run("Starts") == 0
    stage.run("KanoTellTrouble")
    assert "for Windows only" in stage.shown()[0]


def test_on_the_mac_an_action_is_handed_to_python_beside_excel(
    addin: Path, sources: dict[str, str]
) -> None:
    stage = Stage(addin, sources, on_mac=True)
    before = stage.run("State")
    stage.run("RunAction", "analyse")
    assert "not fully installed" in stage.shown()[0]
    assert stage.run("RanBeside") == ""
    stage.install()
    stage.run("RunAction", "analyse")
    assert stage.run("RanBeside") == "C:\\Python\\pythonw.exe analyse kano_xl.xlam"
    assert stage.shown() == []
    assert stage.run("State") == before
