"""What answers mean, and that nothing is guessed."""

from __future__ import annotations

import pytest

from kano_xl.errors import InputError
from kano_xl.survey.wordings.known import Wordings, known_wordings
from kano_xl.survey.wordings.meanings import UNREADABLE, meanings
from kano_xl.survey.wordings.normalising import normalise

# Questionnaires as published and as seen in use: like, must-be, neutral, live-with, dislike.
QUESTIONNAIRES = [
    "I like it that way|It must be that way|I am neutral|I can live with it that way"
    "|I dislike it that way",
    "I like it|I expect it|I am neutral|I can tolerate it|I dislike it",
    "I enjoy it that way|It is a basic necessity or I expect it that way|I am neutral"
    "|I dislike it, but I can live with it that way|I dislike it, and I can't accept it",
    "Love it|Expect it|Indifferent|Tolerate it|Unhappy",
    "Like|Must-be|Neutral|Live with|Dislike",
    "喜欢|理所当然|无所谓|勉强接受|不喜欢",
    "我很喜欢|理应如此|无所谓|勉强接受|我很不喜欢",
    "感到满意|理应如此|无所谓|能忍受|感到不满",
    "喜歡|應該的|無所謂|能忍受|不喜歡",
    "我非常喜歡|我期望如此|無所謂|可以接受|無法接受",
    "Das würde mich sehr freuen|Das setze ich voraus|Das ist mir egal"
    "|Das könnte ich in Kauf nehmen|Das würde mich sehr stören",
    "Me gusta|Lo espero|Indiferente|Lo tolero|Me disgusta",
]


@pytest.mark.parametrize("questionnaire", QUESTIONNAIRES)
def test_questionnaires(questionnaire: str) -> None:
    answers = questionnaire.split("|")
    assert list(meanings(answers).codes.values()) == [0, 1, 2, 3, 4, 5]
    written = [f" {place}. {answer.upper()} 。" for place, answer in enumerate(answers, 1)]
    assert list(meanings(written).codes.values()) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("I must be that way", 2),
        ("I DON’T LIKE IT", 5),
        ("A、喜欢", 1),
        ("(2) 理所当然", 2),
        ("⑤不喜欢", 5),
        ("５、不喜欢", 5),
        ("喜欢 / Like", 1),
        ("不喜欢（Dislike）", 5),
        ("Like (1)", 1),
        ("５", 5),
        ("3.0", 3),
        (" 4 ", 4),
        ("2分", 2),
        (2.0, 2),
        (5, 5),
        (0, UNREADABLE),
        (6, UNREADABLE),
        (2.5, UNREADABLE),
        ("-1", UNREADABLE),
        ("TRUE", UNREADABLE),
        ("#N/A", UNREADABLE),
        ("maybe", UNREADABLE),
        ("喜欢不喜欢", UNREADABLE),
        ("喜欢 / 不喜欢", UNREADABLE),
        ("I can't live with it that way", UNREADABLE),
        ("…", UNREADABLE),
        (float("nan"), 0),
    ],
)
def test_one_answer(answer: str | float, code: int) -> None:
    known = ["I like it that way", "I can live with it that way", "I dislike it that way"]
    found = meanings([*known, answer])
    assert found.codes[answer] == code
    assert not found.slips


def test_numbers_the_other_way_round() -> None:
    found = meanings([1.0, "5", 3, "I like it"], codes="like=5")
    assert [found.codes[value] for value in (1.0, "5", 3, "I like it")] == [5, 1, 3, 1]


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("I lke it that way", "i like it that way"),
        ("I am nuetral", "i am neutral"),
        ("I dislik it that way", "i dislike it that way"),
        ("I dlike it that way", None),  # like or dislike?
        ("I don't live with it that way", None),
    ],
)
def test_a_slip_of_the_pen_is_read_only_if_sure_and_then_told(slip: str, meant: str | None) -> None:
    survey = ["I like it that way", "I am neutral", "I dislike it that way"]
    found = meanings([*survey, slip])
    assert found.slips.get(slip) == meant
    assert (found.codes[slip] == UNREADABLE) == (meant is None)


def test_no_slip_without_its_list() -> None:
    assert meanings(["I lke it that way"]).codes["I lke it that way"] == UNREADABLE


def test_a_wording_of_two_meanings_is_told_by_the_others() -> None:
    lists = Wordings(
        {
            "one": {"good": 1, "fine": 2, "whatever": 3},
            "two": {"great": 1, "good": 2, "so be it": 4},
        }
    )
    assert meanings(["good", "fine"], wordings=lists).codes["good"] == 1
    assert meanings(["good", "so be it"], wordings=lists).codes["good"] == 2
    with pytest.raises(InputError) as error:
        meanings(["good"], wordings=lists)
    assert error.value.code == "answer_ambiguous"
    with pytest.raises(InputError):
        meanings(["good", "fine", "great"], wordings=lists)
    assert meanings(["good"], own={"good": 5}, wordings=lists).codes["good"] == 5


def test_own_meanings_go_first() -> None:
    found = meanings(["So-so!", 1.0, "I like it"], own={"so so": 3, "1": 5, "i like it": 0})
    assert list(found.codes.values()) == [0, 3, 5, 0]


def test_the_lists_do_not_contradict_each_other() -> None:
    lists = known_wordings()
    wordings = {wording for entries in lists.lists.values() for wording in entries}
    assert len(wordings) > 250
    assert all(len(lists.codes(wording)) == 1 for wording in wordings)
    assert not [wording for wording in lists.satisfaction if lists.codes(wording)]
    assert all(normalise(wording) == wording for wording in wordings)


def test_satisfaction() -> None:
    lists = known_wordings()
    assert all(map(lists.is_satisfaction, ["非常满意", "1、满意", "Very Satisfied", "zufrieden"]))
    assert not any(map(lists.is_satisfaction, ["感到满意", "Neutral", "喜欢"]))
