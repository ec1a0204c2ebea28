"""What a feature's result means, in plain sentences."""

from __future__ import annotations

from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.model.decision import FEWEST
from kano_xl.report.report import Paragraph
from kano_xl.report.words import Words, percent, rounded, shortened
from kano_xl.settings import RULES
from kano_xl.survey.quality import QUESTIONABLE_FEATURE

_OUT_OF_REACH = 5000
"""Beyond so many more answers no survey goes; then the two are as good as equal."""

_FEW_ANSWERS = 30


def conclusion(feature: FeatureResult, words: Words) -> str:
    """The category of a feature and how sure it is, in one or two sentences."""
    name = shortened(feature.name)
    if feature.category is None or feature.probability is None:
        return words("conclusion.no_answers", name=name)
    kind = words.kind(feature.category)
    if len(feature.tied) > 1:
        tied = words.all_of([words.category(letter) for letter in feature.tied])
        sentence = words("conclusion.tied", name=name, tied=tied, kind=kind)
    elif feature.verdict == "clear":
        sentence = words("conclusion.clear", name=name, kind=kind)
    elif feature.rival is None:
        sentence = words("conclusion.few", name=name, kind=kind)
    else:
        sentence = words(
            f"conclusion.{feature.verdict}",
            name=name,
            kind=kind,
            category=words.category(feature.category),
            rival=words.category(feature.rival),
            more=_more_answers(feature, words),
        )
    if feature.better is None:
        sentence += words("list.between_sentences") + words("conclusion.no_coefficients")
    return sentence


def _more_answers(feature: FeatureResult, words: Words) -> str:
    more = feature.more_answers
    if not more:
        return ""
    if more > _OUT_OF_REACH:
        return words("conclusion.out_of_reach")
    return words("conclusion.more_answers", n=rounded(more))


def advice(feature: FeatureResult, words: Words) -> str:
    """What to do about a feature, in one line."""
    return words(f"advice.{feature.category or 'none'}")


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


def overview(analysis: Analysis, words: Words) -> list[Paragraph]:
    """The whole result in a few sentences: the features of each category, then what is open."""
    ranked = analysis.ranked()
    found = []
    for letter in PRECEDENCE:
        names = [feature.name for feature in ranked if feature.category == letter]
        if names:
            listed = words.names(names)
            found.append(words(f"overview.{letter}", n=len(names), names=listed))
    unsettled = [f.name for f in ranked if f.verdict == "open" or len(f.tied) > 1]
    if unsettled:
        found.append(words("overview.open", n=len(unsettled), names=words.names(unsettled)))
    unanswered = [feature.name for feature in ranked if feature.category is None]
    if unanswered:
        found.append(words("overview.none", n=len(unanswered), names=words.names(unanswered)))
    paragraphs = [Paragraph("conclusion", sentence) for sentence in found]
    most = max((feature.n for feature in ranked), default=0)
    if ranked and most < _FEW_ANSWERS:
        paragraphs.append(words.paragraph("note", "overview.few_answers", n=most))
    return paragraphs
