"""What a feature's result consists of, declared once.

A `Measure` says what it is for a feature, what kind of thing that is, where it is shown and by
which live formula. Its title is the text ``report.column.<key>``, its definition the text
``report.method.term.<term>``. Tables, ``KANO_TABLE``, JSON, data frames, the terminal and the
sheet on the method select from `MEASURES` by `shown_in`: so they agree, and a new measure is
one entry and its two texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter
from statistics import NormalDist
from types import MappingProxyType
from typing import Any

from kano_xl.choices import RULES, Rules
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.categories import CATEGORIES

JSON = "json"
"""Each feature in the JSON of ``analyse``, after its name."""

PRIORITIES, COUNTS, COEFFICIENTS, SCORES = "priorities", "counts", "coefficients", "scores"
"""The tables of every report with a row per feature, by their keys."""

SATISFACTION = "satisfaction"
"""The table of how satisfied people are today, where they were asked."""

RESULTS = "results"
"""The block of results that formulas of the user's refer to."""

FUNCTION = "function"
"""What ``KANO_TABLE`` gives. More columns would spill into cells of who uses it already."""

TERMINAL = "terminal"
"""The table on the terminal."""

RECORD = "record"
"""The kind of a measure that is several values at once: for JSON, not for a column."""


@dataclass(frozen=True, slots=True)
class LiveFormula:
    """By which formula the tables of a report calculate a measure.

    Attributes:
        template: the template of the formula under some rules, with whole names of columns as
            in ``{counts.A}``; see `kano_xl.report.report.Formula`.
        over: the template of what it divides by: where that is 0 the measure is undefined. "" for
            one that is always defined.
    """

    template: Callable[[Rules], str]
    over: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is said of a feature.

    Attributes:
        key: its name, of columns, in JSON, in data frames and in the catalogues.
        kind: one of `kano_xl.report.report.KINDS`, or `RECORD`.
        value: what it is for a feature, the same in every language: a letter for a category, a
            neutral word for a verdict. None is 'undefined'.
        places: where it is shown, out of `JSON`, `COUNTS`, `TERMINAL` and the others.
        formula: how tables calculate it; None where they hold its value.
        words: the catalogue of what its values are called; "" where they are shown as they are.
        term: the key of its definition, which several may share; "" for its own key.
    """

    key: str
    kind: str
    value: Callable[[FeatureResult], Any]
    places: tuple[str, ...]
    formula: LiveFormula | None = None
    words: str = ""
    term: str = ""

    @property
    def title(self) -> str:
        """The text that heads its column; it may ask for ``level``: of intervals, in percent."""
        return f"report.column.{self.key}"

    @property
    def definition(self) -> str:
        """The text that says what it is; "" for a record, of which the parts have one."""
        return "" if self.kind == RECORD else f"report.method.term.{self.term or self.key}"


def shown_in(place: str) -> tuple[Measure, ...]:
    """The measures that a place shows, in its order.

    What a place has always shown has its order there; others follow in the order of `MEASURES`.
    """
    measures = {measure.key: measure for measure in MEASURES if place in measure.places}
    first = [key for key in _FIRST.get(place, ()) if key in measures]
    return tuple(measures[key] for key in dict.fromkeys((*first, *measures)))


def scalars() -> tuple[Measure, ...]:
    """The measures that are one value each, wherever they are shown."""
    return tuple(measure for measure in MEASURES if measure.kind != RECORD)


def _field(key: str, kind: str, *places: str, **more: Any) -> Measure:
    """A measure that is a field of `FeatureResult`."""
    return Measure(key, kind, attrgetter(key), places, **more)


def _record(key: str) -> Measure:
    return _field(key, RECORD, JSON)


def _part(key: str, kind: str, record: str, part: str, *places: str, **more: Any) -> Measure:
    """A measure that is a part of a record, undefined where that is."""

    def value(result: FeatureResult) -> Any:
        whole = getattr(result, record)
        return None if whole is None else getattr(whole, part)

    return Measure(key, kind, value, places, **more)


def _end(key: str, kind: str, interval: str, index: int, *places: str, **more: Any) -> Measure:
    """A measure that is the lower or the upper end of an interval."""

    def value(result: FeatureResult) -> Any:
        whole = getattr(result, interval)
        return None if whole is None else whole[index]

    return Measure(key, kind, value, places, **more)


def _count(letter: str) -> Measure:
    def value(result: FeatureResult) -> int:
        return result.counts[letter]

    return Measure(letter, "count", value, (COUNTS, FUNCTION), term="counts")


def _share(letter: str) -> Measure:
    def value(result: FeatureResult) -> float | None:
        return result.shares.get(letter)

    formula = _over("{counts.n}", f"{{counts.{letter}}}/{{counts.n}}")
    return Measure(f"share_{letter}", "share", value, (COUNTS,), formula, term="counts")


def _by_rule(rule: str) -> Measure:
    def value(result: FeatureResult) -> str | None:
        return result.categories[rule]

    return Measure(f"rule_{rule}", "letter", value, (COUNTS,), term="category")


def _stability(result: FeatureResult) -> float | None:
    if result.category is None or result.probability is None:
        return None
    return result.probability[result.category]


def _fong(result: FeatureResult) -> str | None:
    if result.top_two is None:
        return None
    return "differ" if result.top_two.fong.significant else "same"


def _always(template: str) -> LiveFormula:
    return LiveFormula(lambda rules: template)


def _over(denominator: str, template: str) -> LiveFormula:
    return LiveFormula(lambda rules: template, denominator)


_TRIALS, _TRIALS_AND_R = "{coefficients.trials}", "{coefficients.trials}+{counts.R}"
_BETTER, _WORSE = "{coefficients.better}", "{coefficients.worse}"
_TOTAL, _AVERAGE = "{coefficients.total_satisfaction}", "{coefficients.average_satisfaction}"


def _error(variance: str) -> LiveFormula:
    """A standard error from the variance of one answer; what rounding leaves below 0 is 0."""
    return _over(_TRIALS, f"SQRT(MAX(0,{variance})/{_TRIALS})")


def _lower(share: str, sign: str = "") -> LiveFormula:
    """The lower end of Wilson's interval of a share of the trials; ``sign`` "-" turns it over."""
    return LiveFormula(lambda rules: f"{sign}MAX(0,{_bound(share, rules, '-')})", _TRIALS)


