"""Everything the Kano model says of whatever holds the answers: the way in for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kano_xl.choices import Settings
from kano_xl.frames.recognised import is_frame
from kano_xl.model.analyse import analyse_cube
from kano_xl.model.analysis import Analysis, Importance
from kano_xl.model.cube import CategoryCube, Cube
from kano_xl.model.grouped import Known, analyse_groups
from kano_xl.survey.survey import Survey


def analyse(
    source: Survey | Cube | CategoryCube | Any,
    settings: Settings | None = None,
    importance: Sequence[Importance | None] | None = None,
) -> Analysis:
    """Everything the Kano model says of a survey, of its counts, or of a data frame.

    Of a survey the single answers are read too, as long as it has them: they tell how answers
    to different features go together, and how important people find each.

    Args:
        source: a survey, its counts by pairs of answers or by categories, or a data frame, which
            `kano_xl.frames.counting.count_frame` reads.
        settings: evaluation table, rule, level and language; the defaults where left out.
        importance: one value per feature, in the order of the source; a survey's own where
            left out.

    Returns:
        One result per feature, in the order of the source; and those of groups, if it has some.

    Raises:
        SettingsError: the evaluation table of the settings is none.
        InputError: as of `count_frame`, for a data frame; ``groups_too_small`` for counts of
            groups of which fewer than two may be shown.
        TypeError: the source is something else.

    >>> import numpy as np
    >>> from kano_xl.model.cube import count_pairs
    >>> like, dislike = np.uint8([[1, 1, 1]]), np.uint8([[5, 5, 3]])
    >>> result, = analyse(count_pairs(["Fast transfers"], like, dislike)).features
    >>> result.category
    'O'
    """
    settings = settings or Settings()
    if is_frame(source):
        # An analysis of a file has no need of it.
        from kano_xl.frames.counting import count_frame

        source = count_frame(source, settings)
    if isinstance(source, Cube | CategoryCube):
        if len(source.groups) > 1:
            return analyse_groups(source, settings, Known(importance))
        return analyse_cube(source, settings, importance)
    if not isinstance(source, Survey):
        given = type(source).__name__
        raise TypeError(f"a survey (see kano_xl.read), its counts or a data frame, not {given}")
    stated = source.importance() if importance is None else importance
    counts = source.counts()
    known = Known(stated, source.resamples(settings), source.satisfaction())
    if not source.groups:
        return analyse_cube(counts, settings, *known)
    members = [
        Known(each.importance(), each.resamples(settings), each.satisfaction())
        for each in source.by_group()
    ]
    return analyse_groups(counts, settings, known, members)
