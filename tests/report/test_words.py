from __future__ import annotations

import pytest

from kano_xl.report.words import Words, percent, rounded, shortened


@pytest.mark.parametrize(
    ("number", "said"), [(1, 1), (20, 20), (43, 45), (99, 100), (164, 160), (1249, 1200)]
)
def test_numbers_of_people_are_rounded_as_one_would_say_them(number: int, said: int) -> None:
    assert rounded(number) == said


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "0"), (0.001, "<1"), (0.125, "13"), (0.999, ">99"), (1.0, "100")]
)
def test_only_all_is_100_percent_and_only_none_is_0(share: float, said: str) -> None:
    assert percent(share) == said


def test_names_in_sentences_are_one_short_line() -> None:
    name = shortened("a\x1b[31m\r\nb " + "x" * 500)
    assert name.isprintable()
    assert name.startswith("a [31m b x")
    assert len(name) == 80


@pytest.mark.parametrize(
    ("language", "names", "said"),
    [
        ("en", ["a"], "a"),
        ("en", ["a", "b"], "a and b"),
        ("en", ["a", "b", "c"], "a, b and c"),
        ("zh-Hans", ["必备", "期望", "魅力"], "必备、期望与魅力"),
    ],
)
def test_all_names_are_joined_as_one_would_say_them(
    language: str, names: list[str], said: str
) -> None:
    assert Words(language).all_of(names) == said


def test_long_lists_are_cut_and_say_so() -> None:
    names = [f"F{index}" for index in range(9)]
    assert Words("en").names(names) == "F0, F1, F2, F3, F4, F5 and 3 more"
    assert Words("zh-Hans").names(names) == "F0、F1、F2、F3、F4、F5等（另有 3 项）"
    assert Words("en").names(names[:6]) == "F0, F1, F2, F3, F4, F5"
