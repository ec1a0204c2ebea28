"""The functions that people type into cells, one for each of `kano_xl.excel.registry.FUNCTIONS`.

Every function takes plain values as Excel hands them over, and gives one cell or rows of
cells; see `kano_xl.excel.functions.cells`. In elementwise functions a blank gives "", a cell that
cannot be read ``#VALUE!``, and a cell with an error that error. In the others blanks do not
count, and a cell that cannot be read makes the result ``#VALUE!``. Without a valid pair the
result is ``#N/A``, with a zero denominator ``#DIV/0!``.
"""

from __future__ import annotations

import numpy as np

from kano_xl import __version__
from kano_xl.choices import CODES, Settings
from kano_xl.excel.functions import choices
from kano_xl.excel.functions.answers import ERRORS, MARKS, read_answers
from kano_xl.excel.functions.cells import (
    DIVISION_BY_ZERO,
    NOT_AVAILABLE,
    WRONG,
    Cell,
    CellError,
    Cells,
    as_cells,
    block,
    error_text,
    shaped,
)
from kano_xl.excel.functions.counting import answered, category_counts, pair_counts
from kano_xl.excel.functions.letters import category_name, letter_of
from kano_xl.model import coefficients, decision
from kano_xl.model.answers import ANSWERS, MISSING
from kano_xl.model.categories import CATEGORIES, EvaluationTable
from kano_xl.model.cube import Counts
from kano_xl.model.scores import score
from kano_xl.model.top_two import compare_top_two
from kano_xl.survey.sheet import Value

_CODES: tuple[Cell, ...] = ("", *range(1, len(ANSWERS) + 1), *ERRORS)
"""What a code or mark shows in a cell."""


@as_cells
def kano_class(functional: object, dysfunctional: object, table: object = None) -> Cells:
    """The category letter of each pair of answers, in the shape of the ranges.

    A single cell is paired with every cell of the other range.

    >>> kano_class((("I like it",), (2.0,), (None,)), (("I dislike it",), ("不喜欢",), (5.0,)))
    (('O',), ('M',), ('',))
    """
    letters = _pair_letters(choices.table(table))
    first, second = block(functional), block(dysfunctional)
    wide = first if len(second.values) == 1 else second
    if len(first.values) > 1 and len(second.values) > 1 and first.shape != second.shape:
        raise CellError(WRONG)
    one, other = (np.frombuffer(each, np.uint8) for each in read_answers([first, second]))
    pairs = (one * np.uint8(MARKS) + other).tobytes()
    return shaped(list(map(letters.__getitem__, pairs)), wide.height, wide.width)


@as_cells
def kano_code(answers: object, codes: object = None) -> Cells:
    """The code of each answer, 1 like … 5 dislike, in the shape of the range.

    >>> kano_code((("I am neutral", "讨厌", 1.0, "hm"),), "like=5")
    ((3, 5, 5, '#VALUE!'),)
    """
    cells, numbers = block(answers), choices.numbers(codes)
    (found,) = read_answers([cells], numbers)
    return shaped(list(map(_CODES.__getitem__, found)), cells.height, cells.width)


@as_cells
def kano_count(range: object, dysfunctional: object = None, headers: object = None) -> Cells:
    """A row of the counts of A O M I R Q; with headers, the letters above them.

    Counts are never undefined: without a valid pair all are 0.

    >>> kano_count((("A", "O"), ("A", None), ("M", "")), None, True)
    (('A', 'O', 'M', 'I', 'R', 'Q'), (2, 1, 1, 0, 0, 0))
    """
    with_headers = choices.truth(headers)
    counts = tuple(map(int, category_counts(range, dysfunctional)))
    return (tuple(CATEGORIES), counts) if with_headers else (counts,)


@as_cells
def kano_category(range: object, dysfunctional: object = None, rule: object = None) -> Cells:
    """The letter of the feature's category by a rule; ``moai`` with the usual tie gap.

    >>> kano_category("A"), kano_category((("A",), ("O",), ("A",), ("O",)), None, "mode")
    ('A', 'O')
    """
    chosen = choices.rule(rule)
    counts = answered(category_counts(range, dysfunctional))
    decided = decision.letter(int(decision.decide(counts, chosen, Settings().tie_gap)))
    return NOT_AVAILABLE if decided is None else decided


@as_cells
def kano_better(range: object, dysfunctional: object = None) -> Cells:
    """Better = (A+O)/(A+O+M+I), from 0 to 1.

    >>> kano_better((("A",), ("O",), ("M",), ("I",), ("R",)))
    0.5
    """
    return _share(coefficients.better(answered(category_counts(range, dysfunctional))))


@as_cells
def kano_worse(range: object, dysfunctional: object = None) -> Cells:
    """Worse = −(O+M)/(A+O+M+I), from −1 to 0.

    >>> kano_worse((("A",), ("O",), ("M",), ("O",)))
    -0.75
    """
    return _share(coefficients.worse(answered(category_counts(range, dysfunctional))))


