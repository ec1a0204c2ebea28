"""The sizes beyond which a file is no survey but a mistake or an attack.

Each ceiling lies well above the largest survey anyone analyses on one computer
(100,000 respondents answering 60 features) and well below what exhausts its memory.
"""

from __future__ import annotations

from kano_xl.errors import InputError, Place

MIB = 1 << 20

MAX_FILE = 512 * MIB
"""Bytes of a file. 100,000 respondents × 60 features are about 25 MiB of .xlsx."""

MAX_TEXT_FILE = 256 * MIB
"""Bytes of a text file, which takes up to five times as much memory while it is read."""

MAX_LINE = 16 * MIB
"""Characters of one line of a text file."""

MAX_UNPACKED = 1024 * MIB
"""Bytes of XML unpacked from a workbook, however often a part is. A cell needs about 35."""

MAX_TAG = MIB
"""Bytes of one tag of XML, with all its attributes."""

MAX_SHARED = 256 * MIB
"""Bytes of an .xlsx file's table of shared texts."""

LONGEST_TEXT = 32_767
"""Characters of one cell, as in Excel, which cuts off what is longer."""

MAX_VALUES = 160 * MIB
"""Memory for the different texts, fractions and dates of a workbook, for each sheet anew."""

MAX_ELEMENTS = 2_000_000
"""Elements of a part that goes through the XML parser, as the cells of few programs do."""

MAX_ODD = 256 * MIB
"""Bytes of a worksheet that goes through the XML parser."""

MAX_TEXT = 2048 * MIB
"""Bytes of text in all cells of a workbook together, however often each one is shared."""

MAX_CELL_TEXT = 32_767
"""Characters of one cell, as in Excel."""

MAX_COLUMNS = 2_000
"""60 features with three questions each and the survey tool's own columns are about 250."""

MAX_CELLS = 20_000_000
"""Cells of the rectangles from A1 to the last used cell. Reading costs up to 60 bytes each."""

MAX_PAGES = 128 * MIB
"""Bytes of the largest pages of all columns of a Parquet file together; most have 1 MiB."""

MAX_KEPT = 256 * MIB
"""Bytes of memory for the rows of a file in which a few bytes may stand for any number."""

MAX_KEPT_OF_FEW = 96 * MIB
"""The same, for a file that is next to empty; each of its bytes gives room for `_GROWTH` more."""

_GROWTH = 40

_ROW = 72
_CELL = 8


def check_file_size(size: int, most: int, place: Place) -> None:
    """Refuse a file of more than ``most`` bytes, or of none.

    Raises:
        InputError: ``file_empty`` or ``file_too_large``.
    """
    if not size:
        raise InputError("file_empty", place)
    if size > most:
        raise InputError("file_too_large", place, size=-(-size // MIB), most=most // MIB)


def check_extent(rows: int, columns: int, place: Place, before: int = 0) -> int:
    """Refuse a sheet that is too wide or too large; else how many cells there are by now.

    Args:
        rows, columns: of the rectangle from A1 to the last used cell.
        place: file and sheet.
        before: cells of the sheets read before this one.

    Raises:
        InputError: ``too_many_columns`` or ``too_many_cells``.

    >>> check_extent(100, 30, Place("bank.csv"), before=500)
    3500
    """
    if columns > MAX_COLUMNS:
        raise InputError("too_many_columns", place, columns=f"{columns:,}", most=f"{MAX_COLUMNS:,}")
    cells = before + rows * columns
    if cells > MAX_CELLS:
        raise InputError("too_many_cells", place, cells=f"{cells:,}", most=f"{MAX_CELLS:,}")
    return cells


def check_kept(rows: int, columns: int, place: Place, size: int, values: int = 0) -> None:
    """Refuse what would take too much memory although the file that says it is small.

    Where one entry of a file stands for any number of rows, cells alone bound too little.
    Real answers differ, so that a file of them grows with their number.

    Args:
        rows, columns: of a table.
        place: the file, for messages.
        size: bytes of the file.
        values: bytes of the different values in it.

    Raises:
        InputError: ``too_many_rows``.

    >>> check_kept(450_000, 42, Place("bank.parquet"), 5_000_000)
    """
    most = min(MAX_KEPT, MAX_KEPT_OF_FEW + _GROWTH * size)
    if rows * (_ROW + _CELL * columns) + values > most:
        raise InputError("too_many_rows", place, rows=f"{rows:,}", columns=f"{columns:,}")
