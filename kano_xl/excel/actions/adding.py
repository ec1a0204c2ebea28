"""Add workbooks: the survey of the open workbook and those of chosen files, analysed together.

The files are read as data. Into the result, a new workbook, come counts and nothing else of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kano_xl.analysing import analyse
from kano_xl.choices import FILE as BY_FILE
from kano_xl.choices import Settings
from kano_xl.errors import IN_EXCEL, InputError, KanoError
from kano_xl.excel.actions.files import (
    CODE,
    SURVEYS,
    ask_for_files,
    chosen,
    fitted,
    is_file_of,
    line_of,
    reason,
)
from kano_xl.excel.actions.listing import listed
from kano_xl.excel.actions.own_survey import OwnSurvey, own_survey
from kano_xl.excel.actions.starting import temporary_folder
from kano_xl.excel.reply import FILES, YES, Reply
from kano_xl.languages import text
from kano_xl.model.analysis import Analysis
from kano_xl.report.build import build_report
from kano_xl.report.content.groups import differing, grouped
from kano_xl.report.content.summary import counted
from kano_xl.report.words import Words
from kano_xl.survey.findings import findings
from kano_xl.survey.quoting import quoted
from kano_xl.survey.survey import Survey
from kano_xl.teams.folder import Chosen, Files, natural, shown
from kano_xl.teams.reading import ReadFile, Team, read_files
from kano_xl.writers.new_workbook import write_workbook

if TYPE_CHECKING:
    import xlwings

NEW_FILE = "Kano-together.xlsx"
"""Excel calls the new workbook by the name of the file, followed by a number."""

_TOGETHER, _SAME = "together", "same"
_NAMED = 3
"""So many features that a file lacks are named."""

_NO_GROUPS = ("groups_one", "groups_too_small", "groups_too_many")


def add_workbooks(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Let the user choose files, tell what fits and what does not, and analyse all together.

    Args:
        book: the workbook, whose survey comes first if it has one, and whose settings count.
        agreed: the codes of the questions that the user said yes to, and the files chosen.
        language: of the messages; that of the results is a setting.

    Returns:
        A question, or the new workbook to be opened.

    Raises:
        KanoError: the workbook's own survey cannot be read, or no result can be made.
    """
    own = own_survey(book, agreed, language)
    if isinstance(own, Reply):
        return own
    if CODE not in agreed:
        title = text(language, "actions.add.title")
        return ask_for_files(FILES, title, SURVEYS, language)
    team = _team(book, own, chosen(agreed), ())
    if team.alike and _SAME not in agreed and _TOGETHER not in agreed:
        return _question("choose", _SAME, team, language)
    if _SAME + YES in agreed:
        pairs = [f"{each.name}={each.feature}" for each in team.alike]
        team = _team(book, own, chosen(agreed), pairs)
    if len(team.files) < (1 if own.read is None else 2):
        nothing = text(language, "actions.add.nothing")
        return Reply("refused", fitted(_unused(team, language), nothing, language))
    if _SAME not in agreed and _TOGETHER not in agreed:
        return _question("ask", _TOGETHER, team, language)
    survey, analysis = _analysed(team, own.settings)
    path = temporary_folder() / NEW_FILE
    write_workbook(build_report(survey, analysis, date.today(), IN_EXCEL), path)
    new = text(language, "actions.files.new")
    return Reply("open", fitted(_told(survey, analysis, language), new, language), path=str(path))


def _team(book: xlwings.Book, own: OwnSurvey, paths: Sequence[Path], same: Sequence[str]) -> Team:
    """The survey of the workbook, if it has one, and those of files, in the order of names."""
    first = () if own.read is None else (ReadFile(book.name, (own.read,)),)
    ordered = sorted(paths, key=lambda path: (natural(path.name), str(path)))
    others = [path for path in ordered if not (first and is_file_of(book, path))]
    files = Files(tuple(Chosen(path, named=False) for path in others), (), ())
    return read_files(files, own.settings, same=same, first=first)


def _question(kind: str, code: str, team: Team, language: str) -> Reply:
    """What fits and what does not, and whether to go on."""
    ending = text(language, f"actions.add.question.{code}")
    return Reply(kind, fitted(_fits(team, language), ending, language), code)


def _fits(team: Team, language: str) -> Iterator[str]:
    """What people have to know before files are put together; what does not fit comes first."""
    features = list(dict.fromkeys(name for file in team.files for name in file.features))
    people = sum(file.people for file in team.files)
    yield text(
        language,
        "actions.add.fits" if people else "actions.add.fits_counts",
        n=len(team.files),
        people=people,
        features=len(features),
    )
    yield from _unused(team, language)
    for each in team.alike:
        pair = {"name": quoted(each.name), "feature": quoted(each.feature)}
        yield text(language, "actions.add.alike", **pair)
    for again in team.repeated:
        name = shown(str(again.place.file))
        yield text(language, "actions.add.repeated", name=name, n=again.n)
    whole = []
    for file in team.files:
        named = _named(file, language)
        lacking = [f"“{quoted(name)}”" for name in features if name not in file.features]
        if not lacking:
            whole.append(named)
        elif _is_strange(file, team.files):
            yield text(language, "actions.add.stranger", file=named)
        else:
            names = listed(lacking, language, _NAMED)
            yield text(language, "actions.add.lacking", file=named, n=len(lacking), names=names)
    if whole:
        yield text(language, "actions.add.whole", files=listed(whole, language))


def _named(file: ReadFile, language: str) -> str:
    """A file with the number of its people, where single people are known."""
    name = shown(file.name)
    return text(language, "actions.add.file", name=name, n=file.people) if file.people else name


def _is_strange(file: ReadFile, files: Sequence[ReadFile]) -> bool:
    """Whether no other file has any of its features."""
    own = set(file.features)
    return not any(own & set(other.features) for other in files if other is not file)


def _unused(team: Team, language: str) -> Iterator[str]:
    """The chosen files that do not count, and why."""
    for each in team.left_out:
        yield line_of(each.name, each.error, language)
    for skipped in team.skipped:
        yield text(language, "actions.add.report", name=shown(skipped.name))


def _analysed(team: Team, settings: Settings) -> tuple[Survey, Analysis]:
    """All together, each file a group where so few people are in none that they would be seen."""

    def why(error: KanoError) -> str:
        return reason(error, settings.language)

    by_file = replace(settings, by=BY_FILE)
    try:
        survey = team.survey(by_file, why)
    except InputError as error:
        if error.code not in _NO_GROUPS:
            raise
        by_file = replace(settings, by=None)
        survey = team.survey(by_file, why)
    return survey, analyse(survey, by_file)


def _told(survey: Survey, analysis: Analysis, language: str) -> Iterator[str]:
    """What was counted, and in what the files differ."""
    words = Words.of(analysis.settings)
    yield text(
        language,
        "actions.add.done",
        n=len(survey.features),
        people=analysis.respondents,
        files=len(set(survey.source.files)),
    )
    yield from (paragraph.text for paragraph in counted(analysis, words))
    if analysis.groups:
        yield grouped(analysis, words)
        yield differing(analysis, words)
    else:
        yield text(language, "actions.add.no_groups")
    n = len(findings(survey.problems))
    if n:
        yield text(language, "actions.analyse.problems", n=n, sheet=words("sheet.check"))
