"""That the judge finds what is broken, and nothing in what is not."""

from __future__ import annotations

from pathlib import Path

from tests.looks.controls import BROKEN, CLEAN, write
from tests.looks.judge import Judge


def test_faults_are_found_and_none_is_made_up(judge: Judge, tmp_path: Path) -> None:
    controls = [*BROKEN, *CLEAN]
    books = [write(control, tmp_path / f"{control.__name__}.xlsx") for control in controls]
    wrong = {}
    for control, found in zip(controls, judge.examine(books, stale=books), strict=True):
        kinds = {finding.kind for finding in found}
        fault, *allowed = BROKEN.get(control, (None,))
        missed, made_up = {fault} - {None, *kinds}, kinds - {fault, *allowed}
        if missed or made_up:
            wrong[control.__name__] = missed, [one for one in found if one.kind in made_up]
    assert not wrong


def test_there_are_many() -> None:
    assert (len(BROKEN), len(CLEAN)) == (24, 6)
