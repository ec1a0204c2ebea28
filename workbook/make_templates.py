"""Make the template workbooks, in every language.

    python workbook/make_templates.py

writes `workbook/kano_template.xlsx`, and beside it one for each further language. Every run
gives the same files, byte for byte.
"""

from __future__ import annotations

from pathlib import Path

from kano_xl.languages import LANGUAGES
from kano_xl.writers.template.workbook import write_template

FOLDER = Path(__file__).resolve().parent


def template_of(language: str) -> Path:
    """Where the template of a language lies; that of the first one bears no tag."""
    tag = "" if language == LANGUAGES[0] else f".{language}"
    return FOLDER / f"kano_template{tag}.xlsx"


def main() -> None:
    """Write all templates."""
    for language in LANGUAGES:
        write_template(template_of(language), language)


if __name__ == "__main__":
    main()
