"""Whether answers are Kano's at all, before some that look like them are believed.

Each step of another scale may be read as an answer of Kano's: on a scale from 0 to 4 a 1
is the second step. Only all answers together tell.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from kano_xl.errors import InputError, Problem
from kano_xl.model.answers import ANSWERS
from kano_xl.survey.coded import cells_of
from kano_xl.survey.coding.scores import are_scores
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sheet import Value
from kano_xl.survey.tables.table import AGREEMENT, MOST_STEPS, SATISFACTION, Column, Table
from kano_xl.survey.wordings.known import own_key
from kano_xl.survey.wordings.normalising import number

OFTEN = 0.05
"""Numbers outside 1..5 with at least this share of all answers are steps of the scale, no slips."""

IN_WORDS = {SATISFACTION: "satisfaction_scale", AGREEMENT: "agreement_scale"}
"""Scales in words, with the code of the error."""

_FEWER = {3: "numbers_to_three", 4: "numbers_to_four"}

LEAST_ANSWERS = 20
"""Fewer answers than this do not show how far a scale goes."""


def another_scale(
    table: Table, columns: Collection[Column], explained: Collection[str]
) -> InputError | None:
    """Why the answers in some columns are those of another scale; None where they may be Kano's.

    Args:
        table: the table they stand in.
        columns: the columns that may hold answers.
        explained: the `own_key` of what the user has explained.
    """
    for column in columns:
        if column.holds in IN_WORDS:
            place = table.sheet.place(table.first_row, column.index)
            return InputError(IN_WORDS[column.holds], place, header=quoted(column.header))
    given: Counter[Value] = Counter()
    for column in columns:
        given.update(column.sample)
    found = steps_beyond(given, explained)
    if found is None:
        return None
    code, step = found
    for column in columns:
        cells = cells_of(table.sheet.rows, column.index, table.first_row)
        for row, cell in enumerate(cells, table.first_row):
            if number(cell) == step:
                place = table.sheet.place(row, column.index)
                return InputError(code, place, answer=str(step), steps=step)
    return None


def steps_beyond(given: Mapping[Value, int], explained: Collection[str]) -> tuple[str, int] | None:
    """The code of the error for numbers of another scale, and the step that tells; else None.

    >>> steps_beyond({1: 5, 3: 5, 6: 1, 7: 2}, ())
    ('numbers_beyond', 7)
    >>> steps_beyond({0: 3, 4: 3}, ()), steps_beyond({1: 30, 5: 30, 9: 1}, ())
    (('numbers_from_zero', 0), None)
    """
    numbers: Counter[int] = Counter()
    for value, count in given.items():
        whole = number(value)
        if whole is not None and own_key(value) not in explained:
            numbers[whole] += count
    total = sum(given.values())
    highest = len(ANSWERS)
    if are_scores(list(numbers), ()):
        return None
    if numbers[0] >= max(1, OFTEN * total) and not numbers[highest]:
        return "numbers_from_zero", 0
    beyond = {step: n for step, n in numbers.items() if highest < step <= MOST_STEPS}
    if len(beyond) > 1 and sum(beyond.values()) >= OFTEN * total:
        return "numbers_beyond", max(beyond)
    return None


def fewer_steps(
    table: Table, column: Column, given: Mapping[Value, int], explained: Collection[str]
) -> list[Problem]:
    """A remark where only 1 to 3, or 1 to 4, come: did the questionnaire offer fewer answers?"""
    code = _FEWER.get(_steps_to(given, explained))
    place = table.sheet.place(table.first_row, column.index)
    return [] if code is None else [Problem(code, place, {"n": sum(given.values())})]


def three_steps(
    table: Table, column: Column, given: Mapping[Value, int], explained: Collection[str]
) -> InputError | None:
    """The question to the user where only 1 to 3 come: a dislike, if there is one, is a 3."""
    if _FEWER.get(_steps_to(given, explained)) != "numbers_to_three":
        return None
    place = table.sheet.place(table.first_row, column.index)
    return InputError("three_steps", place, n=sum(given.values()))


def _steps_to(given: Mapping[Value, int], explained: Collection[str]) -> int:
    """How far the answers go if all are numbers from 1, and enough of them; else 0."""
    numbers = {number(value) for value in given if own_key(value) not in explained}
    total = sum(given.values())
    steps = {whole for whole in numbers if whole is not None}
    if total < LEAST_ANSWERS or steps != numbers or len(numbers) < 2 or min(steps) < 1:
        return 0
    return max(steps)
