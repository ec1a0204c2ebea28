"""Builds the add-in file from its sources: the same bytes on every machine.

The workbook around the VBA project is XlsxWriter's; the ribbon and what makes a workbook an
add-in, which XlsxWriter does not write, are put in afterwards.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from importlib import resources
from importlib.metadata import version
from pathlib import Path

import xlsxwriter

from kano_xl import __version__
from kano_xl.addin.texts import SHEET, text_rows
from kano_xl.addin.vba_project import SHEET as SHEET_MODULE
from kano_xl.addin.vba_project import WORKBOOK, vba_project, vba_sources
from kano_xl.languages import LANGUAGES, text
from kano_xl.writers.whole_file import whole_file

_RIBBON = "customUI/customUI14.xml"
_DATE = datetime(2024, 1, 1)  # any fixed one: today's would make every build differ
_MACRO_BOOK = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
_RELATIONSHIP = (
    '<Relationship Id="ribbon" Target="' + _RIBBON + '" '
    'Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"/>'
).encode()
_END = b"</Relationships>"
_COMPUTED_ON_LOAD = b' fullCalcOnLoad="1"'


def write_addin(path: Path) -> None:
    """Build the add-in and write it whole or not at all; a file that is there is replaced.

    Raises:
        OutputError: it cannot be written there.
    """
    content = addin_file()
    with whole_file(path) as file:
        file.write(content)


def addin_file() -> bytes:
    """The add-in from its sources, for the xlwings that is installed."""
    return addin_bytes(workbook_bytes(vba_project(vba_sources())))


def workbook_bytes(project: bytes) -> bytes:
    """A macro-enabled workbook with this VBA project and the sheet of texts."""
    file = io.BytesIO()
    # Texts are texts, whatever they begin with.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    about = "\n".join(text(language, "ribbon.kano.about") for language in LANGUAGES)
    book.set_properties(
        {"title": text("en", "ribbon.kano.label"), "comments": about, "created": _DATE}
    )
    # For who has the file alone: the source in it is packed.
    for package, made_for in made_of().items():
        book.set_custom_property(package, made_for, "text")
    sheet = book.add_worksheet(SHEET)
    for row, texts in enumerate(text_rows()):
        sheet.write_row(row, 0, texts)
    book.add_vba_project(io.BytesIO(project), is_stream=True)
    book.set_vba_name(WORKBOOK)
    sheet.set_vba_name(SHEET_MODULE)
    book.close()
    return file.getvalue()


def made_of() -> dict[str, str]:
    """The versions that the add-in goes with, as they stand among the file's properties."""
    return {"kano_xl": __version__, "xlwings": version("xlwings")}


def addin_bytes(workbook: bytes) -> bytes:
    """A macro-enabled workbook turned into an add-in with the ribbon.

    Parts are stored and not compressed, because compressors differ from machine to machine.
    """
    ribbon = (resources.files(__package__) / "ribbon.xml").read_bytes()
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(packed, "w") as target,
    ):
        parts = {name: source.read(name) for name in source.namelist()}
        types = parts["[Content_Types].xml"].replace(_MACRO_BOOK, _ADDIN)
        relations = parts["_rels/.rels"].replace(_END, _RELATIONSHIP + _END)
        # No formula is in it, and loading it must not make Excel compute other workbooks.
        workbook_xml = parts["xl/workbook.xml"].replace(_COMPUTED_ON_LOAD, b"")
        changed = {
            "[Content_Types].xml": types,
            "_rels/.rels": relations,
            "xl/workbook.xml": workbook_xml,
            _RIBBON: ribbon,
        }
        for name, content in (parts | changed).items():
            # Everything about an entry is fixed: its date, its rights, its system.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            target.writestr(entry, content)
    return packed.getvalue()
