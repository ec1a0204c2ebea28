"""A workbook whose names Excel is asked for once.

Excel tells of each name alone what it is called and what it refers to, and an action looks for
names of its own at many places.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import xlwings


class NamesAsked(xlwings.Book):
    """A workbook as any other; its names are asked for again only once one was changed by it."""

    def __init__(self, book: xlwings.Book) -> None:
        super().__init__(impl=book.impl)
        self._asked = _Names(impl=book.names.impl)

    @property
    def names(self) -> xlwings.main.Names:
        """The names of the workbook."""
        return self._asked


class _Names(xlwings.main.Names):
    @cached_property
    def _known(self) -> list[_Name]:
        return [
            _Name(self, impl, name)
            for name, impl in self.impl.snapshot()
            if not self._is_internal_name(name)
        ]

    def __iter__(self) -> Iterator[xlwings.main.Name]:
        return iter(self._known)

    def add(self, name: str, refers_to: str) -> xlwings.main.Name:
        self.forget()
        return super().add(name, refers_to)

    def forget(self) -> None:
        """Ask again next time."""
        vars(self).pop("_known", None)


class _Name(xlwings.main.Name):
    def __init__(self, names: _Names, impl: Any, called: str) -> None:
        super().__init__(impl)
        self._names, self._called = names, called

    @cached_property
    def _meaning(self) -> str | None:
        return super().refers_to

    @cached_property
    def _cells(self) -> xlwings.Range:
        return super().refers_to_range

    @property
    def name(self) -> str:
        return self._called

    @name.setter
    def name(self, value: str) -> None:
        self._names.forget()
        self.impl.name = value

    @property
    def refers_to(self) -> str | None:
        return self._meaning

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self._names.forget()
        self.impl.refers_to = value

    @property
    def refers_to_range(self) -> xlwings.Range:
        return self._cells

    def delete(self) -> None:
        self._names.forget()
        self.impl.delete()
