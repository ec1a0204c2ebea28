"""The sheet "Features": what is asked about, and both questions in words."""

from __future__ import annotations

from kano_xl.writers.template.looks import WRONG
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import FEATURES, LONGEST_NAME, MOST_FEATURES, PRODUCT

_HEADER = FEATURES.row - 1
_NUMBER, _NAME, _WITH, _WITHOUT = range(4)
_TWO_LINES = 38


def write_features(page: Page) -> None:
    """Write the sheet."""
    page.widths(48, 300, 480, 500)
    page.title(_WITHOUT, most=MOST_FEATURES)
    # A row of its own for the product also keeps the survey reader from taking the
    # questions below for answers.
    page.write(PRODUCT.row, _NAME, page.words("features.product"), "label")
    page.write(PRODUCT.row, PRODUCT.column, page.words("features.product_value"), "input")
    page.link(PRODUCT.row, _WITHOUT, "responses")
    page.write(_HEADER, _NUMBER, page.words("features.number"), "header_centre")
    for column, key in ((_NAME, "feature"), (_WITH, "with"), (_WITHOUT, "without")):
        page.write(_HEADER, column, page.words(f"features.{key}"), "header")
    for index in range(MOST_FEATURES):
        _row(page, index)
    _check_names(page)
    page.sheet.freeze_panes(FEATURES.row, _WITH)
    page.begin_at(FEATURES)
    page.sheet.set_landscape()
    page.sheet.repeat_rows(_HEADER)
    page.finish(FEATURES.row + MOST_FEATURES - 1, _WITHOUT)


def _row(page: Page, index: int) -> None:
    row, name = FEATURES.row + index, FEATURES.at(index).cells
    page.sheet.set_row_pixels(row, _TWO_LINES)
    page.write(row, _NUMBER, index + 1, "number")
    page.write(row, _NAME, None, "input")
    joined = {"product": f'"&{PRODUCT.cells}&"', "feature": f'"&{name}&"'}
    for column, key in ((_WITH, "question_with"), (_WITHOUT, "question_without")):
        question = page.words(f"features.{key}", **joined)
        page.formula(row, column, f'=IF({name}="","","{question}")', "label")


def _check_names(page: Page) -> None:
    """Refuse a name that is too long or stands there twice, and mark one that was pasted."""
    longest = LONGEST_NAME[page.language]
    first = FEATURES.cells.split(":")[0].replace("$", "")
    # Comparing takes no heed of wildcards in names, as COUNTIF would.
    twice = f"SUMPRODUCT(({FEATURES.cells}={first})*1)>1"
    last = FEATURES.row + FEATURES.height - 1, FEATURES.column
    page.sheet.data_validation(
        FEATURES.row,
        FEATURES.column,
        *last,
        {
            "validate": "custom",
            "value": f"=AND(LEN({first})<={longest},NOT({twice}))",
            "input_title": page.words("features.prompt_title"),
            "input_message": page.words("features.prompt", longest=longest),
            "error_title": page.words("features.error_title"),
            "error_message": page.words("features.error", longest=longest),
        },
    )
    wrong = f'=AND({first}<>"",{twice})'
    page.condition(FEATURES, wrong, page.looks.conditional(WRONG))
