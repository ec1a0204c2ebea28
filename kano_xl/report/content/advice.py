"""What to do about a feature: it follows the verdict, and what is open waits.

The texts are a table in the catalogues: ``report.advice``, by verdict and category.
"""

from __future__ import annotations

from kano_xl.choices import Rules
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.satisfaction import works_badly
from kano_xl.model.verdict import FEWEST
from kano_xl.report.content.sentences import is_settled
from kano_xl.report.words import Words, chosen_percent, percent, rounded

OUT_OF_REACH = 5000
"""Beyond so many more answers no survey goes; then the two are as good as equal."""

_WANTED = 0.5
"""From this total strength on a feature is not to be dropped, though its category says so."""

_SIDES = ("OAM", "IRQ")


def advice(feature: FeatureResult, rules: Rules, words: Words) -> str:
    """What to do about a feature, in a few words; for an open one, what would settle it."""
    if feature.category is None or not is_settled(feature):
        return _wait(feature, rules, words)
    wanted = feature.total_strength or 0.0
    if feature.category in "IR" and wanted >= _WANTED:
        return words(f"advice.wanted.{feature.category}", share=percent(wanted))
    bad = works_badly(feature.satisfaction)
    if feature.category == "M" and bad is not None:
        return words("advice.today.bad" if bad else "advice.today.works")
    return words(f"advice.{feature.verdict}.{feature.category}")


def _wait(feature: FeatureResult, rules: Rules, words: Words) -> str:
    """What would settle an open feature."""
    reason = _unsettled(feature, rules)
    more = rounded(feature.more_answers) if reason == "more" and feature.more_answers else 0
    return words(f"advice.open.{reason}", n=more, gap=chosen_percent(rules.tie_gap))


def _unsettled(feature: FeatureResult, rules: Rules) -> str:
    """Why an open feature is open: the key of what would settle it."""
    if feature.category is None:
        return "none"
    if feature.n < FEWEST:
        return "few"
    rival = feature.rival or feature.category
    if "Q" in (feature.category, rival):
        return "question"
    if rules.rule == "moai":
        return "moai"
    if rules.rule == "cqm" and not any({feature.category, rival} <= set(side) for side in _SIDES):
        return "cqm"
    return _lead(feature, feature.category, rival)


def _lead(feature: FeatureResult, category: str, rival: str) -> str:
    """The same where it is the lead of one category over another that is not settled."""
    more = feature.more_answers or 0
    if feature.shares[category] == feature.shares[rival] or more > OUT_OF_REACH:
        return "level"
    return "more" if more else "several"
