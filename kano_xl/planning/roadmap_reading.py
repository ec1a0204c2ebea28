"""What a team filled into a roadmap."""

from __future__ import annotations

from collections.abc import Iterator

from kano_xl.errors import InputError
from kano_xl.languages import LANGUAGES, text
from kano_xl.planning.enclosed import wrong_outside
from kano_xl.planning.reading import FilledSheet
from kano_xl.planning.roadmap_filling import EXISTS, PERIODS, TIES, Buildable, RoadmapFilling, Tie
from kano_xl.planning.roadmap_names import name_of_row
from kano_xl.planning.roadmap_numbers import is_known
from kano_xl.survey.quoting import folded, quoted


def read_roadmap(sheet: FilledSheet) -> RoadmapFilling:
    """A roadmap as it was filled in, without empty rows; what was planned is not read.

    Raises:
        InputError: a name of the sheet's own is missing; ``plan_roadmap_relation`` for a relation
            that lacks a part, or is not between two different features of the sheet.
    """
    area = sheet.area("Plan_Requirements")
    names = [sheet.text(row, area.column) for row in range(area.row, area.last_row + 1)]
    efforts, exists = sheet.down("Plan_Effort"), sheet.down("Plan_Exists")
    rows = tuple(Buildable(*each) for each in zip(names, efforts, exists, strict=True) if each[0])
    # Rows may have been inserted between the periods, which have no budget then.
    budgets = [*sheet.down("Plan_Budgets"), *[None] * PERIODS][:PERIODS]
    return RoadmapFilling(rows, tuple(_ties(sheet, rows)), tuple(budgets))


def require_usable(sheet: FilledSheet) -> None:
    """Refuse what no plan can take: rows outside, a budget that is none, a wrong effort or mark.

    Raises:
        InputError: ``plan_cell_outside``, ``plan_roadmap_budget``, ``plan_roadmap_effort`` or
            ``plan_roadmap_exists``, with the cell.
    """
    for wrong in wrong_outside(sheet):
        raise wrong
    budgets = sheet.area("Plan_Budgets")
    for row, amount in enumerate(sheet.down("Plan_Budgets"), budgets.row):
        if amount is not None and not is_known(amount):
            raise _refused(sheet, "budget", row, budgets.column)
    names = sheet.area("Plan_Requirements")
    effort, exists = (sheet.area(f"Plan_{part}").column for part in ("Effort", "Exists"))
    for row in range(names.row, names.last_row + 1):
        if not sheet.text(row, names.column):
            continue
        typed, mark = sheet.typed(row, effort), sheet.typed(row, exists)
        if typed is not None and not is_known(typed):
            raise _refused(sheet, "effort", row, effort)
        if mark is not None and mark != EXISTS:
            raise _refused(sheet, "exists", row, exists)


def _refused(sheet: FilledSheet, code: str, row: int, column: int) -> InputError:
    given = quoted(sheet.text(row, column))
    return sheet.wrong(f"plan_roadmap_{code}", row, column, given=given)


def _ties(sheet: FilledSheet, rows: tuple[Buildable, ...]) -> Iterator[Tie]:
    known = name_of_row(each.name for each in rows)

    def name(typed: str) -> str:
        return known.get(typed.casefold()) or known.get(folded(typed), typed)

    columns = [sheet.area(f"Plan_Tie{part}") for part in ("First", "Kind", "Second")]
    for row in range(columns[0].row, columns[0].last_row + 1):
        first, kind, second = (sheet.text(row, each.column) for each in columns)
        if not first and not second and not kind:
            continue
        tie = Tie(name(first), _kind(kind), name(second))
        ends = {tie.first.casefold(), tie.second.casefold()}
        if not tie.kind or not ends <= known.keys() or len(ends) < 2:
            given = " ".join(filter(None, (first, kind, second)))
            code, at = "plan_roadmap_relation", columns[0].column
            raise sheet.wrong(code, row, at, given=quoted(given))
        yield tie


def _kind(picked: str) -> str:
    """What was picked, in whichever language; "" where that is none of them."""
    for language in LANGUAGES:
        for kind in TIES:
            if picked == text(language, f"roadmap.ties.{kind}"):
                return kind
    return ""
