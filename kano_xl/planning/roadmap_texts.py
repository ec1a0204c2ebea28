"""What a roadmap says in words: first how sure it is, last what it takes for granted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from kano_xl.languages import text
from kano_xl.planning.roadmap_numbers import MadePlan, PlanChange
from kano_xl.report.words import Words

_BEGIN = ("fill", "ties", "command")


def how_to_begin(words: Words) -> list[str]:
    """What is to be done, on a sheet for which there is no plan yet."""
    return [text(words.language, f"roadmap.begin.{key}") for key in _BEGIN]


def plan_says(words: Words, plan: MadePlan) -> list[str]:
    """What a plan says, in the order in which it is to be read."""
    said = _Said(words, plan)
    return [
        said.share(),
        said("chosen"),
        said.kept(),
        said.anew(),
        said.step(),
        *said.absent(),
        *said.costs(),
        said("exact"),
    ]


class _Said:
    """Sentences of a plan."""

    def __init__(self, words: Words, plan: MadePlan) -> None:
        self.words, self.plan = words, plan

    def __call__(self, key: str, /, **values: object) -> str:
        return text(self.words.language, f"roadmap.plan.{key}", **values)

    def share(self) -> str:
        plan = self.plan
        how = self(f"resampled.{plan.resampled}")
        return self("share", how=how, mean=_percent(plan.mean), low=_percent(plan.low))

    def kept(self) -> str:
        if not self.plan.kept:
            return self("kept_nothing")
        return self("kept", features=self.names(self.plan.kept))

    def anew(self) -> str:
        change = self.plan.anew
        if not change.added and not change.dropped:
            return self("anew_nothing")
        return self("anew", change=self.change(change))

    def step(self) -> str:
        step = self.plan.step
        if step is None:
            lacking = self.plan.no_effort
            key = "step_none_known" if lacking else "step_none"
            return self(key, **({"features": self.names(lacking)} if lacking else {}))
        effort, worth = _number(step.more_effort), _number(step.more_worth, 2)
        return self("step", effort=effort, worth=worth, change=self.change(step.change))

    def absent(self) -> list[str]:
        """Which must-be features have no row; nothing where none of them lacks."""
        absent = self.plan.absent
        return [self("absent", features=self.names(absent))] if absent else []

    def costs(self) -> list[str]:
        costs = [
            (row.cost, row.feature.name) for row in self.plan.rows if row.is_must and row.cost > 0
        ]
        if not any(row.is_must for row in self.plan.rows):
            return [] if self.plan.absent else [self("no_must")]
        if not costs:
            return [self("costs_nothing")]
        cost, name = max(costs)
        return [self("costs", feature=self.names([name]), worth=_number(cost, 2))]

    def change(self, change: PlanChange) -> str:
        added, dropped = (self.names(each) for each in change)
        if change.added and change.dropped:
            return self("change", added=added, dropped=dropped)
        return self("added", added=added) if change.added else self("dropped", dropped=dropped)

    def names(self, names: Sequence[str]) -> str:
        return self.words.names(self.words.quoted(names))


def _percent(share: float) -> Decimal:
    """A share in percent; 100 of nothing less."""
    return _number(100 * share, 1, ROUND_DOWN)


def _number(value: float, digits: int = 3, rounding: str = ROUND_HALF_UP) -> Decimal:
    """A number without zeros at its end."""
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), rounding)
    return Decimal(f"{rounded.normalize():f}")
