"""What a choice can be, and how one is declared.

A choice is a field of a record whose metadata `declared` makes. All else follows from that:
whether a value is possible, the flag of the command line, the row of the settings sheet with its
defined name, and the entry among the settings of a result.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, ClassVar, NamedTuple, TypeAlias

from kano_xl import names
from kano_xl.category_names import LETTERS, check_name, sets
from kano_xl.errors import SettingsError
from kano_xl.languages import InQuotes


class OneOf(NamedTuple):
    """One word out of a few.

    Attributes:
        words: those there are.
        unchosen: the word that holds where none was chosen, which is told from choosing it; None
            where a choice is always made.
    """

    words: tuple[str, ...]
    unchosen: str | None = None

    def check(self, name: str, value: object) -> None:
        """Refuse what is not possible, as all kinds do.

        Raises:
            SettingsError: ``not_a_choice``.
        """
        if value in self.words or (value is None and self.unchosen is not None):
            return
        known = ", ".join(self.words)
        raise SettingsError("not_a_choice", name=name, given=value, known=known)


class Several(NamedTuple):
    """Any of a few words, in the user's order."""

    words: tuple[str, ...]

    def check(self, name: str, value: tuple[str, ...]) -> None:
        """Refuse what is not possible: ``not_a_choice``."""
        for word in value:
            OneOf(self.words).check(name, word)


class AnyTable(NamedTuple):
    """An evaluation table: one that has a name, or the rows of the user's own.

    Rows are judged where a table is made of them: `kano_xl.model.categories.EvaluationTable`.
    """

    words: tuple[str, ...]

    def check(self, name: str, value: str | tuple[str, ...]) -> None:
        """Refuse what is not possible: ``not_a_choice``."""
        if isinstance(value, str):
            OneOf(self.words).check(name, value)


class NamesOfCategories:
    """What the categories are called: a set of `kano_xl.category_names.sets`, or names by letter.

    Whether two of them are the same is seen with the language, by `kano_xl.choices.Presentation`.
    """

    @property
    def words(self) -> tuple[str, ...]:
        """The sets there are."""
        return sets()

    def check(self, name: str, value: str | Mapping[str, str]) -> None:
        """Refuse what is not possible: ``not_a_choice``, ``category_name_…``."""
        if isinstance(value, str):
            OneOf(self.words).check(name, value)
            return
        for letter, given in value.items():
            OneOf(LETTERS).check(name, letter)
            check_name(letter, given)


class Share:
    """A part of the whole, from 0 to 1."""

    typed: ClassVar[tuple[float, float]] = (0.0, 1.0)
    """The ends of what may be typed into a cell."""

    def check(self, name: str, value: float) -> None:
        """Refuse what is not possible: the name of the choice with ``_range``."""
        if not 0 <= value <= 1:
            raise _out_of_range(name, plain(value))


class Level:
    """How sure one wants to be: between 0 and 1, which are neither of them possible."""

    typed: ClassVar[tuple[float, float]] = (0.01, 0.999)
    """The ends of what may be typed into a cell."""

    def check(self, name: str, value: float) -> None:
        """Refuse what is not possible: the name of the choice with ``_range``."""
        if not 0 < value < 1:
            raise _out_of_range(name, plain(value))


class Whole(NamedTuple):
    """A whole number of at least ``least``, or None."""

    least: int

    def check(self, name: str, value: int | None) -> None:
        """Refuse what is not possible: the name of the choice with ``_range``."""
        if value is not None and (value < self.least or value % 1):
            raise _out_of_range(name, value)


class Texts(NamedTuple):
    """Any texts. ``called`` is what one of them is called in the help of a command."""

    called: str

    def check(self, name: str, value: tuple[str, ...]) -> None:
        """Nothing is refused."""


class ColumnOf(NamedTuple):
    """A column of the survey by its header or letter, or one of ``places``; None for none.

    Whether there is such a column is judged where the survey is read.
    """

    places: tuple[str, ...] = ()

    def check(self, name: str, value: str | None) -> None:
        """Nothing is refused."""


class Conditions(NamedTuple):
    """Columns with what has to stand in them: any texts, judged where the survey is read.

    ``called`` is what one of them is called in the help of a command.
    """

    called: str

    def check(self, name: str, value: tuple[str, ...]) -> None:
        """Nothing is refused."""


class YesNo:
    """Whether something is so."""

    def check(self, name: str, value: bool) -> None:
        """Nothing is refused."""


