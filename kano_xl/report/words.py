"""The report's words: sentences from the catalogues, with values put in as people read them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Self

from kano_xl.category_names import category_names, sets
from kano_xl.choices import Presentation
from kano_xl.languages import text
from kano_xl.report.report import CategoryName, Paragraph

_LONGEST_NAME = 80
_SHOWN_IN_A_LIST = 6


@dataclass(frozen=True, slots=True)
class Words:
    """All that a report says in one language.

    Attributes:
        language: of the texts.
        categories: what the categories are called, by letter; None for the standard names.
    """

    language: str
    categories: Mapping[str, str] | None = None

    @classmethod
    def of(cls, choices: Presentation) -> Self:
        """The words that were chosen."""
        return cls(choices.language, choices.named_categories)

    def __call__(self, key: str, /, **values: object) -> str:
        """A text of the catalogue ``report``, in which a category's letter stands for its name."""
        return text(self.language, f"report.{key}", **{**self.named, **values})

    @property
    def named(self) -> Mapping[str, str]:
        """Letter → what the category is called."""
        return category_names(self.language) if self.categories is None else self.categories

    def category(self, letter: str) -> str:
        """The name of a category, as in a table."""
        return self.named[letter]

    def category_first(self, letter: str) -> str:
        """The name of a category where a line begins with it, as in a legend."""
        name = self.category(letter)
        return name[:1].upper() + name[1:]

    def category_cell(self, letter: str | None) -> CategoryName | None:
        """The name of a category as a coloured cell; None where there is none."""
        return None if letter is None else CategoryName(letter, self.category(letter))

    def said(self, letter: str) -> str:
        """The name of a category within a sentence: one of the user's own in quotation marks.

        Only of our own names we know that a sentence can bear them.
        """
        name = self.category(letter)
        known = {category_names(self.language, each)[letter] for each in sets()}
        return name if name in known else self("own_name", name=name)

    def rule(self, rule: str) -> str:
        """The name of a rule of `kano_xl.choices.RULES`."""
        return text(self.language, f"names.rule.{rule}")

    def names(self, names: Sequence[str]) -> str:
        """Names in a row, the first few of them, and how many more there are."""
        listed = self("list.separator").join(map(shortened, names[:_SHOWN_IN_A_LIST]))
        more = len(names) - _SHOWN_IN_A_LIST
        return self("list.and_more", listed=listed, n=more) if more > 0 else listed

    def quoted(self, names: Sequence[str]) -> list[str]:
        """Names, each in quotation marks."""
        return [self("own_name", name=shortened(name)) for name in names]

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

    It is rounded as a spreadsheet does: by 15 digits of the number.

    >>> percent(0.285), percent(0.9996), percent(1.0)
    ('29', '>99', '100')
    """
    whole = int(Decimal(f"{share:.15g}").scaleb(2).quantize(1, ROUND_HALF_UP))
    if whole == 0 and share > 0:
        return "<1"
    return ">99" if whole == 100 and share < 1 else str(whole)


def chosen_percent(share: float) -> Decimal:
    """A share that somebody chose, as a percentage with all its decimals.

    >>> print(chosen_percent(0.95), chosen_percent(0.999), chosen_percent(0.025))
    95 99.9 2.5
    """
    return Decimal(f"{share * 100:.10g}")


def rounded(number: int) -> int:
    """A number of people as one would say it: 'about 40', not 'about 43'.

    >>> rounded(7), rounded(43), rounded(1234)
    (7, 45, 1200)
    """
    if number <= 20:
        return number
    step = 5 if number <= 100 else int(10 ** (math.floor(math.log10(number)) - 1))
    return round(number / step) * step
