"""What is so of a feature's result, and what to keep in mind about it."""

from __future__ import annotations

from kano_xl.choices import RULES
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.model.verdict import FEWEST
from kano_xl.report.words import Words, percent
from kano_xl.survey.quality import QUESTIONABLE_FEATURE


def is_settled(feature: FeatureResult) -> bool:
    """Whether a feature has a category that one may act upon."""
    return feature.category is not None and feature.verdict != "open"


def share_of(letter: str, feature: FeatureResult) -> float:
    """The share of a category in the answers to a feature that has some, 0..1."""
    return feature.shares[letter]


def leads(letter: str, feature: FeatureResult) -> bool:
    """Whether no other category has as many answers."""
    return feature.shares[letter] > feature.shares[largest_other(letter, feature)]


def largest_other(category: str, feature: FeatureResult) -> str:
    """The largest of the other categories; of equal ones the stronger."""
    others = (letter for letter in PRECEDENCE if letter != category)
    return max(others, key=feature.shares.__getitem__)


def remarks(feature: FeatureResult, words: Words) -> str:
    """What to keep in mind about a feature's category; "" if nothing."""
    found = []
    if len(feature.tied) > 1:
        tied = words.all_of([words.said(letter) for letter in feature.tied])
        found.append(words("remark.tied", tied=tied))
    if not rules_agree(feature):
        found.append(words("remark.rules_disagree"))
    if 0 < feature.n < FEWEST:
        found.append(words("remark.few", few=FEWEST))
    # The strengths leave questionable answers out, so they say nothing where those win.
    if feature.strength and feature.category != "Q":
        found.append(words(f"remark.{feature.strength}"))
    questionable = feature.shares.get("Q", 0.0)
    if questionable > QUESTIONABLE_FEATURE:
        found.append(words("remark.questionable", share=percent(questionable)))
    return words("list.between_remarks").join(found)


def rules_agree(feature: FeatureResult) -> bool:
    """Whether all three rules give the feature the same category."""
    return len({feature.categories[rule] for rule in RULES}) == 1
