"""The files of a folder: which are read, in which order, and what is said of the others."""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from command import Outcome, kano
from kano_xl import InputError, read
from kano_xl.choices import Settings
from kano_xl.examples import example_survey
from kano_xl.languages import LANGUAGES
from kano_xl.teams.folder import natural
from sample_surveys import DISLIKE, LIKE, LIVE, MUST, NEUTRAL

WORDS = (LIKE, MUST, NEUTRAL, LIVE, DISLIKE)
FEATURES = ("Chat", "Dark mode")


def team(
    path: Path,
    people: int,
    features: Sequence[str] = FEATURES,
    ids: Sequence[object] = (),
    header: str = "Respondent ID",
) -> Path:
    """A file of answers, all drawn by its name; Chat is liked and missed by everybody."""
    drawn = random.Random(path.name)
    rows: list[list[object]] = [[f"{name} [{side}]" for name in features for side in "FD"]]
    for _ in range(people):
        pair = [LIKE, DISLIKE]
        rows.append([*pair, *drawn.choices(WORDS, k=2 * len(features) - 2)])
    if ids:
        rows = [[each, *row] for each, row in zip([header, *ids], rows, strict=True)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def analysed(*arguments: str | Path) -> dict[str, object]:
    outcome = kano("analyse", *arguments, "--json", "-", "--quiet")
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def told(found: dict[str, object]) -> Counter[str]:
    warnings: list[dict[str, str]] = found["warnings"]  # type: ignore[assignment]
    return Counter(each["code"] for each in warnings)


def numbers(found: dict[str, object]) -> dict[str, int]:
    """Feature → how many answered it."""
    return {each["name"]: each["n"] for each in found["features"]}  # type: ignore[attr-defined]


def files(found: dict[str, object]) -> list[str]:
    return found["source"]["files"]  # type: ignore[index]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three teams, of which one has a feature more, and all that lies about besides."""
    folder = tmp_path / "surveys"
    (folder / "older").mkdir(parents=True)
    team(folder / "team2.csv", 20)
    team(folder / "team10.csv", 12, ("chat", "Dark  mode", "Maps"))
    shutil.copy(team(folder / "team1.csv", 8), folder / "team1.xlsx")
    (folder / "notes.docx").write_bytes(b"words")
    (folder / "~$team2.xlsx").write_bytes(b"x")
    (folder / ".hidden.csv").write_text("x", encoding="utf-8")
    (folder / "desktop.ini").write_text("x", encoding="utf-8")
    (folder / "half.csv").write_text("Chat [F],Chat [D]\n", encoding="utf-8")
    (folder / "empty.csv").write_bytes(b"")
    return folder


def test_a_folder_is_one_survey_and_its_files_are_named(folder: Path) -> None:
    found = analysed(folder)
    assert files(found) == ["team1.csv", "team2.csv", "team10.csv"]
    assert found["source"]["respondents"] == 40  # type: ignore[index]
    # By the name in the first file, whatever the case and the blanks.
    assert numbers(found) == {"Chat": 40, "Dark mode": 40, "Maps": 12}
    chat = found["features"][0]  # type: ignore[index]
    assert chat["counts"]["O"] == 40
    assert told(found) >= Counter(
        # A workbook that is none, a file without answers, an empty one.
        file_left_out=3,
        files_skipped_other_kind=1,
        files_skipped_lock=1,
        files_skipped_folder=1,
        features_differ=2,
    )
    where = {each["where"] for each in found["warnings"] if each["code"] == "file_left_out"}  # type: ignore[attr-defined]
    assert where == {"team1.xlsx", "half.csv", "empty.csv"}
    assert ".hidden" not in json.dumps(found)
    assert "desktop" not in json.dumps(found)


def test_the_files_are_groups(folder: Path) -> None:
    groups = analysed(folder, "--by", "@file")["groups"]
    assert [(each["name"], each["respondents"]) for each in groups] == [  # type: ignore[attr-defined]
        ("team2.csv", 20),
        ("team10.csv", 12),
        ("team1.csv", 8),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_left_out_is_said_in_the_language_with_the_reason(
    folder: Path, language: str, tmp_path: Path
) -> None:
    outcome = kano("analyse", folder, "-o", tmp_path / "r.xlsx", "--language", language)
    assert outcome.code == 0, outcome.err
    lines = outcome.err.splitlines()
    for name in ("half.csv", "empty.csv", "team1.xlsx", "notes.docx", "~$team2.xlsx", "older"):
        assert sum(name in line for line in lines) == 1, name
    (half,) = (line for line in lines if "half.csv" in line)
    assert "A2" in half
    if language != "en":
        assert "there is" not in outcome.err


def test_its_own_reports_are_passed_over_and_may_be_written_anew(folder: Path) -> None:
    report = folder / "report.xlsx"
    assert kano("analyse", folder, "-o", report, "--quiet").code == 0
    waves = folder / "waves.xlsx"
    both = [folder / "team2.csv", folder / "team10.csv"]
    assert kano("compare", *both, "-o", waves, "--quiet", "--language", "de").code == 0
    (line,) = (
        each["message"]
        for each in analysed(folder)["warnings"]  # type: ignore[attr-defined]
        if each["code"] == "files_skipped_report"
    )
    assert "report.xlsx, waves.xlsx" in line
    assert kano("analyse", folder, "-o", report, "--quiet").code == 2
    again = kano("analyse", folder, "-o", report, "--overwrite", "--language", "en")
    assert again.code == 0
    assert "report.xlsx" in again.err
    assert numbers(analysed(folder)) == {"Chat": 40, "Dark mode": 40, "Maps": 12}
    # A survey in the folder is never written over.
    survey = (folder / "team2.csv").rename(folder / "team2.txt")
    outcome = kano("analyse", folder, "--json", survey, "--overwrite", "--language", "en")
    assert outcome.code == 2
    assert "one of the files to be read" in outcome.err


def test_without_o_the_report_lies_beside_the_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert kano("analyse", ".", "--quiet").code == 0
    assert (folder.parent / "surveys-kano.xlsx").stat().st_size > 10_000
    # A variable that is not set is no folder.
    assert kano("analyse", "", "--quiet").code == 2


def test_files_of_one_name_are_two_groups(tmp_path: Path) -> None:
    for name in ("north", "south"):
        (tmp_path / name).mkdir()
        team(tmp_path / name / "export 20260301123456.csv", 8)
    team(tmp_path / "c.csv", 9)
    found = analysed(tmp_path / "north", tmp_path / "south", tmp_path / "c.csv", "--by", "@file")
    names = [(each["name"], each["respondents"]) for each in found["groups"]]  # type: ignore[attr-defined]
    first = "export 20260301123456.csv"
    assert names == [("c.csv", 9), (first, 8), (f"{first} (2)", 8)]


def refused(*arguments: str | Path) -> Outcome:
    outcome = kano("analyse", *arguments, "--language", "en")
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1
    return outcome


def test_folders_without_a_survey_are_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no file in this folder may hold a survey" in refused(empty).err
    assert kano("inspect", empty, "--language", "en").code == 2
    for number in range(5):
        (empty / f"half{number}.csv").write_text("Chat [F],Chat [D]\n", encoding="utf-8")
    told = refused(empty).err
    assert [f"half{number}.csv" in told for number in range(5)] == [True, True, True, False, False]
    assert "and 2 more files" in told
    assert not list(tmp_path.glob("*.xlsx"))


def test_one_file_is_enough(tmp_path: Path) -> None:
    team(tmp_path / "a.csv", 9)
    assert numbers(analysed(tmp_path)) == {"Chat": 9, "Dark mode": 9}


def test_a_file_that_is_named_must_be_read(folder: Path) -> None:
    assert "half.csv" in refused(folder / "team2.csv", folder / "half.csv").err
    # One that is named is not read again in its folder.
    assert numbers(analysed(folder / "team2.csv", folder))["Chat"] == 40


def test_links_and_pipes(folder: Path) -> None:
    os.link(folder / "team2.csv", folder / "a copy.csv")
    found = analysed(folder)
    assert numbers(found)["Chat"] == 40
    assert told(found)["files_skipped_twice"] == 1
    if os.name == "nt":
        return
    (folder / "a copy.csv").unlink()
    (folder / "a link.csv").symlink_to("team2.csv")
    (folder / "nowhere.csv").symlink_to("gone.csv")
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.csv")
    found = analysed(folder)
    # Of a file and a link to it, the file is named.
    assert files(found) == ["team1.csv", "team2.csv", "team10.csv"]
    where = {each["where"] for each in found["warnings"] if each["code"] == "file_left_out"}  # type: ignore[attr-defined]
    assert "nowhere.csv" in where
    assert "pipe.csv" in json.dumps(found)


def test_names_are_in_the_order_that_people_expect() -> None:
    names = ["b.csv", "wave 10.csv", "Wave 2.csv", "wave.csv", "9.csv", "wave 02.csv", "wave2x.csv"]
    random.Random(2).shuffle(names)
    assert sorted(names, key=natural) == [
        "9.csv",
        "b.csv",
        "wave2x.csv",
        "Wave 2.csv",
        "wave 02.csv",
        "wave 10.csv",
        "wave.csv",
    ]


def test_a_thousand_files(tmp_path: Path) -> None:
    for number in range(1000):
        team(tmp_path / f"team{number}.csv", 1)
    found = analysed(tmp_path)
    assert numbers(found) == {"Chat": 1000, "Dark mode": 1000}
    assert files(found)[:3] == ["team0.csv", "team1.csv", "team2.csv"]


def test_what_is_known_of_a_folder_is_told_without_analysing_it(folder: Path) -> None:
    outcome = kano("inspect", folder, "--language", "en")
    assert outcome.code == 0
    line = next(line for line in outcome.out.splitlines() if "team10.csv" in line)
    assert line.split()[-2:] == ["3", "12"]
    line = next(line for line in outcome.out.splitlines() if "team2.csv" in line)
    assert line.split()[-3:] == ["2", "20", "Maps"]
    assert "half.csv, A2" not in outcome.err
    assert "half.csv" in outcome.err
    saved = kano("inspect", folder, "--save-mapping", folder / "m.toml", "--language", "en")
    assert (saved.code, (folder / "m.toml").exists()) == (2, False)


def test_what_serves_another_end_is_no_survey(folder: Path) -> None:
    table = folder / "table.csv"
    table.write_text("QAO\nRIM\nRRQ\n", encoding="utf-8")
    assert told(analysed(folder))["file_left_out"] == 4
    assert told(analysed(folder, "--table", table))["file_left_out"] == 3


def test_a_file_of_counts_is_left_out_among_answers(folder: Path) -> None:
    counts = folder / "counts.csv"
    counts.write_text("Feature,A,O,M,I,R,Q\nChat,5,5,5,5,0,0\n", encoding="utf-8")
    found = analysed(folder)
    assert told(found)["file_left_out"] == 4
    assert numbers(found)["Chat"] == 40


def test_template_copies_and_exports_go_together(tmp_path: Path) -> None:
    """The example survey cut in two, as a workbook and as text, is the survey."""
    whole = analysed(example_survey("en"))
    import openpyxl

    rows = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(example_survey("en")).active
    ]
    head, people = rows[0], rows[1:]
    with (tmp_path / "south.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *people[90:]])
    north = openpyxl.Workbook()
    for row in [head, *people[:90]]:
        north.active.append(row)
    north.save(tmp_path / "north.xlsx")
    both = analysed(tmp_path)
    assert files(both) == ["north.xlsx", "south.csv"]
    for one, other in zip(both["features"], whole["features"], strict=True):  # type: ignore[call-overload]
        assert one["counts"] == other["counts"]


def test_python_reads_a_folder_as_the_command_line_does(folder: Path) -> None:
    survey = read(folder)
    assert [feature.name for feature in survey.features] == ["Chat", "Dark mode", "Maps"]
    assert survey.source.respondents == 40
    assert "file_left_out" in {problem.code for problem in survey.problems}
    with pytest.raises(InputError, match=r"half\.csv"):
        read([folder / "team2.csv", folder / "half.csv"])
    one = read([folder / "team2.csv"])
    assert one.source.respondents == 20


def test_more_files_than_groups_are_refused_before_any_is_read(tmp_path: Path) -> None:
    for number in range(201):
        (tmp_path / f"{number}.csv").write_bytes(b"no survey")
    with pytest.raises(InputError) as refused:
        read(tmp_path, Settings(by="@file"))
    assert (refused.value.code, refused.value.values["n"]) == ("files_too_many", 201)
    (tmp_path / "0.csv").unlink()
    with pytest.raises(InputError) as refused:
        read(tmp_path, Settings(by="@file"))
    assert refused.value.code == "folder_unusable_more"
