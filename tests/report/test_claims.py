"""The Summary claims no more than the numbers, whatever the survey says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kano_xl.choices import RULES
from kano_xl.languages import LANGUAGES, catalogue
from kano_xl.report.build import build_report, report_for_workbook
from kano_xl.report.content.priorities import MOST_ROWS
from kano_xl.report.report import CategoryName, Cell, Paragraph, ReportSheet, ReportTable
from kano_xl.report.words import rounded
from kano_xl.writers.json_text import to_json
from sample_reports import WRITTEN, analysis_of, totals_of

NAMES = ("Alerts", "Bills", "Chat", "Deposits", "Export", "Forms")
"""No digit in them."""

MOST = {
    "en": re.compile(r"(?<!at )(?<!At )\bmost\b", re.IGNORECASE),
    "zh-Hans": re.compile("多数"),
    "zh-Hant": re.compile("多數"),
    "de": re.compile("den meisten"),
}
FEWEST_ROWS = {"de": 8}
"""Where the advice takes more lines than elsewhere, fewer features have room: 12 is usual."""

_NUMBER = re.compile(r"[<>]?\d+(?:,\d{3})*(?:\.\d+)?")


def numbers(told: object, language: str) -> list[str]:
    """The numbers in a text, as English writes them."""
    english = str(told) if language != "de" else re.sub(r"(?<=\d),(?=\d)", ".", str(told))
    return _NUMBER.findall(english)


def whole(n: int, language: str) -> str:
    """A whole number as reports in a language write it: a comma would be decimal in German."""
    return str(n) if language == "de" else f"{n:,}"


ADVISED = {"50", "100", "5"}
"""How many people one is told to ask, and the gap of the rule M > O > A > I: the same for all."""

COUNTS = st.lists(
    st.fixed_dictionaries({letter: st.integers(0, 40) for letter in "AOMIRQ"})
    | st.dictionaries(st.sampled_from("AOMIRQ"), st.integers(0, 300), max_size=3),
    min_size=1,
    max_size=len(NAMES),
)

Feature = dict[str, Any]
"""A feature in the JSON of the same analysis."""


def percent(part: float, whole: float) -> str:
    share = Decimal(repr(part)) / Decimal(repr(whole))
    said = str((share * 100).quantize(Decimal(1), ROUND_HALF_UP))
    if said == "0" and share:
        return "<1"
    return ">99" if said == "100" and share != 1 else said


def decimals(value: float) -> str:
    """Two decimals, as the cell of a spreadsheet shows the size of a number."""
    return str(Decimal(f"{abs(value):.15g}").quantize(Decimal("0.01"), ROUND_HALF_UP))


def summary(
    rows: Iterable[dict[str, int]], rule: str, language: str
) -> tuple[ReportSheet, dict[str, Feature]]:
    """A report's first sheet, and the features of the JSON."""
    survey = totals_of(dict(zip(NAMES, rows, strict=False)))
    analysis = analysis_of(survey, language, rule=rule)
    features = {one["name"]: one for one in json.loads(to_json(survey, analysis))["features"]}
    return build_report(survey, analysis, WRITTEN).sheets[0], features


def is_open(feature: Feature) -> bool:
    return feature["verdict"] in ("open", None)


@settings(max_examples=150, deadline=None)
@given(COUNTS, st.sampled_from(RULES), st.sampled_from(LANGUAGES))
def test_no_sentence_claims_more_than_the_numbers(
    rows: list[dict[str, int]], rule: str, language: str
) -> None:
    sheet, features = summary(rows, rule, language)
    told = set()
    for block in sheet.blocks:
        if isinstance(block, Paragraph) and block.style in ("conclusion", "note"):
            _concludes_rightly(block.text, language, features)
        elif isinstance(block, ReportTable):
            keys = [column.key for column in block.columns]
            for row in block.rows:
                cells = dict(zip(keys, row, strict=True))
                one = features[str(cells["feature"])]
                told.add(one["name"])
                assert is_open(one) == (block.key == "undecided")
                _has_its_figures(cells, one, language)
                _decides_nothing_open(cells, one, language)
    assert told == set(features)


def _concludes_rightly(sentence: str, language: str, features: dict[str, Feature]) -> None:
    """A sentence on a category counts the settled features of it, and says "most" of most."""
    names = catalogue(language)["names"]["category"]
    of_it = {
        letter: [one for one in features.values() if one["category"] == letter and not is_open(one)]
        for letter, name in names.items()
        if sentence.lower().startswith(name.lower())
    }
    settled = [one for one in features.values() if not is_open(one)]
    said = numbers(sentence, language)
    if of_it:
        ((letter, about),) = of_it.items()
        assert said == [str(len(about))]
        assert about
        if MOST[language].search(sentence):
            assert all(one["counts"][letter] * 2 > one["n"] for one in about), sentence
        return
    assert not MOST[language].search(sentence), sentence
    for name in (name for name in NAMES if name in sentence):
        assert not is_open(features[name]), sentence
        assert features[name]["rank"] == min(one["rank"] for one in settled), sentence
        assert features[name]["category"] in "MOA", sentence
    waiting = sum(one["verdict"] == "open" for one in features.values())
    counted = {len(features), len(settled), waiting, len(features) - len(settled) - waiting}
    counted.add(max(one["n"] for one in features.values()))
    intervals = {"95", "90"}
    assert set(said) <= {whole(n, language) for n in counted} | ADVISED | intervals, sentence


