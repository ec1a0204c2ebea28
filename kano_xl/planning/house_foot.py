"""Below the needs of a house of quality: technical importance, and where the roof is typed."""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl.addresses import address
from kano_xl.planning.filling import Typed
from kano_xl.planning.grid import PlanChart, PlanSeries
from kano_xl.planning.house_draft import HouseDraft
from kano_xl.planning.house_layout import BODY, COLUMN, FIRST, FOOT, NAMES, HouseLayout
from kano_xl.planning.house_roof import negatives
from kano_xl.planning.house_says import is_unneeded
from kano_xl.planning.needs import IMPORTANCE, NAME, ROW, fixed_column, fixed_row
from kano_xl.report.report import Scalar


def write_foot(on: HouseDraft) -> None:
    """The rows below the needs."""
    draft, place = on.draft, on.place
    for key in FOOT:
        row = place.foot_row(key)
        draft.across(row, NAME, IMPORTANCE, on.words(f"house.foot.{key}"), "head_right")
    for index, each in enumerate(on.filling.characteristics):
        column = FIRST + index
        typed: Sequence[tuple[str, Typed]] = (
            ("target_value", each.target),
            ("difficulty", each.difficulty),
            ("ours", each.ours),
            ("rival_a", each.rival_a),
            ("rival_b", each.rival_b),
        )
        for key, value in typed:
            draft.put(place.foot_row(key), column, value, "input_small")
        _technical(on, index, column)


def _technical(on: HouseDraft, index: int, column: int) -> None:
    """The sums of a characteristic."""
    draft, place, found = on.draft, on.place, on.house.numbers
    shows = on.house.has_content(index)
    name = fixed_row(NAMES, column)
    cells = f"{fixed_row(BODY, column)}:{fixed_row(place.sentinel, column)}"
    raws = place.down(place.right("raw")).fixed
    row = {key: place.foot_row(key) for key in FOOT}
    own = {key: address(row[key], column) for key in FOOT}
    every = {key: _along(row[key], place) for key in ("technical", "share")}

    def put(key: str, formula: str, value: Scalar, look: str) -> None:
        draft.calculate(row[key], column, formula, value, look)

    empty = f'AND({name}="",COUNT({cells})=0)'
    value = float(found.importance[index])
    put(
        "technical",
        f'IF({empty},"",SUMPRODUCT({raws},{cells}))',
        value if shows else "",
        "calculated_sum",
    )
    total = float(found.importance.sum())
    is_none = f'OR({own["technical"]}="",SUM({every["technical"]})=0)'
    share = f'IF({is_none},"",{own["technical"]}/SUM({every["technical"]}))'
    counts = shows and total > 0
    put("share", share, float(found.share[index]) if counts else "", "calculated_percent")
    ranked = f'IF({is_none},"",RANK({own["technical"]},{every["technical"]}))'
    put("rank", ranked, int(found.rank[index]) if counts else "", "calculated_centre")
    roof = place.correlations
    here = f"{fixed_row(roof.row, column)}:{fixed_row(roof.last_row, column)}"
    first = fixed_column(roof.row, FIRST)
    till = f"COLUMNS({first}:{address(roof.row, column)})"
    count = f'COUNTIF({here},"<0")+COUNTIF(INDEX({roof.fixed},{till},0),"<0")'
    less = negatives(on.house, index)
    put("trade_offs", f'IF({count}=0,"",{count})', less or "", "calculated_centre")
    unneeded = f'AND({name}<>"",{on.scalar("related")}>0,MAX(0,{cells})=0)'
    put("check", f'IF({unneeded},"!","")', "!" if is_unneeded(on, index) else "", "told_centre")


def write_correlations(on: HouseDraft) -> None:
    """The cells in which the roof is typed, one for each pair."""
    draft, place = on.draft, on.place
    draft.put(place.roof - 1, NAME, on.words("house.roof_note"), "note")
    names = place.along(NAMES).fixed
    for index, each in enumerate(on.filling.characteristics):
        row = place.roof + index
        draft.across(row, NAME, IMPORTANCE, None, "head_right")
        position = f"ROWS({fixed_row(place.roof, NAME)}:{address(row, NAME)})"
        formula = f'INDEX({names},{position})&""'
        draft.calculate(row, NAME, formula, each.name, "head_right")
        for column in range(place.columns):
            look = "roof" if column > index else "roof_off"
            value = on.filling.roof.get((index, column)) if column > index else None
            draft.put(row, FIRST + column, value, look)
    for offset, line in enumerate(("adjustment_note", "source_note"), place.columns + 1):
        draft.put(place.roof + offset, NAME, on.words(f"house.{line}"), "note")


def write_bars(on: HouseDraft) -> None:
    """The bars of technical importance below their columns."""
    place = on.place
    share = place.along(place.foot_row("share"))
    on.draft.charts.append(
        PlanChart(
            "bars",
            "Kano_Plan_Technical",
            on.words("house.bars_alt"),
            place.bars,
            FIRST,
            COLUMN * place.columns,
            6 * ROW,
            (PlanSeries("bars", None, share, on.words("house.foot.share")),),
            stretches=True,
        )
    )


def _along(row: int, place: HouseLayout) -> str:
    return place.along(row).fixed
