"""Measure counting on Spark against Spark's own group-by, in turns.

    .venv/bin/python -m tests.engines.speed [MILLIONS OF ROWS]

after ``develop.py engines``. Prints seconds, ours / theirs, for 10 features in Parquet and for the
same pairs in long form.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kano_xl import Settings, count_frame

ROUNDS = 3
NAMES = [f"Feature {at}" for at in range(10)]


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def wide_alone(frame: Any) -> None:
    """A group-by of every pair, as one query."""
    from functools import reduce

    parts = [frame.groupBy(f"{name} [F]", f"{name} [D]").count() for name in NAMES]
    reduce(lambda one, other: one.union(other), parts).toArrow()


def main(million: str = "2") -> None:
    """Print both rows."""
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as spark_functions

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.log.level", "ERROR").getOrCreate()
    answer = [
        (spark_functions.floor(spark_functions.rand(at) * 5) + 1).cast("byte") for at in range(20)
    ]
    heads = [f"{name} [{side}]" for name in NAMES for side in "FD"]
    with tempfile.TemporaryDirectory() as folder:
        wide, long = (str(Path(folder, name)) for name in ("wide", "long"))
        rows = spark.range(int(million) * 1_000_000)
        rows.select(*[a.alias(head) for a, head in zip(answer, heads, strict=True)]).write.parquet(
            wide
        )
        name = spark_functions.concat(
            spark_functions.lit("Feature "), spark_functions.col("id") % 10
        )
        pairs = zip(("functional", "dysfunctional"), answer, strict=False)
        both = [a.alias(head) for head, a in pairs]
        spark.range(int(million) * 10_000_000).select(name.alias("feature"), *both).write.parquet(
            long
        )
        settings = Settings(codes="like=1")
        for path, alone in (
            (wide, wide_alone),
            (
                long,
                lambda frame: (
                    frame.groupBy("feature", "functional", "dysfunctional").count().toArrow()
                ),
            ),
        ):
            frame = spark.read.parquet(path)
            took = [
                (
                    seconds(lambda frame=frame: count_frame(frame, settings)),
                    seconds(lambda frame=frame, alone=alone: alone(frame)),
                )
                for _ in range(ROUNDS + 1)
            ][1:]
            ours, theirs = map(min, zip(*took, strict=True))
            print(f"{Path(path).name}: {ours:.2f} / {theirs:.2f} s, {ours / theirs:.2f}×")


if __name__ == "__main__":
    main(*sys.argv[1:])
