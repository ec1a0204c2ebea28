"""The sheet of a roadmap: what may be built, with which budgets, and what was planned.

A plan is no formula: it is written as values, by the command, and formulas beside it say whether
it still holds for what stands on the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from kano_xl.languages import text
from kano_xl.planning.enclosed import names_around, told_outside
from kano_xl.planning.filling import Typed, number
from kano_xl.planning.grid import (
    GridArea,
    GridCell,
    GridDraft,
    GridSheet,
    Highlight,
    PickList,
    Printing,
)
from kano_xl.planning.needs import (
    ROW,
    blank,
    colour_letters,
    fixed_column,
    text_height,
    write_found,
)
from kano_xl.planning.results import (
    ANALYSED,
    KnownFeatures,
    first_said,
    quoted_text,
)
from kano_xl.planning.roadmap_checks import RoadmapChecks
from kano_xl.planning.roadmap_curve import write_curve
from kano_xl.planning.roadmap_filling import EXISTS, PERIODS, TIES, RoadmapFilling
from kano_xl.planning.roadmap_layout import (
    BETTER,
    COLUMN_WIDTHS,
    COLUMNS,
    COUNTS,
    LETTER,
    NAME,
    NUMBER,
    STATUS,
    TEXTS,
    WORSE,
    WORTH,
    RoadmapLayout,
)
from kano_xl.planning.roadmap_numbers import MadePlan
from kano_xl.planning.roadmap_texts import how_to_begin, plan_says
from kano_xl.planning.worded import WordedDraft
from kano_xl.report.report import Scalar
from kano_xl.report.words import Words

KEY = "roadmap"

_ON_ONE_PAGE = 34
"""Features and relations up to which all is printed on one page."""

_SMALLEST = 70
"""In percent: what is printed smaller nobody reads."""

_HEAD, _BUDGETS_HEAD = 66, 38


def roadmap_sheet(
    words: Words,
    title: str,
    filling: RoadmapFilling,
    known: KnownFeatures,
    plan: MadePlan | None = None,
) -> GridSheet:
    """The sheet of a roadmap.

    Args:
        words: its language, and what the categories are called.
        title: the name on its tab.
        filling: what stands in it.
        known: the features of the survey that it looks up.
        plan: what was planned for the first rows of the filling; None for a sheet to be filled in.
    """
    return _Roadmap(words, filling, known, plan).sheet(title)


class _Roadmap(WordedDraft):
    """A roadmap in the making."""

    section = "roadmap"

    def __init__(
        self,
        words: Words,
        filling: RoadmapFilling,
        known: KnownFeatures,
        plan: MadePlan | None,
    ) -> None:
        self.language, self.filling, self.known, self.plan = words.language, filling, known, plan
        self.texts = how_to_begin(words) if plan is None else plan_says(words, plan)
        self.place = RoadmapLayout(len(self.texts), len(filling.rows), len(filling.ties))
        self.draft = GridDraft()
        self.checks = RoadmapChecks(self.place, filling, known, plan)

    def down(self, key: str) -> str:
        return self.place.down(self.place.at(key)).fixed

    def sheet(self, title: str) -> GridSheet:
        draft, place = self.draft, self.place
        self._sizes()
        self._top(title)
        self._budgets()
        self._counts()
        self._heads()
        for index in range(place.rows):
            self._row(index)
        for index in range(place.ties):
            self._tie(index)
        draft.end(place.sentinel, place.last)
        draft.end(place.end, place.last)
        self._scalars()
        if self.plan is not None:
            write_curve(draft, place, self.language, self.plan, self._room())
        self._lists()
        self._highlights()
        self._names()
        return draft.sheet(KEY, title, place.hidden, (0, NAME + 1), self._printing())

    def _printing(self) -> Printing:
        """All on one page of A4, or on A3 with the relations on pages of their own.

        The features are one page then, as long as they can be read.
        """
        place = self.place
        if place.rows + place.ties <= _ON_ONE_PAGE:
            return Printing((GridArea(0, 0, place.end, place.last),), "A4", 1)
        features = GridArea(0, 0, place.sentinel, place.last)
        ties = GridArea(place.sentinel + 2, 0, place.end, place.last)
        scale = int(max(_SMALLEST, self.draft.scale_on_a3(features)))
        return Printing((features, ties), "A3", 1, scale)

    # ── above the features ───────────────────────────────────────────────────────────────────

    def _sizes(self) -> None:
        draft, place = self.draft, self.place
        draft.columns(0, COLUMN_WIDTHS)
        draft.heights.update(dict.fromkeys(range(place.end + 1), ROW))
        draft.heights |= {0: 32, place.head: _HEAD, place.sentinel: 6, place.end: 6}
        draft.heights |= {place.budgets: _BUDGETS_HEAD, place.sentinel + 2: 26}
        width = sum(COLUMN_WIDTHS[NAME:])
        for row, words in enumerate(self.texts, TEXTS):
            draft.heights[row] = text_height(words, width, self.language)
        for row, each in enumerate(self.filling.rows, place.body):
            draft.heights[row] = text_height(each.name, COLUMN_WIDTHS[NAME], self.language)
        for row, tie in enumerate(self.filling.ties, place.tie_body):
            draft.heights[row] = max(
                text_height(name, COLUMN_WIDTHS[NAME], self.language)
                for name in (tie.first, tie.second)
            )

    def _room(self) -> tuple[int, int]:
        """Pixels across and down between the budgets and the edge, above the features."""
        rows = range(self.place.budgets, self.place.head)
        wide = sum(COLUMN_WIDTHS[self.place.at("exists") :])
        return wide - 2, sum(self.draft.heights[row] for row in rows) - 6

    def _top(self, title: str) -> None:
        draft, place = self.draft, self.place
        draft.put(0, 0, title, "title")
        draft.put(1, 0, self.words("note"), "note")
        changed = place.scalar("changed").fixed
        status = self.words(f"status.{self._status()}")
        formula = f"IF({changed}=1,{self.quoted('status.changed')},{quoted_text(status)})"
        said, outside = told_outside(self.language, place.tables)
        formula = f"IF({outside},{quoted_text(said)},{formula})"
        draft.calculate(STATUS, NAME, formula, status, "strong")
        at = GridArea.cell(STATUS, NAME)
        draft.highlights.append(Highlight(at, f"OR({changed}=1,{outside})", "wrong"))
        for row, words in enumerate(self.texts, TEXTS):
            area = GridArea(row, NAME, row, place.last)
            draft.block(area, GridCell(words, "body_wrapped"))

    def _status(self) -> str:
        if self.plan is None:
            return "none"
        return "absent" if self.plan.absent else "made"

    def _budgets(self) -> None:
        draft, place = self.draft, self.place
        heads = ("period_name", "budget", "planned", "left")
        for column, key in enumerate(heads, NAME):
            look = "head_left" if column == NAME else "head"
            draft.put(place.budgets, column, self.words(f"budgets.{key}"), look)
        for index in range(PERIODS):
            self._period(index)
        row = place.total
        first, last = row - PERIODS, row - 1
        draft.put(row, NAME, self.words("budgets.total"), "head_left")
        sums = (self._budget(), self._effort())
        for column, total in zip((LETTER, BETTER), sums, strict=True):
            area = GridArea(first, column, last, column).fixed
            draft.calculate(row, column, f"SUM({area})", total, "calculated_effort")
        left = f"{fixed_column(row, LETTER)}-{fixed_column(row, BETTER)}"
        draft.calculate(row, WORSE, left, sums[0] - sums[1], "calculated_effort")
        worth = f'SUMIF({self.down("period")},">0",{place.down(WORTH).fixed})'
        draft.put(row + 1, NAME, self.words("budgets.worth"), "head_left")
        reached = self.plan.worth if self.plan else 0.0
        draft.across(row + 1, LETTER, BETTER, None, "calculated_2")
        draft.calculate(row + 1, LETTER, worth, reached, "calculated_2")

    def _budget(self) -> float:
        found = [number(each) for each in self.filling.budgets]
        return sum(each for each in found if each == each)

    def _effort(self, until: int = PERIODS, since: int = 1) -> float:
        """The effort of what is finished in some periods."""
        if self.plan is None:
            return 0.0
        both = zip(self.plan.rows, self.filling.rows, strict=False)
        return sum(number(row.effort) for each, row in both if since <= each.period <= until)

    def _period(self, index: int) -> None:
        draft, row = self.draft, self.place.budgets + 1 + index
        top = self.place.budgets + 1
        typed = self.filling.budgets[index]
        draft.put(row, NAME, self.words("budgets.period", n=index + 1), "head_left")
        draft.put(row, LETTER, typed, "input_centre")
        planned = f"SUMIF({self.down('period')},{index + 1},{self.down('effort')})"
        effort = self._effort(index + 1, index + 1)
        draft.calculate(row, BETTER, planned, effort, "calculated_effort")
        both = [GridArea(top, each, row, each).fixed for each in (LETTER, BETTER)]
        draft.calculate(
            row,
            WORSE,
            f"SUM({both[0]})-SUM({both[1]})",
            sum(blank_as_nothing(each) for each in self.filling.budgets[: index + 1])
            - self._effort(index + 1),
            "calculated_effort",
        )

    def _counts(self) -> None:
        draft, place = self.draft, self.place
        for row, key in enumerate(COUNTS, place.counts):
            formula, value = self.checks.count(key)
            draft.calculate(row, LETTER, formula, value, "count")
            draft.put(row, NAME, self.words(f"count.{key}"), "label")

    # ── features ─────────────────────────────────────────────────────────────────────────────

    def _heads(self) -> None:
        draft, place = self.draft, self.place
        left = ("number", "requirement", "letter", "better", "worse")
        for column, key in enumerate(left):
            look = "head_left" if column == NAME else "head"
            words = text(self.language, f"planning.house.column.{key}")
            draft.put(place.head, column, words, look)
        draft.put(place.head, WORTH, self.words("column.worth"), "head")
        for key in COLUMNS:
            look = "head_left" if key == "check" else "head"
            draft.put(place.head, place.at(key), self.words(f"column.{key}"), look)
        draft.put(place.sentinel + 2, NUMBER, self.words("ties.heading"), "heading_left")
        row = place.tie_head
        draft.put(row, NUMBER, text(self.language, "planning.house.column.number"), "head")
        draft.put(row, NAME, self.words("ties.first"), "head_left")
        draft.across(row, place.kind, WORSE, self.words("ties.kind"), "head")
        draft.across(row, place.second, place.said - 1, self.words("ties.second"), "head_left")
        draft.across(row, place.said, place.last, self.words("column.check"), "head_left")

    def _row(self, index: int) -> None:
        draft, place, typed = self.draft, self.place, self.filling.rows[index]
        row = place.body + index
        at = partial(fixed_column, row)
        write_found(draft, self.known, place.scalar("analysed").fixed, row, typed.name)
        feature = self.known.feature(typed.name)
        formula = f'IF(COUNT({at(BETTER)}:{at(WORSE)})=2,{at(BETTER)}-{at(WORSE)},"")'
        worth = blank(feature.better - feature.worse)
        draft.calculate(row, WORTH, formula, worth, "calculated_2")
        draft.put(row, place.at("effort"), typed.effort, "input_centre")
        draft.put(row, place.at("exists"), typed.exists, "input_centre")
        self._planned(row, index)
        tests = self.checks.of_row(row)
        said = first_said((self.words(f"says.{key}"), test) for key, test in tests)
        key = self.checks.said_of_row(index)
        value = self.words(f"says.{key}") if key else ""
        check = f'IF({at(NAME)}="","",{said})'
        draft.calculate(row, place.at("check"), check, value, "told")
        self._kept_row(row, index)

    def _planned(self, row: int, index: int) -> None:
        """What the plan says of a row, as values."""
        draft, place = self.draft, self.place
        shown: dict[str, Scalar] = dict.fromkeys(("period", "chosen", "cost", "kept", "anew"))
        if self.plan is not None and index < len(self.plan.rows):
            found = self.plan.rows[index]
            shown["period"] = found.period or None
            is_new = self.filling.rows[index].exists != EXISTS
            shown["chosen"] = round(100 * found.chosen) if is_new else None
            shown["cost"] = found.cost if found.cost == found.cost else None
            shown["kept"] = self.words("more.in") if found.kept else None
            shown["anew"] = self.words("more.in") if found.added else None
            shown["anew"] = self.words("more.out") if found.dropped else shown["anew"]
        looks = {"period": "calculated_rank", "cost": "calculated_2"}
        for key, value in shown.items():
            draft.put(row, place.at(key), value, looks.get(key, "calculated_centre"))

    def _kept_row(self, row: int, index: int) -> None:
        """With what a row was planned, and whether it is the same now."""
        draft, place = self.draft, self.place
        formula, value = self.checks.same_row(row, index)
        draft.calculate(row, place.helper("same"), formula, value, "helper")
        if self.plan is None or index >= len(self.plan.rows):
            return
        typed, feature = self.filling.rows[index], self.plan.rows[index].feature
        worth = self.plan.rows[index].worth
        kept: dict[str, Scalar] = {
            "name": typed.name,
            "effort": typed.effort,
            "exists": typed.exists,
            "letter": feature.shown,
            "worth": worth if worth == worth else 0,
        }
        for key, each in kept.items():
            draft.put(row, place.helper(key), each, "helper")

    # ── relations ────────────────────────────────────────────────────────────────────────────

    def _tie(self, index: int) -> None:
        draft, place, tie = self.draft, self.place, self.filling.ties[index]
        row = place.tie_body + index
        draft.put(row, NUMBER, index + 1, "calculated_quiet")
        draft.put(row, NAME, tie.first or None, "input_text")
        kind = self.words(f"ties.{tie.kind}") if tie.kind else None
        draft.across(row, place.kind, WORSE, kind, "input_centre")
        draft.across(row, place.second, place.said - 1, tie.second or None, "input_text")
        named = {key: self.quoted(f"ties.{key}") for key in TIES}
        tests = self.checks.of_tie(row, named)
        words = {key: self.words(f"ties.says.{key}") if key else "" for key, _ in tests}
        said = first_said((words[key], test) for key, test in tests)
        key = self.checks.said_of_tie(index)
        value = words[key] if key else ""
        draft.across(row, place.said, place.last, None, "told")
        draft.calculate(row, place.said, said, value, "told")
        formula, same = self.checks.same_tie(row, index)
        draft.calculate(row, place.tie_helper("same"), formula, same, "helper")
        if self.plan is not None and tie.kind:
            for helper, each in zip(
                ("first", "kind", "second"), (tie.first, kind, tie.second), strict=True
            ):
                draft.put(row, place.tie_helper(helper), each, "helper")

    # ── what follows ─────────────────────────────────────────────────────────────────────────

    def _scalars(self) -> None:
        draft, place = self.draft, self.place
        at = place.scalar("analysed")
        analysed = len(self.known.features)
        draft.calculate(at.row, at.column, ANALYSED, analysed, "helper")
        planned = 0 if self.plan is None else len(self.plan.rows)
        ties = 0 if self.plan is None else sum(bool(each.kind) for each in self.filling.ties)
        for key, value in (("planned", min(1, planned)), ("rows", planned), ("ties", ties)):
            cell = place.scalar(key)
            draft.put(cell.row, cell.column, value, "helper")
        for index, each in enumerate(self.filling.budgets if self.plan else ()):
            draft.put(place.budgets + 1 + index, place.helper("name"), each, "helper")
        cell = place.scalar("changed")
        draft.calculate(cell.row, cell.column, self.checks.changed(), 0, "helper")

    # ── lists, conditions, names ─────────────────────────────────────────────────────────────

    def _lists(self) -> None:
        place = self.place

        def pick(area: GridArea, source: Sequence[str] | str, key: str, strict: bool) -> None:
            words = (self.words(f"pick.{key}.{each}") for each in ("title", "prompt"))
            title, prompt = words
            given = source if isinstance(source, str) else tuple(source)
            refusal = text(self.language, "planning.pick_one") if strict else ""
            self.draft.lists.append(PickList(area, given, title, prompt, refusal))

        def rows(column: int) -> GridArea:
            return GridArea(place.body, column, place.sentinel - 1, column)

        def ties(column: int) -> GridArea:
            return GridArea(place.tie_body, column, place.end - 1, column)

        pick(rows(NAME), "Kano_Feature", "feature", False)
        pick(rows(place.at("exists")), [EXISTS], "exists", True)
        here = rows(NAME).fixed
        pick(ties(NAME), here, "first", False)
        pick(ties(place.second), here, "second", False)
        pick(ties(place.kind), [self.words(f"ties.{key}") for key in TIES], "kind", True)

    def _highlights(self) -> None:
        draft, place = self.draft, self.place
        colour_letters(draft, place.down(LETTER))
        over = GridArea(place.budgets + 1, WORSE, place.total, WORSE)
        draft.highlights.append(Highlight(over, f"{over.first}<-0.000001", "wrong"))
        counts = GridArea(place.counts, LETTER, place.counts + 1, LETTER)
        draft.highlights.append(Highlight(counts, f"N({counts.first})>0", "wrong"))
        row = GridArea(place.body, NUMBER, place.sentinel - 1, NAME)
        period = fixed_column(place.body, place.at("period"))
        planned = place.scalar("planned").fixed
        exists = fixed_column(place.body, place.at("exists"))
        later = f'AND({planned}=1,NOT(ISNUMBER({period})),{exists}<>"{EXISTS}")'
        draft.highlights.append(Highlight(row, later, "later"))

    def _names(self) -> None:
        place, names = self.place, self.draft.names
        names["Plan_Roadmap"] = GridArea(0, 0, place.end, place.last)
        names["Plan_Requirements"] = place.down(NAME)
        names |= names_around(place.tables)
        names["Plan_Effort"] = place.down(place.at("effort"))
        names["Plan_Exists"] = place.down(place.at("exists"))
        names["Plan_Periods"] = place.down(place.at("period"))
        names["Plan_Budgets"] = GridArea(place.budgets + 1, LETTER, place.total - 1, LETTER)
        for name, column in (
            ("Plan_TieFirst", NAME),
            ("Plan_TieKind", place.kind),
            ("Plan_TieSecond", place.second),
        ):
            names[name] = place.tie_down(column)


def blank_as_nothing(typed: Typed) -> float:
    """A number as it was typed, 0 for anything else: as sums of a sheet take it."""
    found = number(typed)
    return found if found == found else 0.0
