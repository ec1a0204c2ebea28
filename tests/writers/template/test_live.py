"""The live result against the model: LibreOffice computes every formula of filled templates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from conftest import CellValues, LibreOffice, cell_values
from filled_template import Typed, fill, survey_cells
from kano_xl.addresses import address
from kano_xl.analysing import analyse
from kano_xl.choices import USUAL, Settings
from kano_xl.languages import text
from kano_xl.model.analysis import Analysis
from kano_xl.model.categories import PRECEDENCE
from kano_xl.model.cube import count_pairs
from kano_xl.report.charts.scatter_chart import MOST_NAMES
from kano_xl.report.charts.scatter_frame import APART, LABEL_POINTS
from kano_xl.report.report import UNDEFINED
from kano_xl.report.typesetting.text_size import text_width
from kano_xl.survey.inspecting import understand
from kano_xl.survey.reading import read
from kano_xl.writers.template.places import (
    ABOUT_PEOPLE,
    FRAME,
    LABELS,
    LIVE,
    MOST_FEATURES,
    POINTS,
    title,
)
from kano_xl.writers.template.settings import OWN, chosen
from kano_xl.writers.template.workbook import write_template
from live_label_twin import place

WORDS, NUMBERS, MIXED = range(3)
_TABLE, _CODES = "B5", "B8"  # the cells where people choose these
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    '"quoted" & more',
    "-1",
    "24",
    "{better} *?~",
    "<b>&amp;</b>",
    "http://example.com/x",
    "A",
    "Timestamp",
    "no ads",
    "ads",
    "x [F]",
    "1. First",
    "长" * 40,
    "a very long name " * 4,
)


@dataclass(frozen=True)
class Case:
    """A survey typed into the template: codes 0..5 by person, feature and side."""

    codes: np.ndarray
    language: str = "en"
    names: Sequence[str] = ()
    form: int = WORDS
    settings: Settings = field(default_factory=Settings)
    junk: int = 0

    @property
    def features(self) -> list[str]:
        return [*self.names] or [f"Feature {index + 1}" for index in range(self.codes.shape[1])]

    def cells(self) -> dict[str, dict[str, Typed]]:
        """What is typed."""
        flat = self.codes.reshape(len(self.codes), -1)
        answers = [
            [self._typed(int(code), i + j) for j, code in enumerate(row)]
            for i, row in enumerate(flat)
        ]
        for row in range(self.junk):
            answers[row][0] = "what?"
        cells = survey_cells(self.language, self.features, answers)
        return {**cells, title(self.language, "settings"): self._chosen()}

    def _typed(self, code: int, position: int) -> Typed:
        if not code:
            return None
        if self.form == WORDS or (self.form == MIXED and position % 2):
            return text(self.language, f"template.answers.{code}")
        return 6 - code if self.settings.codes == "like=5" else code

    def _chosen(self) -> dict[str, Typed]:
        table, codes = self.settings.table, self.settings.codes or USUAL
        own = not isinstance(table, str)
        table_key, codes_key = "own" if own else table, codes.replace("=", "")
        quadrants = chosen("quadrants")
        typed: dict[str, Typed] = {
            address(quadrants.row, quadrants.column - 1): text(
                self.language,
                f"template.settings.quadrants.{self.settings.quadrants.replace('.', '')}",
            ),
            _TABLE: text(self.language, f"template.settings.table.{table_key}"),
            _CODES: text(self.language, f"template.settings.codes.{codes_key}"),
        }
        if own:
            for i, row in enumerate(table):
                for j, letter in enumerate(row):
                    typed[address(OWN.row + i, OWN.column + j)] = letter
        return typed

    def analysis(self) -> Analysis:
        """What the model says of the codes; feature by feature in the order typed."""
        codes = self.codes.copy()
        codes[: self.junk, 0, 0] = 0
        names = [f"{index}" for index in range(codes.shape[1])]
        sides = (np.ascontiguousarray(codes[:, :, side].T, np.uint8) for side in (0, 1))
        return analyse(count_pairs(names, *sides), self.settings)


def drawn(people: int, features: int, seed: int, blanks: float = 0.1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    codes = rng.integers(1, 6, (people, features, 2))
    codes[rng.random(codes.shape) < blanks] = 0
    codes[0] = codes[0].clip(1)
    return codes


EXAMPLES = Path(__file__).parents[3] / "workbook" / "examples"


def example(name: str) -> np.ndarray:
    answers = read([EXAMPLES / name]).answers
    assert answers is not None
    return np.stack([answers.functional.T, answers.dysfunctional.T], axis=-1)


def odd() -> np.ndarray:
    """Answers of every odd kind, a feature for each."""
    codes = drawn(12, len(HOSTILE), 4)
    codes[:, 1] = 1, 1
    codes[:, 2] = 5, 1
    codes[:, 3] = [[1, 5], [3, 5], [1, 3], [3, 3], [3, 1], [1, 1]] * 2
    codes[:, 4] = 0
    codes[6:, 5] = 0
    return codes


OWN_TABLE = ("QOOOO", "RQIIM", "RIIIM", "RIQAM", "RRRRQ")
CASES = {
    "english": Case(example("bank-app-en.xlsx")),
    "chinese": Case(example("bank-app-zh.xlsx"), "zh-Hans"),
    "one respondent": Case(drawn(1, 3, 1, blanks=0)),
    "everything odd": Case(odd(), names=HOSTILE, junk=4),
    "forty features": Case(
        drawn(25, MOST_FEATURES, 3), "zh-Hans", form=MIXED, settings=Settings(table="pouliot")
    ),
    "own table, numbers turned round": Case(
        drawn(40, 4, 6), form=MIXED, settings=Settings(table=OWN_TABLE, codes="like=5")
    ),
    "three levels, numbers, lines at the means": Case(
        drawn(60, 3, 8),
        form=NUMBERS,
        settings=Settings(table="three-level", quadrants="mean"),
    ),
}


@pytest.fixture(scope="session")
def templates(office: LibreOffice, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The template filled with each case, computed and saved by LibreOffice."""
    folder = tmp_path_factory.mktemp("templates")
    blank = {}
    for language in {case.language for case in CASES.values()}:
        blank[language] = folder / f"{language}.xlsx"
        write_template(blank[language], language)
    filled = [
        fill(blank[case.language], folder / f"filled-{index}.xlsx", case.cells())
        for index, case in enumerate(CASES.values())
    ]
    return dict(zip(CASES, office.convert(filled, "xlsx"), strict=True))


