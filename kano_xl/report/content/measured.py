"""Tables of features: a column for each measure, and columns of a report's own between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from kano_xl.choices import Rules
from kano_xl.languages import text
from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.measures import LiveFormula, Measure, shown_in
from kano_xl.report.report import (
    CategoryName,
    Cell,
    Formula,
    ReportColumn,
    ReportTable,
    unless_zero,
)
from kano_xl.report.words import Words, chosen_percent


@dataclass(frozen=True, slots=True)
class FeatureColumn:
    """A column of a table of features: its head, and what it holds for a feature."""

    head: ReportColumn
    cell: Callable[[FeatureResult], Cell]

    @classmethod
    def of_words(
        cls, key: str, kind: str, words: Words, cell: Callable[[FeatureResult], Cell]
    ) -> Self:
        """A column that is no measure: of sentences, say."""
        return cls(ReportColumn(key, words(f"column.{key}"), kind), cell)


def measured(table: str, analysis: Analysis, words: Words) -> tuple[FeatureColumn, ...]:
    """The columns of the measures that a table of a report shows."""
    level = chosen_percent(analysis.settings.confidence)

    def column(measure: Measure) -> FeatureColumn:
        title = text(words.language, measure.title, level=level)
        return FeatureColumn(
            ReportColumn(measure.key, title, measure.kind),
            lambda feature: _cell(measure, feature, analysis.settings, words),
        )

    return tuple(map(column, shown_in(table)))


def feature_table(
    key: str, columns: Sequence[FeatureColumn], analysis: Analysis, words: Words
) -> ReportTable:
    """A table with one row per feature, in order of priority: formulas count on that order."""
    return ReportTable(
        key,
        words(f"table.{key}"),
        tuple(column.head for column in columns),
        tuple(tuple(column.cell(feature) for column in columns) for feature in analysis.ranked()),
    )


def _cell(measure: Measure, feature: FeatureResult, rules: Rules, words: Words) -> Cell:
    value = measure.value(feature)
    # Counts are people; what is weighted cannot be calculated from them.
    if measure.formula is not None and (feature.weighted is None or measure.kind == "count"):
        return Formula(_template(measure.formula, rules), value)
    if value is None:
        return None
    if measure.kind == "category":
        return words.category_cell(value)
    named = text(words.language, f"{measure.words}.{value}") if measure.words else value
    if measure.kind == "letter":
        return CategoryName(value, named)
    shown: Cell = named
    return shown


def _template(formula: LiveFormula, rules: Rules) -> str:
    template = formula.template(rules)
    return unless_zero(formula.over, template) if formula.over else template
