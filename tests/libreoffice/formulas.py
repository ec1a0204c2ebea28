"""Formulas between Excel's spelling and that of LibreOffice's API, token by token.

What differs is the mark between a sheet and its cells, and the separators of arguments and
of constant arrays. Texts in quotation marks are never touched.
"""

from __future__ import annotations

import re

_TEXT = r'"(?:[^"]|"")*"'
_TITLE = r"'(?:[^']|'')*'"
_PLAIN = r"[^\W\d][\w.]*"

_EXCEL = re.compile(
    rf"{_TEXT}|(?P<sheet>{_TITLE}|{_PLAIN})!(?!\w*!)|#[A-Z/0]+[!?]?|[{{}},;]|.", re.DOTALL
)
_OFFICE = re.compile(
    rf"{_TEXT}|\$(?P<sheet>{_TITLE}|[^\W\d]\w*)\.(?=[$A-Z#])|[{{}};|~]|.", re.DOTALL
)


def to_office(formula: str) -> str:
    """A formula of Excel as LibreOffice's API takes it.

    >>> to_office('=IF(\\'My, sheet\\'!A1="a,b",Data!$B$2:B9,{1,2;3,4})')
    '=IF($\\'My, sheet\\'.A1="a,b";$Data.$B$2:B9;{1;2|3;4})'
    """
    return _rewritten(formula, _EXCEL, lambda sheet: f"${sheet}.", {",": ";"}, {",": ";", ";": "|"})


def to_excel(formula: str) -> str:
    """A formula of LibreOffice's API as Excel gives it.

    >>> to_excel('=IF($\\'My; sheet\\'.A1="a;b";$Data.$B$2;{1;2|3;4})')
    '=IF(\\'My; sheet\\'!A1="a;b",Data!$B$2,{1,2;3,4})'
    """
    return _rewritten(
        formula, _OFFICE, lambda sheet: f"{sheet}!", {";": ",", "~": ","}, {";": ",", "|": ";"}
    )


def _rewritten(formula, pattern, sheet, outside, inside):
    parts, depth = [], 0
    for token in pattern.finditer(formula):
        word = token[0]
        depth += (word == "{") - (word == "}")
        if token["sheet"]:
            word = sheet(token["sheet"])
        parts.append((inside if depth else outside).get(word, word))
    return "".join(parts)
