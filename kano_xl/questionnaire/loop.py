"""Whether the survey reader will find the features of a questionnaire again in an export."""

from __future__ import annotations

from dataclasses import replace

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


def check_loop(form: Questionnaire) -> list[str]:
    """The names by which the reader finds the features again, alike but for their case.

    What it would not find again is refused, before anybody is asked.

    Raises:
        SettingsError: ``questionnaire_not_read`` for such a name; ``questionnaire_unread`` where
            an export could not be read at all; ``questionnaire_segment_answers`` where it would
            take a question about the person for one about a feature.
    """
    try:
        read = _names(form)
    except (InputError, SettingsError) as error:
        raise _refusal(form, error) from error
    for page, name in zip(form.pages, [*read, *[""] * len(form.pages)], strict=False):
        if folded(name) != folded(page.feature.name):
            raise SettingsError(
                "questionnaire_not_read", name=quoted(page.feature.name), read=quoted(name)
            )
    return read


def _names(form: Questionnaire) -> list[str]:
    """The names of the features that the reader finds in answers to it."""
    questions = list(form.questions())
    rows: list[list[Value]] = [[each.with_scale for each in questions]]
    rows += [[_answer(each, person) for each in questions] for person in range(_PEOPLE)]
    survey = read_sheet(Sheet("", None, rows), Settings(language=form.language))
    return [feature.name for feature in survey.features]


def _refusal(form: Questionnaire, error: KanoError) -> SettingsError:
    """Why it cannot be read: a question about the person, if it could be without that one."""
    if form.segments and _is_read(replace(form, segments=())):
        for each in form.segments:
            if not _is_read(replace(form, segments=(each,))):
                return SettingsError("questionnaire_segment_answers", question=quoted(each.words))
    return SettingsError("questionnaire_unread", reason=_what(error, form.language))


def _is_read(form: Questionnaire) -> bool:
    try:
        _names(form)
    except (InputError, SettingsError):
        return False
    return True


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
