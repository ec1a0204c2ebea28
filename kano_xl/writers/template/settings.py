"""The settings sheet: every choice as a word to pick, and beside it as the code that is read.

It refers to no other sheet, so that it can be copied into any workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook

from kano_xl import names
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.answers import ANSWERS as ANSWER_CODES
from kano_xl.model.categories import CATEGORIES, OWN_TABLE, STANDARD, TABLES
from kano_xl.settings import ANSWER_NAMES, CODES, EXCLUSIONS, RULES, USUAL, Settings
from kano_xl.writers.template.looks import WRONG
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import Block

_SHEET = "settings"
_LEVELS = len(ANSWER_CODES)
_NAME, _CHOICE, _CODE, _MEANING, _GAP, _SIDE, _GRID = range(7)
_HEADER = 3
_IN_USE_TOP, _OWN_TOP, _ANSWERS_TOP, _WORDINGS_TOP = 1, 10, 19, 27

ANSWERS = Block(_SHEET, _ANSWERS_TOP + 2, _CHOICE, _LEVELS, 2)
"""The five answers as they are counted: in words, and as numbers beside them."""

IN_USE = Block(_SHEET, _IN_USE_TOP + 2, _GRID, _LEVELS, _LEVELS)
"""The evaluation table that counts, by formulas."""

OWN = Block(_SHEET, _OWN_TOP + 2, _GRID, _LEVELS, _LEVELS)
"""The user's own evaluation table."""

WORDINGS = Block(_SHEET, _WORDINGS_TOP + 3, _NAME, 20, 3)
"""Room for the user's own wordings: what is answered, what it means, and the code of that."""

WORDINGS_SHOWN = Block(_SHEET, _WORDINGS_TOP, _NAME, 3 + WORDINGS.height, _MEANING + 1)
"""The same with its heading, note and header. It refers to nothing outside, not even on its own
sheet, so that it can be copied below anything."""

_WHOLE = Block(_SHEET, 0, 0, WORDINGS.row + WORDINGS.height, _GRID + _LEVELS)

_SHARES: Mapping[str, tuple[float, float]] = {
    "tie_gap": (0.0, 1.0),
    "confidence": (0.01, 0.999),
}
"""The settings that are shares, and their ends."""

_HEIGHT = 36


def write_settings(page: Page, defaults: Settings) -> None:
    """Write the sheet, and name its cells by `kano_xl.names`.

    Args:
        page: the sheet.
        defaults: what is chosen at first.
    """
    page.widths(190, 220, 80, 370, 30, 110, *[84] * _LEVELS)
    for row in range(_IN_USE_TOP, _OWN_TOP + 2 + _LEVELS):
        page.sheet.set_row_pixels(row, _HEIGHT)
    page.title(_MEANING)
    for column, key in enumerate(("setting", "choice", "code", "meaning")):
        page.write(_HEADER, column, page.words(f"settings.{key}"), "header")
    _choice(page, "table", names.TABLE, (*TABLES, OWN_TABLE), str(defaults.table))
    _choice(page, "rule", names.RULE, RULES, defaults.rule)
    _share(page, "tie_gap", names.TIE_GAP, defaults.tie_gap)
    _choice(page, "codes", names.CODES, (USUAL, *CODES), defaults.codes or USUAL)
    _share(page, "confidence", names.CONFIDENCE, defaults.confidence)
    _choice(page, "language", names.LANGUAGE, LANGUAGES, defaults.language)
    for group in EXCLUSIONS:
        name = names.EXCLUDE + group.replace("-", "_")
        _choice(page, group, name, ("yes", "no"), "yes" if group in defaults.exclude else "no")
    _answers(page)
    _in_use(page)
    _own(page)
    _wordings(page)
    _name(page, names.SETTINGS, _WHOLE)
    page.sheet.set_landscape()
    page.sheet.set_h_pagebreaks([WORDINGS_SHOWN.row])
    page.finish(_WHOLE.height - 1, _WHOLE.width - 1)


_ROWS = {
    key: _HEADER + 1 + index
    for index, key in enumerate(
        ("table", "rule", "tie_gap", "codes", "confidence", "language", *EXCLUSIONS)
    )
}
"""The row of each setting."""


