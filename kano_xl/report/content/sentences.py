"""What a feature's result is, in plain sentences with their numbers."""

from __future__ import annotations

from kano_xl.choices import RULES, Rules
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.model.verdict import FEWEST
from kano_xl.report.words import Words, percent, rounded
from kano_xl.survey.quality import QUESTIONABLE_FEATURE

OUT_OF_REACH = 5000
"""Beyond so many more answers no survey goes; then the two are as good as equal."""


def conclusion(feature: FeatureResult, rules: Rules, words: Words) -> str:
    """The category of a feature, how sure it is, and the shares that say so."""
    if feature.category is None:
        return words("conclusion.no_answers")
    if feature.verdict == "open":
        sentence = _open(feature, feature.category, words)
    else:
        sentence = words(
            f"conclusion.{feature.verdict}",
            category=words.category(feature.category),
            by=_by_rule(feature, rules, words),
            figures=_figures(feature, feature.category, words),
            more=_more_answers(feature, words),
        )
    if feature.better is None:
        sentence += words("list.between_sentences") + words("conclusion.no_coefficients")
    return sentence


def is_settled(feature: FeatureResult) -> bool:
    """Whether a feature has a category that one may act upon."""
    return feature.category is not None and feature.verdict != "open"


def share_of(letter: str, feature: FeatureResult) -> float:
    """The share of a category in the answers to a feature that has some, 0..1."""
    return feature.counts[letter] / feature.n


def leads(letter: str, feature: FeatureResult) -> bool:
    """Whether no other category has as many answers."""
    return feature.counts[letter] > feature.counts[_next(letter, feature)]


def _open(feature: FeatureResult, category: str, words: Words) -> str:
    name, count = words.category(category), feature.counts[category]
    if feature.n < FEWEST:
        return words("conclusion.few", category=name, count=count, n=feature.n)
    if len(feature.tied) > 1:
        key = "tied_questionable" if category == "Q" else "tied"
        tied = words.all_of([words.category(letter) for letter in feature.tied])
        share = percent(share_of(feature.tied[0], feature))
        return words(f"conclusion.{key}", tied=tied, share=share, n=feature.n)
    rival = feature.rival or _next(category, feature)
    return words(
        "conclusion.open",
        category=name,
        share=percent(share_of(category, feature)),
        n=feature.n,
        rival=words.category(rival),
        rival_share=percent(share_of(rival, feature)),
    )


def _figures(feature: FeatureResult, category: str, words: Words) -> str:
    """The share of the category, and of the largest of the others."""
    other = _next(category, feature)
    ahead = feature.counts[category] - feature.counts[other]
    key = "next" if ahead > 0 else "level" if ahead == 0 else "behind"
    return words(
        f"figures.{key if feature.counts[other] else 'alone'}",
        share=percent(share_of(category, feature)),
        n=feature.n,
        other=words.category(other),
        other_share=percent(share_of(other, feature)),
    )


def _next(category: str, feature: FeatureResult) -> str:
    """The largest of the other categories; of equal ones the stronger."""
    others = (letter for letter in PRECEDENCE if letter != category)
    return max(others, key=feature.counts.__getitem__)


def _by_rule(feature: FeatureResult, rules: Rules, words: Words) -> str:
    """Which rule makes the category, where another one is as large or larger."""
    if feature.category is None or leads(feature.category, feature):
        return ""
    return words("conclusion.by_rule", rule=words.rule(rules.rule))


def _more_answers(feature: FeatureResult, words: Words) -> str:
    more = feature.more_answers
    if feature.verdict == "clear" or not more or more > OUT_OF_REACH:
        return ""
    return words("conclusion.more_answers", n=rounded(more))


def remarks(feature: FeatureResult, words: Words) -> str:
    """What to keep in mind about a feature's category; "" if nothing."""
    found = []
    if len(feature.tied) > 1:
        tied = words.all_of([words.category(letter) for letter in feature.tied])
        found.append(words("remark.tied", tied=tied))
    if not rules_agree(feature):
        found.append(words("remark.rules_disagree"))
    if 0 < feature.n < FEWEST:
        found.append(words("remark.few", few=FEWEST))
    # The strengths leave questionable answers out, so they say nothing where those win.
    if feature.strength and feature.category != "Q":
        found.append(words(f"remark.{feature.strength}"))
    questionable = feature.counts["Q"] / feature.n if feature.n else 0.0
    if questionable > QUESTIONABLE_FEATURE:
        found.append(words("remark.questionable", share=percent(questionable)))
    return words("list.between_remarks").join(found)


def rules_agree(feature: FeatureResult) -> bool:
    """Whether all three rules give the feature the same category."""
    return len({feature.categories[rule] for rule in RULES}) == 1
