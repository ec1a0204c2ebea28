"""The mapping file: what the reader understood, for people to correct and give back.

It is TOML and small enough to edit by hand. Given back, it takes the place of
recognition: only the columns it names are read, and its answers go before all lists. A file
with ``[answers]`` alone explains answers and leaves the rest to be recognised.
"""

from __future__ import annotations

import json
import re
import stat
import tomllib
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as AnyMapping
from pathlib import Path
from typing import Any, NamedTuple

from kano_xl.choices import ANSWER_NAMES
from kano_xl.errors import Place, SettingsError
from kano_xl.languages import text
from kano_xl.model.answers import ANSWERS
from kano_xl.model.satisfaction import HIGHEST_TOP, LOWEST_TOP
from kano_xl.survey.choosing import COLUMNS, FORMS
from kano_xl.survey.mapping import ColumnName, MappedFeature, Mapping, MappingKeys, once
from kano_xl.survey.quoting import HIDDEN, printable, quoted
from kano_xl.survey.tables.headings import SIDES

_LETTERS = re.compile(r"[A-Za-z]{1,3}")
_COLUMN_KEYS = ("functional", "dysfunctional", "importance", "satisfaction", "column")
_LARGEST = 1 << 20
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*+"|\'[^\'\n]*+\'')
_LONG_KEY = re.compile(r"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){20}")
"""Names within names, for each of which the parser looks at all those before it. Three are
enough."""

_TOP = "satisfaction_top"
_KEYS = ("layout", "header_row", "first_row", "columns", "feature", "answers", _TOP)
_ALONE = {"answers", _TOP}
"""What explains answers and leaves the layout to be recognised."""


class Skeleton(NamedTuple):
    """What is left for the user to fill in, saved beside what was understood.

    Attributes:
        unknown: wordings nobody knows yet.
        hidden: cells of further unknown wordings, which too few people gave to be shown.
        open: columns that no feature was found for.
        roles: roles of columns that were not found.
        example: whether a feature is shown as an example, because none was found.
    """

    unknown: Sequence[str] = ()
    hidden: Sequence[str] = ()
    open: Sequence[ColumnName] = ()
    roles: Sequence[str] = ()
    example: bool = False


def to_toml(mapping: Mapping, language: str = "en", skeleton: Skeleton | None = None) -> str:
    """The text of a mapping file, with comments on how to fill it in, in the user's language."""
    left = skeleton or Skeleton()
    lines = [*_comment(language, "help"), "", f"layout = {_string(mapping.layout or COLUMNS)}"]
    rows = (("header_row", mapping.header_row), ("first_row", mapping.first_row))
    for name, row in (*rows, (_TOP, mapping.satisfaction_top)):
        lines += [] if row is None else [f"{name} = {row}"]
    if mapping.columns or left.roles:
        lines += ["", "[columns]"]
        lines += [f"{role} = {_column(column)}" for role, column in mapping.columns.items()]
        lines += [f'{role} = ""' for role in left.roles]
    for feature in mapping.features:
        lines += ["", "[[feature]]", f"name = {_string(feature.name)}"]
        lines += [f"value = {_string(feature.value)}"] if feature.value else []
        for key in _COLUMN_KEYS:
            column = getattr(feature, key)
            lines += [] if column is None else [f"{key} = {_column(column)}"]
    lines += _open(left, language)
    lines += ["", "[answers]"]
    lines += [f"{_string(wording)} = {code}" for wording, code in mapping.answers.items()]
    lines += _unknown(left, language)
    for side, answers in mapping.side_answers.items():
        lines += ["", f"[answers.{side}]"]
        lines += [f"{_string(wording)} = {code}" for wording, code in answers.items()]
    return "\n".join(lines) + "\n"


def _comment(language: str, key: str) -> list[str]:
    told = text(language, f"names.layout.mapping.{key}")
    return [f"# {line}".rstrip() for line in told.strip("\n").splitlines()]


def _open(left: Skeleton, language: str) -> list[str]:
    """The columns without a feature, as comments, and a block to fill in."""
    if not left.open and not left.example:
        return []
    lines = ["", *_comment(language, "open")]
    lines += [f"#   {column.letter}  {column.header}".rstrip() for column in left.open]
    return [
        *lines,
        "#",
        "# [[feature]]",
        '# name = ""',
        '# functional = ""',
        '# dysfunctional = ""',
    ]


