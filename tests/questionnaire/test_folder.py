"""A folder of what the page that works offline saved: one file a person, one survey."""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

from kano_xl import read
from kano_xl.choices import Settings
from kano_xl.questionnaire.asked import QuestionnaireChoices, Segment
from kano_xl.questionnaire.form import questionnaire_of
from kano_xl.questionnaire.listed import ListedFeature

NAMES = ("Instant transfers", "Fingerprint login", "Spending overview, by month", "Card lock")
PEOPLE = 24


def saved(folder: Path, asked: int) -> dict[str, int]:
    """Files of people, each asked about so many features; how many were asked about each."""
    segments = (Segment("Plan?", ("Free", "Pro")),)
    choices = QuestionnaireChoices("de", importance=True, segments=segments, blocks=2)
    form = questionnaire_of([ListedFeature(name) for name in NAMES], choices)
    drawn = random.Random(7)
    found = dict.fromkeys(NAMES, 0)
    for person in range(PEOPLE):
        head, row = (
            ["respondent", "Plan?"],
            [f"p{drawn.getrandbits(40):010x}", ("Free", "Pro")[person % 2]],
        )
        for index in sorted(drawn.sample(range(len(NAMES)), asked)):
            found[NAMES[index]] += 1
            for question in form.pages[index].questions:
                head.append(question.words)
                row.append(drawn.choice(question.options))
        path = folder / f"kano-{row[0]}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL).writerows([head, row])
    return found


def codes(folder: Path) -> set[str]:
    survey = read(folder, Settings(language="de"))
    return {problem.code for problem in survey.problems} - {
        "feature_questionable",
        "pairs_contrary",
        "respondent_questionable",
    }


def test_people_are_asked_about_a_part_and_nothing_is_missing(tmp_path: Path) -> None:
    asked = saved(tmp_path, 2)
    assert min(asked.values()) > 0
    survey = read(tmp_path, Settings(language="de", by="Plan?"))
    assert survey.source.respondents == PEOPLE
    assert survey.groups == ("Free", "Pro")
    assert survey.answers is not None
    given = (survey.answers.functional > 0) & (survey.answers.dysfunctional > 0)
    names = [feature.name for feature in survey.features]
    assert dict(zip(names, given.sum(axis=1).tolist(), strict=True)) == asked
    assert codes(tmp_path) == set()


def test_a_gap_in_a_file_is_told_all_the_same(tmp_path: Path) -> None:
    saved(tmp_path, 2)
    path = sorted(tmp_path.glob("*.csv"))[3]
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, row = csv.reader(file)
    row[2] = ""  # one side of the first feature
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, row])
    assert codes(tmp_path) == {"answers_missing"}
    (missing,) = [
        problem
        for problem in read(tmp_path, Settings(language="de")).problems
        if problem.code == "answers_missing"
    ]
    assert (missing.values["n"], missing.values["missing"]) == (1, 1)


def test_the_same_file_twice_counts_once(tmp_path: Path) -> None:
    saved(tmp_path, len(NAMES))
    first = sorted(tmp_path.glob("*.csv"))[0]
    shutil.copy(first, tmp_path / "kano-again.csv")
    assert read(tmp_path, Settings(language="de")).source.respondents == PEOPLE
    assert len(codes(tmp_path)) == 1
