"""How planning sheets look: a look for every key that a sheet gives to its cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from kano_xl.languages import traits_of
from kano_xl.report.charts.palette import INK, LOOKS, QUIET, RULE
from kano_xl.writers.cell_text import reads_as_formula
from kano_xl.writers.template.looks import HEADER_GROUND, INPUT, WRONG

POINTS = 9
"""The size of nearly all texts: a house has many cells."""

GOOD, BAD = "#00633F", "#B00020"
"""What helps and what hinders."""

BAR = "#A9C1D3"
BARS = "#4F7FA3"

_LINE = {"border": 1, "border_color": RULE}
_LEFT = {"align": "left", "indent": 1}
_CENTRE = {"align": "center"}
_WRAP = {"text_wrap": True}
_INPUT = {**_LINE, "bg_color": INPUT}
_HEAD = {"bold": True, "bg_color": HEADER_GROUND["bg_color"], **_LINE, "valign": "bottom", **_WRAP}
_UP = {"rotation": 90}
_SMALL = {"font_size": 8}
_RELATION = '[=9]"●";[=3]"○";"△"'
_ROOF = '"+";"−";""'

_LANES = {
    "evidence": "#EFEFEF",
    "customer": "#DFEEF8",
    "onstage": "#DDF3EC",
    "backstage": "#E8E5F3",
    "support": "#F7E6F0",
}
"""The grounds of a blueprint's lanes."""

_LINES: Mapping[str, Mapping[str, Any]] = {
    "touch": {},
    "interaction": {"bottom": 2, "bottom_color": INK},
    "visibility": {"bottom": 8, "bottom_color": INK},
    "internal": {"bottom": 2, "bottom_color": INK},
}
"""The lines between the lanes, the one of visibility dashed."""


def _blueprint() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """How the lanes and lines of a service blueprint look: for steps, names and grey columns."""
    step = {"left": 4, "right": 4, "left_color": RULE, "right_color": RULE}
    for lane, ground in _LANES.items():
        tinted = {"bg_color": ground}
        yield f"lane_{lane}", {**tinted, **step, **_CENTRE, **_WRAP}
        yield f"lane_{lane}_name", {**tinted, **_LINE, **_LEFT, **_WRAP, "bold": True}
    for line, drawn in _LINES.items():
        yield f"line_{line}", {**_CENTRE, **drawn}
        yield f"line_{line}_name", {**_LEFT, **_SMALL, **drawn, "bold": True}
        yield f"line_{line}_end", {"bg_color": "#E3E3E3", **drawn}


_ACTIONS = {
    "eliminate": "#F7E6F0",
    "reduce": "#F8F0D6",
    "raise": "#DFEEF8",
    "create": "#DDF3EC",
}

CURVES = {
    "after": "#0068A5",
    "now": "#6FA3C8",
    "industry": "#4A4A4A",
    "rival_0": "#B34A00",
    "rival_1": "#7A5FA0",
    "rival_2": "#4E8A57",
    "rival_3": "#A67C00",
}
"""The colours of the curves of a strategy canvas."""

