"""The core functions as names that hold a LAMBDA: Excel 365 computes them with nothing installed.

They take answers with and without the feature, as words of the template's dropdowns in any
of our languages or as numbers. As in the add-in, blanks do not count, a cell that cannot be
read gives ``#VALUE!``, no valid pair ``#N/A`` and a zero denominator ``#DIV/0!``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kano_xl import names
from kano_xl.choices import CODES
from kano_xl.languages import LANGUAGES, text
from kano_xl.model.answers import ANSWERS
from kano_xl.model.categories import CATEGORIES, STANDARD, TIE_ORDER

IN_USE = names.TABLE_IN_USE
"""The table of names in a workbook that has a settings sheet."""

NUMBERS_IN_USE = f'{names.of_choice("codes")}="{CODES[1]}"'
"""The test whether 5 is "like", in a workbook that has a settings sheet."""

FUNCTIONS = ("CLASS", "CODE", "COUNT", "CATEGORY", "BETTER", "WORSE")
"""The functions there are, without their prefix."""

PREFIX = "KANO."

HELPER = f"_{PREFIX}"
"""How the names begin that the functions are made of. Excel lists them apart from the functions
when somebody types ``=KANO.``."""

LONGEST = 255
"""Characters that a formula of a name has at most, as one would type it: several versions of
Excel take no longer one from a program, and their dialog for names shows no more."""

_EITHER = "_xlpm.functional,_xlpm.dysfunctional"


def lambda_names(table: str | None = None, reversed_numbers: str = "FALSE") -> dict[str, str]:
    """Every name and its formula, as a file holds it, with the leading ``=``.

    A name stands behind all that its formula uses. `lambda_names(IN_USE, NUMBERS_IN_USE)`
    follows the settings sheet of its workbook; `lambda_names()` stands alone, with the standard
    table and 1 for "like". They differ in two names, which do just that.

    Args:
        table: a formula of a 5×5 block of letters; None for the standard table.
        reversed_numbers: a formula that is true where the number 5 means "like".

    >>> list(lambda_names())[-6:]
    ['KANO.CODE', 'KANO.CLASS', 'KANO.COUNT', 'KANO.CATEGORY', 'KANO.BETTER', 'KANO.WORSE']
    >>> lambda_names("MyTable")["_KANO.LETTER"]
    '=_xlfn.LAMBDA(_xlpm.first,_xlpm.second,INDEX(MyTable,_xlpm.first,_xlpm.second))'
    """
    letters = _array(STANDARD.rows) if table is None else table
    words = {f"{HELPER}WORD.{_tag(each)}": each for each in LANGUAGES}
    return {
        **{name: _lambda("_xlpm.answer", _word(language)) for name, language in words.items()},
        f"{HELPER}WORD": _lambda("_xlpm.answer", _any_word(words)),
        f"{HELPER}TURNED": _lambda("_xlpm.n", _turned(reversed_numbers)),
        f"{HELPER}NUMBER": _lambda("_xlpm.answer", _number()),
        f"{HELPER}ANSWER": _lambda("_xlpm.answer", _answer()),
        f"{HELPER}LETTER": _lambda(
            "_xlpm.first,_xlpm.second", f"INDEX({letters},_xlpm.first,_xlpm.second)"
        ),
        f"{HELPER}PAIR": _lambda("_xlpm.first,_xlpm.second", _pair()),
        f"{HELPER}ALIKE": _lambda(_EITHER, _alike()),
        f"{PREFIX}CODE": _lambda("_xlpm.answers", _code()),
        f"{PREFIX}CLASS": _lambda(_EITHER, _class()),
        f"{PREFIX}COUNT": _lambda(_EITHER, _counted()),
        f"{PREFIX}CATEGORY": _lambda(_EITHER, _category()),
        f"{PREFIX}BETTER": _lambda(_EITHER, _share("AO", "")),
        f"{PREFIX}WORSE": _lambda(_EITHER, _share("OM", "-")),
    }


def _lambda(parameters: str, body: str) -> str:
    return f"=_xlfn.LAMBDA({parameters},{body})"


def _tag(language: str) -> str:
    """The tag of a language as part of a name.

    >>> _tag("zh-Hans")
    'ZH_HANS'
    """
    return language.upper().replace("-", "_")


def _array(rows: Sequence[Sequence[object]]) -> str:
    """Texts as an array constant; numbers are none.

    >>> _array(("QA", "RI")), _array([(1, 2)])
    ('{"Q","A";"R","I"}', '{1,2}')
    """
    lines = (
        ",".join(f'"{each}"' if isinstance(each, str) else f"{each}" for each in row)
        for row in rows
    )
    return "{" + ";".join(lines) + "}"


def _word(language: str) -> str:
    """The code of an answer that is a word of a language's dropdowns; 0 for any other."""
    words = [text(language, f"template.answers.{code}") for code in _CODES]
    # Comparing takes no heed of wildcards, which MATCH would find in an answer such as "*".
    return f"SUM((TRIM(_xlpm.answer)={_array([words])})*{_array([_CODES])})"


