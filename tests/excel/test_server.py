"""The module that xlwings calls on Windows; tests/windows calls it for real."""

from __future__ import annotations

import ast
import inspect
import logging
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import xlwings

import kano_xl
from kano_xl.excel import functions, server
from kano_xl.excel.registry import FUNCTIONS, Function
from kano_xl.excel.reply import Reply


@pytest.fixture(scope="module")
def calls() -> server.Calls:
    return server.Calls(server.callables())


EVERY = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda each: each.name)


@EVERY
def test_every_function_is_there_with_its_arguments(function: Function) -> None:
    parameters = inspect.signature(getattr(functions, function.python_name)).parameters.values()
    optional = [each.default is not inspect.Parameter.empty for each in parameters]
    assert [each.name for each in parameters] == [each.name for each in function.arguments]
    assert optional == [each.optional for each in function.arguments]


@EVERY
def test_every_function_answers_blank_cells(calls: server.Calls, function: Function) -> None:
    blanks = [None] * len(function.arguments)
    answer = calls.CallUDF(server.NAME, function.python_name, blanks)
    assert answer == server.as_sent(getattr(functions, function.python_name)(*blanks))


def test_one_value_and_rows_go_back_as_they_are_and_as_lists() -> None:
    # In a tuple COM sees several results and hands over the first alone.
    def given(*cells: object) -> object:
        return server.for_cells("kano_test", lambda: cells[0])()

    assert given("A") == "A"
    assert given((("A", 1), ("O", 2.5))) == [("A", 1), ("O", 2.5)]
    assert given((("A", "O"),)) == ["A", "O"]


def test_other_programs_can_call_the_functions_and_the_ribbon_and_nothing_else(
    calls: server.Calls,
) -> None:
    assert server.Calls._public_methods_ == ("CallUDF",)
    names = {each.python_name for each in FUNCTIONS.values()}
    assert server.callables().keys() == names | {"run"}
    assert calls.CallUDF(server.NAME, "kano_class", (1.0, 5.0), None, None) == "O"


@pytest.mark.parametrize("program", ["kano_xl.udfs", "kano_xl.excel.functions", "builtins", ""])
def test_functions_of_other_programs_are_refused(calls: server.Calls, program: str) -> None:
    with pytest.raises(LookupError, match="kano_class"):
        calls.CallUDF(program, "kano_class", (1.0, 5.0))


def test_a_program_that_is_named_is_not_imported(
    calls: server.Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "of_a_stranger.py").write_text("raise SystemExit")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("of_a_stranger", str(tmp_path / "of_a_stranger.py")):
        with pytest.raises(LookupError, match="of_a_stranger"):
            calls.CallUDF(name, "kano_version", ())


@pytest.mark.parametrize(
    "name",
    ["main", "find_folders", "import_module", "os", "__class__", "KANO_CLASS", ["run"], None],
)
def test_other_names_are_refused(calls: server.Calls, name: object) -> None:
    with pytest.raises(LookupError, match="has no function"):
        calls.CallUDF(server.NAME, name, ("os",))


