"""A Windows library whose one function is another library's, written byte by byte.

Wine 8 has no ``bcryptprimitives.dll``, without which programs made with Rust do not start.
They want its ``ProcessPrng``, which fills memory with random bytes as ``SystemFunction036``
of ``advapi32.dll`` does. Windows, and Wine from 9 on, have it.
"""

from __future__ import annotations

import struct

PAGE, BLOCK = 0x1000, 0x200
"""Sections begin at multiples of these: in memory, and in the file."""

IMAGE_BASE = 0x1_8000_0000
AMD64, LARGE_LIBRARY = 0x8664, 0x2022
PE32_PLUS, GRAPHICAL = 0x20B, 2
READABLE_DATA = 0x4000_0040
OPTIONAL_HEADER = 112 + 16 * 8
"""Bytes of the optional header: its fields, then sixteen directories."""


def forwarding_dll(name: str, function: str, to: str) -> bytes:
    """A 64-bit library.

    Args:
        name: of the library.
        function: the name of its one function.
        to: where calls go, such as ``advapi32.SystemFunction036``.
    """
    exports = export_directory(name, function, to)
    headers = b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0"
    headers += struct.pack("<HHIIIHH", AMD64, 1, 0, 0, 0, OPTIONAL_HEADER, LARGE_LIBRARY)
    headers += struct.pack("<HBBIIIII", PE32_PLUS, 0, 0, 0, BLOCK, 0, 0, PAGE)
    headers += struct.pack("<QIIHHHHHHI", IMAGE_BASE, PAGE, BLOCK, 6, 0, 0, 0, 6, 0, 0)
    headers += struct.pack("<IIIHHQQQQII", 2 * PAGE, BLOCK, 0, GRAPHICAL, 0, *4 * (PAGE,), 0, 16)
    headers += struct.pack("<II", PAGE, len(exports)).ljust(16 * 8, b"\0")
    headers += struct.pack("<8sIIII", b".edata", len(exports), PAGE, BLOCK, BLOCK)
    headers += struct.pack("<IIHHI", 0, 0, 0, 0, READABLE_DATA)
    return headers.ljust(BLOCK, b"\0") + exports.ljust(BLOCK, b"\0")


def export_directory(name: str, function: str, to: str) -> bytes:
    """The directory of exports and all that it points to, to stand at `PAGE`."""
    texts = [text.encode("ascii") + b"\0" for text in (name, function, to)]
    tables = PAGE + 40
    places = [tables + 10 + sum(map(len, texts[:index])) for index in range(3)]
    directory = struct.pack("<IIHH", 0, 0, 0, 0) + struct.pack("<II", places[0], 1)
    directory += struct.pack("<IIIII", 1, 1, tables, tables + 4, tables + 8)
    return directory + struct.pack("<IIH", places[2], places[1], 0) + b"".join(texts)
