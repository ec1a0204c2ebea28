"""Layouts whose answers somebody else has counted: an engine, which gives out nobody's row.

What is recognised, what answers mean and what has to be asked is decided as for single cells;
only each distinct answer stands there once, with how often it was given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from kano_xl.errors import InputError, KanoError, Problem
from kano_xl.model.analysis import Importance, StatedSatisfaction
from kano_xl.model.answers import LEVELS, MISSING
from kano_xl.model.categories import evaluation_table
from kano_xl.model.cube import EVERYBODY, Codes, Counts, Cube
from kano_xl.survey.coding import answers
from kano_xl.survey.coding.answers import Coded, Question
from kano_xl.survey.coding.direction import counted_wrong_way, turns_better
from kano_xl.survey.coding.distinct import Distinct, Indices
from kano_xl.survey.coding.importance import counted_importance, importance_steps
from kano_xl.survey.coding.satisfaction import (
    SatisfactionScale,
    counted_satisfaction,
    largest,
    scale_of,
)
from kano_xl.survey.coding.scale import another_scale
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.columns import ColumnsLayout, Understood
from kano_xl.survey.layouts.long import LongLayout, feature_of, label_of
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sheet import Value
from kano_xl.survey.survey import Feature, Wording
from kano_xl.survey.tables.headings import DYSFUNCTIONAL, FUNCTIONAL, RATINGS, SIDES
from kano_xl.survey.tables.table import Column, Table
from kano_xl.survey.wordings.meanings import UNREADABLE


@dataclass(frozen=True, eq=False)
class Combinations:
    """What stands together in the rows of some columns.

    Attributes:
        columns: K columns.
        values: M distinct rows of K values.
        times: M numbers of how many rows hold them.
    """

    columns: tuple[Column, ...]
    values: Sequence[tuple[Value, ...]]
    times: Counts


@dataclass(frozen=True, eq=False)
class Steps:
    """The columns of both sides, each with the code 1..5 of those of its values that count."""

    functional: Column
    dysfunctional: Column
    functional_codes: Mapping[Value, int]
    dysfunctional_codes: Mapping[Value, int]


class Engine(Protocol):
    """What counts the rows of a table that nobody has to hold."""

    def count(self, groups: Sequence[Sequence[Column]]) -> list[Combinations]:
        """What stands together in each group of columns, and in how many rows."""

    def rows(self) -> tuple[int, int]:
        """How many rows there are, and how many of them are blank from end to end."""

    def people(self, person: Column, feature: Column) -> int:
        """How many people there are; who answers about a feature again is another one."""

    def differences(self, pairs: Sequence[Steps], person: Column | None) -> list[tuple[int, ...]]:
        """The sum of functional minus dysfunctional codes, the pairs in it, and how many people.

        A row is a person where ``person`` is None.
        """


@dataclass(frozen=True, eq=False)
class Counted:
    """What was counted of a survey of F features.

    Attributes:
        features: F features.
        pairs: their pairs of answers.
        respondents: people who answered.
        stated: F means of stated importance; None if nobody was asked.
        problems, wordings, doubts: as of `kano_xl.survey.layouts.layout.Part`.
        satisfied: F means of satisfaction today; None if nobody was asked.
    """

    features: tuple[Feature, ...]
    pairs: Cube
    respondents: int
    stated: tuple[Importance | None, ...] | None
    problems: tuple[Problem, ...]
    wordings: tuple[Wording, ...]
    doubts: tuple[KanoError, ...]
    satisfied: tuple[StatedSatisfaction | None, ...] | None = None


def count_columns(layout: ColumnsLayout, instructions: Instructions, engine: Engine) -> Counted:
    """A survey with a column for each question; raises as `ColumnsLayout.code` does."""
    table, pairs = layout.table, layout.pairs
    asked = [(*pair.functional, *pair.dysfunctional) for pair in pairs]
    rated = {pair.name: (pair.importance,) for pair in pairs if pair.importance}
    satisfied = {pair.name: (pair.satisfaction,) for pair in pairs if pair.satisfaction}
    each = engine.count([*asked, *rated.values(), *satisfied.values()])
    counted, others = each[: len(pairs)], each[len(pairs) :]
    ratings = dict(zip(rated, others[: len(rated)], strict=True))
    of_today = dict(zip(satisfied, others[len(rated) :], strict=True))
    found = _numbered(counted)
    times = {column.index: each.times for each in counted for column in each.columns}
    read = layout.understood(answers.meaning_of(table, found, instructions), times)
    cells = np.array(
        [
            _cells(f, d, each.times)
            for f, d, each in zip(read.functional, read.dysfunctional, counted, strict=True)
        ]
    )
    height, blank = _rows(engine, counted)
    cells[:, MISSING, MISSING] -= blank
    problems = list(read.problems)
    names = [pair.name for pair in pairs]
    stated = _stated(table, names, ratings, problems) if rated else None
    scale = _scale(table, of_today, ratings, instructions)
    satisfied_with = _satisfied(table, names, of_today, scale.top, problems)
    doubts = _doubts_of_columns(layout, instructions, engine, read, counted)
    doubts += [] if scale.refusal is None else [scale.refusal]
    return Counted(
        layout.features(),
        Cube.unweighted((EVERYBODY,), names, cells[np.newaxis]),
        height - blank,
        stated,
        tuple(problems),
        read.wordings,
        tuple(doubts),
        satisfied_with,
    )


def _numbered(counted: Sequence[Combinations]) -> Distinct:
    """The values of all columns, numbered; for each column, those of its combinations."""
    numbers: dict[Value, int] = {None: 0}
    indices: dict[int, Indices] = {}
    for each in counted:
        for at, column in enumerate(each.columns):
            values = [row[at] for row in each.values]
            where = [numbers.setdefault(value, len(numbers)) for value in values]
            indices[column.index] = np.array(where, np.int32)
    return Distinct(tuple(numbers), indices)


def _cells(functional: Codes, dysfunctional: Codes, times: Counts) -> Counts:
    """6×6 counts of pairs that come so many times; what cannot be read is missing."""
    cells = np.zeros((LEVELS, LEVELS), np.int64)
    known = [np.where(codes == UNREADABLE, MISSING, codes) for codes in (functional, dysfunctional)]
    np.add.at(cells, (known[0], known[1]), times)
    return cells


def _rows(engine: Engine, counted: Sequence[Combinations]) -> tuple[int, int]:
    """The rows, and those that are blank; these are looked for only where they are possible."""
    empty = [
        sum(
            int(n)
            for values, n in zip(each.values, each.times, strict=True)
            if all(value is None for value in values)
        )
        for each in counted
    ]
    return engine.rows() if all(empty) else (int(counted[0].times.sum()), 0)


def _stated(
    table: Table,
    names: Sequence[str],
    ratings: Mapping[str, Combinations],
    problems: list[Problem],
) -> tuple[Importance | None, ...]:
    """The mean importance of each feature; what cannot be read joins the problems."""
    means: list[Importance | None] = []
    for name in names:
        if name not in ratings:
            means.append(None)
            continue
        each = ratings[name]
        column = each.columns[-1]
        values = [row[-1] for row in each.values]
        mean, wrong = counted_importance(table, column, values, each.times)
        means.append(mean)
        problems += wrong
    return tuple(means)


def _scale(
    table: Table,
    of_today: Mapping[str, Combinations],
    ratings: Mapping[str, Combinations],
    instructions: Instructions,
) -> SatisfactionScale:
    """On which scale people say how satisfied they are."""
    if not of_today:
        return SatisfactionScale(0)
    given: Counter[Value] = Counter()
    for each in of_today.values():
        for row, n in zip(each.values, each.times, strict=True):
            given[row[-1]] += int(n)
    columns = list(
        {each.columns[-1].index: each.columns[-1] for each in of_today.values()}.values()
    )
    values = [row[-1] for each in ratings.values() for row in each.values]
    return scale_of(table, columns, given, largest(importance_steps(values)), instructions.top)


def _satisfied(
    table: Table,
    names: Sequence[str],
    of_today: Mapping[str, Combinations],
    top: int,
    problems: list[Problem],
) -> tuple[StatedSatisfaction | None, ...] | None:
    """The mean satisfaction with each feature; what is on no scale joins the problems."""
    if not of_today or not top:
        return None
    means: list[StatedSatisfaction | None] = []
    for name in names:
        if name not in of_today:
            means.append(StatedSatisfaction(None, 0, top))
            continue
        each = of_today[name]
        values = [row[-1] for row in each.values]
        mean, wrong = counted_satisfaction(table, each.columns[-1], values, each.times, top)
        means.append(mean)
        problems += wrong
    return tuple(means)


def _doubts_of_columns(
    layout: ColumnsLayout,
    instructions: Instructions,
    engine: Engine,
    read: Understood,
    counted: Sequence[Combinations],
) -> list[InputError]:
    questions, settings = list(read.questions.values()), instructions.settings
    strange = answers.strange(read.coded, questions, read.wordings, settings)
    if strange is not None:
        return [strange]
    if not read.coded.asks_direction(instructions.settings):
        return []
    pairs = np.zeros((LEVELS, LEVELS), np.int64)
    sides = zip(layout.pairs, read.functional, read.dysfunctional, counted, strict=True)
    for pair, f, d, each in sides:
        pairs += _cells(f, d, np.where(read.numeric(pair), each.times, 0))
    codes = _steps(read.coded)
    steps = [Steps(pair.functional[0], pair.dysfunctional[0], *codes) for pair in layout.pairs]
    return _turned(instructions, engine, read.coded, pairs, steps, None)


def _steps(coded: Coded) -> tuple[dict[Value, int], dict[Value, int]]:
    """The codes of all bare numbers on either side, as they are compared."""
    functional, dysfunctional = (
        np.where(coded.numeric & (coded.codes[side] != UNREADABLE), coded.codes[side], MISSING)
        for side in SIDES
    )
    first, second = (
        {value: int(code) for value, code in zip(coded.found.values, codes, strict=True) if code}
        for codes in (coded.other.compared(functional), dysfunctional)
    )
    return first, second


def _turned(
    instructions: Instructions,
    engine: Engine,
    coded: Coded,
    pairs: Counts,
    steps: Sequence[Steps],
    person: Column | None,
) -> list[InputError]:
    """Whether numbers run the other way; the engine is asked only where they might."""
    pairs[MISSING, :] = pairs[:, MISSING] = 0
    known = evaluation_table(instructions.settings.table)
    if not turns_better(pairs, known, coded.other):
        return []
    found = np.array(engine.differences(steps, person), np.int64).reshape(-1, 3)
    found = found[found[:, 1] > 0]
    each: npt.NDArray[np.float64] = found[:, 0] / found[:, 1]
    place = coded.table.sheet.whole
    turned = counted_wrong_way(each, found[:, 2], pairs, known, place, coded.other)
    return [] if turned is None else [turned]


def count_long(layout: LongLayout, instructions: Instructions, engine: Engine) -> Counted:
    """A survey with a row for each respondent and feature; raises as `LongLayout.code` does.

    Without a column that tells who answered, there are as many people as rows of the feature
    that has most.
    """
    table, roles = layout.table, layout.roles
    feature, sides = roles["feature"], [roles[side] for side in SIDES]
    ratings = [rating for rating in RATINGS if rating in roles]
    counted, *others = engine.count(
        [(feature, *sides), *((feature, roles[rating]) for rating in ratings)]
    )
    labels = _labels(feature, counted)
    names = layout.names_of(labels)
    if not names:
        raise InputError("no_answers", table.sheet.place(table.first_row, feature.index))
    unique = list(dict.fromkeys(names.values()))
    coded = answers.meaning_of(table, _numbered([counted]), instructions)
    answers.require_answers(coded, sides)
    about = _about(counted, names, unique)
    questions = [
        _part(coded, side, column, about == index, counted.times)
        for index in range(len(unique))
        for side, column in zip(SIDES, sides, strict=True)
    ]
    wordings = answers.wordings_of(coded, questions)
    problems = [*layout.column_problems(), *answers.answer_problems(wordings)]
    cells = np.array(
        [
            _cells(f.codes, d.codes, _times(f))
            for f, d in zip(questions[::2], questions[1::2], strict=True)
        ]
    )
    problems += _rows_without_feature(layout, coded, counted, about)
    person = roles.get("respondent") or roles.get("time")
    doubts = _doubts_of_rows(instructions, engine, layout, coded, questions, wordings, cells)
    if not doubts:
        _require_both_sides(table, feature, unique, questions)
    people = engine.people(person, feature) if person else int(cells.sum(axis=(1, 2)).max())
    cells[:, MISSING, MISSING] += people - cells.sum(axis=(1, 2))
    rated = {
        rating: _by_feature(each, names, unique)
        for rating, each in zip(ratings, others, strict=True)
    }
    importances, of_today = (rated.get(rating, {}) for rating in RATINGS)
    stated = _stated(table, unique, importances, problems) if importances else None
    scale = _scale(table, of_today, importances, instructions)
    satisfied_with = _satisfied(table, unique, of_today, scale.top, problems)
    doubts += [] if scale.refusal is None else [scale.refusal]
    return Counted(
        tuple(feature_of(name, names) for name in unique),
        Cube.unweighted((EVERYBODY,), unique, cells[np.newaxis]),
        people,
        stated,
        tuple(problems),
        tuple(wordings),
        tuple(doubts),
        satisfied_with,
    )


def _labels(feature: Column, counted: Combinations) -> list[str]:
    """What the rows call features: in the order of the first rows, then of the alphabet."""
    known = {label_of(row[0]) for row in counted.values}
    first = [label for label in map(label_of, feature.sample) if label in known]
    return list(dict.fromkeys([*first, *sorted(known)]))


def _about(
    counted: Combinations, names: Mapping[str, str], unique: Sequence[str]
) -> npt.NDArray[np.int64]:
    """The index of the feature of each combination; −1 for one that names none."""
    index_of = {label: unique.index(name) for label, name in names.items()}
    return np.array([index_of.get(label_of(row[0]), -1) for row in counted.values], np.int64)


def _part(
    coded: Coded, side: str, column: Column, held: npt.NDArray[np.bool_], times: Counts
) -> Question:
    """The answers to one side of one feature."""
    whole = coded.question(side, column)
    return Question(side, column, whole.values[held], whole.codes[held], times=times[held])


def _times(question: Question) -> Counts:
    assert question.times is not None
    return question.times


def _rows_without_feature(
    layout: LongLayout, coded: Coded, counted: Combinations, about: npt.NDArray[np.int64]
) -> list[Problem]:
    if layout.names:
        return []
    answered = np.zeros(about.size, np.bool_)
    for side in SIDES:
        answered |= coded.question(side, layout.roles[side]).codes != MISSING
    lost = int(counted.times[(about < 0) & answered].sum())
    place = layout.table.sheet.place(layout.table.first_row, layout.roles["feature"].index)
    return [Problem("rows_without_feature", place, {"n": lost})] if lost else []


def _doubts_of_rows(
    instructions: Instructions,
    engine: Engine,
    layout: LongLayout,
    coded: Coded,
    questions: Sequence[Question],
    wordings: Sequence[Wording],
    cells: Counts,
) -> list[InputError]:
    sides = [layout.roles[side] for side in SIDES]
    asked = another_scale(layout.table, sides, coded.own) or answers.strange(
        coded, questions, wordings, instructions.settings
    )
    if asked is not None:
        return [asked]
    numeric = all(bool(coded.numeric[question.values].all()) for question in questions)
    if not coded.asks_direction(instructions.settings) or not numeric:
        return []
    steps = Steps(sides[0], sides[1], *_steps(coded))
    person = layout.roles.get("respondent") or layout.roles.get("time")
    return _turned(instructions, engine, coded, cells.sum(axis=0), [steps], person)


def _require_both_sides(
    table: Table, feature: Column, unique: Sequence[str], questions: Sequence[Question]
) -> None:
    for index, name in enumerate(unique):
        for question in questions[2 * index : 2 * index + 2]:
            if not np.isin(question.codes, (MISSING, UNREADABLE)).all():
                continue
            place = table.sheet.place(table.first_row, feature.index)
            if question.side == FUNCTIONAL:
                raise InputError("feature_without_functional", place, name=quoted(name))
            assert question.side == DYSFUNCTIONAL
            raise InputError("feature_without_dysfunctional", place, name=quoted(name))


def _by_feature(
    ratings: Combinations, names: Mapping[str, str], unique: Sequence[str]
) -> dict[str, Combinations]:
    """What was stated of each feature."""
    given: dict[str, Counter[Value]] = {name: Counter() for name in unique}
    for (label, value), n in zip(ratings.values, ratings.times, strict=True):
        name = names.get(label_of(label))
        if name is not None:
            given[name][value] += int(n)
    column = ratings.columns[-1:]
    return {
        name: Combinations(column, [(v,) for v in each], np.array(list(each.values()), np.int64))
        for name, each in given.items()
    }
