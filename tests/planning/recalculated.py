"""A planning sheet as LibreOffice calculates it, against what its twin says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from conftest import CellValues, LibreOffice, cell_values
from kano_xl.addresses import address
from kano_xl.planning.grid import GridSheet


def assert_as_the_twin_says(
    made: Sequence[tuple[Path, Sequence[GridSheet]]], office: LibreOffice
) -> None:
    """Every formula of the sheets of workbooks gives what its twin says."""
    opened = office.convert([path for path, _ in made], "xlsx")
    for (_, sheets), again in zip(made, opened, strict=True):
        values = cell_values(again)
        for sheet in sheets:
            assert not differences(sheet, values[sheet.title])


def differences(sheet: GridSheet, values: CellValues) -> list[tuple[str, object, object]]:
    """The cells whose formula gives something else than the twin says."""
    found = []
    for place, cell in sheet.cells.items():
        if cell.formula:
            there = values.get(address(*place), "")
            ours = "" if cell.value is None else cell.value
            if isinstance(ours, int | float) and isinstance(there, int | float):
                same = there == pytest.approx(ours, abs=1e-9)
            else:
                same = there == ours
            if not same:
                found.append((address(*place), ours, there))
    return found
