"""The command line: ``kano-xl analyse``, ``compare``, ``plan``, ``questionnaire``,
``inspect``, ``template``, ``demo`` and ``addin``.

Exit 0 is done; 2 means the call or the input is wrong, told in one line on standard
error, and nothing was written; 1 is a bug in kano_xl.
"""

from __future__ import annotations

import errno
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from kano_xl import __version__, job
from kano_xl.choices import Settings
from kano_xl.errors import InputError, KanoError, OutputError, Place
from kano_xl.flags import LANGUAGE, choice_flags, help_text, language_flag, once
from kano_xl.languages import LANGUAGES, text
from kano_xl.terminal import give_up, say, show_problems


def _option(*names: str, key: str, **more: Any) -> Callable[[Any], Any]:
    return click.option(*names, help=help_text(key), **more)


def _report(key: str) -> Callable[[Any], Any]:
    kind = click.Path(path_type=Path)
    names = ("-o", "--output")
    return _option(*names, key=key, metavar="REPORT.xlsx", type=kind, callback=_workbook_name)


def _workbook_name(context: click.Context, option: click.Parameter, path: Path) -> Path:
    if path is not None and path.suffix.lower() != ".xlsx":
        raise OutputError("output_not_xlsx", Place(str(path)))
    return path


_inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT|FOLDER [INPUT …]")
_overwrite = _option("--overwrite", key="overwrite", is_flag=True)
_quiet = _option("--quiet", key="quiet", is_flag=True)


def _plan() -> click.Command:
    from kano_xl.plan_command import plan

    return plan


def _questionnaire() -> click.Command:
    from kano_xl.questionnaire_command import questionnaire

    return questionnaire


_ELSEWHERE = {"plan": _plan, "questionnaire": _questionnaire}
"""Commands with modules of their own, which no other command has to wait for."""


