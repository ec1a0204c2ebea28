"""The files of several teams, read as one survey.

What cannot be read is left out with its reason, unless the user named it; a person who stands in
several files counts once, in the first of them; features are matched by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from kano_xl.choices import FILE, Settings
from kano_xl.errors import InputError, KanoError, Place, Problem, Reasons
from kano_xl.languages import LANGUAGES, text
from kano_xl.survey.choosing import Recognised, choose
from kano_xl.survey.coding.repeats import Signs, signs
from kano_xl.survey.files.kind import KNOWN
from kano_xl.survey.files.opening import read_sheets
from kano_xl.survey.groups import MOST_GROUPS
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.layouts.layout import Part
from kano_xl.survey.mapping import Mapping
from kano_xl.survey.reading import Progress, assemble, code, with_formulas, with_results_told
from kano_xl.survey.reading import read as read_one
from kano_xl.survey.sheet import Sheet
from kano_xl.survey.survey import Survey
from kano_xl.teams.folder import REPORT, Files, Skipped, files_of, shown, skipped_problems
from kano_xl.teams.matching import Alike, unified

TOLD = 3
"""So many reasons are told where not one file can be read."""


class ReadSheet(NamedTuple):
    """A sheet of a file: its layout, what stands in it, and by what its people may be known."""

    found: Recognised
    part: Part
    signs: Signs


class ReadFile(NamedTuple):
    """A file with a survey.

    Attributes:
        name: of the file, without its folder.
        sheets: those that were read.
        path: where it is; None for a workbook that is open.
    """

    name: str
    sheets: tuple[ReadSheet, ...]
    path: Path | None = None

    @property
    def features(self) -> list[str]:
        """The features of all its sheets."""
        return list(dict.fromkeys(each.name for s in self.sheets for each in s.part.features))

    @property
    def people(self) -> int:
        """How many respondents it adds; 0 where only counts are known."""
        return sum(sheet.part.rows.size for sheet in self.sheets)

    @property
    def is_counts(self) -> bool:
        """Whether there are no single answers in it."""
        return any(sheet.part.totals is not None for sheet in self.sheets)


class Unusable(NamedTuple):
    """A file that cannot be read with the others, and why."""

    name: str
    error: KanoError


class Repeated(NamedTuple):
    """People of a sheet who stand in an earlier file: where, how many, and the first such file."""

    place: Place
    n: int
    file: str


@dataclass(frozen=True, eq=False)
class Team:
    """Files that go together.

    Attributes:
        files: those that are read, their features under common names, and everybody once.
        left_out: those that cannot be.
        skipped: those that were not opened, or are our own reports.
        alike: features that may be the same under two names.
        repeated: of each sheet the people who stand in an earlier file, if there are some.
    """

    files: tuple[ReadFile, ...]
    left_out: tuple[Unusable, ...]
    skipped: tuple[Skipped, ...]
    alike: tuple[Alike, ...]
    repeated: tuple[Repeated, ...]

    def survey(
        self, settings: Settings, reason: Callable[[KanoError], object] | None = None
    ) -> Survey:
        """All files as one survey; there is at least one.

        Args:
            settings: the choices.
            reason: tells why a file is left out; its message where this is left out.

        Raises:
            KanoError: as `kano_xl.survey.reading.assemble` does.
        """
        parts = [(sheet.found, sheet.part) for file in self.files for sheet in file.sheets]
        survey = assemble(parts, settings)
        told = (*self.problems(reason), *survey.problems)
        return replace(survey, problems=told)

    def problems(self, reason: Callable[[KanoError], object] | None = None) -> list[Problem]:
        """What is to be said of the files; ``reason`` as of `survey`."""
        why = reason or _inside
        left_out = [
            Problem("file_left_out", Place(each.name), {"reason": why(each.error)})
            for each in self.left_out
        ]
        alike = [
            Problem("features_alike", Place(), {"name": each.name, "feature": each.feature})
            for each in self.alike
        ]
        again = [
            Problem("respondent_elsewhere", each.place, {"n": each.n, "file": shown(each.file)})
            for each in self.repeated
        ]
        return [*left_out, *alike, *skipped_problems(self.skipped), *again]


def read(
    paths: Sequence[Path | str] | Path | str,
    settings: Settings | None = None,
    mapping: Mapping | None = None,
    progress: Progress | None = None,
    *,
    same: Sequence[str] = (),
) -> Survey:
    """The survey in a file, in several, or in all files of a folder.

    Several files are one survey: features of one name, whatever the case, are one feature, and who
    stands in several files by ID or address counts once, in the first of them.

    Args:
        paths: files and folders.
        settings: how they are read.
        mapping: of all files, if there is one.
        progress: told the stage ("reading", "understanding" or "checking") and the share done.
        same: "NAME=NAME" each: features that are the same under two names.

    Raises:
        InputError: a file, or what stands in it, cannot be used, or something in it is not
            certain and the settings do not say what is meant. Of a folder such files are left out,
            with a problem each, as long as one is left.
        SettingsError: the mapping does not fit the file, or two names cannot be the same.
    """
    inputs = [paths] if isinstance(paths, str | Path) else paths
    found = files_of([Path(each) for each in inputs])
    if len(found.chosen) == 1 and not found.folders and not same:
        return read_one(found.chosen[0].path, settings, mapping, progress)
    return read_chosen(found, settings or Settings(), mapping, same, progress or _silent)


def read_chosen(
    files: Files,
    settings: Settings,
    mapping: Mapping | None,
    same: Sequence[str],
    progress: Progress,
) -> Survey:
    """The survey in several files, of which there may be none; as `read` does."""
    team = read_files(files, settings, mapping, same, progress)
    if not team.files:
        raise nothing_in(files.folders[0] if files.folders else Path(), team.left_out)
    return team.survey(settings)


def _silent(stage: str, share: float) -> None:
    """Tell nobody."""


def read_files(
    files: Files,
    settings: Settings,
    mapping: Mapping | None = None,
    same: Sequence[str] = (),
    progress: Progress = _silent,
    first: Sequence[ReadFile] = (),
) -> Team:
    """Read files and put them together.

    Args:
        files: which ones.
        settings: how they are read.
        mapping: of all of them, if there is one.
        same: "NAME=NAME" each: features that are the same under two names.
        progress: told the stage and the share that is done.
        first: what was read already, and comes before them.

    Raises:
        InputError: ``files_too_many``: each would be a group, and there are more than that.
        KanoError: a file that the user named cannot be used; or as of `together`.
    """
    if settings.by == FILE and len(files.chosen) > MOST_GROUPS:
        place = Place(str(files.folders[0])) if files.folders else Place()
        raise InputError("files_too_many", place, n=len(files.chosen), most=MOST_GROUPS)
    instructions = Instructions(settings, mapping)
    read, left_out, skipped = list(first), [], list(files.skipped)
    for index, each in enumerate(files.chosen):
        progress("reading", index / len(files.chosen))
        try:
            read.append(read_file(each.path, instructions))
        except KanoError as error:
            if each.named:
                raise
            if error.code == "is_report":
                skipped.append(Skipped(each.path.name, REPORT))
            else:
                left_out.append(Unusable(each.path.name, error))
    progress("checking", 1.0)
    named = {each.path for each in files.chosen if each.named}
    return together(read, same, left_out, skipped, lambda file: file.path in named)


def read_file(path: Path, instructions: Instructions) -> ReadFile:
    """One file with a survey.

    Raises:
        KanoError: it cannot be used, or something in it has to be asked first.
    """
    sheets = read_sheets(path, instructions.settings.sheets)
    if _is_of_waves(sheets):
        raise InputError("is_report", Place(path.name))
    try:
        found = choose(sheets, instructions)
        read = []
        for each in found:
            sheet = read_found(each, instructions)
            part = with_results_told(path, each, sheet.part, instructions.settings)
            read.append(sheet._replace(part=part))
        return ReadFile(path.name, tuple(read), path)
    except KanoError as error:
        reason = with_formulas(error, path)
        if reason is error:
            raise
        raise reason from error


def _is_of_waves(sheets: Sequence[Sheet]) -> bool:
    """Whether these are the sheets of our report of a comparison, in any language."""
    titles = {sheet.name for sheet in sheets}
    keys = ("waves.sheet", "report.sheet.method", "report.sheet.data")
    return any(titles == {text(language, key) for key in keys} for language in LANGUAGES)


def read_found(found: Recognised, instructions: Instructions) -> ReadSheet:
    """A sheet whose layout was recognised; raises as `read_file` does."""
    part = code(found, instructions)
    assert found.layout is not None
    known = signs(found.layout.table, part.rows)
    # The cells are not needed any longer, and they are most of the memory.
    sheet = replace(found.sheet, rows=[])
    layout = replace(found.layout, table=replace(found.layout.table, sheet=sheet))
    return ReadSheet(replace(found, sheet=sheet, layout=layout), part, known)


def together(
    files: Sequence[ReadFile],
    same: Sequence[str] = (),
    left_out: Sequence[Unusable] = (),
    skipped: Sequence[Skipped] = (),
    is_named: Callable[[ReadFile], bool] = lambda file: False,
) -> Team:
    """Files with a survey as one: features matched, and everybody once.

    Args:
        files: in the order in which a person is looked for.
        same: "NAME=NAME" each: features that are the same under two names.
        left_out, skipped: what is known of other files.
        is_named: whether the user named a file, so that it must not be left out.

    Raises:
        SettingsError: as of `kano_xl.teams.matching.unified`.
    """
    answered, out = [], list(left_out)
    some_answers = not all(file.is_counts for file in files)
    for file in _distinct(files):
        if some_answers and file.is_counts and not is_named(file):
            out.append(Unusable(file.name, InputError("mixed_totals", Place(file.name))))
        else:
            answered.append(file)
    names = unified([file.features for file in answered], same)
    renamed = [
        file._replace(sheets=tuple(_renamed(sheet, own) for sheet in file.sheets))
        for file, own in zip(answered, names.names, strict=True)
    ]
    once, repeated = _once(renamed)
    return Team(tuple(once), tuple(out), tuple(skipped), names.alike, tuple(repeated))


def _distinct(files: Sequence[ReadFile]) -> list[ReadFile]:
    """The files, a number behind the name of each whose name came before: they are two groups."""
    times: Counter[str] = Counter()
    found = []
    for file in files:
        times[file.name] += 1
        name = file.name if times[file.name] == 1 else f"{file.name} ({times[file.name]})"
        found.append(
            file._replace(name=name, sheets=tuple(_of(each, name) for each in file.sheets))
        )
    return found


def _of(sheet: ReadSheet, name: str) -> ReadSheet:
    """A sheet in a file of this name."""
    found = sheet.found
    return sheet._replace(found=replace(found, sheet=replace(found.sheet, file=name)))


def _renamed(sheet: ReadSheet, names: AnyMapping[str, str]) -> ReadSheet:
    """A sheet whose features bear other names."""
    part = sheet.part
    features = tuple(replace(each, name=names[each.name]) for each in part.features)
    totals = part.totals
    if totals is not None:
        totals = replace(totals, features=tuple(names[name] for name in totals.features))
    return sheet._replace(part=part._replace(features=features, totals=totals))


def _once(files: Sequence[ReadFile]) -> tuple[list[ReadFile], list[Repeated]]:
    """The files without those people who stand in an earlier one, and how many these are."""
    first: dict[object, str] = {}
    found, repeated = [], []
    for file in files:
        sheets = []
        for sheet in file.sheets:
            known = [
                next((first[sign] for sign in each if sign in first), None) for each in sheet.signs
            ]
            others = [name for name in known if name is not None]
            if others:
                repeated.append(Repeated(sheet.found.sheet.whole, len(others), others[0]))
                flags = np.array([name is None for name in known], np.bool_)
                sheet = sheet._replace(part=sheet.part.only(flags))
            sheets.append(sheet)
        for sheet in file.sheets:
            for sign in frozenset().union(*sheet.signs):
                first.setdefault(sign, file.name)
        found.append(file._replace(sheets=tuple(sheets)))
    return found, repeated


def _inside(error: KanoError) -> Reasons:
    """The error with the place inside its file alone, where the file is named already."""
    return Reasons((KanoError(error.code, replace(error.place, file=None), **error.values),))


def nothing_in(folder: Path, left_out: Sequence[Unusable]) -> InputError:
    """That nothing in a folder can be read, with the first reasons."""
    if not left_out:
        return InputError("folder_empty", Place(str(folder)), known=KNOWN)
    told, more = Reasons(each.error for each in left_out[:TOLD]), len(left_out) - TOLD
    code = "folder_unusable_more" if more > 0 else "folder_unusable"
    return InputError(code, Place(str(folder)), reasons=told, more=more)
