"""Compare with earlier: the survey of the open workbook beside an earlier one from a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kano_xl.choices import Settings
from kano_xl.errors import InputError, KanoError
from kano_xl.excel.actions.files import (
    CODE,
    SURVEYS,
    ask_for_files,
    chosen,
    fitted,
    is_file_of,
    line_of,
)
from kano_xl.excel.actions.known_again import in_both, wave_with_answers, with_people
from kano_xl.excel.actions.own_survey import own_survey
from kano_xl.excel.actions.starting import temporary_folder
from kano_xl.excel.reply import FILE, YES, Reply
from kano_xl.languages import text
from kano_xl.report.build_waves import build_waves_report
from kano_xl.report.content.waves import conclusions, said
from kano_xl.report.words import Words, shortened
from kano_xl.survey.analysis_file import is_json
from kano_xl.survey.findings import findings
from kano_xl.survey.instructions import Instructions
from kano_xl.survey.quoting import quoted
from kano_xl.teams.folder import shown
from kano_xl.teams.reading import ReadSheet, read_file
from kano_xl.waves.comparing import ComparedWaves, compare_read
from kano_xl.waves.reading import WaveFile, read_wave
from kano_xl.writers.new_workbook import write_workbook

if TYPE_CHECKING:
    import xlwings

NEW_FILE = "Kano-waves.xlsx"
"""Excel calls the new workbook by the name of the file, followed by a number."""

_SAME, _PEOPLE = "same", "people"

_ENOUGH = 20
"""So many people in both surveys are worth a question: of fewer, hardly a change would show."""

_TOLD = 4
"""So many conclusions are told; all of them stand in the new workbook."""


def compare_earlier(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Let the user choose an earlier survey, report or JSON, and tell what moved since.

    Args:
        book: the workbook, whose survey is the later one and whose settings count.
        agreed: the codes of the questions that the user said yes to, and the file chosen.
        language: of the messages; that of the results is a setting.

    Returns:
        A question, or the new workbook to be opened.

    Raises:
        KanoError: there is no survey in the workbook, or something is wrong with one of the two.
    """
    own = own_survey(book, agreed, language)
    if isinstance(own, Reply):
        return own
    if own.read is None:
        raise own.lacking or InputError("no_survey")
    settings = replace(own.settings, weight=None)
    now = wave_with_answers([own.read], book.name, settings)
    if CODE not in agreed:
        title = text(language, "actions.compare.title")
        return ask_for_files(FILE, title, (*SURVEYS, ".json"), language)
    (path,) = chosen(agreed)
    if is_file_of(book, path):
        return Reply("refused", text(language, "actions.compare.itself", name=shown(path.name)))
    try:
        waves = with_people([_earlier(path, settings), (now, [own.read])])
        compared = compare_read(_different(waves), settings)
    except KanoError as error:
        return Reply("refused", line_of(path.name, error, language))
    if compared.guesses and _SAME not in agreed:
        question = text(language, "actions.compare.question")
        return Reply("choose", fitted(_guesses(compared, language), question, language), _SAME)
    common = in_both(waves, settings)
    if common >= _ENOUGH and _PEOPLE not in agreed:
        return Reply("choose", text(language, "actions.compare.people", n=common), _PEOPLE)
    pairs = [f"{each.was_called}={each.feature}" for each in compared.guesses]
    compared = compare_read(
        waves if _PEOPLE + YES in agreed else _different(waves),
        settings,
        same=pairs if _SAME + YES in agreed else (),
    )
    # What the user said to be two features is proposed no more.
    compared = replace(compared, guesses=())
    new = temporary_folder() / NEW_FILE
    write_workbook(build_waves_report(compared, date.today()), new)
    ending = text(language, "actions.files.new")
    lines = list(_told(compared, language))
    if own.settings.weight:
        lines.append(text(language, "actions.compare.unweighted"))
    return Reply("open", fitted(lines, ending, language), path=str(new))


def _earlier(path: Path, settings: Settings) -> tuple[WaveFile, Sequence[ReadSheet]]:
    """The earlier wave, and its sheets if it is a survey."""
    if not is_json(path):
        try:
            file = read_file(path, Instructions(settings))
        except InputError as error:
            if error.code != "is_report":
                raise
        else:
            return wave_with_answers(file.sheets, path.name, settings), file.sheets
    return read_wave(path, settings), ()


def _different(waves: Sequence[WaveFile]) -> list[WaveFile]:
    """The waves as those of different people."""
    return [replace(wave, people=()) for wave in waves]


def _guesses(compared: ComparedWaves, language: str) -> Iterator[str]:
    for each in compared.guesses:
        names = {"old": quoted(each.was_called), "new": quoted(each.feature)}
        yield text(language, "actions.compare.guess", **names)


def _told(compared: ComparedWaves, language: str) -> Iterator[str]:
    """Which waves there are, and the first of what is to be said of them."""
    found = compared.comparison
    words = Words.of(found.settings)
    before, after = (shortened(wave.name) for wave in found.waves)
    yield said(words, "from_to", before=before, after=after)
    yield from islice(conclusions(compared, found.pairs[0], words), _TOLD)
    n = len(findings(compared.problems))
    if n:
        yield text(language, "actions.compare.problems", n=n)
