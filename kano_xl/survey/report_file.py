"""The counts in a report of kano_xl, in whichever language it was written.

What was counted stands on its sheet of categories, by which table and rule on that of the method.
Both are known by what kano_xl writes there, so sheets may be renamed and moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from kano_xl.category_names import LETTERS
from kano_xl.choices import RULES
from kano_xl.errors import InputError, Place
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.cube import CategoryCube, count_categories
from kano_xl.survey.quoting import printable
from kano_xl.survey.sheet import Sheet, Value

_NEEDED = ("feature", *CATEGORIES, "missing")
"""The columns of a report that are read."""

_GRID = 5
_ENOUGH = 12
"""So many characters behind a name tell where it ends."""


_CONDITION = re.compile("[“„「]([^“”」]+)[“”」]")
"""A condition in the quotation marks of any of our languages."""


class Reported(NamedTuple):
    """What a report holds.

    Attributes:
        counts: answers by category, everybody together.
        table: the five rows of its evaluation table.
        rule: one of `kano_xl.choices.RULES`; "" where the report does not say.
        where: the conditions that those who are counted meet.
        too_few: features that too few of them answered.
    """

    counts: CategoryCube
    table: tuple[str, ...]
    rule: str
    where: tuple[str, ...] = ()
    too_few: tuple[str, ...] = ()


def read_report(sheets: Sequence[Sheet]) -> Reported:
    """The counts in the sheets of a report.

    Raises:
        InputError: ``report_lacks_counts`` or ``report_lacks_table``, for a report of an old
            version or one that was changed; ``report_count`` for a count that is none;
        ``report_weighted`` for counts that are not what the categories were taken from.
    """
    place = Place(sheets[0].file)
    for sheet in sheets:
        for language in LANGUAGES:
            header = _header(sheet, language)
            if header is not None:
                counts = _counts(sheet, *header)
                lines = [line for each in sheets for line in _lines(each)]
                weighted = _pattern(language, "report.facts.weighted", "weight", "n", "effective")
                if any(map(weighted.fullmatch, lines)):
                    raise InputError("report_weighted", place)
                return Reported(
                    counts,
                    _table(sheets, lines, language, place),
                    _rule(lines, language),
                    _where(lines, language),
                    _too_few(lines, language, counts.features),
                )
    raise InputError("report_lacks_counts", place)


def _header(sheet: Sheet, language: str) -> tuple[int, dict[str, int]] | None:
    """The row of the header of the counts, and where each column stands; None on other sheets."""
    titles = {key: text(language, f"report.column.{key}") for key in _NEEDED}
    for number, row in enumerate(sheet.rows):
        cells = [printable(cell) if isinstance(cell, str) else None for cell in row]
        if all(title in cells for title in titles.values()):
            return number, {key: cells.index(title) for key, title in titles.items()}
    return None


def _counts(sheet: Sheet, header: int, columns: dict[str, int]) -> CategoryCube:
    features: list[str] = []
    cells: list[list[int]] = []
    for number, row in enumerate(sheet.rows[header + 1 :], header + 1):
        name = row[columns["feature"]]
        if name is None:
            break
        where = {key: (number, column) for key, column in columns.items()}
        if printable(name) in features:
            raise InputError("report_feature_twice", sheet.place(*where["feature"]))
        features.append(printable(name))
        cells.append([_whole(sheet, *where[key]) for key in (*CATEGORIES, "missing")])
    if not features:
        raise InputError("report_lacks_counts", sheet.whole)
    numbers = np.array(cells, np.int64)
    return count_categories(features, numbers[:, :-1], numbers[:, -1])


def _whole(sheet: Sheet, row: int, column: int) -> int:
    """The count in a cell, which people may have edited."""
    value = sheet.rows[row][column]
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else -1
    if not (0 <= number < 2**53 and float(number).is_integer()):
        raise InputError("report_count", sheet.place(row, column))
    return int(number)


def _lines(sheet: Sheet) -> Iterator[str]:
    """What stands first in the rows of a sheet, where paragraphs are."""
    for row in sheet.rows:
        if row and isinstance(row[0], str):
            yield printable(row[0])


def _pattern(language: str, key: str, *holes: str) -> re.Pattern[str]:
    """What a line of a text looks like, whatever stands in its holes."""
    words = text(language, key, **{hole: _Hole(hole) for hole in holes})
    form = re.escape(printable(words))
    for hole in holes:
        form = form.replace(str(_Hole(hole)), f"(?P<{hole}>.+)", 1)
    return re.compile(form)


class _Hole:
    """A mark where a text has a hole, whatever format it asks for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __str__(self) -> str:
        return f"<{self._name}>"

    def __format__(self, spec: str) -> str:
        return str(self)


def _where(lines: Sequence[str], language: str) -> tuple[str, ...]:
    told = _pattern(language, "report.facts.where", "conditions")
    found = next(filter(None, map(told.fullmatch, lines)), None)
    return () if found is None else tuple(_CONDITION.findall(found["conditions"]))


def _too_few(lines: Sequence[str], language: str, shown: Sequence[str]) -> tuple[str, ...]:
    """The features that are not shown, each told of in a line."""
    told = _pattern(language, "check.understood.withheld", "name", "fewest")
    names = dict.fromkeys(found["name"] for line in lines if (found := told.fullmatch(line)))
    return tuple(name for name in names if name not in shown)


def _rule(lines: Sequence[str], language: str) -> str:
    for rule in RULES:
        named = text(language, f"names.rule.{rule}")
        if printable(text(language, "report.method.rule_used", rule=named)) in lines:
            return rule
    return ""


def _table(
    sheets: Sequence[Sheet], lines: Sequence[str], language: str, place: Place
) -> tuple[str, ...]:
    """The grid of the evaluation table, as letters."""
    corner = text(language, "report.method.grid_corner")
    letters = _letters(lines, language)
    for sheet in sheets:
        for number, row in enumerate(sheet.rows):
            if row and row[0] == corner:
                grid = [each[1 : _GRID + 1] for each in sheet.rows[number + 1 : number + 1 + _GRID]]
                found = tuple("".join(_letter(cell, letters) for cell in each) for each in grid)
                if len(found) == _GRID and all(len(each) == _GRID for each in found):
                    return found
    raise InputError("report_lacks_table", place)


def _letter(cell: Value, letters: dict[str, str]) -> str:
    return letters.get(printable(cell).casefold(), "") if isinstance(cell, str) else ""


def _letters(lines: Sequence[str], language: str) -> dict[str, str]:
    """Name → letter of the categories as the report calls them: its definitions tell."""
    found = {}
    for letter in LETTERS:
        hole = "\x00"
        words = text(language, f"report.method.category.{letter}", **{letter: hole})
        before, _, after = words.partition(hole)
        defined = re.compile(rf"{re.escape(before)}(.+?){re.escape(after[:_ENOUGH].rstrip())}")
        for line in lines:
            told = defined.match(line)
            if told:
                found[printable(told[1]).casefold()] = letter
                break
    return found
