"""The texts of the add-in: VBA source is not Unicode, so they stand in cells."""

from __future__ import annotations

from kano_xl.excel.registry import FUNCTIONS
from kano_xl.languages import LANGUAGES, catalogue, traits_of

SHEET = "Texts"
"""The add-in's worksheet, which VBA reads them from."""


def text_rows() -> list[tuple[str, ...]]:
    """A header row, then a row per text: its key, then the text in each of `LANGUAGES`.

    Keys are a control's id or ``message`` and what the text is for, or a function's name and
    ``help`` or an argument's name: ``analyse.label``, ``KANO_BETTER.dysfunctional``.
    The rows ``language.windows_ids`` and ``language.countries`` hold the numbers that pick it.
    """
    columns = [_numbers(language) | _texts(language) for language in LANGUAGES]
    rows = [(key, *(column[key] for column in columns)) for key in columns[0]]
    return [("key", *LANGUAGES), *rows]


def _numbers(language: str) -> dict[str, str]:
    """By which numbers Excel picks a language, with spaces between them."""
    traits = traits_of(language)
    return {
        f"language.{name}": " ".join(map(str, numbers)) or "-"  # an empty cell would be no text
        for name, numbers in (
            ("windows_ids", traits.windows_ids),
            ("countries", traits.countries),
        )
    }


def _texts(language: str) -> dict[str, str]:
    found = {
        f"{owner}.{use}": words
        for owner, uses in catalogue(language)["ribbon"].items()
        for use, words in uses.items()
    }
    for function in FUNCTIONS.values():
        found[f"{function.name}.help"] = function.help(language)
        for argument in function.shown:
            help_text = function.argument_help(argument, language)
            found[f"{function.name}.{argument.name}"] = help_text
    return found
