"""One survey as a frame of every engine that needs no server."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa

Columns = Mapping[str, Sequence[object]]


def _arrow(columns: Columns) -> pa.Table:
    return pa.table({name: pa.array(cells) for name, cells in columns.items()})


ENGINES: dict[str, Callable[[Columns], Any]] = {
    "pandas": lambda columns: pd.DataFrame(dict(columns)),
    "polars": lambda columns: pl.DataFrame(dict(columns)),
    "polars, lazy": lambda columns: pl.LazyFrame(dict(columns)),
    "pyarrow": _arrow,
    "duckdb": lambda columns: duckdb.from_arrow(_arrow(columns)),
}


def as_file(columns: Columns, folder: Path) -> Path:
    """The same columns as a text file."""
    path = folder / "survey.csv"
    pd.DataFrame(dict(columns), dtype=object).to_csv(path, index=False)
    return path
