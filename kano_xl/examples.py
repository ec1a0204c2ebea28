"""The example surveys that are shipped."""

from __future__ import annotations

from pathlib import Path

from kano_xl.languages import traits_of

_PACKAGE = Path(__file__).parent

_FOLDERS = (_PACKAGE / "example_surveys", _PACKAGE.parent / "workbook" / "examples")
"""Where they are in an installed package, and in a checkout."""


def example_survey(language: str) -> Path:
    """The survey of a private bank's app, about 200 respondents and 12 features.

    The English one looks like an export of Google Forms, the Chinese one like one of
    问卷星; the answers are the same.
    """
    return next(folder for folder in _FOLDERS if folder.is_dir()) / traits_of(language).example
