"""The installed Python, broken in every way that was thought of."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from kano_xl.setup.doctor.interpreter import interpreter, packages, path
from kano_xl.setup.doctor.surroundings import Surroundings
from setup.doctor.patient import Patient, about, package, program, told

THIS = ".".join(map(str, sys.version_info[:3]))


def test_one_that_runs(windows: Patient) -> None:
    words = told(interpreter(windows.around()), "ok")
    assert THIS in words
    assert str(windows.python) in words


def test_none_is_noted(windows: Patient) -> None:
    windows.note(Version="1")
    around = windows.around()
    for check in (interpreter, path, packages):
        told(check(around), "unknown")


def test_it_is_gone(windows: Patient) -> None:
    windows.python.unlink()
    assert str(windows.python) in told(interpreter(windows.around()), "wrong")


def test_a_name_alone_is_never_run(
    windows: Patient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be looked for in whatever folder the doctor is started from."""
    monkeypatch.chdir(tmp_path)
    program(tmp_path / "pythonw.exe", f"touch trapped; echo '{answer('3.99.1')}'")
    windows.note(Python="pythonw.exe")
    assert "pythonw.exe is not there" in told(interpreter(windows.around()), "wrong")
    assert not (tmp_path / "trapped").exists()


def test_a_text_file(windows: Patient) -> None:
    windows.python.unlink()
    windows.python.write_text("not a program", encoding="ascii")
    assert "cannot be started" in told(interpreter(windows.around()), "wrong")
    windows.python.chmod(0o755)
    assert "cannot be started" in told(interpreter(windows.around()), "wrong")


def test_one_that_hangs(windows: Patient) -> None:
    program(windows.python, "sleep 30")
    started = time.monotonic()
    assert "0.3 seconds" in told(interpreter(windows.around(limit=0.3)), "wrong")
    assert time.monotonic() - started < 15


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("echo 'Fatal: no encodings' >&2; exit 1", "Fatal: no encodings"),
        ("echo what; exit 0", "does not work: 0"),
        ("kill -9 $$", "does not work: -9"),
        ("""echo '{"python": "3.12.0"}'""", "does not work"),
    ],
)
def test_one_that_fails(windows: Patient, code: str, why: str) -> None:
    program(windows.python, code)
    assert why in told(interpreter(windows.around()), "wrong")


@pytest.mark.parametrize("version", ["3.10.14", "3.9.1", "2.7.18"])
def test_one_that_is_too_old(windows: Patient, version: str) -> None:
    program(windows.python, f"echo '{answer(version)}'")
    assert version in told(interpreter(windows.around()), "wrong")


def test_one_that_is_new(windows: Patient) -> None:
    program(windows.python, f"echo '{answer('3.100.0rc1')}'")
    assert "3.100.0rc1" in told(interpreter(windows.around()), "ok")


def answer(version: str) -> str:
    return (
        f'{{"python": "{version}", "bits": 64, "kano_xl": "1", "xlwings": "1", '
        '"needed": [], "hashes": {}}'
    )


def test_the_console_interpreter_is_asked_where_there_is_one(windows: Patient) -> None:
    """The other one cannot print on Windows."""
    program(windows.python.with_name("python.exe"), f"echo '{answer('3.99.1')}'")
    assert "3.99.1" in told(interpreter(windows.around()), "ok")


def test_letters_of_the_path(windows: Patient) -> None:
    around = windows.around()
    strange = Surroundings(around.user, {}, around.excel_runs, plain_path=lambda path: None)
    assert str(windows.python) in told(path(strange), "wrong")
    assert "letters" in told(path(around), "ok")


def test_packages_that_can_be_imported(windows: Patient) -> None:
    assert "all 5" in told(packages(windows.around()), "ok")


def test_without_our_own(windows: Patient) -> None:
    for file in windows.site.glob("kano_xl-*/*"):
        file.unlink()
    (folder,) = windows.site.glob("kano_xl-*")
    folder.rmdir()
    # Among the packages of the tests there may be ours, too.
    (windows.site / "of_the_tests.pth").unlink()
    assert "kano-xl" in told(packages(windows.around()), "wrong")


def broken(windows: Patient, name: str, code: str) -> str:
    package(windows.site, name, "99", f"{name}/__init__.py", code=code)
    return told(packages(windows.around(limit=20)), "wrong")


def test_a_package_that_raises(windows: Patient) -> None:
    words = broken(windows, "numpy", "raise RuntimeError('built for another CPU')")
    # What needs it is named as well.
    assert "numpy (RuntimeError)" in words
    assert "kano-xl (RuntimeError)" in words
    assert "click (" not in words


def test_a_package_that_ends_the_interpreter(windows: Patient) -> None:
    words = broken(windows, "numpy", "import os; os._exit(3)")
    assert "numpy (exit 3)" in words
    assert "kano-xl (exit 3)" in words
    assert "click (" not in words


def test_a_package_that_prints_and_leaves(windows: Patient) -> None:
    assert "click (SystemExit)" in broken(windows, "click", "print('hello', end=''); exit()")


def test_a_package_that_hangs(windows: Patient) -> None:
    package(windows.site, "click", "99", "click/__init__.py", code="import time; time.sleep(60)")
    words = told(packages(windows.around(limit=3)), "wrong")
    assert "click (> 3 s)" in words


def test_packages_that_are_absent(windows: Patient) -> None:
    """As far as the packages of the tests are not to be found either."""
    (windows.site / "of_the_tests.pth").unlink()
    words = told(packages(windows.around()), "wrong")
    assert "numpy (PackageNotFoundError)" in words
    assert "kano-xl (ModuleNotFoundError)" in words
    assert "pywin32" not in words


def test_names_of_modules_come_from_the_package(windows: Patient) -> None:
    (windows.site / "click_8.py").write_text("raise ValueError", encoding="ascii")
    about(windows.site, "click", "99", record="click_8.py,,\n../../bin/x,,\nclick-9.data/y,,\n")
    assert "click (ValueError)" in told(packages(windows.around()), "wrong")


def test_the_doctor_itself_imports_none_of_them() -> None:
    code = "import sys, kano_xl.setup.doctor.telling; print(*sys.modules)"
    command = [sys.executable, "-c", code]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "xlwings", "click", "rich", "xlsxwriter"} & set(loaded)
