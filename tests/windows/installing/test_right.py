"""The judge of installations finds what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.windows.installing.account import Account
from tests.windows.installing.right import APP, SETTINGS, answers_wrong, elsewhere, refused_wrong
from tests.windows.prepare import Windows

HOME = r"C:\users\王 小明\AppData\Local"
ANSWERS = {
    "noted": {
        "Python": HOME + r"\kano_xl\1.0\pythonw.exe",
        "Version": "1.0",
        "Log": HOME + r"\kano_xl\kano_xl.log",
    },
    "version": "1.0",
    "better": 0.5,
    "about": ["done", "1.0", "", ""],
    "new": ["open", "", "", HOME + r"\Temp\kano_xl-1\Kano.xlsx"],
}


@pytest.fixture
def user(tmp_path: Path) -> Account:
    account = Account("王 小明", "zh_CN.UTF-8", Windows(Path("python.exe")), tmp_path)
    account.home.mkdir(parents=True)
    (account.home / "kano_xl.log").touch()
    return account


def test_only_places_of_our_own_may_change(user: Account) -> None:
    ours = [
        "users/王 小明/AppData/Local/kano_xl",
        "users/王 小明/AppData/Local/kano_xl/1.0/python.exe",
        "users/王 小明/AppData/Roaming/Microsoft/Excel",
        "users/王 小明/AppData/Roaming/Microsoft/Excel/XLSTART/kano_xl.xlam",
        SETTINGS + r"\kano_xl\Install",
        APP,
    ]
    others = [
        "users/王 小明/AppData/Local/Temp/gen_py",
        "users/王 小明/AppData/Local/kano_xl2",
        "users/王 小明/AppData/Roaming/Microsoft/Excel/XLSTART/kano_xl.tmp",
        r"user.reg: Software\Microsoft\Office\16.0\Excel\Security",
        APP.replace("kano_xl", "other"),
    ]
    assert elsewhere([*ours, *others], user) == others


def test_right_answers_pass(user: Account) -> None:
    assert answers_wrong(ANSWERS, user, "1.0") == {}


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("version", "0.9"),
        ("better", 0.25),
        ("about", ["bug", "", "", ""]),
        ("new", ["open", "", "", r"C:\windows\Temp\Kano.xlsx"]),
        ("noted", {**ANSWERS["noted"], "Python": r"C:\other\pythonw.exe"}),
        ("noted", {**ANSWERS["noted"], "Version": "0.9"}),
        ("noted", {**ANSWERS["noted"], "Log": r"C:\kano_xl.log"}),
    ],
)
def test_another_answer_is_found(user: Account, part: str, wrong: object) -> None:
    assert answers_wrong({**ANSWERS, part: wrong}, user, "1.0")


def test_no_answer_is_found(user: Account) -> None:
    assert answers_wrong({"printed": "Traceback"}, user, "1.0") == "Traceback"
    (user.home / "kano_xl.log").unlink()
    assert answers_wrong(ANSWERS, user, "1.0")


def test_a_refusal_is_told_and_no_bug() -> None:
    assert not refused_wrong(2, "Excel runs: close it")
    assert refused_wrong(0, "done")
    assert refused_wrong(2, "")
    assert refused_wrong(2, "Traceback (most recent call last)")
