"""The sheet "Live": counts, shares, category, Better, Worse and the map, by native formulas."""

from __future__ import annotations

from kano_xl import names
from kano_xl.category_names import category_names, sets
from kano_xl.languages import traits_of
from kano_xl.model.answers import ANSWERS as ANSWER_CODES
from kano_xl.model.categories import CATEGORIES, PRECEDENCE
from kano_xl.report.charts.palette import RULE
from kano_xl.report.charts.scatter_chart import MOST_NAMES
from kano_xl.report.report import UNDEFINED, unless_zero
from kano_xl.report.typesetting import sizes
from kano_xl.report.typesetting.text_size import text_width
from kano_xl.writers.template.live_data import LETTERS
from kano_xl.writers.template.live_labels import key_heading, key_line
from kano_xl.writers.template.live_map import add_map
from kano_xl.writers.template.looks import WRONG
from kano_xl.writers.template.numbering import AMISS, name_above, told
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import (
    LIVE,
    MOST_FEATURES,
    PAIRS,
    POINTS,
    Block,
    answers,
)
from kano_xl.writers.template.settings import ANSWERS, CATEGORY_NAMES_IN_USE

_LEVELS = len(ANSWER_CODES)
_LAST = LIVE.width - 1
_HEADER = LIVE.row - 1
_LEGEND, _MAP_ROW = 3, 6
_KEY_COLUMNS = _LAST - 3, _LAST
_NAME_AND_CATEGORY = 466
"""Pixels for a category and some 60 letters of a name, or fewer where the names of categories are
long; what is longer is shown smaller, so that no row needs a second line and all of them fit on
one page."""
_CATEGORY_WIDTH, _BESIDE_CATEGORY = 116, 20
"""The least, and what a cell holds besides its text."""
_LEGEND_CELLS = ((2, 3), (4, 7), (8, 11), (12, 15), (16, 19))


def write_live(page: Page) -> None:
    """Write the sheet."""
    category = _category_width(page.language)
    page.widths(
        36, _NAME_AND_CATEGORY - category, category, 44, *[40] * 6, *[46] * 6, 62, 62, 66, 74
    )
    page.title(_LAST, most=MOST_NAMES)
    _legend(page)
    add_map(page, _MAP_ROW)
    _key(page)
    _header(page)
    for index in range(MOST_FEATURES):
        _feature(page, index)
    _conditions(page)
    page.sheet.set_landscape()
    page.sheet.repeat_rows(_HEADER)
    page.sheet.set_h_pagebreaks([_HEADER])
    page.finish_filled(LIVE.row + MOST_FEATURES - 1, _LAST, LIVE.all("name"), _HEADER)


def _category_width(language: str) -> int:
    """Pixels that the column of categories takes, with the language's own names for them."""
    widest = max(
        text_width(name, sizes.POINTS["cell"], bold=True)
        for chosen in sets()
        for name in category_names(language, chosen).values()
    )
    return max(_CATEGORY_WIDTH, round(widest * traits_of(language).looseness) + _BESIDE_CATEGORY)


def _legend(page: Page) -> None:
    """Which answers count. Being answers, they also tell the survey reader: no survey here."""
    for row, key in ((_LEGEND, "counted"), (_LEGEND + 1, "as_numbers")):
        page.over(row, 0, 1, page.words(f"live.{key}"), "legend_label")
    for index, (first, last) in enumerate(_LEGEND_CELLS):
        for row, column in ((_LEGEND, 0), (_LEGEND + 1, 1)):
            page.over(row, first, last, "", "legend")
            value = index + 1 if column else page.words(f"answers.{index + 1}")
            source = page.refer(ANSWERS.at(index, column))
            page.formula(row, first, f"={source}", "legend", value)


def _key(page: Page) -> None:
    """What the numbers on the map mean, beside it."""
    first, last = _KEY_COLUMNS
    page.over(_MAP_ROW, first, last, "", "key_heading")
    page.formula(_MAP_ROW, first, key_heading(page), "key_heading")
    for line in range(1, MOST_NAMES + 1):
        page.over(_MAP_ROW + line, first, last, "", "key")
        page.formula(_MAP_ROW + line, first, key_line(page, line), "key")


