"""A roadmap planned in the open workbook: as the command plans it, and nothing typed is touched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlwings

from command import kano
from excel.actions.test_planning import ANSWERS, click, survey, with_results
from kano_xl.excel.book.plans import plans_in
from kano_xl.languages import text
from kano_xl.planning.roadmap_reading import read_roadmap

SHEET = "Roadmap"


@pytest.fixture
def book(excel: xlwings.App) -> Iterator[xlwings.Book]:
    """A survey with its results and a roadmap: Maps is must-be, Chat performance, Alerts not."""
    with with_results(excel) as book:
        reply = click(book, "plan_roadmap")
        assert text("en", "planning.roadmap.begin") in reply.text, reply
        yield book


def cells(book: xlwings.Book, name: str, title: str = SHEET) -> xlwings.Range:
    found = {each.title: each for each in plans_in(book)}[title].own[name].refers_to_range
    assert isinstance(found, xlwings.Range)
    return found


def fill(book: xlwings.Book, efforts: dict[str, float], budget: float) -> None:
    names = [*cells(book, "Plan_Requirements").options(ndim=1).value]
    for name, effort in efforts.items():
        cells(book, "Plan_Effort")[names.index(name), 0].value = effort
    cells(book, "Plan_Budgets")[0, 0].value = budget


def periods(book: xlwings.Book, title: str) -> dict[str, float | None]:
    names = cells(book, "Plan_Requirements", title).options(ndim=1).value
    found = cells(book, "Plan_Periods", title).options(ndim=1).value
    return {name: each for name, each in zip(names, found, strict=True) if name}


def test_the_plan_is_a_new_sheet_and_that_of_the_command(
    book: xlwings.Book, tmp_path: Path
) -> None:
    # Maps has to be there; of 7 days it leaves 5: Chat alone, worth Better .8 + |Worse| 1.
    fill(book, {"Maps": 2, "Chat": 5, "Alerts": 4}, 7)
    typed = read_roadmap(plans_in(book)[0].filled())
    reply = click(book, "plan_build")
    assert reply.kind == "done", reply.text
    assert "In 1,000 surveys, resampled by respondent, this plan reaches" in reply.text
    new = f"{SHEET} 2"
    assert book.sheets.active.name == new
    assert periods(book, SHEET) == {"Maps": None, "Chat": None, "Alerts": None}
    assert periods(book, new) == {"Maps": 1, "Chat": 1, "Alerts": None}
    assert read_roadmap(plans_in(book)[0].filled()) == typed
    status = book.sheets[new].range((3, 2))
    assert status.value == text("en", "roadmap.status.made")
    # The command finds the same, of the survey as a file and the sheet as a file.
    file, plan = tmp_path / "survey.csv", tmp_path / "plan.xlsx"
    file.write_text("\n".join(",".join(row) for row in survey(ANSWERS)), encoding="utf-8")
    book.save(str(plan))
    done = kano("plan", "roadmap", plan, "--survey", file, "--json", "-")
    assert done.code == 0, done.err
    first, second = json.loads(done.out)["sheets"]
    told = {row["name"]: row["period"] for row in first["features"]}
    assert told == {"Maps": 1, "Chat": 1, "Alerts": None}
    assert {**second, "title": ""} == {**first, "title": ""}
    # What is changed afterwards is told by the sheet itself.
    cells(book, "Plan_Budgets", new)[0, 0].value = 6
    assert status.value == text("en", "roadmap.status.changed")
    book.sheets["Survey"].activate()
    assert "several roadmaps" in click(book, "plan_build").text


def test_what_cannot_be_planned_is_said(book: xlwings.Book) -> None:
    assert click(book, "plan_build").text.startswith("Not done")
    fill(book, {"Maps": 9, "Chat": 5}, 7)
    reply = click(book, "plan_build")
    assert "“Maps”) take 9, the budget is 7: 2 is lacking" in reply.text
    cells(book, "Plan_Effort")[0, 0].value = "soon"
    assert "“soon” is no effort" in click(book, "plan_build").text
    fill(book, {"Maps": 2, "Chat": 5, "Alerts": 4}, 7)
    # An answer changed after the analysis: the sheet would look up something else.
    book.sheets["Survey"]["B2"].value = "I dislike it"
    assert "are not what the survey says now" in click(book, "plan_build").text
    assert [each.title for each in plans_in(book)] == [SHEET]
    book.sheets[SHEET].delete()
    assert "there is no roadmap in this workbook yet" in click(book, "plan_build").text
