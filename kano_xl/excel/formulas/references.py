"""Which formulas and names of a workbook refer to some of its sheets, and break without them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kano_xl.excel.formulas.tokens import Token, tokens
from kano_xl.names import owned

if TYPE_CHECKING:
    import xlwings

Name = tuple[str, str]
"""The sheet that a name belongs to, "" for one of the workbook, and the name itself."""


@dataclass(frozen=True)
class Going:
    """What goes with some sheets, all in lower case.

    Attributes:
        book: the name of the workbook's file.
        sheets: the titles of the sheets that go.
        tables: the names of their tables.
        known: all names of the workbook, but for those of the sheets that go.
        names: those of them that lead to something that goes.
    """

    book: str
    sheets: Collection[str]
    tables: Collection[str]
    known: Collection[Name]
    names: Collection[Name]

    def breaks(self, formula: str, sheet: str = "") -> bool:
        """Whether a formula refers to anything that goes.

        Args:
            formula: as in a cell, or what a name refers to.
            sheet: the one on which it stands; "" for that of a name of the workbook.

        >>> going = Going("my.xlsx", {"jo's"}, {"kano_counts"}, {("", "top")}, {("", "top")})
        >>> going.breaks("='Jo''s'!A1"), going.breaks("=SUM(Kano_Counts[A])"), going.breaks("=Top")
        (True, True, True)
        >>> going.breaks('="Top"'), going.breaks("='[b.xlsx]Jo''s'!A1"), going.breaks("=b.xlsx!Top")
        (False, False, False)
        """
        plain = formula.casefold().replace("''", "'")
        # Most formulas are done with here; to cut one into its tokens takes much longer.
        if not any(word in plain for word in self._words):
            return False
        pieces = tokens(formula)
        return any(self._goes(pieces, at, sheet.casefold()) for at in range(1, len(pieces)))

    @cached_property
    def _words(self) -> set[str]:
        return {*self.sheets, *self.tables, *(bare for _, bare in self.names)}

    def _goes(self, pieces: Sequence[Token], at: int, sheet: str) -> bool:
        """Whether the piece at ``at`` is a sheet, a table or a name that goes."""
        piece = pieces[at]
        if piece.kind not in ("name", "quoted") or pieces[at - 1].kind == "bracket":
            return False
        word = _plain(piece)
        if at + 1 < len(pieces) and pieces[at + 1].text == "!":
            return word in self.sheets
        if pieces[at - 1].text != "!":
            return word in self.tables or self._named(word, sheet)
        if pieces[at - 3].kind == "bracket":
            return False
        owner = _plain(pieces[at - 2])
        if owner == self.book:
            return word in self.tables or self._named(word, "")
        return (owner, word) in self.names

    def _named(self, word: str, sheet: str) -> bool:
        """Whether a name, used on a sheet, leads to something that goes."""
        own = (sheet, word)
        return (own if own in self.known else ("", word)) in self.names


def going(
    book: xlwings.Book,
    sheets: Sequence[xlwings.Sheet],
    lost: Callable[[str], bool] = lambda name: False,
    stays: Collection[str] = (),
) -> tuple[Going, list[str]]:
    """What goes with some sheets of a workbook.

    Args:
        book: the workbook.
        sheets: the sheets.
        lost: whether a name is deleted with them.
        stays: names that lead to them now and will lead to nothing, without an error.

    Returns:
        What goes, and the names of the user's that lead there, also by other names.
    """
    titles = {sheet.name.casefold() for sheet in sheets}
    tables = {table.name.casefold() for sheet in sheets for table in sheet.tables}
    called: dict[Name, str] = {}
    refers: dict[Name, str] = {}
    for name in book.names:
        owner, bare = owned(name.name)
        key = owner.casefold(), bare.casefold()
        if key[0] not in titles and bare not in stays:
            called[key], refers[key] = name.name, name.refers_to or ""
    deleted = {key for key in refers if lost(called[key].rpartition("!")[2])}
    return _with_names(Going(book.name.casefold(), titles, tables, refers, deleted), refers, called)


def _with_names(
    gone: Going, refers: Mapping[Name, str], called: Mapping[Name, str]
) -> tuple[Going, list[str]]:
    """With the names that lead to what goes, and those that lead to them, and so on."""
    deleted = gone.names
    while True:
        more = {
            key
            for key, formula in refers.items()
            if key not in gone.names and gone.breaks(formula, key[0])
        }
        if not more:
            return gone, [called[key] for key in refers if key in {*gone.names} - {*deleted}]
        gone = Going(gone.book, gone.sheets, gone.tables, gone.known, {*gone.names, *more})


def _plain(piece: Token) -> str:
    words = piece.text[1:-1].replace("''", "'") if piece.kind == "quoted" else piece.text
    return words.casefold()
