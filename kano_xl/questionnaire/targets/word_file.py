"""A Word file of headings, paragraphs and tables, written part by part (ISO/IEC 29500).

The same content gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape

from kano_xl.languages import traits_of
from kano_xl.survey.quoting import visible

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TITLE, HEADING, BODY, SMALL = "Title", "Heading1", "Normal", "Small"
"""Styles of a paragraph."""

_SIZES = {TITLE: 36, HEADING: 26, BODY: 21, SMALL: 18}  # in half points
_PAGE_WIDTH, _PAGE_HEIGHT, _MARGIN = 11906, 16838, 1020  # A4, in twentieths of a point
TEXT_WIDTH = _PAGE_WIDTH - 2 * _MARGIN
"""Room between the margins, in twentieths of a point."""


def paragraph(words: str, style: str = BODY, *, centred: bool = False, kept: bool = False) -> str:
    """A paragraph.

    Args:
        words: its text.
        style: `TITLE`, `HEADING`, `BODY` or `SMALL`.
        centred: whether it stands in the middle.
        kept: whether it stays on one page with the next one.
    """
    properties = f'<w:pStyle w:val="{style}"/>' + ("<w:keepNext/>" if kept else "")
    properties += '<w:jc w:val="center"/>' if centred else ""
    plain = escape(visible(words), quote=False)
    return (
        f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{plain}</w:t></w:r></w:p>'
    )


def table(rows: Sequence[Sequence[str]], widths: Sequence[int]) -> str:
    """A table with lines, whose rows stay together.

    Args:
        rows: cells, each a paragraph or several.
        widths: of the columns, in twentieths of a point.
    """
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(row, widths) for row in rows)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{body}</w:tbl>"
    )


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    inside = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{cell}</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inside}</w:tr>"


def word_file(parts: Sequence[str], language: str) -> bytes:
    """The bytes of a file.

    Args:
        parts: paragraphs and tables; the last one is a paragraph.
        language: its fonts are used.
    """
    content = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations("officeDocument", "word/document.xml"),
        "word/document.xml": _document(parts),
        "word/_rels/document.xml.rels": _relations("styles", "styles.xml"),
        "word/styles.xml": _styles(language),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, words in content.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            file.writestr(entry, words.encode(), zipfile.ZIP_STORED)
    return packed.getvalue()


def _types() -> str:
    parts = {"/word/document.xml": "document.main", "/word/styles.xml": "styles"}
    listed = "".join(
        f'<Override PartName="{name}" ContentType="{_TYPES}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relations(kind: str, target: str) -> str:
    return (
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/></Relationships>'
    )


def _document(parts: Sequence[str]) -> str:
    margins = " ".join(f'w:{edge}="{_MARGIN}"' for edge in ("top", "right", "bottom", "left"))
    return (
        f'{_HEAD}<w:document xmlns:w="{_NAMESPACE}"><w:body>{"".join(parts)}<w:sectPr>'
        f'<w:pgSz w:w="{_PAGE_WIDTH}" w:h="{_PAGE_HEIGHT}"/>'
        f'<w:pgMar {margins} w:header="567" w:footer="567" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>"
    )


def _styles(language: str) -> str:
    traits = traits_of(language)
    eastern = traits.east_asian_font or traits.font
    fonts = (
        f'<w:rFonts w:ascii="{traits.font}" w:hAnsi="{traits.font}" w:eastAsia="{eastern}" '
        f'w:cs="{traits.font}"/>'
    )
    styles = "".join(_style(name, size) for name, size in _SIZES.items())
    return (
        f'{_HEAD}<w:styles xmlns:w="{_NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}'
        f'<w:lang w:val="{language}" w:eastAsia="{language}"/></w:rPr></w:rPrDefault>'
        f"</w:docDefaults>{styles}</w:styles>"
    )


def _style(name: str, size: int) -> str:
    is_heading = name in (TITLE, HEADING)
    above, below = (240, 80) if is_heading else (0, 80) if name == BODY else (40, 40)
    usual = ' w:default="1"' if name == BODY else ""
    shown = {TITLE: "Title", HEADING: "heading 1"}.get(name, name)
    based = "" if name == BODY else f'<w:basedOn w:val="{BODY}"/>'
    after = f'<w:next w:val="{BODY}"/>' if is_heading else ""
    kept = "<w:keepNext/>" if is_heading else ""
    level = '<w:outlineLvl w:val="0"/>' if name == HEADING else ""
    bold = "<w:b/>" if is_heading else ""
    return (
        f'<w:style w:type="paragraph"{usual} w:styleId="{name}"><w:name w:val="{shown}"/>'
        f"{based}{after}<w:qFormat/><w:pPr>{kept}"
        f'<w:spacing w:before="{above}" w:after="{below}"/>{level}</w:pPr>'
        f'<w:rPr>{bold}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )
