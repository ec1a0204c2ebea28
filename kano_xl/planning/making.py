"""New planning sheets: what stands in each kind before a team has filled anything in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from kano_xl.planning.actions_sheet import actions_sheet, empty_rows
from kano_xl.planning.blueprint_filling import empty_blueprint
from kano_xl.planning.blueprint_sheet import blueprint_sheet
from kano_xl.planning.canvas_sheet import canvas_sheet, empty_canvas
from kano_xl.planning.filling import (
    MOST_REQUIREMENTS,
    ActionFilling,
    Characteristic,
    HouseFilling,
    PriorityFilling,
    Requirement,
    Wanted,
)
from kano_xl.planning.grid import GridSheet
from kano_xl.planning.house_sheet import house_sheet
from kano_xl.planning.journey_filling import empty_journey
from kano_xl.planning.journey_sheet import journey_sheet
from kano_xl.planning.priority_sheet import priority_sheet
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_filling import empty_roadmap
from kano_xl.planning.roadmap_sheet import roadmap_sheet
from kano_xl.report.words import Words

COLUMNS = 10
"""Characteristics that a new house has room for."""

_EMPTY_ROWS = 3
_ROWS_ALONE = 12


def new_sheet(
    key: str, words: Words, title: str, known: KnownFeatures, needs: Sequence[str]
) -> GridSheet:
    """A planning sheet to be filled in.

    Args:
        key: one of `KINDS`.
        words: its language, and what the categories are called.
        title: the name on its tab.
        known: the features that it looks up; none for a survey that is still to come.
        needs: what stands in its rows at first; empty rows follow.
    """
    return KINDS[key](words, title, known, _rows(needs))


def _rows(needs: Sequence[str]) -> list[str]:
    """As many names as a sheet has room for, and rows that are still empty."""
    names = list(needs[:MOST_REQUIREMENTS])
    names += [""] * min(_EMPTY_ROWS, MOST_REQUIREMENTS - len(names))
    return names + [""] * (_ROWS_ALONE - len(names))


def _house(words: Words, title: str, known: KnownFeatures, rows: Sequence[str]) -> GridSheet:
    filling = HouseFilling(tuple(map(Requirement, rows)), (Characteristic(),) * COLUMNS)
    return house_sheet(words.language, title, filling, known)


def _priority(words: Words, title: str, known: KnownFeatures, rows: Sequence[str]) -> GridSheet:
    return priority_sheet(words, title, PriorityFilling(tuple(map(Wanted, rows))), known)


def _actions(words: Words, title: str, known: KnownFeatures, rows: Sequence[str]) -> GridSheet:
    """An action plan; its measures are collected from other sheets, so it begins with none."""
    empty = ActionFilling(empty_rows(0))
    return actions_sheet(words.language, title, empty, known, date.today())


def _roadmap(words: Words, title: str, known: KnownFeatures, rows: Sequence[str]) -> GridSheet:
    return roadmap_sheet(words, title, empty_roadmap(rows), known)


def _journey(words: Words, title: str, known: KnownFeatures, rows: Sequence[str]) -> GridSheet:
    """A journey map; its touchpoints are no features, so it begins with none."""
    return journey_sheet(words.language, title, empty_journey(), known)


def _blueprint(words: Words, title: str, known: KnownFeatures, rows: Sequence[str]) -> GridSheet:
    """A service blueprint; its steps are no features, so it begins with none."""
    return blueprint_sheet(words.language, title, empty_blueprint(), known)


def _canvas(words: Words, title: str, known: KnownFeatures, rows: Sequence[str]) -> GridSheet:
    return canvas_sheet(words.language, title, empty_canvas(rows, words.language), known)


Make = Callable[[Words, str, KnownFeatures, Sequence[str]], GridSheet]

KINDS: Mapping[str, Make] = MappingProxyType(
    {
        "house": _house,
        "priority": _priority,
        "journey": _journey,
        "blueprint": _blueprint,
        "canvas": _canvas,
        "roadmap": _roadmap,
        "actions": _actions,
    }
)
"""How a new sheet of each kind is made, by its key."""
