"""The Python that kano_xl runs in: a folder of its own, for this user, used by nothing else.

Each installation makes a new folder, named by the version, so what is in use goes on working
until the new one is proven. Needs the standard library alone: it works before anything is
installed.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from kano_xl.errors import Place, SetupError
from kano_xl.setup.changes import Changes, explained
from kano_xl.setup.mark import remove_mark
from kano_xl.setup.pip_settings import ONLY_WHEELS, alone, settings_kept
from kano_xl.setup.python import check_not_from_store

SHOWN_LINES = 15
"""How many of the last lines of a program that failed are kept."""

_FULL = re.compile(r"Errno (28|122)\b|WinError 112\b|No space left on device")


@dataclass(frozen=True)
class PackageSource:
    """What is installed from.

    Attributes:
        requirements: lists of packages with their versions and hashes.
        wheels: a folder of packages; None where all come from the network.
        python: a Python that is copied; None where the running one is to make an environment.
        checkout: the checkout that is installed after the packages; None in a bundle, where
            kano_xl is one of them.
    """

    requirements: tuple[Path, ...]
    wheels: Path | None = None
    python: Path | None = None
    checkout: Path | None = None


def source_in(folder: Path, system: str) -> PackageSource:
    """What the folder of the installer holds: a bundle, or the part of a checkout.

    Raises:
        SetupError: it holds neither, or not all of it.
    """
    wheels = folder / "wheels"
    if not wheels.exists():
        locked = (folder / "locked" / "run.txt", folder / "locked" / "build.txt")
        needed = (*locked, folder.parent / "pyproject.toml")
        source = PackageSource(locked, checkout=folder.parent)
    else:
        requirements = folder / "requirements.txt"
        # The bundle's Python is one for Windows; what it lacks is told by its own name.
        python = folder / "python" if system == "windows" and (folder / "python").exists() else None
        interpreter = () if python is None else (python / "python.exe",)
        needed = (requirements, _only(wheels, "pip"), _only(wheels, "kano_xl"), *interpreter)
        source = PackageSource((requirements,), wheels, python)
    for path in needed:
        if not path.is_file():
            raise SetupError("setup_incomplete", Place(str(folder)), name=path.name)
    return source


@contextmanager
def new_environment(
    versions: Path, version: str, source: PackageSource, tick: Callable[[], None]
) -> Iterator[Path]:
    """A new environment, which is deleted again if the block under it fails.

    Args:
        versions: the folder of all environments, made, and unmade, where it is missing.
        version: what the environment is named by, with a number where that is taken.
        source: what is put into it.
        tick: called again and again while it takes long.

    Raises:
        SetupError: it cannot be made; nothing of it is left.
    """
    environment = _free_folder(versions, version)
    with Changes() as changes:
        changes.make_folder(environment)
        try:
            with explained(environment):
                _fill(environment, source, tick)
            yield environment
        except BaseException:
            delete_environment(environment)
            raise


def interpreter(environment: Path) -> Path:
    """The Python of an environment, for a terminal."""
    windows = environment / "Scripts" / "python.exe", environment / "python.exe"
    found = next((path for path in windows if path.exists()), None)
    return found or environment / "bin" / "python"


def environments(versions: Path) -> list[Path]:
    """All environments in their folder, those that were left unfinished too."""
    if not versions.is_dir():
        return []
    # A Mac's Finder leaves files of its own wherever somebody looks.
    return sorted(path for path in versions.iterdir() if path.is_dir())


def delete_environment(environment: Path) -> bool:
    """Delete an environment as far as possible; False if a file of it is in use."""
    shutil.rmtree(environment, ignore_errors=True)
    return not environment.exists()


def run_to_end(command: Sequence[str | Path]) -> int:
    """Run a program with our output; its exit code.

    Ctrl+C reaches the program, too, and it is given the time to put back what it changed.
    """
    sys.stdout.flush()
    process = subprocess.Popen([str(part) for part in command])
    while True:
        with contextlib.suppress(KeyboardInterrupt):
            return process.wait()


def _only(folder: Path, package: str) -> Path:
    """The wheel of a package; a name that says what is missing where there is none."""
    return next(iter(sorted(folder.glob(f"{package}-*.whl"))), folder / f"{package}-*.whl")


def _free_folder(versions: Path, version: str) -> Path:
    """The first name that nothing else in the folder has."""
    numbered = (versions / f"{version}-{number}" for number in count(2))
    return next(each for each in chain([versions / version], numbered) if not each.exists())


def _fill(environment: Path, source: PackageSource, tick: Callable[[], None]) -> None:
    if source.python is not None:
        _copy(source.python, environment)
        _open_to_packages(environment)
    else:
        check_not_from_store()
        bare = ["--without-pip"] if source.wheels is not None else []
        making = [sys.executable, "-I", "-m", "venv", *bare, str(environment)]
        _run("setup_environment", environment, making, tick)
    python = interpreter(environment)
    wheel = () if source.wheels is None else (_only(source.wheels, "pip") / "pip",)
    pip = [python, "-I", "-X", "utf8", *(wheel or ("-m", "pip"))]
    # With a Python of its own a bundle has everything, and the network has no part in it.
    settings = settings_kept(pip) if source.python is None else {}
    code = "setup_packages_online" if source.python is None else "setup_packages"
    for arguments in _installing(source):
        _run(code, environment, [*pip, "install", *arguments], tick, alone(settings))
    for com in environment.glob("Lib/site-packages/win32com"):
        # Where this folder is missing, what it holds goes to the user's temporary files, to be
        # shared, and spoilt, by whatever else uses pywin32.
        (com / "gen_py").mkdir(exist_ok=True)


def _copy(python: Path, environment: Path) -> None:
    """Copy the files of a Python, but not the mark of the web that they may carry."""
    for path in sorted(python.rglob("*")):
        target = environment / path.relative_to(python)
        if path.is_dir():
            target.mkdir()
        else:
            # Not copy2: on Windows it copies the marks as well.
            shutil.copyfile(path, target)
    for path in sorted(environment.rglob("*")):
        remove_mark(path)


def _open_to_packages(environment: Path) -> None:
    """Let an embeddable Python find the packages in it; as it comes, it finds none."""
    for path in environment.glob("python*._pth"):
        library = path.with_suffix(".zip").name
        path.write_text(f"{library}\n.\nLib\\site-packages\nimport site\n", encoding="ascii")


def _installing(source: PackageSource) -> Iterator[list[str | Path]]:
    """What pip is given to install everything, call by call."""
    quietly = ("--disable-pip-version-check", "--no-input", "--no-cache-dir", "--progress-bar=off")
    common = (*quietly, *ONLY_WHEELS, "--no-deps")
    lists = [part for path in source.requirements for part in ("--requirement", path)]
    beside = () if source.wheels is None else ("--find-links", source.wheels)
    offline = () if source.python is None else ("--no-index",)
    yield [*common, *offline, *beside, "--require-hashes", *lists]
    if source.checkout is not None:
        yield [*common, "--no-build-isolation", source.checkout]


def _run(
    code: str,
    environment: Path,
    command: Sequence[str | Path],
    tick: Callable[[], None],
    variables: Mapping[str, str] | None = None,
) -> None:
    """Run a program whose output matters only if it fails.

    Args:
        code: of the error if it fails.
        environment: what is being made.
        command: the program and what it is given.
        tick: called with each line of its output.
        variables: the environment variables that it is given; None for ours.

    Raises:
        SetupError: it failed; the value ``output`` holds its last lines.
    """
    last: deque[str] = deque(maxlen=SHOWN_LINES)
    words = [str(part) for part in command]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdout=pipe, stderr=subprocess.STDOUT, env=variables) as process:
        try:
            assert process.stdout is not None
            for line in process.stdout:
                last.append(line.decode(errors="replace").rstrip())
                tick()
        except BaseException:
            # It must not go on writing into a folder that is being deleted.
            process.kill()
            raise
    if process.returncode:
        output = "\n".join(last)
        full = _FULL.search(output) is not None
        code = "setup_disk_full" if full else code
        raise SetupError(code, Place(str(environment.parent)), output=output)
