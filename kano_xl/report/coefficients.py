"""The sheet of coefficients, as live formulas over the counts on the sheet of categories."""

from __future__ import annotations

from statistics import NormalDist

from kano_xl.model.analysis import Analysis, FeatureResult
from kano_xl.report.report import Cell, Formula, ReportColumn, ReportSheet, ReportTable, unless_zero
from kano_xl.report.words import Words, percent

_TRIALS = "{counts.A}+{counts.O}+{counts.M}+{counts.I}"
_WITH_R = "{n}+{counts.R}"
_BETTER = unless_zero("{n}", "({counts.A}+{counts.O})/{n}")
_WORSE = unless_zero("{n}", "-({counts.O}+{counts.M})/{n}")
_TOTAL = unless_zero("{n}", "{better}+{worse}")
_AVERAGE = unless_zero("{n}", "({better}-{worse})/2")
_BETTER_R = unless_zero(_WITH_R, f"({{counts.A}}+{{counts.O}}-{{counts.R}})/({_WITH_R})")
_WORSE_R = unless_zero(_WITH_R, f"-({{counts.O}}+{{counts.M}}-{{counts.R}})/({_WITH_R})")


def coefficients_sheet(analysis: Analysis, words: Words) -> ReportSheet:
    """The sheet "Coefficients"."""
    return ReportSheet(
        "coefficients",
        words("sheet.coefficients"),
        (
            words.paragraph("title", "title.coefficients"),
            words.paragraph("note", "coefficients.live"),
            coefficients_table(analysis, words),
        ),
        landscape=True,
    )


def coefficients_table(analysis: Analysis, words: Words) -> ReportTable:
    """The table "coefficients", its rows in the order of the table "counts"."""
    level = percent(analysis.settings.confidence)
    titles = {
        "n": {},
        "better": {},
        "better_low": {"level": level},
        "better_high": {"level": level},
        "worse": {},
        "worse_low": {"level": level},
        "worse_high": {"level": level},
        "total_satisfaction": {},
        "average_satisfaction": {},
        "better_with_reversals": {},
        "worse_with_reversals": {},
    }
    columns = (
        ReportColumn("rank", words("column.rank"), "rank"),
        ReportColumn("feature", words("column.feature"), "text"),
        ReportColumn("category", words("column.category"), "category"),
        *(
            ReportColumn(
                key,
                words("column.trials" if key == "n" else f"column.{key}", **values),
                "count" if key == "n" else "coefficient",
            )
            for key, values in titles.items()
        ),
    )
    z = NormalDist().inv_cdf(0.5 + analysis.settings.confidence / 2)
    rows = tuple(_row(feature, words, z) for feature in analysis.ranked())
    return ReportTable("coefficients", words("table.coefficients"), columns, rows)


def _row(feature: FeatureResult, words: Words, z: float) -> tuple[Cell, ...]:
    better_low, better_high = feature.better_interval or (None, None)
    worse_low, worse_high = feature.worse_interval or (None, None)
    trials = sum(feature.counts[letter] for letter in "AOMI")
    return (
        feature.rank,
        feature.name,
        words.category_cell(feature.category),
        Formula(_TRIALS, trials),
        Formula(_BETTER, feature.better),
        Formula(_lower("{better}", z), better_low),
        Formula(_upper("{better}", z), better_high),
        Formula(_WORSE, feature.worse),
        Formula(_upper("-{worse}", z, "-"), worse_low),
        Formula(_lower("-{worse}", z, "-"), worse_high),
        Formula(_TOTAL, feature.total_satisfaction),
        Formula(_AVERAGE, feature.average_satisfaction),
        Formula(_BETTER_R, feature.better_with_reversals),
        Formula(_WORSE_R, feature.worse_with_reversals),
    )


def _lower(share: str, z: float, sign: str = "") -> str:
    return unless_zero("{n}", f"{sign}MAX(0,{_bound(share, z, '-')})")


def _upper(share: str, z: float, sign: str = "") -> str:
    return unless_zero("{n}", f"{sign}MIN(1,{_bound(share, z, '+')})")


def _bound(share: str, z: float, side: str) -> str:
    """One end of Wilson's interval of a share of ``{n}`` trials, as a formula."""
    spread = f"SQRT(({share})*(1-({share}))/{{n}}+{z * z!r}/(4*{{n}}*{{n}}))"
    return f"(({share})+{z * z!r}/(2*{{n}}){side}{z!r}*{spread})/(1+{z * z!r}/{{n}})"
