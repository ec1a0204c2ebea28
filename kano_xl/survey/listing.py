"""Lists of problems that stay readable when one thing is wrong in very many places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from kano_xl.errors import Place, Problem

LISTED = 1000
"""So many places of one kind are listed; one more problem then tells their number."""


def listed(
    code: str, found: Iterable[tuple[Place, Mapping[str, object]]], total: int
) -> list[Problem]:
    """A problem for each of the first `LISTED` places, and ``<code>_more`` where there are more.

    Args:
        code: key in the catalogue ``problems``; ``<code>_more`` is one too, with ``n``.
        found: the places, each with the values of its message.
        total: how many there are.
    """
    problems = [Problem(code, place, values) for place, values in islice(found, LISTED)]
    if total > LISTED:
        place = problems[0].place
        values = {"n": total, "listed": LISTED}
        problems.append(Problem(f"{code}_more", Place(place.file, place.sheet), values))
    return problems
