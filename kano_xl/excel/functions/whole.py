"""A whole survey in a range with its headers, read and analysed as files are."""

from __future__ import annotations

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.excel.functions.cells import (
    DIVISION_BY_ZERO,
    NOT_AVAILABLE,
    Cell,
    CellBlock,
    Cells,
    error_text,
)
from kano_xl.excel.functions.letters import category_name
from kano_xl.languages import text
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.measures import FUNCTION, Measure, shown_in
from kano_xl.report.words import chosen_percent
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.sheet import Sheet, Value, trim


def as_sheet(cells: CellBlock) -> Sheet:
    """The range as a sheet: what stands in its first row and column stands in A1.

    Blank cells are None there, and errors the texts that Excel shows.
    """
    known = {value: _sheet_value(value) for value in set(cells.values)}
    values = [known[value] for value in cells.values]
    starts = range(0, len(values), cells.width)
    rows = [values[start : start + cells.width] for start in starts]
    trim(rows)
    return Sheet("", None, rows)


def _sheet_value(value: Value) -> Value:
    if isinstance(value, str) and not value.strip():
        return None
    return error_text(value) or value


def result_table(cells: CellBlock, settings: Settings) -> Cells:
    """A row of titles in the language of the settings, then a row for each feature.

    The features stand in the order of the survey. What is undefined is ``#N/A`` where
    nobody answered in full, else ``#DIV/0!``.

    Raises:
        InputError: the range holds no survey that can be read.
    """
    survey = read_sheet(as_sheet(cells), settings)
    analysis = analyse(survey, settings)
    level, measures = chosen_percent(settings.confidence), shown_in(FUNCTION)
    titles = tuple(text(settings.language, each.title, level=level) for each in measures)
    rows = (
        tuple(_shown(measure, result, settings.language) for measure in measures)
        for result in analysis.features
    )
    return (titles, *rows)


def _shown(measure: Measure, result: FeatureResult, language: str) -> Cell:
    value: Cell | None = measure.value(result)
    if value is None:
        return DIVISION_BY_ZERO if result.n else NOT_AVAILABLE
    if measure.kind == "category":
        return category_name(str(value), language)
    return text(language, f"{measure.words}.{value}") if measure.words else value
