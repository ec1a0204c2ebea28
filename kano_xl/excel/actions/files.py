"""Files that the user chooses: asked for by a reply, and read as data, never opened in Excel."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kano_xl.errors import KanoError
from kano_xl.excel.reply import FILE, FILES, LONGEST, Reply, values_of
from kano_xl.excel.told import told
from kano_xl.languages import catalogue, text
from kano_xl.survey.files.kind import KINDS
from kano_xl.teams.folder import shown

if TYPE_CHECKING:
    import xlwings

CODE = "files"
"""The code of a dialog for files."""

SURVEYS = tuple(suffix for kind in KINDS for suffix in kind.suffixes)
"""How the names of files end that may hold a survey."""


def ask_for_files(kind: str, title: str, endings: Sequence[str], language: str) -> Reply:
    """The reply that lets the user choose.

    Args:
        kind: `FILE` for one file, `FILES` for one or more.
        title: of the dialog.
        endings: of the names of files that are shown in it.
        language: of the dialog.
    """
    assert kind in (FILE, FILES)
    patterns = ";".join(f"*{ending}" for ending in endings)
    # A comma would end the label.
    label = text(language, "actions.files.shown").replace(",", " ")
    return Reply(kind, title, CODE, f"{label},{patterns}")


def chosen(agreed: Collection[str]) -> tuple[Path, ...]:
    """The files that the user chose, in the order of the dialog."""
    return tuple(map(Path, values_of(CODE, agreed)))


def is_file_of(book: xlwings.Book, path: Path) -> bool:
    """Whether a file is the open workbook's own.

    Of a workbook in a cloud only the address there is known: then the name decides.
    """
    place = str(book.fullname)
    if "://" in place:
        return path.name.casefold() == str(book.name).casefold()
    try:
        return path.samefile(place)
    except (OSError, ValueError):  # it was never saved, or is gone
        return False


def reason(error: KanoError, language: str) -> str:
    """Why a file cannot be used, and what to do: it is another file than the one in front."""
    own = catalogue(language)["actions"]["files"]["reason"]
    if error.code in own:
        return text(language, f"actions.files.reason.{error.code}", **error.values)
    return told(error, language)


def line_of(name: str, error: KanoError, language: str) -> str:
    """A file that cannot be used, with the place in it."""
    where = error.place.cell or ""
    key = "actions.files.unusable_at" if where else "actions.files.unusable"
    return text(language, key, name=shown(name), cell=where, reason=reason(error, language))


def fitted(lines: Iterable[str], ending: str, language: str) -> str:
    """Lines, as many as a message has room for, and an ending that is never cut."""
    shown: list[str] = []
    left = list(lines)
    while left:
        more = text(language, "actions.files.more", n=len(left))
        room = LONGEST - len(ending) - 2 - sum(len(line) + 1 for line in shown)
        if len(left[0]) + (len(more) + 1 if len(left) > 1 else 0) > room:
            shown.append(more)
            break
        shown.append(left.pop(0))
    return "\n".join(shown) + f"\n\n{ending}"
