"""The sheet of a customer journey map: what customers go through, how it feels, what follows."""

from __future__ import annotations

from kano_xl.model.planning.journey import ASK, CHANCE, EMOTIONS, FIX_FIRST, STOP
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.journey_columns import write_touchpoint
from kano_xl.planning.journey_curve import write_curve
from kano_xl.planning.journey_draft import JourneyDraft
from kano_xl.planning.journey_filling import JourneyFilling
from kano_xl.planning.journey_head import headline, write_left
from kano_xl.planning.journey_layout import (
    ABOVE,
    BODY,
    HEADLINE,
    LEFT_WIDTHS,
    NAMES,
    NAMES_ABOVE,
    ROWS,
    WARNING,
)
from kano_xl.planning.needs import ROW, colour_letters
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.sideways import FIRST, HINT, START
from kano_xl.planning.sideways_sheet import (
    mark,
    mark_follows,
    pick,
    put_together,
    row_height,
    write_sizes,
)

KEY = "journey"
_TWO, _THREE = ROW + 15, ROW + 30
_LEAST = {
    **dict.fromkeys(("persona", "goal", "scenario"), _TWO),
    **dict.fromkeys(("stage", "touchpoint", "follows", "measured_by", "check"), _TWO),
    **dict.fromkeys(("action", "thought", "pain", "measure", "feature"), _THREE),
}
"""The height of rows in which more than one line is to be expected, however little stands there."""

_BOLD, _BOLDER = frozenset({"stage", "touchpoint", "follows"}), 1.07
"""Rows of bold words, and how much wider these are."""

_ON_A4 = 12
"""Touchpoints up to which all is printed on A4."""


def journey_sheet(
    language: str, title: str, filling: JourneyFilling, known: KnownFeatures
) -> GridSheet:
    """The sheet of a customer journey map.

    Args:
        language: of its texts.
        title: the name on its tab.
        filling: what stands in it at first.
        known: the features of the survey that it looks up.
    """
    on = JourneyDraft(language, filling, known)
    draft, place = on.draft, on.place
    _sizes(on)
    write_left(on, title)
    for index in range(place.columns):
        write_touchpoint(on, index)
    for row in range(BODY, place.last + 1):
        for column in (START, place.end):
            draft.put(row, column, None, "sentinel")
    write_curve(on)
    pick(on, "emotion", tuple(map(str, reversed(EMOTIONS))), on.words("pick.emotion.prompt"))
    pick(on, "feature", "Kano_Feature")
    _highlights(on)
    return put_together(on, KEY, title, NAMES, NAMES_ABOVE, _ON_A4)


def _sizes(on: JourneyDraft) -> None:
    draft, place = on.draft, on.place
    write_sizes(on, LEFT_WIDTHS, _LEAST, [getattr(on.filling, key) for key in ABOVE])
    draft.heights[HEADLINE] = max(_TWO + 8, on.height(headline(on)[1], sum(LEFT_WIDTHS)))
    draft.heights[WARNING] = _TWO
    for key in ROWS:
        least, width = _LEAST.get(key, ROW), place.width
        if key in _BOLD:
            width = int(width / _BOLDER)
        found = on.journey.touchpoints
        draft.heights[place.at(key)] = row_height(on, key, least, LEFT_WIDTHS[HINT], width, found)


def _highlights(on: JourneyDraft) -> None:
    emotion, valid = on.cell("emotion", FIRST), on.cell("valid", FIRST)
    mark(on, "emotion", f'AND({emotion}<>"",{valid}="")', "wrong")
    goes_on = f'AND({on.cell("key", FIRST)}<>"",{on.cell("begins", FIRST)}=0)'
    mark(on, "stage", goes_on, "later")
    colour_letters(on.draft, on.place.between("letter"))
    mark_follows(on, {FIX_FIRST: "fix", CHANCE: "letter_A", STOP: "letter_R", ASK: "ask"})
