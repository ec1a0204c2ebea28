"""The sheet of categories: counts, shares, the three rules, how strong and how sure."""

from __future__ import annotations

from kano_xl.languages import text
from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.model.categories import CATEGORIES
from kano_xl.report.report import (
    CategoryName,
    Cell,
    Formula,
    ReportColumn,
    ReportSheet,
    ReportTable,
    unless_zero,
)
from kano_xl.report.sentences import remarks
from kano_xl.report.words import Words
from kano_xl.settings import RULES


def categories_sheet(analysis: Analysis, words: Words) -> ReportSheet:
    """The sheet "Categories"."""
    return ReportSheet(
        "categories",
        words("sheet.categories"),
        (
            words.paragraph("title", "title.categories"),
            words.paragraph("note", "categories.letters"),
            words.paragraph("note", "categories.live"),
            counts_table(analysis, words),
        ),
        landscape=True,
    )


def counts_table(analysis: Analysis, words: Words) -> ReportTable:
    """The table "counts", one row per feature in order of priority; others count on its rows."""
    stated = any(feature.importance for feature in analysis.features)
    letters = [(letter, words.category(letter)) for letter in CATEGORIES]
    columns = (
        ReportColumn("feature", words("column.feature"), "text"),
        ReportColumn("category", words("column.category"), "category"),
        ReportColumn("verdict", words("column.verdict"), "label"),
        ReportColumn("probability", words("column.probability"), "probability"),
        *(
            ReportColumn(letter, words("column.count", letter=letter, category=name), "count")
            for letter, name in letters
        ),
        ReportColumn("n", words("column.n"), "count"),
        ReportColumn("missing", words("column.missing"), "count"),
        *((ReportColumn("importance", words("column.importance"), "number"),) if stated else ()),
        *(
            ReportColumn(
                f"share_{letter}", words("column.share", letter=letter, category=name), "share"
            )
            for letter, name in letters
        ),
        *(ReportColumn(rule, words(f"column.rule_{rule}"), "label") for rule in RULES),
        ReportColumn("category_strength", words("column.category_strength"), "share"),
        ReportColumn("total_strength", words("column.total_strength"), "share"),
        ReportColumn("exact_p", words("column.exact_p"), "p_value"),
        ReportColumn("fong", words("column.fong"), "label"),
        ReportColumn("remarks", words("column.remarks"), "text"),
    )
    rows = tuple(_row(feature, words, stated) for feature in analysis.ranked())
    return ReportTable("counts", words("table.counts"), columns, rows)


def _row(feature: FeatureResult, words: Words, stated: bool) -> tuple[Cell, ...]:
    test = feature.top_two
    importance = feature.importance.mean if feature.importance else None
    sure = None
    if feature.category is not None and feature.probability is not None:
        sure = feature.probability[feature.category]
    total = "+".join(f"{{{letter}}}" for letter in CATEGORIES)
    return (
        feature.name,
        words.category_cell(feature.category),
        feature.verdict and text(words.language, f"names.verdict.{feature.verdict}"),
        sure,
        *(feature.counts[letter] for letter in CATEGORIES),
        Formula(total, feature.n),
        feature.missing,
        *((importance,) if stated else ()),
        *(
            Formula(
                unless_zero("{n}", f"{{{letter}}}/{{n}}"),
                feature.counts[letter] / feature.n if feature.n else None,
            )
            for letter in CATEGORIES
        ),
        *(_letter(feature.categories[rule]) for rule in RULES),
        feature.category_strength,
        feature.total_strength,
        None if test is None else test.p,
        None if test is None else words(f"fong.{'differ' if test.fong.significant else 'same'}"),
        remarks(feature, words),
    )


def _letter(letter: str | None) -> CategoryName | None:
    return None if letter is None else CategoryName(letter, letter)