def _unknown(left: Skeleton, language: str) -> list[str]:
    if not left.unknown and not left.hidden:
        return []
    lines = ["", *_comment(language, "unknown")]
    lines += [f'{_string(wording)} = ""' for wording in left.unknown]
    return lines + [f'# "…" = ""   # {cell}' for cell in left.hidden]


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
        data = tomllib.loads(_content(path, place))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError("mapping_not_toml", place, reason=printable(error)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError("mapping_unreadable", place) from error
    except (ValueError, RecursionError) as error:  # numbers of many thousand digits, endless depth
        raise SettingsError("mapping_absurd", place) from error
    return _parse(data, place)


def _content(path: Path, place: Place) -> str:
    """The text of the file, unless it is one that would keep the parser busy for ever."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise SettingsError("mapping_unreadable", place)
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    words = content.decode("utf-8-sig")
    if len(content) > _LARGEST or _LONG_KEY.search(_STRING.sub("_", words)):
        raise SettingsError("mapping_absurd", place)
    return words


def _shown(value: Any) -> str:
    """A value of the file in a message; not one that could be of any length."""
    is_short = isinstance(value, str | float) or (isinstance(value, int) and abs(value) < 10**15)
    return quoted(value) if is_short else HIDDEN


def _parse(data: AnyMapping[str, Any], place: Place) -> Mapping:
    _only(data, _KEYS, place)
    answers, by_side = _answers(data.get("answers", {}), place)
    top = _top(data, place)
    if data and data.keys() <= _ALONE:
        return Mapping(
            answers=answers, side_answers=by_side, file=place.file or "", satisfaction_top=top
        )
    layout = data.get("layout", COLUMNS)
    if not isinstance(layout, str) or layout not in FORMS:
        known = ", ".join(FORMS)
        raise SettingsError("mapping_layout", place, given=_shown(layout), known=known)
    keys = FORMS[layout].KEYS
    rows = [_row(data, name, place) for name in ("header_row", "first_row")]
    roles = _table(data.get("columns", {}), "columns", place)
    _only(roles, keys.roles, place)
    for role in keys.needed:
        if not roles.get(role):
            raise SettingsError("mapping_key_missing", place, key=role, where="columns")
    entries = data.get("feature", [])
    if not isinstance(entries, list):
        raise SettingsError("mapping_value", place, key="feature")
    features = tuple(_feature(entry, keys, place) for entry in entries)
    if keys.features and not features:
        raise SettingsError("mapping_empty", place)
    once([feature.name for feature in features], "mapping_name_twice", place)
    columns = {role: _name(column, role, place) for role, column in roles.items() if column != ""}
    file = place.file or ""
    return Mapping(layout, rows[0], rows[1], features, columns, answers, by_side, file, top)


def _top(data: AnyMapping[str, Any], place: Place) -> int | None:
    """The best answer of the scale of satisfaction, if the file says it."""
    value = data.get(_TOP)
    if value is not None and (type(value) is not int or not LOWEST_TOP <= value <= HIGHEST_TOP):
        raise SettingsError("mapping_value", place, key=_TOP)
    return value


def _answers(value: Any, place: Place) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """The answers for both sides, and those of one side alone; what is left blank is left out."""
    table = _table(value, "answers", place)
    by_side = {
        side: _codes(table[side], place) for side in SIDES if isinstance(table.get(side), dict)
    }
    return _codes({key: code for key, code in table.items() if key not in by_side}, place), by_side


def _codes(table: AnyMapping[str, Any], place: Place) -> dict[str, int]:
    found = {}
    for wording, given in table.items():
        if given == "":
            continue
        code = ANSWER_NAMES.index(given) if given in ANSWER_NAMES else given
        if type(code) is not int or not 0 <= code <= len(ANSWERS):
            raise SettingsError(
                "mapping_answer", place, answer=quoted(wording), given=_shown(given)
            )
        found[wording] = code
    return found


def _feature(entry: Any, keys: MappingKeys, place: Place) -> MappedFeature:
    entry = _table(entry, "feature", place)
    _only(entry, ("name", *keys.feature, *keys.feature_optional), place)
    for key in ("name", *keys.feature):
        if key not in entry:
            raise SettingsError("mapping_key_missing", place, key=key, where="feature")
    for key in ("name", "value"):
        if not isinstance(entry.get(key, ""), str) or not entry.get(key, "-").strip():
            raise SettingsError("mapping_value", place, key=key)
    columns = {key: _name(entry[key], key, place) for key in _COLUMN_KEYS if key in entry}
    return MappedFeature(
        printable(entry["name"]), value=printable(entry.get("value", "")), **columns
    )


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
