"""What the add-in does on its own in Excel, and what Excel makes of that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from addin.conftest import WINDOWS
from addin.fake_excel import MAC, FakeExcel, NotCompiledError
from addin.host_calls import CONTAINER
from addin.parsing import PLATFORMS
from kano_xl.excel.registry import FUNCTIONS

MINIMIZED, COPYING = -4140, 1
MOST_TRIES = 3
DESCRIBE = "'kano_xl.xlam'!KanoDescribeFunctions"


def described(excel: FakeExcel) -> set[str]:
    return {name.removeprefix("'kano_xl.xlam'!") for name in excel.application.described}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_the_function_wizard_gets_every_text_and_the_user_sees_nothing_of_it(
    start: Callable[[str], FakeExcel], platform: str
) -> None:
    excel = start(platform)
    excel.be_ready()
    assert described(excel) == set()
    assert excel.run("KanoHelpState") == "not yet"
    excel.open_new("First.xlsx")
    book = excel.open_new("Survey.xlsx")
    before, activations = excel.state(), excel.activations
    excel.be_ready()
    assert described(excel) == set(FUNCTIONS)
    assert excel.run("KanoHelpState") == ""
    assert (excel.state(), excel.activations) == (before, activations)
    assert (book.saved, excel.addin.saved, excel.addin.is_addin) == (True, True, True)
    assert excel.files.keys() == set()  # nothing was logged


def test_an_add_in_that_is_loaded_later_needs_no_other_workbook(excel: FakeExcel) -> None:
    excel.application.scheduled.clear()
    excel.raise_event(excel.addin, "Workbook_Open")
    excel.be_ready()
    assert described(excel) == set(FUNCTIONS)


def test_the_texts_are_those_of_excel_s_language(excel: FakeExcel) -> None:
    excel.application.language = 2052
    excel.be_ready()
    for name, function in FUNCTIONS.items():
        texts = [function.argument_help(each, "zh-Hans") for each in function.shown]
        expected = (function.help("zh-Hans"), "Kano", texts)
        assert excel.application.described[f"'kano_xl.xlam'!{name}"] == expected


def test_where_arguments_cannot_be_described_the_functions_still_are(mac: FakeExcel) -> None:
    mac.be_ready()
    told = {texts[0]: texts[2] for texts in mac.application.described.values()}
    assert told == {function.help("en"): [] for function in FUNCTIONS.values()}


def test_a_changed_workbook_stays_a_changed_one(excel: FakeExcel) -> None:
    book = excel.application.active_book
    book.saved = False
    excel.be_ready()
    assert book.saved is False


def test_it_is_done_once(excel: FakeExcel) -> None:
    excel.be_ready()
    excel.application.described.clear()
    excel.open_new("Other.xlsx")
    assert excel.application.scheduled == []
    excel.run("KanoDescribeFunctions")
    assert described(excel) == set()


def test_a_refusal_leaves_everything_as_it_was_and_is_tried_a_few_times_only(
    excel: FakeExcel,
) -> None:
    excel.install()
    excel.application.refuses_descriptions = 1000
    before = excel.state()
    for _ in range(MOST_TRIES + 2):
        excel.be_ready()
        assert excel.state() == before
        assert excel.addin.is_addin
        assert excel.addin.saved
        excel.application.activate_book(excel.application.active_book)
    assert excel.application.scheduled == []
    assert excel.run("KanoHelpState") == "error 1004"
    (line,) = excel.files[r"C:\kano\kano_xl.log"].splitlines()
    assert line.endswith("the Function Wizard does not take our texts: error 1004")
    # Each try asks twice, with the arguments' texts and without.
    assert excel.application.refuses_descriptions == 1000 - 2 * MOST_TRIES


def test_a_refusal_once_is_made_good_by_the_next_workbook(excel: FakeExcel) -> None:
    excel.application.refuses_descriptions = 2
    excel.be_ready()
    assert excel.run("KanoHelpState") == "error 1004"
    excel.open_new("Other.xlsx")
    excel.be_ready()
    assert excel.run("KanoHelpState") == ""
    assert described(excel) == set(FUNCTIONS)


def minimized(excel: FakeExcel) -> None:
    excel.application.active_book.view.state = MINIMIZED


def copying(excel: FakeExcel) -> None:
    sheet = excel.application.active_book.sheets_[0]
    sheet.vba_get("Range", ["A1"]).vba_get("Copy")


@pytest.mark.parametrize("busy", [minimized, copying, FakeExcel.open_protected])
def test_it_waits_while_its_window_would_be_in_the_way(
    excel: FakeExcel, busy: Callable[[FakeExcel], None]
) -> None:
    busy(excel)
    excel.be_ready()
    assert described(excel) == set()
    excel.application.clipboard = None
    excel.open_new("Other.xlsx")
    excel.be_ready()
    assert described(excel) == set(FUNCTIONS)


def test_the_log_has_a_line_of_each_kind_of_trouble_once(excel: FakeExcel) -> None:
    excel.install()
    excel.python = None
    for _ in range(3):
        excel.calculate("KANO_BETTER", "A")
    lines = excel.files[r"C:\kano\kano_xl.log"].splitlines()
    assert [line.partition(" Excel ")[2][:23] for line in lines] == [
        "Python does not start: ",
        "Kano's Python at C:\\kan",
    ]


def test_on_the_mac_the_log_lies_where_excel_may_write_without_asking(mac: FakeExcel) -> None:
    mac.install()
    mac.calculate("KANO_BETTER", "A")
    assert "for Windows only" in mac.files[f"{CONTAINER}/kano_xl/kano_xl.log"]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    ("language", "country", "tag"),
    [
        (1033, 1, "en"),
        (1033, 86, "en"),
        (2052, 1, "zh-Hans"),
        (1028, 1, "zh-Hant"),
        (3076, 1, "zh-Hant"),
        (5124, 1, "zh-Hant"),
        (0, 86, "zh-Hans"),
        (0, 886, "zh-Hant"),
        (0, 1, "en"),
    ],
)
def test_texts_are_in_excel_s_own_language(
    start: Callable[[str], FakeExcel], platform: str, language: int, country: int, tag: str
) -> None:
    excel = start(platform)
    excel.application.language, excel.application.country = language, country
    assert excel.run("ExcelLanguage") == tag


def without_unhiding(sources: dict[str, str]) -> dict[str, str]:
    return changed(sources, "KanoHelp", "    ThisWorkbook.IsAddin = False\n", "")


def early_bound(sources: dict[str, str]) -> dict[str, str]:
    return changed(
        sources, "KanoHelp", "        host.MacroOptions", "        Application.MacroOptions"
    )


def log_of_python(sources: dict[str, str]) -> dict[str, str]:
    place = 'Environ$("HOME") & "/kano_xl/kano_xl.log"'
    return changed(sources, "KanoPlatform", place, 'InstalledSetting("Log")')


def alerting(sources: dict[str, str]) -> dict[str, str]:
    return changed(sources, "KanoActions", "    Application.DisplayAlerts = False\n", "")


def changed(sources: dict[str, str], module: str, right: str, wrong: str) -> dict[str, str]:
    assert right in sources[module]
    return sources | {module: sources[module].replace(right, wrong)}


def test_broken_controls(addin: Path, sources: dict[str, str]) -> None:
    """Faults that add-ins have, put into this one: the fake Excel must take offence."""
    excel = FakeExcel(addin, without_unhiding(sources), WINDOWS)
    excel.open_new("Survey.xlsx")
    excel.be_ready()
    assert excel.run("KanoHelpState") == "error 1004"

    with pytest.raises(NotCompiledError, match="ArgumentDescriptions"):
        FakeExcel(addin, early_bound(sources), MAC)
    FakeExcel(addin, early_bound(sources), WINDOWS)

    mac = FakeExcel(addin, log_of_python(sources), MAC)
    mac.install()
    mac.calculate("KANO_BETTER", "A")
    assert mac.faults == ["Excel asks for access to /Users/li/Library/Logs/kano.log"]

    excel = FakeExcel(addin, alerting(sources), WINDOWS)
    excel.install().replies = [("done", "", "", "")]
    excel.run("RunAction", "about")
    assert excel.faults == ["Excel asks whether to go on waiting for Python"]
