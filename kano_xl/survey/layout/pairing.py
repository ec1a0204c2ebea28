"""Which two columns ask about one feature, and which of them is the functional side.

Words come before position: columns of opposite sides whose subjects agree are a pair
for certain. What is left is paired by where it stands, and marked as uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kano_xl.errors import InputError
from kano_xl.survey.layout import naming
from kano_xl.survey.layout.matching import (
    Asked,
    Match,
    asks,
    key_of,
    match_by_position,
    match_by_words,
    with_subjects,
)
from kano_xl.survey.layout.sides import IMPORTANCE, SIDES
from kano_xl.survey.layout.table import EMPTY, NUMBERS, OTHER, SATISFACTION, WORDS, Column, Table
from kano_xl.survey.quoting import quoted

_REPEATED = re.compile(r"\.\d+$")


@dataclass(frozen=True, slots=True)
class Pair:
    """The columns that ask about one feature.

    Attributes:
        name: of the feature, unique in the table.
        functional, dysfunctional: the columns; more than one where the form repeats the question.
        importance: the column of stated importance, if there is one.
        certain: False where position alone says that the columns belong together.
        question: the functional question in full.
    """

    name: str
    functional: tuple[Column, ...]
    dysfunctional: tuple[Column, ...]
    importance: Column | None = None
    certain: bool = True
    question: str = ""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column of the pair."""
        stated = (self.importance,) if self.importance else ()
        return (*self.functional, *self.dysfunctional, *stated)


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs of a table in the order of its columns, and the columns left out, with the reason.

    A reason is a key of the catalogue ``names.layout.ignored``.
    """

    pairs: tuple[Pair, ...]
    ignored: tuple[tuple[Column, str], ...]


def pair_columns(table: Table) -> Pairing:
    """The pairs in a table with a column for each question.

    Raises:
        InputError: ``no_pairs``, ``no_answers``, ``satisfaction_scale``, ``one_side_missing``,
            ``question_empty``, ``duplicate_feature``.
    """
    asked = with_subjects(_candidates(table))
    matches, left = match_by_words(asked)
    if matches:
        # Where all others bear a mark, a question without one ("to show that you read …") is none.
        marked = all(one.column.heading.marked for match in matches for one in match[:2])
        left = [one for one in left if not _is_stray(one, marked)]
    matches += match_by_position(table, left, matches)
    if not matches:
        raise InputError("no_pairs", table.sheet.place(table.header_row, 0))
    matches.sort(key=lambda match: min(match[0].index, match[1].index))
    pairs = _with_importance(
        table, _named(table, matches), {m[0].index: m[0].subject for m in matches}
    )
    used = {column.index for pair in pairs for column in pair.columns}
    ignored = [(column, _reason(column)) for column in table.columns if column.index not in used]
    return Pairing(tuple(pairs), tuple(ignored))


def _is_stray(one: Asked, others_marked: bool) -> bool:
    """Whether a column without a partner may just be left out, pairs having been found."""
    if others_marked and not one.column.heading.marked:
        return True
    return one.side is None and one.column.holds == NUMBERS


def _candidates(table: Table) -> list[Column]:
    """The columns that hold answers, or whose mark says that they should."""
    open_columns = [
        column
        for column in table.columns
        if not column.background and column.heading.side != IMPORTANCE and column.holds != EMPTY
    ]
    answered = [column for column in open_columns if column.holds in (WORDS, NUMBERS)]
    marked = [column for column in open_columns if column.heading.side in SIDES]
    if answered:
        keys = {key_of(column) for column in answered if column.heading.side}
        wanted = [
            column
            for column in marked
            if column not in answered and (column.heading.marked or key_of(column) in keys)
        ]
        _refuse_satisfaction(table, wanted)
        return sorted([*answered, *wanted], key=lambda column: column.index)
    _refuse_satisfaction(table, [c for c in open_columns if c.holds == SATISFACTION])
    questions = [c for c in marked if c.heading.marked or asks(c)]
    if len(questions) >= 2:
        return questions
    if sum(c.heading.side in SIDES and (c.heading.marked or asks(c)) for c in table.columns) >= 2:
        raise InputError("no_answers", table.sheet.place(table.first_row, 0))
    raise InputError("no_pairs", table.sheet.place(table.header_row, 0))


def _refuse_satisfaction(table: Table, columns: Iterable[Column]) -> None:
    for column in columns:
        if column.holds == SATISFACTION:
            raise InputError(
                "satisfaction_scale",
                table.sheet.place(table.first_row, column.index),
                header=quoted(column.header),
            )


def _named(table: Table, matches: Sequence[Match]) -> list[Pair]:
    """The matches as pairs with unique names; a question asked twice becomes one pair.

    Raises:
        InputError: ``duplicate_feature`` where different questions have one subject.
    """
    pairs: dict[str, Pair] = {}
    for functional, dysfunctional, certain in matches:
        subject = functional.subject.strip() or dysfunctional.subject.strip()
        subject = f"F{subject}" if subject.isdigit() else subject or functional.column.letter
        earlier = pairs.get(subject.casefold())
        f, d = functional.column, dysfunctional.column
        if earlier is None:
            question = f.header if asks(f) else ""
            name = naming.short(subject)
            pairs[subject.casefold()] = Pair(name, (f,), (d,), None, certain, question)
        elif _same(earlier.functional[0], f) and _same(earlier.dysfunctional[0], d):
            pairs[subject.casefold()] = replace(
                earlier,
                functional=(*earlier.functional, f),
                dysfunctional=(*earlier.dysfunctional, d),
            )
        else:
            raise InputError(
                "duplicate_feature",
                table.sheet.place(table.header_row, f.index),
                name=quoted(subject),
                first=earlier.functional[0].letter,
                second=f.letter,
            )
    found = list(pairs.values())
    names = naming.unique([pair.name for pair in found])
    return [replace(pair, name=name) for pair, name in zip(found, names, strict=True)]


def _same(first: Column, second: Column) -> bool:
    plain = [_REPEATED.sub("", column.heading.subject).casefold() for column in (first, second)]
    return plain[0] == plain[1] and not (first.heading.marked and second.heading.marked)


def _with_importance(table: Table, pairs: list[Pair], subjects: dict[int, str]) -> list[Pair]:
    """The pairs with their columns of stated importance, by subject, else in order."""
    stated = [
        column
        for column in table.columns
        if column.heading.side == IMPORTANCE and not column.background and column.holds != EMPTY
    ]
    by_key = {key: column for column in reversed(stated) if (key := key_of(column))}
    found = [
        replace(pair, importance=by_key.pop(naming.key(subjects[pair.functional[0].index]), None))
        for pair in pairs
    ]
    if stated and not any(pair.importance for pair in found) and len(stated) == len(pairs):
        found = [replace(pair, importance=one) for pair, one in zip(pairs, stated, strict=True)]
    return found


def _reason(column: Column) -> str:
    if column.background:
        return "background"
    if column.holds == EMPTY:
        return "empty"
    if column.heading.side == IMPORTANCE or column.holds in (WORDS, NUMBERS):
        return "no_partner"
    return "no_answers" if column.holds in (OTHER, SATISFACTION) else column.holds
