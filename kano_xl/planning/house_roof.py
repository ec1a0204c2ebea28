"""The roof of a house of quality: a native chart over its columns, drawn from hidden cells.

The correlation of characteristics i and j, 1-based, i < j, of n stands at x = (i+j−1)/2n and
y = (j−i)/n. One line draws all the diamonds: from each foot up to both slopes and back.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from kano_xl.addresses import absolute, address
from kano_xl.planning.filling import MOST_CHARACTERISTICS
from kano_xl.planning.grid import GridDraft, PlanChart, PlanSeries
from kano_xl.planning.house_layout import (
    COLUMN,
    FIRST,
    LINE_X,
    LINE_Y,
    OUTLINE,
    PAIR_COUNT,
    PAIR_I,
    PAIR_J,
    PAIR_VALUE,
    PAIR_X,
    SIGNS,
    TOP,
    HouseLayout,
)
from kano_xl.planning.house_numbers import CalculatedHouse
from kano_xl.report.report import NOT_DRAWN

SIGNS_SHOWN = (("++", "good"), ("+", "good"), ("−", "bad"), ("−−", "bad"))
"""The signs, and whether they are good news."""

_TESTS = ("{0}>=2", "AND({0}>0,{0}<2)", "AND({0}<0,{0}>-2)", "{0}<=-2")
_LOOK = "helper"


def write_roof(draft: GridDraft, place: HouseLayout, house: CalculatedHouse, alt_text: str) -> None:
    """Write the cells that the roof is drawn from, and the chart."""
    _pairs(draft, place, house)
    _outline(draft, place)
    signs = [
        PlanSeries("sign", place.of_pairs(PAIR_X), place.of_pairs(SIGNS + index), sign, look)
        for index, (sign, look) in enumerate(SIGNS_SHOWN)
    ]
    lines = PlanSeries("frame", place.of_outline(LINE_X), place.of_outline(LINE_Y))
    height = min(place.roof_height, max(COLUMN * place.columns // 2, COLUMN // 2))
    draft.charts.append(
        PlanChart(
            "roof",
            "Kano_Plan_Roof",
            alt_text,
            TOP,
            FIRST,
            COLUMN * place.columns,
            height,
            (lines, *signs),
            offset=place.roof_height - height,
            stretches=True,
        )
    )


def _pairs(draft: GridDraft, place: HouseLayout, house: CalculatedHouse) -> None:
    """The value of every pair that there may be, where it stands, and under which sign."""
    n, roof = place.scalar("columns").fixed, place.correlations.fixed
    negatives = 0
    for offset, (i, j) in enumerate(combinations(range(1, MOST_CHARACTERISTICS + 1), 2)):
        column = place.pairs + offset
        value = float(house.roof[i - 1, j - 1]) if j <= place.columns else 0.0
        at = {row: address(row, column) for row in range(PAIR_COUNT + 1)}
        draft.put(PAIR_I, column, i, _LOOK)
        draft.put(PAIR_J, column, j, _LOOK)
        first, second, shown = at[PAIR_I], at[PAIR_J], at[PAIR_VALUE]
        formula = f"IF({second}>{n},0,IFERROR(N(INDEX({roof},{first},{second})),0))"
        draft.calculate(PAIR_VALUE, column, formula, value, _LOOK)
        x = (i + j - 1) / (2 * place.columns)
        draft.calculate(PAIR_X, column, f"({first}+{second}-1)/(2*{n})", x, _LOOK)
        tests = (value >= 2, 0 < value < 2, -2 < value < 0, value <= -2)
        for index, (test, holds) in enumerate(zip(_TESTS, tests, strict=True)):
            y = (j - i) / place.columns if holds else NOT_DRAWN
            formula = f"IF({test.format(shown)},({second}-{first})/{n},NA())"
            draft.calculate(SIGNS + index, column, formula, y, _LOOK)
        negatives += value < 0
        so_far = f"{absolute(PAIR_VALUE, place.pairs)}:{shown}"
        draft.calculate(
            PAIR_COUNT,
            column,
            f'IF({shown}<0,COUNTIF({so_far},"<0"),"")',
            negatives if value < 0 else "",
            _LOOK,
        )


def _outline(draft: GridDraft, place: HouseLayout) -> None:
    """The corners of the line that draws all the diamonds."""
    n = place.scalar("columns").fixed
    for corner in range(OUTLINE):
        foot, part = divmod(corner, 5)
        share = min(foot, place.columns) / place.columns
        told = f"MIN({foot},{n})/{n}"
        x, y, x_value, y_value = told, "0", share, 0.0
        if part == 1:
            x, y, x_value, y_value = f"({told}+1)/2", f"1-{told}", (share + 1) / 2, 1 - share
        elif part == 3:
            x, y, x_value, y_value = f"{told}/2", told, share / 2, share
        draft.calculate(LINE_X, place.pairs + corner, x, x_value, _LOOK)
        draft.calculate(LINE_Y, place.pairs + corner, y, y_value, _LOOK)


def negatives(house: CalculatedHouse, column: int) -> int:
    """How many correlations of a characteristic are below 0."""
    roof = np.triu(house.roof, 1)
    return int(np.count_nonzero(roof[column] < 0) + np.count_nonzero(roof[:, column] < 0))
