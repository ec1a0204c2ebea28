"""The evaluation tables, cell by cell, and tables of the user's own."""

from __future__ import annotations

import numpy as np
import pytest

from kano_xl.errors import SettingsError
from kano_xl.model.categories import (
    CATEGORIES,
    NO_CATEGORY,
    POULIOT,
    STANDARD,
    TABLES,
    THREE_LEVEL,
    EvaluationTable,
    classify,
    evaluation_table,
)

LIKE, MUST_BE, NEUTRAL, LIVE_WITH, DISLIKE = range(1, 6)

# Berger et al. (1993), written out by answer instead of by grid.
STANDARD_CELLS = {
    (LIKE, LIKE): "Q",
    (LIKE, MUST_BE): "A",
    (LIKE, NEUTRAL): "A",
    (LIKE, LIVE_WITH): "A",
    (LIKE, DISLIKE): "O",
    (MUST_BE, LIKE): "R",
    (MUST_BE, MUST_BE): "I",
    (MUST_BE, NEUTRAL): "I",
    (MUST_BE, LIVE_WITH): "I",
    (MUST_BE, DISLIKE): "M",
    (NEUTRAL, LIKE): "R",
    (NEUTRAL, MUST_BE): "I",
    (NEUTRAL, NEUTRAL): "I",
    (NEUTRAL, LIVE_WITH): "I",
    (NEUTRAL, DISLIKE): "M",
    (LIVE_WITH, LIKE): "R",
    (LIVE_WITH, MUST_BE): "I",
    (LIVE_WITH, NEUTRAL): "I",
    (LIVE_WITH, LIVE_WITH): "I",
    (LIVE_WITH, DISLIKE): "M",
    (DISLIKE, LIKE): "R",
    (DISLIKE, MUST_BE): "R",
    (DISLIKE, NEUTRAL): "R",
    (DISLIKE, LIVE_WITH): "R",
    (DISLIKE, DISLIKE): "Q",
}
POULIOT_CELLS = STANDARD_CELLS | {(MUST_BE, MUST_BE): "Q", (LIVE_WITH, LIVE_WITH): "Q"}


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        (STANDARD, STANDARD_CELLS),
        (POULIOT, POULIOT_CELLS),
        (THREE_LEVEL, STANDARD_CELLS),
    ],
    ids=["standard", "pouliot", "three-level"],
)
def test_every_cell(table: EvaluationTable, cells: dict[tuple[int, int], str]) -> None:
    assert len(cells) == 25
    for (functional, dysfunctional), letter in cells.items():
        assert table.category(functional, dysfunctional) == letter
        assert CATEGORIES[int(classify(functional, dysfunctional, table))] == letter


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_missing_answer_has_no_category(table: EvaluationTable) -> None:
    codes = np.arange(6)
    assert (classify(codes, 0, table) == NO_CATEGORY).all()
    assert (classify(0, codes, table) == NO_CATEGORY).all()


def test_own_table() -> None:
    rows = ["qaaao", "rqiim", "riiim", "riiqm", "rrrrq"]
    assert evaluation_table(rows).rows == POULIOT.rows
    assert evaluation_table(("QAO", "RIM", "RRQ")).rows == STANDARD.rows


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ("kano", "not_a_choice"),
        ((), "table_shape"),
        (("QA", "RI"), "table_shape"),
        (("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRR"), "table_shape"),
        (("QAO", "RXM", "RRQ"), "table_letter"),
    ],
)
def test_wrong_tables(choice: str | tuple[str, ...], code: str) -> None:
    with pytest.raises(SettingsError) as error:
        evaluation_table(choice)
    assert error.value.code == code


@pytest.mark.parametrize("code", [-1, 6])
def test_codes_out_of_range(code: int) -> None:
    with pytest.raises(ValueError, match="codes"):
        classify([code], [1])
