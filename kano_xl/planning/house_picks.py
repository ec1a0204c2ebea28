"""What can be picked in a house of quality, and what its cells show by colour."""

from __future__ import annotations

from functools import partial

from kano_xl.model.planning.house import LEVELS, RELATIONS
from kano_xl.planning.filling import DIRECTIONS
from kano_xl.planning.grid import GridArea, Highlight, PickList
from kano_xl.planning.house_draft import HouseDraft
from kano_xl.planning.house_layout import BODY, FIRST, WAYS
from kano_xl.planning.needs import IMPORTANCE, LETTER, NAME, colour_letters, fixed_column


def write_lists(on: HouseDraft) -> None:
    """The lists of what can be picked."""
    draft, place = on.draft, on.place
    levels = tuple(map(str, LEVELS))
    body = partial(GridArea, BODY, last_row=place.sentinel - 1)

    def told(key: str) -> tuple[str, str]:
        return on.words(f"house.pick.{key}.title"), on.words(f"house.pick.{key}.prompt")

    def pick(area: GridArea, source: tuple[str, ...] | str, key: str) -> None:
        title, prompt = told(key)
        draft.lists.append(PickList(area, source, title, prompt, prompt))

    names = body(NAME, last_column=NAME)
    draft.lists.append(PickList(names, "Kano_Feature", *told("requirement")))
    pick(body(IMPORTANCE, last_column=IMPORTANCE), levels, "importance")
    levels_area = body(place.right("now"), last_column=place.right("target"))
    pick(levels_area, levels, "level")
    sales = place.right("sales_point")
    pick(body(sales, last_column=sales), place.sales_points.fixed, "sales_point")
    pick(body(FIRST, last_column=place.last), tuple(map(str, RELATIONS)), "relation")
    pick(place.along(WAYS), DIRECTIONS, "direction")
    pick(place.along(place.foot_row("difficulty")), levels, "difficulty")
    pick(place.correlations, ("2", "1", "-1", "-2"), "roof")


def write_highlights(on: HouseDraft) -> None:
    """The looks that depend on what cells hold."""
    draft, place = on.draft, on.place
    letters = place.down(LETTER)
    colour_letters(draft, letters)
    relations = GridArea(BODY, FIRST, place.sentinel - 1, place.last)
    odd = ",".join(f"{relations.first}<>{each}" for each in (*RELATIONS, 0))
    wrong = f'AND({relations.first}<>"",{odd})'
    draft.highlights.append(Highlight(relations, wrong, "wrong"))
    profile = GridArea(BODY, place.profile, place.sentinel - 1, place.profile + 4)
    target = fixed_column(BODY, place.right("target"))
    level = f"COLUMN()-COLUMN({fixed_column(BODY, place.profile)})+1"
    draft.highlights.append(Highlight(profile, f"N({target})={level}", "aim"))
    weight = GridArea(BODY, place.right("weight"), place.sentinel - 1, place.right("weight"))
    draft.highlights.append(Highlight(weight, "", "bar"))
    roof = place.correlations
    cell = roof.first
    is_odd = f'AND({cell}<>"",{cell}<>2,{cell}<>1,{cell}<>-1,{cell}<>-2)'
    draft.highlights.append(Highlight(roof, is_odd, "wrong"))
    draft.highlights.append(Highlight(roof, f"N({cell})>=2", "roof_plus"))
    draft.highlights.append(Highlight(roof, f"N({cell})<=-2", "roof_minus_minus"))
    draft.highlights.append(Highlight(roof, f"N({cell})<0", "roof_minus"))
