"""Surveys with a column for each question."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kano_xl.errors import InputError, Problem
from kano_xl.model.answers import MISSING
from kano_xl.model.counts import CategoryCounts, Codes
from kano_xl.settings import Settings
from kano_xl.survey.cells import Sheet
from kano_xl.survey.coding.checking import check_answers
from kano_xl.survey.coding.coded import code
from kano_xl.survey.coding.importance import Numbers, importance_of
from kano_xl.survey.coding.repeats import repeated_rows
from kano_xl.survey.layout import MAPPED, Layout
from kano_xl.survey.layout.pairing import Pair
from kano_xl.survey.layout.table import Column, Table
from kano_xl.survey.quoting import quoted
from kano_xl.survey.survey import Feature
from kano_xl.survey.wording import UNREADABLE


@dataclass(frozen=True, eq=False)
class Part:
    """What one sheet holds: F features × N respondents, or counts.

    Attributes:
        features: F features.
        functional, dysfunctional: F×N codes 0..5; F×0 where there are only counts.
        importance: F×N, NaN where missing; None if nobody was asked.
        rows: N 0-based rows of the respondents in the sheet.
        duplicates: N flags.
        totals: counts by category, where the sheet holds only those.
        problems: what is wrong with single cells and columns.
    """

    features: tuple[Feature, ...]
    functional: Codes
    dysfunctional: Codes
    importance: Numbers | None
    rows: npt.NDArray[np.int64]
    duplicates: npt.NDArray[np.bool_]
    totals: CategoryCounts | None = None
    problems: tuple[Problem, ...] = ()


def code_columns(layout: Layout, settings: Settings, own: Mapping[str, int] | None) -> Part:
    """The answers of a sheet with a column for each question.

    Raises:
        InputError: ``question_unreadable`` or ``question_empty`` where a whole column has no
            answer, ``no_answers``, ``answer_ambiguous``, what `require_kano_scale` raises,
            ``duplicate_feature`` where a question was asked twice and answered twice.
    """
    table, pairs = layout.table, layout.pairs
    columns = [column for pair in pairs for column in (*pair.functional, *pair.dysfunctional)]
    coded = code(table, columns, settings, own)
    problems = check_answers(table, columns, coded, own or ())
    shape = (len(pairs), table.height)
    functional, dysfunctional = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    for index, pair in enumerate(pairs):
        functional[index] = _joined(table, pair, pair.functional, coded.codes)
        dysfunctional[index] = _joined(table, pair, pair.dysfunctional, coded.codes)
    importance = None
    if any(pair.importance for pair in pairs):
        importance = np.full(shape, math.nan)
        everybody = np.ones(table.height, np.bool_)
        for index, pair in enumerate(pairs):
            if pair.importance is not None:
                importance[index], wrong = importance_of(table, pair.importance, everybody)
                problems += wrong
    kept = _respondents(table.sheet, table.first_row, functional, dysfunctional)
    rows = np.flatnonzero(kept) + table.first_row
    if not kept.all():
        functional, dysfunctional = functional[:, kept], dysfunctional[:, kept]
        importance = None if importance is None else importance[:, kept]
    functional[functional == UNREADABLE] = MISSING
    dysfunctional[dysfunctional == UNREADABLE] = MISSING
    duplicates = repeated_rows(table, rows, len(pairs))
    features = tuple(_feature(pair) for pair in pairs)
    return Part(
        features, functional, dysfunctional, importance, rows, duplicates, None, tuple(problems)
    )


def _joined(
    table: Table, pair: Pair, columns: Sequence[Column], coded: Mapping[int, Codes]
) -> Codes:
    """The answers to a question that the form asks once or several times."""
    answers = coded[columns[0].index]
    for column in columns[1:]:
        again = coded[column.index]
        if ((answers != MISSING) & (again != MISSING)).any():
            raise InputError(
                "duplicate_feature",
                table.sheet.place(table.header_row, column.index),
                name=quoted(pair.name),
                first=columns[0].letter,
                second=column.letter,
            )
        answers = np.maximum(answers, again)
    return answers


def _respondents(
    sheet: Sheet, first_row: int, functional: Codes, dysfunctional: Codes
) -> npt.NDArray[np.bool_]:
    """Which rows are respondents: all but those that are blank from end to end."""
    kept = np.logical_or(functional.any(axis=0), dysfunctional.any(axis=0))
    for row in np.flatnonzero(~kept):
        kept[row] = any(cell is not None for cell in sheet.rows[first_row + int(row)])
    return kept


def _feature(pair: Pair) -> Feature:
    stated = pair.importance.header if pair.importance else ""
    return Feature(
        pair.name,
        pair.question,
        pair.functional[0].header,
        pair.dysfunctional[0].header,
        stated,
        pair.certain,
    )


def layout_problems(layout: Layout) -> list[Problem]:
    """Uncertain pairs, questions asked twice, and columns and rows that were left out."""
    sheet, row = layout.table.sheet, layout.table.header_row
    problems = [Problem("row_of_sums", sheet.place(sums, 0)) for sums in layout.table.sums]
    turned = [pair.dysfunctional[0].index < pair.functional[0].index for pair in layout.pairs]
    usual = 2 * sum(turned) < max(len(turned), 3)
    for pair, other_way in zip(layout.pairs, turned, strict=True):
        first, second = pair.functional[0], pair.dysfunctional[0]
        values = {"name": pair.name, "functional": first.letter, "dysfunctional": second.letter}
        if not pair.certain:
            problems.append(Problem("pair_uncertain", sheet.place(row, first.index), values))
        elif other_way and usual and not first.heading.marked and layout.kind != MAPPED:
            problems.append(Problem("pair_turned", sheet.place(row, second.index), values))
        problems += [
            Problem(
                "question_repeated",
                sheet.place(row, again.index),
                {"name": pair.name, "first": columns[0].letter, "second": again.letter},
            )
            for columns in (pair.functional, pair.dysfunctional)
            for again in columns[1:]
        ]
    for column, reason in layout.ignored:
        if reason in ("empty", "no_partner"):
            code = "column_empty" if reason == "empty" else "column_without_partner"
            values = {"header": quoted(column.header)}
            problems.append(Problem(code, sheet.place(row, column.index), values))
    return problems
