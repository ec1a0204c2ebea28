"""How sure the points of the Better–Worse map are: intervals as bars, or ellipses around them.

An interval is Wilson's, of each coefficient alone. An ellipse takes both at once, for a
feature's Better and Worse come from the same answers: with B, W = |Worse| and n′ answers A, O,
M or I their variances are B(1−B)/n′ and W(1−W)/n′ and their covariance (p_O − B·W)/n′, where
p_O is the share of O. It holds both true values with the chosen confidence, as far as the
normal distribution is a good approximation: not for few answers, nor near 0 and 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from kano_xl.choices import Settings
from kano_xl.languages import text
from kano_xl.model.analysis import FeatureResult
from kano_xl.report.charts.maps import Reach
from kano_xl.report.charts.scatter_frame import Bars, Point
from kano_xl.report.report import (
    NOT_DRAWN,
    UNDRAWN,
    Cell,
    Formula,
    Range,
    ReportColumn,
    ReportTable,
    Series,
)

TABLE = "map_uncertainty"
"""The key of the table that bars and ellipses are drawn from."""

BARS = Bars(TABLE, "left", "right", "down", "up")
"""Where that table holds the intervals."""

MOST_ELLIPSES = 15
"""With more features on the map, ellipses would cover one another, and none is drawn."""

_STEPS = 24
_AROUND = tuple(
    (round(math.cos(turn), 6), round(math.sin(turn), 6))
    for turn in (2 * math.pi * step / _STEPS for step in range(_STEPS + 1))
)
_WITHIN = "MAX(0,MIN(1,{}))"
_DEFINED = "ISNUMBER({coefficients.better})"
_BARS = {
    "left": "{map.x}+{coefficients.worse_high}",
    "right": "-{coefficients.worse_low}-{map.x}",
    "down": "{coefficients.better}-{coefficients.better_low}",
    "up": "{coefficients.better_high}-{coefficients.better}",
}


def interval_reach(feature: FeatureResult) -> Reach:
    """How far the intervals of Better and |Worse| reach from their point; 0 where undefined."""
    if feature.better_interval is None or feature.worse_interval is None:
        return Reach()
    assert feature.better is not None
    assert feature.worse is not None
    (low, high), (worst, least) = feature.better_interval, feature.worse_interval
    return Reach(
        least - feature.worse, feature.worse - worst, feature.better - low, high - feature.better
    )


def ellipse(feature: FeatureResult, confidence: float) -> tuple[Point, ...]:
    """Places on the ellipse of a feature, the last one the first again; none where undefined.

    What would lie beyond 0 and 1 lies on the edge.
    """
    if feature.better is None or feature.worse is None:
        return ()
    across, along, upright = _axes(feature, confidence)
    x, y = -feature.worse, feature.better
    return tuple(
        (_inside(x + cos * across), _inside(y + cos * along + sin * upright))
        for cos, sin in _AROUND
    )


def _axes(feature: FeatureResult, confidence: float) -> tuple[float, float, float]:
    """Half its width, how far it leans up over that, and half its height at the middle."""
    assert feature.better is not None
    assert feature.worse is not None
    trials = sum(feature.counts[letter] for letter in "AOMI")
    better, worse = feature.better, -feature.worse
    radius = _radius(confidence) / math.sqrt(trials)
    spread = math.sqrt(worse * (1 - worse))
    together = feature.counts["O"] / trials - better * worse
    lean = together / spread if spread else 0.0
    rest = max(0.0, better * (1 - better) - lean * lean)
    return radius * spread, radius * lean, radius * math.sqrt(rest)


def _radius(confidence: float) -> float:
    """In standard deviations: the root of the χ² quantile with two degrees of freedom.

    >>> round(_radius(0.95), 3)
    2.448
    """
    return math.sqrt(-2 * math.log(1 - confidence))


def _inside(share: float) -> float:
    return min(1.0, max(0.0, share))


def uncertainty_table(features: Sequence[FeatureResult], settings: Settings) -> ReportTable:
    """The table behind bars and ellipses; where none are chosen, what it holds draws nothing.

    Its formulas refer to the tables "counts", "coefficients" and "map", whose rows are the
    features in order of rank.
    """
    chosen = settings.map_uncertainty
    shown = sum(feature.better is not None for feature in features)
    around = chosen == "ellipses" and shown <= MOST_ELLIPSES
    rows = (
        (
            feature.name,
            *(_bars(feature) if chosen == "intervals" else (UNDRAWN,) * len(_BARS)),
            *(_ellipse(feature, settings.confidence) if around else _nothing()),
        )
        for feature in features
    )
    return ReportTable(
        TABLE,
        text(settings.language, "charts.chart.uncertainty.table"),
        tuple(_columns(settings.language)),
        tuple(rows),
    )


def _columns(language: str) -> Iterator[ReportColumn]:
    def title(key: str, **values: object) -> str:
        return text(language, f"charts.chart.column.{key}", **values)

    yield ReportColumn("feature", title("feature"), "text")
    for key in _BARS:
        yield ReportColumn(key, title(f"bar_{key}"), "coefficient")
    for key in ("across", "along", "upright"):
        yield ReportColumn(key, title(f"ellipse_{key}"), "coefficient")
    for axis in "xy":
        for step in range(len(_AROUND)):
            heading = title(f"ellipse_{axis}", step=step + 1)
            yield ReportColumn(f"{axis}_{step}", heading, "coefficient")


def _bars(feature: FeatureResult) -> Iterator[Cell]:
    reach = interval_reach(feature)
    for key, template in _BARS.items():
        yield Formula(f"IF({_DEFINED},{template},0)", getattr(reach, key))


def _ellipse(feature: FeatureResult, confidence: float) -> Iterator[Cell]:
    defined = feature.better is not None
    places = ellipse(feature, confidence) or ((0.0, None),) * len(_AROUND)
    axes = _axes(feature, confidence) if defined else (0.0, 0.0, 0.0)
    radius = _radius(confidence)
    trials, spread = "{coefficients.trials}", "{coefficients.worse_se}"
    together = "({counts.O}/" + trials + "+{coefficients.better}*{coefficients.worse})"
    lean = f"{together}/{trials}/{spread}"
    rest = f"{{coefficients.better_se}}^2-({{along}}/{radius!r})^2"
    yield Formula(f"IF({_DEFINED},{radius!r}*{spread},0)", axes[0])
    yield Formula(f"IF({_DEFINED},IF({spread}=0,0,{radius!r}*{lean}),0)", axes[1])
    yield Formula(f"IF({_DEFINED},{radius!r}*SQRT(MAX(0,{rest})),0)", axes[2])
    for (cos, _), (x, _) in zip(_AROUND, places, strict=True):
        moved = _WITHIN.format(f"{{map.x}}+{cos!r}*{{across}}")
        yield Formula(f"IF({_DEFINED},{moved},0)", x)
    for (cos, sin), (_, y) in zip(_AROUND, places, strict=True):
        moved = _WITHIN.format(f"{{map.y}}+{cos!r}*{{along}}+{sin!r}*{{upright}}")
        yield Formula(moved, NOT_DRAWN if y is None else y)


def _nothing() -> Iterator[Cell]:
    """What draws no ellipse: a text across would make Excel number the points."""
    yield from (0,) * (3 + len(_AROUND))
    yield from (UNDRAWN,) * len(_AROUND)


def ellipse_series(index: int) -> Series:
    """The ellipse of the feature in a row of the table."""
    last = len(_AROUND) - 1
    x, y = (Range(TABLE, f"{axis}_0", index, 1, f"{axis}_{last}") for axis in "xy")
    return Series("", "", x, y, role="ellipse")