def code_of(setting: str) -> Block:
    """The cell that holds a setting's code: the one that its defined name means."""
    return Block(_SHEET, _ROWS[setting], _CHOICE if setting in _SHARES else _CODE)


def _choice(page: Page, key: str, name: str, codes: Sequence[str], chosen: str) -> None:
    row = _ROWS[key]
    labels = [page.words(_label_key(key, code)) for code in codes]
    _described(page, row, key)
    page.write(row, _CHOICE, labels[codes.index(chosen)], "input")
    choice = Block(_SHEET, row, _CHOICE).cells
    page.formula(row, _CODE, _picked(choice, labels, codes, chosen), "quiet", chosen)
    _validate(page, row, key, {"validate": "list", "source": labels})
    _name(page, name, code_of(key))


def _picked(choice: str, labels: Sequence[str], codes: Sequence[str], usual: str) -> str:
    """The formula for the code of a label in a cell; the usual one where that is empty."""
    known = f"MATCH({choice},{_array(labels)},0)"
    # A code that somebody types is taken as it is; whoever reads it judges it.
    picked = f"IFERROR(INDEX({_array(codes)},1,{known}),{choice})"
    return f'=IF({choice}="","{usual}",{picked})'


def _label_key(key: str, code: str) -> str:
    group = "yes_no" if key in EXCLUSIONS else key
    return f"settings.{group}.{code.replace('=', '')}"


def _share(page: Page, key: str, name: str, value: float) -> None:
    row = _ROWS[key]
    least, most = _SHARES[key]
    _described(page, row, key)
    page.write(row, _CHOICE, value, "input_share")
    page.write(row, _CODE, None, "quiet")
    limits = {"criteria": "between", "minimum": least, "maximum": most}
    error = {"error_message": page.words(f"settings.{key}.error")}
    _validate(page, row, key, {"validate": "decimal", **limits, **error})
    _name(page, name, code_of(key))


def _described(page: Page, row: int, key: str) -> None:
    meaning = page.words(f"settings.{key}.meaning")
    page.paragraph(row, _MEANING, _MEANING, meaning, "label", least=_HEIGHT)
    page.write(row, _NAME, page.words(f"settings.{key}.name"), "label")


def _validate(page: Page, row: int, key: str, rule: Mapping[str, Any]) -> None:
    told = {
        "input_title": page.words(f"settings.{key}.name"),
        "input_message": page.words(f"settings.{key}.meaning"),
        "error_title": page.words("settings.error_title"),
        "error_message": page.words("settings.error"),
    }
    page.sheet.data_validation(row, _CHOICE, row, _CHOICE, {**told, **rule})


def _answers(page: Page) -> None:
    """What the five answers are called, and which number stands for each."""
    page.write(_ANSWERS_TOP, _NAME, page.words("settings.answers"), "heading")
    page.write(_ANSWERS_TOP, _MEANING, page.words("settings.answers_note"), "note")
    for column, key in ((_NAME, "code"), (_CHOICE, "wording"), (_CODE, "number")):
        page.write(_ANSWERS_TOP + 1, column, page.words(f"settings.{key}"), "header")
    codes = code_of("codes").cells
    for index in range(_LEVELS):
        row, code = ANSWERS.row + index, index + 1
        page.write(row, _NAME, text(page.language, f"names.answer.{code}"), "label")
        page.write(row, _CHOICE, page.words(f"answers.{code}"), "label")
        number = f'=IF({codes}="{CODES[1]}",{_LEVELS - index},{code})'
        page.formula(row, _CODE, number, "number", code)
    _name(page, names.ANSWERS, ANSWERS)


def _in_use(page: Page) -> None:
    _frame(page, _IN_USE_TOP, "in_use")
    chosen = code_of("table").cells
    for row in range(_LEVELS):
        for column in range(_LEVELS):
            formula = f"UPPER(TRIM({OWN.at(row, column).cells}))"
            formula = f'IF({chosen}="{OWN_TABLE}",{formula},NA())'
            for name, table in TABLES.items():
                formula = f'IF({chosen}="{name}","{table.rows[row][column]}",{formula})'
            at = IN_USE.row + row, IN_USE.column + column
            page.formula(*at, f"={formula}", "letter", STANDARD.rows[row][column])
    _coloured(page, IN_USE)
    _name(page, names.TABLE_IN_USE, IN_USE)


