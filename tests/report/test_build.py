"""What the sheets say: checked against the analysis and against independent arithmetic."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import poisson

from kano_xl.errors import Place, Problem
from kano_xl.languages import LANGUAGES
from kano_xl.model.analysis import Importance
from kano_xl.report.build import build_report, empty_report
from kano_xl.report.content.check import MOST_WORDINGS
from kano_xl.report.report import (
    KINDS,
    STYLES,
    Band,
    Cell,
    Chart,
    Formula,
    Link,
    Paragraph,
    Range,
    Report,
    ReportSheet,
    ReportTable,
    without_names,
)
from kano_xl.report.typesetting.placement import Placement
from kano_xl.survey.survey import Survey, Wording
from kano_xl.writers.open_workbook.grouping import OPTIONAL
from sample_reports import (
    HOSTILE,
    WRITTEN,
    analysis_of,
    grouped_workbook_report,
    mixed_counts,
    problem_at,
    report_of,
    survey_of,
    totals_of,
    workbook_report_of,
)

NAME_IN_EXCEL = re.compile(r"[^\W\d][\w.]{0,254}")
LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]\d*")


def sheet(report: Report, key: str) -> ReportSheet:
    return next(sheet for sheet in report.sheets if sheet.key == key)


def table(report: Report, key: str) -> ReportTable:
    tables = (table for sheet in report.sheets for table in sheet.tables)
    return next(table for table in tables if table.key == key)


def column(of: ReportTable, key: str) -> list[Cell]:
    index = [column.key for column in of.columns].index(key)
    return [row[index] for row in of.rows]


def values(of: ReportTable, key: str) -> list[object]:
    return [cell.value if isinstance(cell, Formula) else cell for cell in column(of, key)]


def paragraphs(of: ReportSheet) -> str:
    return "\n".join(block.text for block in of.blocks if isinstance(block, Paragraph))


def test_the_sheets_stand_in_the_order_in_which_one_reads() -> None:
    survey = survey_of(mixed_counts(3))
    keys = [sheet.key for sheet in report_of(survey, scores=True).sheets]
    wanted = ["summary", "categories", "coefficients", "scores", "check", "method"]
    assert [key for key in keys if key in wanted] == wanted
    assert keys[0] == "summary"
    assert "scores" not in [sheet.key for sheet in report_of(survey).sheets]


def test_counts_alone_give_everything_but_scores_and_questions() -> None:
    survey = totals_of({"Chat": {"A": 9, "I": 3}, "Alerts": {"M": 12}})
    keys = [sheet.key for sheet in report_of(survey, scores=True).sheets]
    assert {"summary", "categories", "coefficients", "check", "method"} <= set(keys)
    assert not {"scores", "questions"} & set(keys)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Counts only, up to 12 answers"), ("zh-Hans", "只有计数")]
)
def test_counts_alone_do_not_say_how_many_people_answered(language: str, said: str) -> None:
    report = report_of(totals_of({"Chat": {"A": 9, "I": 3}, "Alerts": {"M": 2}}), language)
    assert said in paragraphs(sheet(report, "summary"))
    assert "0 respondents" not in paragraphs(sheet(report, "summary"))
    assert "Numbers as answers" not in paragraphs(sheet(report, "method"))
    assert "Numbers as answers" in paragraphs(sheet(report_of(survey_of([{"M": 5}])), "method"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_large_numbers_are_grouped(language: str) -> None:
    report = report_of(totals_of({"Chat": {"A": 100_000, "I": 99_000}}), language)
    # Where a comma stands before decimals, 199,000 would be 199: such a language groups nothing.
    assert re.search("199,?000", paragraphs(sheet(report, "summary")))


def test_the_data_of_a_chart_stand_below_its_title() -> None:
    band = sheet(report_of(survey_of(mixed_counts(3)), scores=True), "data").blocks[-1]
    assert isinstance(band, Band)
    headed = dict(zip([table.key for table in band.tables], band.headings, strict=True))
    assert list(headed) == ["map", "shares", "scores_map"]
    assert headed["map"] == "Better–Worse map"


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_room_every_sheet_is_there_for_every_survey(language: str) -> None:
    reports = [
        workbook_report_of(survey_of(mixed_counts(12), problems=[problem_at("C7")]), language),
        workbook_report_of(totals_of({"Chat": {"A": 9, "I": 3}}), language),
        empty_report(language, WRITTEN),
    ]
    keys = [[sheet.key for sheet in report.sheets] for report in reports]
    assert keys[0] == keys[1] == [key for key in keys[2] if key not in OPTIONAL]
    assert {"scores", "questions", *OPTIONAL} < set(keys[2])


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_what_charts_read_has_its_place_for_every_number_of_features(language: str) -> None:
    def cells(report: Report) -> list[object]:
        placement = Placement(report)
        return [
            (one.key, [placement.locate(cells) for cells in ranges(one)])
            for sheet in report.sheets
            for one in sheet.blocks
            if isinstance(one, Chart)
        ]

    def ranges(chart: Chart) -> list[Range]:
        found = [chart.title_cell]
        for one in chart.series:
            found += [one.x, one.y, one.labels]
            for bars in (one.x_errors, one.y_errors):
                found += [] if bars is None else [bars.less, bars.more]
        return [cells for cells in found if cells is not None]

    empty = cells(empty_report(language, WRITTEN))
    assert len(empty) == 6
    empty = [each for each in empty if each[0] != "satisfaction_map"]
    usual = [each for each in empty if each[0] not in ("moves", "group_shares")]
    for count in (1, 3, 12, 60):
        assert cells(workbook_report_of(survey_of(mixed_counts(count)), language)) == usual
    for groups in (2, 3, 12, 30):
        assert sorted(cells(grouped_workbook_report(groups, 14, language))) == sorted(empty)


def test_an_empty_report_says_what_to_do() -> None:
    report = empty_report("en", WRITTEN)
    assert "click Analyse" in paragraphs(sheet(report, "summary"))
    for key in ("check", "method"):
        assert "Nothing has been analysed yet" in paragraphs(sheet(report, key))
    said = "\n".join(paragraphs(page) for page in report.sheets)
    assert "0 respondents" not in said
    assert "No problem found" not in said
    assert report.title == "Kano analysis"
    filled = {one.key for page in report.sheets for one in page.tables if one.rows}
    frames = {"map_frame", "scores_map_frame", "moves", "moves_frame", "satisfaction_map_frame"}
    assert filled == {"evaluation", "enough", *frames}


def unnamed(one: ReportTable) -> ReportTable:
    columns = tuple(replace(column, name="") for column in one.columns)
    return replace(one, name="", columns=columns)


def test_a_report_without_names_is_else_the_same() -> None:
    named = report_of(survey_of(mixed_counts(3)), scores=True)
    plain = without_names(named)
    assert {one.name for page in plain.sheets for one in page.tables} == {""}
    for before, after in zip(named.sheets, plain.sheets, strict=True):
        assert [unnamed(one) for one in before.tables] == list(after.tables)
        assert [type(one) for one in before.blocks] == [type(one) for one in after.blocks]


def test_problems_are_sentences() -> None:
    survey = survey_of([{"M": 5}], problems=[problem_at("C7")])
    (said,) = column(table(report_of(survey), "problems"), "problem")
    assert isinstance(said, str)
    assert said[0].isupper()


def test_the_answers_that_were_taken_for_something_are_listed_and_cut() -> None:
    place = Place("answers.xlsx", "Form Responses 1", "B2")
    wordings = [Wording(f"w{n}", 1, 100 - n, place) for n in range(MOST_WORDINGS + 3)]
    wordings += [Wording("", None, 2, place), Wording("", None, 1, place)]
    survey = replace(survey_of([{"M": 5}]), wordings=tuple(wordings))
    found = table(report_of(survey), "answers")
    assert len(found.rows) == MOST_WORDINGS + 1
    assert found.rows[0] == (100, Link("B2", place), "w0", "like")
    # Three wordings, and the two that are not shown, which are one together.
    left = 100 - MOST_WORDINGS, 99 - MOST_WORDINGS, 98 - MOST_WORDINGS, 3
    assert found.rows[-1] == (sum(left), "", "… and 4 more", "")


@pytest.mark.parametrize(
    ("made", "mends"), [(report_of, "--exclude"), (workbook_report_of, "“Leave out duplicates”")]
)
def test_what_mends_a_problem_is_a_flag_in_a_file_and_a_setting_in_excel(
    made: Callable[[Survey], Report], mends: str
) -> None:
    problem = Problem("respondent_duplicate", Place("answers.xlsx", "Form Responses 1", "A9"))
    found = table(made(survey_of([{"M": 5}], problems=[problem])), "problems")
    (told,) = column(found, "mend")
    assert mends in str(told)


def test_every_table_of_a_feature_is_in_order_of_priority() -> None:
    report = report_of(survey_of(mixed_counts(12)), scores=True)
    ranked = analysis_of(survey_of(mixed_counts(12))).ranked()
    names = [feature.name for feature in ranked]
    for key in ("counts", "coefficients", "scores"):
        assert column(table(report, key), "feature") == names
    waiting = [feature.name for feature in ranked if feature.verdict == "open"]
    assert 0 < len(waiting) < len(names)
    assert column(table(report, "undecided"), "feature") == waiting
    settled = [name for name in names if name not in waiting]
    assert column(table(report, "priorities"), "feature") == settled


@pytest.mark.parametrize(
    ("counts", "said"),
    [({"M": 50}, "every feature is clear or likely"), ({"A": 3}, "no feature is settled")],
)
def test_a_list_without_a_feature_is_told_instead_of_an_empty_table(
    counts: dict[str, int], said: str
) -> None:
    survey = survey_of([counts])
    page = sheet(report_of(survey), "summary")
    assert said in paragraphs(page)
    assert len(page.tables) == 1
    assert len(sheet(workbook_report_of(survey), "summary").tables) == 2


def test_counts_shares_and_totals_agree() -> None:
    counts = {"A": 21, "O": 9, "M": 4, "I": 60, "R": 3, "Q": 3}
    counted = table(report_of(survey_of([counts], people=110)), "counts")
    for letter, count in counts.items():
        assert column(counted, letter) == [count]
        assert values(counted, f"share_{letter}") == [count / 100]
    assert values(counted, "n") == [100]
    assert column(counted, "missing") == [10]


def test_importance_is_shown_where_it_was_asked() -> None:
    survey = survey_of([{"M": 5}, {"A": 5}], ["Alerts", "Chat"])
    asked = analysis_of(survey, importance=[Importance(7.5, 4), None])
    assert column(table(build_report(survey, asked, WRITTEN), "counts"), "mean_importance") == [
        7.5,
        None,
    ]
    keys = [column.key for column in table(report_of(survey), "counts").columns]
    assert "mean_importance" not in keys


def test_coefficients_are_the_published_formulas() -> None:
    row = {"A": 54, "O": 54, "M": 101, "I": 81, "R": 3, "Q": 3}
    coefficients = table(report_of(survey_of([row])), "coefficients")
    assert values(coefficients, "trials") == [290]
    assert values(coefficients, "better") == [pytest.approx(108 / 290)]
    assert values(coefficients, "worse") == [pytest.approx(-155 / 290)]
    assert values(coefficients, "better_with_reversals") == [pytest.approx(105 / 293)]
    assert values(coefficients, "worse_with_reversals") == [pytest.approx(-152 / 293)]
    for key in ("trials", "better", "worse", "better_low", "worse_high"):
        assert all(isinstance(cell, Formula) for cell in column(coefficients, key))


def test_undefined_coefficients_have_no_value() -> None:
    coefficients = table(report_of(survey_of([{"R": 10}, {}])), "coefficients")
    for key in ("better", "better_low", "worse", "worse_high", "total_satisfaction"):
        assert values(coefficients, key) == [None, None]


def test_problems_are_told_with_a_link_to_their_cell() -> None:
    problems = [problem_at("C7"), problem_at(None), problem_at(None, "", None)]
    found = table(report_of(survey_of([{"M": 5}], problems=problems)), "problems")
    first, second, third = column(found, "where")
    assert first == Link("C7", problems[0].place)
    assert second == third == "whole survey"
    assert all("=1+1" in str(text) for text in column(found, "problem"))


def test_no_problem_is_told_too() -> None:
    assert "No problem found." in paragraphs(sheet(report_of(survey_of([{"M": 5}])), "check"))


def test_who_was_left_out_is_told_wherever_it_matters() -> None:
    survey = survey_of([{"M": 50}], excluded={"duplicates": 3, "straight-lining": 0})
    report = report_of(survey)
    for key in ("summary", "check", "method"):
        assert "Left out at your request: duplicate rows 3." in paragraphs(sheet(report, key))


def test_the_method_sheet_names_what_was_used() -> None:
    survey = survey_of([{"M": 50}])
    report = report_of(survey, table=("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"), rule="cqm")
    said = paragraphs(sheet(report, "method"))
    for part in ("custom", "Center for Quality of Management", "answers.xlsx", "2026-03-01"):
        assert part in said
    for author in ("Kano", "Berger", "Sauerwein", "Lee", "Fong", "DuMouchel", "Wilson"):
        assert re.search(rf"^{author}, .*\((1927|19[89]\d)\)\.", said, re.MULTILINE)
    grid = table(report, "evaluation")
    letters = ["".join(cell.letter for cell in row[1:]) for row in grid.rows]  # type: ignore[union-attr]
    assert letters == ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]


def test_questions_are_kept_word_for_word() -> None:
    survey = survey_of([{"M": 5}], ["Fast transfers"])
    question = "How would you feel if " + "transfers took less than a minute, " * 30
    survey = replace(survey, features=(replace(survey.features[0], question=question),))
    questions = table(report_of(survey), "questions")
    assert column(questions, "with") == [question]


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_ones_that_excel_takes(language: str) -> None:
    survey = survey_of(mixed_counts(3), problems=[problem_at("A1")])
    report = report_of(survey, language, scores=True)
    titles = [sheet.title for sheet in report.sheets]
    assert len({title.lower() for title in titles}) == len(titles)
    for title in titles:
        assert 0 < len(title) <= 31
        assert not set(title) & set("[]:*?/\\'")
    names = []
    for one in (table for sheet in report.sheets for table in sheet.tables):
        names.append(one.name.lower())
        assert NAME_IN_EXCEL.fullmatch(one.name)
        assert not LIKE_A_CELL.fullmatch(one.name)
        headers = [column.title.lower() for column in one.columns]
        assert len(set(headers)) == len(headers)
        assert all(column.kind in KINDS for column in one.columns)
        assert all(len(row) == len(one.columns) for row in one.rows)
    for block in (block for sheet in report.sheets for block in sheet.blocks):
        if isinstance(block, Paragraph):
            assert block.style in STYLES
        elif isinstance(block, Chart):
            assert block.alt_text
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_reach_the_tables_as_they_are(language: str) -> None:
    survey = survey_of([{"M": 5}] * len(HOSTILE), HOSTILE)
    report = build_report(survey, analysis_of(survey, language), WRITTEN)
    assert set(column(table(report, "counts"), "feature")) == set(HOSTILE)


def test_a_chinese_report_says_nothing_in_english() -> None:
    report = report_of(survey_of(mixed_counts(12)), "zh-Hans", scores=True)
    allowed = re.compile(
        r"Feature|Better|Worse|KANO|Kano|kano_xl|CQM|ASC|SD|SE|answers"
        r"|Fong|Holm|Wilson|Bonferroni|DuMouchel|Berger|Fithian|Ha|Hung|Lee|Newcomb|Park"
        r"|xlsx|Form|Responses|How do you feel if it has|[A-Z]\b|[a-z]\b|CS"
    )
    for page in report.sheets:
        if page.key in ("questions", "results", "data"):
            continue
        for block in page.blocks:
            texts = [block.text] if isinstance(block, Paragraph) and block.style != "note" else []
            if isinstance(block, ReportTable):
                texts = [column.title for column in block.columns]
                texts += [cell for row in block.rows for cell in row if isinstance(cell, str)]
            for text in texts:
                assert not re.search(r"[A-Za-z]{2,}", allowed.sub("", text)), text


def test_how_many_answers_are_enough() -> None:
    """The half-width of Wilson's interval at one half: with 100 answers ±0.0963."""
    enough = table(report_of(survey_of(mixed_counts(3))), "enough")
    assert column(enough, "n_100")[-1] == "±0.10"
    for row in enough.rows[:-1]:
        shares = [float(share) / 100 for share in str(row[0]).rstrip("%").split("% / ")]
        chances = [round(chance_of_the_largest(shares, n), 2) for n in (30, 50, 100, 200, 400)]
        assert list(row[1:]) == chances


def chance_of_the_largest(shares: list[float], n: int) -> float:
    """The chance, worked out exactly, that the first category alone has most of n answers.

    Answers of a category are a Poisson number each, given that they are n in all.
    """
    ways = [poisson.pmf(np.arange(n + 1), n * share) for share in shares]
    found = 0.0
    for most in range(1, n + 1):
        others = np.array([1.0])
        for way in ways[1:]:
            others = np.convolve(others, way[:most])
        if n - most < len(others):
            found += ways[0][most] * others[n - most]
    return float(found / poisson.pmf(n, n))
