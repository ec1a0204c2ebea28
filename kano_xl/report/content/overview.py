"""The whole result in a few sentences."""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.content.sentences import is_settled, leads, share_of
from kano_xl.report.report import Paragraph
from kano_xl.report.words import Words, percent, shortened

_MOST = 0.505
"""From this share on "most": more than one half, rounded to a whole percentage as well."""

_ENOUGH_ANSWERS = 50
"""With fewer the most frequent category is too often not the true one: see the sheet on the
method, 77 % for true shares of 40, 30, 20 and 10 %."""


def overview(analysis: Analysis, words: Words) -> list[Paragraph]:
    """The settled features of each category, then what is open, then how few have answered."""
    ranked = analysis.ranked()
    found = []
    for letter in PRECEDENCE:
        of_it = [each for each in ranked if is_settled(each) and each.category == letter]
        if of_it:
            found.append(_listed(letter, of_it, words))
    unsettled = [each.name for each in ranked if each.verdict == "open"]
    if unsettled:
        found.append(words("overview.open", n=len(unsettled), names=words.names(unsettled)))
    unanswered = [each.name for each in ranked if each.category is None]
    if unanswered:
        found.append(words("overview.none", n=len(unanswered), names=words.names(unanswered)))
    paragraphs = [Paragraph("conclusion", sentence) for sentence in found]
    most = max((each.n for each in ranked), default=0)
    if ranked and most < _ENOUGH_ANSWERS:
        paragraphs.append(words.paragraph("note", "overview.few_answers", n=most))
    return paragraphs


def _listed(letter: str, features: Sequence[FeatureResult], words: Words) -> str:
    """Features of one category with their shares, and what it means."""
    named = [
        words("overview.feature", name=shortened(each.name), share=percent(share_of(letter, each)))
        for each in features
    ]
    values = {"n": len(features), "names": words.first_of(named)}
    return words(f"overview.{letter}", **values, group=_group(letter, features, words))


def _group(letter: str, features: Sequence[FeatureResult], words: Words) -> str:
    """Whom a category stands for, in words that hold for each of these features."""
    if all(share_of(letter, each) >= _MOST for each in features):
        return words("group.most")
    if all(leads(letter, each) for each in features):
        return words("group.largest")
    return words("group.part")
