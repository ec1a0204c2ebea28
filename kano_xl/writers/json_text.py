"""The analysis as JSON, in the form that other people's scripts rely on.

What is undefined is null. Warnings carry the place as one text and the message in the
language of the settings; everything else is the same in every language.
"""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from typing import Any

from kano_xl import __version__
from kano_xl.choices import ANSWER_NAMES
from kano_xl.kinds import in_results
from kano_xl.model.analysis import (
    Analysis,
    FeatureResult,
    Group,
    GroupComparison,
    GroupTest,
    Satisfaction,
)
from kano_xl.model.measures import JSON, shown_in
from kano_xl.model.satisfaction import works_badly
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
            "frame": survey.source.frame or None,
        },
        "settings": in_results(settings),
        "features": [feature_json(result) for result in analysis.features],
        **({"too_few": list(survey.too_few)} if survey.too_few else {}),
        "warnings": [
            {
                "code": problem.code,
                "message": problem.message(settings.language),
                "where": str(problem.place) or None,
            }
            for problem in survey.problems
        ],
        "wordings": [_wording(each) for each in survey.wordings],
        "resampled": analysis.resampled,
        "agreement": analysis.agreement,
        **({"effective": analysis.effective} if analysis.is_weighted else {}),
        "groups": [_group(each) for each in analysis.groups],
        "comparisons": [_comparison(each) for each in analysis.comparisons],
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


def feature_json(result: FeatureResult) -> dict[str, Any]:
    """The result of a feature, by the keys of its measures."""
    measures = {measure.key: _plain(measure.value(result)) for measure in shown_in(JSON)}
    weighted = {} if result.weighted is None else {"weighted": asdict(result.weighted)}
    today = result.satisfaction
    satisfaction = {} if today is None else {"satisfaction": _satisfaction(today)}
    return {"name": result.name, **measures, **weighted, **satisfaction}


def _satisfaction(today: Satisfaction) -> dict[str, Any]:
    """Satisfaction today, with what it says of the feature; only where people were asked."""
    return {**asdict(today), "works_badly": works_badly(today)}


def _group(group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "respondents": group.respondents,
        "effective": group.effective,
        "features": [feature_json(result) for result in group.features],
        "too_few": list(group.too_few),
    }


def _comparison(each: GroupComparison) -> dict[str, Any]:
    """The groups that are compared, all of them or two where all of several differ."""
    return {
        "feature": each.feature,
        "groups": list(each.groups),
        "categories": _test(each.categories, "cramers_v"),
        "better": _test(each.better, "difference"),
        "worse": _test(each.worse, "difference"),
        "differs": each.differs,
        "coefficients_differ": list(each.coefficients),
    }


def _test(test: GroupTest | None, size: str) -> dict[str, Any] | None:
    """A test, with the size of the difference under its name."""
    if test is None:
        return None
    method = None if test.p is None else test.method
    return {"p": test.p, "p_holm": test.p_holm, size: getattr(test, size), "method": method}


def _plain(value: Any) -> Any:
    """A record as JSON has it; other values are there as they are."""
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value
