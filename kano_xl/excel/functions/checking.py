"""What is wrong with the cells of a range, in words.

A range whose first row holds headers is checked as the survey that `KANO_TABLE` would read;
any other cell by cell, as the functions for single features read it. A function does not
know where its range stands, so rows and columns are counted within the range.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import chain, islice

from kano_xl.choices import Settings
from kano_xl.errors import KanoError, Place
from kano_xl.excel.functions.cells import CellBlock, error_text
from kano_xl.excel.functions.counting import PAIR
from kano_xl.excel.functions.letters import letter_of
from kano_xl.excel.functions.whole import as_sheet
from kano_xl.excel.told import told
from kano_xl.languages import text
from kano_xl.model.answers import MISSING
from kano_xl.survey.coding.answers import UnknownAnswersError
from kano_xl.survey.quoting import quoted
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.sheet import Value
from kano_xl.survey.wordings.known import known_wordings
from kano_xl.survey.wordings.meanings import UNREADABLE, Meanings, meanings

LISTED = 100
"""So many lines are given; one more then says how many there are besides."""

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
_OF_ROWS = ("respondent_", "row_", "side_")
"""How the codes of problems begin that concern a whole row."""


def findings(cells: CellBlock, language: str) -> list[str]:
    """A line for each thing that is wrong, or one line that says that nothing is."""
    check = _of_survey if _has_headers(cells) else _of_cells
    lines, total = check(cells, language)
    listed = list(islice(lines, LISTED))
    if total > len(listed):
        listed.append(text(language, "functions.check.more", n=total - len(listed)))
    return listed


def _has_headers(cells: CellBlock) -> bool:
    """Whether the first row holds titles: words that are no answers, nor categories.

    Categories may be titles of counts, of which there are those that Better and Worse need.
    """
    titles = [value for value in cells.values[: cells.width] if value not in (None, "")]
    words = [title for title in titles if isinstance(title, str) and letter_of(title) is None]
    letters = {letter_of(title) for title in titles} - {None}
    if cells.height == 1 or any(map(error_text, titles)) or len(words) + len(letters) < PAIR:
        return False
    if letters and not (words and letters.issuperset("AOMI")):
        return False
    return set(meanings(titles).codes.values()) <= {MISSING, UNREADABLE}


def _of_survey(cells: CellBlock, language: str) -> tuple[Iterator[str], int]:
    """The lines, and how many they are."""
    try:
        survey = read_sheet(as_sheet(cells), Settings(language=language))
    except UnknownAnswersError as error:
        return _unknown(error, language), len(error.wordings)
    except KanoError as error:
        line = _placed(error.place, error.code, told(error, language), language)
        return iter([line]), 1
    kind = "survey" if survey.problems else "survey_fine"
    facts = {"features": len(survey.features), "respondents": survey.source.respondents}
    problems = (
        _placed(problem.place, problem.code, told(problem, language), language)
        for problem in survey.problems
    )
    first = text(language, f"functions.check.{kind}", **facts)
    return chain([first], problems), 1 + len(survey.problems)


def _unknown(error: UnknownAnswersError, language: str) -> Iterator[str]:
    """A line for each wording that nobody knows, at the first of its cells."""
    for each in error.wordings:
        words = text(language, "functions.check.unknown", shown=each.text or "…", n=each.n)
        yield _placed(each.place, error.code, words, language)


def _placed(place: Place, code: str, words: str, language: str) -> str:
    found = _ADDRESS.fullmatch(place.cell or "")
    if found is None:
        return text(language, "functions.check.anywhere", message=words[:1].upper() + words[1:])
    if code.startswith(_OF_ROWS):
        return text(language, "functions.check.row", row=found[2], message=words)
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return text(language, "functions.check.cell", row=found[2], column=column, message=words)


def _of_cells(cells: CellBlock, language: str) -> tuple[Iterator[str], int]:
    """The lines on answers, or on category letters if there are more of those; and how many."""
    given = Counter(cells.values)
    plain = [value for value in given if error_text(value) is None]
    understood = meanings(plain)
    answers = sum(given[v] for v in plain if understood.codes[v] not in (MISSING, UNREADABLE))
    letters = sum(given[value] for value in plain if letter_of(value))
    if letters > answers:
        kind, known, wrong = "letters", letters, _wrong_letters(given)
        slips = {}
    else:
        kind, known, wrong = "answers", answers, _wrong_answers(given, understood)
        slips = understood.slips
    if not wrong and not slips:
        return iter([text(language, f"functions.check.{kind if known else 'nothing'}", n=known)]), 1
    total = sum(given[value] for value in wrong) + len(slips)
    return chain(_wrong_cells(cells, wrong, language), _slips(slips, given, language)), total


def _wrong_cells(cells: CellBlock, wrong: Mapping[Value, str], language: str) -> Iterator[str]:
    for index, value in enumerate(cells.values):
        if value in wrong:
            row, column = divmod(index, cells.width)
            shown = error_text(value) or quoted(value)
            words = text(language, f"functions.check.{wrong[value]}", shown=shown)
            values = {"row": row + 1, "column": column + 1, "message": words}
            yield text(language, "functions.check.cell", **values)


def _slips(slips: Mapping[Value, str], given: Mapping[Value, int], language: str) -> Iterator[str]:
    for slip, meant in slips.items():
        values = {"answer": quoted(slip), "meant": meant, "n": given[slip]}
        yield text(language, "functions.check.slip", **values)


def _wrong_letters(given: Mapping[Value, int]) -> dict[Value, str]:
    """The values that are no category, each with the key of what is wrong with it."""
    return {
        value: "error" if error_text(value) else "no_letter"
        for value in given
        if letter_of(value) is None
    }


def _wrong_answers(given: Mapping[Value, int], understood: Meanings) -> dict[Value, str]:
    """The values that are no answer, each with the key of what is wrong with it."""
    wrong = {}
    for value in given:
        if error_text(value):
            wrong[value] = "error"
        elif understood.codes[value] == UNREADABLE:
            satisfied = isinstance(value, str) and known_wordings().is_satisfaction(value)
            wrong[value] = "satisfaction" if satisfied else "no_answer"
    return wrong
