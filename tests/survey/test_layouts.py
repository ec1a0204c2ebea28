"""Every layout that surveys are exported in, with headers as the tools write them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kano_xl.choices import Settings
from kano_xl.errors import InputError
from kano_xl.model.cube import CategoryCube
from kano_xl.survey.choosing import choose
from kano_xl.survey.reading import read_sheet
from sample_surveys import (
    CHINESE,
    DISLIKE,
    LIKE,
    LIVE,
    MUST,
    NEUTRAL,
    cells,
    columns,
    names,
    pairs,
    sheet,
    survey,
    understood,
)

# Two features answered by two people: the pairs of codes that every layout must give.
TWO = [[(1, 5), (2, 4)], [(3, 3), (1, 3)]]
WORDS = {1: LIKE, 2: MUST, 3: NEUTRAL, 4: LIVE, 5: DISLIKE}


def answered(order: str, words: dict[int, str] | None = None) -> list[list[str]]:
    """The answers of `TWO`, columns in this order: F and D of feature 1, f and d of feature 2."""
    place = {"F": (0, 0), "D": (0, 1), "f": (1, 0), "d": (1, 1)}
    said = words or WORDS
    return [
        [said[TWO[feature][person][side]] for feature, side in (place[one] for one in order)]
        for person in range(2)
    ]


@pytest.mark.parametrize(
    ("headers", "order", "layout", "expected"),
    [
        pytest.param(
            [
                "How would you feel if the app had instant transfers?",
                "How would you feel if the app did not have instant transfers?",
                "How would you feel if the app had night mode?",
                "How would you feel if the app did not have night mode?",
            ],
            "FDfd",
            "side_by_side",
            ["Instant transfers", "Night mode"],
            id="side by side",
        ),
        pytest.param(
            [
                "If the app has instant transfers, how do you feel?",
                "If the app has night mode, how do you feel?",
                "If the app doesn’t have instant transfers, how do you feel?",
                "If the app doesn’t have night mode, how do you feel?",
            ],
            "FfDd",
            "sides_apart",
            ["Instant transfers", "Night mode"],
            id="all functional, then all dysfunctional",
        ),
        pytest.param(
            ["F1_functional", "F1_dysfunctional", "F2_functional", "F2_dysfunctional"],
            "FDfd",
            "coded",
            ["F1", "F2"],
            id="coded",
        ),
        pytest.param(["f1", "d1", "f2", "d2"], "FDfd", "coded", ["F1", "F2"], id="f1 d1"),
        pytest.param(
            ["functional_1", "functional_2", "dysfunctional_1", "dysfunctional_2"],
            "FfDd",
            "coded",
            ["F1", "F2"],
            id="coded, sides apart",
        ),
        pytest.param(
            ["Clean buses [F]", "Clean buses [D]", "Free WiFi [F]", "Free WiFi [D]"],
            "FDfd",
            "side_by_side",
            ["Clean buses", "Free WiFi"],
            id="[F] and [D]",
        ),
        pytest.param(
            ["Clean buses - with", "Clean buses - without", "Wi-Fi (present)", "Wi-Fi (absent)"],
            "FDfd",
            "side_by_side",
            ["Clean buses", "Wi-Fi"],
            id="with and without",
        ),
        pytest.param(
            [
                "Cleanliness [How would you feel if the train was clean?]",
                "Cleanliness [How would you feel if the train was not clean?]",
                "Punctuality [How would you feel if the train was on time?]",
                "Punctuality [How would you feel if the train was not on time?]",
            ],
            "FDfd",
            "grid",
            ["Cleanliness", "Punctuality"],
            id="Google grid, feature outside",
        ),
        pytest.param(
            [
                "1. 如果具備這個功能，你的感受是？ [即時轉帳]",
                "1. 如果具備這個功能，你的感受是？ [夜間模式]",
                "2. 如果不具備這個功能，你的感受是？ [即時轉帳]",
                "2. 如果不具備這個功能，你的感受是？ [夜間模式]",
            ],
            "FfDd",
            "grid",
            ["即時轉帳", "夜間模式"],
            id="Google grid, feature inside",
        ),
        pytest.param(
            [
                "3、请评价以下功能(账户安全—具备)",
                "3、请评价以下功能(账户安全—不具备)",
                "3、请评价以下功能(快速转账—具备)",
                "3、请评价以下功能(快速转账—不具备)",
            ],
            "FDfd",
            "grid",
            ["账户安全", "快速转账"],
            id="Wenjuanxing matrix",
        ),
        pytest.param(
            [
                "1、如果具备以下功能，您的感受是？—账户安全",
                "1、如果具备以下功能，您的感受是？—快速转账",
                "2、如果不具备以下功能，您的感受是？—账户安全",
                "2、如果不具备以下功能，您的感受是？—快速转账",
            ],
            "FfDd",
            "grid",
            ["账户安全", "快速转账"],
            id="Wenjuanxing matrix, rows behind a dash",
        ),
        pytest.param(
            [
                "1、正向题 Q1：当手机银行具备账户安全功能时，您的感受是？",
                "2、反向题 Q1：当手机银行不具备账户安全功能时，您的感受是？",
                "5、正向题 Q3：当手机银行提供24小时人工客服时，您的感受是？",
                "6、反向题 Q3：当手机银行不提供24小时人工客服时，您的感受是？",
            ],
            "FDfd",
            "side_by_side",
            ["账户安全", "24小时人工客服"],
            id="Wenjuanxing, numbers skip",
        ),
        pytest.param(
            [
                "如果您可以一键冻结银行卡，您会觉得",
                "如果您不能一键冻结银行卡，您会觉得",
                "若App有专属投资活动，您的态度是",
                "若App没有专属投资活动，您的态度是",
            ],
            "FDfd",
            "side_by_side",
            ["一键冻结银行卡", "专属投资活动"],
            id="Chinese without marks",
        ),
        pytest.param(
            ["账户安全（正向）", "账户安全（反向）", "无卡取款（正向）", "无卡取款（反向）"],
            "FDfd",
            "coded",
            ["账户安全", "无卡取款"],
            id="Chinese marks; a negative word in a name",
        ),
        pytest.param(
            [
                "Wie würden Sie sich fühlen, wenn die App eine Kartensperre hätte?",
                "Wie würden Sie sich fühlen, wenn die App keine Kartensperre hätte?",
                "Was würden Sie sagen, wenn Sie Geld sofort überweisen könnten?",
                "Was würden Sie sagen, wenn Sie Geld nicht sofort überweisen könnten?",
            ],
            "FDfd",
            "side_by_side",
            ["Kartensperre", "Geld sofort überweisen"],
            id="German",
        ),
        pytest.param(
            [
                "¿Cómo se sentiría si la aplicación tuviera alertas?",
                "¿Cómo se sentiría si la aplicación no tuviera alertas?",
                "¿Cómo se sentiría si el banco ofreciera eventos exclusivos?",
                "¿Cómo se sentiría si el banco no ofreciera eventos exclusivos?",
            ],
            "FDfd",
            "side_by_side",
            ["Alertas", "Eventos exclusivos"],
            id="Spanish",
        ),
        pytest.param(
            [
                "How would you feel if you could log in without a password? #",
                "How would you feel if you could not log in without a password? #",
                "How would you feel if you could log in with a password? #",
                "How would you feel if you could not log in with a password? #",
            ],
            "FDfd",
            "side_by_side",
            ["Log in without a password", "Log in with a password"],
            id="Typeform; a negation in the feature itself",
        ),
    ],
)
def test_columns(headers: list[str], order: str, layout: str, expected: list[str]) -> None:
    found = survey(headers, *answered(order))
    assert names(found) == expected
    assert pairs(found) == TWO
    assert found.source.layout == (layout,)
    assert all(feature.certain for feature in found.features)
    assert not found.problems


@pytest.mark.parametrize(
    ("headers", "order"),
    [
        (["G01Q01[SQ001]", "G01Q01[SQ002]", "G01Q02[SQ001]", "G01Q02[SQ002]"], "FfDd"),
        (["Q3a", "Q3b", "Q4a", "Q4b"], "FDfd"),
        (["Buses on green energy", "Buses on diesel", "Seats of wood", "Seats of foam"], "FDfd"),
    ],
)
def test_pairs_by_position_are_marked(headers: list[str], order: str) -> None:
    found = survey(headers, *answered(order))
    assert pairs(found) == TWO
    assert not any(feature.certain for feature in found.features)
    assert [problem.code for problem in found.problems] == ["pair_uncertain"] * 2


def test_pairs_by_position_alone_are_made_only_if_accepted() -> None:
    header = ["Q1", "Q2", "Q3", "Q4"]
    with pytest.raises(InputError) as error:
        survey(header, *answered("FDfd"))
    assert error.value.code == "pairs_by_position"
    assert "“Q1” (A + B), “Q3” (C + D)" in str(error.value)
    found = survey(header, *answered("FDfd"), settings=Settings(accept_pairs=True))
    assert pairs(found) == TWO
    assert [problem.code for problem in found.problems] == ["pair_uncertain"] * 2


def test_two_questions_of_one_side_are_never_a_pair() -> None:
    with_, without = "with dark mode?", "without dark mode?"
    asked = [f"How do you feel {words}" for words in (with_, "with PDF export?")]
    with pytest.raises(InputError) as error:
        survey(asked, [LIKE, DISLIKE], settings=Settings(accept_pairs=True))
    assert error.value.code == "one_side_missing"
    asked = [f"How do you feel {words}" for words in (without, "without PDF export?")]
    with pytest.raises(InputError) as error:
        survey(asked, [LIKE, DISLIKE], settings=Settings(accept_pairs=True))
    assert error.value.code == "one_side_missing"


def test_dysfunctional_side_first_for_one_feature() -> None:
    header = [
        "How would you feel if there were night buses?",
        "How would you feel if there weren't night buses?",
        "How would you feel if you could not freeze your card?",
        "How would you feel if you could freeze your card?",
        "How would you feel with WiFi?",
        "How would you feel without WiFi?",
    ]
    found = survey(header, [LIKE, DISLIKE, DISLIKE, LIKE, LIKE, LIVE])
    assert names(found) == ["Night buses", "Freeze your card", "WiFi"]
    assert pairs(found) == [[(1, 5)], [(1, 5)], [(1, 4)]]
    assert cells(found, "pair_turned") == ["C1"]


def test_numbers_and_words_mixed_in_two_languages() -> None:
    header = ["快速转账（正向）", "快速转账（反向）"]
    answers = [
        ["我很喜欢", 5.0],
        ["I like it that way", "5"],
        [1, "5.0"],
        ["１", "A、我很不喜欢。"],
    ]
    found = survey(header, *answers)
    assert pairs(found) == [[(1, 5)] * 4]


def test_google_forms() -> None:
    found = understood(
        [
            "Timestamp",
            "Email Address",
            "Which programme are you in?",
            "How would you feel if the bus had WiFi? ",
            "How would you feel if the bus did not have WiFi? ",
            "Untitled Question",
            "Column 54",
            "How would you feel if buses had WiFi on board?",
            "Any comments?",
        ],
        [
            "2024/05/01 9:00",
            "a@example.com",
            "Master",
            LIKE,
            DISLIKE,
            None,
            None,
            None,
            "I like it",
        ],
        [
            "2024/05/01 9:01",
            "b@example.com",
            "PhD",
            MUST,
            DISLIKE,
            None,
            None,
            None,
            "Too many ads",
        ],
        ["2024/05/01 9:02", "c@example.com", "PhD", LIKE, LIVE, None, None, None, "None, thanks"],
    )
    assert columns(found) == [("WiFi", "D", "E", True)]
    assert [(column.letter, reason) for column, reason in found.ignored] == [
        ("A", "background"),
        ("B", "background"),
        ("C", "no_answers"),
        ("F", "empty"),
        ("G", "empty"),
        ("H", "empty"),
        ("I", "no_answers"),
    ]
    assert [p.place.cell for p in found.problems if p.code == "column_empty"] == ["F1", "G1", "H1"]


def test_a_second_block_of_the_same_questions() -> None:
    header = ["How do you feel if it has X-ray?", "How do you feel if it does not have X-ray?"]
    found = survey(
        ["Timestamp", *header, *header],
        ["9:00", LIKE, DISLIKE, None, None],
        ["9:01", None, None, MUST, DISLIKE],
    )
    assert pairs(found) == [[(1, 5), (2, 5)]]
    with pytest.raises(InputError) as error:
        survey([*header, *header], [LIKE, DISLIKE, LIKE, LIVE])
    assert error.value.code == "duplicate_feature"
    assert (error.value.values["first"], error.value.values["second"]) == ("A", "C")


def test_microsoft_forms() -> None:
    found = understood(
        [
            "ID",
            "Start time",
            "Completion time",
            "Email",
            "Name",
            "How would you feel if a dedicated adviser was available?",
            "How would you feel if a dedicated adviser was not available?",
        ],
        [1.0, "x", "y", "anonymous", None, LIKE, LIVE],
        [2.0, "x", "y", "anonymous", None, LIKE, DISLIKE],
        [3.0, "x", "y", "anonymous", None, MUST, DISLIKE],
    )
    assert columns(found) == [("Dedicated adviser", "F", "G", True)]
    assert not any(problem.code == "respondent_duplicate" for problem in found.problems)


def test_wenjuanxing_with_numbers() -> None:
    found = understood(
        [
            "序号",
            "提交答卷时间",
            "所用时间",
            "来源",
            "来源详情",
            "来自IP",
            "1、您的性别",
            "3、正向题 Q1：当App提供电话客服时，您的感受是？",
            "4、反向题 Q1：当App不提供电话客服时，您的感受是？",
            "总分",
        ],
        [1.0, "2024/5/1 9:00", "88秒", "微信", "N/A", "192.0.2.1(上海)", 1.0, 1.0, 5.0, 6.0],
        [2.0, "2024/5/1 9:09", "90秒", "微信", "N/A", "192.0.2.2(北京)", 2.0, 2.0, 5.0, 7.0],
    )
    assert columns(found) == [("电话客服", "H", "I", True)]


def test_qualtrics() -> None:
    stem = "How would you feel if the app"
    found = understood(
        ["StartDate", "ResponseId", "Q1_1", "Q1_2", "Q2_1", "Q2_2"],
        [
            "Start Date",
            "Response ID",
            f"{stem} had the following? - Instant transfers",
            f"{stem} had the following? - Night mode",
            f"{stem} did not have the following? - Instant transfers",
            f"{stem} did not have the following? - Night mode",
        ],
        [f'{{"ImportId":"QID{number}"}}' for number in range(6)],
        ["2024-05-01", "R_1", *answered("FfDd")[0]],
        ["2024-05-02", "R_2", *answered("FfDd")[1]],
    )
    assert columns(found) == [("Instant transfers", "C", "E", True), ("Night mode", "D", "F", True)]
    assert found.layout is not None
    assert (found.layout.table.header_row, found.layout.table.first_row) == (0, 3)
    assert found.respondents == 2


def test_surveymonkey() -> None:
    has, has_not = "How would you feel if the app had this?", "And if it did not have this?"
    found = understood(
        ["Respondent ID", "Start Date", has, None, has_not, None],
        [None, None, "Fast transfers", "Night mode", "Fast transfers", "Night mode"],
        ["11", "05/01", *answered("FfDd")[0]],
        ["12", "05/02", *answered("FfDd")[1]],
    )
    assert columns(found) == [("Fast transfers", "C", "E", True), ("Night mode", "D", "F", True)]
    assert found.layout is not None
    assert found.layout.table.first_row == 2


def test_surveymonkey_single_questions() -> None:
    found = understood(
        [
            "Respondent ID",
            "How do you feel with WiFi?",
            "How do you feel without WiFi?",
        ],
        [None, "Response", "Response"],
        ["11", LIKE, DISLIKE],
    )
    assert columns(found) == [("WiFi", "B", "C", True)]


def test_header_over_two_rows() -> None:
    found = understood(
        ["Night mode", None, "Fast transfers", None],
        ["functional", "dysfunctional", "functional", "dysfunctional"],
        *answered("FDfd"),
    )
    assert columns(found) == [("Night mode", "A", "B", True), ("Fast transfers", "C", "D", True)]


def test_importance() -> None:
    found = survey(
        [f"F{k}_{side}" for k in (1, 2) for side in ("functional", "dysfunctional", "importance")],
        [1, 5, 7, 2, 5, "9"],
        [2, 5, "very", 2, 4, None],
    )
    assert found.answers is not None
    assert found.answers.importance is not None
    assert found.answers.importance[0][0] == 7
    assert found.answers.importance[1][0] == 9
    assert [problem.place.cell for problem in found.problems if "importance" in problem.code] == [
        "C3"
    ]


def test_importance_in_whole_questions() -> None:
    found = understood(
        [
            "当App具备账户安全功能时，您的感受是？",
            "当App不具备账户安全功能时，您的感受是？",
            "您认为账户安全的重要程度是？",
            "How important is phone support to you?",
            "How would you feel if the app had phone support?",
            "How would you feel if the app had no phone support?",
        ],
        [CHINESE[0], CHINESE[4], 9, 2, LIKE, DISLIKE],
        [CHINESE[1], CHINESE[4], 8, 9, LIKE, LIVE],
    )
    assert [(p.name, p.importance and p.importance.letter) for p in found.pairs] == [
        ("账户安全", "C"),
        ("Phone support", "D"),
    ]


def test_title_lines_and_empty_columns_before_the_table() -> None:
    found = understood(
        [None, "Survey of the mobile app", None, None],
        [],
        [None, None, "Night mode [F]", "Night mode [D]"],
        [None, None, LIKE, DISLIKE],
        [None, None, None, None],
        [None, None, MUST, DISLIKE],
    )
    assert columns(found) == [("Night mode", "C", "D", True)]
    assert found.layout is not None
    assert (found.layout.table.header_row, found.respondents) == (2, 2)


@pytest.mark.parametrize(
    "header",
    [
        ["respondent", "feature", "functional", "dysfunctional"],
        ["受访者", "功能", "正向题", "反向题"],
        ["ID", "Feature", "With", "Without"],
    ],
)
def test_long(header: list[str]) -> None:
    found = survey(
        header,
        ["ann", "Night mode", LIKE, DISLIKE],
        ["ann", "Fast transfers", NEUTRAL, NEUTRAL],
        ["bob", "Fast transfers", LIKE, NEUTRAL],
        ["bob", "Night mode", MUST, LIVE],
    )
    assert names(found) == ["Night mode", "Fast transfers"]
    assert pairs(found) == TWO
    assert found.source.layout == ("long",)
    assert found.source.respondents == 2


def test_long_without_respondents() -> None:
    rows = [["Night", 1, 5], ["Fast", 3, 3], ["Night", 2, 4], ["Fast", 1, 3]]
    found = survey(["feature", "functional", "dysfunctional"], *rows)
    assert pairs(found) == TWO


def test_long_without_respondents_sorted_by_feature() -> None:
    rows = [["Night", 1, 5], ["Night", 2, 4], ["Fast", 3, 3], ["Fast", 1, 3]]
    found = survey(["feature", "functional", "dysfunctional"], *rows)
    assert pairs(found) == TWO
    assert found.source.respondents == 2
    assert not found.problems


def test_long_by_time() -> None:
    found = survey(
        ["Timestamp", "feature", "functional", "dysfunctional"],
        ["9:00", "Night", 1, 5],
        ["9:01", "Fast", 1, 3],
        ["9:00", "Fast", 3, 3],
        ["9:01", "Night", 2, 4],
    )
    assert pairs(found) == TWO


def test_long_twice_by_one_id() -> None:
    found = survey(
        ["respondent", "feature", "functional", "dysfunctional"],
        ["ann", "Night", 1, 5],
        ["ann", "Night", 2, 4],
    )
    assert pairs(found) == [[(1, 5), (2, 4)]]
    assert cells(found, "respondent_duplicate") == ["A3"]


def test_long_with_people_who_have_no_id() -> None:
    found = survey(
        ["respondent", "feature", "functional", "dysfunctional"],
        *[["ann", "Night", 1, 5], ["ann", "Fast", 3, 3]],
        *[[None, "Night", 2, 4], ["n/a", "Fast", 1, 3]],
        *[[None, "Night", 2, 4], [None, "Fast", 3, 4]],
    )
    assert pairs(found) == [[(1, 5), (2, 4), (2, 4)], [(3, 3), (1, 3), (3, 4)]]
    assert not cells(found, "respondent_duplicate")


@pytest.mark.parametrize(
    ("header", "functional", "dysfunctional"),
    [
        (["respondent", "feature", "side", "answer"], "functional", "dysfunctional"),
        (["受访者", "功能", "题型", "答案"], "正向", "反向"),
        (["user", "item", "type", "response"], "with", "without"),
    ],
)
def test_long_answers(header: list[str], functional: str, dysfunctional: str) -> None:
    rows = [
        [person, feature, side, WORDS[TWO[f][p][s]]]
        for p, person in enumerate(["ann", "bob"])
        for s, side in enumerate([functional, dysfunctional])
        for f, feature in enumerate(["Night mode", "Fast transfers"])
    ]
    found = survey(header, *rows)
    assert pairs(found) == TWO
    assert found.source.layout == ("long_answers",)


@pytest.mark.parametrize(
    "header",
    [
        ["Feature", "A", "O", "M", "I", "R", "Q"],
        ["功能", "魅力属性", "期望属性", "必备属性", "无差异属性", "反向属性", "可疑结果"],
        ["", "Attractive", "Performance", "Must-be", "Indifferent", "Reverse", "Questionable"],
        ["功能/服务", "A(魅力)", "O(期望)", "M(必备)", "I(无差异)", "R(反向)", "Q(可疑)"],
    ],
)
def test_count_table(header: list[str]) -> None:
    found = survey(
        header,
        ["Service app", 45, 123, 95, 33, 0, 0],
        ["Hotline", 121.0, 24.0, 15.0, 124.0, 6.0, "6"],
        ["Total", 166, 147, 110, 157, 6, 6],
    )
    counts = found.counts()
    assert isinstance(counts, CategoryCube)
    assert counts.features == ("Service app", "Hotline")
    assert counts.counts[0].tolist() == [[45, 123, 95, 33, 0, 0], [121, 24, 15, 124, 6, 6]]
    assert [problem.code for problem in found.problems] == ["row_of_sums"]
    assert found.answers is None


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("1,000", 1000),
        ("2.000", 2000),
        ("1 000", 1000),
        ("1\u00a0000", 1000),
        ("1\u202f000", 1000),
        ("1'000", 1000),
        ("1’000", 1000),
        ("１，２３４", 1234),
        ("12,345,678", 12345678),
        ("50% (1,000)", 1000),
        ("1.000 (50,0 %)", 1000),
        ("1.00", 1),
        ("100,0", 100),
    ],
)
def test_thousands_in_a_count_table(written: str, count: int) -> None:
    """By features and by categories; without care "1,000" would be one person."""
    down = survey(["Feature", *"AOMI"], ["Bus", written, 2, 3, 4]).counts()
    across = survey(["Category", "Bus"], ["A", written], ["O", 2], ["M", 3], ["I", 4]).counts()
    for found in (down, across):
        assert isinstance(found, CategoryCube)
        assert found.counts[0].tolist() == [[count, 2, 3, 4, 0, 0]]


def test_the_sheet_with_the_answers_is_chosen() -> None:
    notes = sheet(["Notes"], ["asked in May"], name="Notes")
    table = sheet(["Feature", *"AOMIRQ"], ["Night", 1, 2, 3, 4, 5, 6], name="Counts")
    answers = sheet(["Night [F]", "Night [D]"], [1, 5], name="Raw")
    (chosen,) = choose([notes, table, answers])
    assert chosen.sheet.name == "Raw"
    assert chosen.layout is not None
    assert chosen.layout.kind == "coded"
    (several,) = choose([answers, sheet(["Day [F]", "Day [D]"], [1, 5], name="Raw 2")])
    assert several.refusal is not None
    assert several.refusal.code == "several_surveys"
    assert "Raw 2" in str(several.refusal)
    assert "--sheet" in str(several.refusal)


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", "“Raw 0”, “Raw 1”, “Raw 2” and 2997 more;"),
        ("zh-Hans", "“Raw 0”, “Raw 1”, “Raw 2”，另有 2997 个；"),
    ],
)
def test_of_very_many_surveys_three_are_named(language: str, named: str) -> None:
    found = choose(
        [sheet(["Day [F]", "Day [D]"], [1, 5], name=f"Raw {number}") for number in range(3000)]
    )
    assert found[0].refusal is not None
    told = found[0].refusal.message(language)
    assert named in told
    assert "Raw 3" not in told
    assert len(told) < 200


def test_the_sides_above_the_features_in_merged_cells() -> None:
    found = survey(
        ["序号", "正向题", None, "反向题", None],
        [None, "账户安全", "夜间模式", "账户安全", "夜间模式"],
        *([index, *row] for index, row in enumerate(answered("FfDd"))),
    )
    assert names(found) == ["账户安全", "夜间模式"]
    assert pairs(found) == TWO


def test_the_rows_of_a_matrix_in_round_brackets() -> None:
    asked = ("3、如果手机银行有以下功能，您的感受是", "4、如果手机银行没有以下功能，您的感受是")
    headers = [f"{question}({row})" for question in asked for row in ("账户安全", "夜间模式")]
    found = survey(headers, *answered("FfDd"))
    assert names(found) == ["账户安全", "夜间模式"]
    assert pairs(found) == TWO


def test_a_question_without_a_mark_among_marked_ones_is_none_of_theirs() -> None:
    found = survey(
        [
            "Chat [F]",
            "Chat [D]",
            "To show that you read this, choose neutral",
            "Map [F]",
            "Map [D]",
        ],
        *([row[0], row[1], NEUTRAL, *row[2:]] for row in answered("FDfd")),
    )
    assert pairs(found) == TWO
    assert cells(found, "column_without_partner") == ["C1"]


def test_a_hidden_sheet_does_not_compete() -> None:
    rows = [["Chat [F]", "Chat [D]", "Map [F]", "Map [D]"], *answered("FDfd")]
    shown, hidden = sheet(*rows, name="Data"), sheet(*rows, name="Copy")
    (chosen,) = choose([replace(hidden, hidden=True), shown])
    assert chosen.sheet.name == "Data"
    (chosen,) = choose([replace(hidden, hidden=True)])
    assert chosen.sheet.name == "Copy"


def test_codes_above_the_questions() -> None:
    rows = [
        ["Q1", "Q2", "Q3", "Q4"],
        [
            "How would you feel if the app had chat?",
            "How would you feel if the app did not have chat?",
            "How would you feel if the app had maps?",
            "How would you feel if the app did not have maps?",
        ],
        *answered("FDfd"),
    ]
    found = survey(*rows)
    assert names(found) == ["Chat", "Maps"]
    assert pairs(found) == TWO
    again = read_sheet(sheet(*rows), mapping=understood(*rows).mapping)
    assert pairs(again) == TWO


@pytest.mark.parametrize(
    "other",
    [
        "How satisfied are you with the app today?",
        "How likely is it that you would recommend us?",
        "您对手机银行的满意度",
        "您推荐我们的可能性有多大？",
    ],
)
def test_another_question_with_numbers_is_background(other: str) -> None:
    features = [
        "If the app had chat, how would you feel?",
        "If the app had no chat, how would you feel?",
    ]
    found = understood([*features, other], [1, 5, 4], [2, 4, 1])
    assert columns(found) == [("Chat", "A", "B", True)]
    assert [(column.letter, why) for column, why in found.ignored] == [("C", "background")]


def test_a_feature_in_chinese_brackets() -> None:
    found = survey(
        ["Q1-1. 如果App有【转账】，您觉得", "Q1-2. 如果App没有【转账】，您觉得"],
        [CHINESE[0], CHINESE[4]],
        [CHINESE[1], CHINESE[4]],
    )
    assert names(found) == ["转账"]


def test_a_repeated_question_with_a_note_is_no_grid() -> None:
    questions = [
        "How would you feel if the app had chat? (choose one)",
        "How would you feel if the app did not have chat? (choose one)",
    ]
    found = survey([*questions, *questions], [LIKE, DISLIKE, None, None], [None, None, MUST, LIVE])
    assert names(found) == ["Chat"]
    assert pairs(found) == [[(1, 5), (2, 4)]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("export to PDF", "export to CSV"),
        ("push messages on iOS", "push messages on Android"),
        ("login with Google", "login with Apple"),
        ("version 1", "version 2"),
        ("24 hour support", "12 hour support"),
    ],
)
def test_two_features_of_similar_names_are_never_one(first: str, second: str) -> None:
    asked = [
        f"How do you feel if the app has {first}?",
        f"How do you feel if the app does not have {second}?",
        "How do you feel if the app has search?",
        "How do you feel if the app does not have search?",
    ]
    with pytest.raises(InputError) as error:
        survey(asked, *[[LIKE, DISLIKE, LIKE, NEUTRAL]] * 4)
    assert error.value.code == "pairs_by_position"


def test_forms_of_one_word_are_one_feature() -> None:
    asked = [
        "How do you feel if the car warns you of ice on the road?",
        "How do you feel if the car does not warn you of ice on the road?",
    ]
    assert pairs(survey(asked, [LIKE, DISLIKE])) == [[(1, 5)]]


@pytest.mark.parametrize(
    "features",
    [
        ["Fast transfers", "Video call with an adviser"],
        ["Sofortüberweisung", "Videogespräch mit der Beraterin"],
        ["实时转账", "视频理财顾问"],
    ],
)
def test_rows_of_two_likert_questions_of_microsoft_forms(features: list[str]) -> None:
    header = [*features, *(f"{name}2" for name in features)]
    read = survey(header, *answered("FfDd"))
    assert names(read) == features
    assert pairs(read) == TWO
    # Nothing but their position says which of the two questions asks about what is missing.
    uncertain = [each for each in read.problems if each.code == "pair_uncertain"]
    assert len(uncertain) == 2


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(["Fast2", "Call with us2", "Fast", "Call with us"], id="second first"),
        pytest.param(["Call with us", "Chat with us", "Call with us2", "Chat with us2"], id="all"),
        pytest.param(["Fast", "Call with us", "Call with us2", "Fast2"], id="another order"),
        pytest.param(
            ["How do you feel with chat?", "Fast", "How do you feel with chat?2", "Fast2"],
            id="questions",
        ),
    ],
)
def test_what_only_looks_like_such_rows_is_refused(header: list[str]) -> None:
    with pytest.raises(InputError):
        survey(header, *answered("FfDd"))
