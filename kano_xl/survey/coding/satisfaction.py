"""Satisfaction with what there is today: on which scale it was asked, and what people answered.

A 5 is the best of one scale and the middle of another. So which it is has to be certain for the
whole sheet: its headers say it, or the answers leave no doubt; otherwise the user is asked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.errors import InputError, Problem
from kano_xl.model.analysis import StatedSatisfaction
from kano_xl.model.cube import Counts
from kano_xl.model.satisfaction import HIGHEST_TOP, LOWEST_TOP
from kano_xl.survey.coding.distinct import distinct
from kano_xl.survey.coding.importance import LABELLED, Numbers, StatedSteps, stated_steps
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sheet import Value
from kano_xl.survey.tables.headings import unnumbered
from kano_xl.survey.tables.table import Column, Table
from kano_xl.survey.wordings.known import known_wordings

SHORT_TOP, LONG_TOP = 5, 9
"""The scales that answers alone can tell apart."""

CERTAIN = 0.02
"""Numbers above a scale with less than this share of the answers may be slips, or rare answers."""

_RANGE = re.compile(
    r"(?<![\d.,])(?P<low>[01])\s*(?:[-–—~～至到]|to\b|bis\b|…|\.{2,3})\s*(?P<high>\d{1,3})(?![\d.,%])"
)
_ENDS = re.compile(r"(?<!\d)(?P<number>\d{1,3})\s*[=＝]\s*(?P<words>[^\d=＝,，;；()（）]*)")


class SatisfactionScale(NamedTuple):
    """The scale of a sheet.

    Attributes:
        top: the answer of those who could not be more satisfied; 0 where nobody answered.
        refusal: why it is not certain, and has to be asked; else None.
    """

    top: int
    refusal: InputError | None = None


def scale_of(
    table: Table,
    columns: Sequence[Column],
    given: Mapping[Value, int],
    importance: float,
    chosen: int | None,
) -> SatisfactionScale:
    """On which scale the columns of a sheet are.

    Args:
        table: the sheet's.
        columns: those of satisfaction, one or more.
        given: their answers, and how often each came.
        importance: the largest importance that anybody stated; NaN where nobody did.
        chosen: the top that the user says; None where nothing was said.
    """
    headers = [column.header for column in columns]
    place = table.sheet.place(table.header_row, columns[0].index)
    told = _told(headers)
    values = {"header": quoted(columns[0].header)}
    if _turned(headers, given):
        return SatisfactionScale(0, InputError("satisfaction_turned", place, **values))
    if chosen is not None:
        return SatisfactionScale(chosen)
    if len(told) == 1 and LOWEST_TOP <= min(told) <= HIGHEST_TOP:
        return SatisfactionScale(told.pop())
    if told:
        return SatisfactionScale(0, InputError("satisfaction_scale_other", place, **values))
    return _by_answers(given, importance, InputError("satisfaction_scale_unsure", place, **values))


def _by_answers(
    given: Mapping[Value, int], importance: float, unsure: InputError
) -> SatisfactionScale:
    """The scale that the answers leave no doubt about."""
    steps, _ = _steps(list(given))
    times = np.array(list(given.values()), np.float64)
    rated = ~np.isnan(steps)
    if not times[rated].sum():
        return SatisfactionScale(0)
    texts = _texts(given)
    if any(known_wordings().satisfied_step(each, texts) for each in texts):
        return SatisfactionScale(SHORT_TOP)

    def share(above: float, until: float = math.inf) -> float:
        inside = rated & (steps > above) & (steps <= until)
        return float(times[inside].sum() / times[rated].sum())

    if share(0, LONG_TOP) < 1 - CERTAIN:
        return SatisfactionScale(0, unsure)
    # On a scale of seven nobody says 8 or 9, on one of five nobody 6.
    if share(LONG_TOP - 2, LONG_TOP) >= CERTAIN:
        return SatisfactionScale(LONG_TOP)
    only_five = share(SHORT_TOP) == 0 and share(SHORT_TOP - 1, SHORT_TOP) >= CERTAIN
    if only_five and not importance > SHORT_TOP:
        return SatisfactionScale(SHORT_TOP)
    return SatisfactionScale(0, unsure)


def _told(headers: Iterable[str]) -> set[int]:
    """The tops of the scales that headers name; 0 for one that does not begin with 1."""
    found = set()
    for header in headers:
        plain = unnumbered(header)
        for each in _RANGE.finditer(plain):
            found.add(int(each["high"]) if each["low"] == "1" else 0)
        ends = [int(each["number"]) for each in _ENDS.finditer(plain)]
        if len(ends) > 1:
            found.add(max(ends) if min(ends) == 1 else 0)
    return found


def _turned(headers: Iterable[str], given: Iterable[Value]) -> bool:
    """Whether a 1 stands for those who are satisfied, by what headers or answers say of it."""
    said = [
        (int(each["number"]), each["words"])
        for header in headers
        for each in _ENDS.finditer(unnumbered(header))
    ]
    for text in _texts(given):
        labelled = LABELLED.match(text)
        if labelled:
            said.append((int(labelled["number"]), text[labelled.end() :].strip(" )）")))
    satisfied = known_wordings().satisfied_step
    return any(number == 1 and (satisfied(words.strip()) or 0) > 3 for number, words in said)


def _texts(given: Iterable[Value]) -> list[str]:
    return [value for value in given if isinstance(value, str)]


def _steps(values: Sequence[Value]) -> StatedSteps:
    return stated_steps(values, known_wordings().satisfied_step)


def largest(ratings: Numbers | None) -> float:
    """The largest of some ratings; NaN where there are none."""
    if ratings is None or np.isnan(ratings).all():
        return math.nan
    return float(np.nanmax(ratings))


def given_in(
    table: Table, columns: Sequence[Column], asked: npt.NDArray[np.bool_]
) -> dict[Value, int]:
    """The answers in columns in the rows that were ``asked``, and how often each came."""
    found = distinct(table, list(columns))
    times = np.zeros(len(found.values), np.int64)
    for column in columns:
        times += np.bincount(found.indices[column.index][asked], minlength=times.size)
    return dict(zip(found.values, times.tolist(), strict=True))


def satisfaction_of(
    table: Table, column: Column, asked: npt.NDArray[np.bool_], top: int
) -> tuple[Numbers, list[Problem]]:
    """The satisfaction in the rows that were ``asked``, 1..top, else NaN, and what is none."""
    found = distinct(table, [column])
    indices = found.indices[column.index]
    steps, wrong = _on_scale(found.values, top)
    stated = np.where(asked, steps[indices], math.nan)
    unreadable = np.flatnonzero(wrong[indices] & asked)
    if not len(unreadable):
        return stated, []
    row = table.first_row + int(unreadable[0])
    return stated, [_unreadable(table, row, column, len(unreadable), top)]


def counted_satisfaction(
    table: Table, column: Column, values: Sequence[Value], times: Counts, top: int
) -> tuple[StatedSatisfaction, list[Problem]]:
    """The mean satisfaction where each value was stated so many times, and what is none."""
    steps, wrong = _on_scale(values, top)
    rated = ~np.isnan(steps)
    n, unreadable = int(times[rated].sum()), int(times[wrong].sum())
    mean = float(steps[rated] @ times[rated]) / n if n else None
    problems = [_unreadable(table, table.first_row, column, unreadable, top)] if unreadable else []
    return StatedSatisfaction(mean, n, top), problems


def _unreadable(table: Table, row: int, column: Column, n: int, top: int) -> Problem:
    place = table.sheet.place(row, column.index)
    return Problem("satisfaction_unreadable", place, {"n": n, "top": top})


def _on_scale(values: Sequence[Value], top: int) -> StatedSteps:
    steps, wrong = _steps(values)
    off = ~np.isnan(steps) & ((steps < 1) | (steps > top))
    return StatedSteps(np.where(off, math.nan, steps), wrong | off)
