"""The library of xlwings by which Excel on Windows starts Python, and the mark of the web."""

from __future__ import annotations

import struct
from pathlib import Path

from kano_xl.setup.doctor.child import console
from kano_xl.setup.doctor.finding import Finding, ok, unknown, wrong
from kano_xl.setup.doctor.installation import read_addin
from kano_xl.setup.doctor.office import CLICK_TO_RUN, excel_program
from kano_xl.setup.doctor.surroundings import Surroundings, digest
from kano_xl.setup.mark import is_marked
from kano_xl.setup.python import library

_X86 = 0x014C


def dll(around: Surroundings) -> Finding:
    """Whether the libraries are where the add-in looks, of the right version, and unchanged."""
    about = around.about
    if around.python is None or about is None:
        return unknown("dll.no_python")
    if about.xlwings is None:
        return wrong("dll.no_xlwings", "install")
    expected = _expected_by_addin(around)
    if expected is not None and expected != about.xlwings:
        return wrong("dll.differing", "install", addin=expected, installed=about.xlwings)
    for bits in (64, 32):
        name = f"xlwings{bits}-{about.xlwings}.dll"
        place = library(around.python, name)
        if place is None:
            return wrong("dll.missing", "install", name=name, folder=around.python.parent)
        if name not in about.hashes:
            return unknown("dll.not_compared", place=place)
        if digest(place) != about.hashes[name]:
            return wrong("dll.changed", "blocked", place=place)
    return ok("dll.there", version=about.xlwings)


def _expected_by_addin(around: Surroundings) -> str | None:
    """The version of xlwings whose library the add-in loads; None where that cannot be told."""
    try:
        return None if around.user.addin is None else read_addin(around.user.addin).xlwings
    except OSError:
        return None


def bitness(around: Surroundings) -> Finding:
    """Whether there is a library for Excel's bits, which need not be Python's."""
    about, bits = around.about, excel_bits(around)
    if bits is None or about is None or around.python is None:
        return unknown("bitness.not_told")
    if library(around.python, f"xlwings{bits}-{about.xlwings}.dll") is None:
        return wrong("bitness.no_library", "install", excel=bits)
    return ok("bitness.fits", excel=bits, python=about.bits)


def excel_bits(around: Surroundings) -> int | None:
    """64 or 32; None where it cannot be told."""
    match around.value(CLICK_TO_RUN, "Platform"):
        case "x86":
            return 32
        case str():
            return 64
    program = excel_program(around)
    return None if program is None else _program_bits(program)


def _program_bits(program: Path) -> int | None:
    """The bits of a Windows program by its header."""
    try:
        with program.open("rb") as file:
            start = file.read(64)
            (header,) = struct.unpack_from("<I", start, 60)
            file.seek(header)
            mark, machine = struct.unpack("<4sH", file.read(6))
    except (OSError, struct.error):
        return None
    if mark != b"PE\0\0":
        return None
    return 32 if machine == _X86 else 64


def mark(around: Surroundings) -> Finding:
    """Whether Windows remembers of an installed file that it came from the web."""
    files = [] if around.user.addin is None else [around.user.addin]
    if around.python is not None:
        files += [around.python, console(around.python)]
        folders = {around.python.parent, around.python.parent.parent}
        files += [file for folder in sorted(folders) for file in folder.glob("xlwings*.dll")]
    marked = [file for file in dict.fromkeys(files) if is_marked(file)]
    if marked:
        return wrong("mark.marked", "mark", places=", ".join(map(str, marked)))
    return ok("mark.none")
