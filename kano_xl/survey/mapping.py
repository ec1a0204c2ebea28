"""The mapping file: what the reader understood, for people to correct and give back.

It is TOML and small enough to edit by hand. Given back, it takes the place of
recognition: only the columns it names are read, and its answers go before all lists.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kano_xl.errors import Place, SettingsError
from kano_xl.languages import text
from kano_xl.model.answers import ANSWERS
from kano_xl.survey.layout import NEEDED, ROLES
from kano_xl.survey.layout.sides import DYSFUNCTIONAL, FUNCTIONAL, IMPORTANCE
from kano_xl.survey.quoting import printable, quoted
from kano_xl.survey.wording import own_key

COLUMNS = "columns"
"""The layout of a mapping with a column for each question; the others are those of `ROLES`."""

_LETTERS = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True)
class ColumnName:
    """How a mapping names a column: by its header, its letter, or both (the header goes first)."""

    header: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class MappedFeature:
    """One feature of a mapping: the columns of its sides, or its value in the feature column."""

    name: str
    functional: ColumnName | None = None
    dysfunctional: ColumnName | None = None
    importance: ColumnName | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping file says.

    Attributes:
        layout: `COLUMNS` or one of `kano_xl.survey.layout.ROLES`.
        header_row, first_row: 1-based rows of the header and of the first respondent; None
            to find them.
        features: the features, in the order they are to have.
        columns: role → column, in the layouts of `ROLES`.
        answers: wording → 1..5, or 0 for no answer.
        unknown: wordings nobody knows; saved as comments, never loaded.
        file: name of the file it came from, for messages.
    """

    layout: str = COLUMNS
    header_row: int | None = None
    first_row: int | None = None
    features: tuple[MappedFeature, ...] = ()
    columns: AnyMapping[str, ColumnName] = field(default_factory=dict)
    answers: AnyMapping[str, int] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    file: str = ""

    def own_answers(self) -> dict[str, int]:
        """The answers by what `kano_xl.survey.wording.own_key` makes of them."""
        return {own_key(wording): code for wording, code in self.answers.items()}


def to_toml(mapping: Mapping, language: str = "en") -> str:
    """The text of a mapping file, with a comment on how to edit it in the user's language."""
    lines = [
        f"# {line}".rstrip() for line in text(language, "names.layout.mapping.help").splitlines()
    ]
    lines += ["", f"layout = {_string(mapping.layout)}"]
    for name, row in (("header_row", mapping.header_row), ("first_row", mapping.first_row)):
        lines += [] if row is None else [f"{name} = {row}"]
    if mapping.columns:
        lines += ["", "[columns]"]
        lines += [f"{role} = {_column(column)}" for role, column in mapping.columns.items()]
    for feature in mapping.features:
        lines += ["", "[[feature]]", f"name = {_string(feature.name)}"]
        lines += [f"value = {_string(feature.value)}"] if feature.value else []
        for side in (FUNCTIONAL, DYSFUNCTIONAL, IMPORTANCE):
            column = getattr(feature, side)
            lines += [] if column is None else [f"{side} = {_column(column)}"]
    lines += ["", "[answers]"]
    lines += [f"{_string(wording)} = {code}" for wording, code in mapping.answers.items()]
    if mapping.unknown:
        lines += [
            "",
            *(f"# {line}" for line in text(language, "names.layout.mapping.unknown").splitlines()),
        ]
        lines += [f"# {_string(wording)} = 0" for wording in mapping.unknown]
    return "\n".join(lines) + "\n"


def _column(column: ColumnName) -> str:
    parts = [f"column = {_string(column.letter)}"] if column.letter else []
    parts += [f"header = {_string(column.header)}"] if column.header else []
    return "{ " + ", ".join(parts) + " }"


def _string(value: str) -> str:
    r"""A TOML basic string; JSON escapes all it must, save DEL and lone surrogates.

    >>> print(_string('say "hi"'))
    "say \"hi\""
    """
    clean = value.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")


