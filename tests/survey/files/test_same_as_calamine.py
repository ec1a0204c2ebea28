"""A sample of what `random_workbooks` compares; run that for as many as you like."""

from __future__ import annotations

import zipfile

import pytest

from survey.files import random_workbooks
from survey.files.random_workbooks import WRITERS, differences, write


@pytest.mark.parametrize("seed", range(40))
def test_the_cells_are_those_that_calamine_reads(tmp_path, seed):
    path = tmp_path / "random.xlsx"
    write(path, seed)
    assert differences(path) == []


def test_a_changed_cell_is_a_difference(tmp_path, monkeypatch):
    path = tmp_path / "random.xlsx"
    write(path, WRITERS.index(random_workbooks.as_libreoffice))
    ours = random_workbooks.ours
    for value in (1, "x", None, "#N/A"):
        monkeypatch.setattr(
            random_workbooks, "ours", lambda path, value=value: [[value], *ours(path)[1:]]
        )
        assert differences(path)


def test_the_file_of_libreoffice_is_one():
    with zipfile.ZipFile(random_workbooks._LIBREOFFICE) as archive:
        assert b"LibreOffice" in archive.read("docProps/app.xml")
