"""The text that 腾讯问卷 (wj.qq.com) makes a survey of.

As that of 问卷星, with a page for each feature, and a scale told by its first and last number.
"""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.questionnaire.form import STEPS, AskedQuestion, Questionnaire
from kano_xl.questionnaire.targets.target import Target

_ONE_OF = "[单选题]"
_NUMBERS = "[量表题]"
_PAGE = "=== 分页 ==="


def _lines(form: Questionnaire) -> Iterator[str]:
    yield from (form.title, "", form.introduction, "")
    number = 0
    for question in form.segments:
        number += 1
        yield from _question(number, question)
    for page in form.pages:
        yield from (_PAGE, "")
        for question in page.questions:
            number += 1
            yield from _question(number, question)


def _question(number: int, question: AskedQuestion) -> Iterator[str]:
    if question.scale:
        yield from (f"{number}. {question.with_scale}{_NUMBERS}", f"1~{STEPS}", "")
    else:
        yield from (f"{number}. {question.words}{_ONE_OF}", *question.options, "")


def _write(form: Questionnaire) -> bytes:
    return "\r\n".join(_lines(form)).encode("utf-8-sig")


TENCENT = Target("tencent", ".txt", _write, ("[", "]", "【", "】", "==="), explains=False)
