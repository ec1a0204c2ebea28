"""The colours of the categories: readable, and told apart by people with any colour vision."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from kano_xl.report.charts.palette import LOOKS

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
VISION = {
    "any": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
}
APART = {"any": 30, "deuteranopia": 15, "protanopia": 15}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    ratio = TO_XYZ @ rgb / WHITE
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def contrast(first: str, second: str) -> float:
    dark, light = sorted(TO_XYZ[1] @ linear(each) for each in (first, second))
    return float((light + 0.05) / (dark + 0.05))


@pytest.mark.parametrize("vision", VISION)
def test_any_two_categories_look_different(vision: str) -> None:
    seen = {
        letter: lab(np.clip(VISION[vision] @ linear(look.colour), 0, 1))
        for letter, look in LOOKS.items()
    }
    for one, other in combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > APART[vision], (one, other)


@pytest.mark.parametrize("letter", LOOKS)
def test_letters_can_be_read_on_every_ground(letter: str) -> None:
    look = LOOKS[letter]
    for ground in ("#FFFFFF", look.tint):
        assert contrast(look.colour, ground) >= 4.5
    assert contrast("#222222", look.tint) >= 4.5


def test_the_measures_are_those_of_the_literature() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert lab(linear("#FF0000")) == pytest.approx([53.24, 80.09, 67.20], abs=0.05)
