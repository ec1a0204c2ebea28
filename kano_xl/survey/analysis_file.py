"""The counts in what `kano-xl analyse --json` wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kano_xl.errors import InputError, Place
from kano_xl.model.answers import LEVELS
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.cube import EVERYBODY, CategoryCube, Cube, count_categories
from kano_xl.survey.files.limits import MAX_TEXT_FILE, check_file_size
from kano_xl.survey.quoting import printable, quoted

_STARTS = (b"{", b"\xef\xbb\xbf{")
_PEEKED = 64
_LARGEST = 2**53


class Written(NamedTuple):
    """What such a file holds.

    Attributes:
        counts: answers by pairs, or by category where no more is known.
        table: of the evaluation: its name, or the user's own rows.
        rule: one of `kano_xl.choices.RULES`.
        where: the conditions that those who are counted meet.
        too_few: features that too few of them answered.
    """

    counts: Cube | CategoryCube
    table: str | tuple[str, ...]
    rule: str
    where: tuple[str, ...] = ()
    too_few: tuple[str, ...] = ()


def is_json(path: Path) -> bool:
    """Whether a file begins as JSON does, whatever it is called."""
    try:
        with path.open("rb") as file:
            start = file.read(_PEEKED)
    except (OSError, ValueError):
        return False
    return start.lstrip(b" \t\r\n").startswith(_STARTS)


def read_analysis(path: Path) -> Written:
    """The counts in a file of JSON.

    Raises:
        InputError: ``json_broken`` for what is no JSON, ``json_other`` for other JSON,
            ``json_lacks`` for that of a version that did not write what is needed,
            ``json_weighted`` for counts that are not what the categories were taken from.
    """
    place = Place(path.name)
    try:
        check_file_size(path.stat().st_size, MAX_TEXT_FILE, place)
        whole = json.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise InputError("file_unreadable", place) from error
    except (ValueError, RecursionError) as error:
        raise InputError("json_broken", place) from error
    if not isinstance(whole, dict) or "kano_xl" not in whole or "features" not in whole:
        raise InputError("json_other", place)
    settings, features = whole.get("settings"), whole["features"]
    if not isinstance(settings, dict) or not {"table", "rule"} <= settings.keys():
        raise InputError("json_lacks", place, what="settings.table, settings.rule")
    if not isinstance(features, list) or not features:
        raise InputError("json_lacks", place, what="features")
    if settings.get("weight") and "effective" in whole:
        raise InputError("json_weighted", place)
    names = [_name(each, place) for each in features]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise InputError("json_feature_twice", place, name=quoted(name))
    table = settings["table"]
    own = table if isinstance(table, str) else tuple(map(str, table or ()))
    return Written(
        _counts(names, features, place),
        own,
        str(settings["rule"]),
        _texts(settings.get("where")),
        tuple(name for name in _texts(whole.get("too_few")) if name not in names),
    )


def _texts(value: Any) -> tuple[str, ...]:
    """Texts that need not be there."""
    texts = value if isinstance(value, list) else []
    return tuple(printable(each) for each in texts if isinstance(each, str))


def _name(feature: Any, place: Place) -> str:
    name = feature.get("name") if isinstance(feature, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise InputError("json_lacks", place, what="features[].name")
    return printable(name)


def _counts(names: list[str], features: list[dict[str, Any]], place: Place) -> Cube | CategoryCube:
    """By pairs if all features have them."""
    missing = np.array([_whole(each.get("missing"), "missing", place) for each in features])
    if all(each.get("pairs") for each in features):
        cells = np.zeros((1, len(names), LEVELS, LEVELS), np.int64)
        for index, each in enumerate(features):
            cells[0, index, 1:, 1:] = _pairs(each["pairs"], place)
        # Which half of a pair is missing nobody needs to know.
        cells[0, :, 0, 0] = missing
        return Cube.unweighted((EVERYBODY,), names, cells)
    counts = [_by_category(each.get("counts"), place) for each in features]
    return count_categories(names, np.array(counts, np.int64), missing)


def _pairs(rows: Any, place: Place) -> list[list[int]]:
    size = LEVELS - 1
    if not isinstance(rows, list) or len(rows) != size:
        raise InputError("json_lacks", place, what="features[].pairs")
    if any(not isinstance(row, list) or len(row) != size for row in rows):
        raise InputError("json_lacks", place, what="features[].pairs")
    return [[_whole(each, "pairs", place) for each in row] for row in rows]


def _by_category(counts: Any, place: Place) -> list[int]:
    if not isinstance(counts, dict):
        raise InputError("json_lacks", place, what="features[].counts")
    return [_whole(counts.get(letter), f"counts.{letter}", place) for letter in CATEGORIES]


def _whole(value: Any, key: str, place: Place) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _LARGEST:
        raise InputError("json_lacks", place, what=f"features[].{key}")
    return value
