"""The bundle that users get, unpacked, and others made from it: an older one, a damaged one."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from kano_xl import __version__
from tests.windows.prepare import PACKAGES, ROOT, quietly

WHEEL = "kano_xl-*.whl"
OF_THE_WHEEL = ("pyproject.toml", "README.md", "LICENSE", "kano_xl", "workbook/examples")
"""What of the checkout a wheel is made from."""


def build(python: Path, bundle: Path) -> None:
    """Build a bundle as a publisher does.

    Args:
        python: the archive of the Windows Python that goes into it.
        bundle: the file to write.
    """
    script = str(ROOT / "install" / "build_bundle.py")
    packages = f"--packages={PACKAGES}"
    quietly(sys.executable, script, f"--windows-python={python}", packages, "-o", str(bundle))


def unpack(bundle: Path, into: Path) -> Path:
    """Unpack a bundle; the one folder in it."""
    with ZipFile(bundle) as members:
        members.extractall(into)
    (folder,) = into.iterdir()
    return folder


def make_older(bundle: Path, version: str, into: Path, workshop: Path) -> Path:
    """A bundle of an earlier version: the same code, which only calls itself otherwise.

    Args:
        bundle: the unpacked bundle.
        version: the version to have.
        into: the folder to put it into.
        workshop: a folder for what is needed on the way.
    """
    sources, wheels = workshop / "sources", workshop / "wheels"
    for name in OF_THE_WHEEL:
        path = ROOT / name
        copy = shutil.copytree if path.is_dir() else shutil.copy
        (sources / name).parent.mkdir(parents=True, exist_ok=True)
        copy(path, sources / name)
    package = sources / "kano_xl" / "__init__.py"
    code = package.read_text(encoding="utf-8")
    assert code.count(f'"{__version__}"') == 1
    package.write_text(code.replace(f'"{__version__}"', f'"{version}"'), encoding="utf-8")
    command = (sys.executable, "-m", "hatchling", "build", "--target=wheel", "--directory")
    subprocess.run([*command, str(wheels)], cwd=sources, check=True, capture_output=True)
    (wheel,) = wheels.iterdir()
    made = _copy(bundle, into)
    (newer,) = made.glob(f"wheels/{WHEEL}")
    newer.unlink()
    shutil.copy(wheel, made / "wheels")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    requirements = made / "requirements.txt"
    lines = requirements.read_text(encoding="utf-8")
    pinned = f"kano-xl=={version} --hash=sha256:{digest}"
    lines, count = re.subn(r"^kano[-_]xl==(.|\\\n)*$", pinned, lines, flags=re.MULTILINE)
    assert count == 1
    requirements.unlink()
    requirements.write_text(lines, encoding="utf-8")
    return made


def make_damaged(bundle: Path, into: Path) -> Path:
    """A bundle in which one byte of one package is another."""
    made = _copy(bundle, into)
    (wheel,) = made.glob("wheels/xlrd-*.whl")
    content = bytearray(wheel.read_bytes())
    content[len(content) // 2] ^= 1
    wheel.unlink()
    wheel.write_bytes(content)
    return made


def _copy(bundle: Path, into: Path) -> Path:
    """A copy of which every file may be replaced, but none written to."""
    made = into / bundle.name
    shutil.copytree(bundle, made, copy_function=os.link)
    return made
