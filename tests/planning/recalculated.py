"""A planning sheet as LibreOffice calculates it, against what its twin says."""

from __future__ import annotations

import pytest

from conftest import CellValues
from kano_xl.addresses import address
from kano_xl.planning.grid import GridSheet


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
