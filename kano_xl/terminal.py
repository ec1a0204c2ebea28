"""What a person sees on the terminal: the result table, problems, progress.

All that is printed passes `visible` on its way: names of files and sheets and the texts of
cells are strangers', and could steer the terminal. And all that standard output can do wrong
is met here: there may be none, or nobody may read it any more.

What telling an error needs is loaded with this module and is little, for an error or Ctrl+C
may come while anything else is being loaded.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from threading import Timer
from typing import TYPE_CHECKING, Any, TextIO

from kano_xl.languages import text
from kano_xl.survey.quoting import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kano_xl.errors import Problem
    from kano_xl.model.analysis import Analysis, FeatureResult
    from kano_xl.survey.reading import Progress

_MOST_PROBLEMS = 40
_PATIENCE = 1.0  # seconds without a progress bar
_COLOURS = {"M": "red", "O": "blue", "A": "green", "I": "default", "R": "magenta", "Q": "yellow"}


def show_result(analysis: Analysis) -> None:
    """Print the table of results, what to do first first, to standard output."""
    language = analysis.settings.language
    names = ("rank", "feature", "category", "verdict", "better", "worse", "n")
    table = plain_table([text(language, f"terminal.column.{name}") for name in names])
    for column in ("rank", "better", "worse", "n"):
        table.columns[names.index(column)].justify = "right"
    for result in analysis.ranked():
        table.add_row(*_cells(result, language))
    result_console().print(table)


def result_console() -> Console:
    """Standard output; into a file or a pipe no line is broken, whatever its width."""
    # Names of features are strangers' texts: nothing in them is markup or an emoji.
    console: Console = _console_class()(highlight=False, markup=False, emoji=False)
    if not console.is_terminal:
        console.width = 200
    return console


@cache
def _console_class() -> type[Console]:
    from rich.console import Console

    class Screen(Console):
        """Prints no control character of a text, in a table neither."""

        def render_str(self, text: str, **how: Any) -> Text:
            return super().render_str(visible(text), **how)

        def on_broken_pipe(self) -> None:
            give_up(sys.stdout)

    return Screen


def print_json(content: str) -> None:
    """Print JSON to standard output, in UTF-8.

    Raises:
        OSError: there is no standard output, or no room for more.
    """
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    try:
        sys.stdout.buffer.write(content.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        give_up(sys.stdout)


def give_up(stream: TextIO | None) -> None:
    """Let what is still printed to a stream vanish: nobody reads it, or it takes no more."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # type: ignore[union-attr]
        os.close(nowhere)


def plain_table(headers: Sequence[str]) -> Table:
    """An empty table with these headers; cell texts are shown as they are, never as markup."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


def _cells(result: FeatureResult, language: str) -> list[str | Text]:
    from rich.text import Text

    from kano_xl.model.coefficients import printed
    from kano_xl.model.decision import FEWEST
    from kano_xl.report.report import UNDEFINED

    category = result.category
    verdict = UNDEFINED
    if category and result.verdict and result.probability:
        verdict = text(language, f"names.verdict.{result.verdict}")
        if result.n >= FEWEST:
            verdict += f" ({printed(100 * result.probability[category], 0)}%)"
    name = text(language, f"names.category.{category}") if category else UNDEFINED
    return [
        str(result.rank),
        result.name,
        Text(name, style=_COLOURS[category] if category else ""),
        verdict,
        _number(result.better),
        _number(result.worse),
        str(result.n),
    ]


def _number(value: float | None) -> str:
    from kano_xl.model.coefficients import printed
    from kano_xl.report.report import UNDEFINED

    return UNDEFINED if value is None else printed(value, 2)


def show_problems(problems: Sequence[Problem], language: str) -> None:
    """Print each problem with its place to standard error; very many are cut off, and said so."""
    if not problems:
        return
    say(text(language, "terminal.problems", n=len(problems)))
    for problem in problems[:_MOST_PROBLEMS]:
        place = str(problem.place)
        say(
            f"  {place}: {problem.message(language)}" if place else f"  {problem.message(language)}"
        )
    if len(problems) > _MOST_PROBLEMS:
        say("  " + text(language, "terminal.more_problems", n=len(problems) - _MOST_PROBLEMS))


def say(line: str) -> None:
    """Print one line to standard error, if there is one: work does not end for want of it."""
    try:
        print(visible(line), file=sys.stderr, flush=True)
    except (OSError, ValueError):
        give_up(sys.stderr)


@contextmanager
def progress_bar(language: str, quiet: bool) -> Iterator[Progress]:
    """Show how far the work is, on a terminal and only if it takes longer than a second.

    Yields:
        What the work calls with the name of its stage, a key of the catalogue
        ``terminal.stage``, and the share of it that is done, 0..1.
    """
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda stage, share: None
        return
    from rich import progress
    from rich.console import Console

    bar = progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task = bar.add_task("", total=None)

    def show(stage: str, share: float) -> None:
        words = text(language, f"terminal.stage.{stage}")
        # A share of 0 of a stage that tells nothing more is shown as a moving bar.
        bar.update(task, description=words, total=1.0 if share else None, completed=share)

    timer = Timer(_PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield show
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
