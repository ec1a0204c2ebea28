"""The list of features on the template's sheet *Features*, in a file or in an open workbook.

Rows and columns may have been inserted, so its columns are found by their headers, in whatever
language they are. Templates of earlier versions have neither the column of what a feature does for
the customer nor that of whether it is asked about.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kano_xl.errors import InputError
from kano_xl.languages import LANGUAGES, text
from kano_xl.questionnaire.advice import Advice, listed
from kano_xl.questionnaire.listed import FeatureList, ListedFeature, checked
from kano_xl.survey.quoting import folded, printable, quoted
from kano_xl.survey.sheet import Sheet

_FIRST_ROW = 6
_COLUMNS = ("feature", "purpose", "ask", "with", "without")
"""Columns of the list, keys of the catalogue ``template.features``."""

_OLD_COLUMNS = {"feature": 1, "with": 2, "without": 3}
_OLD_PRODUCT = 2
_ERROR = re.compile(r"#(?:N/A|[A-Z][A-Z_0-9/]*[!?]|GETTING_DATA)")


class _Places(NamedTuple):
    """Where the list is on its sheet, by 0-based rows and columns."""

    language: str
    first_row: int
    columns: dict[str, int]


def features_of_template(sheet: Sheet) -> FeatureList:
    """The features on the sheet of the template that are to be asked about.

    Raises:
        InputError: ``questionnaire_error_cell``: a name or a purpose is an error of Excel's;
            ``questionnaire_ask``: neither yes nor no says whether a feature is asked about;
            ``questionnaire_none_asked``: all of them are left out; or as of
            `kano_xl.questionnaire.listed.checked`.
    """
    places = _find(sheet)
    named = [row for row in range(places.first_row, len(sheet.rows)) if _name(sheet, places, row)]
    asked = [row for row in named if _is_asked(sheet, places, row)]
    if named and not asked:
        raise InputError("questionnaire_none_asked", sheet.whole)
    features = [
        ListedFeature(_name(sheet, places, row), _words(sheet, places, row, "purpose"))
        for row in asked
    ]
    product = _product(sheet, places)
    told = []
    left_out = [_name(sheet, places, row) for row in named if row not in asked]
    if left_out:
        told.append(Advice("left_out", {"names": listed(left_out)}))
    reworded = [_name(sheet, places, row) for row in asked if _is_reworded(sheet, places, row)]
    if reworded:
        told.append(Advice("reworded", {"names": listed(reworded)}))
    found = checked(features, sheet.whole)
    return found._replace(product=product, told=tuple(told), language=places.language)


def _find(sheet: Sheet) -> _Places:
    """Where the columns are: in the row that has the headers of the number and of the name."""
    for number, row in enumerate(sheet.rows):
        cells = [cell if isinstance(cell, str) else "" for cell in row]
        for tag in LANGUAGES:
            if {_header(tag, "number"), _header(tag, "feature")} <= set(cells):
                known = {key: _header(tag, key) for key in _COLUMNS}
                columns = {
                    key: cells.index(words) for key, words in known.items() if words in cells
                }
                return _Places(tag, number + 1, columns)
    return _Places("", _FIRST_ROW, dict(_OLD_COLUMNS))


def _header(language: str, key: str) -> str:
    return text(language, f"template.features.{key}")


def _name(sheet: Sheet, places: _Places, row: int) -> str:
    return _words(sheet, places, row, "feature")


def _words(sheet: Sheet, places: _Places, row: int, key: str) -> str:
    """What stands in a column of the list; "" where it is empty, or there is no such column."""
    column = places.columns.get(key)
    cells = sheet.rows[row]
    if column is None or column >= len(cells) or cells[column] is None:
        return ""
    words = printable(cells[column])
    if _ERROR.fullmatch(words) and key in ("feature", "purpose"):
        raise InputError("questionnaire_error_cell", sheet.place(row, column), given=words)
    return words


def _is_asked(sheet: Sheet, places: _Places, row: int) -> bool:
    """Whether a feature is asked about: yes, no, or nothing at all, which means yes."""
    given = _words(sheet, places, row, "ask")
    said = folded(given)
    for word, means in (("yes", True), ("no", False)):
        if said in {folded(text(tag, f"template.settings.yes_no.{word}")) for tag in LANGUAGES}:
            return means
    if said:
        place = sheet.place(row, places.columns["ask"])
        raise InputError("questionnaire_ask", place, given=quoted(given))
    return True


def _product(sheet: Sheet, places: _Places) -> str:
    """What the product is called, beside its label above the list; "" where that is as it was."""
    above = sheet.rows[: places.first_row - 1]
    labels = {_header(tag, "product") for tag in LANGUAGES}
    beside = [row[at + 1] for row in above for at, cell in enumerate(row[:-1]) if cell in labels]
    others = [row[_OLD_PRODUCT] for row in above if len(row) > _OLD_PRODUCT]
    found = next((printable(cell) for cell in (*beside, *others) if cell is not None), "")
    return "" if found in {_header(tag, "product_value") for tag in LANGUAGES} else found


def _is_reworded(sheet: Sheet, places: _Places, row: int) -> bool:
    """Whether somebody wrote a question of his or her own in place of the template's."""
    if not places.language:
        return False
    product = _product(sheet, places) or _header(places.language, "product_value")
    values = {"product": product, "feature": _name(sheet, places, row)}
    for key in ("with", "without"):
        shown = _words(sheet, places, row, key)
        usual = text(places.language, f"template.features.question_{key}", **values)
        if shown and folded(shown) != folded(usual):
            return True
    return False
