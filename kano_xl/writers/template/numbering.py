"""Formulas that find a feature by its constant number, wherever sorting has put its row.

What they cannot find they tell, in words of the catalogue ``template.numbering`` by which
`kano_xl.survey.misnumbered` knows it again.
"""

from __future__ import annotations

from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import (
    MOST_FEATURES,
    NAMED,
    NUMBERED,
    RESPONSES,
    SIDES,
    Block,
    answers,
)

_EVERY = ",".join(str(number) for number in range(1, MOST_FEATURES + 1))
_BEYOND = 10**6
"""More than the number of any row where a feature may stand."""


def told(page: Page, key: str, /, **values: object) -> str:
    """A text of the catalogue ``template.numbering`` as a text in a formula.

    A value may be a formula, written as ``"&…&"``.
    """
    return f'"{page.words(f"numbering.{key}", **values)}"'


def lost(page: Page, index: int) -> str:
    """The text, in a formula, that a number with answers stands nowhere on *Features*."""
    return told(page, "lost", number=index + 1)


def twice(page: Page, index: int) -> str:
    """The text, in a formula, that a number stands more than once on *Features*."""
    return told(page, "twice", number=index + 1)


def name_of(page: Page, index: int) -> str:
    """A formula, without ``=``: the name beside the number ``index + 1``, or what is wrong with it.

    Blank where the row has no name, and where neither the row nor an answer is left.
    """
    numbers, names, number = page.refer(NUMBERED), page.refer(NAMED), index + 1
    first = answers(index, 0)
    given = page.refer(Block(first.sheet, first.row, first.column, first.height, 2))
    found = f"MATCH({number},{numbers},0)"
    return (
        f"IF(COUNTIF({numbers},{number})>1,{twice(page, index)},"
        f'IF(ISNUMBER({found}),INDEX({names},{found})&"",'
        f'IF(COUNTA({given})=0,"",{lost(page, index)})))'
    )


def name_above(page: Page, index: int) -> str:
    """A formula, without ``=``: the name in the headers over the answers to a number.

    So a name never parts from its answers, whatever is typed or pasted on *Responses*. Two
    headers that are not one feature's, in the template's form, are told as such.
    """
    heads = [
        page.refer(Block(RESPONSES.sheet, RESPONSES.row, answers(index, side).column))
        for side in (0, 1)
    ]
    marks = [f'CHAR(10)&"{page.words(f"mark.{side}")}"' for side in SIDES]
    bare = [f'SUBSTITUTE({head},{mark},"")' for head, mark in zip(heads, marks, strict=True)]
    own = ",".join(f"{bare[0]}&{mark}={head}" for head, mark in zip(heads, marks, strict=True))
    return f'IF({heads[0]}&{heads[1]}="","",IF(AND({own}),{bare[0]},{told(page, "typed_over")}))'


def is_counted(page: Page, index: int, name: str) -> str:
    """A formula, without ``=``: whether a cell of a name holds one, and not what is wrong."""
    others = ('""', lost(page, index), twice(page, index), told(page, "typed_over"))
    return f"AND({','.join(f'{name}<>{each}' for each in others)})"


def wrong_row(page: Page) -> str:
    """A formula, without ``=``: the last row of *Features* without a number of its own, or 0.

    A row with a name needs a whole number from 1 to `MOST_FEATURES`, and no number may come twice.
    """
    numbers, names, head = (page.refer(each) for each in (NUMBERED, NAMED, NUMBERED.at(0)))
    unknown = f'({names}<>"")*(1-ISNUMBER(MATCH({numbers},{{{_EVERY}}},0)))'
    doubled = f'({numbers}<>"")*(COUNTIF({numbers},{numbers})>1)'
    below = f"(ROW({numbers})>ROW({head}))"
    return f"SUMPRODUCT(MAX({below}*({unknown}+{doubled}>0)*ROW({numbers})))"


def free_row(page: Page) -> str:
    """A formula, without ``=``: the first row of *Features* with a number and no name, or "–"."""
    numbers, names = page.refer(NUMBERED), page.refer(NAMED)
    free = f'({names}="")*ISNUMBER({numbers})'
    largest = f"SUMPRODUCT(MAX({free}*({_BEYOND}-ROW({numbers}))))"
    return f'IF({largest}=0,"–",{_BEYOND}-{largest})'


def missing_number(page: Page) -> str:
    """A formula, without ``=``: the smallest number that is not on *Features*, or "–"."""
    absent = f"(COUNTIF({page.refer(NUMBERED)},{{{_EVERY}}})=0)"
    largest = f"SUMPRODUCT(MAX({absent}*({MOST_FEATURES + 1}-{{{_EVERY}}})))"
    return f'IF({largest}=0,"–",{MOST_FEATURES + 1}-{largest})'


def is_wrong(row: int) -> str:
    """A formula for a conditional format, which takes no array: whether this row's number is wrong.

    Args:
        row: 0-based, on *Features*.
    """
    head, number, name = NUMBERED.at(0).cells, f"$A{row + 1}", f"$B{row + 1}"
    whole = f"OR({number}<1,{number}>{MOST_FEATURES},{number}<>INT({number}))"
    unknown = f'AND({name}<>"",IF(ISNUMBER({number}),{whole},TRUE))'
    doubled = f'AND({number}<>"",COUNTIF({NUMBERED.cells},{number})>1)'
    return f"=AND(ROW({number})>ROW({head}),OR({unknown},{doubled}))"
