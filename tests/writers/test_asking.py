"""Names that are asked for once, and again after they were changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import xlwings

from kano_xl.writers.open_workbook.asking import NamesAsked
from libreoffice.counting import counting


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    book = excel.books.add()
    book.names.add("Mine", "=Sheet1!$A$1")
    book.names.add("Yours", "=Sheet1!$B$2:$C$3")
    yield book
    book.close()


def held(book: xlwings.Book) -> dict[str, str | None]:
    return {name.name: name.refers_to for name in book.names}


def test_names_are_asked_for_once(book: xlwings.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, expected = NamesAsked(book), held(book)
    counted = counting(monkeypatch)
    for _ in range(3):
        assert held(asked) == expected
        shapes = [name.refers_to_range.shape for name in asked.names]
        assert shapes == [(1, 1), (2, 2)]
    # The list with two names, and of each its meaning and its cells with their place in seven.
    assert counted.total() == 5 + 2 * (1 + 1 + 7)


def test_what_was_changed_is_asked_again(book: xlwings.Book) -> None:
    asked = NamesAsked(book)
    assert len(held(asked)) == 2
    asked.names.add("Ours", "=Sheet1!$D$4")
    assert held(asked) == held(book)
    assert len(held(asked)) == 3
    names = {name.name: name for name in asked.names}
    names["Mine"].refers_to = "=Sheet1!$E$5"
    assert held(asked)["Mine"] == "=Sheet1!$E$5" == held(book)["Mine"]
    names["Yours"].delete()
    assert held(asked) == held(book)
    assert set(held(asked)) == {"Mine", "Ours"}
