"""Every number by which the reader decides is held from both sides by surveys at its boundary.

A check has to fail when its number is changed by a third, up or down: the last test changes it
and sees that. Numbers that only bound how much work is done are listed apart.
"""

from __future__ import annotations

import ast
import importlib
import math
import random
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import kano_xl.survey
from kano_xl.choices import Settings
from kano_xl.errors import KanoError
from kano_xl.survey.choosing import choose
from kano_xl.survey.coding.answers import UnknownAnswersError
from kano_xl.survey.coding.counts import as_shares
from kano_xl.survey.coding.repeats import signs
from kano_xl.survey.layouts.matching import match_by_words, with_subjects
from kano_xl.survey.quoting import quoted
from kano_xl.survey.reading import read_sheet
from kano_xl.survey.sheet import Value
from kano_xl.survey.survey import Survey
from kano_xl.survey.tables import table as tables
from kano_xl.survey.tables.naming import short
from kano_xl.survey.wordings.known import Wordings
from kano_xl.survey.wordings.meanings import UNREADABLE, meanings
from sample_surveys import DISLIKE, LIKE, LIVE, MUST, NEUTRAL, sheet

ROOT = Path(kano_xl.survey.__file__).parent
Rows = Sequence[Sequence[Value]]

MERE = {
    "report_file._ENOUGH",
    "report_file._GRID",
    "analysis_file._LARGEST",
    "analysis_file._PEEKED",
    "called.NAMED",
    "files.formulas._ROWS",
    "findings.MOST_ALIKE",
    "findings.PLACES_SHOWN",
    "coded._BLOCK",
    "coded._REMEMBERED",
    "coding.counts.MOST",
    "coding.distinct._BLOCK",
    "coding.distinct._MOST_CODES",
    "files.archive._MOST_MEMBERS",
    "files.archive._PIECE",
    "files.archive._TAIL",
    "files.cells_exact._AT_ONCE",
    "files.cells_exact._LONGEST_ERROR",
    "files.cells_pass.MOST_ROWS",
    "files.cells_pass._EDGE",
    "files.cells_pass._LONGEST_HEAD",
    "files.cells_pass._LONGEST_ROW",
    "files.cells_pass._MOST_SPELLINGS",
    "files.cells_pass._PIECE",
    "files.cells_pass._REMEMBERED",
    "files.delimited._CHECKED_EACH",
    "files.delimited._LONGEST_CELL",
    "files.delimited._SAMPLE_CHARACTERS",
    "files.delimited._SAMPLE_ROWS",
    "files.encoding._ENOUGH",
    "files.encoding._MOST_CELLS",
    "files.encoding._SAMPLE",
    "files.encoding._START",
    "files.kind._MOST_ENTRIES",
    "files.gathering._AT_ONCE",
    "files.gathering._DATE",
    "files.gathering._NUMBER",
    "files.limits.LONGEST_TEXT",
    "files.limits.MAX_CELLS",
    "files.limits.MAX_CELL_TEXT",
    "files.limits.MAX_COLUMNS",
    "files.limits.MAX_ELEMENTS",
    "files.limits.MAX_FILE",
    "files.limits.MAX_KEPT",
    "files.limits.MAX_KEPT_OF_FEW",
    "files.limits.MAX_LINE",
    "files.limits.MAX_ODD",
    "files.limits.MAX_PAGES",
    "files.limits.MAX_SHARED",
    "files.limits.MAX_TAG",
    "files.limits.MAX_TEXT",
    "files.limits.MAX_TEXT_FILE",
    "files.limits.MAX_UNPACKED",
    "files.limits.MAX_VALUES",
    "files.limits.MIB",
    "files.limits._CELL",
    "files.limits._GROWTH",
    "files.limits._ROW",
    "files.markup._DEEPEST",
    "files.ods._DEEPEST",
    "files.ods._KEPT",
    "files.ods._MOST_CONTENT",
    "files.ods._MOST_TAGS",
    "files.package._MOST_NAMES",
    "files.package._SMALL",
    "files.parquet._BATCH_BYTES",
    "files.parquet._BATCH_CELLS",
    "files.parquet._LARGEST_FOOTER",
    "files.parquet._VALUE",
    "files.parquet_pages._DEEPEST",
    "files.parquet_pages._DICTIONARY",
    "files.parquet_pages._HEADER",
    "files.styles._LONGEST_CODE",
    "files.styles._MOST_FORMATS",
    "groups.MOST_GROUPS",
    "inspecting._MOST_UNKNOWN",
    "layouts.across._MOST_CATEGORIES",
    "layouts.matching._MOST_COMPARED",
    "listing.LISTED",
    "people.MOST_WEIGHT",
    "people._LONGEST_NAME",
    "mapping_file._LARGEST",
    "misnumbered._TOP",
    "quality._BLOCK",
    "tables.headings._EDGE",
    "tables.table._SAMPLED",
    "tables.table._SEARCHED",
    "wordings.meanings._MOST_SLIPS",
}
"""Sizes of pieces, and limits that no honest survey reaches: they decide nothing about meaning."""

