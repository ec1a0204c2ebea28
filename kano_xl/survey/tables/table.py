"""Where the table stands in a sheet: its header rows, its columns, and what each column holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from kano_xl.errors import InputError
from kano_xl.survey.coded import cells_of
from kano_xl.survey.quoting import printable
from kano_xl.survey.sheet import Sheet, Value
from kano_xl.survey.tables.category_names import category_letter
from kano_xl.survey.tables.headings import IMPORTANCE, Heading, headings, side_of_mark, unnumbered
from kano_xl.survey.tables.sums import rows_of_sums
from kano_xl.survey.tables.vocabulary import pattern
from kano_xl.survey.wordings.known import Wordings, known_wordings, own_key
from kano_xl.survey.wordings.normalising import number

EMPTY, WORDS, NUMBERS, OTHER = "empty", "words", "numbers", "other"
SATISFACTION, AGREEMENT, SCALE = "satisfaction", "agreement", "scale"
LETTERS, CHOICES = "letters", "choices"
"""What a column holds: nothing, Kano's wordings, numbers 1..5, something else; another scale in
words, or in numbers; letters of categories; a few different texts again and again."""

MOST_CHOICES = 9
"""So many different texts are a choice between given options; more are people's own words."""

MOST_STEPS = 10
"""Numbers up to this, either way, may be steps of a scale."""

_SEARCHED = 40
"""Rows from the top that are searched for the header."""

_SAMPLED = 1000
"""Respondents from the top by which a column is judged."""

ANOTHER_SCALE = 0.25
"""At least this share of a column in words of another scale says that it is that scale."""

MOSTLY_WORDS = 0.5
"""At least this share of Kano's wordings (and numbers) says that a column holds answers."""

MOSTLY_NUMBERS = 0.75
"""At least this share of numbers says that a column holds numbers."""

MOSTLY_LETTERS = 0.9
"""At least this share of letters of categories says that a column holds them."""

FILLED = 0.25
"""The header is the first row with at least this share of the cells of the fullest one."""

_COMMENT = re.compile(r"\s*#\s*[^\W\d]{2,}.*\s")

_DASH = re.compile(r"(?<=\S)(?:\s+[-–]\s+|\s*[—―]+\s*)(?=\S)")
_IN_BRACKETS = re.compile(r"^(?P<question>.+\S)\s*[(（](?P<row>(?!\d+[)）])[^()（）]+)[)）]$")
"""How tools write "question – row" and "question (row)" of a question with several rows."""

