"""The sheets of groups: what each feature is in every group, whether that differs, and by how much.

The first has a row per feature with its category in every group and, in a sentence, what differs;
the second has the figures of every feature in every group. A sentence names a category for a group
only where that group's verdict is settled and the group differs from one with another settled
category.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kano_xl.choices import FILE, SHEET
from kano_xl.model.analysis import Analysis, FeatureResult, Group, GroupComparison
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.report.charts.group_charts import MOST_GROUPS
from kano_xl.report.content.priorities import better_figures, worse_figures
from kano_xl.report.content.sentences import is_settled, share_of
from kano_xl.report.report import (
    Block,
    CategoryName,
    Cell,
    Chart,
    Paragraph,
    ReportColumn,
    ReportSheet,
    ReportTable,
)
from kano_xl.report.words import Words, chosen_percent, percent, shortened

MOST_NAMED = 5
"""With more groups their columns have numbers before the names, and cells letters."""

MOST_WITH_SHARES = 12
"""With more groups their columns have numbers alone, and cells no shares."""

_MOST_IN_A_SENTENCE = 3
_MOST_IN_THE_SUMMARY = 3
_LETTERS_OF_A_NAME = 24
_LETTERS_IN_A_LINE = 40


OF_GROUPS = ("groups", "group_figures", "group_data")
"""The keys of the sheets that only a survey with groups has; the last one only in a workbook."""


def groups_sheet(analysis: Analysis, words: Words, charts: Sequence[Chart]) -> ReportSheet:
    """The sheet "Groups"; of a survey that has none it says how one gets them."""
    blocks: tuple[Block, ...] = (words.paragraph("body", "nothing_yet.groups"), *charts)
    if analysis.groups:
        blocks = (
            *_listed(analysis, words),
            Paragraph("conclusion", differing(analysis, words)),
            *charts,
            words.paragraph("heading", "groups.by_feature"),
            words.paragraph("note", "groups.reading", fewest=FEWEST_PEOPLE),
            words.paragraph("note", "groups.tests"),
            _by_feature(analysis, words),
        )
    return ReportSheet(
        "groups",
        words("sheet.groups"),
        (words.paragraph("title", "title.groups"), *blocks),
        landscape=True,
        chart_apart=True,
    )


def group_figures_sheet(analysis: Analysis, words: Words) -> ReportSheet:
    """The sheet "Group figures"; of a survey that has no groups its table is empty."""
    level = chosen_percent(analysis.settings.confidence)
    return ReportSheet(
        "group_figures",
        words("sheet.group_figures"),
        (
            words.paragraph("title", "title.group_figures"),
            words.paragraph("note", "groups.figures", level=level),
            *([words.paragraph("note", "groups.weighted")] if analysis.is_weighted else []),
            _figures(analysis, words),
        ),
    )


def group_data_sheet(blocks: Sequence[Block], words: Words) -> ReportSheet:
    """What the charts of groups are drawn from, in a workbook in which they stay."""
    return ReportSheet(
        "group_data",
        words("sheet.group_data"),
        (
            words.paragraph("title", "title.group_data"),
            words.paragraph("note", "data.meaning"),
            *blocks,
        ),
        landscape=True,
        aside=True,
    )


def differing(analysis: Analysis, words: Words) -> str:
    """In how many features the groups differ, and in which most; and in which only by Better or
    |Worse|.
    """
    found = analysis.differences()
    alone = words.names([each.feature for each in analysis.coefficients_alone()])
    if not found:
        key = "only_coefficients" if alone else "none_differs"
        return words(f"groups.{key}", names=alone)
    told = _most_different(found, analysis, words)
    if not alone:
        return told
    more = words("groups.coefficients_too", names=alone)
    return words("list.between_sentences").join([told, more])


def _most_different(found: Sequence[GroupComparison], analysis: Analysis, words: Words) -> str:
    names = [_cut(each.feature, _LETTERS_IN_A_LINE) for each in found[:_MOST_IN_THE_SUMMARY]]
    return words(
        "groups.differ", n=len(found), total=len(analysis.features), names=words.all_of(names)
    )


def in_summary(analysis: Analysis, words: Words) -> Iterator[Paragraph]:
    """What the Summary says of groups; nothing where there are none."""
    if analysis.groups:
        yield Paragraph("conclusion", differing(analysis, words))


def sentence(comparison: GroupComparison, analysis: Analysis, words: Words) -> str:
    """What differs between the groups in a feature, as far as it is settled."""
    if comparison.categories is None:
        # There is no test either where all have one category.
        return words("groups.same" if len(comparison.groups) > 1 else "groups.unknown")
    if not comparison.differs:
        return words(f"groups.{'_and_'.join(comparison.coefficients) or 'same'}")
    settled = _settled(comparison, analysis)
    named = _told_apart(comparison, settled, analysis)
    if not named:
        letters = set(settled.values())
        if len(letters) == 1 and len(settled) == len(comparison.groups):
            return words("groups.degree", category=words.said(letters.pop()))
        return words("groups.open")
    parts = [
        _for_groups(letter, [name for name, its in named.items() if its == letter], words)
        for letter in dict.fromkeys(named.values())
    ]
    *first, last = parts
    joined = words("list.separator").join(first) + words("groups.and") + last
    return joined[:1].upper() + joined[1:]


def _settled(comparison: GroupComparison, analysis: Analysis) -> dict[str, str]:
    """The settled category of the feature in each of the groups that are compared."""
    found: dict[str, str] = {}
    for group in analysis.groups:
        result = group.feature(comparison.feature) if group.name in comparison.groups else None
        if result is not None and result.category is not None and is_settled(result):
            found[group.name] = result.category
    return found


def _told_apart(
    comparison: GroupComparison, settled: dict[str, str], analysis: Analysis
) -> dict[str, str]:
    """Those of the settled groups that differ from one with another category."""
    if len(comparison.groups) == 2:
        return settled if len(set(settled.values())) == 2 else {}
    apart: set[str] = set()
    for pair in analysis.pairs_of(comparison.feature):
        one, two = (settled.get(name) for name in pair.groups)
        if pair.differs and one and two and one != two:
            apart.update(pair.groups)
    return {name: letter for name, letter in settled.items() if name in apart}


def _for_groups(letter: str, groups: Sequence[str], words: Words) -> str:
    """A category with those for whom it holds: 'a must-be for Pro and Team'."""
    names = [_cut(name, _LETTERS_OF_A_NAME) for name in groups]
    whom = words("groups.count", n=len(names))
    if len(names) <= _MOST_IN_A_SENTENCE:
        whom = words.all_of(names)
    is_standard = words.category(letter) == Words(words.language).category(letter)
    key = letter if is_standard else "named"
    return words(f"groups.is.{key}", category=words.said(letter), groups=whom)


def grouped(analysis: Analysis, words: Words) -> str:
    """By what the survey was split, and which groups there are with how many people in each."""
    names = [
        _in_list(number, group, analysis, words)
        for number, group in enumerate(analysis.groups[:MOST_GROUPS], 1)
    ]
    listed = words("list.separator").join(names)
    return words("groups.listed", by=_by(analysis, words), groups=listed)


def _listed(analysis: Analysis, words: Words) -> Iterator[Paragraph]:
    """Which groups there are, how many people are in each, and how many tell as much."""
    yield Paragraph("body", grouped(analysis, words))
    more = len(analysis.groups) - MOST_GROUPS
    if more > 0:
        yield words.paragraph("body", "groups.more", n=more)


def _in_list(number: int, group: Group, analysis: Analysis, words: Words) -> str:
    name = shortened(group.name)
    if len(analysis.groups) > MOST_NAMED:
        name = words("groups.numbered", number=number, name=name)
    if not analysis.is_weighted:
        return words("groups.group", name=name, n=group.respondents)
    tells = round(group.effective)
    return words("groups.group_weighted", name=name, n=group.respondents, effective=tells)


def _by(analysis: Analysis, words: Words) -> str:
    """What the groups were made by."""
    by = analysis.settings.by
    if by in (SHEET, FILE):
        return words(f"groups.by.{'sheet' if by == SHEET else 'file'}")
    return shortened(by) if by else words("sheet.groups")


def _cut(name: str, letters: int) -> str:
    line = shortened(name)
    return line if len(line) <= letters else line[: letters - 1].rstrip() + "…"


def _by_feature(analysis: Analysis, words: Words) -> ReportTable:
    """A row per feature: what differs, how sure that is, and its category in every group."""
    groups = analysis.groups[:MOST_GROUPS]
    compared = {each.feature: each for each in analysis.comparisons if each.of_all}
    kind = "category" if len(groups) <= MOST_NAMED else "letter"
    kind = kind if len(groups) <= MOST_WITH_SHARES else "mark"
    columns = (
        ReportColumn("feature", words("column.feature"), "text"),
        ReportColumn("difference", words("column.difference"), "long_text"),
        ReportColumn("p", words("column.difference_p"), "p_value"),
        *(
            ReportColumn(f"group_{number}", _header(number, group, len(groups), words), kind)
            for number, group in enumerate(groups, 1)
        ),
    )

    def row(feature: FeatureResult) -> tuple[Cell, ...]:
        comparison = compared[feature.name]
        p = comparison.categories.p_holm if comparison.categories else None
        said = sentence(comparison, analysis, words)
        cells = (_category(group.feature(feature.name), len(groups), words) for group in groups)
        return feature.name, said, p, *cells

    return ReportTable("groups", "", columns, tuple(map(row, analysis.by_difference())))


def _header(number: int, group: Group, groups: int, words: Words) -> str:
    if groups <= MOST_NAMED:
        return shortened(group.name)
    if groups > MOST_WITH_SHARES:
        return str(number)
    name = _cut(group.name, _LETTERS_OF_A_NAME)
    return words("groups.numbered", number=number, name=name)


def _category(result: FeatureResult | None, groups: int, words: Words) -> CategoryName | None:
    """A category with its share, as far as there is room; an open one as a question."""
    if result is None or result.category is None:
        return None
    letter = result.category
    name = words.category(letter) if groups <= MOST_NAMED else letter
    if not is_settled(result):
        name = words("summary.so_far", category=name)
    if groups <= MOST_WITH_SHARES:
        name = words("figures.other", category=name, share=percent(share_of(letter, result)))
    return CategoryName(letter, name)


_FIGURES = {
    "feature": "text",
    "group": "long_text",
    "n": "count",
    "category": "category",
    "share": "share",
    "better": "figures",
    "worse_size": "figures",
}
"""The columns of the figures, and what they hold."""


def _figures(analysis: Analysis, words: Words) -> ReportTable:
    """A row per feature and group; features that too few people of a group answered have none."""
    keys = dict(_FIGURES)
    if analysis.is_weighted:
        keys["effective"] = "count"
    columns = [ReportColumn(key, words(f"column.{key}"), kind) for key, kind in keys.items()]
    rows = [
        _figures_of(group, feature.name, keys, words)
        for feature in analysis.by_difference()
        for group in analysis.groups[:MOST_GROUPS]
    ]
    return ReportTable("group_figures", words("table.groups"), tuple(columns), tuple(rows))


def _figures_of(
    group: Group, feature: str, keys: Collection[str], words: Words
) -> tuple[Cell, ...]:
    result = group.feature(feature)
    if result is None:
        return (feature, group.name, *[None] * (len(keys) - 2))
    letter = result.category
    open_name = None if letter is None else words("summary.so_far", category=words.category(letter))
    category = words.category_cell(letter)
    if category is not None and open_name is not None and not is_settled(result):
        category = CategoryName(category.letter, open_name)
    found: tuple[Cell, ...] = (
        feature,
        group.name,
        result.n,
        category,
        None if letter is None else share_of(letter, result),
        better_figures(result, words),
        worse_figures(result, words),
    )
    return (*found, result.weighted.effective if result.weighted else result.n)[: len(keys)]
