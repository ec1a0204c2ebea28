"""Every choice a user has, each declared once.

The command line's flags, the settings sheet with its defined names, and the settings that a
result is told with are made from here; see `kano_xl.kinds`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kano_xl import names
from kano_xl.category_names import STANDARD, category_names, check_different
from kano_xl.kinds import (
    AnyTable,
    Choices,
    ColumnOf,
    Conditions,
    Level,
    NamesOfCategories,
    OneOf,
    OwnWordings,
    Several,
    Share,
    Texts,
    Whole,
    YesNo,
    choices_of,
    declared,
)
from kano_xl.languages import LANGUAGES

TABLE_NAMES = ("standard", "pouliot", "three-level")
"""The evaluation tables that have a name; `kano_xl.model.categories.TABLES` holds them."""

RULES = ("mode", "moai", "cqm")
"""How a feature's category is taken from its counts; see `kano_xl.model.decision`."""

CODES = ("like=1", "like=5")
"""What the numbers 1 to 5 mean: 1 like … 5 dislike, or the other way round."""

USUAL = "usual"
"""Stands beside the words of a choice for “not chosen”, where that has to be a word too."""

ANSWER_NAMES = ("none", "like", "must-be", "neutral", "live-with", "dislike")
"""What an answer may mean, each at its code 0..5; `kano_xl.model.answers` takes them from here."""

EXCLUSIONS = ("duplicates", "straight-lining", "questionable")
"""Respondents that a user may leave out; see `kano_xl.survey.quality`."""

SHEET, FILE = "@sheet", "@file"
"""Stand for the sheet and the file of an answer where a column of groups is asked for."""

QUADRANTS = ("0.5", "mean")
"""Where the map is split into quadrants; see `kano_xl.report.charts.maps`."""

UNCERTAINTY = ("none", "intervals", "ellipses")
"""How the map shows how sure its points are; see `kano_xl.report.charts.uncertainty`."""

_ANALYSE = ("analyse",)
_RESULT = ("analyse", "compare", "plan")
_READ = ("analyse", "inspect", "compare", "plan")
_WEIGHTED = ("analyse", "plan")
"""The commands that take a choice as a flag."""


@dataclass(frozen=True)
class Reading(Choices):
    """How a survey is read.

    Attributes:
        codes: one of `CODES`, chosen for good; None for the usual meaning of numbers, which
            is asked about where the answers speak against it.
        answers: the user's own meaning of wordings: wording → its index in `ANSWER_NAMES`. A
            number is there as its text, ``"7"``.
        sheets: the worksheets to read; none for the one that holds a survey.
        accept_pairs: whether questions that were paired by a guess are taken for pairs.
        visible: whether only what can be seen of a sheet is read.
        respondents: how many people there are, 1 or more; None for what the survey itself says.
        exclude: groups of respondents to leave out, from `EXCLUSIONS`.
        by: the column that tells the group of a respondent, by its header or its letter; `SHEET`
            or `FILE` for where the answers stand; None to take all respondents together.
        where: "COLUMN=VALUE" each: only respondents with this value are counted, or with one of
            these, where a column is named several times.
        weight: the column that tells how much a respondent counts; None for once each.

    Raises:
        SettingsError: a value is not one of those, or out of its range.
    """

    codes: str | None = field(
        default=None,
        metadata=declared(
            OneOf(CODES, unchosen=CODES[0]),
            place=40,
            commands=_READ,
            on_sheet=True,
            in_results=True,
        ),
    )
    answers: Mapping[str, int] = field(
        default_factory=dict,
        hash=False,
        metadata=declared(
            OwnWordings(ANSWER_NAMES), place=80, commands=_READ, flag="answer", on_sheet=True
        ),
    )
    sheets: tuple[str, ...] = field(
        default=(), metadata=declared(Texts("NAME"), place=70, commands=_READ, flag="sheet")
    )
    accept_pairs: bool = field(default=False, metadata=declared(YesNo(), place=90, commands=_READ))
    visible: bool = field(default=False, metadata=declared(YesNo(), place=100, commands=_READ))
    respondents: int | None = field(
        default=None, metadata=declared(Whole(least=1), place=110, commands=_READ)
    )
    exclude: tuple[str, ...] = field(
        default=(),
        metadata=declared(
            Several(EXCLUSIONS), place=120, commands=_RESULT, on_sheet=True, in_results=True
        ),
    )

    by: str | None = field(
        default=None,
        metadata=declared(
            ColumnOf((SHEET, FILE)), place=121, commands=_ANALYSE, on_sheet=True, in_results=True
        ),
    )
    where: tuple[str, ...] = field(
        default=(),
        metadata=declared(
            Conditions("COLUMN=VALUE"),
            place=122,
            commands=_RESULT,
            on_sheet=True,
            in_results=True,
        ),
    )
    weight: str | None = field(
        default=None,
        metadata=declared(
            ColumnOf(), place=123, commands=_WEIGHTED, on_sheet=True, in_results=True
        ),
    )

    @property
    def numbers(self) -> str:
        """What the numbers 1 to 5 mean, one of `CODES`: as chosen, else the usual 1 for like."""
        return CODES[0] if self.codes is None else self.codes


