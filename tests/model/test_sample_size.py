"""How many answers are enough: the published orientation figures, and the normal half-width."""

from __future__ import annotations

import pytest

from kano_xl.model.sample_size import chance_of_true_mode, half_width

# True shares of the categories, answers, chance that the most frequent is the true one.
SIMULATED = [
    ((0.45, 0.25, 0.20, 0.10), 30, 0.86),
    ((0.45, 0.25, 0.20, 0.10), 50, 0.94),
    ((0.45, 0.25, 0.20, 0.10), 100, 0.99),
    ((0.40, 0.30, 0.20, 0.10), 30, 0.68),
    ((0.40, 0.30, 0.20, 0.10), 100, 0.88),
    ((0.40, 0.30, 0.20, 0.10), 200, 0.95),
    ((0.35, 0.30, 0.20, 0.15), 50, 0.61),
    ((0.35, 0.30, 0.20, 0.15), 400, 0.89),
]


@pytest.mark.parametrize(("shares", "n", "expected"), SIMULATED)
def test_chance_of_true_mode(shares: tuple[float, ...], n: int, expected: float) -> None:
    found = chance_of_true_mode(shares, n)
    assert found == pytest.approx(expected, abs=0.025)
    assert chance_of_true_mode(shares, n) == found


@pytest.mark.parametrize("shares", [(0.5, 0.4), (0.4, 0.6)])
def test_wrong_shares(shares: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="shares"):
        chance_of_true_mode(shares, 10)


@pytest.mark.parametrize(("n", "expected"), [(30, 0.18), (100, 0.10), (200, 0.07)])
def test_half_width(n: int, expected: float) -> None:
    assert half_width(n) == pytest.approx(expected, abs=0.012)


def test_half_width_of_nobody() -> None:
    with pytest.raises(ValueError, match=r"^n must be at least 1$"):
        half_width(0)
