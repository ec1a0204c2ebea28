"""The functions for people who use xlwings themselves; tests/windows calls them for real."""

from __future__ import annotations

import importlib
import inspect
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from importlib.util import find_spec, module_from_spec
from types import ModuleType, SimpleNamespace

import pytest
import xlwings

from kano_xl import udfs
from kano_xl.excel import functions
from kano_xl.excel.registry import FUNCTIONS, Function
from kano_xl.languages import LANGUAGES
from pages import guide, words_of

EVERY = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda each: each.name)
WIZARD = 255
ROWS_OF_A_SHEET = 1_048_576
OF_WINDOWS = {
    "pythoncom": {"CoInitialize": None, "IID_IDispatch": None},
    "pywintypes": {},
    "win32com": {},
    "win32com.client": {"Dispatch": None},
}
"""What xlwings' module of functions imports, and does not need for what is asked of it here."""


@pytest.fixture
def theirs(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """xlwings' own module of functions, which marks and collects them as on Windows."""
    for name, content in OF_WINDOWS.items():
        if sys.platform != "win32":
            module = ModuleType(name)
            vars(module).update(content)
            monkeypatch.setitem(sys.modules, name, module)
    found = importlib.import_module("xlwings.udfs")
    monkeypatch.setattr(xlwings, "func", found.xlfunc)
    monkeypatch.setattr(xlwings, "arg", found.xlarg)
    monkeypatch.setattr(xlwings, "ret", found.xlret)
    yield found
    sys.modules.pop("xlwings.udfs")
    vars(xlwings).pop("udfs")


def imported_anew(name: str) -> ModuleType:
    """A module as it is when it is imported now."""
    spec = find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def vba_of(theirs: ModuleType, module: ModuleType) -> str:
    """What xlwings writes into a workbook for the functions of a module."""
    written = io.StringIO()
    book = SimpleNamespace(Name="Survey.xlsm")
    theirs.generate_vba_wrapper(module.__name__, module, written, book)
    return written.getvalue()


def found_in(module: ModuleType) -> dict[str, dict[str, object]]:
    """The functions that xlwings finds where it runs without VBA."""
    members = inspect.getmembers(module)
    return {name: each.__xlfunc__ for name, each in members if hasattr(each, "__xlfunc__")}


def test_they_are_all_there_by_name() -> None:
    assert udfs.__all__ == sorted(FUNCTIONS)
    assert all(getattr(udfs, name).__name__ == name for name in FUNCTIONS)


def test_a_star_brings_them_all_into_a_module_of_one_s_own(theirs: ModuleType) -> None:
    own = ModuleType("own")
    made = imported_anew("kano_xl.udfs")
    vars(own).update({name: getattr(made, name) for name in made.__all__})
    assert found_in(own).keys() == FUNCTIONS.keys()
    assert vba_of(theirs, own).count('XLPy.CallUDF("own", "KANO_') == 2 * len(FUNCTIONS)


@EVERY
def test_python_people_see_the_arguments_and_the_help(function: Function) -> None:
    made = getattr(udfs, function.name)
    shown = [argument.name for argument in function.shown]
    parameters = inspect.signature(made).parameters
    assert list(parameters) == shown
    assert [each.name for each in function.shown if each.optional] == [
        name for name, each in parameters.items() if each.default is None
    ]
    documentation = inspect.getdoc(made)
    assert documentation is not None
    assert [line.split(":")[0].strip() for line in documentation.splitlines()[3:]] == shown


def test_the_vba_has_every_function_as_the_add_in_has_it(theirs: ModuleType) -> None:
    written = vba_of(theirs, imported_anew("kano_xl.udfs"))
    heads = re.findall(r"^Function (\w+\(.*\))$", written, re.MULTILINE)
    signatures = {re.sub(r"Optional (\w+)", r"[\1]", head) for head in heads}
    assert signatures == {function.signature for function in FUNCTIONS.values()}
    assert len(heads) == len(FUNCTIONS)
    assert written.count("Exit Function") == 3 * len(FUNCTIONS)  # one of them in the wizard
    assert "Volatile" not in written


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wizard_has_help_in_the_language_of_the_system(
    theirs: ModuleType, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    found = found_in(imported_anew("kano_xl.udfs"))
    assert found.keys() == FUNCTIONS.keys()
    for name, function in FUNCTIONS.items():
        marked = found[name]
        assert marked["ret"]["doc"] == function.help(language)
        docs = {each["name"]: each["doc"] for each in marked["args"]}
        assert docs == {a.name: function.argument_help(a, language) for a in function.shown}
        assert max(map(len, [marked["ret"]["doc"], *docs.values()])) <= WIZARD
        assert marked["category"] == "Kano"
        assert (marked["volatile"], marked["call_in_wizard"]) == (False, False)


def test_every_argument_comes_as_rows_with_its_errors(theirs: ModuleType) -> None:
    for marked in found_in(imported_anew("kano_xl.udfs")).values():
        for argument in marked["args"]:
            assert argument["options"] == {"ndim": 2, "err_to_str": True}


def test_xlwings_finds_no_function_in_the_server_of_the_add_in(theirs: ModuleType) -> None:
    server = imported_anew("kano_xl.excel.server")
    assert vba_of(theirs, server) == ""
    assert found_in(server) == {}


def test_values_are_those_of_the_add_in() -> None:
    pairs = [["喜欢", "不喜欢"], [2.0, "5"], [None, None], ["#N/A", 5.0], ["hm", 1.0]]
    one, other = [row[:1] for row in pairs], [row[1:] for row in pairs]
    assert udfs.KANO_CLASS(one, other) == [("O",), ("M",), ("",), ("#N/A",), ("#VALUE!",)]
    assert udfs.KANO_CLASS(functional="like", dysfunctional="dislike") == "O"
    assert udfs.KANO_COUNT([["A"], ["O"], ["A"]], None, [[True]]) == [
        ("A", "O", "M", "I", "R", "Q"),
        (2, 1, 0, 0, 0, 0),
    ]
    assert udfs.KANO_BETTER([["A"], ["M"]]) == 0.5
    assert udfs.KANO_BETTER([["Q"]]) == "#DIV/0!"
    assert udfs.KANO_INTERVAL([["A"], ["I"]], coefficient=[["worse"]]) == list(
        functions.kano_interval((("A",), ("I",)), None, "worse")[0]
    )


def test_an_empty_cell_for_an_optional_argument_is_no_argument_left_out() -> None:
    letters = [["A"], ["O"]]
    assert udfs.KANO_BETTER(letters) == 1.0
    assert udfs.KANO_BETTER(letters, [[None]]) == functions.kano_better(letters, [[None]])
    assert udfs.KANO_BETTER(letters, [[None]]) != 1.0


def test_what_functions_say_is_in_the_language_of_the_system(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert udfs.KANO_NAME([["M"]]) == "必备"
    assert udfs.KANO_CHECK([["hm"]]) == functions.kano_check((("hm",),), "zh-Hans")
    monkeypatch.setenv("LC_ALL", "fi_FI.UTF-8")
    assert udfs.KANO_NAME([["M"]]) == "must-be"


def test_money_and_dates_are_numbers_as_they_are_to_the_add_in() -> None:
    # Excel counts days from the end of 1899; 2024-01-01 is its day 45292.
    assert udfs.KANO_CODE([[Decimal("1"), Decimal("5")]]) == [1, 5]
    noon = udfs.KANO_CHECK([[datetime(2024, 1, 1, 12)]])
    assert noon == functions.kano_check(((45292.5,),))


def test_whole_columns_end_with_the_last_row_in_use() -> None:
    def column(*cells: object) -> list[list[object]]:
        return [[cell] for cell in cells] + [[None]] * (ROWS_OF_A_SHEET - len(cells))

    assert udfs.KANO_CLASS(column(1.0, None, 2.0), column(5.0, 5.0, None, 1.0)) == [
        *(("O",), ("",), ("",), ("",)),
    ]
    assert udfs.KANO_CODE(column()) == ""
    # A single cell beside a whole column keeps to itself.
    assert udfs.KANO_CLASS(column(1.0, 2.0), [[5.0]]) == [("O",), ("M",)]


def test_a_mistake_of_ours_is_an_error_value(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def wrong(*cells: object) -> None:
        raise LookupError(cells)

    monkeypatch.setattr(functions, "kano_better", wrong)
    made = imported_anew("kano_xl.udfs")
    assert made.KANO_BETTER([["my answer"]]) == "#VALUE!"
    assert "LookupError" in caplog.text
    assert "my answer" not in caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_names_the_version_of_xlwings_and_what_comes_out(language: str) -> None:
    told = words_of(guide(language, "command-line"))
    assert re.findall(r"xlwings ([\d.]+\d)", told) == [xlwings.__version__]
    call, result = re.findall(r"`(KANO_BETTER\(\[.*?)`\D*([\d.]+\d)", told)[0]
    assert eval(call, vars(udfs)) == float(result)


def test_a_wrong_number_of_arguments_is_told_to_python_people() -> None:
    with pytest.raises(TypeError, match="dysfunctional"):
        udfs.KANO_CLASS([["A"]])
    with pytest.raises(TypeError, match="language"):
        udfs.KANO_CHECK([["A"]], language="en")


def test_importing_needs_no_excel_and_starts_no_log(tmp_path: object) -> None:
    code = "import kano_xl.udfs as made; print(made.KANO_BETTER([['A'], ['M']]))"
    command = [sys.executable, "-c", code]
    environment = os.environ | {name: str(tmp_path) for name in ("HOME", "XDG_STATE_HOME")}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == "0.5\n"
    assert done.stderr == ""
    assert not list(os.scandir(str(tmp_path)))
