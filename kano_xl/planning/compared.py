"""What a comparison of waves says, from the JSON that ``kano-xl compare`` wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from kano_xl.category_names import LETTERS
from kano_xl.errors import InputError, Place
from kano_xl.model.measures import RESULTS, shown_in
from kano_xl.model.waves import MOVED, NOT_COMPARED, SAME, SEEMS
from kano_xl.planning.filling import Typed
from kano_xl.survey.analysis_file import is_json
from kano_xl.survey.files.limits import MAX_TEXT_FILE, check_file_size
from kano_xl.survey.quoting import folded, printable

_VERDICTS = (MOVED, SEEMS, SAME, NOT_COMPARED)


class ComparedFile(NamedTuple):
    """A comparison in a file.

    Attributes:
        results: of the last wave: a row for each feature, by the keys of the block of results.
        verdicts: what is said of a feature from the first wave to the last, by its folded names in
            both: `kano_xl.model.waves.MOVED` and so on.
    """

    results: tuple[Mapping[str, Typed], ...]
    verdicts: Mapping[str, str]


def read_compared(path: Path) -> ComparedFile:
    """The comparison in a file of JSON.

    Raises:
        InputError: ``compared_other`` for a file that is something else, ``json_broken`` for one
            that is damaged, ``file_unreadable``.
    """
    place = Place(path.name)
    try:
        check_file_size(path.stat().st_size, MAX_TEXT_FILE, place)
        content = path.read_bytes()
    except OSError as error:
        raise InputError("file_unreadable", place) from error
    if not is_json(path):
        raise InputError("compared_other", place)
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError("json_broken", place) from error
    try:
        return _read(whole)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise InputError("compared_other", place) from error


def _read(whole: Mapping[str, Any]) -> ComparedFile:
    waves, moves = whole["waves"], whole["comparisons"]
    ends = [waves[0]["name"], waves[-1]["name"]]
    verdicts = dict(_verdicts(each for each in moves if list(each["waves"]) == ends))
    rows = [_row(each) for each in waves[-1]["features"]]
    return ComparedFile(tuple(sorted(rows, key=lambda row: float(row["rank"] or 0))), verdicts)


def _verdicts(moves: Iterator[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for each in moves:
        if each["verdict"] not in _VERDICTS:
            raise ValueError(each["verdict"])
        yield folded(str(each["was_called"])), each["verdict"]
        yield folded(str(each["feature"])), each["verdict"]


def _row(feature: Mapping[str, Any]) -> Mapping[str, Typed]:
    """A feature by the keys of the block of results; whatever is not of its kind is left empty."""
    row: dict[str, Typed] = {}
    for measure in shown_in(RESULTS):
        end = next((each for each in ("low", "high") if measure.key.endswith(f"_{each}")), "")
        if end:
            ends: Sequence[Any] = feature[f"{measure.key.removesuffix(f'_{end}')}_interval"] or ()
            value = (ends[0] if end == "low" else ends[1]) if ends else None
        else:
            value = feature["name" if measure.key == "feature" else measure.key]
        row[measure.key] = _plain(measure.key, value)
    return row


def _plain(key: str, value: Any) -> Typed:
    if key == "feature":
        return printable(str(value))
    if key == "category":
        return value if value in LETTERS else None
    if key == "verdict":
        return value if isinstance(value, str) else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None
