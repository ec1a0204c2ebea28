"""Formulas that find a feature by its constant number, wherever sorting has put its row.

What they cannot find they tell, in words of the catalogue ``template.numbering`` by which
`kano_xl.survey.misnumbered` knows it again.
"""

from __future__ import annotations

from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import (
    LIVE,
    MOST_FEATURES,
    NAMED,
    NUMBERED,
    RESPONSES,
    SIDES,
    Block,
    answers,
)

_EVERY = ",".join(str(number) for number in range(1, MOST_FEATURES + 1))

AMISS = ("lost", "nameless", "twice")
"""What a header tells in place of a name, keys of the catalogue ``template.numbering``: no row
has the number, the row has no name, more than one has the number."""


def told(page: Page, key: str, /, **values: object) -> str:
    """A text of the catalogue ``template.numbering`` as a text in a formula.

    A value may be a formula, written as ``"&…&"``.
    """
    return f'"{page.words(f"numbering.{key}", **values)}"'


def _amiss(page: Page, index: int) -> dict[str, str]:
    """What a header may tell in place of the name to ``index + 1``, as texts in formulas."""
    return {key: told(page, key, number=index + 1) for key in AMISS}


def name_of(page: Page, index: int) -> str:
    """A formula, without ``=``: the name beside the number ``index + 1``, or what is wrong with it.

    A row that has the number and no name does not count beside one that has both, so a free
    number may be typed beside a new name at once. Blank where neither a name nor an answer is left.
    """
    numbers, names, number = page.refer(NUMBERED), page.refer(NAMED), index + 1
    first = answers(index, 0)
    given = page.refer(Block(first.sheet, first.row, first.column, first.height, 2))
    told_ = _amiss(page, index)
    named = f'({numbers}={number})*({names}<>"")'
    line = f"ROW({numbers})-ROW({page.refer(NUMBERED.at(0))})+1"
    absent = f"IF(COUNTIF({numbers},{number})=0,{told_['lost']},{told_['nameless']})"
    return (
        f"IF(SUMPRODUCT({named})>1,{told_['twice']},"
        f'IF(SUMPRODUCT({named})=1,INDEX({names},SUMPRODUCT({named}*({line})))&"",'
        f'IF(COUNTA({given})=0,"",{absent})))'
    )


def name_above(page: Page, index: int) -> str:
    """A formula, without ``=``: the name in the headers over the answers to a number.

    So a name never parts from its answers, whatever is typed or pasted on *Responses*. Two
    headers that are not one feature's, in the template's form, are told as such, and a number
    with a name whose columns somebody deleted.
    """
    heads = [
        page.refer(Block(RESPONSES.sheet, RESPONSES.row, answers(index, side).column))
        for side in (0, 1)
    ]
    marks = [f'CHAR(10)&"{page.words(f"mark.{side}")}"' for side in SIDES]
    bare = [f'SUBSTITUTE({head},{mark},"")' for head, mark in zip(heads, marks, strict=True)]
    own = ",".join(f"{bare[0]}&{mark}={head}" for head, mark in zip(heads, marks, strict=True))
    whole = f'IF({heads[0]}&{heads[1]}="","",IF(AND({own}),{bare[0]},{told(page, "typed_over")}))'
    gone = told(page, "columnless", number=index + 1)
    named = f'SUMPRODUCT(({page.refer(NUMBERED)}={index + 1})*({page.refer(NAMED)}<>""))'
    return f'IFERROR({whole},IF({named}=0,"",{gone}))'


def is_counted(page: Page, index: int, name: str) -> str:
    """A formula, without ``=``: whether a cell of a name holds one, and not what is wrong."""
    columnless = told(page, "columnless", number=index + 1)
    others = ('""', *_amiss(page, index).values(), columnless, told(page, "typed_over"))
    return f"AND({','.join(f'{name}<>{each}' for each in others)})"


def wrong_row(page: Page) -> str:
    """A formula, without ``=``: the last row of *Features* without a number of its own, or 0.

    A row with a name needs a whole number from 1 to `MOST_FEATURES`, and no two such rows may
    have the same.
    """
    numbers, names, head = (page.refer(each) for each in (NUMBERED, NAMED, NUMBERED.at(0)))
    unknown = f"1-ISNUMBER(MATCH({numbers},{{{_EVERY}}},0))"
    doubled = f'({numbers}<>"")*(COUNTIFS({numbers},{numbers},{names},"<>")>1)'
    named = f'(ROW({numbers})>ROW({head}))*({names}<>"")'
    return f"SUMPRODUCT(MAX({named}*({unknown}+{doubled}>0)*ROW({numbers})))"


def free_number(page: Page) -> str:
    """A formula, without ``=``: the smallest number with neither name nor answer, or "–"."""
    names = page.refer(LIVE.all("name"))
    left = f"{MOST_FEATURES + 1}-(ROW({names})-ROW({page.refer(LIVE.of(0, 'name'))})+1)"
    largest = f'SUMPRODUCT(MAX(({names}="")*({left})))'
    return f'IFERROR(IF({largest}=0,"–",{MOST_FEATURES + 1}-{largest}),"–")'


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
    unknown = f"IF(ISNUMBER({number}),{whole},TRUE)"
    doubled = f'AND({number}<>"",COUNTIFS({NUMBERED.cells},{number},{NAMED.cells},"<>")>1)'
    return f'=AND(ROW({number})>ROW({head}),{name}<>"",OR({unknown},{doubled}))'
