"""Where everything of the template stands, so that its sheets can refer to each other.

Rows and columns are 0-based.
"""

from __future__ import annotations

from dataclasses import dataclass

from kano_xl.addresses import absolute
from kano_xl.languages import text
from kano_xl.model.categories import CATEGORIES, PRECEDENCE
from kano_xl.report.charts.scatter_frame import FRAME_COLUMNS, FRAME_ROWS
from kano_xl.report.typesetting.placement import quoted

MOST_FEATURES = 40
"""Features that the template has room for."""

LAST_ANSWER = 10_003
"""The last row whose answers are counted."""

SHEETS = ("start", "features", "responses", "settings", "live_data", "live")
"""The template's own sheets, keys of the catalogue ``template.sheet``. The hidden one is not the
last: behind that others are added."""


def title(language: str, sheet: str) -> str:
    """The name on the tab of one of `SHEETS`."""
    return text(language, f"template.sheet.{sheet}")


@dataclass(frozen=True, slots=True)
class Block:
    """Cells of a sheet.

    Attributes:
        sheet: one of `SHEETS`.
        row, column: of the first cell.
        height, width: in cells.
    """

    sheet: str
    row: int
    column: int
    height: int = 1
    width: int = 1

    @property
    def cells(self) -> str:
        """The address within its sheet.

        >>> Block("live", 4, 1, 3, 2).cells, Block("live", 4, 1).cells
        ('$B$5:$C$7', '$B$5')
        """
        first = absolute(self.row, self.column)
        last = absolute(self.row + self.height - 1, self.column + self.width - 1)
        return first if first == last else f"{first}:{last}"

    def at(self, row: int, column: int = 0) -> Block:
        """One cell of it."""
        return Block(self.sheet, self.row + row, self.column + column)

    def address(self, language: str) -> str:
        """The address in any sheet of the template in a language.

        >>> Block("live", 4, 1).address("en")
        "'Live'!$B$5"
        """
        return f"{quoted(title(language, self.sheet))}!{self.cells}"


@dataclass(frozen=True, slots=True)
class KeyedBlock(Block):
    """Cells of a sheet whose columns have names.

    Attributes:
        keys: a name for each column.
    """

    keys: tuple[str, ...] = ()

    def offset(self, key: str) -> int:
        """How many columns stand before that of a name.

        >>> KeyedBlock("live", 4, 1, 3, 2, keys=("n", "better")).offset("better")
        1
        """
        return self.keys.index(key)

    def of(self, row: int, key: str) -> Block:
        """The cell of a name in a row.

        >>> KeyedBlock("live", 4, 1, 3, 2, keys=("n", "better")).of(0, "better").cells
        '$C$5'
        """
        return self.at(row, self.offset(key))

    def all(self, key: str) -> Block:
        """The cells of a name in all rows.

        >>> KeyedBlock("live", 4, 1, 3, 2, keys=("n", "better")).all("better").cells
        '$C$5:$C$7'
        """
        return Block(self.sheet, self.row, self.column + self.offset(key), self.height)


def _keyed(sheet: str, row: int, column: int, height: int, keys: tuple[str, ...]) -> KeyedBlock:
    return KeyedBlock(sheet, row, column, height, len(keys), keys)


GROUPS = Block("start", 23, 2)
"""How many groups of people are to be compared, for how many people to ask."""

PRODUCT = Block("features", 3, 2)
"""What the product is called in the questions."""

FEATURES = Block("features", 6, 1, MOST_FEATURES)
"""The names of the features."""

PURPOSES = Block("features", FEATURES.row, 2, MOST_FEATURES)
"""What each does for the customer."""

ASKED = Block("features", FEATURES.row, 3, MOST_FEATURES)
"""Whether the questionnaire asks about each: yes or nothing at all, or no."""

NUMBERED = Block("features", FEATURES.row - 1, 0, MOST_FEATURES + 2)
"""The constant number of each feature, which its answers are found by. The header and the row
below the last one belong to it, so that a row inserted at either end does too."""

NAMED = Block(NUMBERED.sheet, NUMBERED.row, FEATURES.column, NUMBERED.height)
"""The names beside `NUMBERED`."""

ABOUT_PEOPLE = ("respondent", "group", "weight")
"""What stands before a person's answers, keys of the catalogue ``template.responses``: who it is,
and, where somebody wants it, the group and how much the person counts."""

RESPONSES = Block("responses", 3, 0, LAST_ANSWER - 2, len(ABOUT_PEOPLE) + 2 * MOST_FEATURES)
"""The header of the answers and all rows for them; the first columns are `ABOUT_PEOPLE`."""

SIDES = ("functional", "dysfunctional")
"""The two columns of a feature, keys of the catalogue ``template.mark``."""

LIVE = _keyed(
    "live",
    39,
    0,
    MOST_FEATURES,
    (
        *("number", "name", "category", "n"),
        *CATEGORIES,
        *(f"share_{letter}" for letter in CATEGORIES),
        *("better", "worse", "absolute", "unread"),
    ),
)
"""The live result, a row for each feature, without its header."""

PAIRS = Block("live_data", 8, 1, MOST_FEATURES, 25)
"""The counts of every pair of answers, a row for each feature."""

POINTS = _keyed(
    "live_data",
    PAIRS.row,
    28,
    MOST_FEATURES,
    (
        *("letter", "label", "x", "y", "label_x", "label_y"),
        *(f"y_{letter}" for letter in PRECEDENCE),
    ),
)
"""What the live map is drawn from, a row for each feature."""

MAP_CORNERS = Block("live_data", PAIRS.row, 45, 4)
"""The first labels of the live map, those of its quadrants, in rows of `LABELS` of their own."""

LABELS = _keyed(
    "live_data",
    MAP_CORNERS.row + MAP_CORNERS.height,
    MAP_CORNERS.column,
    MOST_FEATURES,
    (
        *("name", "number", "name_width", "number_width", "x", "y"),
        *(f"name_{place}" for place in range(1, 9)),
        *(f"number_{place}" for place in range(1, 25)),
        *("is_name", "place", "left", "top", "right", "bottom", "key"),
    ),
)
"""Where the labels of the live map may stand, and where they do, a row for each feature."""

CHARACTERS = Block("live_data", PAIRS.row, LABELS.column + LABELS.width + 1, 100, 3)
"""The first codes of characters of the same width, that width, and the number of the row."""

FRAME = _keyed("live_data", PAIRS.row, 41, FRAME_ROWS, FRAME_COLUMNS)
"""The title, the lines and the names that stand around the points."""


def answers(feature: int, side: int) -> Block:
    """The answers to one question: of the feature with this index; side 0 is with it, 1 without.

    >>> answers(0, 1).cells
    '$E$5:$E$10004'
    """
    return Block(
        RESPONSES.sheet,
        RESPONSES.row + 1,
        RESPONSES.column + len(ABOUT_PEOPLE) + 2 * feature + side,
        RESPONSES.height - 1,
    )