def _header(page: Page) -> None:
    heads = [
        *(page.words(f"live.{key}") for key in ("number", "feature", "category", "n")),
        *CATEGORIES,
        *(page.words("live.share", letter=letter) for letter in CATEGORIES),
        *(page.words(f"live.{key}") for key in ("better", "worse", "absolute", "unread")),
    ]
    for column, words in enumerate(heads):
        look = "header" if LIVE.keys[column] in ("name", "category") else "header_centre"
        page.write(_HEADER, column, words, look)
    page.sheet.set_row_pixels(_HEADER, 38)


def _feature(page: Page, index: int) -> None:
    row = LIVE.row + index
    at = {key: LIVE.of(index, key).cells for key in LIVE.keys}
    name, n = at["name"], at["n"]

    def put(key: str, formula: str, look: str) -> None:
        page.formula(row, LIVE.offset(key), f'=IF({name}="","",{formula})', look)

    page.formula(row, LIVE.offset("name"), f"={name_above(page, index)}", "live_label")
    put("number", str(index + 1), "live_number")
    letters = page.refer(LETTERS)
    pairs = page.refer(Block(PAIRS.sheet, PAIRS.row + index, PAIRS.column, 1, PAIRS.width))
    for letter in CATEGORIES:
        put(letter, f'SUMIF({letters},"{letter}",{pairs})', "live_count")
        put(f"share_{letter}", unless_zero(n, f"{at[letter]}/{n}"), "live_share")
    put("n", f"SUM({at[CATEGORIES[0]]}:{at[CATEGORIES[-1]]})", "live_count")
    put("category", _named(page, index), "live_category")
    trials = "+".join(at[letter] for letter in "AOMI")
    for key, letters_, sign in (("better", "AO", ""), ("worse", "OM", "0-")):
        part = "+".join(at[letter] for letter in letters_)
        put(key, unless_zero(trials, f"{sign}({part})/({trials})"), "live_coefficient")
    worse = at["worse"]
    put("absolute", f'IF(ISNUMBER({worse}),ABS({worse}),"{UNDEFINED}")', "live_coefficient")
    put("unread", f'IFERROR({_unread(page, index)},"{UNDEFINED}")', "live_count")


def _named(page: Page, index: int) -> str:
    """The name of the category that counts, by its letter."""
    letter = page.refer(POINTS.of(index, "letter"))
    known = ",".join(f'"{each}"' for each in PRECEDENCE)
    found = f"INDEX({page.refer(CATEGORY_NAMES_IN_USE)},MATCH({letter},{{{known}}},0))"
    return f'IF({letter}="","{UNDEFINED}",{found})'


def _unread(page: Page, index: int) -> str:
    """Cells that hold something, less those that hold an answer in words or as a number."""
    first = answers(index, 0)
    both = page.refer(Block(first.sheet, first.row, first.column, first.height, 2))
    known = [ANSWERS.at(answer, column) for answer in range(_LEVELS) for column in (0, 1)]
    counted = "".join(f"-COUNTIF({both},{page.refer(each)})" for each in known)
    return f"COUNTA({both}){counted}"


def _conditions(page: Page) -> None:
    categories = LIVE.all("category")
    first = categories.at(0).cells.replace("$", "")
    # Not by their address: a condition that looks at another sheet is not for every Excel.
    for index, letter in enumerate(PRECEDENCE, 1):
        shown = f"={first}=INDEX({names.CATEGORY_NAMES_IN_USE},{index})"
        page.condition(categories, shown, page.looks.category(letter))
    unread = LIVE.all("unread")
    cell = unread.at(0).cells.replace("$", "")
    page.condition(unread, f"=N({cell})>0", page.looks.conditional(WRONG))
    listed = LIVE.all("name")
    head = listed.at(0).cells.replace("$", "")
    patterns = (told(page, key, number="*") for key in (*AMISS, "columnless", "typed_over"))
    tells = ",".join(f"COUNTIF({head},{each})>0" for each in patterns)
    page.condition(listed, f"=OR({tells})", page.looks.conditional(WRONG))
    line = {"bottom": 1, "bottom_color": RULE}
    named = f'=${LIVE.of(0, "name").cells.replace("$", "")}<>""'
    page.condition(LIVE, named, page.looks.conditional(line))
