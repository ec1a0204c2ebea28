"""The example surveys: made anew they are the same, and both languages hold one survey."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import kano_xl
import make_examples
from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.languages import LANGUAGES, traits_of
from kano_xl.survey.reading import read
from kano_xl.survey.survey import Survey

WORKBOOK = Path(kano_xl.__file__).parent.parent / "workbook"
EXAMPLES = WORKBOOK / "examples"
ENGLISH, CHINESE, LONG = (
    EXAMPLES / name for name in ("bank-app-en.xlsx", "bank-app-zh.xlsx", "bank-app-long.csv")
)


@pytest.fixture(scope="module")
def english() -> Survey:
    return read([ENGLISH], Settings())


@pytest.fixture(scope="module")
def chinese() -> Survey:
    return read([CHINESE], Settings(language="zh-Hans"))


def content(path: Path) -> dict[str, bytes]:
    """The parts of a workbook: how well they are packed differs between zlib's versions."""
    if path.suffix != ".xlsx":
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_made_anew_they_are_the_same(tmp_path: Path) -> None:
    make_examples.make(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        path.name for path in EXAMPLES.iterdir()
    )
    for shipped in EXAMPLES.iterdir():
        assert content(tmp_path / shipped.name) == content(shipped), shipped.name


@pytest.mark.parametrize("path", [ENGLISH, CHINESE], ids=lambda path: path.name)
def test_they_are_valid_workbooks(path: Path, ooxml_errors: Callable[[Path], list[str]]) -> None:
    assert ooxml_errors(path) == []


def test_every_language_has_an_example_of_its_own_with_all_its_words() -> None:
    files = [traits_of(language).example for language in LANGUAGES]
    assert len(set(files)) == len(files)
    assert all((EXAMPLES / name).exists() for name in files)
    first, *others = map(make_examples.words_of, LANGUAGES)
    for words in others:
        assert words.keys() == first.keys()
        for key, value in words.items():
            assert type(value) is type(first[key])
            if isinstance(value, list) and key != "before":
                assert len(value) == len(first[key]), key


def test_people_in_them_are_invented() -> None:
    """Addresses that belong to nobody: RFC 2606 names and RFC 5737 numbers."""
    words = b"".join(b"".join(content(path).values()) for path in (ENGLISH, CHINESE)).decode()
    emails = set(re.findall(r"[\w.]+@[\w.]+", words))
    numbers = set(re.findall(r"\d+\.\d+\.\d+\.\d+", words))
    assert len(emails) == len(numbers) == 200
    assert all(email.endswith("@example.com") for email in emails)
    assert all(number.startswith("192.0.2.") for number in numbers)


def test_both_languages_give_the_same_numbers(english: Survey, chinese: Survey) -> None:
    ours = analyse(english)
    theirs = analyse(chinese)

    def without_name(result: object) -> dict[str, object]:
        return {name: getattr(result, name) for name in result.__slots__ if name != "name"}

    assert len(ours.features) == 12
    assert [without_name(result) for result in ours.features] == [
        without_name(result) for result in theirs.features
    ]


def test_names_are_cut_out_of_the_questions(english: Survey, chinese: Survey) -> None:
    for survey, language in ((english, "en"), (chinese, "zh-Hans")):
        expected = [name.lower() for name in make_examples.words_of(language)["features"]]
        assert [feature.name.lower() for feature in survey.features] == expected


def test_counts_are_those_that_were_drawn(english: Survey) -> None:
    drawn = np.zeros((12, 6, 6), int)
    code_of = {make_examples.MISSPELT: 2, make_examples.UNREADABLE: 0, make_examples.ERROR: 0}
    for person in make_examples.sent(make_examples.draw()):
        for index, pair in enumerate(person.answers):
            functional, dysfunctional = (code_of.get(code, code) for code in pair)
            drawn[index, functional, dysfunctional] += 1
    assert english.source.respondents == 201
    np.testing.assert_array_equal(english.counts().n[0], drawn)


def test_the_long_file_is_the_same_survey_without_the_repeated_row(english: Survey) -> None:
    once = read([ENGLISH], Settings(exclude=("duplicates",)))
    long = read([LONG], Settings())
    assert once.excluded == {"duplicates": 1}
    np.testing.assert_array_equal(long.counts().n, once.counts().n)


def test_the_categories_are_evident(english: Survey) -> None:
    """What the features are made to be; two are made close on purpose."""
    results = {result.name.lower(): result for result in analyse(english).features}
    letters = "MAOIMOAMMAOR"
    assert "".join(str(result.category) for result in results.values()) == letters
    open_ones = {name for name, result in results.items() if result.verdict == "open"}
    assert open_ones == {"market insights by video", "login by fingerprint or face"}


def test_dirt_is_told_with_its_cell(english: Survey, chinese: Survey) -> None:
    """The unreadable answer, the error cell, the repeated row and the straight-liner."""
    for survey, cells in ((english, {"Q87", "Z152"}), (chinese, {"V87", "AE152"})):
        told = {problem.place.cell for problem in survey.problems}
        assert cells <= told
        rows = {int(re.sub(r"\D", "", cell)) for cell in told if cell}
        assert {104, 133} <= rows


def test_one_feature_is_something_else_to_each_segment(english: Survey) -> None:
    """Who is in which segment goes by that feature alone; with all together it is open."""
    for path, segment, factor, language in (
        (ENGLISH, "Segment", "Factor", "en"),
        (CHINESE, "客户类别", "系数", "zh-Hans"),
    ):
        for weight in (None, factor):
            settings = Settings(by=segment, weight=weight, language=language)
            found = analyse(read([path], settings), settings)
            (differing,) = found.differences()
            place = [each.name for each in found.features].index(differing.feature)
            assert place == make_examples.SPLITTING
            letters = [group.features[place].category for group in found.groups]
            assert letters == ["A", "I", "I"]
            assert all(group.features[place].verdict == "clear" for group in found.groups)
            assert found.is_weighted == (weight is not None)
