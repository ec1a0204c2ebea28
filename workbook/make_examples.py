"""Make the example surveys: one survey of a private bank's app, exported in several ways.

    python workbook/make_examples.py

writes into `workbook/examples/`

- a workbook for each language that the program speaks, named in its `language.toml`, with the
  words of its `example.toml` and the very same answers in all of them,
- the same survey a year later, `…-2.xlsx`: many of the same people, some features that moved,
  one that is new, one that is gone, one under another name,
- `bank-app-long.csv`, a row per respondent and feature, with importance and without the
  row that the others have twice.

The people, addresses and answers are invented; every run gives the same files. The dirt
of real exports is put in on purpose, and at the same places of all of them: people who
stop half-way, single blanks, a row sent twice, somebody who ticks the same answer
everywhere, odd wordings, an error cell, a question without one answer.

Behind the answers stand two columns that somebody added from a list of customers: their
segment, and how much each of them counts.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from kano_xl.languages import FALLBACK, LANGUAGES, traits_of
from kano_xl.languages.folders import EXAMPLE, contents

EXAMPLES = Path(__file__).resolve().parent / "examples"
RESPONDENTS = 200
SEED = 1984
FIRST_ANSWER = datetime(2025, 3, 3, 8, 12, 40)

SHARES = (
    (5, 25, 58, 10, 1, 1),
    (56, 14, 4, 23, 2, 1),
    (16, 55, 18, 10, 0, 1),
    (12, 2, 1, 76, 7, 2),
    (7, 27, 52, 12, 1, 1),
    (14, 50, 20, 14, 1, 1),
    (40, 8, 3, 40, 8, 1),
    (13, 38, 36, 11, 1, 1),
    (10, 24, 50, 14, 1, 1),
    (52, 20, 6, 20, 1, 1),
    (24, 48, 12, 14, 1, 1),
    (1, 0, 0, 14, 81, 4),
)
"""How often A O M I R Q are drawn for each feature, in percent."""

LATER = {
    1: (34, 10, 4, 48, 3, 1),
    3: (40, 14, 4, 38, 3, 1),
    7: (8, 22, 56, 12, 1, 1),
    9: (22, 46, 14, 16, 1, 1),
}
"""The features that a year later are answered otherwise, or are others, and how."""

NEWCOMERS = 40
"""So many of the first people are not asked again, and as many others are."""

SAME_AS_BEFORE = 70
"""Percent of the answers of people asked again that are what they were."""

# Which pairs of answers make up a category, and how often each comes.
PAIRS = {
    "A": {(1, 2): 15, (1, 3): 60, (1, 4): 25},
    "O": {(1, 5): 1},
    "M": {(2, 5): 70, (3, 5): 20, (4, 5): 10},
    "I": {(3, 3): 55, (2, 4): 10, (2, 3): 10, (3, 4): 10, (4, 3): 5, (4, 4): 5, (2, 2): 5},
    "R": {(5, 1): 40, (5, 2): 10, (5, 3): 25, (4, 1): 15, (3, 1): 10},
    "Q": {(1, 1): 75, (5, 5): 25},
}

SOURCES = ("微信", "手机提交", "链接")
CITIES = ("上海-上海", "北京-北京", "广东-深圳", "浙江-杭州", "四川-成都")

SPLITTING = 6
"""The feature that is attractive to one segment and makes no difference to the others."""

SEGMENTS = {"A": (75, 15, 10), "I": (10, 45, 45)}
"""How often each segment is drawn for people to whom that feature is this, in percent."""

ELSE = (34, 33, 33)
"""The same for other people."""

FACTORS = (0.8, 0.9, 1.1, 1.6)
"""How much people count, by age: few of the old ones answered."""

BLANK = 0
MISSPELT = 6
UNREADABLE = 7
ERROR = 8
SLIPPED = 3
"""The feature with a slip in its question."""

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
    segment: int
    answers: list[tuple[int, int]]
    importance: list[int]


def draw() -> list[Respondent]:
    """The respondents, dirt included, the row that was sent twice not."""
    chance, by_segment = random.Random(SEED), random.Random(SEED)
    when = FIRST_ANSWER
    people = []
    for number in range(1, RESPONDENTS + 1):
        when += timedelta(seconds=chance.randrange(40, 5400))
        letters = ["AOMIRQ"[_pick(chance, shares)] for shares in SHARES]
        people.append(
            Respondent(
                number,
                when,
                chance.randrange(95, 640),
                _pick(chance, (15, 40, 32, 13)),
                _pick(chance, (45, 35, 15, 5)),
                SOURCES[_pick(chance, (70, 20, 10))],
                CITIES[_pick(chance, (35, 25, 20, 12, 8))],
                _pick(by_segment, SEGMENTS.get(letters[SPLITTING], ELSE)),
                [
                    list(PAIRS[letter])[_pick(chance, tuple(PAIRS[letter].values()))]
                    for letter in letters
                ],
                [min(9, max(1, round(chance.gauss(_importance(x), 1.4)))) for x in letters],
            )
        )
    _soil(people)
    return people


def draw_later(before: Sequence[Respondent]) -> list[Respondent]:
    """The respondents a year later; those of before who are asked again have their numbers."""
    chance, by_segment = random.Random(SEED + 1), random.Random(SEED + 1)
    known = {person.number: person for person in before}
    when = FIRST_ANSWER.replace(year=FIRST_ANSWER.year + 1)
    people = []
    for number in range(NEWCOMERS + 1, NEWCOMERS + RESPONDENTS + 1):
        when += timedelta(seconds=chance.randrange(40, 5400))
        drawn = [
            list(PAIRS[letter])[_pick(chance, tuple(PAIRS[letter].values()))]
            for letter in (
                "AOMIRQ"[_pick(chance, LATER.get(index, shares))]
                for index, shares in enumerate(SHARES)
            )
        ]
        first = known.get(number)
        kept = [_pick(chance, (100 - SAME_AS_BEFORE, SAME_AS_BEFORE)) for _ in SHARES]
        answers = [
            first.answers[index] if first and kept[index] and index not in LATER else pair
            for index, pair in enumerate(drawn)
        ]
        use, source, city = (
            _pick(chance, each) for each in ((45, 35, 15, 5), (70, 20, 10), (35, 25, 20, 12, 8))
        )
        people.append(
            Respondent(
                number,
                when,
                chance.randrange(95, 640),
                first.age if first else _pick(chance, (15, 40, 32, 13)),
                use,
                SOURCES[source],
                CITIES[city],
                first.segment if first else _pick(by_segment, ELSE),
                answers,
                [],
            )
        )
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
        rest = len(SHARES) - answered
        people[number - 1].answers[answered:] = [(BLANK, BLANK)] * rest
    for number, feature in ((12, 3), (29, 6), (55, 0), (71, 10), (90, 6), (140, 4), (181, 8)):
        functional, dysfunctional = people[number - 1].answers[feature]
        blank_first = number % 2 == 0
        people[number - 1].answers[feature] = (
            (BLANK, dysfunctional) if blank_first else (functional, BLANK)
        )
    people[102].answers[:] = [(3, 3)] * len(SHARES)  # the same answer everywhere
    people[20].answers[0] = (MISSPELT, 5)
    people[63].answers[4] = (MISSPELT, 5)
    people[85].answers[6] = (1, UNREADABLE)
    people[149].answers[11] = (ERROR, 3)


def sent(people: list[Respondent]) -> list[Respondent]:
    """The rows of an export: somebody pressed the button twice."""
    return [*people[:131], people[130], *people[131:]]


def words_of(language: str) -> dict[str, Any]:
    """The words of the survey in a language, ``example.toml`` of its folder."""
    return contents(language, EXAMPLE)


def write_google_forms(path: Path, people: list[Respondent], words: Mapping[str, Any]) -> None:
    """Write the survey as Google Forms exports it to a sheet."""
    header = [*words["before"], words["age"]]
    for index, name in enumerate(words["features"]):
        header.append(words["with"].format(feature=name))
        # A space after the question is a common slip in the form's editor.
        header.append(words["without"].format(feature=name) + " " * (index == SLIPPED))
    header += [words["other"], words["use"], words["segment"], words["factor"]]
    rows = [
        [
            person.when,
            f"client{person.number:03}@example.com",
            words["ages"][person.age],
            *_answers(person, words),
            None,
            words["uses"][person.use],
            *_added(person, words),
        ]
        for person in sent(people)
    ]
    _write_workbook(path, words["sheet"], header, rows)


def write_wjx(path: Path, people: list[Respondent], words: Mapping[str, Any]) -> None:
    """Write the survey as 问卷星 exports it, whose export is Chinese."""
    asked = [words["age"], words["use"]]
    for number, name in enumerate(words["features"], start=1):
        asked += [words[side].format(feature=name, number=number) for side in ("with", "without")]
    asked.append(words["other"])
    header = [*words["before"]]
    header += [f"{number}、{question}" for number, question in enumerate(asked, start=1)]
    # The last one stood further down in the form.
    header[-1] = f"{len(asked) + 1}、{words['other']}"
    header += [words["segment"], words["factor"]]
    rows = [
        [
            person.number,
            f"{person.when:%Y/%m/%d %H:%M:%S}",
            f"{person.seconds}秒",
            person.source,
            "N/A",
            f"192.0.2.{person.number}({person.city})",
            words["ages"][person.age],
            words["uses"][person.use],
            *_answers(person, words),
            None,
            *_added(person, words),
        ]
        for person in sent(people)
    ]
    _write_workbook(path, words["sheet"], header, rows)


def write_long(path: Path, people: list[Respondent]) -> None:
    """Write the survey as a row per respondent and feature, with numbers for answers."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["respondent", "feature", "functional", "dysfunctional", "importance"])
        for person in people:
            for name, pair, importance in zip(
                words_of(FALLBACK)["features"], person.answers, person.importance, strict=True
            ):
                skipped = pair == (BLANK, BLANK)
                codes = [ODD_NUMBERS.get(code, str(code)) for code in pair]
                writer.writerow([person.number, name, *codes, "" if skipped else importance])


