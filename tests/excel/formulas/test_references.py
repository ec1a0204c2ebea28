"""What breaks when sheets go: by the sheet, by its tables, by names, and by names of names."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from kano_xl.excel.formulas.references import going
from kano_xl.names import goes_with_results


def book() -> Any:
    """A workbook with the sheets Top, which goes, and Mine, and names of both kinds."""
    refers = {
        "Lead": "=Top!$A$1",
        "Twice": "=Lead*2",
        "Mine!Lead": "=Mine!$A$1",
        "'My sheet'!Local": "='My sheet'!$A$1+SUM(Counts[A])",
        "Top!Print_Area": "=Top!$A$1:$B$9",
        "Kano_Result_top": "=Top!$A$1:$B$9",
        "Fine": "='[b.xlsx]Top'!$A$1",
        "Lost": None,
    }
    made = [SimpleNamespace(name=name, refers_to=formula) for name, formula in refers.items()]
    top = SimpleNamespace(name="Top", tables=[SimpleNamespace(name="Counts")])
    return SimpleNamespace(name="My book.xlsx", names=made, sheets=[top])


@pytest.mark.parametrize(
    ("formula", "sheet", "breaks"),
    [
        ("=top!A1", "Mine", True),
        ("='TOP'!A1", "Mine", True),
        ("=[b.xlsx]Top!A1", "Mine", False),
        ("='C:\\x\\[b.xlsx]Top'!A1", "Mine", False),
        ("=SUM(counts[A])", "Mine", True),
        ("=ROWS(Counts)", "Mine", True),
        ("=SUM(Other[Counts])", "Mine", False),
        ("=SUM(b.xlsx!Counts[A])", "Mine", False),
        ("=Lead", "My sheet", True),
        ("=Lead", "Mine", False),
        ("=Mine!Lead", "My sheet", False),
        ("='My book.xlsx'!Lead", "Mine", True),
        ("=b.xlsx!Lead", "My sheet", False),
        ("=[1]!Lead", "My sheet", False),
        ("=IF(A1,Twice,0)", "Mine", True),
        ("=Local", "My sheet", True),
        ("=Local", "Mine", False),
        ("='My sheet'!Local", "Mine", True),
        ("=Kano_Result_top", "Mine", True),
        ("=Fine+Lost+Leader+A1", "Mine", False),
        ('="Top!A1 Lead"', "My sheet", False),
    ],
)
def test_a_formula_breaks_by_what_it_refers_to(formula: str, sheet: str, breaks: bool) -> None:
    found, _ = going(book(), book().sheets, goes_with_results)
    assert found.breaks(formula, sheet) == breaks


def test_the_names_of_the_user_that_break_are_known() -> None:
    assert going(book(), book().sheets, goes_with_results)[1] == [
        "Lead",
        "Twice",
        "'My sheet'!Local",
    ]
