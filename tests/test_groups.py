"""Groups, filters and weights from end to end: what comes out, and what never does."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections import Counter
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from scipy import stats

from command import kano
from kano_xl import InputError, Settings, analyse, build_report, count_frame, read
from kano_xl.choices import FILE, SHEET
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.report.report import Formula, ReportTable
from sample_surveys import DISLIKE, LIKE, LIVE, MUST, NEUTRAL

WORDS = (LIKE, MUST, NEUTRAL, LIVE, DISLIKE)
FEATURES = ("Chat", "SSO", "Dark mode")
HEADER = ["Plan", "Factor", *(f"{name} [{side}]" for name in FEATURES for side in "FD")]


def people(
    sizes: dict[str, int], seed: int = 1, answering: float | tuple[float, float] = 1.0
) -> list[list[object]]:
    """Rows of a survey; single sign-on is a must-be for Pro alone."""
    drawn = random.Random(seed)
    rows: list[list[object]] = []
    for plan, size in sizes.items():
        for _ in range(size):
            row: list[object] = [plan, round(drawn.lognormvariate(0, 0.5), 2)]
            for at, feature in enumerate(FEATURES):
                functional, dysfunctional = drawn.choices(WORDS, [4, 1, 3, 1, 1])[0], DISLIKE
                if feature == "SSO":
                    functional, dysfunctional = NEUTRAL, DISLIKE if plan == "Pro" else NEUTRAL
                elif drawn.random() < 0.6:
                    dysfunctional = drawn.choice(WORDS)
                share = answering if isinstance(answering, float) else answering[at % 2]
                asked = drawn.random() < share
                row += [functional, dysfunctional] if asked else ["", ""]
            rows.append(row)
    drawn.shuffle(rows)
    return rows


def written(path: Path, rows: list[list[object]], header: list[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    return written(tmp_path / "survey.csv", people({"Pro": 40, "Basic": 60, "Team": 20, "VIP": 2}))


def result(*arguments: str | Path) -> dict[str, object]:
    outcome = kano("analyse", *arguments, "--json", "-", "--quiet")
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def test_json_contract(survey: Path) -> None:
    found = result(survey, "--by", "Plan", "--weight", "Factor")
    assert list(found)[-3:] == ["effective", "groups", "comparisons"]
    assert found["settings"]["by"] == "Plan"
    assert found["settings"]["weight"] == "Factor"
    assert "where" not in found["settings"]
    basic, pro, other = found["groups"]
    assert [each["name"] for each in found["groups"]] == ["Basic", "Pro", "other (2 groups)"]
    assert list(pro) == ["name", "respondents", "effective", "features", "too_few"]
    assert (basic["respondents"], pro["respondents"], other["respondents"]) == (60, 40, 22)
    assert 20 < pro["effective"] < 40
    (whole, *_), (feature, *_) = found["features"], pro["features"]
    assert list(feature) == list(whole)
    assert list(feature)[-1] == "weighted"
    assert list(feature["weighted"]) == ["n", "counts", "effective", "rescaled"]
    assert sum(feature["counts"].values()) == feature["n"] == 40
    assert sum(feature["weighted"]["rescaled"].values()) == round(feature["weighted"]["effective"])
    differing = [each for each in found["comparisons"] if each["differs"]]
    assert {each["feature"] for each in differing} == {"SSO"}
    first, *pairs = [each for each in found["comparisons"] if each["feature"] == "SSO"]
    assert first["groups"] == ["Basic", "Pro", "other (2 groups)"]
    assert [each["groups"] for each in pairs] == [
        ["Basic", "Pro"],
        ["Basic", "other (2 groups)"],
        ["Pro", "other (2 groups)"],
    ]
    keys = ["feature", "groups", "categories", "better", "worse", "differs", "coefficients_differ"]
    assert list(first) == keys
    assert list(first["categories"]) == ["p", "p_holm", "cramers_v", "method"]
    assert list(pairs[0]["worse"]) == ["p", "p_holm", "difference", "method"]
    assert pairs[0]["worse"]["difference"] == pytest.approx(-1)
    assert pairs[0]["better"]["method"] is None
    assert [each["code"] for each in found["warnings"]][-1] == "groups_pooled"


def test_without_the_options_nothing_is_said_of_them(survey: Path) -> None:
    found = result(survey)
    assert found["groups"] == found["comparisons"] == []
    assert not {"by", "where", "weight"} & set(found["settings"])
    assert "effective" not in found
    assert all("weighted" not in feature for feature in found["features"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_terminal_tells_what_differs(survey: Path, language: str, tmp_path: Path) -> None:
    arguments = ["--language", language, "--json", tmp_path / "a.json", "--overwrite"]
    told = kano("analyse", survey, "--by", "Plan", *arguments).out
    assert "Pro" in told
    mark, other = ",." if language == "de" else ".,"
    assert re.search(rf"\d{re.escape(mark)}\d", told)
    assert not re.search(rf"\d{re.escape(other)}\d", told)
    (row,) = [line for line in told.splitlines() if "SSO" in line and f"<0{mark}001" in line]
    must_be = text(language, "names.category.M")
    assert row.count(must_be) == 1
    assert "VIP" not in told
    alike = ["--where", "Plan=Basic", "--where", "Plan=Team"]
    told = kano("analyse", survey, "--by", "Plan", *alike, *arguments).out
    sentence = text(language, "terminal.groups.same", level="95")
    assert sum(sentence in line for line in told.splitlines()) == 1


def test_what_cannot_be_done_leaves_nothing_behind(survey: Path) -> None:
    before = set(survey.parent.iterdir())
    for arguments in (
        ["--by", "Plam"],
        ["--by", "Chat [F]"],
        ["--by", "@file"],
        ["--where", "Plan=VIP"],
        ["--where", "Plan"],
        ["--weight", "Plan"],
        ["--by", "Plan", "--where", "Plan=Pro"],
        ["--by", "Plan", "--by", "Factor"],
        ["--weight", "Factor", "--weight", "Factor"],
        ["--where", "Plan=Pro", "--where", "Plan=Bascic"],
    ):
        told = kano("analyse", survey, *arguments)
        assert told.code == 2
        assert len(told.err.splitlines()) == 1
        assert not told.out
        german = kano("analyse", survey, *arguments, "--language", "de").err
        assert german.count("„") == german.count("“")
        assert "”" not in german
    assert set(survey.parent.iterdir()) == before


@pytest.mark.parametrize(
    ("long", "options"),
    [
        (False, ("--by", "Plan")),
        (True, ("--where", "Plan=Pro")),
        (False, ("--where", "Plan=Pro", "--where", "Plan=Basic", "--exclude", "questionable")),
        (True, ("--weight", "Factor")),
        (False, ("--weight", "Factor")),
        (True, ("--exclude", "duplicates", "--exclude", "questionable")),
    ],
)
def test_nothing_tells_of_those_who_do_not_count(
    long: bool, options: tuple[str, ...], tmp_path: Path
) -> None:
    """All answers are of pairs that are counted, or what is left over would be those of a few."""
    rows = people({"Pro": 30, "Basic": 40, "": 3}, 5, (1.0, 0.8))
    for index, row in enumerate(rows):
        row[1] = 0 if index < 3 else 1 + index % 3
        row[6:8] = [LIKE, MUST] if index < 4 else ["", ""]
        row[2:4] = [LIKE, LIKE] if index % 9 == 0 else row[2:4]
        row[4:6] = [LIKE, LIKE] if index % 9 == 0 else row[4:6]
        row[3] = "" if index in (4, 50) else row[3]
    header = HEADER
    if long:
        header = ["ID", "Feature", "Functional", "Dysfunctional", *HEADER[:2]]
        rows = [
            [number, feature, *row[2 + 2 * at : 4 + 2 * at], *row[:2]]
            for number, row in enumerate(rows)
            for at, feature in enumerate(FEATURES)
        ]
    found = result(written(tmp_path / "survey.csv", rows, header), *options)
    given = Counter()
    for feature in found["features"]:
        pairs = feature["pairs"]
        for code, row in enumerate(pairs, 1):
            given[code] += sum(row) + sum(each[code - 1] for each in pairs)
    meanings = ["like", "must-be", "neutral", "live-with", "dislike"]
    told = {each["meaning"]: each["count"] for each in found["wordings"] if each["wording"]}
    assert told == {word: given[code] for code, word in enumerate(meanings, 1) if given[code]}
    chosen = {"--where", "--weight", "--by"} & set(options)
    assert found.get("too_few", []) == (["Dark mode"] if chosen else [])
    assert [each["name"] for each in found["features"]] == list(FEATURES[: 2 if chosen else 3])
    counted = {each["n"] + each["missing"] for each in found["features"]}
    assert len(counted) == 1
    if "--exclude" not in options:
        assert counted == {found["source"]["respondents"]}
    (lacking,) = [each for each in found["warnings"] if each["code"] == "answers_missing"]
    assert re.search(rf" of {counted.pop()}\b", lacking["message"])


def test_conditions_and_groups_work_together(survey: Path) -> None:
    found = result(survey, "--by", "A", "--where", "Plan=pro", "--where", "Plan=Basic")
    assert {each["name"]: each["respondents"] for each in found["groups"]} == {
        "Basic": 60,
        "Pro": 40,
    }
    assert found["source"]["respondents"] == 100
    assert found["settings"]["where"] == ["Plan=pro", "Plan=Basic"]
    assert all(len(each["groups"]) == 2 for each in found["comparisons"])


def test_a_group_is_as_the_survey_of_its_people(survey: Path) -> None:
    """But for what is drawn at random with other numbers."""
    group = result(survey, "--by", "Plan")["groups"][1]
    alone = result(survey, "--where", "Plan=Pro")
    assert group["features"] == alone["features"]


def test_groups_add_up_to_the_whole(survey: Path) -> None:
    found = result(survey, "--by", "Plan", "--weight", "Factor")
    for index, whole in enumerate(found["features"]):
        parts = [group["features"][index] for group in found["groups"]]
        for letter in "AOMIRQ":
            assert sum(part["counts"][letter] for part in parts) == whole["counts"][letter]
            sums = sum(part["weighted"]["counts"][letter] for part in parts)
            assert sums == pytest.approx(whole["weighted"]["counts"][letter])


COEFFICIENTS = ("better", "worse", "total_satisfaction", "average_satisfaction", "category")


def test_a_weight_of_two_is_as_the_row_twice(tmp_path: Path) -> None:
    rows = people({"Pro": 30, "Basic": 30})
    for index, row in enumerate(rows):
        row[1] = 1 + index % 2
    once = result(written(tmp_path / "once.csv", rows), "--weight", "Factor")
    again = [row for row in rows for _ in range(int(str(row[1])))]
    twice = result(written(tmp_path / "twice.csv", again))
    for weighted, plain in zip(once["features"], twice["features"], strict=True):
        for key in COEFFICIENTS:
            assert weighted[key] == (plain[key] if key == "category" else pytest.approx(plain[key]))
        assert weighted["weighted"]["counts"] == plain["counts"]
    assert once["source"]["respondents"] == 60


def test_the_same_weight_for_all_changes_no_number(tmp_path: Path) -> None:
    rows = people({"Pro": 30, "Basic": 30})
    path = written(tmp_path / "survey.csv", [[plan, 2, *rest] for plan, _, *rest in rows])
    weighted, plain = result(path, "--weight", "Factor"), result(path)
    for one, two in zip(weighted["features"], plain["features"], strict=True):
        del one["weighted"]
        assert _alike(one, two)
    assert weighted["agreement"] == plain["agreement"]
    assert weighted["effective"] == 60


def _alike(one: object, two: object) -> bool:
    """Equal but for the last digits of floats."""
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(_alike(one[key], two[key]) for key in one)
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(_alike, one, two))
    return one == (pytest.approx(two) if isinstance(two, float) else two)


def test_the_file_is_a_group(tmp_path: Path) -> None:
    north = written(tmp_path / "north.csv", people({"Pro": 20}))
    south = written(tmp_path / "south.csv", people({"Basic": 20}, 2))
    for place in (FILE, SHEET):
        found = result(north, south, "--by", place)
        assert [each["name"] for each in found["groups"]] == ["north.csv", "south.csv"]
        assert [each["differs"] for each in found["comparisons"]] == [False, True, False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_difference_of_better_alone_is_told(language: str, tmp_path: Path) -> None:
    """What Fisher's or the z test finds may be lost among six categories, and is no "none"."""
    counts = {"one": (17, 8, 8, 17, 20, 20), "two": (8, 5, 15, 24, 20, 20)}
    paths = []
    for name, cells in counts.items():
        paths.append(tmp_path / f"{name}.csv")
        rows = f"feature,A,O,M,I,R,Q\nChat,{','.join(map(str, cells))}\n"
        paths[-1].write_text(rows, encoding="utf-8")
    (each,) = result(*paths, "--by", FILE)["comparisons"]
    table = [[25, 25], [13, 39]]
    p = stats.chi2_contingency(table, correction=False).pvalue
    assert p < 0.05 / 3
    assert each["better"]["p_holm"] == pytest.approx(p)
    assert (each["differs"], each["coefficients_differ"]) == (False, ["better"])
    options = ("--by", FILE, "--language", language)
    told = kano("analyse", *paths, *options, "-o", tmp_path / "report.xlsx").out
    assert text(language, "terminal.groups.coefficients", names="Chat") in told
    assert text(language, "terminal.groups.same", level="95") not in told
    written_out = texts(tmp_path / "report.xlsx")
    assert text(language, "report.groups.only_coefficients", names="Chat") in written_out
    assert text(language, "report.groups.better") in written_out
    assert text(language, "report.groups.none_differs") not in written_out


