"""The sheet of satisfaction today: where each feature stands between its worst and its best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.measures import SATISFACTION
from kano_xl.model.satisfaction import comes_first, works_badly
from kano_xl.report.charts.satisfaction_map import SatisfactionChart, importance_of, is_stated
from kano_xl.report.content.measured import FeatureColumn, feature_table, measured
from kano_xl.report.report import (
    Band,
    Block,
    Cell,
    Formula,
    Paragraph,
    ReportColumn,
    ReportSheet,
    ReportTable,
)
from kano_xl.report.words import Words

OF_SATISFACTION = ("satisfaction", "satisfaction_data")
"""The keys of the sheets that only a survey has that asks how satisfied people are."""

_BEFORE_TODAY = "satisfied_share"
_DERIVED = (
    "IF(AND(ISNUMBER({coefficients.better}),ISNUMBER({coefficients.worse})),"
    'MAX({coefficients.better},-{coefficients.worse}),"–")'
)


def satisfaction_sheet(analysis: Analysis, words: Words, chart: SatisfactionChart) -> ReportSheet:
    """The sheet "Satisfaction"; of a survey that does not ask it says how one gets it."""
    if not analysis.asks_satisfaction:
        told: tuple[Block, ...] = (words.paragraph("body", "nothing_yet.satisfaction"),)
    else:
        stated = "stated" if is_stated(analysis.features) else "derived"
        told = (
            words.paragraph("note", "satisfaction.meaning", top=_top(analysis)),
            words.paragraph("note", f"satisfaction.{stated}"),
            *must_bes_today(analysis, words),
        )
    return ReportSheet(
        "satisfaction",
        words("sheet.satisfaction"),
        (
            words.paragraph("title", "title.satisfaction"),
            *told,
            chart.chart,
            _table(analysis, words),
        ),
    )


def satisfaction_data_sheet(chart: SatisfactionChart, words: Words, rows: int) -> ReportSheet:
    """What the map of satisfaction is drawn from, of so many rows."""
    return ReportSheet(
        "satisfaction_data",
        words("sheet.satisfaction_data"),
        (
            words.paragraph("title", "title.satisfaction_data"),
            words.paragraph("note", "data.meaning"),
            chart.frame,
            Band((chart.heading,), (chart.table,), rows),
        ),
        landscape=True,
        aside=True,
    )


def must_bes_today(analysis: Analysis, words: Words) -> Iterator[Paragraph]:
    """Which settled must-bes work badly today, if any does."""
    bad = [each.name for each in analysis.ranked() if comes_first(each)]
    if bad:
        yield words.paragraph("conclusion", "overview.repair", names=words.names(bad))


def _top(analysis: Analysis) -> int:
    """The best answer of the scale, which all features share."""
    return next(each.satisfaction.top for each in analysis.features if each.satisfaction)


def _table(analysis: Analysis, words: Words) -> ReportTable:
    columns: list[FeatureColumn] = []
    for column in measured(SATISFACTION, analysis, words):
        columns.append(column)
        if column.head.key == _BEFORE_TODAY:
            columns += _own_columns(analysis.features, words)
    return feature_table(SATISFACTION, columns, analysis, words)


def _own_columns(features: Sequence[FeatureResult], words: Words) -> Iterator[FeatureColumn]:
    """What is said of a feature in a word, and how important it is."""
    stated = is_stated(features)
    yield FeatureColumn.of_words("today", "label", words, lambda each: _today(each, words))
    title = words("column.importance_stated" if stated else "column.importance_derived")

    def importance(feature: FeatureResult) -> Cell:
        found = importance_of(feature, stated)
        return found if stated else Formula(_DERIVED, found)

    yield FeatureColumn(ReportColumn("importance", title, "number"), importance)


def _today(feature: FeatureResult, words: Words) -> str | None:
    bad = works_badly(feature.satisfaction)
    return None if bad is None else words("today.bad" if bad else "today.works")
