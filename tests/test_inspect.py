"""``kano-xl inspect``: what it tells, and the mapping file that it saves."""

from __future__ import annotations

from pathlib import Path

import pytest

from command import kano
from kano_xl.examples import example_survey
from kano_xl.languages import LANGUAGES, text
from kano_xl.survey import mapping_file as mapping
from kano_xl.survey.choosing import FORMS

SURVEY = """When,Chat [F],Chat [D],Note
1,I like it,I dislike it,x
2,(skipped),banana,y
"""  # the rest makes the odd answer rare
SURVEY += "3,I like it,I am neutral,z\n" * 30


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY, encoding="utf-8")
    return path


def row_of(output: str, start: str) -> list[str]:
    line = next(line for line in output.splitlines() if line.strip().startswith(start))
    return line.split()


def test_tells_pairs_answers_and_what_is_not_read(survey: Path) -> None:
    outcome = kano("inspect", survey, "--language", "en")
    assert outcome.code == 0
    assert row_of(outcome.out, "Chat")[:5] == ["Chat", "B", "Chat", "[F]", "C"]
    assert row_of(outcome.out, "I like it") == ["I", "like", "it", "1", "like", "31", "B2"]
    assert "no answer" in outcome.out
    assert "banana" not in outcome.out
    assert "not one of the known answers" in " ".join(row_of(outcome.out, "(of fewer than"))
    assert "D Note" in outcome.out
    assert "C3" in outcome.err


def test_a_saved_mapping_is_kept_and_gives_the_same_analysis(survey: Path) -> None:
    saved = survey.parent / "pairs.toml"
    assert kano("inspect", survey, "--save-mapping", saved).code == 0
    assert [feature.name for feature in mapping.load(saved).features] == ["Chat"]
    before = saved.read_bytes()
    assert kano("inspect", survey, "--save-mapping", saved).code == 2
    assert saved.read_bytes() == before
    plain = kano("analyse", survey, "--json", "-", "--quiet").out
    mapped = kano("analyse", survey, "--mapping", saved, "--json", "-", "--quiet").out
    assert (
        plain.split('"features"')[1].split('"warnings"')[0]
        == (mapped.split('"features"')[1].split('"warnings"')[0])
    )


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_personal_data_are_not_shown(language: str) -> None:
    outcome = kano("inspect", example_survey(language), "--language", language)
    assert outcome.code == 0
    assert "@" not in outcome.out + outcome.err
    assert "192.0.2." not in outcome.out + outcome.err


@pytest.mark.parametrize(("language", "role"), [("en", "Category: A"), ("zh-Hans", "属性：A")])
def test_counts_with_a_row_for_each_category(tmp_path: Path, language: str, role: str) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("Kind,Login,Pay\nA,10,20\nO,1,2\nM,3,4\nI,5,6\n", encoding="utf-8")
    outcome = kano("inspect", path, "--language", language)
    assert outcome.code == 0
    assert f"{role} Kind" in outcome.out
    assert "Login" in outcome.out
    assert "Pay" in outcome.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_role_and_layout_has_a_name(language: str) -> None:
    roles = {role for form in FORMS.values() for role in form.KEYS.roles}
    assert "category" in roles
    assert all(text(language, f"terminal.inspect.roles.{role}") for role in roles)
    assert all(text(language, f"names.layout.{form}") for form in FORMS if form != "columns")
