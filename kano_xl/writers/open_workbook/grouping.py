"""The result sheets that only a survey with groups has: they come, and are emptied, together.

Two of them are drawn from the third, so that they can be added to a workbook that has all the
others. They stay when there are no groups any more: the user may have formulas that refer to them,
or notes beside them.
"""

from __future__ import annotations

from collections.abc import Collection

from kano_xl.report.build import empty_report
from kano_xl.report.content.groups import OF_GROUPS
from kano_xl.report.report import Report, ReportSheet


def to_empty(report: Report, filled: Collection[str]) -> tuple[ReportSheet, ...]:
    """The sheets of groups that an earlier report filled and this one, without groups, has not.

    Args:
        report: the one to be written.
        filled: the keys of the sheets that are there and were filled.
    """
    had = {key for key in OF_GROUPS if key in filled} - {sheet.key for sheet in report.sheets}
    if not had:
        return ()
    empty = empty_report(report.language, report.written)
    return tuple(sheet for sheet in empty.sheets if sheet.key in had)


def added_together(report: Report, there: Collection[str]) -> tuple[ReportSheet, ...]:
    """The sheets of groups, if the workbook has none of them as yet.

    Args:
        report: the one to be written.
        there: the keys of the sheets that are there.
    """
    if any(key in there for key in OF_GROUPS):
        return ()
    return tuple(sheet for sheet in report.sheets if sheet.key in OF_GROUPS)
