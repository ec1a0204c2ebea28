"""An action plan in the making: what all its rooms share."""

from __future__ import annotations

from datetime import date

from kano_xl.model.planning.actions import DONE, STATES, STOPPED
from kano_xl.planning.actions_layout import ActionsLayout
from kano_xl.planning.actions_numbers import calculate_actions
from kano_xl.planning.filling import ActionFilling
from kano_xl.planning.grid import GridDraft
from kano_xl.planning.needs import fixed_column
from kano_xl.planning.results import KnownFeatures, quoted_text
from kano_xl.planning.worded import WordedDraft


class ActionsDraft(WordedDraft):
    """An action plan in the making.

    Attributes:
        language: of its texts.
        filling, known: what it is made from.
        measures: what follows.
        place: where everything stands.
        draft: its cells so far.
        states: the words of the list, by the states.
    """

    def __init__(
        self, language: str, filling: ActionFilling, known: KnownFeatures, today: date
    ) -> None:
        self.language, self.filling, self.known = language, filling, known
        self.measures = calculate_actions(filling, known, today, (language,))
        self.place = ActionsLayout(len(filling.measures))
        self.draft = GridDraft()
        self.states = {each: self.words(f"priority.status.{each}") for each in STATES}

    def cell(self, row: int, key: str) -> str:
        """The address of a cell of a column, for formulas that go along with their row."""
        return fixed_column(row, self.place.at(key))

    def down(self, key: str) -> str:
        """All cells of a column."""
        return self.place.down(key).fixed

    def ended(self, status: str) -> str:
        """The formula for whether a status says that nothing more is to be done."""
        words = (quoted_text(self.states[each]) for each in (DONE, STOPPED))
        return f"OR({','.join(f'{status}={each}' for each in words)})"
