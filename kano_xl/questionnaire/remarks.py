"""What speaks against a list of features, although a questionnaire can be made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kano_xl.languages import text
from kano_xl.questionnaire.advice import Advice, listed
from kano_xl.questionnaire.listed import ListedFeature

MANY_FEATURES = 20
"""More of them tire people."""


def remarks(features: Sequence[ListedFeature], language: str, asked: int) -> list[Advice]:
    """What somebody should think over before people are asked.

    Args:
        features: what is asked about.
        language: of the questions.
        asked: about how many features each person is asked.
    """
    found = []
    if asked > MANY_FEATURES:
        found.append(Advice("many", {"n": asked, "most": MANY_FEATURES}))
    for key in ("negative", "how"):
        is_meant = _matches(language, key)
        names = [each.name for each in features if is_meant(each)]
        if names:
            found.append(Advice(key, {"names": listed(names)}))
    return found


def _matches(language: str, kind: str) -> Callable[[ListedFeature], bool]:
    pattern = re.compile(text(language, f"questionnaire.warned.{kind}"), re.IGNORECASE)
    return lambda feature: pattern.search(feature.name) is not None
