"""Defined names by which a workbook's Kano sheets and settings are found again.

A name follows its cells when people rename sheets, move cells or insert rows; so nothing
is ever looked up by a sheet's title or a fixed address.
"""

from __future__ import annotations

import re
from typing import Literal

RESULT = "Kano_Result_"
"""Followed by the key of a report's sheet: the cells that the last analysis wrote there."""

RESPONSES = "Kano_Responses"
"""The cells of the template's answers: its header row and all rows for answers."""

FEATURES = "Kano_Features"
"""The cells of the template's feature names, one below the other."""

SETTINGS = "Kano_Settings"
"""The settings sheet as a whole: every cell that it uses."""

TABLE = "Kano_Table"
"""The chosen evaluation table: a name of `kano_xl.model.categories.TABLES`, or "own"."""

OWN_TABLE = "Kano_OwnTable"
"""The user's own evaluation table, 5×5 letters, editable."""

TABLE_IN_USE = "Kano_TableInUse"
"""The evaluation table that counts, 5×5 letters, by formulas from the two above."""

RULE = "Kano_Rule"
"""One of `kano_xl.settings.RULES`."""

TIE_GAP = "Kano_TieGap"
"""A share of the answers, 0..1."""

CODES = "Kano_Codes"
"""One of `kano_xl.settings.CODES`, or `kano_xl.settings.USUAL` where none was chosen."""

ANSWERS = "Kano_Answers"
"""The five answers on the settings sheet, 5×2: their words, and the numbers that mean them."""

WORDINGS = "Kano_Wordings"
"""The user's own meaning of wordings, 20×3: the wording, its meaning as it is picked, and the
meaning as one of `kano_xl.settings.ANSWER_NAMES`, by a formula. Rows may be empty."""

CONFIDENCE = "Kano_Confidence"
"""A level between 0 and 1."""

LANGUAGE = "Kano_Language"
"""One of `kano_xl.languages.LANGUAGES`."""

EXCLUDE = "Kano_Exclude_"
"""Followed by a group of `kano_xl.settings.EXCLUSIONS` with ``-`` as ``_``: "yes" or "no"."""

OF_SETTINGS = (
    SETTINGS,
    TABLE,
    OWN_TABLE,
    RULE,
    TIE_GAP,
    CODES,
    CONFIDENCE,
    LANGUAGE,
    EXCLUDE,
    ANSWERS,
    WORDINGS,
)
"""How the names on a settings sheet begin."""

WRITTEN = "Kano_Written"
"""Not cells but a text: a mark of what the last analysis wrote on each result sheet."""

WRITTEN_FROM = "Kano_WrittenFrom"
"""The first cell of the sheet that was shown when an analysis added the result sheets."""

Target = Literal["cells", "nothing", "another file", "anything else"]
"""What a name stands for; see `target`."""

_TITLE = r"(?:'(?:[^'\[\]:]|'')+'|[^'\[\]:!,(#\s]+)"
_CELL = r"\$?[A-Z]{1,3}\$?[0-9]+"
_BLOCK = rf"(?:{_CELL}(?::{_CELL})?|\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}}|\$?[0-9]+:\$?[0-9]+)"
_OF_A_TABLE = r"[^\W\d][\w.]*\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
_CELLS = re.compile(rf"=(?:{_TITLE}!{_BLOCK}|{_OF_A_TABLE})")
_ANOTHER_FILE = re.compile(r"='?(?:[^'\[\]]|'')*\[[^\[\]]+\][^\[\]]*!")


def target(refers_to: str | None) -> Target:
    r"""What a name stands for, by what Excel says that it refers to.

    >>> target("='Jo''s, (b)'!$A$1:$C$9"), target("=Mine!$A:$A"), target("=Table1[[#All],[x]]")
    ('cells', 'cells', 'cells')
    >>> target("=#REF!$A$1"), target("='Mine'!#REF!"), target(None)
    ('nothing', 'nothing', 'nothing')
    >>> target(r"='C:\work\[other.xlsx]Mine'!$A$1"), target("=[other.xlsx]Mine!$A$1")
    ('another file', 'another file')
    >>> target('="A!$A$1"'), target("=OFFSET(Mine!$A$1,1,1)"), target("=Mine!$A$1,Mine!$C$1")
    ('anything else', 'anything else', 'anything else')
    """
    if not refers_to:
        return "nothing"
    if _CELLS.fullmatch(refers_to):
        return "cells"
    if _ANOTHER_FILE.match(refers_to):
        return "another file"
    return "nothing" if "#REF!" in refers_to and '"' not in refers_to else "anything else"
