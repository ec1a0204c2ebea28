"""Where the table stands in a sheet: its header rows, its columns, and what each column holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from operator import itemgetter

from kano_xl.addresses import address
from kano_xl.errors import InputError
from kano_xl.survey.cells import Sheet, Value
from kano_xl.survey.layout.sides import IMPORTANCE, Heading, headings, pattern, unnumbered
from kano_xl.survey.layout.sums import rows_of_sums
from kano_xl.survey.quoting import printable
from kano_xl.survey.wording import known_wordings, number

EMPTY, WORDS, NUMBERS, SATISFACTION, OTHER = "empty", "words", "numbers", "satisfaction", "other"
"""What a column holds: nothing, Kano's wordings, numbers 1..5, another scale, something else."""

_SEARCHED = 40
"""Rows from the top that are searched for the header."""

_SAMPLED = 1000
"""Respondents from the top by which a column is judged."""

_ROWS = (
    re.compile(r"^(?P<question>.+\S)(?:\s+[-–]\s+|\s*[—―]+\s*)(?P<row>[^—―\[\]()（）]+)$"),
    re.compile(r"^(?P<question>.+\S)\s*[(（](?P<row>(?!\d+[)）])[^()（）]+)[)）]$"),
)
"""How tools write "question – row" and "question (row)" of a question with several rows."""

