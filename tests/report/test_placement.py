from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano_xl.addresses import address
from kano_xl.report.report import (
    Band,
    Chart,
    Formula,
    Paragraph,
    Range,
    Report,
    ReportColumn,
    ReportSheet,
    ReportTable,
)
from kano_xl.report.typesetting.placement import (
    PlacedChart,
    PlacedParagraph,
    PlacedTable,
    Placement,
)
from sample_reports import mixed_counts, report_of, survey_of


def table(key: str, rows: int) -> ReportTable:
    columns = (ReportColumn("name", "Name", "text"), ReportColumn("x", "X", "count"))
    return ReportTable(key, key, columns, tuple((f"row {row}", row) for row in range(rows)))


def report(*sheets: ReportSheet) -> Report:
    return Report("en", "Report", sheets, date(2026, 3, 1))


def chart(width: int, height: int) -> Chart:
    plot = (0, 0, width, height)
    return Chart("map", "Map", "scatter", "", "", "", "", (), None, None, width, height, plot)


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_addresses_are_read_back(row: int, column: int) -> None:
    name = address(row, column)
    letters = name.rstrip("0123456789")
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    assert (int(name[len(letters) :]) - 1, number - 1) == (row, column)


def test_blocks_stand_below_each_other_without_touching() -> None:
    sheet = ReportSheet(
        "s",
        "S",
        (Paragraph("title", "T"), chart(500, 333), Paragraph("heading", "H"), table("t", 3)),
    )
    placed = Placement(report(sheet)).sheets[0]
    title, drawing, heading, body = placed.blocks
    assert isinstance(title, PlacedParagraph)
    assert isinstance(drawing, PlacedChart)
    assert isinstance(heading, PlacedParagraph)
    assert isinstance(body, PlacedTable)
    assert title.row == 0
    assert drawing.row >= 1
    height = sum(placed.heights.get(row, 20) for row in range(drawing.row, heading.row))
    assert height > 333
    assert body.row == heading.row + 1
    assert placed.last_row == body.row + 3
    assert sum(placed.widths) >= 500


def test_ranges_and_formulas_lead_to_the_cells() -> None:
    first = ReportSheet("a", "Jane's", (Paragraph("title", "T"), table("one", 3)))
    second = ReportSheet("b", "B", (table("two", 3),))
    placement = Placement(report(first, second))
    title, top, left, bottom, right = placement.locate(Range("one", "x", 1, 2))
    assert (title, left, right, bottom - top) == ("Jane's", 1, 1, 1)
    header = next(b for b in placement.sheets[0].blocks if isinstance(b, PlacedTable)).row
    assert top == header + 2
    formula = Formula("{one.x}+{x}", 0)
    assert placement.formula(formula, "two", 2) == f"='Jane''s'!B{header + 4}+B4"


def test_unknown_tables_and_columns_are_refused() -> None:
    placement = Placement(report(ReportSheet("a", "A", (table("one", 1),))))
    with pytest.raises(KeyError):
        placement.locate(Range("other", "x", 0, 1))
    with pytest.raises(ValueError, match="not in list"):
        placement.locate(Range("one", "other", 0, 1))


def test_long_texts_make_high_rows_up_to_what_excel_takes() -> None:
    columns = (ReportColumn("t", "T", "long_text"),)
    rows = (("short",), ("word " * 60,), ("字" * 32_000,))
    placed = Placement(
        report(ReportSheet("a", "A", (ReportTable("t", "t", columns, rows),)))
    ).sheets[0]
    low, higher, highest = (placed.heights[row] for row in (1, 2, 3))
    assert low < higher < highest <= 545  # 409 points, Excel's limit


def test_only_a_table_that_ends_its_sheet_repeats_its_header() -> None:
    long, followed = (
        Placement(report(ReportSheet("a", "A", blocks))).sheets[0]
        for blocks in (
            (Paragraph("title", "T"), table("t", 80)),
            (table("t", 5), Paragraph("body", "more")),
        )
    )
    assert long.repeated == next(b.row for b in long.blocks if isinstance(b, PlacedTable))
    assert followed.repeated is None


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_no_two_blocks_of_a_whole_report_overlap(language: str) -> None:
    survey = survey_of(mixed_counts(12))
    for placed in Placement(report_of(survey, language, scores=True)).sheets:
        taken: set[tuple[int, int]] = set()
        for block in placed.blocks:
            columns = range(len(placed.widths))
            if isinstance(block, PlacedParagraph):
                last = block.row + len(block.lines) - 1
                columns = columns[block.column : block.column + 1]
            elif isinstance(block, PlacedTable):
                last = block.last_row
                columns = columns[block.column : block.column + len(block.table.columns)]
                assert len(columns) == len(block.table.columns)
            else:
                last = block.row + block.rows - 1
            cells = {(row, column) for row in range(block.row, last + 1) for column in columns}
            assert not cells & taken
            taken |= cells
            assert placed.last_row >= last


def band(rows: int, kept: int = 0) -> Band:
    return Band(("One", "Two"), (table("one", rows), table("two", rows)), kept)


@pytest.mark.parametrize("rows", [0, 1, 3, 7])
def test_tables_stand_side_by_side_at_places_that_their_rows_do_not_change(rows: int) -> None:
    sheet = ReportSheet("s", "S", (Paragraph("title", "T"), table("frame", 2), band(rows, kept=6)))
    placed = Placement(report(sheet)).sheets[0]
    one, two = placed.blocks[-2:]
    headings = placed.blocks[-4:-2]
    assert [block.lines for block in headings if isinstance(block, PlacedParagraph)] == [
        ("One",),
        ("Two",),
    ]
    assert isinstance(one, PlacedTable)
    assert isinstance(two, PlacedTable)
    # Title, blank, header and 2 rows, blank, headings, headers.
    assert [(block.row, block.column) for block in (*headings, one, two)] == [
        (6, 0),
        (6, 3),
        (7, 0),
        (7, 3),
    ]
    assert all(width > 0 for width in placed.widths)
    assert placed.pages == 2
    # What lies below the filled rows, down to the last that is kept, is hidden.
    assert list(placed.hidden) == list(range(8 + max(1, rows), 8 + 6))
    assert placed.last_row == 7 + max(1, rows)


def test_without_room_no_row_is_hidden() -> None:
    for block in (band(3), table("t", 3)):
        assert not Placement(report(ReportSheet("s", "S", (block,)))).sheets[0].hidden


def test_a_range_beyond_the_rows_has_no_values() -> None:
    placement = Placement(report(ReportSheet("s", "S", (band(2, kept=4),))))
    assert placement.values(Range("one", "x", 0, 4)) == [0, 1, None, None]
    assert placement.values(Range("two", "name", 1, 2, "x")) == [None, 1, None, None]
    title, first, left, last, right = placement.locate(Range("two", "x", 0, 4))
    assert (title, first, left, last, right) == ("S", 2, 4, 5, 4)