class _Commands(click.Group):
    """The commands by their names, each imported when it is asked for."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted([*super().list_commands(context), *_ELSEWHERE])

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        return _ELSEWHERE[name]() if name in _ELSEWHERE else super().get_command(context, name)


@click.group(
    cls=_Commands,
    help=help_text("program"),
    epilog=help_text("program_examples"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="kano-xl", help=help_text("version"))
def _commands() -> None:
    pass


def _check_results(
    output: Path | None,
    json_target: str | None,
    given: Sequence[Path],
    mapping: Path | None,
    overwrite: bool,
) -> None:
    """See before the work that the results of a command can be written and destroy nothing."""
    targets = [target for target in (output, job.json_file(json_target)) if target is not None]
    inputs = [*given, *([] if mapping is None else [mapping])]
    job.check_targets(targets, inputs, overwrite)


@_commands.command(help=help_text("analyse"), epilog=help_text("analyse_examples"))
@_inputs
@_report("output")
@_option("--json", "json_target", key="json", metavar="FILE|-")
@_option("--same", key="same", metavar="OLD=NEW", multiple=True)
@choice_flags("analyse")
@_overwrite
@_quiet
def analyse(
    inputs: tuple[str, ...],
    output: Path | None,
    json_target: str | None,
    same: tuple[str, ...],
    table: str,
    mapping: Path | None,
    overwrite: bool,
    quiet: bool,
    **choices: Any,
) -> None:
    """Analyse surveys; write a workbook, JSON, or both."""
    if "" in inputs:  # as of a variable that is not set; it would be the current folder
        raise InputError("file_missing", Place('""'))
    paths = [Path(name) for name in inputs]
    settings = Settings(table=job.evaluation_table(table), **choices)
    if output is None and json_target is None:
        output = job.beside(paths[0])
    targets = [each for each in (output, job.json_file(json_target)) if each is not None]
    aside = [Path(table), *([] if mapping is None else [mapping])]
    chosen = job.files_to_read(paths, targets, aside)
    read = [each.path for each in chosen.chosen]
    _check_results(output, json_target, [*read, Path(table)], mapping, overwrite)
    job.analyse_files(chosen, settings, mapping, same, output, json_target, quiet, overwrite)


@_commands.command(help=help_text("compare"), epilog=help_text("compare_examples"))
@click.argument("inputs", nargs=-1, required=True, metavar="BEFORE AFTER [LATER …]")
@_report("output")
@_option("--json", "json_target", key="json", metavar="FILE|-")
@_option("--same", key="same", metavar="OLD=NEW", multiple=True)
@_option("--same-people", key="same_people", metavar="COLUMN", **once())
@choice_flags("compare")
@_overwrite
@_quiet
def compare(
    inputs: tuple[str, ...],
    output: Path | None,
    json_target: str | None,
    same: tuple[str, ...],
    same_people: str | None,
    table: str,
    mapping: Path | None,
    overwrite: bool,
    quiet: bool,
    **choices: Any,
) -> None:
    """Compare waves of a survey; write a workbook, JSON, or both."""
    paths = [Path(name) for name in inputs]
    job.check_inputs(paths)
    settings = Settings(table=job.evaluation_table(table), **choices)
    if output is None and json_target is None:
        output = job.beside_waves(paths[-1])
    _check_results(output, json_target, [*paths, Path(table)], mapping, overwrite)
    job.compare_files(
        paths, settings, mapping, same, same_people, output, json_target, quiet, overwrite
    )


@_commands.command(help=help_text("inspect"), epilog=help_text("inspect_examples"))
@click.argument("path", metavar="INPUT|FOLDER", type=click.Path(path_type=Path))
@_option("--save-mapping", key="save_mapping", metavar="FILE", type=click.Path(path_type=Path))
@choice_flags("inspect")
@_overwrite
def inspect(
    path: Path,
    save_mapping: Path | None,
    mapping: Path | None,
    overwrite: bool,
    **choices: Any,
) -> None:
    """Show what is understood of a survey; save it as a mapping file."""
    from kano_xl.inspection import show_folder, show_understanding
    from kano_xl.survey.inspecting import understand
    from kano_xl.survey.mapping_file import load
    from kano_xl.teams.folder import is_folder

    settings = Settings(**choices)
    if is_folder(path):
        if save_mapping is not None:
            raise InputError("folder_mapping", Place(str(path)))
        show_folder(path, settings, None if mapping is None else load(mapping))
        return
    if save_mapping is not None:
        job.check_targets([save_mapping], [path], overwrite)
    found = understand(path, settings, None if mapping is None else load(mapping))
    show_understanding(found, settings.language)
    show_problems(found.problems, settings.language)
    if save_mapping is not None:
        job.write_file(save_mapping, found.to_toml(settings.language).encode(), overwrite)
        say(text(settings.language, "terminal.written", path=str(save_mapping.resolve())))


@_commands.command(help=help_text("template"))
@_report("template_output")
@language_flag
@_overwrite
def template(output: Path | None, language: str, overwrite: bool) -> None:
    """Write the template workbook."""
    from kano_xl.writers.template.workbook import template_bytes

    output = output or job.free(Path("kano-template.xlsx"))
    job.check_targets([output], [], overwrite)
    job.write_file(output, template_bytes(language), overwrite)
    say(text(language, "terminal.written", path=str(output.resolve())))


@_commands.command(help=help_text("demo"))
@_report("demo_output")
@language_flag
@_overwrite
def demo(output: Path | None, language: str, overwrite: bool) -> None:
    """Do the main job on a shipped example survey."""
    from kano_xl.examples import example_survey

    output = output or job.free(Path("kano-demo.xlsx"))
    job.check_targets([output], [], overwrite)
    chosen = job.files_to_read([example_survey(language)], [output])
    settings = Settings(language=language)
    job.analyse_files(chosen, settings, None, (), output, None, quiet=False, overwrite=overwrite)


@_commands.group(help=help_text("addin"))
def addin() -> None:
    """The add-in for Excel."""


@addin.command(help=help_text("addin_build"))
@_option(
    "-o",
    "--output",
    key="addin_output",
    metavar="FILE.xlam",
    type=click.Path(path_type=Path),
    default=Path("kano_xl.xlam"),
)
@_overwrite
def build(output: Path, overwrite: bool) -> None:
    """Build the add-in file from its sources."""
    from kano_xl.addin.build import addin_file

    if output.suffix.lower() != ".xlam":
        raise OutputError("addin_not_xlam", Place(str(output)))
    job.check_targets([output], [], overwrite)
    job.write_file(output, addin_file(), overwrite)
    say(text(LANGUAGE, "terminal.written", path=str(output.resolve())))


@addin.command(help=help_text("addin_install"), epilog=help_text("addin_install_examples"))
@language_flag
def install(language: str) -> None:
    """Install the add-in for this user."""
    from kano_xl.setup.addin import install_addin
    from kano_xl.setup.user import this_user

    install_addin(this_user(), _teller(language))


@addin.command(help=help_text("addin_uninstall"))
@language_flag
def uninstall(language: str) -> None:
    """Remove the add-in for this user."""
    from kano_xl.setup.addin import uninstall_addin
    from kano_xl.setup.user import this_user

    uninstall_addin(this_user(), _teller(language))


@addin.command(help=help_text("doctor"))
@_option("--json", "as_json", key="doctor_json", is_flag=True)
@_option("--in-excel", key="doctor_in_excel", is_flag=True)
@_option(
    "-o",
    "--output",
    key="doctor_output",
    metavar="FILE.txt",
    type=click.Path(path_type=Path),
)
@_overwrite
@language_flag
def doctor(
    as_json: bool, in_excel: bool, output: Path | None, overwrite: bool, language: str
) -> int:
    """Say what keeps the installed add-in from working, or try it in Excel."""
    from kano_xl.setup.doctor.telling import main as examine

    if as_json if in_excel else output is not None or overwrite:
        raise click.UsageError(text(language, "self_test.help.both"))
    if in_excel:
        return _tried_in_excel(output, overwrite, language)

    return examine([*(["--json"] if as_json else []), "--language", language])


def _tried_in_excel(output: Path | None, overwrite: bool, language: str) -> int:
    """Try the add-in in Excel, a line for each check; the exit code."""
    from kano_xl.excel.self_test.program import exit_code, self_test
    from kano_xl.excel.self_test.telling import line, summary
    from kano_xl.terminal import say

    outcomes, path = self_test(
        language, None, output, overwrite, lambda outcome: click.echo(line(outcome, language))
    )
    click.echo(summary(outcomes, language))
    say(text(language, "terminal.written", path=str(path.resolve())))
    return exit_code(outcomes)


def _teller(language: str) -> Callable[[str, str], None]:
    """What tells each step of an installation, and its place, in a language."""
    return lambda step, place: say(text(language, f"terminal.{step}", place=place))


def _language_of(arguments: Sequence[str]) -> str:
    """The language asked for in a call, even in one that cannot be understood as a whole."""
    for index, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--language":
            value = value or "".join(arguments[index + 1 : index + 2])
            return value if value in LANGUAGES else LANGUAGE
    return LANGUAGE


def main(
    arguments: Sequence[str] | None = None, was_stopped: Callable[[], bool] = lambda: False
) -> None:
    """Run the command line and leave with its exit code.

    Args:
        arguments: those of the call; None for the program's own.
        was_stopped: tells whether Ctrl+C was pressed, whatever became of its exception.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A letter that the terminal cannot show must not end the work.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _code(given, was_stopped)
    except KeyboardInterrupt:
        code = _STOPPED
    sys.exit(_flushed(code, _language_of(given)))


