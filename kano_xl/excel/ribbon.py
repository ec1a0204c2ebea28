"""The buttons of the ribbon: one call for each click, with a `Reply` to be shown.

An action is a function of the name of its button, in the module named here. It takes the
active workbook, the codes of the questions that the user agreed to, and the language of
Excel. A question is a reply of the kind "ask": the same action is asked for again, with the
code of the question added to what was agreed.

After an action that writes, Ctrl+Z takes nothing back any more, not even what was done before
it. That is said beforehand, until the user has had enough of it: in the question of the
action, or by a reply of the kind "choose" where it asks none.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from kano_xl.errors import InputError, KanoError
from kano_xl.excel.log import log_fault, log_file
from kano_xl.excel.remembered import is_remembered, remember
from kano_xl.excel.reply import LONGEST, YES, Reply
from kano_xl.excel.told import told
from kano_xl.languages import LANGUAGES, text

if TYPE_CHECKING:
    import xlwings

ACTIONS = {
    "new_survey": "starting",
    "check": "checking",
    "ask_html": "questionnaire",
    "ask_google_forms": "questionnaire",
    "ask_microsoft_forms": "questionnaire",
    "ask_wjx": "questionnaire",
    "ask_tencent": "questionnaire",
    "ask_qualtrics": "questionnaire",
    "ask_limesurvey": "questionnaire",
    "ask_word": "questionnaire",
    "ask_text": "questionnaire",
    "analyse": "analysing",
    "settings": "settings",
    "add_workbooks": "adding",
    "compare_earlier": "comparing",
    "plan_house": "planning",
    "plan_next": "planning",
    "plan_priority": "planning",
    "plan_canvas": "planning",
    "plan_actions": "acting",
    "plan_roadmap": "planning",
    "plan_build": "building",
    "plan_journey": "planning",
    "plan_ask": "next_survey",
    "plan_blueprint": "blueprinting",
    "freeze": "sharing",
    "portable": "sharing",
    "repair": "sharing",
    "remove": "removing",
    "guide": "starting",
    "about": "starting",
    "self_test": "starting",
}
"""Every action with its module, which is imported when it is first needed."""

WITHOUT_WORKBOOK = ("new_survey", "guide", "about", "self_test")
"""The actions that need no open workbook."""

UNDO = "undo"
"""The code of the reminder that Ctrl+Z ends."""

WRITING = (
    "analyse",
    "plan_house",
    "plan_next",
    "plan_priority",
    "plan_canvas",
    "plan_actions",
    "plan_roadmap",
    "plan_build",
    "plan_journey",
    "plan_blueprint",
    "repair",
)
"""The actions that write without asking first."""

WRITING_NEXT = ("settings", "wordings", "portable", "next_survey")
"""The questions after which something is written. Those of the actions "freeze" and "remove"
say on their own that it cannot be undone."""


def run(action: str, book: xlwings.Book | None, agreed: Collection[str], language: str) -> Reply:
    """Do what a button says and answer, whatever happens.

    Args:
        action: a key of `ACTIONS`.
        book: the active workbook; None where none is open.
        agreed: the codes of the questions that the user said yes to.
        language: of the messages; `LANGUAGES[0]` stands in for one that is not known.
    """
    language = language if language in LANGUAGES else LANGUAGES[0]
    try:
        if book is None and action not in WITHOUT_WORKBOOK:
            raise InputError("no_workbook")
        act = getattr(import_module(f"{__package__}.actions.{ACTIONS[action]}"), action)
        told_of_undo = _told_of_undo(agreed)
        if action in WRITING and not told_of_undo:
            return Reply("choose", text(language, "actions.undo.reminder"), UNDO)
        reply: Reply = act(book, agreed, language)
        if reply.kind == "ask" and reply.code in WRITING_NEXT and not told_of_undo:
            return _with_line(reply, text(language, "actions.undo.line"), language)
    except KanoError as error:
        if error.__cause__ is not None:
            log_fault(action, error.__cause__)
        reply = Reply("refused", _refusal(error, language))
    except Exception as error:
        log_fault(action, error)
        reply = Reply("bug", text(language, "actions.bug", log=str(log_file())))
    return replace(reply, text=_cut(reply.text, language))


def _told_of_undo(agreed: Collection[str]) -> bool:
    """Whether the user knows that Ctrl+Z ends; kept for good where that was asked for."""
    if UNDO + YES in agreed:
        remember(UNDO)
    return UNDO in agreed or is_remembered(UNDO)


def _with_line(reply: Reply, line: str, language: str) -> Reply:
    """The reply with a line of its own at the end, which is never what is cut off."""
    words = _cut(reply.text, language, LONGEST - len(line) - 2)
    return replace(reply, text=f"{words}\n\n{line}")


def _refusal(error: KanoError, language: str) -> str:
    place = str(replace(error.place, file=None))  # it is the workbook before one's eyes
    key = "actions.refused_at" if place else "actions.refused"
    return text(language, key, place=place, reason=told(error, language))


def _cut(words: str, language: str, most: int = LONGEST) -> str:
    """At most so many characters, whole lines if it can be."""
    if len(words) <= most:
        return words
    ending = text(language, "actions.cut", shown="")
    kept = words[: most - len(ending)]
    return text(language, "actions.cut", shown=(kept.rpartition("\n")[0] or kept).rstrip())
