"""The LAMBDA names, evaluated by another program, against the model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import ironcalc
import numpy as np
import pytest
from xlsxwriter import Workbook

from filled_template import fill, survey_cells
from kano_xl.analysing import analyse
from kano_xl.choices import Settings
from kano_xl.excel import functions
from kano_xl.excel.formulas.portability import typed
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.categories import CATEGORIES, classify, evaluation_table
from kano_xl.model.cube import count_pairs
from kano_xl.writers.template import lambdas
from kano_xl.writers.template.lambdas import (
    FUNCTIONS,
    HELPER,
    IN_USE,
    LONGEST,
    NUMBERS_IN_USE,
    PREFIX,
    lambda_names,
)
from kano_xl.writers.template.places import title
from kano_xl.writers.template.workbook import write_template

OWN_TABLE = ("QOOOO", "RQIIM", "RIIIM", "RIQAM", "RRRRQ")
CODES = np.random.default_rng(11).integers(0, 6, (30, 2))


class Sheet:
    """Formulas over two columns of answers, in a workbook with nothing but the names."""

    def __init__(self, folder: Path, functional: Sequence[object], dysfunctional: Sequence[object]):
        self._path = folder / "names.xlsx"
        self._last = len(functional)
        with Workbook(self._path) as book:
            sheet = book.add_worksheet("S")
            for name, formula in lambda_names().items():
                book.define_name(name, formula)
            for row, pair in enumerate(zip(functional, dysfunctional, strict=True)):
                for column, answer in enumerate(pair):
                    if answer is not None:
                        sheet.write(row, column, answer)
            both = f"A1:A{self._last},B1:B{self._last}"
            sheet.write_dynamic_array_formula(f"C1:C{self._last}", f"=KANO.CODE(A1:A{self._last})")
            sheet.write_dynamic_array_formula(f"D1:D{self._last}", f"=KANO.CLASS({both})")
            sheet.write_dynamic_array_formula("F1:K1", f"=KANO.COUNT({both})")
            for row, name in enumerate(("CATEGORY", "BETTER", "WORSE"), 1):
                sheet.write_dynamic_array_formula(row, 5, row, 5, f"=KANO.{name}({both})")
        self._model = ironcalc.load_from_xlsx(str(self._path))
        self._model.evaluate()

    def column(self, number: int) -> list[object]:
        return [self._model.get_cell_value(0, row + 1, number) for row in range(self._last)]

    def count(self) -> list[object]:
        return [self._model.get_cell_value(0, 1, 6 + index) for index in range(6)]

    def results(self) -> list[object]:
        """Category, Better, Worse."""
        return [self._model.get_cell_value(0, row, 6) for row in (2, 3, 4)]


def words(codes: Sequence[int], language: str) -> list[object]:
    return [text(language, f"template.answers.{code}") if code else None for code in codes]


@pytest.mark.parametrize("form", ["en", "zh-Hans", "numbers"])
def test_they_give_what_the_model_gives(form: str, tmp_path: Path) -> None:
    given = [
        [int(code) or None for code in side] if form == "numbers" else words(side, form)
        for side in CODES.T
    ]
    sheet = Sheet(tmp_path, *given)
    settings = Settings()
    counts = count_pairs(["x"], *(side[None].astype(np.uint8) for side in CODES.T))
    (result,) = analyse(counts, settings).features
    letters = classify(*CODES.T, evaluation_table("standard"))
    assert sheet.column(3) == [float(code) if code else "" for code in CODES[:, 0]]
    assert sheet.column(4) == [(CATEGORIES + " ")[index].strip() for index in letters]
    assert sheet.count() == list(result.counts.values())
    assert sheet.results() == [
        result.category,
        pytest.approx(result.better),
        pytest.approx(result.worse),
    ]


def test_a_wording_that_two_languages_share_has_one_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lambdas, "LANGUAGES", ("en", "en-GB"))
    monkeypatch.setattr(lambdas, "text", lambda _, key: text("en", key))
    given = [words(range(1, 6), "en"), words(range(5, 0, -1), "en")]
    assert Sheet(tmp_path, *given).column(3) == [1, 2, 3, 4, 5]


def test_no_word_of_the_dropdowns_means_two_answers() -> None:
    codes: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for code in range(1, 6):
            word = text(language, f"template.answers.{code}").casefold()
            codes.setdefault(word, set()).add(code)
    assert {word: found for word, found in codes.items() if len(found) > 1} == {}


def test_blanks_do_not_count_and_numbers_may_be_text(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, [1, "", "1", " 2 ", None], [5, 5, "5", "5", None])
    assert sheet.column(4) == ["O", "", "O", "M", ""]
    assert sheet.results()[0] == "O"


@pytest.mark.parametrize("answer", ["hm", "*", 6, 0, 1.5, -1, "I like it that way?", True])
def test_an_answer_that_cannot_be_read_is_an_error_and_no_guess(
    answer: object, tmp_path: Path
) -> None:
    sheet = Sheet(tmp_path, [answer, 1], [5, 5])
    assert sheet.column(3) == ["#VALUE!", 1]
    assert sheet.column(4) == ["#VALUE!", "O"]
    assert sheet.results() == ["#VALUE!"] * 3


def test_an_error_among_the_answers_is_no_lack_of_answers(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, [1, "=NA()"], [5, 5])
    assert sheet.column(4) == ["O", "#N/A"]
    assert sheet.results() == ["#VALUE!"] * 3


@pytest.mark.parametrize("other", ["B1:B3", "B1", "B1:C1", "B1:C2"])
def test_ranges_of_unequal_shape_are_an_error(other: str) -> None:
    model = ironcalc.create("shapes", "en", "UTC", "en")
    for name, formula in lambda_names().items():
        model.new_defined_name(name, None, typed(formula))
    for column, answer in enumerate((1, 5, 5), 1):
        for row in (1, 2, 3):
            model.set_user_input(0, row, column, str(answer))
    model.set_user_input(0, 1, 5, f"=KANO.CLASS(A1:A2,{other})")
    model.set_user_input(0, 5, 5, f"=KANO.BETTER(A1:A2,{other})")
    model.evaluate()
    assert [model.get_cell_value(0, row, 5) for row in (1, 2, 5)] == ["#VALUE!", None, "#VALUE!"]


def test_without_a_pair_nothing_is_available(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path, [1, None], [None, 5])
    assert sheet.count() == [0] * 6
    assert sheet.results() == ["#N/A"] * 3


def test_a_zero_denominator_is_told(tmp_path: Path) -> None:
    assert Sheet(tmp_path, [5, 5], [1, 1]).results() == ["R", "#DIV/0!", "#DIV/0!"]


def test_ties_go_to_the_stronger_but_for_q(tmp_path: Path) -> None:
    assert Sheet(tmp_path, [1, 3, 1, 3], [3, 3, 5, 5]).results()[0] == "M"
    assert Sheet(tmp_path, [1, 3, 1, 3], [1, 3, 1, 5]).results()[0] == "Q"
    assert Sheet(tmp_path, [1, 3], [1, 3]).results()[0] == "Q"


def test_in_the_template_they_follow_its_settings(tmp_path: Path) -> None:
    people = CODES[(CODES > 0).all(axis=1)]
    answers = [[6 - int(f), 6 - int(d)] for f, d in people]
    cells = survey_cells("en", ["Fast transfers"], answers)
    cells[title("en", "settings")] = {
        "B5": text("en", "template.settings.table.own"),
        "B8": text("en", "template.settings.codes.like5"),
        **{f"{'GHIJK'[j]}{13 + i}": OWN_TABLE[i][j] for i in range(5) for j in range(5)},
    }
    write_template(tmp_path / "template.xlsx", "en")
    path = fill(tmp_path / "template.xlsx", tmp_path / "filled.xlsx", cells)
    model = ironcalc.load_from_xlsx(str(path))
    sheet = len(model.get_worksheets_properties())
    model.add_sheet("Mine")
    both = f"Responses!D5:D{4 + len(people)},Responses!E5:E{4 + len(people)}"
    for row, name in enumerate(("CATEGORY", "BETTER", "WORSE"), 1):
        model.set_user_input(sheet, row, 1, f"=KANO.{name}({both})")
    model.evaluate()
    counts = count_pairs(["x"], *(side[None].astype(np.uint8) for side in people.T))
    (result,) = analyse(counts, Settings(table=OWN_TABLE)).features
    assert [model.get_cell_value(sheet, row, 1) for row in (1, 2, 3)] == [
        result.category,
        pytest.approx(result.better),
        pytest.approx(result.worse),
    ]


def test_a_program_may_give_excel_every_formula() -> None:
    """Names.Add of several versions of Excel takes 255 characters."""
    for following_settings in ((), (IN_USE, NUMBERS_IN_USE)):
        formulas = lambda_names(*following_settings).values()
        assert max(len(typed(formula)) for formula in formulas) <= LONGEST == 255


def test_a_name_stands_behind_all_that_it_uses() -> None:
    known: set[str] = set()
    for name, formula in lambda_names().items():
        used = set(re.findall(r"_?KANO\.[\w.]+", formula))
        assert used <= known, name
        known.add(name)
    assert {f"{PREFIX}{function}" for function in FUNCTIONS} <= known
    assert all(name.startswith((PREFIX, HELPER)) for name in known)


GIVEN = [
    *words(range(1, 6), "en"),
    *words(range(1, 6), "zh-Hans"),
    *("1", "2", "3", "4", "5", " 5 ", "", ""),
]
"""What people type, and blanks."""


@pytest.mark.parametrize("seed", range(8))
def test_whatever_people_type_they_give_what_the_functions_give(seed: int) -> None:
    """As typed, in a workbook of its own: 30 small surveys, some with what nobody can read."""
    random = np.random.default_rng(seed)
    model = ironcalc.create("many", "en", "UTC", "en")
    for name, formula in lambda_names().items():
        model.new_defined_name(name, None, typed(formula))
    surveys = []
    for number in range(30):
        # ironcalc hands a range of a single blank cell on as nothing at all.
        people = int(random.integers(2, 9))
        given = [*GIVEN, "hm"] if number % 5 == 0 else GIVEN
        sides = [[str(random.choice(given)) for _ in range(people)] for _ in "fd"]
        first = 10 * number + 1
        for column, answers in enumerate(sides, 1):
            for row, answer in enumerate(answers, first):
                model.set_user_input(0, row, column, answer)
        both = f"A{first}:A{first + people - 1},B{first}:B{first + people - 1}"
        for row, name in enumerate(("CATEGORY", "BETTER", "WORSE"), first):
            model.set_user_input(0, row, 4, f"=KANO.{name}({both})")
        model.set_user_input(0, first, 6, f"=KANO.COUNT({both})")
        model.set_user_input(0, first, 13, f"=KANO.CLASS({both})")
        surveys.append([tuple((answer or None,) for answer in answers) for answers in sides])
    model.evaluate()
    for number, cells in enumerate(surveys):
        first = 10 * number + 1
        results = (functions.kano_category, functions.kano_better, functions.kano_worse)
        for row, compute in enumerate(results):
            expected = compute(*cells)
            found = model.get_cell_value(0, first + row, 4)
            same = expected if isinstance(expected, str) else pytest.approx(expected)
            assert found == same, cells
        counts = [model.get_cell_value(0, first, column) for column in range(6, 12)]
        expected = functions.kano_count(*cells)
        if isinstance(expected, tuple):
            assert counts == list(expected[0])
        else:
            assert counts[0] == expected
        letters = [model.get_cell_value(0, first + row, 13) for row in range(len(cells[0]))]
        expected = functions.kano_class(*cells)
        rows = expected if isinstance(expected, tuple) else ((expected,),)
        assert letters == [letter for (letter,) in rows]
