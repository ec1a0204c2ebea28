"""A script for script.google.com that makes a form of Google Forms, a page for each feature."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kano_xl.questionnaire.form import STEPS, AskedQuestion, Questionnaire
from kano_xl.questionnaire.targets.target import Target

_FUNCTION = "makeKanoForm"


def _lines(form: Questionnaire) -> Iterator[str]:
    yield f"// {form.title}"
    yield f"function {_FUNCTION}() {{"
    yield f"  var form = FormApp.create({_quoted(form.title)});"
    yield f"  form.setDescription({_quoted(f'{form.intro}{chr(10)}{chr(10)}{form.hint}')});"
    yield "  form.setProgressBar(true);"
    for question in form.segments:
        yield from _question(question)
    for page in form.pages:
        told = f".setHelpText({_quoted(page.feature.purpose)})" if page.feature.purpose else ""
        yield f"  form.addPageBreakItem().setTitle({_quoted(page.feature.name)}){told};"
        for question in page.questions:
            yield from _question(question)
    yield "  Logger.log(form.getEditUrl());"
    yield "  Logger.log(form.getPublishedUrl());"
    yield "}"


def _question(question: AskedQuestion) -> Iterator[str]:
    words = _quoted(question.words)
    if question.scale:
        ends = ", ".join(map(_quoted, question.scale))
        yield f"  form.addScaleItem().setTitle({words})"
        yield f"    .setBounds(1, {STEPS}).setLabels({ends}).setRequired(true);"
    else:
        options = ", ".join(map(_quoted, question.options))
        yield f"  form.addMultipleChoiceItem().setTitle({words})"
        yield f"    .setChoiceValues([{options}]).setRequired(true);"


def _quoted(words: str) -> str:
    """A text as JavaScript writes it."""
    return json.dumps(words, ensure_ascii=False)


def _write(form: Questionnaire) -> bytes:
    return ("\n".join(_lines(form)) + "\n").encode()


GOOGLE_FORMS = Target("google-forms", ".gs", _write)
