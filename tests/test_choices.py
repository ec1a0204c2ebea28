"""The choices, and which of them are refused."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import click
import pytest

from added_choices import More, add_texts
from command import kano
from kano_xl.analysing import analyse
from kano_xl.choices import ANSWER_NAMES, CODES, TABLE_NAMES, Settings
from kano_xl.cli import analyse as analyse_command
from kano_xl.cli import inspect as inspect_command
from kano_xl.errors import SettingsError
from kano_xl.flags import flag
from kano_xl.kinds import choices_of, in_results
from kano_xl.languages import LANGUAGES
from kano_xl.model.answers import ANSWERS
from kano_xl.model.categories import TABLES
from kano_xl.writers.json_text import to_json
from sample_surveys import DISLIKE, LIKE, survey


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
        ({"respondents": 2.5}, "respondents_range"),
        ({"seed": -1}, "seed_range"),
        ({"tie_gap": -0.01}, "tie_gap_range"),
        ({"tie_gap": float("nan")}, "tie_gap_range"),
        ({"confidence": 0}, "confidence_range"),
        ({"confidence": 1}, "confidence_range"),
        ({"table": "best"}, "not_a_choice"),
        ({"exclude": ("duplicates", "all")}, "not_a_choice"),
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


def test_the_ends_of_a_share_are_possible() -> None:
    assert Settings(tie_gap=0).tie_gap == 0
    assert Settings(tie_gap=1).tie_gap == 1


def test_every_field_is_a_declared_choice_with_a_place_of_its_own() -> None:
    declared = choices_of(Settings)
    assert {choice.name for choice in declared} == {field.name for field in fields(Settings)}
    assert len({choice.place for choice in declared}) == len(declared)
    assert tuple(TABLES) == TABLE_NAMES


@pytest.mark.parametrize("command", [analyse_command, inspect_command], ids=lambda each: each.name)
def test_a_command_takes_the_choices_that_are_declared_for_it(command: click.Command) -> None:
    taken = [parameter.name for parameter in command.params]
    listed = [choice.name for choice in choices_of(Settings) if command.name in choice.commands]
    assert [name for name in taken if name in {field.name for field in fields(Settings)}] == listed
    assert taken[taken.index("mapping") + 1] == "answers"


WRONG = [
    ({"tie_gap": 2}, ["--tie-gap", "2"]),
    ({"confidence": 95}, ["--confidence", "95"]),
    ({"respondents": 0}, ["--respondents", "0"]),
    ({"rule": "best"}, ["--rule", "best"]),
    ({"codes": "like=3"}, ["--codes", "like=3"]),
    ({"exclude": ("all",)}, ["--exclude", "all"]),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("choice", "arguments"), WRONG, ids=lambda each: str(each))
def test_a_flag_is_refused_in_the_words_of_python(
    choice: dict[str, Any], arguments: list[str], language: str
) -> None:
    with pytest.raises(SettingsError) as error:
        Settings(**choice)
    told = kano("analyse", "x.csv", *arguments, "--language", language)
    assert (told.code, told.err) == (2, error.value.message(language) + "\n")


@pytest.mark.parametrize("command", ["analyse x.csv", "demo", "template"])
def test_a_language_that_there_is_not_is_refused_by_every_command(command: str) -> None:
    told = kano(*command.split(), "--language", "fr")
    known = ", ".join(LANGUAGES)
    assert (told.code, told.err) == (2, f"language cannot be “fr”; choose one of {known}\n")


@pytest.mark.parametrize("words", ["much", "1e999", "nan", ""])
def test_what_is_no_number_is_quoted(words: str) -> None:
    told = kano("analyse", "x.csv", "--tie-gap", words)
    assert told.err.endswith(f"; “{words}” is not\n")


def test_a_choice_that_is_added_is_a_flag(monkeypatch: pytest.MonkeyPatch) -> None:
    add_texts(monkeypatch)
    taken: dict[str, Any] = {}

    def take(**choices: Any) -> None:
        taken.update(choices)

    function: Any = take
    for choice in reversed(choices_of(More)):
        if "analyse" in choice.commands:
            function = flag(choice, "en")(function)
    command = click.command()(function)
    command.main(["--depth", "40%", "--mood", "good", "--is-loud"], standalone_mode=False)
    assert More(**taken) == More(depth=0.4, mood="good", is_loud=True)
    told = " ".join(command.get_help(click.Context(command)).split())
    assert told.index("--tie-gap") < told.index("--depth FLOAT How deep.") < told.index("--codes")
    assert "--mood [good|bad] How it feels. [default: bad]" in told
    assert "--mute" not in told


def test_a_choice_that_is_added_is_told_with_the_result_and_judged() -> None:
    answers = survey(["ID", "Chat [F]", "Chat [D]"], [1, LIKE, DISLIKE])
    settings = More(depth=0.5)
    told = to_json(answers, analyse(answers, settings))
    assert '"depth": 0.5,\n    "codes": "like=1",' in told
    assert "mood" not in in_results(settings)
    with pytest.raises(SettingsError):
        More(mood="so-so")
