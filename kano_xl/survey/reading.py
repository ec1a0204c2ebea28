"""Files in, a `Survey` out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from kano_xl.settings import Settings
from kano_xl.survey import mapping as mapping_file
from kano_xl.survey.assembling import assemble, choose, code
from kano_xl.survey.cells import Sheet, read_sheets
from kano_xl.survey.survey import Survey

Progress = Callable[[str, float], None]
"""Told the stage ("reading", "understanding" or "checking") and the share done, 0..1."""


def read(
    paths: Sequence[Path],
    settings: Settings | None = None,
    mapping: mapping_file.Mapping | None = None,
    progress: Progress | None = None,
) -> Survey:
    """The survey in one or more files.

    Several files are taken as one survey: features of one name are one feature.

    Raises:
        InputError: a file, or what stands in it, cannot be used.
        SettingsError: the mapping does not fit the file.
    """
    settings, tell = settings or Settings(), progress or _silent
    sheets, layouts, parts = [], [], []
    for index, path in enumerate(paths):
        tell("reading", index / len(paths))
        sheet, layout = choose(read_sheets(path, settings.sheet), mapping)
        tell("understanding", index / len(paths))
        sheets.append(replace(sheet, rows=[]))
        parts.append(code(layout, settings, mapping))
        layouts.append(layout.kind)
    tell("checking", 1.0)
    return assemble(sheets, layouts, parts, settings)


def read_sheet(
    sheet: Sheet, settings: Settings | None = None, mapping: mapping_file.Mapping | None = None
) -> Survey:
    """The survey in one sheet of cells; raises as `read` does."""
    settings = settings or Settings()
    _, layout = choose([sheet], mapping)
    return assemble([sheet], [layout.kind], [code(layout, settings, mapping)], settings)


def _silent(stage: str, share: float) -> None:
    """Tell nobody."""
