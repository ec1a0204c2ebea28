"""A comparison of waves on the terminal."""

from __future__ import annotations

from datetime import date

from rich.text import Text

from kano_xl.languages import decimal
from kano_xl.model.coefficients import printed
from kano_xl.model.waves import NOT_COMPARED, SAME, FeatureMove
from kano_xl.report.content.waves import conclusions, facts, ordered, said, sentence
from kano_xl.report.words import Words, shortened
from kano_xl.terminal import plain_table, result_console
from kano_xl.waves.comparing import ComparedWaves

_TINY = 0.001


def show_waves(compared: ComparedWaves) -> None:
    """Print what moved between the waves, to standard output."""
    found = compared.comparison
    words = Words.of(found.settings)
    console = result_console()
    for line in facts(compared, words, date.today()):
        console.print(line)
    for pair in found.pairs:
        before, after = (shortened(found.waves[place].name) for place in pair)
        console.print()
        console.print(said(words, "from_to", before=before, after=after))
        moves = ordered(found.between(pair))
        shown = [each for each in moves if each.verdict not in (SAME, NOT_COMPARED)]
        if shown:
            table = plain_table([said(words, f"column.{key}") for key in ("feature", "p", "said")])
            for each in shown:
                table.add_row(
                    each.feature, Text(_probability(each, words.language)), sentence(each, words)
                )
            console.print(table)
        for line in conclusions(compared, pair, words):
            console.print(line)


def _probability(move: FeatureMove, language: str) -> str:
    return decimal(language, f"<{_TINY}" if move.p < _TINY else printed(move.p, 3))
