"""Above the needs of a house of quality: its settings, its legend and its headers."""

from __future__ import annotations

from kano_xl.model.planning.house import ADJUSTMENTS, LEVELS, WEIGHTINGS
from kano_xl.planning.grid import GridArea, GridCell, PickList
from kano_xl.planning.house_draft import HouseDraft
from kano_xl.planning.house_layout import FIRST, NAMES, RIGHT, TOP, UNITS, WAYS
from kano_xl.planning.needs import IMPORTANCE, LETTER, NAME
from kano_xl.planning.results import quoted_text


def write_top(on: HouseDraft, title: str) -> None:
    """The title, what can be chosen, and the legend."""
    draft, filling = on.draft, on.filling
    draft.put(0, 0, title, "title")
    draft.put(1, 0, on.words("house.note"), "note")
    choices = (("adjustment", ADJUSTMENTS), ("weighting", WEIGHTINGS))
    for row, (key, codes) in enumerate(choices, TOP):
        chosen = on.words(f"house.{key}.{_key(getattr(filling, key))}")
        draft.put(row, NAME, on.words(f"house.{key}.name"), "label")
        draft.across(row, LETTER, IMPORTANCE, chosen, "input_centre")
        labels = tuple(on.words(f"house.{key}.{_key(code)}") for code in codes)
        cell = GridArea.cell(row, LETTER)
        refusal = on.words("pick_one")
        draft.lists.append(PickList(cell, labels, on.words(f"house.{key}.name"), "", refusal))
        known = "{" + ",".join(map(quoted_text, labels)) + "}"
        formula = f"IFERROR(MATCH({cell.fixed},{known},0),1)"
        at = on.place.scalar(key)
        position = codes.index(getattr(filling, key)) + 1
        draft.calculate(at.row, at.column, formula, position, "helper")
    for row, key in enumerate(("relations", "directions", "roof", "letters"), TOP + 3):
        draft.put(row, NAME, on.words(f"house.legend.{key}"), "legend")


def write_heads(on: HouseDraft) -> None:
    """The headers, and what the characteristics are called."""
    draft, place = on.draft, on.place
    left = ("number", "requirement", "letter", "better", "worse", "importance")
    for column, key in enumerate(left):
        look = "head_left" if column == NAME else "head" if column <= LETTER else "head_up"
        _head(on, column, key, look)
    for key in RIGHT:
        _head(on, place.right(key), key, "head" if key == "weight" else "head_up")
    profile = GridArea(NAMES, place.profile, NAMES, place.profile + 4)
    draft.across(NAMES, profile.column, profile.last_column, on.words("house.profile"), "head")
    for level in LEVELS:
        draft.put(UNITS, place.profile + level - 1, level, "head")
    _head(on, place.check, "check", "head_left")
    for column, each in enumerate(on.filling.characteristics, FIRST):
        draft.put(WAYS, column, each.direction, "input_small")
        draft.put(NAMES, column, each.name or None, "input_up")
        draft.put(UNITS, column, each.unit, "input_small")


def _head(on: HouseDraft, column: int, key: str, look: str) -> None:
    """A header over the rows of names and units."""
    area = GridArea(NAMES, column, UNITS, column)
    on.draft.block(area, GridCell(on.words(f"house.column.{key}"), look))


def _key(code: str) -> str:
    return code.replace("-", "_")
