"""The command ``kano-xl questionnaire``: features in, a questionnaire for a tool out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kano_xl import job
from kano_xl.errors import OutputError, Place, SettingsError
from kano_xl.flags import help_text, language_flag
from kano_xl.languages import text

if TYPE_CHECKING:
    from kano_xl.questionnaire.asked import QuestionnaireChoices
    from kano_xl.questionnaire.listed import FeatureList

_STANDARD_INPUT = "-"
_USUAL = "html"


@click.command(
    "questionnaire", help=help_text("questionnaire"), epilog=help_text("questionnaire_examples")
)
@click.argument("features", metavar="[FEATURES|-]", required=False)
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=help_text("questionnaire_output"),
)
@click.option("--target", "--to", "target", metavar="NAME", help=help_text("questionnaire_target"))
@language_flag
@click.option("--product", metavar="TEXT", default="", help=help_text("questionnaire_product"))
@click.option("--importance", is_flag=True, help=help_text("questionnaire_importance"))
@click.option("--satisfaction", is_flag=True, help=help_text("questionnaire_satisfaction"))
@click.option(
    "--segment",
    "segments",
    metavar="QUESTION=A;B;C",
    multiple=True,
    help=help_text("questionnaire_segment"),
)
@click.option("--expect", is_flag=True, help=help_text("questionnaire_expect"))
@click.option("--blocks", metavar="N", default="1", help=help_text("questionnaire_blocks"))
@click.option("--sample-size", is_flag=True, help=help_text("questionnaire_sample_size"))
@click.option("--overwrite", is_flag=True, help=help_text("overwrite"))
def questionnaire(
    features: str | None,
    output: Path | None,
    target: str | None,
    language: str,
    product: str,
    importance: bool,
    satisfaction: bool,
    segments: tuple[str, ...],
    expect: bool,
    blocks: str,
    sample_size: bool,
    overwrite: bool,
) -> None:
    """Write a questionnaire about features, or say how many people to ask."""
    from kano_xl.questionnaire.asked import QuestionnaireChoices, segment
    from kano_xl.questionnaire.asked import blocks as number_of_blocks

    asked = QuestionnaireChoices(
        language,
        product,
        importance,
        satisfaction,
        tuple(map(segment, segments)),
        expect,
        number_of_blocks(blocks),
    )
    if features is not None:
        _write(features, output, target, asked, overwrite)
    elif not sample_size:
        raise SettingsError("questionnaire_no_list")
    if sample_size:
        _show_sample_size(asked)


def _write(
    features: str,
    output: Path | None,
    target: str | None,
    asked: QuestionnaireChoices,
    overwrite: bool,
) -> None:
    """Write the questionnaire."""
    from dataclasses import replace

    from kano_xl.questionnaire.build import build
    from kano_xl.questionnaire.targets import TARGETS
    from kano_xl.terminal import say

    name = target or _by_suffix(output)
    inputs = [] if features == _STANDARD_INPUT else [Path(features)]
    if output is not None:
        suffix = TARGETS[name].suffix if name in TARGETS else output.suffix.lower()
        if output.suffix.lower() != suffix:
            place = Place(str(output))
            raise OutputError("questionnaire_suffix", place, target=name, suffix=suffix)
        job.check_targets([output], inputs, overwrite)
    given = _features(features)
    built = build(given.features, replace(asked, product=asked.product or given.product), name)
    path = output or job.free(Path(built.name))
    job.check_targets([path], inputs, overwrite)
    job.write_file(path, built.content, overwrite)
    for each in (*given.told, *built.advice):
        say("  " + each.message(asked.language))
    say(text(asked.language, "terminal.written", path=str(path.resolve())))


def _by_suffix(output: Path | None) -> str:
    """The target whose files end like this one, where only one's do; else the usual one."""
    from kano_xl.questionnaire.targets import TARGETS

    if output is None:
        return _USUAL
    meant = [each.name for each in TARGETS.values() if each.suffix == output.suffix.lower()]
    if not meant:
        return _USUAL
    if len(meant) > 1:
        raise SettingsError("questionnaire_which", suffix=output.suffix, known=", ".join(meant))
    return meant[0]


def _features(given: str) -> FeatureList:
    """The features in a file or on standard input."""
    from kano_xl.questionnaire.feature_list import features_of_text, read_features
    from kano_xl.survey.files.limits import MAX_TEXT_FILE, check_file_size

    if given != _STANDARD_INPUT:
        return read_features(Path(given))
    place = Place(_STANDARD_INPUT)
    content = b"" if sys.stdin is None else sys.stdin.buffer.read(MAX_TEXT_FILE + 1)
    check_file_size(len(content), MAX_TEXT_FILE, place)
    return features_of_text(content, place)


def _show_sample_size(asked: QuestionnaireChoices) -> None:
    """Print how many people to ask, as a table and a sentence, to standard output."""
    from decimal import Decimal

    from kano_xl.languages import decimal
    from kano_xl.questionnaire.sample import advice, percent, sample_sizes
    from kano_xl.terminal import plain_table, result_console

    language = asked.language
    groups = max((len(each.options) for each in asked.segments), default=1)
    columns = ("each", "all", "clear", "close", "width")
    table = plain_table([text(language, f"questionnaire.sample.{key}") for key in columns])
    for column in table.columns:
        column.justify = "right"
    for row in sample_sizes(groups, asked.blocks):
        chances = (percent(language, chance) for chance in (row.clear, row.close))
        width = decimal(language, str(Decimal(f"{row.width:.2f}")))
        each = str(row.each * asked.blocks)
        table.add_row(each, str(row.total), *chances, width)
    console = result_console()
    console.print(text(language, "questionnaire.sample.title"))
    console.print(table)
    console.print(advice(language, groups, asked.blocks))
    if asked.blocks > 1:
        told = text(language, "questionnaire.sample.blocks", blocks=asked.blocks)
        console.print(told)