def _any_word(names: Iterable[str]) -> str:
    """The code of an answer that is a word of any language; 0 for any other.

    Languages that share a word give it one code, so the largest is that of all of them.
    """
    return f"MAX({','.join(f'{name}(_xlpm.answer)' for name in names)})"


def _turned(reversed_numbers: str) -> str:
    """A number from 1 to 5 as the code that it means."""
    return f"IF({reversed_numbers},{len(_CODES) + 1}-_xlpm.n,_xlpm.n)"


def _number() -> str:
    """The code of an answer that is a number; an error for any other."""
    whole = f"AND(_xlpm.n>=1,_xlpm.n<={len(_CODES)},_xlpm.n=INT(_xlpm.n))"
    given = "IFERROR(VALUE(TRIM(_xlpm.answer)),0)"
    return f"_xlfn.LET(_xlpm.n,{given},IF({whole},{HELPER}TURNED(_xlpm.n),{_WRONG}))"


def _answer() -> str:
    """The code of one answer, blank for blank."""
    read = (
        f"_xlfn.LET(_xlpm.word,{HELPER}WORD(_xlpm.answer),"
        f"IF(_xlpm.word>0,_xlpm.word,{HELPER}NUMBER(_xlpm.answer)))"
    )
    return f'IF(ISERROR(_xlpm.answer),_xlpm.answer,IF(TRIM(_xlpm.answer)="","",{read}))'


def _pair() -> str:
    """The letter of two codes, blank where one is."""
    blank = 'IF(OR(_xlpm.first="",_xlpm.second=""),"",'
    return (
        "IF(ISERROR(_xlpm.first),_xlpm.first,IF(ISERROR(_xlpm.second),_xlpm.second,"
        f"{blank}{HELPER}LETTER(_xlpm.first,_xlpm.second))))"
    )


def _alike() -> str:
    """Whether the answers to both questions are as many."""
    sizes = ("ROWS", "COLUMNS")
    same = ",".join(f"{size}(_xlpm.functional)={size}(_xlpm.dysfunctional)" for size in sizes)
    return f"AND({same})"


def _code() -> str:
    one = f"_xlfn.LAMBDA(_xlpm.answer,{HELPER}ANSWER(_xlpm.answer))"
    return f"_xlfn.MAP(_xlpm.answers,{one})"


def _class() -> str:
    codes = f"{PREFIX}CODE(_xlpm.functional),{PREFIX}CODE(_xlpm.dysfunctional)"
    one = f"_xlfn.LAMBDA(_xlpm.first,_xlpm.second,{HELPER}PAIR(_xlpm.first,_xlpm.second))"
    return f"IF({HELPER}ALIKE({_EITHER}),_xlfn.MAP({codes},{one}),{_WRONG})"


def _counted() -> str:
    """How often each category comes, in a row."""
    one = "_xlfn.LAMBDA(_xlpm.letter,SUM((_xlpm.letters=_xlpm.letter)*1))"
    counts = f"_xlfn.MAP({_array([CATEGORIES])},{one})"
    # One #N/A among the answers would otherwise pass for the lack of a valid pair.
    told = f"IF(ISERROR(SUM(_xlpm.counts)),{_WRONG},_xlpm.counts)"
    return f"_xlfn.LET(_xlpm.letters,{PREFIX}CLASS({_EITHER}),_xlpm.counts,{counts},{told})"


def _category() -> str:
    """The most frequent letter; of several the one that goes before the others.

    Each count carries in its last digit how strong its letter is, 1 for the weakest, so that
    the largest of them tells the letter.
    """
    strengths = [len(TIE_ORDER) - TIE_ORDER.index(letter) for letter in CATEGORIES]
    largest = f"MOD(MAX(_xlpm.counts*10+{_array([strengths])}),10)"
    return _of_counts(f'MID("{TIE_ORDER[::-1]}",{largest},1)')


def _share(letters: str, sign: str) -> str:
    part, whole = (
        f"SUM(_xlpm.counts*{_array([[int(letter in group) for letter in CATEGORIES]])})"
        for group in (letters, "AOMI")
    )
    share = f"{part}/{whole}"
    # 0 minus a share, for a share of 0 must not become −0.
    return _of_counts(f"0-{share}" if sign else share)


def _of_counts(result: str) -> str:
    """A result of the counts; #N/A where there is nothing to count."""
    return f"_xlfn.LET(_xlpm.counts,{PREFIX}COUNT({_EITHER}),IF(SUM(_xlpm.counts)=0,NA(),{result}))"


_CODES = range(1, len(ANSWERS) + 1)
_WRONG = "#VALUE!"
