"""The add-in file, what is noted for it, and copies of it elsewhere."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from kano_xl import __version__
from kano_xl.addin.installed import LOG, PYTHON, VERSION
from kano_xl.addin.mac_script import mac_script
from kano_xl.setup.doctor.installation import addin, installed, other_copies, read_addin, script
from kano_xl.setup.doctor.surroundings import Surroundings
from kano_xl.setup.user import User
from setup.doctor.patient import OFFICE, XLWINGS, Patient, program, told

OPTIONS = rf"{OFFICE}\Excel\Options"


def place(patient: Patient) -> Path:
    assert patient.user.addin is not None
    return patient.user.addin


def changed(content: bytes, part: str, to: bytes | None) -> bytes:
    """The add-in with a part of it changed or left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
            elif to is not None:
                new.writestr(name, to)
    return target.getvalue()


def of_version(content: bytes, version: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        properties = package.read("docProps/custom.xml")
    other = properties.replace(f">{__version__}<".encode(), f">{version}<".encode())
    assert other != properties
    return changed(content, "docProps/custom.xml", other)


def test_the_versions_stand_in_the_add_in(windows: Patient) -> None:
    found = read_addin(place(windows))
    assert (found.is_whole, found.version, found.xlwings) == (True, __version__, XLWINGS)


@pytest.mark.parametrize("system", ["windows", "mac"])
def test_everything_of_one_version(system: str, request: pytest.FixtureRequest) -> None:
    patient: Patient = request.getfixturevalue(system)
    assert __version__ in told(installed(patient.around()), "ok")
    assert str(place(patient)) in told(addin(patient.around()), "ok")


def test_nothing_is_noted(windows: Patient) -> None:
    windows.note()
    assert "not installed" in told(installed(windows.around()), "wrong")


def test_another_version_is_noted(windows: Patient) -> None:
    windows.note(**{PYTHON: str(windows.python), VERSION: "0.0.9"})
    words = told(installed(windows.around()), "wrong")
    assert f"settings 0.0.9, add-in file {__version__}" in words


def test_an_add_in_of_another_version(windows: Patient, built: bytes) -> None:
    place(windows).write_bytes(of_version(built, "0.0.9"))
    words = told(installed(windows.around()), "wrong")
    assert f"settings {__version__}, add-in file 0.0.9" in words


def test_a_package_of_another_version(windows: Patient) -> None:
    (folder,) = windows.site.glob("kano_xl-*")
    folder.rename(folder.with_name("kano_xl-0.0.9.dist-info"))
    metadata = windows.site / "kano_xl-0.0.9.dist-info" / "METADATA"
    metadata.write_text(metadata.read_text().replace(f"Version: {__version__}", "Version: 0.0.9"))
    assert "Python package 0.0.9" in told(installed(windows.around()), "wrong")


def test_a_version_that_cannot_be_read(windows: Patient) -> None:
    program(windows.python, "exit 1")
    assert "Python package ?" in told(installed(windows.around()), "unknown")
    place(windows).unlink()
    assert "add-in file ?" in told(installed(windows.around()), "unknown")


def test_an_add_in_that_is_not_there(mac: Patient) -> None:
    place(mac).unlink()
    assert str(place(mac)) in told(addin(mac.around()), "wrong")


def test_an_add_in_that_is_a_folder(mac: Patient) -> None:
    place(mac).unlink()
    place(mac).mkdir()
    told(addin(mac.around()), "wrong")
    told(installed(mac.around()), "unknown")


@pytest.mark.parametrize("damage", ["empty", "text", "half", "bits", "no macros", "not XML"])
def test_a_damaged_add_in(windows: Patient, built: bytes, damage: str) -> None:
    project = built.index(b"PK", 100) + 200
    content = {
        "empty": b"",
        "text": b"<html>Access denied</html>",
        "half": built[: len(built) // 2],
        "bits": built[:project] + bytes([built[project] ^ 1]) + built[project + 1 :],
        "no macros": changed(built, "xl/vbaProject.bin", None),
        "not XML": changed(built, "docProps/custom.xml", b"<Properties"),
    }[damage]
    place(windows).write_bytes(content)
    assert "damaged" in told(addin(windows.around()), "wrong")


def test_an_add_in_without_a_version(windows: Patient, built: bytes) -> None:
    for content in (
        changed(built, "docProps/custom.xml", None),
        changed(built, "docProps/custom.xml", b"<Properties/>"),
    ):
        place(windows).write_bytes(content)
        assert "not an add-in of kano_xl" in told(addin(windows.around()), "wrong")


def test_an_add_in_that_cannot_be_read_now(
    windows: Patient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(*_: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr("kano_xl.setup.doctor.installation.zipfile.ZipFile", held)
    assert "used by another process" in told(addin(windows.around()), "unknown")
    assert "add-in file ?" in told(installed(windows.around()), "unknown")


def test_where_there_is_no_excel(tmp_path: Path) -> None:
    around = Surroundings(User("other", tmp_path, tmp_path / "log"), {}, lambda: False)
    assert __version__ in told(installed(around), "unknown")
    told(addin(around), "unknown")
    told(other_copies(around), "ok")


def test_one_copy(windows: Patient, mac: Patient) -> None:
    windows.set({OPTIONS: {"OPEN": r'/R "C:\Tools\other.xlam"', "Font": "kano_xl.xlam", "X": 3}})
    told(other_copies(windows.around()), "ok")
    told(other_copies(mac.around()), "ok")


def test_a_copy_among_the_add_ins_of_a_user_of_windows(windows: Patient) -> None:
    copy = place(windows).parents[1] / "AddIns" / "kano_xl.xlam"
    copy.parent.mkdir()
    copy.write_bytes(b"")
    assert str(copy) in told(other_copies(windows.around()), "wrong")


def test_a_copy_among_the_add_ins_of_a_user_of_a_mac(mac: Patient) -> None:
    (content,) = [each for each in place(mac).parents if each.name == "User Content.localized"]
    copy = content / "Add-Ins.localized" / "kano_xl.xlam"
    copy.parent.mkdir()
    copy.write_bytes(b"")
    assert str(copy) in told(other_copies(mac.around()), "wrong")


@pytest.mark.parametrize("value", [r'/R "C:\Downloads\Kano_XL.xlam"', "kano_xl.xlam"])
@pytest.mark.parametrize("name", ["OPEN", "open2"])
def test_an_add_in_that_was_chosen_in_excel(windows: Patient, name: str, value: str) -> None:
    windows.set({OPTIONS: {name: value}})
    assert f"{name} = {value}" in told(other_copies(windows.around()), "wrong")


def test_the_script_of_a_mac(mac: Patient) -> None:
    assert mac.user.script is not None
    assert str(mac.user.script) in told(script(mac.around()), "ok")
    mac.user.script.write_text("on KanoRun(what)\nend KanoRun\n", encoding="ascii")
    assert "not that of the installed version" in told(script(mac.around()), "wrong")
    mac.user.script.write_bytes(mac_script(mac.python.with_name("python3"), mac.user.log))
    assert "not that of the installed version" in told(script(mac.around()), "wrong")
    mac.note(**{LOG: "/log"})
    told(script(mac.around()), "unknown")
    mac.user.script.unlink()
    assert str(mac.user.script) in told(script(mac.around()), "wrong")


def test_the_script_of_another_version_is_not_compared(mac: Patient) -> None:
    (folder,) = mac.site.glob("kano_xl-*")
    folder.rename(folder.with_name("kano_xl-0.0.9.dist-info"))
    metadata = mac.site / "kano_xl-0.0.9.dist-info" / "METADATA"
    metadata.write_text(metadata.read_text().replace(f"Version: {__version__}", "Version: 0.0.9"))
    assert "another version" in told(script(mac.around()), "unknown")
