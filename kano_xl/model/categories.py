"""Evaluation tables: which category a pair of answers means.

Sources: Kano et al. (1984), Berger et al. (1993), Sauerwein et al. (1996) for the
standard table; Pouliot, in Berger et al. (1993), for the one that also calls the
pairs on the diagonal beside the neutral answer questionable.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kano_xl.errors import SettingsError
from kano_xl.model.answers import ANSWERS, LEVELS

CATEGORIES = "AOMIRQ"
"""Attractive, one-dimensional, must-be, indifferent, reverse, questionable.

The order of every count.
"""

PRECEDENCE = "MOAIRQ"
"""The stronger first: the order of action."""

TIE_ORDER = "QMOAIR"
"""Who wins a tie. Q before all: where nobody leads the people who contradict themselves, the
question is at fault; then the stronger."""

NO_CATEGORY = len(CATEGORIES)
"""The index that stands for 'no category': an answer of the pair is missing."""


@dataclass(frozen=True)
class EvaluationTable:
    """A 5×5 table of category letters: rows functional 1..5, columns dysfunctional 1..5.

    A 3×3 grid (like, one of the three middle answers, dislike) is taken too and
    spread over the five answers.

    >>> STANDARD.rows
    ('QAAAO', 'RIIIM', 'RIIIM', 'RIIIM', 'RRRRQ')
    >>> STANDARD.category(1, 5)
    'O'

    Raises:
        SettingsError: not 5×5 or 3×3, or a letter other than A O M I R Q.
    """

    name: str
    rows: tuple[str, ...]

    def __post_init__(self) -> None:
        grid = tuple("".join(row).upper() for row in self.rows)
        size = len(grid)
        if size not in (3, 5) or any(len(row) != size for row in grid):
            raise SettingsError("table_shape", shape=" ".join(grid) or "–")
        wrong = sorted(set("".join(grid)) - set(CATEGORIES))
        if wrong:
            raise SettingsError("table_letter", letter=wrong[0], known=" ".join(CATEGORIES))
        if size == 3:
            spread = (0, 1, 1, 1, 2)
            grid = tuple("".join(grid[i][j] for j in spread) for i in spread)
        object.__setattr__(self, "rows", grid)

    def category(self, functional: int, dysfunctional: int) -> str:
        """The letter for two codes 1..5."""
        return self.rows[functional - 1][dysfunctional - 1]

    @cached_property
    def lookup(self) -> npt.NDArray[np.uint8]:
        """Index into `CATEGORIES`, 6×6 by functional and dysfunctional code.

        `NO_CATEGORY` where a code is 0.
        """
        indices = np.full((LEVELS, LEVELS), NO_CATEGORY, np.uint8)
        indices[1:, 1:] = [[CATEGORIES.index(letter) for letter in row] for row in self.rows]
        indices.setflags(write=False)
        return indices


STANDARD = EvaluationTable("standard", ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"))
POULIOT = EvaluationTable("pouliot", ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ"))
THREE_LEVEL = EvaluationTable("three-level", ("QAO", "RIM", "RRQ"))

TABLES = {table.name: table for table in (STANDARD, POULIOT, THREE_LEVEL)}
"""The tables that have a name."""

OWN_TABLE = "own"
"""The name of a table that the user gave."""


def evaluation_table(choice: str | Sequence[str]) -> EvaluationTable:
    """The table of a name in `TABLES`, or one made of the user's own rows.

    Raises:
        SettingsError: no such name, or rows that are not an evaluation table.
    """
    if isinstance(choice, str):
        if choice not in TABLES:
            raise SettingsError("not_a_choice", name="table", given=choice, known=", ".join(TABLES))
        return TABLES[choice]
    return EvaluationTable(OWN_TABLE, tuple(choice))


def classify(
    functional: npt.ArrayLike, dysfunctional: npt.ArrayLike, table: EvaluationTable = STANDARD
) -> npt.NDArray[np.uint8]:
    """The category of each pair, as an index into `CATEGORIES`, in the arrays' common shape.

    Codes are 0..5; a pair with a 0 in it gives `NO_CATEGORY`.

    >>> [CATEGORIES[k] for k in classify([1, 1, 2, 5], [5, 3, 5, 1])]
    ['O', 'A', 'M', 'R']

    Raises:
        ValueError: a code outside 0..5.
    """
    first, second = np.asarray(functional), np.asarray(dysfunctional)
    for codes in (first, second):
        if codes.size and (codes.min() < 0 or codes.max() > len(ANSWERS)):
            raise ValueError("codes are 0 (missing) and 1..5")
    letters: npt.NDArray[np.uint8] = table.lookup[first, second]
    return letters
