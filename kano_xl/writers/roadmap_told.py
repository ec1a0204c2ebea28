"""A planned roadmap as JSON for other people's scripts, and as CSV for trackers of work."""

from __future__ import annotations

import csv
import io
import math
from typing import Any

from kano_xl.languages import text
from kano_xl.planning.filling import Typed
from kano_xl.planning.roadmap_filling import EXISTS, RoadmapFilling
from kano_xl.planning.roadmap_numbers import MadePlan, PlanChange, PlannedRow
from kano_xl.writers.plan_csv import plain_cell
from kano_xl.writers.plan_json import number_or_null

_HEADS = ("letter", "better", "worse")
_COLUMNS = ("worth", "effort", "exists", "period", "chosen", "cost")


def roadmap_json(title: str, filling: RoadmapFilling, plan: MadePlan | None) -> dict[str, Any]:
    """A roadmap: all that was typed, and the plan; null where none was made."""
    return {
        "kind": "roadmap",
        "title": title,
        "budgets": list(filling.budgets),
        "features": [
            {**typed._asdict(), **({} if plan is None else _row(plan.rows[index]))}
            for index, typed in enumerate(filling.rows)
        ],
        "relations": [each._asdict() for each in filling.ties],
        "plan": None if plan is None else _plan(plan),
    }


def _row(row: PlannedRow) -> dict[str, Any]:
    return {
        "category": row.feature.category or None,
        "open": row.feature.is_open,
        "better": number_or_null(row.feature.better),
        "worse": number_or_null(row.feature.worse),
        "worth": number_or_null(row.worth),
        "must": row.is_must,
        "period": row.period or None,
        "chosen": row.chosen,
        "cost_of_must": number_or_null(row.cost),
    }


def _plan(plan: MadePlan) -> dict[str, Any]:
    step = plan.step
    return {
        "resampled": plan.resampled,
        "share_of_best": {"mean": plan.mean, "in_95_of_100": plan.low},
        "budget": plan.budget,
        "effort": plan.effort,
        "worth": plan.worth,
        "ten_percent_more": {"kept": {"added": list(plan.kept)}, "anew": _change(plan.anew)},
        "next_step": None
        if step is None
        else {"effort": step.more_effort, "worth": step.more_worth, **_change(step.change)},
        "must_absent": list(plan.absent),
        "without_effort": list(plan.no_effort),
        "curve": [{"budget": budget, "worth": worth} for budget, worth in plan.curve],
    }


def _change(change: PlanChange) -> dict[str, list[str]]:
    return {key: list(names) for key, names in change._asdict().items()}


def roadmap_csv(filling: RoadmapFilling, plan: MadePlan, language: str) -> str:
    """What was planned, by period and rank, then the rest, with a header in a language.

    No cell is taken for a formula by a spreadsheet: one that looks like it begins with an
    apostrophe.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    heads = [text(language, f"planning.house.column.{key}") for key in ("requirement", *_HEADS)]
    writer.writerow([*heads, *(text(language, f"roadmap.column.{key}") for key in _COLUMNS)])
    for index in sorted(range(len(plan.rows)), key=lambda each: _place(plan.rows[each])):
        typed, found = filling.rows[index], plan.rows[index]
        row: list[Typed] = [
            typed.name,
            found.feature.shown,
            found.feature.better,
            found.feature.worse,
            found.worth,
            typed.effort,
            EXISTS if typed.exists == EXISTS else None,
            float(found.period or math.nan),
            float(round(100 * found.chosen)),
            found.cost,
        ]
        writer.writerow([_plain(each) for each in row])
    return file.getvalue()


def _place(row: PlannedRow) -> tuple[float, float, str]:
    """The place in the list: by period, then by worth."""
    worth = 0.0 if math.isnan(row.worth) else row.worth
    return row.period or math.inf, -worth, row.feature.name


def _plain(value: Typed) -> str:
    return plain_cell(round(value, 4) if isinstance(value, int | float) else value)
