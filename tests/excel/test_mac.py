"""The Mac's runner: which buttons agree to what, and that nothing it hears of gets into the log."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings

from kano_xl.excel import mac, mac_files
from kano_xl.excel.reply import Reply, values_of
from kano_xl.languages import LANGUAGES

ANSWERS = {
    "yes": ("undo", "undo_yes"),
    "no": ("undo",),
    "cancel": None,
}
SECRET = "她说：太慢了 a.person@example.org"


class Excel:
    """Excel as the runner sees it, with somebody who always presses the same button."""

    def __init__(self, answer: str) -> None:
        self.shown: list[tuple[str, str]] = []
        self._answer = answer

    def alert(self, prompt: str, title: str, buttons: str, mode: str) -> str:
        self.shown.append((prompt, buttons))
        return self._answer if buttons != "ok" else "ok"


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_reminder_has_three_answers(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[str, ...]] = []

    def act(action: str, book: object, agreed: tuple[str, ...], language: str) -> Reply:
        seen.append(agreed)
        return Reply("done", "Done.") if agreed else Reply("choose", "Ctrl+Z ends.", "undo")

    monkeypatch.setattr(mac, "run", act)
    excel: Any = Excel(answer)
    mac.carry_out(excel, "analyse", None, "en")
    reminder = ("Ctrl+Z ends.", "yes_no_cancel")
    agreed = ANSWERS[answer]
    if agreed is None:
        assert (seen, excel.shown) == ([()], [reminder])
    else:
        assert (seen, excel.shown) == ([(), agreed], [reminder, ("Done.", "ok")])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_click_never_ends_in_silence(
    language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The workbook was closed, or renamed, between the click and here."""
    monkeypatch.setattr(mac, "log_file", lambda: tmp_path / "kano_xl.log")
    excel: Any = Excel("yes")
    excel.books = {}
    monkeypatch.setattr(xlwings, "apps", SimpleNamespace(active=excel))
    assert mac.main(["analyse", "--workbook=Café.xlsx", f"--language={language}"]) == 1
    ((words, buttons),) = excel.shown
    assert "kano_xl.log" in words
    assert "Café" not in words
    assert buttons == "ok"


def test_a_question_that_comes_again_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mac, "run", lambda *given: Reply("choose", "Again.", "undo"))
    excel: Any = Excel("no")
    mac.carry_out(excel, "analyse", None, "en")
    assert excel.shown == [("Again.", "yes_no_cancel")]


def test_nothing_that_is_said_on_the_way_reaches_standard_error(tmp_path: Path) -> None:
    """The script leads it into the log; a warning of a library may quote a cell."""
    program = f"""
import logging, sys, warnings
from pathlib import Path
import xlwings
from kano_xl.excel import mac

def loud(*given):
    warnings.warn({SECRET!r})
    logging.getLogger("xlwings").error({SECRET!r})
    print({SECRET!r}, file=sys.stderr)
    raise ValueError({SECRET!r})

mac.carry_out = loud
mac.log_file = lambda: Path(sys.argv[1])
xlwings.apps = type("Apps", (), {{"active": type("App", (), {{"books": {{}}}})}})
sys.exit(mac.main(["guide"]))
"""
    log = tmp_path / "kano_xl.log"
    command = [sys.executable, "-X", "utf8", "-c", program, str(log)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (1, "")
    written = log.read_text(encoding="utf-8")
    assert "ERROR guide: ValueError" in written
    assert SECRET not in written


def test_the_runner_takes_no_action_but_the_ribbon_s(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        mac.main(["rm -rf", f"--workbook={SECRET}"])
    assert ended.value.code == 2
    assert SECRET not in capsys.readouterr().err


def test_xlwings_has_the_buttons() -> None:
    for buttons in mac._BUTTONS.values():
        assert buttons in (xlwings.App.alert.__doc__ or "")


def osascript(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> Path:
    """A program in the place of AppleScript's, and where it notes what it was called with."""
    program, noted = tmp_path / "osascript", tmp_path / "called"
    script = ["import sys", "from pathlib import Path"]
    script += [f"Path({str(noted)!r}).write_text(chr(30).join(sys.argv[3:]), 'utf-8')", *lines]
    program.write_text("\n".join(script), encoding="utf-8")
    monkeypatch.setattr(mac_files, "PROGRAM", (sys.executable, "-X", "utf8", str(program)))
    return noted


def test_on_the_mac_files_are_chosen_in_a_dialog_of_applescript(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = "print('/Users/li/a, 1.csv' + chr(30) + '/Users/li/两\\n行.xlsx')"
    noted = osascript(tmp_path, monkeypatch, answer)
    seen: list[tuple[str, ...]] = []

    def act(action: str, book: object, agreed: tuple[str, ...], language: str) -> Reply:
        seen.append(agreed)
        return Reply("done", "Read.") if agreed else Reply("files", "Choose", "files", "x")

    monkeypatch.setattr(mac, "run", act)
    excel: Any = Excel("yes")
    mac.carry_out(excel, "add_workbooks", None, "en")
    assert noted.read_text("utf-8") == "Choose\x1eseveral"
    assert values_of("files", seen[1]) == ("/Users/li/a, 1.csv", "/Users/li/两\n行.xlsx")
    assert excel.shown == [("Read.", "ok")]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("sys.exit('execution error: User canceled. (-128)')", False),
        ("sys.exit('execution error: Not allowed. (-1743)')", True),
    ],
)
def test_a_dialog_that_is_cancelled_is_silent_and_one_that_fails_is_told(
    line: str, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    osascript(tmp_path, monkeypatch, line)
    faults: list[str] = []
    monkeypatch.setattr(mac, "log_fault", lambda where, error: faults.append(where))
    monkeypatch.setattr(mac, "run", lambda *given: Reply("file", "Choose", "files", "x"))
    excel: Any = Excel("yes")
    mac.carry_out(excel, "compare_earlier", None, "en")
    if told:
        ((words, buttons),) = excel.shown
        assert buttons == "ok"
        assert "kano-xl compare BEFORE AFTER" in words
        assert faults == ["compare_earlier"]
    else:
        assert (excel.shown, faults) == ([], [])
