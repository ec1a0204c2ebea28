"""What an environment is made of, and that nothing of it stays where it cannot be made."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from kano_xl.errors import SetupError
from kano_xl.setup import environment
from kano_xl.setup.environment import (
    PackageSource,
    delete_environment,
    environments,
    interpreter,
    new_environment,
    source_in,
)
from kano_xl.setup.pip_settings import alone
from setup.homes import listing

ROOT = Path(__file__).resolve().parents[2]
COMPANY = {"index-url": "https://li:secret@packages.example/simple"}
EMBEDDABLE = "python312.zip\n.\n\n# Uncomment to run site.main() automatically\n#import site\n"


def no_tick() -> None:
    """Nobody watches."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bundle for Windows, as far as its files are looked at here."""
    folder = tmp_path / "我的 bundle"
    (folder / "wheels").mkdir(parents=True)
    for name in ("pip-26.0-py3-none-any.whl", "kano_xl-1-py3-none-any.whl"):
        (folder / "wheels" / name).write_bytes(b"")
    (folder / "requirements.txt").write_bytes(b"")
    (folder / "python" / "sub").mkdir(parents=True)
    for name in ("python.exe", "pythonw.exe", "sub/some.dll"):
        (folder / "python" / name).write_bytes(name.encode())
    (folder / "python" / "python312._pth").write_text(EMBEDDABLE, encoding="ascii")
    return folder


@pytest.fixture
def variables() -> list[Mapping[str, str]]:
    """The environment variables that the programs would be given, where not simply ours."""
    return []


@pytest.fixture
def commands(
    monkeypatch: pytest.MonkeyPatch, variables: list[Mapping[str, str]]
) -> list[list[str]]:
    """The programs that would be run."""
    called: list[list[str]] = []

    def note(
        code: str, place: Path, command: Sequence[str | Path], tick: Any, *given: dict[str, str]
    ) -> None:
        called.append([str(part) for part in command])
        variables.extend(given)

    monkeypatch.setattr(environment, "_run", note)
    monkeypatch.setattr(environment, "settings_kept", lambda pip: COMPANY)
    return called


def refused(versions: Path, source: PackageSource) -> SetupError:
    """The error of an environment that cannot be made."""
    with (
        pytest.raises(SetupError) as told,
        new_environment(versions, "1.2", source, no_tick),
    ):
        pass
    return told.value


def test_a_bundle_for_windows_brings_its_python(
    folder: Path, tmp_path: Path, commands: list[list[str]], variables: list[Mapping[str, str]]
) -> None:
    # On this file system the mark is a file of this name.
    (folder / "python" / "python.exe:Zone.Identifier").write_bytes(b"[ZoneTransfer]\r\nZoneId=3")
    home = tmp_path / "home 王"
    with new_environment(home, "1.2", source_in(folder, "windows"), no_tick) as made:
        assert made == home / "1.2"
        assert interpreter(made) == made / "python.exe"
        files = {name: each for name, each in listing(made).items() if not name.endswith("_pth")}
        marked = "python.exe:Zone.Identifier"
        assert files == {
            name: each
            for name, each in listing(folder / "python").items()
            if not name.endswith("_pth") and name != marked
        }
        paths = (made / "python312._pth").read_text(encoding="ascii").splitlines()
        assert paths == ["python312.zip", ".", "Lib\\site-packages", "import site"]
    assert variables == [alone()]
    (command,) = commands
    pip = folder / "wheels" / "pip-26.0-py3-none-any.whl" / "pip"
    assert command[:6] == [str(made / "python.exe"), "-I", "-X", "utf8", str(pip), "install"]
    assert {"--no-index", "--require-hashes", "--no-deps"} <= set(command)
    assert command[command.index("--only-binary") + 1] == ":all:"
    assert command[command.index("--find-links") + 1] == str(folder / "wheels")
    assert command[command.index("--requirement") + 1] == str(folder / "requirements.txt")


def test_settings_of_the_machine_do_not_reach_the_pip_of_a_bundle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As a company sets them for all users; ProgramData has them on Windows.
    (tmp_path / "pip").mkdir()
    (tmp_path / "pip" / "pip.conf").write_text("[install]\nno-binary = :all:\n", "ascii")
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path))
    program = "import subprocess, sys; sys.exit(bool(subprocess.check_output(sys.argv[1:])))"
    pip = [sys.executable, "-I", "-m", "pip", "--isolated", "config", "list"]
    command = [sys.executable, "-c", program, *pip]
    with pytest.raises(SetupError):
        environment._run("setup_packages", tmp_path, command, no_tick)
    environment._run("setup_packages", tmp_path, command, no_tick, alone())


