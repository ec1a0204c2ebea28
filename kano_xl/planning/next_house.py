"""The next house of quality: the characteristics of one are the requirements of the next.

Its weights are formulas that look up by name what the first house found; the twin of them is
`kano_xl.model.planning.cascade`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from kano_xl.languages import text
from kano_xl.planning.filling import (
    MOST_REQUIREMENTS,
    Characteristic,
    HouseFilling,
    Requirement,
)
from kano_xl.planning.grid import GridArea, GridCell, GridSheet
from kano_xl.planning.house_layout import BODY, TOP, HouseLayout
from kano_xl.planning.house_numbers import CalculatedHouse
from kano_xl.planning.house_sheet import house_sheet
from kano_xl.planning.making import COLUMNS
from kano_xl.planning.needs import IMPORTANCE, NAME, fixed_column
from kano_xl.planning.results import KnownFeatures, quoted_text

NAME_OF_NEXT = "Plan_NextHouse"
"""The name of its own by which a next house is told from the first: the cell of its check."""

_FROM, _CHECK = TOP + 7, TOP + 8


class Deployed(NamedTuple):
    """A next house.

    Attributes:
        sheet: all that stands on it by itself.
        linked: the formulas that lead to the first house, by row and column; on the sheet their
            values stand in their places.
    """

    sheet: GridSheet
    linked: Mapping[tuple[int, int], str]


def next_house(
    language: str, title: str, first: CalculatedHouse, called: str, names: str, importance: str
) -> Deployed:
    """The sheet of the house that follows another one.

    Args:
        language: of its texts.
        title: the name on its tab.
        first: the other house.
        called: the title of its sheet.
        names, importance: the addresses there, with the sheet, of the characteristics' names and
            of their technical importance.
    """
    weights = first.numbers.importance.tolist()
    rows = [
        Requirement(each.name, importance=weight)
        for each, weight in zip(first.filling.characteristics, weights, strict=True)
        if each.name
    ][:MOST_REQUIREMENTS]
    named = sum(bool(each.name) for each in first.filling.characteristics)
    filling = HouseFilling((*rows, Requirement()), (Characteristic(),) * COLUMNS)
    sheet = house_sheet(language, title, filling, KnownFeatures())
    place = HouseLayout(len(filling.requirements), COLUMNS)
    analysed, own = place.scalar("analysed"), place.down(NAME).fixed
    here = min(len({row.name.casefold() for row in rows}), named)
    cells = {
        # Its rows are no features: nothing is looked up in the survey.
        (analysed.row, analysed.column): GridCell(0, "helper"),
        (_FROM, NAME): GridCell(text(language, "planning.next.rows", sheet=called), "body"),
        (_CHECK, NAME): GridCell(_told(language, named - here), "strong"),
    }
    all_named = f"SUMPRODUCT(--(LEN({names})>0))"
    arrived = f"SUMPRODUCT(({own}={names})*(LEN({names})>0))"
    missing = f"{quoted_text(text(language, 'planning.next.missing'))}&({all_named}-{arrived})"
    good = quoted_text(text(language, "planning.next.arrived"))
    linked = {(_CHECK, NAME): f"IF({all_named}>{arrived},{missing},{good})"}
    for row in range(BODY, place.sentinel):
        name = fixed_column(row, NAME)
        found = f"LOOKUP(2,1/({names}={name}),{importance})"
        linked[row, IMPORTANCE] = f'IF({name}="","",IFERROR({found},""))'
    names_of_own = {**sheet.names, NAME_OF_NEXT: GridArea.cell(_CHECK, NAME)}
    return Deployed(replace(sheet, cells={**sheet.cells, **cells}, names=names_of_own), linked)


def _told(language: str, missing: int) -> str:
    if missing:
        return f"{text(language, 'planning.next.missing')}{missing}"
    return text(language, "planning.next.arrived")
