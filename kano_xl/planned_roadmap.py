"""Filled roadmaps planned with the survey that their features come from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kano_xl.choices import Settings
from kano_xl.errors import Place
from kano_xl.languages import text
from kano_xl.model.categories import CATEGORIES
from kano_xl.model.resamples import Resamples, resample_features
from kano_xl.planned import KINDS, KnownSurvey, analysed
from kano_xl.planned_filled import wanted_sheets
from kano_xl.planning.reading import FilledWorkbook
from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_filling import RoadmapFilling, with_room
from kano_xl.planning.roadmap_names import named_as_known
from kano_xl.planning.roadmap_numbers import MadePlan, make_plan
from kano_xl.planning.roadmap_reading import read_roadmap, require_usable
from kano_xl.planning.roadmap_sheet import roadmap_sheet
from kano_xl.report.words import Words
from kano_xl.survey.mapping import Mapping
from kano_xl.survey.reading import Progress


class PlannedRoadmap(NamedTuple):
    """A roadmap of the workbook: the name on its tab, what was filled in, and the plan."""

    title: str
    filling: RoadmapFilling
    plan: MadePlan


@dataclass(frozen=True, slots=True)
class PlannedRoadmaps:
    """The roadmaps of a workbook, at least one, and the survey that they were planned with."""

    known: KnownSurvey
    roadmaps: tuple[PlannedRoadmap, ...]

    def workbook(self) -> bytes:
        """A new workbook with the planned roadmaps alone."""
        from kano_xl.writers.planning.workbook import plan_workbook_bytes

        analysis = self.known.analysis
        known, words = KnownFeatures.of(analysis), Words.of(analysis.settings)
        sheets = [
            roadmap_sheet(words, each.title, with_room(each.filling), known, each.plan)
            for each in self.roadmaps
        ]
        title = text(words.language, "planning.workbook")
        return plan_workbook_bytes(sheets, analysis, title, date.today())

    def json(self) -> str:
        """All of them as JSON."""
        from kano_xl.writers.plan_json import plan_json
        from kano_xl.writers.roadmap_told import roadmap_json

        return plan_json([roadmap_json(*each) for each in self.roadmaps])

    def remarks(self, language: str) -> list[str]:
        """What is not in the plans and might be missed, a line each."""
        return [
            text(language, "terminal.of_sheet", sheet=each.title, said=said)
            for each in self.roadmaps
            for said in remarks(each, language)
        ]

    def csv(self, language: str) -> str:
        """The first of them as CSV."""
        from kano_xl.writers.roadmap_told import roadmap_csv

        return roadmap_csv(self.roadmaps[0].filling, self.roadmaps[0].plan, language)


def planned_roadmaps(
    filled: FilledWorkbook,
    survey_path: Path,
    settings: Settings,
    mapping: Mapping | None,
    progress: Progress,
) -> PlannedRoadmaps:
    """Plan the roadmaps of a filled workbook.

    Args:
        filled: the workbook.
        survey_path: a survey, the JSON of an analysis or a report: what features are worth.
        settings: how the survey is read.
        mapping: of the survey.
        progress: is told how far the reading is.

    Raises:
        InputError: a file cannot be used, or there is no plan.
        SettingsError: as of `kano_xl.planned.analysed`.
    """
    sheets = wanted_sheets(filled, KINDS["roadmap"])
    for each in sheets:
        require_usable(each)
    typed = [read_roadmap(each) for each in sheets]
    known = analysed(survey_path, settings, mapping, progress)
    progress("analysing", 1)
    return PlannedRoadmaps(
        known,
        tuple(
            planned_roadmap(sheet.title, filling, known, Place(sheet.file, sheet.title))
            for sheet, filling in zip(sheets, typed, strict=True)
        ),
    )


def planned_roadmap(
    title: str, typed: RoadmapFilling, known: KnownSurvey, place: Place
) -> PlannedRoadmap:
    """Plan one roadmap.

    Args:
        title: the name on its tab.
        typed: what was filled in.
        known: the survey that its features come from.
        place: of the sheet, for what is refused.

    Raises:
        InputError: there is no plan.
    """
    features = KnownFeatures.of(known.analysis)
    filling = named_as_known(typed, features)
    return PlannedRoadmap(title, filling, make_plan(filling, features, resampled(known), place))


def remarks(roadmap: PlannedRoadmap, language: str) -> list[str]:
    """What is not in a plan and might be missed, a line each."""
    words = Words(language)
    lacking = {"absent": roadmap.plan.absent, "no_effort": roadmap.plan.no_effort}
    return [
        text(language, f"terminal.roadmap_{key}", features=words.names(words.quoted(names)))
        for key, names in lacking.items()
        if names
    ]


def resampled(known: KnownSurvey) -> Resamples:
    """The features of a survey by rank, resampled by respondent where there are answers."""
    analysis = known.analysis
    drawn = None if known.survey is None else known.survey.resamples(analysis.settings)
    if drawn is None:
        counts = [[each.counts[letter] for letter in CATEGORIES] for each in analysis.features]
        drawn = resample_features(np.array(counts, np.int64), analysis.settings)
    names = [each.name for each in analysis.features]
    order = [names.index(each.name) for each in analysis.ranked()]
    return replace(drawn, cells=drawn.cells[:, order])
