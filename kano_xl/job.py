"""The main job: files in, a report, JSON and the result on the terminal out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kano_xl.choices import Settings
from kano_xl.errors import InputError, OutputError, Place, SettingsError
from kano_xl.languages import text
from kano_xl.writers.whole_file import WholeFiles, check_target
from kano_xl.writers.whole_file import free as free

if TYPE_CHECKING:
    from kano_xl.survey.mapping import Mapping
    from kano_xl.teams.folder import Files

STANDARD_OUTPUT = "-"
"""Stands for standard output where a file is asked for."""


def analyse_files(
    chosen: Files,
    settings: Settings,
    mapping_file: Path | None,
    same: Sequence[str],
    output: Path | None,
    json_target: str | None,
    quiet: bool,
    overwrite: bool,
) -> None:
    """Read, analyse, write, show.

    Args:
        chosen: the files of one survey; their counts are added up.
        settings: table, rule, language and the rest.
        mapping_file: what overrides the recognition of the survey, if anything.
        same: "NAME=NAME" each: features that are the same under two names.
        output: the workbook to write, if any.
        json_target: the file for JSON, `STANDARD_OUTPUT`, or None.
        quiet: whether only errors are told.
        overwrite: whether files that are there are replaced.

    Raises:
        KanoError: a file cannot be used or written.
    """
    from kano_xl.analysing import analyse
    from kano_xl.survey.reading import read
    from kano_xl.terminal import progress_bar, show_groups, show_problems, show_result

    language, paths = settings.language, [each.path for each in chosen.chosen]
    with WholeFiles(overwrite) as files:
        with progress_bar(language, quiet) as progress:
            mapping = _mapping(mapping_file)
            if len(paths) == 1 and not chosen.folders and not same:
                survey = read(paths, settings, mapping, progress)
            else:
                from kano_xl.teams.reading import read_chosen

                survey = read_chosen(chosen, settings, mapping, same, progress)
            progress("analysing", 1)
            analysis = analyse(survey, settings)
            if output is not None:
                from kano_xl.report.build import build_report
                from kano_xl.writers.new_workbook import workbook_bytes

                progress("writing", 1)
                report = build_report(survey, analysis, date.today())
                files.write(output, workbook_bytes(report, output.parent, sources=_sources(paths)))
            if json_target is not None:
                from kano_xl.writers.json_text import to_json

                _give(to_json(survey, analysis), json_target, files)
        # While nothing is in its place yet, for standard output may have no room.
        if not quiet and json_target != STANDARD_OUTPUT:
            show_result(analysis)
            show_groups(analysis)
    if quiet:
        return
    show_problems(survey.problems, language)
    _tell_written(output, json_target, language)


def compare_files(
    paths: Sequence[Path],
    settings: Settings,
    mapping_file: Path | None,
    same: Sequence[str],
    same_people: str | None,
    output: Path | None,
    json_target: str | None,
    quiet: bool,
    overwrite: bool,
) -> None:
    """Read waves, compare, write, show.

    Args:
        paths: a file for each wave, the earliest first.
        settings, mapping_file, output, json_target, quiet, overwrite: as of `analyse_files`.
        same: "OLD NAME=NEW NAME" each.
        same_people: the column by which people are found again, if they are to be.

    Raises:
        KanoError: a file cannot be used or written.
    """
    from kano_xl.terminal import progress_bar, show_problems
    from kano_xl.waves.comparing import compare_waves

    language = settings.language
    with WholeFiles(overwrite) as files:
        with progress_bar(language, quiet) as progress:
            compared = compare_waves(
                paths,
                settings,
                same=same,
                same_people=same_people,
                mapping=_mapping(mapping_file),
                progress=progress,
            )
            if output is not None:
                from kano_xl.report.build_waves import build_waves_report
                from kano_xl.writers.new_workbook import workbook_bytes

                progress("writing", 1)
                report = build_waves_report(compared, date.today())
                files.write(output, workbook_bytes(report, output.parent))
            if json_target is not None:
                from kano_xl.writers.waves_json import waves_json

                _give(waves_json(compared), json_target, files)
        if not quiet and json_target != STANDARD_OUTPUT:
            from kano_xl.waves_shown import show_waves

            show_waves(compared)
    if quiet:
        return
    show_problems(compared.problems, language)
    _tell_written(output, json_target, language)


def _give(content: str, json_target: str, files: WholeFiles) -> None:
    """Put JSON where it is asked for."""
    if path := json_file(json_target):
        files.write(path, content.encode())
        return
    from kano_xl.terminal import print_json

    print_json(content)


def _tell_written(output: Path | None, json_target: str | None, language: str) -> None:
    from kano_xl.terminal import say

    for target in (output, json_file(json_target)):
        if target is not None:
            say(text(language, "terminal.written", path=str(target.resolve())))


def _mapping(path: Path | None) -> Mapping | None:
    if path is None:
        return None
    from kano_xl.survey.mapping_file import load

    return load(path)


def _sources(paths: Sequence[Path]) -> dict[str, Path]:
    """The files by name, to link to; not those that share a name, for a link must not mislead."""
    names = [path.name for path in paths]
    return {path.name: path for path in paths if names.count(path.name) == 1}


def files_to_read(
    inputs: Sequence[Path], targets: Sequence[Path], aside: Sequence[Path] = ()
) -> Files:
    """The files of the inputs, some of which may be folders.

    A report of ours that lies in a folder, and is to be written anew, is no file to be read.

    Args:
        inputs: files and folders.
        targets: files that will be written.
        aside: files that serve another end.

    Raises:
        InputError: as of `kano_xl.teams.folder.files_of`.
    """
    from kano_xl.teams.folder import REPORT, Skipped, files_of

    found = files_of(inputs, aside)
    if not found.folders:
        return found
    ours = [
        each
        for each in found.chosen
        if not each.named
        and any(_is_same(each.path, target) for target in targets)
        and _is_report(each.path)
    ]
    return found._replace(
        chosen=tuple(each for each in found.chosen if each not in ours),
        skipped=(*found.skipped, *(Skipped(each.path.name, REPORT) for each in ours)),
    )


def _is_report(path: Path) -> bool:
    """Whether a file is a report of kano_xl and nothing else."""
    from kano_xl.survey.choosing import is_report
    from kano_xl.survey.files.opening import read_sheets

    try:
        return is_report(read_sheets(path))
    except InputError:
        return False


def check_inputs(paths: Sequence[Path]) -> None:
    """Refuse a wave that is given twice, by whatever names: nothing moves between it and itself."""
    for number, path in enumerate(paths):
        if not path.name:
            raise InputError("file_is_folder", Place(str(path)))
        if any(_is_same(path, other) for other in paths[:number]):
            raise InputError("wave_twice", Place(str(path)))


def check_targets(targets: Sequence[Path], inputs: Sequence[Path], overwrite: bool) -> None:
    """Refuse before the work begins what could not be written, or would destroy something."""
    for number, target in enumerate(targets):
        if any(_is_same(target, path) for path in inputs):
            raise OutputError("output_is_input", Place(str(target)))
        check_target(target, overwrite)
        if any(_is_same(target, other) for other in targets[:number]):
            raise OutputError("output_twice", Place(str(target)))


def _is_same(path: Path, other: Path) -> bool:
    """Whether two names are of one file: by their way, by links, or as two names of one content."""
    if os.path.realpath(path) == os.path.realpath(other):
        return True
    try:
        return path.samefile(other)
    except (OSError, ValueError):  # one of them is not there
        return False


def write_file(path: Path, content: bytes, overwrite: bool) -> None:
    """Write a file, wholly or not at all."""
    with WholeFiles(overwrite) as files:
        files.write(path, content)


def json_file(target: str | None) -> Path | None:
    """The file that JSON goes to; None for standard output or no JSON."""
    return None if target in (None, STANDARD_OUTPUT) else Path(str(target))


def evaluation_table(choice: str) -> str | tuple[str, ...]:
    """The name of an evaluation table, or the rows of the one in a file.

    Raises:
        SettingsError: there is neither such a table nor such a file.
        InputError: the file cannot be read, or holds no table.
    """
    from kano_xl.model.categories import TABLES

    if choice in TABLES:
        return choice
    path = Path(choice)
    if not path.exists():
        raise SettingsError("table_choice", given=choice, known=", ".join(TABLES))
    from kano_xl.survey.table_file import read_evaluation_table

    return read_evaluation_table(path)


def beside(path: Path) -> Path:
    """Where a report goes if nobody says where: beside a file or a folder.

    >>> beside(Path("survey.csv")).name
    'survey-kano.xlsx'
    """
    if not os.path.isdir(path):
        return path.with_name(f"{path.stem}-kano.xlsx")
    whole = path.resolve()
    return whole.parent / f"{whole.name}-kano.xlsx"


def beside_waves(path: Path) -> Path:
    """Where the report of a comparison goes if nobody says where: beside the last wave.

    >>> beside_waves(Path("2026.csv")).name
    '2026-waves.xlsx'
    """
    return path.with_name(f"{path.stem}-waves.xlsx")
