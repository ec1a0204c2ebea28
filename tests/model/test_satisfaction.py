"""Satisfaction today: its bounds, its sums, and where it is undefined."""

from __future__ import annotations

import numpy as np
import pytest

from kano_xl.model.satisfaction import satisfaction_today, satisfied_share


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
