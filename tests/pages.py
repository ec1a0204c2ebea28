"""The pages that people read: the README and the guides, in every language."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import kano_xl
from kano_xl.languages import LANGUAGES

ROOT = Path(kano_xl.__file__).parents[1]
GUIDES = ROOT / "workbook" / "guides"
NAMES = sorted(page.stem for page in (GUIDES / "en").glob("*.md"))
"""The guides that there are; each exists in every language."""


def readme(language: str) -> Path:
    """The README of a language."""
    return ROOT / ("README.md" if language == "en" else f"README.{language}.md")


def guide(language: str, name: str) -> Path:
    """A guide of a language."""
    return GUIDES / language / f"{name}.md"


def pages(language: str) -> list[Path]:
    """Every page of a language, the README first."""
    return [readme(language), *(guide(language, name) for name in NAMES)]


EVERY_PAGE = [page for language in LANGUAGES for page in pages(language)]


def words_of(page: Path) -> str:
    """A page as it is written."""
    return page.read_text(encoding="utf-8")


def all_words(language: str) -> str:
    """All pages of a language, one after the other."""
    return "\n".join(words_of(page) for page in pages(language))


def blocks(words: str, kind: str) -> list[str]:
    """The blocks of code of a kind on a page."""
    return re.findall(rf"```{kind}\n(.*?)```", words, re.DOTALL)


def headings(words: str) -> list[tuple[str, str]]:
    """The level and the words of every heading of a page."""
    return re.findall(
        r"^(#+) (.+)$", re.sub(r"```.*?```", "", words, flags=re.DOTALL), re.MULTILINE
    )


def anchor(heading: str) -> str:
    """The name that a heading gets on a web page: its letters and digits, joined by hyphens."""
    kept = (c for c in heading.lower() if c in " -_" or unicodedata.category(c)[0] in "LN")
    return "".join(kept).replace(" ", "-")
