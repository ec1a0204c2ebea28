"""Surveys under all circumstances, and the workbooks that come of them.

A workbook is judged for each line of a design in which every two circumstances meet; all of
them, each with each, are many more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np

from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.languages import text
from kano_xl.languages.traits import traits_of
from kano_xl.report.build import build_report, report_for_workbook
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.sheet import Sheet, Value
from kano_xl.survey.survey import Survey
from kano_xl.writers.new_workbook import write_workbook
from kano_xl.writers.template.places import MOST_FEATURES, SIDES
from kano_xl.writers.template.workbook import write_template
from tests.filled_template import fill, survey_cells
from tests.looks.judge import Findings, Judge
from tests.sample_reports import PAIRS

FEATURES, PEOPLE, LETTERS = (3, 12, 60), (5, 30, 300), (3, 60)
VERDICTS = ("clear", "open")
LANGUAGES = ("en", "zh-Hans")
"""One of letters and one of signs; the others have a few lines of their own."""

KINDS = ("report", "ribbon", "template")
"""A report as a file, as the ribbon writes it into a workbook, and a template that is filled in."""

WRITTEN = date(2026, 3, 1)

_SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()
_SIGNS = "一键转账消费提醒指纹登录预算管理在线客服深色模式自动还款电子发票积分兑换快捷支付"

_ANSWERED = 0.97
"""Share of the questions that a person answers."""

_LEAST = 0.15
"""Share of the answers that are drawn from all categories, however clear the verdict is."""


@dataclass(frozen=True)
class Circumstances:
    """What a workbook is made from.

    Attributes:
        kind: one of `KINDS`.
        features: how many; a template has room for fewer than 60.
        people: who answer.
        letters: of the name of each feature; a template allows fewer than 60 Chinese ones.
        language: of the program and of the names.
        verdict: one of `VERDICTS`, of all features.
        seed: of the answers.
    """

    kind: str
    features: int
    people: int
    letters: int
    language: str
    verdict: str
    seed: int = 0

    @property
    def name(self) -> str:
        return (
            f"{self.kind}-{self.language}-{self.features}x{self.letters}"
            f"-{self.verdict}-{self.people}-{self.seed}"
        )


def design() -> list[Circumstances]:
    """Few circumstances among which every two meet; for templates, every two but of people."""
    return list(_read(_DESIGN))


def other_languages() -> list[Circumstances]:
    """A few circumstances in each of the languages that the design leaves out."""
    return list(_read(_OTHER_LANGUAGES))


def _read(table: str) -> Iterator[Circumstances]:
    lines = (line.split() for line in table.splitlines() if line)
    return (
        Circumstances(kind, int(features), int(people), int(letters), language, verdict)
        for kind, features, people, letters, language, verdict in lines
    )


_DESIGN = """
report     3    5  60  en       open
report     3   30   3  zh-Hans  clear
ribbon     3  300  60  zh-Hans  open
ribbon    12    5  60  en       clear
report    12   30   3  zh-Hans  clear
ribbon    12  300   3  en       open
ribbon    60    5   3  zh-Hans  clear
ribbon    60   30  60  en       open
report    60  300  60  zh-Hans  clear
template   3  300   3  en       open
template   3    5  60  zh-Hans  clear
template  12    5  60  en       open
template  12   30   3  zh-Hans  clear
template  60   30  60  en       clear
template  60    5   3  zh-Hans  open
"""

_OTHER_LANGUAGES = """
report    12   30  60  de       open
ribbon    60  300   3  de       clear
template  12   30  60  de       open
report    12   30  60  zh-Hant  open
template   3   30   3  zh-Hant  clear
"""


def every() -> Iterator[Circumstances]:
    """All circumstances, each with each."""
    for line in product(KINDS, FEATURES, PEOPLE, LETTERS, LANGUAGES, VERDICTS):
        yield Circumstances(*line)


def write(circumstances: Circumstances, folder: Path) -> Path:
    """Write the workbook."""
    path = folder / f"{circumstances.name}.xlsx"
    if circumstances.kind == "template":
        return _filled_template(circumstances, path)
    settings = Settings(language=circumstances.language)
    survey = survey_of(circumstances)
    analysis = analyse(survey.counts(), settings, survey.importance())
    build = build_report if circumstances.kind == "report" else report_for_workbook
    write_workbook(build(survey, analysis, WRITTEN), path)
    return path


def judged(
    all_of: Sequence[Circumstances], judge: Judge, folder: Path
) -> dict[Circumstances, Findings]:
    """What is found in the workbook of each."""
    books = [write(each, folder) for each in all_of]
    # What is typed into a template changes what its formulas give.
    stale = [book for book, each in zip(books, all_of, strict=True) if each.kind == "template"]
    return dict(zip(all_of, judge.examine(books, stale), strict=True))


def _filled_template(circumstances: Circumstances, path: Path) -> Path:
    language = circumstances.language
    empty = path.with_name(f"empty-{language}.xlsx")
    if not empty.exists():
        write_template(empty, language)
    room = min(circumstances.features, MOST_FEATURES)
    names = names_of(
        room, min(circumstances.letters, traits_of(language).longest_feature), language
    )
    answers = answers_of(circumstances)[:, : 2 * room].tolist()
    return fill(empty, path, survey_cells(language, names, _worded(answers, language)))


def survey_of(circumstances: Circumstances) -> Survey:
    """The survey as it is read from the cells of a template."""
    language = circumstances.language
    names = names_of(circumstances.features, circumstances.letters, language)
    header: list[Value] = [
        f"{name}\n{text(language, f'template.mark.{side}')}" for name in names for side in SIDES
    ]
    rows = _worded(answers_of(circumstances).tolist(), language)
    return read_sheet(Sheet("survey.xlsx", "Answers", [header, *rows]), Settings(language=language))


def names_of(features: int, letters: int, language: str) -> list[str]:
    """Different names of so many letters, in one language."""
    rng = np.random.default_rng(letters)
    if language.startswith("zh"):
        starts = [a + b for a, b in product(_SIGNS[:10], _SIGNS[10:20])][:features]
        return [(start + "".join(rng.choice(list(_SIGNS), letters)))[:letters] for start in starts]
    starts = [f"{a}{b}".title() for a, b in product(_SYLLABLES, "lmnr")][:features]
    return [_sentence(start, letters, rng) for start in starts]


def _sentence(start: str, letters: int, rng: np.random.Generator) -> str:
    """Words of two to four syllables up to a length."""
    sentence = start
    while len(sentence) < letters:
        sentence += " " + "".join(rng.choice(_SYLLABLES, rng.integers(2, 5)))
    return sentence[: letters - 1] + "a" if len(sentence) > letters else sentence


def answers_of(circumstances: Circumstances) -> np.ndarray:
    """Codes 0..5 by person and question, the two of a feature side by side."""
    rng = np.random.default_rng([circumstances.features, circumstances.people, circumstances.seed])
    letters = "MOAIRQ"
    columns = []
    for index in range(circumstances.features):
        shares = np.full(6, _LEAST / 6)
        chosen = [index % 5] if circumstances.verdict == "clear" else [index % 5, (index + 1) % 4]
        shares[chosen] += (1 - _LEAST) / len(chosen)
        drawn = rng.choice(6, circumstances.people, p=shares / shares.sum())
        columns.append([PAIRS[letters[one]] for one in drawn])
    answers = np.array(columns).transpose(1, 0, 2).reshape(circumstances.people, -1)
    return np.where(rng.random(answers.shape) < _ANSWERED, answers, 0)


def _worded(answers: Sequence[Sequence[int]], language: str) -> list[list[Value]]:
    """Codes as the words of the template."""
    words = [None, *(text(language, f"template.answers.{code}") for code in range(1, 6))]
    return [[words[code] for code in person] for person in answers]
