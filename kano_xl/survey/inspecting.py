"""What the reader understood of a survey, for people to look at and to correct."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kano_xl.choices import Settings
from kano_xl.errors import KanoError, Problem
from kano_xl.survey.choosing import COLUMNS, FORMS, Recognised, choose
from kano_xl.survey.files.opening import read_sheets
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.layout import Layout, Part
from kano_xl.survey.layouts.pairing import Pair
from kano_xl.survey.mapping import Mapping, name_of
from kano_xl.survey.mapping_file import Skeleton, to_toml
from kano_xl.survey.reading import assemble, results_told_of, with_formulas
from kano_xl.survey.sheet import Sheet
from kano_xl.survey.survey import Survey, Wording
from kano_xl.survey.tables.headings import SIDES
from kano_xl.survey.tables.table import Column

_MOST_UNKNOWN = 50
_OF_UNKNOWN = ("answer_unreadable", "answers_missing")
_TOLD_BY = {
    "answers_unknown": _OF_UNKNOWN,
    "answers_unknown_more": _OF_UNKNOWN,
    "three_steps": ("numbers_to_three",),
}
"""Refusal → remarks that it makes superfluous; unknown answers do not count as missing yet."""


@dataclass(frozen=True)
class Understanding:
    """What the reader understood of a sheet, which may be nothing.

    Attributes:
        found: the sheet and its layout, if one was recognised.
        refusal: why it cannot be analysed as it is; None if it can.
        survey: the survey, as far as it could be read; None if it could not at all.
        wordings: the answers found, the most frequent first.
        instructions: how it was read.
    """

    found: Recognised
    refusal: KanoError | None = None
    survey: Survey | None = None
    wordings: tuple[Wording, ...] = ()
    instructions: Instructions = field(default_factory=Instructions)

    @property
    def sheet(self) -> Sheet:
        """The cells that were read."""
        return self.found.sheet

    @property
    def layout(self) -> Layout | None:
        """What stands where."""
        return self.found.layout

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The columns of every feature, in the layouts with a column per question."""
        return self.layout.pairs if self.layout else ()

    @property
    def roles(self) -> AnyMapping[str, Column]:
        """Role → column in the other layouts."""
        return self.layout.roles if self.layout else {}

    @property
    def ignored(self) -> tuple[tuple[Column, str], ...]:
        """Columns left out, each with a key of ``names.layout.ignored``."""
        return self.layout.ignored if self.layout else ()

    @property
    def features(self) -> tuple[str, ...]:
        """The names, in order."""
        if self.survey is not None:
            return tuple(feature.name for feature in self.survey.features)
        return tuple(pair.name for pair in self.pairs)

    @property
    def respondents(self) -> int:
        """People who answered; 0 where there are only counts, or nothing was read."""
        return self.survey.source.respondents if self.survey else 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong but does not stop the analysis."""
        found = self.survey.problems if self.survey else ()
        code = self.refusal.code if self.refusal else ""
        told = _TOLD_BY.get(code, ())
        return tuple(problem for problem in found if problem.code not in told)

    @property
    def mapping(self) -> Mapping:
        """What was understood as a mapping."""
        layout = self.layout
        if layout is None:
            return Mapping(COLUMNS, file=self.sheet.file)
        features = self.survey.features if self.survey else ()
        given = self.instructions.mapping.side_answers if self.instructions.mapping else {}
        by_side = {
            side: {**given.get(side, {}), **self._meant(side)}
            for side in SIDES
            if side in given or self._meant(side)
        }
        return Mapping(
            layout.form,
            layout.table.header_row + 1,
            layout.table.first_row + 1,
            layout.mapped_features(features),
            {role: name_of(column) for role, column in layout.roles.items()},
            self._meant(""),
            by_side,
            self.sheet.file,
            self._top,
        )

    @property
    def _top(self) -> int | None:
        """The best answer of the scale of satisfaction; None where none was found."""
        answers = self.survey.answers if self.survey else None
        return answers.top or None if answers else None

    def _meant(self, side: str) -> dict[str, int]:
        """The known wordings that mean something on one side alone, or those of both for ""."""
        there = (each for each in self.wordings if each.text and each.side == side)
        return {each.text: each.code for each in there if each.code is not None}

    def to_toml(self, language: str) -> str:
        """The mapping file: what was understood, and what is left to be filled in."""
        unknown = [wording for wording in self.wordings if wording.code is None]
        layout = self.layout
        needed = FORMS[layout.form].KEYS.needed if layout else ()
        mapping = self.mapping
        skeleton = Skeleton(
            [wording.text for wording in unknown if wording.text][:_MOST_UNKNOWN],
            [str(wording.place.cell) for wording in unknown if not wording.text][:_MOST_UNKNOWN],
            [name_of(column) for column in layout.open] if layout else [],
            [role for role in needed if role not in mapping.columns],
            example=mapping.layout == COLUMNS and not mapping.features,
        )
        return to_toml(mapping, language, skeleton)


def understand(
    path: Path, settings: Settings | None = None, mapping: Mapping | None = None
) -> Understanding:
    """What the reader understands of one file.

    Raises:
        InputError: the file cannot be opened; that nothing was understood is no error.
    """
    instructions = Instructions(settings or Settings(), mapping)
    found = _understood(read_sheets(path, instructions.settings.sheets), instructions)
    if found.refusal is not None:
        return replace(found, refusal=with_formulas(found.refusal, path))
    assert found.layout is not None
    refusal, problems = results_told_of(path, found.layout, instructions.settings)
    if found.survey is None or refusal is not None:
        return replace(found, refusal=refusal)
    survey = replace(found.survey, problems=(*problems, *found.survey.problems))
    return replace(found, survey=survey)


def understand_sheet(
    sheet: Sheet, settings: Settings | None = None, mapping: Mapping | None = None
) -> Understanding:
    """What the reader understands of one sheet of cells."""
    return _understood([sheet], Instructions(settings or Settings(), mapping))


def _understood(sheets: Sequence[Sheet], instructions: Instructions) -> Understanding:
    return understanding_of(choose(sheets, instructions)[0], instructions)


def understanding_of(found: Recognised, instructions: Instructions) -> Understanding:
    """What is understood of a sheet whose layout was recognised."""
    refusal, part = found.refusal, None
    if found.layout is not None and (found.layout.pairs or found.layout.roles or refusal is None):
        try:
            part = found.layout.code(instructions)
        except KanoError as error:
            refusal = refusal or error
    if part is None:
        return Understanding(found, refusal, instructions=instructions)
    refusal = refusal or next(iter(part.doubts), None)
    survey, refusal = _survey(found, part, instructions, refusal)
    return Understanding(found, refusal, survey, part.wordings, instructions)


def _survey(
    found: Recognised, part: Part, instructions: Instructions, refusal: KanoError | None
) -> tuple[Survey | None, KanoError | None]:
    try:
        return assemble([(found, part)], instructions.settings), refusal
    except KanoError as error:
        return None, refusal or error
