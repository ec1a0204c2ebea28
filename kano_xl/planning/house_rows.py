"""A need in a house of quality: how well it is met, its weight, and what serves it."""

from __future__ import annotations

import math
from collections.abc import Mapping

from kano_xl.model.planning.house import ADJUSTMENTS, CHAUDHA_K, LEVELS, TAN_SHEN_K, raw_weights
from kano_xl.planning.filling import number
from kano_xl.planning.house_draft import HouseDraft
from kano_xl.planning.house_layout import BODY, FIRST, RIGHT
from kano_xl.planning.house_says import write_check
from kano_xl.planning.needs import BETTER, IMPORTANCE, LETTER, NAME, WORSE, blank, fixed_column


def write_requirement(on: HouseDraft, index: int) -> None:
    """A row of the house."""
    draft, place, house = on.draft, on.place, on.house
    row, typed = BODY + index, on.filling.requirements[index]
    on.needs.write(row, typed.name, typed.importance, house.importance[index])
    for key in ("now", "rival_a", "rival_b", "target", "sales_point"):
        draft.put(row, place.right(key), getattr(typed, key), "input_centre")
    _weights(on, row, index)
    for column in range(place.columns):
        relation = on.filling.relations.get((index, column))
        draft.put(row, FIRST + column, relation, "relation")
    _profile(on, row, index)
    write_check(on, row, index)


def _weights(on: HouseDraft, row: int, index: int) -> None:
    """From the improvement to the share of all weights."""
    draft, place, found = on.draft, on.place, on.house.numbers
    named = bool(on.filling.requirements[index].name)
    at = {key: fixed_column(row, place.right(key)) for key in RIGHT}
    name, importance = fixed_column(row, NAME), fixed_column(row, IMPORTANCE)
    now, target, ratio = at["now"], at["target"], at["improvement"]
    empty = f'IF({name}="","",'

    def put(key: str, formula: str, value: float, look: str) -> None:
        column = place.right(key)
        draft.calculate(row, column, formula, blank(value) if named else "", look)

    improved = f"IF(AND(N({now})>0,N({target})>0),{target}/{now},1)"
    put("improvement", f"{empty}{improved})", found.ratio[index], "calculated_2")
    put("adjusted", f"{empty}{_adjusted(on, row, ratio)})", found.adjusted[index], "calculated_2")
    points = f"IF(N({at['sales_point']})>0,{at['sales_point']},1)"
    weight = f"IF({on.scalar('weighting')}=2,N({importance}),N({importance})*{{}}*{points})"
    put("raw", f"{empty}{weight.format(at['adjusted'])})", found.raw[index], "calculated_2")
    plain = fixed_column(row, place.unadjusted)
    draft.calculate(
        row,
        place.unadjusted,
        f"{empty}{weight.format(ratio)})",
        _plain_raw(on, index) if named else "",
        "helper",
    )
    raws, plains = place.down(place.right("raw")).fixed, place.down(place.unadjusted).fixed
    share = f'IF(OR({name}="",SUM({raws})=0),"",{at["raw"]}/SUM({raws}))'
    put("weight", share, found.weight[index], "calculated_bar")
    beside = f'IF(OR({name}="",{on.scalar("adjustment")}=1,SUM({plains})=0),"",'
    shown = found.plain[index] if _is_adjusted(on) else math.nan
    put("plain", f"{beside}{plain}/SUM({plains}))", shown, "calculated_percent_quiet")


def _is_adjusted(on: HouseDraft) -> bool:
    return on.filling.adjustment != ADJUSTMENTS[0]


def _plain_raw(on: HouseDraft, index: int) -> float:
    typed = on.filling.requirements[index]
    (weight,) = raw_weights(
        [on.house.importance[index]],
        [on.house.numbers.ratio[index]],
        [number(typed.sales_point)],
        on.filling.weighting,
    ).tolist()
    return float(weight)


def _adjusted(on: HouseDraft, row: int, ratio: str) -> str:
    """The improvement as the category bears on it, by the adjustment that is chosen."""
    letter, better, worse = (fixed_column(row, each) for each in (LETTER, BETTER, WORSE))
    effect = f"MAX(N({better}),-N({worse}))"
    tan_shen = f"{ratio}^(1/{_by_letter(letter, TAN_SHEN_K, 1)})"
    chaudha = f"(1+{effect})^{_by_letter(letter, CHAUDHA_K, 0)}*{ratio}"
    tontini = f"IF(COUNT({better}:{worse})=0,1,{effect})*{ratio}"
    chosen = on.scalar("adjustment")
    return f"CHOOSE({chosen},{ratio},{tan_shen},{chaudha},{tontini})"


def _profile(on: HouseDraft, row: int, index: int) -> None:
    typed = on.filling.requirements[index]
    marks = (("now", "■"), ("rival_a", "○"), ("rival_b", "△"))
    for level in LEVELS:
        parts = [
            f'IF(N({fixed_column(row, on.place.right(key))})={level},"{mark}","")'
            for key, mark in marks
        ]
        shown = "".join(mark for key, mark in marks if number(getattr(typed, key)) == level)
        column = on.place.profile + level - 1
        on.draft.calculate(row, column, "&".join(parts), shown, "profile")


def _by_letter(letter: str, values: Mapping[str, float], otherwise: float) -> str:
    """The formula for a number by the letter in a cell."""
    formula = f"{otherwise:g}"
    for each, value in values.items():
        formula = f'IF(LEFT({letter},1)="{each}",{value:g},{formula})'
    return formula
