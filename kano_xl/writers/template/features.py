"""The sheet "Features": what is asked about, and both questions in words."""

from __future__ import annotations

from kano_xl.addresses import address
from kano_xl.languages import traits_of
from kano_xl.writers.template.looks import NOT_ASKED, WRONG
from kano_xl.writers.template.numbering import (
    free_number,
    is_wrong,
    missing_number,
    told,
    wrong_row,
)
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import (
    ASKED,
    FEATURES,
    LIVE,
    MOST_FEATURES,
    NUMBERED,
    PRODUCT,
    PURPOSES,
    Block,
)

_HEADER = FEATURES.row - 1
_NUMBER, _NAME, _PURPOSE, _ASK, _WITH, _WITHOUT = range(6)
_TWO_LINES, _THREE_LINES = 38, 54
_TOLD_ROW = 2
"""Below it an empty row keeps the list apart, so that sorting takes the list alone."""


def write_features(page: Page) -> None:
    """Write the sheet."""
    page.widths(48, 290, 250, 64, 390, 400)
    page.title(_WITHOUT, most=MOST_FEATURES)
    _tell_numbers(page)
    # A row of its own for the product also keeps the survey reader from taking the
    # questions below for answers.
    page.write(PRODUCT.row, _NAME, page.words("features.product"), "label")
    page.write(PRODUCT.row, PRODUCT.column, page.words("features.product_value"), "input")
    page.link(PRODUCT.row, _WITH, "responses")
    page.write(_HEADER, _NUMBER, page.words("features.number"), "header_centre")
    page.write(_HEADER, _ASK, page.words("features.ask"), "header_centre")
    headers = ("feature", "purpose", "with", "without")
    for column, key in zip((_NAME, _PURPOSE, _WITH, _WITHOUT), headers, strict=True):
        page.write(_HEADER, column, page.words(f"features.{key}"), "header")
    for index in range(MOST_FEATURES):
        _row(page, index)
    _check_names(page)
    _tell_purposes(page)
    _check_asked(page)
    page.sheet.freeze_panes(FEATURES.row, _PURPOSE)
    page.begin_at(FEATURES)
    page.sheet.set_landscape()
    page.sheet.repeat_rows(_HEADER)
    page.finish_filled(FEATURES.row + MOST_FEATURES - 1, _WITHOUT, FEATURES, FEATURES.row)


def _row(page: Page, index: int) -> None:
    row = FEATURES.row + index
    # Sorting rewrites an address of the own row with its row, and only a relative one.
    name = f"${address(row, FEATURES.column)}"
    page.sheet.set_row_pixels(row, _THREE_LINES)
    page.write(row, _NUMBER, index + 1, "number")
    for column in (_NAME, _PURPOSE):
        page.write(row, column, None, "input")
    page.write(row, _ASK, None, "input_centre")
    joined = {"product": f'"&{PRODUCT.cells}&"', "feature": f'"&{name}&"'}
    for column, key in ((_WITH, "question_with"), (_WITHOUT, "question_without")):
        question = page.words(f"features.{key}", **joined)
        page.formula(row, column, f'=IF({name}="","","{question}")', "label")


def _tell_numbers(page: Page) -> None:
    """Say which row has no number of its own, or which answers have no row, and mark it."""
    row, free = (f'"&{each(page)}&"' for each in (wrong_row, free_number))
    full = told(page, "full_advice", row=row, most=MOST_FEATURES)
    missing = f'"&{missing_number(page)}&"'
    given = told(page, "unnumbered_advice", row=row, free=free, missing=missing)
    unnumbered = f'IF({free_number(page)}&{missing_number(page)}="––",{full},{given})'
    names, gone = page.refer(LIVE.all("name")), '""'
    for kind in ("columnless", "nameless", "lost"):
        first = f"INDEX({names},MATCH({told(page, kind, number='*')},{names},0))"
        gone = f"IFERROR({first}&{told(page, f'{kind}_advice', free=free)},{gone})"
    page.over(_TOLD_ROW, 0, _WITHOUT, "", "told")
    page.formula(_TOLD_ROW, 0, f"=IF({wrong_row(page)}>0,{unnumbered},{gone})", "told")
    page.sheet.set_row_pixels(_TOLD_ROW, _TWO_LINES)
    page.condition(NUMBERED, is_wrong(NUMBERED.row), page.looks.conditional(WRONG))


def _check_names(page: Page) -> None:
    """Refuse a name that is too long or stands there twice, and mark one that was pasted."""
    longest = traits_of(page.language).longest_feature
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


def _tell_purposes(page: Page) -> None:
    """Say what the column of what a feature does for the customer is for."""
    last = PURPOSES.row + PURPOSES.height - 1, PURPOSES.column
    page.sheet.data_validation(
        PURPOSES.row,
        PURPOSES.column,
        *last,
        {
            "validate": "any",
            "input_title": page.words("features.purpose"),
            "input_message": page.words("features.purpose_prompt"),
        },
    )


def _check_asked(page: Page) -> None:
    """Offer yes and no, mark anything else, and grey out the questions that are not asked."""
    yes, no = (page.words(f"settings.yes_no.{word}") for word in ("yes", "no"))
    last = ASKED.row + ASKED.height - 1, ASKED.column
    page.sheet.data_validation(
        ASKED.row,
        ASKED.column,
        *last,
        {
            "validate": "list",
            "source": [yes, no],
            "input_title": page.words("features.ask"),
            "input_message": page.words("features.ask_prompt"),
            "error_title": page.words("features.ask_title"),
            "error_message": page.words("features.ask_error"),
        },
    )
    said = f"${address(ASKED.row, ASKED.column)}"
    other = f'=AND({said}<>"",{said}<>"{yes}",{said}<>"{no}")'
    page.condition(ASKED, other, page.looks.conditional(WRONG))
    questions = Block(ASKED.sheet, ASKED.row, _WITH, ASKED.height, _WITHOUT - _WITH + 1)
    page.condition(questions, f'={said}="{no}"', page.looks.conditional(NOT_ASKED))