def _upper(share: str, sign: str = "") -> LiveFormula:
    """The upper end of Wilson's interval of a share of the trials; ``sign`` "-" turns it over."""
    return LiveFormula(lambda rules: f"{sign}MIN(1,{_bound(share, rules, '+')})", _TRIALS)


def _bound(share: str, rules: Rules, side: str) -> str:
    z = NormalDist().inv_cdf(0.5 + rules.confidence / 2)
    spread = f"SQRT(({share})*(1-({share}))/{_TRIALS}+{z * z!r}/(4*{_TRIALS}*{_TRIALS}))"
    return f"(({share})+{z * z!r}/(2*{_TRIALS}){side}{z!r}*{spread})/(1+{z * z!r}/{_TRIALS})"


def _of_today() -> Iterator[Measure]:
    """What is said of a feature by how satisfied people are with it."""

    def part(key: str, kind: str, name: str, template: str = "") -> Measure:
        formula = _always(template) if template else None
        return _part(
            key, kind, "satisfaction", name, SATISFACTION, formula=formula, term="satisfaction"
        )

    share = "{satisfaction.satisfied_share}"
    known = f"AND(ISNUMBER({share}),ISNUMBER({_BETTER}),ISNUMBER({_WORSE}))"
    whole = f"({_BETTER}-({_WORSE}))"
    yield part("satisfied_n", "count", "n")
    yield part("satisfied_mean", "number", "mean")
    yield part("satisfied_share", "share", "share")
    yield part("position", "coefficient", "position", f'IF({known},{_WORSE}+{share}*{whole},"–")')
    yield part("room", "coefficient", "room", f'IF({known},(1-{share})*{whole},"–")')
    yield part("at_stake", "coefficient", "at_stake", f'IF({known},{share}*{whole},"–")')


_TABLES = (PRIORITIES, COUNTS, COEFFICIENTS, SCORES, SATISFACTION, RESULTS, FUNCTION, TERMINAL)
_LEADING = (JSON, COEFFICIENTS, RESULTS, FUNCTION, TERMINAL)
_INTERVALS = (COEFFICIENTS, RESULTS, FUNCTION)

