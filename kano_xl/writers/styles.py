"""How a workbook looks: fonts, number formats, colours. Nothing else decides on looks."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from kano_xl.languages import traits_of
from kano_xl.report.charts.palette import INK, LOOKS, QUIET, RULE
from kano_xl.report.typesetting.sizes import BOLD, POINTS, RIGHT
from kano_xl.writers.cell_text import reads_as_formula

NORMAL = {"font_name": "Arial", "font_size": 10}
"""The font that the widths of columns are counted in, the same everywhere."""

TABLE_STYLE = "Table Style Light 1"
"""Quiet stripes; the borders are our own, as not every program draws table styles."""

_HEADER_FILL = "#F1F3F5"
_LINK = "#0563C1"

_NUMBERS: Mapping[str, str] = {
    "rank": "0",
    "count": "#,##0",
    "share": "0%",
    "probability": "0%",
    "coefficient": "0.00",
    "error": "0.000",
    "number": "0.00",
    "p_value": '[<0.0005]"< 0.001";0.000',
}

_PARAGRAPHS: Mapping[str, dict[str, Any]] = {
    "note": {"font_color": QUIET},
    "heading": {"valign": "bottom"},
}


def set_theme(workbook: Workbook, language: str) -> None:
    """Give the workbook's theme the font for the East Asian characters of a language.

    Charts take these characters from the theme, whatever font their texts name.
    """
    font = traits_of(language).east_asian_font
    theme = workbook.theme_xml.replace('<a:ea typeface=""/>', f'<a:ea typeface="{font}"/>')
    workbook.use_custom_theme(StringIO(theme))


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook, language: str) -> None:
        self._workbook = workbook
        self._font = traits_of(language).font
        self._made: dict[tuple[str, ...], Format] = {}
        self._looks: dict[Format, tuple[tuple[str, ...], dict[str, Any]]] = {}

    def paragraph(self, style: str) -> Format:
        """The format of a paragraph, by its style."""
        look = self._text(style) | _PARAGRAPHS.get(style, {})
        return self._make("paragraph", style, look=look)

    def header(self, kind: str) -> Format:
        """The format of a column's header, by the column's kind."""
        look = {
            "bg_color": _HEADER_FILL,
            "bottom": 1,
            "bottom_color": QUIET,
            "valign": "bottom",
            "text_wrap": True,
        } | _aligned(kind)
        return self._make("header", kind, look=self._text("header") | look)

    def cell(self, kind: str) -> Format:
        """The format of a table's cell, by the column's kind."""
        look = _aligned(kind)
        if kind in _NUMBERS:
            look["num_format"] = _NUMBERS[kind]
        else:
            look["text_wrap"] = True
        return self._make("cell", kind, look=self._text("cell") | _CELL | look)

    def category(self, letter: str) -> Format:
        """The format of a category's name: dark letters on a light ground of its colour."""
        look = LOOKS[letter]
        colours = {"font_color": look.colour, "bg_color": look.tint, "bold": True}
        base = self._text("cell") | _CELL | _aligned("category")
        return self._make("category", letter, look=base | colours)

    def link(self) -> Format:
        """The format of a link to a cell of the survey."""
        look = {"font_color": _LINK, "underline": 1, "text_wrap": True}
        base = self._text("cell") | _CELL | _aligned("link")
        return self._make("link", look=base | look)

    def left_out(self) -> Format:
        """The format of a cell that holds #N/A, which charts and formulas want: not to be seen."""
        return self._make("left out", look={"font_color": "#FFFFFF"})

    def for_text(self, style: Format, words: str) -> Format:
        """One of these formats, for a text: with Excel's quote prefix where it needs one.

        It is the apostrophe that somebody would type before it. Without it, who presses F2 and
        Enter in such a cell has a formula there, and that of a stranger.
        """
        if not reads_as_formula(words):
            return style
        key, look = self._looks[style]
        return self._make("quoted", *key, look=look | {"quote_prefix": True})

    def _text(self, style: str) -> dict[str, Any]:
        return {
            "font_name": self._font,
            "font_size": POINTS[style],
            "font_color": INK,
            "bold": style in BOLD,
            "valign": "vcenter",
        }

    def _make(self, *key: str, look: dict[str, Any]) -> Format:
        if key not in self._made:
            self._made[key] = made = self._workbook.add_format(look)
            self._looks[made] = key, look
        return self._made[key]


def _aligned(kind: str) -> dict[str, Any]:
    return {"align": "right"} if kind in RIGHT else {"align": "left", "indent": 1}


_CELL: dict[str, Any] = {"bottom": 1, "bottom_color": RULE}
