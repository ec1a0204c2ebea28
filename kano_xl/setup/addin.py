"""Puts the add-in where this user's Excel loads it, and takes it away again.

Runs in the Python that Excel is to use from then on.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from kano_xl import __version__
from kano_xl.addin.build import addin_file
from kano_xl.addin.installed import LOG, PYTHON, VERSION
from kano_xl.addin.mac_script import mac_script
from kano_xl.errors import Place, SetupError
from kano_xl.excel.actions.starting import NEW_FILE, TEMPORARY
from kano_xl.excel.remembered import FILE as REMEMBERED
from kano_xl.excel.self_test.telling import FILES as SELF_TESTS
from kano_xl.setup.changes import Changes, explained
from kano_xl.setup.mark import remove_mark
from kano_xl.setup.noted import FOLDERS, KEY, read_noted, write_noted
from kano_xl.setup.python import check_not_from_store, library
from kano_xl.setup.running import excel_runs
from kano_xl.setup.user import User, check_person

Told = Callable[[str, str], None]
"""Takes what was done, a key ``addin_…`` of the catalogue ``terminal``, and its place."""

APPS_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\kano_xl"
"""Where Windows finds what it lists among this user's installed apps."""

REMOVER = {"windows": "uninstall.cmd", "mac": "uninstall.command"}
"""What removes a Python that the installer brought, in the user's `User.home`."""

_DOCTOR = {"windows": "doctor.cmd", "mac": "doctor.command"}

_TEMPLATE = Path(NEW_FILE)
_IN_TEMPORARY = re.compile(rf"(?:~\$)?{_TEMPLATE.stem}(?: \d+)?{re.escape(_TEMPLATE.suffix)}")
"""What is in a temporary folder of kano_xl: a template, and Excel's sign that it has it open."""

_EXCHANGE = re.compile(re.escape(TEMPORARY) + r"[0-9a-f]{32}\.xlsx")
"""The names of the workbooks from which sheets are copied, left where Excel broke off."""


def install_addin(user: User, told: Told) -> None:
    """Install the add-in for a user, over whatever version is there, or change nothing.

    If this Python is one that the installer brought, it also gets the means to remove it.

    Raises:
        SetupError: no Excel on this system or for this account, Excel runs, this Python does
            not serve Excel, or a place cannot be written to; all is as it was before.
    """
    check_person(user)
    addin = _place_of(user)
    python = _python_for_excel(user)
    content = _built()
    with Changes(user.registry) as changes:
        changes.make_folder(user.log.parent)
        if user.script is not None:
            changes.write_file(user.script, mac_script(python, user.log))
        environment = own_environment(user)
        if environment is not None:
            _make_removable(user, environment, changes)
        changes.write_file(addin, content, made_in=_made_in(addin))
        with explained(addin):
            remove_mark(addin)
        # A second Excel would ask whether to open a copy of what the first one has open to write.
        changes.close_to_changes(addin)
        _note(user, {PYTHON: str(python), VERSION: __version__, LOG: str(user.log)}, changes)
    told("addin_put", str(addin))
    if user.script is not None:
        told("addin_script", str(user.script))
    told("addin_python", str(python))
    for log in filter(None, (user.log, user.excel_log)):
        told("addin_log", str(log))
    told("addin_ready", "")


def uninstall_addin(user: User, told: Told) -> None:
    """Remove all that `install_addin` put in place and what Excel made by its means.

    A Python that the installer brought stays: it may be the one that runs this. What removes
    it, and Windows' entry for that, stays as long as another Python has done this.

    Raises:
        SetupError: no Excel on this system, Excel runs, or something cannot be removed; all
            is as it was before.
    """
    addin = _place_of(user)
    remembered = user.log.with_name(REMEMBERED)
    tested = sorted(user.log.parent.glob(SELF_TESTS))
    files = [user.script, user.log, user.excel_log, remembered, *tested, user.settings]
    remover = user.home / REMOVER[user.system]
    is_left = remover.is_file() and own_environment(user) is None
    folders = _folders_of_ours(user)
    with Changes(user.registry) as changes:
        removed = [str(addin)] if changes.remove_file(addin, made_in=_made_in(addin)) else []
        removed += [str(file) for file in files if file and changes.remove_file(file)]
        keys = [] if user.registry is None else [KEY] if is_left else [KEY, APPS_KEY]
        removed += [key for key in keys if changes.delete_key(key)]
        for folder in folders:
            changes.remove_folder(folder)
    removed += [str(path) for path in sorted(_temporary(user)) if _cleared(path)]
    for place in removed:
        told("addin_removed", place)
    told("addin_gone" if removed else "addin_nothing", "")
    if is_left:
        told("addin_python_left", str(remover))
    elif own_environment(user) is None and user.home.is_dir():
        told("addin_folder_left", str(user.home))


def own_environment(user: User) -> Path | None:
    """The folder of the Python that runs this, if the installer made it for this user."""
    prefix, versions = Path(sys.prefix).resolve(), user.versions.resolve()
    return prefix if prefix.parent == versions else None


def _place_of(user: User) -> Path:
    """The add-in's place, for a user whose Excel lets it change."""
    if user.addin is None:
        raise SetupError("setup_no_excel")
    if excel_runs(user):
        raise SetupError("setup_excel_runs")
    return user.addin


def _built() -> bytes:
    """The add-in for the xlwings that is installed here."""
    with explained("TEMP"):
        folder = tempfile.gettempdir()
    # Its VBA project is put together in a temporary file.
    with explained(folder):
        return addin_file()


def _made_in(addin: Path) -> Path:
    """Where the add-in lies until it is written: Excel opens whatever is in its own folder."""
    return addin.parent.parent


def _python_for_excel(user: User) -> Path:
    """This Python, as Excel starts it."""
    check_not_from_store()
    running = Path(sys.executable)
    if user.system != "windows":
        return running
    windowless = running.with_name("pythonw.exe")
    if not windowless.is_file():
        raise SetupError("setup_no_pythonw", Place(str(windowless)))
    for bits in (64, 32):
        name = f"xlwings{bits}-{version('xlwings')}.dll"
        if library(windowless, name) is None:
            raise SetupError("setup_no_library", Place(str(Path(sys.prefix, name))))
    return windowless


def _note(user: User, settings: Mapping[str, str], changes: Changes) -> None:
    """Note the settings, and which folders were made, for who removes them."""
    if user.registry is not None:
        changes.keep_key(KEY)
    elif user.settings is not None:
        changes.keep_file(user.settings)
    before = [folder for folder in read_noted(user).get(FOLDERS, "").split("\n") if folder]
    made = dict.fromkeys([*before, *map(str, changes.made)])
    with explained(user.settings or KEY):
        write_noted(user, {**settings, FOLDERS: "\n".join(made)} if made else settings)


def _make_removable(user: User, environment: Path, changes: Changes) -> None:
    """Put scripts for removal and help beside an environment, and tell Windows of them."""
    folder = resources.files("kano_xl.setup") / "scripts"
    for name in (REMOVER[user.system], _DOCTOR[user.system]):
        script = (folder / name).read_bytes()
        path = user.home / name
        changes.write_file(path, script.replace(b"{environment}", environment.name.encode()))
        with explained(path):
            path.chmod(0o755)
    if user.registry is not None:
        changes.write_key(APPS_KEY, _apps_entry(user, environment))


_MEGABYTE = 1024 * 1024
"""What a size is told in: paths of different length in the files must not make it another one."""


def _apps_entry(user: User, environment: Path) -> dict[str, str | int]:
    # The outer quotes are cmd's own: it takes off the first and the last one.
    command = f'cmd.exe /d /c ""{user.home / REMOVER["windows"]}"'
    files = (path for path in environment.rglob("*") if "__pycache__" not in path.parts)
    size = sum(path.stat().st_size for path in files if path.is_file())
    return {
        "DisplayName": "kano_xl – Kano model for Excel",
        "DisplayVersion": __version__,
        "Publisher": "kano_xl contributors",
        "InstallLocation": str(user.home),
        "UninstallString": f'{command}"',
        "QuietUninstallString": f'{command} /quiet"',
        "EstimatedSize": 1024 * -(-size // _MEGABYTE),
        "NoModify": 1,
        "NoRepair": 1,
    }


def _folders_of_ours(user: User) -> list[Path]:
    """The folders to remove if they are empty, each after those inside it."""
    made = set(read_noted(user).get(FOLDERS, "").split("\n"))
    files = [path for path in (user.addin, user.script, user.settings) if path is not None]
    above = {folder for path in (*files, user.log, user.home) for folder in path.parents}
    named = {path.parent for path in (user.log, user.settings) if path is not None}
    ours = {folder for folder in above if str(folder) in made} | named | {user.home}
    return sorted(ours, key=lambda folder: len(folder.parts), reverse=True)


def _temporary(user: User) -> Iterator[Path]:
    """What `kano_xl.excel` may have left among temporary files, all of it remade on demand."""
    places = [Path(tempfile.gettempdir())]
    if user.settings is not None:
        places.append(user.settings.parent.parent / "tmp")
    return (path for place in places for path in place.glob(f"{TEMPORARY}*"))


def _cleared(path: Path) -> bool:
    """Delete a temporary file or folder that holds nothing of the user's; whether it went."""
    # Not all that begins like ours is ours, or anyone's to read; that stays.
    with contextlib.suppress(OSError):
        if path.is_symlink():
            return False
        if path.is_dir() and all(_IN_TEMPORARY.fullmatch(each.name) for each in path.iterdir()):
            shutil.rmtree(path)
            return True
        if path.is_file() and _EXCHANGE.fullmatch(path.name):
            path.unlink()
            return True
    return False
