"""Parquet files, with and without pyarrow."""

from __future__ import annotations

import sys
from datetime import datetime

import pandas as pd
import pytest

from kano_xl.errors import InputError
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
