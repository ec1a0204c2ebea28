"""The text that Qualtrics imports in its advanced format (TXT), a block for each feature."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from kano_xl.questionnaire.form import AskedQuestion, Questionnaire
from kano_xl.questionnaire.targets.target import Target

_LETTERS = {"functional": "F", "dysfunctional": "D", "importance": "I", "satisfaction": "S"}


def _lines(form: Questionnaire) -> Iterator[str]:
    yield from ("[[AdvancedFormat]]", "", "[[Block:Introduction]]")
    yield from _text_alone("INTRO", f"{_escaped(form.intro)}<br><br>{_escaped(form.hint)}")
    for number, question in enumerate(form.segments, 1):
        yield from _question(f"SEGMENT{number}", question)
    for number, page in enumerate(form.pages, 1):
        yield f"[[Block:K{number}]]"
        if page.feature.purpose:
            name, purpose = map(_escaped, page.feature)
            yield from _text_alone(f"K{number}_T", f"<b>{name}</b><br>{purpose}")
        for question in page.questions:
            yield from _question(f"K{number}_{_LETTERS[question.kind]}", question)


def _text_alone(key: str, words: str) -> Sequence[str]:
    return ("[[AskedQuestion:DB]]", f"[[ID:{key}]]", words, "")


def _question(key: str, question: AskedQuestion) -> Iterator[str]:
    yield f"[[AskedQuestion:MC:SingleAnswer:{'Horizontal' if question.scale else 'Vertical'}]]"
    yield from (f"[[ID:{key}]]", _escaped(question.with_scale), "[[AdvancedChoices]]")
    for number, option in enumerate(question.options, 1):
        yield from (f"[[Choice:{number}]]", _escaped(option))
    yield ""


def _escaped(words: str) -> str:
    """A text as HTML, which Qualtrics' texts are."""
    return html.escape(words, quote=False)


def _write(form: Questionnaire) -> bytes:
    return "\n".join(_lines(form)).encode()


QUALTRICS = Target("qualtrics", ".txt", _write, ("[[", "]]", "${"))
