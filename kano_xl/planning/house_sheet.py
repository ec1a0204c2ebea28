"""The sheet of a house of quality: what is typed, what is calculated, what it says."""

from __future__ import annotations

from kano_xl.model.planning.house import SALES_POINTS
from kano_xl.planning.enclosed import names_around
from kano_xl.planning.filling import HouseFilling
from kano_xl.planning.grid import GridArea, GridSheet, Printing
from kano_xl.planning.house_draft import HouseDraft
from kano_xl.planning.house_findings import write_findings, write_trade_offs
from kano_xl.planning.house_foot import write_bars, write_correlations, write_foot
from kano_xl.planning.house_head import write_heads, write_top
from kano_xl.planning.house_layout import (
    BODY,
    COLUMN,
    FIRST,
    NAMES,
    RIGHT,
    ROOF_ROWS,
    TOP,
    UNITS,
    WAYS,
)
from kano_xl.planning.house_numbers import calculate
from kano_xl.planning.house_picks import write_highlights, write_lists
from kano_xl.planning.house_roof import write_roof
from kano_xl.planning.house_rows import write_requirement
from kano_xl.planning.needs import IMPORTANCE, LETTER, NAME, ROW, WIDTHS, name_height
from kano_xl.planning.results import ANALYSED, LARGEST, KnownFeatures

KEY = "house"
HOUSE_NAMES = (
    "Plan_House",
    "Plan_Requirements",
    "Plan_Importance",
    "Plan_Now",
    "Plan_RivalA",
    "Plan_RivalB",
    "Plan_Target",
    "Plan_SalesPoint",
    "Plan_Characteristics",
    "Plan_Relations",
    "Plan_Roof",
    "Plan_Adjustment",
    "Plan_Weighting",
)
"""The names of a sheet's own, by which what was typed is found again."""

_NAME_HEIGHT = 118
_PAGE = 1500, 1000
"""Pixels across and down on A3 on its side, within the margins."""

_READABLE = 0.6
"""To what share of its size a page may be made smaller."""


def house_sheet(
    language: str, title: str, filling: HouseFilling, known: KnownFeatures
) -> GridSheet:
    """The sheet of a house of quality.

    Args:
        language: of its texts.
        title: the name on its tab.
        filling: what stands in it at first.
        known: the features of the survey that it looks up.
    """
    return _sheet(HouseDraft(language, calculate(filling, known), known), title)


def _sheet(on: HouseDraft, title: str) -> GridSheet:
    draft, place = on.draft, on.place
    _sizes(on)
    write_top(on, title)
    write_heads(on)
    for row in range(place.rows):
        write_requirement(on, row)
    draft.end(place.sentinel, place.check)
    write_foot(on)
    write_correlations(on)
    _scalars(on)
    write_roof(draft, place, on.house, on.words("house.roof_alt"))
    write_bars(on)
    write_findings(on)
    write_trade_offs(on)
    write_lists(on)
    write_highlights(on)
    _names(on)
    wide = sum(draft.widths[column] for column in range(place.check + 1))
    high = sum(draft.heights[row] for row in range(place.end + 1))
    return draft.sheet(
        KEY,
        title,
        place.hidden,
        (0, NAME + 1),
        Printing(
            (GridArea(0, 0, place.end, place.check),),
            "A3",
            int(min(_PAGE[0] / wide, _PAGE[1] / high) >= _READABLE),
            repeated=(WAYS, UNITS),
        ),
    )


def _sizes(on: HouseDraft) -> None:
    draft, place = on.draft, on.place
    draft.columns(0, WIDTHS)
    draft.columns(FIRST, [COLUMN] * place.columns)
    draft.columns(place.right(RIGHT[0]), [40] * (len(RIGHT) - 2) + [62, 44])
    draft.columns(place.profile, [24] * 5)
    draft.widths[place.check] = 220
    draft.heights.update(dict.fromkeys(range(place.end + 1), ROW))
    draft.heights |= {0: 32, NAMES: _NAME_HEIGHT, place.sentinel: 6}
    for row in range(TOP, TOP + ROOF_ROWS):
        draft.heights[row] = place.roof_height // ROOF_ROWS
    for row, each in enumerate(on.filling.requirements, BODY):
        draft.heights[row] = name_height(each.name, on.language)


def _scalars(on: HouseDraft) -> None:
    """What one cell each calculates."""
    place, found = on.place, on.house
    names = place.along(NAMES).fixed
    named = sum(bool(each.name) for each in on.filling.characteristics)
    related = int((found.relations > 0).sum())
    cells = {
        "columns": (f"COLUMNS({names})", place.columns),
        "analysed": (ANALYSED, len(on.known.features)),
        "largest": (LARGEST, on.known.largest),
        "named": (f"SUMPRODUCT(--(LEN({names})>0))", named),
        "related": (f'COUNTIF({place.relations.fixed},">0")', related),
    }
    for key, (formula, value) in cells.items():
        at = place.scalar(key)
        on.draft.calculate(at.row, at.column, formula, value, "helper")
    for offset, point in enumerate(SALES_POINTS):
        at = place.sales_points
        on.draft.put(at.row + offset, at.column, point, "helper")


def _names(on: HouseDraft) -> None:
    place, names = on.place, on.draft.names
    areas = (
        GridArea(0, 0, place.end, place.check),
        place.down(NAME),
        place.down(IMPORTANCE),
        *(place.down(place.right(key)) for key in ("now", "rival_a", "rival_b", "target")),
        place.down(place.right("sales_point")),
        GridArea(WAYS, FIRST, UNITS, place.last),
        place.relations,
        place.correlations,
        GridArea.cell(TOP, LETTER),
        GridArea.cell(TOP + 1, LETTER),
    )
    names.update(zip(HOUSE_NAMES, areas, strict=True))
    names.update(names_around(place.tables))
    for key in ("target_value", "difficulty", "ours", "rival_a", "rival_b"):
        joined = "".join(part.capitalize() for part in key.split("_"))
        names[f"Plan_Foot{joined}"] = place.along(place.foot_row(key))
