"""Whether answers can be believed, and which of their cells cannot be read."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from kano_xl.errors import InputError, Problem
from kano_xl.model.answers import MISSING
from kano_xl.model.counts import Codes
from kano_xl.survey.coding.coded import Coded
from kano_xl.survey.coding.scale import require_kano_scale
from kano_xl.survey.layout.table import Column, Table
from kano_xl.survey.listing import listed
from kano_xl.survey.quoting import quoted
from kano_xl.survey.wording import UNREADABLE


def check_answers(
    table: Table, columns: Sequence[Column], coded: Coded, own: Collection[str]
) -> list[Problem]:
    """What is wrong with single cells of answers.

    Args:
        table: the table they stand in.
        columns: the columns of answers.
        coded: what their cells mean.
        own: the wordings that the user has explained.

    Raises:
        InputError: ``no_answers`` at all, ``question_empty`` or ``question_unreadable`` where
            a whole column has none, and what `require_kano_scale` raises.
    """
    if not any(codes.any() for codes in coded.codes.values()):
        raise InputError("no_answers", table.sheet.place(table.first_row, columns[0].index))
    for column in columns:
        _require_answers(table, column, coded.codes[column.index])
    return [
        *require_kano_scale(table, columns, coded, own),
        *_cell_problems(table, columns, coded),
    ]


def _require_answers(table: Table, column: Column, codes: Codes) -> None:
    """Refuse a question that nobody's answer to can be read.

    Raises:
        InputError: ``question_unreadable`` or ``question_empty``.
    """
    if ((codes != MISSING) & (codes != UNREADABLE)).any():
        return
    wrong = np.flatnonzero(codes == UNREADABLE)
    row = table.first_row + (int(wrong[0]) if wrong.size else 0)
    place, header = table.sheet.place(row, column.index), quoted(column.header)
    if not wrong.size:
        raise InputError("question_empty", place, header=header)
    answer = quoted(table.sheet.rows[row][column.index])
    raise InputError("question_unreadable", place, header=header, answer=answer)


def _cell_problems(table: Table, columns: Sequence[Column], coded: Coded) -> list[Problem]:
    """The unreadable cells, and the wordings that were taken for another."""
    sheet, first = table.sheet, table.first_row
    wrong = {
        column.index: np.flatnonzero(coded.codes[column.index] == UNREADABLE) for column in columns
    }
    total = sum(found.size for found in wrong.values())
    cells = (
        (sheet.place(row, index), {"answer": quoted(sheet.rows[row][index])})
        for index, rows in wrong.items()
        for row in map(int, rows + first)
    )
    problems = listed("answer_unreadable", cells, total)
    for slip, meant in coded.understood.slips.items():
        number = coded.found.values.index(slip)
        rows = {c: np.flatnonzero(i == number) for c, i in coded.found.indices.items()}
        row, column = min((int(found[0]), column) for column, found in rows.items() if found.size)
        values = {"answer": quoted(slip), "meant": meant, "n": sum(map(len, rows.values()))}
        problems.append(Problem("answer_slip", sheet.place(first + row, column), values))
    return problems
