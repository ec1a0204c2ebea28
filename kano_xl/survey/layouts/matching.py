"""Columns matched to each other by what they ask, and failing that by where they stand."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from kano_xl.errors import InputError
from kano_xl.survey.quoting import quoted
from kano_xl.survey.tables import naming
from kano_xl.survey.tables.headings import DYSFUNCTIONAL, FUNCTIONAL, SIDES, unnumbered
from kano_xl.survey.tables.table import EMPTY, Column, Table
from kano_xl.survey.tables.vocabulary import pattern

SIMILAR = 0.6
"""How alike (`difflib` ratio of the keys, 0..1) two subjects are that may be one feature."""

SURE = 0.75
"""How alike they are that certainly are."""

_MOST_COMPARED = 10_000
"""So many pairs of headers are compared by likeness: 100 features whose sides do not agree."""

_PIECE = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W\d]+|\d+"
_QUESTION_NUMBER = re.compile(
    r"\s*(?:第|[QＱ])?\s*(\d{1,3})\s*题?\s*[、.．:：)）,，]", re.IGNORECASE
)
_WIDE = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+"
"""Compiled when it is needed, as `_PIECE`: large ranges take milliseconds."""

_LETTERED = re.compile(r"^(?P<base>.*\d)\s*[._-]?\s*(?P<side>[ab])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A column that asks about a feature, and what it calls the feature."""

    column: Column
    subject: str

    @property
    def side(self) -> str | None:
        """The side that the header tells."""
        return self.column.heading.side

    @property
    def index(self) -> int:
        """The column's index, 0 for A."""
        return self.column.index


Match = tuple[Asked, Asked, bool]
"""Functional side, dysfunctional side, certain."""


def key_of(column: Column) -> str:
    """What a column asks about, to compare it with others; see `naming.key`."""
    return naming.key(naming.subject_of(column.heading.subject)[0])


def asks(column: Column) -> bool:
    """Whether the header is a question rather than a name."""
    return bool(pattern("question", "patterns").search(column.header))


def with_subjects(columns: Sequence[Column]) -> list[Asked]:
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
                and (framed or asks(column) or not column.heading.marked)
            ]
            rest = naming.without_stem([found[index][0] for index in alike], least)
            for index, subject in zip(alike, rest, strict=True):
                found[index] = (subject, framed)
    return [Asked(column, found[column.index][0]) for column in columns]


def match_by_words(asked: Sequence[Asked]) -> tuple[list[Match], list[Asked]]:
    """Pairs whose subjects agree, and the columns left."""
    matches = _match_numbered([one for one in asked if one.side in SIDES])
    taken = {one.index for match in matches for one in match[:2]}
    left = [one for one in asked if one.index not in taken]
    rules: list[Callable[[Asked], str]] = [
        lambda one: one.subject.casefold(),
        lambda one: naming.key(one.subject),
    ]
    for rule in rules:
        groups: dict[str, list[Asked]] = defaultdict(list)
        for one in left:
            groups[rule(one)].append(one)
        for group in groups.values():
            matches += _match_group(group)
        taken = {one.index for match in matches for one in match[:2]}
        left = [one for one in left if one.index not in taken]
    matches += _match_letters([one for one in left if one.side is None])
    matches += _match_alike([one for one in left if one.side in SIDES])
    taken = {one.index for match in matches for one in match[:2]}
    return matches, [one for one in left if one.index not in taken]


def _match_group(group: Sequence[Asked]) -> list[Match]:
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
    if more == 0 and first.side is not None:
        return []  # two questions of one side
    return [(second, first, True) if more < 0 else (first, second, more > 0)]


def _match_letters(unmarked: Sequence[Asked]) -> list[Match]:
    """Pairs such as Q1a and Q1b, the functional side first by custom only."""
    sides: dict[str, dict[str, Asked]] = defaultdict(dict)
    for one in unmarked:
        found = _LETTERED.match(one.subject)
        if found:
            sides[found["base"].strip()].setdefault(found["side"].lower(), one)
    return [
        (replace(pair["a"], subject=base), replace(pair["b"], subject=base), False)
        for base, pair in sides.items()
        if len(pair) == 2
    ]


