"""Parquet files, with and without pyarrow."""

from __future__ import annotations

import sys
from datetime import date, datetime, time, timedelta

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kano_xl.errors import InputError
from kano_xl.survey.files import parquet_pages
from kano_xl.survey.files.opening import read_sheets


def refused(path):
    with pytest.raises(InputError) as caught:
        read_sheets(path)
    return caught.value


def test_column_names_are_the_first_row(tmp_path):
    path = tmp_path / "bank.parquet"
    moment = datetime(2024, 1, 2, 3, 4)
    pd.DataFrame(
        {"f": ["like", None, " "], "n": [1, 2, 3], "x": [1.5, None, 2], "t": [moment] * 3}
    ).to_parquet(path)
    (sheet,) = read_sheets(path, ["Answers"])
    assert sheet.name is None
    assert sheet.rows == [
        ["f", "n", "x", "t"],
        ["like", 1, 1.5, moment],
        [None, 2, None, moment],
        [None, 3, 2.0, moment],
    ]


def test_without_the_library_the_message_says_how_to_get_it(tmp_path, monkeypatch):
    path = tmp_path / "bank.parquet"
    path.write_bytes(b"PAR1....PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    error = refused(path)
    assert error.code == "parquet_library"
    for language in ("en", "zh-Hans"):
        assert 'pip install "kano-xl[parquet]"' in error.message(language)


def test_damage_is_told(tmp_path):
    path = tmp_path / "bank.parquet"
    path.write_bytes(b"PAR1....PAR1")
    assert refused(path).code == "file_damaged"


def test_too_many_columns(tmp_path):
    path = tmp_path / "bank.parquet"
    pd.DataFrame([[1] * 2001], columns=[str(n) for n in range(2001)]).to_parquet(path)
    assert refused(path).code == "too_many_columns"


def written(path, columns, **how):
    pq.write_table(pa.table(columns), path, **how)
    return path


def test_every_type_is_read(tmp_path):
    nanoseconds = 1_704_164_645_123_456_789  # 2024-01-02 03:04:05.123456789
    moment = datetime(2024, 1, 2, 3, 4, 5, 123_456)
    columns = {
        "ns": pa.array([nanoseconds], pa.timestamp("ns")),
        "zone": pa.array([nanoseconds], pa.timestamp("ns", "Europe/Berlin")),
        "day": pa.array([19_724], pa.date32()),
        "time": pa.array([3_661_000_001_999], pa.time64("ns")),
        "while": pa.array([90_000_001_500], pa.duration("ns")),
        "decimal": pa.array([2]).cast(pa.decimal128(20, 1)),
        "float16": pa.array([np.float16(2.5)]),
        "bytes": pa.array([b"like"]),
        "bool": pa.array([True]),
        "list": pa.array([[1, 2]]),
        "none": pa.array([None]),
        "year": pa.array([5_000_000], pa.date32()),  # 15659
    }
    path = written(tmp_path / "bank.parquet", columns)
    assert read_sheets(path)[0].rows[1] == [
        moment, moment, date(2024, 1, 2), time(1, 1, 1, 1), timedelta(seconds=90, microseconds=1),
        2.0, 2.5, "like", True, None, None, 5_000_000,
    ]  # fmt: skip


@pytest.mark.parametrize("size", [7, 1_000])
@pytest.mark.parametrize("dictionary", [True, False])
@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("compression", ["none", "snappy", "zstd"])
def test_values_are_those_of_pyarrow(tmp_path, size, dictionary, version, compression):
    random = np.random.default_rng(size)
    texts = [None if n == 0 else f"answer {n}" for n in random.integers(0, 9, 3_000)]
    columns = {
        "text": texts,
        "number": random.integers(-5, 400, 3_000),
        "share": [None if n > 0.9 else n for n in random.random(3_000)],
        "kind": pa.array(texts).dictionary_encode(),
    }
    path = written(
        tmp_path / "bank.parquet", columns, row_group_size=size, use_dictionary=dictionary,
        data_page_version=version, compression=compression,
    )  # fmt: skip
    expected = pq.read_table(path).to_pydict()
    assert read_sheets(path)[0].rows[1:] == [list(row) for row in zip(*expected.values())]  # noqa: B905


@pytest.mark.parametrize("encoding", ["DELTA_BYTE_ARRAY", "DELTA_LENGTH_BYTE_ARRAY", "PLAIN"])
def test_texts_without_a_dictionary(tmp_path, encoding):
    texts = [f"answer {n}" for n in range(2_000)]
    how = {"use_dictionary": False, "column_encoding": {"q": encoding}}
    path = written(tmp_path / "bank.parquet", {"q": texts}, **how)
    assert read_sheets(path)[0].rows == [["q"], *([text] for text in texts)]


LONG = "a" * 1_000_000


@pytest.mark.parametrize(
    ("columns", "how", "code"),
    [
        ({"q": [LONG] * 50}, {}, "text_too_long"),
        ({"q": [LONG] * 50}, {"use_dictionary": False}, "text_too_long"),
        ({"q": ["b"] * 2_000_000}, {}, "too_many_rows"),
        ({"q": [[1] * 21_000_000]}, {}, "too_many_cells"),
        ({"q": ["\0" * 150_000_000]}, {"use_dictionary": False}, "unpacked_too_large"),
    ],
    ids=["dictionary", "plain", "rows", "list", "page"],
)
def test_little_that_stands_for_much(tmp_path, columns, how, code):
    path = written(tmp_path / "bank.parquet", columns, compression="zstd", **how)
    error = refused(path)
    assert error.code == code
    for language in ("en", "zh-Hans"):
        assert "bank.parquet" in error.message(language)


def test_sizes_in_the_footer_are_not_believed(tmp_path, monkeypatch):
    """What is checked is what stands before each page, wherever the footer says it is."""
    path = written(tmp_path / "bank.parquet", {"q": ["b" * 30_000] * 9}, compression="zstd")
    monkeypatch.setattr(parquet_pages, "MAX_PAGES", 40_000)
    assert len(read_sheets(path)[0].rows) == 10
    monkeypatch.setattr(parquet_pages, "MAX_PAGES", 20_000)
    assert refused(path).code == "unpacked_too_large"
