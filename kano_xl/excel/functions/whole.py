"""A whole survey in a range with its headers, read and analysed as files are."""

from __future__ import annotations

from kano_xl.excel.functions.cells import (
    DIVISION_BY_ZERO,
    NOT_AVAILABLE,
    Cell,
    CellBlock,
    Cells,
    error_text,
)
from kano_xl.languages import text
from kano_xl.model.analyse import analyse
from kano_xl.model.analysis import FeatureResult, Interval
from kano_xl.model.categories import CATEGORIES
from kano_xl.report.words import percent
from kano_xl.settings import Settings
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.sheet import Sheet, Value, trim

_COLUMNS = (
    "feature",
    "category",
    "rank",
    "verdict",
    "probability",
    "n",
    "missing",
    *CATEGORIES,
    "better",
    "better_low",
    "better_high",
    "worse",
    "worse_low",
    "worse_high",
    "category_strength",
    "total_strength",
    "exact_p",
)


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
    analysis = analyse(survey.counts(), settings, survey.importance())
    titles = tuple(_title(column, settings) for column in _COLUMNS)
    return (titles, *(_row(result, settings.language) for result in analysis.features))


def _title(column: str, settings: Settings) -> str:
    if column in CATEGORIES:
        return column
    level = percent(settings.confidence)
    return text(settings.language, f"report.column.{column}", level=level)


def _row(result: FeatureResult, language: str) -> tuple[Cell, ...]:
    undefined = DIVISION_BY_ZERO if result.n else NOT_AVAILABLE

    def shown(*values: float | None) -> tuple[Cell, ...]:
        return tuple(undefined if value is None else value for value in values)

    def ends(interval: Interval | None) -> tuple[float | None, float | None]:
        return interval or (None, None)

    category, probability = result.category, result.probability
    return (
        result.name,
        undefined if category is None else text(language, f"names.category.{category}"),
        result.rank,
        undefined if result.verdict is None else text(language, f"names.verdict.{result.verdict}"),
        undefined if category is None or probability is None else probability[category],
        result.n,
        result.missing,
        *(result.counts[letter] for letter in CATEGORIES),
        *shown(result.better, *ends(result.better_interval)),
        *shown(result.worse, *ends(result.worse_interval)),
        *shown(result.category_strength, result.total_strength),
        *shown(None if result.top_two is None else result.top_two.p),
    )
