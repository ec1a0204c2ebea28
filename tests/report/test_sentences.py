"""Every case that a feature can be in has its sentence, in each language."""

from __future__ import annotations

import pytest

from kano_xl.choices import Settings
from kano_xl.languages import LANGUAGES, catalogue
from kano_xl.model.analysis import FeatureResult
from kano_xl.report.content import sentences
from kano_xl.report.content.advice import advice
from kano_xl.report.content.overview import overview
from kano_xl.report.content.sentences import remarks
from kano_xl.report.words import Words
from sample_reports import analysis_of, survey_of

EN = Words("en")


def feature(rule: str = "mode", **counts: int) -> FeatureResult:
    return analysis_of(survey_of([counts], ["Fast transfers"]), rule=rule).features[0]


def conclusion(rule: str = "mode", **counts: int) -> str:
    return sentences.conclusion(feature(rule, **counts), Settings(rule=rule), EN)


def advised(rule: str = "mode", **counts: int) -> str:
    return advice(feature(rule, **counts), Settings(rule=rule), EN)


def overall(*rows: dict[str, int], names: list[str] | None = None, rule: str = "mode") -> list[str]:
    analysis = analysis_of(survey_of(rows, names), rule=rule)
    return [paragraph.text for paragraph in overview(analysis, EN)]


def test_clear() -> None:
    assert conclusion(M=102, O=60, I=38) == "Clearly must-be: 51% of 200, next performance 30%."
    assert conclusion(M=50) == "Clearly must-be: 100% of 50."


def test_nearly_all_are_not_all() -> None:
    assert conclusion(M=4999, I=1) == "Clearly must-be: >99% of 5,000, next indifferent <1%."


def test_likely() -> None:
    said = conclusion(A=50, I=36)
    assert said.startswith("Likely attractive: 58% of 86, next indifferent 42%; about ")
    assert said.endswith(" more answers would probably settle it.")


def test_open_waits_for_more_answers() -> None:
    assert conclusion(A=40, I=35) == "Open: attractive 53% of 75, indifferent 47%."
    said = advised(A=40, I=35)
    assert said.startswith("Do not decide yet: about ")
    assert said.endswith("if the shares stay as they are.")


def test_open_with_hardly_any_difference_promises_nothing() -> None:
    assert "practically level" in advised(A=500, I=499)
    assert "practically level" in advised(A=30, M=30, I=4)


def test_where_no_number_can_be_told_what_is_uncertain_is_told() -> None:
    assert "within 5% of the answers of the largest" in advised("moai", A=30, I=33, M=8)
    assert "O + A + M outnumber I + R + Q" in advised("cqm", A=31, I=30, M=2)


def test_the_rule_is_named_where_the_category_is_not_the_largest() -> None:
    said = conclusion("cqm", M=200, O=150, I=260, R=10)
    assert said == (
        "Clearly must-be, by the rule “Center for Quality of Management”: 32% of 620; "
        "the largest group is indifferent, 42%."
    )
    said = conclusion("moai", M=2000, I=2000)
    assert said.endswith(", by the rule “M > O > A > I”: 50% of 4,000, indifferent as many.")


def test_tie() -> None:
    said = conclusion(A=30, M=30, I=4)
    assert said == "Open: must-be and attractive are level, with 47% of 64 each."


def test_tie_with_questionable_answers() -> None:
    assert conclusion(I=30, Q=30) == (
        "Open: questionable and indifferent are level, with 50% of 60 each. "
        "Too many answers contradict themselves."
    )
    assert advised(I=30, Q=30) == "Do not decide yet: rewrite the question and ask again."


def test_a_handful_decides_nothing() -> None:
    assert conclusion(O=4) == "Too few answers to tell: performance 4 of 4."
    assert advised(O=4) == "Do not decide yet: ask at least 50 people, better 100."


def test_nobody_answered() -> None:
    assert conclusion() == "Without a category: nobody answered both questions."
    assert advised() == "Do not decide yet: nobody answered. Ask again."
    assert remarks(feature(), EN) == ""


def test_everybody_against_it() -> None:
    assert conclusion(R=50) == (
        "Clearly reverse: 100% of 50. Better and Worse are undefined: no answer was A, O, M or I."
    )
    assert "opposite" in advised(R=50)


def test_what_half_of_the_people_want_is_not_dropped() -> None:
    # O + A + M are 55 and 50 of 100; then 49.
    assert advised(I=45, A=20, O=20, M=15).startswith("Do not drop it: 55% want it")
    assert advised(R=45, A=20, O=20, M=10, I=5).startswith("Make it a choice: 50% want it")
    assert advised(I=51, A=20, O=20, M=9).startswith("Spend no more on it")


def test_what_is_only_likely_is_advised_with_less_force() -> None:
    assert "probably" in advised(M=50, I=36)
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
    assert words.category(letter) in sentences.conclusion(result, analysis.settings, words)
    assert advice(result, analysis.settings, words)
    (summary,) = [paragraph.text for paragraph in overview(analysis, words)]
    assert words.category(letter).lower() in summary.lower()
    assert "X1" in summary


def test_the_overview_lists_what_is_settled_then_what_is_open_and_few_answers() -> None:
    said = overall({"A": 9}, {"A": 5, "I": 4}, {}, names=["Themes", "Chat", "Letters"])
    assert said[0] == "Attractive (1): Themes (100%). It delights; nobody complains without it."
    assert said[1].startswith("Do not decide yet (1): Chat.")
    assert said[2] == "Without an answer (1): Letters."
    assert "at most 9 answers" in said[3]


def test_most_is_said_of_more_than_half() -> None:
    assert overall({"I": 62, "A": 38})[0].endswith("It makes no difference to most people.")
    both = overall({"I": 46, "A": 27, "M": 27}, {"I": 80, "A": 20})[0]
    assert both.endswith("They make no difference to the largest group.")
    part = overall({"I": 250, "O": 290, "R": 150}, rule="cqm")[0]
    assert part == "Indifferent (1): Feature 1 (36%). It makes no difference to part of the people."


@pytest.mark.parametrize(("people", "warned"), [(49, True), (50, False)])
def test_few_answers_are_warned_of_up_to_fifty(people: int, warned: bool) -> None:
    assert ("first impression" in overall({"M": people})[-1]) == warned


def test_a_handful_of_answers_is_remarked_on() -> None:
    assert "fewer than 5 answers" in remarks(feature(O=4), EN)
    assert "fewer than 5 answers" not in remarks(feature(O=5), EN)


def test_a_questionable_feature_is_not_called_unclear() -> None:
    assert remarks(feature(Q=20), EN) == "100% questionable: rewrite the question"


def test_braces_in_a_name_are_only_braces() -> None:
    assert "{kind.__class__} (100%)" in overall({"M": 9}, names=["{kind.__class__}"])[0]
