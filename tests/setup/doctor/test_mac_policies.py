"""What an organisation or a user can set on a Mac, value by value."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from kano_xl.setup.doctor.mac_policies import macros
from setup.doctor.patient import Patient, told

NAME = "com.microsoft.office.plist"
STATE = "VisualBasicMacroExecutionState"


def places(mac: Patient) -> dict[str, Path]:
    managed = mac.around().root / "Library" / "Managed Preferences"
    own = mac.user.home.parents[1] / "Preferences"
    return {"all": managed / NAME, "user": managed / "用户 王" / NAME, "own": own / NAME}


def prefer(mac: Patient, where: str, content: object) -> None:
    place = places(mac)[where]
    place.parent.mkdir(parents=True)
    place.write_bytes(content if isinstance(content, bytes) else plistlib.dumps(content))


def test_nothing_is_set(mac: Patient) -> None:
    told(macros(mac.around()), "ok")


@pytest.mark.parametrize("where", ["all", "user", "own"])
@pytest.mark.parametrize(
    ("name", "value"),
    [("VisualBasicEntirelyDisabled", True), (STATE, "DisabledWithoutWarnings")],
)
def test_what_keeps_macros_from_running(mac: Patient, where: str, name: str, value: object) -> None:
    prefer(mac, where, {name: value})
    words = told(macros(mac.around()), "wrong")
    assert f"{name} = {str(value).replace('True', 'true')}" in words
    assert ("Excel's own settings" in words) is (where == "own")


@pytest.mark.parametrize(
    "content",
    [
        {STATE: "DisabledWithWarnings"},
        {STATE: "EnabledWithoutWarnings", "VisualBasicEntirelyDisabled": False},
        {STATE: 0},
        [STATE],
        b"",
        b"<plist>",
    ],
    ids=repr,
)
@pytest.mark.parametrize("where", ["all", "own"])
def test_what_does_not(mac: Patient, where: str, content: object) -> None:
    prefer(mac, where, content)
    told(macros(mac.around()), "ok")
