"""What is doubtful about the answers, although each of them can be read.

Nothing is dropped here: the problems are listed, and respondents are left out only
where the settings ask for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.addresses import address
from kano_xl.choices import Reading, Rules
from kano_xl.errors import Place, Problem
from kano_xl.model.answers import MISSING
from kano_xl.model.categories import CATEGORIES, EvaluationTable, evaluation_table
from kano_xl.model.cube import Cube, count_pairs
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


class Doubts(NamedTuple):
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
    rules: Rules,
    not_asked: npt.NDArray[np.int64],
) -> list[Problem]:
    """Everything doubtful about the features, by the answers that count.

    Args:
        source: of the answers.
        features, answers: what was asked and answered.
        rules: by which table pairs are questionable.
        not_asked: for each feature how many people were not asked about it.
    """
    names = [feature.name for feature in features]
    place = Place(source.files[0], source.sheets[0]) if len(source.files) == 1 else Place()
    counts = count_pairs(names, answers.functional, answers.dysfunctional)
    return check_counts(place, counts, rules, not_asked)


def check_people(
    source: Source, answers: Answers, found: Doubts, counted: Flags, gone: Mapping[str, Flags]
) -> list[Problem]:
    """Which respondents are doubtful, and count all the same or are left out.

    Args:
        source: of the answers.
        answers: of N respondents.
        found: what is doubtful about them.
        counted: N flags of those that count.
        gone: see `left_out`.
    """
    of_group = {
        group: f"{code}_excluded"
        for group, code in (
            ("duplicates", "respondent_duplicate"),
            ("straight-lining", "respondent_straight"),
            ("questionable", "respondent_questionable"),
        )
    }
    problems: list[Problem] = []
    for code, flags in (
        ("respondent_duplicate", answers.duplicates & counted),
        ("respondent_straight", found.straight & counted),
        ("respondent_both_sides", found.both_sides & counted),
        ("respondent_questionable", found.questionable & ~found.straight & counted),
        ("respondent_blank", found.blank & counted),
        *((of_group[group], flags) for group, flags in gone.items()),
    ):
        where = np.flatnonzero(flags)
        places: Iterable[tuple[Place, dict[str, object]]] = (
            (_row(source, answers, int(index)), {}) for index in where
        )
        problems += listed(code, places, len(where))
    return problems


def check_counts(
    place: Place, pairs: Cube, rules: Rules, not_asked: npt.NDArray[np.int64] | None = None
) -> list[Problem]:
    """Questionable pairs and missing answers per feature, and sides that look mixed up.

    Args:
        place: of the answers.
        pairs: their counts.
        rules: by which table pairs are questionable.
        not_asked: for each feature how many people were not asked about it, which is no missing
            answer; None where everybody was asked everything.
    """
    counts = pairs.categories(evaluation_table(rules.table))
    problems: list[Problem] = []
    given = counts.counts[0].sum(axis=1)
    questionable = counts.counts[0, :, CATEGORIES.index("Q")]
    for name, n, odd in zip(pairs.features, given, questionable, strict=True):
        if odd > QUESTIONABLE_FEATURE * n:
            values = {"name": name, "n": int(odd), "percent": round(100 * odd / n)}
            problems.append(Problem("feature_questionable", place, values))
    missing = counts.missing[0] - (0 if not_asked is None else not_asked)
    lacking = int(np.count_nonzero(missing))
    if lacking:
        most = int(missing.argmax())
        values = {
            "n": lacking,
            "name": pairs.features[most],
            "missing": int(missing[most]),
            "total": int(given[most] + missing[most]),
        }
        problems.append(Problem("answers_missing", place, values))
    contrary = counts.counts[0][:, [CATEGORIES.index("R"), CATEGORIES.index("Q")]].sum()
    if contrary > CONTRARY * given.sum():
        percent = round(100 * contrary / given.sum())
        problems.append(Problem("pairs_contrary", place, {"percent": percent}))
    return problems


def _row(source: Source, answers: Answers, index: int) -> Place:
    file = int(answers.files[index])
    cell = address(int(answers.rows[index]) - 1, 0)
    return Place(source.files[file], source.sheets[file], cell)


def left_out(answers: Answers, found: Doubts, reading: Reading) -> dict[str, Flags]:
    """The respondents that the choices leave out, N flags for each group.

    A respondent in several groups is in the first of ``reading.exclude`` only.
    """
    gone = np.zeros(answers.rows.size, np.bool_)
    groups = {
        "duplicates": answers.duplicates,
        "straight-lining": found.straight,
        "questionable": found.questionable,
    }
    found_in = {}
    for group in dict.fromkeys(reading.exclude):
        found_in[group] = groups[group] & ~gone
        gone |= groups[group]
    return found_in
