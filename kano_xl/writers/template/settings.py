"""The settings sheet: every choice as a word to pick, and beside it as the code that is read.

It refers to no other sheet, so that it can be copied into any workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook

from kano_xl import names
from kano_xl.category_names import LETTERS, LONGEST, category_names, sets
from kano_xl.category_names import OWN as OWN_NAMES
from kano_xl.choices import ANSWER_NAMES, CODES, USUAL, Settings
from kano_xl.kinds import (
    AnyTable,
    Choice,
    Choices,
    ColumnOf,
    Conditions,
    Level,
    NamesOfCategories,
    OneOf,
    Several,
    Share,
    YesNo,
    choices_of,
)
from kano_xl.languages import text, traits_of
from kano_xl.model.answers import ANSWERS as ANSWER_CODES
from kano_xl.model.categories import CATEGORIES, OWN_TABLE, STANDARD, TABLES
from kano_xl.writers.template.looks import WRONG
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import Block

_SHEET = "settings"
_LEVELS = len(ANSWER_CODES)
_NAME, _CHOICE, _CODE, _MEANING, _GAP, _SIDE, _GRID = range(7)
_HEADER = 3
_LAST_ROW = _HEADER + sum(len(choice.cells) for choice in choices_of(Settings))
_IN_USE_TOP, _OWN_TOP = 1, 10
_APART = 4
_ANSWERS_TOP = max(_OWN_TOP + 2 + _LEVELS, _LAST_ROW) + _APART
_NAMES_TOP = _ANSWERS_TOP + 3 + _LEVELS
_WORDINGS_TOP = _NAMES_TOP + 3 + len(LETTERS)
_CATEGORY_NAMES = "category_names"

ANSWERS = Block(_SHEET, _ANSWERS_TOP + 2, _CHOICE, _LEVELS, 2)
"""The five answers as they are counted: in words, and as numbers beside them."""

IN_USE = Block(_SHEET, _IN_USE_TOP + 2, _GRID, _LEVELS, _LEVELS)
"""The evaluation table that counts, by formulas."""

OWN = Block(_SHEET, _OWN_TOP + 2, _GRID, _LEVELS, _LEVELS)
"""The user's own evaluation table."""

OWN_CATEGORY_NAMES = Block(_SHEET, _NAMES_TOP + 2, _CHOICE, len(LETTERS))
"""The user's own names of the categories, in the order of `LETTERS`."""

CATEGORY_NAMES_IN_USE = Block(_SHEET, _NAMES_TOP + 2, _CODE, len(LETTERS))
"""The names that count, by formulas."""

WORDINGS = Block(_SHEET, _WORDINGS_TOP + 3, _NAME, 20, 3)
"""Room for the user's own wordings: what is answered, what it means, and the code of that."""

WORDINGS_SHOWN = Block(_SHEET, _WORDINGS_TOP, _NAME, 3 + WORDINGS.height, _MEANING + 1)
"""The same with its heading, note and header. It refers to nothing outside, not even on its own
sheet, so that it can be copied below anything."""

_WHOLE = Block(_SHEET, 0, 0, WORDINGS.row + WORDINGS.height, _GRID + _LEVELS)

_PAGES = 2
_HEIGHT = 36


def write_settings(page: Page, defaults: Settings) -> None:
    """Write the sheet, and name its cells by `kano_xl.names`.

    Args:
        page: the sheet.
        defaults: what is chosen at first.
    """
    page.widths(190, 220, 80, 370, 30, 110, *[84] * _LEVELS)
    for index in range(_IN_USE_TOP, _OWN_TOP + 2 + _LEVELS):
        page.sheet.set_row_pixels(index, _HEIGHT)
    page.title(_MEANING)
    for column, key in enumerate(("setting", "choice", "code", "meaning")):
        page.write(_HEADER, column, page.words(f"settings.{key}"), "header")
    rows = _rows(defaults)
    for row in rows.values():
        if row.ends:
            _share(page, row, row.ends)
        elif not row.codes:
            _typed(page, row)
        else:
            _choice(page, row)
        _name(page, row.name, row.code)
    _answers(page, rows["codes"].code)
    _in_use(page, rows["table"].code)
    _own(page, rows["table"].code)
    _names(page, rows[_CATEGORY_NAMES].code)
    _wordings(page)
    _name(page, names.SETTINGS, _WHOLE)
    page.sheet.set_landscape()
    page.sheet.fit_to_pages(1, _PAGES)
    page.sheet.set_h_pagebreaks([_ANSWERS_TOP])
    page.finish(_WHOLE.height - 1, _WHOLE.width - 1)


