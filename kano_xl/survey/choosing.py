"""The one place that chooses: which sheet of a file holds the survey, and in which layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from kano_xl.errors import InputError, KanoError, Place
from kano_xl.languages import LANGUAGES, InQuotes, text
from kano_xl.names import FEATURES, PLAN, RESPONSES, RESULT, SETTINGS
from kano_xl.survey.coded import without
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts import across, answer_rows, columns, letters, long, totals
from kano_xl.survey.layouts.layout import Layout
from kano_xl.survey.layouts.repeated_rows import not_one_a_row
from kano_xl.survey.layouts.two_sheets import joined
from kano_xl.survey.mapping import Mapping as SheetMapping
from kano_xl.survey.mapping import MappingKeys
from kano_xl.survey.misnumbered import misnumbered
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sheet import Sheet
from kano_xl.survey.tables.table import Table, find_table

COLUMNS = columns.FORM


class Form(Protocol):
    """What a mapping file may name as ``layout``."""

    @property
    def KEYS(self) -> MappingKeys:  # noqa: N802
        """What else the file may say."""

    def mapped(self, sheet: Sheet, mapping: SheetMapping, instructions: Instructions) -> Layout:
        """The layout of a sheet as the mapping says it is."""


FORMS: Mapping[str, Form] = {
    module.FORM: module for module in (columns, long, answer_rows, totals, across, letters)
}
"""Every layout that a mapping file can name."""

_OF_A_REPORT = ("summary", "categories", "coefficients", "method")
"""Sheets that every report has."""

_OF_WAVES = ("waves.sheet", "report.sheet.method", "report.sheet.data")
"""The sheets of a comparison of waves."""

_COUNTS = (totals.FORM, across.FORM, letters.FORM)
_NO_SURVEY = (RESULT, SETTINGS, PLAN)
"""What sheets bear that hold no survey."""

NAMED = 3
"""So many of the sheets that might be meant are named."""

_NOTHING_LIKE_ONE = ("file_blank", "no_survey", "no_pairs", "no_header", "no_header_long")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet with its layout, or with the reason why it has none.

    Attributes:
        sheet: the cells.
        layout: what stands where; None if nothing like a survey was found.
        refusal: why it cannot be read, or not yet; None if it can.
    """

    sheet: Sheet
    layout: Layout | None
    refusal: KanoError | None = None

    @property
    def is_survey(self) -> bool:
        """Whether there is a survey, right or wrong."""
        return self.refusal is None or self.refusal.code not in _NOTHING_LIKE_ONE


def recognise(sheet: Sheet, instructions: Instructions) -> Recognised:
    """The layout of one sheet, looked at once."""
    mapping = instructions.mapping
    try:
        if instructions.settings.visible:
            sheet = _without_hidden_rows(sheet)
        if mapping is not None and mapping.layout:
            return Recognised(sheet, FORMS[mapping.layout].mapped(sheet, mapping, instructions))
        layout = _layout(sheet, instructions)
    except KanoError as error:
        return Recognised(sheet, None, misnumbered(sheet) or error)
    refusal = misnumbered(sheet) or not_one_a_row(layout) or layout.refusal
    return Recognised(sheet, layout, refusal)


def _without_hidden_rows(sheet: Sheet) -> Sheet:
    """The sheet with nothing in the rows that its file hides; all others keep their places.

    Raises:
        InputError: ``all_hidden``: nothing but the header would be left.
    """
    if not sheet.hidden_rows:
        return sheet
    rows = without(sheet.rows, sheet.hidden_rows)
    filled = (row for row in rows if any(cell is not None for cell in row))
    if len(list(islice(filled, 2))) < 2:
        raise InputError("all_hidden", sheet.whole)
    return replace(sheet, rows=rows, hidden_rows=frozenset())


def _layout(sheet: Sheet, instructions: Instructions) -> Layout:
    table = find_table(sheet, instructions.own.keys)
    recognisers: Sequence[Callable[[Table, Instructions], Layout | None]] = (
        totals.recognise,
        answer_rows.recognise,
        long.recognise,
        across.recognise,
        letters.recognise,
    )
    for recognised in recognisers:
        found = recognised(table, instructions)
        if found is not None:
            return found
    long.refuse_respondents_across(table)
    return columns.recognise(table, instructions)


