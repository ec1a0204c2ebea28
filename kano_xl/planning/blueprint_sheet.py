"""The sheet of a service blueprint: lanes and lines, where it fails, what to fix first."""

from __future__ import annotations

from kano_xl.model.planning.blueprint import ASK, FIX_FIRST, LANES, LATER, STOP
from kano_xl.planning.actions_rows import is_day
from kano_xl.planning.blueprint_columns import write_step
from kano_xl.planning.blueprint_draft import BlueprintDraft
from kano_xl.planning.blueprint_filling import FAIL, WAIT, BlueprintFilling
from kano_xl.planning.blueprint_head import write_left
from kano_xl.planning.blueprint_layout import (
    ABOVE,
    ARROWS,
    FIRST,
    GREY,
    HINT,
    LABEL,
    LEFT_WIDTHS,
    NAMES,
    NAMES_ABOVE,
    ROWS,
    START,
    TOP,
)
from kano_xl.planning.blueprint_numbers import CalculatedStep
from kano_xl.planning.enclosed import names_around
from kano_xl.planning.grid import GridArea, GridSheet, Highlight, PickList, Printing
from kano_xl.planning.needs import ROW, colour_letters
from kano_xl.planning.results import KnownFeatures, trimmed

KEY = "blueprint"
_TWO, _THREE = ROW + 15, ROW + 30
_LEAST = {
    **dict.fromkeys(LANES, _THREE),
    **dict.fromkeys(("problem", "feature", "measure", "follows", "check"), _TWO),
    **dict.fromkeys(ARROWS, 18),
}
"""The height of rows that should have room before anything stands in them."""

_ON_A4 = 10
"""Steps up to which all is printed on A4."""

_SHOWN = {"follows": "follows", "check": "says"}
"""Rows whose words come from the catalogue, and where they stand there."""


def blueprint_sheet(
    language: str, title: str, filling: BlueprintFilling, known: KnownFeatures
) -> GridSheet:
    """The sheet of a service blueprint.

    Args:
        language: of its texts.
        title: the name on its tab.
        filling: what stands in it at first.
        known: the features of the survey that it looks up.
    """
    on = BlueprintDraft(language, filling, known)
    draft, place = on.draft, on.place
    _sizes(on)
    write_left(on, title)
    for index in range(place.columns):
        write_step(on, index)
    _lists(on)
    _highlights(on)
    draft.names["Plan_Blueprint"] = GridArea(0, LABEL, place.last, place.end)
    draft.names.update({name: place.above(key) for key, name in NAMES_ABOVE.items()})
    draft.names.update({name: place.along(place.at(key)) for key, name in NAMES.items()})
    draft.names.update(names_around(place.tables))
    paper = "A4" if place.columns <= _ON_A4 else "A3"
    printing = Printing((draft.names["Plan_Blueprint"],), paper, 1)
    return draft.sheet(KEY, title, None, (0, START), printing, place.hidden)


def _sizes(on: BlueprintDraft) -> None:
    draft, place = on.draft, on.place
    draft.columns(LABEL, LEFT_WIDTHS)
    draft.widths |= {START: GREY, place.end: GREY}
    draft.columns(FIRST, [place.width] * place.columns)
    draft.heights.update(dict.fromkeys(range(place.last + 1), ROW))
    draft.heights[0] = 32
    for row, key in enumerate(ABOVE, TOP):
        draft.heights[row] = on.height(getattr(on.filling, key), LEFT_WIDTHS[HINT])
    for key in ROWS:
        draft.heights[place.at(key)] = _row_height(on, key)


def _row_height(on: BlueprintDraft, key: str) -> int:
    """Pixels of a row in which every text is seen."""
    least = _LEAST.get(key, ROW)
    if key in ARROWS:
        return least
    hint = on.height(on.words(f"hint.{key}"), LEFT_WIDTHS[HINT])
    texts = (_shown(on, key, each) for each in on.blueprint.steps)
    return max(least, hint, *(on.height(each, on.place.width) for each in texts))


def _shown(on: BlueprintDraft, key: str, found: CalculatedStep) -> str:
    if key in _SHOWN:
        said = found.follows if key == "follows" else found.says
        return on.words(f"{_SHOWN[key]}.{said}") if said else ""
    typed = getattr(found.typed, key, None)
    return typed if isinstance(typed, str) else ""


def _lists(on: BlueprintDraft) -> None:
    def pick(key: str, source: tuple[str, ...] | str, refusal: str) -> None:
        title, prompt = (on.words(f"pick.{key}.{each}") for each in ("title", "prompt"))
        area = on.place.between(on.place.at(key))
        on.draft.lists.append(PickList(area, source, title, prompt, refusal))

    pick("fail", (FAIL,), on.words("pick.fail.prompt"))
    pick("wait", (WAIT,), on.words("pick.wait.prompt"))
    pick("feature", "Kano_Feature", "")


def _highlights(on: BlueprintDraft) -> None:
    draft, place = on.draft, on.place

    def mark(key: str, formula: str, look: str) -> None:
        draft.highlights.append(Highlight(place.between(place.at(key)), formula, look))

    for lane in LANES:
        mark(lane, on.is_filled(lane, FIRST), "box")
    day = place.above("date")
    odd = f'AND({day.first}<>"",NOT({is_day(day.first)}))'
    draft.highlights.append(Highlight(day, odd, "wrong"))
    time = on.cell("time", FIRST)
    mark("time", f'AND({time}<>"",{on.cell(":minutes", FIRST)}="")', "wrong")
    mark("time", f"N({time})=INT(N({time}))", "whole")
    for key, letter, look in (("fail", FAIL, "fail_point"), ("wait", WAIT, "wait_point")):
        cell = on.cell(key, FIRST)
        mark(key, f'{trimmed(cell)}="{letter}"', look)
        mark(key, on.is_filled(key, FIRST), "wrong")
    colour_letters(draft, place.between(place.at("letter")))
    follows = on.cell("follows", FIRST)
    for key, look in ((FIX_FIRST, "fix"), (LATER, "letter_A"), (STOP, "letter_R"), (ASK, "ask")):
        mark("follows", f"{follows}={on.quoted(f'follows.{key}')}", look)
