"""Who is counted, in which group and how much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.errors import KanoError
from kano_xl.languages import LANGUAGES
from kano_xl.survey.groups import MOST_GROUPS
from kano_xl.survey.people import MOST_WEIGHT
from kano_xl.survey.reading import read, read_sheet
from kano_xl.survey.sheet import Sheet, Value
from kano_xl.survey.survey import Survey
from sample_surveys import DISLIKE, LIKE, NEUTRAL, codes, sheet

ANSWERS = ["Chat [F]", "Chat [D]", "Map [F]", "Map [D]"]
GIVEN = [LIKE, DISLIKE, NEUTRAL, DISLIKE]


def survey(headers: Sequence[str], *people: Sequence[Value], **choices: object) -> Survey:
    """People with these values in the columns before the answers, and one more column behind."""
    rows = [[*person, *GIVEN] for person in people]
    return read_sheet(sheet([*headers, *ANSWERS], *rows), Settings(**choices))  # type: ignore[arg-type]


def sizes(found: Survey) -> dict[str, int]:
    assert found.answers is not None
    assert found.answers.groups is not None
    numbers = np.bincount(found.answers.groups, minlength=len(found.groups))
    return dict(zip(found.groups, numbers.tolist(), strict=True))


def refused(*arguments: Sequence[Value], **choices: object) -> KanoError:
    with pytest.raises(KanoError) as error:
        survey(*arguments, **choices)  # type: ignore[arg-type]
    for language in LANGUAGES:
        assert error.value.message(language)
    return error.value


PLANS: list[list[Value]] = [["Pro"]] * 6 + [["Basic"]] * 7


@pytest.mark.parametrize("name", ["Plan", " plan ", "ＰＬＡＮ", "2. Plan", "A", "a"])
def test_a_column_is_known_by_its_header_or_letter(name: str) -> None:
    assert sizes(survey(["Plan"], *PLANS, by=name)) == {"Pro": 6, "Basic": 7}


def test_a_numbered_header_is_known_without_its_number() -> None:
    assert sizes(survey(["3、您的版本"], *PLANS, by="您的版本")) == {"Pro": 6, "Basic": 7}


def test_a_header_beats_a_letter() -> None:
    people = [[who, plan] for who, plan in zip("xy" * 6 + "x", (p for (p,) in PLANS), strict=True)]
    found = survey(["B", "Plan"], *people, by="B")
    assert sizes(found) == {"x": 7, "y": 6}


def test_equal_headers_are_asked_about() -> None:
    people = [[plan, plan] for (plan,) in PLANS]
    error = refused(["Plan", "Plan"], *people, by="Plan")
    assert error.code == "column_twice"
    assert error.values["letters"] == "A, B"
    assert sizes(survey(["Plan", "Plan"], *people, by="B")) == {"Pro": 6, "Basic": 7}
    # Case does not matter, but the very same header goes first.
    assert sizes(survey(["Plan", "PLAN"], *people, by="PLAN")) == {"Pro": 6, "Basic": 7}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Plann", "column_meant"),
        ("Region", "column_unknown"),
        ("Z", "column_unknown"),
        ("Chat [F]", "column_answers"),
        ("C", "column_answers"),
    ],
)
@pytest.mark.parametrize("option", ["by", "weight", "where"])
def test_a_column_that_is_not_there(name: str, code: str, option: str) -> None:
    value: object = (f"{name}=Pro",) if option == "where" else name
    error = refused(["Plan"], *PLANS, **{option: value})
    assert error.code == code
    assert f"--{option}" in str(error)
    assert "“Plan” (A)" in str(error)


def test_no_column_besides_the_answers() -> None:
    assert refused([], *[[]] * 9, by="Plan").code == "column_none"


def test_spellings_are_one_group_under_the_most_frequent_one() -> None:
    people = [["Pro"], ["pro "], ["Pro"], ["PRO"], ["Ｐｒｏ"], ["Pro"], *[["Basic"]] * 5]
    assert sizes(survey(["Plan"], *people, by="Plan")) == {"Pro": 6, "Basic": 5}


def test_numbers_days_and_truths_are_groups() -> None:
    for value, name in ((3.0, "3"), (datetime(2026, 3, 1), "2026-03-01"), (True, "TRUE")):
        people: list[list[Value]] = [[value]] * 5 + [["other"]] * 5
        assert sizes(survey(["Kind"], *people, by="Kind")) == {name: 5, "other": 5}


def test_the_smallest_groups_are_put_together() -> None:
    people = [*PLANS, *[["Team"]] * 4, ["Guest"]]
    found = survey(["Plan"], *people, by="Plan")
    assert sizes(found) == {"Pro": 6, "Basic": 7, "other (2 groups)": 5}
    assert codes(found) == ["groups_pooled"]


def test_too_few_groups_are_left() -> None:
    assert refused(["Plan"], *PLANS[:6], *[["Basic"]] * 4, by="Plan").code == "groups_too_small"
    assert refused(["ID"], *[[n] for n in range(30)], by="ID").code == "groups_too_small"
    assert refused(["Plan"], *PLANS[:6], by="Plan").code == "groups_one"


def test_groups_beyond_all_reason() -> None:
    people = [[group] for group in range(MOST_GROUPS + 1) for _ in range(5)]
    assert refused(["Code"], *people, by="Code").code == "groups_too_many"
    assert len(sizes(survey(["Code"], *people[5:], by="Code"))) == MOST_GROUPS


def test_people_without_a_group_are_one_if_they_are_enough() -> None:
    blanks: list[list[Value]] = [["n/a"], *[[None]] * 4]
    found = survey(["Plan"], *PLANS, *blanks, by="Plan")
    assert sizes(found) == {"Pro": 6, "Basic": 7, "(not stated)": 5}
    assert codes(found) == ["group_unknown"]
    found = survey(["Plan"], *PLANS, *blanks[1:], by="Plan")
    assert sizes(found) == {"Pro": 6, "Basic": 7}
    assert codes(found) == ["group_unknown_left_out"]
    # Nobody is found by taking the groups from the whole.
    assert analyse(found).features[0].n == 13


def test_a_group_is_never_named_by_contacts() -> None:
    people = [["ann@example.com"]] * 5 + [["bob@example.com"]] * 6
    found = survey(["Account manager"], *people, by="A")
    assert sizes(found) == {"…": 5, "… (2)": 6}
    bands = [["50000-100000"]] * 5 + [["100000-200000"]] * 5
    assert list(sizes(survey(["Income"], *bands, by="Income"))) == ["50000-100000", "100000-200000"]


def test_conditions_are_met_before_anything_is_counted() -> None:
    people = [[plan, region] for (plan,) in PLANS for region in ("N", "S", "W")]
    found = survey(["Plan", "Region"], *people, where=("Plan=pro",))
    assert found.source.respondents == 18
    assert [(each.code, each.values) for each in found.problems] == [
        ("where_kept", {"n": 18, "total": 39})
    ]
    both = survey(["Plan", "Region"], *people, where=("Plan=Pro", "Region=N", "Region= s"))
    assert both.source.respondents == 12
    by = survey(["Plan", "Region"], *people, where=("B=N",), by="Plan")
    assert sizes(by) == {"Pro": 6, "Basic": 7}


def test_the_longest_header_of_a_condition_wins() -> None:
    people: list[list[Value]] = [["b=c", "x"]] * 6 + [["b", "c"]] * 7
    assert survey(["a", "a=b"], *people, where=("a=b=c",)).source.respondents == 7
    assert survey(["a", "z"], *people, where=("a=b=c",)).source.respondents == 6


def test_a_condition_for_blank_cells() -> None:
    people: list[list[Value]] = [*PLANS, *[[None]] * 5]
    assert survey(["Plan"], *people, where=("Plan=",)).source.respondents == 5


def test_a_group_may_be_called_none() -> None:
    people: list[list[Value]] = [*PLANS, *[["None"]] * 5, *[[None], ["-"], ["N/A"]] * 3]
    assert sizes(survey(["Plan"], *people, by="Plan"))["None"] == 5
    for given, n in (("none", 5), ("", 9), ("n/a", 9)):
        assert survey(["Plan"], *people, where=(f"Plan={given}",)).source.respondents == n


def test_conditions_that_nobody_meets() -> None:
    people = [*PLANS, ["Anna"]]
    error = refused(["Plan"], *people, where=("Plan=Proo",))
    assert error.code == "where_value"
    assert "“Pro”" in str(error)
    assert "Anna" not in str(error)
    names = [[f"P{number}"] for number in range(9)]
    assert refused(["Who"], *names, where=("Who=P10",)).code == "where_nobody"
    # Of several values each has to be there: a slip would leave people out without a word.
    error = refused(["Plan"], *people, where=("Plan=Pro", "Plan=Bascic"))
    assert (error.code, error.values["given"]) == ("where_value", "Bascic")
    days = [[datetime(2026, 3, 1)]] * 6
    assert "“2026-03-01”" in str(refused(["Day"], *days, where=("Day=2026-03-02",)))
    assert refused(["Plan"], *PLANS, where=("Plan",)).code == "where_form"
    assert refused(["Plan"], *PLANS, where=("=Pro",)).code == "where_form"


def test_a_result_about_fewer_than_five_is_refused() -> None:
    people = [*PLANS, *[["Team"]] * 4]
    error = refused(["Plan"], *people, where=("Plan=Team",))
    assert error.code == "where_too_few"
    assert "4" not in str(error)
    found = survey(["Plan"], *people, ["Team"], where=("Plan=Team",))
    assert found.source.respondents == 5


def test_weights_in_every_writing() -> None:
    people: list[list[Value]] = [[1], [2.5], ["0,5"], ["１.5"], [" 2 "], [0], [None], ["n/a"]]
    found = survey(["Factor"], *people, weight="Factor")
    assert found.answers is not None
    assert found.answers.weights is not None
    assert found.answers.weights.tolist() == [1, 2.5, 0.5, 1.5, 2]
    # How many have none would tell of fewer than five people.
    assert codes(found) == ["weight_missing_few"]
    assert found.source.respondents == 5
    found = survey(["Factor"], *people, [0], [0], weight="Factor")
    assert [(each.code, each.values["n"]) for each in found.problems] == [("weight_missing", 5)]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (-1, "weight_negative"),
        ("-0,5", "weight_negative"),
        ("1.200", "weight_thousands"),
        ("80%", "weight_unreadable"),
        ("1'250", "weight_unreadable"),
        ("heavy", "weight_unreadable"),
        (True, "weight_unreadable"),
        ("inf", "weight_unreadable"),
        (MOST_WEIGHT * 2, "weight_unreadable"),
        (0.5 / MOST_WEIGHT, "weight_unreadable"),
        (datetime(2026, 1, 1), "weight_unreadable"),
    ],
)
def test_what_is_no_weight(value: Value, code: str) -> None:
    error = refused(["Factor"], *[[1]] * 6, [value], [value], weight="Factor")
    assert (error.code, error.place.cell, error.values["n"]) == (code, "A8", 2)


@pytest.mark.parametrize(("uncertain", "other"), [("1.250", "850,5"), ("1,250", "850.5")])
def test_a_mark_of_decimals_beside_another_mark(uncertain: str, other: str) -> None:
    """Read as 1.25 beside 850.5 it would count next to nothing."""
    error = refused(["Factor"], *[[other]] * 6, [uncertain], weight="Factor")
    assert (error.code, error.place.cell) == ("weight_thousands", "A8")
    for advised, read_as in (("1250", 1250), ("1.25", 1.25), ("1,2505", 1.2505)):
        found = survey(["Factor"], *[[other]] * 6, [advised], weight="Factor")
        assert found.answers is not None
        assert found.answers.weights is not None
        assert found.answers.weights.tolist() == [850.5] * 6 + [read_as]


def test_a_weight_of_somebody_who_is_not_counted_may_be_anything() -> None:
    people: list[list[Value]] = [["Pro", 1]] * 6 + [["Basic", -1]]
    found = survey(["Plan", "Factor"], *people, where=("Plan=Pro",), weight="Factor")
    assert found.source.respondents == 6


def test_weights_that_are_used_are_not_said_to_be_unused() -> None:
    people: list[list[Value]] = [[0.5, 1.5]] * 6
    assert codes(survey(["Weight", "wt"], *people)) == ["column_of_weights"] * 2
    found = survey(["Weight", "wt"], *people, weight="wt")
    assert [(each.code, each.place.cell) for each in found.problems] == [
        ("column_of_weights", "A1")
    ]


def test_weights_leave_at_least_five() -> None:
    for factors in ([0] * 9, [1] * 4 + [None] * 5):
        error = refused(["Factor"], *[[factor] for factor in factors], weight="Factor")
        assert error.code == "weight_too_few"
        assert "--exclude" not in str(error)


@pytest.mark.parametrize(
    ("factors", "warned"),
    [([1e6] + [1] * 29, True), ([1, 2, 4] * 10, False), ([9] * 8 + [0.01] * 32, True)],
)
def test_weights_by_which_a_few_decide(factors: list[float], warned: bool) -> None:
    """Kish's number is 1.0 of 30, 21 of 30 and 8.1 of 40."""
    found = survey(["Factor"], *[[factor] for factor in factors], weight="Factor")
    assert codes(found) == ["weights_uneven"] * warned
    half = [[factor, "ab"[place % 2]] for place, factor in enumerate([1e6] + [1] * 29)]
    by = survey(["Factor", "Half"], *half, weight="Factor", by="Half")
    assert codes(by) == ["weights_uneven", "weights_uneven_group"]
    assert by.problems[1].values["name"] == "a"


