"""Make the example surveys: one survey of a private bank's app, exported in three ways.

    python workbook/make_examples.py

writes into `workbook/examples/`

- `bank-app-en.xlsx`, as Google Forms exports it, in English,
- `bank-app-zh.xlsx`, as 问卷星 exports it, in Chinese, with the very same answers,
- `bank-app-long.csv`, a row per respondent and feature, with importance and without the
  row that the other two have twice.

The people, addresses and answers are invented; every run gives the same files. The dirt
of real exports is put in on purpose, and at the same places of all three: people who
stop half-way, single blanks, a row sent twice, somebody who ticks the same answer
everywhere, odd wordings, an error cell, a question without one answer.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter

EXAMPLES = Path(__file__).resolve().parent / "examples"
RESPONDENTS = 200
SEED = 1984
FIRST_ANSWER = datetime(2025, 3, 3, 8, 12, 40)

# Name in English and Chinese, then how often A O M I R Q are drawn, in percent.
FEATURES = (
    ("strong account security", "账户安全防护", (5, 25, 58, 10, 1, 1)),
    ("exclusive investment events", "专属投资活动", (56, 14, 4, 23, 2, 1)),
    ("fast transfers", "快速转账", (16, 55, 18, 10, 0, 1)),
    ("custom colour themes", "自定义主题颜色", (12, 2, 1, 76, 7, 2)),
    ("balances in real time", "余额实时更新", (7, 27, 52, 12, 1, 1)),
    ("clear fee details", "清晰的费用明细", (14, 50, 20, 14, 1, 1)),
    ("market insights by video", "市场解读视频", (40, 8, 3, 40, 8, 1)),
    ("login by fingerprint or face", "指纹与刷脸登录", (13, 38, 36, 11, 1, 1)),
    ("one-tap card blocking", "一键挂失银行卡", (10, 24, 50, 14, 1, 1)),
    ("chat with a personal adviser", "理财顾问在线咨询", (52, 20, 6, 20, 1, 1)),
    ("portfolio returns at a glance", "投资收益总览", (24, 48, 12, 14, 1, 1)),
    ("daily promotional calls", "每日推销电话", (1, 0, 0, 14, 81, 4)),
)

# Which pairs of answers make up a category, and how often each comes.
PAIRS = {
    "A": {(1, 2): 15, (1, 3): 60, (1, 4): 25},
    "O": {(1, 5): 1},
    "M": {(2, 5): 70, (3, 5): 20, (4, 5): 10},
    "I": {(3, 3): 55, (2, 4): 10, (2, 3): 10, (3, 4): 10, (4, 3): 5, (4, 4): 5, (2, 2): 5},
    "R": {(5, 1): 40, (5, 2): 10, (5, 3): 25, (4, 1): 15, (3, 1): 10},
    "Q": {(1, 1): 75, (5, 5): 25},
}

ANSWERS_EN = (
    "I like it that way",
    "It must be that way",
    "I am neutral",
    "I can live with it that way",
    "I dislike it that way",
)
ANSWERS_ZH = ("我很喜欢", "理应如此", "无所谓", "勉强接受", "我很不喜欢")
AGES = (
    ("Under 30", "30岁以下"),
    ("30–45", "30–45岁"),
    ("46–60", "46–60岁"),
    ("Over 60", "60岁以上"),
)
USES = (("Daily", "每天"), ("Weekly", "每周"), ("Monthly", "每月"), ("Rarely", "很少"))
SOURCES = ("微信", "手机提交", "链接")
CITIES = ("上海-上海", "北京-北京", "广东-深圳", "浙江-杭州", "四川-成都")

BLANK = 0
MISSPELT = 6
UNREADABLE = 7
ERROR = 8
ODD_EN = {MISSPELT: "I must be that way", UNREADABLE: "It depends on the price"}
ODD_ZH = {MISSPELT: "理应如此。", UNREADABLE: "看价格再说"}
ODD_NUMBERS = {BLANK: "", MISSPELT: "2", UNREADABLE: "n/a", ERROR: "#N/A"}


@dataclass(frozen=True)
class Respondent:
    """Somebody who answered: F pairs of codes 1..5 or of the marks above, and importances."""

    number: int
    when: datetime
    seconds: int
    age: int
    use: int
    source: str
    city: str
    answers: list[tuple[int, int]]
    importance: list[int]


def draw() -> list[Respondent]:
    """The respondents, dirt included, the row that was sent twice not."""
    chance = random.Random(SEED)
    when = FIRST_ANSWER
    people = []
    for number in range(1, RESPONDENTS + 1):
        when += timedelta(seconds=chance.randrange(40, 5400))
        letters = ["AOMIRQ"[_pick(chance, shares)] for _, _, shares in FEATURES]
        people.append(
            Respondent(
                number,
                when,
                chance.randrange(95, 640),
                _pick(chance, (15, 40, 32, 13)),
                _pick(chance, (45, 35, 15, 5)),
                SOURCES[_pick(chance, (70, 20, 10))],
                CITIES[_pick(chance, (35, 25, 20, 12, 8))],
                [
                    list(PAIRS[letter])[_pick(chance, tuple(PAIRS[letter].values()))]
                    for letter in letters
                ],
                [min(9, max(1, round(chance.gauss(_importance(x), 1.4)))) for x in letters],
            )
        )
    _soil(people)
    return people


def _pick(chance: random.Random, weights: Sequence[int]) -> int:
    """An index drawn by weight, from `random()` alone: the same in every version of Python."""
    left = chance.random() * sum(weights)
    for index, weight in enumerate(weights):
        left -= weight
        if left < 0:
            return index
    return len(weights) - 1


def _importance(letter: str) -> float:
    return {"M": 8.2, "O": 7.6, "A": 6.1, "I": 3.4, "R": 1.8, "Q": 5.0}[letter]


def _soil(people: list[Respondent]) -> None:
    for number, answered in ((38, 9), (117, 7), (164, 10)):  # left before the end
        rest = len(FEATURES) - answered
        people[number - 1].answers[answered:] = [(BLANK, BLANK)] * rest
    for number, feature in ((12, 3), (29, 6), (55, 0), (71, 10), (90, 6), (140, 4), (181, 8)):
        functional, dysfunctional = people[number - 1].answers[feature]
        blank_first = number % 2 == 0
        people[number - 1].answers[feature] = (
            (BLANK, dysfunctional) if blank_first else (functional, BLANK)
        )
    people[102].answers[:] = [(3, 3)] * len(FEATURES)  # the same answer everywhere
    people[20].answers[0] = (MISSPELT, 5)
    people[63].answers[4] = (MISSPELT, 5)
    people[85].answers[6] = (1, UNREADABLE)
    people[149].answers[11] = (ERROR, 3)


def sent(people: list[Respondent]) -> list[Respondent]:
    """The rows of an export: somebody pressed the button twice."""
    return [*people[:131], people[130], *people[131:]]


def write_english(path: Path, people: list[Respondent]) -> None:
    """Write the survey as Google Forms exports it to a sheet."""
    header = ["Timestamp", "Email Address", "What is your age group?"]
    for name, _, _ in FEATURES:
        header.append(f"How would you feel if the app had {name}?")
        # A space after the question is a common slip in the form's editor.
        slip = " " if name.startswith("custom") else ""
        header.append(f"How would you feel if the app did not have {name}?{slip}")
    header += ["Untitled Question", "How often do you use the app?"]
    rows = [
        [
            person.when,
            f"client{person.number:03}@example.com",
            AGES[person.age][0],
            *_words(person, ANSWERS_EN, ODD_EN),
            None,
            USES[person.use][0],
        ]
        for person in sent(people)
    ]
    _write_workbook(path, "Form Responses 1", header, rows)


def write_chinese(path: Path, people: list[Respondent]) -> None:
    """Write the survey as 问卷星 exports it."""
    header = ["序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP"]
    header += ["1、您的年龄段是？", "2、您使用私人银行APP的频率是？"]
    for index, (_, name, _) in enumerate(FEATURES):
        for number, side, verb in ((3, "正向题", "提供"), (4, "反向题", "不提供")):
            asked = f"当私人银行APP{verb}{name}时，您的感受是？"
            header.append(f"{2 * index + number}、{side} Q{index + 1}：{asked}")
    header.append("28、其他建议")
    rows = [
        [
            person.number,
            f"{person.when:%Y/%m/%d %H:%M:%S}",
            f"{person.seconds}秒",
            person.source,
            "N/A",
            f"192.0.2.{person.number}({person.city})",
            AGES[person.age][1],
            USES[person.use][1],
            *_words(person, ANSWERS_ZH, ODD_ZH),
            None,
        ]
        for person in sent(people)
    ]
    _write_workbook(path, "Sheet1", header, rows)


def write_long(path: Path, people: list[Respondent]) -> None:
    """Write the survey as a row per respondent and feature, with numbers for answers."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["respondent", "feature", "functional", "dysfunctional", "importance"])
        for person in people:
            for (name, _, _), pair, importance in zip(
                FEATURES, person.answers, person.importance, strict=True
            ):
                skipped = pair == (BLANK, BLANK)
                codes = [ODD_NUMBERS.get(code, str(code)) for code in pair]
                writer.writerow([person.number, name, *codes, "" if skipped else importance])


def _words(person: Respondent, answers: Sequence[str], odd: dict[int, str]) -> list[str | None]:
    known = {BLANK: None, ERROR: "=NA()", **odd, **dict(enumerate(answers, start=1))}
    return [known[code] for pair in person.answers for code in pair]


def _write_workbook(
    path: Path, sheet_name: str, header: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": FIRST_ANSWER})
        sheet = book.add_worksheet(sheet_name)
        date_format = book.add_format({"num_format": "m/d/yyyy h:mm:ss"})
        sheet.set_column(0, len(header) - 1, 24)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, header)
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values):
                if isinstance(value, datetime):
                    sheet.write_datetime(row, column, value, date_format)
                elif value == "=NA()":
                    sheet.write_formula(row, column, "=NA()", value="#N/A")
                elif value is not None:
                    sheet.write(row, column, value)


def make(folder: Path) -> None:
    """Write the three files into a folder."""
    people = draw()
    write_english(folder / "bank-app-en.xlsx", people)
    write_chinese(folder / "bank-app-zh.xlsx", people)
    write_long(folder / "bank-app-long.csv", people)


if __name__ == "__main__":
    EXAMPLES.mkdir(exist_ok=True)
    make(EXAMPLES)
