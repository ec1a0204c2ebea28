"""The sheet on the method of a comparison of waves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kano_xl import __version__
from kano_xl.model.categories import evaluation_table
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.model.significance import PERMUTATIONS
from kano_xl.report.content.waves import said
from kano_xl.report.report import Block, Paragraph, ReportSheet
from kano_xl.report.words import Words, chosen_percent
from kano_xl.waves.comparing import ComparedWaves

_REFERENCES = ("borgianni", "fleiss", "holm", "newcombe")
_OF_PEOPLE = ("agresti", "borgianni", "bowker", "connor", "holm", "mcnemar")


def waves_method_sheet(compared: ComparedWaves, words: Words, written: date) -> ReportSheet:
    """The sheet "Method" of a comparison."""
    references = _OF_PEOPLE if compared.matched else _REFERENCES
    blocks: list[Block] = [
        words.paragraph("title", "title.method"),
        Paragraph("heading", said(words, "heading.this_report")),
        *(Paragraph("body", line) for line in _this_report(compared, words, written)),
        Paragraph("heading", said(words, "heading.tests")),
        *(Paragraph("body", line) for line in _tests(compared, words)),
        Paragraph("heading", said(words, "heading.references")),
        *(Paragraph("note", said(words, f"method.reference.{name}")) for name in references),
    ]
    return ReportSheet("method", words("sheet.method"), tuple(blocks))


def _this_report(compared: ComparedWaves, words: Words, written: date) -> Iterator[str]:
    settings = compared.comparison.settings
    names = words("list.separator").join(wave.name for wave in compared.comparison.waves)
    yield said(words, "method.waves", waves=names)
    table = words(f"table_choice.{evaluation_table(settings.table).name}")
    yield said(words, "method.table", table=table)
    yield said(words, "method.rule", rule=words.rule(settings.rule))
    confidence = chosen_percent(settings.confidence)
    yield said(words, "method.numbers", confidence=confidence, seed=settings.seed)
    yield said(words, "method.written", version=__version__, date=written.isoformat())


def _tests(compared: ComparedWaves, words: Words) -> Iterator[str]:
    people = "same_people" if compared.matched else "different"
    values = {
        "confidence": chosen_percent(compared.comparison.settings.confidence),
        "permutations": f"{PERMUTATIONS:,}",
        "fewest": FEWEST_PEOPLE,
    }
    keys = ("features", people, "corrected", "verdicts", "smallest", "life_cycle", "privacy")
    for key in keys:
        yield said(words, f"method.{key}", **values)