LONG = ("Respondent", "Feature", "Functional", "Dysfunctional", "Plan", "Factor")


def long_survey(**choices: object) -> Survey:
    rows: list[list[Value]] = []
    for person in range(12):
        plan = "Pro" if person < 6 else "Basic"
        factor = 2.0 if person < 6 else 1.0
        rows.append([person, "Chat", LIKE, DISLIKE, None if person == 1 else plan, factor])
        rows.append([person, "Map", NEUTRAL, DISLIKE, "Basic" if person == 2 else plan, factor])
    return read_sheet(sheet(LONG, *rows), Settings(**choices))  # type: ignore[arg-type]


def test_people_with_several_rows_have_one_group_and_one_weight() -> None:
    found = long_survey(by="Plan", weight="Factor")
    assert sizes(found) == {"Pro": 6, "Basic": 6}
    assert found.answers is not None
    assert found.answers.weights is not None
    assert found.answers.weights.tolist() == [2.0] * 6 + [1.0] * 6
    (problem,) = found.problems
    assert (problem.code, problem.place.cell, problem.values["n"]) == ("column_changes", "E7", 1)


@pytest.mark.parametrize("name", ["Weight", "E"])
def test_a_column_of_whole_weights_is_no_importance_when_it_is_the_weight(name: str) -> None:
    rows: list[list[Value]] = [
        [person, feature, LIKE, DISLIKE, 1 + person % 2] for person in range(8) for feature in "ab"
    ]
    table = sheet([*LONG[:4], "Weight"], *rows)
    found = read_sheet(table, Settings(weight=name))
    assert found.answers is not None
    assert found.answers.weights is not None
    assert found.answers.weights.tolist() == [1, 2] * 4
    assert found.importance() is None
    stated = read_sheet(table).importance()
    assert stated is not None
    assert [each and each.mean for each in stated] == [1.5, 1.5]


