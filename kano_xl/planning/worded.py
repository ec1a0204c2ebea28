"""The texts of a planning sheet in the making, as cells and as formulas take them."""

from __future__ import annotations

from kano_xl.languages import text
from kano_xl.planning.results import quoted_text


class WordedDraft:
    """A sheet in the making that has a language.

    Attributes:
        section: of the catalogue, where its texts are.
        language: of its texts.
    """

    section = "planning"
    language: str

    def words(self, key: str, /, **values: object) -> str:
        """A text of the section."""
        return text(self.language, f"{self.section}.{key}", **values)

    def quoted(self, key: str) -> str:
        """The same as a formula takes it."""
        return quoted_text(self.words(key))
