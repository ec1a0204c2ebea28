"""That pages are judged with the pinned fonts, and that a missing one is named."""

from __future__ import annotations

import runpy
import subprocess
from pathlib import Path

import pytest

from tests.looks.fonts import PACKAGES, STANDS_FOR, MissingFontsError, pinned, seeing

DEVELOP = Path(__file__).resolve().parents[2] / "install" / "develop.py"


def test_they_are_those_that_are_installed_for_the_tests() -> None:
    assert runpy.run_path(str(DEVELOP))["FONTS"] == PACKAGES


@pytest.mark.parametrize(("asked", "shown"), STANDS_FOR.items())
def test_fonts_of_excel_are_stood_for(asked: str, shown: str, tmp_path: Path) -> None:
    command = ["fc-match", "--format", "%{family[0]}", asked]
    done = subprocess.run(command, env=pinned(tmp_path), capture_output=True, check=True)
    assert done.stdout.decode() == shown


def test_no_other_font_is_seen(tmp_path: Path) -> None:
    command = ["fc-list", "--format", "%{family[0]}\n"]
    done = subprocess.run(command, env=pinned(tmp_path), capture_output=True, check=True)
    assert set(done.stdout.decode().split("\n")) - {""} == set(PACKAGES)


def test_a_missing_font_is_named_with_its_package(tmp_path: Path) -> None:
    packages = {**PACKAGES, "No Such Sans": "fonts-no-such", "Nor This": "fonts-nor-this"}
    with pytest.raises(MissingFontsError) as told:
        seeing(tmp_path, packages)
    assert "No Such Sans, Nor This;" in str(told.value)
    assert "sudo apt-get install fonts-no-such fonts-nor-this)" in str(told.value)


def test_without_fontconfig_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingFontsError, match="sudo apt-get install fontconfig"):
        pinned(tmp_path)
