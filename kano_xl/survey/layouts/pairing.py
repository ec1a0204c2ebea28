"""Which two columns ask about one feature, and which of them is the functional side.

Words come before position: columns of opposite sides whose subjects agree are a pair
for certain. What is left is paired by where it stands, and marked as uncertain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kano_xl.errors import InputError
from kano_xl.languages import InQuotes
from kano_xl.survey.layouts.matching import (
    Asked,
    Match,
    asks,
    key_of,
    match_by_position,
    match_by_words,
    share_own_words,
    with_subjects,
)
from kano_xl.survey.quoting import quoted
from kano_xl.survey.tables import naming
from kano_xl.survey.tables.headings import IMPORTANCE, RATINGS, SATISFIED, SIDES
from kano_xl.survey.tables.table import (
    AGREEMENT,
    CHOICES,
    EMPTY,
    NUMBERS,
    SATISFACTION,
    SCALE,
    WORDS,
    Column,
    Table,
)
from kano_xl.survey.tables.vocabulary import pattern

CLOSED = (CHOICES, SCALE, SATISFACTION, AGREEMENT)
"""What a column may hold that asks with given options, though not with any that are known."""

NAMED = 3
"""So many pairs are named in a message."""

_REPEATED = re.compile(r"\.\d+$")
_NUMBERED_AGAIN = re.compile(r"[.\s]?\d+$")


@dataclass(frozen=True, slots=True)
class Pair:
    """The columns that ask about one feature.

    Attributes:
        name: of the feature, unique in the table.
        functional, dysfunctional: the columns; more than one where the form repeats the question.
        importance: the column of stated importance, if there is one.
        certain: False where position alone says that the columns belong together.
        question: the functional question in full.
        satisfaction: the column of satisfaction today, if there is one.
    """

    name: str
    functional: tuple[Column, ...]
    dysfunctional: tuple[Column, ...]
    importance: Column | None = None
    certain: bool = True
    question: str = ""
    satisfaction: Column | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """Every column of the pair."""
        stated = [each for each in (self.importance, self.satisfaction) if each]
        return (*self.functional, *self.dysfunctional, *stated)


class Pairing(NamedTuple):
    """What was paired in a table.

    Attributes:
        pairs: in the order of their columns; also those that the refusal is about.
        ignored: the columns left out, each with a key of ``names.layout.ignored``.
        candidates: the columns that may hold answers.
        open: those of them whose partner was not found.
        refusal: why the pairs cannot be taken as they are; None if they can.
    """

    pairs: tuple[Pair, ...]
    ignored: tuple[tuple[Column, str], ...]
    candidates: tuple[Column, ...] = ()
    open: tuple[Column, ...] = ()
    refusal: InputError | None = None


def pair_columns(table: Table, accepted: bool = False) -> Pairing:
    """The pairs in a table with a column for each question.

    Args:
        table: the table.
        accepted: pairs that nothing but their position speaks for are accepted by the user.

    Raises:
        InputError: ``no_pairs``, ``no_answers``.
    """
    candidates = _candidates(table)
    unnamed = _unnamed(table, candidates)
    if unnamed is not None:
        return Pairing((), (), tuple(candidates), tuple(candidates), unnamed)
    asked = with_subjects(_without_sides(candidates))
    matches, left = match_by_words(asked)
    # Where all others bear a mark, a question without one ("to show that you read …") is none.
    marked = all(one.column.heading.marked for match in matches for one in match[:2])
    left = [one for one in left if not _is_stray(one, bool(matches), marked)]
    if not matches and len(left) == 1 and left[0].side is None:
        left = []  # one number among other columns makes no survey
    refusal: InputError | None = None
    try:
        matches += match_by_position(table, left, matches)
        left = []
    except InputError as error:
        refusal = error
    if not matches and refusal is None:
        raise InputError("no_pairs", table.sheet.place(table.header_row, 0))
    matches.sort(key=lambda match: min(match[0].index, match[1].index))
    try:
        subjects = {m[0].index: m[0].subject for m in matches}
        pairs = _named(table, matches)
        asked_about = [subjects[pair.functional[0].index] for pair in pairs]
        pairs = _with_importance(table, pairs, asked_about)
        pairs = _with_satisfaction(table, pairs, asked_about)
    except InputError as error:
        return Pairing((), (), tuple(candidates), tuple(candidates), error)
    if refusal is None and not accepted:
        refusal = _by_position_alone(table, matches, asked, pairs)
    used = {column.index for pair in pairs for column in pair.columns}
    open_ = tuple(one.column for one in left)
    ignored = [
        (column, _reason(column))
        for column in table.columns
        if column.index not in used and column not in open_
    ]
    return Pairing(tuple(pairs), tuple(ignored), tuple(candidates), open_, refusal)


def _unnamed(table: Table, candidates: Sequence[Column]) -> InputError | None:
    """Why columns cannot be told apart whose headers hold a side, again and again, and no feature.

    So does Microsoft Forms name the rows of its Likert questions: "With it", "With it2".
    """
    bare = {column.header.strip(): column for column in candidates if not column.heading.subject}
    for column in candidates:
        first = bare.get(_NUMBERED_AGAIN.sub("", column.header.strip()))
        if first is not None and first is not column:
            return InputError(
                "features_unnamed",
                table.sheet.place(table.header_row, column.index),
                first=quoted(first.header),
                second=quoted(column.header),
            )
    return None


def _without_sides(candidates: Sequence[Column]) -> Sequence[Column]:
    """The columns, without sides where those are rows of a grid that was asked twice.

    Microsoft Forms names the rows of two Likert questions "Fast transfers", "Video call with an
    adviser", and then "Fast transfers2", "Video call with an adviser2". What says "with" there is
    part of a name; the two questions are not in the file, and position has to tell.
    """
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    again = [f"{column.header.strip()}2" for column in first]
    if again != [column.header.strip() for column in second]:
        return candidates
    if all(column.heading.side for column in first) or any(
        column.heading.marked or asks(column) for column in candidates
    ):
        return candidates
    return [
        replace(column, heading=replace(column.heading, subject=named.header, side=None))
        for column, named in zip(candidates, (*first, *first), strict=True)
    ]


def _by_position_alone(
    table: Table, matches: Sequence[Match], asked: Sequence[Asked], pairs: Sequence[Pair]
) -> InputError | None:
    """The question to the user about pairs whose texts have nothing of their own in common."""
    doubtful = {
        f.index for f, d, certain in matches if not certain and not share_own_words(f, d, asked)
    }
    found = [pair for pair in pairs if pair.functional[0].index in doubtful]
    if not found:
        return None
    named = InQuotes(
        ", ".join(
            f"“{quoted(pair.name)}” ({pair.functional[0].letter} + {pair.dysfunctional[0].letter})"
            for pair in found[:NAMED]
        )
    )
    return InputError(
        "pairs_by_position_more" if len(found) > NAMED else "pairs_by_position",
        table.sheet.place(table.header_row, found[0].functional[0].index),
        pairs=named,
        more=len(found) - NAMED,
    )


def _is_stray(one: Asked, found: bool, marked: bool) -> bool:
    """Whether a column without a partner may just be left out.

    Args:
        one: the column.
        found: whether there are pairs at all.
        marked: whether all of them bear marks.
    """
    if one.column.holds == CHOICES and not one.column.heading.marked:
        return True
    if found and marked and not one.column.heading.marked:
        return True
    return found and one.side is None and one.column.holds == NUMBERS


def _candidates(table: Table) -> list[Column]:
    """The columns that hold answers, or whose header says that they should.

    Raises:
        InputError: ``no_pairs`` or ``no_answers`` where there are none.
    """
    questions_of_all = [
        column
        for column in table.columns
        if not column.background and column.heading.side not in RATINGS
    ]
    open_columns = [
        column
        for column in questions_of_all
        if column.holds != EMPTY or _is_gap(column, table, questions_of_all)
    ]
    answered = [column for column in open_columns if column.holds in (WORDS, NUMBERS)]
    sided = [column for column in open_columns if column.heading.side in SIDES]
    questions = [column for column in sided if column.heading.marked or asks(column)]
    if answered:
        keys = {key_of(column) for column in answered if column.heading.side}
        answered += [
            column
            for column in sided
            if column.heading.marked or column.holds in CLOSED or key_of(column) in keys
            if column in questions or key_of(column) in keys
        ]
        return sorted({c.index: c for c in answered}.values(), key=lambda column: column.index)
    scale = [c for c in open_columns if c.holds in (SATISFACTION, AGREEMENT)]
    if len(questions) >= 2 or scale:
        return questions if len(questions) >= 2 else scale
    if sum(c.heading.side in SIDES and (c.heading.marked or asks(c)) for c in table.columns) >= 2:
        raise InputError("no_answers", table.sheet.place(table.first_row, 0))
    raise InputError("no_pairs", table.sheet.place(table.header_row, 0))


def _named(table: Table, matches: Sequence[Match]) -> list[Pair]:
    """The matches as pairs with unique names; a question asked twice becomes one pair.

    Raises:
        InputError: ``duplicate_feature`` where different questions have one subject.
    """
    pairs: dict[str, Pair] = {}
    subjects: dict[str, str] = {}
    for functional, dysfunctional, certain in matches:
        subject = functional.subject.strip() or dysfunctional.subject.strip()
        subject = f"F{subject}" if subject.isdigit() else subject or functional.column.letter
        earlier = pairs.get(subject.casefold())
        f, d = functional.column, dysfunctional.column
        if earlier is None:
            question = f.header if asks(f) else ""
            subjects[subject.casefold()] = subject
            pairs[subject.casefold()] = Pair(subject, (f,), (d,), None, certain, question)
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
    names = naming.unique_names(list(subjects.values()))
    return [replace(pair, name=name) for pair, name in zip(found, names, strict=True)]


def _same(first: Column, second: Column) -> bool:
    plain = [_REPEATED.sub("", column.heading.subject).casefold() for column in (first, second)]
    return plain[0] == plain[1] and not (first.heading.marked and second.heading.marked)


def _with_importance(table: Table, pairs: list[Pair], subjects: Sequence[str]) -> list[Pair]:
    """The pairs with their columns of stated importance, by subject, else in order."""
    stated = [
        column
        for column in table.columns
        if column.heading.side == IMPORTANCE and not column.background and column.holds != EMPTY
    ]
    by_key = {key: column for column in reversed(stated) if (key := key_of(column))}
    found = [
        replace(pair, importance=by_key.pop(naming.key(subject), None))
        for pair, subject in zip(pairs, subjects, strict=True)
    ]
    if stated and not any(pair.importance for pair in found) and len(stated) == len(pairs):
        found = [replace(pair, importance=one) for pair, one in zip(pairs, stated, strict=True)]
    return found


def _with_satisfaction(table: Table, pairs: list[Pair], subjects: Sequence[str]) -> list[Pair]:
    """The pairs with their columns of satisfaction today, by subject alone.

    How satisfied people are with the whole product is often asked too, of which nothing is said of
    a feature.
    """
    by_key = {
        _rated_key(column): column
        for column in reversed(table.columns)
        if column.heading.side == SATISFIED and column.holds != EMPTY
    }
    return [
        replace(pair, satisfaction=by_key.pop(naming.key(subject), None))
        for pair, subject in zip(pairs, subjects, strict=True)
    ]


def _rated_key(column: Column) -> str:
    """What a column of satisfaction asks about, without what closes the question, to compare it."""
    subject = naming.subject_of(column.heading.subject)[0]
    found = pattern("satisfied", "when", end="$").search(subject)
    return naming.key(subject[: found.start()] if found else subject)


def _is_gap(column: Column, table: Table, others: Sequence[Column]) -> bool:
    """Whether the only person in a table left out one side of a feature, so its column is empty."""
    if len(table.sheet.rows) - table.first_row != 1 or column.heading.side not in SIDES:
        return False
    return any(
        other.holds in (WORDS, NUMBERS)
        and other.heading.side in SIDES
        and other.heading.side != column.heading.side
        and key_of(other) == key_of(column)
        for other in others
    )


def _reason(column: Column) -> str:
    """Why a column was left out."""
    if pattern("background", "weights").fullmatch(column.header.strip(" :：*")):
        return "background" if column.holds == EMPTY else "weights"
    if column.background:
        return "background"
    if column.holds == EMPTY:
        return "empty"
    if column.heading.side in RATINGS or column.holds in (WORDS, NUMBERS):
        return "no_partner"
    return "no_answers"
