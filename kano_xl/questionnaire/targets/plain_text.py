"""Plain text, to be copied into any tool or e-mail."""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.questionnaire.form import Questionnaire
from kano_xl.questionnaire.targets.target import Target


def _lines(form: Questionnaire) -> Iterator[str]:
    yield from (form.title, "", form.intro, "", form.hint, "")
    number = 0
    for question in form.segments:
        number += 1
        yield from (f"{number}. {question.words}", *_options(question.options), "")
    for page in form.pages:
        yield f"— {page.feature.name} —"
        if page.feature.purpose:
            yield page.feature.purpose
        yield ""
        for question in page.questions:
            number += 1
            yield f"{number}. {question.with_scale}"
            yield from _options(() if question.scale else question.options)
            if question.scale:
                yield "   " + "  ".join(question.options)
            yield ""


def _options(options: tuple[str, ...]) -> Iterator[str]:
    return (f"   ( ) {option}" for option in options)


def _write(form: Questionnaire) -> bytes:
    # Windows' editor takes a file without a mark for one in the code page of the machine.
    return "\r\n".join(_lines(form)).encode("utf-8-sig")


PLAIN_TEXT = Target("text", ".txt", _write)
