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
    LEFT_WIDTHS,
    NAMES,
    NAMES_ABOVE,
    ROWS,
)
from kano_xl.planning.grid import GridSheet, Highlight
from kano_xl.planning.needs import ROW, colour_letters
from kano_xl.planning.results import KnownFeatures, trimmed
from kano_xl.planning.sideways import FIRST, HINT
from kano_xl.planning.sideways_sheet import (
    mark,
    mark_follows,
    pick,
    put_together,
    row_height,
    write_sizes,
)

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
    _sizes(on)
    write_left(on, title)
    for index in range(on.place.columns):
        write_step(on, index)
    for key, letter in (("fail", FAIL), ("wait", WAIT)):
        pick(on, key, (letter,), on.words(f"pick.{key}.prompt"))
    pick(on, "feature", "Kano_Feature")
    _highlights(on)
    return put_together(on, KEY, title, NAMES, NAMES_ABOVE, _ON_A4)


def _sizes(on: BlueprintDraft) -> None:
    place, steps = on.place, on.blueprint.steps
    write_sizes(on, LEFT_WIDTHS, _LEAST, [getattr(on.filling, key) for key in ABOVE])
    for key in ROWS:
        least = _LEAST.get(key, ROW)
        if key not in ARROWS:
            least = row_height(on, key, least, LEFT_WIDTHS[HINT], place.width, steps)
        on.draft.heights[place.at(key)] = least


def _highlights(on: BlueprintDraft) -> None:
    draft, place = on.draft, on.place
    for lane in LANES:
        mark(on, lane, on.is_filled(lane, FIRST), "box")
    day = place.above("date")
    odd = f'AND({day.first}<>"",NOT({is_day(day.first)}))'
    draft.highlights.append(Highlight(day, odd, "wrong"))
    time = on.cell("time", FIRST)
    mark(on, "time", f'AND({time}<>"",{on.cell("minutes", FIRST)}="")', "wrong")
    mark(on, "time", f"N({time})=INT(N({time}))", "whole")
    for key, letter, look in (("fail", FAIL, "fail_point"), ("wait", WAIT, "wait_point")):
        mark(on, key, f'{trimmed(on.cell(key, FIRST))}="{letter}"', look)
        mark(on, key, on.is_filled(key, FIRST), "wrong")
    colour_letters(draft, place.between("letter"))
    mark_follows(on, {FIX_FIRST: "fix", LATER: "letter_A", STOP: "letter_R", ASK: "ask"})
