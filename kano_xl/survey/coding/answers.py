"""Columns of answers as codes, and what of them is not certain.

A wording that nobody knows, standing often enough in one question to be one of its options,
stops the analysis: leaving it out would turn the question's result upside down without a word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from kano_xl.choices import Settings
from kano_xl.errors import InputError, Place, Problem
from kano_xl.languages import InQuotes
from kano_xl.model.answers import DISLIKE, LIKE, LIVE_WITH, MISSING, MUST_BE
from kano_xl.model.cube import Codes, Counts
from kano_xl.survey.coding.direction import OF_NUMBERS, OF_SCORES, OtherReading
from kano_xl.survey.coding.distinct import Distinct, distinct
from kano_xl.survey.coding.scale import three_steps
from kano_xl.survey.coding.scores import SCORES, are_scores
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.listing import listed
from kano_xl.survey.quoting import HIDDEN, printable, quoted
from kano_xl.survey.sheet import Value
from kano_xl.survey.survey import Wording
from kano_xl.survey.tables.headings import SIDES
from kano_xl.survey.tables.table import Column, Table
from kano_xl.survey.wordings.known import known_wordings, own_key
from kano_xl.survey.wordings.meanings import UNREADABLE, Meanings, meanings
from kano_xl.survey.wordings.normalising import number

UNKNOWN_CELLS = 3
"""An unknown wording in at least so many cells of one question …"""

UNKNOWN_SHARE = 0.02
"""… and in at least this share of its answers stops the analysis; …"""

UNKNOWN_TOGETHER = 0.05
"""… and so do all unknown ones of one question together in at least this share."""

FEWEST_SHOWN = 3
"""A text from a cell is shown only if at least so many people gave it."""

LONGEST_SHOWN = 100
"""Characters of a wording that is shown; a longer one is somebody's own words."""

NAMED = 3
"""So many unknown wordings are named in a message."""

Indices = npt.NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Question:
    """The answers to one side of one feature: N cells of one column, or N distinct ones, counted.

    Attributes:
        side: `FUNCTIONAL` or `DYSFUNCTIONAL`.
        column: where they stand.
        values: N indices into `Distinct.values`.
        codes: N codes, 0..5 or `UNREADABLE`.
        rows: N 0-based rows of the sheet; None for all rows of the table.
        persons: N numbers of who answered; None where each row is somebody else.
        times: N numbers of how often the answer was given; None where each stands for one cell.
    """

    side: str
    column: Column
    values: Indices
    codes: Codes
    rows: npt.NDArray[np.int64] | None = None
    persons: npt.NDArray[np.int64] | None = None
    times: Counts | None = None

    def among(self, flags: npt.NDArray[np.bool_], first_row: int) -> Question:
        """The answers in some of the cells; ``first_row`` is that of the table."""
        rows = np.flatnonzero(flags) + first_row if self.rows is None else self.rows[flags]
        persons = None if self.persons is None else self.persons[flags]
        return replace(
            self, values=self.values[flags], codes=self.codes[flags], rows=rows, persons=persons
        )

    def counts(self, size: int, among: npt.NDArray[np.bool_] | None = None) -> Counts:
        """How often each of ``size`` distinct values was given, among the flagged cells if any."""
        values = self.values if among is None else self.values[among]
        if self.times is None:
            return np.bincount(values, minlength=size)
        times = self.times if among is None else self.times[among]
        total = np.zeros(size, np.int64)
        np.add.at(total, values, times)
        return total


class UnknownAnswersError(InputError):
    """Wordings that nobody knows are too frequent to be left out; ``wordings`` are all of them."""

    def __init__(self, place: Place, wordings: Sequence[Wording]) -> None:
        shown = [wording for wording in wordings if wording.text]
        named = [*shown, *(wording for wording in wordings if not wording.text)][:NAMED]
        answers = ", ".join(
            f"“{each.text}” ({each.n}×)" if each.text else f"{each.place.cell} ({each.n}×)"
            for each in named
        )
        more = len(wordings) - len(named)
        example = min((each.text for each in shown), key=len, default="…")
        super().__init__(
            "answers_unknown_more" if more else "answers_unknown",
            place,
            answers=InQuotes(answers),
            example=example.replace('"', "'") if '"' in example else example,
            more=more,
        )
        self.wordings = tuple(wordings)


