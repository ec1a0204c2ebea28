"""What is called: every function at least once, with the answers worked out by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Rows = tuple[tuple[Any, ...], ...]

BLANK = None


@dataclass(frozen=True)
class Long:
    """A range of ``height`` rows in which the same few rows come again and again."""

    rows: Rows
    height: int

    @property
    def cells(self) -> Rows:
        """All rows."""
        return (self.rows * -(-self.height // len(self.rows)))[: self.height]


@dataclass(frozen=True)
class Case:
    """A call of a function.

    Attributes:
        function: its name in Python.
        arguments: single values, rows of values, or `Long` ranges.
        by_hand: the answer worked out by hand; `NOT_WORKED_OUT` where it is only compared
            with what the function gives when it is called without Excel.
        times: how often it is called, to measure it.
    """

    function: str
    arguments: tuple[Any, ...]
    by_hand: Any
    times: int = 1

    @property
    def values(self) -> tuple[Any, ...]:
        """The arguments as plain values."""
        return tuple(each.cells if isinstance(each, Long) else each for each in self.arguments)


NOT_WORKED_OUT = object()

STANDARD = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
"""The evaluation table of Kano and of Berger: functional down, dysfunctional across."""

ALL_FUNCTIONAL = tuple((float(row),) * 5 for row in range(1, 6))
ALL_DYSFUNCTIONAL = (tuple(map(float, range(1, 6))),) * 5
TEN_THOUSAND = 10_000
FIVE_PAIRS = (
    ("喜欢", "不喜欢"),
    (1.0, "3"),
    ("I like it", "I dislike it"),
    (BLANK, 5.0),
    (2.0, 5.0),
)
"""Functional and dysfunctional answers that make O, A, O, nothing and M."""

LONG_PAIRS = Long(FIVE_PAIRS, TEN_THOUSAND)
LONG_FUNCTIONAL = Long(tuple(row[:1] for row in FIVE_PAIRS), TEN_THOUSAND)
LONG_DYSFUNCTIONAL = Long(tuple(row[1:] for row in FIVE_PAIRS), TEN_THOUSAND)
LONG_LETTERS = Long((("A",), ("O",), ("必备",), ("I",), ("",)), TEN_THOUSAND)


def down(letters: str) -> Rows:
    """Letters as a column."""
    return tuple((letter,) for letter in letters)


CASES = (
    Case("kano_class", (1.0, 5.0), "O", times=50),
    Case("kano_class", (ALL_FUNCTIONAL, ALL_DYSFUNCTIONAL), tuple(map(tuple, STANDARD))),
    Case("kano_class", ((("喜欢", "1", BLANK, "??"),), 5.0), (("O", "O", "", "#VALUE!"),)),
    Case(
        "kano_class",
        (LONG_FUNCTIONAL, LONG_DYSFUNCTIONAL),
        down(("O", "A", "O", "", "M")) * (TEN_THOUSAND // 5),
        times=5,
    ),
    Case("kano_code", ((("I am neutral", "讨厌", 1.0, "hm"),), "like=5"), ((3, 5, 5, "#VALUE!"),)),
    Case("kano_code", ("  ５ ", BLANK), 5),
    Case("kano_code", (BLANK,), ""),
    Case("kano_count", (down("AOAMQ"), BLANK, True), (tuple("AOMIRQ"), (2, 1, 1, 0, 0, 1))),
    Case("kano_count", (LONG_PAIRS,), ((2000, 4000, 2000, 0, 0, 0),), times=5),
    Case("kano_category", (down("AAO"),), "A"),
    Case("kano_category", ((("魅力", "期望", "期望"),), BLANK, "mode"), "O"),
    Case("kano_category", (BLANK,), "#N/A"),
    Case("kano_better", ("A",), 1.0, times=50),
    Case("kano_better", (down("AOMIR"),), 0.5),
    Case("kano_better", (down("QQ"),), "#DIV/0!"),
    Case("kano_better", (((BLANK, ""), ("", BLANK)),), "#N/A"),
    Case("kano_better", (down("Ax"),), "#VALUE!"),
    Case("kano_better", (LONG_LETTERS,), 0.5, times=5),
    Case("kano_better", (LONG_PAIRS,), 0.75),
    Case("kano_worse", (down("AOMO"),), -0.75),
    Case("kano_worse", (((1.0,), (2.0,)), ((5.0,), (5.0,))), -1.0),
    # Wilson: (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), p = 1/2, n = 2, z² = 3.841459.
    Case("kano_interval", (down("IO"),), ((0.0945312057, 0.9054687943),)),
    Case("kano_interval", (down("AOMIR"), BLANK, "worse", 0.9), NOT_WORKED_OUT),
    Case("kano_strength", (down("AAAO"),), 0.5),
    Case("kano_total", (down("AOIQ"),), 0.5),
    Case("kano_pvalue", (down("AAAO"),), 0.625),
    Case("kano_fong", (down("AO" * 20),), False),
    Case("kano_fong", (down("A" * 20),), True),
    Case("kano_score", (((1.0,), (3.0,)), ((5.0,), (5.0,))), ((2.0, 4.0),)),
    Case(
        "kano_table",
        (
            (("深色模式［正向］", "深色模式［反向］"), ("喜欢", "不喜欢"), (2.0, 5.0)),
            BLANK,
            "zh-Hans",
        ),
        NOT_WORKED_OUT,
    ),
    Case(
        "kano_name",
        ((("M", "attractive", BLANK, "x"),), "zh-Hans"),
        (("必备", "魅力", "", "#VALUE!"),),
    ),
    Case("kano_name", ("必备", "en"), "must-be"),
    Case("kano_check", ((("喜欢", "嗯"), (9.0, BLANK)), "zh-Hans"), NOT_WORKED_OUT),
    Case("kano_version", (), NOT_WORKED_OUT, times=50),
)
