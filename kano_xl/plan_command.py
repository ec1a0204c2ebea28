"""The command ``kano-xl plan``: planning sheets to fill in, and what was filled in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kano_xl import job
from kano_xl.choices import Settings
from kano_xl.errors import InputError, OutputError, Place, SettingsError
from kano_xl.flags import choice_flags, help_text
from kano_xl.languages import text

if TYPE_CHECKING:
    from kano_xl.planning.reading import FilledWorkbook

_COLLECTING = "action-plan"
"""The kind that a filled workbook makes a new one of."""

_TAKING_OVER = "service-blueprint"
"""The kind that takes its steps over from a filled journey map."""

_KINDS = (
    "house-of-quality",
    "priority-matrix",
    "journey-map",
    "service-blueprint",
    "strategy-canvas",
    "roadmap",
    "action-plan",
    "all",
)


_FILE = click.Path(path_type=Path)


@click.command("plan", help=help_text("plan"), epilog=help_text("plan_examples"))
@click.argument("kind", metavar="|".join(_KINDS))
@click.argument("path", metavar="[INPUT]", required=False, type=_FILE)
@click.option(
    "-o",
    "--output",
    metavar="FILE.xlsx",
    type=_FILE,
    help=help_text("plan_output"),
)
@click.option("--json", "json_target", metavar="FILE|-", help=help_text("plan_json"))
@click.option(
    "--csv",
    "csv_target",
    metavar="FILE.csv",
    type=_FILE,
    help=help_text("plan_csv"),
)
@click.option(
    "--survey",
    "survey_path",
    metavar="FILE",
    type=_FILE,
    help=help_text("plan_survey"),
)
@click.option(
    "--compared",
    metavar="FILE.json",
    type=_FILE,
    help=help_text("plan_compared"),
)
@click.option("--overwrite", is_flag=True, help=help_text("overwrite"))
@choice_flags("plan")
def plan(
    kind: str,
    path: Path | None,
    output: Path | None,
    json_target: str | None,
    csv_target: Path | None,
    compared: Path | None,
    survey_path: Path | None,
    overwrite: bool,
    mapping: Path | None,
    table: str,
    **choices: Any,
) -> None:
    """Write planning sheets for a survey, or read what was filled into them."""
    _require_sense(kind, output, csv_target)
    asked = json_target is not None or csv_target is not None
    settings = Settings(table=job.evaluation_table(table), **choices)
    filled = None if path is None else _filled(path)
    collects = kind == _COLLECTING and filled is not None and not asked
    plans = kind == "roadmap" and filled is not None
    _require_their_own(path, plans, survey_path, collects, compared)
    if path is not None and filled is not None and plans:
        targets = output, json_target, csv_target
        _plan_roadmap(path, filled, survey_path, targets, overwrite, settings, mapping)
    elif path is not None and filled is not None and collects:
        _collect(path, filled, output, compared, overwrite, settings.language)
    elif path is not None and filled is not None and not asked:
        _take_over(kind, path, filled, output, overwrite, settings.language)
    elif path is not None and filled is not None:
        if output is not None:
            raise _written_over(kind, path)
        _read_back(kind, path, filled, json_target, csv_target, overwrite, settings.language)
    elif asked:
        raise _nothing_to_read(path)
    else:
        _write(kind, path, output, overwrite, settings, mapping)


def _require_sense(kind: str, output: Path | None, csv_target: Path | None) -> None:
    """Refuse what nothing can be made of, or cannot go there."""
    if kind not in _KINDS:
        raise SettingsError("plan_kind", given=kind, known=", ".join(_KINDS))
    if str(csv_target) == job.STANDARD_OUTPUT:
        raise SettingsError("plan_csv_file")
    if output is not None and output.suffix.lower() != ".xlsx":
        raise OutputError("output_not_xlsx", Place(str(output)))


def _nothing_to_read(path: Path | None) -> InputError:
    """Why nothing can be read back: no file, none that can be read, or no planning sheet in it."""
    from kano_xl.survey.files.opening import check_readable

    if path is None:
        return InputError("plan_not_there")
    check_readable(path)
    return InputError("plan_not_there", Place(path.name))


def _require_their_own(
    path: Path | None,
    plans: bool,
    survey_path: Path | None,
    collects: bool,
    compared: Path | None,
) -> None:
    """Refuse files that only a filled roadmap, or a filled action plan, has a use for."""
    place = Place(None if path is None else path.name)
    if compared is not None and not collects:
        raise SettingsError("plan_compared", place)
    if survey_path is not None and not plans:
        raise SettingsError("plan_survey_only", place)


def _filled(path: Path) -> FilledWorkbook | None:
    """The planning sheets of a file that was filled in; None for any other."""
    from kano_xl.planning.reading import read_filled

    return read_filled(path) if path.is_file() else None


def _write(
    kind: str,
    path: Path | None,
    output: Path | None,
    overwrite: bool,
    settings: Settings,
    mapping: Path | None,
) -> None:
    """Write new planning sheets."""
    from kano_xl.planned import KINDS, analysed, plan_workbook
    from kano_xl.survey.mapping_file import load
    from kano_xl.terminal import progress_bar, say, show_problems

    target = output or job.free(Path(f"kano-{kind}.xlsx"))
    language, inputs = settings.language, [each for each in (path, mapping) if each is not None]
    job.check_targets([target], inputs, overwrite)
    with progress_bar(language, quiet=False) as progress:
        own = None if mapping is None else load(mapping)
        known = analysed(path, settings, own, progress)
        progress("writing", 1)
        content = plan_workbook(known.analysis, KINDS[kind])
    job.write_file(target, content, overwrite)
    show_problems(known.problems, language)
    say(text(language, "terminal.written", path=str(target.resolve())))


def _collect(
    path: Path,
    filled: FilledWorkbook,
    output: Path | None,
    compared: Path | None,
    overwrite: bool,
    language: str,
) -> None:
    """Write the action plan of a filled workbook anew, with what its other sheets propose."""
    from kano_xl.planned_anew import collected_plan
    from kano_xl.terminal import say

    target = output or job.free(Path(f"kano-{_COLLECTING}.xlsx"))
    inputs = [each for each in (path, compared) if each is not None]
    job.check_targets([target], inputs, overwrite)
    found = collected_plan(filled, compared, language)
    job.write_file(target, found.content, overwrite)
    say(text(language, "terminal.collected", kept=found.kept, added=found.added))
    say(text(language, "terminal.written", path=str(target.resolve())))


def _take_over(
    kind: str,
    path: Path,
    filled: FilledWorkbook,
    output: Path | None,
    overwrite: bool,
    language: str,
) -> None:
    """Write the service blueprint of a filled journey map; nothing else is made of what is filled.

    Raises:
        InputError: ``plan_filled``, where that is not what is there or was asked for.
    """
    from kano_xl.planned import KINDS
    from kano_xl.planned_anew import taken_over
    from kano_xl.planned_filled import wrong_in_plans
    from kano_xl.terminal import say

    target = output or job.free(Path(f"kano-{_TAKING_OVER}.xlsx"))
    found = taken_over(filled, language) if kind == _TAKING_OVER else None
    if found is None:
        raise _written_over(kind, path)
    job.check_targets([target], [path], overwrite)
    job.write_file(target, found.content, overwrite)
    for wrong in wrong_in_plans(filled, KINDS["journey-map"]):
        say(wrong.message(language))
    say(text(language, "terminal.taken_over", n=found.steps))
    say(text(language, "terminal.written", path=str(target.resolve())))


def _written_over(kind: str, path: Path) -> InputError:
    """Why filled planning sheets are only read."""
    return InputError("plan_filled", Place(path.name), kind=kind, file=str(path))


def _read_back(
    kind: str,
    path: Path,
    filled: FilledWorkbook,
    json_target: str | None,
    csv_target: Path | None,
    overwrite: bool,
    language: str,
) -> None:
    """Write what was filled in: as JSON, as a list, or both."""
    from kano_xl.planned import KINDS
    from kano_xl.planned_filled import listed, read_back, unknown_features, wrong_in_plans
    from kano_xl.terminal import print_json, say
    from kano_xl.writers.whole_file import WholeFiles

    json_file = job.json_file(json_target)
    targets = [each for each in (json_file, csv_target) if each is not None]
    job.check_targets(targets, [path], overwrite)
    keys = KINDS[kind]
    content = "" if json_target is None else read_back(filled, keys)
    rows = None if csv_target is None else listed(filled, keys, language)
    with WholeFiles(overwrite) as files:
        if json_file is not None:
            files.write(json_file, content.encode())
        if csv_target is not None and rows is not None:
            # Excel takes a file without a mark for one in the code page of the machine.
            files.write(csv_target, rows.content.encode("utf-8-sig"))
        if json_target == job.STANDARD_OUTPUT:
            print_json(content)
    for wrong in wrong_in_plans(filled, keys):
        say(wrong.message(language))
    unknown = unknown_features(filled, keys)
    if unknown:
        say(text(language, "terminal.plan_unknown", names=_named(unknown, language)))
    if rows is not None and rows.left:
        left = _named(rows.left, language)
        say(text(language, "terminal.plan_first", sheet=_named([rows.title], language), left=left))
    for target in targets:
        say(text(language, "terminal.written", path=str(target.resolve())))


def _named(names: Sequence[str], language: str) -> str:
    """Names in quotation marks."""
    from kano_xl.report.words import Words

    words = Words(language)
    return words.names(words.quoted(names))


def _plan_roadmap(
    path: Path,
    filled: FilledWorkbook,
    survey_path: Path | None,
    targets: tuple[Path | None, str | None, Path | None],
    overwrite: bool,
    settings: Settings,
    mapping: Path | None,
) -> None:
    """Plan a filled roadmap: into a new workbook, as JSON, as CSV, or all of them."""
    from kano_xl.planned_roadmap import planned_roadmaps
    from kano_xl.survey.mapping_file import load
    from kano_xl.terminal import print_json, progress_bar, say, show_problems
    from kano_xl.writers.whole_file import WholeFiles

    if survey_path is None:
        raise InputError("plan_roadmap_survey", Place(path.name), file=str(path))
    output, json_target, csv_target = targets
    if output is None and json_target is None and csv_target is None:
        output = job.free(Path("kano-roadmap.xlsx"))
    json_file, language = job.json_file(json_target), settings.language
    files_written = [each for each in (output, json_file, csv_target) if each is not None]
    inputs = [each for each in (path, survey_path, mapping) if each is not None]
    job.check_targets(files_written, inputs, overwrite)
    with progress_bar(language, quiet=False) as progress:
        own = None if mapping is None else load(mapping)
        planned = planned_roadmaps(filled, survey_path, settings, own, progress)
    with WholeFiles(overwrite) as files:
        if output is not None:
            files.write(output, planned.workbook())
        if json_file is not None:
            files.write(json_file, planned.json().encode())
        if csv_target is not None:
            files.write(csv_target, planned.csv(language).encode("utf-8-sig"))
        if json_target == job.STANDARD_OUTPUT:
            print_json(planned.json())
    show_problems(planned.known.problems, language)
    for remark in planned.remarks(language):
        say(remark)
    for target in files_written:
        say(text(language, "terminal.written", path=str(target.resolve())))
    if output is not None:
        say(text(language, "terminal.roadmap_alone", file=path.name))
