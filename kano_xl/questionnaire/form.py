"""A questionnaire in words, before it becomes the file of a tool."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kano_xl.languages import text
from kano_xl.questionnaire.asked import QuestionnaireChoices
from kano_xl.questionnaire.listed import ListedFeature
from kano_xl.survey.quoting import printable

FUNCTIONAL, DYSFUNCTIONAL = "functional", "dysfunctional"
IMPORTANCE, SATISFACTION = "importance", "satisfaction"
SEGMENT = "segment"
SIDES = {
    FUNCTIONAL: "template.features.question_with",
    DYSFUNCTIONAL: "template.features.question_without",
}
"""The two questions about a feature, and the keys of their words, which are the template's."""

STEPS = 9
"""Importance and satisfaction are numbers from 1 to this one."""


class Scale(NamedTuple):
    """What the first and the last number of a scale mean."""

    low: str
    high: str


class AskedQuestion(NamedTuple):
    """One question with one answer.

    Attributes:
        kind: `FUNCTIONAL`, `DYSFUNCTIONAL`, `IMPORTANCE`, `SATISFACTION` or `SEGMENT`.
        words: the question.
        with_scale: the question, and in brackets what its numbers mean; the same where its
            answers are words.
        options: the answers, in their order.
        scale: what the numbers mean; None where the answers are words.
    """

    kind: str
    words: str
    with_scale: str
    options: tuple[str, ...]
    scale: Scale | None = None


class FeaturePage(NamedTuple):
    """What is asked about a feature."""

    feature: ListedFeature
    questions: tuple[AskedQuestion, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A whole questionnaire.

    Attributes:
        language: of all its texts.
        title, intro, hint: what stands before the questions.
        answers: the five answers, like … dislike.
        segments: the questions about the person.
        pages: one for each feature.
        blocks: into how many random parts the pages are cut for each person.
    """

    language: str
    title: str
    intro: str
    hint: str
    answers: tuple[str, ...]
    segments: tuple[AskedQuestion, ...]
    pages: tuple[FeaturePage, ...]
    blocks: int

    @property
    def introduction(self) -> str:
        """The intro and the hint in one paragraph."""
        between = text(self.language, "report.list.between_sentences")
        return between.join((self.intro, self.hint))

    def questions(self) -> Iterator[AskedQuestion]:
        """Every question, in its order."""
        yield from self.segments
        for page in self.pages:
            yield from page.questions

    @property
    def asked(self) -> int:
        """About how many features each person is asked."""
        return -(-len(self.pages) // self.blocks)


def questionnaire_of(
    features: Sequence[ListedFeature], asked: QuestionnaireChoices
) -> Questionnaire:
    """The questionnaire about some features.

    Args:
        features: at least one.
        asked: what else is asked.
    """
    language = asked.language
    product = printable(asked.product) or text(language, "questionnaire.product")
    answers = _answers(asked)
    hint = text(language, "questionnaire.hint", must_be=answers[1], live_with=answers[3])
    return Questionnaire(
        language,
        text(language, "questionnaire.title", product=product),
        text(language, "questionnaire.intro"),
        hint,
        answers,
        tuple(
            AskedQuestion(SEGMENT, each.question, each.question, each.options)
            for each in asked.segments
        ),
        tuple(_page(each, product, answers, asked) for each in features),
        asked.blocks,
    )


def _answers(asked: QuestionnaireChoices) -> tuple[str, ...]:
    """The five answers: those of the template, which the survey reader knows."""
    like, must_be, *others = (text(asked.language, f"template.answers.{n}") for n in range(1, 6))
    if asked.expects:
        must_be = text(asked.language, "questionnaire.expect")
    return like, must_be, *others


def _page(
    feature: ListedFeature, product: str, answers: tuple[str, ...], asked: QuestionnaireChoices
) -> FeaturePage:
    feature = ListedFeature(*map(printable, feature))
    language, values = asked.language, {"product": product, "feature": feature.name}
    questions = []
    for side, key in SIDES.items():
        words = text(language, key, **values)
        questions.append(AskedQuestion(side, words, words, answers))
    for kind, wanted in ((IMPORTANCE, asked.importance), (SATISFACTION, asked.satisfaction)):
        if wanted:
            words = text(language, f"questionnaire.question.{kind}", **values)
            questions.append(_scale_question(language, kind, words))
    return FeaturePage(feature, tuple(questions))


def _scale_question(language: str, kind: str, words: str) -> AskedQuestion:
    low, high = (text(language, f"questionnaire.scale.{kind}_{end}") for end in ("low", "high"))
    told = text(language, "questionnaire.scale.sentence", low=low, high=high, high_number=STEPS)
    with_scale = text(language, "questionnaire.scale.with_question", question=words, scale=told)
    numbers = tuple(map(str, range(1, STEPS + 1)))
    return AskedQuestion(kind, words, with_scale, numbers, Scale(low, high))
