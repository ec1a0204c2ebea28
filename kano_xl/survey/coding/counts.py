"""Cells that hold how many people, or which share of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from kano_xl.survey.sheet import Value
from kano_xl.survey.wordings.normalising import number

MOST = 10**9
"""No survey counts more people."""

OFF = 0.02
"""Shares of one feature add up to 1 but for this much: they were rounded."""

_TWO = re.compile(r"^(?P<first>[\d.,\s]*%?)\s*\(\s*(?P<second>[\d.,\s]*%?)\s*\)$")


def as_count(value: Value) -> int | None:
    """The count in a cell, a blank one being 0; None if it is none.

    >>> as_count("50% (20)"), as_count("20 (50 %)"), as_count(". (0)"), as_count("many")
    (20, 20, 0, None)
    """
    if value is None:
        return 0
    if isinstance(value, str):
        found = _TWO.match(unicodedata.normalize("NFKC", value).strip())
        if found:
            plain = [part for part in found.groups() if "%" not in part]
            value = plain[-1].strip() if plain else value
    count = number(value)
    return count if count is not None and 0 <= count <= MOST else None


def as_shares(rows: Sequence[Sequence[Value]], people: int | None) -> npt.NDArray[np.int64] | None:
    """Counts of so many people from rows of shares; None where the rows hold counts.

    Each row adds up to the number of people again, the largest remainders being rounded up.
    Without a number of people, shares that are no whole numbers stay what they are: no counts.

    >>> as_shares([[0.5, 0.25, "0,25"]], 8).tolist(), as_shares([[4, 2, 2]], None) is None
    ([[4, 2, 2]], True)
    """
    if people is None:
        return None
    shares = [[_share(value) for value in row] for row in rows]
    if any(share is None for row in shares for share in row):
        return None
    parts = np.array(shares, np.float64)
    sums = parts.sum(axis=1)
    if (np.abs(sums - 100) <= 100 * OFF).all():
        parts, sums = parts / 100, sums / 100
    if not (np.abs(sums - 1) <= OFF).all():
        return None
    exact = parts / sums[:, None] * people
    whole: npt.NDArray[np.int64] = np.floor(exact).astype(np.int64)
    for row, left in enumerate(people - whole.sum(axis=1)):
        whole[row, np.argsort(whole[row] - exact[row], kind="stable")[: int(left)]] += 1
    return whole


def _share(value: Value) -> float | None:
    if value is None:
        return 0.0
    if isinstance(value, str):
        plain = unicodedata.normalize("NFKC", value).replace(" ", "").replace(",", ".")
        try:
            return float(plain.removesuffix("%"))
        except ValueError:
            return None
    return float(value) if isinstance(value, int | float) else None
