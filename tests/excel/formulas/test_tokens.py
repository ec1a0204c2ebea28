"""Formulas cut into tokens, and calls of our functions written anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kano_xl.excel.formulas.tokens import arguments, calls, rewritten, tokens
from kano_xl.excel.registry import FUNCTIONS

ADD_IN = "'C:\\Users\\Jo\\AddIns\\kano_xl.xlam'!"

PIECES = st.sampled_from(
    [
        *FUNCTIONS,
        "KANO_OTHER",
        "SUM",
        "(",
        ")",
        ",",
        '"KANO_BETTER("',
        '"say ""KANO_WORSE("""',
        "'KANO_CLASS('!A1",
        "'it''s'!",
        ADD_IN,
        "kano_xl.xlam!",
        "'other.xlam'!",
        "Table1[[#All],[it''s '[KANO_FONG(]]",
        "[kano_xl.xlam]Sheet1!",
        "#REF!",
        "#N/A",
        "{1,2;3,4}",
        "@",
        "A1:B9",
        "+",
        '"',
        "'",
        "[",
        "]",
        "表!",
        " ",
    ]
)
FORMULAS = st.lists(PIECES, max_size=25).map(lambda pieces: "=" + "".join(pieces))


TRAVELLED = [
    r"'C:\Users\x\AppData\Roaming\Microsoft\Excel\XLSTART\kano_xl.xlam'!",
    r"'C:\Users\O''Neill\AppData\Roaming\Microsoft\Excel\XLSTART\KANO_XL.XLAM'!",
    r"'C:\Users\x\AppData\Local\Temp\kano_xl-0.3\kano_xl (2).xlam'!",
    r"'\\server\share\add ins\kano_xl.xlam'!",
    r"'\\server\share\[kano_xl.xlam]Sheet1'!",
    "'/Users/x/Library/Group Containers/UBF8T346G9.Office/User Content.localized/"
    "Startup.localized/Excel/kano_xl.xlam'!",
    "'Macintosh HD:Users:x:Library:Group Containers:Startup.localized:Excel:kano_xl.xlam'!",
    "'Macintosh HD:Users:x:Excel:[kano_xl.xlam]Sheet1'!",
    "'Macintosh HD:kano_xl.xlam'!",
    "'https://d.docs.live.net/0123456789abcdef/Add-ins/kano_xl.xlam'!",
    "'https://firm.sharepoint.com/sites/It''s us/Shared Documents/[kano_xl.xlam]Sheet1'!",
    "'file:///C:/Users/x/kano_xl.xlam'!",
    "'https://firm-my.sharepoint.com/personal/x/Documents/kano_xl.xlam?web=1'!",
    "[1]!",
    "[12]!",
    "_xludf.",
    "_xlfn.",
    "_xlfn._xlws.",
    "__xludf.",
    "'C:\\x\\kano_xl.xlam'!_xludf.",
]
"""What stands before a function after a way through other systems, clouds, users and programs."""


def repaired(formula: str) -> str:
    return rewritten(formula, lambda call: call.name)


@given(st.one_of(FORMULAS, st.text()))
def test_tokens_joined_are_the_formula_again(formula: str) -> None:
    assert "".join(token.text for token in tokens(formula)) == formula


@given(FORMULAS)
def test_rewriting_never_changes_a_literal_text(formula: str) -> None:
    def texts(of: str) -> list[str]:
        return [token.text for token in tokens(of) if token.kind == "text"]

    assert texts(rewritten(formula, lambda call: "X")) == texts(formula)


@given(FORMULAS)
def test_what_was_repaired_needs_no_repair(formula: str) -> None:
    once = repaired(formula)
    assert not [call for call in calls(once) if call.prefixed]
    assert repaired(once) == once


@pytest.mark.parametrize(
    "prefix",
    [
        ADD_IN,
        "kano_xl.xlam!",
        "KANO_XL.XLAM!",
        "'kano_xl.xlam'!",
        "'C:\\my files\\kano_xl (1).xlam'!",
        "'https://example.com/it''s/kano_xl.xlam'!",
        "'/Users/jo/Library/kano_xl.xlam'!",
        "[kano_xl.xlam]Sheet1!",
        "[kano_xl.xlam]!",
        "'C:\\x\\[kano_xl.xlam]Sheet 1'!",
        "#REF!",
        *TRAVELLED,
    ],
)
def test_a_path_to_the_add_in_is_taken_off(prefix: str) -> None:
    formula = f"=IF(A1>1,2*@{prefix}KANO_BETTER(A1:A9, {prefix}kano_class(B1,C1)),0)"
    assert repaired(formula) == "=IF(A1>1,2*@KANO_BETTER(A1:A9, KANO_CLASS(B1,C1)),0)"


