"""What every layout gives: where a survey stands in a sheet, and what its cells mean."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kano_xl.errors import KanoError, Problem, SettingsError
from kano_xl.model.cube import CategoryCube, Codes
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.pairing import Pair
from kano_xl.survey.mapping import MappedFeature
from kano_xl.survey.quoting import quoted
from kano_xl.survey.survey import Feature, Wording
from kano_xl.survey.tables.table import EMPTY, Column, Table

Numbers = npt.NDArray[np.float64]


class GroupOfEach(NamedTuple):
    """The groups of N respondents.

    Attributes:
        keys: what tells the groups apart, each once.
        names: what they are called; two may be called the same.
        of: N indices of them; −1 for a respondent of whom it is not known.
    """

    keys: tuple[str, ...]
    names: tuple[str, ...]
    of: npt.NDArray[np.int64]


class Told(NamedTuple):
    """What is to be said of answers besides what they are: what is wrong, and how people put it."""

    problems: tuple[Problem, ...]
    wordings: tuple[Wording, ...]


class Part(NamedTuple):
    """What one sheet holds: F features × N respondents, or counts.

    Attributes:
        features: F features.
        functional, dysfunctional: F×N codes 0..5; F×0 where there are only counts.
        importance: F×N, NaN where missing; None if nobody was asked.
        rows: N 0-based rows of the respondents in the sheet.
        duplicates: N flags.
        totals: counts by category, where the sheet holds only those.
        problems: what is wrong with single cells and columns.
        wordings: the answers as people gave them.
        doubts: what the user has to be asked before any of it is believed.
        respondents: for each row below the header the index of its respondent, 0..N−1; None
            where each respondent has one row.
        groups: the group of each respondent; None where nobody asked for it.
        weights: N weights above 0; None where everybody counts once.
        told: by ``rows`` of respondents and F flags of features, the problems and the wordings
            of these alone; None where all of them count in any case.
        choice: what is to be said of who was chosen.
        of_file: what is to be said of the file, whoever counts.
        left: how many respondents the settings leave out already.
        lost: of the conditions of the settings those of which no row holds the value.
        satisfaction: F×N on a scale from 1 to ``top``, NaN where missing; None if nobody was asked.
        top: of that scale; 0 where nobody answered.
    """

    features: tuple[Feature, ...]
    functional: Codes
    dysfunctional: Codes
    importance: Numbers | None
    rows: npt.NDArray[np.int64]
    duplicates: npt.NDArray[np.bool_]
    totals: CategoryCube | None = None
    problems: tuple[Problem, ...] = ()
    wordings: tuple[Wording, ...] = ()
    doubts: tuple[KanoError, ...] = ()
    respondents: npt.NDArray[np.int64] | None = None
    groups: GroupOfEach | None = None
    weights: Numbers | None = None
    told: Callable[[npt.NDArray[np.int64], npt.NDArray[np.bool_]], Told] | None = None
    choice: tuple[Problem, ...] = ()
    of_file: tuple[Problem, ...] = ()
    left: int = 0
    lost: Mapping[str, SettingsError] = MappingProxyType({})
    satisfaction: Numbers | None = None
    top: int = 0

    def only(self, flags: npt.NDArray[np.bool_]) -> Part:
        """The part with those of its N respondents alone that are flagged."""
        rated, of_rows, weights = self.importance, self.respondents, self.weights
        satisfied = self.satisfaction
        if of_rows is not None:
            # One more at the end for the rows of those who do not count.
            of_rows = np.append(np.where(flags, np.cumsum(flags) - 1, -1), -1)[of_rows]
        return self._replace(
            functional=self.functional[:, flags],
            dysfunctional=self.dysfunctional[:, flags],
            importance=None if rated is None else rated[:, flags],
            satisfaction=None if satisfied is None else satisfied[:, flags],
            rows=self.rows[flags],
            duplicates=self.duplicates[flags],
            respondents=of_rows,
            groups=None if self.groups is None else self.groups._replace(of=self.groups.of[flags]),
            weights=None if weights is None else weights[flags],
        )


@dataclass(frozen=True)
class Layout(ABC):
    """What stands where in a sheet.

    Attributes:
        kind: the name of the layout, a key of the catalogue ``names.layout``.
        form: how a mapping file calls it, a key of `kano_xl.survey.choosing.FORMS`.
        table: the table in the sheet.
        pairs: the columns of every feature, where each question has a column; else empty.
        roles: role → column, where the columns have roles; else empty.
        ignored: columns left out, each with a key of ``names.layout.ignored``.
        names: value of a feature → the name to give it, from a mapping file.
        open: columns that may ask about a feature, but whose partner is not certain.
        refusal: why the sheet cannot be read this way yet; None if it can.
    """

    kind: str
    form: str
    table: Table
    pairs: tuple[Pair, ...] = ()
    roles: Mapping[str, Column] = field(default_factory=dict)
    ignored: tuple[tuple[Column, str], ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    open: tuple[Column, ...] = ()
    refusal: KanoError | None = None

    @abstractmethod
    def code(self, instructions: Instructions) -> Part:
        """What stands in the cells.

        Raises:
            InputError: no result can be made of them.
        """

    @property
    def background(self) -> tuple[Column, ...]:
        """The columns that are no answers and hold something, by which people may be told apart."""
        asked = [column for pair in self.pairs for column in pair.columns]
        roles = [column for role, column in self.roles.items() if role not in _ABOUT_PEOPLE]
        taken = {column.index for column in (*asked, *self.open, *roles)}
        return tuple(
            column
            for column in self.table.columns
            if column.index not in taken and column.holds != EMPTY
        )

    def mapped_features(self, features: Sequence[Feature]) -> tuple[MappedFeature, ...]:
        """The features as a mapping says them."""
        return tuple(MappedFeature(each.name, value=each.functional) for each in features)

    def column_problems(self) -> Iterator[Problem]:
        """The columns and rows that were left out and might have been meant."""
        sheet, header = self.table.sheet, self.table.header_row
        hidden = [
            row
            for row in sheet.hidden_rows
            if row >= self.table.first_row and any(cell is not None for cell in sheet.rows[row])
        ]
        if hidden:
            counted = {"n": len(hidden), "total": self.table.height}
            yield Problem("rows_hidden", sheet.whole, counted)
        for sums in self.table.sums:
            yield Problem("row_of_sums", sheet.place(sums, 0))
        for column, reason in self.ignored:
            code = _TOLD.get(reason)
            if code:
                values = {"header": quoted(column.header)}
                yield Problem(code, sheet.place(header, column.index), values)


_ABOUT_PEOPLE = ("respondent", "time")
"""Roles of columns that are no answers."""

_TOLD = {
    "empty": "column_empty",
    "no_partner": "column_without_partner",
    "weights": "column_of_weights",
}


def left_out(table: Table, used: Sequence[Column]) -> tuple[tuple[Column, str], ...]:
    """The columns of a table without a role, with the reason."""
    taken = {column.index for column in used}
    return tuple(
        (column, "empty" if column.holds == EMPTY else "background")
        for column in table.columns
        if column.index not in taken
    )


def only_counts(
    features: Sequence[Feature], counts: CategoryCube, problems: Sequence[Problem]
) -> Part:
    """A sheet that tells nothing of single answers."""
    none = np.zeros((len(features), 0), np.uint8)
    nobody = np.zeros(0, np.int64)
    return Part(
        tuple(features),
        none,
        none,
        None,
        nobody,
        nobody.astype(np.bool_),
        counts,
        tuple(problems),
    )
