"""The text that 问卷星 (wjx.cn) makes a survey of.

A question is a line with its kind in square brackets at the end, its answers are the lines below,
and an empty line ends it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.questionnaire.form import Questionnaire
from kano_xl.questionnaire.targets.target import Target

_ONE_OF = "[单选题]"
_NUMBERS = "[量表题]"


def _lines(form: Questionnaire) -> Iterator[str]:
    yield from (form.title, "", form.introduction, "")
    for number, question in enumerate(form.questions(), 1):
        kind = _NUMBERS if question.scale else _ONE_OF
        yield from (f"{number}. {question.with_scale}{kind}", *question.options, "")


def _write(form: Questionnaire) -> bytes:
    return "\r\n".join(_lines(form)).encode("utf-8-sig")


WJX = Target("wjx", ".txt", _write, ("[", "]", "【", "】"), explains=False)
