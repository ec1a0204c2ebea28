"""What can be wrong, as data: fatal errors and problems that an analysis survives.

    KanoError
    ├── InputError       a file, or what stands in it, cannot be used
    ├── SettingsError    a choice (table, rule, codes, mapping …) is not possible
    ├── OutputError      a report cannot be written where it was asked for
    └── SetupError       the add-in cannot be installed, removed or tried

Both kinds carry a code, a place and values; the words are in the catalogue
``problems`` of each language, so the same error can be told in any of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kano_xl.languages import file, text

COMMAND_LINE, IN_EXCEL = "mend", "mend_in_excel"
"""Where somebody is who is told what mends a problem; keys of the catalogue ``check``."""

HIDDEN = "…"
"""What stands for a text that may be personal."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file, a sheet in it, a cell address such as ``C7``; each may be unknown."""

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        """File, sheet and cell as one address.

        >>> str(Place("bank.xlsx", "Answers", "C7"))
        "bank.xlsx, 'Answers'!C7"
        >>> str(Place("bank.csv", cell="C7"))
        'bank.csv, C7'
        >>> str(Place(sheet="It's, ok!", cell="A1"))
        "'It''s, ok!'!A1"
        """
        inside = self.cell or ""
        if self.sheet:
            sheet = "'" + self.sheet.replace("'", "''") + "'"
            inside = f"{sheet}!{inside}" if inside else sheet
        return ", ".join(part for part in (self.file, inside) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong that the analysis survives, to be shown to the user.

    ``code`` is a key of ``check.found`` or, failing that, of the catalogue ``problems``;
    ``values`` fill its texts.
    """

    code: str
    place: Place = Place()
    values: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: str, where: str = COMMAND_LINE) -> str:
        """What is wrong and what to do, in a language; without the place.

        ``where`` is one of `COMMAND_LINE` and `IN_EXCEL`.
        """
        found, mend = self.found(language), self.mend(language, where)
        if not mend:
            return found
        return text(language, "check.joined", found=found, mend=mend[:1].upper() + mend[1:])

    @property
    def key(self) -> str:
        """The code, or that of an answer whose words are not shown."""
        return f"{self.code}_hidden" if self.values.get("answer") == HIDDEN else self.code

    def found(self, language: str) -> str:
        """What was found, and what it counts as."""
        known = file(language, "check")["found"]
        found = self.key if self.key in known else self.code
        key = f"check.found.{found}" if found in known else f"problems.{self.code}"
        return text(language, key, **{"n": 1, **_in_words(self.values, language)})

    def mend(self, language: str, where: str = COMMAND_LINE) -> str:
        """What mends it, for somebody who is there; "" for one that is in ``problems``."""
        told = file(language, "check")
        for place in (where, COMMAND_LINE):
            for code in (self.key, self.code):
                if code in told[place]:
                    return text(language, f"check.{place}.{code}", **self.values)
        return ""


class KanoError(Exception):
    """Anything kano_xl refuses. ``str()`` is one line: where, what, why, what to do.

    Attributes:
        code: the key in the catalogue ``problems``.
        place: file, sheet and cell, as far as they are known.
    """

    def __init__(self, code: str, place: Place | None = None, /, **values: object) -> None:
        self.code = code
        self.place = place or Place()
        self.values = values
        super().__init__(code)

    def message(self, language: str) -> str:
        """The whole line in a language: the place, then what, why and what to do."""
        words = text(language, f"problems.{self.code}", **_in_words(self.values, language))
        return f"{self.place}: {words}" if str(self.place) else words

    def __str__(self) -> str:
        return self.message("en")


def _in_words(values: Mapping[str, object], language: str) -> dict[str, object]:
    """The values of a text, other errors among them as their messages."""
    return {
        name: "; ".join(each.message(language) for each in value)
        if isinstance(value, Reasons)
        else value
        for name, value in values.items()
    }


class Reasons(tuple[KanoError, ...]):
    """Reasons as a value in the text of another one, or of a problem."""

    def __str__(self) -> str:
        return "; ".join(map(str, self))


class InputError(KanoError):
    """A file, or what stands in it, cannot be used."""


class SettingsError(KanoError):
    """A choice the user made is not possible."""


class OutputError(KanoError):
    """A report cannot be written where it was asked for."""


class SetupError(KanoError):
    """The add-in cannot be installed, removed or tried; all is as it was before."""
