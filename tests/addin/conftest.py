"""The add-in as it is built, for its tests; and kinds of Excel that have it open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from addin.fake_excel import MAC, FakeExcel
from addin.parsing import PLATFORMS
from command import kano
from kano_xl.addin.vba_project import vba_sources

# It runs in LibreOffice's Python and nowhere else.
collect_ignore = ["office_macros.py"]

WINDOWS = next(iter(PLATFORMS))


@pytest.fixture(scope="session")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The add-in file, built by the command line."""
    path = tmp_path_factory.mktemp("addin") / "kano_xl.xlam"
    assert kano("addin", "build", "-o", path).code == 0
    return path


@pytest.fixture(scope="session")
def sources() -> dict[str, str]:
    """The VBA source of every module."""
    return vba_sources()


@pytest.fixture
def start(addin: Path, sources: dict[str, str]) -> Iterator[Callable[[str], FakeExcel]]:
    """Starts an Excel of a kind of `PLATFORMS`, which must not once ask its user anything."""
    started: list[FakeExcel] = []

    def start_one(platform: str) -> FakeExcel:
        started.append(FakeExcel(addin, sources, platform))
        return started[-1]

    yield start_one
    assert [fault for excel in started for fault in excel.faults] == []


@pytest.fixture
def excel(start: Callable[[str], FakeExcel]) -> FakeExcel:
    """Excel for Windows with a workbook of the user's."""
    excel = start(WINDOWS)
    excel.open_new("Survey.xlsx")
    return excel


@pytest.fixture
def mac(start: Callable[[str], FakeExcel]) -> FakeExcel:
    """Excel for the Mac with a workbook of the user's."""
    excel = start(MAC)
    excel.open_new("Survey.xlsx")
    return excel
