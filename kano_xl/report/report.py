"""A report as data: what stands where is decided here, nothing is computed after it.

A `Report` holds sheets, a sheet holds blocks (paragraphs, tables, charts) from top to
bottom, and `kano_xl.report.typesetting.placement` gives every block its cells. Writers read the
same objects, so a new file and an open workbook come out alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from kano_xl.errors import Place

Scalar = str | int | float | None
"""A plain value of a cell; None leaves the cell without a value and shows as undefined."""


UNDEFINED = "–"
"""What is shown where there is no value."""

NOT_DRAWN = "#N/A"
"""What a formula gives where a chart shall draw nothing."""


def unless_zero(denominator: str, value: str) -> str:
    """The template of a formula that shows `UNDEFINED` where a denominator is 0.

    >>> unless_zero("{n}", "{A}/{n}")
    'IF({n}=0,"–",{A}/{n})'
    """
    return f'IF({denominator}=0,"{UNDEFINED}",{value})'


@dataclass(frozen=True, slots=True)
class Formula:
    """A live formula with the result stored beside it.

    Attributes:
        template: without the leading ``=``. ``{better}`` is the cell of the column
            ``better`` in the same row of the same table, ``{counts.A}`` the cell of
            column ``A`` of the table ``counts``, in the row of the same position, and
            ``{counts.A:all}`` all cells of that column, without its header.
        value: the computed result, for programs that do not calculate; None is undefined.
    """

    template: str
    value: Scalar


UNDRAWN = Formula("NA()", NOT_DRAWN)
"""The cell of what a chart shall not draw, or of what is undefined to formulas."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a cell in a file of the survey."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class CategoryName:
    """The name of a category, in its colour: the word says it, the colour only repeats it."""

    letter: str
    text: str


Cell = Scalar | Formula | Link | CategoryName


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column of a table.

    Attributes:
        key: its name within the table, for formulas and ranges.
        title: its header, in the report's language.
        kind: what it holds, one of `KINDS`; decides format, alignment and width.
        name: what its cells, without the header, are called in the workbook; "" for nothing.
    """

    key: str
    title: str
    kind: str
    name: str = ""


KINDS = (
    "text",
    "name",
    "label",
    "long_text",
    "phrase",
    "figures",
    "category",
    "letter",
    "mark",
    "count",
    "rank",
    "share",
    "coefficient",
    "error",
    "number",
    "p_value",
    "probability",
    "link",
)
"""What a column may hold."""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of cells.

    ``name`` is its name in the workbook, unique and valid in Excel; "" makes it plain cells
    with headers, which Excel copies from one workbook to another together with other sheets.
    """

    key: str
    name: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text across the page. ``style`` is one of `STYLES`."""

    style: str
    text: str


STYLES = ("title", "heading", "body", "conclusion", "note")
"""The styles of a paragraph."""


@dataclass(frozen=True, slots=True)
class Range:
    """Cells of one column of a table, or of neighbouring ones from ``column`` to ``until``.

    ``first`` is 0-based within the table's rows, −1 for its header; ``until`` is "" for one
    column alone.
    """

    table: str
    column: str
    first: int
    count: int
    until: str = ""


@dataclass(frozen=True, slots=True)
class ErrorBars:
    """The cells that hold how far an error bar reaches, below its point and above it."""

    less: Range
    more: Range


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart.

    Attributes:
        name: as the legend shows it.
        named_by: the cell that holds the name, where it may change; else None.
        letter: the category whose colour and marker it has; "" for none.
        x, y: the cells that hold its values.
        labels: the cells that hold one label per point.
        role: "points", "labels" (a text whose centre is the point), "leader" (a thin line
            from a point to its label), "start" (a small circle where a move begins), "move"
            (the line of a move), "arrow" and "faint_arrow" (a line with a head at its end),
            "ellipse" (a pale line around a point), "guide" (a quadrant line), "quadrant" (a
            quiet text, centred) or "bars".
        x_errors, y_errors: its error bars.
    """

    name: str
    letter: str
    x: Range | None
    y: Range
    labels: Range | None = None
    role: str = "points"
    x_errors: ErrorBars | None = None
    y_errors: ErrorBars | None = None
    named_by: Range | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart over cells of the report.

    Attributes:
        key: its name within the report.
        name: by which it is found in the workbook, the same in every language.
        kind: "scatter" or "shares".
        title: what stands above it.
        alt_text: what it shows, in words.
        x_title, y_title: of its axes; "" for none.
        series: what it draws, from the back to the front.
        x_bounds, y_bounds: the ends of its axes; None for the program's choice.
        width, height: in pixels.
        plot: the area inside the axes, as left, top, width, height in pixels; None leaves
            that to the program, so that the chart can be made higher later.
        title_cell: the cell that holds the title, where it may change; else None.
    """

    key: str
    name: str
    kind: str
    title: str
    alt_text: str
    x_title: str
    y_title: str
    series: tuple[Series, ...]
    x_bounds: tuple[float, float] | None
    y_bounds: tuple[float, float] | None
    width: int
    height: int
    plot: tuple[int, int, int, int] | None
    title_cell: Range | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Tables side by side, each below its heading, all headers in one row.

    ``kept`` rows belong to every one of them, however few it has. Those that no table
    fills are hidden: charts over all that are kept leave hidden rows out.
    """

    headings: tuple[str, ...]
    tables: tuple[ReportTable, ...]
    kept: int = 0


Block = Paragraph | ReportTable | Chart | Band


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """A worksheet: blocks from top to bottom.

    Attributes:
        key: what it is, in every language.
        title: the name on its tab.
        blocks: what stands on it.
        landscape: whether its pages lie on their side.
        aside: whether it is for charts and formulas to refer to, and hidden until somebody
            shows it.
        parts: the columns of its table, by their keys, with which a new page begins when it is
            printed; each page repeats the columns up to the features' names, and the header.
        one_page: whether all of it is printed on one page; else as high as it is.
        chart_apart: whether what stands below each of its charts begins on a new page.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False
    aside: bool = False
    one_page: bool = False
    parts: tuple[str, ...] = ()
    chart_apart: bool = False

    @property
    def tables(self) -> tuple[ReportTable, ...]:
        """All its tables, in the order of reading."""
        found: list[ReportTable] = []
        for block in self.blocks:
            if isinstance(block, ReportTable):
                found.append(block)
            elif isinstance(block, Band):
                found += block.tables
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report in one language; ``written`` is its date."""

    language: str
    title: str
    sheets: tuple[ReportSheet, ...]
    written: date


def without_names(report: Report) -> Report:
    """The same report with plain cells for tables, no names of columns, and all sheets in view.

    Excel copies such cells from one workbook to another together with other sheets, and brings
    no names along that the other workbook has already.
    """
    return replace(report, sheets=tuple(map(_plain_sheet, report.sheets)))


def _plain_sheet(sheet: ReportSheet) -> ReportSheet:
    blocks = tuple(
        _plain_table(block)
        if isinstance(block, ReportTable)
        else replace(block, tables=tuple(map(_plain_table, block.tables)))
        if isinstance(block, Band)
        else block
        for block in sheet.blocks
    )
    return replace(sheet, blocks=blocks, aside=False)


def _plain_table(table: ReportTable) -> ReportTable:
    columns = tuple(replace(column, name="") for column in table.columns)
    return replace(table, name="", columns=columns)
