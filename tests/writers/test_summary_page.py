"""The Summary prints as one page, on A4 and on US Letter, large enough to be read."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2
import pytest
from pypdfium2 import raw

from conftest import LibreOffice
from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.cube import CategoryCube
from kano_xl.report.build import build_report, report_for_workbook
from kano_xl.writers.new_workbook import write_workbook
from sample_reports import WRITTEN, analysis_of, mixed_counts, survey_of

PAPERS = {"A4": ("9", (595, 842)), "Letter": ("1", (612, 792))}
"""Excel's number of each paper, and its size in points."""

SMALLEST = {"A4": 6.0, "Letter": 5.7}
"""Points of the smallest letters, those on the map."""

LONG_WORDS = {"de": 0.2}
"""What the words of a language take of them."""

NAMES = {
    "en": "Balances in real time",
    "de": "Kontostand in Echtzeit",
    "zh-Hans": "支持人脸与指纹登录的功能",
    "zh-Hant": "支援臉部與指紋辨識的功能",
}
"""Names of 20 characters, as wide as twelve in Chinese."""

DIFFERING = {
    "en": "The groups differ in 15 of 15",
    "de": "Die Gruppen unterscheiden sich in 15 von 15",
    "zh-Hans": "15 项功能中有 15 项在各组之间",
    "zh-Hant": "15 項功能中有 15 項在各組之間",
}


class Case(NamedTuple):
    """A survey, and how it is printed."""

    language: str
    features: int
    paper: str
    rule: str = "mode"
    lasting: bool = False
    groups: bool = False


CASES = [
    Case(language, features, paper)
    for language in LANGUAGES
    for features, papers in (
        (3, ("A4",)),
        (8, ("Letter",)),
        (12, PAPERS),
        (15, PAPERS),
        (60, ("A4",)),
    )
    for paper in papers
] + [
    Case("en", 12, "Letter", "cqm", lasting=True),
    Case("en", 15, "Letter", groups=True),
    Case("zh-Hans", 15, "A4", groups=True),
]


class Printed(NamedTuple):
    """The first page of a workbook, and the words of the second."""

    words: str
    size: tuple[float, float]
    smallest: float
    next_words: str


def name(number: int, language: str) -> str:
    return f"{NAMES[language]}{number:3}"


def two_groups(case: Case) -> CategoryCube:
    """The survey as one group, and another in which every category is the next one."""
    rows = [[row[letter] for letter in "AOMIRQ"] for row in mixed_counts(case.features)]
    answers = np.array([rows, np.roll(rows, 1, axis=1)])
    names = [name(n, case.language) for n in range(case.features)]
    cells = np.pad(answers, ((0, 0), (0, 0), (0, 1)))
    return CategoryCube.unweighted(["Basic", "Pro"], names, cells)


def written(case: Case, folder: Path) -> Path:
    survey = survey_of(
        mixed_counts(case.features), [name(n, case.language) for n in range(case.features)]
    )
    analysis = analysis_of(survey, case.language, rule=case.rule)
    if case.groups:
        analysis = analyse(two_groups(case), Settings(language=case.language, by="Plan"))
    build = report_for_workbook if case.lasting else build_report
    path = folder / f"{'-'.join(map(str, case))}.xlsx"
    write_workbook(build(survey, analysis, WRITTEN), path)
    return on_paper(path, PAPERS[case.paper][0])


def on_paper(path: Path, number: str) -> Path:
    """The workbook with another paper, as somebody sets it who prints it."""
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(
                part, content.replace(b'paperSize="9"', f'paperSize="{number}"'.encode())
            )
    return path


def first_page(path: Path) -> Printed:
    document = pypdfium2.PdfDocument(path)
    try:
        words = [document[page].get_textpage().get_text_bounded() for page in (0, 1)]
        page = document[0]
        return Printed(words[0], page.get_size(), min(sizes(page)), words[1])
    finally:
        document.close()


def sizes(page: pypdfium2.PdfPage) -> Iterator[float]:
    """The sizes in points of the upright texts of a page."""
    for shape in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        height = shape.get_matrix().d
        if height > 0:
            yield shape.get_font_size() * height


@pytest.fixture(scope="module")
def pages(office: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> dict[Case, Printed]:
    folder = tmp_path_factory.mktemp("pages")
    paths = office.convert([written(case, folder) for case in CASES], "pdf")
    return dict(zip(CASES, map(first_page, paths), strict=True))


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(map(str, case)))
def test_the_summary_is_one_page_that_can_be_read(case: Case, pages: dict[Case, Printed]) -> None:
    page = pages[case]
    assert page.size == pytest.approx(PAPERS[case.paper][1], abs=1)
    for key in ("title.summary", "summary.conclusions", "summary.first", "summary.undecided"):
        assert text(case.language, f"report.{key}") in page.words
    assert text(case.language, "report.title.categories") in page.next_words
    # The last line of all.
    assert re.search(r"\b90\s?%", page.words)
    shown = [n for n in range(case.features) if name(n, case.language).split()[-1] in page.words]
    assert len(shown) >= min(case.features, 15)
    assert page.smallest >= SMALLEST[case.paper] - LONG_WORDS.get(case.language, 0)
    assert (DIFFERING[case.language] in page.words) == case.groups
