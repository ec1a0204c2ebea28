"""The choices, and which of them are refused."""

from __future__ import annotations

from typing import Any

import pytest

from kano_xl.errors import SettingsError
from kano_xl.model.answers import ANSWERS
from kano_xl.settings import ANSWER_NAMES, CODES, Settings


def test_a_chosen_meaning_of_numbers_is_told_from_the_usual_one() -> None:
    assert Settings().codes is None
    assert Settings() != Settings(codes=CODES[0])
    assert Settings().numbers == Settings(codes=CODES[0]).numbers == CODES[0]
    assert Settings(codes=CODES[1]).numbers == CODES[1]


def test_names_of_answers_stand_at_their_codes() -> None:
    assert [ANSWER_NAMES.index(answer) for answer in ANSWERS] == [1, 2, 3, 4, 5]
    assert ANSWER_NAMES[0] == "none"


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({"codes": "like=3"}, "not_a_choice"),
        ({"answers": {"so-so": 6}}, "answer_meaning"),
        ({"answers": {"so-so": -1}}, "answer_meaning"),
        ({"respondents": 0}, "respondents_range"),
    ],
)
def test_what_is_not_possible_is_refused(choices: dict[str, Any], code: str) -> None:
    with pytest.raises(SettingsError) as error:
        Settings(**choices)
    assert error.value.code == code
    assert str(error.value)


def test_every_meaning_of_a_wording_and_one_respondent_are_possible() -> None:
    meant = {str(code): code for code in range(len(ANSWER_NAMES))}
    settings = Settings(answers=meant, respondents=1)
    assert settings.answers == meant
    assert hash(settings) == hash(Settings(respondents=1))
