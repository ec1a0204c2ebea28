"""``kano-xl inspect``: what the reader understood of a survey, told on the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from kano_xl.choices import Settings
from kano_xl.languages import text
from kano_xl.report.content.check import answer_shown, taken_for
from kano_xl.report.report import UNDEFINED
from kano_xl.survey.inspecting import Understanding
from kano_xl.survey.layouts.columns import MAPPED
from kano_xl.survey.layouts.pairing import Pair
from kano_xl.survey.mapping import Mapping
from kano_xl.survey.survey import Wording
from kano_xl.survey.tables.table import Column
from kano_xl.teams.folder import files_of
from kano_xl.teams.reading import Team, nothing_in, read_files
from kano_xl.terminal import plain_table, progress_bar, result_console, show_problems

_MOST_WORDINGS = 40
_CERTAIN = {True: "certain_yes", False: "certain_no"}


def show_understanding(found: Understanding, language: str) -> None:
    """Print what was understood to standard output: layout, pairs, answers, ignored columns."""
    console = result_console()
    for line in _facts(found, language):
        console.print(line)
    if found.refusal is not None:
        line = text(language, "terminal.inspect.refused", reason=found.refusal.message(language))
        console.print(line)
    for table in (_pairs(found, language), _wordings(found.wordings, language)):
        if table.row_count:
            console.print(table)
    _print_open(console, found, language)
    _print_ignored(console, found, language)


def show_folder(folder: Path, settings: Settings, mapping: Mapping | None) -> None:
    """Print what is understood of each file of a folder, and how they go together.

    Raises:
        InputError: there is no file in it that may hold a survey.
    """
    chosen = files_of([folder])
    if not chosen.chosen:
        raise nothing_in(folder, [])
    with progress_bar(settings.language, quiet=False) as progress:
        team = read_files(chosen, settings, mapping, progress=progress)
    show_files(team, settings.language)
    show_problems(team.problems(), settings.language)


def show_files(team: Team, language: str) -> None:
    """Print what was understood of each of several files, to standard output."""
    headers = ["file", "kind", "of_features", "respondents", "lacking"]
    table = plain_table([text(language, f"terminal.inspect.{name}") for name in headers])
    features = list(dict.fromkeys(name for file in team.files for name in file.features))
    separator = text(language, "terminal.inspect.separator")
    for file in team.files:
        layouts = (each.found.layout.kind for each in file.sheets if each.found.layout)
        own = set(file.features)
        table.add_row(
            file.name,
            separator.join(
                text(language, f"names.layout.{each}") for each in dict.fromkeys(layouts)
            ),
            str(len(own)),
            str(file.people) if file.people else UNDEFINED,
            separator.join(name for name in features if name not in own),
        )
    console = result_console()
    console.print(table)
    console.print(text(language, "terminal.inspect.names", names=separator.join(features)))


def _facts(found: Understanding, language: str) -> Iterator[str]:
    yield text(language, "terminal.inspect.source", source=str(found.sheet.whole))
    if found.layout is None:
        return
    layout = text(language, f"names.layout.{found.layout.kind}")
    row = found.layout.table.header_row + 1
    yield text(language, "terminal.inspect.layout", layout=layout, row=row)
    yield text(
        language,
        "terminal.inspect.size",
        features=len(found.features),
        respondents=found.respondents or UNDEFINED,
    )
    for role, column in found.roles.items():
        named = text(language, f"terminal.inspect.roles.{role}")
        yield text(language, "terminal.inspect.role", role=named, column=_named(column))
    if found.features and not found.pairs:
        names = text(language, "terminal.inspect.separator").join(found.features)
        yield text(language, "terminal.inspect.names", names=names)


def _pairs(found: Understanding, language: str) -> Table:
    headers = ["feature", "functional", "dysfunctional", "importance", "certain"]
    rated = any(pair.satisfaction for pair in found.pairs)
    headers[4:4] = ["satisfaction"] if rated else []
    table = plain_table([text(language, f"terminal.inspect.{name}") for name in headers])
    for pair in found.pairs:
        certain = (
            "by_mapping" if found.layout and found.layout.kind == MAPPED else _CERTAIN[pair.certain]
        )
        table.add_row(
            pair.name,
            _named(pair.functional[0]),
            _named(pair.dysfunctional[0]),
            *(_named(each) if each else UNDEFINED for each in _ratings(pair, rated)),
            text(language, f"terminal.inspect.{certain}"),
        )
    return table


def _ratings(pair: Pair, with_satisfaction: bool) -> Iterator[Column | None]:
    """The columns of ratings that the table of pairs shows."""
    yield pair.importance
    if with_satisfaction:
        yield pair.satisfaction


def _wordings(wordings: tuple[Wording, ...], language: str) -> Table:
    headers = ["answer", "meaning", "cells", "first"]
    table = plain_table([text(language, f"terminal.inspect.{name}") for name in headers])
    for wording in wordings[:_MOST_WORDINGS]:
        code = f"{wording.code} " if wording.code else ""
        meaning = code + taken_for(wording, language)
        table.add_row(
            answer_shown(wording, language), meaning, str(wording.n), wording.place.cell or ""
        )
    if len(wordings) > _MOST_WORDINGS:
        more = text(language, "check.more", n=len(wordings) - _MOST_WORDINGS)
        table.add_row(more, "", "", "")
    return table


def _print_open(console: Console, found: Understanding, language: str) -> None:
    """The columns without a feature, where some are left."""
    if found.layout is None or not found.layout.open:
        return
    console.print(text(language, "terminal.inspect.open"))
    for column in found.layout.open:
        console.print(f"  {_named(column)}")


def _print_ignored(console: Console, found: Understanding, language: str) -> None:
    if not found.ignored:
        return
    console.print(text(language, "terminal.inspect.ignored"))
    for column, reason in found.ignored:
        why = text(language, f"names.layout.ignored.{reason}")
        line = text(language, "terminal.inspect.ignored_column", column=_named(column), why=why)
        console.print(f"  {line}")


def _named(column: Column) -> str:
    return f"{column.letter} {column.header}".rstrip()