@pytest.mark.parametrize("option", ["", "--where=Plan=Pro", "--weight=Factor", "--by=Plan"])
def test_no_cell_of_a_known_answer_is_told_of_the_chosen(option: str, tmp_path: Path) -> None:
    """It would be the answer of one person; what is to be mended has to be found."""
    rows = people({"Pro": 40, "Basic": 30})
    rows[5] = ["Pro", 1, "what is that", LIKE, "I likeit that way", LIKE, LIKE, LIKE]
    path = written(tmp_path / "survey.csv", rows)
    report = tmp_path / "report.xlsx"
    found = result(path, *filter(None, [option]), "-o", report)
    told = {each["wording"]: each["where"] for each in found["wordings"]}
    assert all(bool(told.pop(each)) == (not option) for each in WORDS)
    assert told
    assert all(told.values())


@pytest.mark.parametrize("counts", [False, True])
def test_what_a_hidden_group_alone_answered_is_not_shown(counts: bool, tmp_path: Path) -> None:
    """The result of all would be that of the few; nor does it say whose it is."""
    header = ["Plan", "Factor", *(f"Chat {side}" for side in ("[F]", "[D]"))]
    sizes = {"North": 20, "South": 20, "East": 3, "West": 3}
    paths = []
    for number, (name, n) in enumerate(sizes.items()):
        few = n < FEWEST_PEOPLE and name == "West"
        path = tmp_path / f"{number}.csv"
        if counts:
            path.write_text(
                f"feature,A,O,M,I,R,Q\nChat,{n},0,0,0,0,0\n" + "Secret,3,0,0,0,0,0\n" * few,
                encoding="utf-8",
            )
        else:
            secret = ["Secret [F]", "Secret [D]"] if few else []
            rows = [[name, 1, *[LIKE, MUST] * (1 + few)] for _ in range(n)]
            written(path, rows, [*header, *secret])
        paths.append(path)
    found = result(*paths, "--by", FILE)
    assert [each["name"] for each in found["features"]] == ["Chat"]
    assert found["too_few"] == ["Secret"]
    codes = Counter(each["code"] for each in found["warnings"])
    assert codes["features_too_few"] == 1
    assert not codes["features_differ"]


