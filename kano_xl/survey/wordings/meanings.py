"""What the cells of a survey's answer columns mean, each different one looked at once.

Nothing is guessed. A wording counts when the user has said what it means, when it stands
in a list of `known_wordings`, or when it is a slip of the pen away from one that this very
survey uses; such a reading is reported. Everything else is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from kano_xl.errors import InputError, Place
from kano_xl.model.answers import ANSWERS, MISSING
from kano_xl.survey.sheet import Value
from kano_xl.survey.wordings.known import Wordings, known_wordings, own_key
from kano_xl.survey.wordings.normalising import normalise, number

UNREADABLE = len(ANSWERS) + 1
"""The mark of a cell that holds something, but no answer we know; it counts as missing."""

ALIKE = 0.9
"""How alike (`difflib` ratio, 0..1) a slip of the pen and the wording it was meant to be are."""

MARGIN = 0.05
"""By so much (`difflib` ratio) the meant wording is closer than one of another answer."""

IN_USE = 2
"""A survey is taken to use a list when it shares at least so many wordings with it."""

_MOST_SLIPS = 500
"""So many unknown wordings are compared with the known ones; no honest survey has more."""

_NEGATIVE = re.compile(
    r"\b(?:no|not|never|cannot|nicht|kein\w*|ohne|nunca|sin|ne|pas|jamais|sans|não|nao|sem|non|mai|senza"
    r"|niet|geen)\b|n't|\bn'|[不没沒無无未非别않없못]|ない|ません|안(?=[든들좋])"
    r"|\b(?:dis|un|in|des|d[eé])(?=\w{3})"
)


class Meanings(NamedTuple):
    """What every distinct cell of a survey's answer columns means.

    Attributes:
        codes: value → 1..5, `MISSING` for no answer, or `UNREADABLE`.
        slips: value → the known wording it was read as, where it is not known exactly.
    """

    codes: dict[Value, int]
    slips: dict[Value, str]


def meanings(
    values: Iterable[Value],
    codes: str = "like=1",
    own: Mapping[str, int] | None = None,
    wordings: Wordings | None = None,
    place: Place | None = None,
) -> Meanings:
    """What each of the distinct values of a survey's answer columns means.

    Args:
        values: the distinct cells, without bools (1 and TRUE are one key of a dict).
        codes: what numbers mean, one of `kano_xl.choices.CODES`.
        own: the user's own meaning of wordings, by `own_key` → 0..5; goes before all lists.
        wordings: the lists to go by; those of `known_wordings` if None.
        place: the sheet, for the error.

    Raises:
        InputError: ``answer_ambiguous``: a wording means different answers in different
            lists, and the other wordings of the survey do not tell which list it is.
    """
    lists, own = wordings or known_wordings(), own or {}
    found: dict[Value, int] = {None: MISSING}
    candidates: dict[Value, set[int]] = {}
    for value in values:
        plain = _plain(value, codes, own, lists)
        if plain is None:
            assert isinstance(value, str)
            candidates[value] = set(lists.codes(value))
        else:
            found[value] = plain
    used = {normalise(str(value)) for value, several in candidates.items() if len(several) == 1}
    nearby = _lists_in_use(used, lists)
    slips: dict[Value, str] = {}
    looked_at = 0
    for value, several in candidates.items():
        if several:
            found[value] = (
                several.pop() if len(several) == 1 else _resolve(value, used, lists, place)
            )
            continue
        looked_at += 1
        meant = _slip(normalise(str(value)), nearby) if looked_at <= _MOST_SLIPS else None
        found[value] = UNREADABLE
        if meant is not None:
            slips[value], found[value] = meant
    return Meanings(found, slips)


def _plain(value: Value, codes: str, own: Mapping[str, int], lists: Wordings) -> int | None:
    """The code of a value that needs no look at the lists of answers; None for one that does."""
    if value is None or value != value:
        return MISSING
    key = own_key(value)
    if key in own:
        return own[key]
    whole = number(value)
    if whole is not None:
        return _numeric_code(whole, codes)
    if lists.is_blank(value):
        return MISSING
    if not isinstance(value, str):
        return UNREADABLE
    if not key:
        return UNREADABLE if value.strip() else MISSING
    return None


def _numeric_code(whole: int, codes: str) -> int:
    if not 1 <= whole <= len(ANSWERS):
        return UNREADABLE
    return whole if codes == "like=1" else len(ANSWERS) + 1 - whole


def _resolve(value: Value, used: set[str], wordings: Wordings, place: Place | None) -> int:
    """The code of a wording with several, by the list that holds most of the survey's others."""
    wording = normalise(str(value))
    support: dict[int, int] = {}
    for entries in wordings.lists.values():
        if wording in entries:
            shared = len(used & entries.keys())
            support[entries[wording]] = max(shared, support.get(entries[wording], 0))
    best = max(support.values(), default=0)
    winners = [code for code, shared in support.items() if shared == best]
    if len(winners) != 1:
        raise InputError("answer_ambiguous", place, answer=wording)
    return winners[0]


def _lists_in_use(used: set[str], wordings: Wordings) -> dict[str, int]:
    """The wordings of the lists that the survey shares at least `IN_USE` wordings with."""
    return {
        wording: code
        for entries in wordings.lists.values()
        if len(used & entries.keys()) >= IN_USE
        for wording, code in entries.items()
    }


def _slip(wording: str, nearby: Mapping[str, int]) -> tuple[str, int] | None:
    """The one answer a wording is a slip of, as wording and code; None where that is not sure.

    A slip must not add or lose a negation: "can't live with it" is no slip of "can live with it".
    """
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wording)
    best: dict[int, tuple[float, str]] = {}
    for known, code in nearby.items():
        if abs(len(known) - len(wording)) > 0.2 * len(wording) or len(wording) < 4:
            continue
        matcher.set_seq1(known)
        if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
            continue
        ratio = matcher.ratio()
        if ratio >= ALIKE:
            best[code] = max(best.get(code, (0.0, "")), (ratio, known))
    if not best:
        return None
    code = max(best, key=lambda code: best[code])
    ratio, known = best.pop(code)
    if any(ratio - other < MARGIN for other, _ in best.values()):
        return None
    negations = sorted(_NEGATIVE.findall(wording))
    return (known, code) if sorted(_NEGATIVE.findall(known)) == negations else None
