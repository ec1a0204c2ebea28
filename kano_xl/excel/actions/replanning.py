"""What a new result means to the planning sheets of a workbook, which are the user's own.

What is new or gone is told; typed names are written anew only where the user says that a feature
was renamed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from kano_xl.excel.actions.listing import listed
from kano_xl.excel.book.plans import PlanInBook, known_features, missing, plans_in
from kano_xl.languages import text
from kano_xl.model.analysis import Analysis
from kano_xl.model.planning.cascade import arrived
from kano_xl.planning.house_reading import read_house
from kano_xl.planning.renaming import Renamed, renamed
from kano_xl.planning.results import KnownFeatures, name_key
from kano_xl.survey.quoting import quoted

if TYPE_CHECKING:
    import xlwings

RENAMED = "renamed"
"""The code of the choice whether features were renamed."""


class NewResult:
    """A result that is about to take the place of the last one.

    Attributes:
        plans: the planning sheets whose rows are features.
    """

    def __init__(self, book: xlwings.Book, analysis: Analysis) -> None:
        """Look at the workbook before the result is written."""
        self.plans = [plan for plan in plans_in(book) if not plan.follows]
        self._after = KnownFeatures.of(analysis)
        self._before = known_features(book) if self.plans else KnownFeatures()

    @cached_property
    def pairs(self) -> tuple[Renamed, ...]:
        """The names typed on planning sheets that may have become others."""
        pairs, _ = renamed(self._before.features, self._after.features)
        typed = {name_key(need) for plan in self.plans for need in plan.needs()} if pairs else ()
        return tuple(pair for pair in pairs if name_key(pair.old) in typed)

    def question(self, language: str) -> str:
        """Whether these features were renamed."""
        named = [
            text(language, "actions.plan.pair", old=quoted(pair.old), new=quoted(pair.new))
            for pair in self.pairs
        ]
        return text(language, "actions.plan.question", pairs=listed(named, language))

    def rename(self, language: str) -> str:
        """Write the new names on the sheets; how many cells that were."""
        names = {pair.old: pair.new for pair in self.pairs}
        return text(
            language, "actions.plan.renamed", n=sum(plan.rename(names) for plan in self.plans)
        )

    def told(self, language: str) -> Iterator[str]:
        """What is new and not on a sheet, and what is on it and no longer in the result."""
        for plan in self.plans:
            lacking, unknown = missing(plan, self._after)
            new = [name for name in lacking if self._before.row(name) is None]
            gone = [name for name in unknown if self._before.row(name) is not None]
            for kind, names in (("absent", new), ("gone", gone)):
                if names:
                    yield _line(kind, plan, names, language)


def states(book: xlwings.Book, language: str) -> Iterator[str]:
    """How each planning sheet stands to the last result, or to the house that it follows."""
    plans = plans_in(book)
    known = known_features(book) if plans else KnownFeatures()
    for plan in plans:
        if plan.follows:
            yield from _arrival(plan, plans, language)
        elif known.features:
            lacking, unknown = missing(plan, known)
            counts = {"absent": len(lacking), "unknown": len(unknown)}
            yield text(language, "actions.plan.state", sheet=quoted(plan.title), **counts)


def _arrival(plan: PlanInBook, plans: Sequence[PlanInBook], language: str) -> Iterator[str]:
    """Whether all of the house that a next one follows has arrived there."""
    followed = plan.followed()
    for first in plans:
        if first.title == followed:
            names = [each.name for each in read_house(first.filled()).characteristics if each.name]
            lost = arrived(names, plan.needs()).missing
            told = {"sheet": quoted(plan.title), "first": quoted(first.title)}
            kind = "not_arrived" if lost else "arrived"
            shown = listed([f"“{quoted(name)}”" for name in lost], language)
            yield text(language, f"actions.plan.{kind}", names=shown, **told)


def _line(kind: str, plan: PlanInBook, names: Sequence[str], language: str) -> str:
    shown = listed([f"“{quoted(name)}”" for name in names], language)
    return text(language, f"actions.plan.{kind}", sheet=quoted(plan.title), names=shown)
