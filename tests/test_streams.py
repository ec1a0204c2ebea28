"""Streams that are closed or full, Ctrl+C at any time: one line and the right exit code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kano_xl.cli import main
from kano_xl.languages import text

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a shell's way with streams")

SURVEY = """Chat [F],Chat [D],Alerts [F],Alerts [D]
I like it,I dislike it,I expect it,I dislike it
I like it,I am neutral,I expect it,I can tolerate it
I am neutral,I am neutral,I expect it,I dislike it
"""
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "survey.csv").write_text(SURVEY, encoding="utf-8")
    return tmp_path


def shell(folder: Path, words: str) -> subprocess.CompletedProcess[str]:
    """What a shell does with these words, in which ``kano-xl`` is the program."""
    command = f'kano() {{ "$PYTHON" -m kano_xl "$@"; }}; {words}'
    root = str(Path(__file__).resolve().parent.parent)
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHON": sys.executable, "PYTHONPATH": root, "LC_ALL": "C.UTF-8"},
        timeout=120,
        check=False,
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "err")


@FULL
@pytest.mark.parametrize(
    "call",
    [
        "analyse survey.csv",
        "analyse survey.csv --json - --quiet",
        "analyse survey.csv --json - -o report.xlsx",
        "inspect survey.csv",
        "--help",
        "--version",
    ],
)
def test_a_full_disk_behind_standard_output(folder: Path, call: str) -> None:
    done = shell(folder, f"kano {call} >/dev/full")
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("\n") == 1
    assert "cannot be printed" in done.stderr
    assert names(folder) == ["survey.csv"]


@FULL
def test_a_full_disk_behind_standard_error(folder: Path) -> None:
    assert shell(folder, "kano analyse nowhere.csv 2>/dev/full").returncode == 2
    done = shell(folder, "kano analyse survey.csv 2>/dev/full")
    assert (done.returncode, names(folder)) == (0, ["survey-kano.xlsx", "survey.csv"])


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams(folder: Path, closed: str) -> None:
    done = shell(folder, f"kano analyse survey.csv {closed}")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert names(folder) == ["survey-kano.xlsx", "survey.csv"]
    # Nothing that was meant for a stream has gone into the file.
    assert (folder / "survey-kano.xlsx").read_bytes().startswith(b"PK")
    assert shell(folder, f"kano analyse nowhere.csv {closed}").returncode == 2


def test_json_needs_a_standard_output(folder: Path) -> None:
    done = shell(folder, "kano analyse survey.csv -o report.xlsx --json - >&-")
    assert done.returncode == 2
    assert "cannot be printed" in done.stderr
    assert done.stderr.count("\n") == 1
    assert names(folder) == ["survey.csv"]


@pytest.mark.parametrize("call", ["analyse survey.csv", "analyse survey.csv --json - -o r.xlsx"])
def test_a_reader_who_has_gone_loses_no_report(folder: Path, call: str) -> None:
    done = shell(folder, f"kano {call} | true; echo ${{PIPESTATUS[0]}}")
    assert done.stdout == "0\n", done.stderr
    assert "Traceback" not in done.stderr
    assert len(names(folder)) == 2


def test_help_that_nobody_reads(folder: Path) -> None:
    done = shell(folder, "kano --help | true; echo ${PIPESTATUS[0]}")
    assert (done.stdout, done.stderr) == ("0\n", "")


@pytest.mark.parametrize("name", [".", "..", "/", "./."])
def test_a_folder_by_its_short_name(folder: Path, name: str) -> None:
    """It is a survey if a file in it is; a wave is a file."""
    inside = folder / "inside"
    inside.mkdir()
    done = shell(inside, f"kano compare {name} ../survey.csv")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert "this is a folder" in done.stderr
    done = shell(inside, f"kano analyse {name} --json - --quiet")
    expected = 0 if name == ".." else 2
    assert (done.returncode, done.stderr.count("\n")) == (expected, expected // 2), done.stderr
    assert expected == 0 or "folder" in done.stderr


def test_ctrl_c_at_any_time(folder: Path) -> None:
    """Also while modules are imported, where an exception would come out as a traceback."""
    # The first sign tells that the program has begun: it takes care of Ctrl+C first of all.
    code = (
        # Whoever runs the tests in the background has Ctrl+C ignored, and children inherit that.
        "import signal; former = signal.signal;"
        "former(signal.SIGINT, signal.default_int_handler);"
        "import kano_xl.__main__ as program;"
        "signal.signal = lambda *given: (former(*given), print(end='.', flush=True))[0];"
        "program.main()"
    )
    root = str(Path(__file__).resolve().parent.parent)
    stops = 0
    for number in range(16):
        with subprocess.Popen(
            [sys.executable, "-c", code, "analyse", "survey.csv", "--overwrite"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": root},
        ) as process:
            assert process.stdout is not None
            process.stdout.read(1)
            time.sleep(0.05 * number)
            process.send_signal(signal.SIGINT)
            err = process.communicate(timeout=60)[1].decode()
        assert "Traceback" not in err, err
        assert process.returncode in (0, 130), err
        if process.returncode:
            stops += 1
            *told, last = [line for line in err.splitlines() if line.strip()]
            assert last in ("kano-xl: stopped", text("en", "terminal.stopped"))
            # It may come when the report stands already, and has been told.
            assert told in ([], [f"Written: {folder / 'survey-kano.xlsx'}"])
        assert not [name for name in os.listdir(folder) if name.startswith(".")]
    assert stops > 0


def test_ctrl_c_where_python_cannot_raise_it() -> None:
    """It is raised where the program goes on, and no traceback is printed."""
    program = (
        "import signal, sys, time; from kano_xl.__main__ import _Interrupt\n"
        "class Dropped:\n"
        "    def __del__(self): signal.raise_signal(signal.SIGINT)\n"
        "interrupt = _Interrupt(); signal.signal(signal.SIGINT, interrupt)\n"
        "sys.unraisablehook = interrupt.raise_again\n"
        "try:\n"
        "    Dropped()\n"
        "    for _ in range(1000): time.sleep(0.01)\n"
        "except KeyboardInterrupt: print('stopped')\n"
    )
    call = [sys.executable, "-c", program]
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(call, capture_output=True, text=True, cwd=root, check=True)
    assert (done.stdout, done.stderr) == ("stopped\n", "")


def test_python_searches_nothing_at_the_end(folder: Path) -> None:
    program = (
        "import atexit, gc, sys;"
        "atexit.register(lambda: print(gc.get_freeze_count() > 1000, file=sys.stderr));"
        "from kano_xl.__main__ import main; main()"
    )
    call = [sys.executable, "-c", program, "--version"]
    done = subprocess.run(call, capture_output=True, text=True, cwd=folder, check=True)
    assert done.stdout.startswith("kano-xl")
    assert done.stderr == "True\n"


def test_what_became_of_ctrl_c_is_no_bug(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An import that is broken off may come out as an error of its own."""

    def broken(*_: object) -> None:
        raise ImportError("cannot load module more than once per process")

    monkeypatch.setattr("kano_xl.analysing.analyse", broken)
    call = ["analyse", str(folder / "survey.csv"), "--language", "en"]
    for was_stopped, expected in ((True, 130), (False, 1)):
        with pytest.raises(SystemExit) as left:
            main(call, lambda stopped=was_stopped: stopped)
        err = capsys.readouterr().err
        assert left.value.code == expected
        assert ("Traceback" in err) is not was_stopped
        assert ("Stopped" in err) is was_stopped
    assert names(folder) == ["survey.csv"]
