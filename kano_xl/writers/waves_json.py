"""A comparison of waves as JSON, in the form that other people's scripts rely on."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from kano_xl import __version__
from kano_xl.kinds import in_results
from kano_xl.model.waves import Change, FeatureMove
from kano_xl.survey.quoting import visible
from kano_xl.waves.comparing import ComparedWaves
from kano_xl.writers.json_text import feature_json


def waves_json(compared: ComparedWaves) -> str:
    """One JSON object, ending in a line break; what is undefined is null."""
    found = compared.comparison
    language = found.settings.language
    whole = {
        "kano_xl": __version__,
        "settings": in_results(found.settings),
        "waves": [
            {
                "name": wave.name,
                "respondents": wave.respondents,
                "features": [feature_json(each) for each in analysis.features],
                "too_few": list(too_few),
                "kind": file.kind,
                "rule_of_file": file.other_rule or found.settings.rule,
                "where": list(file.where),
            }
            for wave, analysis, too_few, file in zip(
                found.waves, found.analyses, found.too_few, compared.files, strict=True
            )
        ],
        "comparisons": [_move(each) for each in found.moves],
        "only_in": {name: list(features) for name, features in found.only_in.items()},
        "maybe_renamed": [
            {
                "waves": [found.waves[place].name for place in each.waves],
                "was_called": each.was_called,
                "feature": each.feature,
            }
            for each in compared.guesses
        ],
        "same_people": [
            {
                "waves": [found.waves[place].name for place in each.waves],
                "people": each.people,
                "left_out": [left._asdict() for left in each.left_out],
            }
            for each in compared.matched
        ],
        "warnings": [
            {
                "code": problem.code,
                "message": problem.message(language),
                "where": str(problem.place) or None,
            }
            for problem in (*compared.warnings, *compared.problems)
        ],
    }
    written = json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)
    # Such characters stand in texts only, where an escape says the same.
    return visible(written, kept="\n") + "\n"


def _move(each: FeatureMove) -> dict[str, Any]:
    return {
        "feature": each.feature,
        "was_called": each.was_called,
        "waves": list(each.waves),
        "category": [each.before.category, each.after.category],
        "verdict": each.verdict,
        "p": each.p if each.is_compared else None,
        "life_cycle": each.is_life_cycle,
        "categories": _change(each.categories),
        "better": _change(each.better),
        "worse": _change(each.worse),
        "smallest_change": each.smallest_change,
    }


def _change(change: Change | None) -> dict[str, Any] | None:
    return None if change is None else asdict(change)
