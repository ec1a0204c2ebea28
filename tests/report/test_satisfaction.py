"""The sheet of satisfaction today, and what the other sheets say of it."""

from __future__ import annotations

import pytest

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.analyse import analyse_cube
from kano_xl.model.analysis import Analysis, Importance, StatedSatisfaction
from kano_xl.report.build import build_report, report_for_workbook
from kano_xl.report.content.satisfaction import OF_SATISFACTION
from kano_xl.report.report import Formula, Paragraph, Report, ReportSheet, ReportTable
from kano_xl.survey.survey import Survey
from sample_reports import WRITTEN, survey_of

NAMES = ["Fast", "Safe", "Cheap", "Nice", "Odd"]
COUNTS = [{"O": 90, "I": 10}, {"M": 90, "I": 10}, {"M": 70, "I": 30}, {"A": 90, "I": 10}, {"R": 9}]


def asked(language: str = "en", stated: bool = False) -> tuple[Survey, Analysis]:
    survey = survey_of(COUNTS, NAMES)
    today = [StatedSatisfaction(mean, 50, 9) for mean in (7.0, 8.0, 2.0, 5.0, 3.0)]
    importance = [Importance(mean, 50) for mean in (3.0, 9.0, 5.0, 4.0, 4.0)] if stated else None
    settings = Settings(language=language)
    return survey, analyse_cube(survey.counts(), settings, importance, None, today)


def sheet(report: Report, key: str) -> ReportSheet:
    (found,) = [each for each in report.sheets if each.key == key]
    return found


def said(page: ReportSheet) -> str:
    return "\n".join(block.text for block in page.blocks if isinstance(block, Paragraph))


def rows(table: ReportTable) -> dict[object, dict[str, object]]:
    keys = [column.key for column in table.columns]
    found = {}
    for row in table.rows:
        values = [each.value if isinstance(each, Formula) else each for each in row]
        found[values[0]] = dict(zip(keys, values, strict=True))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_repairs_first_what_works_badly(language: str) -> None:
    survey, analysis = asked(language)
    summary = sheet(build_report(survey, analysis, WRITTEN), "summary")
    assert text(language, "report.overview.repair", names="Cheap") in said(summary)
    (table,) = [each for each in summary.tables if each.key == "priorities"]
    columns = [column.key for column in table.columns]
    told = {row[columns.index("feature")]: row[columns.index("advice")] for row in table.rows}
    assert list(told)[:2] == ["Cheap", "Safe"]
    assert told["Cheap"] == text(language, "report.advice.today.bad")
    assert told["Safe"] == text(language, "report.advice.today.works")
    assert told["Fast"] == text(language, "report.advice.clear.O")


def test_the_table_and_the_map() -> None:
    survey, analysis = asked()
    report = build_report(survey, analysis, WRITTEN)
    (table,) = sheet(report, "satisfaction").tables
    found = rows(table)
    fast = found["Fast"]
    # s = (7 − 1)/8; Better .9, Worse −.9.
    assert fast["position"] == pytest.approx(-0.9 + 0.75 * 1.8)
    assert fast["room"] == pytest.approx(0.25 * 1.8)
    assert fast["at_stake"] == pytest.approx(0.75 * 1.8)
    assert (fast["today"], found["Cheap"]["today"]) == ("Works", "Works badly")
    assert (fast["importance"], found["Cheap"]["importance"]) == (0.9, 0.7)
    assert found["Odd"]["importance"] is found["Odd"]["position"] is None
    drawn = rows(sheet(report, "satisfaction_data").tables[1])
    assert drawn["Fast"]["x"] == 0.75
    assert drawn["Fast"]["y"] == pytest.approx(0.9)  # the most important stands at 0.9 of the map
    assert drawn["Cheap"]["y"] == pytest.approx(0.1)
    assert (drawn["Odd"]["x"], drawn["Odd"]["y"]) == (0, "#N/A")
    frame = rows(sheet(report, "satisfaction_data").tables[0])
    assert list(frame)[-4:] == ["Improve first", "Keep it up", "Low priority", "Less would do"]


def test_stated_importance_goes_before_that_of_the_coefficients() -> None:
    survey, analysis = asked(stated=True)
    (table,) = sheet(build_report(survey, analysis, WRITTEN), "satisfaction").tables
    assert {name: row["importance"] for name, row in rows(table).items()} == {
        **{"Cheap": 5.0, "Safe": 9.0, "Fast": 3.0, "Nice": 4.0, "Odd": 4.0}
    }
    assert "Importance (stated)" in [column.title for column in table.columns]


def test_nothing_is_said_where_nobody_was_asked() -> None:
    survey = survey_of(COUNTS, NAMES)
    for make in (build_report, report_for_workbook):
        report = make(survey, analyse(survey, Settings()), WRITTEN)
        assert not {page.key for page in report.sheets} & set(OF_SATISFACTION)
        words = "\n".join(map(said, report.sheets))
        assert "Martilla" not in words
        assert "atisfaction today" not in words