def test_the_server_of_xlwings_offers_our_calls_in_place_of_its_own_object(
    calls: server.Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs, served = ModuleType("xlwings.com_server"), []
    theirs.XLPython = object
    theirs.serve = lambda clsid: served.append((clsid, theirs.XLPython()))
    monkeypatch.setitem(sys.modules, "xlwings.com_server", theirs)
    server.serve("{1}", calls)
    assert served == [("{1}", calls)]


def test_this_version_of_xlwings_makes_the_object_where_ours_replaces_it() -> None:
    # A newer one that makes it elsewhere would offer its own again.
    tree = ast.parse(Path(xlwings.__file__).with_name("com_server.py").read_text(encoding="utf-8"))
    (serve,) = (each for each in tree.body if getattr(each, "name", "") == "serve")
    calls = [each for each in ast.walk(serve) if isinstance(each, ast.Call)]
    (wrap,) = (each for each in calls if ast.unparse(each.func) == "serverutil.wrap")
    assert ast.unparse(wrap.args[0]) == "XLPython()"
    assert sum("XLPython" in ast.unparse(each.func) for each in calls) == 1


def test_cells_arrive_as_they_are() -> None:
    seen: list[object] = []
    cells = ((1.0, "喜欢"), (None, -2146826246))
    server.for_cells("kano_test", lambda *arguments: seen.extend(arguments) or "")(cells, None)
    assert seen == [cells, None]


def test_folders_that_are_there_keep_their_names(tmp_path: Path) -> None:
    environment = {"LOCALAPPDATA": str(tmp_path), "TEMP": "D:/Temp"}
    server.find_folders(environment)
    assert environment == {"LOCALAPPDATA": str(tmp_path), "TEMP": "D:/Temp"}


def test_where_the_code_page_lost_letters_windows_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {"{F1B32785-6FBA-4FCF-9D55-7B8E7F157091}": str(tmp_path / "王 小明")}
    stand_ins = {"pywintypes": {"IID": str}, "win32com.shell.shell": {}}
    stand_ins["win32com.shell.shell"]["SHGetKnownFolderPath"] = answers.__getitem__
    for name, content in stand_ins.items():
        module = ModuleType(name)
        vars(module).update(content)
        monkeypatch.setitem(sys.modules, name, module)
    environment = {"LOCALAPPDATA": str(tmp_path / "? ??"), "TEMP": "?", "PATH": "kept"}
    server.find_folders(environment)
    local, temporary = str(tmp_path / "王 小明"), str(tmp_path / "王 小明" / "Temp")
    assert environment == {
        "LOCALAPPDATA": local,
        "TEMP": temporary,
        "TMP": temporary,
        "PATH": "kept",
    }


def test_a_mistake_of_ours_is_an_error_value_and_logged_without_cells(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def wrong(answers: str) -> str:
        raise LookupError(answers)

    with caplog.at_level(logging.INFO, "kano_xl"):
        assert server.for_cells("kano_test", wrong)("my answer") == "#VALUE!"
    assert "kano_test: LookupError" in caplog.text
    assert "my answer" not in caplog.text


def test_too_many_arguments_are_an_error_value(
    calls: server.Calls, caplog: pytest.LogCaptureFixture
) -> None:
    assert calls.CallUDF(server.NAME, "kano_version", ("A",)) == "#VALUE!"
    assert "kano_version: TypeError" in caplog.text


@pytest.mark.parametrize(
    ("agreed", "codes"), [("", ()), ("guess", ("guess",)), ("guess,replace", ("guess", "replace"))]
)
def test_a_click_is_answered_with_four_texts(agreed: str, codes: tuple[str, ...]) -> None:
    seen: list[object] = []

    def act(*arguments: object) -> Reply:
        seen.extend(arguments)
        return Reply("ask", "真的吗？", "sure")

    run = server.for_ribbon(act)
    assert run("analyse", None, agreed, "zh-Hans") == ["ask", "真的吗？", "sure", ""]
    assert seen == ["analyse", None, codes, "zh-Hans"]


def test_a_reminder_is_handed_over_like_every_reply() -> None:
    run = server.for_ribbon(lambda *arguments: Reply("choose", "撤销？", "undo"))
    assert run("analyse", None, "", "en") == ["choose", "撤销？", "undo", ""]


def test_without_a_workbook_the_ribbon_itself_answers(calls: server.Calls) -> None:
    kind, words, code, path = calls.CallUDF(server.NAME, "run", ("check", None, "", "en"))
    assert (kind, code, path) == ("refused", "", "")
    assert "no workbook is open" in words


class WindowsBook:
    """Stands in for xlwings' workbook on Windows."""

    def __init__(self, xl: object) -> None:
        self.xl = xl


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_ins = {"xlwings._xlwindows": {"Book": WindowsBook}, "win32com.client": {}}
    stand_ins["win32com.client"]["Dispatch"] = lambda given: ("dispatched", given)
    for name, content in stand_ins.items():
        module = ModuleType(name)
        vars(module).update(content)
        monkeypatch.setitem(sys.modules, name, module)


@pytest.mark.usefixtures("windows")
def test_an_open_workbook_becomes_one_of_xlwings() -> None:
    workbook, seen = object(), []
    server.for_ribbon(lambda _, book, *__: seen.append(book) or Reply("done"))(
        "check", workbook, "", "en"
    )
    (book,) = seen
    assert isinstance(book, xlwings.Book)
    assert book.impl.xl == ("dispatched", workbook)


@pytest.mark.usefixtures("windows")
def test_a_workbook_that_does_nothing_ends_in_a_reply(
    calls: server.Calls, caplog: pytest.LogCaptureFixture
) -> None:
    kind, words, *_ = calls.CallUDF(server.NAME, "run", ("check", object(), "", "en"))
    assert kind == "bug"
    assert "kano_xl.log" in words
    assert "ERROR" in caplog.text


def test_what_the_ribbon_does_not_catch_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    def act(*arguments: object) -> Reply:
        raise LookupError(arguments)

    with pytest.raises(LookupError, match="my answer"):
        server.for_ribbon(act)("check", None, "my answer", "en")
    assert "check: LookupError" in caplog.text
    assert "my answer" not in caplog.text


def test_a_start_that_fails_is_in_the_log(tmp_path: Path) -> None:
    # Off Windows xlwings has no server, which is as good a fault as any.
    done = subprocess.run(
        [sys.executable, "-m", server.NAME, "{1}"],
        cwd=Path(kano_xl.__file__).parents[1],
        env=os.environ | {name: str(tmp_path) for name in ("HOME", "XDG_STATE_HOME")},
        check=False,
    )
    (log,) = tmp_path.rglob("kano_xl.log")
    words = log.read_text(encoding="utf-8")
    assert done.returncode == 1
    assert "{1}" in words
    assert "The server cannot go on: ImportError" in words
