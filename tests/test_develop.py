"""The commands that set up a fresh machine."""

from __future__ import annotations

import ast
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "install" / "develop.py"
TEST_COMMAND = "python3 install/develop.py test"


@pytest.fixture
def script(tmp_path: Path) -> dict[str, Any]:
    """The script's names, with the environment in a temporary folder."""
    names = runpy.run_path(str(SCRIPT))
    names["main"].__globals__["VENV"] = tmp_path
    return names


def run(*arguments: str, version: str = "sys.version_info") -> subprocess.CompletedProcess[str]:
    """The script as a program, in a Python that says it is of another version."""
    code = (
        f"import runpy, sys; sys.version_info = {version};"
        f"sys.argv = {[str(SCRIPT), *arguments]!r};"
        f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    )
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_readme_and_ci_say_the_very_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\npython3 install/develop.py demo\n" in readme
    assert f"\n{TEST_COMMAND}\n" in readme
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert TEST_COMMAND in lines


def test_an_old_python_is_told_what_is_needed() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 7))
    done = run("demo", version="(3, 10, 4, 'final', 0)")
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("arguments", "code"), [((), 0), (("--help",), 0), (("tset",), 2)])
def test_help_names_every_command(arguments: tuple[str, ...], code: int) -> None:
    done = run(*arguments)
    assert done.returncode == code
    for command in ("demo", "test", "windows", "bench", "fuzz", "mutants", "lock"):
        assert f"develop.py {command} " in done.stdout


def test_a_stamp_is_current_until_a_file_changes(script: dict[str, Any], tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("numpy==1", encoding="utf-8")
    stamp = script["Stamp"]("run", lock)
    assert not stamp.is_current()
    stamp.renew()
    assert script["Stamp"]("run", lock).is_current()
    lock.write_text("numpy==2", encoding="utf-8")
    assert not script["Stamp"]("run", lock).is_current()


def test_a_program_that_fails_stops_the_run_with_its_output(
    script: dict[str, Any], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit, match="exit code 3"):
        script["quietly"](sys.executable, "-c", "import sys; print('why'); sys.exit(3)")
    assert b"why" in capfdbinary.readouterr().out


def test_nothing_is_installed_without_the_right_to(
    script: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No apt-get, no LibreOffice: the run stops and says what to type."""
    monkeypatch.setenv("PATH", str(tmp_path))
    install = script["install_libreoffice"]
    monkeypatch.setitem(install.__globals__, "LIBREOFFICE_FOLDERS", ())
    with pytest.raises(SystemExit, match=r"Run: (sudo apt-get|brew|winget) install") as stopped:
        install()
    if sys.platform == "linux":
        assert "no Liberation Sans" in str(stopped.value)
        assert "no Noto Sans CJK SC" in str(stopped.value)
