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

_TWO = re.compile(r"^(?P<first>[\d.,'’\s]*%?)\s*\(\s*(?P<second>[\d.,'’\s]*%?)\s*\)$")
_THOUSANDS = re.compile(r"^[1-9]\d{0,2}(?P<mark>[.,'’ ])\d{3}(?:(?P=mark)\d{3})*$")
_DECIMALS = re.compile(r"^\d+[.,]0{3}$")
"""Three zeros behind a mark are thousands, or the decimals of a number that has some always."""


def as_count(value: Value) -> int | None:
    """The count in a cell, a blank one being 0; None if it is none.

    Counts are whole, so three digits behind a mark are thousands; "0,000" says that they are
    decimals, and is none.

    >>> as_count("50% (20)"), as_count("20 (50 %)"), as_count(". (0)"), as_count("many")
    (20, 20, 0, None)
    >>> as_count("1,234"), as_count("2.000"), as_count("10 000"), as_count("0,000")
    (1234, 2000, 10000, None)
    """
    if value is None:
        return 0
    if isinstance(value, str):
        value = _without_thousands(_of_two(unicodedata.normalize("NFKC", value).strip()))
    count = None if value is None else number(value)
    return count if count is not None and 0 <= count <= MOST else None


def _of_two(cell: str) -> str:
    """The count of a cell that holds a count and a share; any other cell as it is."""
    found = _TWO.match(cell)
    plain = [part for part in found.groups() if "%" not in part] if found else []
    return plain[-1].strip() if plain else cell


def _without_thousands(cell: str) -> str | None:
    """The cell without marks of thousands; None where the three digits are decimals."""
    found = _THOUSANDS.match(cell)
    if found:
        return cell.replace(found["mark"], "")
    return None if _DECIMALS.match(cell) else cell


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


def are_shares(rows: Sequence[Sequence[Value]]) -> bool:
    """Whether the rows would be shares, if it were known of how many people.

    >>> are_shares([[0.5, 0.25, 0.25]]), are_shares([["50%", "25%", "many"]])
    (True, False)
    """
    return as_shares(rows, 1) is not None


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
