"""The self-test on LibreOffice in Excel's place: all is well there, and each fault is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
import xlsxwriter
import xlwings

from excel.self_test.faults import FAULTS
from excel.self_test.standing_in import Standing, stand_in
from kano_xl.excel.self_test import analysing, beside, functions, later, sharing, template
from kano_xl.excel.self_test.check import SelfCheck
from kano_xl.excel.self_test.host import ExcelHost
from kano_xl.excel.self_test.plan import CHECKS
from kano_xl.excel.self_test.running import CheckOutcome, run_checks
from kano_xl.excel.self_test.telling import line

RESTORED = CHECKS[-1]
STAGES: tuple[Sequence[SelfCheck], ...] = (
    functions.CHECKS,
    analysing.CHECKS,
    (analysing.CHECKS[1], *beside.CHECKS),
    (analysing.CHECKS[1], *later.CHECKS),
    (functions.CHECKS[0], *sharing.CHECKS),
    template.CHECKS,
)
"""What is tried apart from the rest: what a check needs is in its own stage."""

ANSWERS = ("I like it", "It must be", "I am neutral", "I can live with it", "I dislike it")

Run = Callable[..., list[CheckOutcome]]


@pytest.fixture
def standing(
    excel: xlwings.App, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Standing]:
    """LibreOffice as an Excel with the add-in, in which the user has a workbook open."""
    book = excel.books.add()
    book.sheets[0]["A1"].value = "the user's"
    yield stand_in(excel, monkeypatch, tmp_path)
    monkeypatch.undo()
    assert book.sheets[0]["A1"].value == "the user's"
    for each in list(excel.books):
        each.close()


def run(
    standing: Standing, checks: Sequence[SelfCheck], system: str = "windows", language: str = "en"
) -> list[CheckOutcome]:
    host = ExcelHost(standing.app, system, language, lambda: standing.clipboard)
    return run_checks(host, checks)


def names_of(outcomes: Sequence[CheckOutcome], state: str) -> list[str]:
    return [outcome.name for outcome in outcomes if outcome.state == state]


@pytest.fixture
def small_survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six features and ten people in place of the example, which takes longer."""
    path = tmp_path / "small.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sides = [
            f"{name} [{side}]"
            for name in "Chat Alerts Cards Loans Funds Maps".split()
            for side in "FD"
        ]
        sheet.write_row(0, 0, ["ID", *sides])
        for person in range(10):
            given = [ANSWERS[(person + person // 3 + 2 * column) % 5] for column in range(12)]
            sheet.write_row(person + 1, 0, [person + 1, *given])
    monkeypatch.setattr(analysing, "example_survey", lambda language: path)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_all_is_well_with_the_example_on_windows(language: str, standing: Standing) -> None:
    outcomes = run(standing, CHECKS, language=language)
    assert [line(outcome, language) for outcome in outcomes if outcome.state != "ok"] == []
    assert [outcome.name for outcome in outcomes] == [check.name for check in CHECKS]
    assert len(standing.app.books) == 1
    assert standing.app.status_bar is False


@pytest.mark.usefixtures("small_survey")
def test_on_the_mac_all_but_the_functions_is_tried(standing: Standing) -> None:
    outcomes = run(standing, CHECKS, "mac")
    assert not names_of(outcomes, "failed")
    skipped = [outcome for outcome in outcomes if outcome.state == "skipped"]
    assert {outcome.detail for outcome in skipped} == {"not_on_mac"}
    assert {outcome.name for outcome in skipped} == {
        check.name for check in CHECKS if not check.on_mac
    }
    assert {"analysed", "charts", "removed", "live", "restored"} <= set(names_of(outcomes, "ok"))


@pytest.mark.usefixtures("small_survey")
@pytest.mark.parametrize("check", [check.name for check in CHECKS])
def test_what_is_broken_makes_its_check_fail_and_no_other(
    check: str, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = next(each for each in STAGES if check in [one.name for one in (*each, RESTORED)])
    FAULTS[check](standing, monkeypatch)
    outcomes = run(standing, (*stage, RESTORED))
    assert names_of(outcomes, "failed") == [check], [line(each, "en") for each in outcomes]
    failed = next(outcome for outcome in outcomes if outcome.name == check)
    assert ".py" not in failed.detail, "it fails by what is found, not by a mistake of its own"
