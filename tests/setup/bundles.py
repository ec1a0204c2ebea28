"""A bundle made of what the tests run with, for installations without any network."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from base64 import urlsafe_b64encode
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INSTALLERS = ("install.cmd", "install.ps1", "install.command", "install.py")
MAC = 'import sys, sysconfig; sysconfig.get_config_vars(); sys.platform = "darwin"\n'
"""What makes a Python of Linux take itself for a Mac's; in a .pth file it runs at the start.
What it was built with is asked before, because its name holds the real system's."""


def make_bundle(folder: Path) -> Path:
    """Everything a user gets, packed anew from what is installed here, with its hashes.

    One more package makes the Python of the new environment believe that it is a Mac's.
    """
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    for found in map(_installed, _locked_names()):
        if found is not None:
            _pack(found, wheels)
    _pack_files("mac_stand_in-1-py3-none-any", {"mac_stand_in.pth": MAC.encode()}, wheels)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    for name in INSTALLERS:
        shutil.copy(ROOT / "install" / name, folder)
    (folder / "requirements.txt").write_text(requirements(wheels), encoding="ascii")
    return folder


def requirements(wheels: Path) -> str:
    """The list of all packages in a folder but pip, with their versions and hashes."""
    lines = []
    for path in sorted(wheels.glob("*.whl")):
        name, version = path.name.split("-")[:2]
        if name == "pip":
            continue
        lines.append(f"{name}=={version} --hash=sha256:{sha256(path.read_bytes()).hex()}\n")
    return "".join(lines)


def sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


NO_FILES = """
def get_configuration_files():
    return {"global": [], "user": [], "site": []}
"""


def stand_in_pip(wheels: Path, program: str) -> None:
    """Replace pip, whose wheel is run as it lies there, by a program of the tests.

    It has no files of settings.
    """
    (pip,) = wheels.glob("pip-*.whl")
    pip.unlink()
    with zipfile.ZipFile(pip, "w") as archive:
        archive.writestr("pip/__main__.py", program)
        for package in ("pip", "pip/_internal"):
            archive.writestr(f"{package}/__init__.py", "")
        archive.writestr("pip/_internal/configuration.py", NO_FILES)


def mac_python(folder: Path) -> Path:
    """A Python that takes itself for a Mac's, as the installer finds one there."""
    command = [sys.executable, "-m", "venv", "--without-pip", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "mac_stand_in.pth").write_text(MAC, encoding="ascii")
    return folder / "bin" / "python"


def _locked_names() -> list[str]:
    files = (ROOT / "install" / "locked" / name for name in ("run.txt", "pip.txt"))
    locked = "".join(file.read_text(encoding="ascii") for file in files)
    return re.findall(r"^([\w.-]+)==", locked, re.MULTILINE)


def _installed(name: str) -> Distribution | None:
    """A package as it is installed here; None for one that other systems alone need."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _pack(found: Distribution, wheels: Path) -> None:
    """A wheel of an installed package, without what its installation added."""
    files = {}
    for path in found.files or ():
        added = path.parts[0] == ".." or "__pycache__" in path.parts
        if not added and path.name not in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json"):
            files[path.as_posix()] = Path(str(path.locate())).read_bytes()
    (wheel,) = (text for name, text in files.items() if name.endswith(".dist-info/WHEEL"))
    tag = re.findall(rb"^Tag: (\S+)", wheel, re.MULTILINE)[-1].decode()  # py3, where py2 is too
    (folder,) = {name.partition("/")[0] for name in files if ".dist-info/" in name}
    _pack_files(f"{folder.removesuffix('.dist-info')}-{tag}", files, wheels)


def _pack_files(name: str, files: dict[str, bytes], wheels: Path) -> None:
    package, version, *tag = name.split("-")
    folder = f"{package}-{version}.dist-info"
    about = {
        f"{folder}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n",
        f"{folder}/WHEEL": f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {'-'.join(tag)}\n",
    }
    content = {key: text.encode() for key, text in about.items()} | files
    record = "".join(
        f"{key},sha256={urlsafe_b64encode(sha256(each)).rstrip(b'=').decode()},{len(each)}\n"
        for key, each in content.items()
    )
    with zipfile.ZipFile(wheels / f"{name}.whl", "w") as archive:
        for key, each in content.items():
            archive.writestr(key, each)
        archive.writestr(f"{folder}/RECORD", f"{record}{folder}/RECORD,,\n")
