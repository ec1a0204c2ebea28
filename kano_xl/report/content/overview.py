"""The whole result in a few sentences."""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.content.satisfaction import must_bes_today
from kano_xl.report.content.sentences import is_settled, leads, share_of
from kano_xl.report.report import Paragraph
from kano_xl.report.words import Words, shortened

_MOST = 0.505
"""From this share on "most": more than one half, rounded to a whole percentage as well."""

_TO_BUILD = frozenset("MOA")

_ENOUGH_ANSWERS = 50
"""With fewer the most frequent category is too often not the true one: see the sheet on the
method, 77 % for true shares of 40, 30, 20 and 10 %."""


def overview(analysis: Analysis, words: Words) -> list[Paragraph]:
    """How much is settled, what each category means, what is open, and how few have answered.

    Which feature is what, and its figures, stand in the tables below.
    """
    ranked = analysis.ranked()
    settled = [each for each in ranked if is_settled(each)]
    found = []
    if settled:
        found.append(_settled(settled, len(ranked), words))
    for letter in PRECEDENCE:
        of_it = [each for each in settled if each.category == letter]
        if of_it:
            group = _group(letter, of_it, words)
            category = words.category_first(letter)
            found.append(words(f"overview.{letter}", category=category, n=len(of_it), group=group))
        if letter == "M":
            found += [each.text for each in must_bes_today(analysis, words)]
    unsettled = sum(each.verdict == "open" for each in ranked)
    if unsettled:
        found.append(words("overview.open", n=unsettled))
    unanswered = sum(each.category is None for each in ranked)
    if unanswered:
        found.append(words("overview.none", n=unanswered))
    paragraphs = [Paragraph("conclusion", sentence) for sentence in found]
    most = max((each.n for each in ranked), default=0)
    if ranked and most < _ENOUGH_ANSWERS:
        paragraphs.append(words.paragraph("note", "overview.few_answers", n=most))
    return paragraphs


def _settled(settled: Sequence[FeatureResult], features: int, words: Words) -> str:
    """How many features are settled, and which comes first, if any of them is to be built."""
    found = [words("overview.settled", settled=len(settled), n=features)]
    if settled[0].category in _TO_BUILD:
        found.append(words("overview.first", name=shortened(settled[0].name)))
    return words("list.between_sentences").join(found)


def _group(letter: str, features: Sequence[FeatureResult], words: Words) -> str:
    """Whom a category stands for, in words that hold for each of these features."""
    if all(share_of(letter, each) >= _MOST for each in features):
        return words("group.most")
    if all(leads(letter, each) for each in features):
        return words("group.largest")
    return words("group.part")
