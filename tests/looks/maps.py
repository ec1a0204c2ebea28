"""The maps of surveys drawn at random, and what lies over their labels.

Everything but the map's sheet is hidden, so nothing else is printed.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kano_xl.languages import text
from tests.looks.judge import Findings, Judge
from tests.looks.matrix import LANGUAGES, VERDICTS, Circumstances, write

CROWDED = ("text over text", "marker over text", "line through text")
"""The kinds of findings that say something of a map."""

_SHEETS = {"report": "report.sheet.summary", "template": "template.sheet.live"}
"""The sheet with the map, by the kind of the workbook: its key in the catalogue."""


def drawn(seed: int) -> Circumstances:
    """A survey with as many features, people and letters as may be; every third is a template.

    Few people are drawn for a template, because what is judged is its map.
    """
    rng = np.random.default_rng(seed)
    kind = "report" if seed % 3 else "template"
    return Circumstances(
        kind,
        int(rng.integers(3, 61)),
        int(rng.integers(5, 301 if kind == "report" else 31)),
        int(rng.integers(3, 61)),
        LANGUAGES[seed % len(LANGUAGES)],
        VERDICTS[int(rng.integers(2))],
        seed,
    )


def crowded(
    surveys: Sequence[Circumstances], judge: Judge, folder: Path
) -> dict[Circumstances, Findings]:
    """What lies over the labels of each survey's map."""
    books = [map_alone(write(each, folder), each) for each in surveys]
    return {
        survey: {one: pages for one, pages in findings.items() if one.kind in CROWDED}
        for survey, findings in zip(surveys, judge.crowded(books), strict=True)
    }


def map_alone(book: Path, circumstances: Circumstances) -> Path:
    """A workbook as it is, but with all sheets hidden that have no map."""
    shown = text(circumstances.language, _SHEETS[circumstances.kind])
    target = book.with_name(f"map-{book.name}")
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(target, "w") as made:
        for item in source.infolist():
            content = source.read(item)
            if item.filename == "xl/workbook.xml":
                content = _hidden(content.decode(), shown).encode()
            made.writestr(item, content)
    return target


def _hidden(workbook: str, shown: str) -> str:
    """The part of a workbook with all sheets hidden but one, which is in view."""
    tags = re.findall(r"<sheet [^>]*/>", workbook)
    names = [re.search(r' name="([^"]*)"', tag)[1] for tag in tags]  # type: ignore[index]
    for name, tag in zip(names, tags, strict=True):
        bare = re.sub(r' state="\w+"', "", tag)
        state = "" if name == shown else ' state="hidden"'
        workbook = workbook.replace(tag, f"{bare[:-2]}{state}/>")
    view = f'<workbookView activeTab="{names.index(shown)}"/>'
    return re.sub(r"<workbookView[^>]*/>", view, workbook)