def test_a_bundle_on_a_mac_uses_the_python_that_runs_and_the_network(
    folder: Path, tmp_path: Path, commands: list[list[str]], variables: list[Mapping[str, str]]
) -> None:
    with new_environment(tmp_path / "home", "1.2", source_in(folder, "mac"), no_tick) as made:
        pass
    making, installing = commands
    assert making == [sys.executable, "-I", "-m", "venv", "--without-pip", str(made)]
    assert installing[0] == str(made / "bin" / "python")
    assert {"--find-links", "--require-hashes", "--no-deps"} <= set(installing)
    assert "--no-index" not in installing
    assert installing[installing.index("--only-binary") + 1] == ":all:"
    # A password in an address is for nobody who lists what runs here.
    assert not any("secret" in part for part in installing)
    assert variables == [alone(COMPANY)]


def test_a_checkout_is_installed_with_its_locked_packages(
    tmp_path: Path, commands: list[list[str]], variables: list[Mapping[str, str]]
) -> None:
    source = source_in(ROOT / "install", "mac")
    with new_environment(tmp_path / "home", "1.2", source, no_tick):
        pass
    _, packages, checkout = commands
    assert "--require-hashes" in packages
    locked = {str(ROOT / "install" / "locked" / name) for name in ("run.txt", "build.txt")}
    assert locked <= set(packages)
    assert checkout[-3:] == ["--no-deps", "--no-build-isolation", str(ROOT)]
    for command in (packages, checkout):
        assert command[command.index("--only-binary") + 1] == ":all:"
    assert variables == [alone(COMPANY)] * 2


@pytest.mark.parametrize(
    "missing",
    ["requirements.txt", "wheels/pip-26.0-py3-none-any.whl", "python/python.exe"],
)
def test_an_incomplete_bundle_is_told_by_what_it_lacks(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(SetupError) as told:
        source_in(folder, "windows")
    assert told.value.code == "setup_incomplete"
    assert Path(missing).name.partition("-")[0] in str(told.value)


def test_an_installer_without_anything_beside_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"“run\.txt” is missing"):
        source_in(tmp_path, "windows")


def test_a_name_that_is_taken_is_left_alone(
    folder: Path, tmp_path: Path, commands: list[list[str]]
) -> None:
    for name in ("1.2", "1.2-2"):
        (tmp_path / "home" / name).mkdir(parents=True)
    with new_environment(tmp_path / "home", "1.2", source_in(folder, "mac"), no_tick) as made:
        assert made.name == "1.2-3"
    assert [path.name for path in environments(tmp_path / "home")] == ["1.2", "1.2-2", "1.2-3"]


def test_environments_are_folders(tmp_path: Path) -> None:
    (tmp_path / "1.2").mkdir()
    (tmp_path / ".DS_Store").write_bytes(b"Finder")
    assert environments(tmp_path) == [tmp_path / "1.2"]
    assert environments(tmp_path / "no such") == []


def test_a_full_disk_while_python_is_copied(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    before = listing(tmp_path)
    real = shutil.copyfile

    def full(source: Path, target: Path) -> None:
        if source.name == "pythonw.exe":
            target.write_bytes(b"ha")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        real(source, target)

    monkeypatch.setattr(shutil, "copyfile", full)
    assert refused(tmp_path / "home", source_in(folder, "windows")).code == "setup_disk_full"
    assert listing(tmp_path) == before


def test_a_file_stands_where_the_folder_should_be(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"mine")
    before = listing(tmp_path)
    assert refused(tmp_path / "home", source_in(folder, "mac")).code == "setup_folder_is_file"
    assert listing(tmp_path) == before


def test_ctrl_c_while_packages_are_installed(tmp_path: Path) -> None:
    program = "import pathlib, sys, time; pathlib.Path(sys.argv[1], 'half').write_text('')"
    program += "; print('begun', flush=True); time.sleep(600)"
    home = tmp_path / "home"
    home.mkdir()

    def interrupt() -> None:
        assert (home / "1.2" / "half").exists()
        raise KeyboardInterrupt

    def fill(made: Path, source: PackageSource, tick: Any) -> None:
        environment._run("setup_packages", made, [sys.executable, "-c", program, made], tick)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(environment, "_fill", fill)
        with (
            pytest.raises(KeyboardInterrupt),
            new_environment(home, "1.2", PackageSource(()), interrupt),
        ):
            pass
    assert listing(home) == {}


def test_the_python_of_the_microsoft_store_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.12"
    monkeypatch.setattr(sys, "base_prefix", place)
    assert refused(tmp_path / "home", source_in(folder, "mac")).code == "setup_store_python"
    assert not (tmp_path / "home").exists()


def test_an_environment_in_use_is_left_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "1.2").mkdir()
    (tmp_path / "1.2" / "python.dll").write_bytes(b"in use")
    (tmp_path / "1.2" / "other.dll").write_bytes(b"")
    real = os.unlink

    def held(path: Any, **more: Any) -> None:
        if os.fspath(path).endswith("python.dll"):
            raise PermissionError(errno.EACCES, "in use")
        real(path, **more)

    monkeypatch.setattr(os, "unlink", held)
    assert not delete_environment(tmp_path / "1.2")
    assert [path.name for path in (tmp_path / "1.2").iterdir()] == ["python.dll"]
    monkeypatch.undo()
    assert delete_environment(tmp_path / "1.2")
