"""Every button in a workbook that lies in a cloud: its place is an address of the web."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from filled_template import survey_cells
from kano_xl.excel.ribbon import ACTIONS, WITHOUT_WORKBOOK, run
from kano_xl.writers.template.workbook import write_template

PLACE = "https://d.docs.live.net/0123456789abcdef/My%20surveys/survey.xlsx"

AGREED = ("undo", "settings", "freeze", "portable", "remove", "pairs", "sheet")


WITH_MORE = (
    *("add_workbooks", "compare_earlier", "plan_next", "plan_build", "plan_ask"),
    *(action for action in ACTIONS if action.startswith("ask_")),
)
"""These need files or filled planning sheets, or write files; they have tests of their own."""


@pytest.fixture
def in_the_cloud(excel: xlwings.App, tmp_path: Path) -> Iterator[xlwings.Book]:
    """The template with answers, opened from there."""
    path = tmp_path / "survey.xlsx"
    write_template(path, "en")
    book = excel.books.open(path)
    answers = [[1, 5, 3, 3], [2, 5, 3, 3], [1, 5, 1, 3], [3, 5, 1, 3]]
    for title, cells in survey_cells("en", ["Chat", "Alerts"], answers).items():
        for at, value in cells.items():
            book.sheets[title][at].value = value
    book.impl.fullname = PLACE
    assert (book.fullname, book.name) == (PLACE, "survey.xlsx")
    yield book
    book.close()


def test_all_buttons_do_there_what_they_do_elsewhere(in_the_cloud: xlwings.Book) -> None:
    actions = [action for action in ACTIONS if action not in (*WITHOUT_WORKBOOK, *WITH_MORE)]
    assert actions[-1] == "remove"
    replies = {}
    for action in ("check", "analyse", *actions):
        replies[action] = run(action, in_the_cloud, AGREED, "en")
        assert replies[action].kind == "done", (action, replies[action].text)
    assert replies["analyse"].text.startswith("2 features were analysed")
    assert "result sheets were deleted" in replies["remove"].text
    # Without result sheets, they are added as those of any workbook.
    assert run("analyse", in_the_cloud, AGREED, "en").kind == "done"
