"""The library of xlwings, Excel's bits, and marks of the web."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from kano_xl.setup.doctor.library import bitness, dll, mark
from setup.doctor.patient import XLWINGS, Patient, about, told

CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
APP_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"


def library(patient: Patient, bits: int) -> Path:
    return patient.python.parents[1] / f"xlwings{bits}-{XLWINGS}.dll"


def test_as_it_was_packed(windows: Patient) -> None:
    assert XLWINGS in told(dll(windows.around()), "ok")


def test_beside_the_interpreter_itself(windows: Patient) -> None:
    for bits in (64, 32):
        there = library(windows, bits)
        there.rename(windows.python.parent / there.name)
    told(dll(windows.around()), "ok")


@pytest.mark.parametrize("bits", [64, 32])
def test_a_library_that_is_missing(windows: Patient, bits: int) -> None:
    library(windows, bits).unlink()
    assert f"xlwings{bits}-{XLWINGS}.dll" in told(dll(windows.around()), "wrong")


@pytest.mark.parametrize("bits", [64, 32])
def test_a_library_of_another_version_only(windows: Patient, bits: int) -> None:
    there = library(windows, bits)
    there.rename(there.with_name(f"xlwings{bits}-0.30.0.dll"))
    told(dll(windows.around()), "wrong")


def test_a_library_that_something_changed(windows: Patient) -> None:
    library(windows, 64).write_bytes(b"library 64 ")
    assert "has changed" in told(dll(windows.around()), "wrong")


def test_a_library_of_which_nothing_was_recorded(windows: Patient) -> None:
    (record,) = windows.site.glob("xlwings-*/RECORD")
    record.write_text("", encoding="ascii")
    assert "cannot be compared" in told(dll(windows.around()), "unknown")


def test_an_xlwings_that_is_not_the_add_in_s(windows: Patient) -> None:
    (old,) = windows.site.glob("xlwings-*")
    for file in old.iterdir():
        file.unlink()
    old.rmdir()
    about(windows.site, "xlwings", "0.30.0")
    words = told(dll(windows.around()), "wrong")
    assert f"needs the library of xlwings {XLWINGS}, but xlwings 0.30.0" in words


def test_without_xlwings(windows: Patient) -> None:
    (windows.site / "of_the_tests.pth").unlink()
    (old,) = windows.site.glob("xlwings-*")
    for file in old.iterdir():
        file.unlink()
    old.rmdir()
    assert "package xlwings" in told(dll(windows.around()), "wrong")


def test_without_an_add_in_the_library_is_looked_at_all_the_same(windows: Patient) -> None:
    assert windows.user.addin is not None
    windows.user.addin.unlink()
    told(dll(windows.around()), "ok")


def test_without_python_nothing_can_be_told(windows: Patient) -> None:
    windows.python.unlink()
    for check in (dll, bitness):
        told(check(windows.around()), "unknown")
    told(mark(windows.around()), "ok")


@pytest.mark.parametrize(("platform", "bits"), [("x86", 32), ("x64", 64), ("arm64", 64)])
def test_bits_of_an_excel_that_came_over_the_net(
    windows: Patient, platform: str, bits: int
) -> None:
    windows.set({CLICK_TO_RUN: {"Platform": platform}})
    assert f"Excel {bits}, Python 64" in told(bitness(windows.around()), "ok")
    library(windows, bits).unlink()
    assert f"Excel has {bits} bits" in told(bitness(windows.around()), "wrong")


def header(machine: int, mark: bytes = b"PE\0\0") -> bytes:
    """The beginning of a Windows program: the place of its header stands at byte 60."""
    return (
        b"MZ".ljust(60, b"\0")
        + struct.pack("<I", 0x80)
        + bytes(64)
        + mark
        + struct.pack("<H", machine)
    )


@pytest.mark.parametrize(("machine", "bits"), [(0x014C, 32), (0x8664, 64), (0xAA64, 64)])
def test_bits_of_another_excel(windows: Patient, tmp_path: Path, machine: int, bits: int) -> None:
    program = tmp_path / "EXCEL.EXE"
    program.write_bytes(header(machine))
    windows.set({APP_PATH: {"": f'"{program}"'}})
    assert f"Excel {bits}" in told(bitness(windows.around()), "ok")


@pytest.mark.parametrize("content", [b"", b"MZ", header(0x014C, b"NE\0\0"), header(0x014C)[:-1]])
def test_a_program_that_does_not_tell(windows: Patient, tmp_path: Path, content: bytes) -> None:
    program = tmp_path / "EXCEL.EXE"
    program.write_bytes(content)
    windows.set({APP_PATH: {"": str(program)}})
    told(bitness(windows.around()), "unknown")


def test_no_mark(windows: Patient) -> None:
    told(mark(windows.around()), "ok")


@pytest.mark.parametrize("which", ["addin", "pythonw", "python", "library"])
def test_a_mark_of_the_web(windows: Patient, which: str) -> None:
    assert windows.user.addin is not None
    console = windows.python.with_name("python.exe")
    console.write_bytes(b"")
    path = {
        "addin": windows.user.addin,
        "pythonw": windows.python,
        "python": console,
        "library": library(windows, 32),
    }[which]
    path.with_name(f"{path.name}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    finding = mark(windows.around())
    told(finding, "wrong")
    assert finding.values == {"places": str(path)}
