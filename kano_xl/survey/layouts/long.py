"""A row for each respondent and feature, or for each single answer."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.errors import InputError, Place, Problem
from kano_xl.model.answers import MISSING
from kano_xl.model.categories import CATEGORIES, evaluation_table
from kano_xl.model.cube import Codes
from kano_xl.survey.coding import answers
from kano_xl.survey.coding.answers import Coded, Question
from kano_xl.survey.coding.direction import wrong_way
from kano_xl.survey.coding.distinct import distinct
from kano_xl.survey.coding.importance import importance_of
from kano_xl.survey.coding.satisfaction import (
    SatisfactionScale,
    given_in,
    largest,
    satisfaction_of,
    scale_of,
)
from kano_xl.survey.coding.scale import another_scale, steps_beyond
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.layout import Layout, Numbers, Part, Told, left_out
from kano_xl.survey.layouts.matching import SURE, alike
from kano_xl.survey.layouts.persons import Indices, find_persons
from kano_xl.survey.listing import listed
from kano_xl.survey.mapping import Mapping as SheetMapping
from kano_xl.survey.mapping import MappingKeys, columns_of, mapped_table, unmapped
from kano_xl.survey.quoting import printable, quoted, without_contacts
from kano_xl.survey.sheet import Sheet, Value
from kano_xl.survey.survey import Feature, Wording
from kano_xl.survey.tables import naming
from kano_xl.survey.tables.category_names import names_of
from kano_xl.survey.tables.headings import (
    DYSFUNCTIONAL,
    FUNCTIONAL,
    IMPORTANCE,
    RATINGS,
    SATISFIED,
    SIDES,
    heading,
    side_by_words,
    side_of_mark,
    unnumbered,
)
from kano_xl.survey.tables.table import NUMBERS, WORDS, Column, Table
from kano_xl.survey.tables.vocabulary import pattern
from kano_xl.survey.wordings.meanings import UNREADABLE

FORM = "long"
"""A row for each respondent and feature."""

ANSWER_ROWS = "long_answers"
"""A row for each answer; see `kano_xl.survey.layouts.answer_rows`."""

KEYS = MappingKeys(
    needed=("feature", FUNCTIONAL, DYSFUNCTIONAL), optional=("respondent", "time", *RATINGS)
)

_ASKED = (*SIDES, *RATINGS, "")
"""What a row may be about; the last for a side that says nothing."""


class _Rows(NamedTuple):
    """The rows of a long table: N rows below the header.

    Attributes:
        coded: what the answers mean.
        columns: side → the column that its answers stand in.
        codes: side → N codes, 0 where the row holds none.
        asked: N indices of `_ASKED`: what each row is about; 0 where a row has both sides.
    """

    coded: Coded
    columns: Mapping[str, Column]
    codes: Mapping[str, Codes]
    asked: Indices


class LongLayout(Layout):
    """A row for each respondent and feature, or for each answer."""

    def code(self, instructions: Instructions) -> Part:
        """The answers, one array a side.

        A respondent is known by ID, else by the time of the answers, else a new one begins
        where a feature comes again. An ID that answers a feature a second time is a duplicate.

        Raises:
            InputError: ``no_answers``, ``question_empty``, ``feature_without_functional``,
                ``feature_without_dysfunctional``, ``answer_ambiguous``.
        """
        table, column = self.table, self.roles["feature"]
        found = distinct(table, [column])
        labels = [label_of(value) for value in found.values]
        names = self.names_of(labels)
        unique = list(dict.fromkeys(names.values()))
        index_of = {label: unique.index(name) for label, name in names.items()}
        lookup = np.array([index_of.get(label, -1) for label in labels], np.int64)
        features = lookup[found.indices[column.index]]
        rows = self._rows(instructions, labels, found.indices[column.index])
        everywhere = np.ones(table.height, np.bool_)
        problems = [*self.column_problems(), *self._side_problems(rows, features, everywhere)]
        if not names or not any(codes.any() for codes in rows.codes.values()):
            raise InputError("no_answers", table.sheet.place(table.first_row, column.index))
        respondents, firsts, duplicates = find_persons(
            table, self._who(), features, rows.asked, len(_ASKED)
        )
        shape = (len(unique), len(firsts))
        questions = list(_questions(self.table, rows, features, respondents, len(unique)))
        wordings = answers.wordings_of(rows.coded, questions)
        problems += answers.answer_problems(wordings)
        sides = {side: _spread(rows.codes[side], features, respondents, shape) for side in SIDES}
        whole = answers.are_whole(sides[FUNCTIONAL], sides[DYSFUNCTIONAL])[features, respondents]
        doubts = self._doubts(instructions, rows, questions, wordings, sides)
        if not doubts:
            self._require_both_sides(index_of, sides, features)
        importance = self._importance(rows.asked, features, respondents, shape, problems)
        scale = self._scale(instructions, rows.asked, importance)
        doubts += [] if scale.refusal is None else [scale.refusal]
        satisfaction = self._satisfaction(
            scale.top, rows.asked, features, respondents, shape, problems
        )
        return Part(
            tuple(feature_of(name, names) for name in unique),
            sides[FUNCTIONAL],
            sides[DYSFUNCTIONAL],
            importance,
            firsts,
            duplicates,
            problems=tuple(problems),
            wordings=tuple(wordings),
            doubts=tuple(doubts),
            respondents=respondents,
            told=partial(self._told, rows, scale.top, features, respondents, whole, firsts),
            satisfaction=satisfaction,
            top=scale.top,
        )

    def _told(
        self,
        rows: _Rows,
        top: int,
        features: Indices,
        respondents: Indices,
        whole: npt.NDArray[np.bool_],
        firsts: Indices,
        of: Indices,
        shown: npt.NDArray[np.bool_],
    ) -> Told:
        """What is to be said of the answers of some respondents to some features.

        Who gave an answer that names no feature, nobody knows.
        """
        flags = np.isin(firsts, of)[respondents] & np.append(shown, False)[features]
        questions = [
            answers.that_count(each, flags, whole, self.table.first_row)
            for each in _questions(self.table, rows, features, respondents, shown.size)
            if each.rows is not None
        ]
        wordings = answers.wordings_of(rows.coded, questions)
        problems = [*self.column_problems(), *self._side_problems(rows, features, flags)]
        problems += answers.answer_problems(wordings)
        column, stating = self._stating(rows.asked, IMPORTANCE)
        if column is not None:
            problems += importance_of(self.table, column, stating & flags)[1]
        column, stating = self._stating(rows.asked, SATISFIED)
        if column is not None and top:
            problems += satisfaction_of(self.table, column, stating & flags, top)[1]
        return Told(tuple(problems), tuple(wordings))

    def _who(self) -> dict[str, Column]:
        """The columns that tell who answered; a number of each single answer does not."""
        who = {role: self.roles[role] for role in ("respondent", "time") if role in self.roles}
        if self.form == ANSWER_ROWS and "respondent" in who:
            ids = distinct(self.table, [who["respondent"]]).counts()
            if ids.max() == 1 and ids.size > 2:
                del who["respondent"]
        return who

    def names_of(self, labels: Sequence[str]) -> dict[str, str]:
        """Value of the feature column → name, in order of first appearance."""
        found = [label for label in dict.fromkeys(labels) if label]
        if self.names:
            return {label: self.names[label] for label in found if label in self.names}
        subjects = [naming.subject_of(label)[0] for label in found]
        if "side" in self.roles or self.form == FORM:
            return dict(zip(found, naming.unique_names(subjects), strict=True))
        # The two questions of a feature are one feature.
        keys = _paired_keys(found, [naming.key(subject) for subject in subjects])
        firsts = dict(zip(reversed(keys), reversed(subjects), strict=True))
        order = list(dict.fromkeys(keys))
        short = dict(zip(order, naming.unique_names([firsts[key] for key in order]), strict=True))
        return {label: short[key] for label, key in zip(found, keys, strict=True)}

    def _rows(
        self, instructions: Instructions, labels: Sequence[str], where: answers.Indices
    ) -> _Rows:
        """What each row holds."""
        table = self.table
        if self.form == FORM:
            columns = {side: self.roles[side] for side in SIDES}
            coded = answers.code(table, list(columns.values()), instructions)
            answers.require_answers(coded, list(columns.values()))
            codes = {side: coded.question(side, columns[side]).codes for side in SIDES}
            return _Rows(coded, columns, codes, np.zeros(table.height, np.int64))
        column = self.roles["answer"]
        if "side" in self.roles:
            found = distinct(table, [self.roles["side"]])
            told = [_side(value) for value in found.values]
            where = found.indices[self.roles["side"].index]
        else:
            told = [side_by_words(label) or "" for label in labels]
        asked = np.array([_ASKED.index(side) for side in told], np.int64)[where]
        coded = answers.code(table, [column], instructions)
        codes = {
            side: np.where(asked == _ASKED.index(side), coded.question(side, column).codes, MISSING)
            for side in SIDES
        }
        return _Rows(coded, dict.fromkeys(SIDES, column), codes, asked)

    def _side_problems(
        self, rows: _Rows, features: Indices, flags: npt.NDArray[np.bool_]
    ) -> Iterator[Problem]:
        """Rows that do not say what they are about; of a side those that are flagged."""
        table = self.table
        if not self.names:
            answered = (rows.codes[FUNCTIONAL] != MISSING) | (rows.codes[DYSFUNCTIONAL] != MISSING)
            lost = np.flatnonzero((features < 0) & answered)
            yield from self._listed("row_without_feature", lost, self.roles["feature"])
        if self.form == ANSWER_ROWS and "side" in self.roles:
            values = rows.coded.question(FUNCTIONAL, self.roles["answer"])
            unsaid = (rows.asked == _ASKED.index("")) & (values.codes != MISSING)
            unknown = np.flatnonzero(unsaid & flags)
            assert table.height == rows.asked.size
            yield from self._listed("side_unreadable", unknown, self.roles["side"])

    def _listed(self, code: str, rows: npt.NDArray[np.int64], column: Column) -> Iterator[Problem]:
        first = self.table.first_row
        cells: Iterator[tuple[Place, dict[str, object]]] = (
            (self.table.sheet.place(first + int(row), column.index), {}) for row in rows
        )
        yield from listed(code, cells, len(rows))

    def _doubts(
        self,
        instructions: Instructions,
        rows: _Rows,
        questions: Sequence[Question],
        wordings: Sequence[Wording],
        sides: Mapping[str, Codes],
    ) -> list[InputError]:
        """What has to be asked: another scale, unknown wordings, numbers the other way."""
        scale = self._another_scale(rows, questions)
        if scale is not None:
            return [scale]
        strange = answers.strange(rows.coded, questions, wordings, instructions.settings)
        if strange is not None:
            return [strange]
        is_number = rows.coded.numeric
        numeric = np.array([is_number[q.values].all() for q in questions]).all()
        if not rows.coded.asks_direction(instructions.settings) or not numeric:
            return []
        everywhere = np.ones(sides[FUNCTIONAL].shape, np.bool_)
        table = evaluation_table(instructions.settings.table)
        place, other = self.table.sheet.whole, rows.coded.other
        turned = wrong_way(sides[FUNCTIONAL], sides[DYSFUNCTIONAL], everywhere, table, place, other)
        return [] if turned is None else [turned]

    def _another_scale(self, rows: _Rows, questions: Sequence[Question]) -> InputError | None:
        if self.form == FORM:
            return another_scale(self.table, list(rows.columns.values()), rows.coded.own)
        # Importance stands in the same column, so only the rows of answers may tell.
        total = np.zeros(len(rows.coded.found.values), np.int64)
        for question in questions:
            total += np.bincount(question.values[question.codes != MISSING], minlength=total.size)
        given = {v: int(n) for v, n in zip(rows.coded.found.values, total, strict=True) if n}
        found = steps_beyond(given, rows.coded.own)
        if found is None:
            return None
        column = self.roles["answer"]
        place = self.table.sheet.place(self.table.first_row, column.index)
        return InputError(found[0], place, answer=str(found[1]), steps=found[1])

    def _require_both_sides(
        self, index_of: Mapping[str, int], sides: Mapping[str, Codes], features: Indices
    ) -> None:
        table = self.table
        for label, index in index_of.items():
            for side, array in sides.items():
                if not array[index].any():
                    row = table.first_row + int(np.argmax(features == index))
                    place = table.sheet.place(row, self.roles["feature"].index)
                    raise InputError(f"feature_without_{side}", place, name=quoted(label))

    def _stating(self, asked: Indices, rating: str) -> tuple[Column | None, npt.NDArray[np.bool_]]:
        """The column of a rating, if there is one, and the rows that state it."""
        column = self.roles.get("answer", self.roles.get(rating))
        stating = asked == _ASKED.index(rating if "answer" in self.roles else FUNCTIONAL)
        return (column if stating.any() else None), stating

    def _importance(
        self,
        asked: Indices,
        features: Indices,
        respondents: Indices,
        shape: tuple[int, int],
        problems: list[Problem],
    ) -> Numbers | None:
        column, stating = self._stating(asked, IMPORTANCE)
        if column is None:
            return None
        stated, wrong = importance_of(self.table, column, stating)
        problems += wrong
        return _of_each(stated, features, respondents, shape)

    def _scale(
        self, instructions: Instructions, asked: Indices, importance: Numbers | None
    ) -> SatisfactionScale:
        """On which scale people say how satisfied they are."""
        column, stating = self._stating(asked, SATISFIED)
        if column is None:
            return SatisfactionScale(0)
        given = given_in(self.table, [column], stating)
        return scale_of(self.table, [column], given, largest(importance), instructions.top)

    def _satisfaction(
        self,
        top: int,
        asked: Indices,
        features: Indices,
        respondents: Indices,
        shape: tuple[int, int],
        problems: list[Problem],
    ) -> Numbers | None:
        column, stating = self._stating(asked, SATISFIED)
        if column is None or not top:
            return None
        stated, wrong = satisfaction_of(self.table, column, stating, top)
        problems += wrong
        return _of_each(stated, features, respondents, shape)


def _of_each(
    stated: Numbers, features: Indices, respondents: Indices, shape: tuple[int, int]
) -> Numbers:
    """What the rows state as F×N, NaN where nothing is stated."""
    found = np.full(shape, math.nan)
    held = (features >= 0) & ~np.isnan(stated)
    found[features[held], respondents[held]] = stated[held]
    return found


def label_of(value: Value) -> str:
    """What a cell of the feature column calls its feature; "" where it names none."""
    return "" if value is None else without_contacts(printable(value))


def _paired_keys(questions: Sequence[str], keys: Sequence[str]) -> list[str]:
    """The keys, those of a dysfunctional question being that of the functional one it goes with."""
    sides = [side_by_words(question) for question in questions]
    functional = [key for key, side in zip(keys, sides, strict=True) if side == FUNCTIONAL]
    paired = []
    for key, side in zip(keys, sides, strict=True):
        if side == DYSFUNCTIONAL and key not in functional:
            near = max(functional, key=lambda other: alike(key, other), default=key)
            paired.append(near if alike(key, near) >= SURE else key)
        else:
            paired.append(key)
    return paired


def feature_of(name: str, names: Mapping[str, str]) -> Feature:
    """A feature with the values of the feature column that name it, the first one first."""
    labels = [label for label, called in names.items() if called == name]
    question = labels[0] if labels[0] != name else ""
    return Feature(name, question, labels[0], labels[-1])


def _spread(codes: Codes, features: Indices, respondents: Indices, shape: tuple[int, int]) -> Codes:
    """The codes of the rows as F×N."""
    array = np.zeros(shape, np.uint8)
    held = (features >= 0) & (codes != MISSING) & (codes != UNREADABLE)
    array[features[held], respondents[held]] = codes[held]
    return array


def _questions(
    table: Table, rows: _Rows, features: Indices, respondents: Indices, count: int
) -> Iterator[Question]:
    """The answers of each feature and side; several labels of one feature are one."""
    order = np.argsort(features, kind="stable")
    starts = np.searchsorted(features[order], np.arange(count + 1))
    for index in range(count):
        of_feature = order[starts[index] : starts[index + 1]]
        for side in SIDES:
            about = rows.asked[of_feature]
            both = rows.columns[FUNCTIONAL] is not rows.columns[DYSFUNCTIONAL]
            held = of_feature if both else of_feature[about == _ASKED.index(side)]
            values = rows.coded.found.indices[rows.columns[side].index][held]
            yield Question(
                side,
                rows.columns[side],
                values,
                rows.codes[side][held],
                held + table.first_row,
                respondents[held],
            )


def _side(value: Value) -> str:
    """What a row is about, by its cell in the column of sides; "" where that says nothing."""
    if value is None:
        return ""
    return side_of_mark(str(value)) or side_by_words(printable(value)) or ""


def recognise(table: Table, instructions: Instructions) -> LongLayout | None:
    """The layout of a table whose headers are those of a long one; None for any other."""
    roles = roles_of(table, KEYS)
    if roles is None:
        return None
    return LongLayout(FORM, FORM, table, roles=roles, ignored=left_out(table, list(roles.values())))


def roles_of(table: Table, keys: MappingKeys) -> dict[str, Column] | None:
    """Role → column where the headers are those of this layout; None where they are not."""
    if not all(any(is_role(column, role) for column in table.columns) for role in keys.needed):
        return None
    found: dict[str, Column] = {}
    for column in table.columns:
        for role in keys.roles:
            if role not in found and is_role(column, role):
                found[role] = column
                break
    return found if all(role in found for role in keys.needed) else None


def refuse_respondents_across(table: Table) -> None:
    """Refuse a table that has a row for each question and a column for each respondent.

    Raises:
        InputError: ``respondents_across``.
    """
    roles = {
        role for column in table.columns for role in ("feature", "side") if is_role(column, role)
    }
    answered = [column for column in table.columns if column.holds in (WORDS, NUMBERS)]
    across = len(roles) == 2 or _asks_down(table)
    if across and len(answered) > 1 and not any(c.heading.side for c in answered):
        raise InputError(
            "respondents_across", table.sheet.place(table.header_row, answered[0].index)
        )


def _asks_down(table: Table) -> bool:
    """Whether the first column holds the questions of both sides, one below the other."""
    asked = [heading(str(value)).side for value in table.columns[0].sample]
    return set(asked) >= set(SIDES) and None not in asked


def is_role(column: Column, role: str, group: str = "long") -> bool:
    """Whether the header of a column names this role."""
    header = re.sub(r"\s*[(（][^()（）]{2,}[)）]$", "", unnumbered(column.header)).strip(" :：*")
    if role == "time":
        return bool(pattern("background", "times").fullmatch(header))
    of_category = group == "totals" and role in CATEGORIES
    names = names_of(role) if of_category else pattern(group, role)
    return bool(names.fullmatch(header))


def mapped(sheet: Sheet, mapping: SheetMapping, instructions: Instructions) -> LongLayout:
    """The layout of a sheet as a mapping says it is; raises as `columns_of` does."""
    table = mapped_table(sheet, mapping, instructions.own.keys)
    roles = columns_of(table, mapping)
    return replace(
        LongLayout(mapping.layout, mapping.layout, table, roles=roles),
        ignored=unmapped(table, roles.values()),
        names={feature.value: feature.name for feature in mapping.features},
    )