_STOPPED = 130


def _code(given: list[str], was_stopped: Callable[[], bool]) -> int:
    """Do what a call asks for; the exit code."""
    language = _language_of(given)
    try:
        code = _commands.main(given, prog_name="kano-xl", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        code = _stopped(language)
    except SystemExit as error:
        # 1 is how click leaves when nobody reads on; no command of kano_xl leaves like that.
        code = 0 if error.code == 1 else error.code
    except BrokenPipeError:
        code = 0
    except Exception as error:
        code = _stopped(language) if was_stopped() else _told(error, language)
    return code if isinstance(code, int) else 0


def _stopped(language: str) -> int:
    say(text(language, "terminal.stopped"))
    return _STOPPED


def _open_closed_streams() -> None:
    """Where a stream is closed, lead it nowhere, or the next file opened would be the stream."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _flushed(code: int, language: str) -> int:
    """The exit code once all is printed, or cannot be, so that Python need not try again."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        give_up(sys.stdout)
    except (OSError, ValueError) as error:
        give_up(sys.stdout)
        code = code or _told(error, language)
    return code


def _told(error: Exception, language: str) -> int:
    """Tell an error on standard error; the exit code that it means."""
    match error:
        case KanoError():
            say(error.message(language))
        case click.exceptions.NoArgsIsHelpError():
            for line in error.format_message().splitlines():
                say(line)
        case click.ClickException():
            say(text(language, "terminal.wrong_call", reason=error.format_message()))
        case OSError(errno=errno.ENOSPC | errno.EDQUOT | errno.EFBIG | errno.EIO | errno.EBADF):
            # Standard output, on a full disk say; trouble with files comes as a KanoError.
            give_up(sys.stdout)
            say(text(language, "terminal.cannot_print", reason=error.strerror))
        case _:
            for line in "".join(traceback.format_exception(error)).rstrip().split("\n"):
                say(line)
            say(text(language, "terminal.bug", kind=type(error).__name__))
            return 1
    return 2
