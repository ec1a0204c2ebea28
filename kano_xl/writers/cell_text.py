"""Texts that any spreadsheet can hold, whatever a stranger put into them."""

from __future__ import annotations

import re

LONGEST = 32_767
"""Characters that a cell holds at most, counted in UTF-16 units as Excel does."""

_FORMULA = re.compile(r"\s*[=+@-]|[\t\r]")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cell_text(text: str, longest: int = LONGEST) -> str:
    r"""The text without characters that a workbook cannot hold, cut to what a cell can.

    >>> cell_text("a\x01b\r\nc")
    'a�b\nc'
    """
    clean = _NOT_IN_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(clean) * 2 <= longest:
        return clean
    units = clean.encode("utf-16-le")[: longest * 2]
    return units.decode("utf-16-le", errors="ignore")


def reads_as_formula(text: str) -> bool:
    r"""Whether Excel takes a text for a formula once somebody confirms it in its cell.

    >>> reads_as_formula("=1+1"), reads_as_formula(" @SUM(A1)"), reads_as_formula("A-B")
    (True, True, False)
    """
    return _FORMULA.match(text) is not None
