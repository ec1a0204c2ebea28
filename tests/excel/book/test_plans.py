"""Which features a planning sheet lacks: names are compared as its formulas compare them."""

from __future__ import annotations

import math
from typing import cast

import pytest

from kano_xl.excel.book.plans import PlanInBook, missing
from kano_xl.planning.results import KnownFeature, KnownFeatures

KNOWN = KnownFeatures(
    [KnownFeature(name, "", False, math.nan, math.nan) for name in ("Fast transfers", "Chat")]
)


class Typed:
    """A planning sheet of which only the names in its rows are known."""

    key = "house"

    def __init__(self, *names: str) -> None:
        self._names = names

    def needs(self) -> list[str]:
        return list(self._names)


@pytest.mark.parametrize(
    "name", ["Fast transfers", "fast TRANSFERS", "Fast transfers ", "Fast\u00a0 transfers"]
)
def test_case_and_blanks_make_no_other_feature(name: str) -> None:
    assert missing(cast(PlanInBook, Typed(name, "", "Chat")), KNOWN) == ([], [])


def test_what_is_not_there_is_told_both_ways() -> None:
    plan = cast(PlanInBook, Typed("Fast transfer", "Chat"))
    assert missing(plan, KNOWN) == (["Fast transfers"], ["Fast transfer"])