MEASURES: tuple[Measure, ...] = (
    Measure("feature", "text", attrgetter("name"), _TABLES),
    _field(
        "n",
        "count",
        *(JSON, COUNTS, RESULTS, FUNCTION, TERMINAL),
        formula=_always("+".join(f"{{counts.{letter}}}" for letter in CATEGORIES)),
        term="answers",
    ),
    _field("missing", "count", JSON, COUNTS, FUNCTION, term="answers"),
    Measure(
        "trials",
        "count",
        lambda result: sum(result.counts[letter] for letter in "AOMI"),
        (COEFFICIENTS,),
        _always("{counts.A}+{counts.O}+{counts.M}+{counts.I}"),
        term="answers",
    ),
    _record("counts"),
    *map(_count, CATEGORIES),
    *map(_share, CATEGORIES),
    _record("pairs"),
    _field("category", "category", JSON, *_TABLES, words="names.category"),
    _record("categories"),
    *map(_by_rule, RULES),
    _field(
        "better",
        "coefficient",
        *_LEADING,
        formula=_over(_TRIALS, f"({{counts.A}}+{{counts.O}})/{_TRIALS}"),
    ),
    _record("better_interval"),
    _end(
        "better_low",
        "coefficient",
        *("better_interval", 0),
        *_INTERVALS,
        formula=_lower(_BETTER),
        term="interval",
    ),
    _end(
        "better_high",
        "coefficient",
        *("better_interval", 1),
        *_INTERVALS,
        formula=_upper(_BETTER),
        term="interval",
    ),
    _field(
        "worse",
        "coefficient",
        *_LEADING,
        formula=_over(_TRIALS, f"-({{counts.O}}+{{counts.M}})/{_TRIALS}"),
    ),
    _record("worse_interval"),
    _end(
        "worse_low",
        "coefficient",
        *("worse_interval", 0),
        *_INTERVALS,
        formula=_upper(f"-{_WORSE}", "-"),
        term="interval",
    ),
    _end(
        "worse_high",
        "coefficient",
        *("worse_interval", 1),
        *_INTERVALS,
        formula=_lower(f"-{_WORSE}", "-"),
        term="interval",
    ),
    _field("category_strength", "share", JSON, COUNTS, FUNCTION),
    _field("total_strength", "share", JSON, COUNTS, FUNCTION),
    _record("top_two"),
    _part("exact_p", "p_value", "top_two", "p", COUNTS, FUNCTION),
    Measure("fong", "label", _fong, (COUNTS,), words="report.fong"),
    _record("probability"),
    Measure("stability", "probability", _stability, (COUNTS, FUNCTION)),
    _record("score"),
    Measure(
        "score_n",
        "count",
        lambda result: 0 if result.score is None else result.score.n,
        (SCORES,),
        term="scores",
    ),
    *(
        _part(f"{side}_{figure}", "number", "score", f"{side}_{figure}", SCORES, term="scores")
        for side in ("functional", "dysfunctional")
        for figure in ("mean", "sd", "se")
    ),
    _record("importance"),
    _part("mean_importance", "number", "importance", "mean", COUNTS, term="importance"),
    _field("rank", "rank", JSON, COEFFICIENTS, SCORES, RESULTS, FUNCTION, TERMINAL),
    _record("tied"),
    _field(
        "verdict",
        "label",
        *(JSON, PRIORITIES, COUNTS, RESULTS, FUNCTION, TERMINAL),
        words="names.verdict",
    ),
    _field("rival", "letter", JSON, term="verdict"),
    _field("more_answers", "count", JSON),
    _field(
        "total_satisfaction",
        "coefficient",
        *(JSON, COEFFICIENTS),
        formula=_over(_TRIALS, f"{_BETTER}+{_WORSE}"),
    ),
    _field(
        "average_satisfaction",
        "coefficient",
        *(JSON, COEFFICIENTS),
        formula=_over(_TRIALS, f"({_BETTER}-{_WORSE})/2"),
    ),
    _field(
        "better_with_reversals",
        "coefficient",
        *(JSON, COEFFICIENTS),
        formula=_over(_TRIALS_AND_R, f"({{counts.A}}+{{counts.O}}-{{counts.R}})/({_TRIALS_AND_R})"),
        term="with_reversals",
    ),
    _field(
        "worse_with_reversals",
        "coefficient",
        *(JSON, COEFFICIENTS),
        formula=_over(
            _TRIALS_AND_R, f"-({{counts.O}}+{{counts.M}}-{{counts.R}})/({_TRIALS_AND_R})"
        ),
        term="with_reversals",
    ),
    _record("rank_interval"),
    _end("rank_low", "rank", "rank_interval", 0, COEFFICIENTS, term="rank_interval"),
    _end("rank_high", "rank", "rank_interval", 1, COEFFICIENTS, term="rank_interval"),
    _field(
        "better_se",
        "error",
        *(JSON, COEFFICIENTS),
        formula=_error(f"{_BETTER}*(1-{_BETTER})"),
        term="standard_errors",
    ),
    _field(
        "worse_se",
        "error",
        *(JSON, COEFFICIENTS),
        formula=_error(f"-{_WORSE}*(1+{_WORSE})"),
        term="standard_errors",
    ),
    _field(
        "total_satisfaction_se",
        "error",
        *(JSON, COEFFICIENTS),
        formula=_error(f"({{counts.A}}+{{counts.M}})/{_TRIALS}-{_TOTAL}*{_TOTAL}"),
        term="standard_errors",
    ),
    _field(
        "average_satisfaction_se",
        "error",
        *(JSON, COEFFICIENTS),
        formula=_error(
            f"({{counts.A}}+4*{{counts.O}}+{{counts.M}})/(4*{_TRIALS})-{_AVERAGE}*{_AVERAGE}"
        ),
        term="standard_errors",
    ),
    _part("p_holm", "p_value", "top_two", "p_holm", COUNTS),
    _field("deciding_p", "p_value", JSON, COUNTS),
    *_of_today(),
)
"""All measures. A new one stands last, so that the columns of a table keep their places: a
workbook of an earlier version is updated only where they do."""

_FIRST: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        PRIORITIES: ("feature", "category", "verdict"),
        COUNTS: (
            *("feature", "category", "verdict", "stability", *CATEGORIES),
            *("n", "missing", "mean_importance"),
        ),
        COEFFICIENTS: ("rank", "feature", "category"),
        SCORES: ("rank", "feature", "category"),
        SATISFACTION: ("feature", "category"),
        RESULTS: ("feature", "category", "verdict"),
        FUNCTION: ("feature", "category", "rank", "verdict", "stability", "n", "missing"),
        TERMINAL: ("rank", "feature", "category", "verdict", "better", "worse"),
    }
)
"""What the tables of some places begin with."""
