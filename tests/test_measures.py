"""What is said of a feature is the same everywhere, and a new measure is one entry."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from command import kano
from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.errors import InputError
from kano_xl.examples import example_survey
from kano_xl.excel.functions.cells import CellBlock
from kano_xl.excel.functions.whole import result_table
from kano_xl.languages import LANGUAGES, catalogue, text
from kano_xl.model import measures
from kano_xl.model.analyse import analyse_cube
from kano_xl.model.analysis import Analysis, StatedSatisfaction
from kano_xl.model.measures import MEASURES, RECORD, Measure, scalars, shown_in
from kano_xl.report.build import build_report
from kano_xl.report.report import (
    KINDS,
    NOT_DRAWN,
    CategoryName,
    Cell,
    Formula,
    Paragraph,
    Report,
    ReportTable,
)
from kano_xl.survey.files.opening import read_sheets
from kano_xl.survey.reading import read
from kano_xl.survey.survey import Survey
from kano_xl.terminal import show_result
from kano_xl.writers.json_text import to_json
from sample_reports import analysis_of, mixed_counts, survey_of

TABLES = (measures.PRIORITIES, measures.COUNTS, measures.COEFFICIENTS, measures.SCORES)
PLACES = (
    *TABLES,
    *(measures.JSON, measures.RESULTS, measures.FUNCTION, measures.TERMINAL, measures.SATISFACTION),
)


@pytest.fixture(params=LANGUAGES)
def example(request: pytest.FixtureRequest) -> tuple[Path, Survey, Analysis]:
    """A survey as it was exported, read and analysed."""
    file = example_survey(request.param)
    settings = Settings(language=request.param, scores=True)
    survey = read([file], settings)
    return file, survey, analyse(survey, settings)


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Measure:
    """A measure more: an entry, shown everywhere, and its two texts."""
    measure = Measure("letters", "count", lambda result: 1000 + len(result.name), PLACES)
    monkeypatch.setattr(measures, "MEASURES", (*MEASURES, measure))
    for language in LANGUAGES:
        report = catalogue(language)["report"]
        monkeypatch.setitem(report["column"], "letters", f"Letters {language}")
        monkeypatch.setitem(report["method"]["term"], "letters", f"Letters: {language}.")
    return measure


def tables_of(report: Report) -> dict[str, ReportTable]:
    """The tables by their keys."""
    return {table.key: table for sheet in report.sheets for table in sheet.tables}


def plain(cell: Cell) -> object:
    """What a cell of a report holds, whatever shows it."""
    if isinstance(cell, CategoryName):
        return cell.letter
    return cell.value if isinstance(cell, Formula) else cell


def by_feature(table: ReportTable) -> dict[str, dict[str, object]]:
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, map(plain, row), strict=True)) for row in table.rows]
    return {str(row["feature"]): row for row in rows}


def row_of(name: str, key: str, tables: dict[str, ReportTable]) -> dict[str, object]:
    """What a table says of a feature; of priorities also what is not decided yet."""
    found = by_feature(tables[key])
    if key == measures.PRIORITIES and name not in found:
        found = by_feature(tables["undecided"])
    return found[name]


def whole_table(file: Path, settings: Settings) -> list[dict[str, object]]:
    """What ``KANO_TABLE`` gives of a file, by the keys of the measures."""
    (sheet,) = read_sheets(file)
    width = max(map(len, sheet.rows))
    cells = [value for row in sheet.rows for value in (*row, *[None] * (width - len(row)))]
    _, *rows = result_table(CellBlock(cells, len(sheet.rows), width), settings)
    keys = [measure.key for measure in shown_in(measures.FUNCTION)]
    return [dict(zip(keys, row, strict=True)) for row in rows]


def in_json(key: str, feature: dict[str, object]) -> object:
    """A measure as the JSON has it, wherever it stands there."""
    category, probability = feature["category"], feature["probability"]
    top_two, score, importance = (
        feature[name] or {} for name in ("top_two", "score", "importance")
    )
    if key in feature and key not in ("score", "importance"):
        return feature[key]
    if key.endswith(("_low", "_high")):
        interval = feature[f"{key.rpartition('_')[0]}_interval"]
        return interval and interval[key.endswith("_high")]
    parts = {
        "feature": feature["name"],
        "trials": sum(feature["counts"][letter] for letter in "AOMI"),
        "stability": probability and probability[category],
        "exact_p": top_two.get("p"),
        "p_holm": top_two.get("p_holm"),
        "fong": top_two and ("differ" if top_two["fong"]["significant"] else "same"),
        "score_n": score.get("n"),
        "mean_importance": importance.get("mean"),
        **feature["counts"],
        **{f"share_{a}": count / feature["n"] for a, count in feature["counts"].items()},
        **{f"rule_{rule}": letter for rule, letter in feature["categories"].items()},
    }
    return parts[key] if key in parts else score.get(key)


def test_keys_are_names_of_one_measure_each_of_a_known_kind() -> None:
    keys = [measure.key for measure in MEASURES]
    assert len(set(keys)) == len(keys)
    assert {measure.kind for measure in MEASURES} <= {*KINDS, RECORD}
    assert {place for measure in MEASURES for place in measure.places} == set(PLACES)


def test_every_measure_has_its_title_and_its_definition() -> None:
    for language in LANGUAGES:
        for measure in scalars():
            assert text(language, measure.title, level="95")
            assert text(language, measure.definition, level="95", few=5)


def test_what_a_place_begins_with_is_shown_there() -> None:
    for place, first in measures._FIRST.items():
        assert [measure.key for measure in shown_in(place)][: len(first)] == list(first)


def test_everything_says_the_same(
    example: tuple[Path, Survey, Analysis], capsys: pytest.CaptureFixture[str]
) -> None:
    file, survey, analysis = example
    language = analysis.settings.language
    features = json.loads(to_json(survey, analysis))["features"]
    tables = tables_of(build_report(survey, analysis, date(2026, 3, 1)))
    functions = whole_table(file, analysis.settings)
    show_result(analysis)
    printed = capsys.readouterr().out
    compared = 0
    for feature, function in zip(features, functions, strict=True):
        for key in TABLES:
            for measure in shown_in(key):
                row = row_of(feature["name"], key, tables)
                if measure.key in row:
                    expected = in_json(measure.key, feature)
                    if measure.words and measure.kind != "category":
                        expected = expected and text(language, f"{measure.words}.{expected}")
                    assert row[measure.key] == expected, (key, measure.key)
                    compared += 1
        block = by_feature(tables["results"])[feature["name"]]
        for measure in shown_in(measures.RESULTS):
            assert block[measure.key] == in_json(measure.key, feature), measure.key
        for measure in shown_in(measures.FUNCTION):
            expected = in_json(measure.key, feature)
            if measure.kind == "category":
                expected = text(language, f"names.category_in_formulas.{expected}")
            elif measure.words:
                expected = text(language, f"{measure.words}.{expected}")
            assert function[measure.key] == expected, measure.key
        (line,) = [line for line in printed.splitlines() if feature["name"] in line]
        assert text(language, f"names.category.{feature['category']}") in line
        assert text(language, f"names.verdict.{feature['verdict']}") in line
        assert re.search(rf"(^|\s){feature['n']}$", line.rstrip())
    waiting = len(tables["undecided"].rows)  # they have the stability instead of the verdict
    assert compared == len(features) * (3 + 27 + 20 + 10) - waiting


def test_a_new_measure_is_one_entry_and_its_two_texts(
    added: Measure, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "survey.csv"
    file.write_text("Chat [F],Chat [D]\nLike,Dislike\nLike,Dislike\n", encoding="utf-8")
    for language in LANGUAGES:
        settings = Settings(language=language, scores=True)
        survey = read([file], settings)
        analysis = analyse(survey, settings)
        title = f"Letters {language}"
        assert json.loads(to_json(survey, analysis))["features"][0]["letters"] == 1004
        report = build_report(survey, analysis, date(2026, 3, 1))
        for key in (*TABLES, measures.RESULTS):
            # Two people settle nothing.
            table = tables_of(report)["undecided" if key == measures.PRIORITIES else key]
            assert by_feature(table)["Chat"]["letters"] == 1004
            titles = [column.title for column in table.columns]
            assert (title if key in TABLES else "letters") in titles
        assert whole_table(file, settings)[0]["letters"] == 1004
        show_result(analysis)
        said = capsys.readouterr().out
        assert title in said
        assert "1004" in said
        assert analysis.to_frame().loc["Chat", "letters"] == 1004
        (method,) = [sheet for sheet in report.sheets if sheet.key == "method"]
        paragraphs = [block.text for block in method.blocks if isinstance(block, Paragraph)]
        assert f"Letters: {language}." in paragraphs


SIX = "A O M I R Q".split()
PUBLISHED = {
    "priorities": "rank feature category verdict advice".split(),
    "counts": [
        *("feature", "category", "verdict", "stability", *SIX, "n", "missing"),
        *(f"share_{letter}" for letter in SIX),
        *("rule_mode", "rule_moai", "rule_cqm", "category_strength", "total_strength"),
        *("exact_p", "fong", "remarks"),
    ],
    "coefficients": [
        *("rank", "feature", "category", "trials", "better", "better_low", "better_high"),
        *("worse", "worse_low", "worse_high", "total_satisfaction", "average_satisfaction"),
        *("better_with_reversals", "worse_with_reversals"),
    ],
    "scores": [
        *("rank", "feature", "category", "score_n"),
        *("functional_mean", "functional_sd", "functional_se"),
        *("dysfunctional_mean", "dysfunctional_sd", "dysfunctional_se"),
    ],
}
"""The columns that version 0.1.0 wrote, in their order."""

TABLE_FUNCTION = [
    *("feature", "category", "rank", "verdict", "stability", "n", "missing", *SIX),
    *("better", "better_low", "better_high", "worse", "worse_low", "worse_high"),
    *("category_strength", "total_strength", "exact_p"),
]
"""The columns of ``KANO_TABLE``."""


def test_columns_stand_where_earlier_versions_put_them() -> None:
    survey = survey_of(mixed_counts(3))
    tables = tables_of(build_report(survey, analysis_of(survey, scores=True), date(2026, 3, 1)))
    for key, columns in PUBLISHED.items():
        found = [column.key for column in tables[key].columns]
        assert found[: len(columns)] == columns
    assert [measure.key for measure in shown_in(measures.FUNCTION)] == TABLE_FUNCTION
    terminal = [measure.key for measure in shown_in(measures.TERMINAL)]
    assert terminal == "rank feature category verdict better worse n".split()


def test_a_table_keeps_the_places_of_its_columns(added: Measure) -> None:
    """A workbook of an earlier version is updated only where new columns come last."""
    survey = survey_of(mixed_counts(3))
    tables = tables_of(build_report(survey, analysis_of(survey, scores=True), date(2026, 3, 1)))
    for key in (measures.COUNTS, measures.COEFFICIENTS, measures.SCORES):
        assert tables[key].columns[-1].key == added.key


def test_the_method_defines_each_measure_once_in_the_order_of_the_list() -> None:
    survey = survey_of(mixed_counts(3))
    for language in LANGUAGES:
        settings = Settings(language=language, scores=True)
        today = [StatedSatisfaction(2.0, 5, 5)] * 3
        analysis = analyse_cube(survey.counts(), settings, satisfaction=today)
        report = build_report(survey, analysis, date(2026, 3, 1))
        (method,) = [sheet for sheet in report.sheets if sheet.key == "method"]
        said = [block.text for block in method.blocks if isinstance(block, Paragraph)]
        wanted = [text(language, measure.definition, level="95", few=5) for measure in scalars()]
        places = [said.index(words) for words in dict.fromkeys(wanted)]
        assert places == sorted(places)
        assert len(set(said)) == len(said)


def test_undefined_is_said_so_everywhere() -> None:
    survey = survey_of([{}, {"M": 3}])
    analysis = analysis_of(survey)
    feature, _ = json.loads(to_json(survey, analysis))["features"]
    assert feature["category"] is feature["better_se"] is feature["verdict"] is None
    block = by_feature(tables_of(build_report(survey, analysis, date(2026, 3, 1)))["results"])
    for key in ("category", "verdict", "better", "better_low", "worse", "worse_high"):
        assert block["Feature 1"][key] == NOT_DRAWN
    assert block["Feature 1"]["n"] == 0
    frame = analysis.to_frame()
    assert frame.loc["Feature 1", ["category", "better", "exact_p", "verdict"]].isna().all()


def test_results_as_a_data_frame(example: tuple[Path, Survey, Analysis]) -> None:
    _, survey, analysis = example
    frame = analysis.to_frame()
    features = json.loads(to_json(survey, analysis))["features"]
    assert list(frame.index) == [feature["name"] for feature in features]
    assert frame.index.name == "feature"
    assert list(frame.columns) == [measure.key for measure in scalars() if measure.key != "feature"]
    assert frame["better"].tolist() == [feature["better"] for feature in features]
    assert frame["verdict"].tolist() == [feature["verdict"] for feature in features]
    assert frame["rank"].dtype == "Int64"
    assert frame["better"].dtype == "float64"
    assert frame["n"].sum() == sum(feature["n"] for feature in features)


def test_a_data_frame_of_no_features_has_its_columns() -> None:
    frame = replace(analysis_of(survey_of([{"M": 3}])), features=()).to_frame()
    assert frame.shape == (0, len(scalars()) - 1)


def test_without_pandas_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(InputError, match=re.escape('pip install "kano-xl[pandas]"')):
        analysis_of(survey_of([{"M": 3}])).to_frame()


def test_the_command_line_shows_a_result(tmp_path: Path) -> None:
    file = tmp_path / "survey.csv"
    file.write_text("Chat [F],Chat [D]\nDislike,Like\nDislike,Like\n", encoding="utf-8")
    outcome = kano("analyse", file, "--language", "en")
    assert outcome.code == 0, outcome.err
    (line,) = [line for line in outcome.out.splitlines() if "Chat" in line]
    assert line.split() == ["1", "Chat", "reverse", "open", "–", "–", "2"]
