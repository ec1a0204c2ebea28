"""The log file: where it is, and what must never be in it."""

from __future__ import annotations

import ast
import logging
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
import xlwings

import kano_xl
from kano_xl.excel import log, ribbon, server
from kano_xl.excel.log import log_fault, log_file, log_start, start_log
from kano_xl.excel.registry import FUNCTIONS
from kano_xl.languages import text
from sample_surveys import DISLIKE, LIKE


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    """Our logger, with its handlers closed and taken away afterwards."""
    ours = logging.getLogger("kano_xl")
    before, level = list(ours.handlers), ours.level
    yield ours
    for handler in set(ours.handlers) - set(before):
        ours.removeHandler(handler)
        handler.close()
    ours.setLevel(level)


@pytest.mark.parametrize(
    ("platform", "place"),
    [
        ("win32", "local/kano_xl/kano_xl.log"),
        ("darwin", "home/Library/Logs/kano_xl/kano_xl.log"),
        ("linux", "state/kano_xl/kano_xl.log"),
    ],
)
def test_every_user_has_a_log(platform: str, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log.sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: Path("/home"))
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert PurePosixPath(log_file().as_posix()) == PurePosixPath("/", place)


@pytest.mark.usefixtures("logger")
def test_starts_and_faults_are_written_without_what_the_exception_says(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "kano_xl.log"
    start_log(path)
    log_start("kano_xl starts")
    answer = "my answer"
    try:
        raise ValueError(answer)
    except ValueError as error:
        log_fault("kano_better", error)
    words = path.read_text(encoding="utf-8")
    assert "INFO kano_xl starts" in words
    assert "ERROR kano_better: ValueError" in words
    assert "test_log.py" in words
    assert answer not in words


@pytest.mark.usefixtures("logger")
def test_a_large_log_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kano_xl.log"
    path.write_text("old\n" * 10, encoding="utf-8")
    start_log(path)
    log_start("one")
    assert path.read_text(encoding="utf-8").startswith("old\n")
    monkeypatch.setattr(log, "LARGEST", 30)
    start_log(path)
    assert path.read_text(encoding="utf-8") == ""


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, logger: logging.Logger) -> None:
    (tmp_path / "file").touch()
    start_log(tmp_path / "file" / "kano_xl.log")
    log_start("nothing")
    assert any(isinstance(handler, logging.NullHandler) for handler in logger.handlers)


ROOT = Path(kano_xl.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))
OURS = {
    "__version__",
    "action",
    "check.name",
    "clsid",
    "given.action",
    "name",
    "os.getpid()",
    "platform.python_version()",
    "python",
}
"""What stands in a line of the log besides its words: names, versions and numbers of kano_xl."""

ANSWER = "我很喜欢 =HYPERLINK(1) 张三 a.person@example.org"
SURVEY = [
    ["张三的问题？", "Chat [F] 秘密甲", "Chat [D] 秘密甲", "Any other words? 秘密乙"],
    *([f"person{n}@example.org", LIKE, DISLIKE, f"{ANSWER} {n}"] for n in range(5)),
]
SECRETS = ("秘密甲", "秘密乙", "张三", "example.org", LIKE, DISLIKE, "HYPERLINK")
PLACES = {
    "analyse": (
        "kano_xl.excel.actions.analysing.find_source",
        "kano_xl.excel.actions.analysing.analyse_survey",
        "kano_xl.excel.actions.analysing.report_for_workbook",
        "kano_xl.excel.actions.analysing.write_into",
    ),
    "check": ("kano_xl.excel.actions.checking.find_source",),
    "settings": ("kano_xl.excel.actions.settings.named_cells",),
}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_words_of_ours_are_logged(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and path.name != "log.py":
            assert "logging" not in [each.name for each in node.names], path
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("log_start", "log_fault"):
            what = node.args[0]
            parts = what.values if isinstance(what, ast.JoinedStr) else [what]
            for part in parts:
                if not isinstance(part, ast.Constant):
                    value = part.value if isinstance(part, ast.FormattedValue) else part
                    assert ast.unparse(value) in OURS, (path, node.lineno)


@pytest.mark.usefixtures("logger")
def test_no_folder_of_this_machine_is_logged(tmp_path: Path) -> None:
    path = tmp_path / "kano_xl.log"
    start_log(path)
    with pytest.raises(ValueError, match="x") as told:
        exec(compile("raise ValueError('x')", str(tmp_path / "王小明" / "own.py"), "exec"))
    log_fault("kano_better", told.value)
    try:
        text("en", "actions.no such text")
    except LookupError as error:
        log_fault("kano_better", error)
    words = path.read_text(encoding="utf-8")
    assert "  own.py:1 in <module>" in words
    assert "  kano_xl/languages/__init__.py:" in words
    for folder in (tmp_path, Path.home(), ROOT.parent, Path(sys.prefix), "王小明"):
        assert str(folder) not in words


@pytest.mark.usefixtures("logger")
@pytest.mark.parametrize("name", sorted(each.python_name for each in FUNCTIONS.values()))
def test_no_function_that_fails_tells_its_cells(name: str, tmp_path: Path) -> None:
    def broken(*cells: object) -> None:
        try:
            raise KeyError(cells)
        except KeyError as error:
            raise ValueError(f"cannot read {cells}") from error

    start_log(tmp_path / "kano_xl.log")
    assert server.for_cells(name, broken)(tuple(map(tuple, SURVEY))) == "#VALUE!"
    words = (tmp_path / "kano_xl.log").read_text(encoding="utf-8")
    assert f"ERROR {name}: ValueError" in words
    assert not [secret for secret in SECRETS if secret in words]


@pytest.mark.usefixtures("logger")
@pytest.mark.parametrize(
    ("action", "place"), [(action, place) for action in PLACES for place in PLACES[action]]
)
def test_no_action_that_fails_tells_the_survey(
    action: str, place: str, excel: xlwings.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object, **named: object) -> None:
        raise RuntimeError(f"{given!r} {named!r} {SURVEY!r}")

    start_log(tmp_path / "kano_xl.log")
    monkeypatch.setattr(place, broken)
    book = excel.books.add()
    try:
        book.sheets.active["A1"].value = SURVEY
        agreed: list[str] = []
        while (reply := ribbon.run(action, book, agreed, "en")).kind in ("ask", "choose"):
            assert reply.code not in agreed
            agreed.append(reply.code)
    finally:
        book.close()
    words = (tmp_path / "kano_xl.log").read_text(encoding="utf-8")
    assert reply.kind == "bug"
    assert f"ERROR {action}: RuntimeError" in words
    assert not [secret for secret in (*SECRETS, "[F]") if secret in words + reply.text]
