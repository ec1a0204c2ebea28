"""Text files: cells between marks."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano_xl.errors import InputError, Place
from kano_xl.survey.files import limits
from kano_xl.survey.files.delimited import find_delimiter, read_text

PLACE = Place("bank.csv")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a;b\r\n1,5;2,5\r\n", [["a", "b"], ["1,5", "2,5"]]),
        ("a\tb,c\r1\t2\r", [["a", "b,c"], ["1", "2"]]),
        ('"a\r\nb",c\n1,"say ""x"""\n', [["a\r\nb", "c"], ["1", 'say "x"']]),
        ("a,b,c\n1\n\n1,2,3,4\n", [["a", "b", "c"], ["1"], [], ["1", "2", "3", "4"]]),
        ("sep=;\r\na;b\r\n", [["a", "b"]]),
        ("a, ,\n", [["a", None, None]]),
        ("１, 5 ,1.0\n", [["１", " 5 ", "1.0"]]),
        ("only\none\ncolumn\n", [["only"], ["one"], ["column"]]),
        ('a,5" screen\n1,2\n', [["a", '5" screen'], ["1", "2"]]),
    ],
)
def test_cells(text, rows):
    assert read_text(text, PLACE) == rows


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("If we had it, how do you feel?;b\nlike, really;2\n", ";"),
        ("Name,Choices\nx,a;b;c\ny,a;b\n", ","),
        ("a,b\tc,d\n1\t2\n3\t4\n", "\t"),
        ("a;b;c\n1;0,5; like\n2;1,5; like\n3;2,5; like\n", ";"),
        ("", ","),
    ],
)
def test_delimiter(text, delimiter):
    assert find_delimiter(text) == delimiter


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,"2\n3,4\n', "2"),
        ('a,b\n1,2\n"' + "x,\n" * 90_000, "3"),
    ],
)
def test_a_quotation_mark_that_is_never_closed(text, line):
    with pytest.raises(InputError) as caught:
        read_text(text, PLACE)
    assert caught.value.code == "text_quote"
    assert f"line {line} " in str(caught.value)
    assert f"第 {line} 行" in caught.value.message("zh-Hans")


@pytest.mark.parametrize(
    "text",
    [",".join("a" * 2001) + "\n", "," * 3_000_000, ("a," * 1500 + '"\n"') * 300],
)
def test_too_many_columns(text):
    with pytest.raises(InputError) as caught:
        read_text(text, PLACE)
    assert caught.value.code == "too_many_columns"


def test_a_line_without_end():
    with pytest.raises(InputError) as caught:
        read_text("a,b\n" + "x" * (limits.MAX_LINE + 1), PLACE)
    assert caught.value.code == "text_line"
    assert "line 2 " in str(caught.value)


def test_too_many_cells(monkeypatch):
    monkeypatch.setattr(limits, "MAX_CELLS", 1000)
    with pytest.raises(InputError) as caught:
        read_text("a,b\n" * 501, PLACE)
    assert caught.value.code == "too_many_cells"


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1), st.sampled_from(",;\t"))
def test_round_trip(rows, delimiter):
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerows([["first", "second"]] * 9)
    writer.writerows(rows)
    if find_delimiter(file.getvalue()) == delimiter:
        assert read_text(file.getvalue(), PLACE)[9:] == rows
    else:
        pytest.fail("another delimiter was found")
