"""The two tables of the Summary: what to do first, and what not to decide yet.

A row is a feature with all that one has to know of it, so that the page can be handed out
alone. Its figures are texts, each with its interval: they are those of the analysis, and do not
follow counts that somebody edits later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import NamedTuple

from kano_xl.languages import traits_of
from kano_xl.model.analysis import Analysis, FeatureResult, Interval
from kano_xl.model.measures import COUNTS, PRIORITIES
from kano_xl.report.content.advice import advice
from kano_xl.report.content.measured import FeatureColumn, feature_table, measured
from kano_xl.report.content.sentences import is_settled, largest_other, share_of
from kano_xl.report.report import CategoryName, Cell, ReportTable
from kano_xl.report.typesetting.sizes import total_height
from kano_xl.report.words import Words, percent

MOST_ROWS = 18
"""Features in both tables: with more the page, printed as one, is too small to read."""

ROOM = 600
"""Pixels for the rows of both tables; with long names fewer features have room."""

_HUNDREDTH = Decimal("0.01")


class Shortlist(NamedTuple):
    """A table of features by rank, and how many more there are than it shows."""

    table: ReportTable
    more: int


def priorities(analysis: Analysis, words: Words) -> tuple[Shortlist, Shortlist]:
    """What to do first, and what not to decide yet: as many of both as a page has room for."""
    rows = MOST_ROWS
    found = _shortlists(rows, analysis, words)
    while rows > 2 and _height(found, words) > ROOM:
        rows -= 1
        found = _shortlists(rows, analysis, words)
    return found


def _height(lists: Sequence[Shortlist], words: Words) -> int:
    return total_height([each.table for each in lists], traits_of(words.language).looseness)


def _shortlists(rows: int, analysis: Analysis, words: Words) -> tuple[Shortlist, Shortlist]:
    """Both tables in so many rows, of which what is open gets a third where it needs them."""
    ranked = analysis.ranked()
    settled = tuple(each for each in ranked if is_settled(each))
    waiting = tuple(each for each in ranked if not is_settled(each))
    first = min(len(settled), max(rows - len(waiting), rows - rows // 3))
    then = min(len(waiting), rows - first)

    def table(
        key: str, columns: Sequence[FeatureColumn], of: Sequence[FeatureResult]
    ) -> ReportTable:
        return feature_table(key, columns, replace(analysis, features=tuple(of)), words)

    return (
        Shortlist(
            table(PRIORITIES, _settled_columns(analysis, words), settled[:first]),
            len(settled) - first,
        ),
        Shortlist(
            table("undecided", _waiting_columns(analysis, words), waiting[:then]),
            len(waiting) - then,
        ),
    )


def _settled_columns(analysis: Analysis, words: Words) -> list[FeatureColumn]:
    """The columns of what to do first."""
    feature, category, verdict, *more = measured(PRIORITIES, analysis, words)
    name = replace(feature, head=replace(feature.head, kind="name"))
    head = _column("rank", "figures", _rank, words), name, category, verdict
    return [*head, _advice("advice", analysis, words), *_figures(words), *more]


def _waiting_columns(analysis: Analysis, words: Words) -> list[FeatureColumn]:
    """The same, but how sure instead of a verdict, which is open, and what would settle it."""
    columns = _settled_columns(analysis, words)
    (sure,) = (each for each in measured(COUNTS, analysis, words) if each.head.key == "stability")
    instead = {
        "category": replace(columns[2], cell=partial(_so_far, words=words)),
        "verdict": sure,
        "advice": _advice("settle", analysis, words),
    }
    return [instead.get(column.head.key, column) for column in columns]


def _advice(key: str, analysis: Analysis, words: Words) -> FeatureColumn:
    sentence = partial(advice, rules=analysis.settings, words=words)
    return FeatureColumn.of_words(key, "phrase", words, sentence)


def _column(
    key: str, kind: str, cell: Callable[[FeatureResult, Words], Cell], words: Words
) -> FeatureColumn:
    return FeatureColumn.of_words(key, kind, words, lambda feature: cell(feature, words))


def _figures(words: Words) -> Iterator[FeatureColumn]:
    """The columns of shares and coefficients."""
    cells = {
        "share": _share,
        "other": _other,
        "better": better_figures,
        "worse_size": worse_figures,
    }
    for key, cell in cells.items():
        yield _column(key, "figures", cell, words)


def _so_far(feature: FeatureResult, words: Words) -> CategoryName | None:
    """The category of an open feature, as a question."""
    if feature.category is None:
        return None
    named = words("summary.so_far", category=words.category(feature.category))
    return CategoryName(feature.category, named)


def _rank(feature: FeatureResult, words: Words) -> str:
    """The rank, and between which ranks it lies; the rank alone where nothing else comes up."""
    low, high = feature.rank_interval or (feature.rank, feature.rank)
    if low == high == feature.rank:
        return str(feature.rank)
    return words("figures.span", value=feature.rank, low=low, high=high)


def _share(feature: FeatureResult, words: Words) -> str | None:
    """The share of the category."""
    if feature.category is None:
        return None
    share = percent(share_of(feature.category, feature))
    return words("figures.share", share=share, n=feature.n)


def _other(feature: FeatureResult, words: Words) -> str | None:
    """The largest of the other categories and its share; None where there is none."""
    if feature.category is None:
        return None
    other = largest_other(feature.category, feature)
    share = percent(share_of(other, feature))
    named = words("figures.other", category=words.category(other), share=share)
    return named if feature.counts[other] else None


def better_figures(feature: FeatureResult, words: Words) -> str | None:
    """Better with its interval; None where it is undefined."""
    return _with_interval(feature.better, feature.better_interval, words)


def worse_figures(feature: FeatureResult, words: Words) -> str | None:
    """|Worse|, as the map has it, with its interval; None where it is undefined."""
    low, high = feature.worse_interval or (None, None)
    size = None if feature.worse is None else -feature.worse
    return _with_interval(size, None if low is None or high is None else (-high, -low), words)


def _with_interval(value: float | None, interval: Interval | None, words: Words) -> str | None:
    if value is None or interval is None:
        return None
    low, high = map(_rounded, interval)
    return words("figures.span", value=_rounded(value), low=low, high=high)


def _rounded(value: float) -> Decimal:
    """A size with two decimals, rounded as a spreadsheet does: by 15 digits of the number."""
    return abs(Decimal(f"{value:.15g}")).quantize(_HUNDREDTH, ROUND_HALF_UP)
