"""Above the factors of a strategy canvas: what it says, and the headers with the rivals' names."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from kano_xl.languages import text
from kano_xl.model.planning.canvas import ACTIONS, CONTRARY
from kano_xl.planning.canvas_draft import CanvasDraft
from kano_xl.planning.canvas_layout import (
    COLUMNS,
    COUNTS,
    DISTANCE,
    HEAD,
    HEADLINE,
    RIVAL_KEYS,
    WARNING,
)
from kano_xl.planning.canvas_numbers import same_rivals, unnamed_rivals
from kano_xl.planning.enclosed import told_outside
from kano_xl.planning.grid import GridArea
from kano_xl.planning.needs import blank
from kano_xl.planning.results import NOT_FOUND, first_said, quoted_text, trimmed
from kano_xl.report.report import Scalar

_LEFT = ("name", "move", "advice", "agreement", "measure", "owner", "check")
_UP = ("better", "worse", "now", "after", "industry", "gap")


def write_top(on: CanvasDraft, title: str) -> None:
    """The title, and what the canvas says."""
    draft, name = on.draft, on.place.at("name")
    draft.put(0, 0, title, "title")
    draft.put(1, 0, on.words("note"), "note")
    formula, value = _headline(on)
    draft.calculate(HEADLINE, name, formula, value, "strong")
    for index, (key, formula, count) in enumerate(_counts(on)):
        row, column = COUNTS + index % 2, on.place.at("verdict") if index // 2 else 0
        draft.calculate(row, column, formula, count, "count")
        draft.put(row, column + 1, on.words(f"count.{key}"), "body")
    _distance(on)
    formula, value = _warning(on)
    draft.calculate(WARNING, name, formula, value, "told_plain")


def _headline(on: CanvasDraft) -> tuple[str, str]:
    """What to type first, or which move is contrary to Kano's advice."""
    begin = text(on.language, "planning.canvas.begin")
    at = f"MATCH({on.quoted(f'agreement.{CONTRARY}')},{on.down('agreement')},0)"
    named = f"{on.quoted('contrary')}&INDEX({on.down('name')},{at})"
    first = f"IFERROR({named},{on.quoted('no_contrary')})"
    formula = f"IF(COUNT({on.down('line_after')})=0,{quoted_text(begin)},{first})"
    if np.isnan(on.found.after).all():
        return formula, begin
    if CONTRARY not in on.found.agreements:
        return formula, on.words("no_contrary")
    name = on.filling.rows[on.found.agreements.index(CONTRARY)].name
    return formula, on.words("contrary") + name


def _counts(on: CanvasDraft) -> list[tuple[str, str, Scalar]]:
    """What is counted: its key, formula and number."""
    found, rows = on.found, on.down("number")
    places, measures = on.down("place"), on.down("measure")
    moved = [each in ACTIONS for each in found.moves]
    lacking = sum(
        here and row.measure is None for here, row in zip(moved, on.filling.rows, strict=True)
    )
    named = [each.name for each in on.filling.rows if each.name]
    there = {on.known.row(name) for name in named} - {None}
    lost = sum(on.known.row(name) is None for name in named) if on.known.features else 0
    contrary = on.quoted(f"agreement.{CONTRARY}")
    here = f"SUMPRODUCT(--(FREQUENCY({rows},{rows})>0))"
    return [
        (
            "contrary",
            f"SUMPRODUCT(--({on.down('agreement')}={contrary}))",
            found.agreements.count(CONTRARY),
        ),
        ("no_measure", f"SUMPRODUCT(ISNUMBER({places})*(LEN({measures})=0))", lacking),
        (
            "absent",
            f"{on.place.analysed.fixed}-{here}",
            len(on.known.features) - len(there),
        ),
        ("unknown", f'SUMPRODUCT(--({rows}="{NOT_FOUND}"))', lost),
    ]


def _distance(on: CanvasDraft) -> None:
    """How far our curve is from the industry's: now, next, and over how many factors."""
    draft, place, found = on.draft, on.place, on.found.divergence
    draft.put(DISTANCE, place.at("name"), on.words("distance"), "body")
    cells = (("now", found.now), ("after", found.after))
    for key, value in cells:
        formula = f'IFERROR(ROUND(AVERAGE({on.down(f"far_{key}")}),9),"")'
        shown = blank(round(value, 9))
        draft.calculate(DISTANCE, place.at(key), formula, shown, "plain_1")
    counted = f"COUNT({on.down('far_now')})"
    draft.calculate(DISTANCE, 0, counted, found.factors, "count")


def _warning(on: CanvasDraft) -> tuple[str, str]:
    """What is wrong with the sheet itself."""
    place = on.place
    heads, levels = place.heads.fixed, place.down(RIVAL_KEYS[0], RIVAL_KEYS[-1]).fixed
    cells = [GridArea.cell(HEAD, place.at(key)).fixed for key in RIVAL_KEYS]
    same = ",".join(
        f"AND(LEN({trimmed(one)})>0,{trimmed(one)}={trimmed(other)})"
        for one, other in combinations(cells, 2)
    )
    lacking = f"SUMPRODUCT((LEN({on.down('name')})>0)*(1-ISNUMBER({on.down('used')})))>0"
    unnamed, twice = on.words("warning.unnamed"), on.words("warning.same")
    tests = (
        (text(on.language, "planning.house.warning.row"), lacking),
        told_outside(on.language, place.tables),
        (unnamed, f"SUMPRODUCT((LEN({trimmed(heads)})=0)*(LEN({levels})>0))>0"),
        (twice, f"OR({same})"),
    )
    said = unnamed if unnamed_rivals(on.filling) else twice if same_rivals(on.filling) else ""
    return first_said(tests), said


def write_heads(on: CanvasDraft) -> None:
    """The headers; those of rivals are to be filled in."""
    draft, place = on.draft, on.place
    for key in ("number", "name", "letter", "better", "worse", "verdict", *COLUMNS):
        look = "head_left" if key in _LEFT else "head_up" if key in _UP else "head"
        if key in RIVAL_KEYS:
            rival = on.filling.rivals[RIVAL_KEYS.index(key)]
            draft.put(HEAD, place.at(key), rival or None, "input_up")
        else:
            draft.put(HEAD, place.at(key), on.column(key), look)
