"""What an organisation or a user can set, value by value."""

from __future__ import annotations

from pathlib import Path

import pytest

from kano_xl.setup.doctor.policies import child_processes, macros
from kano_xl.setup.doctor.surroundings import Surroundings
from kano_xl.setup.registry import Value
from kano_xl.setup.user import windows_user
from setup.doctor.patient import OFFICE, Patient, told
from setup.fake_registry import FakeRegistry

DECREED = [
    r"HKLM\Software\Policies\Microsoft\Office\16.0",
    r"HKCU\Software\Policies\Microsoft\Office\16.0",
    r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0",
]
DECIDING = [
    ("Common", "VBAOff"),
    (r"Excel\Security", "DisableAllAddins"),
    (r"Excel\Security", "RequireAddinSig"),
    (r"Common\Security", "requirealwaysonmacrosig"),
]
TRUSTED = r"Excel\Security\Trusted Locations"
ALL_TRUSTED = r"Common\Security\Trusted Locations"
XLSTART = r"%AppData%\Microsoft\Excel\XLSTART"

DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
GUARD = rf"{DEFENDER}\Windows Defender Exploit Guard\ASR"
OWN_GUARD = r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR"
CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
CALLS = "92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b"
RARE = "01443614-cd74-433a-b99e-2ecdc07bfc25"


def test_nothing_is_set(windows: Patient) -> None:
    told(macros(windows.around()), "ok")
    told(child_processes(windows.around()), "ok")


@pytest.mark.parametrize("root", DECREED)
@pytest.mark.parametrize(("key", "name"), DECIDING)
def test_what_counts_even_for_trusted_places(
    windows: Patient, root: str, key: str, name: str
) -> None:
    windows.set({rf"{root}\{key}": {name: 0}})
    told(macros(windows.around()), "ok")
    windows.set({rf"{root}\{key}": {name: 1}})
    words = told(macros(windows.around()), "wrong")
    assert rf"{key}\{name} = 1".lower() in words.lower()
    assert "policy of your organisation" in words


@pytest.mark.parametrize(("key", "name"), DECIDING)
def test_the_same_set_by_the_user(windows: Patient, key: str, name: str) -> None:
    windows.set({rf"{OFFICE}\{key}": {name: 1}})
    words = told(macros(windows.around()), "wrong")
    assert "Excel's own settings" in words
    assert rf"{key}\{name} = 1".lower() in words.lower()


def test_macros_switched_off_for_the_machine(windows: Patient) -> None:
    windows.set({r"HKLM\SOFTWARE\Microsoft\Office\16.0\Common": {"vbaoff": 1}})
    assert "policy" in told(macros(windows.around()), "wrong")


@pytest.mark.parametrize("root", [*DECREED, OFFICE])
@pytest.mark.parametrize("value", [1, 2, 3, 4])
def test_the_setting_for_macros_does_not_matter_in_a_trusted_place(
    windows: Patient, root: str, value: int
) -> None:
    windows.set({rf"{root}\Excel\Security": {"VBAWarnings": value}})
    told(macros(windows.around()), "ok")


ASKED = [(None, "unknown"), (1, "ok"), (2, "unknown"), (3, "wrong"), (4, "wrong")]


@pytest.mark.parametrize("setting_by", [*DECREED, OFFICE])
@pytest.mark.parametrize("distrust_by", [*DECREED, OFFICE])
@pytest.mark.parametrize(("value", "state"), ASKED)
def test_without_trusted_places_the_setting_for_macros_decides(
    windows: Patient, distrust_by: str, setting_by: str, value: int | None, state: str
) -> None:
    windows.set({rf"{distrust_by}\{TRUSTED}": {"AllLocationsDisabled": 1}})
    if value is not None:
        windows.set({rf"{setting_by}\Excel\Security": {"VBAWarnings": value}})
    words = told(macros(windows.around()), state)
    assert "AllLocationsDisabled = 1" in words
    assert f"VBAWarnings = {value or 2}" in words
    if state == "wrong":
        own = distrust_by == setting_by == OFFICE
        assert ("Excel's own settings" in words) is own


