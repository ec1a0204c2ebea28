"""The judges must be able to say no."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from PIL import Image


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A formula whose stored value is wrong, and one that has none."""
    path = tmp_path / "wrong value.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("功能")
        sheet.write("A1", 21)
        sheet.write_formula("A2", "=A1*2", value=99)
        sheet.write_formula("A3", "=A1/0")
    return path


def test_recalculated_ignores_stored_values(
    workbook: Path, recalculated: Callable[[Path], dict[str, dict[str, object]]]
) -> None:
    assert recalculated(workbook) == {"功能": {"A1": 21, "A2": 42, "A3": "#DIV/0!"}}


def test_rendered_gives_pages_with_ink(
    workbook: Path, rendered: Callable[[Path], list[Path]]
) -> None:
    (page,) = rendered(workbook)
    with Image.open(page) as picture:
        darkest, lightest = picture.convert("L").getextrema()
        assert picture.width > 800
        assert darkest < 60
        assert lightest == 255


def test_ooxml_errors_tells_good_from_bad(
    workbook: Path, tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    assert ooxml_errors(workbook) == []

    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(broken, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"sheetData", b"sheetDatum"))
    assert any("sheetDatum" in error for error in ooxml_errors(broken))
