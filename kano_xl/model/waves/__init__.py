"""Waves: the same questions asked again. What moved, and what only seems to have moved?

Each feature has three tests: whether the shares of its categories differ, and whether Better and
Worse do. Of different people they are those of `kano_xl.model.comparison`; of the same people twice
Bowker's test and McNemar's. The p values of each kind are corrected over the features (and, of more
than two waves, over the comparisons) by Holm's (1979) method; and as there are three kinds, each
gets a third of the risk (Bonferroni): where nothing moved, something is said to have moved in no
more comparisons than the level says.
"""

from kano_xl.model.waves.changes import difference_interval, paired_interval
from kano_xl.model.waves.moves import moves_between
from kano_xl.model.waves.records import (
    MCNEMAR,
    MOVED,
    NOT_COMPARED,
    POWER,
    SAME,
    SEEMS,
    Change,
    Crossing,
    FeatureMove,
    Wave,
    WaveComparison,
    pairs_of,
)
from kano_xl.model.waves.smallest import smallest_change, smallest_paired_change

__all__ = [
    "MCNEMAR",
    "MOVED",
    "NOT_COMPARED",
    "POWER",
    "SAME",
    "SEEMS",
    "Change",
    "Crossing",
    "FeatureMove",
    "Wave",
    "WaveComparison",
    "difference_interval",
    "moves_between",
    "paired_interval",
    "pairs_of",
    "smallest_change",
    "smallest_paired_change",
]
