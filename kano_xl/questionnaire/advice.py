"""Something to think over before people are asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from kano_xl.languages import text


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
