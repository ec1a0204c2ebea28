"""What was typed into planning sheets, and what follows, as JSON for other people's scripts."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from kano_xl import __version__
from kano_xl.model.planning.ranking import Weights
from kano_xl.planning.actions_numbers import CalculatedMeasure
from kano_xl.planning.house_numbers import CalculatedHouse
from kano_xl.planning.priority_numbers import CalculatedPriority
from kano_xl.survey.quoting import visible


def plan_json(sheets: Sequence[dict[str, Any]]) -> str:
    """One JSON object, ending in a line break; what is empty or undefined is null."""
    whole = {"kano_xl": __version__, "sheets": list(sheets)}
    written = json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)
    # Such characters stand in texts only, where an escape says the same.
    return visible(written, kept="\n") + "\n"


def house_json(title: str, house: CalculatedHouse) -> dict[str, Any]:
    """A house of quality: all that was typed, all numbers, and what is lacking."""
    filling, found = house.filling, house.numbers
    checks = found.checks
    needs = [each.name for each in filling.requirements]
    built = [each.name for each in filling.characteristics]
    return {
        "kind": "house-of-quality",
        "title": title,
        "adjustment": filling.adjustment,
        "weighting": filling.weighting,
        "requirements": [
            {
                **asdict(typed),
                "importance": number_or_null(house.importance[index]),
                "category": house.features[index].category or None,
                "open": house.features[index].is_open,
                "better": number_or_null(house.features[index].better),
                "worse": number_or_null(house.features[index].worse),
                "improvement": number_or_null(found.ratio[index]),
                "adjusted": number_or_null(found.adjusted[index]),
                "raw": number_or_null(found.raw[index]),
                "weight": number_or_null(found.weight[index]),
                "weight_without_adjustment": number_or_null(found.plain[index]),
            }
            for index, typed in enumerate(filling.requirements)
        ],
        "characteristics": [
            {
                **asdict(typed),
                "technical_importance": number_or_null(found.importance[index]),
                "share": number_or_null(found.share[index]),
                "rank": int(found.rank[index]),
            }
            for index, typed in enumerate(filling.characteristics)
        ],
        "relations": [
            {"requirement": needs[i], "characteristic": built[j], "relation": value}
            for (i, j), value in sorted(filling.relations.items())
        ],
        "roof": [
            {"characteristics": [built[i], built[j]], "correlation": value}
            for (i, j), value in sorted(filling.roof.items())
        ],
        "trade_offs": [[built[each.first], built[each.second]] for each in found.trade_offs],
        "checks": {
            "unserved": [needs[index] for index in checks.unserved],
            "weakly_served": [needs[index] for index in checks.weakly_served],
            "unneeded": [built[index] for index in checks.unneeded],
            "reverse": [needs[index] for index in checks.reverse],
            "too_big": checks.too_big,
        },
    }


def priority_json(title: str, priority: CalculatedPriority) -> dict[str, Any]:
    """A priority matrix: all that was typed, all numbers, the ranked rows first."""
    filling, bought = priority.filling, priority.bought
    rest = [index for index in range(len(filling.rows)) if index not in priority.order]
    return {
        "kind": "priority-matrix",
        "title": title,
        "scoring": filling.scoring,
        "split": filling.split,
        "budget": filling.budget,
        "budget_left": None if bought is None else bought.left,
        "weights": dict(zip(Weights._fields, filling.weights, strict=True)),
        "needs": [
            {
                **asdict(filling.rows[index]),
                **{key: number_or_null(getattr(priority, key)[index]) for key in _NUMBERS},
                "category": priority.features[index].category or None,
                "open": priority.features[index].is_open,
                "better": number_or_null(priority.features[index].better),
                "worse": number_or_null(priority.features[index].worse),
                "class": priority.classes[index] or None,
                "bought": None if bought is None else bool(bought.taken[index]),
            }
            for index in [*priority.order, *rest]
        ],
    }


def actions_json(title: str, measures: Sequence[CalculatedMeasure]) -> dict[str, Any]:
    """An action plan: all that was typed, what is found now, what moved, what is lacking."""
    return {
        "kind": "action-plan",
        "title": title,
        "measures": [_measure(each) for each in measures],
        "checks": {
            "late": [each.typed.measure for each in measures if each.is_late],
            "moved": [each.typed.measure for each in measures if each.moved.category],
        },
    }


def _measure(found: CalculatedMeasure) -> dict[str, Any]:
    typed, now = found.typed, found.found
    then = [typed.then_category, typed.then_better, typed.then_worse]
    return {
        **{key: getattr(typed, key) for key in _TYPED},
        "due": typed.due if found.due is None else found.due.isoformat(),
        "state": found.state or None,
        "then": dict(zip(("category", "better", "worse"), then, strict=True)),
        "now": {
            "category": now.category or None,
            "open": now.is_open,
            "better": number_or_null(now.better),
            "worse": number_or_null(now.worse),
        },
        "moved": found.moved._asdict(),
        "comparison": typed.compared,
        "overdue": found.is_late,
        "to_look_at": found.says or None,
    }


_TYPED = ("measure", "feature", "source", "owner", "due", "status", "expected")
_NUMBERS = ("importance", "urgency", "effort", "benefit", "penalty", "risk", "score", "rank")


def number_or_null(value: float) -> float | None:
    """A number as JSON has it; null for one that is undefined."""
    number = float(value)
    return number if math.isfinite(number) else None
