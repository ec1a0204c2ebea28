"""Formulas as text: where they call KANO_ functions, and how such a call is written anew.

A formula is cut into `tokens` first, so that nothing in a string literal, in the name of
a sheet or of a table's column is ever taken for a function. Formulas are in the notation
of Excel's file and object model: English names, commas between arguments.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kano_xl.excel.registry import FUNCTIONS

_SIMPLE = re.compile(
    r"""(?P<text>"(?:[^"]|"")*(?:"|$))
      | (?P<quoted>'(?:[^']|'')*(?:'|$))
      | (?P<name>[\w.\\?]+)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_ADD_IN = re.compile(r"kano_xl(?:[ _-]*+\(?v?[0-9]++(?:\.[0-9]++)*+\)?)*+\.xlam", re.IGNORECASE)
_LOST = ("#", "REF", "!")
"""What Excel shows in place of a file that it lost."""

_UNKNOWN = re.compile(r"(?:_*xl(?:fn|udf|ws|l)\.)+", re.IGNORECASE)
"""What files, and Excel itself, put before a function that they do not know."""

_NUMBER = re.compile(r"\[\d+\]")
"""What files, and programs that make them, write in place of the file of a link."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a formula.

    ``kind`` is "text" (a string literal), "quoted" (a name in apostrophes), "bracket"
    (a file or a table's column), "name" (of a function, a cell, a number) or "other".
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call of one of our functions in the tokens of a formula.

    Attributes:
        name: of the function, as in the registry.
        first: the token that the call begins with; that of a file or sheet, if it has one.
        at: the token of the name itself.
        arguments: the text of each argument; none for an empty pair of parentheses.
        prefixed: whether a file, or the mark of an unknown function, stands before the name.
        single: whether an ``@`` stands between the file and the name.
    """

    name: str
    first: int
    at: int
    arguments: tuple[str, ...]
    prefixed: bool = False
    single: bool = False


def tokens(formula: str) -> tuple[Token, ...]:
    """The pieces of a formula; joined they are the formula again.

    >>> [token.text for token in tokens('=F(Data!A1,"(")')]
    ['=', 'F', '(', 'Data', '!', 'A1', ',', '"("', ')']
    """
    return tuple(_tokens(formula))


def _tokens(formula: str) -> Iterator[Token]:
    position = 0
    while position < len(formula):
        if formula[position] == "[":
            end = _closing(formula, position)
            yield Token("bracket", formula[position:end])
            position = end
            continue
        found = _SIMPLE.match(formula, position)
        assert found  # the last alternative takes any character
        yield Token(found.lastgroup or "other", found[0])
        position = found.end()


def _closing(formula: str, start: int) -> int:
    """Behind the bracket that closes the one at ``start``; an apostrophe guards what follows it."""
    depth, position = 0, start
    while position < len(formula):
        if formula[position] == "'":
            position += 2
            continue
        depth += {"[": 1, "]": -1}.get(formula[position], 0)
        position += 1
        if not depth:
            break
    return min(position, len(formula))


def calls(formula: object) -> tuple[Call, ...]:
    """The calls of our functions in a cell's formula, from left to right; none in a value.

    Calls through the file of the add-in count, those of a function of the same name in any
    other file do not.

    >>> [call.name for call in calls('=IF(A1,KANO_BETTER(B1:B9),"KANO_WORSE(")')]
    ['KANO_BETTER']
    >>> calls("='other.xlam'!KANO_BETTER(B1)"), calls("KANO_BETTER(B1)")
    ((), ())
    """
    if not isinstance(formula, str) or formula[:1] != "=" or "kano_" not in formula.lower():
        return ()
    pieces = tokens(formula)
    found = (_call(pieces, at) for at, piece in enumerate(pieces[:-1]) if piece.kind == "name")
    return tuple(call for call in found if call is not None)


def _call(pieces: tuple[Token, ...], at: int) -> Call | None:
    """The call whose name may be the token at ``at``; None if it is no KANO_ function."""
    written = pieces[at].text
    mark = _UNKNOWN.match(written)
    name = written[mark.end() if mark else 0 :].upper()
    if name not in FUNCTIONS or pieces[at + 1].text != "(":
        return None
    single = pieces[at - 1].text == "@" and pieces[at - 2].text == "!"
    first = _beginning(pieces, at - single)
    if first is None:
        return None
    return Call(
        name,
        first,
        at,
        arguments=_arguments(pieces, at + 2),
        prefixed=first < at or mark is not None,
        single=single,
    )


def _beginning(pieces: tuple[Token, ...], at: int) -> int | None:
    """The first token of the call whose name is at ``at``; None if it belongs to another file."""
    if pieces[at - 1].text != "!":
        return at
    before = pieces[at - 2]
    if tuple(piece.text.upper() for piece in pieces[at - 3 : at]) == _LOST:
        return at - 3
    if before.kind == "quoted":
        return at - 2 if _is_add_in(before.text[1:-1].replace("''", "'")) else None
    if before.kind == "bracket":
        return at - 2 if _NUMBER.fullmatch(before.text) or _is_add_in(before.text) else None
    if before.kind != "name":
        return None
    if pieces[at - 3].kind == "bracket":
        return at - 3 if _is_add_in(pieces[at - 3].text) else None
    return at - 2 if _is_add_in(before.text) else None


def _is_add_in(place: str) -> bool:
    r"""Whether a place before ``!`` is the file of the add-in, or a sheet in it.

    >>> _is_add_in(r"C:\x\[kano_xl.xlam]Sheet1"), _is_add_in("https://x/kano_xl.xlam")
    (True, True)
    >>> _is_add_in("Macintosh HD:Users:x:kano_xl.xlam"), _is_add_in("kano_xl.xlam?web=1")
    (True, True)
    >>> _is_add_in(r"C:\kano_xl.xlam\other.xlam"), _is_add_in("my_kano_xl.xlam")
    (False, False)
    """
    file = place.rpartition("[")[2].partition("]")[0] if "[" in place else place
    return bool(_ADD_IN.fullmatch(re.split(r"[\\/:]", file.partition("?")[0])[-1]))


def arguments(formula: str) -> tuple[str, ...]:
    """The texts of the arguments of a formula that is one call.

    >>> arguments("=SUM(A1,MAX(B1,C1))")
    ('A1', 'MAX(B1,C1)')

    Raises:
        StopIteration: there is no call.
    """
    pieces = tokens(formula)
    return _arguments(pieces, 1 + next(at for at, piece in enumerate(pieces) if piece.text == "("))


def _arguments(pieces: tuple[Token, ...], start: int) -> tuple[str, ...]:
    """The texts of the arguments whose first token is at ``start``."""
    found, depth = [""], 1
    for piece in pieces[start:]:
        depth += {"(": 1, "{": 1, ")": -1, "}": -1}.get(piece.text, 0)
        if not depth:
            break
        if piece.text == "," and depth == 1:
            found.append("")
        else:
            found[-1] += piece.text
    return tuple(found) if len(found) > 1 or found[0].strip() else ()


def rewritten(formula: str, name: Callable[[Call], str | None]) -> str:
    r"""The formula with the calls that have a new ``name``, without the file before them.

    A call whose new name is None stays as it is.

    >>> rewritten(r"=1+'C:\x\kano_xl.xlam'!KANO_BETTER(A1:A9)", lambda call: call.name)
    '=1+KANO_BETTER(A1:A9)'
    """
    pieces = [token.text for token in tokens(formula)]
    for call in reversed(calls(formula)):
        new = name(call)
        if new is not None:
            pieces[call.first : call.at + 1] = ["@" * call.single + new]
    return "".join(pieces)
