"""The whole installation as a user of a Mac sees it, and what is left when it fails."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

import kano_xl
from kano_xl.addin.installed import PYTHON, VERSION
from kano_xl.addin.mac_script import mac_script
from kano_xl.errors import SetupError
from kano_xl.languages import LANGUAGES, text
from kano_xl.setup import installation
from kano_xl.setup.environment import source_in
from kano_xl.setup.installation import install
from kano_xl.setup.noted import read_noted
from kano_xl.setup.user import User, mac_user, windows_user
from setup.bundles import ROOT, mac_python, make_bundle, requirements, stand_in_pip
from setup.fake_registry import FakeRegistry
from setup.homes import Home, listing, mac_home, older

VERSION_NOW = kano_xl.__version__


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle in a folder named as people name theirs."""
    return make_bundle(tmp_path_factory.mktemp("made") / "我的 下载 & more (1)" / "kano_xl")


@pytest.fixture
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> User:
    """A user of a Mac who has used Excel, and has no network."""
    user = mac_home(tmp_path / "小明 王").user
    monkeypatch.setenv("HOME", str(tmp_path / "小明 王"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    # pip asks a Rust compiler for its version, and that one makes a folder in the home.
    monkeypatch.setenv("RUSTUP_HOME", str(tmp_path / "rustup"))
    return user


@pytest.fixture
def broken(bundle: Path, tmp_path: Path) -> Path:
    """A copy of the bundle for a test to break; the large files are shared."""
    copy = tmp_path / "broken bundle"
    (copy / "wheels").mkdir(parents=True)
    shutil.copy(bundle / "requirements.txt", copy)
    for path in (bundle / "wheels").iterdir():
        os.link(path, copy / "wheels" / path.name)
    return copy


def run(command: list[str | Path], **changed: str) -> tuple[int, str]:
    """A program's exit code and all that it told, without anybody to ask."""
    done = subprocess.run(
        [str(part) for part in command],
        env=os.environ | changed,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.returncode, done.stdout.decode()


def told_in_order(output: str, language: str) -> bool:
    """Whether every step was told in a language, one after the other."""
    steps = [text(language, f"setup.step.{step}") for step in installation._STEPS]
    lines = [f"[{number}/6] {step}" for number, step in enumerate(steps, 1)]
    return [line for line in output.splitlines() if line in lines] == lines


def test_install_upgrade_and_uninstall_by_what_a_user_opens(
    bundle: Path, user: User, tmp_path: Path
) -> None:
    # Of several Pythons the first has no venv; it must be passed over.
    pythons = tmp_path / "pythons"
    pythons.mkdir()
    (pythons / "python3.14").write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    (pythons / "python3.14").chmod(0o755)
    path = f"{pythons}:{mac_python(tmp_path / 'mac').parent}:{os.environ['PATH']}"
    home = tmp_path / "小明 王"
    before = listing(home)
    assert user.addin is not None

    code, output = run(["bash", bundle / "install.command"], PATH=path, LANG="zh_CN.UTF-8")
    assert code == 0, output
    assert told_in_order(output, "zh-Hans"), output
    first = user.versions / VERSION_NOW
    assert read_noted(user)[PYTHON] == str(first / "bin" / "python")
    assert user.addin.is_file()
    assert user.script is not None
    assert user.script.read_bytes() == mac_script(first / "bin" / "python", user.log)
    assert (user.home / "doctor.command").is_file()

    (user.versions / "0.0.9" / "lib").mkdir(parents=True)
    (user.home / "mine").write_bytes(b"mine")
    code, output = run(["bash", bundle / "install.command"], PATH=path, LANG="en_GB.UTF-8")
    assert code == 0, output
    assert told_in_order(output, "en"), output
    second = user.versions / f"{VERSION_NOW}-2"
    assert read_noted(user)[PYTHON] == str(second / "bin" / "python")
    assert read_noted(user)[VERSION] == VERSION_NOW
    assert user.script.read_bytes() == mac_script(second / "bin" / "python", user.log)
    names = {path.name for path in user.home.iterdir()}
    assert names == {"versions", "mine", "doctor.command", "uninstall.command"}
    assert list(user.versions.iterdir()) == [second]

    code, output = run(["bash", user.home / "doctor.command", "--json"], PATH=path)
    assert f'"kano_xl": "{VERSION_NOW}"' in output
    code, output = run(["bash", user.home / "uninstall.command"], PATH=path)
    assert code == 0, output
    mine = user.home / "mine"
    ours = {mine.relative_to(home).as_posix(), mine.parent.relative_to(home).as_posix()}
    after = listing(home)
    assert {name: after[name] for name in after if name not in ours} == before
    assert mine.read_bytes() == b"mine"


def wrong_hash(bundle: Path) -> None:
    """What comes from elsewhere is not what was locked."""
    listed = requirements(bundle / "wheels")
    (bundle / "requirements.txt").write_text(listed.replace("sha256:", "sha256:0000")[:-5])


def damaged_package(bundle: Path) -> None:
    """A download that was changed on its way."""
    (path,) = (bundle / "wheels").glob("xlsxwriter-*.whl")
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content[:-100] + bytes(100))


def full_disk(bundle: Path) -> None:
    """The disk gets full while the packages are unpacked."""
    words = "print('OSError: [Errno 28] No space left on device'); raise SystemExit(2)"
    half = "import sys; open(sys.prefix + '/half', 'w').close()\n"
    stand_in_pip(bundle / "wheels", half + words)


def no_packages(bundle: Path) -> None:
    """All seems to be well, but what was installed cannot answer."""
    stand_in_pip(bundle / "wheels", "")


def dead_python(bundle: Path) -> None:
    """Security software takes the new Python away, or keeps it from running."""
    words = "import os, sys\nif 'install' in sys.argv:\n os.unlink(sys.executable)"
    words += "; open(sys.executable, 'w').close()"
    stand_in_pip(bundle / "wheels", words)


@pytest.mark.parametrize(
    ("break_it", "code", "shown"),
    [
        (wrong_hash, "setup_packages_online", "hash"),
        (damaged_package, "setup_packages_online", "xlsxwriter"),
        (full_disk, "setup_disk_full", "No space left"),
        (no_packages, "setup_not_proven", ""),
        (dead_python, "setup_not_proven", ""),
    ],
)
@pytest.mark.parametrize("former", ["nothing", "older"])
def test_a_failure_leaves_everything_as_it_was(
    broken: Path,
    user: User,
    tmp_path: Path,
    former: str,
    break_it: Callable[[Path], None],
    code: str,
    shown: str,
) -> None:
    home = mac_home_with(former, tmp_path)
    before = listing(home)
    break_it(broken)
    with pytest.raises(SetupError) as told:
        install(user, source_in(broken, "mac"), "en")
    assert told.value.code == code
    assert shown.lower() in str(told.value.values.get("output", "")).lower()
    assert listing(home) == before


def mac_home_with(former: str, tmp_path: Path) -> Path:
    """The home folder, with an older version in it or without."""
    folder = tmp_path / "小明 王"
    if former == "older":
        user = mac_user(folder)
        older(Home(folder, user))
        (user.versions / VERSION_NOW / "bin").mkdir(parents=True)
        (user.versions / VERSION_NOW / "bin" / "python").write_bytes(b"older")
    return folder


def test_an_addin_that_cannot_be_put_in_place(bundle: Path, user: User, tmp_path: Path) -> None:
    assert user.addin is not None
    user.addin.mkdir(parents=True)
    before = listing(tmp_path / "小明 王")
    mac = mac_python(tmp_path / "mac")
    code, output = run([mac, "-I", "-X", "utf8", bundle / "install.py", "--language=en"])
    assert code == 2
    assert text("en", "problems.setup_is_folder") in output
    assert text("en", "problems.setup_addin_failed") in output
    assert listing(tmp_path / "小明 王") == before


@pytest.mark.usefixtures("excel_open")
def test_excel_has_to_be_closed(bundle: Path, user: User, tmp_path: Path) -> None:
    before = listing(tmp_path / "小明 王")
    with pytest.raises(SetupError) as told:
        install(user, source_in(bundle, "mac"), "en")
    assert told.value.code == "setup_excel_runs"
    assert listing(tmp_path / "小明 王") == before


def test_the_installer_needs_the_standard_library_alone(bundle: Path) -> None:
    code, output = run([sys.executable, "-I", "-S", bundle / "install.py", "--language", "zh-Hans"])
    assert code == 2  # for Linux has no Excel
    assert text("zh-Hans", "problems.setup_no_excel") in output


@pytest.mark.parametrize("wrong", [["--langage", "en"], ["--language"], ["--language=fr"], ["x"]])
def test_a_wrong_call_tells_the_right_one(
    wrong: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert installation.main([*wrong, "/quiet"], tmp_path) == 2
    listed = "|".join(LANGUAGES)
    usage = {text(language, "setup.usage", languages=listed) for language in LANGUAGES}
    assert capsys.readouterr().out.strip() in usage


def test_a_second_window_has_to_wait(bundle: Path, temporary_files: Path) -> None:
    command = [sys.executable, "-I", bundle / "install.py", "--language", "en"]
    with (temporary_files / "kano_xl-installation.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        code, output = run(command)
    assert code == 2
    assert text("en", "problems.setup_runs_twice") in output
    _, output = run(command)
    assert text("en", "problems.setup_runs_twice") not in output
    assert not list(temporary_files.iterdir())


def test_what_a_link_of_the_locks_name_leads_to_is_kept(
    bundle: Path, temporary_files: Path, tmp_path: Path
) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    (temporary_files / "kano_xl-installation.lock").symlink_to(tmp_path / "mine")
    run([sys.executable, "-I", bundle / "install.py"])
    assert (tmp_path / "mine").read_bytes() == b"mine"


def test_without_a_temporary_folder_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def none() -> str:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    assert installation.main(["--language", "en"], tmp_path) == 2
    assert capsys.readouterr().out.startswith("✗ TEMP: ")


def test_it_is_not_installed_for_windows_itself(tmp_path: Path) -> None:
    local = tmp_path / "system32" / "config" / "SystemProfile" / "AppData" / "Local"
    user = windows_user({"LOCALAPPDATA": str(local)}, FakeRegistry())
    with pytest.raises(SetupError) as told:
        install(user, source_in(ROOT / "install", "mac"), "en")
    assert told.value.code == "setup_nobody"
    assert not list(tmp_path.iterdir())


def test_ctrl_c_reaches_the_addin_and_then_us(
    broken: Path, user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = listing(tmp_path / "小明 王")
    stand_in_pip(broken / "wheels", "")
    monkeypatch.setattr(installation, "run_to_end", lambda command: 130)
    monkeypatch.setattr(installation, "_prove", lambda *trial: None)
    with pytest.raises(KeyboardInterrupt):
        install(user, source_in(broken, "mac"), "en")
    assert listing(tmp_path / "小明 王") == before


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("doctor", "told"), [(0, "done"), (2, "done_but")])
def test_what_is_left_to_do_is_told(
    broken: Path,
    user: User,
    language: str,
    doctor: int,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (user.versions / "0.0.9").mkdir(parents=True)
    stand_in_pip(broken / "wheels", "")
    codes = iter([0, doctor])
    commands: list[list[str]] = []

    def end(command: list[str | Path]) -> int:
        commands.append([str(part) for part in command])
        return next(codes)

    monkeypatch.setattr(installation, "run_to_end", end)
    monkeypatch.setattr(installation, "_prove", lambda *trial: None)
    monkeypatch.setattr(installation, "delete_environment", lambda folder: False)
    install(user, source_in(broken, "mac"), language)
    output = capsys.readouterr().out
    python = str(user.versions / VERSION_NOW / "bin" / "python")
    assert [command[0] for command in commands] == [python, python]
    assert all(command[-2:] == ["--language", language] for command in commands)
    kept = text(language, "setup.former_kept", path=str(user.versions / "0.0.9"))
    uninstall = str(user.home / "uninstall.command")
    last = text(language, "setup.next", uninstall=uninstall)
    assert f"{kept}\n" in output
    assert output.endswith(f"\n{text(language, f'setup.{told}')}\n{last}\n")
