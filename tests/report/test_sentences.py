"""Every case that a feature can be in has its sentence, in each language."""

from __future__ import annotations

import re

import pytest

from kano_xl.choices import Settings
from kano_xl.languages import LANGUAGES, catalogue
from kano_xl.model.analysis import FeatureResult
from kano_xl.report.content.advice import advice
from kano_xl.report.content.overview import overview
from kano_xl.report.content.sentences import remarks
from kano_xl.report.words import Words
from sample_reports import analysis_of, survey_of

EN = Words("en")


def feature(rule: str = "mode", **counts: int) -> FeatureResult:
    return analysis_of(survey_of([counts], ["Fast transfers"]), rule=rule).features[0]


def advised(rule: str = "mode", **counts: int) -> str:
    return advice(feature(rule, **counts), Settings(rule=rule), EN)


def overall(*rows: dict[str, int], names: list[str] | None = None, rule: str = "mode") -> list[str]:
    analysis = analysis_of(survey_of(rows, names), rule=rule)
    return [paragraph.text for paragraph in overview(analysis, EN)]


def test_open_waits_for_more_answers() -> None:
    assert re.fullmatch(r"Probably about [\d,]+ more answers", advised(A=40, I=35))


def test_open_with_hardly_any_difference_promises_nothing() -> None:
    assert "level" in advised(A=500, I=499)
    assert "level" in advised(A=30, M=30, I=4)


def test_where_no_number_can_be_told_what_is_uncertain_is_told() -> None:
    assert "Within 5%" in advised("moai", A=30, I=33, M=8)
    assert "O+A+M or I+R+Q" in advised("cqm", A=31, I=30, M=2)


def test_what_contradicts_itself_is_asked_again() -> None:
    assert advised(I=30, Q=30) == "Rewrite the question"


def test_a_handful_decides_nothing() -> None:
    assert advised(O=4) == "Ask at least 50 people, better 100"


def test_nobody_answered() -> None:
    assert advised() == "Nobody answered: ask again"
    assert remarks(feature(), EN) == ""


def test_what_half_of_the_people_want_is_not_dropped() -> None:
    # O + A + M are 55 and 50 of 100; then 49.
    assert advised(I=45, A=20, O=20, M=15).startswith("Do not drop it: 55% want it")
    assert advised(R=45, A=20, O=20, M=10, I=5) == "Make it a choice: 50% want it"
    assert advised(I=51, A=20, O=20, M=9) == "Spend no more on it"


def test_what_is_only_likely_is_advised_with_less_force() -> None:
    assert advised(M=50, I=36) == "Plan for it"
    assert "do not drop it" in advised(I=50, A=36)
    assert "find out why" in advised(R=50, I=36)


@pytest.mark.parametrize("language", LANGUAGES)
def test_advice_is_a_table_by_verdict_and_category(language: str) -> None:
    table = catalogue(language)["report"]["advice"]
    for verdict in ("clear", "likely"):
        assert sorted(table[verdict]) == sorted("AOMIRQ")
        said = {letter: words for letter, words in table[verdict].items() if letter != "Q"}
        assert len(set(said.values())) == 5
    assert all(table["clear"][letter] != table["likely"][letter] for letter in "AOMIR")


def test_remarks_name_a_tie_disagreeing_rules_and_bad_questions() -> None:
    said = remarks(feature(I=40, A=30, O=20, M=10, Q=15), EN)
    assert "rules disagree" in said
    assert "13% questionable" in said
    assert "tie: must-be and attractive" in remarks(feature(A=30, M=30), EN)


def test_a_feature_wanted_for_different_reasons_is_mixed() -> None:
    # Lee & Newcomb: lead 1/90 ≤ 6 %, total strength 61/90 ≥ 60 %.
    assert "mixed" in remarks(feature(M=31, O=30, I=29), EN)
    assert "lead of 6% or less" in remarks(feature(M=31, I=30, R=29), EN)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", "AOMIRQ")
def test_every_category_has_its_sentences(language: str, letter: str) -> None:
    words = Words(language)
    analysis = analysis_of(survey_of([{letter: 50}], ["X1"]), language)
    (result,) = analysis.features
    assert result.category == letter
    assert advice(result, analysis.settings, words)
    first, said = [paragraph.text for paragraph in overview(analysis, words)]
    assert said.lower().startswith(words.category(letter).lower())
    # What nobody shall build is not what comes first.
    assert ("X1" in first) == (letter in "MOA")


def test_the_overview_counts_what_is_settled_then_what_is_open_and_few_answers() -> None:
    said = overall({"A": 9}, {"A": 5, "I": 4}, {}, names=["Themes", "Chat", "Letters"])
    assert said[:4] == [
        "Clear or likely: 1 of 3 features. First comes Themes.",
        "Attractive (1): it delights; nobody complains without it.",
        "Do not decide yet (1): the answers do not settle its category.",
        "Without an answer: 1.",
    ]
    assert "at most 9 answers" in said[4]


def test_most_is_said_of_more_than_half() -> None:
    assert overall({"I": 62, "A": 38})[1].endswith("it makes no difference to most people.")
    both = overall({"I": 46, "A": 27, "M": 27}, {"I": 80, "A": 20})[1]
    assert both.endswith("they make no difference to the largest group.")
    part = overall({"I": 250, "O": 290, "R": 150}, rule="cqm")[1]
    assert part == "Indifferent (1): it makes no difference to part of the people."


@pytest.mark.parametrize(("people", "warned"), [(49, True), (50, False)])
def test_few_answers_are_warned_of_up_to_fifty(people: int, warned: bool) -> None:
    assert ("first impression" in overall({"M": people})[-1]) == warned


def test_a_handful_of_answers_is_remarked_on() -> None:
    assert "fewer than 5 answers" in remarks(feature(O=4), EN)
    assert "fewer than 5 answers" not in remarks(feature(O=5), EN)


def test_a_questionable_feature_is_not_called_unclear() -> None:
    assert remarks(feature(Q=20), EN) == "100% questionable: rewrite the question"


def test_braces_in_a_name_are_only_braces() -> None:
    assert overall({"M": 9}, names=["{kind.__class__}"])[0].endswith(
        "First comes {kind.__class__}."
    )