def test_a_policy_comes_before_what_the_user_chose(windows: Patient) -> None:
    windows.set({rf"{OFFICE}\{TRUSTED}": {"AllLocationsDisabled": 1}})
    windows.set({rf"{OFFICE}\Excel\Security": {"VBAWarnings": 4}})
    windows.set({rf"{DECREED[1]}\Excel\Security": {"VBAWarnings": 1}})
    told(macros(windows.around()), "ok")


@pytest.mark.parametrize("root", DECREED)
def test_only_places_that_a_policy_names_are_trusted(windows: Patient, root: str) -> None:
    windows.set({rf"{root}\{ALL_TRUSTED}": {"Allow User Locations": 1}})
    assert "by default" in told(macros(windows.around()), "ok")
    windows.set({rf"{root}\{ALL_TRUSTED}": {"Allow User Locations": 0}})
    assert "Allow User Locations = 0" in told(macros(windows.around()), "unknown")


@pytest.mark.parametrize("key", [TRUSTED, ALL_TRUSTED])
@pytest.mark.parametrize("name", ["Location0", "location3", "LOCATION07", "Location20"])
@pytest.mark.parametrize("path", [XLSTART, XLSTART.upper() + "\\", r"%APPDATA%"])
def test_a_place_that_a_policy_names(windows: Patient, key: str, name: str, path: str) -> None:
    windows.set({rf"{DECREED[1]}\{ALL_TRUSTED}": {"Allow User Locations": 0}})
    windows.set({rf"{DECREED[1]}\{key}\{name}": {"Path": path}})
    told(macros(windows.around()), "ok")


@pytest.mark.parametrize("path", [r"C:\Macros", XLSTART + "2", "", r"%NOWHERE%"])
def test_another_place_that_a_policy_names(windows: Patient, path: str) -> None:
    windows.set({rf"{DECREED[1]}\{ALL_TRUSTED}": {"Allow User Locations": 0}})
    windows.set({rf"{DECREED[1]}\{TRUSTED}\Location1": {"Path": path}})
    told(macros(windows.around()), "unknown")


def on_a_network(values: dict[str, dict[str, Value]]) -> Surroundings:
    environment = {"APPDATA": r"\\server\people\王", "LOCALAPPDATA": "/local"}
    user = windows_user(environment, FakeRegistry(values))
    return Surroundings(user, environment, lambda: False)


def test_folders_on_a_network_are_not_trusted_by_default() -> None:
    assert "AllowNetworkLocations" in told(macros(on_a_network({})), "unknown")
    strict = {rf"{OFFICE}\Excel\Security": {"VBAWarnings": 4}}
    told(macros(on_a_network({**strict})), "wrong")


@pytest.mark.parametrize("root", [*DECREED, OFFICE])
def test_folders_on_a_network_that_are_trusted(root: str) -> None:
    told(macros(on_a_network({rf"{root}\{TRUSTED}": {"AllowNetworkLocations": 1}})), "ok")


def test_values_of_another_kind_do_no_harm(windows: Patient) -> None:
    windows.set({rf"{DECREED[0]}\Excel\Security": {"VBAWarnings": "4", "RequireAddinSig": "1"}})
    windows.set({rf"{OFFICE}\Excel\Security": {"VBAWarnings": b"\4"}})
    windows.set({rf"{OFFICE}\{TRUSTED}": {"AllLocationsDisabled": 1}})
    assert "VBAWarnings = 2" in told(macros(windows.around()), "unknown")
    windows.set(
        {rf"{GUARD}\Rules": {CHILDREN: "on"}, rf"{DEFENDER}\Policy Manager": {"ASRRules": 1}}
    )
    told(child_processes(windows.around()), "ok")