def choose(sheets: Sequence[Sheet], instructions: Instructions | None = None) -> list[Recognised]:
    """The sheets to be read: those that were named, else the one that holds a survey.

    Sheets that are shown go before hidden ones, single answers before counts, more features
    before fewer. A sheet that is refused stands alone in the answer, with the reason.
    """
    instructions = instructions or Instructions()
    if is_report(sheets):
        return [Recognised(sheets[0], None, InputError("is_report", Place(sheets[0].file)))]
    if is_waves_report(sheets):
        error = InputError("is_waves_report", Place(sheets[0].file))
        return [Recognised(sheets[0], None, error)]
    if is_planning(sheets):
        return [Recognised(sheets[0], None, InputError("is_planning", Place(sheets[0].file)))]
    sheets = joined(sheets)
    found = [recognise(sheet, instructions) for sheet in sheets if sheet.ours not in _NO_SURVEY]
    if len(instructions.settings.sheets) > 1:
        return found
    template = [each for each in found if each.sheet.ours == RESPONSES and each.is_survey]
    readable = [each for each in template or found if each.refusal is None and each.layout]
    if not readable:
        return [_nearest(template or found, sheets)]
    best = max(map(_rank, readable))
    good = [each for each in readable if _rank(each) == best]
    if len(good) > 1:
        return [replace(good[0], refusal=_several([each.sheet for each in good]))]
    return good


def _several(sheets: Sequence[Sheet]) -> InputError:
    """The question to the user which of these sheets is meant."""
    return InputError(
        "several_surveys_more" if len(sheets) > NAMED else "several_surveys",
        Place(sheets[0].file),
        sheets=InQuotes(", ".join(f"“{quoted(sheet.name)}”" for sheet in sheets[:NAMED])),
        more=len(sheets) - NAMED,
    )


def is_report(sheets: Sequence[Sheet]) -> bool:
    """Whether these are the sheets of a report by kano_xl, by its names or its titles."""
    titles = {sheet.name for sheet in sheets}
    return bool(sheets) and (
        all(sheet.ours == RESULT for sheet in sheets)
        or (
            len(titles) >= len(_OF_A_REPORT)
            and any(
                titles >= {text(language, f"report.sheet.{key}") for key in _OF_A_REPORT}
                for language in LANGUAGES
            )
        )
    )


def is_planning(sheets: Sequence[Sheet]) -> bool:
    """Whether these are planning sheets by kano_xl, with or without results beside them."""
    return {sheet.ours for sheet in sheets} in ({PLAN}, {PLAN, RESULT})


def is_waves_report(sheets: Sequence[Sheet]) -> bool:
    """Whether these are the sheets of a comparison of waves by kano_xl, by its titles."""
    titles = {sheet.name for sheet in sheets}
    return any(titles >= {text(language, key) for key in _OF_WAVES} for language in LANGUAGES)


def _rank(found: Recognised) -> tuple[bool, bool, int]:
    assert found.layout is not None
    return (not found.sheet.hidden, not has_counts(found), len(found.layout.pairs))


def has_counts(found: Recognised) -> bool:
    """Whether a sheet holds counts instead of single answers."""
    return found.layout is not None and found.layout.form in _COUNTS


def _nearest(found: Sequence[Recognised], sheets: Sequence[Sheet]) -> Recognised:
    """The sheet that comes nearest to a survey, with what is wrong with it."""
    if not found:
        return Recognised(sheets[0], None, InputError("no_survey"))
    empty = [each for each in found if each.sheet.ours == RESPONSES]
    if empty and not any(each.is_survey for each in found):
        names = [sheet for sheet in sheets if sheet.ours == FEATURES]
        place = (names[0] if names else empty[0].sheet).whole
        return replace(empty[0], refusal=InputError("template_empty", place))
    return next((each for each in found if each.is_survey), found[0])
