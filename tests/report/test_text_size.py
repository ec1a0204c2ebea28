from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kano_xl.report.typesetting.text_size import lines, text_width

# Advance widths of Arial in thousandths of an em, as published in its AFM file (Helvetica's).
ARIAL = {"i": 222, " ": 278, "r": 333, "s": 500, "e": 556, "0": 556, "A": 667, "W": 944, "m": 833}
ARIAL |= {"ü": 556, "Ü": 722, "é": 556, "ß": 611, "„": 333, "\u00a0": 278}


def test_widths_are_those_of_arial_or_a_little_more() -> None:
    for character, thousandths in ARIAL.items():
        width = text_width(character * 100, 72) / (100 * 96)
        assert thousandths / 1000 <= width <= thousandths / 1000 + 0.015


def test_a_chinese_character_is_as_wide_as_high() -> None:
    assert text_width("账户安全", 9) == 4 * 12


@given(st.text(max_size=200), st.floats(30, 500))
def test_lines_keep_every_character_and_the_width(text: str, width: float) -> None:
    broken = lines(text, 10, width)
    assert "".join(broken) == text.replace("\n", "")
    for line in broken:
        assert text_width(line.rstrip(), 10) <= width + 30 or len(line.strip()) == 1


def test_chinese_lines_never_begin_with_a_closing_mark() -> None:
    text = "“账户安全”是必备属性：结论明确。" * 10
    for width in range(40, 400, 7):
        assert all(line[0] not in "，。：”）" for line in lines(text, 10, width))


def test_words_of_european_languages_stay_whole() -> None:
    text = "Das würde größte Überfälle über Łódź auslösen, 6\u00a0% à volonté. " * 5
    words = {"würde", "größte", "Überfälle", "über", "Łódź", "6\u00a0%", "à", "volonté."}
    for width in range(80, 400, 7):
        broken = {word for line in lines(text, 10, width) for word in re.split(" +", line)}
        assert words <= broken <= words | {"Das", "auslösen,", ""}


def test_a_word_wider_than_the_line_is_cut() -> None:
    assert len(lines("x" * 1000, 10, 100)) > 50
