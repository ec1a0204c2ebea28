"""What tools export of a survey: made-up answers in the shapes that are public.

Each shape says where it can be seen. All of them are of questions with one answer each.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from questionnaire.imported import Item

Cell = str | int
Rows = list[list[Cell]]
People = Sequence[Sequence[int]]
"""For each person the index of the answer to each question."""

PEOPLE = 24


class Shape(NamedTuple):
    """An export: how its file ends, and its rows out of questions and answers."""

    suffix: str
    rows: Callable[[Sequence[Item], People], Rows]


def answered(items: Sequence[Item], seed: int = 5) -> list[list[int]]:
    """Made-up answers, with each of the five among them on both sides of each feature."""
    drawn = random.Random(seed)
    people = []
    for person in range(PEOPLE):
        row = []
        for place, item in enumerate(items):
            last = len(item.options) - 1
            row.append(min(last, person) if person < 2 else drawn.randrange(last + 1))
            if len(item.options) == 5 and person < 5:
                row[-1] = (person + place) % 5
        people.append(row)
    return people


def words(items: Sequence[Item], person: Sequence[int]) -> list[Cell]:
    return [item.options[index] for item, index in zip(items, person, strict=True)]


def numbers(items: Sequence[Item], person: Sequence[int]) -> list[Cell]:
    return [index + 1 for index in person]


def day(person: int) -> str:
    return f"2026-11-{1 + person % 27:02d} 09:{person:02d}:00"


def google(items: Sequence[Item], people: People) -> Rows:
    """Answers of Google Forms as CSV (support.google.com/docs/answer/2917686)."""
    head: list[Cell] = ["Timestamp", *(item.words for item in items)]
    return [head, *([day(n), *words(items, each)] for n, each in enumerate(people))]


def microsoft(items: Sequence[Item], people: People) -> Rows:
    """Microsoft Forms' workbook (support.microsoft.com, "Check and share your form results")."""
    head: list[Cell] = ["ID", "Start time", "Completion time", "Email", "Name"]
    rows: Rows = [[*head, *(item.words for item in items)]]
    for n, each in enumerate(people):
        rows.append([n + 1, day(n), day(n), "anonymous", "", *words(items, each)])
    return rows


_WJX = ("序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP")


def _wjx(items: Sequence[Item], people: People, coded: bool) -> Rows:
    head: list[Cell] = [*_WJX, *(f"{n}、{item.words}" for n, item in enumerate(items, 1))]
    rows: Rows = [head]
    for n, each in enumerate(people):
        told = numbers(items, each) if coded else words(items, each)
        rows.append([n + 1, day(n), f"{90 + n}秒", "微信", "N/A", "0.0.0.0(广东-深圳)", *told])
    return rows


def wjx_text(items: Sequence[Item], people: People) -> Rows:
    """问卷星, 按选项文本下载 (www.wjx.cn/help, 下载答卷数据)."""
    return _wjx(items, people, coded=False)


def wjx_numbers(items: Sequence[Item], people: People) -> Rows:
    """问卷星, 按选项序号下载 (same page)."""
    return _wjx(items, people, coded=True)


def tencent(items: Sequence[Item], people: People) -> Rows:
    """腾讯问卷 (wj.qq.com, 导出数据)."""
    head: list[Cell] = ["编号", "开始答题时间", "结束答题时间", "答题时长"]
    rows: Rows = [[*head, *(f"{n}.{item.words}" for n, item in enumerate(items, 1))]]
    for n, each in enumerate(people):
        rows.append([n + 1, day(n), day(n), 95 + n, *words(items, each)])
    return rows


_QUALTRICS = {
    "StartDate": "Start Date",
    "EndDate": "End Date",
    "Status": "Response Type",
    "Progress": "Progress",
    "Duration (in seconds)": "Duration (in seconds)",
    "Finished": "Finished",
    "RecordedDate": "Recorded Date",
    "ResponseId": "Response ID",
    "DistributionChannel": "Distribution Channel",
    "UserLanguage": "User Language",
}


def _qualtrics(items: Sequence[Item], people: People, coded: bool) -> Rows:
    keys = [*_QUALTRICS, *(item.code for item in items)]
    rows: Rows = [
        list(keys),
        [*_QUALTRICS.values(), *(item.words for item in items)],
        [json.dumps({"ImportId": key}) for key in keys],
    ]
    for n, each in enumerate(people):
        told = numbers(items, each) if coded else words(items, each)
        about: list[Cell] = [
            day(n),
            day(n),
            "IP Address",
            100,
            90 + n,
            "True",
            day(n),
            f"R_{n:015}",
        ]
        rows.append([*about, "anonymous", "EN", *told])
    return rows


def qualtrics_text(items: Sequence[Item], people: People) -> Rows:
    """Qualtrics' CSV with choice text (qualtrics.com/support, "Data Export Formats")."""
    return _qualtrics(items, people, coded=False)


def qualtrics_values(items: Sequence[Item], people: People) -> Rows:
    """Qualtrics' CSV with numeric values (same page)."""
    return _qualtrics(items, people, coded=True)


def _limesurvey(items: Sequence[Item], people: People, coded: bool) -> Rows:
    head: list[Cell] = ["Response ID", "Date submitted", "Last page", "Start language", "Seed"]
    rows: Rows = [[*head, *(item.words for item in items)]]
    for n, each in enumerate(people):
        told = numbers(items, each) if coded else words(items, each)
        rows.append([n + 1, day(n), len(items), "en", 1000 + n, *told])
    return rows


def limesurvey_text(items: Sequence[Item], people: People) -> Rows:
    """LimeSurvey's CSV, full question text, full answers (manual.limesurvey.org, "Exporting
    results")."""
    return _limesurvey(items, people, coded=False)


def limesurvey_codes(items: Sequence[Item], people: People) -> Rows:
    """LimeSurvey's CSV, full question text, answer codes (same page)."""
    return _limesurvey(items, people, coded=True)


def typed(items: Sequence[Item], people: People) -> Rows:
    """A table that somebody types, by the numbers of the answers."""
    return [[item.words for item in items], *(numbers(items, each) for each in people)]


SHAPES: dict[str, dict[str, Shape]] = {
    "google-forms": {"csv": Shape(".csv", google)},
    "microsoft-forms": {"xlsx": Shape(".xlsx", microsoft)},
    "wjx": {"text": Shape(".xlsx", wjx_text), "numbers": Shape(".xlsx", wjx_numbers)},
    "tencent": {"csv": Shape(".csv", tencent)},
    "qualtrics": {"text": Shape(".csv", qualtrics_text), "values": Shape(".csv", qualtrics_values)},
    "limesurvey": {
        "text": Shape(".csv", limesurvey_text),
        "codes": Shape(".csv", limesurvey_codes),
    },
    "text": {"typed": Shape(".csv", typed)},
}
"""The exports of each target."""


def write(path: Path, rows: Rows) -> Path:
    """Write rows as a CSV file or as a workbook, by the name of the file."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        return path
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path