_UNLABELLED = frozenset({"response", "open-ended response", "回复", "antwort", "respuesta"})


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a survey's table.

    Attributes:
        index: 0 is column A.
        heading: what its header says.
        holds: one of `EMPTY`, `WORDS`, `NUMBERS`, `SATISFACTION`, `OTHER`.
        background: its header says that it is no question about a feature.
    """

    index: int
    heading: Heading
    holds: str
    background: bool

    @property
    def letter(self) -> str:
        """The column as Excel calls it."""
        return address(0, self.index)[:-1]

    @property
    def header(self) -> str:
        """The header in full, on one line."""
        return self.heading.text


@dataclass(frozen=True, slots=True)
class Table:
    """The table of a sheet: one header row (or several, joined), then a row per respondent.

    Attributes:
        sheet: where it stands.
        header_row, first_row: 0-based rows of the (first) header and of the first respondent.
        columns: every column that has a header or holds anything.
        sums: 0-based rows below the respondents that hold sums or means; the sheet ends above.
    """

    sheet: Sheet
    header_row: int
    first_row: int
    columns: tuple[Column, ...]
    sums: tuple[int, ...] = ()

    @property
    def height(self) -> int:
        """Rows below the header."""
        return len(self.sheet.rows) - self.first_row


def find_table(sheet: Sheet) -> Table:
    """The table in a sheet.

    Raises:
        InputError: ``no_header`` where answers stand in the first row, ``no_survey`` where
            no row looks like a header.
    """
    top = sheet.rows[:_SEARCHED]
    filled = [sum(cell is not None for cell in row) for row in top]
    least = max(2, 0.25 * max(filled, default=0))
    header_row = next((row for row, count in enumerate(filled) if count >= least), None)
    if header_row is None:
        raise InputError("no_survey", sheet.place(0, 0))
    if _holds_answers(top[header_row]):
        raise InputError("no_header", sheet.place(header_row, 0))
    texts, first_row = _join_headers(sheet.rows, header_row)
    return table_at(sheet, header_row, first_row, texts)


def table_at(
    sheet: Sheet, header_row: int, first_row: int, texts: Sequence[str] | None = None
) -> Table:
    """The table whose header and first respondent stand in these 0-based rows."""
    if texts is None:
        texts = _join_headers(sheet.rows[:first_row], header_row)[0]
    sums, end = rows_of_sums(sheet.rows, first_row)
    sheet = replace(sheet, rows=sheet.rows[:end]) if sums else sheet
    columns = []
    for index, heading in enumerate(headings(texts)):
        cells = map(itemgetter(index), islice(sheet.rows, first_row, None))
        holds = _holds(cells)
        if heading.text or holds != EMPTY:
            columns.append(Column(index, heading, holds, _is_about_person(heading, holds)))
    return Table(sheet, header_row, first_row, tuple(columns), tuple(sums))


def is_background(header: str) -> bool:
    """Whether a header is one that forms and people give to columns about the person or the form.

    >>> is_background("Timestamp"), is_background("1、您的性别"), is_background("Fast ID check")
    (True, True, False)
    """
    plain = unnumbered(header).strip(" ：:*#?？")
    groups = ("patterns", "numbers", "persons", "times")
    return any(pattern("background", group).fullmatch(plain) for group in groups)


def _is_about_person(heading: Heading, holds: str) -> bool:
    """Whether a column is none about a feature; Kano's answers and marks outweigh its header.

    A contact word ("phone", "电话") tells only of a column without answers: a feature
    may be a telephone service.
    """
    if holds == WORDS or heading.marked or heading.side == IMPORTANCE:
        return False
    contact = holds in (OTHER, EMPTY) and pattern("background", "contacts").search(heading.text)
    return bool(contact) or is_background(heading.text)


def _is_answer(cell: Value) -> bool:
    if cell is None:
        return False
    whole = number(cell)
    if whole is not None:
        return 1 <= whole <= 5
    return isinstance(cell, str) and bool(known_wordings().codes(cell))


def _holds_answers(row: Sequence[Value]) -> bool:
    """Whether a row looks like a respondent rather than a header."""
    cells = [cell for cell in row if cell is not None]
    answers = sum(map(_is_answer, cells))
    words = sum(
        isinstance(cell, str) and _is_answer(cell) and number(cell) is None for cell in cells
    )
    return answers >= 2 and (answers >= 0.9 * len(cells) or words >= 0.5 * len(cells))


def _join_headers(rows: Sequence[Sequence[Value]], top: int) -> tuple[list[str], int]:
    """The header of every column, and the row after the last header row."""
    first = [_text(cell) for cell in rows[top]]
    if len(rows) > top + 2 and any("importid" in _text(cell).lower() for cell in rows[top + 2]):
        questions = [_text(cell) or first[i] for i, cell in enumerate(rows[top + 1])]
        return _grids(questions), top + 3
    if len(rows) > top + 1 and _asks_below_codes(first, rows[top + 1]):
        return _grids([_text(cell) or first[i] for i, cell in enumerate(rows[top + 1])]), top + 2
    if len(rows) > top + 1 and _is_second_header(first, rows[top + 1]):
        second = [_text(cell) for cell in rows[top + 1]]
        question, joined = "", []
        for above, below in zip(first, second, strict=True):
            question = above or (question if below else "")
            named = below and below.casefold() not in _UNLABELLED
            joined.append(f"{question} [{below}]" if named and question else question or below)
        return joined, top + 2
    return _grids(first), top + 1


def _asks_below_codes(first: Sequence[str], row: Sequence[Value]) -> bool:
    """Whether the row has the questions in full, below codes such as Q1."""
    asks = pattern("question", "patterns")
    asked = [isinstance(cell, str) and bool(asks.search(cell)) for cell in row]
    filled = sum(cell is not None for cell in row)
    coded = not any(asks.search(text) for text in first)
    return coded and not any(map(_is_answer, row)) and sum(asked) >= max(2, 0.5 * filled)


def _is_second_header(first: Sequence[str], row: Sequence[Value]) -> bool:
    cells = [cell for cell in row if cell is not None]
    if not cells or not all(isinstance(cell, str) for cell in cells) or any(map(_is_answer, cells)):
        return False
    labels = sum(_text(cell).casefold() in _UNLABELLED for cell in cells)
    below_nothing = sum(not first[i] for i, cell in enumerate(row) if cell is not None)
    return labels >= 2 or below_nothing >= max(2, 0.25 * len(cells))


def _grids(headers: Sequence[str]) -> list[str]:
    """Headers such as "question - row", "问题(行)" as "question [row]", where columns share one."""
    split = [
        next((found for form in _ROWS if (found := form.match(header))), None) for header in headers
    ]
    # Different rows: a question that a form repeats, note and all, is no grid.
    asked = Counter(question for question, _ in {found.group(1, 2) for found in split if found})
    asks = pattern("question", "patterns")
    return [
        f"{found['question']} [{found['row']}]"
        if found and asked[found["question"]] > 1 and asks.search(found["question"])
        else header
        for found, header in zip(split, headers, strict=True)
    ]


def _text(cell: Value) -> str:
    return "" if cell is None else printable(cell)


def _holds(cells: Iterable[Value]) -> str:
    cells = iter(cells)
    scale, size = known_wordings(), _SAMPLED
    sample: Counter[Value] = Counter()
    while not sample:
        more = Counter(islice(cells, size))
        if not more:
            return EMPTY
        sample = Counter({cell: n for cell, n in more.items() if not scale.is_blank(cell)})
        size = 50 * _SAMPLED
    total, wordings = sample.total(), 0
    numbers = satisfaction = 0
    for cell, count in sample.items():
        whole = number(cell)
        if whole is not None:
            numbers += count * (1 <= whole <= 5)
        elif isinstance(cell, str):
            wordings += count * bool(scale.codes(cell))
            satisfaction += count * scale.is_satisfaction(cell)
    if satisfaction >= 0.25 * total:
        return SATISFACTION
    if wordings and wordings + numbers >= 0.5 * total:
        return WORDS
    if numbers >= 0.75 * total:
        return NUMBERS
    return OTHER
