"""What can be picked on a strategy canvas, and what its cells show by colour."""

from __future__ import annotations

from kano_xl.model.planning.canvas import AGREES, CONTRARY, HIGHEST, LOWEST
from kano_xl.planning.canvas_draft import CanvasDraft
from kano_xl.planning.canvas_layout import BODY, LEVELS, RIVAL_KEYS
from kano_xl.planning.grid import GridArea, Highlight, PickList
from kano_xl.planning.needs import colour_letters, fixed_row
from kano_xl.planning.results import trimmed

_LEVELS = tuple(str(each) for each in range(int(LOWEST), int(HIGHEST) + 1))


def write_picks(on: CanvasDraft) -> None:
    """The lists of what can be picked; what is none of them is told beside the row."""
    draft, place = on.draft, on.place

    def pick(first: str, last: str, source: tuple[str, ...] | str, key: str) -> None:
        area = GridArea(BODY, place.at(first), place.sentinel - 1, place.at(last))
        title, prompt = (on.words(f"pick.{key}.{each}") for each in ("title", "prompt"))
        draft.lists.append(PickList(area, source, title, prompt))

    pick("name", "name", "Kano_Feature", "factor")
    pick(LEVELS[0], RIVAL_KEYS[-1], _LEVELS, "level")
    pick("industry", "industry", _LEVELS, "industry")


def write_highlights(on: CanvasDraft) -> None:
    """The looks that depend on what cells hold."""
    draft, place = on.draft, on.place
    colour_letters(draft, place.down("letter"))
    levels = place.down(LEVELS[0], LEVELS[-1])
    cell = levels.first
    off = f"NOT(ISNUMBER({cell})),N({cell})<{LOWEST:g},N({cell})>{HIGHEST:g}"
    draft.highlights.append(Highlight(levels, f'AND({cell}<>"",OR({off}))', "wrong"))
    head, at = place.heads.first, place.at(RIVAL_KEYS[0])
    column = f"{fixed_row(BODY, at)}:{fixed_row(place.sentinel, at)}"
    lacks = f"AND(LEN({trimmed(head)})=0,SUMPRODUCT(LEN({column}))>0)"
    draft.highlights.append(Highlight(place.heads, lacks, "wrong"))
    cells = place.down("agreement")
    for key, look in ((AGREES, "good"), (CONTRARY, "bad")):
        formula = f"{cells.first}={on.quoted(f'agreement.{key}')}"
        draft.highlights.append(Highlight(cells, formula, look))
