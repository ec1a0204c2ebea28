"""A service blueprint as JSON for other people's scripts, and as CSV for trackers of work."""

from __future__ import annotations

import csv
import io
from typing import Any

from kano_xl.languages import text
from kano_xl.model.planning.blueprint import FOLLOWS
from kano_xl.planning.actions_numbers import day_of
from kano_xl.planning.blueprint_numbers import CalculatedBlueprint, CalculatedStep
from kano_xl.writers.plan_csv import plain_cell
from kano_xl.writers.plan_json import number_or_null

_COLUMNS = (
    *("step", "evidence", "customer", "onstage", "backstage", "support", "time", "fail", "wait"),
    *("problem", "feature", "letter", "better", "worse", "follows", "measure", "owner"),
)

_DIGITS = 15
"""Minutes of many days are told to the last one."""


def blueprint_json(title: str, blueprint: CalculatedBlueprint) -> dict[str, Any]:
    """A service blueprint: all that was typed, what follows, its times, and what is lacking."""
    above = {key: value for key, value in blueprint.filling._asdict().items() if key != "steps"}
    day = day_of(blueprint.filling.date)
    above["date"] = blueprint.filling.date if day is None else day.isoformat()
    steps = blueprint.steps
    return {
        "kind": "service-blueprint",
        "title": title,
        **above,
        "steps": [_step(each) for each in steps],
        "minutes": blueprint.times._asdict(),
        "fix_first": [each.number for each in blueprint.fix_first],
        "fail_points": [each.number for each in steps if each.is_fail],
        "wait_points": [each.number for each in steps if each.is_wait],
        "counts": {key: sum(each.follows == key for each in steps) for key in FOLLOWS},
    }


def _step(found: CalculatedStep) -> dict[str, Any]:
    feature = found.found
    return {
        "step": found.number,
        **found.typed._asdict(),
        "fail": found.is_fail,
        "wait": found.is_wait,
        "category": feature.category or None,
        "open": feature.is_open,
        "better": number_or_null(feature.better),
        "worse": number_or_null(feature.worse),
        "follows": found.follows or None,
        "to_look_at": found.says or None,
    }


def blueprint_csv(blueprint: CalculatedBlueprint, language: str) -> str:
    """The steps of a service blueprint in their order, with a header in a language.

    No cell is taken for a formula by a spreadsheet: one that looks like it begins with an
    apostrophe.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([text(language, f"blueprint.row.{key}") for key in _COLUMNS])
    for found in blueprint.steps:
        follows = text(language, f"blueprint.follows.{found.follows}") if found.follows else ""
        row = {
            **found.typed._asdict(),
            "step": found.number,
            "letter": found.found.shown,
            "better": found.found.better,
            "worse": found.found.worse,
            "follows": follows,
        }
        writer.writerow([plain_cell(row[key], _DIGITS) for key in _COLUMNS])
    return file.getvalue()
