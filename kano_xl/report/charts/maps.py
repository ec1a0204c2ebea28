"""The maps that there are, and where a feature stands on each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from kano_xl.model.analysis import FeatureResult
from kano_xl.model.scores import SPLIT
from kano_xl.report.charts.scatter_frame import Bars, Point, ScatterMap

BETTER_WORSE = ScatterMap("map", "Kano map", (0.0, 1.0), 0.5)
"""The Better–Worse map; split in the middle, as Berger et al. (1993) do, if nothing is chosen."""

SCORES = ScatterMap(
    "scores_map",
    "Kano scores",
    (-2.0, 4.0),
    SPLIT,
    Bars("scores_map", "x_error", "x_error", "y_error", "y_error"),
)
"""The map of continuous scores (DuMouchel 1993), with standard errors."""


class Reach(NamedTuple):
    """How far the error bars of a point reach, in the units of the axes; 0 for no bar."""

    left: float = 0.0
    right: float = 0.0
    down: float = 0.0
    up: float = 0.0


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Where a report's features stand on a map: worked out, and as formulas of its cells.

    The formulas refer to the report's tables, whose rows are the features in order of rank.

    Attributes:
        point: of a feature; None where it is undefined and so not drawn.
        errors: how far its error bars reach; 0 without bars.
        x, y: templates of the formulas of the point; where it is undefined, x gives 0 and y
            `kano_xl.report.report.NOT_DRAWN`.
        x_error, y_error: templates of the formulas of error bars that reach as far on either
            side, in the table of the points; "" without such.
        x_mean, y_mean: templates of the means over all features that are drawn.
    """

    point: Callable[[FeatureResult], Point | None]
    errors: Callable[[FeatureResult], Reach]
    x: str
    y: str
    x_error: str = ""
    y_error: str = ""
    x_mean: str = ""
    y_mean: str = ""


def _coefficients(feature: FeatureResult) -> Point | None:
    if feature.better is None or feature.worse is None:
        return None
    return abs(feature.worse), feature.better


def _no_errors(feature: FeatureResult) -> Reach:
    return Reach()


def _scores(feature: FeatureResult) -> Point | None:
    if feature.score is None:
        return None
    return feature.score.dysfunctional_mean, feature.score.functional_mean


def _standard_errors(feature: FeatureResult) -> Reach:
    if feature.score is None:
        return Reach()
    across, upwards = feature.score.dysfunctional_se or 0.0, feature.score.functional_se or 0.0
    return Reach(across, across, upwards, upwards)


# What is no number among the values across makes Excel number the points instead, so there an
# undefined one is 0; #N/A upwards is what keeps the point from being drawn.
COEFFICIENTS = Coordinates(
    _coefficients,
    _no_errors,
    "IF(ISNUMBER({coefficients.worse}),ABS({coefficients.worse}),0)",
    "IF(ISNUMBER({coefficients.better}),{coefficients.better},NA())",
    x_mean="-AVERAGE({coefficients.worse:all})",
    y_mean="AVERAGE({coefficients.better:all})",
)
"""Places on `BETTER_WORSE`, from the table "coefficients"."""

MEAN_SCORES = Coordinates(
    _scores,
    _standard_errors,
    "IF(ISNUMBER({scores.dysfunctional_mean}),{scores.dysfunctional_mean},0)",
    "IF(ISNUMBER({scores.functional_mean}),{scores.functional_mean},NA())",
    "IF(ISNUMBER({scores.dysfunctional_se}),{scores.dysfunctional_se},0)",
    "IF(ISNUMBER({scores.functional_se}),{scores.functional_se},0)",
)
"""Places on `SCORES`, from the table "scores"."""