def test_people_with_several_rows_are_counted_by_condition() -> None:
    found = long_survey(where=("Plan=Basic",), weight="Factor")
    assert found.source.respondents == 6
    assert found.answers is not None
    assert found.answers.weights is not None
    assert found.answers.weights.tolist() == [1.0] * 6
    assert found.counts().n[0, :, 3, 5].tolist() == [0, 6]
    with pytest.raises(KanoError) as error:
        long_survey(by="Functional")
    assert error.value.code == "column_answers"


def test_counts_have_no_people_to_tell_apart() -> None:
    table = sheet(["Feature", "Team", *"AOMI"], ["Chat", "North", 1, 2, 3, 4])
    for choices in ({"by": "Team"}, {"weight": "Team"}, {"where": ("Team=North",)}):
        with pytest.raises(KanoError) as error:
            read_sheet(table, Settings(**choices))  # type: ignore[arg-type]
        assert error.value.code == "column_needs_answers"


def csv(path: Path, *rows: Sequence[object]) -> Path:
    path.write_text("\n".join(",".join(map(str, row)) for row in rows) + "\n", encoding="utf-8")
    return path


def test_the_file_and_the_sheet_are_groups(tmp_path: Path) -> None:
    header, row = ["Plan", *ANSWERS], ["x", *GIVEN]
    north = csv(tmp_path / "north.csv", header, *[row] * 5)
    south = csv(tmp_path / "south.csv", header, *[row] * 8)
    found = read([north, south], Settings(by="@file"))
    assert sizes(found) == {"north.csv": 5, "south.csv": 8}
    assert sizes(read([north, south], Settings(by="@sheet"))) == {"north.csv": 5, "south.csv": 8}
    (tmp_path / "later").mkdir()
    again = csv(tmp_path / "later" / "north.csv", header, *[row] * 6)
    found = read([north, again], Settings(by="@file"))
    assert sizes(found) == {"north.csv": 5, "north.csv (2)": 6}
    with pytest.raises(KanoError) as error:
        read(north, Settings(by="@file"))
    assert error.value.code == "groups_one"


