"""Folders that are synchronised, and the log."""

from __future__ import annotations

from pathlib import Path

import pytest

from kano_xl.addin.installed import LOG
from kano_xl.setup.doctor.folders import log, onedrive
from setup.doctor.patient import Patient, told


def test_nothing_is_synchronised(windows: Patient, mac: Patient) -> None:
    told(onedrive(windows.around()), "ok")
    told(onedrive(mac.around()), "ok")


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
@pytest.mark.parametrize("variable", ["LOCALAPPDATA", "APPDATA"])
def test_a_synchronised_folder(windows: Patient, name: str, variable: str) -> None:
    windows.environment[name] = windows.environment[variable]
    words = told(onedrive(windows.around()), "wrong")
    inside = {"LOCALAPPDATA": windows.user.home, "APPDATA": windows.user.addin}[variable]
    assert str(inside) in words


def test_a_folder_beside_it_with_a_longer_name(windows: Patient) -> None:
    windows.environment["OneDrive"] = windows.environment["LOCALAPPDATA"] + "Low"
    told(onedrive(windows.around()), "ok")


def test_a_python_of_one_s_own_in_a_synchronised_folder(windows: Patient) -> None:
    python = Path(windows.environment["OneDrive"], "python", "pythonw.exe")
    windows.note(Python=str(python))
    assert str(python) in told(onedrive(windows.around()), "wrong")


def test_a_library_that_is_a_link_into_the_cloud_of_a_mac(mac: Patient) -> None:
    library = mac.user.home.parents[1]
    cloud = library / "Mobile Documents" / "support"
    cloud.parent.mkdir()
    mac.user.home.parent.rename(cloud)
    mac.user.home.parent.symlink_to(cloud)
    assert str(mac.user.home) in told(onedrive(mac.around()), "wrong")


def test_a_log_that_can_be_written(windows: Patient) -> None:
    before = sorted(windows.user.home.rglob("*"))
    assert "0 faults" in told(log(windows.around()), "ok")
    assert sorted(windows.user.home.rglob("*")) == before


@pytest.mark.parametrize(("times", "words"), [(1, "one fault"), (2, "2 faults")])
def test_a_log_with_faults(windows: Patient, times: int, words: str) -> None:
    line = b"2026-01-02 03:04:05,678 4711 ERROR kano_better: ValueError\n  \xff\n"
    windows.user.log.write_bytes(b"2026-01-02 03:04:04,000 4711 INFO starts\n" + line * times)
    assert words in told(log(windows.around()), "ok")


def test_both_logs_of_a_mac_are_named(mac: Patient) -> None:
    words = told(log(mac.around()), "ok")
    container = mac.user.home.parents[2] / "Library/Containers/com.microsoft.Excel/Data"
    for place in (mac.user.log, container / "kano_xl" / "kano_xl.log"):
        assert str(place) in words


def test_a_log_without_its_folder(mac: Patient) -> None:
    mac.user.log.parent.rmdir()
    assert str(mac.user.log.parent) in told(log(mac.around()), "wrong")


def test_the_log_that_is_noted(windows: Patient, tmp_path: Path) -> None:
    windows.note(**{LOG: str(tmp_path / "gone" / "kano_xl.log")})
    assert str(tmp_path / "gone") in told(log(windows.around()), "wrong")


def test_a_log_that_cannot_be_written(windows: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kano_xl.setup.doctor.folders.tempfile.TemporaryFile", full)
    assert "No space left" in told(log(windows.around()), "wrong")


def test_a_folder_in_the_place_of_the_log(windows: Patient) -> None:
    windows.user.log.mkdir()
    assert "directory" in told(log(windows.around()), "wrong")
