"""Make the bundle for Windows: one zip that installs kano_xl without a network.

    python3 install/build_bundle.py --windows-python python-3.12.10-embed-amd64.zip

It holds that Python, the wheels of all locked packages and of this checkout, the installer, the
templates and the guides. Runs on every system and prepares `.venv` as develop.py does; nothing
else in the checkout is written but the bundle, by default in `dist`.

The same checkout, Python and lock make the same bytes, whatever the folder, the day, the time
zone and the user's rights on files. Another zlib than that of the last time may compress
differently: then the members are the same, and only the archives around them differ.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import os
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

import develop

INSTALL = develop.ROOT / "install"
WORKBOOK = develop.ROOT / "workbook"
INSTALLER = ("install.cmd", "install.ps1", "install.command", "install.py")

PYTHONS = develop.LOCKED / "windows-python.toml"
DATE = (2020, 2, 2, 0, 0, 0)
"""The date of every member; any would do, as long as it is always the same."""

PACKED_ALREADY, EXECUTABLE = {".whl", ".xlsx", ".zip"}, {".command"}


class RefusedError(Exception):
    """The call cannot be done; the text is one line that says what is wrong and what to do."""


@dataclass(frozen=True)
class WindowsPython:
    """An embeddable Python.

    Attributes:
        version: such as ``3.12.10``.
        files: the contents of its files by their names, without a folder around them all.
    """

    version: str
    files: Mapping[str, bytes]

    @property
    def minor(self) -> str:
        """The version that wheels are made for, such as ``3.12``."""
        return self.version.rpartition(".")[0]


def main(arguments: list[str]) -> int:
    """Make the bundle; 0 when done, 2 for a call that cannot be done, 1 if a program failed."""
    options = choices(arguments)
    try:
        python = windows_python(options.windows_python)
        lock = contents(options.packages).decode("utf-8", "replace").replace("\r\n", "\n")
        if not (develop.PYTHON.exists() and os.path.samefile(sys.prefix, develop.VENV)):
            develop.install_python_packages("run", "build")
            return develop.call(develop.PYTHON, __file__, *arguments)
        make(python, lock, options.output)
    except RefusedError as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


def choices(arguments: list[str]) -> argparse.Namespace:
    """What stands on the command line."""
    parser = argparse.ArgumentParser(description="Make the bundle that installs offline.")
    parser.add_argument(
        "--windows-python",
        type=Path,
        required=True,
        metavar="FILE.zip",
        help="the embeddable Python: one of those in install/locked/windows-python.toml",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="BUNDLE.zip",
        help="the bundle; by default dist/kano_xl-VERSION-windows.zip in the checkout",
    )
    parser.add_argument(
        "--packages",
        type=Path,
        default=develop.LOCKED / "run.txt",
        metavar="LOCK.txt",
        help="other locked packages than those of install/locked/run.txt",
    )
    return parser.parse_args(arguments)


def windows_python(path: Path) -> WindowsPython:
    """The embeddable Python in a zip, if its hash is a known one.

    Raises:
        RefusedError: the file cannot be read or is another one.
    """
    # Not above: an older Python has to get as far as to be told that it is too old.
    import tomllib

    data = contents(path)
    digest = hashlib.sha256(data).hexdigest()
    known = tomllib.loads(PYTHONS.read_text(encoding="utf-8"))["python"]
    found = next((each for each in known if each["sha256"] == digest), None)
    if found is None:
        raise RefusedError(
            f"{path}: this is no Windows Python that a bundle may hold: its SHA-256 is {digest}. "
            f"Take {known[0]['file']} from python.org; {PYTHONS.name} lists the known ones."
        )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {each.filename: archive.read(each) for each in archive.infolist()}
    files = {name: data for name, data in files.items() if not name.endswith("/")}
    if len({name.partition("/")[0] for name in files}) == 1:
        files = {name.partition("/")[2]: data for name, data in files.items()}
    return WindowsPython(found["version"], files)


def make(python: WindowsPython, lock: str, output: Path | None) -> None:
    """Make the bundle of a Python and the packages of a lock.

    Raises:
        RefusedError: a file of the bundle is missing, or the bundle cannot be written.
    """
    # Not above: an older Python has to get as far as to be told that it is too old.
    from kano_xl.languages import FALLBACK, LANGUAGES

    sources = [INSTALL / name for name in INSTALLER] + [develop.ROOT / "LICENSE"]
    for language in LANGUAGES:
        tag = "" if language == FALLBACK else f".{language}"
        sources += [INSTALL / f"guide-{language}.html", WORKBOOK / f"kano_template{tag}.xlsx"]
    files = {source.name: contents(source) for source in sources}
    files |= {f"python/{name}": data for name, data in python.files.items()}
    with tempfile.TemporaryDirectory() as folder:
        name, wheel = build_wheel(Path(folder, "ours"))
        # pip installs the others out of its wheel, and is not installed itself.
        pip = contents(develop.LOCKED / "pip.txt").decode()
        theirs = download_wheels(Path(folder, "theirs"), lock + pip, python)
        files |= {f"wheels/{path.name}": path.read_bytes() for path in theirs}
    files[f"wheels/{name}"] = wheel
    version, digest = name.split("-")[1], hashlib.sha256(wheel).hexdigest()
    ours = f"kano-xl=={version} \\\n    --hash=sha256:{digest}\n"
    files["requirements.txt"] = f"{lock}{ours}".encode()
    top = f"kano_xl-{version}-windows"
    if output is None:
        output = develop.ROOT / "dist" / f"{top}.zip"
        output.parent.mkdir(exist_ok=True)
    write(output, {f"{top}/{name}": data for name, data in files.items()})


def build_wheel(folder: Path) -> tuple[str, bytes]:
    """Build the wheel of this checkout; its name and its bytes.

    It is packed anew: as built it holds the rights that the files have here, and on Windows no
    file is executable.
    """
    develop.step("Building the wheel of kano_xl")
    alone = ("--no-deps", "--no-build-isolation", f"--wheel-dir={folder}")
    develop.pip("wheel", *alone, develop.ROOT)
    (wheel,) = folder.iterdir()
    packed = io.BytesIO()
    with zipfile.ZipFile(wheel) as archive:
        pack(packed, {name: archive.read(name) for name in archive.namelist()})
    return wheel.name, packed.getvalue()


def download_wheels(folder: Path, lock: str, python: WindowsPython) -> list[Path]:
    """Download the wheels of a lock for a Windows Python, each checked by its hash."""
    wanted = wanted_on_windows(lock, python)
    develop.step(f"Downloading {len(wanted)} packages for Python {python.minor} on Windows")
    folder.mkdir()
    requirements = folder / "requirements.txt"
    requirements.write_text("\n".join(wanted), encoding="utf-8")
    windows = ("--platform=win_amd64", f"--python-version={python.minor}")
    locked = ("--no-deps", "--require-hashes", f"--requirement={requirements}")
    develop.pip("download", *windows, *locked, f"--dest={folder}")
    return sorted(folder.glob("*.whl"))


def wanted_on_windows(lock: str, python: WindowsPython) -> list[str]:
    """The requirements of a lock that concern Windows, with their hashes.

    pip compares markers with the system that it runs on, even if it downloads for another.

    Raises:
        RefusedError: the lock is none.
    """
    from packaging.requirements import InvalidRequirement, Requirement

    windows = {
        "implementation_name": "cpython",
        "implementation_version": python.version,
        "os_name": "nt",
        "platform_machine": "AMD64",
        "platform_python_implementation": "CPython",
        "platform_release": "10",
        "platform_system": "Windows",
        "platform_version": "10.0",
        "python_full_version": python.version,
        "python_version": python.minor,
        "sys_platform": "win32",
    }
    wanted = []
    for line in lock.replace("\\\n", " ").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        text, *hashes = line.split(" --hash=")
        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            raise RefusedError(
                f"{text}: this is no line of a lock that pip could install."
            ) from None
        if requirement.marker is None or requirement.marker.evaluate(windows):
            pin = f"{requirement.name}{requirement.specifier}"
            wanted.append(" --hash=".join([pin, *map(str.strip, hashes)]))
    return wanted


def write(path: Path, files: Mapping[str, bytes]) -> None:
    """Write the bundle, whole or not at all, and tell what it is.

    Raises:
        RefusedError: it cannot be written there.
    """
    from kano_xl.errors import OutputError
    from kano_xl.writers.whole_file import whole_file

    develop.step("Packing the bundle")
    try:
        with whole_file(path) as file:
            pack(file, files)
    except OutputError as error:
        raise RefusedError(str(error)) from error
    data = path.read_bytes()
    print(f"{path}\n{len(data) / 1e6:.1f} MB, SHA-256 {hashlib.sha256(data).hexdigest()}")


def pack(file: BinaryIO, files: Mapping[str, bytes]) -> None:
    """Write a zip that depends on nothing but the names and contents of its members."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in sorted(files.items()):
            kind = PurePosixPath(name).suffix
            member = zipfile.ZipInfo(name, DATE)
            member.create_system = 3  # of Unix, so that the rights count
            member.external_attr = (0o100755 if kind in EXECUTABLE else 0o100644) << 16
            packed_already = kind in PACKED_ALREADY
            member.compress_type = zipfile.ZIP_STORED if packed_already else zipfile.ZIP_DEFLATED
            archive.writestr(member, data)


def contents(path: Path) -> bytes:
    """What stands in a file.

    Raises:
        RefusedError: it is not there or cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(f"{path}: cannot be read: {error.strerror}.") from error


if __name__ == "__main__":
    develop.refuse_an_older_python()
    sys.exit(main(sys.argv[1:]))
