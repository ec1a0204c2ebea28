"""What keeps the tests of an installation apart from one another and from this machine."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import kano
from kano_xl.setup import addin

# They act with the processes, links and shells of Unix, also where they look at what is for
# Windows. There, the workflow install.yml installs for real.
collect_ignore_glob = ["*"] if sys.platform == "win32" else []

PYTHON = sys.executable
NO_PROCESSES = "#!/bin/sh\nexit 0\n"


@pytest.fixture(autouse=True)
def listed_processes(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> str:
    """A `ps` that lists nothing comes first on PATH; the value is PATH as it was.

    Another test's stand-in for Excel would otherwise be seen by all that run beside it.
    """
    folder = tmp_path_factory.mktemp("bin")
    (folder / "ps").write_text(NO_PROCESSES, encoding="ascii")
    (folder / "ps").chmod(0o755)
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{path}")
    return path


@pytest.fixture(autouse=True)
def temporary_files(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A place for temporary files, of the test and of what it starts, that is its own."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def excel_open(
    tmp_path: Path, listed_processes: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A process named as Excel on a Mac, which the real `ps` lists."""
    program = Path(tmp_path, "Microsoft Excel.app", "Contents", "MacOS", "Microsoft Excel")
    program.parent.mkdir(parents=True)
    program.symlink_to(PYTHON)
    monkeypatch.setenv("PATH", listed_processes)
    command = [program, "-I", "-S", "-c", "import sys; sys.stdin.read()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE):
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The add-in as the command line builds it."""
    path = tmp_path_factory.mktemp("built") / "kano_xl.xlam"
    assert kano("addin", "build", "-o", path).code == 0
    return path.read_bytes()


@pytest.fixture
def quickly(built: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not build the same add-in dozens of times."""
    monkeypatch.setattr(addin, "addin_file", lambda: built)
