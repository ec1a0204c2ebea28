"""Parquet files: the column names as the first row, then the values. Needs pyarrow."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from kano_xl.errors import InputError, Place
from kano_xl.survey.files import Memo
from kano_xl.survey.files.limits import MAX_TEXT, MIB, check_extent
from kano_xl.survey.sheet import Rows

_READY = (int, float, datetime, date, time, timedelta)


def read_parquet(path: Path) -> Rows:
    """The cells of a Parquet file.

    Raises:
        InputError: ``parquet_library``: pyarrow is not installed; ``file_damaged``;
            too many columns or cells.
    """
    place = Place(path.name)
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InputError("parquet_library", place) from error
    try:
        with pq.ParquetFile(path) as file:
            names = file.schema_arrow.names
            check_extent(file.metadata.num_rows + 1, len(names), place)
            _check_size(file.metadata, place)
            rows: Rows = [[name if name.strip() else None for name in names]]
            memo = Memo()
            for batch in file.iter_batches(batch_size=4096):
                columns = [[_cell(value, memo) for value in column.to_pylist()] for column in batch]
                rows.extend(map(list, zip(*columns, strict=True)))
                check_extent(len(rows), len(names), place)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise InputError("file_damaged", place) from error
    return rows


def _check_size(metadata: Any, place: Place) -> None:
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    if sum(group.total_byte_size for group in groups) > MAX_TEXT:
        raise InputError("unpacked_too_large", place, most=MAX_TEXT // MIB)


def _cell(value: Any, memo: Memo) -> Any:
    if isinstance(value, str):
        return memo[value]
    if value is None or value != value:
        return None
    if isinstance(value, bytes):
        return memo[value.decode("utf-8", "replace")]
    if isinstance(value, _READY):
        return value
    return memo[str(value)]
