"""An installation to be looked at: real files and a real Python, in a temporary home.

The Python is a virtual environment that finds the packages of the tests behind its own, so
what a test puts into its own is found first.
"""

from __future__ import annotations

import base64
import hashlib
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import kano_xl
from kano_xl import __version__
from kano_xl.addin.installed import LOG, PYTHON, VERSION
from kano_xl.addin.mac_script import mac_script
from kano_xl.languages import LANGUAGES
from kano_xl.setup.doctor.finding import Finding
from kano_xl.setup.doctor.surroundings import Surroundings
from kano_xl.setup.noted import write_noted
from kano_xl.setup.registry import Value
from kano_xl.setup.user import User, mac_user, windows_user
from setup.fake_registry import FakeRegistry

ROOT = Path(kano_xl.__file__).parents[1]
XLWINGS = version("xlwings")
OFFICE = r"HKCU\Software\Microsoft\Office\16.0"
OURS = ("click", "numpy", "xlwings")
"""What the package of the tests is said to need."""


@dataclass(frozen=True)
class Patient:
    """An installation.

    Attributes:
        user: whose it is.
        python: the interpreter that is noted.
        site: the folder of its own packages.
        environment: the environment variables.
    """

    user: User
    python: Path
    site: Path
    environment: dict[str, str] = field(default_factory=dict)

    def around(self, limit: float = 60.0, excel_is_open: bool = False) -> Surroundings:
        """What the doctor looks at."""
        return Surroundings(
            self.user,
            self.environment,
            lambda: excel_is_open,
            root=self.user.home.parents[3] / "all users",
            limit=limit,
        )

    def note(self, **settings: str) -> None:
        """Note these settings for the add-in and no others."""
        write_noted(self.user, settings)

    def set(self, values: Mapping[str, Mapping[str, Value]]) -> None:
        """Let keys of the registry hold these values, of kinds too that only others write."""
        assert isinstance(self.user.registry, FakeRegistry)
        for key, content in values.items():
            self.user.registry.write(key, content)  # type: ignore[arg-type]


def on_windows(folder: Path, addin: bytes) -> Patient:
    """A whole installation for a user of Windows."""
    environment = {
        "USERPROFILE": str(folder),
        "LOCALAPPDATA": str(folder / "AppData" / "Local"),
        "APPDATA": str(folder / "AppData" / "Roaming"),
        "OneDrive": str(folder / "OneDrive"),
        "PATH": "",
    }
    user = windows_user(environment, FakeRegistry())
    home = user.versions / __version__
    patient = Patient(user, home / "Scripts" / "pythonw.exe", _site(home), environment)
    _install(patient, addin)
    package(patient.site, "pywin32", "312", "win32com/__init__.py", "win32com/client.py")
    for bits in (64, 32):
        (home / f"xlwings{bits}-{XLWINGS}.dll").write_bytes(f"library {bits}".encode())
    return patient


def on_mac(folder: Path, addin: bytes) -> Patient:
    """A whole installation for a user of a Mac."""
    user = mac_user(folder)
    home = user.versions / __version__
    patient = Patient(user, home / "bin" / "python", _site(home), {"HOME": str(folder), "PATH": ""})
    _install(patient, addin)
    assert user.script is not None
    user.script.parent.mkdir(parents=True)
    user.script.write_bytes(mac_script(patient.python, user.log))
    return patient


def _site(home: Path) -> Path:
    return home / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"


def _install(patient: Patient, addin: bytes) -> None:
    make_interpreter(patient.python, patient.site)
    libraries = {f"xlwings{bits}-{XLWINGS}.dll": f"library {bits}".encode() for bits in (64, 32)}
    record = "".join(f"../../../{name},{_recorded(of)},9\n" for name, of in libraries.items())
    about(patient.site, "xlwings", XLWINGS, record=record)
    about(patient.site, "kano-xl", __version__, needs=OURS)
    assert patient.user.addin is not None
    patient.user.addin.parent.mkdir(parents=True)
    patient.user.addin.write_bytes(addin)
    patient.user.log.parent.mkdir(parents=True, exist_ok=True)
    noted = {PYTHON: str(patient.python), VERSION: __version__, LOG: str(patient.user.log)}
    patient.note(**noted)


def make_interpreter(python: Path, site: Path) -> None:
    """A virtual environment with the packages of the tests behind its own."""
    python.parent.mkdir(parents=True)
    base = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    python.symlink_to(base)
    configuration = f"home = {base.parent}\ninclude-system-site-packages = false\n"
    (python.parents[1] / "pyvenv.cfg").write_text(configuration, encoding="utf-8")
    site.mkdir(parents=True)
    behind = f"{ROOT}\n{sysconfig.get_path('purelib')}\n"
    (site / "of_the_tests.pth").write_text(behind, encoding="utf-8")


def _recorded(content: bytes) -> str:
    """As pip notes what it has installed."""
    plain = base64.urlsafe_b64encode(hashlib.sha256(content).digest())
    return "sha256=" + plain.decode().rstrip("=")


def about(
    site: Path, name: str, number: str, needs: tuple[str, ...] = (), record: str = ""
) -> None:
    """What pip writes of a package that is installed."""
    folder = site / f"{name.replace('-', '_')}-{number}.dist-info"
    folder.mkdir(parents=True)
    lines = ["Metadata-Version: 2.4", f"Name: {name}", f"Version: {number}"]
    lines += [f"Requires-Dist: {need}>=0" for need in needs]
    lines += ['Requires-Dist: pyarrow>=22; extra == "parquet"'] if needs else []
    (folder / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "RECORD").write_text(record, encoding="utf-8")


def package(site: Path, name: str, number: str, *modules: str, code: str = "") -> None:
    """A package with these modules, the first of them with code in it."""
    about(site, name, number, record="".join(f"{module},,\n" for module in modules))
    for module in modules:
        (site / module).parent.mkdir(exist_ok=True)
        (site / module).write_text(code if module == modules[0] else "", encoding="utf-8")


def program(path: Path, code: str) -> Path:
    """A program in the place of an interpreter, as a shell script."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_text(f"#!/bin/sh\n{code}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def told(finding: Finding, state: str) -> str:
    """What is told, in English; what is wrong has a remedy in every language."""
    assert finding.state == state, finding
    for language in LANGUAGES:
        assert finding.found(language)
        assert (finding.advice(language) is None) <= (state != "wrong")
    return " ".join(filter(None, (finding.found("en"), finding.advice("en"))))