def test_files_of_counts_are_groups(tmp_path: Path) -> None:
    header = ["Feature", *"AOMIRQ"]
    paths = [
        csv(tmp_path / f"{name}.csv", header, ["Chat", n, 2, 3, 1, 0, 0], ["Map", 1, 2, 3, 4, 0, 0])
        for name, n in (("north", 4), ("south", 40))
    ]
    found = analyse(read(paths, Settings(by="@file")))
    assert [(each.name, each.respondents) for each in found.groups] == [
        ("south.csv", 46),
        ("north.csv", 10),
    ]
    assert found.features[0].counts["A"] == 44


def test_files_share_their_groups_whatever_their_order(tmp_path: Path) -> None:
    header = ["Plan", *ANSWERS]
    one = csv(tmp_path / "one.csv", header, *[["Pro", *GIVEN]] * 3, *[["Basic", *GIVEN]] * 4)
    two = csv(tmp_path / "two.csv", header, *[["basic", *GIVEN]] * 4, *[["Pro", *GIVEN]] * 2)
    assert sizes(read([one, two], Settings(by="Plan"))) == {"Pro": 5, "Basic": 8}
    lacking = csv(tmp_path / "lacking.csv", ANSWERS, *[GIVEN] * 4)
    with pytest.raises(KanoError) as error:
        read([one, lacking], Settings(by="Plan"))
    assert (error.value.code, error.value.place.file) == ("column_none", "lacking.csv")


def test_hidden_sheets_keep_their_groups() -> None:
    """A blank row between people has no group, for it is nobody."""
    rows = [[*person, *GIVEN] for person in PLANS]
    blank: list[Value] = [None] * 5
    table = Sheet("a.xlsx", "S", [["Plan", *ANSWERS], *rows[:3], blank, *rows[3:]])
    assert sizes(read_sheet(table, Settings(by="Plan"))) == {"Pro": 6, "Basic": 7}
