"""From one house of quality to the next: its characteristics become the next one's requirements.

Source: Cohen (1995) on the four phases from product to process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy.typing as npt

from kano_xl.model.planning.house import Numbers, technical_importance


def deployed(
    weights: npt.ArrayLike, relations: npt.ArrayLike, next_relations: npt.ArrayLike
) -> Numbers:
    """The technical importance in the next house, whose weights are those found in this one.

    Args:
        weights: I raw weights of this house.
        relations: I×J of this house.
        next_relations: J×K of the next one.

    >>> deployed([5, 3], [[9, 1], [1, 9]], [[1], [3]]).tolist()
    [144.0]
    """
    return technical_importance(technical_importance(weights, relations), next_relations)


class Arrived(NamedTuple):
    """What of a house has come to the next one.

    Attributes:
        missing: characteristics that the next house has not.
        foreign: requirements of the next house that are no characteristics of this one.
    """

    missing: tuple[str, ...]
    foreign: tuple[str, ...]


def arrived(characteristics: Sequence[str], requirements: Sequence[str]) -> Arrived:
    """Whether all characteristics are requirements of the next house, whatever their case.

    >>> arrived(["Taps", "Delay"], ["delay", "Cost"])
    Arrived(missing=('Taps',), foreign=('Cost',))
    """
    here = {name.strip().casefold() for name in characteristics}
    there = {name.strip().casefold() for name in requirements}
    return Arrived(
        tuple(name for name in characteristics if name.strip().casefold() not in there),
        tuple(name for name in requirements if name.strip().casefold() not in here),
    )