@dataclass(frozen=True, eq=False)
class Coded:
    """Columns of answers as distinct values, and what those mean on either side.

    Attributes:
        table: where they stand.
        found: the distinct values.
        meant: side → what they mean there.
        own: the `own_key` of what the user has explained.
        scores: whether the numbers that are not explained are scores, which differ by side.
    """

    table: Table
    found: Distinct
    meant: Mapping[str, Meanings]
    own: frozenset[str]
    scores: bool = False

    @cached_property
    def codes(self) -> Mapping[str, Codes]:
        """Side → the code of every distinct value."""
        return {
            side: np.array([meant.codes[value] for value in self.found.values], np.uint8)
            for side, meant in self.meant.items()
        }

    @property
    def other(self) -> OtherReading:
        """What the bare numbers may mean instead."""
        return OF_SCORES if self.scores else OF_NUMBERS

    def asks_direction(self, settings: Settings) -> bool:
        """Whether to look which way numbers run; ``codes`` do not tell it of scores."""
        return bool(self.numeric.any()) and (self.scores or settings.codes is None)

    def question(self, side: str, column: Column) -> Question:
        """A whole column as the answers to one side of a feature."""
        values = self.found.indices[column.index]
        return Question(side, column, values, self.codes[side][values])

    def row(self, question: Question, index: int) -> int:
        """The 0-based row in the sheet of a question's cell."""
        if question.rows is None:
            return self.table.first_row + index
        return int(question.rows[index])

    @cached_property
    def numeric(self) -> npt.NDArray[np.bool_]:
        """Whether each distinct value is a bare number that the user has not explained."""
        return np.array(
            [number(v) is not None and own_key(v) not in self.own for v in self.found.values]
        )


def code(table: Table, columns: Sequence[Column], instructions: Instructions) -> Coded:
    """What the answers in these columns mean; raises as `meaning_of` does."""
    return meaning_of(table, distinct(table, columns), instructions)


def meaning_of(table: Table, found: Distinct, instructions: Instructions) -> Coded:
    """What these answers mean, all of one questionnaire.

    Raises:
        InputError: ``answer_ambiguous``.
    """
    own = instructions.own
    place, numbers = table.sheet.whole, instructions.settings.numbers
    scores = are_scores(found.values, own.keys)
    said = {side: {**SCORES[side], **own.of(side)} if scores else own.of(side) for side in SIDES}
    first, second = (meanings(found.values, numbers, said[side], place=place) for side in SIDES)
    return Coded(table, found, dict(zip(SIDES, (first, second), strict=True)), own.keys, scores)


def are_whole(functional: Codes, dysfunctional: Codes) -> npt.NDArray[np.bool_]:
    """Whether both answers of each pair can be read."""
    readable = [(each != MISSING) & (each != UNREADABLE) for each in (functional, dysfunctional)]
    found: npt.NDArray[np.bool_] = readable[0] & readable[1]
    return found


def that_count(
    question: Question,
    flags: npt.NDArray[np.bool_],
    whole: npt.NDArray[np.bool_],
    first_row: int,
) -> Question:
    """The answers in some rows of pairs that count, and those that nobody can read.

    Half a pair is in no number of the results: counted among the answers it would tell, by what
    is more there, what the few said who left the other half out.

    Args:
        question: all answers.
        flags: of all rows of the table, those that are meant.
        whole: of all rows, whether the pair counts.
        first_row: of the table.
    """
    rows = slice(None) if question.rows is None else question.rows - first_row
    counts = whole[rows] | (question.codes == UNREADABLE)
    return question.among(flags[rows] & counts, first_row)


def wordings_of(coded: Coded, questions: Sequence[Question]) -> list[Wording]:
    """The answers as people gave them, the most frequent first."""
    several = _given_by_several(coded, questions)
    merged: dict[tuple[object, ...], Wording] = {}
    for side in SIDES:
        understood = coded.meant[side]
        for index, n, place in _occurrences(coded, [q for q in questions if q.side == side]):
            value = coded.found.values[index]
            if value is None:
                continue
            meant, slip = understood.codes[value], understood.slips.get(value)
            known = None if meant == UNREADABLE else meant
            words = _shown(value, bool(several[index]), known is not None and slip is None)
            differs = len({each.codes[value] for each in coded.meant.values()}) > 1
            only = side if differs else ""
            key = (words or index, known, slip, only)
            before = merged.get(key, Wording(words, known, 0, place, slip, only))
            merged[key] = replace(before, n=before.n + n)
    return sorted(merged.values(), key=lambda wording: -wording.n)


def _occurrences(coded: Coded, questions: Sequence[Question]) -> Iterator[tuple[int, int, Place]]:
    """Each distinct value in some questions, with how often and where it first comes."""
    size = len(coded.found.values)
    total = np.zeros(size, np.int64)
    first: dict[int, tuple[int, int]] = {}
    for question in questions:
        counts = question.counts(size)
        where = np.zeros(size, np.int64)
        where[question.values[::-1]] = np.arange(question.values.size)[::-1]
        for index in np.flatnonzero(counts).tolist():
            at = (coded.row(question, int(where[index])), question.column.index)
            first[index] = min(at, first.get(index, at))
        total += counts
    for index in np.argsort(-total, kind="stable").tolist():
        if total[index]:
            yield index, int(total[index]), coded.table.sheet.place(*first[index])


def _given_by_several(coded: Coded, questions: Sequence[Question]) -> npt.NDArray[np.bool_]:
    """Whether at least `FEWEST_SHOWN` people gave each distinct value."""
    size = len(coded.found.values)
    several = np.zeros(size, np.bool_)
    for question in questions:
        if question.persons is None:
            several |= question.counts(size) >= FEWEST_SHOWN
    persons: dict[int, set[int]] = {}
    for question in questions:
        if question.times is not None:
            continue  # whether the same person gave it to another question, nobody knows
        for index in np.flatnonzero(~several[question.values] & (question.values != 0)).tolist():
            person = index if question.persons is None else int(question.persons[index])
            persons.setdefault(int(question.values[index]), set()).add(person)
            if len(persons[int(question.values[index])]) >= FEWEST_SHOWN:
                several[int(question.values[index])] = True
    return several


