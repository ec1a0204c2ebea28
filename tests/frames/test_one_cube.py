"""One survey as a frame of any engine and as a file gives one cube."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano_xl import Settings, Survey, count_frame, read
from kano_xl.model.cube import Cube
from tests.frames.engines import ENGINES, Columns, as_file

WORDS = ["I like it", "It must be that way", "I am neutral", "I can live with it", "I dislike it"]
NAMES = ["Chat", "Maps", "Fast transfers", "Dark mode"]

pairs = st.tuples(st.integers(0, 5), st.integers(0, 5))
answers = st.lists(st.lists(pairs, min_size=3, max_size=3), min_size=3, max_size=30)


def said(codes: Sequence[int], words: bool) -> list[object]:
    if words:
        return [None if code == 0 else WORDS[code - 1] for code in codes]
    return [None if code == 0 else code for code in codes]


def wide(given: list[list[tuple[int, int]]], words: bool) -> Columns:
    """A column for each question; each question has at least one answer."""
    columns: dict[str, Sequence[object]] = {"ID": list(range(1, len(given) + 2))}
    for feature in range(3):
        both = [*(person[feature] for person in given), (1, 5)]
        columns[f"{NAMES[feature]} [F]"] = said([f for f, _ in both], words)
        columns[f"{NAMES[feature]} [D]"] = said([d for _, d in both], words)
        stated = [None if f == 2 else f + d for f, d in both]
        columns[f"Importance {NAMES[feature]}"] = stated
    return columns


def long(given: list[list[tuple[int, int]]], words: bool, seed: int, ids: bool) -> Columns:
    """A row for each respondent and feature; with IDs some rows are not there at all."""
    rows = [
        (number, NAMES[feature], f, d)
        for number, person in enumerate(given, 1)
        for feature, (f, d) in enumerate(person)
        if not ids or (f + d) % 4
    ]
    rows += [(len(given) + 1, name, 1, 5) for name in NAMES[:3]]
    if ids:
        random.Random(seed).shuffle(rows)
    columns: dict[str, Sequence[object]] = {
        "respondent": [row[0] for row in rows],
        "feature": [row[1] for row in rows],
        "functional": said([row[2] for row in rows], words),
        "dysfunctional": said([row[3] for row in rows], words),
        "importance": [row[2] + row[3] for row in rows],
    }
    return columns if ids else {name: columns[name] for name in list(columns)[1:4]}


def file_of(columns: Columns, choices: Settings) -> Survey:
    with TemporaryDirectory() as folder:
        return read([as_file(columns, Path(folder))], choices)


def by_feature(survey: Survey) -> dict[str, Any]:
    cube = survey.counts()
    assert isinstance(cube, Cube)
    return {name: cube.n[0, at].tolist() for at, name in enumerate(cube.features)}


def assert_same(columns: Columns) -> None:
    # What numbers mean is said, for random answers may well look turned round.
    choices = Settings(codes="like=1")
    expected = file_of(columns, choices)
    importance = dict(zip(expected.counts().features, expected.importance() or (), strict=False))
    for name, make in ENGINES.items():
        found = count_frame(make(columns), choices)
        assert by_feature(found) == by_feature(expected), name
        assert found.source.respondents == expected.source.respondents, name
        stated = dict(zip(found.counts().features, found.importance() or (), strict=False))
        assert stated.keys() == importance.keys(), name
        for feature, mean in importance.items():
            assert stated[feature].n == mean.n
            assert stated[feature].mean == pytest.approx(mean.mean)
        assert {(w.text, w.code, w.n) for w in found.wordings} == {
            (w.text, w.code, w.n) for w in expected.wordings
        }, name


@settings(max_examples=15, deadline=None)
@given(answers, st.booleans())
def test_a_column_for_each_question(given: list[list[tuple[int, int]]], words: bool) -> None:
    assert_same(wide(given, words))


@settings(max_examples=15, deadline=None)
@given(answers, st.booleans(), st.integers(0, 99), st.booleans())
def test_a_row_for_each_respondent_and_feature(
    given: list[list[tuple[int, int]]], words: bool, seed: int, ids: bool
) -> None:
    assert_same(long(given, words, seed, ids))


def test_counts_by_hand() -> None:
    columns = {"Chat [F]": [1, 1, None, 2], "Chat [D]": [5, 5, 5, None]}
    for make in ENGINES.values():
        cube = count_frame(make(columns)).counts()
        expected = np.zeros((6, 6), int)
        expected[1, 5], expected[0, 5], expected[2, 0] = 2, 1, 1
        assert cube.n[0, 0].tolist() == expected.tolist()
