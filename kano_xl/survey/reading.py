"""Files in, a `Survey` out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import reduce
from itertools import compress
from operator import add
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kano_xl.choices import Settings
from kano_xl.errors import InputError, KanoError, Place, Problem
from kano_xl.model.cube import CategoryCube
from kano_xl.model.grouping import FEWEST_PEOPLE
from kano_xl.survey.called import columns_in_use, in_use
from kano_xl.survey.choosing import Recognised, choose
from kano_xl.survey.files.formulas import Sought, without_result, without_results
from kano_xl.survey.files.opening import read_sheets
from kano_xl.survey.groups import by_place, merged, split, split_counts
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.layout import Layout, Part
from kano_xl.survey.mapping import Mapping
from kano_xl.survey.people import identities, told_apart
from kano_xl.survey.quality import check, check_people
from kano_xl.survey.quoting import quoted
from kano_xl.survey.sheet import Sheet
from kano_xl.survey.survey import Answers, Feature, Source, Survey, Wording
from kano_xl.survey.who_counts import (
    WhoCounts,
    features_withheld,
    may_leave_out,
    told_again,
    uneven,
    who_counts,
    without_few_ratings,
)

_NOT_THERE = (
    *("no_survey", "no_header", "no_header_long", "no_pairs", "no_answers", "question_empty"),
    "one_side_missing",
    *("column_unknown", "column_meant", "column_none", "where_value", "where_nobody"),
)
"""Refusals for want of something that a formula may have been meant to give."""

_NO_RESULT = "formula_without_result"

_UNWEIGHTED = ("weight_missing", "weight_missing_few")
"""How it is said that some people have no weight."""

Progress = Callable[[str, float], None]
"""Told the stage ("reading", "understanding" or "checking") and the share done, 0..1."""


def read(
    paths: Sequence[Path | str] | Path | str,
    settings: Settings | None = None,
    mapping: Mapping | None = None,
    progress: Progress | None = None,
) -> Survey:
    """The survey in a file, or in several.

    Several files, or sheets that the settings name, are taken as one survey: features of one
    name are one feature.

    Raises:
        InputError: a file, or what stands in it, cannot be used, or something in it is not
            certain and the settings do not say what is meant.
        SettingsError: the mapping does not fit the file.
    """
    instructions, tell = Instructions(settings or Settings(), mapping), progress or _silent
    files = [paths] if isinstance(paths, str | Path) else paths
    found: list[tuple[Recognised, Part]] = []
    for index, path in enumerate(files):
        tell("reading", index / len(files))
        sheets = read_sheets(Path(path), instructions.settings.sheets)
        tell("understanding", index / len(files))
        for each, part in _coded(Path(path), sheets, instructions):
            # The cells are not needed any longer, and they are most of the memory.
            found.append((replace(each, sheet=replace(each.sheet, rows=[])), part))
    tell("checking", 1.0)
    return assemble(found, instructions.settings)


def read_given(
    path: Path, sheets: Sequence[Sheet], settings: Settings, mapping: Mapping | None
) -> Survey:
    """The survey in the sheets of a file that were read already; raises as `read` does."""
    return assemble(list(_coded(path, sheets, Instructions(settings, mapping))), settings)


def _coded(
    path: Path, sheets: Sequence[Sheet], instructions: Instructions
) -> Iterator[tuple[Recognised, Part]]:
    """The sheets of a file with a survey, and what stands in them."""
    with _formulas_told_of(path):
        for each in choose(sheets, instructions):
            part = code(each, instructions)
            yield each, with_results_told(path, each, part, instructions.settings)


@contextmanager
def _formulas_told_of(path: Path) -> Iterator[None]:
    """Tell of formulas without results where these may be why something is not there."""
    try:
        yield
    except KanoError as error:
        reason = with_formulas(error, path)
        if reason is error:
            raise
        raise reason from error


def with_formulas(error: KanoError, path: Path) -> KanoError:
    """A refusal, or the one that a formula has no result where that may be why."""
    place = without_result(path, error.place.sheet) if error.code in _NOT_THERE else None
    return error if place is None else InputError(_NO_RESULT, place)


def results_told_of(
    path: Path, layout: Layout, settings: Settings
) -> tuple[InputError | None, tuple[Problem, ...]]:
    """What is to be said of formulas without results where cells are read.

    In headers, and in columns that tell people apart, that is a refusal, the first of the two;
    among the answers such a cell counts as missing, which a remark says.
    """
    table = layout.table
    if not table.sheet.lacks_results:
        return None, ()
    answers = {column.index for pair in layout.pairs for column in pair.columns}
    others = {each.index for each in columns_in_use(layout, settings)} - answers
    heads, rows = range(table.header_row, table.first_row), range(len(table.sheet.rows))
    other, head, answer = without_results(
        path,
        table.sheet.name,
        [
            Sought(rows[table.header_row :], others),
            Sought(heads, answers),
            Sought(rows[table.first_row :], answers),
        ],
    )
    refused = other or head
    if refused is not None:
        return InputError(_NO_RESULT, refused.first), ()
    return None, () if answer is None else (Problem(_NO_RESULT, answer.first, {"n": answer.n}),)


def with_results_told(path: Path, found: Recognised, part: Part, settings: Settings) -> Part:
    """A part with what `results_told_of` says.

    Raises:
        InputError: ``formula_without_result``.
    """
    if found.layout is None:
        return part
    refusal, problems = results_told_of(path, found.layout, settings)
    if refusal is not None:
        raise refusal
    return part._replace(of_file=problems)


def read_people(
    path: Path,
    sheets: Sequence[Sheet],
    settings: Settings,
    mapping: Mapping | None,
    column: str,
) -> tuple[Survey, tuple[str, ...]]:
    """As `read_given`, and who each of its N respondents is, by a column.

    That is a text, the same for the same person, and "" where the cell says nothing. It is for
    finding people again in another survey, and not to be kept.

    Raises:
        KanoError: as `read` does, or as `kano_xl.survey.people.identities`.
    """
    instructions = Instructions(settings, mapping)
    found: list[tuple[Recognised, Part]] = []
    who: dict[tuple[int, int], str] = {}
    with _formulas_told_of(path):
        for each, part in _coded(path, sheets, instructions):
            assert each.layout is not None
            keys = identities(each.layout, part, column)
            who |= {
                (len(found), row + 1): key
                for row, key in zip(part.rows.tolist(), keys, strict=True)
            }
            found.append((each, part))
    survey = assemble(found, settings)
    assert survey.answers is not None
    rows = zip(survey.answers.files.tolist(), survey.answers.rows.tolist(), strict=True)
    return survey, tuple(who[each] for each in rows)


def read_sheet(
    sheet: Sheet, settings: Settings | None = None, mapping: Mapping | None = None
) -> Survey:
    """The survey in one sheet of cells; raises as `read` does."""
    instructions = Instructions(settings or Settings(), mapping)
    return survey_of(choose([sheet], instructions)[0], instructions)


def survey_of(found: Recognised, instructions: Instructions) -> Survey:
    """The survey in a sheet whose layout was recognised; raises as `read` does."""
    return assemble([(found, code(found, instructions))], instructions.settings)


def code(found: Recognised, instructions: Instructions) -> Part:
    """What stands in the cells of a sheet, if nothing has to be asked first.

    Raises:
        KanoError: the sheet cannot be read, or the user has to be asked.
    """
    if found.refusal is not None or found.layout is None:
        raise found.refusal or InputError("no_survey", found.sheet.whole)
    layout = in_use(found.layout, instructions.settings)
    part = layout.code(instructions)
    if part.doubts:
        raise part.doubts[0]
    part = told_apart(layout, part, instructions.settings)
    # What tells of some respondents alone holds all answers: not to be kept for nothing.
    return part if may_leave_out(instructions.settings) else part._replace(told=None)


def assemble(found: Sequence[tuple[Recognised, Part]], settings: Settings) -> Survey:
    """The parts of one or more files as one survey, checked, without whom the settings leave out.

    Raises:
        InputError: ``mixed_totals``; ``nobody_left``; ``where_too_few``, ``weight_too_few``,
            ``chosen_too_few``; ``satisfaction_scales``; or as of `kano_xl.survey.groups.split`.
        SettingsError: nobody meets a condition of the settings.
    """
    parts = [part for _, part in found]
    _require_values(parts, settings)
    source = Source(
        tuple(each.sheet.file for each, _ in found),
        tuple(each.sheet.name for each, _ in found),
        tuple(dict.fromkeys(each.layout.kind for each, _ in found if each.layout)),
        sum(part.rows.size for part in parts),
    )
    _require_one_scale(source, parts)
    parts = by_place(source, parts, settings)
    survey = _merged(source, parts)
    if survey.answers is None:
        return _split_counts(survey, parts, settings.language) if settings.by else survey
    counted = who_counts(survey.answers, parts, settings)
    _require_people(source, parts, counted, settings)
    survey = _of_those_counted(survey, parts, counted, settings)
    if settings.by:
        survey = split(survey, survey.groups, settings.language)
    return replace(survey, problems=(*survey.problems, *uneven(survey, settings)))


def _split_counts(survey: Survey, parts: Sequence[Part], language: str) -> Survey:
    """A survey of counts in groups, without features of too few answers.

    Raises:
        InputError: ``groups_too_small`` where no feature is left; or as `split_counts` does.
    """
    assert isinstance(survey.totals, CategoryCube)
    answers = survey.totals.everybody().counts[0].sum(axis=-1)
    shown = (answers >= FEWEST_PEOPLE).tolist()
    features = tuple(compress(survey.features, shown))
    if not features:
        raise InputError("groups_too_small", Place(survey.source.files[0]), fewest=FEWEST_PEOPLE)
    too_few = tuple(each.name for each in survey.features if each not in features)
    names = [each.name for each in features]
    survey = replace(
        survey,
        features=features,
        totals=survey.totals.only(names),
        problems=(*_problems(survey.source, parts, names), *features_withheld(too_few)),
        too_few=too_few,
    )
    return split_counts(survey, language)


def _require_values(parts: Sequence[Part], settings: Settings) -> None:
    """Refuse a condition whose value nobody has in any of the parts."""
    for given in settings.where:
        lost = [part.lost.get(given) for part in parts]
        if lost[0] is not None and None not in lost:
            raise lost[0]


def _require_people(
    source: Source, parts: Sequence[Part], counted: WhoCounts, settings: Settings
) -> None:
    """Refuse choices that leave nobody, or so few that a result would be about them."""
    place = Place(source.files[0], source.sheets[0])
    least = FEWEST_PEOPLE if counted.selected else 1
    if counted.kept.sum() >= least and counted.shown.any():
        return
    if not counted.selected:
        raise InputError("nobody_left", place)
    if not settings.where and not any(part.left for part in parts) and counted.kept.any():
        raise InputError("groups_too_small", place, fewest=FEWEST_PEOPLE)
    options = {
        "--where": bool(settings.where),
        "--weight": any(code in _UNWEIGHTED for part in parts for code in _codes(part)),
        "--exclude": any(flags.any() for flags in counted.gone.values()),
    }
    given = [option for option, is_so in options.items() if is_so]
    if given == ["--where"]:
        raise InputError("where_too_few", place, fewest=FEWEST_PEOPLE)
    if given == ["--weight"]:
        weight = quoted(settings.weight)
        raise InputError("weight_too_few", place, fewest=FEWEST_PEOPLE, header=weight)
    raise InputError("chosen_too_few", place, fewest=FEWEST_PEOPLE, options=", ".join(given))


def _codes(part: Part) -> list[str]:
    return [problem.code for problem in part.choice]


def _of_those_counted(
    survey: Survey, parts: Sequence[Part], counted: WhoCounts, settings: Settings
) -> Survey:
    """The survey of those who count, with what is to be said of them alone."""
    answers, source = survey.answers, survey.source
    assert answers is not None
    kept, shown = counted.kept, counted.shown
    read = parts
    doubtful = check_people(source, answers, counted.doubted, kept, counted.gone)
    if counted.selected or not kept.all():
        parts = told_again(parts, [each.name for each in survey.features], counted)
        answers = without_few_ratings(answers.kept(kept).about(shown), counted)
    features = tuple(compress(survey.features, shown))
    too_few = tuple(each.name for each in survey.features if each not in features)
    problems = [
        *_problems(source, parts, [each.name for each in features]),
        *check(source, features, answers, settings, _not_asked(features, read, answers)),
        *doubtful,
        *counted.problems(too_few),
    ]
    chosen = bool(settings.where or settings.weight or settings.by)
    numbers = {group: int(flags.sum()) for group, flags in counted.gone.items()}
    return replace(
        survey,
        source=replace(source, respondents=counted.respondents),
        features=features,
        answers=answers,
        problems=tuple(problems),
        excluded=numbers,
        wordings=_without_cells(_wordings(parts)) if chosen else _wordings(parts),
        too_few=too_few,
    )


def _merged(source: Source, parts: Sequence[Part]) -> Survey:
    """The parts, one per sheet of the source; a feature that a sheet lacks is missing there."""
    features: dict[str, Feature] = {}
    for part in parts:
        for feature in part.features:
            features.setdefault(feature.name, feature)
    problems = _problems(source, parts, list(features))
    totals = [part.totals for part in parts if part.totals is not None]
    if totals and len(totals) < len(parts):
        file = next(i for i, part in enumerate(parts) if part.totals is not None)
        raise InputError("mixed_totals", Place(source.files[file], source.sheets[file]))
    survey = Survey(source, tuple(features.values()), tuple(problems), wordings=_wordings(parts))
    groups = merged(parts)
    if totals:
        counts: CategoryCube = reduce(add, totals)
        return replace(survey, totals=counts, groups=() if groups is None else groups.names)
    answers = _answers(list(features), parts)
    if parts and parts[0].weights is not None:
        weights = np.concatenate([part.weights for part in parts if part.weights is not None])
        answers = replace(answers, weights=weights)
    if groups is None:
        return replace(survey, answers=answers)
    return replace(survey, answers=replace(answers, groups=groups.of), groups=groups.names)


def _problems(source: Source, parts: Sequence[Part], names: list[str]) -> list[Problem]:
    """What is wrong with the parts, and to be said of who was chosen."""
    problems = [each for part in parts for each in (*part.of_file, *part.problems, *part.choice)]
    return [*problems, *_differences(source, parts, names)]


def _wordings(parts: Sequence[Part]) -> tuple[Wording, ...]:
    """The wordings of all parts, equal ones together, the most frequent first."""
    if len(parts) == 1:
        return parts[0].wordings
    merged: dict[object, Wording] = {}
    for part in parts:
        for each in part.wordings:
            key = (each.text, each.code, each.meant, each.side) if each.text else each.place
            before = merged.get(key)
            merged[key] = replace(before, n=before.n + each.n) if before else each
    return tuple(sorted(merged.values(), key=lambda each: -each.n))


def _without_cells(wordings: Sequence[Wording]) -> tuple[Wording, ...]:
    """The wordings; where there is nothing to mend, no cell: it is the answer of a person."""
    return tuple(
        replace(each, place=Place()) if each.code is not None and each.meant is None else each
        for each in wordings
    )


def _answers(names: list[str], parts: Sequence[Part]) -> Answers:
    sizes = [part.rows.size for part in parts]
    files = np.repeat(np.arange(len(parts)), sizes)
    rows = np.concatenate([part.rows + 1 for part in parts])
    duplicates = np.concatenate([part.duplicates for part in parts])
    if len(parts) == 1:
        only = parts[0]
        return Answers(
            only.functional,
            only.dysfunctional,
            only.importance,
            rows,
            files,
            duplicates,
            satisfaction=only.satisfaction,
            top=only.top,
        )
    shape, ends = (len(names), sum(sizes)), np.cumsum([0, *sizes])
    functional, dysfunctional = np.zeros(shape, np.uint8), np.zeros(shape, np.uint8)
    asked = any(part.importance is not None for part in parts)
    importance = np.full(shape, np.nan) if asked else None
    satisfied = any(part.satisfaction is not None for part in parts)
    satisfaction = np.full(shape, np.nan) if satisfied else None
    for part, start, end in zip(parts, ends, ends[1:], strict=False):
        where = [names.index(feature.name) for feature in part.features]
        functional[where, start:end] = part.functional
        dysfunctional[where, start:end] = part.dysfunctional
        if importance is not None and part.importance is not None:
            importance[where, start:end] = part.importance
        if satisfaction is not None and part.satisfaction is not None:
            satisfaction[where, start:end] = part.satisfaction
    return Answers(
        functional,
        dysfunctional,
        importance,
        rows,
        files,
        duplicates,
        satisfaction=satisfaction,
        top=max(part.top for part in parts),
    )


def _require_one_scale(source: Source, parts: Sequence[Part]) -> None:
    """Refuse sheets that ask for satisfaction on different scales.

    Raises:
        InputError: ``satisfaction_scales``.
    """
    tops = [part.top for part in parts if part.top]
    for part, file, sheet in zip(parts, source.files, source.sheets, strict=True):
        if part.top and part.top != tops[0]:
            raise InputError(
                "satisfaction_scales", Place(file, sheet), first=tops[0], second=part.top
            )


def _filled_in(parts: Sequence[Part]) -> list[bool]:
    """Which files are one person's own, who was asked about no more than stands there.

    There are several of them, or a file just happens to hold one person.
    """
    alone = [part.totals is None and part.rows.size == 1 for part in parts]
    return alone if sum(alone) > 1 else [False] * len(parts)


def _not_asked(
    features: Sequence[Feature], parts: Sequence[Part], answers: Answers
) -> npt.NDArray[np.int64]:
    """For each feature, of those who count, how many have a file of their own without it."""
    found = np.zeros(len(features), np.int64)
    if len(parts) > 1:
        people = np.bincount(answers.files, minlength=len(parts))
        for part, own_file, n in zip(parts, _filled_in(parts), people, strict=True):
            if n and own_file:
                own = {feature.name for feature in part.features}
                found += [feature.name not in own for feature in features]
    return found


def _differences(source: Source, parts: Sequence[Part], names: list[str]) -> list[Problem]:
    """The features that a file lacks and another one has, but for those that `_filled_in` tells."""
    problems = []
    told = zip(parts, _filled_in(parts), source.files, source.sheets, strict=True)
    for part, own_file, file, sheet in told:
        own = {feature.name for feature in part.features}
        lacking = [name for name in names if name not in own]
        if lacking and not own_file:
            values = {"n": len(lacking), "name": quoted(lacking[0])}
            problems.append(Problem("features_differ", Place(file, sheet), values))
    return problems


def _silent(stage: str, share: float) -> None:
    """Tell nobody."""
