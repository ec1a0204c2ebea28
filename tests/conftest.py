"""Other programs as judges of our workbooks: the Open XML SDK and LibreOffice.

`install/develop.py test` puts both where this file looks for them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import hypothesis
import openpyxl
import pypdfium2
import pytest
import xlwings

# How long an example takes says more of the machine than of us. Every run tries the same
# examples, so that red means a change; `--hypothesis-profile=search` tries new ones.
hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None)
hypothesis.settings.load_profile("same")

CellValues = dict[str, object]

INSTALL = "run: python3 install/develop.py test"

# 0 is "always": without it LibreOffice shows the stored values and proves nothing.
RECALCULATE_ON_LOAD = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class LibreOffice:
    """A LibreOffice of its own profile, so that parallel test workers do not meet.

    It gets the environment variables that are given, or ours.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        program = shutil.which("soffice")
        if program is None:
            pytest.fail(f"LibreOffice is not installed; {INSTALL}", pytrace=False)
        self._program = program
        self._folder = folder
        self._environment = environment
        self._profile = folder / "profile"
        (self._profile / "user").mkdir(parents=True)
        settings = self._profile / "user" / "registrymodifications.xcu"
        settings.write_text(RECALCULATE_ON_LOAD, encoding="utf-8")
        self._runs = 0

    def convert(self, paths: Sequence[Path], kind: str) -> list[Path]:
        """The files as ``kind``, in the order given, recalculated on loading.

        One start serves all of them, which is most of the time it takes.
        """
        self._runs += 1
        source = self._folder / f"from-{self._runs}"
        target = self._folder / f"to-{self._runs}"
        source.mkdir()
        # Numbered copies, because names may repeat and LibreOffice names results by them.
        copies = [
            Path(shutil.copy(path, source / f"{index}{path.suffix}"))
            for index, path in enumerate(paths)
        ]
        done = subprocess.run(
            [
                self._program,
                f"-env:UserInstallation={self._profile.as_uri()}",
                "--headless",
                "--norestore",
                "--convert-to",
                kind,
                "--outdir",
                str(target),
                *map(str, copies),
            ],
            capture_output=True,
            text=True,
            env=self._environment,
            timeout=600,
            check=False,
        )
        results = [target / f"{copy.stem}.{kind}" for copy in copies]
        missing = [
            str(path) for path, made in zip(paths, results, strict=True) if not made.exists()
        ]
        assert not missing, f"LibreOffice cannot open {missing}: {done.stdout}{done.stderr}"
        return results


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """LibreOffice, for tests that convert several files in one call."""
    return LibreOffice(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def recalculated(office: LibreOffice) -> Callable[[Path], dict[str, CellValues]]:
    """A function from a workbook to its values as LibreOffice computes them.

    The result is by sheet, then by cell address: ``recalculated(path)["Summary"]["B3"]``;
    empty cells are left out, errors are texts such as ``#DIV/0!``.
    """
    return lambda path: cell_values(office.convert([path], "xlsx")[0])


def cell_values(path: Path) -> dict[str, CellValues]:
    """The stored values of a workbook, by sheet and cell address, empty cells left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's about extensions it does not keep
        book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            cell.coordinate: cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in book.worksheets
    }


@pytest.fixture(scope="session")
def rendered(
    office: LibreOffice, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path], list[Path]]:
    """A function from a workbook to pictures of its printed pages, as PNG files."""

    def pages(path: Path) -> list[Path]:
        folder = tmp_path_factory.mktemp("pages")
        document = pypdfium2.PdfDocument(office.convert([path], "pdf")[0])
        try:
            pictures = []
            for index, page in enumerate(document):
                pictures.append(folder / f"{index + 1:03}.png")
                page.render(scale=1.5).to_pil().save(pictures[-1])
            return pictures
        finally:
            document.close()

    return pages


@pytest.fixture(scope="session")
def ooxml_errors() -> Callable[[Path], list[str]]:
    """A function from a workbook to what the Open XML SDK finds wrong with it."""
    folder = Path(sys.prefix, "npm", "node_modules", "@xarsh")
    programs = sorted(folder.glob(f"ooxml-validator-*/ooxml-validator{'.exe' * (os.name == 'nt')}"))
    if not programs:
        pytest.fail(f"the Open XML validator is not installed; {INSTALL}", pytrace=False)

    def errors(path: Path) -> list[str]:
        command = [str(programs[0]), str(path)]
        output = subprocess.run(command, capture_output=True, timeout=120, check=False).stdout
        verdict = json.loads(output)  # the exit code is 0 for broken files too
        found = [f"{error['path']}: {error['description']}" for error in verdict["errors"]]
        return found if verdict["ok"] or found else ["not ok, for no reason given"]

    return errors


@pytest.fixture(scope="session")
def excel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xlwings.App]:
    """An application of xlwings: LibreOffice behind the engine of `libreoffice.engine`.

    It is shared by the whole session; a test closes the workbooks that it opens.
    """
    from libreoffice.engine import started

    with started(tmp_path_factory.mktemp("excel")) as app:
        yield app


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    """A workbook with a sheet of the user's own."""
    book = excel.books.add()
    book.sheets[0].name = "Mine"
    book.sheets[0]["A1:B2"].value = [["mine", 1], ["too", 2.5]]
    yield book
    for each in list(excel.books):
        each.close()
