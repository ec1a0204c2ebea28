"""Frames as people have them: odd types, odd names of columns, and what is no frame."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path

import duckdb
import narwhals as nw
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from kano_xl import InputError, Settings, analyse, build_report, count_frame, write_workbook
from kano_xl.frames import frame as frames
from kano_xl.frames.recognised import is_frame
from kano_xl.survey.mapping import ColumnName, MappedFeature, Mapping
from kano_xl.writers.json_text import to_json

F, D = [1, 2, 1], [5, 4, 4]


def cells(frame: object, choices: Settings | None = None) -> dict[tuple[int, int], int]:
    """The pairs of the first feature that came, and how often."""
    cube = count_frame(frame, choices).counts()
    return {(int(f), int(d)): int(cube.n[0, 0, f, d]) for f, d in np.argwhere(cube.n[0, 0])}


EXPECTED = {(1, 5): 1, (2, 4): 1, (1, 4): 1}


@pytest.mark.parametrize(
    "functional",
    [
        pd.Series([1.0, 2.0, 1.0]),
        pd.Series(["1", "2", "1"]),
        pd.Series([Decimal("1.00"), Decimal(2), Decimal(1)]),
        pd.Series(["I like it", "It must be that way", "I like it"], dtype="category"),
        pd.Series([1, 2, 1], dtype="category"),
        pd.Series([1, "It must be that way", "I like it"], dtype=object),
        pd.array([1, 2, 1], dtype="Int8"),
        pd.array(["1", "2", "1"], dtype="string"),
    ],
    ids=count(),
)
def test_types_of_pandas(functional: object) -> None:
    assert cells(pd.DataFrame({"Chat [F]": functional, "Chat [D]": D})) == EXPECTED


@pytest.mark.parametrize(
    "functional",
    [
        pl.Series([1, 2, 1], dtype=pl.UInt8),
        pl.Series([1.0, 2.0, 1.0], dtype=pl.Float32),
        pl.Series([Decimal("1.0"), Decimal("2.0"), Decimal("1.0")]),
        pl.Series(["1", "2", "1"], dtype=pl.Categorical),
        pl.Series(["I like it", "It must be that way", "I like it"],
                  dtype=pl.Enum(["I like it", "It must be that way"])),
    ],
    ids=count(),
)  # fmt: skip
def test_types_of_polars(functional: pl.Series) -> None:
    frame = pl.DataFrame({"Chat [F]": functional, "Chat [D]": D})
    assert cells(frame) == cells(frame.lazy()) == cells(duckdb.from_arrow(frame.to_arrow()))
    assert cells(frame.to_arrow()) == cells(frame) == EXPECTED


def test_missing_in_every_way() -> None:
    functional = pd.Series([1, np.nan, None, pd.NA, "", "  ", "n/a"], dtype=object)
    frame = pd.DataFrame({"ID": range(7), "Chat [F]": functional, "Chat [D]": [5] * 7})
    assert cells(frame) == {(1, 5): 1, (0, 5): 6}
    floats = pl.DataFrame({"Chat [F]": [1.0, float("nan"), None], "Chat [D]": [5, 5, 5]})
    assert cells(floats) == cells(floats.lazy()) == {(1, 5): 1, (0, 5): 2}


def test_true_is_no_one() -> None:
    frame = pd.DataFrame(
        {"Chat [F]": pd.Series([True, *[1] * 99], dtype=object), "Chat [D]": [5] * 100}
    )
    assert cells(frame) == {(0, 5): 1, (1, 5): 99}


def test_rows_that_are_blank_from_end_to_end_are_nobody() -> None:
    frame = pd.DataFrame(
        {
            "Town": ["a", None, None, " "],
            "Chat [F]": [1, 2, None, None],
            "Chat [D]": [5, 4, None, None],
        }
    )
    survey = count_frame(frame)
    assert survey.source.respondents == 2
    assert cells(frame) == {(1, 5): 1, (2, 4): 1}
    frame["Town"] = ["a", None, "b", " "]
    assert cells(frame) == {(1, 5): 1, (2, 4): 1, (0, 0): 1}


def test_names_of_columns() -> None:
    levels = pd.MultiIndex.from_tuples([("Chat", "Functional"), ("Chat", "Dysfunctional")])
    two = pd.DataFrame(list(zip(F, D, strict=True)), columns=levels)
    assert cells(two) == EXPECTED
    numbers = pd.DataFrame({0: ["a", "b", "c"], "Chat [F]": F, "Chat [D]": D})
    assert cells(numbers) == EXPECTED
    blank = pd.DataFrame({"Unnamed: 0": [0, 1, 2], "Chat [F]": F, "Chat [D]": D})
    assert cells(blank) == EXPECTED


def test_a_name_twice_is_refused() -> None:
    frame = pd.DataFrame([[1, 5, 1]], columns=["Chat [F]", "Chat [D]", "Chat [F]"])
    with pytest.raises(InputError, match="“Chat \\[F\\]”"):
        count_frame(frame)
    with pytest.raises(InputError) as told:
        count_frame(pa.Table.from_arrays([pa.array(F), pa.array(D)], names=["a", "a"]))
    assert told.value.code == "frame_columns_twice"


@pytest.mark.parametrize(
    ("frame", "code"),
    [
        (pd.DataFrame(), "frame_empty"),
        (pl.DataFrame({"Chat [F]": [], "Chat [D]": []}), "frame_empty"),
        (pd.Series([1, 2]), "frame_unknown"),
        ([1, 2], "frame_unknown"),
        (pd.DataFrame({"A": ["Total", "x"], "B": [1, 2]}).iloc[:0], "frame_empty"),
        (
            pd.DataFrame({"ID": ["1", "2", "Total"], "Chat [F]": [1, 2, 3], "Chat [D]": [5, 4, 9]}),
            "frame_sums",
        ),
        (
            pd.DataFrame(
                {
                    "Q1": ["How do you feel with a chat?", '{"ImportId":"QID1"}', "I like it"],
                    "Q2": ["How do you feel with no chat?", '{"ImportId":"QID2"}', "I hate it"],
                }
            ),
            "frame_header",
        ),
        (
            pd.DataFrame({"Feature": ["Chat"], "A": [3], "O": [2], "M": [1], "I": [1]}),
            "frame_layout",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_said(frame: object, code: str) -> None:
    with pytest.raises(InputError) as told:
        count_frame(frame)
    assert told.value.code == code


def test_single_respondents_cannot_be_left_out() -> None:
    frame = pd.DataFrame({"Chat [F]": F, "Chat [D]": D})
    with pytest.raises(InputError, match="duplicates"):
        count_frame(frame, Settings(exclude=("duplicates",)))
    assert "frame_only_counted" in [problem.code for problem in count_frame(frame).problems]


def test_a_mapping_names_the_columns() -> None:
    frame = pl.DataFrame({"x": F, "y": D, "when": [date(2026, 1, 1)] * 3})
    feature = MappedFeature("Chat", ColumnName("x"), ColumnName("y"))
    survey = count_frame(frame, mapping=Mapping("columns", features=(feature,)))
    assert [each.name for each in survey.features] == ["Chat"]
    assert survey.counts().n[0, 0, 1, 5] == 1


def test_a_column_that_is_blank_at_the_top_is_looked_at_further_down() -> None:
    blank = [None] * 1500
    frame = pl.DataFrame({"Chat [F]": blank + F, "Chat [D]": blank + D, "ID": range(1503)})
    assert cells(frame.lazy()) == {**EXPECTED, (0, 0): 1500}


def test_a_column_of_ids_is_never_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    fetched: list[int] = []
    collected = frames.Frame._collected

    def counting(self: frames.Frame, query: object) -> list[tuple[object, ...]]:
        rows = collected(self, query)
        fetched.append(len(rows))
        return rows

    monkeypatch.setattr(frames.Frame, "_collected", counting)
    size = 50_000
    frame = pl.DataFrame({"ID": range(size), "Chat [F]": [1] * size, "Chat [D]": [5] * size})
    assert cells(frame.lazy()) == {(1, 5): size}
    assert max(fetched) <= frames.SAMPLED


def test_too_many_different_answers_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MOST_COMBINATIONS", 50)
    frame = pl.DataFrame({"Chat [F]": [f"x{n}" for n in range(60)], "Chat [D]": [1] * 60})
    with pytest.raises(InputError) as told:
        count_frame(frame)
    assert told.value.code == "frame_too_many_answers"
    assert str(told.value.place) == "polars, Chat [F]"


def test_many_features_are_counted_in_several_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "GROUPS_AT_ONCE", 2)
    frame = pl.DataFrame({f"Feature {n}x [{s}]": [n % 5 + 1] for n in range(5) for s in "FD"})
    cube = count_frame(frame, Settings(codes="like=1")).counts()
    assert [int(np.argwhere(cube.n[0, at])[0][0]) for at in range(5)] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_report_says_where_it_came_from(language: str, tmp_path: Path) -> None:
    survey = count_frame(pl.DataFrame({"Chat [F]": F, "Chat [D]": D}), Settings(language=language))
    analysis = analyse(survey, Settings(language=language))
    report = build_report(survey, analysis, date(2026, 1, 1))
    write_workbook(report, tmp_path / "report.xlsx")
    named = {"en": "data frame (polars)", "zh-Hans": "数据框（polars）"}[language]
    assert named in report.title
    assert named in str(report.sheets[0])
    assert '"frame": "polars"' in to_json(survey, analysis)


def test_a_frame_is_analysed_at_once() -> None:
    frame = pd.DataFrame({"Chat [F]": [1] * 9, "Chat [D]": [5] * 9})
    (result,) = analyse(frame).features
    assert (result.name, result.category, result.n) == ("Chat", "O", 9)
    assert analyse(nw.from_native(frame)).features[0].category == "O"


class Table(pd.DataFrame):
    """Somebody's own kind of frame."""


def test_frames_are_known_without_importing_any_library() -> None:
    assert is_frame(pd.DataFrame())
    assert is_frame(pl.LazyFrame())
    assert is_frame(Table())
    code = (
        "import sys; from kano_xl.analysing import analyse; import numpy as np\n"
        "from kano_xl.model.cube import count_pairs\n"
        "analyse(count_pairs(['x'], np.uint8([[1]]), np.uint8([[5]])))\n"
        "print({'narwhals', 'pandas', 'polars', 'pyarrow', 'duckdb'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_without_narwhals_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "narwhals", None)
    with pytest.raises(InputError, match=r'pip install "kano-xl\[frames\]"'):
        analyse(pd.DataFrame({"Chat [F]": F, "Chat [D]": D}))


def test_an_engine_that_needs_another_library_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    frame = frames.Frame(duckdb.sql('select 1 as "Chat [F]", 5 as "Chat [D]"'))

    class Query:
        def collect(self) -> None:
            raise ModuleNotFoundError(name="pyarrow")

    with pytest.raises(InputError, match="pip install pyarrow"):
        frame._collected(Query())
