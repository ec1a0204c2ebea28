"""Every case that a feature can be in has its sentence, in each language."""

from __future__ import annotations

import pytest

from kano_xl.languages import LANGUAGES
from kano_xl.model.analysis import FeatureResult
from kano_xl.report.sentences import advice, conclusion, overview, remarks
from kano_xl.report.words import Words
from sample_reports import analysis_of, survey_of

EN = Words("en")


def feature(**counts: int) -> FeatureResult:
    return analysis_of(survey_of([counts], ["Fast transfers"])).features[0]


def test_clear() -> None:
    assert conclusion(feature(M=60, I=10), EN) == "Fast transfers is a must-be: clear."


def test_likely() -> None:
    said = conclusion(feature(A=50, I=36), EN)
    assert said.startswith("Fast transfers is likely attractive; indifferent is possible; about ")
    assert said.endswith(" more answers would settle it.")


def test_open() -> None:
    said = conclusion(feature(A=40, I=35), EN)
    assert said.startswith("Fast transfers is open between attractive and indifferent; about ")


def test_open_with_hardly_any_difference_promises_nothing() -> None:
    said = conclusion(feature(A=500, I=499), EN)
    assert said.endswith("; the two are practically level.")


def test_tie() -> None:
    said = conclusion(feature(A=30, M=30, I=4), EN)
    assert said == (
        "Fast transfers is tied between must-be and attractive; "
        "by M > O > A > I > R > Q it is taken as a must-be."
    )


def test_nobody_answered() -> None:
    nobody = feature()
    assert conclusion(nobody, EN) == (
        "Fast transfers has no category: nobody answered both of its questions."
    )
    assert advice(nobody, EN) == "Ask again: nobody answered."
    assert remarks(nobody, EN) == ""


def test_everybody_against_it() -> None:
    said = conclusion(feature(R=50), EN)
    assert said == (
        "Fast transfers is reverse: clear. "
        "Better and Worse are undefined: no answer was A, O, M or I."
    )
    assert "opposite" in advice(feature(R=50), EN)


def test_remarks_name_a_tie_disagreeing_rules_and_bad_questions() -> None:
    said = remarks(feature(I=40, A=30, O=20, M=10, Q=15), EN)
    assert "rules disagree" in said
    assert "13% questionable" in said
    assert "tie: must-be and attractive" in remarks(feature(A=30, M=30), EN)


def test_a_feature_needed_but_of_no_one_kind_is_mixed() -> None:
    # Lee & Newcomb: lead 1/90 ≤ 6 %, total strength 61/90 ≥ 60 %.
    assert "mixed" in remarks(feature(M=31, O=30, I=29), EN)
    assert "lead of 6% or less" in remarks(feature(M=31, I=30, R=29), EN)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", "AOMIRQ")
def test_every_category_has_its_sentences(language: str, letter: str) -> None:
    words = Words(language)
    result = analysis_of(survey_of([{letter: 50}], ["X1"]), language).features[0]
    assert result.category == letter
    assert "X1" in conclusion(result, words)
    assert advice(result, words)
    summary = [p.text for p in overview(analysis_of(survey_of([{letter: 50}]), language), words)]
    assert len(summary) == 1
    assert words.category(letter).lower() in summary[0].lower()


def test_the_overview_lists_what_is_open_and_warns_of_few_answers() -> None:
    analysis = analysis_of(survey_of([{"A": 5, "I": 4}, {}], ["Chat", "Letters"]))
    said = [paragraph.text for paragraph in overview(analysis, EN)]
    assert said[0].startswith("Attractive (1): Chat.")
    assert said[1].startswith("Not settled (1): Chat.")
    assert said[2] == "Without an answer (1): Letters."
    assert "first impression" in said[3]


def test_a_handful_of_answers_is_remarked_on() -> None:
    assert "fewer than 5 answers" in remarks(feature(O=4), EN)
    assert "fewer than 5 answers" not in remarks(feature(O=5), EN)


def test_a_questionable_feature_is_not_called_unclear() -> None:
    assert remarks(feature(Q=20), EN) == "100% questionable: rewrite the question"


def test_braces_in_a_name_are_only_braces() -> None:
    result = analysis_of(survey_of([{"M": 9}], ["{kind.__class__}"])).features[0]
    assert conclusion(result, EN).startswith("{kind.__class__} is a must-be")
