"""The Summary claims no more than the numbers, whatever the survey says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from kano_xl.choices import RULES
from kano_xl.languages import LANGUAGES, catalogue
from kano_xl.report.build import build_report
from kano_xl.report.report import Paragraph, ReportTable
from kano_xl.report.words import rounded
from kano_xl.writers.json_text import to_json
from sample_reports import WRITTEN, analysis_of, totals_of

NAMES = ("Alerts", "Bills", "Chat", "Deposits", "Export", "Forms")
"""No more than a list names, and no digit in them."""

MOST = {"en": re.compile(r"(?<!at )(?<!At )\bmost\b", re.IGNORECASE), "zh-Hans": re.compile("多数")}
WAIT = {"en": "Do not decide yet", "zh-Hans": "暂不决定"}
NUMBER = re.compile(r"[<>]?\d+(?:,\d{3})*(?:\.\d+)?")
NAMED = re.compile(rf"({'|'.join(NAMES)})(?: \(|（)([<>]?\d+)%")
ADVISED = {"50", "100", "5"}
"""How many people one is told to ask, and the gap of the rule M > O > A > I: the same for all."""

COUNTS = st.lists(
    st.fixed_dictionaries({letter: st.integers(0, 40) for letter in "AOMIRQ"})
    | st.dictionaries(st.sampled_from("AOMIRQ"), st.integers(0, 300), max_size=3),
    min_size=1,
    max_size=len(NAMES),
)


class Said(NamedTuple):
    """A sentence of the Summary, and the features that it is about."""

    text: str
    table: str
    about: list[dict[str, Any]]


def percent(part: int, whole: int) -> str:
    share = Decimal(part) / whole if whole else Decimal(0)
    said = str((share * 100).quantize(Decimal(1), ROUND_HALF_UP))
    if said == "0" and share:
        return "<1"
    return ">99" if said == "100" and share != 1 else said


def numbers_of(feature: dict[str, Any]) -> set[str]:
    n, counts = feature["n"], feature["counts"]
    wanted = counts["A"] + counts["O"] + counts["M"]
    found = {percent(count, n) for count in (*counts.values(), wanted)}
    found |= {f"{number:,}" for number in (n, *counts.values())}
    return found | {f"{rounded(feature['more_answers'] or 0):,}"}


def summary(rows: list[dict[str, int]], rule: str, language: str) -> tuple[list[Said], Any]:
    """The sentences of a report's first sheet, below the facts, and the features of the JSON."""
    survey = totals_of(dict(zip(NAMES, rows, strict=False)))
    analysis = analysis_of(survey, language, rule=rule)
    features = {one["name"]: one for one in json.loads(to_json(survey, analysis))["features"]}
    sheet = build_report(survey, analysis, WRITTEN).sheets[0]
    return list(sentences(sheet.blocks, features)), features


def sentences(blocks: Any, features: dict[str, Any]) -> Iterator[Said]:
    for block in blocks:
        if isinstance(block, Paragraph) and block.style in ("conclusion", "note"):
            about = [one for name, one in features.items() if name in block.text]
            yield Said(block.text, "", about)
        elif isinstance(block, ReportTable):
            keys = [column.key for column in block.columns]
            for row in block.rows:
                cells = dict(zip(keys, row, strict=True))
                about = [features[str(cells["feature"])]]
                yield Said(str(cells["conclusion"]), block.key, about)
                yield Said(str(cells["advice"]), block.key, about)


@settings(max_examples=150, deadline=None)
@given(COUNTS, st.sampled_from(RULES), st.sampled_from(LANGUAGES))
def test_no_sentence_claims_more_than_the_numbers(
    rows: list[dict[str, int]], rule: str, language: str
) -> None:
    said, features = summary(rows, rule, language)
    advice = catalogue(language)["report"]["advice"]
    decided = {text for kind in ("clear", "likely") for text in advice[kind].values()}
    decided |= {text.partition("{")[0] for text in advice["wanted"].values()}
    for sentence in said:
        words = re.sub("|".join(NAMES), "", sentence.text)
        _says_most_of_most(sentence, language)
        _decides_nothing_open(sentence, WAIT[language], decided)
        _has_the_numbers(sentence, words, features)
    told = {one["name"] for each in said if each.table for one in each.about}
    assert told == set(features)


def _says_most_of_most(sentence: Said, language: str) -> None:
    if MOST[language].search(sentence.text):
        assert sentence.about
        for one in sentence.about:
            assert one["counts"][one["category"]] * 2 > one["n"], sentence


def _decides_nothing_open(sentence: Said, wait: str, decided: set[str]) -> None:
    is_open = [one["verdict"] in ("open", None) for one in sentence.about]
    assert all(is_open) or not any(is_open), sentence
    if any(is_open):
        assert sentence.table != "priorities", sentence
        assert not sentence.text.startswith(tuple(decided)), sentence
    if sentence.text.startswith(wait):
        assert all(is_open), sentence


def _has_the_numbers(sentence: Said, words: str, features: dict[str, Any]) -> None:
    for name, share in NAMED.findall(sentence.text):
        one = features[name]
        assert share == percent(one["counts"][one["category"]], one["n"]), sentence
    allowed = {number for one in sentence.about for number in numbers_of(one)}
    if not sentence.table:
        allowed |= {str(len(sentence.about)), f"{max(one['n'] for one in features.values()):,}"}
    if not sentence.table or sentence.text.startswith(tuple(WAIT.values())):
        allowed |= ADVISED
    for number in NUMBER.findall(words):
        assert number in allowed, (number, sentence)
