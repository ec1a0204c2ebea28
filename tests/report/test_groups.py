"""The sheets of groups: what they say, and of whom they say nothing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.languages import LANGUAGES
from kano_xl.model.analysis import Analysis
from kano_xl.model.cube import CategoryCube
from kano_xl.report.build import build_report
from kano_xl.report.charts.group_charts import MOST_GROUPS, MOST_MOVES
from kano_xl.report.content.groups import sentence
from kano_xl.report.report import CategoryName, Paragraph, Report, ReportSheet, Series
from kano_xl.report.words import Words
from kano_xl.survey.survey import Facts, Feature, Source
from kano_xl.writers.new_workbook import write_workbook
from sample_reports import HOSTILE, WRITTEN

MUST_BE, INDIFFERENT = [2, 3, 50, 4, 1, 0], [3, 2, 4, 50, 1, 0]
"""Answers by A O M I R Q."""


def cube(groups: dict[str, Sequence[Sequence[int]]], features: Sequence[str]) -> CategoryCube:
    cells = np.array([[[*row, 0] for row in rows] for rows in groups.values()], np.int64)
    return CategoryCube.unweighted(list(groups), list(features), cells)


def analysed(
    groups: dict[str, Sequence[Sequence[int]]], *features: str, language: str = "en"
) -> Analysis:
    return analyse(cube(groups, features), Settings(language=language, by="Plan"))


def report_of(analysis: Analysis) -> Report:
    facts = Facts(
        Source(("a.csv",), (None,), ("totals",), 0),
        tuple(Feature(each.name) for each in analysis.features),
    )
    return build_report(facts, analysis, WRITTEN)


def sheet(report: Report, key: str) -> ReportSheet:
    (found,) = (each for each in report.sheets if each.key == key)
    return found


def said(analysis: Analysis, feature: str) -> str:
    (found,) = (each for each in analysis.comparisons if each.of_all and each.feature == feature)
    return sentence(found, analysis, Words.of(analysis.settings))


TWO = {"Pro": [MUST_BE, MUST_BE], "Basic": [INDIFFERENT, MUST_BE]}


def test_a_sentence_says_what_a_feature_is_for_whom() -> None:
    found = analysed(TWO, "SSO", "Chat")
    assert said(found, "SSO") == "A must-be for Pro and indifferent to Basic"
    assert said(found, "Chat") == "No certain difference"
    chinese = analysed(TWO, "SSO", "Chat", language="zh-Hans")
    assert said(chinese, "SSO") == "对Pro是必备，对Basic是无差异"


def test_where_all_answer_alike_nothing_differs() -> None:
    alike = [0, 0, 20, 0, 0, 0]
    found = analysed({"Pro": [alike, alike], "Basic": [alike, [0] * 6]}, "SSO", "Chat")
    assert said(found, "SSO") == "No certain difference"
    assert said(found, "Chat") == "Too few answers to compare"


def test_the_users_own_names_of_categories_are_quoted() -> None:
    settings = Settings(category_names={"M": "Basis", "I": "Egal"})
    found = analyse(cube(TWO, ["SSO", "Chat"]), settings)
    assert said(found, "SSO") == "“Basis” for Pro and “Egal” for Basic"


def test_what_is_open_is_not_named() -> None:
    even = [1, 1, 30, 29, 0, 0]
    found = analysed({"Pro": [MUST_BE], "Basic": [even]}, "SSO")
    basic = found.groups[0] if found.groups[0].name == "Basic" else found.groups[1]
    assert basic.features[0].verdict == "open"
    assert said(found, "SSO") == "The answers differ, but not yet clearly the category"


def test_the_same_category_to_a_different_degree() -> None:
    found = analysed({"Pro": [[5, 5, 80, 10, 0, 0]], "Basic": [[15, 15, 40, 20, 5, 5]]}, "SSO")
    assert said(found, "SSO") == ("The same category everywhere (must-be), but not equally often")


def test_of_several_groups_only_those_are_named_that_differ() -> None:
    groups = {"Pro": [MUST_BE], "Basic": [INDIFFERENT], "Few": [[1, 1, 4, 0, 0, 0]]}
    found = analysed(groups, "SSO")
    differing = {frozenset(each.groups) for each in found.pairs_of("SSO") if each.differs}
    words = said(found, "SSO")
    for name in groups:
        settled = any(
            group.name == name and group.features[0].verdict != "open" for group in found.groups
        )
        assert (name in words) == (settled and any(name in pair for pair in differing))
    assert "a must-be for" in words.lower()


def test_more_than_three_groups_are_counted() -> None:
    groups = {f"Region {n}": [MUST_BE if n % 2 else INDIFFERENT] for n in range(8)}
    found = analysed(groups, "SSO")
    assert sorted(re.findall(r"\d groups", said(found, "SSO"))) == ["4 groups", "4 groups"]


def test_the_table_has_every_group_and_what_differs_first() -> None:
    report = report_of(analysed(TWO, "Chat", "SSO"))
    (table,) = sheet(report, "groups").tables
    assert [column.title for column in table.columns] == [
        "Feature", "What differs", "p", "Pro", "Basic",
    ]  # fmt: skip
    assert [row[0] for row in table.rows] == ["Chat", "SSO"]
    assert table.rows[0][3:] == (
        CategoryName("M", "must-be 83%"),
        CategoryName("I", "indifferent 83%"),
    )
    (figures,) = sheet(report, "group_figures").tables
    assert [row[:3] for row in figures.rows] == [
        ("Chat", "Pro", 60), ("Chat", "Basic", 60), ("SSO", "Pro", 60), ("SSO", "Basic", 60),
    ]  # fmt: skip
    # Pro: (A + O) / (A + O + M + I) = 5 / 59.
    assert figures.rows[0][5] == "0.08 (0.04–0.18)"


def test_the_summary_names_the_three_that_differ_most() -> None:
    shift = [[5, 5, 50 - n, 10 + n, 5, 5] for n in (45, 40, 35, 30, 0)]
    found = analysed({"Pro": [[5, 5, 50, 10, 5, 5]] * 5, "Basic": shift}, *"abcde")
    conclusions = [
        block.text
        for block in sheet(report_of(found), "summary").blocks
        if isinstance(block, Paragraph) and block.style == "conclusion"
    ]
    assert conclusions[-1] == ("The groups differ in 4 of 5 features, most of all in a, b and c.")


def test_no_more_groups_than_can_be_seen() -> None:
    groups = {f"Region {n}": [MUST_BE if n % 2 else INDIFFERENT] for n in range(MOST_GROUPS + 3)}
    found = analysed(groups, "SSO")
    assert len(found.groups) == MOST_GROUPS + 3
    report = report_of(found)
    (table,) = sheet(report, "groups").tables
    assert len(table.columns) == 3 + MOST_GROUPS
    assert len(sheet(report, "group_figures").tables[0].rows) == MOST_GROUPS
    texts = [block.text for block in sheet(report, "groups").blocks if isinstance(block, Paragraph)]
    assert any(text.startswith("3 more groups") for text in texts)


def lines(series: Sequence[Series], role: str) -> list[Series]:
    return [each for each in series if each.role == role]


def test_two_groups_move_on_the_map() -> None:
    features = [f"Feature {n}" for n in range(15)]
    found = analysed({"Pro": [MUST_BE] * 15, "Basic": [INDIFFERENT] * 15}, *features)
    report = report_of(found)
    (chart,) = (b for b in sheet(report, "groups").blocks if hasattr(b, "series"))
    assert chart.kind == "scatter"
    assert len(lines(chart.series, "move")) == MOST_MOVES
    (table,) = (each for each in sheet(report, "data").tables if each.key == "moves")
    keys = [column.key for column in table.columns]
    row = dict(zip(keys, table.rows[0], strict=True))
    assert row["from_x"] == pytest.approx(53 / 59)
    assert row["from_y"] == pytest.approx(5 / 59)
    assert row["to_x"] == pytest.approx(6 / 59)
    assert row["to_y"] == pytest.approx(5 / 59)
    assert row["y_I"] == row["to_y"]


def test_more_groups_are_bars() -> None:
    found = analysed({**TWO, "Team": [MUST_BE, INDIFFERENT]}, "SSO", "Chat")
    (chart,) = (b for b in sheet(report_of(found), "groups").blocks if hasattr(b, "series"))
    assert chart.kind == "shares"
    (table,) = (
        each for each in sheet(report_of(found), "data").tables if each.key == "group_shares"
    )
    assert len(table.rows) == 6
    for row in table.rows:
        shares = [value for value in row[1:] if isinstance(value, float)]
        assert sum(shares) == pytest.approx(1)


def test_without_groups_nothing_of_them_is_in_a_report(tmp_path: Path) -> None:
    found = analyse(cube({"": [MUST_BE, INDIFFERENT]}, ["SSO", "Chat"]), Settings())
    report = report_of(found)
    assert not {"groups", "group_figures"} & {each.key for each in report.sheets}
    path = tmp_path / "report.xlsx"
    write_workbook(report, path)
    assert not [words for words in everything(path) if "roups" in words]


def everything(path: Path) -> Iterator[str]:
    """All parts of a workbook that hold texts or numbers: cells, charts, names, descriptions."""
    with zipfile.ZipFile(path) as archive:
        for part in archive.namelist():
            if part.endswith(".xml") and "theme" not in part:
                yield archive.read(part).decode("utf-8")


@pytest.mark.parametrize("count", [2, 3, 13])
def test_hostile_names_and_small_groups_make_a_sound_workbook(
    count: int, tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    groups = {name: [MUST_BE, INDIFFERENT] for name in HOSTILE[:count]}
    groups["Hidden person"] = [[1, 0, 0, 0, 0, 0], [0, 0, 1, 0, 0, 0]]
    for language in LANGUAGES:
        path = tmp_path / f"{language}.xlsx"
        write_workbook(report_of(analysed(groups, "SSO", "Chat", language=language)), path)
        assert ooxml_errors(path) == []
        assert not [words for words in everything(path) if "Hidden person" in words]
