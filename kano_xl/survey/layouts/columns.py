"""A column for each question: by far the most surveys."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from kano_xl.errors import InputError, KanoError, Problem
from kano_xl.model.answers import MISSING
from kano_xl.model.categories import evaluation_table
from kano_xl.model.cube import Codes, Counts
from kano_xl.survey.coding import answers
from kano_xl.survey.coding.answers import Coded, Question
from kano_xl.survey.coding.direction import wrong_way
from kano_xl.survey.coding.importance import importance_of
from kano_xl.survey.coding.repeats import repeated_rows
from kano_xl.survey.coding.satisfaction import (
    SatisfactionScale,
    given_in,
    largest,
    satisfaction_of,
    scale_of,
)
from kano_xl.survey.coding.scale import another_scale, fewer_steps
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.layout import Layout, Numbers, Part, Told
from kano_xl.survey.layouts.pairing import Pair, Pairing, pair_columns
from kano_xl.survey.mapping import (
    MappedFeature,
    MappingKeys,
    find_column,
    mapped_table,
    name_of,
    once,
    unmapped,
)
from kano_xl.survey.mapping import (
    Mapping as SheetMapping,
)
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sheet import Sheet
from kano_xl.survey.survey import Feature, Wording
from kano_xl.survey.tables.headings import (
    DYSFUNCTIONAL,
    FUNCTIONAL,
    IMPORTANCE,
    RATINGS,
    SATISFIED,
)
from kano_xl.survey.tables.naming import short
from kano_xl.survey.tables.table import Column, Table
from kano_xl.survey.wordings.meanings import UNREADABLE

Flags = npt.NDArray[np.bool_]

FORM = "columns"
SIDE_BY_SIDE, SIDES_APART, MIXED = "side_by_side", "sides_apart", "mixed"
CODED, GRID, MAPPED = "coded", "grid", "mapped"
"""The kinds of this layout, keys of the catalogue ``names.layout``."""

_FIRST = ("rows_hidden", "row_of_sums")
"""Problems with rows, told before those with columns."""

KEYS = MappingKeys(feature=(FUNCTIONAL, DYSFUNCTIONAL), feature_optional=RATINGS, features=True)


@dataclass(frozen=True, eq=False)
class Understood:
    """What the answers of P pairs of columns are.

    Attributes:
        coded: what each distinct answer means.
        questions: index of a column → its answers.
        wordings: the answers as people gave them, the most frequent first.
        problems: what is wrong with columns and answers.
        functional, dysfunctional: P arrays of codes, `UNREADABLE` ones among them.
    """

    coded: Coded
    questions: Mapping[int, Question]
    wordings: tuple[Wording, ...]
    problems: tuple[Problem, ...]
    functional: Sequence[Codes]
    dysfunctional: Sequence[Codes]

    def numeric(self, pair: Pair) -> npt.NDArray[np.bool_]:
        """Which answers of a pair are bare numbers on both sides."""
        is_number = self.coded.numeric
        first, second = (
            is_number[self.questions[asked[0].index].values]
            for asked in (pair.functional, pair.dysfunctional)
        )
        both: npt.NDArray[np.bool_] = first & second
        return both


class ColumnsLayout(Layout):
    """A column for each side of each feature."""

    def code(self, instructions: Instructions) -> Part:
        """The answers, one array a side.

        Raises:
            InputError: ``question_empty`` where a whole column has no answer, ``no_answers``,
                ``answer_ambiguous``, ``duplicate_feature`` where a question was asked twice
                and answered twice.
        """
        table = self.table
        coded = answers.code(table, self.answered, instructions)
        read = self.understood(coded, {})
        problems = list(read.problems)
        importance = self._importance(problems)
        scale = self.scale(instructions, importance)
        satisfaction = self._satisfaction(scale.top, problems)
        doubts = self._doubts(instructions, read)
        doubts += [] if scale.refusal is None else [scale.refusal]
        functional, dysfunctional = np.array(read.functional), np.array(read.dysfunctional)
        kept = _respondents(table.sheet, table.first_row, functional, dysfunctional)
        rows = np.flatnonzero(kept) + table.first_row
        functional, dysfunctional = functional[:, kept], dysfunctional[:, kept]
        functional[functional == UNREADABLE] = MISSING
        dysfunctional[dysfunctional == UNREADABLE] = MISSING
        given = functional.any(axis=0) | dysfunctional.any(axis=0)
        return Part(
            self.features(),
            functional,
            dysfunctional,
            None if importance is None else importance[:, kept],
            rows,
            repeated_rows(table, rows) & given,
            problems=tuple(problems),
            wordings=read.wordings,
            doubts=tuple(doubts),
            told=partial(self._told, read, scale.top),
            satisfaction=None if satisfaction is None else satisfaction[:, kept],
            top=scale.top,
        )

    def _told(self, read: Understood, top: int, rows: npt.NDArray[np.int64], shown: Flags) -> Told:
        """What is to be said of the answers in some rows to some features."""
        table = self.table
        flags = np.zeros(table.height, np.bool_)
        flags[rows - table.first_row] = True
        asked = [pair for pair, is_shown in zip(self.pairs, shown, strict=True) if is_shown]
        sides = zip(read.functional, read.dysfunctional, shown, strict=True)
        whole = [answers.are_whole(*codes) for *codes, is_shown in sides if is_shown]
        questions = [
            answers.that_count(read.questions[column.index], flags, counted, table.first_row)
            for pair, counted in zip(asked, whole, strict=True)
            for column in (*pair.functional, *pair.dysfunctional)
        ]
        wordings = answers.wordings_of(read.coded, questions)
        given = answers.numbers_given(read.coded, questions)
        problems = [*self._column_problems(), *answers.answer_problems(wordings)]
        problems += fewer_steps(table, self.answered[0], given, read.coded.own)
        for pair in asked:
            if pair.importance is not None:
                problems += importance_of(table, pair.importance, flags)[1]
            if pair.satisfaction is not None and top:
                problems += satisfaction_of(table, pair.satisfaction, flags, top)[1]
        return Told(tuple(problems), tuple(wordings))

    @property
    def answered(self) -> list[Column]:
        """The columns of answers, feature by feature."""
        return [column for pair in self.pairs for column in (*pair.functional, *pair.dysfunctional)]

    def features(self) -> tuple[Feature, ...]:
        """The features, in the order of the table."""
        return tuple(_feature(pair) for pair in self.pairs)

    def understood(self, coded: Coded, times: Mapping[int, Counts]) -> Understood:
        """What the answers are, and what is wrong with them.

        Args:
            coded: the columns in `answered`.
            times: index of a column → how often each of its answers was given, where they were
                counted beforehand.

        Raises:
            InputError: as `code` does.
        """
        table, columns = self.table, self.answered
        answers.require_answers(coded, columns)
        questions = {
            column.index: replace(coded.question(side, column), times=times.get(column.index))
            for pair in self.pairs
            for side, asked in ((FUNCTIONAL, pair.functional), (DYSFUNCTIONAL, pair.dysfunctional))
            for column in asked
        }
        wordings = answers.wordings_of(coded, list(questions.values()))
        problems = [*self._column_problems(), *answers.answer_problems(wordings)]
        given = answers.numbers_given(coded, list(questions.values()))
        problems += fewer_steps(table, columns[0], given, coded.own)
        functional = [_joined(table, pair, pair.functional, questions) for pair in self.pairs]
        dysfunctional = [_joined(table, pair, pair.dysfunctional, questions) for pair in self.pairs]
        return Understood(
            coded, questions, tuple(wordings), tuple(problems), functional, dysfunctional
        )

    def mapped_features(self, features: Sequence[Feature]) -> tuple[MappedFeature, ...]:
        """The features with the columns of their sides."""
        return tuple(
            MappedFeature(
                pair.name,
                name_of(pair.functional[0]),
                name_of(pair.dysfunctional[0]),
                name_of(pair.importance) if pair.importance else None,
                satisfaction=name_of(pair.satisfaction) if pair.satisfaction else None,
            )
            for pair in self.pairs
        )

    def _importance(self, problems: list[Problem]) -> Numbers | None:
        if not any(pair.importance for pair in self.pairs):
            return None
        stated = np.full((len(self.pairs), self.table.height), math.nan)
        everybody = np.ones(self.table.height, np.bool_)
        for index, pair in enumerate(self.pairs):
            if pair.importance is not None:
                stated[index], wrong = importance_of(self.table, pair.importance, everybody)
                problems += wrong
        return stated

    @property
    def satisfied(self) -> list[Column]:
        """The columns of satisfaction today."""
        return [pair.satisfaction for pair in self.pairs if pair.satisfaction]

    def scale(self, instructions: Instructions, importance: Numbers | None) -> SatisfactionScale:
        """On which scale people say how satisfied they are; ``importance`` is what they stated."""
        columns = self.satisfied
        if not columns:
            return SatisfactionScale(0)
        given = given_in(self.table, columns, np.ones(self.table.height, np.bool_))
        return scale_of(self.table, columns, given, largest(importance), instructions.top)

    def _satisfaction(self, top: int, problems: list[Problem]) -> Numbers | None:
        if not top:
            return None
        stated = np.full((len(self.pairs), self.table.height), math.nan)
        everybody = np.ones(self.table.height, np.bool_)
        for index, pair in enumerate(self.pairs):
            if pair.satisfaction is not None:
                found = satisfaction_of(self.table, pair.satisfaction, everybody, top)
                stated[index] = found[0]
                problems += found[1]
        return stated

    def _doubts(self, instructions: Instructions, read: Understood) -> list[KanoError]:
        """What has to be asked: unknown wordings, then numbers that run the other way."""
        questions, settings = list(read.questions.values()), instructions.settings
        strange = answers.strange(read.coded, questions, read.wordings, settings)
        if strange is not None:
            return [strange]
        if not read.coded.asks_direction(instructions.settings):
            return []
        numeric = np.array([read.numeric(pair) for pair in self.pairs])
        table = evaluation_table(instructions.settings.table)
        known = [
            np.where(codes == UNREADABLE, MISSING, codes)
            for codes in (np.array(read.functional), np.array(read.dysfunctional))
        ]
        place, other = self.table.sheet.whole, read.coded.other
        turned = wrong_way(known[0], known[1], numeric, table, place, other)
        return [] if turned is None else [turned]

    def _column_problems(self) -> Iterator[Problem]:
        """Uncertain pairs, questions asked twice, and what was left out."""
        sheet, row = self.table.sheet, self.table.header_row
        columns = list(self.column_problems())
        yield from (problem for problem in columns if problem.code in _FIRST)
        turned = [pair.dysfunctional[0].index < pair.functional[0].index for pair in self.pairs]
        usual = 2 * sum(turned) < max(len(turned), 3)
        for pair, other_way in zip(self.pairs, turned, strict=True):
            first, second = pair.functional[0], pair.dysfunctional[0]
            values = {"name": pair.name, "functional": first.letter, "dysfunctional": second.letter}
            if not pair.certain:
                yield Problem("pair_uncertain", sheet.place(row, first.index), values)
            elif other_way and usual and not first.heading.marked and self.kind != MAPPED:
                yield Problem("pair_turned", sheet.place(row, second.index), values)
            for asked in (pair.functional, pair.dysfunctional):
                for again in asked[1:]:
                    told = {"name": pair.name, "first": asked[0].letter, "second": again.letter}
                    yield Problem("question_repeated", sheet.place(row, again.index), told)
        yield from (problem for problem in columns if problem.code not in _FIRST)


def recognise(table: Table, instructions: Instructions) -> ColumnsLayout:
    """The layout of a table with a column for each question; with a refusal if it has gaps.

    Raises:
        InputError: ``no_pairs``, ``no_answers``: there is no survey in it.
    """
    pairing = pair_columns(table, instructions.settings.accept_pairs)
    # A column that is left out, of children in the household say, tells of no scale.
    paired = [c for pair in pairing.pairs for c in (*pair.functional, *pair.dysfunctional)]
    asked = [*paired, *pairing.open] or pairing.candidates
    refusal = another_scale(table, asked, instructions.own.keys) or pairing.refusal
    if refusal is not None and not pairing.pairs and not pairing.open:
        raise refusal
    kind = _kind(pairing) if pairing.pairs else MIXED
    return ColumnsLayout(
        kind,
        FORM,
        table,
        pairing.pairs,
        ignored=pairing.ignored,
        open=pairing.open,
        refusal=refusal,
    )


def mapped(sheet: Sheet, mapping: SheetMapping, instructions: Instructions) -> ColumnsLayout:
    """The layout of a sheet as a mapping says it is.

    Raises:
        SettingsError: it names a column that is not there, or one column twice.
        InputError: there is no table in the sheet.
    """
    table = mapped_table(sheet, mapping, instructions.own.keys)
    found = {
        (feature.name, side): find_column(table, name, mapping.place)
        for feature in mapping.features
        for side in (FUNCTIONAL, DYSFUNCTIONAL, *RATINGS)
        if (name := getattr(feature, side)) is not None
    }
    once([column.letter for column in found.values()], "mapping_column_twice", mapping.place)
    pairs = tuple(
        Pair(
            feature.name,
            (found[feature.name, FUNCTIONAL],),
            (found[feature.name, DYSFUNCTIONAL],),
            found.get((feature.name, IMPORTANCE)),
            question=_question(found[feature.name, FUNCTIONAL], feature.name),
            satisfaction=found.get((feature.name, SATISFIED)),
        )
        for feature in mapping.features
    )
    return ColumnsLayout(MAPPED, FORM, table, pairs, ignored=unmapped(table, found.values()))


def _question(column: Column, name: str) -> str:
    return column.header if short(column.header) != name and " " in column.header else ""


def _kind(pairing: Pairing) -> str:
    """The name of the layout that a column for each question is in."""
    pairs = pairing.pairs
    headings = [
        column.heading for pair in pairs for column in (pair.functional[0], pair.dysfunctional[0])
    ]
    if all(heading.in_grid for heading in headings):
        return GRID
    if all(
        heading.marked and len(heading.subject) <= 12 and " " not in heading.subject
        for heading in headings
    ):
        return CODED
    functional = [pair.functional[0].index for pair in pairs]
    dysfunctional = [pair.dysfunctional[0].index for pair in pairs]
    if len(pairs) > 1 and (
        max(functional) < min(dysfunctional) or max(dysfunctional) < min(functional)
    ):
        return SIDES_APART
    near = all(abs(f - d) <= 2 for f, d in zip(functional, dysfunctional, strict=True))
    return SIDE_BY_SIDE if near else MIXED


def _joined(
    table: Table, pair: Pair, columns: Sequence[Column], questions: Mapping[int, Question]
) -> Codes:
    """The answers to a question that the form asks once or several times."""
    found = questions[columns[0].index].codes
    for column in columns[1:]:
        again = questions[column.index].codes
        if ((found != MISSING) & (again != MISSING)).any():
            raise InputError(
                "duplicate_feature",
                table.sheet.place(table.header_row, column.index),
                name=quoted(pair.name),
                first=columns[0].letter,
                second=column.letter,
            )
        found = np.maximum(found, again)
    return found


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
        pair.satisfaction.header if pair.satisfaction else "",
    )
