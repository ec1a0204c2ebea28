"""A check, what it works with, and how it can end."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import xlwings

    from kano_xl.excel.self_test.host import ExcelHost

_PATH = re.compile(r"'?(?:[A-Za-z]:)?\\|'?\w+://|'?~?/(?:Users|home|private|var|tmp)\b|\S*:Users:")


class CheckFailedError(Exception):
    """Excel, or what we do in it, is not as it should be; the message may be made public."""


class CheckSkippedError(Exception):
    """It cannot be tried here.

    Attributes:
        reason: a key of the catalogue ``self_test.skipped``.
    """

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass
class Trial:
    """One run of the self-test.

    Attributes:
        host: the Excel that is tried.
        books: workbooks of the self-test that later checks look at too.
        seen: what an earlier check found and a later one compares with.
    """

    host: ExcelHost
    books: dict[str, xlwings.Book] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """Something that is tried.

    Attributes:
        act: tries it; its name is that of the check, the same in every language and version.
        needs: the checks without whose success there is nothing to look at.
        on_mac: whether Excel for Mac has what is tried.
        always: whether it is tried even after the user has stopped the others.
    """

    act: Callable[[Trial], None]
    needs: tuple[str, ...] = ()
    on_mac: bool = True
    always: bool = False

    @property
    def name(self) -> str:
        """Its name, in the file and in the catalogue."""
        return self.act.__name__


def expect(what: str, found: object, wanted: object) -> None:
    """See that something found is what it should be.

    >>> expect("sum", 0.1 + 0.2, 0.3)
    >>> expect("row", ("A", 1.0), ("A", 2))
    Traceback (most recent call last):
    kano_xl.excel.self_test.check.CheckFailedError: row: ('A', 1.0), not ('A', 2)

    Raises:
        CheckFailedError: it is not, with both.
    """
    if not alike(found, wanted):
        raise CheckFailedError(f"{what}: {_short(found)}, not {_short(wanted)}")


def alike(found: object, wanted: object) -> bool:
    """Whether two values, or rows of values, are the same; numbers up to their last digits.

    >>> alike([["A", 1.0]], (("A", 1),)), alike(True, 1.0), alike(None, "")
    (True, False, False)
    """
    if isinstance(found, bool) or isinstance(wanted, bool):
        return found is wanted
    if isinstance(found, int | float) and isinstance(wanted, int | float):
        return math.isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-10)
    if isinstance(found, list | tuple) and isinstance(wanted, list | tuple):
        return len(found) == len(wanted) and all(map(alike, found, wanted))
    return found == wanted


def first_difference(found: Sequence[Sequence[object]], wanted: Sequence[Sequence[object]]) -> str:
    """Where two blocks of cells of one shape differ, and how; "" where they do not.

    >>> first_difference([["A", 1.0]], [["A", 2.0]])
    'row 1, column 2: 1.0, not 2.0'
    """
    for row, (ours, theirs) in enumerate(zip(found, wanted, strict=True), 1):
        for column, (one, other) in enumerate(zip(ours, theirs, strict=True), 1):
            if not alike(one, other):
                return f"row {row}, column {column}: {_short(one)}, not {_short(other)}"
    return ""


def public(words: str) -> str:
    r"""Words in one line, up to where a path begins: it may name the user.

    >>> public(r"map: =SERIES(,'C:\Users\wang\[x.xlsx]Data'!$A$1)"), public("a\nb: 1/2")
    ('map: =SERIES(,…', 'a b: 1/2')
    """
    line = " ".join(words.split())
    path = _PATH.search(line)
    return line if path is None else f"{line[: path.start()]}…"


def _short(value: object) -> str:
    words = repr(value)
    return words if len(words) <= 80 else f"{words[:79]}…"
