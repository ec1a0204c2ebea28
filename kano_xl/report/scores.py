"""The sheet of continuous scores (DuMouchel 1993)."""

from __future__ import annotations

from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.report.report import Cell, Chart, ReportColumn, ReportSheet, ReportTable
from kano_xl.report.words import Words

_SIDES = ("functional", "dysfunctional")
_FIGURES = ("mean", "sd", "se")


def scores_sheet(analysis: Analysis, words: Words, chart: Chart) -> ReportSheet:
    """The sheet "Scores"."""
    return ReportSheet(
        "scores",
        words("sheet.scores"),
        (
            words.paragraph("title", "title.scores"),
            words.paragraph("note", "scores.meaning"),
            chart,
            scores_table(analysis, words),
        ),
    )


def scores_table(analysis: Analysis, words: Words) -> ReportTable:
    """The table "scores", its rows in the order of the table "counts"."""
    columns = (
        ReportColumn("rank", words("column.rank"), "rank"),
        ReportColumn("feature", words("column.feature"), "text"),
        ReportColumn("category", words("column.category"), "category"),
        ReportColumn("n", words("column.n"), "count"),
        *(
            ReportColumn(f"{side}_{figure}", words(f"column.{side}_{figure}"), "number")
            for side in _SIDES
            for figure in _FIGURES
        ),
    )
    rows = tuple(_row(feature, words) for feature in analysis.ranked())
    return ReportTable("scores", words("table.scores"), columns, rows)


def _row(feature: FeatureResult, words: Words) -> tuple[Cell, ...]:
    start = (feature.rank, feature.name, words.category_cell(feature.category))
    score = feature.score
    if score is None:
        return (*start, 0, *(None for _ in range(len(_SIDES) * len(_FIGURES))))
    return (
        *start,
        score.n,
        score.functional_mean,
        score.functional_sd,
        score.functional_se,
        score.dysfunctional_mean,
        score.dysfunctional_sd,
        score.dysfunctional_se,
    )
