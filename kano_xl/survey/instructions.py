"""What the user said beforehand of how a survey is to be read."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from functools import cached_property

from kano_xl.choices import Settings
from kano_xl.survey.mapping import Mapping
from kano_xl.survey.tables.headings import DYSFUNCTIONAL, FUNCTIONAL
from kano_xl.survey.wordings.known import own_key


@dataclass(frozen=True)
class OwnAnswers:
    """What the user said that answers mean: `own_key` of a wording → 0..5, for each side."""

    functional: AnyMapping[str, int] = field(default_factory=dict)
    dysfunctional: AnyMapping[str, int] = field(default_factory=dict)

    def of(self, side: str) -> AnyMapping[str, int]:
        """Those of one side."""
        return self.functional if side == FUNCTIONAL else self.dysfunctional

    @cached_property
    def keys(self) -> frozenset[str]:
        """What is explained for either side."""
        return frozenset(self.functional) | frozenset(self.dysfunctional)


@dataclass(frozen=True)
class Instructions:
    """The settings, and the mapping file if one was given.

    Attributes:
        settings: every choice of the user.
        mapping: what a mapping file says, if there is one.
    """

    settings: Settings = field(default_factory=Settings)
    mapping: Mapping | None = None

    @property
    def top(self) -> int | None:
        """The best answer of the scale of satisfaction, where the mapping file says it."""
        return self.mapping.satisfaction_top if self.mapping else None

    @cached_property
    def own(self) -> OwnAnswers:
        """The user's own meanings of answers; those of the settings beat the mapping's."""
        said = {}
        for side in (FUNCTIONAL, DYSFUNCTIONAL):
            mapped = self.mapping.answers_of(side) if self.mapping else {}
            both = {**mapped, **self.settings.answers}
            said[side] = {own_key(wording): code for wording, code in both.items()}
        return OwnAnswers(**said)
