"""The sheet of results that formulas refer to: one block, the same in every language."""

from __future__ import annotations

from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.measures import RESULTS, Measure, shown_in
from kano_xl.names import COLUMNS
from kano_xl.report.content.measured import FeatureColumn, feature_table
from kano_xl.report.report import UNDRAWN, Cell, ReportColumn, ReportSheet
from kano_xl.report.words import Words


def results_sheet(analysis: Analysis, words: Words) -> ReportSheet:
    """The sheet "For formulas".

    Its block holds values, as the analysis found them: a category cannot follow counts that
    somebody edits, so neither do the figures beside it; and the user may sort it.
    """
    columns = [_column(measure) for measure in shown_in(RESULTS)]
    return ReportSheet(
        "results",
        words("sheet.results"),
        (
            words.paragraph("title", "title.results"),
            words.paragraph("note", "results.meaning"),
            words.paragraph("note", "results.example"),
            feature_table(RESULTS, columns, analysis, words),
        ),
        aside=True,
    )


def _column(measure: Measure) -> FeatureColumn:
    """A measure as it is in every language, under its key."""

    def cell(feature: FeatureResult) -> Cell:
        value = measure.value(feature)
        # An empty cell would count as 0, and a text as more than any number.
        return UNDRAWN if value is None else value

    kind = "label" if measure.kind == "category" else measure.kind
    name = COLUMNS.get(measure.key, "")
    return FeatureColumn(ReportColumn(measure.key, measure.key, kind, name), cell)
