"""The table (TSV) that LimeSurvey imports, a group of questions for each feature.

The groups come in random order, and codes of answers are the numbers 1 to 5.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterator

from kano_xl.languages import text
from kano_xl.questionnaire.form import AskedQuestion, Questionnaire
from kano_xl.questionnaire.targets.target import Target

_COLUMNS = (
    "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language",
    "validation", "mandatory", "encrypted", "other", "default", "same_default", "random_group",
)  # fmt: skip
_LETTERS = {"functional": "F", "dysfunctional": "D", "importance": "I", "satisfaction": "S"}
_LIST = "L"
_GROUP_BY_GROUP = "G"


def _rows(form: Questionnaire) -> Iterator[dict[str, str]]:
    language = text(form.language, "questionnaire.tool.limesurvey")
    welcome = f"<p>{_escaped(form.intro)}</p><p>{_escaped(form.hint)}</p>"
    yield {"class": "S", "name": "language", "text": language}
    yield {"class": "S", "name": "format", "text": _GROUP_BY_GROUP}
    told = {"class": "SL", "language": language}
    yield {**told, "name": "surveyls_title", "text": form.title}
    yield {**told, "name": "surveyls_welcometext", "text": welcome}
    number = 0
    if form.segments:
        number += 1
        title = text(form.language, "questionnaire.paper.questions")
        yield _group(number, title, "", "", language)
        for place, question in enumerate(form.segments, 1):
            yield from _question(f"G{place}", question, language)
    for place, page in enumerate(form.pages, 1):
        number += 1
        name = _escaped(page.feature.name)
        yield _group(number, name, page.feature.purpose, "features", language)
        for question in page.questions:
            yield from _question(f"K{place}{_LETTERS[question.kind]}", question, language)


def _group(number: int, name: str, told: str, shuffled: str, language: str) -> dict[str, str]:
    return {
        "class": "G",
        "type/scale": f"G{number}",
        "name": name,
        "relevance": "1",
        "text": _escaped(told),
        "language": language,
        "random_group": shuffled,
    }


def _question(code: str, question: AskedQuestion, language: str) -> Iterator[dict[str, str]]:
    yield {
        "class": "Q",
        "type/scale": _LIST,
        "name": code,
        "relevance": "1",
        "text": _escaped(question.with_scale),
        "language": language,
        "mandatory": "Y",
    }
    for number, option in enumerate(question.options, 1):
        yield {
            "class": "A",
            "type/scale": "0",
            "name": str(number),
            "text": _escaped(option),
            "language": language,
        }


def _escaped(words: str) -> str:
    """A text as HTML, which LimeSurvey's texts are."""
    return html.escape(words, quote=False)


def _write(form: Questionnaire) -> bytes:
    written = io.StringIO(newline="")
    table = csv.writer(written, delimiter="\t", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    table.writerow(_COLUMNS)
    for row in _rows(form):
        table.writerow([row.get(column, "") for column in _COLUMNS])
    return written.getvalue().encode("utf-8-sig")


LIMESURVEY = Target("limesurvey", ".txt", _write, ("{", "}"))
"""In braces LimeSurvey computes."""
