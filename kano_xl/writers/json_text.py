"""The analysis as JSON, in the form that other people's scripts rely on.

What is undefined is null. Warnings carry the place as one text and the message in the
language of the settings; everything else is the same in every language.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from kano_xl import __version__
from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.settings import ANSWER_NAMES
from kano_xl.survey.quoting import visible
from kano_xl.survey.survey import Facts, Wording


def to_json(survey: Facts, analysis: Analysis) -> str:
    """One JSON object, ending in a line break."""
    settings = analysis.settings
    whole = {
        "kano_xl": __version__,
        "source": {
            "files": list(survey.source.files),
            "layout": ", ".join(dict.fromkeys(survey.source.layout)),
            "respondents": survey.source.respondents,
        },
        "settings": {
            "table": settings.table if isinstance(settings.table, str) else list(settings.table),
            "rule": settings.rule,
            "tie_gap": settings.tie_gap,
            "codes": settings.numbers,
            "confidence": settings.confidence,
            "exclude": list(settings.exclude),
            "seed": settings.seed,
        },
        "features": [_feature(result) for result in analysis.features],
        "warnings": [
            {
                "code": problem.code,
                "message": problem.message(settings.language),
                "where": str(problem.place) or None,
            }
            for problem in survey.problems
        ],
        "wordings": [_wording(each) for each in survey.wordings],
    }
    written = json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)
    # Such characters stand in texts only, where an escape says the same.
    return visible(written, kept="\n") + "\n"


def _wording(each: Wording) -> dict[str, Any]:
    """An answer as people gave it; its words are null where too few gave it to be shown."""
    return {
        "wording": each.text or None,
        "meaning": None if each.code is None else ANSWER_NAMES[each.code],
        "count": each.n,
        "where": str(each.place) or None,
    }


def _feature(result: FeatureResult) -> dict[str, Any]:
    importance = result.importance
    score = result.score
    return {
        "name": result.name,
        "n": result.n,
        "missing": result.missing,
        "counts": result.counts,
        "pairs": result.pairs,
        "category": result.category,
        "categories": result.categories,
        "better": result.better,
        "better_interval": result.better_interval,
        "worse": result.worse,
        "worse_interval": result.worse_interval,
        "category_strength": result.category_strength,
        "total_strength": result.total_strength,
        "top_two": None if result.top_two is None else asdict(result.top_two),
        "probability": result.probability,
        "score": None
        if score is None
        else {
            "functional_mean": score.functional_mean,
            "functional_sd": score.functional_sd,
            "dysfunctional_mean": score.dysfunctional_mean,
            "dysfunctional_sd": score.dysfunctional_sd,
        },
        "importance": None if importance is None else asdict(importance),
        "rank": result.rank,
    }
