"""The labels of the live map: that they hardly ever meet, as a twin of the formulas places them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from kano_xl.languages import LANGUAGES
from kano_xl.report.charts.scatter_chart import MOST_NAMES
from kano_xl.report.charts.scatter_frame import PLOT
from live_label_twin import Box, overlap, place

WORDS = {
    "en": "Alerts when a payment over the limit leaves my savings account at night".split(),
    "de": "Meldung wenn eine Zahlung über der Grenze nachts mein Sparkonto verlässt".split(),
    "zh-Hans": "夜 间 转 账 提 醒 账 户 安 全 余 额 变 动 通 知".split(),
    "zh-Hant": "夜 間 轉 帳 提 醒 帳 戶 安 全 餘 額 變 動 通 知".split(),
}
LONGEST = {"en": 30, "de": 30, "zh-Hans": 15, "zh-Hant": 15}
JOINED = {"en": " ", "de": " ", "zh-Hans": "", "zh-Hant": ""}


def test_labels_meet_in_hardly_any_of_a_thousand_random_surveys() -> None:
    rng = np.random.default_rng(11)
    pairs = met = points_covered = labels = numbers = 0
    for survey in range(1_000):
        language = LANGUAGES[survey % len(LANGUAGES)]
        points = random_points(rng)
        labels_of = random_labels(rng, len(points), language)
        placed = place(points, labels_of, language)
        boxes = [box for box, _ in placed]
        pairs += len(boxes) * (len(boxes) - 1) // 2
        met += sum(overlap(a, b) for a, b in combinations(boxes, 2))
        labels += len(boxes)
        numbers += sum(not is_name for _, is_name in placed)
        points_covered += sum(any(covers(box, point) for point in points) for box in boxes)
    assert pairs > 30_000
    assert met / pairs <= 0.001
    assert points_covered / labels <= 0.01
    # Names are what one wants to read: numbers come only where many points are close.
    assert numbers / labels < 0.25


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_labels_that_would_meet_one_becomes_a_number(language: str) -> None:
    labels_of = random_labels(np.random.default_rng(1), 12, language)
    placed = place([(0.5, 0.5)] * 12, labels_of, language)
    assert 2 <= sum(is_name for _, is_name in placed) <= 6
    assert not any(overlap(a, b) for (a, _), (b, _) in combinations(placed, 2))


def random_points(rng: np.random.Generator) -> list[tuple[float, float]]:
    """|Worse| and Better of a survey of 3 to 15 features: 5 to 300 people, alike or not."""
    people = int(rng.integers(5, 301))
    alike = rng.dirichlet(np.ones(4))
    points = []
    for _feature in range(rng.integers(3, MOST_NAMES + 1)):
        a, o, m, _ = rng.multinomial(people, rng.dirichlet(alike * rng.choice((4, 40)) + 0.05))
        points.append(((o + m) / people, (a + o) / people))
    return points


def random_labels(rng: np.random.Generator, count: int, language: str) -> list[tuple[str, str]]:
    """Names of 3 to 60 characters, as the map shows them, and their numbers."""
    longest = LONGEST[language]
    found = []
    for number in range(1, count + 1):
        words = rng.choice(WORDS[language], 40)
        name = JOINED[language].join(words)[: rng.integers(3, 61)].strip()
        short = f"{name[: longest - 1]}…" if len(name) > longest else name
        found.append((short, str(number)))
    return found


def covers(box: Box, point: tuple[float, float]) -> bool:
    x, y = point[0] * PLOT[2], (1 - point[1]) * PLOT[3]
    return box[0] < x < box[2] and box[1] < y < box[3]
