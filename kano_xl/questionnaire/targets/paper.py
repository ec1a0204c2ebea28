"""A questionnaire to print, as a Word file, with a box to tick for each answer."""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.languages import text
from kano_xl.questionnaire.form import FeaturePage, Questionnaire
from kano_xl.questionnaire.targets.target import Target
from kano_xl.questionnaire.targets.word_file import (
    HEADING,
    SMALL,
    TEXT_WIDTH,
    TITLE,
    paragraph,
    table,
    word_file,
)

_BOX = "☐"
_QUESTION = 3400
_ANSWER = (TEXT_WIDTH - _QUESTION) // 5
_GAP = "   "


def _parts(form: Questionnaire) -> Iterator[str]:
    yield paragraph(form.title, TITLE)
    yield paragraph(form.intro)
    yield paragraph(form.hint)
    yield paragraph(text(form.language, "questionnaire.paper.tick"))
    yield paragraph(text(form.language, "questionnaire.paper.code"))
    for question in form.segments:
        yield paragraph(question.words, kept=True)
        yield paragraph(_GAP.join(f"{_BOX} {option}" for option in question.options))
    for number, page in enumerate(form.pages, 1):
        yield from _page(number, page, form)
    yield paragraph("", SMALL)


def _page(number: int, page: FeaturePage, form: Questionnaire) -> Iterator[str]:
    yield paragraph(f"{number}. {page.feature.name}", HEADING, kept=True)
    if page.feature.purpose:
        yield paragraph(page.feature.purpose, kept=True)
    sides = [question for question in page.questions if not question.scale]
    rows = [
        [
            paragraph("", SMALL, kept=True),
            *(
                paragraph(f"{code}  {answer}", SMALL, centred=True, kept=True)
                for code, answer in enumerate(form.answers, 1)
            ),
        ]
    ]
    for question in sides:
        boxes = [paragraph(_BOX, centred=True, kept=True) for _ in form.answers]
        rows.append([paragraph(question.words, SMALL, kept=True), *boxes])
    yield table(rows, (_QUESTION, *[_ANSWER] * len(form.answers)))
    for question in page.questions:
        if question.scale:
            yield paragraph(question.with_scale, SMALL, kept=True)
            yield paragraph(_GAP.join(f"{_BOX} {option}" for option in question.options))


def _write(form: Questionnaire) -> bytes:
    return word_file(list(_parts(form)), form.language)


PAPER = Target("word", ".docx", _write)