def _has_its_figures(cells: dict[str, Cell], one: Feature, language: str) -> None:
    """Each number in a row of a table is one of the feature's own in the JSON."""
    words, counts, n = catalogue(language)["names"], one["counts"], one["n"]
    letter, figures = one["category"], ("share", "other", "better", "worse_size")
    said = {key: numbers(cells[key], language) for key in ("rank", *figures)}
    low, high = one["rank_interval"] or [one["rank"]] * 2
    spread = [] if low == high == one["rank"] else [str(low), str(high)]
    assert said["rank"] == [str(one["rank"]), *spread]
    for key, ends in (("better", (0, 1)), ("worse_size", (1, 0))):
        name = key.removesuffix("_size")
        interval = one[f"{name}_interval"]
        shown = [] if interval is None else [one[name], *(interval[end] for end in ends)]
        assert said[key] == list(map(decimals, shown))
    if letter is None:
        assert [cells[key] for key in ("category", "share", "other")] == [None] * 3
        return
    assert isinstance(cells["category"], CategoryName)
    assert cells["category"].letter == letter
    assert sorted(said["share"]) == sorted([percent(counts[letter], n), whole(n, language)])
    largest = max(count for other, count in counts.items() if other != letter)
    assert said["other"] == ([percent(largest, n)] if largest else [])
    if largest:
        named = {words["category"][a] for a in counts if a != letter and counts[a] == largest}
        assert str(cells["other"]).rpartition(" ")[0] in named
    if is_open(one):
        assert cells["stability"] == one["probability"][letter]
    else:
        assert cells["verdict"] == words["verdict"][one["verdict"]]


def _decides_nothing_open(cells: dict[str, Cell], one: Feature, language: str) -> None:
    """What is open is advised to be settled; what is settled has the advice of its category."""
    advice = catalogue(language)["report"]["advice"]
    if is_open(one):
        text = str(cells["settle"])
        more = f"{rounded(one['more_answers'] or 0):,}"
        assert set(numbers(text, language)) <= ADVISED | {more, more.replace(",", "")}, text
        ways = [*advice["open"].values()]
        known = [way for way in ways if isinstance(way, str)] + [*advice["open"]["more"].values()]
        assert any(re.fullmatch(_as_pattern(way), text) for way in known), text
        return
    text, counts, category = str(cells["advice"]), one["counts"], one["category"]
    wanted = counts["A"] + counts["O"] + counts["M"]
    softened = re.fullmatch(_as_pattern(advice["wanted"].get(category, "-")), text)
    assert (softened is not None) == (category in "IR" and 2 * wanted >= one["n"]), text
    if softened:
        assert numbers(text, language) == [percent(wanted, one["n"])]
    else:
        assert text == advice[one["verdict"]][category]


def _as_pattern(text: str) -> str:
    """A text of the catalogue, whatever its values."""
    return ".+".join(map(re.escape, re.split(r"\{.*?\}", text)))


@pytest.mark.parametrize(
    ("settled", "waiting", "language"),
    [(30, 20, "de"), (40, 0, "en"), (0, 40, "zh-Hans"), (3, 30, "zh-Hant"), (30, 3, "de")],
)
def test_with_many_features_the_first_are_shown_and_the_rest_is_counted(
    language: str, settled: int, waiting: int
) -> None:
    rows = [{"M": 60 + n, "I": 10} for n in range(settled)]
    rows += [{"A": 20 + n, "M": 20 + n} for n in range(waiting)]
    survey = totals_of({f"F{n}": row for n, row in enumerate(rows)})
    analysis = analysis_of(survey, language)
    ranked = [feature.name for feature in analysis.ranked()]
    for report in (
        build_report(survey, analysis, WRITTEN),
        report_for_workbook(survey, analysis, WRITTEN),
    ):
        sheet = report.sheets[0]
        shown = {
            table.key: [str(row[1]) for row in table.rows] for table in sheet.tables if table.rows
        }
        first, then = shown.get("priorities", []), shown.get("undecided", [])
        assert first == [name for name in ranked if int(name[1:]) < settled][: len(first)]
        assert then == [name for name in ranked if int(name[1:]) >= settled][: len(then)]
        assert FEWEST_ROWS.get(language, 12) <= len(first) + len(then) <= MOST_ROWS
        # What is open is never crowded out.
        assert len(then) >= min(waiting, 4)
        notes = [block.text for block in sheet.blocks if isinstance(block, Paragraph)]
        for more in (settled - len(first), waiting - len(then)):
            told = [
                text
                for text in notes
                if numbers(text, language) == [str(more)] and re.search("[“「„]", text)
            ]
            assert bool(told) == (more > 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_longer_names_leave_room_for_fewer_features(language: str) -> None:
    def rows(length: int) -> int:
        name = ("长" if language.startswith("zh") else "word ") * length
        survey = totals_of({f"{name[:length]} {n}": {"M": 60 + n, "I": 9} for n in range(60)})
        report = build_report(survey, analysis_of(survey, language), WRITTEN)
        return sum(len(table.rows) for table in report.sheets[0].tables)

    found = [rows(length) for length in (3, 60, 250)]
    assert found == sorted(found, reverse=True)
    assert found[0] > found[1] > found[2] > 1
