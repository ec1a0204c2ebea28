"""Columns of answers as codes: every distinct cell is looked at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kano_xl.errors import Place
from kano_xl.model.counts import Codes
from kano_xl.settings import Settings
from kano_xl.survey.coding.distinct import Distinct, distinct
from kano_xl.survey.layout.table import Column, Table
from kano_xl.survey.wording import Meanings, meanings


@dataclass(frozen=True, eq=False)
class Coded:
    """Columns of answers as codes.

    Attributes:
        codes: column → N codes, 0..5 or `UNREADABLE`.
        found: the same columns as indices of distinct values.
        understood: what those values mean.
    """

    codes: dict[int, Codes]
    found: Distinct
    understood: Meanings


def code(
    table: Table, columns: Sequence[Column], settings: Settings, own: Mapping[str, int] | None
) -> Coded:
    """The answers in these columns, all of one questionnaire."""
    found = distinct(table, columns)
    place = Place(table.sheet.file, table.sheet.name)
    understood = meanings(found.values, settings.codes, own, place=place)
    lookup = np.array([understood.codes[value] for value in found.values], np.uint8)
    codes = {column: lookup[indices] for column, indices in found.indices.items()}
    return Coded(codes, found, understood)
