"""The add-in file: accepted by others, safe, and the same wherever it is built."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import olefile
import openpyxl
import pytest
from pyopenvba.vba import decompress

from command import kano
from kano_xl import __version__
from kano_xl.addin.build import workbook_bytes
from kano_xl.addin.texts import text_rows
from kano_xl.addin.vba_project import vba_project


def test_the_open_xml_sdk_finds_nothing_wrong(
    addin: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    assert ooxml_errors(addin) == []


def test_olevba_reads_every_module_as_it_was_written(addin: Path, sources: dict[str, str]) -> None:
    # As a program of its own: as a library it warns of its dependencies.
    command = [sys.executable, "-W", "ignore", "-m", "oletools.olevba", "--json", str(addin)]
    output = subprocess.run(command, capture_output=True, timeout=120, check=False).stdout
    (report,) = [part for part in json.loads(output) if part.get("macros")]
    found = {Path(each["vba_filename"]).stem: each["code"] for each in report["macros"]}
    assert found.keys() == sources.keys()
    for name, source in sources.items():
        written = [line for line in source.splitlines() if not line.startswith("Attribute")]
        assert found[name].split("\n") == written, name
    keywords = {each["keyword"] for each in report["analysis"]}
    assert "Workbook_Open" in keywords
    assert "VBA Stomping" not in keywords


def test_the_project_is_source_alone(addin: Path, sources: dict[str, str]) -> None:
    """No compiled code of another Excel that would be run instead of what the source says."""
    with zipfile.ZipFile(addin) as package:
        content = package.read("xl/vbaProject.bin")
    with olefile.OleFileIO(io.BytesIO(content)) as project:
        assert project.openstream("VBA/_VBA_PROJECT").read() == bytes.fromhex("CC61FFFF000000")
        names = {"/".join(path) for path in project.listdir()}
        assert not [name for name in names if "SRP" in name.upper()]
        for name, source in sources.items():
            # A module that Excel wrote begins with its compiled code, a built one with its text.
            written = decompress(project.openstream(f"VBA/{name}").read()).decode("ascii")
            assert written.replace("\r\n", "\n").endswith(source.rstrip().split("\n\n")[-1] + "\n")
        listing = project.openstream("PROJECT").read().decode("ascii")
    assert "Document=ThisWorkbook/&H00000000" in listing
    assert "Document=Sheet1/&H00000000" in listing


def test_the_references_are_those_that_the_source_needs(addin: Path) -> None:
    from pyopenvba import ExcelFile

    with ExcelFile(addin) as book:
        assert {reference.name for reference in book.references()} == {"stdole", "Office"}
        assert book.vba_project().validate() == []


def test_it_is_an_add_in_with_a_ribbon(addin: Path) -> None:
    with zipfile.ZipFile(addin) as package:
        types = package.read("[Content_Types].xml").decode()
        relations = package.read("_rels/.rels").decode()
        workbook = package.read("xl/workbook.xml").decode()
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    assert "application/vnd.ms-excel.addin.macroEnabled.main+xml" in types
    assert "sheet.macroEnabled" not in types
    assert 'Target="customUI/customUI14.xml"' in relations
    assert 'codeName="ThisWorkbook"' in workbook
    assert 'codeName="Sheet1"' in sheet
    assert "fullCalcOnLoad" not in workbook


def test_the_sheet_of_texts_holds_every_text_as_text(sources: dict[str, str]) -> None:
    """Asked of the workbook before it becomes an add-in, which openpyxl does not read."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(vba_project(sources))))
    cells = [list(row) for row in book["Texts"].iter_rows()]
    assert [tuple(cell.value for cell in row) for row in cells] == text_rows()
    assert {cell.data_type for row in cells for cell in row} == {"s"}


def test_the_versions_it_goes_with_stand_among_its_properties(sources: dict[str, str]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(vba_project(sources))))
    properties = {each.name: each.value for each in book.custom_doc_props.props}
    assert properties == {"kano_xl": __version__, "xlwings": version("xlwings")}


def test_it_is_the_same_wherever_and_whenever_it_is_built(addin: Path, tmp_path: Path) -> None:
    path = tmp_path / "again.xlam"
    code = (
        "import os, sys; os.umask(0o077); from pathlib import Path; "
        "from kano_xl.addin.build import write_addin; write_addin(Path(sys.argv[1]))"
    )
    package = str(Path(__file__).parents[2])
    surroundings = {
        "TZ": "Asia/Shanghai",
        "LANG": "zh_CN.UTF-8",
        "PYTHONHASHSEED": "7",
        "PYTHONPATH": package,
    }
    subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=tmp_path,
        env={**os.environ, **surroundings},
        check=True,
    )
    assert digest(path) == digest(addin)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_no_part_depends_on_a_compressor_or_tells_of_a_machine(addin: Path) -> None:
    with zipfile.ZipFile(addin) as package:
        for entry in package.infolist():
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.create_system == 0
            content = package.read(entry)
            assert str(Path.home()).encode() not in content.replace(b"\0", b"")


def test_the_command_keeps_a_file_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "kano_xl.xlam"
    path.write_bytes(b"mine")
    refused = kano("addin", "build", "-o", path)
    assert (refused.code, path.read_bytes()) == (2, b"mine")
    assert "--overwrite" in refused.err
    done = kano("addin", "build", "-o", path, "--overwrite")
    assert (done.code, str(path) in done.err) == (0, True)
    assert zipfile.is_zipfile(path)


def test_the_command_writes_into_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert kano("addin", "build").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["kano_xl.xlam"]


@pytest.mark.parametrize("name", ["kano.xlsm", "kano", "kano.xlam.zip"])
def test_the_command_refuses_another_kind_of_file(tmp_path: Path, name: str) -> None:
    refused = kano("addin", "build", "-o", tmp_path / name)
    assert refused.code == 2
    assert ".xlam" in refused.err
    assert list(tmp_path.iterdir()) == []
