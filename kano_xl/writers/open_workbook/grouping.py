"""The result sheets that only a survey with groups has: they come, and are emptied, together.

The first is drawn from the last, so that they can be added to a workbook that has all the
others. They stay when there are no groups any more: the user may have formulas that refer to them,
or notes beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from kano_xl.report.build import empty_report
from kano_xl.report.content.groups import OF_GROUPS
from kano_xl.report.report import Report, ReportSheet
from kano_xl.writers.open_workbook.plan import Found
from kano_xl.writers.open_workbook.sheet import area_of

_CHARTS, _DATA = _DRAWN = "groups", "group_data"
"""The keys of the sheet with the charts, and of that which they read."""


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
    """The sheets of groups that are lacking, if neither the charts nor what they read are there.

    Args:
        report: the one to be written.
        there: the keys of the sheets that are there.
    """
    if any(key in there for key in _DRAWN):
        return ()
    lacking = (sheet for sheet in report.sheets if sheet.key not in there)
    return tuple(sheet for sheet in lacking if sheet.key in OF_GROUPS)


def outdated(report: Report, there: Mapping[str, Found]) -> Found | None:
    """The sheet that charts of groups read, where the user deleted that with the charts.

    Both come anew then: nothing can be drawn from a sheet that is there already.
    """
    drawn = any(sheet.key == _CHARTS for sheet in report.sheets)
    return there.get(_DATA) if drawn and _CHARTS not in there else None


def delete_outdated(old: Found | None) -> None:
    """Delete that sheet, unless the user has written something there."""
    if old is None or not area_of(old.sheet.used_range).is_within(old.area):
        return
    # Excel deletes no sheet that a program has hidden.
    old.sheet.visible = True
    old.sheet.delete()
