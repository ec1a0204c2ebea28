"""The choices as flags of the command line, each made from its declaration.

What a flag is given is judged as anywhere else, so that an error says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from kano_xl.category_names import LETTERS
from kano_xl.choices import Settings
from kano_xl.errors import SettingsError
from kano_xl.kinds import (
    AnyTable,
    Choice,
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
    share,
    whole,
)
from kano_xl.languages import system_language, text
from kano_xl.survey.quoting import quoted

LANGUAGE = system_language()
"""Of the help texts; the flag ``--language`` decides for everything else."""


def help_text(key: str) -> str:
    """What the help of the command line says about something."""
    return text(LANGUAGE, f"terminal.help.{key}")


def choice_flags(command: str) -> Callable[[Any], Any]:
    """The decorator with all choices of a command; before the answers the file that they beat."""

    def decorate(function: Any) -> Any:
        for choice in reversed(choices_of(Settings)):
            if command in choice.commands:
                function = flag(choice, LANGUAGE)(function)
                function = _mapping(function) if choice.name == "answers" else function
        return function

    return decorate


def _mapping(function: Any) -> Any:
    """The flag of the file that says what columns and answers mean."""
    kind = click.Path(path_type=Path)
    return click.option("--mapping", metavar="FILE", type=kind, help=help_text("mapping"))(function)


def language_flag(function: Any) -> Any:
    """The flag of the language, for commands without other choices."""
    (choice,) = (each for each in choices_of(Settings) if each.name == "language")
    return flag(choice, LANGUAGE)(function)


def flag(choice: Choice, language: str) -> Callable[[Any], Any]:
    """The decorator that gives a command the flag of a choice.

    Args:
        choice: what is chosen by it.
        language: of its help; of the results too, where a command does not choose one.
    """
    name = choice.flag or choice.name
    usual = language if choice.name == "language" else choice.default
    words = text(language, f"terminal.help.{name}")
    names = (f"--{name.replace('_', '-')}", choice.name)
    return click.option(*names, help=words, **_parameters(choice, usual))


def _parameters(choice: Choice, usual: Any) -> dict[str, Any]:
    """What click has to know of a choice."""
    match choice.kind:
        case OneOf(words, unchosen):
            shown = True if unchosen is None else unchosen
            return {"type": _Word(choice, words), "default": usual, "show_default": shown}
        case Several(words):
            return {"type": _Word(choice, words), "multiple": True}
        case AnyTable(words):
            metavar = "|".join((*words, "FILE"))
            return {"metavar": metavar, "default": usual, "show_default": True}
        case NamesOfCategories() as kind:
            return {
                "metavar": "|".join((*kind.words, "LETTER=NAME,…")),
                "default": usual,
                "show_default": True,
                "callback": lambda context, option, given: names_of_categories(given),
            }
        case Share() | Level():
            read = _reader(share, choice)
            return {"type": read, "metavar": "FLOAT", "default": usual, "show_default": True}
        case Whole():
            return {"type": _reader(whole, choice), "metavar": "N", "default": usual}
        case Texts() | Conditions() | ColumnOf() as kind:
            return _named(kind)
        case OwnWordings(meanings):
            return {
                "metavar": "WORDING=MEANING",
                "multiple": True,
                "callback": lambda context, option, given: own_answers(given, meanings),
            }
        case YesNo():
            return {"is_flag": True}


def _named(kind: Texts | Conditions | ColumnOf) -> dict[str, Any]:
    """What click has to know of a choice of names, which only the survey can judge."""
    if isinstance(kind, ColumnOf):
        return {"metavar": "|".join(("COLUMN", *kind.places)), **once()}
    return {"metavar": kind.called, "multiple": True}


def once() -> dict[str, Any]:
    """What click has to know of an option that people may take for one to be repeated.

    The last one would silently beat the others.
    """
    return {"multiple": True, "callback": _only}


def _only(context: click.Context, option: click.Parameter, given: Sequence[str]) -> str | None:
    if len(given) > 1:
        raise SettingsError("given_twice", option=option.opts[0], given=quoted(given[1]))
    return given[0] if given else None


def _reader(read: Callable[[str, str], float], choice: Choice) -> Callable[[Any], float]:
    """What makes a number of what is typed; the usual one is a number already."""
    return lambda given: read(choice.name, quoted(given)) if isinstance(given, str) else given


class _Word(click.Choice[str]):
    """One of a few words."""

    def __init__(self, choice: Choice, words: tuple[str, ...]) -> None:
        super().__init__(words)
        self._choice = choice

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value not in self.choices:
            OneOf(tuple(self.choices)).check(self._choice.name, quoted(value))
        return str(value)


def own_answers(given: Sequence[str], meanings: Sequence[str]) -> dict[str, int]:
    """What the user says that answers mean, from "WORDING=MEANING" each.

    >>> own_answers(["a = b=dislike", "7=none"], ("none", "dislike"))
    {'a = b': 1, '7': 0}

    Raises:
        SettingsError: ``answer_choice`` for anything else.
    """
    found = {}
    for each in given:
        wording, _, meaning = each.rpartition("=")
        plain = meaning.strip().lower()
        if not wording.strip() or plain not in meanings:
            raise SettingsError("answer_choice", given=each, known=", ".join(meanings))
        found[wording.strip()] = meanings.index(plain)
    return found


def names_of_categories(given: str) -> str | dict[str, str]:
    """A set of names as it is, or the user's own from "LETTER=NAME,LETTER=NAME".

    >>> names_of_categories("basic"), names_of_categories("m=Basis, A=Wow")
    ('basic', {'M': 'Basis', 'A': 'Wow'})

    Raises:
        SettingsError: ``category_names_form``: a part is of another form, or a letter is given
            twice.
    """
    if "=" not in given:
        return quoted(given)
    found: dict[str, str] = {}
    for part in given.replace("，", ",").split(","):
        letter, joint, name = part.partition("=")
        plain = letter.strip().upper()
        if not joint or plain not in LETTERS or plain in found:
            raise SettingsError("category_names_form", given=quoted(part), known=", ".join(LETTERS))
        found[plain] = name.strip()
    return found
