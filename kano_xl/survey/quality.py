"""What is doubtful about the answers, although each of them can be read.

Nothing is dropped here: the problems are listed, and respondents are left out only
where the settings ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kano_xl.addresses import address
from kano_xl.errors import Place, Problem
from kano_xl.model.answers import MISSING
from kano_xl.model.categories import CATEGORIES, EvaluationTable, evaluation_table
from kano_xl.model.counts import count_pairs
from kano_xl.settings import Settings
from kano_xl.survey.listing import listed
from kano_xl.survey.survey import Answers, Feature, Source

QUESTIONABLE_FEATURE = 0.10
"""A larger share of questionable pairs says that the question was not understood."""

QUESTIONABLE_RESPONDENT = 0.5
"""A larger share of questionable pairs says that the respondent did not read the questions."""

CONTRARY = 0.5
"""A larger share of R and Q in all pairs says that the two questions may have been mixed up."""

LEAST_FEATURES = 3
"""Fewer features than this say nothing about how a respondent answers."""

_BLOCK = 1 << 16

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Doubts:
    """Flags of N respondents.

    Attributes:
        straight: the same answer to every question, of at least `LEAST_FEATURES` features.
        both_sides: the same answer to both sides of every feature, though not always the same one.
        questionable: more than `QUESTIONABLE_RESPONDENT` of the full pairs are questionable.
        blank: no readable answer at all.
    """

    straight: Flags
    both_sides: Flags
    questionable: Flags
    blank: Flags


def doubts(answers: Answers, table: EvaluationTable) -> Doubts:
    """Look at every respondent's answers, a block of them at a time."""
    size = answers.functional.shape[1]
    found = Doubts(*(np.zeros(size, np.bool_) for _ in range(4)))
    for start in range(0, size, _BLOCK):
        part = slice(start, start + _BLOCK)
        f, d = answers.functional[:, part], answers.dysfunctional[:, part]
        full = (f != MISSING) & (d != MISSING)
        pairs = full.sum(axis=0)
        highest = np.maximum(f.max(axis=0), d.max(axis=0))
        lowest = np.minimum(
            np.where(f == MISSING, 9, f).min(axis=0), np.where(d == MISSING, 9, d).min(axis=0)
        )
        odd = (table.lookup[f, d] == CATEGORIES.index("Q")).sum(axis=0)
        enough = pairs >= LEAST_FEATURES
        same = ((f == d) | ~full).all(axis=0)
        found.blank[part] = highest == MISSING
        found.straight[part] = enough & (highest == lowest)
        found.both_sides[part] = enough & same & (highest != lowest)
        found.questionable[part] = enough & (odd > QUESTIONABLE_RESPONDENT * pairs)
    return found


def check(
    source: Source,
    features: Sequence[Feature],
    answers: Answers,
    found: Doubts,
    settings: Settings,
) -> list[Problem]:
    """Everything doubtful about the answers, features first, then respondents."""
    problems = _features(source, features, answers, settings)
    for code, flags in (
        ("respondent_duplicate", answers.duplicates),
        ("respondent_straight", found.straight),
        ("respondent_both_sides", found.both_sides),
        ("respondent_questionable", found.questionable & ~found.straight),
        ("respondent_blank", found.blank),
    ):
        where = np.flatnonzero(flags)
        places: Iterable[tuple[Place, dict[str, object]]] = (
            (_row(source, answers, int(index)), {}) for index in where
        )
        problems += listed(code, places, len(where))
    return problems


def _features(
    source: Source,
    features: Sequence[Feature],
    answers: Answers,
    settings: Settings,
) -> list[Problem]:
    """Questionable pairs and missing answers per feature, and sides that look mixed up."""
    counts = count_pairs(
        [feature.name for feature in features], answers.functional, answers.dysfunctional
    ).categories(evaluation_table(settings.table))
    place = Place(source.files[0], source.sheets[0]) if len(source.files) == 1 else Place()
    problems: list[Problem] = []
    given = counts.cells.sum(axis=1)
    questionable = counts.cells[:, CATEGORIES.index("Q")]
    for feature, n, odd in zip(features, given, questionable, strict=True):
        if odd > QUESTIONABLE_FEATURE * n:
            values = {"name": feature.name, "n": int(odd), "percent": round(100 * odd / n)}
            problems.append(Problem("feature_questionable", place, values))
    lacking = int(np.count_nonzero(counts.missing))
    if lacking:
        most = int(counts.missing.argmax())
        values = {
            "n": lacking,
            "name": features[most].name,
            "missing": int(counts.missing[most]),
            "total": int(given[most] + counts.missing[most]),
        }
        problems.append(Problem("answers_missing", place, values))
    contrary = counts.cells[:, [CATEGORIES.index("R"), CATEGORIES.index("Q")]].sum()
    if contrary > CONTRARY * given.sum():
        percent = round(100 * contrary / given.sum())
        problems.append(Problem("pairs_contrary", place, {"percent": percent}))
    return problems


def _row(source: Source, answers: Answers, index: int) -> Place:
    file = int(answers.files[index])
    cell = address(int(answers.rows[index]) - 1, 0)
    return Place(source.files[file], source.sheets[file], cell)


def left_out(answers: Answers, found: Doubts, settings: Settings) -> tuple[Flags, dict[str, int]]:
    """The respondents that the settings leave out, and how many by group.

    A respondent in several groups counts in the first of ``settings.exclude`` only.
    """
    gone = np.zeros(answers.rows.size, np.bool_)
    groups = {
        "duplicates": answers.duplicates,
        "straight-lining": found.straight,
        "questionable": found.questionable,
    }
    numbers = {}
    for group in settings.exclude:
        numbers[group] = int((groups[group] & ~gone).sum())
        gone |= groups[group]
    return gone, numbers
