"""One planning sheet as a file, from which Excel copies it into the open workbook.

The file has no other sheet, and its names of the results stand for an empty constant: so nothing
that comes with the copy can lead back to the file, whichever names the open workbook has.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kano_xl.names import COLUMNS, NO_RESULT
from kano_xl.planning.grid import GridSheet
from kano_xl.writers.new_workbook import new_workbook
from kano_xl.writers.planning.looks import PlanLooks
from kano_xl.writers.planning.sheet import add_plan_sheet


def write_alone(sheet: GridSheet, language: str, path: Path, written: date) -> None:
    """Write a planning sheet into a file of its own.

    Args:
        sheet: the sheet.
        language: of its texts.
        path: of the file.
        written: the date that it bears.
    """
    with path.open("wb") as file:
        workbook = new_workbook(file, language, sheet.title, written)
        for name in COLUMNS.values():
            workbook.define_name(name, NO_RESULT)
        add_plan_sheet(workbook, PlanLooks(workbook, language), language, sheet)
        workbook.close()
