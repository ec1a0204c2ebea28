"""The list of features that a questionnaire asks about, out of a file, a text or the template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from kano_xl.choices import Settings
from kano_xl.errors import InputError, KanoError, Place
from kano_xl.languages import LANGUAGES, text
from kano_xl.names import FEATURES
from kano_xl.questionnaire.advice import Advice
from kano_xl.questionnaire.listed import FeatureList, ListedFeature, checked
from kano_xl.questionnaire.template_list import features_of_template
from kano_xl.survey.files.encoding import decode
from kano_xl.survey.files.limits import MAX_TEXT_FILE, check_file_size
from kano_xl.survey.files.opening import read_sheets
from kano_xl.survey.quoting import folded, printable, quoted
from kano_xl.survey.reading import read_given
from kano_xl.survey.sheet import Sheet

_LINES = (".txt", ".md", "")
_BULLET = re.compile(r"\s*(?:[-*+•·–]\s+|[0-9]{1,3}(?:[.)]\s+|[、．]\s*))(?=\S)")
_WIDEST = 2
"""A table of more columns may be a survey."""


def read_features(path: Path) -> FeatureList:
    """The features in a file: the template, a table of one or two columns, or a text of lines.

    Raises:
        InputError: the file cannot be used; ``questionnaire_answers``: it is a survey that was
            answered; or as of `features_of_rows`.
    """
    place = Place(path.name)
    if path.suffix.lower() in _LINES and path.is_file():
        check_file_size(path.stat().st_size, MAX_TEXT_FILE, place)
        return features_of_text(path.read_bytes(), place)
    sheets = read_sheets(path)
    ours = next((each for each in sheets if each.ours == FEATURES), None)
    if ours:
        return features_of_template(ours)
    if _is_survey(path, sheets[0]):
        raise InputError("questionnaire_answers", place)
    return features_of_rows(sheets[0].rows, sheets[0].whole)


def _is_survey(path: Path, sheet: Sheet) -> bool:
    """Whether there are answers that the survey reader is certain of."""
    if all(len(row) <= _WIDEST for row in sheet.rows):
        return False
    try:
        return read_given(path, [sheet], Settings(), None).answers is not None
    except KanoError:
        return False


def features_of_text(content: bytes, place: Place) -> FeatureList:
    """The features in a text: one in each line, after a tab what it does for the customer.

    Where every line begins with a bullet or a number these are left out. A first line alone is no
    header, as a feature may be called so.

    Raises:
        InputError: ``questionnaire_no_text``, or as of `features_of_rows`.
    """
    words = decode(content)
    if words is None:
        raise InputError("questionnaire_no_text", place)
    lines = [line for line in words.splitlines() if printable(line)]
    told = []
    if lines and all(map(_BULLET.match, lines)):
        lines = [_BULLET.sub("", line, count=1) for line in lines]
        told.append(Advice("bullets", {}))
    # A comma belongs to the name.
    rows = [line.split("\t") for line in lines]
    if rows and len(rows[0]) == 1 and _is_header(rows[0][0]):
        told.append(Advice("header_asked", {"name": quoted(printable(rows[0][0]))}))
        found = checked([_feature(row, 0) for row in rows], place)
    else:
        found = features_of_rows(rows, place)
    return found._replace(told=(*told, *found.told))


def features_of_rows(rows: Iterable[Sequence[object]], place: Place) -> FeatureList:
    """The features in a table: the name, and what the feature does for the customer.

    A first row with a header of features is passed over and told of, and the features stand in its
    column.

    Raises:
        InputError: ``questionnaire_no_features``, ``questionnaire_numbered``,
            ``questionnaire_too_many`` or ``questionnaire_twice``.
    """
    filled = [row for row in rows if any(map(_words, row))]
    first = filled[0] if filled else ()
    column = next((n for n, cell in enumerate(first) if _is_header(cell)), None)
    if column is None:
        found = [_feature(row, 0) for row in filled]
        if found and all(each.name.isdecimal() and each.purpose for each in found):
            raise InputError("questionnaire_numbered", place)
        return checked(found, place)
    header = Advice("header", {"name": quoted(_words(first[column]))})
    return checked([_feature(row, column) for row in filled[1:]], place)._replace(told=(header,))


def _feature(row: Sequence[object], column: int) -> ListedFeature:
    cells = [_words(cell) for cell in row[column : column + 2]]
    return ListedFeature(*cells) if cells else ListedFeature("")


def _words(cell: object) -> str:
    return "" if cell is None else printable(cell)


def _is_header(cell: object) -> bool:
    return folded(_words(cell).replace("_", " ")) in _headers()


def _headers() -> set[str]:
    """The words that are a header of a list, in any language."""
    lists = (text(language, "questionnaire.list.feature") for language in LANGUAGES)
    return {folded(word) for words in lists for word in words.split("|")}
