"""Something to think over before people are asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kano_xl.languages import InQuotes, file, text
from kano_xl.survey.quoting import quoted

_NAMED = 3


class Advice(NamedTuple):
    """Something to think over.

    Attributes:
        key: of its text, in ``questionnaire.advice``.
        values: what stands in that.
    """

    key: str
    values: Mapping[str, object]

    def message(self, language: str) -> str:
        """What it is, in a language, and what to do."""
        return text(language, f"questionnaire.advice.{self.key}", **self.values)

    def in_excel(self, language: str) -> str:
        """The same as somebody in Excel can act on it."""
        if self.key in file(language, "questionnaire")["advice_in_excel"]:
            return text(language, f"questionnaire.advice_in_excel.{self.key}", **self.values)
        return self.message(language)


def listed(names: Sequence[str]) -> InQuotes:
    """The first of some names, each in quotation marks.

    >>> print(listed(["a", "b", "c", "d"]))
    “a”, “b”, “c”, …
    """
    shown = ", ".join(f"“{quoted(name)}”" for name in names[:_NAMED])
    return InQuotes(f"{shown}, …" if len(names) > _NAMED else shown)