def _match_alike(labelled: Sequence[Asked]) -> list[Match]:
    """Pairs of opposite sides whose subjects are alike, the most alike first."""
    functional = [one for one in labelled if one.side == FUNCTIONAL]
    dysfunctional = [one for one in labelled if one.side == DYSFUNCTIONAL]
    if len(functional) * len(dysfunctional) > _MOST_COMPARED:
        return []
    scored = sorted(
        (
            (-ratio, abs(f.index - d.index), f.index, d.index, f, d)
            for f in functional
            for d in dysfunctional
            if not _substituted(f, d) and (ratio := _alike(f, d)) >= SIMILAR
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


def _alike(first: Asked, second: Asked) -> float:
    return alike(naming.key(first.subject), naming.key(second.subject))


def alike(first: str, second: str) -> float:
    """How alike two keys are (`difflib` ratio, 0..1); 0 for less than `SIMILAR`.

    >>> alike("car warns ice", "car warn ice") >= SURE, alike("chat", "night mode")
    (True, 0.0)
    """
    matcher = SequenceMatcher(None, first, second, False)
    found = matcher.ratio() if matcher.quick_ratio() >= SIMILAR else 0.0
    return found if found >= SIMILAR else 0.0


def match_by_position(table: Table, left: Sequence[Asked], matches: Sequence[Match]) -> list[Match]:
    """Pairs of what words did not pair; never certain, and never two questions of one side.

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
        marked = [one for one in left if one.column.heading.marked]
        raise without_partner(table, (marked or [one for one in left if one.side] or left)[0])
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
        marks = [one for one in (f, d) if one.column.heading.marked]
        one_side = f.side is not None and f.side == d.side
        if one_side or len(marks) == 1 or (usual and abs(f.index - d.index) not in usual):
            raise without_partner(table, min(marks or (f, d), key=lambda one: one.index))
    return found


def share_own_words(f: Asked, d: Asked, others: Sequence[Asked]) -> bool:
    """Whether two questions have a word in common that no other question has.

    Where both tell their sides, a word in the place of another makes them two features.
    """
    if f.side is not None and d.side is not None and _substituted(f, d):
        return False
    common = _words(f.subject) & _words(d.subject)
    for one in others:
        if one.index not in (f.index, d.index):
            common -= _words(one.subject)
    return bool(common)


def _substituted(f: Asked, d: Asked) -> bool:
    """Whether either subject has words of its own, so that they are two: "as PDF", "as CSV"."""
    first, second = (set(re.findall(_PIECE, naming.key(one.subject))) for one in (f, d))
    only = first - second, second - first
    own = [
        [word for word in mine if not any(_inflected(word, other) for other in theirs)]
        for mine, theirs in (only, reversed(only))
    ]
    return all(own)


def _inflected(first: str, second: str) -> bool:
    """Whether two words are forms of one, or a slip of the pen apart; numbers never are."""
    same = SequenceMatcher(None, first, second, False).ratio()
    return not (first.isdigit() or second.isdigit()) and same >= SURE


def _words(subject: str) -> set[str]:
    """The words of a subject, and every two neighbouring characters of a script without spaces."""
    plain = naming.key(subject)
    pairs = {
        plain[i : i + 2] for i in range(len(plain) - 1) if re.fullmatch(_WIDE, plain[i : i + 2])
    }
    return pairs | {word for word in plain.split() if not re.search(_WIDE, word)}


def _match_numbered(labelled: Sequence[Asked]) -> list[Match]:
    """Pairs of one question number, where the second question says only "this feature"."""
    numbers: dict[str, list[Asked]] = defaultdict(list)
    texts: Counter[str] = Counter()
    for one in labelled:
        found = _QUESTION_NUMBER.match(one.column.header)
        if found:
            numbers[found[1]].append(one)
            texts[unnumbered(one.column.header)] += 1
    matches: list[Match] = []
    for group in numbers.values():
        sides = {one.side: one for one in group}
        if len(group) != 2 or len(sides) != 2:
            continue
        f, d = sides[FUNCTIONAL], sides[DYSFUNCTIONAL]
        again = [one for one in (f, d) if _says_nothing(one, texts)]
        if len(again) == 1:
            matches.append((replace(f, subject=(d if again[0] is f else f).subject), d, True))
    return matches


def _says_nothing(one: Asked, texts: Mapping[str, int]) -> bool:
    """Whether a question names no feature of its own."""
    pronoun = pattern("question", "pronouns").fullmatch(one.subject.strip())
    return bool(pronoun) or texts[unnumbered(one.column.header)] > 1


def without_partner(table: Table, one: Asked) -> InputError:
    """The error for a column whose other side is not there, or is there without an answer."""
    place = table.sheet.place(table.header_row, one.index)
    other = next(
        (
            column
            for column in table.columns
            if column.holds == EMPTY
            and column.heading.side in SIDES
            and column.heading.side != one.side
            and key_of(column) == naming.key(one.subject)
        ),
        None,
    )
    if other is not None:
        place = table.sheet.place(table.first_row, other.index)
        return InputError("question_empty", place, header=quoted(other.header))
    return InputError(
        "one_side_missing", place, header=quoted(one.column.header), column=one.column.letter
    )
