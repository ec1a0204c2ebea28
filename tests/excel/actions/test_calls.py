"""How often Analyse calls Excel: each call is a journey to another process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
import xlwings

from kano_xl.excel.actions.analysing import analyse
from libreoffice.counting import counting
from sample_surveys import DISLIKE, LIKE, LIVE, MUST, NEUTRAL

ANSWERS = np.array((LIKE, MUST, NEUTRAL, LIVE, DISLIKE))
PEOPLE = 30
AT_MOST = {12: (1_150, 2_000), 60: (1_150, 2_600)}
"""Features → calls of a first and of a later run."""


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    book = excel.books.add()
    yield book
    for each in list(excel.books):
        each.close()


def survey(features: int) -> list[list[object]]:
    """Answers of every kind to some features."""
    rng = np.random.default_rng(features)
    codes = np.stack(
        [rng.choice(5, (PEOPLE, features), p=p) for p in ((0.4, 0.2, 0.2, 0.1, 0.1), (0.2,) * 5)],
        axis=2,
    )
    header = ["ID", *(f"Feature {n} [{side}]" for n in range(1, features + 1) for side in "FD")]
    people = ANSWERS[codes.reshape(PEOPLE, -1)].tolist()
    return [header, *([number, *row] for number, row in enumerate(people, 1))]


def calls(book: xlwings.Book) -> Counter[str]:
    with pytest.MonkeyPatch.context() as patch:
        counted = counting(patch)
        assert analyse(book, (), "en").kind == "done"
    return counted


@pytest.mark.parametrize("features", AT_MOST)
def test_analysing_calls_excel_no_more_than_it_must(features: int, book: xlwings.Book) -> None:
    book.sheets[0]["A1"].value = survey(features)
    runs = [calls(book) for _ in range(2)]
    for counted, most in zip(runs, AT_MOST[features], strict=True):
        assert counted.total() <= most, counted.most_common(12)
    # What grows with the features are the rows whose heights differ, and nothing else.
    assert runs[1]["Sheet.range"] < 700
    assert runs[1]["Names.snapshot"] < 100
