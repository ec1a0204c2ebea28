"""Every refusal of a survey or of a mapping file is followed to the letter and leads to a result.

For each code of the catalogue there is a survey that raises it, and the calls that the message
advises. Where it advises a mapping file, the one that `inspect` saves is filled in as a person
would do it.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path

import openpyxl
import pytest

from command import kano
from conftest import cell_values
from filled_template import Typed, fill, survey_cells
from kano_xl import survey as survey_package
from kano_xl.choices import ANSWER_NAMES
from kano_xl.languages import LANGUAGES, text
from kano_xl.survey.wordings import meanings
from kano_xl.survey.wordings.known import known_wordings
from sample_surveys import DISLIKE, LIKE, LIVE, MUST, NEUTRAL

Call = Sequence[str | Path]
Rows = Sequence[Sequence[object]]

REMARKS = frozenset(
    "rows_hidden counts_from_shares column_of_weights pairs_contrary numbers_to_three "
    "numbers_to_four answer_unreadable answer_unreadable_more answer_slip "
    "importance_unreadable satisfaction_unreadable side_unreadable "
    "side_unreadable_more row_without_feature row_without_feature_more row_of_sums pair_uncertain "
    "pair_turned question_repeated column_empty column_without_partner respondent_duplicate "
    "respondent_duplicate_more respondent_straight respondent_straight_more respondent_both_sides "
    "respondent_both_sides_more respondent_questionable respondent_questionable_more "
    "respondent_blank respondent_blank_more feature_questionable answers_missing "
    "respondent_duplicate_excluded_more respondent_straight_excluded_more "
    "respondent_questionable_excluded_more features_differ".split()
)
"""Codes of the same section that do not stop the analysis."""


@dataclass(frozen=True)
class Filling:
    """What a person puts into a saved mapping file: for each column a letter, for answers words."""

    features: Sequence[tuple[str, str, str]] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Advice:
    """A call that is refused, what the message then says to do, and the mapping if it names one."""

    refused: Call
    followed: Sequence[Call]
    filling: Filling | None = None
    inspected: Call = ()


class Desk:
    """A folder that files are written into."""

    def __init__(self, folder: Path, request: pytest.FixtureRequest) -> None:
        self.folder, self._request = folder, request
        self._files = 0

    def patch(self, where: object, name: str, value: object) -> None:
        self._request.getfixturevalue("monkeypatch").setattr(where, name, value)

    def opened(self, path: Path) -> Path:
        """The workbook as a spreadsheet program saves it, its formulas calculated."""
        return self._request.getfixturevalue("office").convert([path], "xlsx")[0]

    def csv(self, rows: Rows) -> Path:
        lines = [",".join(f'"{"" if cell is None else cell}"' for cell in row) for row in rows]
        return self.text("\n".join(lines) + "\n", "csv")

    def text(self, content: str, ending: str = "toml") -> Path:
        self._files += 1
        path = self.folder / f"file{self._files}.{ending}"
        path.write_text(content, encoding="utf-8")
        return path

    def xlsx(self, sheets: Mapping[str, Rows], hidden: Sequence[int] = ()) -> Path:
        self._files += 1
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            made = book.create_sheet(name)
            for row in rows:
                made.append(list(row))
            for row in hidden:
                made.row_dimensions[row].hidden = True
        path = self.folder / f"file{self._files}.xlsx"
        book.save(path)
        return path


CASES: dict[str, Callable[[Desk], Advice]] = {}


def advice(*codes: str) -> Callable[[Callable[[Desk], Advice]], Callable[[Desk], Advice]]:
    def noted(case: Callable[[Desk], Advice]) -> Callable[[Desk], Advice]:
        for code in codes:
            CASES[code] = case
        return case

    return noted


BUS = [["Bus [F]", "Bus [D]"], [LIKE, DISLIKE], [MUST, DISLIKE], [LIKE, NEUTRAL], [LIKE, LIVE]]
"""A survey that can be read: Bus A2 O1 M1."""

FEATURE = '[[feature]]\nname = "Bus"\nfunctional = "A"\ndysfunctional = "B"\n'


@advice("no_survey")
def _(desk: Desk) -> Advice:
    book = desk.xlsx({"Notes": [["asked in May"]], "Answers": BUS})
    return Advice([book, "--sheet", "Notes"], [[book, "--sheet", "Answers"], [book]])


@advice("no_header")
def _(desk: Desk) -> Advice:
    return Advice([desk.csv(BUS[1:])], [[desk.csv(BUS)]])


@advice("no_header_long")
def _(desk: Desk) -> Advice:
    rows = [["Bus", LIKE, DISLIKE], ["Tram", MUST, DISLIKE], ["Bus", LIKE, LIVE]]
    header = "feature, functional, dysfunctional".split(", ")
    return Advice([desk.csv(rows)], [[desk.csv([header, *rows])]])


@advice("no_pairs")
def _(desk: Desk) -> Advice:
    rows = [["Who", "Town", "Fast", "Slow"], *([n, "Rome", "ja", "nein"] for n in range(70, 74))]
    path = desk.csv(rows)
    marked = desk.csv(
        [
            ["Who", "Town", "Fast transfers [F]", "Fast transfers [D]"],
            *([n, "Rome", LIKE, DISLIKE] for n in range(4)),
        ]
    )
    lines = '[[feature]]\nname = "Fast transfers"\nfunctional = "C"\ndysfunctional = "D"\n'
    answers = '[answers]\nja = "like"\nnein = "dislike"\n'
    said = ["--answer", "ja=like", "--answer", "nein=dislike"]
    filling = Filling([("Fast transfers", "C", "D")], {"ja": "like", "nein": "dislike"})
    return Advice(
        [path],
        [
            [marked],
            [path, "--mapping", desk.text(lines), *said],
            [path, "--mapping", desk.text(lines + answers)],
        ],
        filling,
    )


@advice("formula_without_result")
def _(desk: Desk) -> Advice:
    named = [['="Bus ["&"F]"', "Bus [D]"], *BUS[1:]]
    path = desk.xlsx({"Answers": named})
    return Advice([path], [[desk.opened(path)]])


@advice("no_answers")
def _(desk: Desk) -> Advice:
    book = desk.xlsx({"Empty": BUS[:1], "Answers": BUS})
    return Advice([book, "--sheet", "Empty"], [[book, "--sheet", "Answers"]])


@advice("several_surveys")
def _(desk: Desk) -> Advice:
    book = desk.xlsx({"May": BUS, "June": BUS})
    return Advice([book], [[book, "--sheet", "May"], [book, "--sheet", "June"]])


@advice("several_surveys_more")
def _(desk: Desk) -> Advice:
    book = desk.xlsx({f"Week {number}": BUS for number in range(1, 6)})
    both = ["--sheet", "Week 4", "--sheet", "Week 5"]
    return Advice([book], [[book, "--sheet", "Week 1"], [book, *both]])


SATISFIED = ("Very satisfied", "Satisfied", "Dissatisfied", "Very dissatisfied")
AGREED = ("Strongly agree", "Agree", "Disagree", "Strongly disagree")
MEANT = ("like", "must-be", "live-with", "dislike")


def another(desk: Desk, steps: Sequence[str]) -> Advice:
    path = desk.csv([BUS[0], *([a, b] for a in steps for b in steps)])
    asked_again = desk.csv(BUS)
    means = dict(zip(steps, MEANT, strict=True))
    lines = "".join(f'"{step}" = "{meaning}"\n' for step, meaning in means.items())
    by_hand = desk.text(f"[answers]\n{lines}")
    return Advice([path], [[asked_again], [path, "--mapping", by_hand]], Filling(answers=means))


@advice("satisfaction_scale")
def _(desk: Desk) -> Advice:
    return another(desk, SATISFIED)


@advice("agreement_scale")
def _(desk: Desk) -> Advice:
    return another(desk, AGREED)


def satisfied(desk: Desk, header: str, *answers: object) -> Path:
    """The survey about buses, with how satisfied people are."""
    rows = [[*row, answers[at % len(answers)]] for at, row in enumerate(BUS[1:] * 5)]
    return desk.csv([[*BUS[0], header], *rows])


@advice("satisfaction_scale_unsure")
def _(desk: Desk) -> Advice:
    path = satisfied(desk, "Bus [satisfaction]", 2, 4)
    told = [satisfied(desk, f"Bus [satisfaction] (1–{top})", 2, 4) for top in (5, 9)]
    line = desk.text("satisfaction_top = 5\n")
    return Advice([path], [[path, "--mapping", line], *([each] for each in told)])


@advice("satisfaction_scale_other")
def _(desk: Desk) -> Advice:
    path = satisfied(desk, "How satisfied are you today with “Bus”? (0–10)", 0, 10)
    right = satisfied(desk, "How satisfied are you today with “Bus”? (1–5)", 1, 5)
    return Advice([path], [[right], [desk.csv(BUS)]])


@advice("satisfaction_turned")
def _(desk: Desk) -> Advice:
    question = "How satisfied are you today with “Bus”? ({})"
    turned = "1 = very satisfied, 5 = very dissatisfied"
    path = satisfied(desk, question.format(turned), 1, 2)
    return Advice([path], [[satisfied(desk, question.format("1–5"), 5, 4)]])


@advice("satisfaction_scales")
def _(desk: Desk) -> Advice:
    question = "How satisfied are you today with “Bus”? (1–{})"
    five, nine = (satisfied(desk, question.format(top), 2, 4) for top in (5, 9))
    again = satisfied(desk, question.format(5), 1.5, 2.5)
    return Advice([five, nine], [[five, again], [nine]])


@advice("liking_scale")
def _(desk: Desk) -> Advice:
    ladder = ["I really like it", "I like it", "I am neutral", "I dislike it", "I hate it"]
    meant = dict(zip(ladder, ANSWER_NAMES[1:], strict=True))
    path = desk.csv([BUS[0], *[[a, b] for a in ladder for b in ladder]])
    own = [part for word, what in meant.items() for part in ("--answer", f"{word}={what}")]
    return Advice([path], [[path, *own]])


@advice("answers_unknown")
def _(desk: Desk) -> Advice:
    own = "That would be a dealbreaker"
    path = desk.csv([BUS[0], *[[LIKE, own], [NEUTRAL, own], [MUST, NEUTRAL]] * 3])
    return Advice([path], [[path, "--answer", f"{own}=dislike"]], Filling(answers={own: "dislike"}))


@advice("answers_unknown_more")
def _(desk: Desk) -> Advice:
    own = dict(zip("Zap Zep Zip Zop".split(), MEANT, strict=True))
    path = desk.csv([BUS[0], *[[a, b] for a in own for b in own]])
    said = [part for word, meaning in own.items() for part in ("--answer", f"{word}={meaning}")]
    return Advice([path], [[path, *said]], Filling(answers=own))


TURNED = [BUS[0], *[[5, 1], [4, 2], [5, 2], [5, 3], [4, 1], [5, 1]] * 2]


@advice("numbers_other_way")
def _(desk: Desk) -> Advice:
    path = desk.csv(TURNED)
    marked = desk.csv([["Bus [D]", "Bus [F]"], *TURNED[1:]])
    swapped = desk.text('[[feature]]\nname = "Bus"\nfunctional = "B"\ndysfunctional = "A"\n')
    said = [[path, "--codes", "like=5"], [path, "--codes", "like=1"]]
    return Advice([path], [*said, [marked], [path, "--mapping", swapped]], Filling())


@advice("three_steps")
def _(desk: Desk) -> Advice:
    path = desk.csv([BUS[0], *[[1, 3], [1, 2], [2, 3], [2, 2]] * 5])
    three = ["--answer", "2=neutral", "--answer", "3=dislike"]
    return Advice(
        [path],
        [
            [path, *three],
            [path, *three, "--table", "three-level"],
            [path, "--codes", "like=1"],
            [path, "--codes", "like=5"],
        ],
    )


SCORED = [BUS[0], *[[4, -2], [2, -1], [4, -1], [0, -2], [2, -2], [0, 0]] * 4]
"""Scores with one meaning on both sides."""


@advice("scores_one_meaning")
def _(desk: Desk) -> Advice:
    path = desk.csv(SCORED)
    meant = ("4=like", "2=must-be", "0=neutral", "-1=live-with", "-2=dislike")
    by_side = desk.text(
        "[answers.functional]\n4 = 1\n2 = 2\n0 = 3\n-1 = 4\n-2 = 5\n"
        "[answers.dysfunctional]\n-2 = 1\n-1 = 2\n0 = 3\n2 = 4\n4 = 5\n"
    )
    return Advice(
        [path],
        [
            [path, *(part for each in meant for part in ("--answer", each))],
            [path, "--mapping", by_side],
        ],
        Filling(),
    )


def unlike(desk: Desk, count: int) -> Advice:
    """Questions of which nothing but their places tells that they belong together."""
    words = ("Lift Heat", "Door Roof", "Lamp Rail", "Seat Rack", "Horn Bell")[:count]
    header = ["Nr", *(word for pair in words for word in pair.split())]
    path = desk.csv([header, *([n, *[LIKE, DISLIKE] * count] for n in range(4))])
    letters = "BCDEFGHIJK"
    features = [(f"Thing {n}", letters[2 * n], letters[2 * n + 1]) for n in range(count)]
    blocks = "".join(
        f'[[feature]]\nname = "{name}"\nfunctional = "{f}"\ndysfunctional = "{d}"\n'
        for name, f, d in features
    )
    return Advice(
        [path], [[path, "--accept-pairs"], [path, "--mapping", desk.text(blocks)]], Filling()
    )


@advice("pairs_by_position")
def _(desk: Desk) -> Advice:
    return unlike(desk, 2)


@advice("pairs_by_position_more")
def _(desk: Desk) -> Advice:
    return unlike(desk, 5)


@advice("is_report")
def _(desk: Desk) -> Advice:
    source, report = desk.csv(BUS), desk.folder / "report.xlsx"
    assert kano("analyse", source, "-o", report, "--quiet").code == 0
    summary = "\n".join(str(v) for sheet in cell_values(report).values() for v in sheet.values())
    assert source.name in summary
    return Advice([report], [[source]])


@advice("is_waves_report")
def _(desk: Desk) -> Advice:
    report = desk.folder / "waves.xlsx"
    waves = [desk.csv([BUS[0], *BUS[1:] * times]) for times in (2, 3)]
    assert kano("compare", *waves, "-o", report, "--quiet").code == 0
    named = "\n".join(str(v) for v in cell_values(report)["Waves"].values())
    assert all(each.name in named for each in waves)
    return Advice([report], [[each] for each in waves])


@advice("is_planning")
def _(desk: Desk) -> Advice:
    plan = desk.folder / "plan.xlsx"
    assert kano("plan", "priority-matrix", "-o", plan, "--language", "en").code == 0
    return Advice([plan], [[desk.xlsx({"Answers": BUS})]])


@advice("template_empty")
def _(desk: Desk) -> Advice:
    empty, full = desk.folder / "template.xlsx", desk.folder / "full.xlsx"
    assert kano("template", "-o", empty, "--language", "en").code == 0
    fill(empty, full, survey_cells("en", ["Bus"], [[1, 5], [2, 5], [1, 3]]))
    return Advice([empty], [[desk.opened(full)]])


def renumbered(desk: Desk, changed: dict[str, Typed], pasted: dict[str, Typed]) -> Advice:
    """A template with two features, of which some cells were changed."""
    empty, wrong, right = (desk.folder / f"{name}.xlsx" for name in ("empty", "wrong", "right"))
    assert kano("template", "-o", empty, "--language", "en").code == 0
    cells = survey_cells("en", ["Bus", "Car"], [[1, 5, 3, 5], [2, 5, 1, 3], [1, 3, 3, 5]])
    fill(empty, right, cells)
    cells["Features"] |= changed
    cells["Responses"] |= pasted
    fill(empty, wrong, cells)
    return Advice([desk.opened(wrong)], [[desk.opened(right)]])


@advice("number_missing")
def _(desk: Desk) -> Advice:
    return renumbered(desk, {"B47": "Van"}, {})


@advice("number_twice")
def _(desk: Desk) -> Advice:
    return renumbered(desk, {"A8": 1}, {"A4": "ID"})


@advice("number_lost")
def _(desk: Desk) -> Advice:
    return renumbered(desk, {"A8": None, "B8": None}, {})


@advice("number_nameless")
def _(desk: Desk) -> Advice:
    named, left = renumbered(desk, {"B8": None}, {}), desk.folder / "left.xlsx"
    fill(desk.folder / "empty.xlsx", left, survey_cells("en", ["Bus"], [[1, 5], [2, 5], [1, 3]]))
    return Advice(named.refused, [*named.followed, [desk.opened(left)]])


@advice("totals_ambiguous")
def _(desk: Desk) -> Advice:
    path = desk.csv([["Sujet", "A", "P", "O", "I"], ["Bus", 5, 10, 20, 4], ["Car", 24, 4, 2, 9]])
    names = {"feature": "A", "A": "B", "M": "D", "O": "C", "I": "E"}
    layout = 'layout = "totals"\n[columns]\n'
    lines = "".join(f'{role} = {{ column = "{at}" }}\n' for role, at in names.items())
    turned = "".join(
        f'{role} = {{ column = "{at}" }}\n' for role, at in {**names, "M": "C", "O": "D"}.items()
    )
    return Advice(
        [path],
        [[path, "--mapping", desk.text(layout + each)] for each in (lines, turned)],
        Filling(roles={"M": "D", "O": "C"}),
    )


LETTERS = [["Nr", "Bus", "Car"], *([n, "AOMIRQA"[n % 7], "OMIAMIR"[n % 7]] for n in range(12))]


@advice("letters_ambiguous")
def _(desk: Desk) -> Advice:
    rows = [LETTERS[0], *([n, "OPAI"[n % 4], "PAIO"[n % 4]] for n in range(12))]
    mended = [[str(c).translate(str.maketrans("OP", "MO")) for c in row] for row in rows[1:]]
    return Advice([desk.csv(rows)], [[desk.csv([rows[0], *mended])]])


@advice("letter_unknown")
def _(desk: Desk) -> Advice:
    wrong = [*LETTERS, [12, "what", "A"]]
    return Advice(
        [desk.csv(wrong)],
        [[desk.csv([*LETTERS, [12, letter, "A"]])] for letter in ("A", "Q", "")],
    )


@advice("no_categories")
def _(desk: Desk) -> Advice:
    rows = [["", "Bus", "Car"], *zip("AAMI", (1, 2, 3, 4), (4, 3, 2, 1), strict=True)]
    mended = [["", "Bus", "Car"], *zip("AOMI", (1, 2, 3, 4), (4, 3, 2, 1), strict=True)]
    mapping = desk.text(
        'layout = "totals_across"\nheader_row = 1\n[columns]\ncategory = "A"\n'
        '[[feature]]\nname = "Bus"\ncolumn = "B"\n'
    )
    return Advice(
        [desk.csv(rows), "--mapping", mapping],
        [[desk.csv(mended), "--mapping", mapping], [desk.csv(mended)]],
    )


SHARES = [["Feature", "A", "O", "M", "I"], ["Bus", 10, 30, 50, 10], ["Car", 60, 20, 5, 15]]


@advice("shares_need_respondents")
def _(desk: Desk) -> Advice:
    path = desk.csv(SHARES)
    return Advice([path], [[path, "--respondents", "40"], [path, "--respondents", "100"]])


@advice("count_not_whole")
def _(desk: Desk) -> Advice:
    wrong = [SHARES[0], ["Bus", 1, 2, "many", 4]]
    mended = [[desk.csv([SHARES[0], ["Bus", 1, 2, there, 4]])] for there in (1234, "1,234")]
    return Advice([desk.csv(wrong)], mended)


@advice("counts_are_shares")
def _(desk: Desk) -> Advice:
    shares = desk.csv([SHARES[0], ["Bus", 0.1, 0.3, 0.5, 0.1], ["Car", 0.6, 0.2, 0.05, 0.15]])
    people = desk.csv([SHARES[0], ["Bus", 4, 12, 20, 4], ["Car", 24, 8, 2, 6]])
    return Advice([shares], [[shares, "--respondents", "40"], [people]])


COUNTS = [["Feature", *"AOMIRQ"], ["Bus", 3, 40, 0, 1, 0, 0], ["Car", 0, 5, 9, 2, 0, 0]]


@advice("rows_counted")
def _(desk: Desk) -> Advice:
    pairs = [(LIKE, NEUTRAL, 3), (LIKE, DISLIKE, 40), (NEUTRAL, NEUTRAL, 1)]
    header = ["feature", "functional", "dysfunctional"]
    counted = [[*header, "count"], *(["Bus", *pair] for pair in pairs)]
    repeated = [header, *(["Bus", f, d] for f, d, n in pairs for _ in range(n))]
    renamed = [[*header, "x"], *counted[1:]]
    return Advice([desk.csv(counted)], [[desk.csv(rows)] for rows in (repeated, COUNTS, renamed)])


@advice("categories_down")
def _(desk: Desk) -> Advice:
    down = [["Bus", "A", 3], ["Bus", "O", 40], ["Bus", "I", 1], ["Car", "M", 9]]
    letters = [["Bus", "Car"], ["A", "M"], ["O", "M"], ["O", "I"]]
    return Advice(
        [desk.csv([["feature", "category", "count"], *down])],
        [[desk.csv(COUNTS)], [desk.csv(letters)]],
    )


@advice("all_hidden")
def _(desk: Desk) -> Advice:
    hidden = desk.xlsx({"Answers": BUS}, hidden=range(2, len(BUS) + 1))
    return Advice([hidden, "--visible"], [[hidden], [desk.xlsx({"Answers": BUS}), "--visible"]])


@advice("answer_choice")
def _(desk: Desk) -> Advice:
    path = desk.csv([BUS[0], *[[LIKE, "Zap"], [NEUTRAL, "Zap"], [MUST, NEUTRAL]] * 3])
    return Advice([path, "--answer", "Zap"], [[path, "--answer", "Zap=dislike"]])


@advice("one_side_missing")
def _(desk: Desk) -> Advice:
    lone = [[*row, LIKE] for row in BUS]
    lone[0][2] = "Wi-Fi [F]"
    whole = [[*row, DISLIKE] for row in lone]
    whole[0][3] = "Wi-Fi [D]"
    path = desk.csv(lone)
    return Advice(
        [path],
        [[desk.csv(whole)], [desk.csv(BUS)], [path, "--mapping", desk.text(FEATURE)]],
        Filling(),
    )


@advice("question_empty")
def _(desk: Desk) -> Advice:
    half = [[*row, LIKE, ""] for row in BUS]
    half[0][2:] = ["Wi-Fi [F]", "Wi-Fi [D]"]
    whole = [half[0], *([*row[:3], DISLIKE] for row in half[1:])]
    return Advice([desk.csv(half)], [[desk.csv(whole)], [desk.csv(BUS)]])


@advice("duplicate_feature")
def _(desk: Desk) -> Advice:
    twice = [[*row, *row] for row in BUS]
    renamed = [[*BUS[0], "Tram [F]", "Tram [D]"], *twice[1:]]
    return Advice([desk.csv(twice)], [[desk.csv(renamed)], [desk.csv(BUS)]])


@advice("features_unnamed")
def _(desk: Desk) -> Advice:
    rows = [[*row, *row] for row in BUS[1:]]
    path = desk.csv([["With it", "Without it", "With it2", "Without it2"], *rows])
    named = desk.csv([["Bus [F]", "Bus [D]", "Tram [F]", "Tram [D]"], *rows])
    filling = Filling(features=(("Bus", "A", "B"), ("Tram", "C", "D")))
    return Advice([path], [[named]], filling)


@advice("numbers_from_zero")
def _(desk: Desk) -> Advice:
    path = desk.csv([BUS[0], *[[0, 4], [1, 4], [0, 2], [2, 2], [0, 3]] * 2])
    named = enumerate(("like", "must-be", "neutral", "live-with", "dislike"))
    every = [part for n, meaning in named for part in ("--answer", f"{n}={meaning}")]
    return Advice(
        [path], [[path, "--answer", "0=like"], [path, "--answer", "0=none"], [path, *every]]
    )


@advice("numbers_beyond")
def _(desk: Desk) -> Advice:
    path = desk.csv([BUS[0], *[[1, 7], [2, 6], [3, 5], [4, 4], [1, 7]] * 2])
    seven = ("like", "like", "must-be", "neutral", "live-with", "dislike", "dislike")
    said = [p for n, meaning in enumerate(seven, 1) for p in ("--answer", f"{n}={meaning}")]
    return Advice([path], [[path, *said], [desk.csv(BUS)]])


@advice("respondents_across")
def _(desk: Desk) -> Advice:
    names = ["Feature", "Bus", "Bus", "Car", "Car"]
    sides = ["Side", "F", "D", "F", "D"]
    people = [["R1", LIKE, DISLIKE, LIKE, LIVE], ["R2", MUST, DISLIKE, NEUTRAL, NEUTRAL]]
    turned = [names, sides, *people, ["R3", LIKE, NEUTRAL, LIKE, DISLIKE]]
    return Advice([desk.csv(list(zip(*turned, strict=True)))], [[desk.csv(turned)]])


def one_sided(desk: Desk, side: int) -> Advice:
    header = ["feature", "functional", "dysfunctional"]
    good = [["Bus", *row] for row in BUS[1:]]
    lone = ["Car", LIKE, DISLIKE]
    whole = [header, *good, lone]
    lacking = [header, *good, [cell if n != side else "" for n, cell in enumerate(lone)]]
    return Advice([desk.csv(lacking)], [[desk.csv(whole)], [desk.csv([header, *good])]])


@advice("feature_without_functional")
def _(desk: Desk) -> Advice:
    return one_sided(desk, 1)


@advice("feature_without_dysfunctional")
def _(desk: Desk) -> Advice:
    return one_sided(desk, 2)


@advice("answer_ambiguous")
def _(desk: Desk) -> Advice:
    # None of today's lists contradicts another, so a list that does is added.
    lists = known_wordings()
    odd = replace(lists, lists={**lists.lists, "odd": {"tolerate it": 3}})
    desk.patch(meanings, "known_wordings", lambda: odd)
    path = desk.csv([BUS[0], *[["Tolerate it", "5"]] * 4])
    return Advice([path], [[path, "--answer", "tolerate it=live-with"]])


@advice("mixed_totals")
def _(desk: Desk) -> Advice:
    counts = desk.csv([SHARES[0], ["Bus", 1, 2, 3, 4]])
    single = desk.csv(BUS)
    return Advice([single, counts], [[single], [counts]])


@advice("nobody_left")
def _(desk: Desk) -> Advice:
    header = [f"{name} [{side}]" for name in ("Bus", "Car", "Tram") for side in "FD"]
    path = desk.csv([header, [LIKE] * 6, [NEUTRAL] * 6])
    return Advice(
        [path, "--exclude", "duplicates", "--exclude", "straight-lining"],
        [[path, "--exclude", "duplicates"], [path]],
    )


def mapped(desk: Desk, wrong: str, *right: str, survey: Rows = BUS) -> Advice:
    path = desk.csv(survey)
    return Advice(
        [path, "--mapping", desk.text(wrong)],
        [[path, "--mapping", desk.text(each)] for each in right],
        Filling(),
        [path],
    )


@advice("mapping_unreadable")
def _(desk: Desk) -> Advice:
    path, missing = desk.csv(BUS), desk.folder / "none.toml"
    latin = desk.folder / "latin.toml"
    latin.write_bytes("# für\n".encode("cp1252") + FEATURE.encode())
    good = desk.text("# für\n" + FEATURE)
    assert kano("analyse", path, "--mapping", latin, "--json", "-").code == 2
    return Advice([path, "--mapping", missing], [[path, "--mapping", good]])


@advice("mapping_not_toml")
def _(desk: Desk) -> Advice:
    return mapped(desk, FEATURE.replace('"Bus"', "“Bus”"), FEATURE)


@advice("mapping_absurd")
def _(desk: Desk) -> Advice:
    return mapped(desk, f"header_row = {'9' * 5000}\n{FEATURE}", FEATURE)


@advice("mapping_layout")
def _(desk: Desk) -> Advice:
    return mapped(desk, f'layout = "colums"\n{FEATURE}', f'layout = "columns"\n{FEATURE}')


@advice("mapping_key")
def _(desk: Desk) -> Advice:
    return mapped(desk, f"head_row = 1\n{FEATURE}", f"header_row = 1\n{FEATURE}", FEATURE)


@advice("mapping_key_missing")
def _(desk: Desk) -> Advice:
    return mapped(desk, FEATURE.replace('dysfunctional = "B"\n', ""), FEATURE)


@advice("mapping_value")
def _(desk: Desk) -> Advice:
    return mapped(desk, FEATURE.replace('"A"', "1"), FEATURE)


@advice("mapping_empty")
def _(desk: Desk) -> Advice:
    return mapped(desk, 'layout = "columns"\n', f'layout = "columns"\n{FEATURE}', FEATURE)


@advice("mapping_answer")
def _(desk: Desk) -> Advice:
    answers = [f'{FEATURE}[answers]\n"Zap" = {code}\n' for code in ('"great"', *range(6))]
    return mapped(desk, *answers)


@advice("mapping_name_twice")
def _(desk: Desk) -> Advice:
    survey = [[*row, *row] for row in BUS]
    second = FEATURE.replace('"A"', '"C"').replace('"B"', '"D"')
    survey[0] = [*BUS[0], "Tram [F]", "Tram [D]"]
    renamed = FEATURE + second.replace("Bus", "Tram")
    return mapped(desk, FEATURE + second, renamed, survey=survey)


@advice("mapping_column_twice")
def _(desk: Desk) -> Advice:
    return mapped(desk, FEATURE.replace('"B"', '"A"'), FEATURE)


@advice("mapping_column_unknown")
def _(desk: Desk) -> Advice:
    named = FEATURE.replace('"A"', '"Bus [F]"')
    return mapped(desk, named.replace("Bus [F]", "Buss (F)"), named)


@advice("mapping_letter_unknown")
def _(desk: Desk) -> Advice:
    return mapped(desk, FEATURE.replace('"B"', '"Z"'), FEATURE, FEATURE.replace('"B"', '"Bus [D]"'))


def section() -> dict[str, str]:
    """Code → English text, of the catalogue's two sections about surveys and mapping files."""
    folder = resources.files("kano_xl.languages") / "en" / "problems.toml"
    found, inside = {}, False
    for line in folder.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            inside = line in ("# surveys", "# mapping files")
        elif inside and (entry := re.match(r'(\w+) = "(.*)"$', line)):
            found[entry[1]] = entry[2]
    return found


