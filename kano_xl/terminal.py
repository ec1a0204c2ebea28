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

from kano_xl.languages import decimal, text
from kano_xl.survey.quoting import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kano_xl.errors import Problem
    from kano_xl.model.analysis import Analysis, FeatureResult, Group, GroupTest
    from kano_xl.model.measures import Measure
    from kano_xl.survey.reading import Progress

_MOST_GROUPS = 6
_TINY = 0.001
_PATIENCE = 1.0  # seconds without a progress bar
_DECIMALS = {"coefficient": 2, "number": 2, "error": 3, "p_value": 3}
_COLOURS = {"M": "red", "O": "blue", "A": "green", "I": "default", "R": "magenta", "Q": "yellow"}


def show_result(analysis: Analysis) -> None:
    """Print the table of results, what to do first first, to standard output."""
    from kano_xl.model.measures import TERMINAL, shown_in
    from kano_xl.report.typesetting.sizes import NUMBERS
    from kano_xl.report.words import chosen_percent

    language, level = analysis.settings.language, chosen_percent(analysis.settings.confidence)
    measures = shown_in(TERMINAL)
    table = plain_table([text(language, measure.title, level=level) for measure in measures])
    for measure, column in zip(measures, table.columns, strict=True):
        if measure.kind in NUMBERS:
            column.justify = "right"
    for result in analysis.ranked():
        table.add_row(*(_shown(measure, result, language) for measure in measures))
    result_console().print(table)


def show_groups(analysis: Analysis) -> None:
    """Print in which features the groups differ, to standard output; nothing without groups."""
    if not analysis.groups:
        return
    from kano_xl.report.words import chosen_percent

    language = analysis.settings.language
    groups, found = analysis.groups[:_MOST_GROUPS], analysis.differences()
    console = result_console()
    named = [
        text(language, "terminal.groups.group", name=group.name, n=group.respondents)
        for group in analysis.groups
    ]
    between = text(language, "terminal.groups.between")
    console.print(text(language, "terminal.groups.title", groups=between.join(named)))
    alone = between.join(each.feature for each in analysis.coefficients_alone())
    key = "differ" if found else "same_categories" if alone else "same"
    level = chosen_percent(analysis.settings.confidence)
    if alone:
        console.print(text(language, "terminal.groups.coefficients", names=alone))
    console.print(text(language, f"terminal.groups.{key}", level=level))
    if not found:
        return
    heads = [text(language, f"terminal.groups.{each}") for each in ("feature", "p")]
    table = plain_table([heads[0], *(group.name for group in groups), heads[1]])
    for each in found:
        cells = [_category_in(group, each.feature, language) for group in groups]
        table.add_row(each.feature, *cells, _probability(each.categories, language))
    console.print(table)
    if len(analysis.groups) > len(groups):
        n = len(analysis.groups) - len(groups)
        console.print(text(language, "terminal.groups.more", n=n))


def _probability(test: GroupTest | None, language: str) -> str:
    """The corrected p of a test."""
    from kano_xl.model.coefficients import printed

    if test is None or test.p_holm is None:
        return ""
    tiny = test.p_holm < _TINY
    return decimal(language, f"<{_TINY}" if tiny else printed(test.p_holm, 3))


def _category_in(group: Group, feature: str, language: str) -> str | Text:
    """The category of a feature in a group."""
    from rich.text import Text

    from kano_xl.report.report import UNDEFINED

    result = group.feature(feature)
    if result is None or result.category is None:
        return UNDEFINED
    words = text(language, f"names.category.{result.category}")
    return Text(words, style=_COLOURS[result.category])


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


def _shown(measure: Measure, result: FeatureResult, language: str) -> str | Text:
    """A measure of a feature in the table of results."""
    from rich.text import Text

    from kano_xl.model.verdict import FEWEST
    from kano_xl.report.report import UNDEFINED

    value = measure.value(result)
    if value is None:
        return UNDEFINED
    if measure.key == "verdict" and result.n >= FEWEST:
        return f"{text(language, f'{measure.words}.{value}')}{_stability(result)}"
    if measure.words:
        style = _COLOURS[value] if measure.kind == "category" else ""
        return Text(text(language, f"{measure.words}.{value}"), style=style)
    return _number(value, measure.kind, language)


def _stability(result: FeatureResult) -> str:
    """How sure a verdict is, behind its word."""
    from kano_xl.model.coefficients import printed

    stability = (result.probability or {}).get(result.category or "")
    return "" if stability is None else f" ({printed(100 * stability, 0)}%)"


def _number(value: float | str, kind: str, language: str) -> str:
    from kano_xl.model.coefficients import printed

    if kind in ("share", "probability"):
        return f"{printed(100 * float(value), 0)}%"
    if kind not in _DECIMALS:
        return str(value)
    return decimal(language, printed(float(value), _DECIMALS[kind]))


def show_problems(problems: Sequence[Problem], language: str) -> None:
    """Print what the problems amount to, with its first cells and what mends it, as errors are."""
    from kano_xl.survey.findings import findings

    found = findings(problems)
    if not found:
        return
    say(text(language, "terminal.problems", n=len(found)))
    for each in found:
        where, words = each.where(language), each.problem.message(language)
        say(f"  {where}: {words}" if where else f"  {words}")
        if each.alike:
            say("  " + text(language, "check.more_like_it", n=each.alike))


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
