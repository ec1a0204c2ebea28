"""Right surveys drawn at random, as plain grids of cells, with the truth beside them.

Everything is drawn from the seed: who answers what, and how the survey was exported. The
truth is kept from the drawing and never read back from the cells. Answers are drawn as
people give them, by the categories of a feature, by a person's general tendency, and by
chance; the words are in `simulated_words.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tests.simulated_answers import COMMON, PROFILES, Codes, answers_of, without_some

Cell = str | int | float | datetime | None
Place = tuple[int, int]

LANGUAGES = ("en", "zh-Hans", "de", "es")
FORMS = ("question", "letter", "with", "code", "grid", "stacked grid", "labelled", "qualtrics")
"""How headers are written; the last three stand in several rows."""

FIRST = datetime(2025, 3, 3, 8, 12, 40)


@dataclass(frozen=True, eq=False)
class Simulated:
    """A survey as a grid of cells, and what must come out of it.

    Attributes:
        seed: what it was drawn from.
        rows: the header rows, then the rows below; all of one length.
        headers: how many of them are header rows.
        names: F names of features, in the order of the sheet.
        counts: F×6×6 counts by functional and dysfunctional code, 0 for a missing answer.
        numbers: the answers are numbers, 1 like … 5 dislike.
        words: the five answers as they stand in the cells.
        questions: 2F lists of the cells that answer the functional (even) and dysfunctional
            (odd) question about each feature.
        told: how it was drawn, for people.
    """

    seed: int
    rows: list[list[Cell]]
    headers: int
    names: list[str]
    counts: Codes
    numbers: bool
    words: tuple[Cell, ...]
    questions: list[list[Place]]
    told: Mapping[str, object]


@cache
def words_of(language: str) -> dict[str, Any]:
    text = Path(__file__).with_name("simulated_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)[language]  # type: ignore[no-any-return]


def simulate(seed: int, features: int | None = None, numbers: bool | None = None) -> Simulated:
    """Draw a survey; the number of features, and whether answers are numbers, may be given."""
    chance = np.random.default_rng(seed)
    language = LANGUAGES[chance.choice(4, p=(0.4, 0.3, 0.15, 0.15))]
    known = words_of(language)
    drawn = round(float(np.exp(chance.uniform(np.log(3), np.log(60)))))
    size = features or drawn
    people = int(np.exp(chance.uniform(np.log(5), np.log(201))))
    profile = PROFILES[chance.choice(5, p=COMMON)]
    answers = without_some(chance, answers_of(chance, profile, size, people))
    chosen = [known["features"][index] for index in chance.permutation(64)[:size]]
    kind, words = _wording(chance, known, numbers)
    told = {"language": language, "features": size, "people": people, "profile": profile}
    told |= {"answers": kind}
    skipped = "(跳过)" if language == "zh-Hans" and chance.random() < 0.3 else None
    cells = np.array([skipped, *words], object)[answers]
    if chance.random() < 0.1:
        sheet = _long(chance, known, chosen, cells, answers)
        told |= {"form": "long"}
    else:
        sheet = _wide(chance, known, chosen, cells, told)
    rows, headers, names, questions = sheet
    counts = np.zeros((size, 6, 6), np.int64)
    for feature, pairs in enumerate(answers):
        np.add.at(counts[feature], tuple(pairs.T), 1)
    found = Simulated(
        *(seed, rows, headers, names, counts, kind == "numbers", words, questions, told)
    )
    return _with_blank_rows(chance, found)


def _wording(
    chance: np.random.Generator, known: dict[str, Any], numbers: bool | None
) -> tuple[str, tuple[Cell, ...]]:
    """How answers are written, and the five of them."""
    kind = ("words", "numbered words", "numbers")[chance.choice(3, p=(0.5, 0.2, 0.3))]
    if numbers is not None and numbers != (kind == "numbers"):
        kind = "numbers" if numbers else "words"
    family = known["answers"][chance.integers(len(known["answers"]))]
    form = ("{i}. {w}", "{i} - {w}", "{w} ({i})", "{i}、{w}", "{i}) {w}")[chance.integers(5)]
    number = (int, float, str)[chance.choice(3, p=(0.5, 0.2, 0.3))]
    if kind == "numbers":
        return kind, tuple(number(code) for code in range(1, 6))
    if kind == "words":
        return kind, tuple(family)
    return kind, tuple(form.format(i=code, w=word) for code, word in enumerate(family, 1))


def named(feature: str) -> str:
    """A feature as it stands alone: the first letter of an ordinary word is a capital."""
    return feature[0].upper() + feature[1:]


_Grid = tuple[list[list[Cell]], int, list[str], list[list[Place]]]
"""Rows, how many of them are headers, names, the cells of every question."""


def _wide(
    chance: np.random.Generator,
    known: dict[str, Any],
    features: Sequence[str],
    cells: npt.NDArray[np.object_],
    told: dict[str, object],
) -> _Grid:
    """A column for each question."""
    size, people, _ = cells.shape
    form = FORMS[chance.choice(8, p=(0.35, 0.12, 0.12, 0.1, 0.1, 0.06, 0.08, 0.07))]
    apart = "grid" in form or chance.random() < 0.35
    turned = chance.random() < 0.2
    sides = (1, 0) if turned else (0, 1)
    order = (
        [(feature, side) for side in sides for feature in range(size)]
        if apart
        else [(feature, side) for feature in range(size) for side in sides]
    )
    titles, told["headers"] = _titles(chance, known, features, form, order)
    names = [f"F{i + 1}" if form == "code" else named(x) for i, x in enumerate(features)]
    left, right = _background(chance, known, people)
    head = [[header for header, _ in left], titles[0], [header for header, _ in right]]
    below = [[None] * len(left), titles[1], [None] * len(right)]
    top: list[list[Cell]] = [[*chain(*head)]]
    if form == "qualtrics":
        top = [[f"Q{i + 1}" for i in range(len(top[0]))], top[0]]
        top.append([f'{{"ImportId":"QID{i + 1}"}}' for i in range(len(top[0]))])
    elif form in ("stacked grid", "labelled"):
        top.append([*chain(*below)])
    body = [
        [
            *(values[person] for _, values in left),
            *(cells[feature, person, side] for feature, side in order),
            *(values[person] for _, values in right),
        ]
        for person in range(people)
    ]
    column = {question: len(left) + place for place, question in enumerate(order)}
    questions = [
        [(len(top) + person, column[feature, side]) for person in range(people)]
        for feature in range(size)
        for side in (0, 1)
    ]
    told |= {"form": form, "order": "apart" if apart else "beside", "turned": turned}
    told["background"] = (len(left), len(right))
    return [*top, *body], len(top), names, questions


def _titles(
    chance: np.random.Generator,
    known: dict[str, Any],
    features: Sequence[str],
    form: str,
    order: Sequence[tuple[int, int]],
) -> tuple[tuple[list[Cell], list[Cell]], str]:
    """The header of every question in one row or in two, and the pattern it was made by."""
    pattern = {
        "letter": (["{X} [F]", "{X} [D]"], ["{X}_functional", "{X}_dysfunctional"]),
        "with": known["with"],
        "code": (["F{i}_functional", "F{i}_dysfunctional"],),
        "grid": ([f"{question} [{{X}}]" for question in known["grid"]],),
        "stacked grid": (known["grid"],),
    }.get(form, known["questions"])
    pair = pattern[chance.integers(len(pattern))]
    asks = form in ("question", "labelled", "qualtrics")
    numbering = ("", "{n}. ", "{n}、")[chance.choice(3, p=(0.6, 0.2, 0.2))] if asks else ""
    slips = chance.random(len(order)) < chance.choice((0.0, 0.1))
    first: list[Cell] = []
    for place, (feature, side) in enumerate(order):
        plain, name = features[feature], named(features[feature])
        text = (numbering + pair[side]).format(x=plain, X=name, i=feature + 1, n=place + 3)
        if form == "with":
            text = pair[side].format(x=name)
        first.append(text + " " * bool(slips[place]))
    second: list[Cell] = [known["response"]] * len(order)
    if form == "stacked grid":
        second = [named(features[feature]) for feature, _ in order]
        half = len(order) // 2
        first = [first[i] if i in (0, half) else None for i in range(len(order))]
    return (first, second), numbering + pair[0]


_Columns = list[tuple[str, list[Cell]]]


def _background(
    chance: np.random.Generator, known: dict[str, Any], people: int
) -> tuple[_Columns, _Columns]:
    """Columns about the person and the form, left and right of the questions."""
    left, right = [], []
    exports = known["exports"]
    if chance.random() < 0.7:
        for entry in exports[chance.integers(len(exports))]:
            header, kind = entry.split("=")
            left.append((header, _filled(chance, kind, people)))
    for index in chance.permutation(len(known["background"]))[: chance.integers(0, 3)]:
        header, *values = known["background"][index]
        options = [int(value) if value.isdigit() else value for value in values]
        column = [options[i] for i in chance.integers(len(options), size=people)]
        (left if chance.random() < 0.5 else right).append((header, column))
    return left, right


def _filled(chance: np.random.Generator, kind: str, people: int) -> list[Cell]:
    waits = chance.integers(40, 5400, people).cumsum()
    made = {
        "number": lambda i: i + 1,
        "time": lambda i: FIRST + timedelta(seconds=int(waits[i])),
        "mail": lambda i: f"person{i}@example.com",
        "anonymous": lambda i: "anonymous",
        "blank": lambda i: None,
        "tag": lambda i: "en",
        "seconds": lambda i: f"{95 + waits[i] % 500}秒",
        "source": lambda i: ("微信", "手机提交", "链接")[waits[i] % 3],
        "skipped": lambda i: "N/A",
        "ip": lambda i: f"192.0.2.{i}(上海-上海)",
    }
    return [made[kind](i) for i in range(people)]


def _long(
    chance: np.random.Generator,
    known: dict[str, Any],
    features: Sequence[str],
    cells: npt.NDArray[np.object_],
    answers: Codes,
) -> _Grid:
    """A row for each respondent and feature; some exports leave out features not answered."""
    size, people, _ = cells.shape
    leaves_out = chance.random() < 0.5
    respondent = known["respondent"][chance.integers(len(known["respondent"]))]
    rows: list[list[Cell]] = [[respondent, *known["long"]]]
    questions: list[list[Place]] = [[] for _ in range(2 * size)]
    for person in range(people):
        for feature in range(size):
            if person and leaves_out and not answers[feature, person].any():
                continue
            for side in (0, 1):
                questions[2 * feature + side].append((len(rows), 2 + side))
            rows.append([person + 1, named(features[feature]), *cells[feature, person]])
    return rows, 1, [named(feature) for feature in features], questions


def _with_blank_rows(chance: np.random.Generator, found: Simulated) -> Simulated:
    if chance.random() < 0.8:
        return found
    order: list[int] = list(range(len(found.rows)))
    for _ in range(chance.integers(1, 4)):
        order.insert(int(chance.integers(found.headers + 1, len(order))), -1)
    return rearranged(found, order)


def rearranged(found: Simulated, order: Sequence[int]) -> Simulated:
    """The survey with its rows in this order, a blank row for -1."""
    place = {row: index for index, row in enumerate(order)}
    blank: list[Cell] = [None] * len(found.rows[0])
    rows = [list(found.rows[row]) if row >= 0 else list(blank) for row in order]
    questions = [[(place[row], column) for row, column in cells] for cells in found.questions]
    return replace(found, rows=rows, questions=questions)
