"""What of the cells reaches Python: values, and of whole columns no more than is in use."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
from pyopenvba.interpreter import VBARuntimeError

from addin.stage import Stage


@pytest.fixture(scope="module")
def stage(addin: Path, sources: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """With a workbook of two sheets, One and Two, that is open and active."""
    path = tmp_path_factory.mktemp("values") / "survey.xlsx"
    with xlsxwriter.Workbook(path) as book:
        one, two = book.add_worksheet("One"), book.add_worksheet("Two")
        for row in range(1, 4):
            one.write_row(row, 0, [row + 1, f"B{row + 1}"])
        two.write("C9", "last")
    stage = Stage(addin, sources)
    stage.excel.activate_workbook(stage.excel.open_workbook(path))
    return stage


def values(stage: Stage, first: str, second: str) -> list[object]:
    found = stage.run("ValuesOfRanges", first, second)
    assert isinstance(found, list)
    return found


def test_a_block_is_rows_of_values_and_a_cell_a_row_of_one(stage: Stage) -> None:
    block, cell = values(stage, "A2:B3", "C9")
    assert block == [[2, "B2"], [3, "B3"]]
    assert cell == [["last"]]


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [
        ("1 1048576 4", "1 3 9", ["1 to 4", "1 to 3"]),
        ("1 1048576 4", "1 1048576 9", ["1 to 9", "1 to 9"]),  # so that they pair up
        ("2 1048575 4", "2 1048575 9", ["2 to 9", "2 to 9"]),
        ("1 30 4", "1 1048576 9", ["1 to 30", "1 to 9"]),
        ("1 30 4", "2 29 9", ["1 to 30", "2 to 30"]),
        ("7 1048570 4", "1 1 4", ["7 to 7", "1 to 1"]),  # below all use
    ],
)
def test_only_columns_to_the_end_of_a_sheet_are_cut_and_all_at_one_row(
    stage: Stage, first: str, second: str, read: list[str]
) -> None:
    assert stage.run("RowsRead", first, second) == [[[rows]] for rows in read]


def test_several_areas_are_refused(stage: Stage) -> None:
    with pytest.raises(VBARuntimeError, match="error 5"):
        values(stage, "A1:A2,B1:B2", "A1")


def test_what_is_no_range_is_passed_on_and_a_list_is_one_row(stage: Stage) -> None:
    assert stage.run("ValuesOfOthers") == ["like", [[1, 2, 3]], None, True]
