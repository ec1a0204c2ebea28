"""The sheet of a customer journey map: what customers go through, how it feels, what follows."""

from __future__ import annotations

from kano_xl.model.planning.journey import ASK, CHANCE, EMOTIONS, FIX_FIRST, STOP
from kano_xl.planning.enclosed import names_around
from kano_xl.planning.grid import GridArea, GridSheet, Highlight, PickList, Printing
from kano_xl.planning.journey_columns import write_touchpoint
from kano_xl.planning.journey_curve import write_curve
from kano_xl.planning.journey_draft import JourneyDraft
from kano_xl.planning.journey_filling import JourneyFilling
from kano_xl.planning.journey_head import headline, write_left
from kano_xl.planning.journey_layout import (
    ABOVE,
    BODY,
    FIRST,
    GREY,
    HEADLINE,
    HINT,
    LABEL,
    LEFT_WIDTHS,
    NAMES,
    NAMES_ABOVE,
    ROWS,
    START,
    TOP,
    WARNING,
)
from kano_xl.planning.journey_numbers import CalculatedTouchpoint
from kano_xl.planning.needs import ROW, colour_letters
from kano_xl.planning.results import KnownFeatures

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

_SHOWN = {"follows": "follows", "check": "says"}
"""Rows whose words come from the catalogue, and where they stand there."""


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
    _lists(on)
    _highlights(on)
    draft.names["Plan_Journey"] = GridArea(0, LABEL, place.last, place.end)
    draft.names.update({name: place.above(key) for key, name in NAMES_ABOVE.items()})
    draft.names.update({name: place.along(key) for key, name in NAMES.items()})
    draft.names.update(names_around(place.tables))
    paper = "A4" if place.columns <= _ON_A4 else "A3"
    printing = Printing((draft.names["Plan_Journey"],), paper, 1)
    return draft.sheet(KEY, title, None, (0, START), printing, place.hidden)


def _sizes(on: JourneyDraft) -> None:
    draft, place = on.draft, on.place
    draft.columns(LABEL, LEFT_WIDTHS)
    draft.widths |= {START: GREY, place.end: GREY}
    draft.columns(FIRST, [place.width] * place.columns)
    draft.heights.update(dict.fromkeys(range(place.last + 1), ROW))
    draft.heights[0] = 32
    for row, key in enumerate(ABOVE, TOP):
        high = on.height(getattr(on.filling, key), LEFT_WIDTHS[HINT])
        draft.heights[row] = max(_LEAST.get(key, ROW), high)
    draft.heights[HEADLINE] = max(_TWO + 8, on.height(headline(on)[1], sum(LEFT_WIDTHS)))
    draft.heights[WARNING] = _TWO
    for key in ROWS:
        draft.heights[place.at(key)] = _row_height(on, key)


def _row_height(on: JourneyDraft, key: str) -> int:
    """Pixels of a row in which every text is seen."""
    hint = on.height(on.words(f"hint.{key}"), LEFT_WIDTHS[HINT])
    width = int(on.place.width / _BOLDER) if key in _BOLD else on.place.width
    texts = (_shown(on, key, each) for each in on.journey.touchpoints)
    return max(_LEAST.get(key, ROW), hint, *(on.height(each, width) for each in texts))


def _shown(on: JourneyDraft, key: str, found: CalculatedTouchpoint) -> str:
    if key in _SHOWN:
        said = found.follows if key == "follows" else found.says
        return on.words(f"{_SHOWN[key]}.{said}") if said else ""
    typed = getattr(found.typed, key, None)
    return typed if isinstance(typed, str) else ""


def _lists(on: JourneyDraft) -> None:
    def pick(key: str, source: tuple[str, ...] | str, refusal: str) -> None:
        title, prompt = (on.words(f"pick.{key}.{each}") for each in ("title", "prompt"))
        on.draft.lists.append(PickList(on.place.between(key), source, title, prompt, refusal))

    felt = tuple(str(each) for each in reversed(EMOTIONS))
    pick("emotion", felt, on.words("pick.emotion.prompt"))
    pick("feature", "Kano_Feature", "")


def _highlights(on: JourneyDraft) -> None:
    draft, place = on.draft, on.place

    def mark(key: str, formula: str, look: str) -> None:
        draft.highlights.append(Highlight(place.between(key), formula, look))

    emotion, valid = on.cell("emotion", FIRST), on.cell("valid", FIRST)
    mark("emotion", f'AND({emotion}<>"",{valid}="")', "wrong")
    goes_on = f'AND({on.cell("key", FIRST)}<>"",{on.cell("begins", FIRST)}=0)'
    mark("stage", goes_on, "later")
    colour_letters(draft, place.between("letter"))
    follows = on.cell("follows", FIRST)
    for key, look in (
        (FIX_FIRST, "fix"),
        (CHANCE, "letter_A"),
        (STOP, "letter_R"),
        (ASK, "ask"),
    ):
        mark("follows", f"{follows}={on.quoted(f'follows.{key}')}", look)
