"""A customer journey map as JSON for other people's scripts, and as CSV for trackers of work."""

from __future__ import annotations

import csv
import io
from typing import Any

from kano_xl.languages import text
from kano_xl.model.planning.journey import FOLLOWS
from kano_xl.planning.actions_numbers import day_of
from kano_xl.planning.journey_numbers import CalculatedJourney, CalculatedTouchpoint
from kano_xl.writers.plan_csv import plain_cell
from kano_xl.writers.plan_json import number_or_null

_COLUMNS = (
    *("stage", "touchpoint", "channel", "action", "thought", "emotion", "pain", "measure"),
    *("feature", "letter", "better", "worse", "follows", "owner", "measured_by"),
)


def journey_json(title: str, journey: CalculatedJourney) -> dict[str, Any]:
    """A journey map: all that was typed, what follows, the stages, and what is lacking."""
    filling = journey.filling
    names = [each.touchpoint for each in filling.touchpoints]
    above = {key: value for key, value in filling._asdict().items() if key != "touchpoints"}
    day = day_of(filling.date)
    above["date"] = filling.date if day is None else day.isoformat()
    return {
        "kind": "journey-map",
        "title": title,
        **above,
        "touchpoints": [_touchpoint(each) for each in journey.touchpoints],
        "stages": [
            {
                "stage": each.stage,
                "touchpoints": [names[index] for index in each.touchpoints],
                "mean": each.mean,
            }
            for each in journey.stages
        ],
        "lowest": [names[index] for index in journey.lowest],
        "counts": {key: journey.count(key) for key in FOLLOWS},
    }


def _touchpoint(found: CalculatedTouchpoint) -> dict[str, Any]:
    feature = found.found
    return {
        **found.typed._asdict(),
        "category": feature.category or None,
        "open": feature.is_open,
        "better": number_or_null(feature.better),
        "worse": number_or_null(feature.worse),
        "follows": found.follows or None,
        "to_look_at": found.says or None,
    }


def journey_csv(journey: CalculatedJourney, language: str) -> str:
    """The touchpoints of a journey map in their order, with a header in a language.

    No cell is taken for a formula by a spreadsheet: one that looks like it begins with an
    apostrophe.
    """
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([text(language, f"journey.row.{key}") for key in _COLUMNS])
    for found in journey.touchpoints:
        follows = text(language, f"journey.follows.{found.follows}") if found.follows else ""
        row = {
            **found.typed._asdict(),
            "letter": found.found.shown,
            "better": found.found.better,
            "worse": found.found.worse,
            "follows": follows,
        }
        writer.writerow([plain_cell(row[key]) for key in _COLUMNS])
    return file.getvalue()
