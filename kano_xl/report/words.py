"""The report's words: sentences from the catalogues, with values put in as people read them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from kano_xl.languages import text
from kano_xl.report.report import CategoryName, Paragraph

_LONGEST_NAME = 80
_SHOWN_IN_A_LIST = 6


@dataclass(frozen=True, slots=True)
class Words:
    """All that a report says in one language."""

    language: str

    def __call__(self, key: str, /, **values: object) -> str:
        """A text of the catalogue ``report``."""
        return text(self.language, f"report.{key}", **values)

    def category(self, letter: str) -> str:
        """The name of a category, as in a table."""
        return text(self.language, f"names.category.{letter}")

    def category_cell(self, letter: str | None) -> CategoryName | None:
        """The name of a category as a coloured cell; None where there is none."""
        return None if letter is None else CategoryName(letter, self.category(letter))

    def kind(self, letter: str) -> str:
        """The name of a category as a sentence uses it: 'a must-be'."""
        return self(f"kind.{letter}")

    def rule(self, rule: str) -> str:
        """The name of a rule of `kano_xl.choices.RULES`."""
        return text(self.language, f"names.rule.{rule}")

    def names(self, names: Sequence[str]) -> str:
        """Names in a row, the first few of them, and how many more there are."""
        return self.first_of([shortened(name) for name in names])

    def first_of(self, things: Sequence[str]) -> str:
        """Things in a row as they are, the first few of them, and how many more there are."""
        listed = self("list.separator").join(things[:_SHOWN_IN_A_LIST])
        more = len(things) - _SHOWN_IN_A_LIST
        return self("list.and_more", listed=listed, n=more) if more > 0 else listed

    def all_of(self, names: Sequence[str]) -> str:
        """At least one name, all of them: 'a, b and c'."""
        *first, last = names
        if not first:
            return last
        return self("list.separator").join(first) + self("list.last_separator") + last

    def paragraph(self, style: str, key: str, /, **values: object) -> Paragraph:
        """A paragraph of a text of the catalogue ``report``."""
        return Paragraph(style, self(key, **values))


def shortened(name: str) -> str:
    r"""A name on one line, cut where a sentence could not bear it.

    >>> shortened("Fast\ntransfers")
    'Fast transfers'
    """
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in name).split())
    return line if len(line) <= _LONGEST_NAME else line[: _LONGEST_NAME - 1].rstrip() + "…"


def percent(share: float) -> str:
    """A share that was found, as a whole percentage; 0 and 100 are said of none and all alone.

    >>> percent(0.256), percent(0.9996), percent(1.0)
    ('26', '>99', '100')
    """
    whole = math.floor(share * 100 + 0.5)
    if whole == 0 and share > 0:
        return "<1"
    return ">99" if whole == 100 and share < 1 else str(whole)


def chosen_percent(share: float) -> str:
    """A share that somebody chose, as a percentage with all its decimals.

    >>> chosen_percent(0.95), chosen_percent(0.999), chosen_percent(0.025)
    ('95', '99.9', '2.5')
    """
    return f"{share * 100:.10g}"


def rounded(number: int) -> int:
    """A number of people as one would say it: 'about 40', not 'about 43'.

    >>> rounded(7), rounded(43), rounded(1234)
    (7, 45, 1200)
    """
    if number <= 20:
        return number
    step = 5 if number <= 100 else int(10 ** (math.floor(math.log10(number)) - 1))
    return round(number / step) * step
