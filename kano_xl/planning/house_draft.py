"""A house of quality in the making: what all its rooms share."""

from __future__ import annotations

from kano_xl.planning.grid import GridDraft
from kano_xl.planning.house_layout import HouseLayout
from kano_xl.planning.house_numbers import CalculatedHouse
from kano_xl.planning.needs import NeedColumns
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.worded import WordedDraft


class HouseDraft(WordedDraft):
    """A house in the making.

    Attributes:
        language: of its texts.
        house, filling, known: what it is made from.
        place: where everything stands.
        draft: its cells so far.
        needs: writes the columns on the left.
        has_columns, has_relations: whether there is anything to be calculated.
    """

    def __init__(self, language: str, house: CalculatedHouse, known: KnownFeatures) -> None:
        self.language, self.house, self.known = language, house, known
        self.filling = house.filling
        self.place = HouseLayout(len(self.filling.requirements), len(self.filling.characteristics))
        self.draft = GridDraft()
        self.needs = NeedColumns(self.draft, known, self.scalar("analysed"), self.scalar("largest"))
        self.has_columns = any(each.name for each in self.filling.characteristics)
        self.has_relations = bool((self.house.relations > 0).any())

    def scalar(self, key: str) -> str:
        """The address of a cell of `kano_xl.planning.house_layout.SCALARS`."""
        return self.place.scalar(key).fixed