@dataclass(frozen=True)
class Rules(Choices):
    """How answers become categories, coefficients and verdicts: all that the model is told.

    Attributes:
        table: evaluation table, a name of `TABLE_NAMES` or the
            rows of your own: five strings of five letters or three of three.
        rule: one of `RULES`.
        tie_gap: share of n, 0..1, up to which rule ``moai`` calls the largest counts a tie.
        confidence: level of the intervals, between 0 and 1.
        seed: of everything that is resampled, 0 or more.

    Raises:
        SettingsError: a value is not one of those, or out of its range.
    """

    table: str | tuple[str, ...] = field(
        default=TABLE_NAMES[0],
        metadata=declared(
            AnyTable(TABLE_NAMES), place=10, commands=_RESULT, on_sheet=True, in_results=True
        ),
    )
    rule: str = field(
        default=RULES[0],
        metadata=declared(OneOf(RULES), place=20, commands=_RESULT, on_sheet=True, in_results=True),
    )
    tie_gap: float = field(
        default=0.05,
        metadata=declared(Share(), place=30, commands=_RESULT, on_sheet=True, in_results=True),
    )
    confidence: float = field(
        default=0.95,
        metadata=declared(Level(), place=50, commands=_RESULT, on_sheet=True, in_results=True),
    )
    seed: int = field(default=1984, metadata=declared(Whole(least=0), place=140, in_results=True))


@dataclass(frozen=True)
class Presentation(Choices):
    """How a result is shown.

    Attributes:
        language: one of `kano_xl.languages.LANGUAGES`, for reports and messages.
        scores: whether the report has the sheet of continuous scores.
        category_names: what reports call the categories: one of
            `kano_xl.category_names.sets`, or the user's own names by letter; letters that are
            not given keep the standard name of the language.
        quadrants: one of `QUADRANTS`.
        map_uncertainty: one of `UNCERTAINTY`.

    Raises:
        SettingsError: a value is not one of those, or two categories have the same name.
    """

    language: str = field(
        default="en",
        metadata=declared(OneOf(LANGUAGES), place=60, commands=_READ, on_sheet=True),
    )
    scores: bool = field(default=False, metadata=declared(YesNo(), place=130, commands=_ANALYSE))
    category_names: str | Mapping[str, str] = field(
        default=STANDARD,
        hash=False,
        metadata=declared(
            NamesOfCategories(), place=65, commands=_RESULT, on_sheet=True, in_results=True
        ),
    )
    quadrants: str = field(
        default=QUADRANTS[0],
        metadata=declared(
            OneOf(QUADRANTS), place=132, commands=_ANALYSE, on_sheet=True, in_results=True
        ),
    )
    map_uncertainty: str = field(
        default=UNCERTAINTY[0],
        metadata=declared(
            OneOf(UNCERTAINTY), place=134, commands=_ANALYSE, on_sheet=True, in_results=True
        ),
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        check_different(self.named_categories)

    @property
    def named_categories(self) -> dict[str, str]:
        """Letter → what the category is called in the language that was chosen."""
        return category_names(self.language, self.category_names)


@dataclass(frozen=True)
class Settings(Reading, Rules, Presentation):
    """All choices behind one analysis: how to read, by which rules, how to show.

    It is each of the three records, so it can be given wherever one of them is asked for.

    >>> Settings(rule="cqm", language="zh-Hans").tie_gap
    0.05

    Raises:
        SettingsError: a value is not one of those, or out of its range.
    """


NAMES_OF_SETTINGS = (
    names.SETTINGS,
    names.OWN_TABLE,
    names.ANSWERS,
    names.WORDINGS,
    names.OWN_CATEGORY_NAMES,
    names.CATEGORY_NAMES_IN_USE,
    *(names.of_choice(choice.name) for choice in choices_of(Settings) if choice.cells),
)
"""How the names on a settings sheet begin."""