class OwnWordings(NamedTuple):
    """The user's own wordings, each with the index of its meaning in ``meanings``."""

    meanings: tuple[str, ...]

    def check(self, name: str, value: Mapping[str, int]) -> None:
        """Refuse what is not possible: ``answer_meaning``."""
        for answer, code in value.items():
            if code not in range(len(self.meanings)):
                known = ", ".join(self.meanings)
                raise SettingsError("answer_meaning", answer=answer, given=code, known=known)


Kind: TypeAlias = (
    OneOf
    | Several
    | AnyTable
    | NamesOfCategories
    | Share
    | Level
    | Whole
    | Texts
    | ColumnOf
    | Conditions
    | YesNo
    | OwnWordings
)


def declared(
    kind: Kind,
    *,
    place: int,
    commands: tuple[str, ...] = (),
    flag: str = "",
    on_sheet: bool = False,
    in_results: bool = False,
) -> Mapping[str, Any]:
    """The metadata by which a field is a choice; see `Choice`."""
    return {
        "kind": kind,
        "place": place,
        "commands": commands,
        "flag": flag,
        "on_sheet": on_sheet,
        "in_results": in_results,
    }


class Choice(NamedTuple):
    """A choice as it is declared.

    Attributes:
        name: of its field, and of its texts.
        default: what is chosen at first.
        kind: what can be chosen.
        place: where it stands wherever choices are listed; the smaller, the earlier.
        commands: those of the command line that take it as a flag.
        flag: what its flag is called, where that is not its own name.
        on_sheet: whether the settings sheet has it.
        in_results: whether it is told with a result, as JSON does.
    """

    name: str
    default: Any
    kind: Kind
    place: int
    commands: tuple[str, ...]
    flag: str
    on_sheet: bool
    in_results: bool

    @property
    def cells(self) -> dict[str, str]:
        """What is chosen in each of its rows on the settings sheet, and the row's defined name.

        Of `Several` each word is a choice between yes and no; `OwnWordings` have a table of
        their own instead of rows.
        """
        match self.kind:
            case _ if not self.on_sheet:
                return {}
            case OwnWordings():
                return {}
            case Several(words):
                return {word: names.of_choice(self.name, word) for word in words}
        return {self.name: names.of_choice(self.name)}


@dataclass(frozen=True)
class Choices:
    """What all records of choices have: none can be made that is not possible."""

    def __post_init__(self) -> None:
        for choice in choices_of(type(self)):
            choice.kind.check(choice.name, getattr(self, choice.name))


def choices_of(record: type[Choices]) -> tuple[Choice, ...]:
    """The choices of a record, in the order in which they are shown."""
    hashable: Any = record  # mypy takes the hash of a class for that of its instances
    return _choices_of(hashable)


@cache
def _choices_of(record: type[Choices]) -> tuple[Choice, ...]:
    found = []
    for field in fields(record):
        made = field.default_factory
        default = field.default if made is MISSING else made()
        found.append(Choice(field.name, default, **field.metadata))
    return tuple(sorted(found, key=lambda choice: choice.place))


def in_results(record: Choices) -> dict[str, object]:
    """The choices that a result is told with, by their names.

    What was not chosen is told as what holds then; columns of the survey that were not chosen are
    not told.
    """
    told = {}
    for choice in choices_of(type(record)):
        if choice.in_results:
            value = getattr(record, choice.name)
            if isinstance(choice.kind, ColumnOf | Conditions) and not value:
                continue
            unchosen = choice.kind.unchosen if isinstance(choice.kind, OneOf) else None
            told[choice.name] = unchosen if value is None else value
    return told


def share(name: str, given: str) -> float:
    """A share that is written as a number or in percent.

    >>> share("confidence", "0.9"), share("confidence", "９０ %"), share("tie_gap", "0,05")
    (0.9, 0.9, 0.05)

    Raises:
        SettingsError: the name of the choice with ``_range``: it is no number.
    """
    digits = unicodedata.normalize("NFKC", given).replace(" ", "").replace(",", ".")
    try:
        found = float(digits.removesuffix("%")) / (100 if digits.endswith("%") else 1)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise _out_of_range(name, InQuotes(f"“{given}”"))
    return found


def whole(name: str, given: str) -> int:
    """A whole number as it is written.

    Raises:
        SettingsError: the name of the choice with ``_range``: it is none.
    """
    try:
        return int(given)
    except ValueError:
        raise _out_of_range(name, InQuotes(f"“{given}”")) from None


def plain(number: float) -> str:
    """A number as one would type it.

    >>> plain(95.0), plain(1.0001), plain(1.7976931348623157e308)
    ('95', '1.0001', '1.797693135e+308')
    """
    return f"{number:.10g}"


def _out_of_range(name: str, given: object) -> SettingsError:
    return SettingsError(f"{name}_range", given=given)
