"""Arguments that choose: a name in any case, blank or left out for what is usual."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from kano_xl.choices import CODES, RULES, Settings
from kano_xl.excel.functions.cells import WRONG, CellError, block, left_out
from kano_xl.excel.functions.letters import letter_of
from kano_xl.languages import LANGUAGES, system_language, text, traits_of
from kano_xl.model.categories import TABLES, EvaluationTable, evaluation_table

COEFFICIENTS = ("better", "worse")
"""What `KANO_INTERVAL` takes."""

_USUAL = Settings()
_TRUTH = {"": False, "false": False, "0": False, "true": True, "1": True}


def rule(raw: object) -> str:
    """One of `kano_xl.choices.RULES`, by its name there or in any language.

    >>> rule("MOAI"), rule(None), rule("众数")
    ('moai', 'mode', 'mode')

    Raises:
        CellError: it is none, as for all functions here.
    """
    return _choice(raw, _named(RULES, "names.rule"), _USUAL.rule)


def numbers(raw: object) -> str:
    """One of `kano_xl.choices.CODES`: what the numbers 1 to 5 mean.

    >>> numbers("Like = 5")
    'like=5'
    """
    return _choice(raw, {_plain(name): name for name in CODES}, _USUAL.numbers)


def coefficient(raw: object) -> str:
    """One of `COEFFICIENTS`, by its name there or in any language.

    >>> coefficient("WORSE"), coefficient("消除后的不满意系数")
    ('worse', 'worse')
    """
    return _choice(raw, _named(COEFFICIENTS, "functions.coefficient"), COEFFICIENTS[0])


def language(raw: object) -> str:
    """One of `kano_xl.languages.LANGUAGES`; the system's where none is chosen.

    >>> language("zh_CN"), language("English")
    ('zh-Hans', 'en')
    """
    known = {_plain(name): tag for tag in LANGUAGES for name in _names_of(tag)}
    return _choice(raw, known, system_language())


def _names_of(tag: str) -> tuple[str, ...]:
    traits = traits_of(tag)
    return tag, traits.name, *traits.also_called


def truth(raw: object) -> bool:
    """TRUE or FALSE, which is usual."""
    given = _plain(_given(raw))
    if given not in _TRUTH:
        raise CellError(WRONG)
    return _TRUTH[given]


def confidence(raw: object) -> float:
    """A level between 0 and 1, 0.95 where it is left out or blank.

    Raises:
        SettingsError: a number that is no level.
        CellError: no number.
    """
    given = _given(raw)
    if not given:
        return _USUAL.confidence
    try:
        return Settings(confidence=float(given)).confidence
    except ValueError:
        raise CellError(WRONG) from None


def table(raw: object) -> EvaluationTable:
    """The evaluation table of a name, or the one that stands in a range of letters.

    >>> table("Pouliot").name, table((("Q", "A", "O"), ("r", "i", "m"), ("R", "R", "Q"))).rows[1]
    ('pouliot', 'RIIIM')

    Raises:
        CellError: no such table, or a cell of the range that is no category.
        SettingsError: a range of another shape.
    """
    cells = block(None if left_out(raw) else raw)
    if len(cells.values) == 1:
        return TABLES[_choice(raw, {_plain(name): name for name in TABLES}, str(_USUAL.table))]
    letters = [letter_of(value) for value in cells.values]
    if not all(letters):
        raise CellError(WRONG)
    row = "".join(map(str, letters))
    starts = range(0, len(row), cells.width)
    return evaluation_table([row[start : start + cells.width] for start in starts])


def _named(choices: tuple[str, ...], key: str) -> dict[str, str]:
    """The choices by their names here and in every language."""
    known = {_plain(choice): choice for choice in choices}
    for each in LANGUAGES:
        known |= {_plain(text(each, f"{key}.{choice}")): choice for choice in choices}
    return known


def _choice(raw: object, known: Mapping[str, str], usual: str) -> str:
    given = _plain(_given(raw))
    if not given:
        return usual
    if given not in known:
        raise CellError(WRONG)
    return known[given]


def _given(raw: object) -> str:
    """What the one cell of an argument says, numbers as people write them; "" for nothing."""
    cells = block(None if left_out(raw) else raw)
    if len(cells.values) != 1:
        raise CellError(WRONG)
    (value,) = cells.values
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _plain(words: str) -> str:
    """A name without what does not matter: case, width, and how its words are joined."""
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(folded.replace("-", " ").replace("_", " ").split())
