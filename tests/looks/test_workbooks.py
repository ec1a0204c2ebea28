"""Reports and templates in all circumstances as they are printed, and maps of random surveys."""

from __future__ import annotations

from itertools import combinations, product
from pathlib import Path

import pytest

from kano_xl import languages
from tests.looks.judge import Finding, Judge
from tests.looks.known import Known, unknown, vanished
from tests.looks.maps import crowded, drawn
from tests.looks.matrix import (
    FEATURES,
    LANGUAGES,
    LETTERS,
    PEOPLE,
    VERDICTS,
    Circumstances,
    answers_of,
    design,
    judged,
    names_of,
    other_languages,
    survey_of,
)

MAPS = 6
"""Random surveys of which the map is judged."""


def test_what_is_found_is_what_is_known(judge: Judge, tmp_path: Path) -> None:
    found = [
        *judged([*design(), *other_languages()], judge, tmp_path).values(),
        *crowded([drawn(seed) for seed in range(MAPS)], judge, tmp_path).values(),
    ]
    findings = {finding for each in found for finding in each}
    new, gone = unknown(findings), vanished(findings)
    assert not new, "found, but not in known.toml"
    assert not gone, "in known.toml, but not found any more: strike it off"


def test_every_two_circumstances_meet() -> None:
    lines = {
        kind: [
            (one.features, one.letters, one.language, one.verdict, one.people)
            for one in design()
            if (one.kind == "template") == (kind == "template")
        ]
        for kind in ("report", "template")
    }
    levels = (FEATURES, LETTERS, LANGUAGES, VERDICTS, PEOPLE)
    for kind, factors in (("report", range(5)), ("template", range(4))):
        for one, other in combinations(factors, 2):
            met = {(line[one], line[other]) for line in lines[kind]}
            assert met == set(product(levels[one], levels[other])), (kind, one, other)
    assert {line[4] for line in lines["template"]} == set(PEOPLE)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letters", LETTERS)
def test_names_differ_and_have_the_letters(language: str, letters: int) -> None:
    names = names_of(max(FEATURES), letters, language)
    assert len(set(names)) == max(FEATURES)
    assert {len(name) for name in names} == {letters}


@pytest.mark.parametrize("circumstances", design(), ids=lambda one: one.name)
def test_surveys_are_as_asked(circumstances: Circumstances) -> None:
    survey = survey_of(circumstances)
    assert len(survey.features) == circumstances.features
    assert survey.answers is not None
    given = answers_of(circumstances)
    assert survey.answers.functional.shape == (circumstances.features, circumstances.people)
    assert (given[:, ::2] == survey.answers.functional.T).all()
    assert (given[:, 1::2] == survey.answers.dysfunctional.T).all()


def test_every_language_is_judged() -> None:
    judged_ones = {one.language for one in (*design(), *other_languages())}
    assert judged_ones == set(languages.LANGUAGES)


def cause(words: str) -> Known:
    return Known("cut", ("Live", "实时结果"), words, "", True)


@pytest.mark.parametrize(
    ("words", "finding", "covered"),
    [
        ("B* shows *", Finding("cut", "Live", "B4 “x (1)” shows “x”"), True),
        ("B* shows *", Finding("cut", "实时结果", "B4 “x” shows “\n”"), True),
        ("B* shows *", Finding("cut", "Summary", "B4 “x” shows “”"), False),
        ("B* shows *", Finding("small", "Live", "B4 “x” shows “”"), False),
        ("B* shows", Finding("cut", "Live", "B4 “x” shows “”"), False),
        ("[B]*", Finding("cut", "Live", "B4"), False),
    ],
)
def test_what_a_cause_covers(words: str, finding: Finding, covered: bool) -> None:
    assert cause(words).covers(finding) is covered
