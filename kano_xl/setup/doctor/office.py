"""The programs: Excel, what it remembers of the add-in, and LibreOffice."""

from __future__ import annotations

import plistlib
import shutil
from pathlib import Path
from xml.parsers.expat import ExpatError

from kano_xl.setup.doctor.finding import Finding, ok, unknown, wrong
from kano_xl.setup.doctor.surroundings import Surroundings
from kano_xl.setup.user import ADDIN

RESILIENCY = r"HKCU\Software\Microsoft\Office\16.0\Excel\Resiliency"
"""Where Excel notes what it will not load again, and what it was loading when it ended."""

_PROGRAM = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
"""Where an Excel that keeps itself up to date notes its version and its bits."""
_LIBREOFFICE = r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath"


def excel(around: Surroundings) -> Finding:
    """Whether Excel is there, and its version where it can be told."""
    program = excel_program(around)
    if around.user.system == "other":
        return unknown("excel.not_for_this")
    if program is None:
        return unknown("excel.not_found", "excel")
    version = _excel_version(around, program)
    if version is None:
        return ok("excel.there", place=program)
    return ok("excel.version", version=version, place=program)


def excel_program(around: Surroundings) -> Path | None:
    """Where Excel is installed; None where it is not found."""
    if around.user.system == "mac":
        program = around.root / "Applications" / "Microsoft Excel.app"
        return program if program.exists() else None
    for root in ("HKCU", "HKLM"):
        named = around.value(f"{root}\\{_PROGRAM}", "")
        if isinstance(named, str) and Path(named.strip('"')).is_file():
            return Path(named.strip('"'))
    return None


def _excel_version(around: Surroundings, program: Path) -> str | None:
    if around.user.system == "windows":
        told = around.value(CLICK_TO_RUN, "VersionToReport")
        return told if isinstance(told, str) else None
    try:
        about = plistlib.loads((program / "Contents" / "Info.plist").read_bytes())
        return str(about["CFBundleShortVersionString"])
    except (OSError, KeyError, TypeError, ValueError, ExpatError, plistlib.InvalidFileException):
        return None


def excel_running(around: Surroundings) -> Finding:
    """Whether Excel is open, which keeps its add-in from being changed."""
    return unknown("excel_running.open") if around.excel_runs() else ok("excel_running.closed")


def disabled_items(around: Surroundings) -> Finding:
    """Whether Excel has given up on the add-in after a crash."""
    if _remembered(around, "DisabledItems"):
        return wrong("disabled_items.disabled", "disabled_items")
    if _remembered(around, "StartupItems") and not around.excel_runs():
        return unknown("disabled_items.crashed", "crashed")
    return ok("disabled_items.none")


def _remembered(around: Surroundings, key: str) -> bool:
    """Whether Excel has noted our file there; paths stand in binary values, as UTF-16."""
    return any(
        ADDIN in value[start:].decode("utf-16-le", "ignore").lower()
        for value in around.values(f"{RESILIENCY}\\{key}").values()
        if isinstance(value, bytes)
        for start in (0, 1)
    )


def libreoffice(around: Surroundings) -> Finding:
    """Whether LibreOffice is there, in which the reports open too."""
    place = _libreoffice(around)
    if place is None:
        return unknown("libreoffice.not_found")
    return ok("libreoffice.there", place=place)


def _libreoffice(around: Surroundings) -> object | None:
    match around.user.system:
        case "windows":
            told = around.value(_LIBREOFFICE, "")
            return told if isinstance(told, str) else None
        case "mac":
            program = around.root / "Applications" / "LibreOffice.app"
            return program if program.exists() else None
        case _:
            return shutil.which("soffice", path=around.environment.get("PATH", ""))
