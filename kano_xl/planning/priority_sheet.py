"""The sheet of a priority matrix: what is wanted, in which order, and what a budget buys."""

from __future__ import annotations

import math
from functools import partial

from kano_xl.addresses import address
from kano_xl.languages import text
from kano_xl.model.planning.house import LEVELS
from kano_xl.model.planning.ranking import (
    BY_EFFORT,
    BY_URGENCY,
    CLASSES,
    DO_NOW,
    DROP,
    PLAN,
    QUICK_FIX,
    SCORINGS,
    SPLIT,
    STOP,
)
from kano_xl.planning.filling import PriorityFilling, Typed, Wanted, number
from kano_xl.planning.grid import GridArea, GridDraft, GridSheet, Highlight, PickList
from kano_xl.planning.needs import (
    BETTER,
    IMPORTANCE,
    LETTER,
    NAME,
    NUMBER,
    ROW,
    WIDTHS,
    WORSE,
    NeedColumns,
    blank,
    colour_letters,
    fixed_column,
    name_height,
)
from kano_xl.planning.priority_layout import (
    BODY,
    BUDGET,
    COLUMN_WIDTHS,
    COLUMNS,
    HEAD,
    SCORING,
    SPLIT_AT,
    WEIGHTS,
    PriorityLayout,
)
from kano_xl.planning.priority_map import write_map
from kano_xl.planning.priority_numbers import CalculatedPriority, calculate_priority
from kano_xl.planning.results import (
    ANALYSED,
    LARGEST,
    NOT_FOUND,
    KnownFeatures,
    first_said,
    quoted_text,
)
from kano_xl.report.report import Scalar
from kano_xl.report.words import Words

KEY = "priority"
OF_ROWS = {
    "importance": "Plan_Importance",
    "urgency": "Plan_Urgency",
    "effort": "Plan_Effort",
    "benefit": "Plan_Benefit",
    "penalty": "Plan_Penalty",
    "risk": "Plan_Risk",
    "kind": "Plan_Kind",
    "requested_by": "Plan_RequestedBy",
    "status": "Plan_Status",
    "day": "Plan_Day",
}
"""What is typed in a row, and the name of the sheet's own for its column."""

WEIGHT_COLUMNS = {"benefit": 0, "penalty": 1, "effort": 2, "risk": 3}
"""Above which column each weight of Wiegers stands."""

_ON_ONE_PAGE = 20
"""Needs up to which all is printed on one page of A4."""

_PAGE = 1500, 980
"""Pixels across and down on A3 on its side, within the margins."""

_FIRST_OF_ALL = 1_000_000
"""What must-be needs of high urgency are ahead of all others: more than any score."""

_STATES = ("open", "running", "done", "stopped")
_KINDS = ("function", "performance", "service", "experience")
_YES, _NINTHS = "✓", tuple(map(str, range(1, 10)))


def priority_sheet(
    words: Words, title: str, filling: PriorityFilling, known: KnownFeatures
) -> GridSheet:
    """The sheet of a priority matrix.

    Args:
        words: its language, and what the categories are called.
        title: the name on its tab.
        filling: what stands in it at first.
        known: the features of the survey that it looks up.
    """
    return _Priority(words, calculate_priority(filling, known), known).sheet(title)


