"""A priority matrix in the making: what all its rooms share."""

from __future__ import annotations

import math

from kano_xl.planning.grid import GridDraft
from kano_xl.planning.needs import NeedColumns
from kano_xl.planning.priority_layout import PriorityLayout
from kano_xl.planning.priority_numbers import CalculatedPriority
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.worded import WordedDraft
from kano_xl.report.words import Words


class PriorityDraft(WordedDraft):
    """A priority matrix in the making.

    Attributes:
        named, language: its words.
        found, filling, known: what it is made from.
        place: where everything stands.
        draft: its cells so far.
        needs: writes the columns on the left.
        has_scores: whether anything has one.
    """

    def __init__(self, words: Words, found: CalculatedPriority, known: KnownFeatures) -> None:
        self.named, self.language = words, words.language
        self.found, self.known = found, known
        self.filling = found.filling
        self.place = PriorityLayout(len(self.filling.rows))
        self.draft = GridDraft()
        self.needs = NeedColumns(self.draft, known, self.scalar("analysed"), self.scalar("largest"))
        self.has_scores = any(not math.isnan(each) for each in found.score)

    def scalar(self, key: str) -> str:
        """The address of a cell of `kano_xl.planning.priority_layout.SCALARS`."""
        return self.place.scalar(key).fixed

    def down(self, key: str) -> str:
        """All cells of a column."""
        return self.place.down(self.place.at(key)).fixed

    def helpers(self, key: str) -> str:
        """All cells of a hidden column."""
        return self.place.down(self.place.helper(key)).fixed
