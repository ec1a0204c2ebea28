"""What Excel hands over and takes back, and the arguments that choose."""

from __future__ import annotations

import pytest

from kano_xl.errors import InputError, SettingsError
from kano_xl.excel.functions import choices
from kano_xl.excel.functions.cells import CellError, as_cells, block, error_text, left_out, shaped
from kano_xl.excel.functions.letters import letter_of
from kano_xl.model.categories import POULIOT, STANDARD, THREE_LEVEL

LEFT_OUT = -2147352572  # what COM has for a missing argument


@pytest.mark.parametrize(
    ("raw", "values", "shape"),
    [
        ("A", ["A"], (1, 1)),
        (None, [None], (1, 1)),
        (((1.0,), (2.0,), (None,)), [1.0, 2.0, None], (3, 1)),
        (((1.0, 2.0, None),), [1.0, 2.0, None], (1, 3)),
        (((1.0, "x"), (None, "y")), [1.0, "x", None, "y"], (2, 2)),
        ([[1.0], [2.0]], [1.0, 2.0], (2, 1)),
        ((1.0, 2.0), [1.0, 2.0], (1, 2)),
        (((True, False, 1.0),), ["TRUE", "FALSE", 1.0], (1, 3)),
    ],
)
def test_blocks(raw: object, values: list[object], shape: tuple[int, int]) -> None:
    found = block(raw)
    assert found.values == values
    assert found.shape == shape


@pytest.mark.parametrize("raw", [(), ((),), ((1.0, 2.0), (3.0,))])
def test_what_is_no_rectangle_is_refused(raw: object) -> None:
    with pytest.raises(CellError, match="#VALUE!"):
        block(raw)


@pytest.mark.parametrize(
    ("height", "width", "shown"),
    [
        (4, 1, (("a",), ("b",), ("c",), ("d",))),
        (1, 4, (("a", "b", "c", "d"),)),
        (2, 2, (("a", "b"), ("c", "d"))),
    ],
)
def test_results_have_their_shape(height: int, width: int, shown: object) -> None:
    assert shaped(list("abcd"), height, width) == shown


# Excel's CVErr numbers (2000 Null … 2042 NA) on top of 0x800A0000 as a signed number.
@pytest.mark.parametrize(
    ("number", "text"),
    [
        (2000, "#NULL!"),
        (2007, "#DIV/0!"),
        (2015, "#VALUE!"),
        (2023, "#REF!"),
        (2029, "#NAME?"),
        (2036, "#NUM!"),
        (2042, "#N/A"),
        (2045, "#SPILL!"),
        (2999, "#VALUE!"),
    ],
)
def test_errors_in_cells(number: int, text: str) -> None:
    raw = (0x800A0000 + number) - (1 << 32)
    assert error_text(raw) == text
    assert error_text(text) == text


@pytest.mark.parametrize("value", [None, "", "#", "#1", "N/A", 2042, 2042.0, -1.0, 5])
def test_what_is_no_error(value: object) -> None:
    assert error_text(value) is None


def test_left_out_arguments() -> None:
    assert left_out(None)
    assert left_out(LEFT_OUT)
    assert not any(map(left_out, ("", 0.0, ((None,),), "mode")))


def test_what_is_wrong_becomes_an_error_value() -> None:
    @as_cells
    def function(kind: str) -> str:
        """Its text."""
        if kind == "cell":
            raise CellError("#N/A")
        if kind == "ours":
            raise SettingsError("tie_gap_range", given=7)
        if kind == "input":
            raise InputError("no_survey")
        raise ZeroDivisionError

    assert function("cell") == "#N/A"
    assert function("ours") == function("input") == "#VALUE!"
    assert (function.__name__, function.__doc__) == ("function", "Its text.")
    with pytest.raises(ZeroDivisionError):  # a bug is for the caller to log
        function("bug")


@pytest.mark.parametrize(
    ("value", "letter"),
    [
        ("A", "A"),
        (" o ", "O"),
        ("Ｍ", "M"),
        ("indifferent", "I"),
        ("Must be", "M"),
        ("ONE_DIMENSIONAL", "O"),
        ("One-Dimensional", "O"),
        ("无差异", "I"),
        ("反向属性", "R"),
        ("可疑", "Q"),
        ("", ""),
        ("  ", ""),
        (None, ""),
    ],
)
def test_letters(value: object, letter: str) -> None:
    assert letter_of(value) == letter


@pytest.mark.parametrize("value", ["X", "AO", "like", 1.0, "#N/A", "TRUE"])
def test_what_is_no_letter(value: object) -> None:
    assert letter_of(value) is None


@pytest.mark.parametrize("raw", [None, LEFT_OUT, "", "  ", ((None,),)])
def test_usual_choices(raw: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert choices.rule(raw) == "mode"
    assert choices.numbers(raw) == "like=1"
    assert choices.coefficient(raw) == "better"
    assert choices.confidence(raw) == 0.95
    assert choices.table(raw) is STANDARD
    assert choices.truth(raw) is False
    assert choices.language(raw) == "zh-Hans"
    monkeypatch.setenv("LC_ALL", "fi_FI.UTF-8")
    assert choices.language(raw) == "en"


def test_choices_by_name() -> None:
    assert [choices.rule(name) for name in ("MoAI", "cqm ", "众数")] == ["moai", "cqm", "mode"]
    assert choices.numbers("LIKE = 5") == "like=5"
    assert choices.coefficient("Worse") == choices.coefficient("消除后的不满意系数") == "worse"
    assert choices.coefficient(((" better ",),)) == "better"
    chinese = ("zh-Hans", "ZH", "zh_CN", "中文", "简体中文", "Chinese")
    assert {choices.language(name) for name in chinese} == {"zh-Hans"}
    assert choices.language("EN") == choices.language("English") == "en"
    assert [choices.truth(each) for each in (True, 1.0, "true", False, 0.0)] == [1, 1, 1, 0, 0]
    assert [choices.confidence(each) for each in (0.9, "0.99", ((0.8,),))] == [0.9, 0.99, 0.8]


def test_tables() -> None:
    assert choices.table("POULIOT") is POULIOT
    assert choices.table("Three level") is THREE_LEVEL
    grid = tuple(tuple(row) for row in POULIOT.rows)
    assert choices.table(grid).rows == POULIOT.rows
    names = (("可疑", "attractive", "o"), ("反向", "无差异", "must-be"), ("R", "R", "Q"))
    assert choices.table(names).rows == THREE_LEVEL.rows


@pytest.mark.parametrize(
    ("choose", "raw"),
    [
        (choices.rule, "median"),
        (choices.rule, 1.0),
        (choices.rule, (("mode", "mode"),)),
        (choices.numbers, "like=3"),
        (choices.coefficient, "average"),
        (choices.language, "fr"),
        (choices.truth, "maybe"),
        (choices.truth, 2.0),
        (choices.confidence, "high"),
        (choices.confidence, 95.0),
        (choices.confidence, 0.0),
        (choices.confidence, "nan"),
        (choices.table, "kano"),
        (choices.table, (("A", "O"), ("M", "I"))),
        (choices.table, (("Q", "A", "O"), ("R", None, "M"), ("R", "R", "Q"))),
        (choices.table, (("Q", "A", "O"), ("R", "X", "M"), ("R", "R", "Q"))),
        (choices.table, (("Q", "A", "O"), ("R", "I", "M"))),
    ],
)
def test_impossible_choices(choose: object, raw: object) -> None:
    with pytest.raises((CellError, SettingsError)):
        choose(raw)
