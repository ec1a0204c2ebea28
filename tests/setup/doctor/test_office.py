"""Excel and what it remembers, and LibreOffice."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from kano_xl.setup.doctor.office import disabled_items, excel, excel_running, libreoffice
from kano_xl.setup.doctor.surroundings import Surroundings
from kano_xl.setup.user import User
from setup.doctor.patient import OFFICE, Patient, program, told

CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
RESILIENCY = rf"{OFFICE}\Excel\Resiliency"


def elsewhere(folder: Path, **environment: str) -> Surroundings:
    return Surroundings(User("other", folder, folder / "log"), environment, lambda: False)


@pytest.mark.parametrize("root", ["HKCU", "HKLM"])
def test_excel_on_windows(windows: Patient, tmp_path: Path, root: str) -> None:
    place = tmp_path / "EXCEL.EXE"
    key = rf"{root}\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
    windows.set({key: {"": str(place)}})
    assert "not found" in told(excel(windows.around()), "unknown")
    place.write_bytes(b"")
    assert told(excel(windows.around()), "ok") == str(place)
    windows.set({CLICK_TO_RUN: {"VersionToReport": "16.0.17928.20114"}})
    assert "16.0.17928.20114" in told(excel(windows.around()), "ok")


def test_excel_on_a_mac(mac: Patient) -> None:
    told(excel(mac.around()), "unknown")
    contents = mac.around().root / "Applications" / "Microsoft Excel.app" / "Contents"
    contents.mkdir(parents=True)
    assert told(excel(mac.around()), "ok") == str(contents.parent)
    about = contents / "Info.plist"
    about.write_bytes(plistlib.dumps({"CFBundleShortVersionString": "16.89.1"}))
    assert "16.89.1" in told(excel(mac.around()), "ok")
    for content in (b"", b"<plist>", plistlib.dumps({}), plistlib.dumps([1])):
        about.write_bytes(content)
        assert told(excel(mac.around()), "ok") == str(contents.parent)


def test_excel_elsewhere(tmp_path: Path) -> None:
    assert "this system" in told(excel(elsewhere(tmp_path)), "unknown")


def test_whether_excel_is_open(windows: Patient) -> None:
    told(excel_running(windows.around()), "ok")
    told(excel_running(windows.around(excel_is_open=True)), "unknown")


def item(path: str, before: int) -> bytes:
    """An entry as Excel writes it: numbers, then texts in UTF-16."""
    return bytes(range(before)) + path.encode("utf-16-le") + b"\0\0" + "Kano".encode("utf-16-le")


PATH = r"c:\users\王\appdata\roaming\microsoft\excel\xlstart\KANO_XL.XLAM"


@pytest.mark.parametrize("before", [12, 13])
def test_disabled_after_a_crash(windows: Patient, before: int) -> None:
    windows.set({rf"{RESILIENCY}\DisabledItems": {"1A2B3C": item(PATH, before)}})
    told(disabled_items(windows.around()), "wrong")


def test_a_crash_while_it_was_loaded(windows: Patient) -> None:
    windows.set({rf"{RESILIENCY}\StartupItems": {"1A2B3C": item(PATH, 12)}})
    assert "ended while" in told(disabled_items(windows.around()), "unknown")
    # An Excel that is just starting has it there too.
    told(disabled_items(windows.around(excel_is_open=True)), "ok")


def test_other_disabled_items(windows: Patient) -> None:
    values = {"1": item(r"C:\other.xlam", 12), "2": "kano_xl.xlam", "3": 5, "4": None, "5": b""}
    windows.set({rf"{RESILIENCY}\DisabledItems": values})
    told(disabled_items(windows.around()), "ok")


def test_libreoffice_on_windows(windows: Patient) -> None:
    told(libreoffice(windows.around()), "unknown")
    key = r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath"
    windows.set({key: {"": r"C:\Program Files\LibreOffice\program"}})
    assert r"C:\Program Files\LibreOffice" in told(libreoffice(windows.around()), "ok")


def test_libreoffice_on_a_mac(mac: Patient) -> None:
    told(libreoffice(mac.around()), "unknown")
    place = mac.around().root / "Applications" / "LibreOffice.app"
    place.mkdir(parents=True)
    assert str(place) in told(libreoffice(mac.around()), "ok")


def test_libreoffice_elsewhere(tmp_path: Path) -> None:
    told(libreoffice(elsewhere(tmp_path, PATH=str(tmp_path))), "unknown")
    place = program(tmp_path / "soffice", "exit")
    assert str(place) in told(libreoffice(elsewhere(tmp_path, PATH=str(tmp_path))), "ok")
