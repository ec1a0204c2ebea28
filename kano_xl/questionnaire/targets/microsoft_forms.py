"""A Word file that Microsoft Forms imports: numbered questions, lettered answers."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_uppercase

from kano_xl.questionnaire.form import Questionnaire
from kano_xl.questionnaire.targets.target import Target
from kano_xl.questionnaire.targets.word_file import TITLE, paragraph, word_file

_MOST_QUESTIONS = 200
"""What a form takes."""


def _parts(form: Questionnaire) -> Iterator[str]:
    yield paragraph(form.title, TITLE)
    yield paragraph(form.intro)
    yield paragraph(form.hint)
    for number, question in enumerate(form.questions(), 1):
        yield paragraph(f"{number}. {question.with_scale}", kept=True)
        for place, option in enumerate(question.options):
            is_last = place == len(question.options) - 1
            yield paragraph(f"{ascii_uppercase[place]}. {option}", kept=not is_last)


def _write(form: Questionnaire) -> bytes:
    return word_file(list(_parts(form)), form.language)


MICROSOFT_FORMS = Target(
    "microsoft-forms", ".docx", _write, explains=False, most_questions=_MOST_QUESTIONS
)
