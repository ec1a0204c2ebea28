"""The worksheet of reports writes formulas as XlsxWriter's own does."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from kano_xl.writers.worksheet import ReportWorksheet

FORMULAS = [
    "=SUM($A$1:$A$2)",
    "SUM(A1:A2)",
    "=IF(A1=0,NA(),A2/A1)",
    "='My sheet'!A1&\"}\"",
    '=COUNTIF(A1:A2,"{A}")',
    "={1,2}",
    "{=SUM(A1:A2*2)}",
    "=_xlfn.XLOOKUP(A1,A:A,B:B)",
    "=XLOOKUP(A1,A:A,B:B)",
    "=SORT(UNIQUE(A1:A2))",
    "=LAMBDA(x,x+1)(A1)",
    "=SINGLE(A1)",
    "=IFNA(A1,0)",
    "=MYMAP(A1)",
]


def written(formula: str, kind: type[Worksheet], **options: bool) -> str:
    """The cell of a workbook that has this formula alone."""
    buffer = io.BytesIO()
    with Workbook(buffer, options) as book:
        sheet = book.add_worksheet("Sheet", kind)
        sheet.write_formula("C3", formula, None, 1)
        sheet.conditional_format("A1", {"type": "errors", "format": book.add_format()})
        sheet.data_validation("A1", {"validate": "list", "source": "=IFNA(A1,0)"})
    with zipfile.ZipFile(buffer) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("options", [{}, {"use_future_functions": True}])
def test_a_formula_is_written_as_by_xlsxwriter(formula: str, options: dict[str, bool]) -> None:
    ours, theirs = (written(formula, kind, **options) for kind in (ReportWorksheet, Worksheet))
    assert ours == theirs
    assert "<c " in ours


def test_a_usual_formula_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def searched(*_: object) -> str:
        raise AssertionError("XlsxWriter looks for each function by itself")

    with Workbook(io.BytesIO()) as book:
        sheet = book.add_worksheet("Sheet", ReportWorksheet)
        monkeypatch.setattr(re, "sub", searched)
        assert sheet.write_formula(0, 0, "=SUM(B1:B2)") == 0
        with pytest.raises(AssertionError):
            sheet.write_formula(0, 1, "=XLOOKUP(A1,A:A,B:B)")
        monkeypatch.undo()
