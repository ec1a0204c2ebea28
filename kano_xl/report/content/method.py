"""The sheet on the method: enough to repeat, and to trust, every number of the report."""

from __future__ import annotations

from datetime import date

from kano_xl import __version__
from kano_xl.choices import RULES
from kano_xl.languages import decimal, text
from kano_xl.model.analysis import Analysis
from kano_xl.model.categories import PRECEDENCE, evaluation_table
from kano_xl.model.coefficients import printed
from kano_xl.model.measures import scalars
from kano_xl.model.sample_size import half_width
from kano_xl.model.verdict import FEWEST
from kano_xl.report.charts.uncertainty import MOST_ELLIPSES
from kano_xl.report.content.summary import excluded, source_names
from kano_xl.report.report import Block, Cell, Paragraph, ReportColumn, ReportSheet, ReportTable
from kano_xl.report.words import Words, chosen_percent, percent
from kano_xl.survey.survey import Facts

_SCORES, _SATISFACTION = "report.method.term.scores", "report.method.term.satisfaction"
_TESTS = ("decides", "why_exact", "beforehand", "many")
_SIZES = (30, 50, 100, 200, 400)
_CHANCES = {
    (0.45, 0.25, 0.20, 0.10): (0.86, 0.94, 0.99, 1.00, 1.00),
    (0.40, 0.30, 0.20, 0.10): (0.68, 0.77, 0.87, 0.95, 0.99),
    (0.35, 0.30, 0.20, 0.15): (0.54, 0.61, 0.71, 0.80, 0.89),
}
"""True shares → the chance that the first of them is the largest, for each of `_SIZES`: what
`kano_xl.model.sample_size.chance_of_true_mode` simulates, which would take longer than a report."""

_OF_SATISFACTION = "martilla"

_REFERENCES = (
    "berger",
    "dumouchel",
    "fong",
    "holm",
    "hung",
    "kano",
    "lee",
    _OF_SATISFACTION,
    "sauerwein",
    "sauerwein_1999",
    "wilson",
)


def method_sheet(survey: Facts, analysis: Analysis, words: Words, written: date) -> ReportSheet:
    """The sheet "Method"."""
    confidence = analysis.settings.confidence
    blocks: list[Block] = [
        words.paragraph("title", "title.method"),
        words.paragraph("heading", "method.this_report"),
        *_this_report(survey, analysis, words, written),
        words.paragraph("heading", "method.evaluation"),
        words.paragraph("body", "method.evaluation_text"),
        _grid(analysis, words),
        words.paragraph("heading", "method.categories"),
        *(words.paragraph("body", f"method.category.{letter}") for letter in PRECEDENCE),
        words.paragraph("heading", "method.rules"),
        *(
            words.paragraph(
                "body", f"method.rule.{rule}", gap=chosen_percent(analysis.settings.tie_gap)
            )
            for rule in RULES
        ),
        words.paragraph("heading", "method.terms"),
        *_definitions(analysis, words),
        *_map(analysis, words),
        words.paragraph("heading", "method.tests"),
        *(words.paragraph("body", f"method.{test}") for test in _TESTS),
        words.paragraph("heading", "method.enough"),
        words.paragraph("body", "method.enough_text", level=chosen_percent(confidence)),
        _enough(confidence, words),
        words.paragraph("heading", "method.references"),
        *(
            words.paragraph("note", f"method.reference.{name}")
            for name in _REFERENCES
            if name != _OF_SATISFACTION or analysis.asks_satisfaction
        ),
    ]
    return ReportSheet("method", words("sheet.method"), tuple(blocks))


def _map(analysis: Analysis, words: Words) -> list[Paragraph]:
    """How to read the map, and what is drawn around its points."""
    settings = analysis.settings
    lines = words(f"method.lines.{settings.quadrants.replace('.', '')}")
    level = chosen_percent(settings.confidence)
    around = words(
        f"method.map_uncertainty.{settings.map_uncertainty}", level=level, most=MOST_ELLIPSES
    )
    found = [words.paragraph("body", "method.map", lines=lines)]
    return [*found, Paragraph("body", around)] if around else found


