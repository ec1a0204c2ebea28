"""A new workbook of planning sheets, with the block of results that they look features up in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from kano_xl.model.analysis import Analysis
from kano_xl.planning.grid import GridSheet
from kano_xl.report.content.results import results_sheet
from kano_xl.report.report import Report, ReportSheet
from kano_xl.report.words import Words
from kano_xl.writers.new_workbook import add_report, new_workbook
from kano_xl.writers.planning.looks import PlanLooks
from kano_xl.writers.planning.sheet import add_plan_sheet


def plan_workbook_bytes(
    sheets: Sequence[GridSheet], analysis: Analysis, title: str, written: date
) -> bytes:
    """Planning sheets as the bytes of a workbook.

    Args:
        sheets: what is written, the first one to be shown.
        analysis: what the sheets look up; without features, for a survey that is still to come.
        title: in the workbook's properties.
        written: the date that it bears.
    """
    language = analysis.settings.language
    block = results_sheet(analysis, Words.of(analysis.settings))
    return plan_workbook_over(sheets, block, language, title, written)


def plan_workbook_over(
    sheets: Sequence[GridSheet], block: ReportSheet, language: str, title: str, written: date
) -> bytes:
    """The same over a block of results of its own.

    Args:
        sheets, title, written: as of `plan_workbook_bytes`.
        block: what the sheets look up.
        language: whose font and texts the workbook has.
    """
    buffer = io.BytesIO()
    workbook = new_workbook(buffer, language, title, written)
    looks = PlanLooks(workbook, language)
    for sheet in sheets:
        add_plan_sheet(workbook, looks, language, sheet)
    add_report(workbook, Report(language, title, (block,), written))
    workbook.close()
    return buffer.getvalue()