@pytest.fixture(scope="session")
def values(templates: dict[str, Path]) -> dict[str, dict[str, CellValues]]:
    """Case → sheet → address → value."""
    return {name: cell_values(path) for name, path in templates.items()}


def live_rows(values: dict[str, CellValues], language: str) -> list[list[object]]:
    cells = values[title(language, LIVE.sheet)]
    return [
        [cells.get(address(LIVE.row + row, column)) for column in range(LIVE.width)]
        for row in range(LIVE.height)
    ]


@pytest.mark.parametrize("name", CASES)
def test_every_live_cell_is_what_the_model_says(
    name: str, values: dict[str, dict[str, CellValues]]
) -> None:
    case = CASES[name]
    rows = live_rows(values[name], case.language)
    results = case.analysis().features
    for index, (row, result) in enumerate(zip(rows, results, strict=False)):
        n, counts = result.n, [*result.counts.values()]
        category = text(case.language, f"names.category.{result.category}") if n else UNDEFINED
        assert row[:3] == [index + 1, case.features[index], category]
        assert row[3:10] == [n, *counts]
        assert row[10:16] == [pytest.approx(count / n) if n else UNDEFINED for count in counts]
        shares = result.better, result.worse, None if result.worse is None else -result.worse
        assert row[16:19] == [
            UNDEFINED if share is None else pytest.approx(share) for share in shares
        ]
        assert row[19] == (case.junk if index == 0 else 0)
    assert all(cell in (None, "") for row in rows[len(results) :] for cell in row)


