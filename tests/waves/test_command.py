"""kano-xl compare: whatever a wave is given as, the result is the same; and what is refused."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pytest

import make_examples
from command import kano
from kano_xl.languages import LANGUAGES, text, traits_of

BEFORE, AFTER = (
    make_examples.EXAMPLES / name for name in ("bank-app-en.xlsx", "bank-app-en-2.xlsx")
)
SAME = "Market insights by video=Market insight videos"
ANSWERS = (
    "I like it that way",
    "It must be that way",
    "I am neutral",
    "I can live with it that way",
    "I dislike it that way",
)


def compared(*arguments: str | Path) -> dict[str, object]:
    outcome = kano("compare", *arguments, "--json", "-", "--quiet")
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def refused(*arguments: str | Path) -> str:
    outcome = kano("compare", *arguments, "--json", "-")
    assert (outcome.code, outcome.out) == (2, "")
    return outcome.err


@pytest.fixture(scope="module")
def surveys() -> dict[str, object]:
    return compared(BEFORE, AFTER)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("waves")


def analysed(folder: Path, survey: Path, name: str, *options: str) -> Path:
    path = folder / name
    option = "-o" if path.suffix == ".xlsx" else "--json"
    outcome = kano("analyse", survey, option, path, "--quiet", "--overwrite", *options)
    assert outcome.code == 0, outcome.err
    return path


def numbers(found: dict[str, object]) -> list[dict[str, object]]:
    return [
        {key: value for key, value in each.items() if key != "waves"}
        for each in found["comparisons"]
    ]


def write(path: Path, people: int, shares: tuple[float, ...], seed: int, ids: list[str]) -> Path:
    """A survey of two features; the answers of a person come by the shares of five pairs."""
    generator = np.random.default_rng(seed)
    pairs = ((0, 2), (0, 4), (1, 4), (2, 2), (4, 0))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ID", "Chat [F]", "Chat [D]", "Map [F]", "Map [D]"])
        for person in range(people):
            row = [ids[person]]
            for _ in range(2):
                functional, dysfunctional = pairs[generator.choice(5, p=shares)]
                row += [ANSWERS[functional], ANSWERS[dysfunctional]]
            writer.writerow(row)
    return path


FLAT = (0.2, 0.2, 0.2, 0.3, 0.1)


def test_json_contract(surveys: dict[str, object]) -> None:
    assert list(surveys)[2:5] == ["waves", "comparisons", "only_in"]
    first, second = surveys["waves"]
    assert list(first)[:3] == ["name", "respondents", "features"]
    assert (first["name"], second["name"]) == (BEFORE.name, AFTER.name)
    assert first["respondents"] == second["respondents"] == 201
    assert len(first["features"]) == 12
    each = surveys["comparisons"][0]
    assert each["waves"] == [BEFORE.name, AFTER.name]
    assert list(each) == [
        *("feature", "was_called", "waves", "category", "verdict", "p", "life_cycle"),
        *("categories", "better", "worse", "smallest_change"),
    ]
    assert list(each["better"]) == [
        *("p", "p_holm", "method", "cramers_v", "difference", "interval", "people")
    ]


def test_the_examples_moved_as_they_were_made_to(surveys: dict[str, object]) -> None:
    moved = {each["feature"] for each in surveys["comparisons"] if each["verdict"] == "moved"}
    assert moved == {
        "Exclusive investment events",
        "Login by fingerprint or face",
        "Chat with a personal adviser",
    }
    assert surveys["only_in"] == {
        BEFORE.name: ["Custom colour themes", "Market insights by video"],
        AFTER.name: ["Spending forecasts", "Market insight videos"],
    }
    (guess,) = surveys["maybe_renamed"]
    assert f"{guess['was_called']}={guess['feature']}" == SAME


@pytest.mark.parametrize("language", LANGUAGES)
def test_reports_of_every_language_give_what_the_surveys_give(
    language: str, folder: Path, surveys: dict[str, object]
) -> None:
    report = analysed(folder, BEFORE, f"before-{language}.xlsx", "--language", language)
    found = compared(report, AFTER)
    assert found["waves"][0]["kind"] == "report"
    assert numbers(found) == numbers(surveys)


def test_json_gives_what_the_surveys_give(folder: Path, surveys: dict[str, object]) -> None:
    before = analysed(folder, BEFORE, "before.json")
    after = analysed(folder, AFTER, "after.json")
    after = after.rename(after.with_suffix(".txt"))  # told by content
    found = compared(before, after)
    assert [each["kind"] for each in found["waves"]] == ["json", "json"]
    assert numbers(found) == numbers(surveys)


def test_a_report_with_names_of_ones_own_and_renamed_sheets(
    folder: Path, surveys: dict[str, object]
) -> None:
    names = "M=Basis,O=Leistung,A=Wow,I=Egal"
    report = analysed(folder, BEFORE, "own.xlsx", "--category-names", names)
    found = compared(report, AFTER)
    assert numbers(found) == numbers(surveys)


def test_the_table_of_a_report_has_to_be_that_of_the_comparison(folder: Path) -> None:
    report = analysed(folder, BEFORE, "pouliot.xlsx", "--table", "pouliot")
    assert "--table" in refused(report, AFTER)
    found = compared(report, AFTER, "--table", "pouliot")
    assert numbers(found) == numbers(compared(BEFORE, AFTER, "--table", "pouliot"))


def test_json_is_counted_anew_by_any_table(folder: Path) -> None:
    before = analysed(folder, BEFORE, "pouliot.json", "--table", "pouliot")
    assert numbers(compared(before, AFTER)) == numbers(compared(BEFORE, AFTER))


def test_another_rule_of_a_file_is_told_and_does_not_count(folder: Path) -> None:
    report = analysed(folder, BEFORE, "cqm.xlsx", "--rule", "cqm")
    found = compared(report, AFTER)
    assert found["waves"][0]["rule_of_file"] == "cqm"
    assert numbers(found) == numbers(compared(BEFORE, AFTER))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_tells_whom_it_is_about_and_whether_they_are_weighted(
    language: str, folder: Path
) -> None:
    """As JSON does: other people are told of, weights are refused."""
    options = ("--language", language)
    chosen = ("--where", "Segment=Private")
    found = [
        compared(analysed(folder, BEFORE, f"chosen.{kind}", *chosen, *options), AFTER)
        for kind in ("xlsx", "json")
    ]
    for each in found:
        assert [wave["where"] for wave in each["waves"]] == [["Segment=Private"], []]
        assert each["warnings"][0]["code"] == "waves_other_people"
    assert numbers(found[0]) == numbers(found[1])
    for kind in ("xlsx", "json"):
        weighted = analysed(folder, BEFORE, f"weighted.{kind}", "--weight", "Factor", *options)
        assert "weighted" in refused(weighted, AFTER)


def test_the_same_choice_in_all_waves_is_no_other_people(folder: Path) -> None:
    chosen = ("--where", "Segment=Private")
    before = analysed(folder, BEFORE, "same.json", *chosen)
    after = analysed(folder, AFTER, "same2.json", "--where", "segment=private")
    codes = [each["code"] for each in compared(before, after)["warnings"]]
    assert "waves_other_people" not in codes


def test_a_wave_given_twice_is_refused_for_what_it_is(folder: Path) -> None:
    before = analysed(folder, BEFORE, "twice.json")
    assert text("en", "problems.wave_twice") in refused(before, before)


def test_what_cannot_change_counts_is_said(folder: Path) -> None:
    before = analysed(folder, BEFORE, "counted.json")
    plain = compared(before, AFTER)
    asked = compared(before, AFTER, "--answer", "I am neutral=must-be")
    assert [each["code"] for each in asked["warnings"]].count("wave_read_already") == 1
    assert "wave_read_already" not in [each["code"] for each in plain["warnings"]]


def test_a_comparison_is_no_wave(folder: Path) -> None:
    report = folder / "waves.xlsx"
    compared(BEFORE, AFTER, "-o", report)
    for outcome in (kano("compare", report, AFTER), kano("analyse", report)):
        assert outcome.code == 2
        assert "comparison of waves" in outcome.err


def test_old_and_new_the_wrong_way_round() -> None:
    old, new = SAME.split("=")
    told = refused(BEFORE, AFTER, "--same", f"{new}={old}")
    (advised,) = re.findall(r'--same "([^"]+)"', told)
    assert advised == SAME
    assert compared(BEFORE, AFTER, "--same", advised)["comparisons"]


def test_what_nobody_answered_twice_is_not_compared(tmp_path: Path) -> None:
    """Everybody answers one of the two features in each year, never the same one."""
    paths = []
    for year in (0, 1):
        rows = [
            [f"p{n}", *(("", ""), (ANSWERS[0], ANSWERS[4]))[:: 1 if (n + year) % 2 else -1]]
            for n in range(40)
        ]
        path = tmp_path / f"{year}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["ID", "Chat [F]", "Chat [D]", "Map [F]", "Map [D]"])
            writer.writerows([row[0], *row[1], *row[2]] for row in rows)
        paths.append(path)
    found = compared(*paths, "--same-people", "ID", "-o", tmp_path / "report.xlsx")
    assert [each["verdict"] for each in found["comparisons"]] == ["not_compared"] * 2
    assert all(each["p"] is None for each in found["comparisons"])
    for language in LANGUAGES:
        report = ("-o", tmp_path / "report.xlsx", "--overwrite", "--language", language)
        told = kano("compare", *paths, "--same-people", "ID", *report).out
        same = text(language, "waves.said.same")
        assert same not in told
        assert "Chat, Map" in told or "Chat、Map" in told


def test_a_feature_of_a_few_of_the_chosen_is_not_gone(tmp_path: Path) -> None:
    """It is in the survey, and only not told of."""
    paths = []
    for year, few in ((0, 4), (1, 12)):
        rows = [
            ["ab"[n % 2], ANSWERS[0], ANSWERS[4], *([ANSWERS[1]] * 2 if n < few else ["", ""])]
            for n in range(30)
        ]
        path = tmp_path / f"{year}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows([["Plan", "Chat [F]", "Chat [D]", "Map [F]", "Map [D]"], *rows])
        paths.append(path)
    chosen = ("--where", "Plan=a")
    for first in (paths[0], analysed(tmp_path, paths[0], "first.json", *chosen)):
        found = compared(first, analysed(tmp_path, paths[1], "second.json", *chosen))
        if first == paths[0]:
            found = compared(*paths, *chosen)
        assert found["waves"][0]["too_few"] == ["Map"]
        assert not any(found["only_in"].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_keeps_all_that_it_does_not_show(language: str, tmp_path: Path) -> None:
    """What it withholds is not gone, and what few answered before it was gone is not compared."""
    withheld = ["Map", "Use of “AI”, „Bots“ and 「more」", "Chat with somebody at night"]
    reports = []
    for few, features in ((12, withheld), (4, withheld), (4, withheld[1:])):
        header = [f"{name} {side}" for name in ("Call", *features) for side in ("[F]", "[D]")]
        rest = [ANSWERS[1]] * 2 * len(features)
        rows = [
            ["ab"[n % 2], ANSWERS[0], ANSWERS[4], *(rest if n < few else [""] * len(rest))]
            for n in range(30)
        ]
        survey = tmp_path / "survey.csv"
        with survey.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["Plan", *header], *rows])
        chosen = ("--where", "Plan=a", "--language", language)
        reports.append(analysed(tmp_path, survey, f"{len(reports)}.xlsx", *chosen))
    found = compared(*reports[:2])
    assert [each["too_few"] for each in found["waves"]] == [[], withheld]
    assert not any(found["only_in"].values())
    gone = text(language, "waves.conclusion.gone", names="Map")
    options = ("--language", language, "-o", tmp_path / "told.xlsx", "--overwrite")
    assert gone in kano("compare", reports[0], reports[2], *options).out
    assert gone not in kano("compare", reports[1], reports[2], *options).out


def test_a_renamed_feature_is_compared_when_told(surveys: dict[str, object]) -> None:
    found = compared(BEFORE, AFTER, "--same", SAME)
    (each,) = [one for one in found["comparisons"] if one["was_called"] != one["feature"]]
    assert each["feature"] == "Market insight videos"
    assert len(found["comparisons"]) == len(surveys["comparisons"]) + 1
    assert "did you mean" in refused(
        BEFORE, AFTER, "--same", "Market insihts by video=Market insight videos"
    )


def test_the_same_people_are_those_with_one_answer_in_both() -> None:
    found = compared(BEFORE, AFTER, "--same-people", "Email Address")
    (people,) = found["same_people"]
    # 160 are asked twice; two of them, one in each year, sent their answers twice.
    assert people["people"] == 158
    assert [left["repeated"] for left in people["left_out"]] == [2, 2]
    assert [sum(left.values()) for left in people["left_out"]] == [201 - 158] * 2
    assert all(each["better"]["method"] == "mcnemar" for each in found["comparisons"])


def test_the_same_people_by_hand(tmp_path: Path) -> None:
    ids = [f"p{number}" for number in range(40)]
    shares = (0.15, 0.15, 0.15, 0.2, 0.35)
    before = write(tmp_path / "before.csv", 40, shares, 1, ids)
    after = write(tmp_path / "after.csv", 40, shares, 2, list(reversed(ids)))
    letters = {(0, 2): "A", (0, 4): "O", (1, 4): "M", (2, 2): "I", (4, 0): "R"}

    def chat(path: Path) -> dict[str, str]:
        with path.open(encoding="utf-8") as file:
            return {
                row["ID"]: letters[ANSWERS.index(row["Chat [F]"]), ANSWERS.index(row["Chat [D]"])]
                for row in csv.DictReader(file)
            }

    one, two = chat(before), chat(after)
    both = [key for key in ids if one[key] != "R" and two[key] != "R"]
    net = sum((two[key] in "AO") - (one[key] in "AO") for key in both)
    found = compared(before, after, "--same-people", "ID")["comparisons"][0]
    assert found["better"]["people"] == len(both)
    assert found["better"]["difference"] == pytest.approx(net / len(both))


@pytest.mark.parametrize("left", [0, 1, 4, 5])
def test_the_few_who_answered_once_are_not_told_of(left: int, tmp_path: Path) -> None:
    """Beside the figures of the waves the paired ones would tell what these few answered."""
    ask = {"M": (ANSWERS[1], ANSWERS[4]), "A": (ANSWERS[0], ANSWERS[2]), "": ("", "")}
    paths = []
    for year, shares in enumerate(("M" * 30 + "A" * 10, "A" * (40 - left))):
        path = tmp_path / f"{year}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["ID", "Chat [F]", "Chat [D]", "Map [F]", "Map [D]"])
            for person in range(40):
                letter = shares[person] if person < len(shares) else ""
                writer.writerow([f"p{person}", *ask[letter], *ask["MA"[person % 2]]])
        paths.append(path)
    found = compared(*paths, "--same-people", "ID")["comparisons"]
    chat, lock = found
    assert chat["verdict"] == "moved"
    keys = ("difference", "interval", "people")
    for each in (chat["better"], chat["worse"]):
        assert each["p"] < 0.001
        assert [each[key] is None for key in keys] == [0 < left < 5] * 3
    assert (chat["categories"]["people"] is None) == (0 < left < 5)
    assert lock["better"]["people"] == 40
    for language in LANGUAGES if left == 1 else ():
        report = ("-o", tmp_path / "report.xlsx", "--overwrite", "--language", language)
        assert kano("compare", *paths, "--same-people", "ID", *report).code == 0
        cells = openpyxl.load_workbook(report[1]).worksheets[0].iter_rows(values_only=True)
        size = "0,75" if language == "de" else "0.75"
        told = text(language, "waves.said.better_rose_in_all", size=size)
        assert any(told in str(cell) for row in cells for cell in row)


def test_nobody_is_singled_out_by_subtraction(tmp_path: Path) -> None:
    ids = [f"p{number}" for number in range(40)]
    before = write(tmp_path / "before.csv", 40, FLAT, 1, ids)
    after = write(tmp_path / "after.csv", 40, FLAT, 2, [*ids[:39], "somebody else"])
    (people,) = compared(before, after, "--same-people", "ID")["same_people"]
    assert people["people"] == 35
    assert people["left_out"] == [{"blank": 0, "repeated": 0, "alone": 1, "withheld": 4}] * 2


def test_too_few_of_the_same_people(tmp_path: Path) -> None:
    before = write(tmp_path / "before.csv", 20, FLAT, 1, [f"a{n}" for n in range(20)])
    after = write(tmp_path / "after.csv", 20, FLAT, 2, [*(f"a{n}" for n in range(4)), *[""] * 16])
    assert "fewer than 5 people" in refused(before, after, "--same-people", "ID")


def test_too_few_people_in_a_wave(tmp_path: Path) -> None:
    before = write(tmp_path / "before.csv", 4, FLAT, 1, list("abcd"))
    assert "fewer than 5 people" in refused(before, AFTER)


def test_no_feature_of_fewer_than_five_answers_is_anywhere(tmp_path: Path) -> None:
    paths = []
    for name, lock in (("one", 4), ("two", 40)):
        paths.append(tmp_path / f"{name}.csv")
        paths[-1].write_text(
            f"feature,A,O,M,I,R,Q\nChat,20,10,5,8,0,0\nLock,{lock},0,0,0,0,0\n", encoding="utf-8"
        )
    report = tmp_path / "report.xlsx"
    found = compared(*paths, "-o", report)
    assert [each["name"] for each in found["waves"][0]["features"]] == ["Chat"]
    assert found["waves"][0]["too_few"] == ["Lock"]
    assert [each["feature"] for each in found["comparisons"]] == ["Chat"]
    tables = [
        str(row[1].value) for row in openpyxl.load_workbook(report)["Waves"].iter_rows(min_row=20)
    ]
    assert "Chat" in tables
    assert "Lock" not in tables


@pytest.mark.parametrize(
    "option", [("--same-people", "ID"), ("--where", "ID=1"), ("--exclude", "duplicates")]
)
def test_what_needs_answers_takes_no_counts(option: tuple[str, str], folder: Path) -> None:
    before = analysed(folder, BEFORE, "counts.json")
    assert option[0] in refused(before, AFTER, *option)


def test_one_wave_is_no_comparison() -> None:
    assert "two files" in refused(BEFORE)


def test_waves_without_a_common_feature(tmp_path: Path) -> None:
    other = write(tmp_path / "other.csv", 20, FLAT, 1, [str(n) for n in range(20)])
    assert "--same" in refused(BEFORE, other)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda whole: "{", "is none"),
        (lambda whole: '{"a": 1}', "not what kano-xl analyse"),
        (lambda whole: json.dumps({**whole, "settings": {}}), "settings.table"),
        (lambda whole: json.dumps({**whole, "features": []}), "lacks features"),
        (
            lambda whole: json.dumps(
                {**whole, "settings": {**whole["settings"], "weight": "w"}, "effective": 99.5}
            ),
            "weighted",
        ),
        (lambda whole: json.dumps({**whole, "features": whole["features"] * 2}), "twice"),
        (lambda whole: json.dumps({**whole, "features": [{"name": "Chat"}]}), "features[].missing"),
        (
            lambda whole: json.dumps(
                {**whole, "features": [{"name": "Chat", "missing": 0, "counts": {"A": -1}}]}
            ),
            "counts.A",
        ),
        (lambda whole: "{" + '"a":[' * 100_000, "JSON does, but is none"),
    ],
)
def test_json_that_is_not_ours(
    change: Callable[[dict[str, object]], str], says: str, tmp_path: Path, folder: Path
) -> None:
    whole = json.loads(analysed(folder, BEFORE, "whole.json").read_text(encoding="utf-8"))
    path = tmp_path / "broken.json"
    path.write_text(change(whole), encoding="utf-8")
    assert says in refused(path, AFTER)


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "says"),
    [
        ("Categories", "E6", 2.5, "is no count"),
        ("Categories", "E5", "Attractive ones", "a table with the columns"),
        ("Method", "A19", "nothing", "evaluation table"),
    ],
)
def test_reports_that_were_changed(
    sheet: str, cell: str, value: object, says: str, tmp_path: Path, folder: Path
) -> None:
    book = openpyxl.load_workbook(analysed(folder, BEFORE, "changed.xlsx"))
    found = book[sheet]
    if sheet == "Method":
        (cell,) = [row[0].coordinate for row in found.iter_rows() if row[0].value == "With it ↓"]
    found[cell] = value
    path = tmp_path / "changed.xlsx"
    book.save(path)
    assert says in refused(path, AFTER)


def test_nothing_is_written_when_it_is_refused(tmp_path: Path) -> None:
    report = tmp_path / "report.xlsx"
    assert kano("compare", BEFORE, AFTER, "--same", "x", "-o", report).code == 2
    assert not report.exists()


def test_three_waves(tmp_path: Path) -> None:
    ids = [str(n) for n in range(40)]
    paths = [write(tmp_path / f"w{n}.csv", 40, FLAT, n, ids) for n in range(3)]
    found = compared(*paths, "-o", tmp_path / "report.xlsx")
    assert [each["waves"] for each in found["comparisons"][::2]] == [
        ["w0.csv", "w1.csv"],
        ["w1.csv", "w2.csv"],
        ["w0.csv", "w2.csv"],
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_a_valid_workbook_with_an_arrow_for_each_feature(
    language: str, tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    first = Path(traits_of(language).example)
    paths = [make_examples.EXAMPLES / f"{first.stem}{end}{first.suffix}" for end in ("", "-2")]
    report = tmp_path / "report.xlsx"
    outcome = kano("compare", *paths, "-o", report, "--language", language)
    assert outcome.code == 0, outcome.err
    assert ooxml_errors(report) == []
    with zipfile.ZipFile(report) as archive:
        chart = archive.read("xl/charts/chart1.xml").decode()
    assert chart.count("<a:tailEnd") == 10