def load(path: Path) -> Mapping:
    """The mapping in a file.

    Raises:
        SettingsError: it cannot be read, is no TOML, or says something impossible.
    """
    place = Place(path.name or str(path))
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError("mapping_not_toml", place, reason=printable(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("mapping_unreadable", place) from error
    return _parse(data, place)


def _parse(data: AnyMapping[str, Any], place: Place) -> Mapping:
    layout = data.get("layout", COLUMNS)
    known = (COLUMNS, *ROLES)
    if layout not in known:
        raise SettingsError("mapping_layout", place, given=quoted(layout), known=", ".join(known))
    _only(data, ("layout", "header_row", "first_row", "columns", "feature", "answers"), place)
    rows = [_row(data, name, place) for name in ("header_row", "first_row")]
    roles = _table(data.get("columns", {}), "columns", place)
    if layout != COLUMNS:
        _only(roles, ROLES[layout], place)
        missing = [role for role in NEEDED[layout] if role not in roles]
        if missing:
            raise SettingsError("mapping_key_missing", place, key=missing[0], where="columns")
    entries = data.get("feature", [])
    if not isinstance(entries, list):
        raise SettingsError("mapping_value", place, key="feature")
    features = tuple(_feature(entry, layout, place) for entry in entries)
    if layout == COLUMNS and not features:
        raise SettingsError("mapping_empty", place)
    once([feature.name for feature in features], "mapping_name_twice", place)
    answers = _table(data.get("answers", {}), "answers", place)
    for wording, code in answers.items():
        if type(code) is not int or not 0 <= code <= len(ANSWERS):
            raise SettingsError("mapping_answer", place, answer=quoted(wording), given=quoted(code))
    columns = {role: _name(column, role, place) for role, column in roles.items()}
    return Mapping(layout, rows[0], rows[1], features, columns, answers, (), place.file or "")


def _feature(entry: Any, layout: str, place: Place) -> MappedFeature:
    entry = _table(entry, "feature", place)
    _only(entry, ("name", "value", FUNCTIONAL, DYSFUNCTIONAL, IMPORTANCE), place)
    needed = ("name", FUNCTIONAL, DYSFUNCTIONAL) if layout == COLUMNS else ("name", "value")
    for key in needed:
        if key not in entry:
            raise SettingsError("mapping_key_missing", place, key=key, where="feature")
    for key in ("name", "value"):
        if not isinstance(entry.get(key, ""), str) or not entry.get(key, "-").strip():
            raise SettingsError("mapping_value", place, key=key)
    sides = {
        side: _name(entry[side], side, place)
        for side in (FUNCTIONAL, DYSFUNCTIONAL, IMPORTANCE)
        if side in entry
    }
    return MappedFeature(printable(entry["name"]), value=printable(entry.get("value", "")), **sides)


def _name(value: Any, key: str, place: Place) -> ColumnName:
    """A column as a mapping names it: a table of header and column, or just one text."""
    if isinstance(value, str) and value.strip():
        plain = printable(value)
        letter = plain.upper() if _LETTERS.fullmatch(plain) else ""
        return ColumnName(plain, letter)
    if isinstance(value, dict) and value.keys() <= {"header", "column"} and value:
        header, letter = value.get("header", ""), value.get("column", "")
        if isinstance(header, str) and isinstance(letter, str) and (header or letter):
            if letter and not _LETTERS.fullmatch(letter):
                raise SettingsError("mapping_value", place, key=key)
            return ColumnName(printable(header), letter.upper())
    raise SettingsError("mapping_value", place, key=key)


def _row(data: AnyMapping[str, Any], name: str, place: Place) -> int | None:
    value = data.get(name)
    if value is not None and (type(value) is not int or value < 1):
        raise SettingsError("mapping_value", place, key=name)
    return value


def _table(value: Any, key: str, place: Place) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SettingsError("mapping_value", place, key=key)
    return value


def _only(data: AnyMapping[str, Any], known: Iterable[str], place: Place) -> None:
    known = tuple(known)
    for key in data:
        if key not in known:
            given = quoted(key)
            raise SettingsError("mapping_key", place, given=given, known=", ".join(known))


def once(names: Iterable[str], code: str, place: Place) -> None:
    """Refuse a name that stands twice, without regard to case, with this code."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise SettingsError(code, place, name=quoted(name))
        seen.add(name.casefold())
