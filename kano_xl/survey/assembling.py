"""From sheets to a survey: the right sheet, its answers, all files together, checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kano_xl.errors import InputError, KanoError, Place
from kano_xl.model.categories import evaluation_table
from kano_xl.settings import Settings
from kano_xl.survey import mapping as mapping_file
from kano_xl.survey.cells import Sheet
from kano_xl.survey.coding.columns import Part, code_columns, layout_problems
from kano_xl.survey.coding.long import code_long
from kano_xl.survey.coding.totals import read_totals
from kano_xl.survey.layout import ROLES, TOTALS, Layout, recognise
from kano_xl.survey.mapped import mapped_layout
from kano_xl.survey.merging import merge
from kano_xl.survey.quality import check, doubts, left_out
from kano_xl.survey.quoting import quoted
from kano_xl.survey.survey import Answers, Source, Survey


def choose(
    sheets: Sequence[Sheet], mapping: mapping_file.Mapping | None = None
) -> tuple[Sheet, Layout]:
    """The sheet that holds a survey, and its layout.

    Sheets that are shown go before hidden ones, single answers before counts, more features
    before fewer.

    Raises:
        InputError: no sheet does (the error of the one that comes nearest), or
            ``several_surveys`` where several do equally well.
    """
    found: list[tuple[tuple[bool, bool, int], Sheet, Layout]] = []
    errors: list[KanoError] = []
    for sheet in sheets:
        try:
            layout = mapped_layout(sheet, mapping) if mapping else recognise(sheet)
        except KanoError as error:
            errors.append(error)
        else:
            rank = (not sheet.hidden, layout.kind != TOTALS, len(layout.pairs))
            found.append((rank, sheet, layout))
    if not found:
        if not errors:
            raise InputError("no_survey")
        distant = ("no_survey", "no_pairs", "no_header")
        raise next((error for error in errors if error.code not in distant), errors[0])
    best = max(rank for rank, _, _ in found)
    good = [(sheet, layout) for rank, sheet, layout in found if rank == best]
    if len(good) > 1:
        names = ", ".join(f"“{quoted(sheet.name)}”" for sheet, _ in good)
        raise InputError("several_surveys", Place(good[0][0].file), sheets=names)
    return good[0]


def code(layout: Layout, settings: Settings, mapping: mapping_file.Mapping | None = None) -> Part:
    """What stands in the columns of a layout, with the problems of the layout itself."""
    own = mapping.own_answers() if mapping else None
    if layout.kind == TOTALS:
        part = read_totals(layout)
    elif layout.kind in ROLES:
        part = code_long(layout, settings, own)
    else:
        part = code_columns(layout, settings, own)
    return replace(part, problems=(*layout_problems(layout), *part.problems))


def assemble(
    sheets: Sequence[Sheet], layouts: Sequence[str], parts: Sequence[Part], settings: Settings
) -> Survey:
    """The parts of one or more files as one survey, checked, without whom the settings leave out.

    Raises:
        InputError: ``mixed_totals``, or ``nobody_left``.
    """
    source = Source(
        tuple(sheet.file for sheet in sheets),
        tuple(sheet.name for sheet in sheets),
        tuple(dict.fromkeys(layouts)),
        sum(part.rows.size for part in parts),
    )
    survey = merge(source, parts)
    if survey.answers is None:
        return survey
    found = doubts(survey.answers, evaluation_table(settings.table))
    problems = check(source, survey.features, survey.answers, found, settings)
    gone, numbers = left_out(survey.answers, found, settings)
    if gone.all():
        raise InputError("nobody_left", Place(source.files[0], source.sheets[0]))
    answers = _without(survey.answers, gone) if gone.any() else survey.answers
    told = (*survey.problems, *problems)
    return replace(survey, answers=answers, problems=told, excluded=numbers)


def _without(answers: Answers, gone: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Answers:
    kept = ~gone
    stated = answers.importance
    return Answers(
        answers.functional[:, kept],
        answers.dysfunctional[:, kept],
        None if stated is None else stated[:, kept],
        answers.rows[kept],
        answers.files[kept],
        answers.duplicates[kept],
    )