def chosen(choice: str) -> Block:
    """The cell that holds what was chosen, by the name of a choice with one row."""
    return _rows(Settings())[choice].code


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the sheet, in which something is chosen.

    Attributes:
        index: of the row.
        key: of its texts.
        name: the defined name of the cell that holds what was chosen.
        chosen: what is chosen at first.
        codes: what can be chosen, if that is one of a few words; else it is typed.
        labels: the key of the words that stand for the codes.
        ends: the least and the most that can be typed, if it is a share.
    """

    index: int
    key: str
    name: str
    chosen: str | float
    codes: tuple[str, ...] = ()
    labels: str = ""
    ends: tuple[float, float] | None = None

    @property
    def code(self) -> Block:
        """The cell that holds what was chosen: the one that the defined name means."""
        return Block(_SHEET, self.index, _CODE if self.codes else _CHOICE)


def _rows(chosen: Choices) -> dict[str, _Row]:
    """The rows by the keys of their texts, from the first one below the header."""
    cells = [
        (choice, key, name)
        for choice in choices_of(type(chosen))
        for key, name in choice.cells.items()
    ]
    return {
        key: _row(index, choice, key, name, getattr(chosen, choice.name))
        for index, (choice, key, name) in enumerate(cells, _HEADER + 1)
    }


def _row(index: int, choice: Choice, key: str, name: str, chosen: Any) -> _Row:
    match choice.kind:
        case Share() | Level() as kind:
            return _Row(index, key, name, chosen, ends=kind.typed)
        case OneOf(words, unchosen):
            codes = words if unchosen is None else (USUAL, *words)
            return _Row(index, key, name, USUAL if chosen is None else chosen, codes, key)
        case ColumnOf() | Conditions():
            return _Row(index, key, name, "")
        case AnyTable(words):
            return _Row(index, key, name, chosen, (*words, OWN_TABLE), key)
        case NamesOfCategories() as kind:
            usual = chosen if isinstance(chosen, str) else OWN_NAMES
            return _Row(index, key, name, usual, (*kind.words, OWN_NAMES), key)
        case Several() | YesNo():
            is_chosen = key in chosen if isinstance(choice.kind, Several) else chosen
            return _Row(index, key, name, "yes" if is_chosen else "no", ("yes", "no"), "yes_no")
    raise TypeError(f"no row of the settings sheet takes {choice.kind}")


def _choice(page: Page, row: _Row) -> None:
    """A word to pick from a list, and beside it the code that it stands for."""
    labels = [_label(page, row.labels, code) for code in row.codes]
    usual = str(row.chosen)
    _described(page, row)
    page.write(row.index, _CHOICE, labels[row.codes.index(usual)], "input")
    choice = Block(_SHEET, row.index, _CHOICE).cells
    page.formula(row.index, _CODE, _picked(choice, labels, row.codes, usual), "quiet", usual)
    _validate(page, row, {"validate": "list", "source": labels})


def _label(page: Page, labels: str, code: str) -> str:
    """What stands for a code in a list; a language and a set of names speak for themselves."""
    if labels == "language":
        return traits_of(code).name
    if labels == _CATEGORY_NAMES and code in sets():
        return page.words(f"settings.{labels}.set", **category_names(page.language, code))
    return page.words(f"settings.{labels}.{_key(code)}")


def _key(code: str) -> str:
    """A code as the key of a text."""
    return code.replace("=", "").replace(".", "")


def _picked(choice: str, labels: Sequence[str], codes: Sequence[str], usual: str) -> str:
    """The formula for the code of a label in a cell; the usual one where that is empty."""
    known = f"MATCH({choice},{_array(labels)},0)"
    # A code that somebody types is taken as it is; whoever reads it judges it.
    picked = f"IFERROR(INDEX({_array(codes)},1,{known}),{choice})"
    return f'=IF({choice}="","{usual}",{picked})'


def _share(page: Page, row: _Row, ends: tuple[float, float]) -> None:
    """A share to type."""
    least, most = ends
    _described(page, row)
    page.write(row.index, _CHOICE, row.chosen, "input_share")
    page.write(row.index, _CODE, None, "quiet")
    limits = {"criteria": "between", "minimum": least, "maximum": most}
    error = {"error_message": page.words(f"settings.{row.key}.error")}
    _validate(page, row, {"validate": "decimal", **limits, **error})


def _typed(page: Page, row: _Row) -> None:
    """A text to type; whoever reads it judges it."""
    _described(page, row)
    page.write(row.index, _CHOICE, None, "input_text")
    page.write(row.index, _CODE, None, "quiet")
    _validate(page, row, {"validate": "any"})


def _described(page: Page, row: _Row) -> None:
    meaning = page.words(f"settings.{row.key}.meaning")
    page.paragraph(row.index, _MEANING, _MEANING, meaning, "label", least=_HEIGHT)
    page.write(row.index, _NAME, page.words(f"settings.{row.key}.name"), "label")


def _validate(page: Page, row: _Row, rule: Mapping[str, Any]) -> None:
    told = {
        "input_title": page.words(f"settings.{row.key}.name"),
        "input_message": page.words(f"settings.{row.key}.meaning"),
        "error_title": page.words("settings.error_title"),
        "error_message": page.words("settings.error"),
    }
    page.sheet.data_validation(row.index, _CHOICE, row.index, _CHOICE, {**told, **rule})


def _answers(page: Page, codes: Block) -> None:
    """What the five answers are called, and which number stands for each."""
    page.write(_ANSWERS_TOP, _NAME, page.words("settings.answers"), "heading")
    page.write(_ANSWERS_TOP, _MEANING, page.words("settings.answers_note"), "note")
    for column, key in ((_NAME, "code"), (_CHOICE, "wording"), (_CODE, "number")):
        page.write(_ANSWERS_TOP + 1, column, page.words(f"settings.{key}"), "header")
    for index in range(_LEVELS):
        row, code = ANSWERS.row + index, index + 1
        page.write(row, _NAME, text(page.language, f"names.answer.{code}"), "label")
        page.write(row, _CHOICE, page.words(f"answers.{code}"), "label")
        number = f'=IF({codes.cells}="{CODES[1]}",{_LEVELS - index},{code})'
        page.formula(row, _CODE, number, "number", code)
    _name(page, names.ANSWERS, ANSWERS)


def _in_use(page: Page, table: Block) -> None:
    _frame(page, _IN_USE_TOP, "in_use")
    chosen = table.cells
    for row in range(_LEVELS):
        for column in range(_LEVELS):
            formula = f"UPPER(TRIM({OWN.at(row, column).cells}))"
            formula = f'IF({chosen}="{OWN_TABLE}",{formula},NA())'
            for name, known in TABLES.items():
                formula = f'IF({chosen}="{name}","{known.rows[row][column]}",{formula})'
            at = IN_USE.row + row, IN_USE.column + column
            page.formula(*at, f"={formula}", "letter", STANDARD.rows[row][column])
    _coloured(page, IN_USE)
    _name(page, names.TABLE_IN_USE, IN_USE)


def _own(page: Page, table: Block) -> None:
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
    wrong = f'=AND({table.cells}="{OWN_TABLE}",LEN(TRIM({first}))<>1)'
    page.condition(OWN, wrong, page.looks.conditional(WRONG))
    _coloured(page, OWN)
    _name(page, names.OWN_TABLE, OWN)


def _names(page: Page, chosen: Block) -> None:
    """What the categories are called: the user's own names, and those that count."""
    page.write(_NAMES_TOP, _NAME, page.words("settings.names"), "heading")
    page.write(_NAMES_TOP, _MEANING, page.words("settings.names_note", most=LONGEST), "note")
    for column, key in ((_NAME, "category"), (_CHOICE, "own_name"), (_CODE, "name_in_use")):
        page.write(_NAMES_TOP + 1, column, page.words(f"settings.{key}"), "header")
    named = [category_names(page.language, each) for each in sets()]
    for index, letter in enumerate(LETTERS):
        own = OWN_CATEGORY_NAMES.at(index)
        usual = named[0][letter]
        page.write(own.row, _NAME, f"{letter}  {usual}", "label")
        page.write(own.row, _CHOICE, usual, "input_text")
        known = f"MATCH({chosen.cells},{_array(sets())},0)"
        of_set = f"INDEX({_array([each[letter] for each in named])},1,{known})"
        in_use = f'IF({chosen.cells}="{OWN_NAMES}",TRIM({own.cells}),IFERROR({of_set},"{usual}"))'
        page.formula(own.row, _CODE, f"={in_use}", "quiet", usual)
    length = {
        "validate": "length",
        "criteria": "between",
        "minimum": 1,
        "maximum": LONGEST,
        "input_title": page.words("settings.own_name"),
        "input_message": page.words("settings.name_prompt", most=LONGEST),
        "error_title": page.words("settings.error_title"),
        "error_message": page.words("settings.name_error", most=LONGEST),
    }
    last = OWN_CATEGORY_NAMES.row + len(LETTERS) - 1
    page.sheet.data_validation(OWN_CATEGORY_NAMES.row, _CHOICE, last, _CHOICE, length)
    first = OWN_CATEGORY_NAMES.at(0).cells.replace("$", "")
    same = f"COUNTIF({OWN_CATEGORY_NAMES.cells},{first})>1"
    wrong = f'=AND({chosen.cells}="{OWN_NAMES}",OR(TRIM({first})="",{same}))'
    page.condition(OWN_CATEGORY_NAMES, wrong, page.looks.conditional(WRONG))
    _name(page, names.OWN_CATEGORY_NAMES, OWN_CATEGORY_NAMES)
    _name(page, names.CATEGORY_NAMES_IN_USE, CATEGORY_NAMES_IN_USE)


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
