"""The template as a file: all its sheets, its names, and the result sheets still empty.

What the user neither fills in nor reads is hidden, and can be shown: the result sheets until the
first analysis, and the cells that the sheet *Live* is drawn from.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO

from xlsxwriter import Workbook

from kano_xl import names
from kano_xl.addresses import absolute
from kano_xl.choices import Settings
from kano_xl.languages import text
from kano_xl.report.build import empty_report
from kano_xl.report.charts.palette import LOOKS
from kano_xl.report.typesetting.placement import quoted
from kano_xl.writers.new_workbook import add_report, new_workbook
from kano_xl.writers.template.features import write_features
from kano_xl.writers.template.lambdas import IN_USE, NUMBERS_IN_USE, lambda_names
from kano_xl.writers.template.live import write_live
from kano_xl.writers.template.live_data import write_live_data
from kano_xl.writers.template.looks import TemplateLooks
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import ABOUT_PEOPLE, FEATURES, GROUPS, RESPONSES, SHEETS
from kano_xl.writers.template.responses import write_responses
from kano_xl.writers.template.settings import write_settings
from kano_xl.writers.template.start import write_start
from kano_xl.writers.whole_file import whole_file

WRITTEN = date(2026, 1, 1)
"""The date that every template bears, so that the same version gives the same bytes."""


_TABS = {
    "features": "#F2C94C",
    "responses": "#F2C94C",
    "settings": "#F2C94C",
    "live": LOOKS["O"].colour,
    "live_data": LOOKS["O"].colour,
}
"""The colours of tabs: what is filled in, and what follows."""

_NAMED = {names.FEATURES: FEATURES, names.RESPONSES: RESPONSES, names.GROUPS: GROUPS}
"""The cells outside the settings that are found again by a name."""

_OFFERED = {
    choice: RESPONSES.at(0, ABOUT_PEOPLE.index(key))
    for choice, key in (("by", "group"), ("weight", "weight"))
}
"""The headers that can be picked on the settings sheet, by the choices that they are for."""


def write_template(path: Path, language: str) -> None:
    """Write the template workbook to a file, wholly or not at all; what stood there is replaced.

    Args:
        path: the file, ``.xlsx``.
        language: one of `kano_xl.languages.LANGUAGES`.

    Raises:
        OutputError: the file cannot be written there.
    """
    content = template_bytes(language)
    with whole_file(path) as file:
        file.write(content)


def template_bytes(language: str) -> bytes:
    """The template workbook in a language, as bytes."""
    buffer = io.BytesIO()
    with _made(buffer, language, "title") as workbook:
        pages = _pages(workbook, language, SHEETS)
        for key, colour in _TABS.items():
            pages[key].sheet.set_tab_color(colour)
        write_start(pages["start"])
        write_features(pages["features"])
        write_responses(pages["responses"])
        write_settings(pages["settings"], Settings(language=language), _OFFERED)
        write_live(pages["live"])
        write_live_data(pages["live_data"])
        pages["live_data"].sheet.hide()
        for name, block in _NAMED.items():
            workbook.define_name(name, f"={block.address(language)}")
        for name, formula in lambda_names(IN_USE, NUMBERS_IN_USE).items():
            workbook.define_name(name, formula)
        _add_results(workbook, language)
    return buffer.getvalue()


def write_settings_workbook(path: Path, language: str) -> None:
    """Write a workbook that holds the settings sheet alone, to be copied into other workbooks.

    Args:
        path: the file, ``.xlsx``.
        language: one of `kano_xl.languages.LANGUAGES`.

    Raises:
        OutputError: the file cannot be written there.
    """
    buffer = io.BytesIO()
    with _made(buffer, language, "settings_title") as workbook:
        pages = _pages(workbook, language, ("settings",))
        write_settings(pages["settings"], Settings(language=language))
    with whole_file(path) as file:
        file.write(buffer.getvalue())


@contextmanager
def _made(target: BinaryIO, language: str, title: str) -> Iterator[Workbook]:
    """A workbook to fill; it is written when that is done."""
    heading = text(language, f"template.workbook.{title}")
    workbook = new_workbook(target, language, heading, WRITTEN)
    yield workbook
    workbook.close()


def _pages(workbook: Workbook, language: str, keys: tuple[str, ...]) -> dict[str, Page]:
    looks = TemplateLooks(workbook, language)
    return {key: Page(workbook, looks, language, key) for key in keys}


def _add_results(workbook: Workbook, language: str) -> None:
    """Add the result sheets, hidden, each marked with the cells that an analysis writes anew."""
    placement = add_report(workbook, empty_report(language, WRITTEN))
    for placed in placement.sheets:
        workbook.get_worksheet_by_name(placed.sheet.title).hide()
        cells = f"$A$1:{absolute(placed.last_kept, placed.last_column)}"
        address = f"={quoted(placed.sheet.title)}!{cells}"
        workbook.define_name(names.RESULT + placed.sheet.key, address)
