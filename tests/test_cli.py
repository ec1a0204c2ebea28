"""The command line as its users and their scripts see it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from command import kano
from kano_xl import __version__

SURVEY = """Chat [F],Chat [D],Alerts [F],Alerts [D]
I like it,I dislike it,I expect it,I dislike it
I like it,I am neutral,I expect it,I can tolerate it
I am neutral,I am neutral,I expect it,I dislike it
I like it,I dislike it,I am neutral,
"""


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY, encoding="utf-8")
    return path


def result(*arguments: str | Path) -> dict[str, object]:
    outcome = kano("analyse", *arguments, "--json", "-", "--quiet")
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def test_json_contract(survey: Path) -> None:
    """Every key, its order and the kind of value behind it, as scripts rely on."""
    found = result(survey)
    assert list(found) == [
        *("kano_xl", "source", "settings", "features", "warnings", "wordings"),
        *("resampled", "agreement", "groups", "comparisons"),
    ]
    assert found["groups"] == found["comparisons"] == []
    assert found["kano_xl"] == __version__
    assert list(found["source"]) == ["files", "layout", "respondents", "frame"]
    assert found["source"]["files"] == ["survey.csv"]
    assert found["source"]["respondents"] == 4
    chat, alerts = found["features"]
    assert list(chat) == [
        "name",
        "n",
        "missing",
        "counts",
        "pairs",
        "category",
        "categories",
        "better",
        "better_interval",
        "worse",
        "worse_interval",
        "category_strength",
        "total_strength",
        "top_two",
        "probability",
        "score",
        "importance",
        "rank",
        "tied",
        "verdict",
        "rival",
        "more_answers",
        "total_satisfaction",
        "average_satisfaction",
        "better_with_reversals",
        "worse_with_reversals",
        "rank_interval",
        "better_se",
        "worse_se",
        "total_satisfaction_se",
        "average_satisfaction_se",
        "deciding_p",
    ]
    assert chat["name"] == "Chat"
    # like/dislike twice: O; like/neutral: A; neutral/neutral: I
    assert chat["counts"] == {"A": 1, "O": 2, "M": 0, "I": 1, "R": 0, "Q": 0}
    assert [sum(row) for row in chat["pairs"]] == [3, 0, 1, 0, 0]
    assert (chat["better"], chat["worse"]) == (0.75, -0.5)
    assert list(chat["categories"]) == ["mode", "moai", "cqm"]
    assert list(chat["top_two"]) == ["first", "second", "p", "z", "fong", "p_holm"]
    assert list(chat["top_two"]["fong"]) == ["difference", "critical", "significant"]
    assert list(chat["score"]) == [
        "n",
        "functional_mean",
        "functional_sd",
        "functional_se",
        "dysfunctional_mean",
        "dysfunctional_sd",
        "dysfunctional_se",
    ]
    assert chat["score"]["functional_mean"] == 3.0
    assert chat["importance"] is None
    # expect/dislike twice: M; expect/live-with: I; one side of the last is missing
    assert alerts["counts"] == {"A": 0, "O": 0, "M": 2, "I": 1, "R": 0, "Q": 0}
    assert (alerts["n"], alerts["missing"]) == (3, 1)
    assert (alerts["category"], alerts["rank"]) == ("M", 1)
    assert (alerts["tied"], alerts["verdict"], alerts["total_satisfaction"]) == (
        ["M"],
        "open",
        pytest.approx(-2 / 3),
    )
    assert alerts["better_se"] == 0.0
    assert chat["better_se"] == pytest.approx((0.75 * 0.25 / 4) ** 0.5)
    assert alerts["rank_interval"] is None  # of three answers
    assert found["resampled"] == "respondents"


def test_undefined_is_null(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("Chat [F],Chat [D]\nDislike,Like\nDislike,Like\n", encoding="utf-8")
    (feature,) = result(path)["features"]
    assert feature["category"] == "R"
    for name in (
        *("better", "better_interval", "worse", "worse_interval"),
        *("better_se", "worse_se", "total_satisfaction", "total_satisfaction_se"),
        *("average_satisfaction", "average_satisfaction_se", "more_answers"),
    ):
        assert feature[name] is None


def test_report_is_written_beside_the_survey(survey: Path) -> None:
    outcome = kano("analyse", survey, "--language", "en")
    assert outcome.code == 0, outcome.err
    assert (survey.parent / "survey-kano.xlsx").exists()
    assert "survey-kano.xlsx" in outcome.err
    assert "must-be" in outcome.out
    assert "0.75" in outcome.out


def test_table_in_chinese(survey: Path) -> None:
    outcome = kano("analyse", survey, "--language", "zh-Hans", "-o", survey.parent / "r.xlsx")
    assert outcome.code == 0, outcome.err
    assert "必备" in outcome.out


def test_json_to_a_file(survey: Path) -> None:
    target = survey.parent / "result.json"
    assert kano("analyse", survey, "--json", target, "--quiet").code == 0
    assert json.loads(target.read_text(encoding="utf-8"))["features"]
    assert not (survey.parent / "survey-kano.xlsx").exists()
    assert kano("analyse", survey, "--json", target).code == 2


def test_quiet_prints_nothing(survey: Path) -> None:
    outcome = kano("analyse", survey, "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_files_add_up(survey: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(SURVEY, encoding="utf-8")
    both = result(survey, other)
    assert both["source"]["files"] == ["survey.csv", "other.csv"]
    assert both["source"]["respondents"] == 8
    assert both["features"][0]["counts"]["O"] == 4


def test_a_file_given_twice_does_not_count_double(survey: Path) -> None:
    outcome = kano("analyse", survey, survey.parent / "." / survey.name)
    assert outcome.code == 2
    assert "twice" in outcome.err or "两次" in outcome.err


def test_settings_reach_the_analysis(survey: Path, tmp_path: Path) -> None:
    grid = tmp_path / "grid.csv"
    grid.write_text(
        ",like,must-be,neutral,live with,dislike\n"
        + "".join(f"{name},{','.join('QAAAM')}\n" for name in "abcde"),
        encoding="utf-8",
    )
    found = result(survey, "--table", grid, "--rule", "cqm", "--confidence", "0.8")
    assert found["settings"]["table"] == ["QAAAM"] * 5
    assert (found["settings"]["rule"], found["settings"]["confidence"]) == ("cqm", 0.8)
    assert found["features"][0]["counts"]["M"] == 2


def test_reversed_codes(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("Chat [F],Chat [D]\n5,1\n5,1\n5,3\n", encoding="utf-8")
    assert result(path, "--codes", "like=5")["features"][0]["counts"]["O"] == 2


def test_unreadable_cells_are_listed_everywhere(tmp_path: Path) -> None:
    path = tmp_path / "survey.csv"
    path.write_text(
        "Chat [F],Chat [D]\n1,5\n1,9\n2,5\n#N/A,5\n1,banana\n" + "1,5\n" * 60, encoding="utf-8"
    )
    outcome = kano("analyse", path, "--json", path.parent / "r.json", "--language", "en")
    assert outcome.code == 0
    found = json.loads((path.parent / "r.json").read_text(encoding="utf-8"))
    places = [warning["where"] for warning in found["warnings"]]
    for cell in ("B3", "A5", "B6"):
        assert any(place and place.endswith(cell) for place in places)
        assert cell in outcome.err
    assert found["features"][0]["missing"] == 3


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["analyse"], "INPUT"),
        (["analyse", "x.csv", "--rule", "best"], "rule cannot be “best”"),
        (["analyse", "x.csv", "--confidence", "2"], "confidence"),
        (["analyse", "x.csv", "--tie-gap", "-1"], "tie"),
        (["analyse", "x.csv", "--table", "nowhere.csv"], "nowhere.csv"),
        (["analyze", "x.csv"], "analyze"),
        (["analyse", "x.csv", "-o", "report.pdf"], ".xlsx"),
    ],
)
def test_wrong_calls(arguments: list[str], word: str) -> None:
    outcome = kano(*arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1
    assert word in outcome.err


def test_help_of_every_command() -> None:
    for arguments in ([], ["analyse"], ["inspect"], ["demo"]):
        outcome = kano(*arguments, "--help")
        assert outcome.code == 0
        assert "Usage: kano-xl" in outcome.out


def test_a_bug_of_ours_exits_1(survey: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("kano_xl.analysing.analyse", broken)
    outcome = kano("analyse", survey)
    assert outcome.code == 1
    assert "ZeroDivisionError" in outcome.err
    assert not (survey.parent / "survey-kano.xlsx").exists()


def process(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kano_xl", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def test_help_speaks_the_language_of_the_system() -> None:
    assert "KANO 问卷" in process("--help", LC_ALL="zh_CN.UTF-8").stdout
    assert "Kano survey" in process("--help", LC_ALL="en_GB.UTF-8").stdout


def test_a_terminal_without_chinese_letters(survey: Path) -> None:
    done = process(
        *("analyse", survey, "--language", "zh-Hans"), PYTHONIOENCODING="ascii", LC_ALL="C"
    )
    assert done.returncode == 0, done.stderr
    assert (survey.parent / "survey-kano.xlsx").exists()


def test_demo_twice_keeps_both_reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(2):
        outcome = kano("demo", "--language", "en")
        assert outcome.code == 0, outcome.err
        assert "must-be" in outcome.out
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "kano-demo-2.xlsx",
        "kano-demo.xlsx",
    ]
