"""Defined names by which a workbook's Kano sheets and settings are found again.

A name follows its cells when people rename sheets, move cells or insert rows; so nothing
is ever looked up by a sheet's title or a fixed address.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

RESULT = "Kano_Result_"
"""Followed by the key of a report's sheet: the cells that the last analysis wrote there."""

CELLS = "Kano_Cells_"
"""Followed by the key of a result table that is none of Excel's own kind: its cells, with the
header. How many columns such a table has differs from one analysis to the next."""

RESPONSES = "Kano_Responses"
"""The cells of the template's answers: its header row and all rows for answers."""

FEATURES = "Kano_Features"
"""The cells of the template's feature names, one below the other."""

GROUPS = "Kano_GroupsPlanned"
"""The cell of the template that says how many groups of people are to be compared."""

SETTINGS = "Kano_Settings"
"""The settings sheet as a whole: every cell that it uses."""

OWN_TABLE = "Kano_OwnTable"
"""The user's own evaluation table, 5×5 letters, editable."""

TABLE_IN_USE = "Kano_TableInUse"
"""The evaluation table that counts, 5×5 letters, by formulas from the table that is chosen."""

ANSWERS = "Kano_Answers"
"""The five answers on the settings sheet, 5×2: their words, and the numbers that mean them."""

WORDINGS = "Kano_Wordings"
"""The user's own meaning of wordings, 20×3: the wording, its meaning as it is picked, and the
meaning as one of `kano_xl.choices.ANSWER_NAMES`, by a formula. Rows may be empty."""

OWN_CATEGORY_NAMES = "Kano_OwnCategoryNames"
"""The user's own names of the categories, 6×1, in the order M, O, A, I, R, Q, editable."""

CATEGORY_NAMES_IN_USE = "Kano_CategoryNamesInUse"
"""The names that count, 6×1 in the same order, by formulas from what is chosen."""

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "feature": "Kano_Feature",
        "category": "Kano_Category",
        "verdict": "Kano_Verdict",
        "better": "Kano_Better",
        "worse": "Kano_Worse",
        "rank": "Kano_Rank",
    }
)
"""Columns of the block of results, by their keys, for formulas of the user's: each name is that
of exactly the rows of the features."""

NO_RESULT = '={""}'
"""What the names of `COLUMNS` stand for where planning sheets wait for a result."""

PLAN = "Plan_"
"""How the names of a planning sheet's own begin."""

WRITTEN = "Kano_Written"
"""Not cells but a text: a mark of what the last analysis wrote on each result sheet."""

WRITTEN_FROM = "Kano_WrittenFrom"
"""The first cell of the sheet that was shown when an analysis added the result sheets."""

WRITTEN_OF = "Kano_WrittenOf"
"""The cells of the survey that the results are of: its header and its rows, from the first column
of answers to the last."""


def goes_with_results(name: str) -> bool:
    """Whether a name, without the sheet that may own it, is one that Remove results deletes.

    >>> goes_with_results("Kano_Result_summary"), goes_with_results("Kano_Feature")
    (True, True)
    >>> goes_with_results("Kano_Cells_groups")
    True
    >>> goes_with_results("Kano_Features"), goes_with_results("Kano_Rule")
    (False, False)
    """
    return name.startswith((RESULT, CELLS, WRITTEN)) or name in COLUMNS.values()


def waits(refers_to: str | None) -> bool:
    """Whether a name of `COLUMNS` stands for nothing of this workbook's, so that it may be taken.

    So it is where planning sheets wait for a result, where the result was deleted, and where
    Excel brought the name along with a sheet that somebody copied from another workbook.

    >>> waits('={""}'), waits("=#REF!$A$1"), waits(r"='[a.xlsx]For formulas'!$A$8:$A$9")
    (True, True, True)
    >>> waits("='For formulas'!$A$8:$A$9"), waits("=1+1")
    (False, False)
    """
    plain = (refers_to or "").replace(" ", "")
    return plain == NO_RESULT or target(refers_to) in ("nothing", "another file")


Target = Literal["cells", "nothing", "another file", "anything else"]
"""What a name stands for; see `target`."""

_TITLE = r"(?:'(?:[^'\[\]:]|'')+'|[^'\[\]:!,(#\s]+)"
_CELL = r"\$?[A-Z]{1,3}\$?[0-9]+"
_BLOCK = rf"(?:{_CELL}(?::{_CELL})?|\$?[A-Z]{{1,3}}:\$?[A-Z]{{1,3}}|\$?[0-9]+:\$?[0-9]+)"
_OF_A_TABLE = r"[^\W\d][\w.]*\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
_BLOCK_OF_A_SHEET = re.compile(rf"=(?P<title>{_TITLE})!(?P<block>{_BLOCK})")
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


def of_choice(choice: str, word: str = "") -> str:
    """The name of the cell on the settings sheet that holds a choice, or one word of a choice.

    >>> of_choice("tie_gap"), of_choice("exclude", "straight-lining")
    ('Kano_TieGap', 'Kano_Exclude_straight_lining')
    """
    joined = "".join(part.capitalize() for part in choice.split("_"))
    return f"Kano_{joined}" + (f"_{word.replace('-', '_')}" if word else "")


def block(refers_to: str | None) -> tuple[str, str] | None:
    """The title of a sheet and the address of a block of its cells that a name stands for.

    None for whatever else it stands for, the cells of a table too.

    >>> block("='Jo''s, (b)'!$A$1:$C$9"), block("=Table1[[#All],[x]]"), block(None)
    (("Jo's, (b)", '$A$1:$C$9'), None, None)
    """
    found = _BLOCK_OF_A_SHEET.fullmatch(refers_to or "")
    if found is None:
        return None
    return _plain_title(found["title"]), found["block"]


def owned(name: str) -> tuple[str, str]:
    """The title of the sheet that a name belongs to, "" for the workbook, and the name alone.

    >>> owned("'Jo''s'!Plan_House"), owned("Plan!Plan_House"), owned("Kano_Feature")
    (("Jo's", 'Plan_House'), ('Plan', 'Plan_House'), ('', 'Kano_Feature'))
    """
    owner, _, bare = name.rpartition("!")
    return _plain_title(owner), bare


def _plain_title(written: str) -> str:
    """The title of a sheet as formulas write it, without what quotes it."""
    return written[1:-1].replace("''", "'") if written.startswith("'") else written
