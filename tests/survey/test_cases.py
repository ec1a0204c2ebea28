"""Made-up files that were once read wrongly, with what has to come out, on the command line.

Expected numbers come from the files by another way: by hand, or by the small reader of this
module, which knows columns and wordings but nothing of the package.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from command import Outcome, kano
from conftest import cell_values
from kano_xl.examples import example_survey

CASES = Path(__file__).parents[1] / "cases"
READING = CASES / "reading"

STANDARD = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
"""Rows: the functional answer from like to dislike; columns: the dysfunctional one."""


def analysed(name: str | Path, *more: str | Path) -> Outcome:
    return kano("analyse", READING / name, "--json", "-", "--language", "en", *more)


def result(name: str | Path, *more: str | Path) -> dict:
    outcome = analysed(name, *more)
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def refused(name: str | Path, *more: str | Path) -> str:
    """The one line of a refusal."""
    outcome = analysed(name, *more)
    assert outcome.code == 2, outcome.out[:300]
    assert outcome.out == ""
    assert len(outcome.err.splitlines()) == 1
    return outcome.err


def counts(found: dict) -> dict[str, str]:
    """Name → counts as "A2 O1", zeros left out."""
    return {
        feature["name"]: " ".join(f"{letter}{n}" for letter, n in feature["counts"].items() if n)
        for feature in found["features"]
    }


def told(counted: Counter[str]) -> str:
    return " ".join(f"{letter}{counted[letter]}" for letter in "AOMIRQ" if counted[letter])


def rows_of(name: str) -> list[list[str]]:
    with (READING / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def side_by_side(
    name: str, first: int, features: int, meaning: Mapping[str, int], step: int = 2
) -> list[str]:
    """Counts by feature of columns that stand in pairs, by the standard table."""
    found = []
    for feature in range(features):
        at = first + step * feature
        counted: Counter[str] = Counter()
        for row in rows_of(name)[1:]:
            f, d = (meaning.get(row[column].strip(), 0) for column in (at, at + 1))
            if f and d:
                counted[STANDARD[f - 1][d - 1]] += 1
        found.append(told(counted))
    return found


def letters(cells: Iterable[object]) -> str:
    return told(Counter(map(str, cells)))


def means(*wordings: str) -> list[str]:
    return [part for wording in wordings for part in ("--answer", wording)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("k2_short_answers.csv", ["A6 O3 I2"]),
        ("k2_slugs_en.csv", ["A2 O2 M2 I2"]),
        ("k2_zh_expected.csv", ["A2 O2 M2 I2"]),
        ("k5_french.csv", ["A2 O1 M2 I1", "A3 I2 R1"]),
        ("k5_portuguese.csv", ["A2 O2 M2 I2"]),
        ("k5_japanese.csv", ["A2 O2 M2 I2"]),
    ],
)
def test_wordings_that_are_known(name: str, expected: list[str]) -> None:
    assert list(counts(result(name)).values()) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("k1_comment_above_header.csv", {"Night mode": "A2 O1 M1 I1", "Backup": "A2 O1 M1 I1"}),
        ("k4_counts_with_percent.csv", {"Backup": "A6 O10 M20 I4", "Night mode": "A24 O4 M2 I10"}),
        (
            "k11_counts_across.csv",
            {
                "Backup": "A6 O10 M20 I4",
                "Night mode": "A24 O4 M2 I10",
                "Search": "A5 O9 M14 I10 R1 Q1",
            },
        ),
        ("k12_scores.csv", {"Heating": "A4 O1 M1 I1 R1", "ABS": "O1 M5 I1 Q1"}),
        (
            "04_functional_and_dysfunctional_sheets.xlsx",
            {"Chat": "M12 I20", "Alerts": "A12 O20"},
        ),
        ("12_merged_two_row_header.xlsx", {"Chat": "M12 I20", "Alerts": "A12 O20"}),
        ("14_reverse.xlsx", {"Ads": "I5 R20"}),
        ("21_unique_IDs_with_Gender.xlsx", {"Chat": "A20 O20", "Alerts": "M40"}),
        (
            "k17_table_german.csv",
            {"Sicherung": "A5 O10 M20 I4 R1", "Nachtmodus": "A24 O4 M2 I9 R1"},
        ),
    ],
)
def test_read_at_once(name: str, expected: dict[str, str]) -> None:
    assert counts(result(name)) == expected


def test_a_comment_above_the_header_hides_nobody() -> None:
    assert [feature["n"] for feature in result("k1_comment_above_header.csv")["features"]] == [5, 5]


def test_one_unknown_wording_is_asked_about_and_the_answer_gives_the_numbers_of_the_original() -> (
    None
):
    line = refused("bank-one-dislike.xlsx")
    assert "“That would be a dealbreaker” (1351×)" in line
    assert '--answer "That would be a dealbreaker=' in line
    assert line.startswith("bank-one-dislike.xlsx, 'Form Responses 1'!E3: ")
    original = result(example_survey("en"))
    assert "M" in {feature["category"] for feature in original["features"]}
    reworded = result("bank-one-dislike.xlsx", "--answer", "That would be a dealbreaker=dislike")
    assert reworded["features"] == original["features"]


MESSY = {
    "plan": {
        "I'd love that": 1,
        "I'd expect that": 2,
        "I don't care either way": 3,
        "I could put up with that": 4,
        "I'd hate that": 5,
    },
    "happy": {"Very happy": 1, "As expected": 2, "Neutral": 3, "Tolerable": 4, "Unhappy": 5},
    "likeit": {
        "I'd like it": 1,
        "I'd expect it": 2,
        "I don't mind": 3,
        "I could live with it": 4,
        "I'd dislike it": 5,
    },
}
NAMES = ("none", "like", "must-be", "neutral", "live-with", "dislike")


@pytest.mark.parametrize("kind", MESSY)
def test_a_messy_export_has_nine_features(kind: str, tmp_path: Path) -> None:
    name, meaning = f"messy-{kind}.csv", MESSY[kind]
    plain = analysed(name)
    if plain.code:
        assert plain.code == 2
        assert "not known, and too many to leave out: “" in plain.err
        assert "--answer" in plain.err
        saved = tmp_path / "saved.toml"
        assert kano("inspect", READING / name, "--save-mapping", saved).code == 0
        unknown = saved.read_text(encoding="utf-8").split("\n[answers]\n")[1]
        assert any(f'"{wording}" = ""' in unknown for wording in meaning)
    found = result(name, *means(*(f"{wording}={NAMES[code]}" for wording, code in meaning.items())))
    assert len(found["features"]) == 9
    assert not any("ithout" in feature["name"] for feature in found["features"])
    assert list(counts(found).values()) == side_by_side(name, 3, 9, meaning)


def test_the_messy_plan_is_read_at_once() -> None:
    expected = side_by_side("messy-plan.csv", 3, 9, MESSY["plan"])
    assert list(counts(result("messy-plan.csv")).values()) == expected


def test_seven_steps_are_no_five_answers() -> None:
    line = refused("scale7.csv")
    assert "a scale of 7 steps" in line
    assert '--answer "7=' in line
    meaning = {"1": 1, "2": 2, "3": 3, "4": 3, "5": 3, "6": 4, "7": 5}
    found = result("scale7.csv", *means(*(f"{step}={NAMES[c]}" for step, c in meaning.items())))
    assert list(counts(found).values()) == side_by_side("scale7.csv", 3, 9, meaning)


@pytest.mark.parametrize(
    ("name", "first", "features"), [("scale-rev.csv", 3, 9), ("k13_five_is_like_mild.csv", 1, 2)]
)
def test_numbers_that_run_the_other_way_are_asked_about(
    name: str, first: int, features: int
) -> None:
    line = refused(name)
    assert "seem to run the other way" in line
    for codes, meaning in (
        ("like=5", {str(n): 6 - n for n in range(1, 6)}),
        ("like=1", {str(n): n for n in range(1, 6)}),
    ):
        assert f"--codes {codes}" in line
        expected = side_by_side(name, first, features, meaning)
        assert list(counts(result(name, "--codes", codes)).values()) == expected


def test_shares_are_no_counts() -> None:
    line = refused("k3_percent_table.csv")
    assert "percentages" in line
    assert "--respondents N" in line
    found = result("k3_percent_table.csv", "--respondents", "40")
    assert counts(found)["Backup"] == "A4 O12 M20 I4"
    assert [feature["n"] for feature in found["features"]] == [40, 40, 40]
    assert [warning["code"] for warning in found["warnings"]] == ["counts_from_shares"]
    found = result("k3_percent_table.csv", "--respondents", "100")
    assert counts(found)["Backup"] == "A10 O30 M50 I10"


@pytest.mark.parametrize("name", ["k10_letters_per_person.csv", "09_category_letters.xlsx"])
def test_letters_are_counted(name: str) -> None:
    if name.endswith(".csv"):
        rows: Sequence[Sequence[object]] = rows_of(name)
    else:
        book = openpyxl.load_workbook(READING / name)
        rows = list(book.worksheets[0].iter_rows(values_only=True))
    features = {
        str(header): letters(row[index] for row in rows[1:] if row[index])
        for index, header in enumerate(rows[0])
        if header in ("Backup", "Night mode", "Search", "Chat", "Alerts")
    }
    assert len(features) == (3 if name.endswith(".csv") else 2)
    assert counts(result(name)) == features


def test_a_long_table_without_a_header(tmp_path: Path) -> None:
    line = refused("k14_headerless_long.csv")
    header = "feature, functional, dysfunctional"
    assert header in line
    headed = tmp_path / "headed.csv"
    text = (READING / "k14_headerless_long.csv").read_text(encoding="utf-8")
    headed.write_text(f"{header}\n{text}", encoding="utf-8")
    expected = dict.fromkeys(("Route search", "Weather"), "A1 O1 M1 I1")
    assert counts(result(headed)) == expected


def test_a_row_for_each_requirement() -> None:
    found = result("k15_row_per_requirement.csv")
    expected = ["M1", "A1", "O1", "I1", "M1", "A1"]
    assert counts(found) == dict(zip([f"SJ0{n}" for n in range(1, 7)], expected, strict=True))


def test_a_row_for_each_answer() -> None:
    found = result("k16_row_per_answer.csv")
    assert list(counts(found).values()) == ["A2 O2 M1 I1"]
    assert [feature["n"] for feature in found["features"]] == [6]


def test_o_for_obligatory_is_mapped_by_letter(tmp_path: Path) -> None:
    line = refused("k17_table_O_is_must.csv")
    advised = line[line.index('layout = "totals"') :].split(" if column")[0]
    layout, _, columns = advised.partition(", then [columns], ")
    mapping = tmp_path / "mapping.toml"
    lines = [layout, "[columns]", *columns.split(", ")]
    mapping.write_text("\n".join(lines), encoding="utf-8")
    found = result("k17_table_O_is_must.csv", "--mapping", mapping)
    assert counts(found) == {"Sauvegarde": "A5 O10 M20 I4", "Mode nuit": "A24 O4 M2 I9"}


def test_a_dash_before_the_question_and_only_a_number_behind() -> None:
    meaning = {"很喜欢": 1, "理所当然": 2, "无所谓": 3, "勉强接受": 4, "很不喜欢": 5}
    expected = side_by_side("k18_wjx_dash_a.csv", 1, 2, meaning)
    found = counts(result("k18_wjx_dash_a.csv"))
    names = ["水壶采用食品级钢材", "水壶采用木质手柄"]
    assert found == dict(zip(names, expected, strict=True))


def test_names_differ_by_what_differs() -> None:
    names = list(counts(result("k6_same_start_names.csv")))
    assert len(names) == 3
    for name, own in zip(names, ("vibrations", "lumière", "chauffage"), strict=True):
        assert own in name
        assert "(" not in name


def test_headers_from_r() -> None:
    names = list(counts(result("k7_r_headers.csv")))
    assert len(names) == 2
    for name, own in zip(names, ("built in lamp", "water gauge"), strict=True):
        assert own in name.lower()
        assert "please" not in name.lower()


def test_importance_in_words() -> None:
    steps = ("Not at all", "Slightly", "Moderately", "Very", "Extremely")
    rows = rows_of("k8_importance_words.csv")[1:]
    expected = [
        sum(steps.index(row[column].removesuffix(" important")) + 1 for row in rows) / len(rows)
        for column in (8, 9, 10)
    ]
    found = result("k8_importance_words.csv")
    stated = [feature["importance"]["mean"] for feature in found["features"]]
    assert stated == pytest.approx(expected)
    assert not any(warning["code"] == "importance_unreadable" for warning in found["warnings"])


def test_importance_of_every_row_of_a_grid() -> None:
    found = result("k9_grid_parentheses.csv")
    rows = rows_of("k9_grid_parentheses.csv")[1:]
    stated = [feature["importance"] for feature in found["features"]]
    expected = [sum(int(row[11 + n]) for row in rows) / len(rows) for n in range(5)]
    assert [each["mean"] for each in stated] == pytest.approx(expected)
    assert [each["n"] for each in stated] == [10] * 5


def test_a_mapping_of_answers_alone() -> None:
    found = result("k5_french.csv", "--mapping", READING / "k5_answers_only.toml")
    assert list(counts(found).values()) == ["A2 O1 M2 I1", "A3 I2 R1"]


def test_a_mapping_of_answers_alone_leaves_the_columns_to_be_found(tmp_path: Path) -> None:
    survey = tmp_path / "survey.csv"
    head = "id,Sauvegarde [F],Sauvegarde [D],Mode nuit [F],Mode nuit [D]"
    text = (READING / "k5_french.csv").read_text(encoding="utf-8")
    survey.write_text("\n".join([head, *text.splitlines()[1:]]), encoding="utf-8")
    found = result(survey, "--mapping", READING / "k5_answers_only.toml")
    assert counts(found) == {"Sauvegarde": "A2 O1 M2 I1", "Mode nuit": "A3 I2 R1"}


def test_spanish_in_the_encoding_of_western_windows() -> None:
    outcome = kano("inspect", READING / "spanish_cp1252.csv", "--language", "en")
    assert "¿Cómo se siente" in outcome.out
    names = list(counts(result("spanish_cp1252.csv")))
    assert "ransferencias" in names[0]
    assert "rápidas" in names[0] or names[0].endswith("…")
    assert names[1] == "Búsqueda"


def test_hidden_rows_are_told() -> None:
    found = result("01_filtered_to_Retail.xlsx")
    hidden = [warning for warning in found["warnings"] if warning["code"] == "rows_hidden"]
    assert len(hidden) == 1
    assert "20 of 32" in hidden[0]["message"]
    assert "--visible" in hidden[0]["message"]
    assert [feature["n"] for feature in found["features"]] == [32, 32]


def test_hidden_rows_can_be_left_out() -> None:
    found = result("01_filtered_to_Retail.xlsx", "--visible")
    assert [feature["n"] for feature in found["features"]] == [12, 12]
    assert {each["name"]: each["category"] for each in found["features"]} == {
        "Chat": "M",
        "Alerts": "A",
    }


def test_weights_are_told() -> None:
    found = result("02_weighted.xlsx")
    assert [warning["code"] for warning in found["warnings"]] == ["column_of_weights"]
    assert "“Weight”" in found["warnings"][0]["message"]
    assert counts(found) == {"Chat": "A10 M6"}


def test_a_sheet_for_each_region() -> None:
    line = refused("03_sheet_per_region.xlsx")
    assert "“North”, “South”" in line
    assert "--sheet" in line
    parts = [
        {feature["name"]: Counter(feature["counts"]) for feature in found["features"]}
        for found in (
            result("03_sheet_per_region.xlsx", "--sheet", name) for name in ("North", "South")
        )
    ]
    both = result("03_sheet_per_region.xlsx", "--sheet", "North", "--sheet", "South")
    assert counts(both) == {name: told(parts[0][name] + parts[1][name]) for name in parts[0]}
    assert counts(both) == {"Chat": "M12 I20", "Alerts": "A12 O20"}
    assert [feature["n"] for feature in both["features"]] == [32, 32]


def test_words_are_not_advised_to_be_turned() -> None:
    outcome = analysed("14_reverse.xlsx")
    assert outcome.code == 0
    assert "--codes" not in outcome.err + outcome.out
    assert "pairs_contrary" in outcome.out


def test_rows_with_ids_of_their_own_are_no_duplicates() -> None:
    outcome = analysed("21_unique_IDs_with_Gender.xlsx")
    assert "respondent_duplicate" not in outcome.out
    assert [feature["n"] for feature in json.loads(outcome.out)["features"]] == [40, 40]


PRIVATE = CASES / "40-privacy.csv"
ANSWERS = {
    "I like it that way",
    "It must be that way",
    "I am neutral",
    "I can live with it that way",
    "I dislike it that way",
    "",
}


def private_rows() -> list[list[str]]:
    with PRIVATE.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def private_texts() -> set[str]:
    """Everything that a single person wrote, be it in a question or beside one."""
    rows = private_rows()
    about = {cell for row in rows for cell in (*row[1:5], row[11])}
    return (about | {cell for row in rows for cell in row[5:11]}) - ANSWERS


def assert_private(text: str) -> None:
    plain = text.casefold()
    assert not sorted(words for words in private_texts() if words.casefold() in plain)
    for fragment in ("quillfeather", "snodgrass", "acacia", "@", "dob ", "203.0.113", "1380013800"):
        assert fragment not in plain


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_nothing_of_a_single_person_gets_out(language: str, tmp_path: Path) -> None:
    assert len(private_texts()) > 100
    report, data, saved = (tmp_path / name for name in ("report.xlsx", "data.json", "saved.toml"))
    done = kano("analyse", PRIVATE, "-o", report, "--json", data, "--language", language)
    assert done.code in (0, 2)
    assert_private(done.out + done.err)
    seen = kano("inspect", PRIVATE, "--save-mapping", saved, "--language", language)
    assert seen.code == 0
    assert_private(seen.out + seen.err)
    assert_private(saved.read_text(encoding="utf-8"))
    given = private_texts() - {cell for row in private_rows() for cell in (*row[1:5], row[11])}
    given.add("My boss Bob Snodgrass is awful")
    forced = [PRIVATE, *means(*(f"{words}=none" for words in sorted(given)))]
    files = ("-o", report, "--json", data, "--overwrite", "--language", language)
    again = kano("analyse", *forced, *files)
    assert again.code == 0, again.err
    assert_private(again.out + again.err)
    assert_private(data.read_text(encoding="utf-8"))
    cells = cell_values(report).values()
    assert_private("\n".join(str(value) for sheet in cells for value in sheet.values()))
    explained = kano("inspect", *forced, "--save-mapping", saved, "--overwrite")
    assert explained.code == 0
    assert_private(explained.out + explained.err)
    assert_private(saved.read_text(encoding="utf-8"))
