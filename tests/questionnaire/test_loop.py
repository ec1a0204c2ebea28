"""The loop: features → a target's file → what the tool exports → the same names and counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from kano_xl import read
from kano_xl.choices import Settings
from kano_xl.languages import LANGUAGES
from kano_xl.questionnaire.asked import QuestionnaireChoices, Segment
from kano_xl.questionnaire.build import build
from kano_xl.questionnaire.listed import ListedFeature
from kano_xl.questionnaire.targets import TARGETS
from kano_xl.survey.survey import Survey
from questionnaire.exported import SHAPES, answered, write
from questionnaire.imported import READERS, Item

NAMES = {
    "en": [
        "Instant transfers",
        "Payment without fees",
        "Spending overview, by month",
        "PIN & chip",
    ],
    "de": ["Sofortüberweisung", "Ohne Gebühren", "Ausgaben, je Monat", "PIN & Chip"],
    "zh-Hans": ["实时转账", "无需密码登录", "按月消费分析（图表）", "PIN & 芯片"],
    "zh-Hant": ["即時轉帳", "免密碼登入", "每月支出分析（圖表）", "PIN & 晶片"],
}
EVERY = [(target, shape) for target in SHAPES for shape in SHAPES[target]]


def asked_of(language: str, **more: object) -> QuestionnaireChoices:
    segments = (Segment("Plan?", ("Free", "Pro")),)
    return QuestionnaireChoices(
        language, importance=True, satisfaction=True, segments=segments, **more
    )  # type: ignore[arg-type]


def made(target: str, asked: QuestionnaireChoices, folder: Path) -> list[Item]:
    """What the tool makes of the file of a target."""
    built = build([ListedFeature(name) for name in NAMES[asked.language]], asked, target)
    path = folder / built.name
    path.write_bytes(built.content)
    return READERS[target](path)


def truth(names: list[str], people: list[list[int]]) -> dict[str, Counter[tuple[int, int]]]:
    """The pairs of codes of each feature: after the segment, four questions for each."""
    found = {}
    for place, name in enumerate(names):
        at = 1 + 4 * place
        found[name] = Counter((each[at] + 1, each[at + 1] + 1) for each in people)
    return found


def counted(survey: Survey) -> dict[str, Counter[tuple[int, int]]]:
    """The pairs of codes of each feature, as they were read."""
    assert survey.answers is not None
    sides = survey.answers.functional.tolist(), survey.answers.dysfunctional.tolist()
    names = [feature.name for feature in survey.features]
    pairs = zip(names, *sides, strict=True)
    return {name: Counter(zip(*codes, strict=True)) for name, *codes in pairs}


def test_every_target_has_its_exports() -> None:
    assert set(SHAPES) == set(READERS)
    assert set(TARGETS) - set(SHAPES) == {"html", "word"}  # filled in as they are


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("target", "shape"), EVERY)
def test_the_loop_closes(target: str, shape: str, language: str, tmp_path: Path) -> None:
    items = made(target, asked_of(language), tmp_path)
    assert [len(item.options) for item in items] == [2, *(5, 5, 9, 9) * 4]
    people = answered(items)
    suffix, rows = SHAPES[target][shape]
    path = write(tmp_path / f"export{suffix}", rows(items, people))
    survey = read(path, Settings(language=language, by="Plan?"))
    assert counted(survey) == truth(NAMES[language], people)
    assert survey.answers is not None
    assert survey.answers.groups is not None
    sizes = Counter(survey.groups[index] for index in survey.answers.groups)
    chosen = Counter(each[0] for each in people)
    names = ("1", "2") if set(sizes) == {"1", "2"} else ("Free", "Pro")
    assert sizes == {names[index]: n for index, n in chosen.items()}
    assert survey.answers.importance is not None
    importance = [sum(each[3 + 4 * place] + 1 for each in people) for place in range(4)]
    assert survey.answers.importance.sum(axis=1).tolist() == importance
    assert survey.answers.top == 9
    assert survey.answers.satisfaction is not None
    satisfaction = [sum(each[4 + 4 * place] + 1 for each in people) for place in range(4)]
    assert survey.answers.satisfaction.sum(axis=1).tolist() == satisfaction
