"""What the self-test does around its checks: isolating, stopping, telling, refusing."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import xlwings

import kano_xl
from command import kano
from excel.self_test.faults import FAULTS
from kano_xl.errors import SetupError
from kano_xl.excel import sparing
from kano_xl.excel.actions import starting
from kano_xl.excel.registry import FUNCTIONS
from kano_xl.excel.ribbon import run
from kano_xl.excel.self_test import __main__ as beside
from kano_xl.excel.self_test import connecting, functions, native, program
from kano_xl.excel.self_test.check import CheckFailedError, CheckSkippedError, SelfCheck, Trial
from kano_xl.excel.self_test.plan import CHECKS
from kano_xl.excel.self_test.running import CheckOutcome, run_checks
from kano_xl.excel.self_test.telling import as_text, file_name, line
from kano_xl.languages import LANGUAGES, catalogue

DAY = date(2026, 11, 27)
HOME = r"C:\Users\Li Wei\AppData"


class Host:
    """An Excel that only answers, or no more."""

    language = "en"
    on_mac = False

    def __init__(self, answering: bool = True) -> None:
        self.answering = answering
        self.said: list[str] = []
        self.restored = 0

    def say(self, words: str) -> None:
        self.said.append(words)

    def is_there(self) -> bool:
        return self.answering

    def restore(self) -> None:
        self.restored += 1


def good(trial: Trial) -> None:
    pass


def bad(trial: Trial) -> None:
    raise CheckFailedError(f"=SERIES(,'{HOME}\\[x.xlsx]Data'!A1)")


def mistaken(trial: Trial) -> None:
    raise OSError(2, "not there", f"{HOME}\\secret.xlsx")


def unlucky(trial: Trial) -> None:
    raise CheckSkippedError("no_lambda")


def interrupted(trial: Trial) -> None:
    raise KeyboardInterrupt


def last(trial: Trial) -> None:
    pass


def outcomes_of(host: Any, *checks: SelfCheck) -> dict[str, tuple[str, str]]:
    found = run_checks(host, checks)
    assert host.restored == 1
    return {outcome.name: (outcome.state, outcome.detail) for outcome in found}


def test_a_check_that_fails_stops_only_those_that_need_it() -> None:
    host = Host()
    found = outcomes_of(
        host,
        SelfCheck(bad),
        SelfCheck(mistaken),
        SelfCheck(unlucky),
        SelfCheck(last, needs=("bad",)),
        SelfCheck(good, needs=()),
    )
    assert {name: state for name, (state, _) in found.items()} == {
        "bad": "failed",
        "mistaken": "failed",
        "unlucky": "skipped",
        "last": "skipped",
        "good": "ok",
    }
    assert found["last"][1] == "needs"
    assert host.said[0] == "Kano: self-test (0%)"


def test_nothing_of_the_user_is_written_down() -> None:
    found = outcomes_of(Host(), SelfCheck(bad), SelfCheck(mistaken))
    assert found["bad"][1] == "=SERIES(,…"
    assert re.fullmatch(r"FileNotFoundError( in \w+\.py, line \d+)?", found["mistaken"][1])


def test_the_user_may_stop_it_and_excel_is_put_back_all_the_same() -> None:
    found = outcomes_of(
        Host(), SelfCheck(interrupted), SelfCheck(good), SelfCheck(last, always=True)
    )
    assert found == {
        "interrupted": ("skipped", "stopped"),
        "good": ("skipped", "stopped"),
        "last": ("ok", ""),
    }
    outcomes = [CheckOutcome(name, *each[:1], 0, each[1]) for name, each in found.items()]
    assert program.exit_code(outcomes) == 130


def test_when_excel_is_gone_the_rest_is_not_tried() -> None:
    found = outcomes_of(Host(answering=False), SelfCheck(mistaken), SelfCheck(last, always=True))
    assert found["last"] == ("skipped", "excel_gone")


def test_every_check_has_its_sentence_and_its_fault() -> None:
    names = [check.name for check in CHECKS]
    assert len(names) == len(set(names))
    assert list(FAULTS) == names
    for language in LANGUAGES:
        assert list(catalogue(language)["self_test"]["check"]) == names
    for index, check in enumerate(CHECKS):
        assert set(check.needs) <= set(names[:index])


def test_every_function_is_tried() -> None:
    source = Path(functions.__file__).read_text("utf-8")
    assert set(re.findall(r"[\"']=(KANO_[A-Z]+)\(", source)) == set(FUNCTIONS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_has_a_line_a_check_that_programs_can_read(language: str) -> None:
    outcomes = [
        CheckOutcome("iferror", "ok", 12),
        CheckOutcome("values", "failed", 3, "0.1, not 0.2"),
        CheckOutcome("charts", "skipped", 0, "not_told"),
    ]
    words = as_text(outcomes, {"kano_xl": "1.0"}, language)
    assert "\nkano_xl: 1.0\n" in words
    found = re.findall(r"^(ok|failed|skipped) +(\w+) +(\d+) ms  .+$", words, re.MULTILINE)
    assert found == [("ok", "iferror", "12"), ("failed", "values", "3"), ("skipped", "charts", "0")]
    assert "0.1, not 0.2" in words
    assert all(line(outcome, language) in words for outcome in outcomes)


def test_the_expected_interval_is_wilsons() -> None:
    from scipy.stats import binomtest

    ((found,),) = [rows for formula, rows in functions.BLOCKS.items() if "INTERVAL" in formula]
    wanted = binomtest(5, 8).proportion_ci(method="wilson")
    assert found == pytest.approx((wanted.low, wanted.high), abs=1e-10)


@pytest.fixture
def no_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlwings, "apps", SimpleNamespace(keys=lambda: [], active=None))


class App:
    """An Excel in which macros of the add-in may be there."""

    def __init__(self, with_add_in: bool) -> None:
        self.with_add_in = with_add_in
        self.alerts: list[str] = []

    def macro(self, name: str) -> Any:
        if not self.with_add_in:
            raise RuntimeError("Cannot run the macro")
        return lambda: ""

    def alert(self, words: str, *more: str) -> None:
        self.alerts.append(words)


def use(monkeypatch: pytest.MonkeyPatch, apps: dict[int, App]) -> None:
    class Apps(dict[int, App]):
        active = next(iter(apps.values()), None)

    monkeypatch.setattr(xlwings, "apps", Apps(apps))


@pytest.mark.usefixtures("no_excel")
@pytest.mark.parametrize("language", LANGUAGES)
def test_without_excel_the_command_says_what_to_do(language: str) -> None:
    outcome = kano("addin", "doctor", "--in-excel", "--language", language)
    assert (outcome.code, outcome.out) == (2, "")
    assert len(outcome.err.strip().splitlines()) == 1
    assert "Excel" in outcome.err


def test_an_excel_without_the_add_in_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, {1: App(with_add_in=False)})
    with pytest.raises(SetupError, match="tab Kano") as refused:
        connecting.chosen_excel(patience=0)
    assert refused.value.code == "self_test_no_addin"


def test_of_several_excels_the_one_that_asked_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = App(True), App(True)
    use(monkeypatch, {1: first, 2: second})
    chosen: Any = connecting.chosen_excel
    assert chosen(2) is second
    assert chosen(None) is first
    assert chosen(3) is first


@pytest.mark.parametrize("arguments", [["--in-excel", "--json"], ["-o", "x.txt"]])
def test_the_doctors_options_exclude_each_other(arguments: list[str]) -> None:
    outcome = kano("addin", "doctor", *arguments)
    assert outcome.code == 2
    assert "--in-excel" in outcome.err


def test_the_command_prints_the_lines_and_writes_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "x.txt"
    outcomes = [CheckOutcome("iferror", "failed", 1, "x")]

    def tried(language: str, pid: object, output: Path, overwrite: bool, tell: Any) -> Any:
        assert (language, pid, output, overwrite) == ("en", None, path, False)
        for each in outcomes:
            tell(each)
        return outcomes, path

    monkeypatch.setattr(program, "self_test", tried)
    outcome = kano("addin", "doctor", "--in-excel", "-o", path, "--language", "en")
    assert outcome.code == 1
    assert outcome.out.splitlines() == [line(outcomes[0], "en"), "0 ok, 1 failed, 0 skipped"]
    assert str(path) in outcome.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_file_of_the_user_s_is_replaced_and_that_is_seen_first(
    language: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(program, "chosen_excel", None)  # nothing is tried
    theirs = tmp_path / "theirs.txt"
    theirs.write_text("theirs", encoding="utf-8")
    for target in (theirs, tmp_path, tmp_path / "missing" / "x.txt"):
        given = ("-o", target, "--language", language)
        outcome = kano("addin", "doctor", "--in-excel", *given)
        assert outcome.code == 2
        assert str(target) in outcome.err
    assert theirs.read_text("utf-8") == "theirs"


def test_the_button_asks_and_starts_it_beside_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(starting.subprocess, "Popen", lambda given, **more: started.append(given))
    book: Any = SimpleNamespace(app=SimpleNamespace(pid=7))
    asked = run("self_test", book, (), "zh-Hans")
    assert (asked.kind, asked.code, started) == ("ask", "self_test", [])
    done = run("self_test", book, ("self_test",), "zh-Hans")
    assert (done.kind, done.text) == ("done", "")
    program_, *arguments = started[0]
    assert program_ == sys.executable
    assert arguments[:4] == ["-I", "-B", "-m", "kano_xl.excel.self_test"]
    assert arguments[4:] == ["--excel=7", "--language=zh-Hans"]


def test_without_a_workbook_the_button_says_what_to_do() -> None:
    reply = run("self_test", None, ("self_test",), "en")
    assert reply.kind == "refused"
    assert "open an empty workbook" in reply.text


def test_beside_excel_it_tells_how_it_went(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    app = App(with_add_in=True)
    use(monkeypatch, {7: app})
    outcomes = [CheckOutcome("iferror", "ok")]
    path = tmp_path / file_name(DAY)
    monkeypatch.setattr(beside, "self_test", lambda language, pid: (outcomes, path))
    assert beside.main(["--excel=7", "--language=en"]) == 0
    assert app.alerts[0].startswith("1 ok, 0 failed, 0 skipped\n\nThe file kano_xl-self-test-2026")
    assert str(tmp_path) in app.alerts[0]


def test_beside_an_excel_without_the_add_in_it_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(connecting, "_PATIENCE", 0)
    app = App(with_add_in=False)
    use(monkeypatch, {7: app})

    def refused(language: str, pid: int) -> None:
        connecting.chosen_excel(pid, patience=0)

    monkeypatch.setattr(beside, "self_test", refused)
    assert beside.main(["--excel=7", "--language=zh-Hans"]) == 2
    assert app.alerts[0].startswith("未执行：")


def test_what_excel_does_not_tell_is_skipped() -> None:
    with pytest.raises(CheckSkippedError, match="not_told"):
        native.native_property(object(), "Formula", "formula")


def test_the_whole_program_writes_a_file_without_anything_private(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, excel: xlwings.App
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    book = excel.books.add()
    try:
        monkeypatch.setattr(program, "chosen_excel", lambda pid: excel)
        tried = [SelfCheck(good), CHECKS[-1]]
        monkeypatch.setitem(catalogue("en")["self_test"]["check"], "good", "It is good.")
        outcomes, path = program.self_test("en", checks=tried)
    finally:
        book.close()
    assert [outcome.state for outcome in outcomes] == ["ok", "ok"]
    assert path == tmp_path / "kano_xl" / file_name(date.today())
    words = path.read_text("utf-8-sig")
    assert re.search(r"^excels running: \d$", words, re.MULTILINE)
    for private in (str(Path.home()), str(tmp_path), "\\"):
        assert private not in words
    assert not re.search(rf"\b{re.escape(Path.home().name)}\b", words)


def test_the_checklist_for_people_is_short() -> None:
    checklist = Path(kano_xl.__file__).parents[1] / "workbook" / "EXCEL-CHECKLIST.md"
    rows = re.findall(r"^\| (?!where)", checklist.read_text("utf-8"), re.MULTILINE)
    assert 10 <= len(rows) <= 20


def test_excels_that_show_no_workbook_are_not_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    left_out: list[object] = []
    xlwings_on_windows = SimpleNamespace(cleanup=lambda: None)
    monkeypatch.setitem(sys.modules, "xlwings._xlwindows", xlwings_on_windows)
    monkeypatch.setattr(sparing.atexit, "unregister", left_out.append)
    monkeypatch.setattr(sparing.sys, "platform", "win32")
    sparing.spare_other_excels()
    assert left_out == [xlwings_on_windows.cleanup]
