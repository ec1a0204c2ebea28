"""Frames on Spark; no test of `develop.py test`, for Spark needs Java and is large."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from kano_xl import InputError, Settings, analyse, count_frame, read
from tests.frames.engines import Columns, as_file

WORDS = ["I like it", "It must be that way", "I am neutral", "I can live with it", "I dislike it"]
NAMES = ("Chat", "Maps", "Dark mode")

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.log.level", "ERROR")
    builder = builder.config("spark.sql.shuffle.partitions", "4")
    session = builder.config("spark.pyspark.python", sys.executable).getOrCreate()
    yield session
    session.stop()


def wide(seed: int, words: bool, people: int = 40) -> Columns:
    draw = random.Random(seed)
    columns: dict[str, list[object]] = {"ID": list(range(people))}
    for name in NAMES:
        for side in "FD":
            codes = [draw.choice([None, 1, 2, 3, 4, 5]) for _ in range(people)]
            columns[f"{name} [{side}]"] = [
                WORDS[code - 1] if words and code else code for code in codes
            ]
        columns[f"Importance {name}"] = [draw.choice([None, 1, 5, 9]) for _ in range(people)]
    return columns


def long(seed: int, words: bool) -> Columns:
    columns = wide(seed, words)
    rows = [
        (person, name, columns[f"{name} [F]"][person], columns[f"{name} [D]"][person])
        for person in range(40)
        for name in NAMES
        if (person + len(name)) % 5
    ]
    random.Random(seed).shuffle(rows)
    heads = ("respondent", "feature", "functional", "dysfunctional")
    return {head: [row[at] for row in rows] for at, head in enumerate(heads)}


def frame_of(spark: Any, columns: Columns) -> Any:
    kinds = {str: "string", int: "long"}
    found = {name: next(type(v) for v in cells if v is not None) for name, cells in columns.items()}
    schema = ", ".join(f"`{name}` {kinds[kind]}" for name, kind in found.items())
    return spark.createDataFrame(list(zip(*columns.values(), strict=True)), schema)


@pytest.mark.parametrize("words", [False, True])
@pytest.mark.parametrize("make", [wide, long])
def test_one_cube(spark: Any, make: Any, words: bool, tmp_path: Path) -> None:
    columns = make(3, words)
    choices = Settings(codes="like=1")
    expected, found = (
        read([as_file(columns, tmp_path)], choices),
        count_frame(frame_of(spark, columns), choices),
    )
    assert found.source.frame == "pyspark"
    assert found.source.respondents == expected.source.respondents
    one, two = expected.counts(), found.counts()
    assert {n: one.n[0, i].tolist() for i, n in enumerate(one.features)} == {
        n: two.n[0, i].tolist() for i, n in enumerate(two.features)
    }
    assert found.importance() == expected.importance()


def test_numbers_the_other_way_are_asked_about(spark: Any, tmp_path: Path) -> None:
    draw = random.Random(1)
    columns = {
        f"{name} [{side}]": [usual if draw.random() < 0.8 else 3 for _ in range(30)]
        for name in NAMES
        for side, usual in (("F", 5), ("D", 1))
    }
    with pytest.raises(InputError) as expected:
        read([as_file(columns, tmp_path)])
    with pytest.raises(InputError) as found:
        count_frame(frame_of(spark, columns))
    assert found.value.code == expected.value.code == "numbers_other_way"
    assert found.value.values == expected.value.values


def test_unknown_wordings_are_asked_about(spark: Any) -> None:
    columns = {"Chat [F]": ["hm"] * 9 + ["I like it"], "Chat [D]": ["I dislike it"] * 10}
    with pytest.raises(InputError, match="hm"):
        count_frame(frame_of(spark, columns))


def test_analysed_at_once(spark: Any) -> None:
    frame = spark.createDataFrame(pd.DataFrame({"Chat [F]": [1] * 9, "Chat [D]": [5] * 9}))
    assert analyse(frame).features[0].category == "O"