def test_from_python(survey: Path) -> None:
    found = read(survey, Settings(by="Plan"))
    assert set(found.groups) == {"Pro", "Basic", "other (2 groups)"}
    analysis = analyse(found)
    assert [group.name for group in analysis.groups] == ["Basic", "Pro", "other (2 groups)"]
    frame = analysis.groups.to_frame()
    assert frame.loc[("Pro", "SSO"), "category"] == "M"
    assert [each.feature for each in analysis.differences()] == ["SSO"]
    assert analysis.to_frame().index.tolist() == list(FEATURES)


def table(survey: Path, key: str, **choices: object) -> ReportTable:
    settings = Settings(**choices)  # type: ignore[arg-type]
    found = read(survey, settings)
    report = build_report(found, analyse(found, settings), date(2026, 3, 1))
    tables = [each for sheet in report.sheets for each in sheet.tables]
    return next(each for each in tables if each.key == key)


def test_what_is_weighted_is_not_calculated_from_people(survey: Path) -> None:
    """A formula over the counts of people would give something else."""
    plain, weighted = (
        table(survey, "coefficients", **choices) for choices in ({}, {"weight": "Factor"})
    )
    at = [column.key for column in plain.columns].index("better")
    assert all(isinstance(row[at], Formula) for row in plain.rows)
    found = result(survey, "--weight", "Factor")["features"]
    assert {row[at] for row in weighted.rows} == {feature["better"] for feature in found}