def _definitions(analysis: Analysis, words: Words) -> list[Paragraph]:
    """What every measure means; what several have in common is said once."""
    left_out = {
        key
        for key, shown in (
            (_SCORES, analysis.settings.scores),
            (_SATISFACTION, analysis.asks_satisfaction),
        )
        if not shown
    }
    definitions = dict.fromkeys(measure.definition for measure in scalars())
    values = {"level": chosen_percent(analysis.settings.confidence), "few": FEWEST}
    return [
        Paragraph("body", text(words.language, key, **values))
        for key in definitions
        if key not in left_out
    ]


def _this_report(survey: Facts, analysis: Analysis, words: Words, written: date) -> list[Paragraph]:
    if not analysis.features:
        return [words.paragraph("body", "nothing_yet.method", version=__version__)]
    settings = analysis.settings
    layouts = words("list.separator").join(
        dict.fromkeys(
            text(words.language, f"names.layout.{layout}") for layout in survey.source.layout
        )
    )
    found = [
        words.paragraph("body", "method.source", source=source_names(survey, words)),
        words.paragraph("body", "method.layout", layout=layouts),
        words.paragraph(
            "body",
            "method.table",
            table=words(f"table_choice.{evaluation_table(settings.table).name}"),
        ),
        words.paragraph("body", "method.rule_used", rule=words.rule(settings.rule)),
    ]
    if survey.source.respondents:
        codes = settings.numbers.replace("=", "_")
        found.append(words.paragraph("body", f"method.codes.{codes}"))
    found.append(
        words.paragraph(
            "body",
            "method.numbers",
            confidence=chosen_percent(settings.confidence),
            gap=chosen_percent(settings.tie_gap),
            seed=settings.seed,
        )
    )
    found += _resampled(analysis, words)
    if any(survey.excluded.values()):
        found.append(Paragraph("body", excluded(survey, words)))
    found.append(
        words.paragraph("body", "method.written", version=__version__, date=written.isoformat())
    )
    return found


def _resampled(analysis: Analysis, words: Words) -> list[Paragraph]:
    """What the spans of ranks rest on, and how far two halves of the survey agree."""
    found = []
    if analysis.resampled:
        found.append(words.paragraph("body", f"method.resampled.{analysis.resampled}"))
    if analysis.agreement is not None:
        share = percent(analysis.agreement)
        found.append(words.paragraph("body", "method.agreement", share=share))
    return found


def _grid(analysis: Analysis, words: Words) -> ReportTable:
    table = evaluation_table(analysis.settings.table)
    answers = [text(words.language, f"names.answer.{code}") for code in range(1, 6)]
    columns = (
        ReportColumn("functional", words("method.grid_corner"), "text"),
        *(
            ReportColumn(f"answer_{code}", words("method.grid_without", answer=answer), "category")
            for code, answer in enumerate(answers, 1)
        ),
    )
    rows = tuple(
        (words("method.grid_with", answer=answer), *map(words.category_cell, row))
        for answer, row in zip(answers, table.rows, strict=True)
    )
    return ReportTable("evaluation", words("table.evaluation"), columns, rows)


def _enough(confidence: float, words: Words) -> ReportTable:
    """What surveys of some sizes can tell."""
    columns = (
        ReportColumn("shares", words("method.enough_shares"), "text"),
        *(ReportColumn(f"n_{n}", words("method.enough_n", n=n), "share") for n in _SIZES),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            " / ".join(f"{percent(share)}%" for share in shape),
            *chances,
        )
        for shape, chances in _CHANCES.items()
    ]
    widths = (
        words("method.enough_width"),
        *(decimal(words.language, f"±{printed(half_width(n, confidence), 2)}") for n in _SIZES),
    )
    return ReportTable("enough", words("table.enough"), columns, (*rows, widths))
