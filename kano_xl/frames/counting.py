"""A data frame in, a `Survey` of counts out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kano_xl.choices import Settings
from kano_xl.errors import InputError, KanoError, Problem
from kano_xl.frames.frame import Frame
from kano_xl.frames.sheet import FrameSheet
from kano_xl.languages import text
from kano_xl.survey.choosing import recognise
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts import answer_rows
from kano_xl.survey.layouts.columns import ColumnsLayout
from kano_xl.survey.layouts.counted import Counted, count_columns, count_long
from kano_xl.survey.layouts.layout import Layout
from kano_xl.survey.layouts.long import LongLayout
from kano_xl.survey.mapping import Mapping
from kano_xl.survey.quality import check_counts
from kano_xl.survey.survey import Source, Survey
from kano_xl.survey.tables.table import find_table


def count_frame(
    frame: Any, settings: Settings | None = None, mapping: Mapping | None = None
) -> Survey:
    """The survey in a data frame of pandas, polars, pyarrow, DuckDB, PySpark or the like.

    It may have two columns for each feature, or a row for each respondent and feature, and hold
    numbers or words. The engine counts; what leaves it is distinct answers with their numbers,
    and the first rows, by which the columns are recognised.

    Args:
        frame: anything that narwhals knows as a data frame, lazy or not.
        settings: how to read; ``exclude``, ``by``, ``where`` and ``weight``, which need single
            respondents, have to be empty.
        mapping: which column is what, where that is not told by the names of the columns.

    Raises:
        InputError: no survey is found in it, or something in it is not certain and the settings
            do not say what is meant.
        SettingsError: the mapping does not fit the frame.
    """
    settings = settings or Settings()
    try:
        return _counted(Frame(frame), settings, mapping)
    except KanoError as error:
        if "--" in str(error):
            error.add_note(Problem("frame_hint").message(settings.language))
        raise


def _counted(frame: Frame, settings: Settings, mapping: Mapping | None) -> Survey:
    if settings.exclude:
        raise InputError("frame_exclude", frame.place, groups=", ".join(settings.exclude))
    if settings.by or settings.where or settings.weight:
        raise InputError("frame_people", frame.place)
    if mapping is not None and mapping.layout:
        mapping = replace(mapping, header_row=1, first_row=2)
    instructions, sheet = Instructions(settings, mapping), frame.sheet()
    if mapping is None or not mapping.layout:
        _require_plain_header(sheet, instructions)
    found = recognise(sheet, instructions)
    if found.refusal is not None or found.layout is None:
        raise found.refusal or InputError("no_survey", frame.place)
    counted = _count(found.layout, instructions, frame)
    if counted.doubts:
        raise counted.doubts[0]
    problems = (
        *counted.problems,
        Problem("frame_only_counted", frame.place),
        *check_counts(frame.place, counted.pairs, settings),
    )
    return Survey(
        Source((), (), (found.layout.kind,), counted.respondents, frame.kind),
        counted.features,
        problems,
        wordings=counted.wordings,
        totals=counted.pairs,
        stated=counted.stated,
        satisfied=counted.satisfied,
    )


def _require_plain_header(sheet: FrameSheet, instructions: Instructions) -> None:
    """Refuse a frame whose header goes on in its rows, or whose last rows are sums."""
    table = find_table(sheet, instructions.own.keys)
    if table.header_row or table.first_row != 1:
        raise InputError("frame_header", sheet.whole, n=max(1, table.first_row - 1))
    if table.sums:
        raise InputError("frame_sums", sheet.whole, n=len(table.sums))


def _count(layout: Layout, instructions: Instructions, frame: Frame) -> Counted:
    if isinstance(layout, ColumnsLayout):
        return count_columns(layout, instructions, frame)
    if isinstance(layout, LongLayout) and layout.form != answer_rows.FORM:
        return count_long(layout, instructions, frame)
    kind = text(instructions.settings.language, f"names.layout.{layout.kind}")
    raise InputError("frame_layout", frame.place, layout=kind)