@pytest.mark.parametrize(
    "file", ["kano_xl_tools.xlam", "kano_xlsx.xlam", "kano_xl (mine).xlam", "kano_xl.xlam.xlam"]
)
def test_another_add_in_of_a_similar_name_is_left_alone(file: str) -> None:
    formula = f"='C:\\x\\{file}'!KANO_BETTER(A1:A9)"
    assert repaired(formula) == formula


def test_a_long_name_is_judged_at_once() -> None:
    formula = f"='kano_xl{'1' * 5000}!'!KANO_BETTER(A1)"
    assert repaired(formula) == formula


def test_an_at_behind_the_file_goes_before_the_function() -> None:
    assert repaired(f"=1+{ADD_IN}@KANO_CLASS(A1,B1)") == "=1+@KANO_CLASS(A1,B1)"


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("prefix", ["", *TRAVELLED])
def test_only_what_stands_before_a_function_needs_repair(prefix: str, name: str) -> None:
    (call,) = calls(f"={prefix}{name}(A1:A9)")
    assert (call.name, call.prefixed, call.arguments) == (name, bool(prefix), ("A1:A9",))


@pytest.mark.parametrize(
    "formula",
    [
        "='C:\\x\\other.xlam'!KANO_BETTER(A1)",
        "='C:\\kano_xl.xlam\\book.xlsm'!KANO_BETTER(A1)",
        "='C:kano_xl.xlam:other.xlam'!KANO_BETTER(A1)",
        "='Macintosh HD:kano_xl.xlam:book.xlsm'!KANO_BETTER(A1)",
        "='https://x.sharepoint.com/kano_xl.xlam/book.xlsm'!KANO_BETTER(A1)",
        "='kano_xl.xlam.xlsm'!KANO_BETTER(A1)",
        "='C:\\x\\kano_xl.xlam'!KANO_MINE(A1)",
        "=[1]!KANO_MINE(A1)",
        "=[1]Sheet1!KANO_BETTER(A1)",
        "=[Book1]!KANO_BETTER(A1)",
        "=_xludf.KANO_MINE(A1)",
        "=my_xludf.KANO_BETTER(A1)",
        "=_xludf.x.KANO_BETTER(A1)",
        "='other.xlam'!@KANO_BETTER(A1)",
        "=@KANO_BETTER(A1)",
        "=my_kano_xl.xlam!KANO_BETTER(A1)",
        "=[book.xlsm]Sheet1!KANO_BETTER(A1)",
        "='kano_xl.xlam'!MY_KANO_BETTER(A1)",
        "='kano_xl.xlam'!KANO_BETTER",
        f'="{ADD_IN}KANO_BETTER(A1)"',
        f'=LEN("say ""{ADD_IN}KANO_BETTER(A1)""")',
        "='kano_xl.xlam'!A1+KANO_BETTER(A1)",
        "=Table1[KANO_BETTER('[A1)]",
        "=SUM('KANO_BETTER(A1)'!B2)",
    ],
)
def test_everything_else_stays_as_it_is(formula: str) -> None:
    assert repaired(formula) == formula


@pytest.mark.parametrize("cell", [None, "", 0.5, True, "KANO_BETTER(A1)", "'=KANO_BETTER(A1)"])
def test_values_call_nothing(cell: object) -> None:
    assert calls(cell) == ()


def test_arguments_are_told_apart() -> None:
    (outer, inner) = calls('=KANO_BETTER(F(A1,{1,2;3,4}),KANO_CODE("a,b",(B1,B2)))')
    assert outer.arguments == ("F(A1,{1,2;3,4})", 'KANO_CODE("a,b",(B1,B2))')
    assert inner.arguments == ('"a,b"', "(B1,B2)")


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("KANO_VERSION()", ()),
        ("KANO_VERSION( )", ()),
        ("KANO_BETTER(A1,)", ("A1", "")),
        ("KANO_BETTER(Table1[[a]:[b,c]])", ("Table1[[a]:[b,c]]",)),
        ("KANO_BETTER('a,b'!A1)", ("'a,b'!A1",)),
    ],
)
def test_arguments_may_be_missing_or_hold_commas(call: str, expected: tuple[str, ...]) -> None:
    (found,) = calls(f"={call}")
    assert found.arguments == expected == arguments(f"={call}")