@pytest.mark.parametrize("name", CASES)
def test_the_survey_reader_pairs_the_same_answers_for_certain(
    name: str, templates: dict[str, Path]
) -> None:
    case, path = CASES[name], templates[name]
    results = [result for result in case.analysis().features if result.n]
    found = understand(path, case.settings)
    assert found.sheet.name == title(case.language, "responses")
    assert all(pair.certain for pair in found.pairs)
    columns = [(pair.functional[0].index, pair.dysfunctional[0].index) for pair in found.pairs]
    firsts = [len(ABOUT_PEOPLE) + 2 * int(result.name) for result in results]
    assert columns == [(first, first + 1) for first in firsts]
    explained = replace(case.settings, answers={"what?": 0})
    again = analyse(read([path], explained).counts(), case.settings)
    assert [feature.counts for feature in again.features] == [each.counts for each in results]


def test_example_surveys_give_no_false_warnings(templates: dict[str, Path]) -> None:
    for name in ("english", "chinese"):
        problems = {problem.code for problem in read([templates[name]]).problems}
        assert problems == {"answers_missing", "respondent_straight"}


@pytest.mark.parametrize("name", CASES)
def test_the_map_has_a_point_for_each_defined_feature(
    name: str, values: dict[str, dict[str, CellValues]]
) -> None:
    case = CASES[name]
    cells = values[name][title(case.language, POINTS.sheet)]
    for index, result in enumerate(case.analysis().features):
        row = [cells.get(POINTS.at(index, c).cells.replace("$", "")) for c in range(POINTS.width)]
        heights = dict(zip(PRECEDENCE, row[-len(PRECEDENCE) :], strict=True))
        drawn_at = {letter: y for letter, y in heights.items() if y != "#N/A"}
        expected = {} if result.better is None else {result.category: result.better}
        assert drawn_at == pytest.approx(expected)
        assert row[2] == pytest.approx(abs(result.worse or 0))
        assert (row[5] == "#N/A") == (result.better is None)


@pytest.mark.parametrize("name", CASES)
def test_the_labels_of_the_map_stand_where_its_twin_puts_them(
    name: str, values: dict[str, dict[str, CellValues]]
) -> None:
    case = CASES[name]
    cells = values[name][title(case.language, LABELS.sheet)]
    features = case.analysis().features
    defined = [index for index, each in enumerate(features) if each.better is not None]

    def held(index: int, key: str) -> object:
        return cells.get(LABELS.of(index, key).cells.replace("$", ""))

    labels = [(str(held(index, "name")), str(held(index, "number"))) for index in defined]
    for index, label in zip(defined, labels, strict=True):
        widths = [held(index, "name_width"), held(index, "number_width")]
        assert widths == pytest.approx(
            [text_width(each, LABEL_POINTS) + APART for each in label], rel=0.06
        )
        assert label[0].endswith(MARKS[case.language].get(str(features[index].category), ""))
    if len(features) > MOST_NAMES:
        assert not any(held(index, "is_name") for index in defined)
        return
    points = [(-features[index].worse, features[index].better) for index in defined]  # type: ignore[operator]
    split = tuple(
        cells[FRAME.of(row, axis).cells.replace("$", "")] for row, axis in ((1, "x"), (3, "y"))
    )
    placed = place(points, labels, case.language, split)  # type: ignore[arg-type]
    for index, (box, is_name) in zip(defined, placed, strict=True):
        assert bool(held(index, "is_name")) is is_name
        found = [held(index, edge) for edge in ("left", "top", "right", "bottom")]
        assert found == pytest.approx(box, abs=12)


MARKS = {
    "en": {"R": " (reverse)", "Q": " (questionable)"},
    "de": {"R": " (Rückweisung)", "Q": " (fraglich)"},
    "zh-Hans": {"R": "（反向）", "Q": "（可疑）"},
    "zh-Hant": {"R": "（反向）", "Q": "（可疑）"},
}


@pytest.mark.parametrize("name", CASES)
def test_the_lines_stand_where_the_settings_say(
    name: str, values: dict[str, dict[str, CellValues]]
) -> None:
    case = CASES[name]
    cells = values[name][title(case.language, FRAME.sheet)]
    x, y = (cells[FRAME.of(row, axis).cells.replace("$", "")] for row, axis in ((1, "x"), (3, "y")))
    if case.settings.quadrants != "mean":
        assert (x, y) == (0.5, 0.5)
        return
    points = [each for each in case.analysis().features if each.better is not None]
    assert x == pytest.approx(-sum(each.worse or 0 for each in points) / len(points))
    assert y == pytest.approx(sum(each.better or 0 for each in points) / len(points))