def _own(page: Page) -> None:
    _frame(page, _OWN_TOP, "own")
    for row, letters in enumerate(STANDARD.rows):
        for column, letter in enumerate(letters):
            page.write(OWN.row + row, OWN.column + column, letter, "input_letter")
    last = OWN.row + _LEVELS - 1, OWN.column + _LEVELS - 1
    page.sheet.data_validation(
        OWN.row,
        OWN.column,
        *last,
        {
            "validate": "list",
            "source": list(CATEGORIES),
            "input_title": page.words("settings.own"),
            "input_message": page.words("settings.letters"),
            "error_title": page.words("settings.error_title"),
            "error_message": page.words("settings.letter_error"),
        },
    )
    first = OWN.at(0).cells.replace("$", "")
    wrong = f'=AND({code_of("table").cells}="{OWN_TABLE}",LEN(TRIM({first}))<>1)'
    page.condition(OWN, wrong, page.looks.conditional(WRONG))
    _coloured(page, OWN)
    _name(page, names.OWN_TABLE, OWN)


def _wordings(page: Page) -> None:
    """Where the user says what answers mean that are not known."""
    top = WORDINGS_SHOWN.row
    page.write(top, _NAME, page.words("settings.wordings"), "heading")
    page.paragraph(top + 1, _NAME, _MEANING, page.words("settings.wordings_note"), "note")
    for column, key in ((_NAME, "own_wording"), (_CHOICE, "means"), (_CODE, "code")):
        page.write(top + 2, column, page.words(f"settings.{key}"), "header")
    codes = (*ANSWER_NAMES[1:], ANSWER_NAMES[0])
    labels = [text(page.language, f"names.answer.{code}") for code in range(1, _LEVELS + 1)]
    labels.append(page.words("settings.no_answer"))
    for row in range(WORDINGS.row, WORDINGS.row + WORDINGS.height):
        page.write(row, _NAME, None, "input_text")
        page.write(row, _CHOICE, None, "input")
        choice = Block(_SHEET, row, _CHOICE).cells.replace("$", "")
        page.formula(row, _CODE, _picked(choice, labels, codes, ""), "quiet")
    told = {
        "input_title": page.words("settings.means"),
        "input_message": page.words("settings.means_prompt"),
        "error_title": page.words("settings.error_title"),
        "error_message": page.words("settings.error"),
    }
    last = WORDINGS.row + WORDINGS.height - 1
    rule = {"validate": "list", "source": labels, **told}
    page.sheet.data_validation(WORDINGS.row, _CHOICE, last, _CHOICE, rule)
    _name(page, names.WORDINGS, WORDINGS)


def _frame(page: Page, top: int, key: str) -> None:
    """What stands around an evaluation table: its name, the answers, how to read it."""
    page.write(top, _SIDE, page.words(f"settings.{key}"), "heading")
    # With the answers above all else, the survey reader knows that this is no survey.
    page.write(top + 1, _SIDE, None, "header")
    for index in range(_LEVELS):
        answer = text(page.language, f"names.answer.{index + 1}")
        page.write(top + 1, _GRID + index, answer, "header_centre")
        page.write(top + 2 + index, _SIDE, answer, "label")
    note = page.words(f"settings.{key}_note")
    page.over(top + 2 + _LEVELS, _SIDE, _GRID + _LEVELS - 1, note, "note")


def _coloured(page: Page, block: Block) -> None:
    first = block.at(0).cells.replace("$", "")
    for letter in CATEGORIES:
        page.condition(block, f'={first}="{letter}"', page.looks.category(letter))


def _name(page: Page, name: str, block: Block) -> None:
    workbook: Workbook = page.workbook
    workbook.define_name(name, f"={block.address(page.language)}")


def _array(texts: Sequence[str]) -> str:
    """Texts as an array constant.

    >>> _array(["a", "b"])
    '{"a","b"}'
    """
    return "{" + ",".join(f'"{each}"' for each in texts) + "}"
