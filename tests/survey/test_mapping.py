"""The mapping file: what is saved can be edited, given back, and takes the place of recognition."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano_xl.errors import SettingsError
from kano_xl.languages import LANGUAGES
from kano_xl.survey.inspecting import understand_sheet
from kano_xl.survey.mapping import ColumnName, MappedFeature, Mapping
from kano_xl.survey.mapping_file import Skeleton, load, to_toml
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.sheet import Sheet
from sample_surveys import DISLIKE, LIKE, MUST, NEUTRAL, columns, names, pairs, sheet, survey
from tests.simulated_surveys import simulate

GRID = sheet(
    ["Name", "Green energy", "Diesel", "Rating", "Rating 2"],
    ["Ann", LIKE, DISLIKE, "great", "so-so"],
    ["Bob", MUST, DISLIKE, "great", "awful"],
)
MAPPING = """
layout = "columns"

[[feature]]
name = "Energy"
functional = "C"
dysfunctional = { header = "Green energy", column = "B" }

[[feature]]
name = "评分"
functional = "Rating"
dysfunctional = "Rating 2"

[answers]
"Great!" = 1
so-so = 3
awful = 0
"""


def mapping(tmp_path: Path, text: str) -> Mapping:
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_it_overrides_recognition(tmp_path: Path) -> None:
    found = read_sheet(GRID, mapping=mapping(tmp_path, MAPPING))
    assert names(found) == ["Energy", "评分"]
    assert pairs(found) == [[(5, 1), (5, 2)], [(1, 3), (1, 0)]]
    assert found.source.layout == ("mapped",)
    assert not [problem for problem in found.problems if problem.code == "answer_unreadable"]


def test_a_column_is_found_where_it_has_moved(tmp_path: Path) -> None:
    moved = sheet(*([row[0], "x", *row[1:]] for row in GRID.rows))
    moved.rows[0][1] = "New"
    text = MAPPING.replace('"C"', '{ header = "Diesel", column = "C" }')
    found = read_sheet(moved, mapping=mapping(tmp_path, text))
    assert pairs(found)[0] == [(5, 1), (5, 2)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_understood_comes_back(tmp_path: Path, language: str) -> None:
    grid = sheet(
        ["Exported in May"],
        [
            "Time",
            "快速转账（正向）",
            "快速转账（反向）",
            "快速转账（重要性）",
            'Wi"Fi\\ [F]',
            'Wi"Fi\\ [D]',
        ],
        ["9:00", "喜欢", "不喜欢", 9, 1, 5],
        ["9:01", "无所谓", "喜欢", 3, 3, 4],
        *([f"9:{minute}", "看情况", "不喜欢", 3, 3, "ann@example.com"] for minute in range(10, 13)),
    )
    first = understand_sheet(grid)
    content = first.to_toml(language)
    (tmp_path / "mapping.toml").write_text(content, encoding="utf-8")
    text = (tmp_path / "mapping.toml").read_text(encoding="utf-8")
    assert "ann@example.com" not in text
    assert '"看情况" = ""' in text
    text = text.replace('"看情况" = ""', '"看情况" = "neutral"\n"ann@example.com" = 0')
    (tmp_path / "mapping.toml").write_text(text, encoding="utf-8")
    again = understand_sheet(grid, mapping=load(tmp_path / "mapping.toml"))
    assert columns(again) == columns(first)
    assert [pair.importance and pair.importance.letter for pair in again.pairs] == ["D", None]
    assert pairs(read_sheet(grid, mapping=load(tmp_path / "mapping.toml"))) == [
        [(1, 5), (3, 1), (3, 5), (3, 5), (3, 5)],
        [(1, 5), (3, 4), (3, 0), (3, 0), (3, 0)],
    ]


@pytest.mark.parametrize(
    "grid",
    [
        sheet(["respondent", "feature", "functional", "dysfunctional"], [1, "Bus", 1, 5]),
        sheet(["respondent", "feature", "side", "answer"], [1, "Bus", "f", 1], [1, "Bus", "d", 5]),
        sheet(["Feature", *"AOMIRQ"], ["Bus", 1, 2, 3, 4, 5, 6], ["Total", 1, 2, 3, 4, 5, 6]),
    ],
)
def test_features_of_other_layouts_can_be_renamed(tmp_path: Path, grid: Sheet) -> None:
    text = understand_sheet(grid).to_toml("en")
    assert 'name = "Bus"' in text
    renamed = mapping(tmp_path, text.replace('name = "Bus"', 'name = "Coach"'))
    found = read_sheet(grid, mapping=renamed)
    assert names(found) == ["Coach"]
    first = read_sheet(grid).counts()
    assert found.counts().n.tolist() == first.n.tolist()


@pytest.mark.parametrize(
    ("change", "to", "code"),
    [
        ('"C"', '"Dissel"', "mapping_column_unknown"),
        ('"C"', '"ZZ"', "mapping_letter_unknown"),
        ('"C"', '"B"', "mapping_column_twice"),
        ('"C"', "3", "mapping_value"),
        ('"C"', "{ letter = 'C' }", "mapping_value"),
        ('functional = "C"', "", "mapping_key_missing"),
        ('functional = "C"', 'funktional = "C"', "mapping_key"),
        ('"Energy"', '"评分"', "mapping_name_twice"),
        ('"Energy"', '" "', "mapping_value"),
        ("so-so = 3", "so-so = 6", "mapping_answer"),
        ("so-so = 3", "so-so = true", "mapping_answer"),
        ("so-so = 3", "so-so =", "mapping_not_toml"),
        ('"columns"', '"wide"', "mapping_layout"),
        ('"columns"', '"long"', "mapping_key_missing"),
        ('"columns"', '"columns"\nheader_row = 0', "mapping_value"),
        ('"columns"', '"columns"\nheader_row = 99', "mapping_value"),
        ('"columns"', '"columns"\nheader_row = 2\nfirst_row = 2', "mapping_value"),
        ('"columns"', '"columns"\nanswer = 1', "mapping_key"),
        ("[[feature]]", "[[features]]", "mapping_key"),
    ],
)
def test_impossible_mappings(tmp_path: Path, change: str, to: str, code: str) -> None:
    assert change in MAPPING
    with pytest.raises(SettingsError) as error:
        read_sheet(GRID, mapping=mapping(tmp_path, MAPPING.replace(change, to)))
    assert error.value.code == code
    assert str(error.value).startswith("mapping.toml: ")
    assert all("\n" not in error.value.message(language) for language in LANGUAGES)


def test_did_you_mean(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="did you mean “Diesel”"):
        read_sheet(GRID, mapping=mapping(tmp_path, MAPPING.replace('"C"', '"Dissel"')))


def test_no_feature_and_no_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        mapping(tmp_path, 'layout = "columns"')
    assert error.value.code == "mapping_empty"
    with pytest.raises(SettingsError) as error:
        load(tmp_path / "none.toml")
    assert error.value.code == "mapping_unreadable"
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError) as error:
        load(tmp_path / "binary.toml")
    assert error.value.code == "mapping_unreadable"


@given(
    st.lists(st.text(min_size=1), min_size=1, max_size=4, unique=True),
    st.dictionaries(st.text(), st.integers(0, 5), max_size=4),
)
def test_any_text_survives_as_toml(texts: list[str], answers: dict[str, int]) -> None:
    unknown = [text for text in texts if text not in answers]
    said = Mapping(
        features=tuple(
            MappedFeature(text, ColumnName(text, "A"), ColumnName("", "B"), value=text)
            for text in texts
        ),
        answers=answers,
    )
    data = tomllib.loads(to_toml(said, "zh-Hans", Skeleton(unknown=unknown)))
    assert [feature["name"] for feature in data["feature"]] == texts
    assert [feature["functional"]["header"] for feature in data["feature"]] == texts
    assert data["answers"] == dict.fromkeys(unknown, "") | answers


def test_personal_columns_stay_out(tmp_path: Path) -> None:
    grid = sheet(["Email", "F1_f", "F1_d"], ["ann@example.com", LIKE, NEUTRAL])
    assert "ann@example.com" not in understand_sheet(grid).to_toml("en")
    assert "ann@example.com" not in repr(survey(*grid.rows))


@pytest.mark.parametrize(
    "content",
    [
        "[answers]\na = 0x" + "f" * 900_000,
        "[answers]\n" + "a." * 400_000 + "a = 1",
        "[answers]\n" + '"a" . ' * 150_000 + "a = 1",
        "[answers]\n" + "a." * 15 + "a = 1",
        "a = " + "[" * 100_000,
        "[answers]\na = " + "[" * 300 + "]" * 300,
        "layout = 0x" + "f" * 9_000,
        "a = " + "9" * 10_000,
        "#" * 2_000_000,
    ],
    ids=["hex", "dots", "quoted", "few-dots", "deep", "list", "layout", "digits", "long"],
)
def test_a_mapping_beyond_all_reason_is_told_in_one_line(tmp_path, content):
    path = tmp_path / "pairs.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load(path)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 300


def test_full_stops_in_texts_are_no_names_in_names(tmp_path):
    path = tmp_path / "pairs.toml"
    wording = "a.b." * 40
    path.write_text(f'[answers]\n"{wording}" = 1\n', encoding="utf-8")
    assert load(path).answers == {wording: 1}


@pytest.mark.skipif(os.name == "nt", reason="a pipe of Unix")
def test_a_pipe_is_not_waited_for(tmp_path):
    path = tmp_path / "pairs.toml"
    os.mkfifo(path)
    with pytest.raises(SettingsError) as caught:
        load(path)
    assert caught.value.code == "mapping_unreadable"


SCORED = [(4, 4), (2, -1), (0, 0), (-2, -2), (4, 2), (-1, 4)]
"""Scores, with the codes by hand (Berger et al. 1993): like is 4, and −2 where it is missing."""
SCORED_CODES = [(1, 5), (2, 2), (3, 3), (5, 1), (1, 4), (4, 5)]


@pytest.mark.parametrize(
    "grid",
    [
        pytest.param(sheet(["Bus [F]", "Bus [D]"], *SCORED), id="columns"),
        pytest.param(
            sheet(
                ["respondent", "feature", "functional", "dysfunctional"],
                *([person, "Bus", f, d] for person, (f, d) in enumerate(SCORED)),
            ),
            id="long",
        ),
        pytest.param(
            sheet(
                ["respondent", "feature", "side", "answer"],
                *(
                    [person, "Bus", side, score]
                    for person, both in enumerate(SCORED)
                    for side, score in zip("fd", both, strict=True)
                ),
            ),
            id="answer rows",
        ),
        pytest.param(
            sheet(
                ["Bus [F]", "Car [F]", "Bus [D]", "Car [D]"],
                *([f, f, d, d] for f, d in SCORED),
            ),
            id="blocks",
        ),
    ],
)
def test_scores_come_back_with_their_sides(tmp_path: Path, grid: Sheet) -> None:
    expected = np.zeros((6, 6), int)
    for code_of_f, code_of_d in SCORED_CODES:
        expected[code_of_f, code_of_d] += 1
    saved = understand_sheet(grid).to_toml("en")
    said = tomllib.loads(saved)["answers"]
    assert said["functional"] == {"4": 1, "2": 2, "-1": 4, "-2": 5}
    assert said["dysfunctional"] == {"4": 5, "2": 4, "-1": 2, "-2": 1}
    assert {key: code for key, code in said.items() if isinstance(code, int)} == {"0": 3}
    for found in (read_sheet(grid), read_sheet(grid, mapping=mapping(tmp_path, saved))):
        assert all(cells.tolist() == expected.tolist() for cells in found.counts().n[0])
    again = understand_sheet(grid, mapping=mapping(tmp_path, saved))
    assert tomllib.loads(again.to_toml("en"))["answers"] == said


@pytest.mark.parametrize("seed", range(40))
def test_every_simulated_survey_comes_back(tmp_path: Path, seed: int) -> None:
    grid = sheet(*simulate(seed).rows)
    first = read_sheet(grid)
    again = read_sheet(grid, mapping=mapping(tmp_path, understand_sheet(grid).to_toml("en")))
    assert names(again) == names(first)
    assert again.counts().n.tolist() == first.counts().n.tolist()
