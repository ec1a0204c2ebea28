"""The names of an add-in-free workbook, in a workbook that takes names as Excel does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

import pytest

from kano_xl.errors import InputError, OutputError
from kano_xl.excel.formulas.bringing import PROBE, bring_names
from kano_xl.excel.formulas.changes import FormulaChanges
from kano_xl.excel.formulas.portability import typed
from kano_xl.languages import LANGUAGES
from kano_xl.writers.template.lambdas import IN_USE, LONGEST, NUMBERS_IN_USE, lambda_names

NAME_ERROR = -2146826259
"""#NAME? as it arrives through COM."""

ALL = {name: typed(formula) for name, formula in lambda_names().items()}


class Name:
    def __init__(self, book: Book, name: str, refers_to: str) -> None:
        self._book, self.name = book, name
        self.refers_to = refers_to

    @property
    def refers_to(self) -> str:
        return self._refers_to

    @refers_to.setter
    def refers_to(self, formula: str) -> None:
        self._book.take(formula)
        self._refers_to = formula

    def delete(self) -> None:
        self._book.names.list.remove(self)


class Names:
    def __init__(self, book: Book) -> None:
        self._book = book
        self.list: list[Name] = []

    def __iter__(self) -> Iterator[Name]:
        return iter(list(self.list))

    def add(self, name: str, refers_to: str) -> Name:
        if name in self._book.refused:
            raise OSError("1004")
        assert name not in [each.name for each in self.list]
        self.list.append(Name(self._book, name, refers_to))
        return self.list[-1]


class Book:
    """A workbook whose names may hold 255 characters and use none but names that are there."""

    def __init__(
        self,
        names: Mapping[str, str] | None = None,
        *,
        has_lambda: bool = True,
        takes_lambda: bool = True,
        protected: bool = False,
        refused: tuple[str, ...] = (),
    ) -> None:
        self._takes_lambda, self._has_lambda = takes_lambda, has_lambda
        self.refused = (PROBE,) if protected else refused
        self.api = SimpleNamespace(ProtectStructure=protected)
        self.sheets = [SimpleNamespace(api=SimpleNamespace(Evaluate=self._evaluate))]
        self.names = Names(self)
        for name, formula in (names or {}).items():
            self.names.list.append(found := Name.__new__(Name))
            found._book, found.name, found._refers_to = self, name, formula

    def take(self, formula: str) -> None:
        if len(formula) > LONGEST or ("LAMBDA" in formula and not self._takes_lambda):
            raise OSError("1004")
        used = set(re.findall(r"_?KANO\.[\w.]+", formula))
        assert used <= {each.name for each in self.names}, "an unknown name"

    def _evaluate(self, formula: str) -> object:
        assert formula == f"{PROBE}({{1,2}})"
        return 5.0 if self._has_lambda else NAME_ERROR

    def formulas(self) -> dict[str, str]:
        return {name.name: name.refers_to for name in self.names}


def brought(book: Any) -> FormulaChanges:
    changes = FormulaChanges("formula2")
    bring_names(book, changes)
    return changes


def test_all_names_come_in_an_order_and_of_a_length_that_excel_takes() -> None:
    book = Book()
    changes = brought(book)
    assert book.formulas() == ALL
    changes.take_back()
    assert book.formulas() == {}


def test_names_that_are_there_stay_and_the_others_come() -> None:
    there = dict(list(ALL.items())[:5])
    book = Book({**there, "MyName": "=Sheet1!$A$1"})
    changes = brought(book)
    assert book.formulas() == {**ALL, "MyName": "=Sheet1!$A$1"}
    changes.take_back()
    assert book.formulas() == {**there, "MyName": "=Sheet1!$A$1"}


@pytest.mark.parametrize("following", [(), (IN_USE, NUMBERS_IN_USE)])
@pytest.mark.parametrize(
    "read", [str, typed, lambda formula: typed(formula).replace("v_", "").replace(",", ", ")]
)
def test_names_of_the_template_are_known_however_excel_writes_them(
    following: tuple[str, ...], read: Any
) -> None:
    there = {name: read(formula) for name, formula in lambda_names(*following).items()}
    book = Book(there, refused=(PROBE,))
    brought(book)
    assert book.formulas() == there


@pytest.mark.parametrize(
    ("name", "formula"),
    [
        ("KANO.BETTER", "=LAMBDA(a,b,a/b)"),
        ("kano.better", "=Sheet1!$A$1"),
        ("_KANO.WORD", "=LAMBDA(v_answer,0)"),
        ("Sheet1!KANO.CODE", ALL["KANO.CODE"]),
        # What is in quotes counts as it is written.
        ("KANO.CATEGORY", ALL["KANO.CATEGORY"].replace("RIAOMQ", "MOAIRQ")),
    ],
)
def test_a_name_that_means_something_else_is_told_and_nothing_changed(
    name: str, formula: str
) -> None:
    book = Book({name: formula})
    with pytest.raises(InputError) as error:
        brought(book)
    assert error.value.code == "names_taken"
    for language in LANGUAGES:
        assert name in error.value.message(language)
    assert book.formulas() == {name: formula}


@pytest.mark.parametrize("without", [{"has_lambda": False}, {"takes_lambda": False}])
def test_an_excel_without_lambda_is_told_from_every_other_reason(without: Any) -> None:
    book = Book(**without)
    with pytest.raises(InputError) as error:
        brought(book)
    assert error.value.code == "no_lambda"
    assert book.formulas() == {}


def test_an_excel_that_cannot_be_asked_is_believed_to_have_lambda() -> None:
    book = Book()
    book.sheets[0].api = object()
    brought(book)
    assert book.formulas() == ALL


@pytest.mark.parametrize(
    ("refusing", "code"),
    [
        ({"protected": True}, "workbook_protected"),
        ({"refused": (PROBE,)}, "name_refused"),
        ({"refused": ("KANO.COUNT",)}, "name_refused"),
    ],
)
def test_a_workbook_that_takes_no_names_is_told_as_such(refusing: Any, code: str) -> None:
    book = Book(**refusing)
    changes = FormulaChanges("formula2")
    target: Any = book
    with pytest.raises(OutputError) as error:
        bring_names(target, changes)
    assert error.value.code == code
    changes.take_back()
    assert book.formulas() == {}