def _shown(value: Value, several: bool, known: bool) -> str:
    """The words of an answer as they may be shown; "" where they may be about a person."""
    words = printable(value)
    if several and quoted(words) != HIDDEN and len(words) <= LONGEST_SHOWN:
        return words
    lists = known_wordings()
    # What the user has explained may be one person's words as well.
    ours = own_key(value) in lists.spelt or lists.is_blank(value) or number(value) in range(-9, 10)
    return lists.spelling(value) if known and ours else ""


def doubtful(
    coded: Coded, questions: Sequence[Question], wordings: Sequence[Wording]
) -> UnknownAnswersError | None:
    """The question to the user where unknown wordings are too frequent to be left out."""
    size = len(coded.found.values)
    for question in questions:
        unknown = question.codes == UNREADABLE
        counts = question.counts(size, unknown)
        total, most = int(counts.sum()), int(counts.max(initial=0))
        if not total:
            continue
        answers = int(question.counts(size, question.codes != MISSING).sum())
        often = most >= UNKNOWN_CELLS and most >= UNKNOWN_SHARE * answers
        if often or total >= UNKNOWN_TOGETHER * answers:
            row = coded.row(question, int(np.argmax(unknown)))
            place = coded.table.sheet.place(row, question.column.index)
            return UnknownAnswersError(place, [each for each in wordings if each.code is None])
    return None


def strange(
    coded: Coded,
    questions: Sequence[Question],
    wordings: Sequence[Wording],
    settings: Settings,
) -> InputError | None:
    """The question to the user where answers may not be Kano's; None where they are."""
    found = doubtful(coded, questions, wordings) or grades_of_liking(coded, questions)
    if found is not None or settings.codes is not None:
        return found
    given = numbers_given(coded, questions)
    return three_steps(coded.table, questions[0].column, given, coded.own)


def grades_of_liking(coded: Coded, questions: Sequence[Question]) -> InputError | None:
    """Why the answers are a scale of liking; None where they may be Kano's.

    Two grades of like and two of dislike ("really like", "like", …), and neither must-be nor
    live-with, are five steps of something else.
    """
    total = np.zeros(len(coded.found.values), np.int64)
    for question in questions:
        total += question.counts(total.size)
    grades: dict[int, set[str]] = {}
    for value, n in zip(coded.found.values, total, strict=True):
        plain = isinstance(value, str) and number(value) is None and own_key(value) not in coded.own
        if plain and n:
            code_ = coded.meant[SIDES[0]].codes[value]
            grades.setdefault(code_, set()).add(own_key(value))
    two = all(len(grades.get(code_, ())) > 1 for code_ in (LIKE, DISLIKE))
    if not two or MUST_BE in grades or LIVE_WITH in grades:
        return None
    place = coded.table.sheet.place(coded.table.first_row, questions[0].column.index)
    likes, dislikes = (" / ".join(sorted(grades[code_])) for code_ in (LIKE, DISLIKE))
    example = sorted(grades[DISLIKE])[0]
    return InputError("liking_scale", place, likes=likes, dislikes=dislikes, example=example)


def numbers_given(coded: Coded, questions: Sequence[Question]) -> Counter[Value]:
    """How often each distinct answer came, blanks left out."""
    total = np.zeros(len(coded.found.values), np.int64)
    for question in questions:
        total += question.counts(total.size, question.codes != MISSING)
    given = zip(coded.found.values, total.tolist(), strict=True)
    return Counter({value: n for value, n in given if n})


def answer_problems(wordings: Sequence[Wording]) -> list[Problem]:
    """A remark for each wording that is not known, and for each that was taken for another."""
    problems = []
    unknown = [wording for wording in wordings if wording.code is None]
    cells = ((each.place, {"n": each.n, "answer": each.text or HIDDEN}) for each in unknown)
    problems += listed("answer_unreadable", cells, len(unknown))
    for each in wordings:
        if each.meant:
            values = {"answer": each.text or HIDDEN, "meant": each.meant, "n": each.n}
            problems.append(Problem("answer_slip", each.place, values))
    return problems


def require_answers(coded: Coded, columns: Sequence[Column]) -> None:
    """Refuse columns in which nobody answered; one that the only person left out is a gap.

    Raises:
        InputError: ``no_answers`` where there is none at all, ``question_empty`` for a column.
    """
    empty = [column for column in columns if not _answered(coded, column)]
    if not empty:
        return
    place = coded.table.sheet.place(coded.table.first_row, empty[0].index)
    if len(empty) == len(columns):
        raise InputError("no_answers", place)
    if len(coded.table.sheet.rows) - coded.table.first_row == 1:
        return
    raise InputError("question_empty", place, header=quoted(empty[0].header))


def _answered(coded: Coded, column: Column) -> bool:
    blank = coded.codes[SIDES[0]] == MISSING
    return not bool(blank[coded.found.indices[column.index]].all())