@as_cells
def kano_interval(
    range: object,
    dysfunctional: object = None,
    coefficient: object = None,
    confidence: object = None,
) -> Cells:
    """A row of the lower and the upper end of Wilson's interval of Better or Worse.

    >>> (low, high), = kano_interval((("A",), ("M",)) * 50)
    >>> round(low, 4), round(high, 4)
    (0.4038, 0.5962)
    """
    chosen, level = choices.coefficient(coefficient), choices.confidence(confidence)
    counts = answered(category_counts(range, dysfunctional))
    a, o, m, _, _, _ = map(int, counts)
    hits = a + o if chosen == "better" else o + m
    interval = coefficients.wilson(hits, float(coefficients.trials(counts)), level)
    if interval is None:
        return DIVISION_BY_ZERO
    low, high = interval
    return ((low, high),) if chosen == "better" else ((0.0 - high, 0.0 - low),)


@as_cells
def kano_strength(range: object, dysfunctional: object = None) -> Cells:
    """Category strength: the lead of the largest count over the second, a share 0..1 of n.

    >>> kano_strength((("A",), ("A",), ("A",), ("O",)))
    0.5
    """
    return _strengths(category_counts(range, dysfunctional))[0]


@as_cells
def kano_total(range: object, dysfunctional: object = None) -> Cells:
    """Total strength: the share 0..1 of A, O and M in n.

    >>> kano_total((("A",), ("O",), ("I",), ("Q",)))
    0.5
    """
    return _strengths(category_counts(range, dysfunctional))[1]


@as_cells
def kano_pvalue(range: object, dysfunctional: object = None) -> Cells:
    """The exact two-sided p, 0..1, of the two largest counts; ``#DIV/0!`` where all are Q.

    >>> round(kano_pvalue((("A",), ("A",), ("A",), ("O",))), 6)
    0.625
    """
    test = compare_top_two(answered(category_counts(range, dysfunctional)))
    return DIVISION_BY_ZERO if test is None else test.p


@as_cells
def kano_fong(range: object, dysfunctional: object = None) -> Cells:
    """Whether the two largest counts differ by Fong's test at 10 %; ``#DIV/0!`` where all are Q.

    >>> kano_fong((("A",), ("O",)) * 20), kano_fong((("A",),) * 20)
    (False, True)
    """
    test = compare_top_two(answered(category_counts(range, dysfunctional)))
    return DIVISION_BY_ZERO if test is None else test.fong.significant


@as_cells
def kano_score(functional: object, dysfunctional: object) -> Cells:
    """A row of the mean functional and the mean dysfunctional score, each −2..4.

    >>> kano_score(((1.0,), (3.0,)), ((5.0,), (5.0,)))
    ((2.0, 4.0),)
    """
    pairs = pair_counts(block(functional), block(dysfunctional)).n[0, 0, 1:, 1:]
    result = score(pairs)
    if result is None:
        return NOT_AVAILABLE
    return ((result.functional_mean, result.dysfunctional_mean),)


@as_cells
def kano_table(answers: object, rule: object = None, language: object = None) -> Cells:
    """The whole result of a survey with headers: a row of titles, then one for each feature.

    >>> table = kano_table((("Chat [F]", "Chat [D]"), ("like", "dislike")), "mode", "en")
    >>> table[1][:3]
    ('Chat', 'one-dimensional', 1)
    """
    from kano_xl.excel.functions.whole import result_table

    # The numbers of a function mean what its help says: nobody can be asked in a cell.
    numbers = CODES[0]
    settings = Settings(rule=choices.rule(rule), codes=numbers, language=choices.language(language))
    return result_table(block(answers), settings)


@as_cells
def kano_name(letter: object, language: object = None) -> Cells:
    """The name of each category, in the shape of the range.

    >>> kano_name((("M", "attractive", None, "x"),), "zh-Hans")
    (('必备', '魅力', '', '#VALUE!'),)
    """
    cells, spoken = block(letter), choices.language(language)
    names = {value: _name(value, spoken) for value in set(cells.values)}
    return shaped([names[value] for value in cells.values], cells.height, cells.width)


@as_cells
def kano_check(answers: object, language: object = None) -> Cells:
    """What is wrong with the cells, in words: a line each, or one that says that all is well.

    >>> kano_check((("like", "hmm"),), "en")
    'Row 1, column 2: “hmm” is not one of the known answers. Correct it, or empty the cell.'
    """
    from kano_xl.excel.functions.checking import findings

    lines = findings(block(answers), choices.language(language))
    return shaped(lines, len(lines), 1)


def kano_version() -> Cells:
    """The version of kano_xl.

    >>> kano_version() == __version__
    True
    """
    return __version__


def _pair_letters(table: EvaluationTable) -> list[Cell]:
    """What a pair of codes or marks shows, at functional × `MARKS` + dysfunctional."""

    def shown(functional: int, dysfunctional: int) -> Cell:
        for mark in (functional, dysfunctional):
            if mark > len(ANSWERS):
                return _CODES[mark]
        if MISSING in (functional, dysfunctional):
            return ""
        return table.category(functional, dysfunctional)

    return [shown(*divmod(pair, MARKS)) for pair in range(MARKS * MARKS)]


def _name(value: Value, language: str) -> Cell:
    letter = letter_of(value)
    if letter is not None:
        return letter and category_name(letter, language)
    error = error_text(value)
    return error if error in ERRORS else WRONG


def _share(value: coefficients.Floats) -> Cell:
    return DIVISION_BY_ZERO if np.isnan(value) else float(value)


def _strengths(counts: Counts) -> tuple[float, float]:
    found = decision.strengths(counts)
    if found is None:
        raise CellError(NOT_AVAILABLE)
    return found
