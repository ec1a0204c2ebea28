"""Parquet files: the column names as the first row, then the values. Needs pyarrow.

A few hundred bytes of Parquet can stand for gigabytes, for a text is stored once however many
rows hold it. So texts stay in their dictionaries, rows come in small pieces, and what would be
made is counted before it is made.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from kano_xl.errors import InputError, Place
from kano_xl.survey.coded import EMPTY, CodedCells, Codes, other_code, trimmed
from kano_xl.survey.files import Memo
from kano_xl.survey.files.limits import MAX_CELL_TEXT, MAX_TEXT, MIB, check_extent, check_kept
from kano_xl.survey.files.parquet_pages import check_pages
from kano_xl.survey.sheet import Value

_READY = (str, int, float, datetime, date, time, timedelta)
_LARGEST_FOOTER = 16 * MIB
_BATCH_CELLS = 1 << 18
_BATCH_BYTES = 32 * MIB
_VALUE = 40
"""Bytes of a value that is in memory once, besides its characters."""

_REPEATING = "DELTA_BYTE_ARRAY"
"""An encoding that says how much of the text before a text repeats, and so repeats it."""

_WITHOUT_DICTIONARY = {_REPEATING, "DELTA_LENGTH_BYTE_ARRAY"}
"""Encodings that pyarrow cannot read as a dictionary."""


def read_parquet(path: Path) -> CodedCells:
    """The cells of a Parquet file; those of columns that hold whole lists or tables stay empty.

    Raises:
        InputError: ``parquet_library``: pyarrow is not installed; ``file_damaged``;
            too many columns, rows or bytes.
    """
    place = Place(path.name)
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InputError("parquet_library", place) from error
    failures = (pa.ArrowException, ArithmeticError, LookupError, OSError, TypeError, ValueError)
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            _check_footer(file, size, place)
            with pq.ParquetFile(file) as described:
                names = described.schema_arrow.names
                rows = described.metadata.num_rows
                check_extent(rows + 1, len(names), place)
                check_kept(rows, len(names), place, size)
                largest = check_pages(file, described.metadata, place)
                repeating = _encoded(described.metadata, {_REPEATING})
                plain = _encoded(described.metadata, _WITHOUT_DICTIONARY)
                height = _height(len(names), largest * len(repeating))
                texts = [each for each in _texts(described) if each not in plain]
            with pq.ParquetFile(
                file, read_dictionary=texts, buffer_size=MIB, pre_buffer=False
            ) as opened:
                return _cells(opened, names, height, size, place)
    except failures as error:
        raise InputError("file_damaged", place) from error


def _check_footer(file: BinaryIO, size: int, place: Place) -> None:
    file.seek(max(0, size - 8))
    if int.from_bytes(file.read(4), "little") > min(size, _LARGEST_FOOTER):
        raise InputError("file_damaged", place)


def _encoded(metadata: Any, encodings: set[str]) -> set[str]:
    """The columns that use one of these encodings."""
    groups = (metadata.row_group(number) for number in range(metadata.num_row_groups))
    chunks = (group.column(column) for group in groups for column in range(group.num_columns))
    return {chunk.path_in_schema for chunk in chunks if encodings.intersection(chunk.encodings)}


def _height(columns: int, longest: int) -> int:
    """How many rows to take at a time, each of which may have that many bytes of text."""
    height = _BATCH_CELLS // max(1, columns)
    return max(1, min(height, _BATCH_BYTES // longest) if longest else height)


def _texts(file: Any) -> list[str]:
    """The columns, at any depth, that hold texts or bytes."""
    columns = (file.schema.column(number) for number in range(len(file.schema)))
    return [each.path for each in columns if each.physical_type == "BYTE_ARRAY"]


def _cells(file: Any, names: list[str], height: int, size: int, place: Place) -> CodedCells:
    memo = Memo()
    codes: Codes = np.zeros((file.metadata.num_rows + 1, len(names)), np.int32)
    others: list[Value] = []
    codes[0] = _kept([memo[name] for name in names], others)
    done = 1
    kept = unpacked = 0
    for batch in file.iter_batches(batch_size=height, use_threads=False):
        unpacked += sum(column.nbytes for column in batch.columns if not _is_shared(column))
        if unpacked > MAX_TEXT:
            raise InputError("unpacked_too_large", place, most=MAX_TEXT // MIB)
        rows = slice(done, done + len(batch))
        for index, column in enumerate(batch.columns):
            different, places = _column(column, memo)
            kept += sum(_size(value, place) for value in different)
            check_kept(rows.stop, len(names), place, size, kept)
            codes[rows, index] = _kept([*different, None], others)[places]
        done = rows.stop
    return CodedCells(trimmed(codes[:done]), (), others)


def _kept(values: list[Value], others: list[Value]) -> Codes:
    """The codes of values, which are put among the others, except those that are nothing."""
    codes: Codes = np.full(len(values), EMPTY, np.int32)
    for place, value in enumerate(values):
        if value is not None:
            codes[place] = other_code(len(others))
            others.append(value)
    return codes


def _is_shared(column: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_dictionary(column.type))


def _size(value: Value, place: Place) -> int:
    length = len(value) if isinstance(value, str) else 0
    if length > MAX_CELL_TEXT:
        found, most = f"{length:,}", f"{MAX_CELL_TEXT:,}"
        raise InputError("text_too_long", place, characters=found, most=most)
    return _VALUE + length


def _column(column: Any, memo: Memo) -> tuple[list[Value], npt.NDArray[np.integer]]:
    """The different values of a column, and the place of each cell's, past the last for none."""
    import pyarrow as pa

    if pa.types.is_nested(column.type) or pa.types.is_null(column.type):
        return [], np.zeros(len(column), np.int32)
    if not _is_shared(column):
        column = _in_microseconds(column).dictionary_encode()
    # A dictionary serves many batches; only what this one uses of it is unpacked.
    used = column.indices.dictionary_encode()
    values = _in_microseconds(column.dictionary.take(used.dictionary.drop_null()))
    different = [_cell(value, memo) for value in values]
    places = used.indices.fill_null(len(different))
    return different, places.to_numpy()


def _in_microseconds(column: Any) -> Any:
    """The same moments and lengths of time, as precise as Python's, in no time zone."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_timestamp(kind):
        return column.cast(pa.timestamp("us"), safe=False)
    if pa.types.is_time64(kind):
        return column.cast(pa.time64("us"), safe=False)
    if pa.types.is_duration(kind):
        return column.cast(pa.duration("us"), safe=False)
    return column


def _cell(scalar: Any, memo: Memo) -> Value:
    try:
        value = scalar.as_py()
    except (ArithmeticError, ValueError):
        # A day that no calendar of Python's has; the number of it says as little, but is there.
        value = getattr(scalar, "value", None)
    if value is None or value != value:
        return None
    if isinstance(value, bytes):
        # Nobody's answer where it is long, but a picture.
        value = value.decode("utf-8", "replace") if len(value) <= MAX_CELL_TEXT else ""
    if isinstance(value, str):
        return memo[value]
    if isinstance(value, _READY):
        return value
    return _number(value, memo)


def _number(value: Any, memo: Memo) -> Value:
    """What is a number in all but its type, such as a decimal one; else its text."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return memo[str(value)]
