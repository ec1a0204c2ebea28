"""A need in a priority matrix: its class, its score, its rank."""

from __future__ import annotations

import math
from functools import partial

from kano_xl.model.planning.ranking import CLASSES, DO_NOW, DROP, PLAN, QUICK_FIX, SPLIT, STOP
from kano_xl.planning.filling import Wanted, number
from kano_xl.planning.grid import GridArea
from kano_xl.planning.needs import BETTER, IMPORTANCE, LETTER, NAME, WORSE, blank, fixed_column
from kano_xl.planning.priority_draft import PriorityDraft
from kano_xl.planning.priority_layout import BODY, WEIGHT_COLUMNS, WEIGHTS
from kano_xl.planning.priority_says import write_check
from kano_xl.report.report import Scalar

_FIRST_OF_ALL = 1_000_000
"""What must-be needs of high urgency are ahead of all others: more than any score."""


def write_need(on: PriorityDraft, index: int, typed: Wanted) -> None:
    """A row of the matrix."""
    draft, place, found = on.draft, on.place, on.found
    row = BODY + index
    on.needs.write(row, typed.name, typed.importance, found.importance[index])
    for key in ("urgency", "effort", "risk"):
        draft.put(row, place.at(key), getattr(typed, key), "input_centre")
    for key, column in (("benefit", BETTER), ("penalty", WORSE)):
        _ninth(on, row, index, key, column)
    looks = {"kind": "input_text", "requested_by": "input_text", "status": "input_centre"}
    for key, look in {**looks, "day": "input_date"}.items():
        draft.put(row, place.at(key), getattr(typed, key), look)
    _class(on, row, index)
    _score(on, row, index)
    _rank(on, row, index)
    write_check(on, row, index)


def _ninth(on: PriorityDraft, row: int, index: int, key: str, column: int) -> None:
    """Benefit or penalty: typed, or as the survey says it."""
    typed = getattr(on.filling.rows[index], key)
    at = on.place.at(key)
    if typed is not None:
        on.draft.put(row, at, typed, "input_centre")
        return
    share = fixed_column(row, column)
    formula = f'IF(ISNUMBER({share}),ROUND(1+8*ABS({share}),0),"")'
    value = blank(getattr(on.found, key)[index])
    on.draft.calculate(row, at, formula, value, "input_centre")


def _class(on: PriorityDraft, row: int, index: int) -> None:
    name, letter, weight = (fixed_column(row, each) for each in (NAME, LETTER, IMPORTANCE))
    haste, split = fixed_column(row, on.place.at("urgency")), on.scalar("split")
    named = {each: on.quoted(f"priority.class.{each}") for each in CLASSES}
    high = f"IF({haste}>={split},{named[DO_NOW]},{named[PLAN]})"
    low = f"IF({haste}>={split},{named[QUICK_FIX]},{named[DROP]})"
    known = f'IF(COUNT({weight},{haste})<2,"",IF({weight}>={split},{high},{low}))'
    formula = f'IF({name}="","",IF(LEFT({letter},1)="R",{named[STOP]},{known}))'
    key = on.found.classes[index]
    value = on.words(f"priority.class.{key}") if key else ""
    on.draft.calculate(row, on.place.at("class"), formula, value, "calculated_text")


def _score(on: PriorityDraft, row: int, index: int) -> None:
    place, found = on.place, on.found
    at = partial(fixed_column, row)
    name, weight = at(NAME), at(IMPORTANCE)
    haste, work = at(place.at("urgency")), at(place.at("effort"))
    _wiegers(on, row, index)
    value, cost, danger = (at(place.helper(key)) for key in ("value", "cost", "danger"))

    def part(cell: str, key: str) -> str:
        total = f"SUM({on.helpers(key)})"
        return f"IF({total}>0,{cell}/{total},0)"

    over = (
        f"(N({_weight(on, 'effort')})*{part(cost, 'cost')}"
        f"+N({_weight(on, 'risk')})*{part(danger, 'danger')})"
    )
    by_urgency = f'IF(COUNT({weight},{haste})<2,"",{weight}*{haste})'
    by_effort = f'IF(AND(ISNUMBER({weight}),N({work})>0),{weight}/{work},"")'
    wiegers = f'IF({value}="","",IF({over}>0,{part(value, "value")}/{over},""))'
    chosen = on.scalar("scoring")
    formula = f'IF({name}="","",CHOOSE({chosen},{by_urgency},{by_effort},{wiegers}))'
    score = blank(found.score[index])
    on.draft.calculate(row, place.at("score"), formula, score, "calculated_score")


def _weight(on: PriorityDraft, key: str) -> str:
    return GridArea.cell(WEIGHTS, on.place.at(key)).fixed


def _wiegers(on: PriorityDraft, row: int, index: int) -> None:
    """Value, cost and risk of a need that has all four parts, else nothing."""
    place, found = on.place, on.found
    at = {key: fixed_column(row, place.at(key)) for key in WEIGHT_COLUMNS}
    parts = {key: float(getattr(found, key)[index]) for key in WEIGHT_COLUMNS}
    is_known = not any(math.isnan(each) for each in parts.values())
    name = fixed_column(row, NAME)
    known = f'IF(OR({name}="",COUNT({",".join(at.values())})<4),"",{{}})'
    benefit, penalty = _weight(on, "benefit"), _weight(on, "penalty")
    weighted = f"N({benefit})*{at['benefit']}+N({penalty})*{at['penalty']}"
    weights = [number(each) for each in on.filling.weights]
    good, bad = (0.0 if math.isnan(each) else each for each in weights[:2])
    values = {
        "value": (weighted, good * parts["benefit"] + bad * parts["penalty"]),
        "cost": (at["effort"], parts["effort"]),
        "danger": (at["risk"], parts["risk"]),
    }
    for key, (formula, value) in values.items():
        column = place.helper(key)
        shown: Scalar = value if is_known else ""
        on.draft.calculate(row, column, known.format(formula), shown, "helper")


def _rank(on: PriorityDraft, row: int, index: int) -> None:
    place, found = on.place, on.found
    at = partial(fixed_column, row)
    score, letter, haste = at(place.at("score")), at(LETTER), at(place.at("urgency"))
    is_first = f'AND(LEFT({letter},1)="M",ISNUMBER({haste}),N({haste})>={on.scalar("split")})'
    left_out = f'OR(NOT(ISNUMBER({score})),LEFT({letter},1)="R")'
    key = at(place.helper("key"))
    value: Scalar = ""
    if not math.isnan(found.rank[index]):
        value = float(found.score[index]) + _FIRST_OF_ALL * _is_first(on, index)
    on.draft.calculate(
        row,
        place.helper("key"),
        f'IF({left_out},"",{score}+IF({is_first},{_FIRST_OF_ALL},0))',
        value,
        "helper",
    )
    keys = on.helpers("key")
    better = f"SUMPRODUCT(ISNUMBER({keys})*({keys}>{key}))"
    same = f"SUMPRODUCT(({keys}={key})*(ROW({keys})<ROW({key})))"
    on.draft.calculate(
        row,
        place.at("rank"),
        f'IF(ISNUMBER({key}),1+{better}+{same},"")',
        blank(found.rank[index]),
        "calculated_rank",
    )


def _is_first(on: PriorityDraft, index: int) -> bool:
    haste = float(on.found.urgency[index])
    split = number(on.filling.split)
    split = SPLIT if math.isnan(split) else split
    return on.found.features[index].category == "M" and haste >= split