STATES: list[tuple[Value, str]] = [
    *[("0", "ok"), ("1", "wrong"), ("2", "ok"), ("5", "ok"), ("6", "unknown")],
    *[(0, "ok"), (1, "wrong"), (6, "unknown")],
]


@pytest.mark.parametrize("key", [rf"{GUARD}\Rules", rf"{OWN_GUARD}\Rules"])
@pytest.mark.parametrize("rule", [CHILDREN, RARE, CALLS.upper(), f"{{{CALLS}}}"])
@pytest.mark.parametrize(("value", "state"), STATES, ids=repr)
def test_a_rule_of_defender(
    windows: Patient, key: str, rule: str, value: Value, state: str
) -> None:
    windows.set({key: {rule: value}})
    words = told(child_processes(windows.around()), state)
    if state != "ok":
        assert rule.strip("{}").upper() in words
        assert f"{windows.user.versions} and {windows.user.addin}" in words


@pytest.mark.parametrize(("number", "state"), [(1, "wrong"), (2, "ok"), (6, "unknown")])
def test_rules_of_a_managed_machine(windows: Patient, number: int, state: str) -> None:
    rules = f"be9ba2d9-53ea-4cdc-84e5-9b1eeee46550=1|{CHILDREN}={number}|{{{CALLS}}}=0"
    windows.set({rf"{DEFENDER}\Policy Manager": {"ASRRules": rules}})
    told(child_processes(windows.around()), state)


@pytest.mark.parametrize("order", [("1", "6"), ("6", "1"), ("1", "0"), ("2", "1")])
def test_the_strictest_of_two_counts(windows: Patient, order: tuple[str, str]) -> None:
    first, second = order
    windows.set({rf"{GUARD}\Rules": {CHILDREN: first}, rf"{OWN_GUARD}\Rules": {CHILDREN: second}})
    told(child_processes(windows.around()), "wrong")


@pytest.mark.parametrize(
    "rule", ["3b576869-a4ec-4529-8536-b80a7769e899", "75668c1f-73b5-4cf0-bb93-3ecf5cb7cc84"]
)
def test_rules_that_do_not_concern_the_add_in(windows: Patient, rule: str) -> None:
    windows.set({rf"{GUARD}\Rules": {rule: "1"}})
    told(child_processes(windows.around()), "ok")


def test_exclusions(windows: Patient) -> None:
    windows.set({rf"{GUARD}\Rules": {CHILDREN: "1", CALLS: "1"}})
    windows.set({rf"{GUARD}\ASROnlyExclusions": {r"%LocalAppData%\kano_xl": "0"}})
    words = told(child_processes(windows.around()), "wrong")
    assert CALLS.upper() in words
    assert CHILDREN.upper() not in words
    add_in = r"C:\other|%APPDATA%\Microsoft\Excel\XLSTART\kano_*.xlam=0"
    windows.set({rf"{DEFENDER}\Policy Manager": {"ASROnlyExclusions": add_in}})
    told(child_processes(windows.around()), "ok")


def test_who_excludes_python_alone_has_not_excluded_the_library(windows: Patient) -> None:
    windows.set({rf"{GUARD}\Rules": {CHILDREN: "1", RARE: "1"}})
    windows.set({rf"{GUARD}\ASROnlyExclusions": {str(windows.python): "0"}})
    words = told(child_processes(windows.around()), "wrong")
    assert RARE.upper() in words
    assert CHILDREN.upper() not in words


def test_exclusions_of_something_else(windows: Patient) -> None:
    windows.set({rf"{GUARD}\Rules": {CHILDREN: "1"}})
    beside = str(Path(windows.environment["LOCALAPPDATA"], "kano"))
    windows.set({rf"{OWN_GUARD}\ASROnlyExclusions": {beside: 0, "": 0}})
    told(child_processes(windows.around()), "wrong")
