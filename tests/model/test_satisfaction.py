"""Satisfaction today: its bounds, its sums, and where it is undefined."""

from __future__ import annotations

import numpy as np
import pytest

from kano_xl.model.analyse import analyse_cube
from kano_xl.model.analysis import StatedSatisfaction
from kano_xl.model.cube import CategoryCube, count_categories
from kano_xl.model.satisfaction import satisfaction_today, satisfied_share, works_badly
from kano_xl.writers.json_text import feature_json


def test_what_is_left_and_at_stake_make_the_whole_range() -> None:
    chance = np.random.default_rng(1)
    better, worse = chance.random(200), -chance.random(200)
    mean = 1 + 4 * chance.random(200)
    found = satisfaction_today(better, worse, satisfied_share(mean, 5))
    assert found.room + found.at_stake == pytest.approx(better - worse)
    assert found.position + found.room == pytest.approx(better)
    assert found.position - found.at_stake == pytest.approx(worse)
    assert (found.room >= 0).all()
    assert (found.at_stake >= 0).all()


def test_ends_of_the_scale() -> None:
    found = satisfaction_today([0.5, 0.5], [-0.75, -0.75], satisfied_share([1, 5], 5))
    assert found.position.tolist() == [-0.75, 0.5]
    assert found.room.tolist() == [1.25, 0]


def test_undefined() -> None:
    nan = np.nan
    shares = satisfied_share([3, 3, nan, 0.5, 6], 5)
    assert shares.tolist() == pytest.approx([0.5, 0.5, nan, nan, nan], nan_ok=True)
    found = satisfaction_today([nan, 0.5, 0.5, 0.5, 0.5], [-0.5, nan, -0.5, -0.5, -0.5], shares)
    assert all(np.isnan(each).all() for each in found)
    with pytest.raises(ValueError, match="says nothing"):
        satisfied_share([1], 1)


def settled(*rows: dict[str, int]) -> CategoryCube:
    """Features 1, 2 … with these counts."""
    cells = np.array([[row.get(letter, 0) for letter in "AOMIRQ"] for row in rows])
    return count_categories([str(at) for at in range(1, len(rows) + 1)], cells)


def stated(*means: float | None, n: int = 50, top: int = 9) -> list[StatedSatisfaction]:
    return [StatedSatisfaction(mean, n if mean else 0, top) for mean in means]


def test_the_example_of_the_method() -> None:
    # Better .36, Worse −.82 of 50: A 4, O 14, M 27, I 5. s = (3 − 1)/8.
    (found,) = analyse_cube(
        settled({"A": 4, "O": 14, "M": 27, "I": 5}), satisfaction=stated(3.0)
    ).features
    assert (found.better, found.worse) == (0.36, -0.82)
    assert found.satisfaction is not None
    assert found.satisfaction.share == 0.25
    assert found.satisfaction.position == pytest.approx(-0.525)
    assert found.satisfaction.room == pytest.approx(0.885)
    assert found.satisfaction.at_stake == pytest.approx(0.295)
    assert feature_json(found)["satisfaction"] == {
        **{"mean": 3.0, "n": 50, "top": 9, "share": 0.25},
        "position": found.satisfaction.position,
        "room": found.satisfaction.room,
        "at_stake": found.satisfaction.at_stake,
        "works_badly": True,
    }


def test_a_settled_must_be_that_works_badly_comes_first() -> None:
    strong, weak, performing = {"M": 90, "I": 10}, {"M": 70, "I": 30}, {"O": 90, "I": 10}
    open_one = {"M": 51, "I": 49}
    counts = settled(performing, strong, weak, open_one)

    def ranks(*means: float | None, n: int = 50) -> list[int]:
        found = analyse_cube(counts, satisfaction=stated(*means, n=n))
        assert all(
            low <= each.rank <= high
            for each in found.features
            for low, high in [each.rank_interval or (each.rank, each.rank)]
        )
        return [each.rank for each in found.features]

    usual = [each.rank for each in analyse_cube(counts).features]
    assert usual == [4, 1, 2, 3]
    assert ranks(1.0, 9.0, 4.9, 9.0) == [4, 2, 1, 3]
    # Equal, at the middle, unknown, too few, open, or of another category: as ever.
    for means in ((9, 1, 1, 9), (9, 9, 5.0, 9), (1, 9, None, 9), (1, 9, 9, 1)):
        assert ranks(*means) == usual
    assert ranks(9, 9, 1, 9, n=4) == usual


def test_nobody_asked_says_nothing() -> None:
    (found,) = analyse_cube(settled({"M": 9})).features
    assert found.satisfaction is None
    assert "satisfaction" not in feature_json(found)
    (found,) = analyse_cube(settled({"M": 9}), satisfaction=stated(None)).features
    assert found.satisfaction is not None
    assert works_badly(found.satisfaction) is None
    assert feature_json(found)["satisfaction"]["room"] is None
    (found,) = analyse_cube(settled({"R": 9}), satisfaction=stated(3.0)).features
    assert found.satisfaction is not None
    assert (found.satisfaction.share, found.satisfaction.position) == (0.25, None)
