"""From the features of the template to a questionnaire for a tool, in a file beside the workbook.

The menu of the ribbon has a button for each tool; what people click there afterwards is told in the
same words as in the guide's pictures. Nothing in the workbook is changed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kano_xl.errors import InputError, OutputError, SettingsError
from kano_xl.excel.actions.files import fitted
from kano_xl.excel.actions.settings import read_settings
from kano_xl.excel.book.named import named_cells
from kano_xl.excel.book.ranges import as_sheet
from kano_xl.excel.reply import YES, Reply
from kano_xl.languages import text
from kano_xl.names import FEATURES, GROUPS
from kano_xl.questionnaire.asked import QuestionnaireChoices
from kano_xl.questionnaire.build import Built, build
from kano_xl.questionnaire.listed import FeatureList
from kano_xl.questionnaire.next_steps import next_steps
from kano_xl.questionnaire.sample import MOST_GROUPS, advice
from kano_xl.questionnaire.template_list import features_of_template
from kano_xl.writers.whole_file import free, whole_file

if TYPE_CHECKING:
    import xlwings

IMPORTANCE = "importance"
"""The choice whether it is asked, too, how important each feature is."""

_ON_THIS_COMPUTER = ("Downloads", "Documents")
"""Folders of the user's, by what they are called on the disk in any language."""


def _ask(target: str, book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Tell what is going to be asked and what speaks against it, then write the questionnaire.

    Args:
        target: one of `kano_xl.questionnaire.targets.TARGETS`.
        book: the workbook, which is to be made from the template.
        agreed: the codes of the choices that were answered.
        language: of the messages; that of the questions is the template's.

    Raises:
        InputError: ``questionnaire_no_template``, or its list cannot be used.
        SettingsError: the tool cannot ask about these features.
        OutputError: ``questionnaire_no_folder``, or no file can be written there.
    """
    listed = _listed(book)
    tool = text(language, f"ribbon.ask_{target.replace('-', '_')}.label")
    choices = QuestionnaireChoices(
        listed.language or read_settings(book, language).language,
        listed.product,
        importance=IMPORTANCE + YES in agreed,
    )
    try:
        built = build(listed.features, choices, target)
    except SettingsError as error:
        raise SettingsError(error.code, **(error.values | {"target": tool})) from None
    folder = _folder(book)
    remarks = list(_remarks(listed, built, tool, language))
    n = len(listed.features)
    asked = text(language, "actions.questionnaire.asked", n=n, target=tool)
    ending = text(language, "actions.questionnaire.importance")
    question = fitted([asked, _how_many(book, language), *remarks], ending, language)
    if IMPORTANCE not in agreed:
        return Reply("choose", question, IMPORTANCE)
    path = free(folder / f"kano-questionnaire-{target}{Path(built.name).suffix}")
    with whole_file(path) as file:
        file.write(built.content)
    told = [text(language, "actions.questionnaire.written", path=str(path))]
    if _is_in_cloud(book):
        told.append(text(language, "actions.questionnaire.cloud"))
    told += [each for each in remarks if each not in question]  # there was no room for it
    return Reply("done", fitted(told, _next(target, language), language))


ask_html = partial(_ask, "html")
ask_google_forms = partial(_ask, "google-forms")
ask_microsoft_forms = partial(_ask, "microsoft-forms")
ask_wjx = partial(_ask, "wjx")
ask_tencent = partial(_ask, "tencent")
ask_qualtrics = partial(_ask, "qualtrics")
ask_limesurvey = partial(_ask, "limesurvey")
ask_word = partial(_ask, "word")
ask_text = partial(_ask, "text")


def _listed(book: xlwings.Book) -> FeatureList:
    """The features of the template."""
    cells = named_cells(book, FEATURES).get(FEATURES)
    if cells is None:
        raise InputError("questionnaire_no_template")
    sheet = cells.sheet
    last = sheet.used_range.last_cell
    return features_of_template(as_sheet(sheet.range((1, 1), (last.row, last.column))))


def _remarks(listed: FeatureList, built: Built, tool: str, language: str) -> Iterator[str]:
    """What should be thought over before people are asked."""
    for each in (*listed.told, *built.advice):
        words = each._replace(values={**each.values, "target": tool}).in_excel(language)
        yield text(language, "actions.questionnaire.remark", remark=words.rstrip(".。"))


def _how_many(book: xlwings.Book, language: str) -> str:
    """How many people to ask for the number of groups on *Start*, or what is wrong there."""
    cell = named_cells(book, GROUPS).get(GROUPS)
    groups = 1 if cell is None else cell.options(err_to_str=True).value
    if groups is None:
        groups = 1
    is_number = isinstance(groups, int | float) and not isinstance(groups, bool)
    if not is_number or not 1 <= groups <= MOST_GROUPS or groups != int(groups):
        return text(language, "template.start.groups_wrong", most=MOST_GROUPS)
    return advice(language, int(groups))


def _folder(book: xlwings.Book) -> Path:
    """Where the file goes: beside the workbook, or, if that is in a cloud, on this computer."""
    if _is_in_cloud(book):
        home = Path.home()
        there = (home / name for name in _ON_THIS_COMPUTER)
        return next((folder for folder in there if folder.is_dir()), home)
    place = Path(str(book.fullname))
    if not place.is_absolute():
        raise OutputError("questionnaire_no_folder")
    return place.parent


def _is_in_cloud(book: xlwings.Book) -> bool:
    """Whether only an address of the web is known of its place."""
    return "://" in str(book.fullname)


def _next(target: str, language: str) -> str:
    """What to do with the file, step by step."""
    lines = [text(language, "actions.questionnaire.next")]
    for n, step in enumerate(next_steps(target, language), 1):
        lines.append(text(language, "actions.questionnaire.step", n=n, told=step.told))
    return "\n".join(lines)
