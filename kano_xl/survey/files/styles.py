"""Which cell formats show a number as a date, and what date that is.

A cell says only which format it has. What a format's code means, and how days since 1900
become dates, calamine knows; it is asked with a workbook written here, which holds nothing
but the codes and the numbers in question.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from functools import cached_property

from kano_xl.errors import InputError, Place
from kano_xl.survey.files.markup import follow
from kano_xl.survey.sheet import Value

_MOST_FORMATS = 65_536
"""Excel has 65,490 at most."""

_LONGEST_CODE = 1_024
_LAST_DAY = 2_958_466
"""The day after 9999-12-31, in days since 1900."""

_FIRST_OF_ITS_OWN = 164
"""Formats have their codes in the file from this number on."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


class NumberFormats:
    """The number formats of a workbook.

    Args:
        pieces: of the part ``styles.xml``; none where a workbook has none.
        is_1904: days are counted from 1904.
        place: the file.

    Raises:
        InputError: ``file_damaged``.
    """

    def __init__(self, pieces: Iterable[bytes] | None, is_1904: bool, place: Place) -> None:
        self._is_1904 = is_1904
        found = _Formats(place)
        if pieces is not None:
            follow(pieces, found, place)
        self._formats = [(number, found.codes.get(number, "")) for number in found.used]
        self._distinct = list(dict.fromkeys(self._formats))

    def is_date(self, style: int) -> bool:
        """Whether cells of a style show numbers as dates, times or durations."""
        return style < len(self._formats) and self._formats[style] in self._dates

    def dates(self, cells: Sequence[tuple[int, float]]) -> list[Value]:
        """What some numbers are, each in a style of dates; numbers that are no date stay."""
        places = {one: place for place, one in enumerate(self._distinct)}
        return self._asked([(places[self._formats[style]], number) for style, number in cells])

    @cached_property
    def _dates(self) -> frozenset[tuple[str, str]]:
        tried = self._asked([(place, 1.5) for place in range(len(self._distinct))])
        kinds = zip(self._distinct, tried, strict=True)
        return frozenset(one for one, value in kinds if not isinstance(value, float))

    def _asked(self, cells: Sequence[tuple[int, float]]) -> list[Value]:
        from python_calamine import CalamineWorkbook  # most surveys have no dates

        asked = [at for at, (_, number) in enumerate(cells) if 0 <= number < _LAST_DAY]
        found: list[Value] = [number for _, number in cells]
        if asked:
            book = CalamineWorkbook.from_filelike(self._workbook([cells[at] for at in asked]))
            rows = book.get_sheet_by_index(0).to_python()
            for at, row in zip(asked, rows, strict=True):
                found[at] = row[0]
        return found

    def _workbook(self, cells: Sequence[tuple[int, float]]) -> io.BytesIO:
        from xml.etree.ElementTree import Element, tostring  # as above

        codes = "".join(
            tostring(
                Element("numFmt", numFmtId=f"{_FIRST_OF_ITS_OWN + place}", formatCode=code),
                encoding="unicode",
            )
            for place, (_, code) in enumerate(self._distinct)
            if code
        )
        used = "".join(
            f'<xf numFmtId="{_FIRST_OF_ITS_OWN + place if code else number}"/>'
            for place, (number, code) in enumerate(self._distinct)
        )
        rows = "".join(
            f'<row r="{row}"><c r="A{row}" s="{style}"><v>{number!r}</v></c></row>'
            for row, (style, number) in enumerate(cells, 1)
        )
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
            "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
            "xl/workbook.xml": (
                f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}">'
                f'<workbookPr date1904="{int(self._is_1904)}"/>'
                '<sheets><sheet name="1" sheetId="1" r:id="r1"/></sheets></workbook>'
            ),
            "xl/styles.xml": (
                f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts>'
                f"<cellXfs>{used}</cellXfs></styleSheet>"
            ),
            "xl/worksheets/sheet1.xml": (
                f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
            ),
        }
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        file.seek(0)
        return file


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_RELATION}/{kind}" Target="{target}"/></Relationships>'
    )


class _Formats:
    """The codes of number formats, and which of them each style of cells uses."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.codes: dict[str, str] = {}
        self.used: list[str] = []
        self._within = ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("numFmts", "cellXfs"):
            self._within = name
        elif name == "numFmt" and self._within == "numFmts":
            code = attributes.get("formatCode", "")[:_LONGEST_CODE]
            self.codes[_number(attributes)] = code
        elif name == "xf" and self._within == "cellXfs":
            self.used.append(_number(attributes))
        if max(len(self.codes), len(self.used)) > _MOST_FORMATS:
            raise InputError("file_damaged", self.place)

    def words(self, words: str) -> None:
        pass

    def end(self, name: str) -> None:
        if name == self._within:
            self._within = ""


def _number(attributes: dict[str, str]) -> str:
    given = attributes.get("numFmtId", "0")
    return given if given.isascii() and given.isdigit() and len(given) < 10 else "0"
