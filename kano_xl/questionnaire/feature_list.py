"""The list of features that a questionnaire asks about, out of a file, a text or the template."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from kano_xl.errors import InputError, Place
from kano_xl.languages import LANGUAGES, text
from kano_xl.names import FEATURES
from kano_xl.survey.files.encoding import decode
from kano_xl.survey.files.limits import MAX_TEXT_FILE, check_file_size
from kano_xl.survey.files.opening import read_sheets
from kano_xl.survey.quoting import folded, printable, quoted
from kano_xl.survey.sheet import Cells, Sheet

MOST_ASKED = 200
"""A questionnaire asks about so many features at most."""

_LINES = (".txt", "")
_FIRST_ROW, _NAME, _PRODUCT = 6, 1, 2


class ListedFeature(NamedTuple):
    """A feature, and what it does for the customer ("" where nobody said)."""

    name: str
    purpose: str = ""


class FeatureList(NamedTuple):
    """Features of different names, at least one.

    Attributes:
        features: in the order in which they were written.
        product: what the product is called, where the list says so; else "".
    """

    features: tuple[ListedFeature, ...]
    product: str = ""


def read_features(path: Path) -> FeatureList:
    """The features in a file: the template, a table of one or two columns, or a text of lines.

    Raises:
        InputError: the file cannot be used, or as of `features_of_rows`.
    """
    place = Place(path.name)
    if path.suffix.lower() in _LINES and path.is_file():
        check_file_size(path.stat().st_size, MAX_TEXT_FILE, place)
        return features_of_text(path.read_bytes(), place)
    sheets = read_sheets(path)
    ours = next((each for each in sheets if each.ours == FEATURES), None)
    return _of_template(ours) if ours else features_of_rows(sheets[0].rows, sheets[0].whole)


def features_of_text(content: bytes, place: Place) -> FeatureList:
    """The features in a text: one in each line, after a tab what it does for the customer.

    Raises:
        InputError: ``questionnaire_no_text``, or as of `features_of_rows`.
    """
    words = decode(content)
    if words is None:
        raise InputError("questionnaire_no_text", place)
    # A comma belongs to the name.
    return features_of_rows([line.split("\t") for line in words.splitlines()], place)


def features_of_rows(rows: Iterable[Sequence[object]], place: Place) -> FeatureList:
    """The features in a table: the name, and what the feature does for the customer.

    A first row that holds only headers is passed over.

    Raises:
        InputError: ``questionnaire_no_features``, ``questionnaire_too_many`` or
            ``questionnaire_twice``.
    """
    found = [_feature(row) for row in rows]
    found = [each for each in found if each.name]
    if found and folded(found[0].name) in _headers():
        del found[0]
    return _checked(found, place)


def _feature(row: Sequence[object]) -> ListedFeature:
    cells = [printable(cell) if cell is not None else "" for cell in row[:2]]
    return ListedFeature(*cells) if cells else ListedFeature("")


def _headers() -> set[str]:
    """The words that are a header of a list, in any language."""
    lists = (text(language, "questionnaire.list.feature") for language in LANGUAGES)
    return {folded(word) for words in lists for word in words.split("|")}


def _of_template(sheet: Sheet) -> FeatureList:
    """The features on the sheet of the template, whose rows may have been moved."""
    rows = sheet.rows
    start = _first_row(rows)
    names = [ListedFeature(printable(row[_NAME])) for row in rows[start:] if _filled(row, _NAME)]
    product = next((printable(row[_PRODUCT]) for row in rows[:start] if _filled(row, _PRODUCT)), "")
    usual = {text(tag, "template.features.product_value") for tag in LANGUAGES}
    return _checked(names, sheet.whole)._replace(product="" if product in usual else product)


def _filled(row: Sequence[object], column: int) -> bool:
    return len(row) > column and row[column] is not None


def _first_row(rows: Cells) -> int:
    """The row below the header of the list, in whatever language the template is."""
    headers = {
        (text(tag, "template.features.number"), text(tag, "template.features.feature"))
        for tag in LANGUAGES
    }
    for number, row in enumerate(rows):
        if tuple(row[: _NAME + 1]) in headers:
            return number + 1
    return _FIRST_ROW


def _checked(features: Sequence[ListedFeature], place: Place) -> FeatureList:
    if not features:
        raise InputError("questionnaire_no_features", place)
    if len(features) > MOST_ASKED:
        raise InputError("questionnaire_too_many", place, n=f"{len(features):,}", most=MOST_ASKED)
    seen: set[str] = set()
    for each in features:
        if folded(each.name) in seen:
            raise InputError("questionnaire_twice", place, name=quoted(each.name))
        seen.add(folded(each.name))
    return FeatureList(tuple(features))
