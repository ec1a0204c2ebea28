"""The VBA project of the add-in: its sources, packed as Excel stores them.

Sources alone: what Excel would keep of a compiled project is left out and its version marked
as unknown, so every Excel, of 32 or 64 bits, on Windows or a Mac, compiles them when it loads
the add-in, and nothing can differ from what the sources say.

Source: [MS-OVBA] 2.3.4.1, _VBA_PROJECT Stream; 2.2.6.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Mapping
from importlib import resources
from importlib.metadata import version
from pathlib import Path

from pyopenvba import ExcelFile
from pyopenvba.cfb import CFB

from kano_xl import __version__
from kano_xl.addin import functions_module

WORKBOOK, SHEET = "ThisWorkbook", "Sheet1"
"""The code names of the workbook and its one sheet, which VBA has modules for."""

_VERSION_UNKNOWN = bytes.fromhex("CC61FFFF000000")


def vba_sources() -> dict[str, str]:
    """The source of each module by its name; the versions that they name are filled in."""
    folder = resources.files(__package__) / "vba"
    modules = {
        Path(entry.name).stem: entry.read_text(encoding="ascii")
        .replace("{kano_xl}", __version__)
        .replace("{xlwings}", version("xlwings"))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
    }
    return modules | {functions_module.NAME: functions_module.functions_source()}


def vba_project(sources: Mapping[str, str]) -> bytes:
    """The file ``vbaProject.bin`` of these modules; the same for the same sources.

    Args:
        sources: by module name; `WORKBOOK` and `SHEET` are the modules of the workbook and
            its sheet and must be there, all others are standard modules.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "new.xlam")
        with ExcelFile.create_new(path) as book:
            book.vba_project().delete_module("Module1")
            for name, source in sources.items():
                lines = source.replace("\n", "\r\n")
                if name in (WORKBOOK, SHEET):
                    book.set_module(name, lines)
                else:
                    book.vba_project().add_module(name, lines)
            book.save()
        with zipfile.ZipFile(path) as package:
            project = CFB.from_bytes(package.read("xl/vbaProject.bin"))
    project.write_stream_in_storage("VBA", "_VBA_PROJECT", _VERSION_UNKNOWN)
    content: bytes = project.to_bytes()
    return content