def texts(path: Path) -> str:
    with ZipFile(io.BytesIO(path.read_bytes())) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(6))
def test_nobody_is_singled_out(seed: int, language: str, tmp_path: Path) -> None:
    """No output has a group of fewer than five, nor anything that subtraction would make one of."""
    drawn = random.Random(seed)
    sizes = {f"Segment {letter}": drawn.choice([1, 2, 3, 4, 5, 6, 9, 30]) for letter in "KLMNX"}
    sizes |= {"Segment large": 50, "": drawn.choice([0, 2, 6])}
    path = written(tmp_path / "survey.csv", people(sizes, seed, drawn.choice([0.3, 0.7, 1.0])))
    report = tmp_path / "report.xlsx"
    weight = ["--weight", "Factor"] if seed % 2 else []
    options = ["--by", "Plan", *weight, "--language", language]
    told = kano("analyse", path, *options, "-o", report, "--json", tmp_path / "result.json")
    assert told.code == 0, told.err
    written_out = (tmp_path / "result.json").read_text(encoding="utf-8")
    outputs = [told.out, told.err, written_out, texts(report)]
    for plan, size in sizes.items():
        if plan and size < FEWEST_PEOPLE:
            assert not any(plan in output for output in outputs)
    found = json.loads(written_out)
    groups = found["groups"]
    assert len(groups) >= 2
    assert all(group["respondents"] >= FEWEST_PEOPLE for group in groups)
    for whole in found["features"]:
        shown = [f for g in groups for f in g["features"] if f["name"] == whole["name"]]
        assert all(feature["n"] >= FEWEST_PEOPLE for feature in shown)
        rest = whole["n"] - sum(feature["n"] for feature in shown)
        assert rest == 0 or rest >= FEWEST_PEOPLE or not shown
        counted: Counter[str] = Counter()
        for feature in shown:
            counted.update(feature["counts"])
        assert all(counted[letter] <= n for letter, n in whole["counts"].items())
    for comparison in found["comparisons"]:
        names = {group["name"] for group in groups}
        assert set(comparison["groups"]) <= names


def test_parts_of_a_data_frame_are_groups(survey: Path) -> None:
    """As the refusal of ``by`` advises."""
    frame = pd.read_csv(survey)
    with pytest.raises(InputError) as error:
        count_frame(frame, Settings(by="Plan"))
    assert error.value.code == "frame_people"
    assert 'counts().named("Pro")' in str(error.value)
    pro, basic = (
        count_frame(frame[frame["Plan"] == plan]).counts().named(plan) for plan in ("Pro", "Basic")
    )
    counted = analyse(pro + basic)
    read_ = analyse(read(survey, Settings(by="Plan", where=("Plan=Pro", "Plan=Basic"))))
    for one, other in zip(counted.groups, read_.groups, strict=True):
        assert (one.name, one.respondents) == (other.name, other.respondents)
        assert [each.counts for each in one.features] == [each.counts for each in other.features]
    assert counted.comparisons == read_.comparisons
