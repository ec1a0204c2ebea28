"""Links from a report to cells of the survey, in its own file or in the same workbook."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from kano_xl.errors import Place
from kano_xl.report.report import Link
from kano_xl.report.typesetting.placement import quoted
from kano_xl.writers.cell_text import cell_text

MOST = 65_530
"""Links that Excel takes on one sheet."""

_LONGEST = 2_000
_LONGEST_IN_A_FORMULA = 255
_SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_UNSAFE = frozenset('%#"<>[]^`{}|\\:?* ')


def link_target(place: Place, sources: Mapping[str, Path], folder: Path) -> str | None:
    """The link to a place, relative to the report's folder, as XlsxWriter wants it.

    None where there is nothing to link to: no such source, a file that is no spreadsheet,
    no sheet or cell, another drive, or an address longer than Excel takes.

    >>> link_target(Place("a b.xlsx", "It's", "C7"), {"a b.xlsx": Path("/x/a b.xlsx")}, Path("/x"))
    "external:a%20b.xlsx#'It''s'!C7"
    """
    source = sources.get(place.file or "")
    if source is None or not place.sheet or not place.cell:
        return None
    if source.suffix.lower() not in _SPREADSHEETS:
        return None
    try:
        relative = Path(os.path.relpath(source.resolve(), folder.resolve()))
    except ValueError:
        return None
    path = "/".join(map(_escaped, relative.parts))
    target = f"external:{path}#{quoted(place.sheet)}!{place.cell}"
    return target if len(target) <= _LONGEST else None


def link_formula(link: Link) -> str | None:
    """The formula of a link to a cell of the workbook that it stands in.

    None where the place has no cell, as there is nothing to link to.

    >>> print(link_formula(Link("see C7", Place("a.xlsx", "It's", "C7"))))
    =HYPERLINK("#'It''s'!C7","see C7")
    """
    place = link.place
    if not place.sheet or not place.cell:
        return None
    target = f"#{quoted(place.sheet)}!{place.cell}"
    return f"=HYPERLINK({_literal(target)},{_literal(link.text)})"


def _literal(text: str) -> str:
    """A text within a formula, where Excel takes no more than 255 characters of it."""
    return '"' + cell_text(text, _LONGEST_IN_A_FORMULA).replace('"', '""') + '"'


def _escaped(part: str) -> str:
    """A part of a path with everything escaped that would mean something in an address.

    >>> _escaped("100% #1.xlsx")
    '100%25%20%231.xlsx'
    """
    return "".join(
        f"%{ord(mark):02X}" if mark in _UNSAFE or ord(mark) < 0x20 else mark for mark in part
    )
