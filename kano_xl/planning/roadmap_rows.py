"""The rows of a roadmap: features with what was planned for them, and how they are related."""

from __future__ import annotations

from functools import partial

from kano_xl.languages import text
from kano_xl.planning.needs import blank, fixed_column, write_found
from kano_xl.planning.results import first_said
from kano_xl.planning.roadmap_draft import RoadmapDraft
from kano_xl.planning.roadmap_filling import EXISTS, TIES
from kano_xl.planning.roadmap_layout import BETTER, COLUMNS, NAME, NUMBER, WORSE, WORTH
from kano_xl.report.report import Scalar


def write_rows(on: RoadmapDraft) -> None:
    """The features, the relations, and the grey rows that end them."""
    draft, place = on.draft, on.place
    _heads(on)
    for index in range(place.rows):
        _row(on, index)
    for index in range(place.ties):
        _tie(on, index)
    draft.end(place.sentinel, place.last)
    draft.end(place.end, place.last)


def _heads(on: RoadmapDraft) -> None:
    draft, place = on.draft, on.place
    left = ("number", "requirement", "letter", "better", "worse")
    for column, key in enumerate(left):
        look = "head_left" if column == NAME else "head"
        words = text(on.language, f"planning.house.column.{key}")
        draft.put(place.head, column, words, look)
    draft.put(place.head, WORTH, on.words("column.worth"), "head")
    for key in COLUMNS:
        look = "head_left" if key == "check" else "head"
        draft.put(place.head, place.at(key), on.words(f"column.{key}"), look)
    draft.put(place.sentinel + 2, NUMBER, on.words("ties.heading"), "heading_left")
    row = place.tie_head
    draft.put(row, NUMBER, text(on.language, "planning.house.column.number"), "head")
    draft.put(row, NAME, on.words("ties.first"), "head_left")
    draft.across(row, place.kind, WORSE, on.words("ties.kind"), "head")
    draft.across(row, place.second, place.said - 1, on.words("ties.second"), "head_left")
    draft.across(row, place.said, place.last, on.words("column.check"), "head_left")


def _row(on: RoadmapDraft, index: int) -> None:
    draft, place, typed = on.draft, on.place, on.filling.rows[index]
    row = place.body + index
    at = partial(fixed_column, row)
    write_found(draft, on.known, place.scalar("analysed").fixed, row, typed.name)
    feature = on.known.feature(typed.name)
    formula = f'IF(COUNT({at(BETTER)}:{at(WORSE)})=2,{at(BETTER)}-{at(WORSE)},"")'
    worth = blank(feature.better - feature.worse)
    draft.calculate(row, WORTH, formula, worth, "calculated_2")
    draft.put(row, place.at("effort"), typed.effort, "input_centre")
    draft.put(row, place.at("exists"), typed.exists, "input_centre")
    _planned(on, row, index)
    tests = on.checks.of_row(row)
    said = first_said((on.words(f"says.{key}"), test) for key, test in tests)
    key = on.checks.said_of_row(index)
    value = on.words(f"says.{key}") if key else ""
    check = f'IF({at(NAME)}="","",{said})'
    draft.calculate(row, place.at("check"), check, value, "told")
    _kept_row(on, row, index)


def _planned(on: RoadmapDraft, row: int, index: int) -> None:
    """What the plan says of a row, as values."""
    draft, place = on.draft, on.place
    shown: dict[str, Scalar] = dict.fromkeys(("period", "chosen", "cost", "kept", "anew"))
    if on.plan is not None and index < len(on.plan.rows):
        found = on.plan.rows[index]
        shown["period"] = found.period or None
        is_new = on.filling.rows[index].exists != EXISTS
        shown["chosen"] = round(100 * found.chosen) if is_new else None
        shown["cost"] = found.cost if found.cost == found.cost else None
        shown["kept"] = on.words("more.in") if found.kept else None
        shown["anew"] = on.words("more.in") if found.added else None
        shown["anew"] = on.words("more.out") if found.dropped else shown["anew"]
    looks = {"period": "calculated_rank", "cost": "calculated_2"}
    for key, value in shown.items():
        draft.put(row, place.at(key), value, looks.get(key, "calculated_centre"))


def _kept_row(on: RoadmapDraft, row: int, index: int) -> None:
    """With what a row was planned, and whether it is the same now."""
    draft, place = on.draft, on.place
    formula, value = on.checks.same_row(row, index)
    draft.calculate(row, place.helper("same"), formula, value, "helper")
    if on.plan is None or index >= len(on.plan.rows):
        return
    typed, feature = on.filling.rows[index], on.plan.rows[index].feature
    worth = on.plan.rows[index].worth
    kept: dict[str, Scalar] = {
        "name": typed.name,
        "effort": typed.effort,
        "exists": typed.exists,
        "letter": feature.shown,
        "worth": worth if worth == worth else 0,
    }
    for key, each in kept.items():
        draft.put(row, place.helper(key), each, "helper")


def _tie(on: RoadmapDraft, index: int) -> None:
    draft, place, tie = on.draft, on.place, on.filling.ties[index]
    row = place.tie_body + index
    draft.put(row, NUMBER, index + 1, "calculated_quiet")
    draft.put(row, NAME, tie.first or None, "input_text")
    kind = on.words(f"ties.{tie.kind}") if tie.kind else None
    draft.across(row, place.kind, WORSE, kind, "input_centre")
    draft.across(row, place.second, place.said - 1, tie.second or None, "input_text")
    named = {key: on.quoted(f"ties.{key}") for key in TIES}
    tests = on.checks.of_tie(row, named)
    words = {key: on.words(f"ties.says.{key}") if key else "" for key, _ in tests}
    said = first_said((words[key], test) for key, test in tests)
    key = on.checks.said_of_tie(index)
    value = words[key] if key else ""
    draft.across(row, place.said, place.last, None, "told")
    draft.calculate(row, place.said, said, value, "told")
    formula, same = on.checks.same_tie(row, index)
    draft.calculate(row, place.tie_helper("same"), formula, same, "helper")
    if on.plan is not None and tie.kind:
        for helper, each in zip(
            ("first", "kind", "second"), (tie.first, kind, tie.second), strict=True
        ):
            draft.put(row, place.tie_helper(helper), each, "helper")
