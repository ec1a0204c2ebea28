"""The functions for cells: every one, on every shape, against the command line's numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import product
from math import isclose
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import binomtest

from command import kano
from kano_xl import __version__
from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.errors import InputError
from kano_xl.examples import example_survey
from kano_xl.excel import functions as excel
from kano_xl.languages import LANGUAGES
from kano_xl.model.categories import CATEGORIES, POULIOT, STANDARD
from kano_xl.model.coefficients import printed
from kano_xl.survey.files.opening import read_sheets
from kano_xl.writers.json_text import to_json
from sample_surveys import CHINESE, DISLIKE, LIKE, LIVE, MUST, NEUTRAL, survey

N_A, DIV_0, VALUE = "#N/A", "#DIV/0!", "#VALUE!"
NA_NUMBER, DIV_NUMBER, REF_NUMBER = -2146826246, -2146826281, -2146826265
LEFT_OUT = -2147352572
WORDS = (LIKE, MUST, NEUTRAL, LIVE, DISLIKE)

Column = tuple[tuple[object], ...]

AGGREGATES = (
    excel.kano_count,
    excel.kano_category,
    excel.kano_better,
    excel.kano_worse,
    excel.kano_interval,
    excel.kano_strength,
    excel.kano_total,
    excel.kano_pvalue,
    excel.kano_fong,
)
COEFFICIENTS = (excel.kano_better, excel.kano_worse, excel.kano_interval)
ALL_AGGREGATES = pytest.mark.parametrize("function", AGGREGATES, ids=lambda each: each.__name__)

CASES = json.loads(
    (Path(__file__).parents[2] / "published" / "cases.json").read_text(encoding="utf-8")
)


def column(*values: object) -> Column:
    return tuple((value,) for value in values)


def letters(**counts: int) -> Column:
    return column(*"".join(letter * count for letter, count in counts.items()))


# One answer, one category


def test_every_pair_of_answers() -> None:
    for functional, dysfunctional in product(range(1, 6), repeat=2):
        expected = STANDARD.rows[functional - 1][dysfunctional - 1]
        assert excel.kano_class(WORDS[functional - 1], float(dysfunctional)) == expected
        assert excel.kano_class(str(functional), CHINESE[dysfunctional - 1]) == expected
        found = excel.kano_class(float(functional), float(dysfunctional), "Pouliot")
        assert found == POULIOT.rows[functional - 1][dysfunctional - 1]


def test_class_in_every_shape() -> None:
    assert excel.kano_class(column(1.0, 2.0, 3.0), column(5.0, 5.0, 1.0)) == column("O", "M", "R")
    assert excel.kano_class(((1.0, 2.0),), ((5.0, 5.0),)) == (("O", "M"),)
    square = ((1.0, 2.0), (1.0, 5.0))
    assert excel.kano_class(square, ((5.0, 5.0), (3.0, 5.0))) == (("O", "M"), ("A", "Q"))
    assert excel.kano_class(LIKE, ((5.0, 3.0),)) == (("O", "A"),)
    assert excel.kano_class(column(1.0, 2.0), ((DISLIKE,),)) == column("O", "M")


def test_class_of_cells_that_are_no_pair() -> None:
    functional = column(
        LIKE, None, "", "maybe", NA_NUMBER, "maybe", True, LIKE, REF_NUMBER, "(跳过)"
    )
    dysfunctional = column(None, 5.0, "", 5.0, 5.0, None, 5.0, DIV_NUMBER, 5.0, 5.0)
    expected = column("", "", "", VALUE, N_A, VALUE, VALUE, DIV_0, VALUE, "")
    assert excel.kano_class(functional, dysfunctional) == expected
    assert excel.kano_class("#N/A", 5.0) == N_A
    assert excel.kano_class(None, 5.0) == ""


def test_true_is_no_answer_beside_a_one() -> None:
    assert excel.kano_code(column(1.0, True)) == column(1, VALUE)
    assert excel.kano_code(column(True, 1.0, False)) == column(VALUE, 1, VALUE)


@pytest.mark.parametrize(
    ("functional", "dysfunctional"),
    [
        (column(1.0, 2.0), column(1.0, 2.0, 3.0)),
        (column(1.0, 2.0), ((1.0, 2.0),)),
        (((1.0, 2.0),), ((1.0, 2.0), (1.0, 2.0))),
    ],
)
def test_unequal_shapes(functional: object, dysfunctional: object) -> None:
    assert excel.kano_class(functional, dysfunctional) == VALUE
    assert excel.kano_score(functional, dysfunctional) == VALUE
    for function in AGGREGATES:
        assert function(functional, dysfunctional) == VALUE


def test_a_single_answer_beside_a_range_is_no_pair_of_ranges() -> None:
    assert excel.kano_better(column(1.0, 1.0), 5.0) == VALUE
    assert excel.kano_score(column(1.0, 1.0), 5.0) == VALUE


def test_own_table() -> None:
    table = (("Q", "A", "O"), ("R", "R", "M"), ("R", "R", "Q"))
    assert excel.kano_class(column(3.0, 1.0), column(3.0, 5.0), table) == column("R", "O")
    assert excel.kano_class(1.0, 5.0, "mine") == VALUE
    assert excel.kano_class(1.0, 5.0, ((None,),)) == "O"


def test_codes() -> None:
    answers = column("3", "３", 4.0, "2、理应如此", "(5) I dislike it", "6", 2.5, 0.0, None, "")
    expected = column(3, 3, 4, 2, 5, VALUE, VALUE, VALUE, "", "")
    assert excel.kano_code(answers) == expected
    assert excel.kano_code(((1.0, "5", LIKE, NA_NUMBER),), "like=5") == ((5, 1, 1, N_A),)
    assert excel.kano_code("Me gusta") == 1
    assert excel.kano_code(1.0, "like=2") == VALUE


def test_names() -> None:
    assert excel.kano_name("m", "en") == "must-be"
    block = (("A", "one-dimensional", None), ("无差异", "x", NA_NUMBER))
    expected = (("魅力", "期望", ""), ("无差异", VALUE, N_A))
    assert excel.kano_name(block, "中文") == expected
    assert excel.kano_name("A", "xx") == VALUE


def test_names_in_the_language_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert excel.kano_name("M") == "必备"


def test_version() -> None:
    assert excel.kano_version() == __version__


# Many of them


def test_ranges_of_letters_have_any_shape() -> None:
    for block in (
        letters(A=1, O=1, M=1, I=1),
        (("A", "o", "must-be", "无差异"),),
        (("A", "O"), ("M", "I")),
        (("A", "O", ""), (None, "M", "I")),
    ):
        assert excel.kano_count(block) == ((1, 1, 1, 1, 0, 0),)
        assert excel.kano_better(block) == 0.5
        assert excel.kano_worse(block) == -0.5


def test_two_columns_of_answers() -> None:
    answers = ((LIKE, DISLIKE), (1.0, "3"), (2.0, 5.0), (None, 5.0), (3.0, None))
    assert excel.kano_count(answers) == ((1, 1, 1, 0, 0, 0),)
    functional, dysfunctional = (column(*side) for side in zip(*answers, strict=True))
    assert excel.kano_count(functional, dysfunctional) == ((1, 1, 1, 0, 0, 0),)


def test_must_be_is_a_category_and_an_answer() -> None:
    """Two columns are answers if all of their cells can be; else they are letters."""
    assert excel.kano_count((("must-be", "must-be"), ("Indifferent", "must-be"))) == (
        (0, 0, 0, 2, 0, 0),
    )
    assert excel.kano_count((("must-be", "attractive"), ("M", ""))) == ((1, 0, 2, 0, 0, 0),)
    assert excel.kano_count(column("must-be", "Indifferent")) == ((0, 0, 1, 1, 0, 0),)


def test_answers_in_blocks_beside_each_other() -> None:
    assert excel.kano_count(((1.0, 1.0), (2.0, 2.0)), ((5.0, 3.0), (5.0, 1.0))) == (
        (1, 1, 1, 0, 1, 0),
    )


def test_counts_with_headers() -> None:
    found = excel.kano_count(letters(A=2, Q=1), None, True)
    assert found == (tuple("AOMIRQ"), (2, 0, 0, 0, 0, 1))
    assert excel.kano_count("A", LEFT_OUT, False) == ((1, 0, 0, 0, 0, 0),)
    assert excel.kano_count("A", None, "perhaps") == VALUE


@ALL_AGGREGATES
@pytest.mark.parametrize(
    "cells",
    [
        (column("A", "X"), None),
        (column("A", NA_NUMBER), None),
        (column("A", "#VALUE!"), None),
        (column("A", 1.0), None),
        (((LIKE, DISLIKE), ("maybe", DISLIKE)), None),
        (((1.0, 5.0), (NA_NUMBER, None)), None),
        (((1.0, 5.0), (True, 5.0)), None),
        (column(1.0, "maybe"), column(5.0, 5.0)),
        (column(1.0, 2.0), column(5.0, REF_NUMBER)),
        (((1.0, 5.0, 1.0), (1.0, 5.0, 1.0)), None),
        ((), None),
    ],
    ids=str,
)
def test_nothing_is_counted_beside_a_cell_that_cannot_be_read(
    function: object, cells: tuple[object, object]
) -> None:
    assert function(*cells) == VALUE


@ALL_AGGREGATES
@pytest.mark.parametrize(
    "cells",
    [
        (None, None),
        ("", LEFT_OUT),
        (column(None, ""), None),
        (((None, None), ("", None)), None),
        (column(1.0, None), column(None, 5.0)),
        (((1.0, None), (None, 5.0)), None),
        (1.0, ((None,),)),
        (LIKE, None),
    ],
    ids=str,
)
def test_no_valid_pair(function: object, cells: tuple[object, object]) -> None:
    expected = ((0, 0, 0, 0, 0, 0),) if function is excel.kano_count else N_A
    assert function(*cells) == expected


def test_no_valid_pair_has_no_scores() -> None:
    assert excel.kano_score(column(1.0, None), column(None, 5.0)) == N_A


@pytest.mark.parametrize("function", COEFFICIENTS, ids=lambda each: each.__name__)
def test_zero_denominator(function: object) -> None:
    assert function(letters(R=3, Q=1)) == DIV_0
    assert function(column(5.0), column(1.0)) == DIV_0


def test_what_is_defined_without_a_denominator() -> None:
    cells = letters(R=3, Q=1)
    assert excel.kano_category(cells) == "R"
    assert excel.kano_strength(cells) == 0.75
    assert excel.kano_total(cells) == 0.0
    assert excel.kano_fong(cells) is True
    only_questionable = letters(Q=2)
    assert excel.kano_category(only_questionable) == "Q"
    assert excel.kano_pvalue(only_questionable) == DIV_0
    assert excel.kano_fong(only_questionable) == DIV_0


def test_rules_disagree() -> None:
    """Indifferent is most frequent, but one-dimensional is within 5 %; O+A+M is larger."""
    cells = letters(A=10, O=38, M=10, I=40, R=2)
    assert excel.kano_category(cells) == excel.kano_category(cells, None, "MODE") == "I"
    assert excel.kano_category(cells, LEFT_OUT, "moai") == "O"
    assert excel.kano_category(cells, None, "CQM") == "O"
    assert excel.kano_category(cells, None, "best") == VALUE


def test_intervals() -> None:
    """50 of 100 by Wilson: 0.4038 to 0.5962 (Newcombe 1998 gives the formula)."""
    cells = letters(A=50, M=30, I=20)
    ((low, high),) = excel.kano_interval(cells)
    assert (round(low, 4), round(high, 4)) == (0.4038, 0.5962)
    scipys = binomtest(30, 100).proportion_ci(0.9, "wilson")
    ((low, high),) = excel.kano_interval(cells, None, "Worse", 0.9)
    assert isclose(low, -scipys.high)
    assert isclose(high, -scipys.low)
    assert excel.kano_interval(cells, None, "both") == VALUE
    assert excel.kano_interval(cells, None, "better", 95.0) == VALUE


def test_exact_p_is_scipys() -> None:
    found = excel.kano_pvalue(letters(A=54, O=54, M=101, I=81, R=3, Q=3))
    assert isclose(found, binomtest(101, 182).pvalue)


def test_scores() -> None:
    functional, dysfunctional = [1, 2, 3, 4, 5, 1], [5, 4, 3, 2, 1, 3]
    found = excel.kano_score(
        column(*map(float, functional), None), column(*map(float, dysfunctional), 5.0)
    )
    up, down = {1: 4, 2: 2, 3: 0, 4: -1, 5: -2}, {1: -2, 2: -1, 3: 0, 4: 2, 5: 4}
    ((first, second),) = found
    assert isclose(first, mean(up[code] for code in functional))
    assert isclose(second, mean(down[code] for code in dysfunctional))
    assert excel.kano_score(column("x"), column(1.0)) == VALUE


@pytest.mark.parametrize("case", [case for case in CASES if "n" in case], ids=lambda c: c["case"])
def test_published_tables(case: dict[str, object]) -> None:
    checked = 0
    for feature in case["features"]:
        if "counts" not in feature:
            continue
        cells, published = letters(**feature["counts"]), feature["published"]
        assert excel.kano_count(cells) == (tuple(feature["counts"][name] for name in CATEGORIES),)
        for name, function in (("better", excel.kano_better), ("worse", excel.kano_worse)):
            if name in published:
                digits = len(str(published[name]).split(".")[1])
                assert abs(function(cells) - published[name]) <= 0.5001 * 10**-digits
                checked += 1
        if "category_mode" in published:
            assert excel.kano_category(cells) == published["category_mode"]
        if "fong" in published:
            assert excel.kano_fong(cells) is published["fong"].endswith("sig.")
        for name, function in (("category", excel.kano_strength), ("total", excel.kano_total)):
            if f"{name}_strength_pct" in published:
                percent = int(printed(100 * function(cells), 0))
                assert percent == published[f"{name}_strength_pct"]
    assert checked


# The same numbers as the command line

ANSWERS = st.sampled_from([1.0, 2.0, 3.0, 4.0, 5.0, "1", " 5 ", *WORDS, *CHINESE, None, ""])
JUNK = st.sampled_from(["maybe", 9.0, "Q7", 2.5])
PAIRS = st.lists(st.tuples(ANSWERS, ANSWERS), min_size=1, max_size=40)


def command_line(pairs: Sequence[tuple[object, object]]) -> dict[str, object]:
    """What ``analyse --json`` says of a survey with these pairs as its one feature."""
    rows = [[None if cell == "" else cell for cell in pair] for pair in pairs]
    found = survey(["Chat [F]", "Chat [D]"], *rows, settings=Settings(codes="like=1"))
    (feature,) = json.loads(to_json(found, analyse(found.counts())))["features"]
    return feature


def assert_same(feature: dict[str, object], *cells: object) -> None:
    """The functions say of these cells what the JSON says of the feature."""
    undefined = N_A if feature["n"] == 0 else DIV_0

    def same(found: object, expected: object) -> bool:
        return found == (undefined if expected is None else expected)

    assert excel.kano_count(*cells) == (tuple(feature["counts"].values()),)
    second = cells[1] if len(cells) == 2 else None
    for rule, category in feature["categories"].items():
        assert same(excel.kano_category(cells[0], second, rule), category)
    assert same(excel.kano_better(*cells), feature["better"])
    assert same(excel.kano_worse(*cells), feature["worse"])
    for name in ("better", "worse"):
        expected = feature[f"{name}_interval"]
        found = excel.kano_interval(cells[0], second, name)
        assert same(found, expected and (tuple(expected),))
    assert same(excel.kano_strength(*cells), feature["category_strength"])
    assert same(excel.kano_total(*cells), feature["total_strength"])
    top_two = feature["top_two"] or {"p": None, "fong": {"significant": None}}
    assert same(excel.kano_pvalue(*cells), top_two["p"])
    assert same(excel.kano_fong(*cells), top_two["fong"]["significant"])


@given(PAIRS)
def test_functions_say_what_the_command_line_says(pairs: list[tuple[object, object]]) -> None:
    functional, dysfunctional = (column(*side) for side in zip(*pairs, strict=True))
    letters_found = excel.kano_class(functional, dysfunctional)
    try:
        feature = command_line(pairs)
    except InputError:
        # The reader refuses a question without a single answer; then there is no pair at all.
        assert not any(all(cell not in (None, "") for cell in pair) for pair in pairs)
        assert excel.kano_better(functional, dysfunctional) == N_A
        return
    assert_same(feature, functional, dysfunctional)
    assert_same(feature, tuple(pairs))
    assert_same(feature, letters_found)
    score = feature["score"]
    means = score and ((score["functional_mean"], score["dysfunctional_mean"]),)
    assert excel.kano_score(functional, dysfunctional) == (means or N_A)


def spoils(cell: object) -> bool:
    return cell in ("maybe", 9.0, "Q7", 2.5)


@given(PAIRS, st.lists(st.tuples(st.integers(0, 39), st.integers(0, 1), JUNK), min_size=1))
def test_unreadable_cells_are_shown_and_the_rest_counts_as_on_the_command_line(
    pairs: list[tuple[object, object]], junk: list[tuple[int, int, object]]
) -> None:
    rows = [list(pair) for pair in pairs]
    for row, side, value in junk:
        rows[row % len(rows)][side] = value
    spoilt = [any(map(spoils, row)) for row in rows]
    functional, dysfunctional = (column(*side) for side in zip(*rows, strict=True))
    found = excel.kano_class(functional, dysfunctional)
    cells = [cell for (cell,) in found] if isinstance(found, tuple) else [found]
    assert [cell == VALUE for cell in cells] == spoilt
    assert excel.kano_better(functional, dysfunctional) == VALUE
    try:
        # There the user would be asked; with these cells emptied the rest counts alike.
        emptied = [["" if spoils(cell) else cell for cell in row] for row in rows]
        feature = command_line([tuple(row) for row in emptied])
    except InputError:
        assume(False)
    assert_same(feature, column(*("" if cell == VALUE else cell for cell in cells)))


def test_functions_say_what_the_program_prints(tmp_path: Path) -> None:
    rows = [(WORDS[i % 5], WORDS[(i * i + 2) % 5]) for i in range(57)] + [(LIKE, ""), ("", MUST)]
    file = tmp_path / "survey.csv"
    file.write_text(
        "Chat [F],Chat [D]\n" + "".join(f"{f},{d}\n" for f, d in rows), encoding="utf-8"
    )
    outcome = kano("analyse", file, "--json", "-", "--quiet")
    assert outcome.code == 0, outcome.err
    (feature,) = json.loads(outcome.out)["features"]
    assert feature["n"] == 57
    assert_same(feature, tuple(rows))


# A whole survey

SURVEY = (
    ("Submitted", "Chat [F]", "Chat [D]", "Alerts [F]", "Alerts [D]"),
    (45000.0, LIKE, DISLIKE, MUST, DISLIKE),
    (45001.0, LIKE, NEUTRAL, MUST, LIVE),
    (45002.0, NEUTRAL, NEUTRAL, MUST, DISLIKE),
    (45003.0, LIKE, DISLIKE, NEUTRAL, None),
)


def test_whole_result() -> None:
    titles, chat, alerts = excel.kano_table(SURVEY, None, "en")
    assert titles[:5] == ("Feature", "Category", "#", "Verdict", "Stability")
    assert titles[5:7] == ("n", "Missing")
    assert titles[7:13] == tuple(CATEGORIES)
    assert titles[13] == "Better"
    assert len(titles) == len(chat) == len(alerts)
    assert (chat[:3], alerts[:3]) == (("Chat", "one-dimensional", 2), ("Alerts", "must-be", 1))
    assert chat[3] == "open"  # four answers are too few for anything else
    assert 0 < chat[4] < 1
    assert chat[5:13] == (4, 0, 1, 2, 0, 1, 0, 0)
    assert alerts[5:13] == (3, 1, 0, 0, 2, 1, 0, 0)
    cells = tuple(row[1:3] for row in SURVEY[1:])
    better, low, high, worse, worse_low, worse_high, strength, total, p = chat[13:]
    assert (better, worse) == (0.75, -0.5)
    assert ((low, high),) == excel.kano_interval(cells)
    assert ((worse_low, worse_high),) == excel.kano_interval(cells, None, "worse")
    assert (strength, total) == (0.25, 0.75)
    assert p == excel.kano_pvalue(cells)


def test_whole_result_in_chinese_and_by_another_rule() -> None:
    titles, chat, _ = excel.kano_table(SURVEY, "moai", "zh-Hans")
    assert titles[:2] == ("功能", "属性")
    assert chat[1] == "期望"


def test_whole_result_has_errors_where_nothing_is_defined() -> None:
    reverse = [("Chat [F]", "Chat [D]", "Alerts [F]", "Alerts [D]")]
    reverse += [(DISLIKE, LIKE, MUST, None), (DISLIKE, LIKE, None, MUST)]
    _, chat, alerts = excel.kano_table(tuple(reverse), None, "en")
    assert chat[1] == "reverse"
    assert set(chat[13:19]) == {DIV_0}
    assert alerts[1] == alerts[3] == alerts[4] == N_A
    assert set(alerts[13:]) == {N_A}


def test_blank_and_wrong_cells_in_a_whole_survey() -> None:
    wrong = (45004.0, NA_NUMBER, DISLIKE, "1", 5.0)
    rows = [*SURVEY, *SURVEY[1:] * 5, ("", " ", "", None, None), wrong]
    _, chat, alerts = excel.kano_table(tuple(rows), None, "en")
    assert chat[5:7] == (24, 1)
    assert alerts[5:7] == (19, 6)
    assert excel.kano_table((*SURVEY, wrong), None, "en") == VALUE


def as_excel_has_it(rows: Sequence[Sequence[object]]) -> tuple[tuple[object, ...], ...]:
    """Cells with dates as the numbers that Excel keeps."""

    def value(cell: object) -> object:
        is_date = isinstance(cell, datetime)
        return (cell - datetime(1899, 12, 30)) / timedelta(days=1) if is_date else cell

    return tuple(tuple(map(value, row)) for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whole_result_is_the_command_lines(language: str) -> None:
    """Of a survey as it was exported, with names, dates and free text beside the answers."""
    file = example_survey(language)
    (sheet,) = read_sheets(file)
    table = excel.kano_table(as_excel_has_it(sheet.rows), "cqm", language)
    outcome = kano("analyse", file, "--json", "-", "--quiet", "--rule", "cqm")
    features = json.loads(outcome.out)["features"]
    assert [row[0] for row in table[1:]] == [feature["name"] for feature in features]
    for row, feature in zip(table[1:], features, strict=True):
        assert row[1] == excel.kano_name(feature["category"], language)
        assert (row[2], row[5], row[6]) == (feature["rank"], feature["n"], feature["missing"])
        assert row[4] == feature["probability"][feature["category"]]
        assert row[7:13] == tuple(feature["counts"].values())
        assert row[13:16] == (feature["better"], *feature["better_interval"])
        assert row[16:19] == (feature["worse"], *feature["worse_interval"])
        assert row[19:21] == (feature["category_strength"], feature["total_strength"])
        assert row[21] == feature["top_two"]["p"]


def test_what_is_no_survey() -> None:
    assert excel.kano_table(column(1.0, 2.0)) == VALUE
    assert excel.kano_table(None) == VALUE
    assert excel.kano_table(SURVEY, "median") == VALUE
    assert excel.kano_table(SURVEY, None, "fr") == VALUE


def test_counts_alone_are_a_survey_too() -> None:
    totals = (("Feature", *"AOMI"), ("Chat", 10.0, 20.0, 5.0, 5.0), ("Alerts", 1.0, 2.0, 30.0, 4.0))
    _, chat, alerts = excel.kano_table(totals, None, "en")
    assert (*chat[:3], chat[5]) == ("Chat", "one-dimensional", 2, 40)
    assert (*alerts[:3], alerts[5]) == ("Alerts", "must-be", 1, 37)


def test_texts_of_strangers_stay_texts() -> None:
    titles = ("=1+1 [F]", "=1+1 [D]", "@SUM(A1) [F]", "@SUM(A1) [D]")
    table = excel.kano_table((titles, (1.0, 5.0, 1.0, 3.0)), None, "en")
    assert [row[0] for row in table[1:]] == ["=1+1", "@SUM(A1)"]


def test_dates_from_other_hosts_are_no_answers() -> None:
    assert excel.kano_code(column(datetime(2026, 1, 1), LIKE)) == column(VALUE, 1)
