"""Names of the categories that are chosen on the settings sheet, from there to every sheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from filled_template import fill, survey_cells
from kano_xl import names
from kano_xl.category_names import LETTERS
from kano_xl.choices import Settings
from kano_xl.errors import SettingsError
from kano_xl.excel.actions.analysing import analyse
from kano_xl.excel.actions.settings import read_settings
from kano_xl.excel.book.named import named_cells
from kano_xl.writers.template.places import LIVE, POINTS, title
from kano_xl.writers.template.workbook import write_template
from sample_surveys import CHINESE

FEATURES = ("转账", "客服", "皮肤")
PAIRS = ((3, 5), (1, 5), (1, 3))
"""What everybody answers: must-be, performance, attractive."""
RESULTS = ("概要", "属性分类", "Better-Worse系数", "连续得分", "图表数据")


@pytest.fixture
def book(excel: xlwings.App, tmp_path: Path) -> Iterator[xlwings.Book]:
    empty = tmp_path / "empty.xlsx"
    write_template(empty, "zh-Hans")
    person = [CHINESE[code - 1] for pair in PAIRS for code in pair]
    filled = fill(empty, tmp_path / "filled.xlsx", survey_cells("zh-Hans", FEATURES, [person] * 60))
    opened = excel.books.open(str(filled))
    yield opened
    opened.close()


def choose(book: xlwings.Book, choice: str, own: dict[str, str] | None = None) -> None:
    cells = named_cells(book, "Kano_")
    cells[names.of_choice("category_names")].offset(0, -1).value = choice
    for letter, name in (own or {}).items():
        cells[names.OWN_CATEGORY_NAMES][LETTERS.index(letter)].value = name


def cells_of(book: xlwings.Book) -> dict[str, list[list[object]]]:
    return {sheet: book.sheets[sheet].used_range.options(ndim=2).value for sheet in RESULTS}


def texts_of(grids: dict[str, list[list[object]]]) -> str:
    return "\n".join(
        cell for grid in grids.values() for row in grid for cell in row if isinstance(cell, str)
    )


def numbers_of(grids: dict[str, list[list[object]]]) -> list[object]:
    """All numbers but those that say where labels stand, which depends on how long names are."""
    return [
        cell
        for sheet, grid in grids.items()
        if sheet != "图表数据"
        for row in grid
        for cell in row
        if isinstance(cell, float)
    ]


def live(book: xlwings.Book) -> tuple[list[object], list[object]]:
    """The categories of the live result, and the legend of its map."""
    sheet, data = (book.sheets[title("zh-Hans", each)] for each in ("live", "live_data"))
    first = LIVE.of(0, "category")
    shown = sheet.range(first.cells).resize(len(FEATURES), 1).value
    legend = data.range((POINTS.row, POINTS.column + POINTS.offset("y_M") + 1)).resize(1, 6).value
    return shown, legend


def test_another_set_is_everywhere_and_the_numbers_stay(book: xlwings.Book) -> None:
    assert analyse(book, (), "zh-Hans").kind == "done"
    before = cells_of(book)
    assert live(book)[0] == ["必备", "期望", "魅力"]
    choose(book, "基本 / 期望 / 兴奋")
    reply = analyse(book, (), "zh-Hans")
    assert reply.kind == "done"
    after = cells_of(book)
    assert {"必备", "魅力"} <= set(texts_of(before).split("\n"))
    assert {"基本", "兴奋"} <= set(texts_of(after).split("\n"))
    assert "必备" not in texts_of(after)
    assert "魅力" not in texts_of(after)
    assert "基本（1 项）" in texts_of(after)
    assert numbers_of(before) == numbers_of(after)
    shown, legend = live(book)
    assert shown == ["基本", "期望", "兴奋"]
    assert legend == ["基本", "期望", "兴奋", "无差异", "反向", "可疑"]


def test_own_names_are_read_and_shown(book: xlwings.Book) -> None:
    choose(book, "自定义（见下方）", {"M": "底线", "A": "惊喜"})
    assert read_settings(book, "en").named_categories == {
        "M": "底线",
        "O": "期望",
        "A": "惊喜",
        "I": "无差异",
        "R": "反向",
        "Q": "可疑",
    }
    assert analyse(book, (), "zh-Hans").kind == "done"
    said = texts_of(cells_of(book))
    assert "底线（1 项）" in said
    assert "必备" not in said
    assert live(book)[0] == ["底线", "期望", "惊喜"]


@pytest.mark.parametrize(
    ("own", "code", "row"),
    [
        ({"O": None}, "category_name_empty", 1),
        ({"A": "必备"}, "category_name_twice", 2),
        ({"I": "一二三四五六七八九十一二三四五六七八九十一"}, "category_name_long", 3),
        ({"R": "a*"}, "category_name_marks", 4),
    ],
)
def test_an_own_name_that_is_not_possible_is_told_with_its_cell(
    book: xlwings.Book, own: dict[str, str], code: str, row: int
) -> None:
    choose(book, "own", own)
    with pytest.raises(SettingsError) as error:
        read_settings(book, "en")
    cell = named_cells(book, names.OWN_CATEGORY_NAMES)[names.OWN_CATEGORY_NAMES][row]
    assert (error.value.code, error.value.place.cell) == (code, cell.address.replace("$", ""))
    choose(book, "必备 / 期望 / 魅力")
    assert read_settings(book, "en") == Settings(language="zh-Hans", scores=True)


def test_a_settings_sheet_whose_six_cells_are_gone_says_so(book: xlwings.Book) -> None:
    choose(book, "own")
    book.names[names.OWN_CATEGORY_NAMES].delete()
    with pytest.raises(SettingsError) as error:
        read_settings(book, "zh-Hans")
    assert error.value.code == "own_names_missing"
