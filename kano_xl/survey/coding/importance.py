"""Stated importance: a number in each cell, or a wording of a scale of five steps."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.errors import Problem
from kano_xl.model.analysis import Importance
from kano_xl.model.cube import Counts
from kano_xl.survey.coding.distinct import distinct
from kano_xl.survey.sheet import Value
from kano_xl.survey.tables.table import Column, Table
from kano_xl.survey.wordings.known import known_wordings
from kano_xl.survey.wordings.normalising import number

Numbers = npt.NDArray[np.float64]
StepOf = Callable[[str, Sequence[str]], int | None]
"""The step of a scale that a wording means, beside these others; None where it is not sure."""

LABELLED = re.compile(r"^\s*(?P<number>\d{1,3})\s*(?:[-–—=.:、：]\s*(?=[^\W\d])|[(（])")
"""A step of a scale with its words, "9 - extremely important"."""


class StatedSteps(NamedTuple):
    """What values state on a scale: the number or NaN, and whether each should state one."""

    steps: Numbers
    wrong: npt.NDArray[np.bool_]


def importance_of(
    table: Table, column: Column, asked: npt.NDArray[np.bool_]
) -> tuple[Numbers, list[Problem]]:
    """The importance stated in the rows that were ``asked``, else NaN, and its unreadable cells."""
    found = distinct(table, [column])
    indices = found.indices[column.index]
    steps, wrong = _steps(found.values)
    stated = np.where(asked, steps[indices], math.nan)
    unreadable = np.flatnonzero(wrong[indices] & asked)
    if not len(unreadable):
        return stated, []
    place = table.sheet.place(table.first_row + int(unreadable[0]), column.index)
    return stated, [Problem("importance_unreadable", place, {"n": len(unreadable)})]


def counted_importance(
    table: Table, column: Column, values: Sequence[Value], times: Counts
) -> tuple[Importance | None, list[Problem]]:
    """The mean importance where each value was stated so many times, and the unreadable cells."""
    steps, wrong = _steps(values)
    rated = ~np.isnan(steps)
    n, unreadable = int(times[rated].sum()), int(times[wrong].sum())
    mean = Importance(float(steps[rated] @ times[rated]) / n, n) if n else None
    if not unreadable:
        return mean, []
    place = table.sheet.place(table.first_row, column.index)
    return mean, [Problem("importance_unreadable", place, {"n": unreadable})]


def importance_steps(values: Sequence[Value]) -> Numbers:
    """The importance that each value states, else NaN."""
    return _steps(values).steps


def _steps(values: Sequence[Value]) -> StatedSteps:
    return stated_steps(values, known_wordings().importance)


def stated_steps(values: Sequence[Value], step_of: StepOf) -> StatedSteps:
    """What each value states on a scale, by ``step_of`` where it is a wording."""
    among = [value for value in values if isinstance(value, str)]
    steps = np.array([_stated(value, among, step_of) for value in values], np.float64)
    blank = np.array([known_wordings().is_blank(value) for value in values], np.bool_)
    return StatedSteps(steps, np.isnan(steps) & ~blank)


def _stated(value: Value, among: Sequence[str], step_of: StepOf) -> float:
    labelled = LABELLED.match(value) if isinstance(value, str) else None
    whole = number(labelled["number"] if labelled else value)
    if whole is None and isinstance(value, float):
        return value if 0 <= value <= 100 else math.nan
    if whole is None and isinstance(value, str):
        step = step_of(value, among)
        return math.nan if step is None else float(step)
    return float(whole) if whole is not None and 0 <= whole <= 100 else math.nan