_LOOKS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "title": {"bold": True, "font_size": 18},
        "note": {"font_color": QUIET},
        "heading": {"bold": True, "font_size": 12, **_LEFT},
        "heading_small": {"bold": True, "font_size": 10, **_LEFT},
        "strong": {"bold": True, "font_size": 10, **_LEFT},
        "strong_wrapped": {"bold": True, "font_size": 10, **_LEFT, **_WRAP},
        "body": {**_LEFT},
        "body_wrapped": {**_LEFT, **_WRAP},
        "label": {"bold": True, "align": "right", "indent": 1},
        "legend": {"font_color": QUIET, "align": "right", "indent": 1},
        "count": {"bold": True, "align": "right", "num_format": "0"},
        "head": {**_HEAD, **_CENTRE},
        "head_left": {**_HEAD, **_LEFT},
        "head_up": {**_HEAD, **_UP, **_CENTRE},
        "head_right": {
            **_LINE,
            "bg_color": HEADER_GROUND["bg_color"],
            "align": "right",
            "indent": 1,
        },
        "row_head": {**_HEAD, **_LEFT, "valign": "vcenter"},
        "row_hint": {**_LINE, **_LEFT, **_WRAP, **_SMALL, "font_color": QUIET},
        "input_text": {**_INPUT, **_LEFT, **_WRAP},
        "input_centre": {**_INPUT, **_CENTRE, "num_format": "General"},
        "input_small": {**_INPUT, **_CENTRE, **_SMALL, "shrink": True},
        "input_up": {**_INPUT, **_UP, **_WRAP, **_CENTRE, "bold": True, "valign": "bottom"},
        "input_strong": {**_INPUT, **_CENTRE, **_WRAP, "bold": True},
        "input_middle": {**_INPUT, **_CENTRE, **_WRAP},
        "input_emotion": {**_INPUT, **_CENTRE, "num_format": "+0;\u22120;0", "bold": True},
        "input_date": {**_INPUT, **_CENTRE, "num_format": "yyyy-mm-dd"},
        "input_letter": {**_INPUT, **_CENTRE, "bold": True},
        "input_2": {**_INPUT, **_CENTRE, "num_format": "0.00"},
        "relation": {**_INPUT, **_CENTRE, "num_format": _RELATION, "font_size": 11},
        "roof": {**_INPUT, **_CENTRE, "num_format": _ROOF, "bold": True},
        "roof_off": {"bg_color": HEADER_GROUND["bg_color"]},
        "input_1": {**_INPUT, **_CENTRE, "num_format": "0.0"},
        "letter": {**_LINE, **_CENTRE, "bold": True},
        "calculated_quiet": {**_LINE, **_CENTRE, "font_color": QUIET},
        "calculated_centre": {**_LINE, **_CENTRE, "num_format": "General"},
        "calculated_text": {**_LINE, **_LEFT},
        "calculated_fit": {**_LINE, **_LEFT, "shrink": True},
        "calculated_2": {**_LINE, **_CENTRE, "num_format": "0.00"},
        "calculated_change": {**_LINE, **_CENTRE, "num_format": "+0.00;\u22120.00;0.00"},
        "calculated_mean": {**_LINE, **_CENTRE, "num_format": "+0.0;\u22120.0;0.0", "bold": True},
        "calculated_gap": {**_LINE, **_CENTRE, "num_format": "+0.0;\u22120.0;0.0"},
        "plain_1": {"bold": True, **_CENTRE, "num_format": "0.0"},
        "calculated_sum": {**_LINE, **_CENTRE, "num_format": "0", "bold": True},
        "calculated_percent": {**_LINE, **_CENTRE, "num_format": "0%"},
        "calculated_percent_quiet": {
            **_LINE,
            **_CENTRE,
            "num_format": "0%",
            "font_color": QUIET,
        },
        "calculated_effort": {**_LINE, **_CENTRE, "num_format": "0.##;-0.##;0"},
        "calculated_bar": {**_LINE, "align": "right", "num_format": "0%", "bold": True},
        "calculated_score": {**_LINE, **_CENTRE, "num_format": "0.00"},
        "calculated_rank": {**_LINE, **_CENTRE, "num_format": "0", "bold": True},
        "mark": {**_LINE, **_CENTRE, "bold": True, "font_color": GOOD},
        "heading_left": {"bold": True, "font_size": 12, "valign": "bottom"},
        "profile": {**_LINE, **_CENTRE, **_SMALL},
        "told": {**_LINE, **_LEFT, "font_color": BAD, **_SMALL, **_WRAP},
        "told_centre": {**_LINE, **_CENTRE, "font_color": BAD, "bold": True},
        "told_plain": {"font_color": BAD, "bold": True, **_LEFT},
        "told_wrapped": {"font_color": BAD, "bold": True, **_LEFT, **_WRAP},
        "follows": {**_LINE, **_CENTRE, **_WRAP, "bold": True},
        **{f"act_{key}": {**_HEAD, **_LEFT, "bg_color": each} for key, each in _ACTIONS.items()},
        **{f"line_{key}": {"bold": True, "font_color": each} for key, each in CURVES.items()},
        "sentinel": {"bg_color": "#E3E3E3"},
        "helper": {"font_color": QUIET, **_SMALL},
        "input_minutes": {**_INPUT, **_CENTRE, "num_format": "0.##"},
        "count_minutes": {"bold": True, "align": "right", "num_format": "0.##"},
        **dict(_blueprint()),
    }
)

_LAID_OVER: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "wrong": {**WRONG, "num_format": "General"},
        "aim": {"bg_color": "#CFE8D5"},
        "roof_plus": {"font_color": GOOD, "num_format": '"++"'},
        "roof_minus": {"font_color": BAD},
        "roof_minus_minus": {"font_color": BAD, "num_format": '"";"−−"'},
        "whole": {"num_format": "0"},
        "later": {"font_color": "#8A8A8A"},
        "now": {"bold": True, "font_color": GOOD},
        "box": {"border": 1, "border_color": "#8A8A8A"},
        "fail_point": {"bg_color": BAD, "font_color": "#FFFFFF"},
        "wait_point": {"bg_color": "#F2B705"},
        "fix": {"font_color": BAD, "bg_color": "#FBE3E3"},
        "ask": {"bg_color": "#FFE9B8"},
        "good": {"font_color": GOOD},
        "bad": {"bold": True, "font_color": BAD},
    }
)


class PlanLooks:
    """The formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook, language: str) -> None:
        self._workbook = workbook
        self._font = traits_of(language).font
        self._made: dict[str, Format] = {}

    def cell(self, key: str) -> Format:
        """The format of a cell."""
        return self._make(key, self._of(key))

    def for_text(self, key: str, words: str) -> Format:
        """The format of a cell that holds a text, which is to stay one when confirmed."""
        if not reads_as_formula(words):
            return self.cell(key)
        return self._make(f"quoted {key}", self._of(key) | {"quote_prefix": True})

    def laid_over(self, key: str) -> Format:
        """The format that a condition lays over a cell's own."""
        if key.startswith("letter_"):
            look = LOOKS[key[-1]]
            return self._make(key, {"font_color": look.colour, "bg_color": look.tint})
        return self._make(f"over {key}", dict(_LAID_OVER[key]))

    def _of(self, key: str) -> dict[str, Any]:
        base = {"font_name": self._font, "font_size": POINTS, "font_color": INK}
        return {**base, "valign": "vcenter", **_LOOKS[key]}

    def _make(self, key: str, look: dict[str, Any]) -> Format:
        if key not in self._made:
            self._made[key] = self._workbook.add_format(look)
        return self._made[key]
