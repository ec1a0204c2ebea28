"""Workbooks made by hand, down to the XML, for what no program would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
)

PackXlsx = Callable[..., Path]
PackOds = Callable[..., Path]


@pytest.fixture
def pack_xlsx(tmp_path: Path) -> PackXlsx:
    """A maker of workbooks with one sheet "Answers" of given XML rows and shared texts."""

    def pack(
        rows: str,
        shared: str = "",
        name: str = "bank.xlsx",
        replace: dict[str, bytes] | None = None,
    ) -> Path:
        template = io.BytesIO()
        with xlsxwriter.Workbook(template) as workbook:
            workbook.add_worksheet("Answers").write(0, 0, "x")
        sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
        parts = {"xl/worksheets/sheet1.xml": sheet.encode()}
        if shared:
            parts["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{shared}</sst>'.encode()
        parts |= replace or {}
        path = tmp_path / name
        with (
            zipfile.ZipFile(template) as source,
            zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
        ):
            for member in source.namelist():
                target.writestr(member, parts.get(member, source.read(member)))
        return path

    return pack


@pytest.fixture
def pack_ods(tmp_path: Path) -> PackOds:
    """A maker of OpenDocument sheets of given XML rows; one sheet, "Answers"."""

    def pack(rows: str, manifest: str = "", name: str = "bank.ods") -> Path:
        content = (
            f"<office:document-content {_NAMESPACES} xmlns:calcext='urn:calcext'><office:body>"
            f'<office:spreadsheet><table:table table:name="Answers">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>"
        )
        path = tmp_path / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            target.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            target.writestr("content.xml", content)
            target.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        return path

    return pack