_OPEN_BRACKET = re.compile(r"[(（][^()（）]*$")
_BRACKETS = re.compile(r"[\[\]]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a survey's table.

    Attributes:
        index: 0 is column A.
        heading: what its header says.
        holds: `EMPTY`, `WORDS`, `NUMBERS`, `OTHER` or one of the others there.
        background: its header says that it is no question about a feature.
        sample: the cells by which it was judged, with how often each comes.
        letter: what the sheet calls it: in Excel its letter.
    """

    index: int
    heading: Heading
    holds: str
    background: bool
    sample: Mapping[Value, int] = field(default_factory=dict, compare=False, repr=False)
    letter: str = ""

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


def find_table(sheet: Sheet, explained: Collection[str] = ()) -> Table:
    """The table in a sheet; ``explained`` are the `own_key` of wordings that the user explained.

    Raises:
        InputError: ``no_header`` where answers stand in the first row, ``no_survey`` where
            no row looks like a header.
    """
    top = sheet.rows[:_SEARCHED]
    filled = [0 if _is_comment(row) else sum(cell is not None for cell in row) for row in top]
    least = max(2, FILLED * max(filled, default=0))
    header_row = next((row for row, count in enumerate(filled) if count >= least), None)
    if header_row is None:
        raise InputError("no_survey", sheet.place(0, 0))
    if _holds_answers(top[header_row]):
        words = [cell for cell in top[header_row] if cell is not None and not _is_answer(cell)]
        long = len(words) == 1 and sum(map(_is_answer, top[header_row])) == 2
        raise InputError("no_header_long" if long else "no_header", sheet.place(header_row, 0))
    if header_row and _asks_above(top[header_row - 1], top[header_row]):
        header_row -= 1
    texts, first_row = _join_headers(sheet.rows, header_row)
    return table_at(sheet, header_row, first_row, texts, explained)


def _asks_above(row: Sequence[Value], below: Sequence[Value]) -> bool:
    """Whether a sparse row holds the questions of blocks of columns, whose rows stand below it."""
    filled = [_text(cell) for cell in row]
    gaps = any(above and cell is None for above, cell in zip(filled, below, strict=True))
    asks = pattern("question", "patterns")
    return gaps and not _is_comment(row) and any(asks.search(text) for text in filled if text)


def _is_comment(row: Sequence[Value]) -> bool:
    """Whether a row is a line of comment, as scripts write them above a table."""
    first = next((cell for cell in row if cell is not None), None)
    return isinstance(first, str) and bool(_COMMENT.match(first))


def table_at(
    sheet: Sheet,
    header_row: int,
    first_row: int,
    texts: Sequence[str] | None = None,
    explained: Collection[str] = (),
) -> Table:
    """The table whose header and first respondent stand in these 0-based rows."""
    if texts is None:
        texts = _join_headers(sheet.rows[:first_row], header_row)[0]
    sums, end = rows_of_sums(sheet.rows, first_row)
    sheet = replace(sheet, rows=sheet.rows[:end]) if sums else sheet
    columns = []
    for index, heading in enumerate(headings(texts)):
        sample = _sample(cells_of(sheet.rows, index, first_row))
        holds = _holds(sample, explained)
        if heading.text or holds != EMPTY:
            background = _is_about_person(heading, holds)
            letter = sheet.letter(index)
            columns.append(Column(index, heading, holds, background, sample, letter))
    return Table(sheet, header_row, first_row, tuple(columns), tuple(sums))


def is_background(header: str) -> bool:
    """Whether a header is one that forms and people give to columns about the person or the form.

    >>> is_background("Timestamp"), is_background("1、您的性别"), is_background("Fast ID check")
    (True, True, False)
    """
    plain = unnumbered(header).strip(" ：:*#?？")
    groups = ("numbers", "persons", "times", "patterns")  # the longest comes last
    return any(pattern("background", group).fullmatch(plain) for group in groups)


def is_unlabelled(header: str) -> bool:
    """Whether a second header says nothing but that the column holds the answers.

    >>> is_unlabelled("Open-Ended Response"), is_unlabelled("Fast transfers")
    (True, False)
    """
    return bool(pattern("columns", "unlabelled").fullmatch(header))


def _is_about_person(heading: Heading, holds: str) -> bool:
    """Whether a column is none about a feature; Kano's answers and marks outweigh its header.

    A contact word ("phone", "电话") tells only of a column without answers: a feature
    may be a telephone service.
    """
    if holds == WORDS or heading.marked or heading.side == IMPORTANCE:
        return False
    contact = holds in (OTHER, CHOICES, EMPTY) and pattern("background", "contacts").search(
        heading.text
    )
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
            named = below and not is_unlabelled(below)
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
    # A table that was turned round: each name stands there twice, above the sides.
    if sum(side_of_mark(_text(cell)) is not None for cell in cells) >= max(2, len(cells) - 1):
        return True
    labels = sum(is_unlabelled(_text(cell)) for cell in cells)
    below_nothing = sum(not first[i] for i, cell in enumerate(row) if cell is not None)
    return labels >= 2 or below_nothing >= max(2, 0.25 * len(cells))


def _grids(headers: Sequence[str]) -> list[str]:
    """Headers such as "question - row", "问题(行)" as "question [row]", where columns share one."""
    ways = [list(_splits(header)) for header in headers]
    # Different rows: a question that a form repeats, note and all, is no grid.
    asked = Counter(question for question, _ in {way for each in ways for way in each})
    asks = pattern("question", "patterns")
    found = []
    for header, each in zip(headers, ways, strict=True):
        shared = [way for way in each if asked[way[0]] > 1 and asks.search(way[0])]
        # The longest question: what stands behind it is the row.
        question, row = max(shared, key=lambda way: len(way[0]), default=("", ""))
        found.append(f"{question} [{_BRACKETS.sub('', row)}]" if question else header)
    return found


def _splits(header: str) -> Iterator[tuple[str, str]]:
    """The ways to take a header as a question and its row."""
    for dash in _DASH.finditer(header):
        question, row = header[: dash.start()].strip(), header[dash.end() :].strip()
        if question and row and not _OPEN_BRACKET.search(question):
            yield question, row
    in_brackets = _IN_BRACKETS.match(header)
    if in_brackets:
        yield in_brackets["question"], in_brackets["row"]


def _text(cell: Value) -> str:
    return "" if cell is None else printable(cell)


class _Shares(NamedTuple):
    """How many cells of a sample are what; see `_holds`."""

    total: int
    numbers: int = 0
    steps: int = 0
    wordings: int = 0
    satisfaction: int = 0
    agreement: int = 0
    texts: int = 0

    @property
    def kind(self) -> str:
        """What the column holds, if it is not letters of categories."""
        if self.satisfaction >= ANOTHER_SCALE * self.total:
            return SATISFACTION
        if self.agreement >= ANOTHER_SCALE * self.total:
            return AGREEMENT
        if self.wordings and self.wordings + self.numbers >= MOSTLY_WORDS * self.total:
            return WORDS
        if self.numbers >= MOSTLY_NUMBERS * self.total:
            return NUMBERS
        if self.steps >= MOSTLY_NUMBERS * self.total:
            return SCALE
        return CHOICES if 0 < self.texts <= MOST_CHOICES else OTHER


def _holds(sample: Counter[Value], explained: Collection[str]) -> str:
    """What a column holds, by the cells of a sample that are not blank."""
    if not sample:
        return EMPTY
    scale = known_wordings()
    found: Counter[str] = Counter()
    for cell, count in sample.items():
        for what in _what(cell, explained, scale):
            found[what] += count
    texts = {cell for cell in sample if isinstance(cell, str)}
    kind = _Shares(
        sample.total(),
        **{name: found[name] for name in ("numbers", "steps", "wordings")},
        satisfaction=found[SATISFACTION],
        agreement=found[AGREEMENT],
        texts=len(texts) if sum(sample[text] for text in texts) > sample.total() / 2 else 0,
    ).kind
    return LETTERS if kind in (CHOICES, OTHER) and _are_letters(sample, explained) else kind


def _are_letters(sample: Counter[Value], explained: Collection[str]) -> bool:
    """Whether nearly all cells name a category, apart from those that the user explained."""
    letters = sum(
        count
        for cell, count in sample.items()
        if isinstance(cell, str) and own_key(cell) not in explained and category_letter(cell)
    )
    return letters >= MOSTLY_LETTERS * sample.total()


def _what(cell: Value, explained: Collection[str], scale: Wordings) -> Iterator[str]:
    """What one cell may be, as fields of `_Shares`."""
    whole = number(cell)
    if explained and own_key(cell) in explained:
        yield "wordings"
    elif whole is not None:
        if 1 <= whole <= 5:
            yield "numbers"
        if abs(whole) <= MOST_STEPS:
            yield "steps"
    elif isinstance(cell, str):
        if scale.codes(cell):
            yield "wordings"
        if scale.is_satisfaction(cell):
            yield SATISFACTION
        if scale.is_agreement(cell):
            yield AGREEMENT


def _sample(cells: Iterable[Value]) -> Counter[Value]:
    """The first cells that are not blank, by value; more are looked at where most are blank."""
    cells = iter(cells)
    scale, size = known_wordings(), _SAMPLED
    while True:
        more = Counter(islice(cells, size))
        found = Counter({cell: n for cell, n in more.items() if not scale.is_blank(cell)})
        if found or not more:
            return found
        size = 50 * _SAMPLED
