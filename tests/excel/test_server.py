"""The module that xlwings calls on Windows; tests/windows calls it for real."""

from __future__ import annotations

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

EVERY = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda each: each.name)


@EVERY
def test_every_function_is_there_with_its_arguments(function: Function) -> None:
    parameters = inspect.signature(getattr(functions, function.python_name)).parameters.values()
    optional = [each.default is not inspect.Parameter.empty for each in parameters]
    assert [each.name for each in parameters] == [each.name for each in function.arguments]
    assert optional == [each.optional for each in function.arguments]


@EVERY
def test_every_function_answers_blank_cells(function: Function) -> None:
    answer = getattr(server, function.python_name)(*[None] * len(function.arguments))
    given = getattr(functions, function.python_name)(*[None] * len(function.arguments))
    assert answer == (list(map(list, given)) if isinstance(given, tuple) else [[given]])


def test_one_value_and_rows_go_back_as_lists() -> None:
    # In a tuple COM sees several results and hands over the first alone.
    def given(*cells: object) -> list[list[object]]:
        return server.for_cells("kano_test", lambda: cells[0])()

    assert given("A") == [["A"]]
    assert given((("A", 1), ("O", 2.5))) == [["A", 1], ["O", 2.5]]
    assert given((("A", "O"),)) == [["A", "O"]]


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
        assert server.for_cells("kano_test", wrong)("my answer") == [["#VALUE!"]]
    assert "kano_test: LookupError" in caplog.text
    assert "my answer" not in caplog.text


def test_too_many_arguments_are_an_error_value(caplog: pytest.LogCaptureFixture) -> None:
    assert server.kano_version("A") == [["#VALUE!"]]
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
    assert run("analyse", None, agreed, "zh-Hans") == [["ask", "真的吗？", "sure", ""]]
    assert seen == ["analyse", None, codes, "zh-Hans"]


def test_without_a_workbook_the_ribbon_itself_answers() -> None:
    ((kind, words, code, path),) = server.run("check", None, "", "en")
    assert (kind, code, path) == ("refused", "", "")
    assert "no workbook is open" in words


class WindowsBook:
    """Stands in for xlwings' workbook on Windows."""

    def __init__(self, xl: object) -> None:
        self.xl = xl


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("xlwings._xlwindows")
    module.Book = WindowsBook
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", module)


@pytest.mark.usefixtures("windows")
def test_an_open_workbook_becomes_one_of_xlwings() -> None:
    workbook, seen = object(), []
    server.for_ribbon(lambda _, book, *__: seen.append(book) or Reply("done"))(
        "check", workbook, "", "en"
    )
    (book,) = seen
    assert isinstance(book, xlwings.Book)
    assert book.impl.xl is workbook


@pytest.mark.usefixtures("windows")
def test_a_workbook_that_does_nothing_ends_in_a_reply(caplog: pytest.LogCaptureFixture) -> None:
    ((kind, words, *_),) = server.run("check", object(), "", "en")
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


def test_nothing_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    raw: list[str] = []

    def arg(name: str, convert: str):
        raw.append(f"{name} {convert}")
        return lambda function: function

    def ret(convert: str):
        return lambda function: setattr(function, "answers", convert) or function

    monkeypatch.setattr(xlwings, "arg", arg)
    monkeypatch.setattr(xlwings, "ret", ret)
    found = server.callables()
    assert found.keys() == {each.python_name for each in FUNCTIONS.values()} | {"run"}
    assert {function.answers for function in found.values()} == {"raw"}
    parameters = {name for each in found.values() for name in inspect.signature(each).parameters}
    assert set(raw) == {f"{name} raw" for name in parameters}


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
