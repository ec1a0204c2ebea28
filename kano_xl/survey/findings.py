"""What is not certain about a survey, a line for each kind of trouble, the most serious first.

Problems come one by one, a respondent or a wording each. People want to know what is wrong, how
often, where it begins and what mends it: that is a `Remark`. The sheet of data checks, the
terminal and Excel's message all show the same ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kano_xl.errors import COMMAND_LINE, Place, Problem
from kano_xl.languages import text
from kano_xl.survey.survey import Source

PLACES_SHOWN = 3
"""So many of its cells a finding names."""

MOST_ALIKE = 20
"""So many findings of one code are told one by one; of the rest only the number."""

_MORE = "_more"

_KINDS = {
    "files": "file_left_out features_alike files_skipped_twice files_skipped_report "
    "files_skipped_other_kind files_skipped_lock files_skipped_folder",
    "pairs": "pairs_contrary pair_uncertain pair_turned numbers_to_three numbers_to_four",
    "answers": "answer_unreadable answer_unreadable_hidden side_unreadable respondent_blank "
    "formula_without_result answers_missing importance_unreadable satisfaction_unreadable "
    "answer_slip",
    "questions": "feature_questionable",
    "people": "respondent_elsewhere respondent_duplicate respondent_questionable "
    "respondent_straight respondent_both_sides respondent_duplicate_excluded "
    "respondent_questionable_excluded respondent_straight_excluded",
    "table": "weights_uneven weights_uneven_group features_differ column_without_partner "
    "row_without_feature rows_without_feature rows_hidden column_of_weights "
    "question_repeated column_empty row_of_sums column_changes group_unknown_left_out "
    "group_unknown groups_pooled features_too_few weight_missing weight_missing_few "
    "where_kept where_kept_some waves_other_people wave_read_already "
    "counts_from_shares frame_only_counted",
}
_ORDER = {
    code: (kind, rank)
    for rank, (kind, code) in enumerate(
        (kind, code) for kind, codes in _KINDS.items() for code in codes.split()
    )
}
CODES = tuple(_ORDER)
"""The codes of what may be found, the most serious first."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong in one way, wherever it is.

    Attributes:
        problem: the first of its kind, with the number of cells or respondents as ``n``.
        places: where it is, as far as that is known; the first come first.
        n: how many cells, respondents or whatever it is that are concerned.
        alike: how many more findings of this code there are, which are not told; the last
            finding of its code bears it.
    """

    problem: Problem
    places: tuple[Place, ...]
    n: int
    alike: int = 0

    @property
    def kind(self) -> str:
        """A key of ``check.kind``."""
        return _order(self.problem)[0]

    def found(self, language: str) -> str:
        """What was found, and what it counts as."""
        return self.problem.found(language)

    def mend(self, language: str, where: str = COMMAND_LINE) -> str:
        """What mends it, for somebody who is there; "" where nothing has to be mended."""
        return self.problem.mend(language, where)

    def where(self, language: str, source: Source | None = None) -> str:
        """The first of its cells, and how many more there are.

        Files and sheets are named where a survey has several, or nothing is known of it.
        """
        single = source is not None and len(source.files) <= 1
        cells = [place.cell or "" for place in self.places]
        if not cells[0]:
            return "" if single else str(self.places[0])
        shown = cells[:PLACES_SHOWN]
        if not single:
            shown[0] = str(self.places[0])
        named = text(language, "report.list.separator").join(shown)
        more = self.n - len(shown)
        if self.problem.code not in _OF_CELLS or more <= 0:
            return named
        return text(language, "check.and_more", listed=named, n=more)


_OF_CELLS = frozenset(
    "answer_unreadable answer_slip importance_unreadable satisfaction_unreadable "
    "side_unreadable "
    "row_without_feature row_of_sums respondent_duplicate respondent_straight "
    "respondent_both_sides respondent_questionable respondent_blank "
    "respondent_duplicate_excluded respondent_straight_excluded "
    "respondent_questionable_excluded".split()
)
"""The codes whose ``n`` counts cells or rows, of which the first are known."""


def findings(problems: Iterable[Problem]) -> tuple[Remark, ...]:
    """What the problems of a survey amount to, the most serious first, then the most frequent.

    A problem that only says how many more there are of another code is no finding of its own;
    one that is none of `CODES` comes last.
    """
    merged: dict[object, Remark] = {}
    for problem in problems:
        base = problem.code.removesuffix(_MORE)
        if base != problem.code and base in _ORDER:
            _count_all(merged, base, problem)
        else:
            _merge(merged, problem)
    found = sorted(merged.values(), key=lambda each: (_order(each.problem)[1], -each.n))
    return tuple(_numbered(each) for each in _shortened(found))


def _told(problem: Problem) -> str:
    """The code by which a problem has its place in the order."""
    return problem.key if problem.key in _ORDER else problem.code


def _order(problem: Problem) -> tuple[str, int]:
    """The kind of a problem, and its place among all codes."""
    return _ORDER.get(_told(problem), (list(_KINDS)[-1], len(_ORDER)))


def _merge(merged: dict[object, Remark], problem: Problem) -> None:
    n = problem.values.get("n", 1)
    assert isinstance(n, int)
    # What a finding says in words tells it from others; how often it came does not.
    said = tuple(
        sorted((name, str(value)) for name, value in problem.values.items() if name != "n")
    )
    key = (problem.code, said, None if problem.code in _OF_CELLS else problem.place)
    before = merged.get(key)
    if before is None:
        merged[key] = Remark(problem, (problem.place,), n)
    else:
        merged[key] = replace(before, places=(*before.places, problem.place), n=before.n + n)


def _count_all(merged: dict[object, Remark], base: str, more: Problem) -> None:
    """Take over how many there are in all, where only the first were listed."""
    total = more.values.get("n")
    for key, each in merged.items():
        if each.problem.code == base and not each.problem.values.get("answer"):
            merged[key] = replace(each, n=total if isinstance(total, int) else each.n)


def _shortened(found: Sequence[Remark]) -> list[Remark]:
    kept: list[Remark] = []
    for code in dict.fromkeys(_told(each.problem) for each in found):
        alike = [each for each in found if _told(each.problem) == code]
        kept += alike[:MOST_ALIKE]
        if len(alike) > MOST_ALIKE:
            kept[-1] = replace(kept[-1], alike=len(alike) - MOST_ALIKE)
    return kept


def _numbered(finding: Remark) -> Remark:
    """The finding whose words say how often it came."""
    problem = finding.problem
    if problem.code not in _OF_CELLS:
        return finding
    return replace(finding, problem=replace(problem, values={**problem.values, "n": finding.n}))
