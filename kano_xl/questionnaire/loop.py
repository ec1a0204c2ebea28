"""Whether the survey reader will find the features of a questionnaire again in an export."""

from __future__ import annotations

from kano_xl.choices import Settings
from kano_xl.errors import InputError, KanoError, SettingsError
from kano_xl.questionnaire.form import (
    FUNCTIONAL,
    IMPORTANCE,
    SATISFACTION,
    SIDES,
    AskedQuestion,
    Questionnaire,
)
from kano_xl.survey.quoting import folded, quoted
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.sheet import Sheet, Value

_PEOPLE = 5
"""So many made-up people answer; with their answers each is chosen once on each side."""


def check_loop(form: Questionnaire) -> None:
    """Refuse a name that the reader would not find again as it is, before anybody is asked.

    Raises:
        SettingsError: ``questionnaire_not_read`` for such a name; ``questionnaire_unread`` where
            an export could not be read at all.
    """
    questions = list(form.questions())
    rows: list[list[Value]] = [[each.with_scale for each in questions]]
    rows += [[_answer(each, person) for each in questions] for person in range(_PEOPLE)]
    try:
        survey = read_sheet(Sheet("", None, rows), Settings(language=form.language))
    except (InputError, SettingsError) as error:
        raise SettingsError("questionnaire_unread", reason=_what(error, form.language)) from error
    read = [feature.name for feature in survey.features]
    for page, name in zip(form.pages, [*read, *[""] * len(form.pages)], strict=False):
        if folded(name) != folded(page.feature.name):
            raise SettingsError(
                "questionnaire_not_read", name=quoted(page.feature.name), read=quoted(name)
            )


def _answer(question: AskedQuestion, person: int) -> str:
    """Somebody's answer; both sides of a feature run against each other, as those of people do."""
    options = question.options
    if question.kind in SIDES:
        return options[person if question.kind == FUNCTIONAL else _PEOPLE - 1 - person]
    if question.kind in (IMPORTANCE, SATISFACTION):
        return options[-1 - person]
    return options[person % len(options)]


def _what(error: KanoError, language: str) -> str:
    """What is wrong, without the place, which is none of the user's."""
    return type(error)(error.code, **error.values).message(language)
