"""Surveys made up for the tests of reports: every kind of feature, and hostile names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.errors import Place, Problem
from kano_xl.model.analysis import Analysis, Importance
from kano_xl.model.cube import CategoryCube, count_categories
from kano_xl.report.build import build_report, report_for_workbook
from kano_xl.report.report import Report
from kano_xl.survey.survey import Answers, Facts, Feature, Source, Survey

WRITTEN = date(2026, 3, 1)
FILE, SHEET = "answers.xlsx", "Form Responses 1"

PAIRS = {"M": (3, 5), "O": (1, 5), "A": (1, 3), "I": (3, 3), "R": (5, 1), "Q": (1, 1)}
"""One pair of answers that means each category in the standard table."""

HOSTILE = (
    "=1+1",
    "@SUM(A1)",
    "+1",
    "-1",
    "\t=x",
    "<>&\"'",
    "\U0001f600 smile",
    "a\x01b",
    "{better}",
    "=cmd|' /C calc'!A0",
    "http://example.com/x",
    "_x0041_",
    "a\ud800b",
    "&P &[File]",
    "one\r\ntwo",
    "'quoted",
    "长" * 32_767 + "尾",
)


def survey_of(
    counts: Sequence[dict[str, int]],
    names: Sequence[str] | None = None,
    people: int | None = None,
    problems: Sequence[Problem] = (),
    excluded: dict[str, int] | None = None,
) -> Survey:
    """A survey with just these counts of categories per feature, the rest unanswered."""
    names = names or [f"Feature {index}" for index in range(1, len(counts) + 1)]
    people = people or max(1, *(sum(row.values()) for row in counts))
    codes = np.zeros((2, len(counts), people), np.uint8)
    for index, row in enumerate(counts):
        pairs = [PAIRS[letter] for letter, count in row.items() for _ in range(count)]
        codes[:, index, : len(pairs)] = np.array(pairs, np.uint8).reshape(-1, 2).T
    return Survey(
        Source((FILE,), (SHEET,), ("side_by_side",), people),
        tuple(
            Feature(name, f"How do you feel if it has {name}?", functional=name, dysfunctional=name)
            for name in names
        ),
        answers=Answers(
            codes[0],
            codes[1],
            None,
            np.arange(2, people + 2),
            np.zeros(people, np.int64),
            np.zeros(people, bool),
        ),
        problems=tuple(problems),
        excluded=excluded or {},
    )


def totals_of(counts: dict[str, dict[str, int]]) -> Survey:
    """A survey of which only the counts are known."""
    cells = np.array([[row.get(letter, 0) for letter in "AOMIRQ"] for row in counts.values()])
    names = tuple(counts)
    return Survey(
        Source((FILE,), (SHEET,), ("totals",), 0),
        tuple(Feature(name) for name in names),
        totals=count_categories(names, cells),
    )


def analysis_of(
    survey: Survey,
    language: str = "en",
    importance: Sequence[Importance | None] | None = None,
    **choices: object,
) -> Analysis:
    """The analysis of a survey."""
    settings = Settings(language=language, **choices)  # type: ignore[arg-type]
    return analyse(survey.counts(), settings, importance)


def report_of(survey: Survey, language: str = "en", **choices: object) -> Report:
    """The report of a survey."""
    return build_report(survey, analysis_of(survey, language, **choices), WRITTEN)


def workbook_report_of(survey: Survey, language: str = "en", **choices: object) -> Report:
    """The report of a survey for an open workbook."""
    return report_for_workbook(survey, analysis_of(survey, language, **choices), WRITTEN)


def grouped_workbook_report(
    groups: int, features: int = 3, language: str = "en", **choices: object
) -> Report:
    """The same of groups "Plan 1" …, every other one wanting what the others do not mind.

    Without groups all people want what the first group does.
    """
    names = [f"Feature {number}" for number in range(1, features + 1)]
    kinds = np.array(([2, 3, 50, 4, 1, 0, 0], [3, 2, 4, 50, 1, 0, 0]))
    rows = np.arange(max(groups, 1))[:, None] + np.arange(features)
    called = [f"Plan {number}" for number in range(1, len(rows) + 1)]
    cube = CategoryCube.unweighted(called, names, kinds[rows % 2])
    by = "Plan" if groups else None
    settings = Settings(language=language, by=by, **choices)  # type: ignore[arg-type]
    facts = Facts(Source((FILE,), (SHEET,), ("totals",), 0), tuple(map(Feature, names)))
    return report_for_workbook(facts, analyse(cube, settings), WRITTEN)


def mixed_counts(features: int) -> list[dict[str, int]]:
    """Counts of many features, of all categories and degrees of doubt, 100 answers each."""
    rng = np.random.default_rng(7)
    rows = []
    for index in range(features):
        weights = rng.dirichlet(np.full(6, 0.8)) + np.eye(6)[index % 6] * (index % 3) / 2
        drawn = rng.multinomial(100, weights / weights.sum())
        rows.append({letter: int(count) for letter, count in zip("AOMIRQ", drawn, strict=True)})
    return rows


def problem_at(cell: str | None, file: str = FILE, sheet: str | None = SHEET) -> Problem:
    """A problem somewhere in the survey's file."""
    return Problem("tie_gap_range", Place(file, sheet, cell), {"given": "=1+1"})
