"""Labels too long for a chart are cut to names that still differ; equal labels are refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kano_xl import InputError
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.tables.naming import LONGEST, width
from sample_surveys import DISLIKE, LIKE, sheet, survey

STEM = "The mobile application shows the balance of all my accounts on the"
PAGES = [f"{STEM} first page", f"{STEM} second page"]
CHINESE = [f"手机银行的首页显示我所有账户的余额以及最近三个月的{what}" for what in ("支出", "收入")]
ENDLESS = [f"{STEM} {'x' * 300}{end}" for end in "ab"]

Rows = list[list[object]]


def down(labels: list[str]) -> Rows:
    return [["Feature", *"AOMI"], *([label, 10, 20, 3, n] for n, label in enumerate(labels))]


def across(labels: list[str]) -> Rows:
    counts = [[10, 20], [3, 4], [5, 6], [7, 8]]
    return [
        ["Kind", *labels],
        *([letter, *row] for letter, row in zip("AOMI", counts, strict=True)),
    ]


def letters(labels: list[str]) -> Rows:
    return [["id", *labels], [1, "A", "M"], [2, "A", "M"], [3, "O", "I"]]


def long(labels: list[str]) -> Rows:
    answers = [[label, LIKE, DISLIKE] for label in labels for _ in range(3)]
    return [["feature", "functional", "dysfunctional"], *answers]


@pytest.mark.parametrize(
    "layout", [down, across, letters, long], ids=["down", "across", "letters", "long"]
)
@pytest.mark.parametrize("labels", [PAGES, CHINESE, ENDLESS], ids=["pages", "Chinese", "endless"])
def test_labels_that_differ_at_their_ends(
    layout: Callable[[list[str]], Rows], labels: list[str]
) -> None:
    found = survey(*layout(labels))
    names = [feature.name for feature in found.features]
    assert len({name.casefold() for name in names}) == 2
    assert found.counts().features == tuple(names)
    assert all(width(name) <= LONGEST + len("… (2)") for name in names)


@pytest.mark.parametrize("layout", [down, across, letters], ids=["down", "across", "letters"])
def test_the_name_says_what_differs(layout: Callable[[list[str]], Rows]) -> None:
    found = survey(*layout(PAGES))
    assert [feature.name for feature in found.features] == ["First", "Second"]


@pytest.mark.parametrize(
    ("layout", "cell"),
    [(down, "A3"), (across, "C1"), (letters, "C1")],
    ids=["down", "across", "letters"],
)
@pytest.mark.parametrize("labels", [["Bus", "bus"], ["Bus", "Bus."], [PAGES[0], PAGES[0]]])
def test_equal_labels_are_refused(
    layout: Callable[[list[str]], Rows], cell: str, labels: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        read_sheet(sheet(*layout(labels)))
    assert (caught.value.code, caught.value.place.cell) == ("duplicate_feature", cell)
