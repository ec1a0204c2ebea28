"""A fixed sample of what `install/develop.py fuzz` tries, and that it finds what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.fuzz.__main__ import bombs, call, mutations
from tests.fuzz.bombs import BOMBS
from tests.fuzz.pool import CONTROL, LINES, MEMORY, SLOW, TRACEBACK, Case, Result, run_all, run_each
from tests.fuzz.seeds import SEEDS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nothing measures it there")

QUICK = [
    name
    for name in BOMBS
    # These take long to make, or nearly the 10 seconds that they may.
    if name
    not in {
        "styles-1.5-gib.xlsx", "inline-text-900-mib.xlsx", "shared-texts-29-million.xlsx",
        "rows-90-million.xlsx", "depth-20-million.xlsx", "sheets-3000-of-one-part.xlsx",
        "blank-cells.ods", "comments-900-mib.ods", "rows-20-million.csv", "page-1.5-gb.parquet",
        "list-60-million.parquet", "rows-19-million.parquet", "counting-19-million.parquet",
    }
]  # fmt: skip


def explode(name: str, folder: Path, without: Sequence[str] = ()) -> Result:
    (result,) = run_each(bombs(folder, name), without)
    return result


@pytest.mark.parametrize("kind", SEEDS)
def test_seeds_are_healthy(kind: str, tmp_path: Path) -> None:
    survey, path = tmp_path / "survey.csv", tmp_path / f"file.{kind}"
    survey.write_bytes(SEEDS["csv"]())
    path.write_bytes(SEEDS[kind]())
    (result,) = run_each([Case(kind, kind, call(path, 0, survey))])
    assert (result.code, result.faults) == (0, []), result.err
    assert '"name": "Chat"' in result.out


def test_damaged_files(tmp_path: Path) -> None:
    results = list(run_all(mutations(tmp_path, 450), 2))
    assert len(results) == 450
    assert not {result.case.name: result.faults for result in results if result.faults}
    # Damage that is refused at once tries nothing; the other half is read to its end.
    assert sum(result.code == 0 for result in results) > 100


@pytest.mark.parametrize("name", QUICK)
def test_bombs(name: str, tmp_path: Path) -> None:
    result = explode(name, tmp_path)
    assert not result.faults, (result.seconds, result.peak, result.err)


@pytest.mark.parametrize(
    ("name", "without", "faults"),
    [
        ("rows-6-million.parquet", "limits", {MEMORY}),
        ("depth-7-million.ods", "limits", {MEMORY}),
        ("names-in-names.toml", "limits", {SLOW, TRACEBACK}),  # memory or time, whichever ends
        ("sheet-name.ods", "filter", {CONTROL}),
        ("sheet-name.xls", "filter", {CONTROL}),
    ],
)
def test_what_is_unprotected_is_found(
    name: str, without: str, faults: set[str], tmp_path: Path
) -> None:
    assert faults & {*explode(name, tmp_path, [without]).faults}


def test_several_lines_are_a_fault() -> None:
    case = Case("csv", "a.csv", ())
    assert Result(case, 2, err="one\ntwo\n").faults == [LINES]
    assert Result(case, 2, err="one\n").faults == []
