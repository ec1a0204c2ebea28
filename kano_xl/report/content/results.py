"""The sheet of results that formulas refer to: one block, the same in every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kano_xl.model.analysis import Analysis
from kano_xl.model.measures import RESULTS, Measure, shown_in
from kano_xl.names import COLUMNS
from kano_xl.report.content.measured import FeatureColumn, feature_table
from kano_xl.report.report import NOT_DRAWN, UNDRAWN, Cell, ReportColumn, ReportSheet, ReportTable
from kano_xl.report.words import Words


def results_sheet(analysis: Analysis, words: Words) -> ReportSheet:
    """The sheet "For formulas".

    Its block holds values, as the analysis found them: a category cannot follow counts that
    somebody edits, so neither do the figures beside it; and the user may sort it.
    """
    columns = [_column(measure) for measure in shown_in(RESULTS)]
    return _sheet(feature_table(RESULTS, columns, analysis, words), words)


def results_sheet_of(rows: Sequence[Mapping[str, Cell]], words: Words) -> ReportSheet:
    """The same sheet for results that were found before.

    Args:
        rows: of the features by rank: values by the keys of the measures; None or a key that is
            not there for what is undefined.
        words: the language of the sheet.
    """
    heads = [_head(measure) for measure in shown_in(RESULTS)]
    cells = (tuple(_value(row.get(head.key)) for head in heads) for row in rows)
    return _sheet(
        ReportTable(RESULTS, words(f"table.{RESULTS}"), tuple(heads), tuple(cells)), words
    )


def _sheet(table: ReportTable, words: Words) -> ReportSheet:
    return ReportSheet(
        "results",
        words("sheet.results"),
        (
            words.paragraph("title", "title.results"),
            words.paragraph("note", "results.meaning"),
            words.paragraph("note", "results.example"),
            table,
        ),
        aside=True,
    )


def _column(measure: Measure) -> FeatureColumn:
    """A measure as it is in every language, under its key."""
    return FeatureColumn(_head(measure), lambda feature: _value(measure.value(feature)))


def _head(measure: Measure) -> ReportColumn:
    kind = "label" if measure.kind == "category" else measure.kind
    return ReportColumn(measure.key, measure.key, kind, COLUMNS.get(measure.key, ""))


def _value(value: Cell) -> Cell:
    """A value; an empty cell would count as 0, and a text as more than any number."""
    return UNDRAWN if value in (None, NOT_DRAWN) else value
