from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano_xl.report.charts.label_search import MARKER, LabelLayout
from kano_xl.report.charts.labels import Label, LabelBox, fitted, place_labels
from kano_xl.report.typesetting.text_size import text_width

WIDTH, HEIGHT = 812.0, 470.0
NUMBER = (18.0, 15.0)

Point = tuple[float, float]
points = st.lists(
    st.tuples(st.floats(0, WIDTH, width=32), st.floats(0, HEIGHT, width=32)), max_size=60
)


def overlap(one: LabelBox, other: LabelBox) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def boxes(labels: tuple[Label | None, ...], sizes: list[Point]) -> list[LabelBox]:
    placed = [
        label.box(*size) for label, size in zip(labels, sizes, strict=True) if label is not None
    ]
    assert len(placed) == len(labels)
    return placed


def assert_readable(
    dots: list[Point], sizes: list[Point], keep_clear: tuple[LabelBox, ...] = ()
) -> None:
    found = boxes(place_labels(dots, sizes, (WIDTH, HEIGHT), keep_clear), sizes)
    close = 0.01
    for box in found:
        assert box.left >= -close
        assert box.top >= -close
        assert box.right <= WIDTH + close
        assert box.bottom <= HEIGHT + close
    shrunk = [
        LabelBox(box.left + close, box.top + close, box.right - close, box.bottom - close)
        for box in found
    ]
    assert not any(overlap(one, other) for one, other in itertools.combinations(shrunk, 2))
    markers = [LabelBox(x - MARKER, y - MARKER, x + MARKER, y + MARKER) for x, y in dots]
    assert not any(overlap(box, taken) for box in shrunk for taken in (*markers, *keep_clear))


@settings(max_examples=25, deadline=None)
@given(points)
def test_numbers_never_cover_anything(dots: list[Point]) -> None:
    assert_readable(dots, [NUMBER] * len(dots))


@pytest.mark.parametrize("names", [1, 3, 12])
@pytest.mark.parametrize("seed", range(5))
def test_names_never_cover_anything(names: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    dots = [(float(x), float(y)) for x, y in random.random((names, 2)) * (WIDTH, HEIGHT)]
    assert_readable(dots, [(float(width), 15.0) for width in random.uniform(40, 172, names)])


@pytest.mark.parametrize(
    "dots",
    [
        [(300.0, 200.0)] * 60,
        [(WIDTH, 0.0)] * 60,
        [(x, y) for x in (0.0, WIDTH) for y in (0.0, HEIGHT)] * 15,
        [(300.0 + 9 * (index % 8), 200.0 + 9 * (index // 8)) for index in range(60)],
    ],
    ids=["one place", "one corner", "four corners", "a dense cluster"],
)
def test_crowds_of_points(dots: list[Point]) -> None:
    clear = (LabelBox(5, 5, 80, 20), LabelBox(WIDTH - 80, HEIGHT - 20, WIDTH - 5, HEIGHT - 5))
    assert_readable(dots, [NUMBER] * len(dots), clear)


@settings(max_examples=10, deadline=None)
@given(points)
def test_the_same_points_give_the_same_places(dots: list[Point]) -> None:
    sizes = [NUMBER] * len(dots)
    area = (WIDTH, HEIGHT)
    assert place_labels(dots, sizes, area) == place_labels(list(dots), list(sizes), area)


def test_a_lonely_label_is_beside_its_point_without_a_line() -> None:
    (label,) = place_labels([(400, 200)], [(100, 15)], (WIDTH, HEIGHT))
    assert label is not None
    assert math.dist((label.x, label.y), (400, 200)) < 12
    assert not label.led


def test_labels_of_one_point_stand_in_order_of_reading() -> None:
    labels = place_labels([(400, 200)] * 9, [NUMBER] * 9, (WIDTH, HEIGHT))
    placed = [label for label in labels if label]
    assert len(placed) == 9
    assert sorted(placed, key=lambda label: (label.y, label.x)) == placed


def test_one_line_leads_to_a_block_that_stands_apart() -> None:
    wall = LabelBox(330, 130, 470, 270)
    labels = place_labels([(400, 200)] * 6, [NUMBER] * 6, (WIDTH, HEIGHT), [wall])
    assert sum(label.led for label in labels if label) == 1


def test_a_label_prefers_not_to_cross_a_rule() -> None:
    rule = LabelBox(419, 0, 421, HEIGHT)
    (label,) = place_labels([(400, 200)], [(100, 15)], (WIDTH, HEIGHT), rules=[rule])
    assert label is not None
    assert not overlap(label.box(100, 15), rule)


def test_every_label_is_placed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the time grows with the number of labels, however crowded they are."""
    tries: list[int] = []
    choose = LabelLayout._choose
    monkeypatch.setattr(
        LabelLayout,
        "_choose",
        lambda layout, index, *rest: tries.append(index) or choose(layout, index, *rest),
    )
    dots = [(300.0 + 5 * (index % 10), 200.0 + 5 * (index // 10)) for index in range(100)]
    place_labels(dots, [NUMBER] * 100, (WIDTH, HEIGHT))
    assert set(tries) == set(range(100))
    # Near its point, then anywhere; both again where every line would cross a label.
    assert max(map(tries.count, tries)) <= 4


def test_a_label_that_fits_nowhere_is_left_out() -> None:
    assert place_labels([(50, 50)], [(200, 15)], (100, 100)) == (None,)
    assert place_labels([], [], (100, 100)) == ()


def test_a_crowd_with_room_for_some_labels_only() -> None:
    labels = place_labels([(20, 20), (80, 80), (20, 80)], [(50, 40)] * 3, (100, 100))
    found = [label.box(50, 40) for label in labels if label]
    assert len(found) < 3
    assert not any(overlap(one, other) for one, other in itertools.combinations(found, 2))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Transfers", "Transfers"),
        ("Account statements for the tax office", "Account statements…"),
        ("a\x01b\nc", "a b c"),
        ("\x01", "–"),
    ],
)
def test_names_are_shortened_at_a_word(name: str, shown: str) -> None:
    assert fitted(name, 9, 130) == shown


@given(st.text(max_size=60), st.floats(40, 300))
def test_a_shortened_name_fits(name: str, width: float) -> None:
    assert text_width(fitted(name, 9, width), 9) <= width


def test_hardly_any_line_to_a_label_crosses_another_label() -> None:
    """Numbers of 3 to 60 features anywhere on the map, alike or spread, none at one place.

    Where labels stand all around a point, the only way out is over one of them.
    """
    rng = np.random.default_rng(3)
    led = crossing = 0
    for _ in range(40):
        count = int(rng.integers(3, 61))
        spread = rng.uniform(0.03, 0.3)
        middle = rng.uniform(0.3, 0.7, 2)
        places = rng.normal(middle, spread, (count, 2)) % 1 * (WIDTH, 320.0)
        apart = {(round(x / 3), round(y / 3)): (float(x), float(y)) for x, y in places}
        dots = list(apart.values())
        found = place_labels(dots, [NUMBER] * len(dots), (WIDTH, 320.0))
        written = [(index, label.box(*NUMBER)) for index, label in enumerate(found) if label]
        for index, label in enumerate(found):
            if label is None or not label.led:
                continue
            led += 1
            start, end = np.array(dots[index]), np.array((label.x, label.y))
            crossing += any(
                box.left < x < box.right and box.top < y < box.bottom
                for share in np.linspace(0, 1, 200)
                for x, y in [start + share * (end - start)]
                for other, box in written
                if other != index
            )
    assert led > 100
    assert crossing / led <= 0.015
