"""The result sheets that only some surveys have: those of a set come, and are emptied, together.

The first of a set is drawn from the last, so that they can be added to a workbook that has all the
others. They stay when a survey has no need of them any more: the user may have formulas that refer
to them, or notes beside them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from kano_xl.report.build import empty_report
from kano_xl.report.content.groups import OF_GROUPS
from kano_xl.report.content.satisfaction import OF_SATISFACTION
from kano_xl.report.report import Report, ReportSheet
from kano_xl.writers.open_workbook.plan import Found
from kano_xl.writers.open_workbook.sheet import area_of

OPTIONAL = (*OF_GROUPS, *OF_SATISFACTION)
"""The keys of all sheets that only some surveys have."""

_SETS = (OF_GROUPS, OF_SATISFACTION)
"""Of each set the first sheet has the charts, and the last is what they read."""


def to_empty(report: Report, filled: Collection[str]) -> tuple[ReportSheet, ...]:
    """The sheets that an earlier report filled and this one has not.

    Args:
        report: the one to be written.
        filled: the keys of the sheets that are there and were filled.
    """
    had = {key for key in OPTIONAL if key in filled} - {sheet.key for sheet in report.sheets}
    if not had:
        return ()
    empty = empty_report(report.language, report.written)
    return tuple(sheet for sheet in empty.sheets if sheet.key in had)


def added_together(report: Report, there: Collection[str]) -> tuple[ReportSheet, ...]:
    """The sheets of sets that are lacking, if neither their charts nor what they read are there.

    Args:
        report: the one to be written.
        there: the keys of the sheets that are there.
    """
    come = {key for keys in _SETS if not {keys[0], keys[-1]} & set(there) for key in keys}
    lacking = (sheet for sheet in report.sheets if sheet.key not in there)
    return tuple(sheet for sheet in lacking if sheet.key in come)


def outdated(report: Report, there: Mapping[str, Found]) -> tuple[Found, ...]:
    """The sheets that charts of a set read, where the user deleted those with the charts.

    Both come anew then: nothing can be drawn from a sheet that is there already.
    """
    drawn = {sheet.key for sheet in report.sheets}
    return tuple(
        there[keys[-1]]
        for keys in _SETS
        if keys[0] in drawn and keys[0] not in there and keys[-1] in there
    )


def delete_outdated(old: Iterable[Found]) -> None:
    """Delete those sheets, unless the user has written something there."""
    for each in old:
        if area_of(each.sheet.used_range).is_within(each.area):
            # Excel deletes no sheet that a program has hidden.
            each.sheet.visible = True
            each.sheet.delete()
