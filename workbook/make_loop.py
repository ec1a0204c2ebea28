"""Make the workbook of the whole loop: one survey from its result to what moved a year later.

    .venv/bin/python workbook/make_loop.py

For each language, by the example of the bank's app: the report with its groups, every planning
sheet as a team filled it in, and the comparison with the second survey.
"""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.examples import example_survey
from kano_xl.languages import LANGUAGES, text
from kano_xl.languages.folders import EXAMPLE, contents
from kano_xl.report.build import build_report
from kano_xl.report.build_waves import build_waves_report
from kano_xl.report.report import Report
from kano_xl.survey.reading import read
from kano_xl.waves.comparing import compare_waves
from kano_xl.writers.new_workbook import add_report, new_workbook
from kano_xl.writers.planning.looks import PlanLooks
from kano_xl.writers.planning.sheet import add_plan_sheet
from make_plans import WRITTEN, example_sheets

FOLDER = Path(__file__).resolve().parent / "loop"


def grouped_report(language: str) -> Report:
    """The report of the example survey, with the customers' segments as groups."""
    settings = Settings(language=language, by=contents(language, EXAMPLE)["segment"])
    survey = read([example_survey(language)], settings)
    return build_report(survey, analyse(survey, settings), WRITTEN)


def waves_report(language: str) -> Report:
    """The report of what moved between the example survey and that of a year later."""
    first = example_survey(language)
    second = first.with_name(f"{first.stem}-2{first.suffix}")
    return build_waves_report(compare_waves([first, second], Settings(language=language)), WRITTEN)


def example_loop(language: str) -> bytes:
    """The workbook of a language."""
    report, waves = grouped_report(language), waves_report(language)
    taken = {sheet.title for sheet in report.sheets}
    sheets = (
        replace(sheet, title=f"{sheet.title} 2") if sheet.title in taken else sheet
        for sheet in waves.sheets
    )
    buffer = io.BytesIO()
    workbook = new_workbook(buffer, language, text(language, "planning.workbook"), WRITTEN)
    add_report(workbook, report)
    looks = PlanLooks(workbook, language)
    for sheet in example_sheets(language)[0]:
        add_plan_sheet(workbook, looks, language, sheet)
    add_report(workbook, replace(waves, sheets=tuple(sheets)))
    workbook.close()
    return buffer.getvalue()


def make(folder: Path) -> None:
    """Write a workbook for each language."""
    folder.mkdir(exist_ok=True)
    for language in LANGUAGES:
        (folder / f"bank-app-loop-{language}.xlsx").write_bytes(example_loop(language))


if __name__ == "__main__":
    make(FOLDER)
