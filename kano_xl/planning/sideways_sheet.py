"""What all sheets that grow sideways have alike when they are put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kano_xl.planning.enclosed import names_around
from kano_xl.planning.filling import Typed
from kano_xl.planning.grid import GridArea, GridSheet, Highlight, PickList, Printing
from kano_xl.planning.needs import ROW
from kano_xl.planning.sideways import (
    FIRST,
    GREY,
    HINT,
    LABEL,
    START,
    FoundColumn,
    SidewaysDraft,
)

_TOP_ROW = 32

_SHOWN = {"follows": "follows", "check": "says"}
"""Rows whose words come from the catalogue, and where they stand there."""


def write_sizes(
    on: SidewaysDraft, left: Sequence[int], least: Mapping[str, int], above: Sequence[Typed]
) -> None:
    """The sizes of the columns, and of the rows above those of the team.

    Args:
        on: the sheet.
        left: pixels of the columns on the left.
        least: the height of rows that should have room before anything stands in them.
        above: what is typed once, above the rows.
    """
    draft, place = on.draft, on.place
    draft.columns(LABEL, left)
    draft.widths |= {START: GREY, place.end: GREY}
    draft.columns(FIRST, [place.width] * place.columns)
    draft.heights.update(dict.fromkeys(range(place.last + 1), ROW))
    draft.heights[0] = _TOP_ROW
    for row, (key, typed) in enumerate(zip(place.above_keys, above, strict=True), place.top):
        draft.heights[row] = max(least.get(key, ROW), on.height(typed, left[HINT]))


def row_height(
    on: SidewaysDraft,
    key: str,
    least: int,
    hint_width: int,
    width: int,
    found: Sequence[FoundColumn],
) -> int:
    """Pixels of a row in which every text is seen.

    Args:
        on: the sheet.
        key: of the row.
        least: pixels that it has whatever stands there.
        hint_width: pixels of how it is filled in.
        width: pixels of a text in a column.
        found: what is known of each column.
    """
    hint = on.height(on.words(f"hint.{key}"), hint_width)
    return max(least, hint, *(on.height(_shown(on, key, each), width) for each in found))


def _shown(on: SidewaysDraft, key: str, found: FoundColumn) -> str:
    if key in _SHOWN:
        said = found.follows if key == "follows" else found.says
        return on.words(f"{_SHOWN[key]}.{said}") if said else ""
    typed = getattr(found.typed, key, None)
    return typed if isinstance(typed, str) else ""


def pick(on: SidewaysDraft, key: str, source: tuple[str, ...] | str, refusal: str = "") -> None:
    """Offer a list in the cells of a row."""
    title, prompt = (on.words(f"pick.{key}.{each}") for each in ("title", "prompt"))
    on.draft.lists.append(PickList(on.place.between(key), source, title, prompt, refusal))


def mark(on: SidewaysDraft, key: str, formula: str, look: str) -> None:
    """Have the cells of a row look otherwise where a formula holds."""
    on.draft.highlights.append(Highlight(on.place.between(key), formula, look))


def mark_follows(on: SidewaysDraft, looks: Mapping[str, str]) -> None:
    """Have what follows look by its key."""
    follows = on.cell("follows", FIRST)
    for key, look in looks.items():
        mark(on, "follows", f"{follows}={on.quoted(f'follows.{key}')}", look)


def put_together(
    on: SidewaysDraft,
    kind: str,
    title: str,
    names: Mapping[str, str],
    above: Mapping[str, str],
    on_a4: int,
) -> GridSheet:
    """The sheet with its names, printed on one page.

    Args:
        on: the sheet, all of whose cells are written.
        kind: its key.
        title: the name on its tab.
        names, above: the names of the sheet's own for rows, and for what is typed once.
        on_a4: how many columns are printed on A4.
    """
    draft, place = on.draft, on.place
    whole = GridArea(0, LABEL, place.last, place.end)
    draft.names[f"Plan_{kind.capitalize()}"] = whole
    draft.names.update({name: place.above(key) for key, name in above.items()})
    draft.names.update({name: place.along(key) for key, name in names.items()})
    draft.names.update(names_around(place.tables))
    printing = Printing((whole,), "A4" if place.columns <= on_a4 else "A3", 1)
    return draft.sheet(kind, title, None, (0, START), printing, place.hidden)
