"""How often Excel would be asked over COM, counted on the engine that stands in for it.

What xlwings asks of the engine is counted as often as its engine for Windows calls Excel for
it: most attributes are one call, the place of a range is seven (its sheet, row, column, rows and
columns and their numbers), asked once; an iteration asks for every member. The numbers are read
from `xlwings._xlwindows` of the version that is pinned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from libreoffice import engine

KINDS = (
    engine.App,
    engine.Books,
    engine.Book,
    engine.BookApi,
    engine.Sheets,
    engine.Sheet,
    engine.SheetApi,
    engine.PageSetup,
    engine.Range,
    engine.Names,
    engine.Name,
    engine.Tables,
    engine.Table,
    engine.Charts,
    engine.Chart,
)

HELD = {
    engine.App: ("books", "selection"),
    engine.Book: ("fullname",),
    engine.Name: ("name",),
    engine.Chart: ("name",),
}
"""What objects of the engine hold by themselves, and xlwings asks for."""

FREE = frozenset("area coords engine max_cells_per_read max_cells_per_write office options".split())
"""What xlwings knows without asking."""

PLACE = frozenset(("sheet", "row", "column", "shape"))
"""What xlwings asks for together, once for a range."""

COSTS = {
    "App.selection": 3,
    "Book.fullname": 2,
    "Sheet.delete": 6,
    "Sheets.active": 2,
    "Tables.add": 2,
    "Charts.__call__": 2,
    "Range.EntireRow": 2,
    **{f"{kind.__name__}.api": 0 for kind in KINDS},
}
"""Calls of what takes more than one."""

DUNDERS = frozenset(("__call__", "__len__", "__contains__", "__iter__"))
_PLACED, _UNMADE = "_place_is_known", "_is_unmade"


def counting(patch: pytest.MonkeyPatch) -> Counter[str]:
    """Count calls to Excel until the patch is undone, by the kind of object and attribute."""
    counted: Counter[str] = Counter()
    inside = False

    def wrapped(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: Any, *arguments: Any, **options: Any) -> Any:
            nonlocal inside
            if inside:
                return function(self, *arguments, **options)
            inside = True
            try:
                result = function(self, *arguments, **options)
                if name.endswith("__iter__"):
                    result = list(result)
                counted[name] += _calls(self, name, arguments, result)
                return iter(result) if name.endswith("__iter__") else result
            finally:
                inside = False

        return call

    for kind in KINDS:
        for attribute, found in [
            *vars(kind).items(),
            *((each, None) for each in HELD.get(kind, ())),
        ]:
            if attribute in FREE or (attribute[0] == "_" and attribute not in DUNDERS):
                continue
            replaced = _replaced(f"{kind.__name__}.{attribute}", attribute, found, wrapped)
            patch.setattr(kind, attribute, replaced, raising=False)
    return counted


def _replaced(
    name: str, attribute: str, found: Any, wrapped: Callable[[str, Any], Callable[..., Any]]
) -> Any:
    """The same attribute, which is counted."""
    if isinstance(found, property):
        return property(
            *(each and wrapped(name, each) for each in (found.fget, found.fset, found.fdel))
        )
    if callable(found):
        return wrapped(name, found)
    return property(
        wrapped(name, lambda self: vars(self).get(attribute, found)),
        wrapped(name, lambda self, value: vars(self).__setitem__(attribute, value)),
    )


def _calls(self: Any, name: str, arguments: tuple[Any, ...], result: Any) -> int:
    """How many calls one use of an attribute takes."""
    kind, attribute = name.split(".")
    if kind == "Range":
        return _calls_of_range(self, name, attribute) + sum(map(_made, arguments))
    if name == "Sheet.range":
        return _calls_for_range(arguments, result)
    if name == "Names.snapshot":
        return 1 + 2 * len(result)
    if attribute == "__iter__":
        # The iterator, each member, that there is none any more; a chart is a part of its frame.
        return 2 + len(result) * (2 if kind == "Charts" else 1)
    return COSTS.get(name, 1)


def _calls_of_range(self: Any, name: str, attribute: str) -> int:
    if attribute in PLACE:
        known = getattr(self, _PLACED, False)
        setattr(self, _PLACED, True)
        return 0 if known else 7
    return _made(self) + COSTS.get(name, 1)


def _made(cells: Any) -> int:
    """What it takes to get the cells of a range of which only the place is known."""
    cells = getattr(cells, "impl", cells)
    unmade = getattr(cells, _UNMADE, False)
    if unmade:
        setattr(cells, _UNMADE, False)
    return 3 if unmade else 0


def _calls_for_range(arguments: tuple[Any, ...], result: Any) -> int:
    first, last = (*arguments, None)[:2]
    if last is not None:
        return 1 + sum(not isinstance(each, engine.Range) for each in (first, last))
    if isinstance(first, tuple) and len(first) == 4:
        # Its place is known, and Excel is asked only when anything else is.
        setattr(result, _PLACED, True)
        setattr(result, _UNMADE, True)
        return 0
    return 1
