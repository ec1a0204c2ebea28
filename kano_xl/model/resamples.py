"""The survey drawn again and again: how far its results could have come out otherwise.

Answers of one person to different features go together, so people are drawn, each with all
answers (the bootstrap, Efron 1979). A survey of many is put at random into `BLOCKS` blocks, of
equal sizes as far as that goes, and blocks are drawn in the place of people: then no more is
needed than the counts of each block.

Resamples are for computing with, never for writing down: whoever knows how they were drawn could
find single persons' answers in them again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kano_xl.choices import Rules
from kano_xl.model.answers import LEVELS
from kano_xl.model.categories import NO_CATEGORY, EvaluationTable, evaluation_table
from kano_xl.model.cube import Codes, Counts, Weights
from kano_xl.model.decision import decide
from kano_xl.model.tally import PARTS, in_parts

RESPONDENTS, FEATURES = "respondents", "features"
"""What was drawn: people with all their answers, or each feature's answers by themselves."""

DRAWS = 1_000

BLOCKS = 1_000
"""Up to so many respondents are drawn singly; more of them in so many blocks."""

HALVES = 100
"""How often the survey is split into two halves at random."""

FEWEST_TO_SPLIT = 10
"""People that a survey has at least if its halves are compared: five in each, the fewest of
whom a category is said to be more than open."""

_AT_ONCE = 1 << 17


@dataclass(frozen=True, eq=False)
class Resamples:
    """Category counts of a survey that was drawn `DRAWS` times with replacement.

    Attributes:
        cells: R×F×6 numbers of answers in the order of `kano_xl.model.categories.CATEGORIES`.
        by: `RESPONDENTS` where people were drawn; `FEATURES` where only counts were known.
        agreement: the share of features, 0..1, whose category is the same in both halves of the
            survey, on average over `HALVES` random halves (split-half reliability, Sauerwein
            1999); None from counts alone, or with fewer than `FEWEST_TO_SPLIT` answers.
    """

    cells: Counts
    by: str
    agreement: float | None = None


def resample_respondents(
    functional: Codes, dysfunctional: Codes, rules: Rules, weights: Weights | None = None
) -> Resamples:
    """Draw respondents with replacement; the same answers and rules give the same draws.

    Args:
        functional, dysfunctional: F×N codes 0..5, one row per feature. A missing answer stays
            missing when its respondent is drawn.
        rules: evaluation table and seed; rule and tie gap for the agreement of halves.
        weights: N weights of respondents, drawn with them; each counts once where left out. The
            cells are then in `kano_xl.model.tally.PARTS`.

    Raises:
        SettingsError: the evaluation table is none.
    """
    table = evaluation_table(rules.table)
    if weights is None:
        return resample_blocks(count_blocks(functional, dysfunctional, table, rules.seed), rules)
    parts = in_parts(weights, float(weights.mean()) if weights.size else 1.0)
    blocks = count_blocks(functional, dysfunctional, table, rules.seed, parts)
    return resample_blocks(blocks, rules, PARTS)


def count_blocks(
    functional: Codes,
    dysfunctional: Codes,
    table: EvaluationTable,
    seed: int,
    parts: Counts | None = None,
) -> Counts:
    """B×F×6 category counts of respondents in blocks; B is N up to `BLOCKS`.

    A respondent counts for so many of ``parts``, or once where they are left out.

    >>> from kano_xl.model.categories import STANDARD
    >>> count_blocks(np.uint8([[1, 1, 0]]), np.uint8([[5, 5, 5]]), STANDARD, 1).sum(axis=0)
    array([[0, 2, 0, 0, 0, 0]])
    """
    features, people = functional.shape
    blocks = min(people, BLOCKS)
    place = (np.arange(people) % max(1, blocks)).astype(np.uint16)
    np.random.default_rng(seed).shuffle(place)
    letters, width = table.lookup.ravel(), NO_CATEGORY + 1
    cells = np.zeros((features, blocks * width), np.int64)
    for start in range(0, people, _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        first = place[part].astype(np.intp) * width
        for feature in range(features):
            pair = functional[feature, part] * np.uint8(LEVELS) + dysfunctional[feature, part]
            counted = np.bincount(
                first + letters[pair], None if parts is None else parts[part], blocks * width
            )
            cells[feature] += counted.astype(np.int64)
    return cells.reshape(features, blocks, width).transpose(1, 0, 2)[..., :NO_CATEGORY]


def resample_blocks(blocks: Counts, rules: Rules, unit: int = 1) -> Resamples:
    """Draw blocks of respondents with replacement.

    Args:
        blocks: B×F×6 category counts of people put into blocks at random.
        rules: seed; rule and tie gap for the agreement of halves.
        unit: what one answer counts for, on average.
    """
    count, features, width = blocks.shape
    generator = np.random.default_rng((rules.seed, 1))
    drawn = generator.integers(0, max(1, count), (DRAWS, count))
    drawn += np.arange(DRAWS)[:, np.newaxis] * count
    times = np.bincount(drawn.ravel(), minlength=DRAWS * count).reshape(DRAWS, count)
    # A product of floats is the quickest, and exact for whole numbers within the float's digits.
    exact = count * int(blocks.max(initial=0)) < 1 << 24
    flat = blocks.reshape(count, features * width).astype(np.float32 if exact else np.float64)
    cells = (times.astype(flat.dtype) @ flat).astype(np.int64).reshape(DRAWS, features, width)
    enough = flat.sum(axis=0).reshape(features, width).sum(axis=1) >= FEWEST_TO_SPLIT * unit
    agreement = _agreement(flat, features, rules, generator) if enough.any() else None
    return Resamples(cells, RESPONDENTS, agreement)


def resample_features(counts: Counts, rules: Rules) -> Resamples:
    """Draw each feature's answers by themselves, where nothing else is known.

    Args:
        counts: F×6 numbers of answers in the order of `kano_xl.model.categories.CATEGORIES`.
        rules: for the seed.
    """
    n = counts.sum(axis=1)
    shares = np.where(n[:, np.newaxis] > 0, counts, 1) / np.maximum(n, 1)[:, np.newaxis]
    shares /= shares.sum(axis=1, keepdims=True)
    generator = np.random.default_rng((rules.seed, 2))
    return Resamples(generator.multinomial(n, shares, (DRAWS, len(counts))), FEATURES)


def _agreement(
    flat: npt.NDArray[Any], features: int, rules: Rules, generator: np.random.Generator
) -> float | None:
    """The share of features with the same category in both halves, as `Resamples` says."""
    total = flat.sum(axis=0).reshape(features, NO_CATEGORY)
    sides = np.tile(np.arange(len(flat)) % 2, (HALVES, 1)).astype(flat.dtype)
    half = (generator.permuted(sides, axis=1) @ flat).reshape(HALVES, features, NO_CATEGORY)
    one, other = (decide(each, rules.rule, rules.tie_gap) for each in (half, total - half))
    known = (one != NO_CATEGORY) & (other != NO_CATEGORY)
    return float((one == other)[known].mean()) if known.any() else None
