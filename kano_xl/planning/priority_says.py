"""What is to be said of a need in a priority matrix."""

from __future__ import annotations

import math

from kano_xl.model.planning.ranking import BY_EFFORT, BY_URGENCY
from kano_xl.planning.filling import Typed
from kano_xl.planning.needs import IMPORTANCE, LETTER, NAME, NUMBER, fixed_column
from kano_xl.planning.priority_draft import PriorityDraft
from kano_xl.planning.priority_layout import COLUMNS
from kano_xl.planning.results import NOT_FOUND, first_said


def write_check(on: PriorityDraft, row: int, index: int) -> None:
    """The first thing that is to be said of a row."""
    place = on.place
    at = {key: fixed_column(row, place.at(key)) for key in COLUMNS}
    name, weight = fixed_column(row, NAME), fixed_column(row, IMPORTANCE)
    names = place.down(NAME).fixed
    typed = (at["urgency"], at["effort"], at["risk"])
    found = (weight, at["benefit"], at["penalty"])
    is_text = [f"ISTEXT({each})" for each in typed]
    is_text += [f'AND(ISTEXT({each}),{each}<>"")' for each in found]
    ends = [f"AND(ISNUMBER({each}),OR({each}<1,{each}>5))" for each in (weight, at["urgency"])]
    ninths = (at["benefit"], at["penalty"], at["risk"])
    ends += [f"AND(ISNUMBER({each}),OR({each}<1,{each}>9))" for each in ninths]
    ends.append(f"N({at['effort']})<0")
    scoring, scored = on.scalar("scoring"), f"{on.scalar('scored')}>0"
    no_score = f'AND({scored},{at["score"]}="",'
    tests = (
        ("twice", f"SUMPRODUCT(--({names}={name}))>1"),
        ("number", f"OR({','.join(is_text)})"),
        ("range", f"OR({','.join(ends)})"),
        ("reverse", f'LEFT({fixed_column(row, LETTER)},1)="R"'),
        ("no_importance", f"{no_score}{scoring}<3,NOT(ISNUMBER({weight})))"),
        ("no_urgency", f"{no_score}{scoring}=1)"),
        ("no_effort", f"{no_score}{scoring}=2)"),
        ("no_parts", f"{no_score}{scoring}=3)"),
        ("unknown", f'{fixed_column(row, NUMBER)}="{NOT_FOUND}"'),
    )
    formula = first_said((on.words(f"priority.says.{key}"), test) for key, test in tests)
    key = _said_of(on, index)
    said = on.words(f"priority.says.{key}") if key else ""
    on.draft.calculate(row, place.at("check"), f'IF({name}="","",{formula})', said, "told")


def _said_of(on: PriorityDraft, index: int) -> str:
    """The key of what is to be said of a row; "" for nothing."""
    typed, found = on.filling.rows[index], on.found
    if not typed.name:
        return ""
    names = [each.name.casefold() for each in on.filling.rows]
    cells: tuple[Typed, ...] = (
        *(typed.importance, typed.urgency, typed.effort),
        *(typed.benefit, typed.penalty, typed.risk),
    )
    levels = (float(found.importance[index]), float(found.urgency[index]))
    ninths = (float(each[index]) for each in (found.benefit, found.penalty, found.risk))
    is_far = any(each < 1 or each > 5 for each in levels) or any(
        each < 1 or each > 9 for each in ninths
    )
    lacks = on.has_scores and math.isnan(found.score[index])
    scoring = on.filling.scoring
    tests = {
        "twice": names.count(typed.name.casefold()) > 1,
        "number": any(isinstance(each, str) for each in cells),
        "range": is_far or found.effort[index] < 0,
        "reverse": found.features[index].category == "R",
        "no_importance": lacks and scoring in (BY_URGENCY, BY_EFFORT) and math.isnan(levels[0]),
        "no_urgency": lacks and scoring == BY_URGENCY,
        "no_effort": lacks and scoring == BY_EFFORT,
        "no_parts": lacks,
        "unknown": bool(on.known.features) and on.known.row(typed.name) is None,
    }
    return next((key for key, holds in tests.items() if holds), "")
