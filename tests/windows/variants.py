"""Calls of a COM object with the very values that VBA sends, error cells among them.

pywin32 turns every error value that it sends into a missing argument, so these are made
byte by byte. Windows only; imported elsewhere it does nothing.
"""

from __future__ import annotations

import ctypes
from ctypes import (
    POINTER,
    Structure,
    Union,
    byref,
    c_double,
    c_long,
    c_short,
    c_uint,
    c_ushort,
    c_void_p,
    cast,
)
from dataclasses import dataclass
from typing import Any

EMPTY, LONG, DOUBLE, TEXT, DISPATCH, ERROR, BOOLEAN, VARIANT = 0, 3, 5, 8, 9, 10, 11, 12
ARRAY = 0x2000
INVOKE = 6
"""The place of Invoke among the methods of an IDispatch."""

METHOD = 1


class Content(Union):
    """What a VARIANT holds."""

    _fields_ = (
        ("number", c_double),
        ("long", c_long),
        ("truth", c_short),
        ("pointer", c_void_p),
        ("size", c_void_p * 2),
    )


class Variant(Structure):
    """A VARIANT."""

    _fields_ = (("kind", c_ushort), ("reserved", c_ushort * 3), ("content", Content))


class Bound(Structure):
    """A dimension of a SAFEARRAY."""

    _fields_ = (("count", c_uint), ("first", c_long))


class Parameters(Structure):
    """DISPPARAMS."""

    _fields_ = (
        ("arguments", POINTER(Variant)),
        ("names", c_void_p),
        ("count", c_uint),
        ("named", c_uint),
    )


@dataclass(frozen=True)
class ErrorCell:
    """An error value, by its number in COM."""

    number: int


NOT_AVAILABLE = ErrorCell(-2146826246)
DIVISION_BY_ZERO = ErrorCell(-2146826281)
LEFT_OUT = ErrorCell(-2147352572)


def automation() -> Any:
    """The library of VARIANTs, texts and arrays."""
    library = ctypes.OleDLL("oleaut32")
    for name in ("SysAllocStringLen", "SafeArrayCreate"):
        getattr(library, name).restype = c_void_p
    return library


def variant(value: Any) -> Variant:
    """A value as a VARIANT: rows of values as an array of two dimensions, a list as of one."""
    made, library = Variant(), automation()
    match value:
        case None:
            made.kind = EMPTY
        case bool():
            made.kind, made.content.truth = BOOLEAN, -value
        case float():
            made.kind, made.content.number = DOUBLE, value
        case str():
            length = len(value.encode("utf-16-le")) // 2
            made.kind = TEXT
            made.content.pointer = library.SysAllocStringLen(ctypes.c_wchar_p(value), length)
        case ErrorCell():
            made.kind, made.content.long = ERROR, value.number
        case list():
            made = array(value, (len(value),), [(index,) for index in range(len(value))])
        case tuple():
            height, width = len(value), len(value[0])
            places = [(row, column) for row in range(height) for column in range(width)]
            cells = [cell for row in value for cell in row]
            made = array(cells, (height, width), places)
    return made


def array(cells: list[Any], shape: tuple[int, ...], places: list[tuple[int, ...]]) -> Variant:
    """Cells as a VARIANT that holds an array; Excel counts from 1, `Array()` from 0."""
    library, first = automation(), len(shape) - 1
    bounds = (Bound * len(shape))(*(Bound(count, first) for count in shape))
    safe = c_void_p(library.SafeArrayCreate(VARIANT, len(shape), bounds))
    for place, cell in zip(places, cells, strict=True):
        indices = (c_long * len(shape))(*(index + first for index in place))
        library.SafeArrayPutElement(safe, indices, byref(variant(cell)))
    made = Variant(kind=ARRAY | VARIANT)
    made.content.pointer = safe.value
    return made


def nothing() -> Variant:
    """VBA's Nothing."""
    return Variant(kind=DISPATCH)


def call(dispatch: int, method: int, *arguments: Variant) -> Variant:
    """Call a method of the IDispatch at an address.

    Raises:
        OSError: it failed.
    """
    signature = ctypes.WINFUNCTYPE(
        *(ctypes.HRESULT, c_void_p, c_long, c_void_p, c_uint, c_ushort),
        *(POINTER(Parameters), POINTER(Variant), c_void_p, c_void_p),
    )
    methods = cast(cast(dispatch, POINTER(c_void_p))[0], POINTER(c_void_p))
    backwards = (Variant * len(arguments))(*reversed(arguments))
    parameters = Parameters(backwards, None, len(arguments), 0)
    no_interface, result = (ctypes.c_byte * 16)(), Variant()
    signature(methods[INVOKE])(
        *(dispatch, method, no_interface, 0, METHOD, parameters, result, None, None)
    )
    return result


def text(result: Variant) -> str:
    """The text in a VARIANT.

    Raises:
        TypeError: it holds something else.
    """
    if result.kind != TEXT:
        raise TypeError(result.kind)
    return ctypes.wstring_at(result.content.pointer)
