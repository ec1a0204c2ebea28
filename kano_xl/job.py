"""The main job: files in, a report, JSON and the result on the terminal out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kano_xl.errors import InputError, OutputError, Place, SettingsError
from kano_xl.languages import text
from kano_xl.settings import ANSWER_NAMES, Settings
from kano_xl.writers.whole_file import check_target, whole_file

STANDARD_OUTPUT = "-"
"""Stands for standard output where a file is asked for."""


def analyse_files(
    paths: Sequence[Path],
    settings: Settings,
    mapping_file: Path | None,
    output: Path | None,
    json_target: str | None,
    quiet: bool,
) -> None:
    """Read, analyse, write, show.

    Args:
        paths: the files of one survey; their counts are added up.
        settings: table, rule, language and the rest.
        mapping_file: what overrides the recognition of the survey, if anything.
        output: the workbook to write, if any.
        json_target: the file for JSON, `STANDARD_OUTPUT`, or None.
        quiet: whether only errors are told.

    Raises:
        KanoError: a file cannot be used or written.
    """
    from kano_xl.model.analyse import analyse as analyse_counts
    from kano_xl.survey.mapping_file import load
    from kano_xl.survey.reading import read
    from kano_xl.terminal import progress_bar, say, show_problems, show_result

    language = settings.language
    with progress_bar(language, quiet) as progress:
        mapping = None if mapping_file is None else load(mapping_file)
        survey = read(paths, settings, mapping, progress)
        progress("analysing", 1)
        analysis = analyse_counts(survey.counts(), settings, survey.importance())
        if output is not None:
            from kano_xl.report.build import build_report
            from kano_xl.writers.new_workbook import write_workbook

            progress("writing", 1)
            report = build_report(survey, analysis, date.today())
            write_workbook(report, output, sources=_sources(paths))
        if json_target is not None:
            from kano_xl.writers.json_text import to_json

            _write_json(to_json(survey, analysis), json_target)
    if quiet:
        return
    if json_target != STANDARD_OUTPUT:
        show_result(analysis)
    show_problems(survey.problems, language)
    for target in (output, json_file(json_target)):
        if target is not None:
            say(text(language, "terminal.written", path=str(target.resolve())))


def _sources(paths: Sequence[Path]) -> dict[str, Path]:
    """The files by name, to link to; not those that share a name, for a link must not mislead."""
    names = [path.name for path in paths]
    return {path.name: path for path in paths if names.count(path.name) == 1}


def check_inputs(paths: Sequence[Path]) -> None:
    """Refuse a file that is given twice: its answers would count double."""
    places = [path.resolve() for path in paths]
    for path, place in zip(paths, places, strict=True):
        if places.count(place) > 1:
            raise InputError("input_twice", Place(str(path)))


def check_targets(targets: Sequence[Path], inputs: Sequence[Path], overwrite: bool) -> None:
    """Refuse before the work begins what could not be written, or would destroy something."""
    places = [target.resolve() for target in targets]
    for target, place in zip(targets, places, strict=True):
        if any(place == path.resolve() for path in inputs):
            raise OutputError("output_is_input", Place(str(target)))
        if places.count(place) > 1:
            raise OutputError("output_twice", Place(str(target)))
        check_target(target, overwrite)


def _write_json(content: str, target: str) -> None:
    path = json_file(target)
    if path is None:
        sys.stdout.buffer.write(content.encode())
        sys.stdout.buffer.flush()
    else:
        write_text(content, path)


def write_text(content: str, path: Path) -> None:
    """Write a text file in UTF-8, wholly or not at all."""
    with whole_file(path) as file:
        file.write(content.encode())


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
    from kano_xl.survey.table_file import read_evaluation_table

    if choice in TABLES:
        return choice
    path = Path(choice)
    if not path.exists():
        raise SettingsError("table_choice", given=choice, known=", ".join(TABLES))
    return read_evaluation_table(path)


def own_answers(given: Sequence[str]) -> dict[str, int]:
    """What the user says that answers mean, from "WORDING=MEANING" each.

    >>> own_answers(["a = b=dislike", "7=none"])
    {'a = b': 5, '7': 0}

    Raises:
        SettingsError: ``answer_choice`` for anything else.
    """
    found = {}
    for each in given:
        wording, _, meaning = each.rpartition("=")
        plain = meaning.strip().lower()
        if not wording.strip() or plain not in ANSWER_NAMES:
            raise SettingsError("answer_choice", given=each, known=", ".join(ANSWER_NAMES))
        found[wording.strip()] = ANSWER_NAMES.index(plain)
    return found


def beside(path: Path) -> Path:
    """Where a report goes if nobody says where.

    >>> beside(Path("survey.csv")).name
    'survey-kano.xlsx'
    """
    return path.with_name(f"{path.stem}-kano.xlsx")


def free(path: Path) -> Path:
    """The path itself, or the first numbered one that is free."""
    candidates = (path.with_stem(f"{path.stem}-{number}") for number in range(2, 1000))
    return path if not path.exists() else next(each for each in candidates if not each.exists())
