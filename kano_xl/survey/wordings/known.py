"""The wordings that are known in any language, and how a cell is looked up among them.

Case, width, quotes, spaces, numbering and closing punctuation are evened out first.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from kano_xl.languages.folders import ANSWERS as ANSWERS_FILE
from kano_xl.languages.folders import contents, tags_with
from kano_xl.model.answers import ANSWERS
from kano_xl.survey.sheet import Value
from kano_xl.survey.wordings.normalising import normalise, number

_BLANK_IN_ANY = ("NULL", "NaN", "-", "--", "—", "/")
"""What programs write, in whichever language, where nobody answered."""

_SKIPPED = ("n/a", "(blank)", "(skipped)", "(跳过)", "(空)", "(略過)", "(跳過)")
"""What else says nothing of a person, and is no name of a group as "None" or "NA" may be."""

_NONE = {"wordings": ""}


@dataclass(frozen=True)
class Wordings:
    """Lists of wordings: list name → normalised wording → code 1..5.

    Attributes:
        lists: the lists of Kano answers.
        satisfaction: normalised wordings of the satisfaction scale, which is not Kano's.
        blank: normalised wordings that survey tools write where nobody answered.
        agreement: normalised wordings of scales of agreement, which are not Kano's either.
        importances: the scales of importance: name → normalised wording → step 1..5.
        satisfied: the scales of satisfaction with what there is, likewise.
        spelt: normalised wording → as its list writes it.
    """

    lists: Mapping[str, Mapping[str, int]]
    satisfaction: frozenset[str] = frozenset()
    blank: frozenset[str] = frozenset()
    agreement: frozenset[str] = frozenset()
    importances: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    satisfied: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    spelt: Mapping[str, str] = field(default_factory=dict, repr=False)
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

    def spelling(self, value: Value) -> str:
        """The wording of a cell as the lists of wordings spell it, or its number.

        >>> known_wordings().spelling("2) I LIKE IT!"), known_wordings().spelling("５")
        ('I like it', '5')
        """
        key = own_key(value)
        return self.spelt.get(key, key)

    def is_satisfaction(self, answer: str) -> bool:
        """Whether the wording belongs to the satisfaction scale and is no Kano answer."""
        return normalise(answer) in self.satisfaction and not self.codes(answer)

    def is_agreement(self, answer: str) -> bool:
        """Whether the wording belongs to a scale of agreement and is no Kano answer."""
        return normalise(answer) in self.agreement and not self.codes(answer)

    def importance(self, answer: str, among: Iterable[str] = ()) -> int | None:
        """The step 1..5 of a wording on a scale of importance; None if it is not sure.

        "Very important" is the fourth step of one scale and the fifth of another: the other
        wordings of the survey tell which it is.

        Args:
            answer: the wording.
            among: all wordings that the survey's columns of importance hold.

        >>> known = known_wordings()
        >>> known.importance("Very important")
        >>> known.importance("Very important", ["Very important", "Extremely important"])
        4
        >>> known.importance("Very important", ["Of little importance", "Important"])
        5
        """
        return _step(answer, among, self.importances.values())

    def satisfied_step(self, answer: str, among: Iterable[str] = ()) -> int | None:
        """The step 1..5 of a wording on a scale of satisfaction, as `importance` finds it.

        >>> known = known_wordings()
        >>> known.satisfied_step("Very satisfied"), known.satisfied_step("不满意")
        (5, 2)
        """
        return _step(answer, among, self.satisfied.values())

    def is_blank(self, value: Value) -> bool:
        """Whether a cell holds no answer: nothing, or what a tool writes for a skipped question.

        >>> [known_wordings().is_blank(value) for value in (None, "(跳过)", "N/A", "no")]
        [True, True, True, False]
        """
        return value is None or (isinstance(value, str) and normalise(value) in self.blank)


def _step(answer: str, among: Iterable[str], lists: Collection[Mapping[str, int]]) -> int | None:
    """The step of a wording on those scales that hold all the wordings that are used."""
    wording = normalise(answer)
    scales = [scale for scale in lists if wording in scale]
    used = {wording, *map(normalise, among)} & set[str]().union(*lists)
    steps = {
        scale[wording]
        for scale in scales
        if len({scale.get(other) for other in used} - {None}) == len(used)
    }
    return steps.pop() if len(steps) == 1 else None


def says_nothing(value: Value) -> bool:
    """Whether a cell that tells people apart is blank; "None" may be the name of a group.

    >>> [says_nothing(value) for value in (None, " ", "-", "N/A", "None", "Not sure")]
    [True, True, True, True, False, False]
    """
    return value is None or (isinstance(value, str) and normalise(value) in _of_people())


@cache
def _of_people() -> frozenset[str]:
    return frozenset(map(normalise, ("", *_BLANK_IN_ANY, *_SKIPPED)))


@cache
def known_wordings() -> Wordings:
    """The wordings of all languages: ``answers.toml`` of their folders."""
    files = {tag: contents(tag, ANSWERS_FILE) for tag in tags_with(ANSWERS_FILE)}
    lists = {
        f"{tag}-{entry['name']}": entry for tag, data in files.items() for entry in data["list"]
    }
    importances, satisfied = (
        {
            f"{tag}-{entry['name']}": entry
            for tag, data in files.items()
            for entry in data.get(kind, ())
        }
        for kind in ("importance", "satisfied")
    )
    satisfaction, blank, agreement = (
        frozenset(
            normalise(wording)
            for data in files.values()
            for wording in data.get(group, _NONE)["wordings"].splitlines()
        )
        for group in ("satisfaction", "blank", "agreement")
    )
    spelt = {
        normalise(wording): wording
        for entry in reversed(lists.values())
        for answer in ANSWERS
        for wording in reversed(entry[answer].splitlines())
    }
    return Wordings(
        {name: _steps(entry, ANSWERS) for name, entry in lists.items()},
        satisfaction,
        blank | frozenset(map(normalise, _BLANK_IN_ANY)),
        agreement,
        {name: _steps(entry, "12345") for name, entry in importances.items()},
        {name: _steps(entry, "12345") for name, entry in satisfied.items()},
        spelt,
    )


def _steps(entry: Mapping[str, str], keys: Iterable[str]) -> dict[str, int]:
    """The normalised wordings of one list, and at which of its keys they stand, from 1 on."""
    return {
        normalise(wording): step
        for step, key in enumerate(keys, start=1)
        for wording in entry[key].splitlines()
    }


def own_key(value: Value) -> str:
    """Under what a value stands in the user's own list of wordings: its number or its words.

    >>> own_key("３."), own_key(3.0), own_key(" So-so! ")
    ('3', '3', 'so so')
    """
    whole = number(value)
    if whole is not None:
        return str(whole)
    return normalise(value) if isinstance(value, str) else ""