CHECKS: dict[str, Callable[[], None]] = {}


def holds(name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    def noted(check: Callable[[], None]) -> Callable[[], None]:
        assert name not in CHECKS
        CHECKS[name] = check
        return check

    return noted


def read(rows: Rows, settings: Settings | None = None) -> Survey | KanoError:
    try:
        return read_sheet(sheet(*rows), settings)
    except KanoError as error:
        return error


def outcome(rows: Rows) -> str:
    """The code of the refusal, or "read"."""
    found = read(rows)
    return found.code if isinstance(found, KanoError) else "read"


def remarks(rows: Rows) -> list[str]:
    found = read(rows)
    assert isinstance(found, Survey), found
    return [problem.code for problem in found.problems]


def answers(*functional: tuple[Value, int]) -> Rows:
    """A survey of one feature: functional answers, each so often; nobody lives without it."""
    given = [answer for answer, times in functional for _ in range(times)]
    return [["Bus [F]", "Bus [D]"], *([answer, DISLIKE] for answer in given)]


def kinds(*cells: tuple[Value, int]) -> str:
    """What a column with these cells holds."""
    given = [cell for cell, times in cells for _ in range(times)]
    rows = [["Number", "Thing"], *([n + 100, cell] for n, cell in enumerate(given))]
    return tables.find_table(sheet(*rows)).columns[1].holds


def texts(count: int) -> list[tuple[Value, int]]:
    """So many different texts that are no answers."""
    return [(f"own words {'abcdefghijklmnopqrst'[n]}", 1) for n in range(count)]


@holds("coding.answers.UNKNOWN_CELLS")
def _() -> None:
    assert outcome(answers((LIKE, 98), ("Zap", 2))) == "read"
    assert outcome(answers((LIKE, 97), ("Zap", 3))) == "answers_unknown"


@holds("coding.answers.UNKNOWN_SHARE")
def _() -> None:
    assert outcome(answers((LIKE, 197), ("Zap", 4))) == "read"
    assert outcome(answers((LIKE, 196), ("Zap", 4))) == "answers_unknown"


@holds("coding.answers.UNKNOWN_TOGETHER")
def _() -> None:
    assert outcome(answers((LIKE, 39), ("Zap", 1), ("Zip", 1))) == "read"
    assert outcome(answers((LIKE, 38), ("Zap", 1), ("Zip", 1))) == "answers_unknown"


@holds("layouts.repeated_rows.FEWEST_NUMBERED")
def _() -> None:
    def of(count: int) -> str:
        return outcome(
            [["n", "Bus [F]", "Bus [D]"], *([2 * n, LIKE, DISLIKE] for n in range(count))]
        )

    assert of(10) == "read"
    assert of(9) == "rows_counted"


def named(rows: Rows) -> str:
    found = read(rows)
    assert isinstance(found, UnknownAnswersError), found
    return str(found)


@holds("coding.answers.FEWEST_SHOWN")
def _() -> None:
    assert "Zap" not in named(answers((LIKE, 10), ("Zap", 2)))
    assert "“Zap” (3×)" in named(answers((LIKE, 10), ("Zap", 3)))


@holds("choosing.NAMED")
def _() -> None:
    def asked(count: int) -> str:
        rows = [["Bus [F]", "Bus [D]"], [LIKE, DISLIKE]]
        (found,) = choose([sheet(*rows, name=f"Week {number}") for number in range(count)])
        assert found.refusal
        return found.refusal.code

    assert asked(3) == "several_surveys"
    assert asked(4) == "several_surveys_more"


@holds("coding.answers.LONGEST_SHOWN")
def _() -> None:
    words = "zap " * 24
    assert f"“{words}zaps” (3×)" in named(answers((LIKE, 10), (words + "zaps", 3)))
    assert "zap" not in named(answers((LIKE, 10), (words + "zapss", 3)))


@holds("coding.answers.NAMED")
def _() -> None:
    own = [(word, 3) for word in ("Zap", "Zep", "Zip", "Zop")]
    assert outcome(answers((LIKE, 10), *own[:3])) == "answers_unknown"
    assert outcome(answers((LIKE, 10), *own)) == "answers_unknown_more"


@holds("coding.counts.OFF")
def _() -> None:
    assert as_shares([[0.5, 0.481], [0.5, 0.5]], 100) is not None
    assert as_shares([[0.5, 0.479], [0.5, 0.5]], 100) is None
    assert as_shares([[50, 52.1], [50, 50]], 100) is None


def numbers(*pairs: tuple[int, int, int]) -> Rows:
    """A survey of one feature in numbers: functional, dysfunctional, and how often."""
    return [["Bus [F]", "Bus [D]"], *([f, d] for f, d, times in pairs for _ in range(times))]


@holds("coding.direction.ERRORS")
def _() -> None:
    # The mean lies 1.82 and 2.03 standard errors above.
    assert outcome(numbers((5, 1, 59), (1, 5, 41))) == "read"
    assert outcome(numbers((5, 1, 60), (1, 5, 40))) == "numbers_other_way"


@holds("coding.direction.FEWER_CONTRARY")
def _() -> None:
    assert outcome(numbers((5, 1, 9), (4, 3, 91))) == "read"
    assert outcome(numbers((5, 1, 10), (4, 3, 90))) == "numbers_other_way"


@holds("coding.repeats.NAMES_PERSONS")
def _() -> None:
    def flagged(different: int) -> int:
        ids = [f"R{n % different}" for n in range(10)]
        return remarks([["ID", "Bus [F]", "Bus [D]"], *([i, LIKE, DISLIKE] for i in ids)]).count(
            "respondent_duplicate"
        )

    assert flagged(4) == 0
    assert flagged(5) == 5


@holds("coding.repeats.ROW_NUMBERS")
def _() -> None:
    def told(highest: int) -> int:
        """By how many IDs somebody is known, of ten people."""
        rows = [["ID", "Bus [F]", "Bus [D]"]]
        rows += [[f"P{number}", LIKE, DISLIKE] for number in (*range(1, 10), highest)]
        (found,) = choose([sheet(*rows)])
        assert found.layout
        return sum(map(len, signs(found.layout.table, np.arange(1, 11))))

    assert told(100) == 0
    assert told(101) == 10


@holds("coding.scale.OFTEN")
def _() -> None:
    rows = numbers((1, 5, 18), (6, 5, 1), (1, 7, 1))
    assert outcome(rows) == "numbers_beyond"
    assert outcome([*rows, [1, None]]) != "numbers_beyond"


@holds("coding.scale.LEAST_ANSWERS")
def _() -> None:
    rows = numbers((1, 3, 10))
    assert outcome(rows) == "three_steps"
    assert outcome([*rows[:-1], [1, None]]) == "read"


@holds("tables.table.MOST_CHOICES")
def _() -> None:
    assert kinds(*texts(9)) == tables.CHOICES
    assert kinds(*texts(10)) == tables.OTHER


@holds("tables.table.MOST_STEPS")
def _() -> None:
    assert kinds((10, 4)) == kinds((-10, 4)) == tables.SCALE
    assert kinds((11, 4)) == kinds((-11, 4)) == tables.OTHER


@holds("tables.table.ANOTHER_SCALE")
def _() -> None:
    assert kinds(("Very satisfied", 3), *texts(9)) == tables.SATISFACTION
    assert kinds(("Very satisfied", 3), *texts(10)) != tables.SATISFACTION
    assert kinds(("Strongly agree", 3), *texts(9)) == tables.AGREEMENT
    assert kinds(("Strongly agree", 3), *texts(10)) != tables.AGREEMENT


@holds("tables.table.MOSTLY_WORDS")
def _() -> None:
    assert kinds((LIKE, 5), *texts(5)) == tables.WORDS
    assert kinds((LIKE, 5), *texts(6)) != tables.WORDS


@holds("tables.table.MOSTLY_NUMBERS")
def _() -> None:
    assert kinds((3, 6), *texts(2)) == tables.NUMBERS
    assert kinds((3, 6), *texts(3)) != tables.NUMBERS
    assert kinds((8, 6), *texts(2)) == tables.SCALE
    assert kinds((8, 6), *texts(3)) != tables.SCALE


@holds("tables.table.MOSTLY_LETTERS")
def _() -> None:
    assert kinds(("A", 5), ("M", 4), *texts(1)) == tables.LETTERS
    assert kinds(("A", 5), ("M", 4), *texts(2)) != tables.LETTERS


@holds("tables.table.FILLED")
def _() -> None:
    def header(cells: int) -> int:
        title = [f"note {n}" for n in range(cells)]
        rows = [title, [f"Q {n}" for n in range(16)], [LIKE] * 16]
        return tables.find_table(sheet(*rows)).header_row

    assert header(3) == 1
    assert header(4) == 0


@holds("layouts.matching.SIMILAR")
def _() -> None:
    def matched(first: str, second: str) -> int:
        rows = [[f"{first} [F]", f"{second} [D]"], [LIKE, DISLIKE]]
        return len(match_by_words(with_subjects(tables.find_table(sheet(*rows)).columns))[0])

    assert matched("abcdef", "abcdef qrstuvw") == 1  # 12 of 20 letters
    assert matched("abcdef", "abcdef qrstuvwx") == 0  # 12 of 21


@holds("layouts.matching.SURE")
def _() -> None:
    def asked(first: str, second: str) -> str:
        return outcome([[f"{first} [F]", f"{second} [D]"], [LIKE, DISLIKE]])

    assert asked("abcdefqr", "abcdefyz") == "read"  # 12 of 16 letters
    assert asked("abcdefqrs", "abcdefxyz") == "pairs_by_position"  # 12 of 18


@holds("layouts.pairing.NAMED")
def _() -> None:
    def asked(count: int) -> str:
        words = "Lift Heat Door Roof Lamp Rail Seat Rack".split()[: 2 * count]
        return outcome([words, *[[LIKE, DISLIKE] * count] * 3])

    assert asked(3) == "pairs_by_position"
    assert asked(4) == "pairs_by_position_more"


def meant(wordings: Wordings | None, *values: str) -> int:
    """What the last of the wordings of a survey is taken for."""
    return meanings(values, wordings=wordings).codes[values[-1]]


@holds("wordings.meanings.ALIKE")
def _() -> None:
    # "I dislike it that way" has 21 letters and spaces.
    assert meant(None, LIKE, NEUTRAL, LIVE, MUST, "I dislike it that wqq") == 5
    assert meant(None, LIKE, NEUTRAL, LIVE, MUST, "I dislike it that qqq") == UNREADABLE


@holds("wordings.meanings.MARGIN")
def _() -> None:
    letters = random.Random(1).choices("bcdfghjklmpqrstvwxz", k=100)
    slip = "".join(letters)
    closest = "".join([*letters[:-1], "y"])  # 0.99

    def other(changed: int) -> Wordings:
        second = "".join(["a"] * changed + letters[changed:])  # 1 − changed/100
        return Wordings({"made up": {"first": 3, "second": 4, closest: 1, second: 5}})

    assert meant(other(7), "first", "second", slip) == 1
    assert meant(other(5), "first", "second", slip) == UNREADABLE


@holds("wordings.meanings.IN_USE")
def _() -> None:
    assert meant(None, LIKE, NEUTRAL, "I dislikee it that way") == 5
    assert meant(None, LIKE, "I dislikee it that way") == UNREADABLE


Q, R, A, M = (LIKE, LIKE), (DISLIKE, LIKE), (LIKE, NEUTRAL), (NEUTRAL, DISLIKE)


def pairs(*given: tuple[tuple[str, str], int]) -> Rows:
    return [["Bus [F]", "Bus [D]"], *(pair for pair, times in given for _ in range(times))]


@holds("quality.QUESTIONABLE_FEATURE")
def _() -> None:
    assert "feature_questionable" not in remarks(pairs((Q, 10), (A, 90)))
    assert "feature_questionable" in remarks(pairs((Q, 11), (A, 89)))


def person(*given: tuple[str, str]) -> Rows:
    """A survey with one odd respondent, and two who are not."""
    header = [f"{name} [{side}]" for name in "Bus Tram Car Lift Bike".split() for side in "FD"]
    width = 2 * len(given)
    usual = [cell for _ in given for cell in A]
    return [header[:width], [cell for pair in given for cell in pair], usual, [*usual[:-2], *M]]


@holds("quality.QUESTIONABLE_RESPONDENT")
def _() -> None:
    assert "respondent_questionable" not in remarks(person(Q, Q, A, M))
    assert "respondent_questionable" in remarks(person(Q, Q, Q, A, M))


@holds("quality.CONTRARY")
def _() -> None:
    assert "pairs_contrary" not in remarks(pairs((R, 8), (Q, 2), (A, 10)))
    assert "pairs_contrary" in remarks(pairs((R, 9), (Q, 2), (A, 9)))


@holds("quality.LEAST_FEATURES")
def _() -> None:
    assert "respondent_straight" not in remarks(person(Q, Q))
    assert "respondent_straight" in remarks(person(Q, Q, Q))


@holds("tables.naming.LONGEST")
def _() -> None:
    assert short("Very " * 7 + "quick") == "Very " * 7 + "quick"
    assert short("Very " * 7 + "quickk").endswith("…")


@holds("quoting.LONGEST")
def _() -> None:
    assert quoted("x" * 40) == "x" * 40
    assert quoted("x" * 41) == "x" * 39 + "…"


@cache
def modules() -> dict[str, ast.Module]:
    """The modules of the reader, by their name below it."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(
            path.read_text(encoding="utf-8")
        )
        for path in sorted(ROOT.rglob("*.py"))
    }


@cache
def constants() -> dict[str, float]:
    """Every number that a module of the reader has as an upper-case name of its own."""
    found = {}
    for module, tree in modules().items():
        for node in tree.body:
            for name in assigned(node):
                value = getattr(importlib.import_module(f"kano_xl.survey.{module}"), name)
                if name.isupper() and type(value) in (int, float):
                    found[f"{module}.{name}"] = value
    return found


def assigned(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        targets = [node.target]
    else:
        return
    for target in targets:
        yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name))


@holds("who_counts.LEAST_EFFECTIVE")
def _weights_by_which_a_few_decide() -> None:
    def told(heavy: int) -> bool:
        header, *given = answers((LIKE, 40))
        weights = [10_000] * heavy + [1] * (40 - heavy)
        rows = [[*header, "Factor"], *([*a, w] for a, w in zip(given, weights, strict=True))]
        found = read(rows, Settings(weight="Factor"))
        assert isinstance(found, Survey), found
        return "weights_uneven" in [problem.code for problem in found.problems]

    assert told(9)
    assert not told(11)


@holds("coding.satisfaction.CERTAIN")
def _how_many_answers_tell_the_scale_of_satisfaction() -> None:
    assert scale_read(*[3] * 49, 9) == 9
    assert scale_read(*[3] * 50, 9) is None
    assert scale_read(*[3] * 49, 5) == 5
    assert scale_read(*[3] * 50, 5) is None


@holds("coding.satisfaction.SHORT_TOP")
@holds("coding.satisfaction.LONG_TOP")
def _the_scales_of_satisfaction() -> None:
    assert [scale_read(1, top) for top in range(3, 12)] == [
        *(None, None, 5, None, None, 9, 9, None, None),
    ]


def scale_read(*satisfied: int) -> int | None:
    """On which scale these answers are read; None where that is asked."""
    rows = [["Bus [F]", "Bus [D]", "Bus [satisfaction]"], *([LIKE, DISLIKE, n] for n in satisfied)]
    found = read(rows)
    if isinstance(found, KanoError):
        assert found.code == "satisfaction_scale_unsure"
        return None
    assert found.answers is not None
    return found.answers.top


TAGS = "C END_C END_F END_IS END_ROW END_T END_V F IS NO_V ROW T V"
BYTES = "HIGH ONES QUOTES ZEROS"
CODES = {
    "coded.EMPTY",
    "files.styles._FIRST_OF_ITS_OWN",
    "files.styles._LAST_DAY",
    "wordings.meanings.UNREADABLE",
    *(f"files.cells_pass._{name}" for name in f"{TAGS} {BYTES}".split()),
}
"""Numbers that stand for something and are no measure."""


def test_every_number_is_checked_or_said_to_be_a_mere_limit() -> None:
    listed = {*CHECKS, *MERE, *CODES}
    assert not constants().keys() - listed
    assert not listed - constants().keys()


@pytest.mark.parametrize("name", CHECKS)
def test_boundary(name: str) -> None:
    CHECKS[name]()


def changed(value: float, factor: float) -> float:
    """The number changed by a third; whole ones are rounded away from what they were."""
    if isinstance(value, int):
        return math.floor(value * factor) if factor < 1 else math.ceil(value * factor)
    return value * factor


def homes(name: str) -> Iterator[object]:
    """The module of a number, and those that have imported it by its name."""
    module, _, constant = name.rpartition(".")
    home = f"kano_xl.survey.{module}"
    yield importlib.import_module(home)
    for importer, tree in modules().items():
        for node in ast.walk(tree):
            imported = isinstance(node, ast.ImportFrom) and node.module == home
            if imported and constant in {alias.name for alias in node.names}:
                yield importlib.import_module(f"kano_xl.survey.{importer}")


@pytest.mark.parametrize("factor", [2 / 3, 4 / 3], ids=["less", "more"])
@pytest.mark.parametrize("name", CHECKS)
def test_a_change_by_a_third_is_noticed(
    name: str, factor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    value = constants()[name]
    assert changed(value, factor) != value
    for module in homes(name):
        monkeypatch.setattr(module, name.rpartition(".")[2], changed(value, factor))
    with pytest.raises(AssertionError):
        CHECKS[name]()
