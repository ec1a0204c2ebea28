"""How the template looks: the report's styles, and what only a workbook to fill in needs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from kano_xl.languages import traits_of
from kano_xl.report.charts.palette import INK, LOOKS, QUIET, RULE
from kano_xl.writers.cell_text import reads_as_formula

INPUT = "#FFF8DC"
"""The ground of cells that are filled in by hand."""

PALE_INPUT = "#FFFDF3"
"""The same for every other feature, to tell its two columns from the next."""

HEADER_GROUND = {"bg_color": "#F1F3F5", "bottom": 1, "bottom_color": QUIET}
"""The ground of headers."""

NOT_ASKED = {"font_color": "#A6A6A6", "italic": True}
"""Questions that are left out."""

WRONG = {"font_color": "#9C0006", "bg_color": "#FFC7CE"}
"""What is not counted."""

_LINE = {"border": 1, "border_color": RULE}
_WRAP = {"text_wrap": True}
_LEFT = {"align": "left", "indent": 1}
_CENTRE = {"align": "center"}
_HEADER = {"bold": True, **HEADER_GROUND}
_CELL = {"bottom": 1, "bottom_color": RULE}

_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 18},
    "subtitle": {"font_size": 11, "font_color": QUIET},
    "heading": {"bold": True, "font_size": 13, "valign": "bottom"},
    "step": {"bold": True, "font_size": 12, "font_color": LOOKS["O"].colour, "valign": "bottom"},
    "body": {**_WRAP, "valign": "top"},
    "note": {"font_color": QUIET, "font_size": 9, **_WRAP, "valign": "top"},
    "told": {**_WRAP, **_LEFT, "font_color": WRONG["font_color"], "bold": True},
    "told_beside": {**_LEFT, "font_color": WRONG["font_color"], "bold": True},
    "link": {"font_color": "#0563C1", "underline": 1, **_LEFT},
    "code": {"font_color": INK, "font_name": "Consolas"},
    "header": {**_HEADER, **_WRAP, **_LEFT},
    "header_centre": {**_HEADER, **_WRAP, **_CENTRE},
    "label": {**_CELL, **_LEFT, **_WRAP},
    "number": {**_CELL, "num_format": "0", "font_color": QUIET, **_CENTRE},
    "input": {**_LINE, **_LEFT, **_WRAP, "bg_color": INPUT},
    "input_centre": {**_LINE, **_CENTRE, "bg_color": INPUT},
    "input_text": {**_LINE, **_LEFT, **_WRAP, "bg_color": INPUT, "num_format": "@"},
    "input_share": {**_LINE, **_LEFT, "bg_color": INPUT, "num_format": "0.0%"},
    "input_letter": {**_LINE, **_CENTRE, "bg_color": INPUT, "bold": True},
    "letter": {**_LINE, **_CENTRE, "bold": True},
    "asked": {**_LEFT, "align": "right"},
    "advised": {**_WRAP, "bold": True},
    "copied": {**_LINE, **_LEFT, **_WRAP},
    "line": {},
    "typed": {**_LEFT},
    "run": {},
    "plain": {**_WRAP, **_LEFT, "bold": True},
    "live_number": {"num_format": "0", "font_color": QUIET, **_CENTRE},
    "live_label": {**_LEFT, "shrink": True},
    "live_category": {**_LEFT, "bold": True, "shrink": True},
    "live_count": {"num_format": "#,##0", "align": "right"},
    "live_share": {"num_format": "0%", "align": "right"},
    "live_coefficient": {"num_format": "0.00", "align": "right"},
    "legend": {**_CENTRE, "bg_color": "#F1F3F5", "font_size": 9, "border": 1, "border_color": RULE},
    "legend_label": {"font_size": 9, "font_color": QUIET, **_LEFT},
    "key_heading": {**_LEFT, "font_size": 9, "font_color": QUIET, "bold": True},
    "key": {**_LEFT, "font_size": 9},
    "quiet": {"font_color": QUIET, "font_size": 9, **_LEFT},
    "quiet_number": {"font_color": QUIET, "font_size": 9, "num_format": "General"},
    "quiet_share": {"font_color": QUIET, "font_size": 9, "num_format": "0.00"},
    "quiet_letter": {"font_color": INK, "font_size": 9, "align": "right", "bold": True},
    "upright": {"font_color": QUIET, "font_size": 9, "rotation": 90, "valign": "bottom"},
}


class TemplateLooks:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook, language: str) -> None:
        self._workbook = workbook
        self._font = traits_of(language).font
        self._made: dict[str, Format] = {}

    def __call__(self, name: str) -> Format:
        """The format of a kind of cell, one of this module's."""
        if name not in self._made:
            self._made[name] = self._workbook.add_format(self._look(name))
        return self._made[name]

    def _look(self, name: str) -> dict[str, Any]:
        base = {"font_name": self._font, "font_size": 10, "font_color": INK}
        return {**base, "valign": "vcenter", **_LOOKS[name]}

    def for_text(self, name: str, words: str) -> Format:
        """The format of a kind of cell that holds a text, which is to stay one when confirmed."""
        if not reads_as_formula(words):
            return self(name)
        key = f"quoted {name}"
        if key not in self._made:
            self._made[key] = self._workbook.add_format(self._look(name) | {"quote_prefix": True})
        return self._made[key]

    def conditional(self, look: Mapping[str, Any]) -> Format:
        """A format that a condition lays over a cell's own."""
        key = repr(sorted(look.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]

    def letter(self, letter: str) -> Format:
        """Words in the colour of a category."""
        key = f"letter {letter}"
        if key not in self._made:
            look = {"font_name": self._font, "font_size": 10, "bold": True}
            self._made[key] = self._workbook.add_format(look | {"font_color": LOOKS[letter].colour})
        return self._made[key]

    def category(self, letter: str) -> Format:
        """What a condition lays over a cell that shows a category."""
        look = LOOKS[letter]
        return self.conditional({"font_color": look.colour, "bg_color": look.tint})
