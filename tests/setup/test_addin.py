from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from command import kano
from kano_xl import __version__
from kano_xl.addin.installed import LOG, PYTHON, VERSION
from kano_xl.addin.mac_script import mac_script
from kano_xl.errors import SetupError
from kano_xl.excel import remembered
from kano_xl.excel.actions.starting import new_survey
from kano_xl.languages import LANGUAGES, text
from kano_xl.setup.addin import APPS_KEY
from kano_xl.setup.noted import KEY, read_noted
from kano_xl.setup.user import User
from kano_xl.writers.open_workbook.copying import exchange_file
from setup.failing import failing, small_disk
from setup.fake_registry import FakeRegistry
from setup.homes import LIBRARIES, Content, Home, listing, mac_home, older, use_python, windows_home

HOMES: dict[str, tuple[Callable[[Path], Home], str, str]] = {
    "windows, installer's": (windows_home, "home/versions/0.1.0", "."),
    "windows, venv": (windows_home, "own", "Scripts"),
    "mac, installer's": (mac_home, "home/versions/0.1.0", "bin"),
    "mac, venv": (mac_home, "own", "bin"),
}


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A user, and a Python that is the installer's or the user's own."""
    make, place, below = HOMES[request.param]
    home = make(tmp_path / "user 王")
    python = home.folder / "own" if place == "own" else home.user.versions / "0.1.0"
    use_python(python, monkeypatch, below=below)
    return home


@pytest.fixture
def windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A user of Windows with a Python of the installer."""
    home = windows_home(tmp_path / "user 王")
    use_python(home.user.versions / "0.1.0", monkeypatch, below=".")
    return home


def new_files(home: Home, before: Content) -> set[str]:
    return {
        name
        for name, content in listing(home.folder).items()
        if content is not None and before.get(name) != content
    }


def test_what_is_put_on_windows(windows: Home, built: bytes) -> None:
    files = listing(windows.folder)
    windows.install()
    addin = "Roaming 王/Microsoft/Excel/XLSTART/kano_xl.xlam"
    scripts = {"Local/kano_xl/uninstall.cmd", "Local/kano_xl/doctor.cmd"}
    assert new_files(windows, files) == {addin, *scripts}
    assert listing(windows.folder)[addin] == built
    registry = windows.user.registry
    assert registry is not None
    environment = windows.user.versions / "0.1.0"
    assert read_noted(windows.user) == {
        PYTHON: str(environment / "pythonw.exe"),
        VERSION: __version__,
        LOG: str(windows.user.home / "kano_xl.log"),
    }
    changed = {key for key in registry.listing() if "kano_xl" in key}
    assert changed == {KEY.rpartition("\\")[0], KEY, APPS_KEY}
    entry = registry.values(APPS_KEY)
    assert entry is not None
    script = windows.user.home / "uninstall.cmd"
    assert entry["UninstallString"] == f'cmd.exe /d /c ""{script}""'
    assert entry["QuietUninstallString"] == f'cmd.exe /d /c ""{script}" /quiet"'
    assert entry["DisplayVersion"] == __version__
    assert entry["InstallLocation"] == str(windows.user.home)
    assert entry["EstimatedSize"] == 1024
    assert (entry["NoModify"], entry["NoRepair"]) == (1, 1)


def test_what_is_put_on_a_mac(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: bytes
) -> None:
    home = mac_home(tmp_path / "user 王")
    use_python(home.user.versions / "0.1.0-2", monkeypatch, below="bin")
    files = listing(home.folder)
    home.install()
    assert home.user.addin is not None
    assert home.user.script is not None
    assert home.user.settings is not None
    assert home.user.addin.read_bytes() == built
    python = home.user.versions / "0.1.0-2" / "bin" / "python"
    assert home.user.script.read_bytes() == mac_script(python, home.user.log)
    places = (home.user.addin, home.user.script, home.user.settings)
    support = "Library/Application Support/kano_xl"
    assert new_files(home, files) == {
        *(path.relative_to(home.folder).as_posix() for path in places),
        f"{support}/uninstall.command",
        f"{support}/doctor.command",
    }
    assert home.user.log.parent.is_dir()
    noted = read_noted(home.user)
    assert noted[PYTHON] == str(home.user.versions / "0.1.0-2" / "bin" / "python")
    assert noted[LOG] == str(home.user.log)


def test_the_scripts_name_the_environment(home: Home) -> None:
    home.install()
    scripts = [path for path in home.user.home.glob("*.c*") if path.is_file()]
    is_own = "own" in sys.prefix
    assert len(scripts) == (0 if is_own else 2)
    for script in scripts:
        content = script.read_bytes()
        assert b"0.1.0" in content
        assert b"{environment}" not in content


def test_the_add_in_can_be_read_alone_so_that_a_second_excel_does_not_ask(home: Home) -> None:
    assert home.user.addin is not None
    home.install()
    assert home.user.addin.stat().st_mode & 0o777 == 0o444
    home.install()
    assert home.user.addin.stat().st_mode & 0o777 == 0o444
    home.uninstall()
    assert not home.user.addin.exists()


def test_twice_is_as_once(home: Home) -> None:
    home.install()
    once = home.all()
    home.install()
    assert home.all() == once


def test_nothing_is_left(home: Home) -> None:
    before = home.all()
    home.install()
    logs = [log for log in (home.user.log, home.user.excel_log) if log is not None]
    assert [place for step, place in home.lines if step == "addin_log"] == list(map(str, logs))
    for log in logs:
        log.write_text("kano_xl starts", encoding="utf-8")
    home.user.log.with_name(remembered.FILE).write_text("undo\n", encoding="utf-8")
    home.user.log.with_name("kano_xl-self-test-2026-11-27.txt").write_text("", encoding="utf-8")
    home.lines.clear()
    home.uninstall()
    files, keys = home.all()
    # A Python cannot delete itself; these scripts do, and they are running now.
    left = {"uninstall.cmd", "doctor.cmd", "uninstall.command", "doctor.command"}
    rest = {name: each for name, each in files.items() if name.rpartition("/")[2] not in left}
    assert (rest, keys) == before
    assert ("addin_removed", str(home.user.addin)) in home.lines
    assert {("addin_removed", str(log)) for log in logs} <= set(home.lines)
    assert home.lines[-1] == ("addin_gone", "")
    home.lines.clear()
    home.uninstall()
    assert home.lines == [("addin_nothing", "")]


@pytest.mark.parametrize("make", [windows_home, mac_home])
def test_nothing_is_left_where_excel_was_never_started(
    make: Callable[[Path], Home], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = make(tmp_path / "user")
    shutil.rmtree(home.folder)
    use_python(home.folder / "own", monkeypatch, below="Scripts")
    before = home.all()
    home.install()
    home.install()
    home.uninstall()
    assert home.all() == before


def test_a_folder_that_others_use_by_now_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = windows_home(tmp_path / "user")
    shutil.rmtree(home.folder)
    use_python(home.folder / "own", monkeypatch, below="Scripts")
    assert home.user.addin is not None
    home.install()
    theirs = home.user.addin.with_name("theirs.xlam")
    theirs.write_bytes(b"theirs")
    home.uninstall()
    assert theirs.read_bytes() == b"theirs"
    assert not home.user.home.exists()


def test_an_older_version_is_replaced(home: Home) -> None:
    older(home)
    home.install()
    files, keys = home.all()
    is_own = "own" in sys.prefix
    remover = {"uninstall.cmd", "doctor.cmd", "uninstall.command", "doctor.command"}
    kept = {name.rpartition("/")[2] for name, each in files.items() if each == b"older"}
    # What removes the installer's Python stays for it, when another Python takes over.
    assert kept - remover == {"kano_xl.log"}
    assert bool(kept & remover) is is_own
    noted = read_noted(home.user)
    assert noted[VERSION] == __version__
    assert "Gone" not in noted
    if not is_own and keys:
        assert keys[APPS_KEY]["DisplayVersion"] == __version__
        assert "Gone" not in keys[APPS_KEY]


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("kind", [OSError, KeyboardInterrupt])
@pytest.mark.parametrize("prepare", [lambda home: None, older], ids=["new", "older"])
@pytest.mark.parametrize("act", [Home.install, Home.uninstall])
def test_whatever_fails_all_is_as_before(
    home: Home,
    act: Callable[[Home], None],
    prepare: Callable[[Home], None],
    kind: type[BaseException],
) -> None:
    prepare(home)
    before = home.all()
    for step in range(1000):
        with failing(home.folder, step, kind(errno.EIO, "trouble")) as done:
            try:
                act(home)
                break
            except (SetupError, KeyboardInterrupt):
                pass
        assert home.all() == before, f"after {done[step]}, step {step}"
        assert home.lines == []


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("prepare", [lambda home: None, older], ids=["new", "older"])
def test_a_full_disk(home: Home, prepare: Callable[[Home], None], built: bytes) -> None:
    prepare(home)
    before = home.all()
    used = sum(len(each) for each in before[0].values() if each is not None)
    rooms = (0, 1, 1000, 2000, 3000, 5000, len(built) - 1)
    for room in rooms:
        with small_disk(home.folder, used + room), pytest.raises(SetupError) as told:
            home.install()
        assert told.value.code == "setup_disk_full"
        assert home.all() == before, f"room for {room} bytes"
    with small_disk(home.folder, used + len(built) + 50_000):
        home.install()


@pytest.mark.parametrize(
    ("place", "code"), [("addin", "setup_is_folder"), ("home", "setup_folder_is_file")]
)
def test_something_else_of_that_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, code: str
) -> None:
    home = windows_home(tmp_path / "user")
    use_python(tmp_path / "own", monkeypatch, below="Scripts")
    assert home.user.addin is not None
    if place == "addin":
        (home.user.addin / "theirs").mkdir(parents=True)
    else:
        home.user.home.write_bytes(b"theirs")
    before = home.all()
    with pytest.raises(SetupError) as told:
        home.install()
    assert (told.value.code, told.value.place.file) == (code, str(getattr(home.user, place)))
    assert home.all() == before


