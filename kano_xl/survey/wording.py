"""What an answer means: from the words or the number in a cell to a code 1..5.

Nothing is guessed. A wording counts when it stands in a list of ``wordings.toml``
(after case, width, quotes, spaces, numbering and closing punctuation are evened out),
or when it is a slip of the pen away from one that this very survey uses; such a
reading is reported. Everything else is unreadable.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cache
from importlib import resources
from itertools import islice

from kano_xl.errors import InputError, Place
from kano_xl.model.answers import ANSWERS, MISSING
from kano_xl.survey.files import Value
from kano_xl.survey.quoting import quoted

UNREADABLE = len(ANSWERS) + 1
"""The mark of a cell that holds something, but no answer we know; it counts as missing."""

ALIKE = 0.9
"""How alike (`difflib` ratio, 0..1) a slip of the pen and the wording it was meant to be are."""

_MARGIN = 0.05
"""By so much (`difflib` ratio) the meant wording is closer than one of another answer."""

_MOST_SLIPS = 500
"""So many unknown wordings are compared with the known ones; no honest survey has more."""

_NUMBERING = re.compile(
    r"^(?:\(\s*(?:\d{1,2}|[a-z])\s*\)\s*[.、:\-–—=,)]?|(?:\d{1,2}|[a-z])\s*[.、:\-–—=,)]"
    r"|\d{1,2}(?=[^\W\d分点點]))\s*(?=\S)"
)
_SCORE = re.compile(r"\s*\(\s*\d{1,2}\s*[分点點]?\s*\)$")
_NUMBERED = re.compile(r"^\d{1,2}\s*分?\s*\((?P<words>[^()]+)\)$")
_NUMBER = re.compile(r"^([+-]?\d+)(?:[.,]0+)?\s*分?$")
_CLOSING = " .,;:!?。、，；：！？…·*"
_QUOTES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'", "“": '"', "”": '"'})
_NEGATIVE = re.compile(
    r"\b(?:no|not|never|nicht|kein\w*|nunca|sin|ohne|cannot)\b|n't|[不没沒無无未非别]|\b(?:dis|un|in)(?=\w{3})"
)


def normalise(answer: str) -> str:
    """The wording without what does not matter to its meaning.

    >>> normalise("  2、 我 很喜欢。"), normalise("(1) I LIKE it that way…"), normalise("5（讨厌）")
    ('我很喜欢', 'i like it that way', '讨厌')
    """
    text = unicodedata.normalize("NFKC", answer).translate(_QUOTES).casefold()
    text = " ".join(text.replace('"', " ").split())
    if re.search(r"[\u3400-\u9fff]", text):
        text = re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", text)
    text = _NUMBERED.sub(r"\g<words>", text)
    text = _NUMBERING.sub("", text, count=1)
    text = _SCORE.sub("", text).strip(_CLOSING)
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
    return text


def number(value: Value) -> int | None:
    """The whole number in a cell, be it a number or written out as text; None if there is none.

    >>> number(3.0), number("３"), number(" 1.0 "), number(True), number("I like it")
    (3, 3, 1, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if value == value and abs(value) < 1e9 and value == int(value) else None
    if isinstance(value, str) and len(value) < 20:
        found = _NUMBER.match(unicodedata.normalize("NFKC", value).strip(_CLOSING))
        return int(found[1]) if found else None
    return None


@dataclass(frozen=True)
class Wordings:
    """Lists of wordings: list name → normalised wording → code 1..5.

    Attributes:
        lists: the lists of Kano answers.
        satisfaction: normalised wordings of the satisfaction scale, which is not Kano's.
        blank: normalised wordings that survey tools write where nobody answered.
    """

    lists: Mapping[str, Mapping[str, int]]
    satisfaction: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    _codes: dict[str, set[int]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for wordings in self.lists.values():
            for wording, code in wordings.items():
                self._codes.setdefault(wording, set()).add(code)

    def codes(self, answer: str) -> Collection[int]:
        """The codes a wording has in the lists: one, none, or several that conflict.

        Where the wording is given in two languages ("喜欢 / Like"), both have to agree.
        """
        wording = normalise(answer)
        found = self._codes.get(wording)
        if found is None and ("/" in wording or "(" in wording):
            parts = [
                self._codes.get(normalise(part)) for part in re.split(r"[/|()]", wording) if part
            ]
            if len(parts) == 2 and parts[0] is not None and parts[0] == parts[1]:
                found = parts[0]
        return found or ()

    def is_satisfaction(self, answer: str) -> bool:
        """Whether the wording belongs to the satisfaction scale and is no Kano answer."""
        return normalise(answer) in self.satisfaction and not self.codes(answer)

    def is_blank(self, value: Value) -> bool:
        """Whether a cell holds no answer: nothing, or what a tool writes for a skipped question.

        >>> [known_wordings().is_blank(value) for value in (None, "(跳过)", "N/A", "no")]
        [True, True, True, False]
        """
        return value is None or (isinstance(value, str) and normalise(value) in self.blank)


@cache
def known_wordings() -> Wordings:
    """The lists of ``wordings.toml``."""
    file = resources.files(__package__) / "wordings.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    lists = {
        entry["name"]: {
            normalise(wording): code
            for code, answer in enumerate(ANSWERS, start=1)
            for wording in entry[answer]
        }
        for entry in data["list"]
    }
    satisfaction, blank = (
        frozenset(map(normalise, data[group]["wordings"])) for group in ("satisfaction", "blank")
    )
    return Wordings(lists, satisfaction, blank)


@dataclass(frozen=True)
class Meanings:
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
        codes: what numbers mean, one of `kano_xl.settings.CODES`.
        own: the user's own meaning of wordings, normalised → 0..5; goes before all lists.
        wordings: the lists to go by; those of `known_wordings` if None.
        place: the sheet, for the error.

    Raises:
        InputError: ``answer_ambiguous``: a wording means different answers in different
            lists, and the other wordings of the survey do not tell which list it is.
    """
    lists, own = wordings or known_wordings(), own or {}
    found: dict[Value, int] = {None: MISSING}
    unknown: list[str] = []
    conflicting: list[str] = []
    used: set[str] = set()
    for value in values:
        if value is None or value != value:
            found[value] = MISSING
            continue
        whole, wording = number(value), own_key(value)
        if wording in own:
            found[value] = own[wording]
        elif whole is not None:
            found[value] = _numeric_code(whole, codes)
        elif lists.is_blank(value):
            found[value] = MISSING
        elif not isinstance(value, str):
            found[value] = UNREADABLE
        elif not wording:
            found[value] = MISSING if not value.strip() else UNREADABLE
        else:
            candidates = lists.codes(value)
            if len(candidates) == 1:
                found[value] = next(iter(candidates))
                used.add(wording)
            elif candidates:
                conflicting.append(value)
            else:
                unknown.append(value)
    for value in conflicting:
        found[value] = _resolve(value, used, lists, place)
    slips: dict[Value, str] = {}
    nearby = _lists_in_use(used, lists)
    for value in islice(unknown, _MOST_SLIPS):
        meant = _slip(normalise(value), nearby)
        if meant is not None:
            slips[value], found[value] = meant
    for value in unknown:
        found.setdefault(value, UNREADABLE)
    return Meanings(found, slips)


def own_key(value: Value) -> str:
    """Under what a value stands in the user's own list of wordings: its number or its words.

    >>> own_key("３."), own_key(3.0), own_key(" So-so! ")
    ('3', '3', 'so-so')
    """
    whole = number(value)
    if whole is not None:
        return str(whole)
    return normalise(value) if isinstance(value, str) else ""


def _numeric_code(whole: int, codes: str) -> int:
    if not 1 <= whole <= len(ANSWERS):
        return UNREADABLE
    return whole if codes == "like=1" else len(ANSWERS) + 1 - whole


def _resolve(value: str, used: set[str], wordings: Wordings, place: Place | None) -> int:
    """The code of a wording with several, by the list that holds most of the survey's others."""
    wording = normalise(value)
    support: dict[int, int] = {}
    for entries in wordings.lists.values():
        if wording in entries:
            shared = len(used & entries.keys())
            support[entries[wording]] = max(shared, support.get(entries[wording], 0))
    best = max(support.values(), default=0)
    winners = [code for code, shared in support.items() if shared == best]
    if len(winners) != 1:
        raise InputError("answer_ambiguous", place, answer=quoted(value))
    return winners[0]


def _lists_in_use(used: set[str], wordings: Wordings) -> dict[str, int]:
    """The wordings of the lists that the survey shares at least two wordings with."""
    return {
        wording: code
        for entries in wordings.lists.values()
        if len(used & entries.keys()) >= 2
        for wording, code in entries.items()
    }


def _slip(wording: str, nearby: Mapping[str, int]) -> tuple[str, int] | None:
    """The one answer a wording is a slip of, as wording and code; None where that is not sure.

    A slip must not add or lose a negation: "can't live with it" is no slip of "can live with it".
    """
    negations = sorted(_NEGATIVE.findall(wording))
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
    if any(ratio - other < _MARGIN for other, _ in best.values()):
        return None
    return (known, code) if sorted(_NEGATIVE.findall(known)) == negations else None