def _answers(person: Respondent, words: Mapping[str, Any]) -> list[str | None]:
    known = {
        BLANK: None,
        ERROR: "=NA()",
        MISSPELT: words["slip"],
        UNREADABLE: words["unreadable"],
        **dict(enumerate(words["answers"], start=1)),
    }
    return [known[code] for pair in person.answers for code in pair]


def _added(person: Respondent, words: Mapping[str, Any]) -> tuple[str, float]:
    """The segment of somebody, and how much he or she counts."""
    return words["segments"][person.segment], FACTORS[person.age]


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
    """Write the files into a folder."""
    people = draw()
    for language in LANGUAGES:
        words = words_of(language)
        EXPORTS[words["export"]](folder / traits_of(language).example, people, words)
    write_long(folder / "bank-app-long.csv", people)
    make_later(folder, people)


def make_later(folder: Path, before: Sequence[Respondent]) -> None:
    """Write the surveys of a year later into a folder."""
    people = draw_later(before)
    for language in LANGUAGES:
        words = words_of(language)
        first = Path(traits_of(language).example)
        later = {**words, "features": words["later"]}
        EXPORTS[words["export"]](folder / f"{first.stem}-2{first.suffix}", people, later)


EXPORTS = {"google-forms": write_google_forms, "wjx": write_wjx}
"""As whose export a survey may look."""

if __name__ == "__main__":
    EXAMPLES.mkdir(exist_ok=True)
    make(EXAMPLES)
