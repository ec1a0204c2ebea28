"""Which two columns ask about one feature, and which of them is the functional side.

Words come before position: columns of opposite sides whose subjects agree are a pair
for certain. What is left is paired by where it stands, and marked as uncertain.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from kano_xl.errors import InputError
from kano_xl.survey import naming
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sides import DYSFUNCTIONAL, FUNCTIONAL, IMPORTANCE, SIDES, pattern
from kano_xl.survey.table import EMPTY, NUMBERS, OTHER, SATISFACTION, WORDS, Column, Table

SIMILAR = 0.6
"""How alike (`difflib` ratio of the keys, 0..1) two subjects are that may be one feature."""

SURE = 0.75
"""How alike they are that certainly are."""

_LETTERED = re.compile(r"^(?P<base>.*\d)\s*[._-]?\s*(?P<side>[ab])$", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """A column that asks about a feature, and what it calls the feature."""

    column: Column
    subject: str

    @property
    def side(self) -> str | None:
        return self.column.heading.side

    @property
    def index(self) -> int:
        return self.column.index


Match = tuple[_Asked, _Asked, bool]
"""Functional side, dysfunctional side, certain."""


def pair_columns(table: Table) -> Pairing:
    """The pairs in a table with a column for each question.

    Raises:
        InputError: ``no_pairs``, ``no_answers``, ``satisfaction_scale``, ``one_side_missing``,
            ``question_empty``, ``duplicate_feature``.
    """
    asked = _with_subjects(_candidates(table))
    matches, left = _match_by_words(asked)
    known = bool(matches)
    stray = [one for one in left if known and one.side is None and one.column.holds == NUMBERS]
    left = [one for one in left if one not in stray]
    matches += _match_by_position(table, left, matches)
    if not matches:
        raise InputError("no_pairs", table.sheet.place(table.header_row, 0))
    matches.sort(key=lambda match: min(match[0].index, match[1].index))
    pairs = _with_importance(
        table, _named(table, matches), {m[0].index: m[0].subject for m in matches}
    )
    used = {column.index for pair in pairs for column in pair.columns}
    ignored = [(column, _reason(column)) for column in table.columns if column.index not in used]
    return Pairing(tuple(pairs), tuple(ignored))


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
        keys = {_key(column) for column in answered if column.heading.side}
        wanted = [
            column
            for column in marked
            if column not in answered and (column.heading.marked or _key(column) in keys)
        ]
        _refuse_satisfaction(table, wanted)
        return sorted([*answered, *wanted], key=lambda column: column.index)
    _refuse_satisfaction(table, [c for c in open_columns if c.holds == SATISFACTION])
    questions = [c for c in marked if c.heading.marked or _asks(c)]
    if len(questions) >= 2:
        return questions
    if sum(c.heading.side in SIDES and (c.heading.marked or _asks(c)) for c in table.columns) >= 2:
        raise InputError("no_answers", table.sheet.place(table.first_row, 0))
    raise InputError("no_pairs", table.sheet.place(table.header_row, 0))


def _key(column: Column) -> str:
    return naming.key(naming.subject_of(column.heading.subject)[0])


def _asks(column: Column) -> bool:
    return bool(pattern("question", "patterns").search(column.header))


def _refuse_satisfaction(table: Table, columns: Iterable[Column]) -> None:
    for column in columns:
        if column.holds == SATISFACTION:
            raise InputError(
                "satisfaction_scale",
                table.sheet.place(table.first_row, column.index),
                header=quoted(column.header),
            )


def _with_subjects(columns: Sequence[Column]) -> list[_Asked]:
    """What each column calls its feature; the stem that unknown questions share is cut off."""
    found = {column.index: naming.subject_of(column.heading.subject) for column in columns}
    for side in (*SIDES, None):
        for framed, least in ((True, 3), (False, 2)):
            alike = [
                column.index
                for column in columns
                if column.heading.side == side
                and found[column.index][1] == framed
                and not column.heading.in_grid
                and (framed or _asks(column) or len(column.header.split()) > 4)
            ]
            rest = naming.without_stem([found[index][0] for index in alike], least)
            for index, subject in zip(alike, rest, strict=True):
                found[index] = (subject, framed)
    return [_Asked(column, found[column.index][0]) for column in columns]


def _match_by_words(asked: Sequence[_Asked]) -> tuple[list[Match], list[_Asked]]:
    """Pairs whose subjects agree, and the columns left."""
    matches: list[Match] = []
    left = list(asked)
    rules: list[Callable[[_Asked], str]] = [
        lambda one: one.subject.casefold(),
        lambda one: naming.key(one.subject),
    ]
    for rule in rules:
        groups: dict[str, list[_Asked]] = defaultdict(list)
        for one in left:
            groups[rule(one)].append(one)
        for group in groups.values():
            matches += _match_group(group)
        taken = {one.index for match in matches for one in match[:2]}
        left = [one for one in left if one.index not in taken]
    lettered = _match_letters([one for one in left if one.side is None])
    matches += lettered
    matches += _match_alike([one for one in left if one.side in SIDES])
    taken = {one.index for match in matches for one in match[:2]}
    return matches, [one for one in left if one.index not in taken]


def _match_group(group: Sequence[_Asked]) -> list[Match]:
    """The pairs among columns of one subject."""
    functional = [one for one in group if one.side == FUNCTIONAL]
    dysfunctional = [one for one in group if one.side == DYSFUNCTIONAL]
    if functional and len(functional) == len(dysfunctional) and len(group) == 2 * len(functional):
        return [(f, d, True) for f, d in zip(functional, dysfunctional, strict=True)]
    if len(group) != 2 or all(one.column.heading.marked for one in group):
        return []
    first, second = group
    if first.side != second.side:
        turned = first.side == DYSFUNCTIONAL or second.side == FUNCTIONAL
        return [(second, first, True) if turned else (first, second, True)]
    more = second.column.heading.negations - first.column.heading.negations
    if more == 0 and first.column.header == second.column.header and first.side is not None:
        return []
    return [(second, first, True) if more < 0 else (first, second, more > 0)]


def _match_letters(unmarked: Sequence[_Asked]) -> list[Match]:
    """Pairs such as Q1a and Q1b, the functional side first by custom only."""
    sides: dict[str, dict[str, _Asked]] = defaultdict(dict)
    for one in unmarked:
        found = _LETTERED.match(one.subject)
        if found:
            sides[found["base"].strip()].setdefault(found["side"].lower(), one)
    return [
        (replace(pair["a"], subject=base), replace(pair["b"], subject=base), False)
        for base, pair in sides.items()
        if len(pair) == 2
    ]


def _match_alike(labelled: Sequence[_Asked]) -> list[Match]:
    """Pairs of opposite sides whose subjects are alike, the most alike first."""
    functional = [one for one in labelled if one.side == FUNCTIONAL]
    dysfunctional = [one for one in labelled if one.side == DYSFUNCTIONAL]
    scored = sorted(
        (
            (-ratio, abs(f.index - d.index), f.index, d.index, f, d)
            for f in functional
            for d in dysfunctional
            if (ratio := _alike(f, d)) >= SIMILAR
        ),
        key=lambda entry: entry[:4],
    )
    matches: list[Match] = []
    taken: set[int] = set()
    for negative_ratio, _, first, second, f, d in scored:
        if first not in taken and second not in taken:
            taken |= {first, second}
            matches.append((f, d, -negative_ratio >= SURE))
    return matches


def _alike(first: _Asked, second: _Asked) -> float:
    matcher = SequenceMatcher(None, naming.key(first.subject), naming.key(second.subject), False)
    return matcher.ratio() if matcher.quick_ratio() >= SIMILAR else 0.0


def _match_by_position(
    table: Table, left: Sequence[_Asked], matches: Sequence[Match]
) -> list[Match]:
    """Pairs of what words did not pair; never certain.

    Raises:
        InputError: ``one_side_missing`` or ``question_empty`` for a column without a partner.
    """
    if not left:
        return []
    functional = [one for one in left if one.side == FUNCTIONAL]
    dysfunctional = [one for one in left if one.side == DYSFUNCTIONAL]
    if functional and len(functional) == len(dysfunctional) and len(left) == 2 * len(functional):
        found = [(f, d, False) for f, d in zip(functional, dysfunctional, strict=True)]
    elif len(left) % 2:
        raise _without_partner(table, left[0])
    else:
        half = len(left) // 2
        beside = list(zip(left[::2], left[1::2], strict=True))
        apart = list(zip(left[:half], left[half:], strict=True))
        nearer = sum(_alike(*pair) for pair in apart) > sum(_alike(*pair) for pair in beside)
        found = [
            (second, first, False)
            if first.side == DYSFUNCTIONAL and second.side != DYSFUNCTIONAL
            else (first, second, False)
            for first, second in (apart if nearer else beside)
        ]
    usual = {abs(f.index - d.index) for f, d, _ in matches}
    for f, d, _ in found:
        same = f.side == d.side and f.column.heading.marked and d.column.heading.marked
        if same or (usual and abs(f.index - d.index) not in usual):
            raise _without_partner(table, f if f.index < d.index else d)
    return found


def _without_partner(table: Table, one: _Asked) -> InputError:
    """The error for a column whose other side is not there, or is there without an answer."""
    place = table.sheet.place(table.header_row, one.index)
    other = next(
        (
            column
            for column in table.columns
            if column.holds == EMPTY
            and column.heading.side in SIDES
            and column.heading.side != one.side
            and _key(column) == naming.key(one.subject)
        ),
        None,
    )
    if other is not None:
        place = table.sheet.place(table.first_row, other.index)
        return InputError("question_empty", place, header=quoted(other.header))
    return InputError(
        "one_side_missing", place, header=quoted(one.column.header), column=one.column.letter
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
            question = f.header if _asks(f) else ""
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
    by_key = {_key(column): column for column in reversed(stated)}
    found = [
        replace(pair, importance=by_key.get(naming.key(subjects[pair.functional[0].index])))
        for pair in pairs
    ]
    if stated and not any(pair.importance for pair in found) and len(stated) == len(pairs):
        found = [replace(pair, importance=one) for pair, one in zip(pairs, stated, strict=True)]
    return found


def _reason(column: Column) -> str:
    if column.holds == EMPTY:
        return "empty"
    if column.background:
        return "background"
    if column.heading.side == IMPORTANCE or column.holds in (WORDS, NUMBERS):
        return "no_partner"
    return "no_answers" if column.holds in (OTHER, SATISFACTION) else column.holds
