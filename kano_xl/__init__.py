"""The Kano model for surveys as people really have them.

    survey = read([Path("survey.xlsx")], Settings())
    analysis = analyse(survey)
    write_workbook(build_report(survey, analysis, date.today()), Path("report.xlsx"))

What a name needs is imported when it is first used, so importing this package is quick.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # as in typing, which takes longer to import than all else here
if TYPE_CHECKING:
    from typing import Any

    from kano_xl.analysing import analyse
    from kano_xl.choices import Settings
    from kano_xl.errors import InputError, KanoError, OutputError, Problem, SettingsError
    from kano_xl.frames.counting import count_frame
    from kano_xl.model.analysis import Analysis, FeatureResult
    from kano_xl.model.categories import EvaluationTable
    from kano_xl.model.comparison import compare
    from kano_xl.model.cube import CategoryCube, Cube, count_pairs
    from kano_xl.report.build import build_report
    from kano_xl.survey.survey import Survey
    from kano_xl.teams.reading import read
    from kano_xl.waves.comparing import compare_waves
    from kano_xl.writers.new_workbook import write_workbook

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "CategoryCube",
    "Cube",
    "EvaluationTable",
    "FeatureResult",
    "InputError",
    "KanoError",
    "OutputError",
    "Problem",
    "Settings",
    "SettingsError",
    "Survey",
    "analyse",
    "build_report",
    "compare",
    "compare_waves",
    "count_frame",
    "count_pairs",
    "read",
    "write_workbook",
]

_HOMES = {
    "analysing": ("analyse",),
    "errors": ("InputError", "KanoError", "OutputError", "Problem", "SettingsError"),
    "frames.counting": ("count_frame",),
    "model.analysis": ("Analysis", "FeatureResult"),
    "model.categories": ("EvaluationTable",),
    "model.comparison": ("compare",),
    "model.cube": ("CategoryCube", "Cube", "count_pairs"),
    "report.build": ("build_report",),
    "choices": ("Settings",),
    "survey.survey": ("Survey",),
    "teams.reading": ("read",),
    "waves.comparing": ("compare_waves",),
    "writers.new_workbook": ("write_workbook",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