class _Priority:
    """A priority matrix in the making."""

    def __init__(self, words: Words, found: CalculatedPriority, known: KnownFeatures) -> None:
        self.named, self.language = words, words.language
        self.found, self.known = found, known
        self.filling = found.filling
        self.place = PriorityLayout(len(self.filling.rows))
        self.draft = GridDraft()
        self.needs = NeedColumns(self.draft, known, self.scalar("analysed"), self.scalar("largest"))
        self.has_scores = any(not math.isnan(each) for each in found.score)

    def words(self, key: str, /, **values: object) -> str:
        return text(self.language, f"planning.{key}", **values)

    def quoted(self, key: str) -> str:
        return quoted_text(self.words(key))

    def scalar(self, key: str) -> str:
        return self.place.scalar(key).fixed

    def down(self, key: str) -> str:
        """All cells of a column."""
        return self.place.down(self.place.at(key)).fixed

    def helpers(self, key: str) -> str:
        """All cells of a hidden column."""
        return self.place.down(self.place.helper(key)).fixed

    def sheet(self, title: str) -> GridSheet:
        draft, place = self.draft, self.place
        self._sizes()
        self._top(title)
        self._weights()
        self._heads()
        for index, typed in enumerate(self.filling.rows):
            self._row(index, typed)
        for column in range(place.last + 1):
            draft.put(place.sentinel, column, None, "sentinel")
        self._scalars()
        self._findings()
        self._list()
        write_map(draft, place, self.found, self.named)
        self._lists()
        self._highlights()
        self._names()
        return GridSheet(
            KEY,
            title,
            draft.cells,
            tuple(draft.merged),
            draft.widths,
            draft.heights,
            place.hidden,
            tuple(draft.lists),
            tuple(draft.highlights),
            draft.names,
            tuple(draft.charts),
            self._pages(),
            (BODY, NAME + 1),
            "A4" if place.rows <= _ON_ONE_PAGE else "A3",
            1,
            scale=0 if place.rows <= _ON_ONE_PAGE else self._scale(),
        )

    def _pages(self) -> tuple[GridArea, ...]:
        """What is printed: all on one page, or the list and the map on a second one."""
        place = self.place
        if place.rows <= _ON_ONE_PAGE:
            return (GridArea(0, 0, place.end, place.last),)
        return (
            GridArea(0, 0, place.sentinel, place.last),
            GridArea(place.heading, 0, place.end, place.last),
        )

    def _scale(self) -> int:
        """At how many percent the whole table fits on one page of A3."""
        draft, place = self.draft, self.place
        wide = sum(draft.widths[column] for column in range(place.last + 1))
        high = sum(draft.heights[row] for row in range(place.sentinel + 1))
        return int(min(100, 100 * _PAGE[0] / wide, 100 * _PAGE[1] / high))

    # ── above the table ──────────────────────────────────────────────────────────────────────

    def _sizes(self) -> None:
        draft, place = self.draft, self.place
        draft.columns(0, WIDTHS)
        draft.columns(len(WIDTHS), COLUMN_WIDTHS)
        draft.heights.update(dict.fromkeys(range(place.end + 1), ROW))
        draft.heights |= {0: 32, HEAD: 84, place.sentinel: 6, place.heading: 26}
        for row, each in enumerate(self.filling.rows, BODY):
            draft.heights[row] = name_height(each.name, self.language)

    def _top(self, title: str) -> None:
        draft, filling = self.draft, self.filling
        draft.put(0, 0, title, "title")
        draft.put(1, 0, self.words("priority.note"), "note")
        labels = tuple(self.words(f"priority.scoring.{each}") for each in SCORINGS)
        draft.put(SCORING, NAME, self.words("priority.scoring.name"), "label")
        chosen = SCORINGS.index(filling.scoring)
        draft.across(SCORING, LETTER, IMPORTANCE, labels[chosen], "input_centre")
        cell = GridArea.cell(SCORING, LETTER)
        title_, refusal = self.words("priority.scoring.name"), self.words("pick_one")
        draft.lists.append(PickList(cell, labels, title_, "", refusal))
        known = "{" + ",".join(map(quoted_text, labels)) + "}"
        at = self.place.scalar("scoring")
        formula = f"IFERROR(MATCH({cell.fixed},{known},0),1)"
        draft.calculate(at.row, at.column, formula, chosen + 1, "helper")
        for row, key, typed in (
            (SPLIT_AT, "split", filling.split),
            (BUDGET, "budget", filling.budget),
        ):
            draft.put(row, NAME, self.words(f"priority.{key}"), "label")
            draft.across(row, LETTER, IMPORTANCE, typed, "input_centre")

    def _weights(self) -> None:
        """What each part counts in the scoring of Wiegers, above its column."""
        draft, place = self.draft, self.place
        first = place.at("effort")
        draft.put(WEIGHTS, first - 1, self.words("priority.weights"), "label")
        for key, index in WEIGHT_COLUMNS.items():
            draft.put(WEIGHTS, place.at(key), self.filling.weights[index], "input_centre")

    def _heads(self) -> None:
        draft, place = self.draft, self.place
        left = ("number", "requirement", "letter", "better", "worse", "importance")
        for column, key in enumerate(left):
            look = "head_left" if column == NAME else "head" if column <= LETTER else "head_up"
            draft.put(HEAD, column, self.words(f"house.column.{key}"), look)
        upright = ("urgency", "effort", "benefit", "penalty", "risk", "rank")
        for key in COLUMNS:
            look = "head_up" if key in upright else "head_left" if key == "check" else "head"
            draft.put(HEAD, place.at(key), self.words(f"priority.column.{key}"), look)

    # ── a need ───────────────────────────────────────────────────────────────────────────────

    def _row(self, index: int, typed: Wanted) -> None:
        draft, place, found = self.draft, self.place, self.found
        row = BODY + index
        self.needs.write(row, typed.name, typed.importance, found.importance[index])
        for key in ("urgency", "effort", "risk"):
            draft.put(row, place.at(key), getattr(typed, key), "input_centre")
        for key, column in (("benefit", BETTER), ("penalty", WORSE)):
            self._ninth(row, index, key, column)
        looks = {"kind": "input_text", "requested_by": "input_text", "status": "input_centre"}
        for key, look in {**looks, "day": "input_date"}.items():
            draft.put(row, place.at(key), getattr(typed, key), look)
        self._class(row, index)
        self._score(row, index)
        self._rank(row, index)
        self._check(row, index)

    def _ninth(self, row: int, index: int, key: str, column: int) -> None:
        """Benefit or penalty: typed, or as the survey says it."""
        typed = getattr(self.filling.rows[index], key)
        at = self.place.at(key)
        if typed is not None:
            self.draft.put(row, at, typed, "input_centre")
            return
        share = fixed_column(row, column)
        formula = f'IF(ISNUMBER({share}),ROUND(1+8*ABS({share}),0),"")'
        value = blank(getattr(self.found, key)[index])
        self.draft.calculate(row, at, formula, value, "input_centre")

    def _class(self, row: int, index: int) -> None:
        name, letter, weight = (fixed_column(row, each) for each in (NAME, LETTER, IMPORTANCE))
        haste, split = fixed_column(row, self.place.at("urgency")), self.scalar("split")
        named = {each: self.quoted(f"priority.class.{each}") for each in CLASSES}
        high = f"IF({haste}>={split},{named[DO_NOW]},{named[PLAN]})"
        low = f"IF({haste}>={split},{named[QUICK_FIX]},{named[DROP]})"
        known = f'IF(COUNT({weight},{haste})<2,"",IF({weight}>={split},{high},{low}))'
        formula = f'IF({name}="","",IF(LEFT({letter},1)="R",{named[STOP]},{known}))'
        key = self.found.classes[index]
        value = self.words(f"priority.class.{key}") if key else ""
        self.draft.calculate(row, self.place.at("class"), formula, value, "calculated_text")

    def _score(self, row: int, index: int) -> None:
        place, found = self.place, self.found
        at = partial(fixed_column, row)
        name, weight = at(NAME), at(IMPORTANCE)
        haste, work = at(place.at("urgency")), at(place.at("effort"))
        self._wiegers(row, index)
        value, cost, danger = (at(place.helper(key)) for key in ("value", "cost", "danger"))

        def part(cell: str, key: str) -> str:
            total = f"SUM({self.helpers(key)})"
            return f"IF({total}>0,{cell}/{total},0)"

        over = (
            f"(N({self._weight('effort')})*{part(cost, 'cost')}"
            f"+N({self._weight('risk')})*{part(danger, 'danger')})"
        )
        by_urgency = f'IF(COUNT({weight},{haste})<2,"",{weight}*{haste})'
        by_effort = f'IF(AND(ISNUMBER({weight}),N({work})>0),{weight}/{work},"")'
        wiegers = f'IF({value}="","",IF({over}>0,{part(value, "value")}/{over},""))'
        chosen = self.scalar("scoring")
        formula = f'IF({name}="","",CHOOSE({chosen},{by_urgency},{by_effort},{wiegers}))'
        score = blank(found.score[index])
        self.draft.calculate(row, place.at("score"), formula, score, "calculated_score")

    def _weight(self, key: str) -> str:
        return GridArea.cell(WEIGHTS, self.place.at(key)).fixed

    def _wiegers(self, row: int, index: int) -> None:
        """Value, cost and risk of a need that has all four parts, else nothing."""
        place, found = self.place, self.found
        at = {key: fixed_column(row, place.at(key)) for key in WEIGHT_COLUMNS}
        parts = {key: float(getattr(found, key)[index]) for key in WEIGHT_COLUMNS}
        is_known = not any(math.isnan(each) for each in parts.values())
        name = fixed_column(row, NAME)
        known = f'IF(OR({name}="",COUNT({",".join(at.values())})<4),"",{{}})'
        benefit, penalty = self._weight("benefit"), self._weight("penalty")
        weighted = f"N({benefit})*{at['benefit']}+N({penalty})*{at['penalty']}"
        weights = [number(each) for each in self.filling.weights]
        good, bad = (0.0 if math.isnan(each) else each for each in weights[:2])
        values = {
            "value": (weighted, good * parts["benefit"] + bad * parts["penalty"]),
            "cost": (at["effort"], parts["effort"]),
            "danger": (at["risk"], parts["risk"]),
        }
        for key, (formula, value) in values.items():
            column = place.helper(key)
            shown: Scalar = value if is_known else ""
            self.draft.calculate(row, column, known.format(formula), shown, "helper")

    def _rank(self, row: int, index: int) -> None:
        place, found = self.place, self.found
        at = partial(fixed_column, row)
        score, letter, haste = at(place.at("score")), at(LETTER), at(place.at("urgency"))
        is_first = f'AND(LEFT({letter},1)="M",ISNUMBER({haste}),N({haste})>={self.scalar("split")})'
        left_out = f'OR(NOT(ISNUMBER({score})),LEFT({letter},1)="R")'
        key = at(place.helper("key"))
        value: Scalar = ""
        if not math.isnan(found.rank[index]):
            value = float(found.score[index]) + _FIRST_OF_ALL * self._is_first(index)
        self.draft.calculate(
            row,
            place.helper("key"),
            f'IF({left_out},"",{score}+IF({is_first},{_FIRST_OF_ALL},0))',
            value,
            "helper",
        )
        keys = self.helpers("key")
        better = f"SUMPRODUCT(ISNUMBER({keys})*({keys}>{key}))"
        same = f"SUMPRODUCT(({keys}={key})*(ROW({keys})<ROW({key})))"
        self.draft.calculate(
            row,
            place.at("rank"),
            f'IF(ISNUMBER({key}),1+{better}+{same},"")',
            blank(found.rank[index]),
            "calculated_rank",
        )

    def _is_first(self, index: int) -> bool:
        haste = float(self.found.urgency[index])
        split = number(self.filling.split)
        split = SPLIT if math.isnan(split) else split
        return self.found.features[index].category == "M" and haste >= split

    def _check(self, row: int, index: int) -> None:
        """The first thing that is to be said of a row."""
        place = self.place
        at = {key: fixed_column(row, place.at(key)) for key in COLUMNS}
        name, weight = fixed_column(row, NAME), fixed_column(row, IMPORTANCE)
        names = place.down(NAME).fixed
        typed = (at["urgency"], at["effort"], at["risk"])
        found = (weight, at["benefit"], at["penalty"])
        is_text = [f"ISTEXT({each})" for each in typed]
        is_text += [f'AND(ISTEXT({each}),{each}<>"")' for each in found]
        ends = [f"AND(ISNUMBER({each}),OR({each}<1,{each}>5))" for each in (weight, at["urgency"])]
        ends.append(f"N({at['effort']})<0")
        scoring, scored = self.scalar("scoring"), f"{self.scalar('scored')}>0"
        no_score = f'AND({scored},{at["score"]}="",'
        tests = (
            ("twice", f"SUMPRODUCT(--({names}={name}))>1"),
            ("number", f"OR({','.join(is_text)})"),
            ("range", f"OR({','.join(ends)})"),
            ("reverse", f'LEFT({fixed_column(row, LETTER)},1)="R"'),
            ("no_importance", f"{no_score}{scoring}<3,NOT(ISNUMBER({weight})))"),
            ("no_urgency", f"{no_score}{scoring}=1)"),
            ("no_effort", f"{no_score}{scoring}=2)"),
            ("no_parts", f"{no_score}{scoring}=3)"),
            ("unknown", f'{fixed_column(row, NUMBER)}="{NOT_FOUND}"'),
        )
        formula = first_said((self.words(f"priority.says.{key}"), test) for key, test in tests)
        key = self._said_of(index)
        said = self.words(f"priority.says.{key}") if key else ""
        self.draft.calculate(row, place.at("check"), f'IF({name}="","",{formula})', said, "told")

    def _said_of(self, index: int) -> str:
        """The key of what is to be said of a row; "" for nothing."""
        typed, found = self.filling.rows[index], self.found
        if not typed.name:
            return ""
        names = [each.name.casefold() for each in self.filling.rows]
        cells: tuple[Typed, ...] = (
            *(typed.importance, typed.urgency, typed.effort),
            *(typed.benefit, typed.penalty, typed.risk),
        )
        levels = (float(found.importance[index]), float(found.urgency[index]))
        lacks = self.has_scores and math.isnan(found.score[index])
        scoring = self.filling.scoring
        tests = {
            "twice": names.count(typed.name.casefold()) > 1,
            "number": any(isinstance(each, str) for each in cells),
            "range": any(each < 1 or each > 5 for each in levels) or found.effort[index] < 0,
            "reverse": found.features[index].category == "R",
            "no_importance": lacks and scoring in (BY_URGENCY, BY_EFFORT) and math.isnan(levels[0]),
            "no_urgency": lacks and scoring == BY_URGENCY,
            "no_effort": lacks and scoring == BY_EFFORT,
            "no_parts": lacks,
            "unknown": bool(self.known.features) and self.known.row(typed.name) is None,
        }
        return next((key for key, holds in tests.items() if holds), "")

    # ── what follows ─────────────────────────────────────────────────────────────────────────

    def _scalars(self) -> None:
        split, budget = GridArea.cell(SPLIT_AT, LETTER).fixed, GridArea.cell(BUDGET, LETTER).fixed
        scores = [each for each in self.found.score if not math.isnan(each)]
        typed = number(self.filling.split)
        cells: dict[str, tuple[str, Scalar]] = {
            "analysed": (ANALYSED, len(self.known.features)),
            "largest": (LARGEST, self.known.largest),
            "split": (
                f"IF(ISNUMBER({split}),{split},{SPLIT:g})",
                SPLIT if math.isnan(typed) else typed,
            ),
            "scored": (f"COUNT({self.down('score')})", len(scores)),
            "budget": (f'IF(ISNUMBER({budget}),{budget},"")', blank(number(self.filling.budget))),
        }
        for key, (formula, value) in cells.items():
            at = self.place.scalar(key)
            self.draft.calculate(at.row, at.column, formula, value, "helper")

    def _findings(self) -> None:
        """What comes first, and what is left out of the order."""
        draft, place = self.draft, self.place
        left = place.at("rank")
        order = self.found.order
        names, ranks = place.down(NAME).fixed, self.down("rank")
        begin, first = self.quoted("priority.begin"), self.quoted("priority.first")
        formula = f"IFERROR({first}&INDEX({names},MATCH(1,{ranks},0)),{begin})"
        shown = self.words("priority.begin")
        if order:
            shown = self.words("priority.first") + self.filling.rows[order[0]].name
        draft.calculate(SCORING, left + 1, formula, shown, "strong")
        letters, classes = place.down(LETTER).fixed, self.down("class")
        now = self.quoted(f"priority.class.{DO_NOW}")
        wanted = sum(bool(each.name) for each in self.filling.rows)
        reverse = sum(
            each.category == "R" and bool(row.name)
            for row, each in zip(self.filling.rows, self.found.features, strict=True)
        )
        counts = (
            ("now", f"SUMPRODUCT(--({classes}={now}))", self.found.classes.count(DO_NOW)),
            ("reverse", f'SUMPRODUCT(--(LEFT({letters},1)="R"))', reverse),
            (
                "unranked",
                f"SUMPRODUCT(--(LEN({names})>0))-COUNT({ranks})-{address(SCORING + 2, left)}",
                wanted - len(order) - reverse,
            ),
        )
        for row, (key, formula, count) in enumerate(counts, SCORING + 1):
            draft.calculate(row, left, formula, count, "count")
            draft.put(row, left + 1, self.words(f"priority.count.{key}"), "body")

    def _list(self) -> None:
        """What a budget buys: by rank, and what does not fit is passed over."""
        draft, place = self.draft, self.place
        draft.put(place.heading, NAME, self.words("priority.list.heading"), "heading_left")
        heads = ("number", "name", "letter", "class", "class", "effort", "mark", "left")
        for column, key in enumerate(heads):
            look = "head_left" if column == NAME else "head"
            draft.put(place.head, column, self.words(f"priority.list.{key}"), look)
        draft.across(place.head, BETTER, WORSE, self.words("priority.list.class"), "head")
        left = number(self.filling.budget)
        order = self.found.order
        for index in range(place.rows):
            row = place.head + 1 + index
            here = order[index] if index < len(order) else None
            taken = here is not None and self.found.bought is not None
            if taken and self.found.bought is not None and self.found.bought.taken[here]:
                left -= float(self.found.effort[here])
            self._listed(row, index, here, left)

    def _listed(self, row: int, index: int, here: int | None, left: float) -> None:
        draft, place, found = self.draft, self.place, self.found
        at = f"MATCH({index + 1},{self.down('rank')},0)"

        def entry(area: str) -> str:
            cell = f"INDEX({area},{at})"
            return f'IFERROR(IF({cell}="","",{cell}),"")'

        shown: dict[str, Scalar] = dict.fromkeys(("name", "letter", "class", "effort", "mark"), "")
        if here is not None:
            key = found.classes[here]
            shown["name"] = self.filling.rows[here].name
            shown["letter"] = found.features[here].shown
            shown["class"] = self.words(f"priority.class.{key}") if key else ""
            typed = self.filling.rows[here].effort
            shown["effort"] = "" if typed is None else typed
            if found.bought is not None:
                later = self.words("priority.list.later")
                shown["mark"] = _YES if found.bought.taken[here] else later
        draft.put(row, NUMBER, index + 1, "calculated_quiet")
        draft.calculate(row, NAME, entry(place.down(NAME).fixed), shown["name"], "calculated_fit")
        draft.calculate(row, LETTER, entry(place.down(LETTER).fixed), shown["letter"], "letter")
        draft.across(row, BETTER, WORSE, None, "calculated_centre")
        draft.calculate(row, BETTER, entry(self.down("class")), shown["class"], "calculated_centre")
        draft.calculate(
            row, IMPORTANCE, entry(self.down("effort")), shown["effort"], "calculated_centre"
        )
        budget = self.scalar("budget")
        mark, rest = place.at("urgency"), place.at("class")
        above = budget if index == 0 else fixed_column(row - 1, rest)
        name, work = fixed_column(row, NAME), fixed_column(row, IMPORTANCE)
        none = f'OR({name}="",{budget}="")'
        fits = f"AND(ISNUMBER({work}),N({work})>=0,N({work})<=N({above}))"
        later = self.quoted("priority.list.later")
        draft.calculate(
            row, mark, f'IF({none},"",IF({fits},"{_YES}",{later}))', shown["mark"], "mark"
        )
        marked = fixed_column(row, mark)
        remains: Scalar = left if here is not None and not math.isnan(left) else ""
        draft.calculate(
            row,
            rest,
            f'IF({none},"",{above}-IF({marked}="{_YES}",{work},0))',
            remains,
            "calculated_centre",
        )

    # ── lists, conditions, names ─────────────────────────────────────────────────────────────

    def _lists(self) -> None:
        draft, place = self.draft, self.place
        levels = tuple(map(str, LEVELS))

        def pick(column: int, source: tuple[str, ...] | str, key: str, refusal: str = "") -> None:
            area = GridArea(BODY, column, place.sentinel - 1, column)
            title, prompt = (self.words(f"{key}.{each}") for each in ("title", "prompt"))
            draft.lists.append(PickList(area, source, title, prompt, refusal))

        pick(NAME, "Kano_Feature", "house.pick.requirement")
        for column, key in (
            (IMPORTANCE, "house.pick.importance"),
            (place.at("urgency"), "priority.pick.urgency"),
        ):
            pick(column, levels, key, self.words(f"{key}.prompt"))
        for key in ("benefit", "penalty", "risk"):
            refusal = self.words(f"priority.pick.{key}.prompt")
            pick(place.at(key), _NINTHS, f"priority.pick.{key}", refusal)
        kinds = tuple(self.words(f"priority.kind.{each}") for each in _KINDS)
        pick(place.at("kind"), kinds, "priority.pick.kind")
        states = tuple(self.words(f"priority.status.{each}") for each in _STATES)
        pick(place.at("status"), states, "priority.pick.status")

    def _highlights(self) -> None:
        draft, place = self.draft, self.place
        colour_letters(draft, place.down(LETTER))
        listed = GridArea(place.head + 1, LETTER, place.head + place.rows, LETTER)
        mark = place.at("urgency")
        row = GridArea(place.head + 1, NUMBER, place.head + place.rows, place.at("class"))
        passed = fixed_column(row.row, mark)
        later = self.quoted("priority.list.later")
        draft.highlights.append(Highlight(row, f"{passed}={later}", "later"))
        colour_letters(draft, listed)
        score = place.down(place.at("score"))
        draft.highlights.append(Highlight(score, f"{self.scalar('scoring')}=1", "whole"))
        classes = place.down(place.at("class"))
        now = self.quoted(f"priority.class.{DO_NOW}")
        draft.highlights.append(Highlight(classes, f"{classes.first}={now}", "now"))

    def _names(self) -> None:
        place, names = self.place, self.draft.names
        names["Plan_Priority"] = GridArea(0, 0, place.end, place.last)
        names["Plan_Requirements"] = place.down(NAME)
        for key, name in OF_ROWS.items():
            column = IMPORTANCE if key == "importance" else place.at(key)
            names[name] = place.down(column)
        names["Plan_Scoring"] = GridArea.cell(SCORING, LETTER)
        names["Plan_Split"] = GridArea.cell(SPLIT_AT, LETTER)
        names["Plan_Budget"] = GridArea.cell(BUDGET, LETTER)
        for key in WEIGHT_COLUMNS:
            names[f"Plan_Weight{key.capitalize()}"] = GridArea.cell(WEIGHTS, place.at(key))
