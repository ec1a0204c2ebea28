"""The Windows that the add-in's path runs in: this machine's own, or one of Wine's.

Under Wine everything is made once, from the locked `python.txt` and `packages.txt`, into
`.venv/windows`: a Windows Python with the packages that an installation has, which finds
kano_xl in this checkout, and a Wine of its own that leaves the user's alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kano_xl.setup.pip_settings import ONLY_WHEELS, alone, settings_kept
from tests.windows.embeddable import REQUIREMENT, embeddable
from tests.windows.forwarding_dll import forwarding_dll

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
HOME = ROOT / ".venv" / "windows"
PACKAGES = HERE / "packages.txt"

RANDOM_NUMBERS = "bcryptprimitives.dll"
"""The library that Wine 8 lacks; see `forwarding_dll`."""


@dataclass(frozen=True)
class Windows:
    """A Windows Python, and how to run it from here.

    Attributes:
        python: the interpreter.
        launcher: what starts a Windows program; nothing on Windows itself.
        environment: variables that the launcher needs.
    """

    python: Path
    launcher: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    def command(self, *arguments: str) -> list[str]:
        """The command that runs Python."""
        return [*self.launcher, str(self.python), *arguments]

    def run(self, *arguments: str, seconds: float) -> tuple[int, str]:
        """Run Python in the checkout; its exit code and what it printed.

        Raises:
            subprocess.TimeoutExpired: it took longer.
        """
        done = subprocess.run(
            self.command(*arguments),
            env=os.environ | self.environment,
            cwd=ROOT,
            # Under Wine a console program needs streams that are pipes, and an open one to read.
            input=b"\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
        return done.returncode, done.stdout.decode(errors="replace")

    def end(self) -> None:
        """End every Windows program that was started under Wine; nothing on Windows itself."""
        if self.launcher:
            # It fails where none is left, and that is as good.
            environment = os.environ | self.environment
            subprocess.run(["wineserver", "-k"], env=environment, capture_output=True, check=False)


def windows() -> Windows:
    """The Windows at hand, made first where that has not been done."""
    if sys.platform == "win32":
        return Windows(Path(sys.executable))
    if not (shutil.which("wine") and shutil.which("wineserver")):
        sys.exit("Wine is not installed. On Debian or Ubuntu run: sudo apt-get install wine wine64")
    made = Windows(HOME / "python" / "python.exe", ("wine",), wine_environment())
    digest = hashlib.sha256()
    for source in (REQUIREMENT, PACKAGES, HERE / "forwarding_dll.py", Path(__file__)):
        digest.update(source.read_bytes())
    stamp = HOME / "made-from.txt"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest.hexdigest():
        return made
    make_python(HOME / "python")
    make_prefix(made)
    stamp.write_text(digest.hexdigest(), encoding="utf-8")
    return made


def wine_environment() -> dict[str, str]:
    """The variables of a quiet Wine of our own, without its Mono and its browser."""
    return {
        "WINEPREFIX": str(HOME / "prefix"),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
        "DISPLAY": "",
    }


def make_python(folder: Path) -> None:
    """Make a Windows Python with the locked packages, which finds kano_xl in this checkout."""
    print("Making a Windows Python ...", flush=True)
    shutil.rmtree(HOME, ignore_errors=True)
    download = HOME / "download"
    with zipfile.ZipFile(embeddable()) as packed:
        packed.extractall(download)
    (interpreter,) = download.rglob("python.exe")
    shutil.move(interpreter.parent, folder)
    shutil.rmtree(download)
    # As delivered it is deaf to PYTHONPATH; an installed Python, which users have, is not.
    (search_path,), (library,) = folder.glob("python*._pth"), folder.glob("python*.zip")
    search_path.unlink()
    with zipfile.ZipFile(library) as packed:
        packed.extractall(folder / "Lib")
    library.unlink()
    packages = folder / "Lib" / "site-packages"
    pip = (sys.executable, "-I", "-m", "pip")
    kind = ("--platform=win_amd64", "--python-version=311", *ONLY_WHEELS)
    locked = ("--no-deps", "--require-hashes", f"--requirement={PACKAGES}")
    into = ("--disable-pip-version-check", "--quiet", f"--target={packages}")
    quietly(*pip, "install", *kind, *locked, *into, environment=alone(settings_kept(pip)))
    for dll in packages.glob("xlwings*.dll"):
        shutil.move(dll, folder)
    # Where it is missing, pywin32 takes the user's temporary files for what it keeps there.
    (packages / "win32com" / "gen_py").mkdir()
    (packages / "kano_xl.pth").write_text(f"Z:{ROOT}\n".replace("/", "\\"), encoding="utf-8")


def make_prefix(made: Windows) -> None:
    """Make the Wine prefix, as Windows 10."""
    print("Making a Wine prefix ...", flush=True)
    around = os.environ | made.environment
    quietly("wineboot", "--init", environment=around)
    quietly("wine", "winecfg", "/v", "win10", environment=around)
    random_numbers = HOME / "prefix" / "drive_c" / "windows" / "system32" / RANDOM_NUMBERS
    if not random_numbers.exists():
        made_up = forwarding_dll(RANDOM_NUMBERS, "ProcessPrng", "advapi32.SystemFunction036")
        random_numbers.write_bytes(made_up)


def quietly(*command: str, environment: Mapping[str, str] | None = None) -> None:
    """Run a program whose output matters only if it fails; then show that and stop.

    Args:
        command: the program and what it is given.
        environment: all its environment variables; None for ours.
    """
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}This failed: {subprocess.list2cmdline(command)}")
