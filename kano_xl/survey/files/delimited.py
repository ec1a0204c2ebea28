"""Text files (.csv, .tsv, .txt): rows of cells between commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from kano_xl.errors import InputError, Place
from kano_xl.survey.files import Memo
from kano_xl.survey.files.limits import MAX_COLUMNS, MAX_LINE, check_extent, check_kept
from kano_xl.survey.sheet import Rows

DELIMITERS = (",", ";", "\t")
_SEPARATOR_LINE = re.compile(r'"?sep=([,;\t])"?(?:\r\n|\r|\n)', re.IGNORECASE)
"""What Excel takes as a hint and does not show, so it is no row."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_CHECKED_EACH = 1_024
_SAMPLE_ROWS = 200
_SAMPLE_CHARACTERS = 1 << 18
_LONGEST_CELL = csv.field_size_limit()


def read_text(text: str, place: Place) -> Rows:
    """The cells of a text file; numbers stay text. Rows may be of different lengths.

    Args:
        text: the whole file.
        place: the file, for messages.

    Raises:
        InputError: ``text_quote``: a quotation mark that is never closed;
            ``text_line``, ``too_many_columns``, ``too_many_cells`` or ``too_many_rows``.
    """
    separator = _SEPARATOR_LINE.match(text)
    if separator:
        delimiter, text = separator[1], text[separator.end() :]
    else:
        delimiter = find_delimiter(text)
    lines = _Lines(text, delimiter, place)
    reader = csv.reader(lines, delimiter=delimiter)
    memo = Memo()
    rows: Rows = []
    width, line, next_line = 0, 1, 1
    try:
        for row in reader:
            line, next_line = next_line, reader.line_num + 1
            lines.waiting = 0
            if len(row) > width or not len(rows) % _CHECKED_EACH:
                width = max(width, len(row))
                check_extent(len(rows) + 1, width, place)
                check_kept(len(rows) + 1, width, place, len(text))
            rows.append([memo[cell] for cell in row])
        check_extent(len(rows), width, place)
    except csv.Error as error:
        raise InputError("text_quote", place, line=f"{next_line:,}") from error
    if rows and next_line - line > 1 and text.count('"') % 2:
        raise InputError("text_quote", place, line=f"{line:,}")
    return rows


def find_delimiter(text: str) -> str:
    r"""What stands between the cells: the mark that cuts most rows into equally many.

    >>> find_delimiter("a;b\n1,5;2\n")
    ';'
    """
    sample = text[:_SAMPLE_CHARACTERS]
    scores = {delimiter: _regularity(sample, delimiter) for delimiter in DELIMITERS}
    return max(scores, key=lambda delimiter: scores[delimiter])


def _regularity(sample: str, delimiter: str) -> tuple[float, int]:
    """How regularly a mark cuts rows, 0..1, and into how many cells."""
    try:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        rows = [row for row in islice(reader, _SAMPLE_ROWS) if row]
    except csv.Error:
        return (0.0, 0)
    widths = Counter(map(len, rows))
    several = [(count / len(rows), width) for width, count in widths.items() if width > 1]
    share, width = max(several, default=(0.0, 0))
    if delimiter != ",":
        return share, width
    # A comma within a sentence has a space after it; one between cells seldom has.
    later = [cell for row in rows for cell in row[1:]]
    spaced = sum(cell.startswith(" ") for cell in later)
    return share * (1 - spaced / (len(later) + 1)), width


class _Lines:
    """The lines of a text, refused when one row of them would make too many cells."""

    def __init__(self, text: str, delimiter: str, place: Place) -> None:
        self.waiting = 0
        # No io.StringIO here: it copies the text at four bytes a character.
        self._lines = enumerate(_LINE.finditer(text), 1)
        self._delimiter = delimiter
        self._place = place

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        number, match = next(self._lines)
        if match.end() - match.start() > MAX_LINE:
            raise InputError("text_line", self._place, line=f"{number:,}", most=f"{MAX_LINE:,}")
        line = match[0]
        self.waiting += line.count(self._delimiter)
        if self.waiting > MAX_COLUMNS + _LONGEST_CELL:
            check_extent(1, self.waiting, self._place)
        return line
