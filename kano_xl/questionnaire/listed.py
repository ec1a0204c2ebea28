"""A list of features that a questionnaire asks about, wherever it came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kano_xl.errors import InputError, Place
from kano_xl.questionnaire.advice import Advice
from kano_xl.survey.quoting import folded, quoted

MOST_ASKED = 200
"""A questionnaire asks about so many features at most."""


class ListedFeature(NamedTuple):
    """A feature, and what it does for the customer ("" where nobody said)."""

    name: str
    purpose: str = ""


class FeatureList(NamedTuple):
    """Features of different names, at least one.

    Attributes:
        features: in the order in which they were written.
        product: what the product is called, where the list says so; else "".
        told: what in the list was not taken for a feature, or may not be one.
        language: of the template that it stands in; "" of any other list.
    """

    features: tuple[ListedFeature, ...]
    product: str = ""
    told: tuple[Advice, ...] = ()
    language: str = ""


def checked(listed: Sequence[ListedFeature], place: Place) -> FeatureList:
    """The list of the features that have a name.

    Args:
        listed: what stands in the list.
        place: where it is, for messages.

    Raises:
        InputError: ``questionnaire_no_features``, ``questionnaire_too_many`` or
            ``questionnaire_twice``.
    """
    features = [each for each in listed if each.name]
    if not features:
        raise InputError("questionnaire_no_features", place)
    if len(features) > MOST_ASKED:
        raise InputError("questionnaire_too_many", place, n=f"{len(features):,}", most=MOST_ASKED)
    seen: set[str] = set()
    for each in features:
        if folded(each.name) in seen:
            raise InputError("questionnaire_twice", place, name=quoted(each.name))
        seen.add(folded(each.name))
    return FeatureList(tuple(features))
