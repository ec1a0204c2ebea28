"""Results as a data frame of pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kano_xl.errors import InputError
from kano_xl.model.measures import scalars

if TYPE_CHECKING:
    import pandas as pd

    from kano_xl.model.analysis import Analysis, Groups

_WORDS = frozenset({"text", "label", "category", "letter"})
_WHOLE_NUMBERS = frozenset({"count", "rank"})


def results_frame(analysis: Analysis) -> pd.DataFrame:
    """One row per feature, in the order of the survey, and one column per measure.

    The names of the features are the index: so ``frame.loc["Fast transfers"]`` is a feature,
    ``frame["better"].plot.barh()`` names its bars, and two results of the same features are
    joined without a word; ``frame.reset_index()`` makes a column of them.

    Raises:
        InputError: ``pandas_library``: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as missing:
        raise InputError("pandas_library") from missing
    features, *measures = scalars()
    index = pd.Index([features.value(one) for one in analysis.features], name=features.key)
    columns = {
        measure.key: pd.array(
            [measure.value(one) for one in analysis.features], dtype=_kept_as(measure.kind)
        )
        for measure in measures
    }
    return pd.DataFrame(columns, index=index)


def groups_frame(groups: Groups) -> pd.DataFrame:
    """One row per group and feature, both of which are the index; else as `results_frame`.

    Raises:
        InputError: ``pandas_library``: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as missing:
        raise InputError("pandas_library") from missing
    frames = {each.name: results_frame(each.analysis) for each in groups}
    if not frames:
        return pd.DataFrame()
    return pd.concat(frames, names=["group"])


def _kept_as(kind: str) -> str:
    """The type of a column; each has a value for what is undefined."""
    if kind in _WORDS:
        return "string"
    return "Int64" if kind in _WHOLE_NUMBERS else "float64"
