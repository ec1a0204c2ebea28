"""What was found at one thing that was looked at, as data.

The words are in the catalogue ``doctor``: what was found in the table of its check, what to do
in the table ``remedy``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kano_xl.languages import text

State = Literal["ok", "wrong", "unknown"]
"""``unknown`` where it cannot be told, or tells of something that need not be wrong."""


@dataclass(frozen=True)
class Finding:
    """What was found.

    Attributes:
        state: whether it is as it should be.
        check: the name of the check, the same in every language and version.
        key: what was found, such as ``interpreter.too_old``.
        values: what the texts name.
        remedy: what to do about it, a key in the table ``remedy``; None where there is
            nothing to do.
    """

    state: State
    check: str
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    remedy: str | None = None

    def found(self, language: str) -> str:
        """What was found, in words."""
        return text(language, f"doctor.{self.key}", **self.values)

    def advice(self, language: str) -> str | None:
        """What to do about it, in words; None where there is nothing to do."""
        if self.remedy is None:
            return None
        return text(language, f"doctor.remedy.{self.remedy}", **self.values)


def ok(key: str, **values: object) -> Finding:
    """It is as it should be."""
    return Finding("ok", _check(key), key, values)


def wrong(key: str, remedy: str, **values: object) -> Finding:
    """It keeps the add-in from working; there is always something to do about it."""
    return Finding("wrong", _check(key), key, values, remedy)


def unknown(key: str, remedy: str | None = None, **values: object) -> Finding:
    """It cannot be told, or is worth knowing."""
    return Finding("unknown", _check(key), key, values, remedy)


def _check(key: str) -> str:
    return key.partition(".")[0]