def refusals() -> list[str]:
    return [code for code in section() if code not in REMARKS]


def test_every_refusal_has_its_case() -> None:
    assert len(section()) > 60
    assert sorted(CASES) == sorted(refusals())


def test_remarks_are_never_raised() -> None:
    """A remark that becomes an error needs a case here."""
    raised = set()
    for path in Path(survey_package.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id.endswith("Error") and node.args:
                raised |= {
                    part.value
                    for part in ast.walk(node.args[0])
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }
    assert {"no_survey", "no_pairs"} <= raised
    assert not raised & REMARKS


def pattern(code: str, language: str) -> re.Pattern[str]:
    """The message of a code, whatever its values are, behind any place."""
    # In the catalogues {{ and }} stand for braces.
    names = {name: f"\0{name}\0" for name in re.findall(r"{(\w+)}", section()[code])}
    words = re.escape(text(language, f"problems.{code}", **names))
    return re.compile(rf"(?:[^“]*: )?{re.sub(chr(0) + '[^' + chr(0) + ']+' + chr(0), '.*', words)}")


def analysed(call: Call, language: str = "en") -> tuple[int, str, str]:
    outcome = kano("analyse", *call, "--json", "-", "--language", language)
    return outcome.code, outcome.out, outcome.err


def assert_result(call: Call) -> None:
    code, out, err = analysed(call)
    assert code == 0, err
    found = json.loads(out)
    assert found["features"]
    assert all(sum(feature["counts"].values()) for feature in found["features"])


@pytest.mark.parametrize("code", refusals())
def test_refused_in_one_line_and_the_advice_leads_to_a_result(
    code: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    case = CASES[code](Desk(tmp_path, request))
    for language in LANGUAGES:
        exit_code, out, err = analysed(case.refused, language)
        assert (exit_code, out) == (2, "")
        assert len(err.splitlines()) == 1
        assert pattern(code, language).fullmatch(err.rstrip("\n")), err
    assert case.followed
    for call in case.followed:
        assert_result(call)


def recommends_mapping(code: str) -> bool:
    return "--save-mapping" in section()[code] or "(--mapping)" in section()[code]


def test_what_recommends_a_mapping_says_how_to_fill_it_in() -> None:
    assert {code for code in refusals() if recommends_mapping(code)} >= {
        "no_pairs",
        "answers_unknown",
        "pairs_by_position",
        "totals_ambiguous",
    }


def filled(saved: str, filling: Filling) -> str:
    """A saved mapping file as a person fills it in."""
    block = '# [[feature]]\n# name = ""\n# functional = ""\n# dysfunctional = ""\n'
    if filling.features:
        assert block in saved
        bare = block.replace("# ", "")
        blocks = [
            bare.replace('name = ""', f'name = "{name}"', 1)
            .replace('\nfunctional = ""', f'\nfunctional = "{functional}"')
            .replace('dysfunctional = ""', f'dysfunctional = "{dysfunctional}"')
            for name, functional, dysfunctional in filling.features
        ]
        saved = saved.replace(block, "\n".join(blocks))
    for role, letter in filling.roles.items():
        assert f'\n{role} = ""\n' in saved
        saved = saved.replace(f'\n{role} = ""\n', f'\n{role} = "{letter}"\n')
    for wording, meaning in filling.answers.items():
        line = f'"{wording}" = ""\n'
        if line in saved:
            saved = saved.replace(line, f'"{wording}" = "{meaning}"\n')
        else:
            saved += f'"{wording}" = "{meaning}"\n'
    assert '\n"" =' not in saved
    return saved


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [c for c in refusals() if recommends_mapping(c)])
def test_a_saved_mapping_filled_in_gives_a_result(
    code: str, language: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    desk = Desk(tmp_path, request)
    case = CASES[code](desk)
    assert case.filling is not None
    call, saved = case.inspected or case.refused, tmp_path / "saved.toml"
    outcome = kano("inspect", *call, "--save-mapping", saved, "--language", language)
    assert outcome.code == 0, outcome.err
    mapping = desk.text(filled(saved.read_text(encoding="utf-8"), case.filling))
    assert_result([*call, "--mapping", mapping])


def test_the_advice_of_hidden_wordings_can_be_followed(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Too few people gave them for the program to show them; whoever has the file sees them."""
    desk = Desk(tmp_path, request)
    path = desk.csv([BUS[0], [LIKE, "Zap"], [LIKE, "Zip"], [MUST, DISLIKE], [LIKE, DISLIKE]])
    code, _, err = analysed([path])
    assert code == 2
    assert "B2 (1×), B3 (1×)" in err
    assert "Zap" not in err
    saved = tmp_path / "saved.toml"
    assert kano("inspect", path, "--save-mapping", saved).code == 0
    content = saved.read_text(encoding="utf-8")
    assert "Zap" not in content
    for cell, wording in {"B2": "Zap", "B3": "Zip"}.items():
        line = re.compile(rf'^# "…" = ""\s+# {cell}$', re.MULTILINE)
        assert line.search(content)
        content = line.sub(f'"{wording}" = "dislike"', content)
    assert_result([path, "--mapping", desk.text(content)])
