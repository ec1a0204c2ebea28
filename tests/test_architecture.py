"""What holds for the package as a whole."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import xlsxwriter

import kano_xl

PACKAGE = Path(kano_xl.__file__).parent
ROOT = PACKAGE.parent
LOCKED = ROOT / "install" / "locked"
MODULES = sorted(PACKAGE.rglob("*.py"))


def project() -> dict[str, object]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)["project"]


def package_name(requirement: str) -> str:
    name = re.match(r"[\w.-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()


def pins(name: str) -> dict[str, str]:
    lines = (LOCKED / name).read_text(encoding="utf-8").splitlines()
    return dict(line.split()[0].split("==") for line in lines if "==" in line)


def modules_loaded_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(*(n.partition('.')[0] for n in sys.modules))"
    command = [sys.executable, "-c", code]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_modules_tell_what_they_are(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


def test_public_names_are_sorted_and_there() -> None:
    assert list(kano_xl.__all__) == sorted(kano_xl.__all__)
    assert not [name for name in kano_xl.__all__ if not hasattr(kano_xl, name)]


def test_importing_the_package_is_light() -> None:
    heavy = {
        "charset_normalizer",
        "click",
        "numpy",
        "pandas",
        "pyarrow",
        "python_calamine",
        "rich",
        "scipy",
        "xlsxwriter",
    }
    assert not modules_loaded_by("import kano_xl") & heavy


def test_most_files_are_read_without_guessing_at_an_encoding() -> None:
    reading = "from kano_xl.survey.files.encoding import decode; assert decode('ü'.encode())"
    assert "charset_normalizer" not in modules_loaded_by(reading)


@pytest.mark.parametrize(
    ("suffix", "other_reader"),
    [("csv", "kano_xl.survey.files.xlsx"), ("xlsx", "kano_xl.survey.files.delimited")],
)
def test_an_analysis_imports_what_it_needs_alone(
    suffix: str, other_reader: str, tmp_path: Path
) -> None:
    header = ("Chat [F]", "Chat [D]", "Map [F]", "Map [D]")
    rows = [header, *[("I like it", "I dislike it", "I am neutral", "I can live with it")] * 9]
    survey = tmp_path / f"survey.{suffix}"
    if suffix == "csv":
        survey.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    else:
        with xlsxwriter.Workbook(survey) as book:
            sheet = book.add_worksheet()
            for index, row in enumerate(rows):
                sheet.write_row(index, 0, row)
    report = tmp_path / "report.xlsx"
    code = (
        "import sys; from kano_xl.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: assert not end.code\n"
        "print(*sys.modules)"
    )
    command = [sys.executable, "-c", code, "analyse", str(survey), "-o", str(report), "--quiet"]
    loaded = set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert report.exists()
    assert {"numpy", "xlsxwriter"} <= loaded
    assert not loaded & {
        "charset_normalizer",
        "http.client",
        "kano_xl.survey.files.ods",
        "kano_xl.survey.files.parquet",
        "kano_xl.survey.files.xls",
        "openpyxl",
        "pandas",
        "pyarrow",
        "pyopenvba",
        "python_calamine",
        "rich",
        "scipy",
        "ssl",
        "urllib.request",
        "xlrd",
        "xlwings",
        other_reader,
    }


def test_the_command_line_reads_the_texts_of_its_help_alone() -> None:
    code = (
        "import sys; opened = []\n"
        "sys.addaudithook(lambda event, given: event == 'open' and opened.append(given[0]))\n"
        "import kano_xl.cli\n"
        "print(*opened, sep='\\n')"
    )
    command = [sys.executable, "-c", code]
    opened = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    texts = {Path(name).name for name in opened.splitlines() if name.endswith(".toml")}
    assert texts == {"language.toml", "names.toml", "terminal.toml"}


@pytest.mark.parametrize(("chosen", "threads"), [(None, "1"), ("4", "4")])
def test_numpy_starts_no_threads_unless_it_is_told_to(chosen: str | None, threads: str) -> None:
    code = (
        "import os, sys; from kano_xl.__main__ import main\n"
        "sys.argv = ['kano-xl', '--version']\n"
        "try: main()\n"
        "except SystemExit: print(os.environ['OPENBLAS_NUM_THREADS'], 'numpy' in sys.modules)"
    )
    variables = {k: v for k, v in os.environ.items() if k != "OPENBLAS_NUM_THREADS"}
    variables |= {"OPENBLAS_NUM_THREADS": chosen} if chosen else {}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=variables)
    assert done.stdout.splitlines()[-1] == f"{threads} False"


def test_the_model_needs_numpy_alone() -> None:
    loaded = modules_loaded_by("import kano_xl.model")
    assert not loaded & {"click", "pandas", "python_calamine", "rich", "scipy", "xlsxwriter"}


def imports(path: Path) -> set[str]:
    """The top-level names that a module imports, anywhere in it."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.append(node.module)
    return {name.partition(".")[0] for name in names}


def test_the_libraries_imported_are_the_dependencies_declared() -> None:
    data = project()
    declared = list(data["dependencies"])
    for extra in data["optional-dependencies"].values():
        declared += extra
    outside = set().union(*map(imports, MODULES)) - set(sys.stdlib_module_names) - {"kano_xl"}
    assert outside == {package_name(text).replace("-", "_") for text in declared}


def test_locks_hold_every_dependency_at_one_version() -> None:
    run, everything = pins("run.txt"), pins("test.txt")
    build, pip = pins("build.txt"), pins("pip.txt")
    assert run.items() | build.items() | pip.items() <= everything.items()
    assert {package_name(text) for text in project()["dependencies"]} <= run.keys()
    assert "hatchling" in build
    assert pip.keys() == {"pip"}
    assert len(run) + len(build) + len(pip) == len(run | build | pip)


@pytest.mark.parametrize("lock", sorted(LOCKED.iterdir()), ids=lambda path: path.name)
def test_locks_name_no_address(lock: Path) -> None:
    assert "://" not in lock.read_text(encoding="utf-8")
