"""The judge of the Windows test finds what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from kano_xl.excel import functions
from tests.windows.cases import CASES, NOT_WORKED_OUT, Case, Long
from tests.windows.exchange import Answer, argument_lines, read_answers
from tests.windows.judging import alike, as_sent, difference

LETTERS = (("A",), ("M",))


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{place}-{case.function}" for place, case in enumerate(CASES)]
)
def test_what_the_functions_give_here_passes(case: Case) -> None:
    here = getattr(functions, case.function)(*case.values)
    assert difference(case, Answer(as_sent(here), 0.0)) == ""


@pytest.mark.parametrize("value", [0.5000001, "0.5", True, None, (0.5, 0.5), ((0.5,), (0.5,))])
def test_another_answer_is_found(value: object) -> None:
    assert difference(Case("kano_better", (LETTERS,), NOT_WORKED_OUT), Answer(value, 0.0))


def test_an_answer_that_is_wrong_by_hand_is_found() -> None:
    assert "by hand 0.25" in str(difference(Case("kano_better", (LETTERS,), 0.25), Answer(0.5, 0)))


def test_truth_is_no_number_and_a_row_no_column() -> None:
    assert not alike(True, 1.0, 1e-9)
    assert not alike(1.0, True, 1e-9)
    assert not alike((1.0, 2.0), ((1.0,), (2.0,)), 1e-9)


def test_answers_are_read_as_the_client_writes_them(tmp_path: Path) -> None:
    lines = (
        *("answer\t0\t1\t1\t0,25", "s必备\\n第二行"),
        *("answer\t1\t1\t2\t0", "n1E-05", "b1"),
        *("answer\t2\t2\t1\t0", "sa\u2028b", "e"),
        "error\t-2147352567\tno such function",
        "end",
    )
    path = tmp_path / "answers.txt"
    path.write_bytes("\r\n".join(["\ufeff" + lines[0], *lines[1:], ""]).encode("utf-16-le"))
    answers = read_answers(path)
    values = ["必备\n第二行", (1e-05, True), (("a\u2028b",), (None,))]
    assert [answer.value for answer in answers[:3]] == values
    assert answers[0].seconds == 0.25
    assert answers[3].seconds is None
    assert len(answers) == 4


def test_a_long_range_is_sent_as_the_rows_that_repeat() -> None:
    sent = Long(LETTERS, 5)
    assert sent.cells == (("A",), ("M",), ("A",), ("M",), ("A",))
    assert list(argument_lines(sent)) == ["range\t5\t2\t1", "sA", "sM"]
