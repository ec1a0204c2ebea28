"""The core functions as names that hold a LAMBDA: Excel 365 computes them with nothing installed.

They take answers with and without the feature, as words of the template's dropdowns in any
of our languages or as numbers. As in the add-in, blanks do not count, a cell that cannot be
read gives ``#VALUE!``, no valid pair ``#N/A`` and a zero denominator ``#DIV/0!``.
"""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl import names
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.answers import ANSWERS
from kano_xl.model.categories import CATEGORIES, PRECEDENCE, STANDARD
from kano_xl.settings import CODES

IN_USE = names.TABLE_IN_USE
"""The table of names in a workbook that has a settings sheet."""

NUMBERS_IN_USE = f'{names.CODES}="{CODES[1]}"'
"""The test whether 5 is "like", in a workbook that has a settings sheet."""

FUNCTIONS = ("CLASS", "CODE", "COUNT", "CATEGORY", "BETTER", "WORSE")
"""The functions there are, without their prefix."""

PREFIX = "KANO."

LONGEST = 8192
"""Characters that a formula has at most."""


def lambda_names(table: str | None = None, reversed_numbers: str = "FALSE") -> dict[str, str]:
    """Every name and its formula, as a file holds it, with the leading ``=``.

    `lambda_names(IN_USE, NUMBERS_IN_USE)` follows the settings sheet of its workbook;
    `lambda_names()` stands alone, with the standard table and 1 for "like".

    Args:
        table: a formula of a 5×5 block of letters; None for the standard table.
        reversed_numbers: a formula that is true where the number 5 means "like".

    >>> sorted(lambda_names())
    ['KANO.BETTER', 'KANO.CATEGORY', 'KANO.CLASS', 'KANO.CODE', 'KANO.COUNT', 'KANO.WORSE']
    >>> lambda_names()["KANO.CODE"][:33]
    '=_xlfn.LAMBDA(_xlpm.answers,_xlfn'
    """
    table = _array(STANDARD.rows) if table is None else table
    either = "_xlpm.functional,_xlpm.dysfunctional"
    counts = f"{PREFIX}COUNT({either})"
    letters = f"{PREFIX}CLASS({either})"
    bodies = {
        "CLASS": (either, _class(table)),
        "CODE": ("_xlpm.answers", _code(reversed_numbers)),
        "COUNT": (either, _counted(letters)),
        "CATEGORY": (either, _category(counts)),
        "BETTER": (either, _share(counts, "AO", "")),
        "WORSE": (either, _share(counts, "OM", "-")),
    }
    return {
        f"{PREFIX}{name}": f"=_xlfn.LAMBDA({arguments},{body})"
        for name, (arguments, body) in bodies.items()
    }


def _array(rows: Sequence[str]) -> str:
    """A block of letters as an array constant.

    >>> _array(("QA", "RI"))
    '{"Q","A";"R","I"}'
    """
    return "{" + ";".join(",".join(f'"{letter}"' for letter in row) for row in rows) + "}"


def _code(reversed_numbers: str) -> str:
    words = [text(each, f"template.answers.{k + 1}") for each in LANGUAGES for k in _CODES]
    listed = "{" + ",".join(f'"{word}"' for word in words) + "}"
    codes = "{" + ",".join(str(k + 1) for _ in LANGUAGES for k in _CODES) + "}"
    most = len(ANSWERS)
    # Comparing takes no heed of wildcards, which MATCH would find in an answer such as "*".
    word = f"SUM((TRIM(_xlpm.answer)={listed})*{codes})"
    whole = f"AND(_xlpm.number>=1,_xlpm.number<={most},_xlpm.number=INT(_xlpm.number))"
    numbered = f"IF({whole},IF({reversed_numbers},{most + 1}-_xlpm.number,_xlpm.number),{_WRONG})"
    one = (
        f'IF(ISERROR(_xlpm.answer),_xlpm.answer,IF(TRIM(_xlpm.answer)="","",'
        f"_xlfn.LET(_xlpm.word,{word},_xlpm.number,IFERROR(VALUE(TRIM(_xlpm.answer)),0),"
        f"IF(_xlpm.word>0,_xlpm.word,{numbered}))))"
    )
    return f"_xlfn.MAP(_xlpm.answers,_xlfn.LAMBDA(_xlpm.answer,{one}))"


def _class(table: str) -> str:
    blank = 'IF(OR(_xlpm.first="",_xlpm.second=""),"",'
    one = (
        "IF(ISERROR(_xlpm.first),_xlpm.first,IF(ISERROR(_xlpm.second),_xlpm.second,"
        f"{blank}INDEX({table},_xlpm.first,_xlpm.second))))"
    )
    codes = f"{PREFIX}CODE(_xlpm.functional),{PREFIX}CODE(_xlpm.dysfunctional)"
    pairs = f"_xlfn.MAP({codes},_xlfn.LAMBDA(_xlpm.first,_xlpm.second,{one}))"
    alike = ",".join(
        f"{size}(_xlpm.functional)={size}(_xlpm.dysfunctional)" for size in ("ROWS", "COLUMNS")
    )
    return f"IF(AND({alike}),{pairs},{_WRONG})"


def _counted(letters: str) -> str:
    """How often each category comes among the letters that a formula gives, in a row."""
    one = "_xlfn.LAMBDA(_xlpm.letter,SUM((_xlpm.letters=_xlpm.letter)*1))"
    counts = f"_xlfn.MAP({_array([CATEGORIES])},{one})"
    # One #N/A among the answers would otherwise pass for the lack of a valid pair.
    told = f"IF(ISERROR(SUM(_xlpm.counts)),{_WRONG},_xlpm.counts)"
    return f"_xlfn.LET(_xlpm.letters,{letters},_xlpm.counts,{counts},{told})"


def _count(letter: str) -> str:
    return f"INDEX(_xlpm.counts,1,{CATEGORIES.index(letter) + 1})"


def _category(counts: str) -> str:
    decided = ""
    for letter in PRECEDENCE[:-1]:
        decided += f'IF({_count(letter)}=MAX(_xlpm.counts),"{letter}",'
    decided += f'"{PRECEDENCE[-1]}"' + ")" * (len(PRECEDENCE) - 1)
    return f"_xlfn.LET(_xlpm.counts,{counts},IF(SUM(_xlpm.counts)=0,NA(),{decided}))"


def _share(counts: str, letters: str, sign: str) -> str:
    part, whole = ("+".join(map(_count, group)) for group in (letters, "AOMI"))
    share = f"({part})/({whole})"
    # 0 minus a share, for a share of 0 must not become −0.
    signed = f"0-{share}" if sign else share
    return f"_xlfn.LET(_xlpm.counts,{counts},IF(SUM(_xlpm.counts)=0,NA(),{signed}))"


_CODES = range(len(ANSWERS))
_WRONG = "#VALUE!"
