"""Whole surveys: several files, other orders of the same answers, and grids of anything."""

from __future__ import annotations

import contextlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano_xl.choices import Settings
from kano_xl.errors import InputError, KanoError
from kano_xl.languages import LANGUAGES
from kano_xl.model.cube import Cube
from kano_xl.survey.inspecting import understand_sheet
from kano_xl.survey.reading import read, read_sheet
from sample_surveys import DISLIKE, LIKE, NEUTRAL, names, pairs, sheet, survey

ANSWERS = st.one_of(st.none(), st.integers(1, 5))


def counts(*rows: list[object]) -> Cube:
    # Any answers at all: also such as look like numbers that run the other way.
    found = survey(*rows, settings=Settings(codes="like=1")).counts()  # type: ignore[arg-type]
    assert isinstance(found, Cube)
    return found


@st.composite
def grids(draw: st.DrawFn) -> list[list[int | None]]:
    """Answers of some people to two or three features, each column answered at least once."""
    features = draw(st.integers(2, 3))
    people = draw(st.lists(st.lists(ANSWERS, min_size=2 * features, max_size=2 * features)))
    return [[1] * (2 * features), *people]


def headers(width: int) -> list[str]:
    return [f"F{column // 2 + 1}_{'fd'[column % 2]}" for column in range(width)]


@given(grids(), st.randoms())
def test_the_order_of_respondents_changes_nothing(grid: list[list[int | None]], random) -> None:  # type: ignore[no-untyped-def]
    header = headers(len(grid[0]))
    first = counts(header, *grid)
    random.shuffle(grid)
    assert np.array_equal(counts(header, *grid).n, first.n)


@given(grids())
def test_wide_and_long_are_one_survey(grid: list[list[int | None]]) -> None:
    features = len(grid[0]) // 2
    answered = [row for row in grid if any(row)]
    wide = counts(headers(len(grid[0])), *answered)
    pair = [
        [str(person), f"F{feature + 1}", *row[2 * feature : 2 * feature + 2]]
        for person, row in enumerate(answered)
        for feature in range(features)
    ]
    single = [
        [person, feature, side, answer]
        for person, feature, *both in pair
        for side, answer in zip(("functional", "dysfunctional"), both, strict=True)
    ]
    for header, rows in (
        (["respondent", "feature", "functional", "dysfunctional"], pair),
        (["respondent", "feature", "side", "answer"], single),
    ):
        long = counts(header, *rows)
        assert long.features == wide.features
        assert np.array_equal(long.n, wide.n)


WORDS = (
    "F1_f|F1_d|X [F]|X [D]|X [I]|feature|functional|dysfunctional|side|answer|respondent|Timestamp"
    "|A|O|M|I|R|Q|满意|How do you feel if X?|How do you feel without X?|importance|[F]|F|()|1、"
)
CELLS = st.one_of(
    st.none(),
    st.integers(-2, 9),
    st.floats(),
    st.booleans(),
    st.text(max_size=8),
    st.sampled_from([LIKE, DISLIKE, NEUTRAL, *WORDS.split("|")]),
)


@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=6))
def test_any_grid_is_read_or_refused(grid: list[list[object]]) -> None:
    with contextlib.suppress(KanoError):
        found = understand_sheet(sheet(*grid))  # type: ignore[arg-type]
        assert found.features or found.refusal
        for problem in found.problems:
            for language in LANGUAGES:
                assert "\n" not in problem.message(language)


def test_several_files_are_one_survey(tmp_path: Path) -> None:
    first, second = tmp_path / "one.csv", tmp_path / "two.csv"
    first.write_text("Bus [F],Bus [D],Car [F],Car [D]\n1,5,2,4\n3,3,1,1\n", encoding="utf-8")
    second.write_text("Bus [D],Bus [F],Tram [F],Tram [D]\n5,2,1,5\n", encoding="utf-8")
    stages: list[str] = []
    found = read([first, second], Settings(), None, lambda stage, share: stages.append(stage))
    assert names(found) == ["Bus", "Car", "Tram"]
    assert pairs(found) == [
        [(1, 5), (3, 3), (2, 5)],
        [(2, 4), (1, 1), (0, 0)],
        [(0, 0), (0, 0), (1, 5)],
    ]
    assert found.source.files == ("one.csv", "two.csv")
    assert found.source.respondents == 3
    assert found.answers is not None
    assert found.answers.rows.tolist() == [2, 3, 2]
    assert found.answers.files.tolist() == [0, 0, 1]
    told = [(p.place.file, p.values["n"]) for p in found.problems if p.code == "features_differ"]
    assert told == [("one.csv", 1), ("two.csv", 1)]
    assert set(stages) == {"reading", "understanding", "checking"}


def test_counts_add_up_and_do_not_mix_with_answers(tmp_path: Path) -> None:
    table, raw = tmp_path / "table.csv", tmp_path / "raw.csv"
    table.write_text("Feature,A,O,M,I,R,Q\nBus,1,2,3,4,5,6\n", encoding="utf-8")
    raw.write_text("Bus [F],Bus [D]\n1,5\n", encoding="utf-8")
    assert read([table, table]).counts().counts[0].tolist() == [[2, 4, 6, 8, 10, 12]]
    with pytest.raises(InputError) as error:
        read([raw, table])
    assert error.value.code == "mixed_totals"
    assert error.value.place.file == "table.csv"


def test_one_respondent() -> None:
    assert pairs(survey(["Bus [F]", "Bus [D]"], [LIKE, DISLIKE])) == [[(1, 5)]]


def test_sixty_features() -> None:
    header = [f"Feature number {n} of the app [{side}]" for n in range(60) for side in "FD"]
    found = survey(header, [1, 5] * 60, [2, 5] * 60)
    assert len(names(found)) == 60
    assert names(found)[0] == "Feature number 0 of the app"
    assert pairs(found) == [[(1, 5), (2, 5)]] * 60


def test_a_large_survey_is_counted_right() -> None:
    size = 10_000
    answers = np.random.default_rng(4).integers(0, 6, (size, 8))
    rows = [[int(code) or None for code in row] for row in answers]
    found = read_sheet(sheet(headers(8), [1] * 8, *rows)).counts()
    assert isinstance(found, Cube)
    both = answers.reshape(size, 4, 2)
    kept = answers.any(axis=1)
    for feature in range(4):
        for f in range(6):
            for d in range(6):
                expected = ((both[kept, feature] == (f, d)).all(axis=1)).sum() + (f == d == 1)
                assert found.n[0, feature, f, d] == expected


def test_what_was_understood() -> None:
    rows = [[LIKE, 5], [LIKE.upper() + ".", "5"], *[["hm", 5]] * 3, ["I lke it", "odd"]]
    found = understand_sheet(sheet(["Bus [F]", "Bus [D]"], *rows))
    assert found.refusal is not None
    assert found.refusal.code == "answers_unknown"
    assert [(word.text, word.code, word.n, word.place.cell) for word in found.wordings] == [
        ("5", 5, 5, "B2"),
        ("hm", None, 3, "A4"),
        (LIKE, 1, 2, "A2"),
        ("", None, 1, "A7"),
        ("", None, 1, "B7"),
    ]
