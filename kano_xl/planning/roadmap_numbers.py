"""The plan for a filled roadmap, and how sure it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kano_xl.errors import InputError, Place
from kano_xl.languages import InQuotes
from kano_xl.model.coefficients import better as better_of
from kano_xl.model.coefficients import worse as worse_of
from kano_xl.model.planning.house import Numbers
from kano_xl.model.planning.roadmap import (
    BUDGET_LACKS,
    Backlog,
    NoPlanError,
    WholeUnits,
    whole_units,
    worth,
)
from kano_xl.model.planning.roadmap_periods import finished_in
from kano_xl.model.planning.roadmap_program import Chosen, Units
from kano_xl.model.planning.roadmap_sureness import (
    Curve,
    NextStep,
    Sureness,
    costs_of_must,
    curve,
    more_budget,
    next_step,
    sureness,
)
from kano_xl.model.resamples import Resamples
from kano_xl.planning.filling import Typed, number
from kano_xl.planning.results import KnownFeature, KnownFeatures
from kano_xl.planning.roadmap_filling import EXISTS, NEEDS, Buildable, RoadmapFilling
from kano_xl.survey.quoting import folded, quoted

MORE = 1.1
"""How much larger the budget is for which is told what more would bring."""

_NAMED = 3


class PlanChange(NamedTuple):
    """What another budget changes, by names, the better ranks first.

    Attributes:
        added, dropped: what comes in and what goes out.
    """

    added: tuple[str, ...]
    dropped: tuple[str, ...]


class BudgetStep(NamedTuple):
    """The next budget with which more can be reached.

    Attributes:
        more_effort: by how much the budget grows.
        more_worth: by how much what is planned is then worth more.
        change: what comes in and goes out.
    """

    more_effort: float
    more_worth: float
    change: PlanChange


class PlannedRow(NamedTuple):
    """What the plan says of a row.

    Attributes:
        feature: what the survey says of it.
        worth: Better + |Worse|, 0..2; NaN where one is undefined.
        is_must: whether it has to be in the plan: must-be, clear or likely.
        period: by whose end it is finished, 1..; 0 where it is not built.
        chosen: the share, 0..1, of resampled surveys whose best plan has it.
        cost: what the others could be worth more if it were not forced in, 0 or more; NaN for
            what need not be in the plan.
        kept, added, dropped: with 10 % more budget: whether it is added to the plan as it is;
            whether it comes in or goes out if it is planned anew.
    """

    feature: KnownFeature
    worth: float
    is_must: bool
    period: int
    chosen: float
    cost: float
    kept: bool
    added: bool
    dropped: bool


@dataclass(frozen=True, slots=True)
class MadePlan:
    """A plan, and how sure it is.

    Attributes:
        rows: what it says of each row of the roadmap.
        mean, low: the share, 0..1, of the best possible worth that it reaches in resampled
            surveys, on average and in 95 of 100.
        resampled: `kano_xl.model.resamples.RESPONDENTS` or `FEATURES`.
        budget: of all periods.
        effort, worth: of what is planned.
        kept: what 10 % more budget adds to the plan as it is, by names.
        anew: what changes with it if it is planned anew.
        step: the next budget that brings more; None where none does.
        curve: budgets and what they reach, rising.
        absent: features of the survey that would have to be in the plan and have no row, by rank.
        no_effort: features that are not there yet and whose effort nobody knows, by rank.
    """

    rows: tuple[PlannedRow, ...]
    mean: float
    low: float
    resampled: str
    budget: float
    effort: float
    worth: float
    kept: tuple[str, ...]
    anew: PlanChange
    step: BudgetStep | None
    curve: tuple[tuple[float, float], ...]
    absent: tuple[str, ...] = ()
    no_effort: tuple[str, ...] = ()


def make_plan(
    filling: RoadmapFilling, known: KnownFeatures, resamples: Resamples, place: Place
) -> MadePlan:
    """The plan for a filled roadmap.

    Args:
        filling: what was filled in, without empty rows.
        known: the features of the survey, by rank.
        resamples: of the same features, in the same order.
        place: of the sheet, for what is refused.

    Raises:
        InputError: there is no plan, for one of the reasons ``plan_roadmap_…`` in ``problems``.
    """
    return _Roadmap(filling, known, place).plan(resamples)


class _Roadmap:
    """A roadmap on its way from rows, as they stand, to features in the order of their rank."""

    def __init__(self, filling: RoadmapFilling, known: KnownFeatures, place: Place) -> None:
        self.filling, self.known, self.place = filling, known, place
        self._require_names()
        ranked = sorted(range(len(filling.rows)), key=self._rank)
        self.order = ranked
        self.rows = [filling.rows[row] for row in ranked]
        self.features = [known.feature(each.name) for each in self.rows]
        self.at = {each.name.casefold(): index for index, each in enumerate(self.rows)}
        self.values = worth(
            [each.better for each in self.features], [each.worse for each in self.features]
        )

    def _rank(self, row: int) -> tuple[int, str]:
        name = self.filling.rows[row].name
        found = self.known.row(name)
        return len(self.known.features) + 1 if found is None else found, name.casefold()

    def _refuse(self, code: str, **values: object) -> InputError:
        return InputError(f"plan_roadmap_{code}", self.place, **values)

    def _require_names(self) -> None:
        found = [self.known.row(each.name) for each in self.filling.rows]
        if not any(found):
            raise self._refuse("unknown")
        # Two features of the survey may differ in nothing but width.
        keys = [
            row or folded(each.name) for row, each in zip(found, self.filling.rows, strict=True)
        ]
        for key, each in zip(keys, self.filling.rows, strict=True):
            if keys.count(key) > 1:
                raise self._refuse("twice", name=quoted(each.name))

    def named(self, features: Sequence[int]) -> InQuotes:
        """The first of some features, in quotation marks."""
        names = [f"“{quoted(self.rows[each].name)}”" for each in features]
        more = ["…"] if len(names) > _NAMED else []
        return InQuotes(", ".join(names[:_NAMED] + more))

    # ── what is to be planned ────────────────────────────────────────────────────────────────

    def budgets(self) -> list[float]:
        """The budgets of all periods up to the last one."""
        filled = [index for index, each in enumerate(self.filling.budgets) if each is not None]
        if not filled:
            raise self._refuse("no_budget")
        found = []
        for each in self.filling.budgets[: filled[-1] + 1]:
            amount = 0.0 if each is None else number(each)
            if not (0 <= amount < math.inf):
                raise self._refuse("budget", given=quoted(each))
            found.append(amount)
            if not sum(found) * MORE < math.inf:
                raise self._refuse("budget_large", given=quoted(each))
        return found

    def backlog(self, units: WholeUnits) -> Backlog:
        """The features as the program takes them."""
        pairs: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
        for tie in self.filling.ties:
            pair = self.at[tie.first.casefold()], self.at[tie.second.casefold()]
            pairs[tie.kind == NEEDS].append(pair)
        there = self._which(lambda row, _: row.exists == EXISTS)
        return Backlog(
            units.effort,
            tuple(sorted(set(pairs[True]))),
            tuple(sorted(set(pairs[False]))),
            there,
            self._which(lambda _, feature: is_must(feature)) - there,
            self._which(lambda row, feature: feature.category == "R" or not is_known(row.effort))
            - there,
        )

    def _which(self, holds: Callable[[Buildable, KnownFeature], bool]) -> frozenset[int]:
        both = enumerate(zip(self.rows, self.features, strict=True))
        return frozenset(index for index, pair in both if holds(*pair))

    def _require_efforts(self, backlog: Backlog) -> None:
        """Refuse a plan in which something has to be of which nobody knows the effort."""
        unknown = [i for i in sorted(backlog.wanted) if not is_known(self.rows[i].effort)]
        if unknown:
            raise self._refuse("no_effort", features=self.named(unknown))

    # ── the plan ─────────────────────────────────────────────────────────────────────────────

    def plan(self, resamples: Resamples) -> MadePlan:
        budgets = self.budgets()
        known = [is_known(each.effort) for each in self.rows]
        efforts = [
            number(row.effort) if has else 0.0 for row, has in zip(self.rows, known, strict=True)
        ]
        try:
            units = whole_units(efforts, budgets)
            backlog = self.backlog(units)
            self._require_efforts(backlog)
            return self._planned(backlog, units, budgets, resamples)
        except NoPlanError as error:
            raise self._told(error, efforts, sum(budgets)) from None

    def _told(self, error: NoPlanError, efforts: Sequence[float], budget: float) -> InputError:
        """Why there is no plan, with names and in the unit of the efforts."""
        needed = sum(efforts[each] for each in error.features)
        amounts = {"needed": needed, "budget": budget, "lacking": needed - budget}
        written = {key: f"{value:g}" for key, value in amounts.items()}
        if error.why != BUDGET_LACKS:
            written = {}
        return self._refuse(error.why, features=self.named(error.features), **written)

    def _planned(
        self, backlog: Backlog, units: WholeUnits, budgets: Sequence[float], resamples: Resamples
    ) -> MadePlan:
        whole, values = units.until[-1], self.values
        period = finished_in(backlog, values, units.until)
        plan: Chosen = period > 0
        sure = sureness(backlog, plan, self._drawn(resamples), whole)
        more = more_budget(backlog, plan, values, units.of(sum(budgets) * MORE))
        steps = curve(backlog, values, sum(backlog.effort))
        step = next_step(backlog, plan, values, whole, steps)
        costs = costs_of_must(backlog, plan, values, whole)
        unit = float(units.unit)
        return MadePlan(
            self._rows(backlog, period, sure, costs, (more.kept, more.added, more.dropped)),
            sure.mean,
            sure.low,
            resamples.by,
            sum(budgets),
            unit * sum(backlog.effort[each] for each in np.flatnonzero(plan)),
            float(values[plan].sum()),
            self._names(more.kept),
            PlanChange(self._names(more.added), self._names(more.dropped)),
            self._step(step, sum(budgets), unit),
            _of_effort(steps, unit),
            self._absent(),
            tuple(
                each.name
                for each in self.rows
                if each.exists != EXISTS and not is_known(each.effort)
            ),
        )

    def _absent(self) -> tuple[str, ...]:
        here = {self.known.row(each.name) for each in self.rows}
        features = enumerate(self.known.features, 1)
        return tuple(each.name for row, each in features if is_must(each) and row not in here)

    def _drawn(self, resamples: Resamples) -> Numbers:
        """What each feature is worth in each resampled survey, 0 where it is in none."""
        drawn = worth(better_of(resamples.cells), worse_of(resamples.cells))
        found = np.zeros((len(drawn), len(self.rows)))
        for index, row in enumerate(self.rows):
            at = self.known.row(row.name)
            if at is not None:
                found[:, index] = drawn[:, at - 1]
        return found

    def _names(self, flags: Chosen) -> tuple[str, ...]:
        return tuple(self.rows[each].name for each in np.flatnonzero(flags))

    def _step(self, step: NextStep | None, budget: float, unit: float) -> BudgetStep | None:
        if step is None:
            return None
        change = PlanChange(self._names(step.added), self._names(step.dropped))
        return BudgetStep(step.budget * unit - budget, step.more, change)

    def _rows(
        self,
        backlog: Backlog,
        period: Units,
        sure: Sureness,
        costs: Numbers,
        more: tuple[Chosen, Chosen, Chosen],
    ) -> tuple[PlannedRow, ...]:
        """What is said of each row, in the order of the sheet."""
        of_row: dict[int, PlannedRow] = {}
        for index, row in enumerate(self.order):
            feature = self.features[index]
            of_row[row] = PlannedRow(
                feature,
                feature.better - feature.worse,
                index in backlog.must,
                int(period[index]),
                float(sure.chosen[index]),
                float(costs[index]),
                *(bool(each[index]) for each in more),
            )
        return tuple(of_row[row] for row in range(len(self.order)))


def is_must(feature: KnownFeature) -> bool:
    """Whether a feature has to be in every plan: must-be, and the survey leaves that not open."""
    return feature.category == "M" and not feature.is_open


def is_known(effort: Typed) -> bool:
    """Whether an effort is a number of 0 or more."""
    return 0 <= number(effort) < math.inf


def _of_effort(steps: Curve, unit: float) -> tuple[tuple[float, float], ...]:
    return tuple((each * unit, value) for each, value in zip(*steps, strict=True))
