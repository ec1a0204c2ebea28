"""OpenDocument sheets: values, errors, repeats."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kano_xl.errors import InputError
from kano_xl.survey.files import ods
from kano_xl.survey.files.opening import read_sheets

LIKE = '<table:table-cell office:value-type="string"><text:p>like</text:p></table:table-cell>'


def row(*cells: str, times: int = 1) -> str:
    return (
        f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'
    )


def repeated(times: int) -> str:
    return LIKE.replace("l office", f'l table:number-columns-repeated="{times}" office', 1)


def blank(times: int) -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'


def value(kind: str, given: str, attribute: str = "value") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:{attribute}="{given}">'
        "<text:p>shown</text:p></table:table-cell>"
    )


def test_values_keep_their_kind(pack_ods):
    path = pack_ods(
        row(
            value("float", "3"),
            value("percentage", "0.5"),
            value("boolean", "true", "boolean-value"),
            value("date", "2024-01-02", "date-value"),
            value("date", "2024-01-02T10:30:00", "date-value"),
            value("time", "PT01H02M03.5S", "time-value"),
        )
    )
    assert read_sheets(path)[0].rows == [
        [
            3.0, 0.5, True, date(2024, 1, 2), datetime(2024, 1, 2, 10, 30),
            timedelta(hours=1, minutes=2, seconds=3.5),
        ]
    ]  # fmt: skip


def test_texts_are_whole_and_notes_are_left_out(pack_ods):
    path = pack_ods(
        row(
            "<table:table-cell><office:annotation><text:p>note</text:p></office:annotation>"
            '<text:p>a<text:s text:c="2"/><text:span>b</text:span></text:p><text:p>c</text:p>'
            "</table:table-cell>"
        )
    )
    assert read_sheets(path)[0].rows == [["a  b\nc"]]


def test_error_cells_arrive_as_their_text(pack_ods):
    error = (
        '<table:table-cell office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    )
    assert read_sheets(pack_ods(row(LIKE, error)))[0].rows == [["like", "#DIV/0!"]]


def test_blank_repeats_are_only_counted(pack_ods):
    path = pack_ods(
        row(times=2) + row(blank(2), LIKE, blank(16_381)) + row(blank(3), times=1_048_573)
    )
    (sheet,) = read_sheets(path)
    assert sheet.rows == [[None] * 3, [None] * 3, [None, None, "like"]]
    assert str(sheet.place(2, 2)) == "bank.ods, 'Answers'!C3"


def test_repeated_content_is_repeated(pack_ods):
    rows = read_sheets(pack_ods(row(repeated(2), times=3)))[0].rows
    assert rows == [["like", "like"]] * 3
    assert rows[0] is not rows[1]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (row(repeated(16_384)), "too_many_columns"),
        (row(blank(16_383), LIKE), "too_many_columns"),
        (row(*[LIKE] * 20, times=1_048_576), "too_many_cells"),
        (row(LIKE) + row(times=999_999_998) + row(LIKE), "too_many_cells"),
        (row(*[LIKE] * 10, times=1_048_576), "too_many_rows"),
        (row(LIKE, times=-1), "file_damaged"),
        (row("<table:table-cell><text:p>" + "<a>" * 1_000), "file_damaged"),
        (row("<table:table-cell><text:p>" + "<a>b</a>" * 32_768), "text_too_long"),
        (row("<table:table-cell>" + "<text:p/>" * 32_769), "text_too_long"),
        ("<table:table-row>", "file_damaged"),
    ],
)  # fmt: skip
def test_hostile_repeats_are_refused(pack_ods, rows, code):
    with pytest.raises(InputError) as caught:
        read_sheets(pack_ods(rows))
    assert caught.value.code == code
    assert "bank.ods" in str(caught.value)


def test_a_password_is_told(pack_ods):
    with pytest.raises(InputError) as caught:
        read_sheets(pack_ods(row(LIKE), manifest="<encryption-data/>"))
    assert caught.value.code == "file_password"


def test_a_text_may_be_as_long_as_in_excel(pack_ods):
    cell = LIKE.replace("like", "<a>b</a>" * 32_767)
    assert read_sheets(pack_ods(row(cell)))[0].rows == [["b" * 32_767]]


def test_more_elements_than_can_be_read_in_time(pack_ods, monkeypatch):
    monkeypatch.setattr(ods, "_MOST_TAGS", 100)
    assert read_sheets(pack_ods(row(*[LIKE] * 15)))[0].rows == [["like"] * 15]
    for part in (LIKE, "<table:table-cell/>", "<a></a>", "<!-- -->"):
        with pytest.raises(InputError) as caught:
            read_sheets(pack_ods(row(part * 100)))
        assert caught.value.code == "too_many_elements"


def test_a_sheet_within_a_cell_is_left_out(pack_ods):
    inner = f"<table:table table:name='x'>{row(LIKE)}</table:table>"
    cell = LIKE.replace("<text:p>", f"{inner}<text:p>")
    assert read_sheets(pack_ods(row(LIKE, cell, LIKE)))[0].rows == [["like"] * 3]
