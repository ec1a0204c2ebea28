"""Excel workbooks since 2007 (.xlsx, .xlsm): the bytes that are checked are those that are read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from kano_xl.errors import Place
from kano_xl.survey.coded import CodedCells
from kano_xl.survey.files import cells_exact, cells_pass
from kano_xl.survey.files.archive import Archive
from kano_xl.survey.files.gathering import Gathering
from kano_xl.survey.files.limits import MAX_ODD, MAX_SHARED
from kano_xl.survey.files.package import Package
from kano_xl.survey.files.shared_texts import shared_texts
from kano_xl.survey.files.styles import NumberFormats
from kano_xl.survey.sheet import Value


class XlsxFile:
    """An .xlsx file: names its sheets, then reads those that are asked for.

    Attributes:
        named: each defined name and the worksheet that it refers to.
        defined: each defined name and what it refers to, a sheet's own names among them.

    Raises:
        InputError: damaged, encrypted, or too large inside.
    """

    def __init__(self, path: Path) -> None:
        self.place = Place(path.name)
        self._package = Package(Archive(path))
        self.named = self._package.named
        self.defined = self._package.defined
        self._cells = 0
        self._hidden_rows: dict[str, frozenset[int]] = {}
        self._lack_results: set[str] = set()

    @property
    def sheet_names(self) -> list[str]:
        """The worksheets, in their order; no chart or macro sheets."""
        return list(self._package.sheets)

    def rows(self, name: str) -> CodedCells:
        """The cells of a worksheet.

        Raises:
            InputError: the sheet is damaged or too large.
        """
        sheet = self._package.sheets[name]
        place = Place(self.place.file, name)
        gathering = Gathering(place, self._texts, self._cells)
        try:
            cells_pass.gather(self._package.pieces(sheet), lambda: self._styles, gathering)
        except cells_pass.UnusualError:
            gathering = Gathering(place, self._texts, self._cells)
            pieces = self._package.pieces(sheet, MAX_ODD)
            cells_exact.gather(pieces, lambda: self._styles, gathering)
        self._cells = gathering.total
        self._hidden_rows[name] = frozenset(gathering.hidden_rows)
        if gathering.lacks_results:
            self._lack_results.add(name)
        return gathering.cells()

    def hidden_rows(self, name: str) -> frozenset[int]:
        """The 0-based rows of a worksheet that are not shown; known once `rows` has read it."""
        return self._hidden_rows[name]

    def lacks_results(self, name: str) -> bool:
        """Whether a formula may have no result; known once `rows` has read the worksheet."""
        return name in self._lack_results

    def is_hidden(self, name: str) -> bool:
        """Whether the worksheet is not shown when the file is opened."""
        return self._package.sheets[name].is_hidden

    @cached_property
    def _texts(self) -> Sequence[Value]:
        pieces = self._package.part("sharedStrings", MAX_SHARED)
        return [] if pieces is None else shared_texts(pieces, self.place)

    @cached_property
    def _styles(self) -> NumberFormats:
        return NumberFormats(self._package.part("styles"), self._package.is_1904, self.place)
