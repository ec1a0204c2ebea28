"""The functions for cells, for people who use xlwings themselves.

Name ``kano_xl.udfs`` under *UDF Modules* of xlwings' own add-in and click *Import Functions*,
or write ``from kano_xl.udfs import *`` in a module of your own. The workbook then has the
functions of `kano_xl.excel.registry` without the add-in of kano_xl, and they compute the same.
Their help, and the language of what they say, is that of the user's system.

One thing differs: the VBA that xlwings writes shows the errors ``#N/A``, ``#DIV/0!`` and
``#VALUE!`` as texts, which IFERROR does not see. Where xlwings runs without VBA, they are
errors.

Importing this needs neither Windows nor Excel; the functions then are plain Python functions.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

import xlwings
from xlwings.utils import datetime_to_xlserial

from kano_xl.excel import functions
from kano_xl.excel.registry import FUNCTIONS, Argument, Function
from kano_xl.excel.server import for_cells
from kano_xl.languages import system_language, text

__all__ = [
    "KANO_BETTER",
    "KANO_CATEGORY",
    "KANO_CHECK",
    "KANO_CLASS",
    "KANO_CODE",
    "KANO_COUNT",
    "KANO_FONG",
    "KANO_INTERVAL",
    "KANO_NAME",
    "KANO_PVALUE",
    "KANO_SCORE",
    "KANO_STRENGTH",
    "KANO_TABLE",
    "KANO_TOTAL",
    "KANO_VERSION",
    "KANO_WORSE",
]

_serial: Callable[[date], float] = datetime_to_xlserial

_LONG = 1_000_000
"""Rows from which on a range is one of whole columns: a sheet has 1,048,576."""


def _udf(name: str) -> Callable[..., Any]:
    """A function of the registry as xlwings takes it, with its help."""
    function, language = FUNCTIONS[name], system_language()
    signature, behind = _signature(function), getattr(functions, function.python_name)
    compute = for_cells(name, lambda *cells: behind(*_as_the_addin_gives_them(cells)))

    def udf(*cells: Any, **named: Any) -> Any:
        given = signature.bind(*cells, **named)
        given.apply_defaults()
        return compute(*given.args)

    udf.__name__ = udf.__qualname__ = name
    # What xlwings asks for arguments and help. Of the help the Function Wizard shows 255
    # characters, so the arguments are told afterwards, to people who use `help` of Python.
    vars(udf)["__signature__"] = signature
    udf.__doc__ = function.help(language)
    made: Callable[..., Any] = udf
    for argument in function.shown:
        words = function.argument_help(argument, language)
        made = xlwings.arg(argument.name, ndim=2, err_to_str=True, doc=words)(made)
    category = text(language, "ribbon.kano.label")
    made = xlwings.func(category=category, call_in_wizard=False)(made)  # last: `arg` resets it
    made.__doc__ = _documentation(function, language)
    return made


def _signature(function: Function) -> inspect.Signature:
    """Its arguments, as people see them in Excel."""
    return inspect.Signature([_parameter(argument) for argument in function.shown])


def _parameter(argument: Argument) -> inspect.Parameter:
    default = None if argument.optional else inspect.Parameter.empty
    return inspect.Parameter(
        argument.name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default
    )


def _documentation(function: Function, language: str) -> str:
    """Its help and that of its arguments, as a docstring."""
    lines = [
        f"    {each.name}: {function.argument_help(each, language)}" for each in function.shown
    ]
    return "\n".join([function.help(language), *(["", "Args:"] if lines else []), *lines])


def _as_the_addin_gives_them(arguments: Sequence[Any]) -> list[Any]:
    """Arguments as the add-in hands them over.

    To it dates and amounts of money are numbers, and whole columns end with the last row in
    use: one for all of them, so that they still pair up.
    """
    last = max((_last_in_use(each) for each in arguments if _is_whole(each)), default=0)
    cut = (each[:last] if _is_whole(each) else each for each in arguments)
    return [_plain_rows(each) if isinstance(each, list) else each for each in cut]


def _is_whole(argument: Any) -> bool:
    return isinstance(argument, list) and len(argument) > _LONG


def _last_in_use(rows: Sequence[Sequence[Any]]) -> int:
    """How many rows there are without the empty ones at the end; at least one."""
    last, empty = len(rows), [None] * len(rows[0])
    while last > 1 and rows[last - 1] == empty:
        last -= 1
    return last


def _plain_rows(rows: list[list[Any]]) -> list[list[Any]]:
    kinds = set(map(type, chain.from_iterable(rows)))
    if not any(issubclass(kind, date | Decimal) for kind in kinds):
        return rows
    return [[_plain(cell) for cell in row] for row in rows]


def _plain(cell: Any) -> Any:
    if isinstance(cell, date):
        return _serial(cell)
    return float(cell) if isinstance(cell, Decimal) else cell


KANO_BETTER = _udf("KANO_BETTER")
KANO_CATEGORY = _udf("KANO_CATEGORY")
KANO_CHECK = _udf("KANO_CHECK")
KANO_CLASS = _udf("KANO_CLASS")
KANO_CODE = _udf("KANO_CODE")
KANO_COUNT = _udf("KANO_COUNT")
KANO_FONG = _udf("KANO_FONG")
KANO_INTERVAL = _udf("KANO_INTERVAL")
KANO_NAME = _udf("KANO_NAME")
KANO_PVALUE = _udf("KANO_PVALUE")
KANO_SCORE = _udf("KANO_SCORE")
KANO_STRENGTH = _udf("KANO_STRENGTH")
KANO_TABLE = _udf("KANO_TABLE")
KANO_TOTAL = _udf("KANO_TOTAL")
KANO_VERSION = _udf("KANO_VERSION")
KANO_WORSE = _udf("KANO_WORSE")