def test_no_room_for_temporary_files(
    home: Home, temporary_files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(sources: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("kano_xl.addin.build.vba_project", full)
    assert refused(home, "setup_disk_full").place.file == str(temporary_files)


@pytest.mark.usefixtures("quickly")
@pytest.mark.parametrize("act", [Home.install, Home.uninstall])
def test_excel_never_finds_another_file_of_ours(
    windows: Home, act: Callable[[Home], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Excel opens whatever lies beside the add-in, even while it is put back."""
    older(windows)
    assert windows.user.addin is not None
    start = windows.user.addin.parent
    seen: set[str] = set()
    real = os.replace

    def watched(source: Path, target: Path) -> None:
        seen.update(listing(start))
        real(source, target)

    monkeypatch.setattr(os, "replace", watched)
    monkeypatch.setattr(FakeRegistry, "write", refuse)
    monkeypatch.setattr(FakeRegistry, "delete", refuse)
    with pytest.raises(SetupError):
        act(windows)
    assert windows.user.addin.read_bytes() == b"older"
    assert "PERSONAL.XLSB" in seen <= {"PERSONAL.XLSB", "kano_xl.xlam"}


def refuse(*arguments: object) -> None:
    raise PermissionError(errno.EACCES, "denied")


def test_another_user_is_left_alone(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = windows_home(tmp_path / "other")
    use_python(tmp_path / "theirs", monkeypatch, below="Scripts")
    other.install()
    theirs = other.all()
    home.install()
    home.uninstall()
    assert other.all() == theirs


def test_the_mark_of_the_web_is_taken_off_the_add_in_alone(windows: Home) -> None:
    assert windows.user.addin is not None
    streams = [
        windows.user.addin.with_name(f"{name}:Zone.Identifier")
        for name in ("kano_xl.xlam", "PERSONAL.XLSB")
    ]
    for stream in streams:
        stream.write_bytes(b"[ZoneTransfer]\r\nZoneId=3\r\n")
    windows.install()
    assert [stream.exists() for stream in streams] == [False, True]


def test_another_python_leaves_the_installers_and_says_so(
    windows: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows.install()
    windows.lines.clear()
    use_python(tmp_path / "own", monkeypatch, below="Scripts")
    windows.uninstall()
    assert windows.user.registry is not None
    assert windows.user.registry.values(APPS_KEY) is not None
    assert windows.user.registry.values(KEY) is None
    assert (windows.user.versions / "0.1.0" / "python.exe").exists()
    remover = str(windows.user.home / "uninstall.cmd")
    assert windows.lines[-1] == ("addin_python_left", remover)


def test_a_folder_with_something_else_in_it_stays_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = windows_home(tmp_path / "user")
    use_python(tmp_path / "own", monkeypatch, below="Scripts")
    home.install()
    (home.user.home / "notes.txt").write_bytes(b"mine")
    home.uninstall()
    assert (home.user.home / "notes.txt").read_bytes() == b"mine"
    assert home.lines[-1] == ("addin_folder_left", str(home.user.home))


def test_temporary_files_of_ours_go(home: Home, temporary_files: Path) -> None:
    survey = Path(new_survey(None, (), "en").path)
    assert survey.parent.parent == temporary_files
    (survey.parent / "~$Kano.xlsx").write_bytes(b"Excel's")
    (survey.parent / "Kano 2.xlsx").write_bytes(b"as the Mac calls a second one")
    with exchange_file() as exchanged:
        pass
    exchanged.write_bytes(b"ours")
    (temporary_files / "kano_xl-empty").mkdir()
    theirs = [
        temporary_files / "kano_xl-report.xlsx",
        temporary_files / "kano_xl-mine" / "Kano.xlsx",
        temporary_files / "kano_xl-mine" / "survey.csv",
        temporary_files / "other" / "Kano.xlsx",
    ]
    for path in theirs:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"mine")
    (temporary_files / "kano_xl-link").symlink_to(temporary_files / "other")
    home.install()
    home.uninstall()
    removed = {path for step, path in home.lines if step == "addin_removed"}
    assert {str(survey.parent), str(exchanged)} <= removed
    assert sorted(listing(temporary_files)) == [
        "kano_xl-link",
        "kano_xl-mine",
        "kano_xl-mine/Kano.xlsx",
        "kano_xl-mine/survey.csv",
        "kano_xl-report.xlsx",
        "other",
        "other/Kano.xlsx",
    ]


def test_excels_own_temporary_folder_on_a_mac(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = mac_home(tmp_path / "user")
    use_python(tmp_path / "own", monkeypatch, below="bin")
    inside = home.folder / "Library/Containers/com.microsoft.Excel/Data/tmp/kano_xl-abc"
    inside.mkdir(parents=True)
    (inside / "Kano.xlsx").write_bytes(b"ours")
    home.uninstall()
    assert not inside.exists()
    assert inside.parent.exists()


@pytest.mark.parametrize(
    "python",
    [
        r"C:\Users\li\AppData\Local\Microsoft\WindowsApps\python.exe",
        r"C:\Program Files\WindowsApps\PythonSoftwareFoundation.Python.3.12_qbz5n2kfra8p0",
    ],
)
@pytest.mark.parametrize("name", ["executable", "base_prefix"])
def test_the_python_of_the_store_does_not_do(
    windows: Home, monkeypatch: pytest.MonkeyPatch, python: str, name: str
) -> None:
    monkeypatch.setattr(sys, name, python)
    refused(windows, "setup_store_python")


def test_an_account_of_windows_itself_gets_no_add_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = windows_home(tmp_path / "config" / "systemprofile")
    use_python(tmp_path / "own", monkeypatch, below="")
    before = home.all()
    with pytest.raises(SetupError) as told:
        home.install()
    assert told.value.code == "setup_nobody"
    assert home.all() == before


def test_python_needs_a_program_without_a_window(windows: Home) -> None:
    path = Path(sys.executable).with_name("pythonw.exe")
    path.unlink()
    assert refused(windows, "setup_no_pythonw").place.file == str(path)


@pytest.mark.parametrize("name", LIBRARIES)
def test_the_library_has_to_be_beside_python(windows: Home, name: str) -> None:
    path = Path(sys.prefix, name)
    path.unlink()
    assert refused(windows, "setup_no_library").place.file == str(path)


def test_there_is_no_excel_for_this_system(tmp_path: Path) -> None:
    home = Home(tmp_path, User("other", tmp_path / "home", tmp_path / "home" / "kano_xl.log"))
    refused(home, "setup_no_excel")
    with pytest.raises(SetupError):
        home.uninstall()


def refused(home: Home, code: str) -> SetupError:
    before = home.all()
    with pytest.raises(SetupError) as told:
        home.install()
    assert told.value.code == code
    assert home.all() == before
    return told.value


@pytest.fixture
def commanded(windows: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """The user whom the command line finds."""
    monkeypatch.setattr("kano_xl.setup.user.this_user", lambda: windows.user)
    return windows


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_line_installs_and_removes(commanded: Home, language: str) -> None:
    before = commanded.all()
    outcome = kano("addin", "install", "--language", language)
    assert (outcome.code, outcome.out) == (0, "")
    assert str(commanded.user.addin) in outcome.err
    assert outcome.err.splitlines()[-1] == text(language, "terminal.addin_ready")
    outcome = kano("addin", "uninstall", "--language", language)
    assert outcome.code == 0
    assert outcome.err.splitlines()[-1] == text(language, "terminal.addin_gone")
    (commanded.user.home / "uninstall.cmd").unlink()
    (commanded.user.home / "doctor.cmd").unlink()
    assert commanded.all() == before
    outcome = kano("addin", "uninstall", "--language", language)
    assert outcome.err.strip() == text(language, "terminal.addin_nothing")
