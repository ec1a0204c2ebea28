"""What people do with a questionnaire's file in the tool that it is for, step by step."""

from __future__ import annotations

from typing import NamedTuple

from kano_xl.languages import file, text


class ToolStep(NamedTuple):
    """One step.

    Attributes:
        click: what is clicked or done, in a word or two, as the tool itself says it.
        told: the whole step, as a sentence.
    """

    click: str
    told: str


def next_steps(target: str, language: str) -> list[ToolStep]:
    """The steps for a target, in their order.

    Args:
        target: one of `kano_xl.questionnaire.targets.TARGETS`.
        language: of the words.

    >>> [step.click for step in next_steps("limesurvey", "en")]
    ['Import', 'Preview', 'Activate', 'Export']
    """
    key = target.replace("-", "_")
    steps = file(language, "questionnaire")["next"][key]
    buttons = {
        "analyse": text(language, "ribbon.analyse.label"),
        "add": text(language, "ribbon.add_workbooks.label"),
    }
    return [
        ToolStep(
            text(language, f"questionnaire.next.{key}.{number}.click"),
            text(language, f"questionnaire.next.{key}.{number}.told", **buttons),
        )
        for number in steps
    ]
