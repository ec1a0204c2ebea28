"""What can be picked in a priority matrix, and what its cells show by colour."""

from __future__ import annotations

from kano_xl.model.planning.house import LEVELS
from kano_xl.model.planning.ranking import DO_NOW
from kano_xl.planning.grid import GridArea, Highlight, PickList
from kano_xl.planning.needs import IMPORTANCE, LETTER, NAME, NUMBER, colour_letters, fixed_column
from kano_xl.planning.priority_draft import PriorityDraft
from kano_xl.planning.priority_layout import BODY

_NINTHS = tuple(map(str, range(1, 10)))
_STATES = ("open", "running", "done", "stopped")
_KINDS = ("function", "performance", "service", "experience")


def write_lists(on: PriorityDraft) -> None:
    """The lists of what can be picked."""
    draft, place = on.draft, on.place
    levels = tuple(map(str, LEVELS))

    def pick(column: int, source: tuple[str, ...] | str, key: str, refusal: str = "") -> None:
        area = GridArea(BODY, column, place.sentinel - 1, column)
        title, prompt = (on.words(f"{key}.{each}") for each in ("title", "prompt"))
        draft.lists.append(PickList(area, source, title, prompt, refusal))

    pick(NAME, "Kano_Feature", "house.pick.requirement")
    for column, key in (
        (IMPORTANCE, "house.pick.importance"),
        (place.at("urgency"), "priority.pick.urgency"),
    ):
        pick(column, levels, key, on.words(f"{key}.prompt"))
    for key in ("benefit", "penalty", "risk"):
        refusal = on.words(f"priority.pick.{key}.prompt")
        pick(place.at(key), _NINTHS, f"priority.pick.{key}", refusal)
    kinds = tuple(on.words(f"priority.kind.{each}") for each in _KINDS)
    pick(place.at("kind"), kinds, "priority.pick.kind")
    states = tuple(on.words(f"priority.status.{each}") for each in _STATES)
    pick(place.at("status"), states, "priority.pick.status")


def write_highlights(on: PriorityDraft) -> None:
    """The looks that depend on what cells hold."""
    draft, place = on.draft, on.place
    colour_letters(draft, place.down(LETTER))
    listed = GridArea(place.head + 1, LETTER, place.head + place.rows, LETTER)
    mark = place.at("urgency")
    row = GridArea(place.head + 1, NUMBER, place.head + place.rows, place.at("class"))
    passed = fixed_column(row.row, mark)
    later = on.quoted("priority.list.later")
    draft.highlights.append(Highlight(row, f"{passed}={later}", "later"))
    colour_letters(draft, listed)
    score = place.down(place.at("score"))
    draft.highlights.append(Highlight(score, f"{on.scalar('scoring')}=1", "whole"))
    classes = place.down(place.at("class"))
    now = on.quoted(f"priority.class.{DO_NOW}")
    draft.highlights.append(Highlight(classes, f"{classes.first}={now}", "now"))
