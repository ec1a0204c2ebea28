"""What formulas of a roadmap watch: whether what was planned holds, and what is lacking."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import partial

from kano_xl.planning.filling import number
from kano_xl.planning.grid import GridArea
from kano_xl.planning.needs import fixed_column
from kano_xl.planning.results import NOT_FOUND, KnownFeatures
from kano_xl.planning.roadmap_filling import EXCLUDES, EXISTS, NEEDS, PERIODS, RoadmapFilling, Tie
from kano_xl.planning.roadmap_layout import LETTER, NAME, NUMBER, WORTH, RoadmapLayout
from kano_xl.planning.roadmap_numbers import MadePlan, is_known, is_must
from kano_xl.report.report import Scalar

Test = tuple[str, str]
"""The key of what is to be said, and the formula that tells whether it is."""


class RoadmapChecks:
    """Formulas, and what they say of a roadmap as it is written."""

    def __init__(
        self,
        place: RoadmapLayout,
        filling: RoadmapFilling,
        known: KnownFeatures,
        plan: MadePlan | None,
    ) -> None:
        self.place, self.filling, self.known, self.plan = place, filling, known, plan
        self.found = [known.feature(each.name) for each in filling.rows]

    def _down(self, key: str) -> str:
        return self.place.down(self.place.at(key)).fixed

    @property
    def _row_names(self) -> str:
        return self.place.down(NAME).fixed

    @property
    def _has_plan(self) -> str:
        return f"{self.place.scalar('planned').fixed}=1"

    def _period(self, index: int) -> int:
        if self.plan is None or index >= len(self.plan.rows):
            return 0
        return self.plan.rows[index].period

    # ── features ─────────────────────────────────────────────────────────────────────────────

    def of_row(self, row: int) -> list[Test]:
        """What may be said of a feature, the most serious first."""
        at, place = partial(fixed_column, row), self.place
        effort, exists = at(place.at("effort")), at(place.at("exists"))
        period, letter = at(place.at("period")), at(LETTER)
        is_new = f'{exists}<>"{EXISTS}"'
        built = f"ISNUMBER({period})"
        return [
            ("twice", f"SUMPRODUCT(--({self._row_names}={at(NAME)}))>1"),
            ("exists", f'AND({exists}<>"",{is_new})'),
            ("effort", f"OR(ISTEXT({effort}),N({effort})<0)"),
            ("reverse", f'AND(LEFT({letter},1)="R",{is_new})'),
            ("must", f'AND({letter}="M",{is_new},{self._has_plan},NOT({built}))'),
            ("no_effort", f'AND({effort}="",{is_new})'),
            ("unknown", f'{at(NUMBER)}="{NOT_FOUND}"'),
            ("undefined", f'AND({at(WORTH)}="",ISNUMBER({at(NUMBER)}))'),
        ]

    def said_of_row(self, index: int) -> str:
        """The key of what is said of a feature; "" for nothing."""
        typed, found = self.filling.rows[index], self.found[index]
        if not typed.name:
            return ""
        names = [each.name.casefold() for each in self.filling.rows]
        is_new = typed.exists != EXISTS
        is_here = self.known.row(typed.name) is not None
        tests = {
            "twice": names.count(typed.name.casefold()) > 1,
            "exists": typed.exists is not None and is_new,
            "effort": typed.effort is not None and not is_known(typed.effort),
            "reverse": found.category == "R" and is_new,
            "must": is_must(found) and is_new and self.plan is not None and not self._period(index),
            "no_effort": typed.effort is None and is_new,
            "unknown": bool(self.known.features) and not is_here,
            "undefined": is_here and math.isnan(found.better - found.worse),
        }
        return next((key for key, holds in tests.items() if holds), "")

    def count(self, key: str) -> tuple[str, Scalar]:
        """A formula that counts what is to be looked at, and its value."""
        place = self.place
        names, efforts, exists = self._row_names, self._down("effort"), self._down("exists")
        is_new = f'({exists}<>"{EXISTS}")'
        built = f"ISNUMBER({self._down('period')})"
        ties = place.tie_down(place.said).fixed
        letters, numbers = place.down(LETTER).fixed, place.down(NUMBER).fixed
        rows = list(enumerate(self.filling.rows))
        new = [(i, each) for i, each in rows if each.name and each.exists != EXISTS]
        here = {self.known.row(each.name) for _, each in rows} - {None}
        broken = [self.said_of_tie(index) for index in range(place.ties)]
        missing = f'SUMPRODUCT(({letters}="M")*{is_new}*NOT({built}))'
        has_plan = self.plan is not None
        counts: dict[str, tuple[str, Scalar]] = {
            "missing": (
                f'IF({self._has_plan},{missing},"")',
                sum(is_must(self.found[i]) and not self._period(i) for i, _ in new)
                if has_plan
                else "",
            ),
            "untied": (
                f'IF({self._has_plan},COUNTIF({ties},"✗*"),"")',
                sum(each in ("lacks", "late", "both") for each in broken) if has_plan else "",
            ),
            "no_effort": (
                f"SUMPRODUCT((LEN({names})>0)*{is_new}*NOT(ISNUMBER({efforts})))",
                sum(math.isnan(number(each.effort)) for _, each in new),
            ),
            "absent": (
                f"{place.scalar('analysed').fixed}-COUNT({numbers})",
                len(self.known.features) - len(here),
            ),
        }
        return counts[key]

    # ── relations ────────────────────────────────────────────────────────────────────────────

    def of_tie(self, row: int, kinds: Mapping[str, str]) -> list[Test]:
        """What may be said of a relation, the most serious first.

        Args:
            row: of the sheet.
            kinds: one of `kano_xl.planning.roadmap_filling.TIES` → its words, in quotes.
        """
        place = self.place
        at = partial(fixed_column, row)
        first, kind, second = at(NAME), at(place.kind), at(place.second)
        names, periods, exists = self._row_names, self._down("period"), self._down("exists")
        cells = f"{first},{kind},{second}"
        blank = f'AND({first}="",{kind}="",{second}="")'

        def here(name: str) -> str:
            return f"SUMPRODUCT(--({names}={name}))"

        def period(name: str) -> str:
            return f"SUMPRODUCT(--({names}={name}),{periods})"

        def there(name: str) -> str:
            return f'SUMPRODUCT(({names}={name})*({exists}="{EXISTS}"))'

        needs = f"{kind}={kinds[NEEDS]},{period(first)}>0,{there(first)}=0,{there(second)}=0"
        both = (
            f"{kind}={kinds[EXCLUDES]},{there(first)}*{there(second)}=0,"
            f"{period(first)}+{there(first)}>0,{period(second)}+{there(second)}>0"
        )
        return [
            ("", blank),
            ("half", f"COUNTA({cells})<3"),
            ("unknown", f"{here(first)}*{here(second)}=0"),
            ("self", f"{first}={second}"),
            ("lacks", f"AND({needs},{period(second)}=0)"),
            ("late", f"AND({needs},{period(second)}>{period(first)})"),
            ("both", f"AND({both})"),
        ]

    def said_of_tie(self, index: int) -> str:
        """The key of what is said of a relation; "" for nothing."""
        tie = self.filling.ties[index]
        if not any(tie):
            return ""
        if not all(tie):
            return "half"
        rows = {each.name.casefold(): i for i, each in enumerate(self.filling.rows)}
        if not {tie.first.casefold(), tie.second.casefold()} <= rows.keys():
            return "unknown"
        if tie.first.casefold() == tie.second.casefold():
            return "self"
        return self._broken(tie, rows)

    def _broken(self, tie: Tie, rows: Mapping[str, int]) -> str:
        a, b = (rows[name.casefold()] for name in (tie.first, tie.second))
        first, second = self._period(a), self._period(b)
        here, there = (self.filling.rows[each].exists == EXISTS for each in (a, b))
        if tie.kind == EXCLUDES:
            broken = not (here and there) and (first or here) and (second or there)
            return "both" if broken else ""
        if not first or here or there or 0 < second <= first:
            return ""
        return "late" if second else "lacks"

    # ── whether all is as it was ─────────────────────────────────────────────────────────────

    def same_row(self, row: int, index: int) -> tuple[str, int]:
        """Whether a row was planned just as it stands there now: 1 or 0."""
        place, at = self.place, partial(fixed_column, row)

        def kept(key: str) -> str:
            return place.down(place.helper(key)).fixed

        effort, exists = at(place.at("effort")), at(place.at("exists"))
        tests = (
            f"({kept('name')}={at(NAME)})",
            f'({kept("effort")}&""={effort}&"")',
            f'({kept("exists")}&""={exists}&"")',
            f'({kept("letter")}&""={at(LETTER)}&"")',
            f"(ABS({kept('worth')}-N({at(WORTH)}))<0.000001)",
        )
        formula = f'IF({at(NAME)}="",0,MIN(1,SUMPRODUCT({"*".join(tests)})))'
        planned = self.plan is not None and index < len(self.plan.rows)
        return formula, int(planned)

    def same_tie(self, row: int, index: int) -> tuple[str, int]:
        """The same for a relation."""
        place, at = self.place, partial(fixed_column, row)
        columns = {"first": NAME, "kind": place.kind, "second": place.second}
        tests = "*".join(
            f"({place.tie_down(place.tie_helper(key)).fixed}={at(column)})"
            for key, column in columns.items()
        )
        formula = f'IF({at(NAME)}="",0,MIN(1,SUMPRODUCT({tests})))'
        return formula, int(self.plan is not None and bool(self.filling.ties[index].kind))

    def changed(self) -> str:
        """The formula for whether anything is not as it was when it was planned: 1 or 0."""
        place = self.place
        first, last = place.budgets + 1, place.budgets + PERIODS
        budgets = GridArea(first, LETTER, last, LETTER).fixed
        kept = GridArea(first, place.helper("name"), last, place.helper("name")).fixed
        rows, ties = place.scalar("rows").fixed, place.scalar("ties").fixed
        firsts, seconds = place.tie_down(NAME).fixed, place.tie_down(place.second).fixed
        same, same_ties = (
            place.down(place.helper("same")).fixed,
            place.tie_down(place.tie_helper("same")).fixed,
        )
        tests = (
            f"SUM({same})<>{rows}",
            f"SUMPRODUCT(--(LEN({self._row_names})>0))<>{rows}",
            f"SUM({same_ties})<>{ties}",
            f"SUMPRODUCT(--(LEN({firsts})+LEN({seconds})>0))<>{ties}",
            f'SUMPRODUCT(--({budgets}&""<>{kept}&""))>0',
        )
        return f"IF(AND({self._has_plan},OR({','.join(tests)})),1,0)"
