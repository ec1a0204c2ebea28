"""Files in, sheets of cells out: the one door through which a survey's files come.

Whatever a file is called, its content says what it is. Nothing here knows what a
survey looks like; see `kano_xl.survey.layouts` for that. What reads a kind of file is
imported where there is one of that kind: most calls need one reader of five.
"""

from __future__ import annotations

import gc
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from kano_xl.errors import InputError, Place
from kano_xl.languages import InQuotes
from kano_xl.names import COLUMNS, FEATURES, PLAN, RESPONSES, RESULT, SETTINGS
from kano_xl.survey.files import limits
from kano_xl.survey.files.kind import (
    KINDS,
    KNOWN,
    ODS,
    PARQUET,
    TEXT,
    XLS,
    XLSX,
    Kind,
    check_name,
    find_kind,
)
from kano_xl.survey.files.limits import check_file_size
from kano_xl.survey.quoting import printable
from kano_xl.survey.sheet import Cells, Sheet, trim

_OURS = (RESULT, RESPONSES, FEATURES, SETTINGS, PLAN)
"""How the defined names begin by which a sheet is recognised."""

_ENDINGS_TAKEN = {suffix for kind in KINDS if kind is not TEXT for suffix in kind.suffixes} | {""}


def read_sheets(path: Path, names: Sequence[str] = ()) -> list[Sheet]:
    """Every worksheet that holds anything, or those that are named, in the order of the names.

    Args:
        path: an .xlsx, .xlsm, .xls, .ods, .csv, .tsv, .txt or .parquet file.
        names: of worksheets, in any case; files without sheets disregard them.

    Raises:
        InputError: the file, or the worksheet in it, cannot be used; see the section
            "files" of the catalogue ``problems`` for all that can be wrong.
    """
    check_readable(path)
    try:
        kind = find_kind(path)
        if kind is None:
            return _text_sheets(path)
        check_name(path, kind)
        with _collector_paused():
            if kind is PARQUET:
                from kano_xl.survey.files.parquet import read_parquet

                return _one_sheet(path, read_parquet(path))
            return _workbook_sheets(path, _opened(path, kind), names)
    except OSError as error:
        raise InputError("file_unreadable", Place(path.name)) from error
    except MemoryError as error:
        raise InputError("too_little_memory", Place(path.name)) from error


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Spare the garbage collector millions of new cells that are all kept: a tenth of the time."""
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()


class _Workbook(Protocol):
    @property
    def named(self) -> Sequence[tuple[str, str]]: ...

    @property
    def sheet_names(self) -> list[str]: ...

    def rows(self, name: str) -> Cells: ...

    def is_hidden(self, name: str) -> bool: ...

    def hidden_rows(self, name: str) -> frozenset[int]: ...

    def lacks_results(self, name: str) -> bool: ...


def _opened(path: Path, kind: Kind) -> _Workbook:
    """A workbook of a kind that has sheets."""
    if kind is XLSX:
        from kano_xl.survey.files.xlsx import XlsxFile

        return XlsxFile(path)
    if kind is XLS:
        from kano_xl.survey.files.xls import XlsFile

        return XlsFile(path)
    assert kind is ODS
    from kano_xl.survey.files.ods import OdsFile

    return OdsFile(path)


def check_readable(path: Path) -> None:
    """Refuse what is no file, is not there, is empty or too large, or may not be read.

    Raises:
        InputError: ``file_is_folder``, ``file_missing``, ``file_missing_similar``, ``file_empty``,
            ``file_too_large``, ``file_permission`` or ``file_unreadable``.
    """
    place = Place(path.name or str(path))
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise InputError("file_is_folder", place)
        if not stat.S_ISREG(found.st_mode):
            raise InputError("file_unreadable", place)
        check_file_size(found.st_size, limits.MAX_FILE, place)
        path.open("rb").close()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise _missing(path) from error
    except PermissionError as error:
        raise InputError("file_permission", place) from error
    except (OSError, ValueError) as error:
        raise InputError("file_unreadable", place) from error


def _missing(path: Path) -> InputError:
    try:
        names = {entry.stem: entry.name for entry in path.parent.iterdir() if entry.is_file()}
    except OSError:
        names = {}
    # Without the endings, which most files of a folder share.
    meant = _similar(path.stem, names)
    place = Place(path.name)
    if meant is None:
        return InputError("file_missing", place)
    return InputError("file_missing_similar", place, meant=printable(names[meant]))


def _similar(name: str, known: Iterable[str]) -> str | None:
    folded = {other.casefold(): other for other in known}
    found = get_close_matches(name.casefold(), folded, 1)
    return folded[found[0]] if found else None


def _text_sheets(path: Path) -> list[Sheet]:
    place = Place(path.name)
    check_file_size(path.stat().st_size, limits.MAX_TEXT_FILE, place)
    from kano_xl.survey.files.delimited import read_text
    from kano_xl.survey.files.encoding import decode

    text = decode(path.read_bytes())
    suffix = path.suffix.lower()
    if text is not None and suffix in _ENDINGS_TAKEN:
        check_name(path, TEXT)
    if text is None:
        raise InputError("file_junk", place, known=KNOWN)
    if suffix not in TEXT.suffixes:
        raise InputError("kind_ending", place, given=printable(suffix), known=KNOWN)
    rows = read_text(text, place)
    trim(rows)
    return _one_sheet(path, rows)


def _one_sheet(path: Path, rows: Cells) -> list[Sheet]:
    if not len(rows):
        raise InputError("file_blank", Place(path.name))
    return [Sheet(path.name, None, rows)]


def _workbook_sheets(path: Path, book: _Workbook, wanted: Sequence[str]) -> list[Sheet]:
    ours = _ours(book.named)
    if wanted:
        names = list(dict.fromkeys(_named(path, book.sheet_names, name) for name in wanted))
    else:
        # What kano_xl made is passed over, unless there is nothing else to be told about.
        others = [name for name in book.sheet_names if ours.get(name) not in (RESULT, PLAN)]
        names = others or book.sheet_names
    found = []
    for name in names:
        rows = book.rows(name)
        if isinstance(rows, list):
            trim(rows)
        if rows:
            found.append(
                Sheet(
                    path.name,
                    name,
                    rows,
                    book.is_hidden(name),
                    book.hidden_rows(name).intersection(range(len(rows))),
                    ours.get(name, ""),
                    book.lacks_results(name),
                )
            )
    if not found:
        raise InputError("file_blank", Place(path.name, names[0] if len(wanted) == 1 else None))
    return found


def _ours(named: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Title of a worksheet → how the kano_xl name that it bears begins."""
    found = {
        title: prefix
        for prefix in reversed(_OURS)
        for name, title in named
        if name.startswith(prefix)
    }
    # The block beside planning sheets bears no other name.
    return found | {title: RESULT for name, title in named if name in COLUMNS.values()}


def _named(path: Path, names: list[str], sheet: str) -> str:
    if sheet in names:
        return sheet
    alike = [name for name in names if name.strip().casefold() == sheet.strip().casefold()]
    if len(alike) == 1:
        return alike[0]
    known = ", ".join(f"“{printable(name)[:40]}”" for name in names[:10])
    known = InQuotes(f"{known}, …" if len(names) > 10 else known)
    given = printable(sheet)[:40]
    meant = _similar(sheet, names)
    place = Place(path.name)
    if meant is None:
        raise InputError("sheet_missing", place, given=given, known=known)
    raise InputError(
        "sheet_missing_similar", place, given=given, known=known, meant=printable(meant)[:40]
    )
