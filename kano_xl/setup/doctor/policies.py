r"""What an organisation, or the user, has set that keeps macros or Python from running.

The add-in is an unsigned file in XLSTART, which is one of the places that Excel trusts by
default: there, macros run whatever the setting for macros is. That trust can be taken away,
and then the setting decides; a few settings decide even over trusted places.
"""

from __future__ import annotations

import fnmatch
import ntpath
import re
from collections.abc import Iterator
from pathlib import Path

from kano_xl.setup.doctor.finding import Finding, ok, unknown, wrong
from kano_xl.setup.doctor.surroundings import Surroundings

POLICIES = (
    r"HKLM\Software\Policies\Microsoft\Office\16.0",
    r"HKCU\Software\Policies\Microsoft\Office\16.0",
    r"HKCU\Software\Policies\Microsoft\Cloud\Office\16.0",
)
"""Where policies stand; a user has no right to change them."""

OWN = r"HKCU\Software\Microsoft\Office\16.0"
"""Where what the user chose in the Trust Center stands."""

_MACHINE = r"HKLM\Software\Microsoft\Office\16.0"

SECURITY = r"Excel\Security"
TRUSTED = r"Excel\Security\Trusted Locations"
ALL_TRUSTED = r"Common\Security\Trusted Locations"

_DECIDING = (
    ("Common", "VBAOff"),
    (SECURITY, "DisableAllAddins"),
    # Both count for trusted places too.
    (SECURITY, "RequireAddinSig"),
    (r"Common\Security", "RequireAlwaysOnMacroSig"),
)
"""What keeps an unsigned add-in from running wherever it lies, when it is 1."""

_ASK, _SIGNED_ONLY, _NONE = 2, 3, 4
"""Values of VBAWarnings; 2 is Excel's own choice, and 1 lets all macros run."""

_LOCATIONS = 21
"""Policies can name places 0 to 20."""

DEFENDER = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender"
_GUARD = r"Windows Defender Exploit Guard\ASR"
_OWN_GUARD = rf"HKLM\SOFTWARE\Microsoft\Windows Defender\{_GUARD}"

RULES = {
    "D4F940AB-401B-4EFC-AADC-AD5F3C50688A": "Office child processes",
    "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B": "Win32 API calls from Office macros",
    "01443614-CD74-433A-B99E-2ECDC07BFC25": "programs that are not widespread",
}
"""The rules of Defender that concern the add-in: it starts Python, and calls a library that few
computers have.

Others about Office do not: it makes no programs (3B576869-…) and changes no other process
(75668C1F-…).
"""

_BLOCK, _WARN = 1, 6


def macros(around: Surroundings) -> Finding:
    """Whether anything keeps the macros of the add-in from running."""
    deciding = [*_set_to_one(around, POLICIES, _DECIDING)]
    deciding += _set_to_one(around, (_MACHINE,), _DECIDING[:1])
    if deciding:
        return wrong("macros.policy", "macros_policy", settings=", ".join(deciding))
    own = [*_set_to_one(around, (OWN,), _DECIDING)]
    if own:
        return wrong("macros.own", "macros_own", settings=", ".join(own))
    distrust = _distrusted_by_policy(around)
    by_user = [*_set_to_one(around, (OWN,), ((TRUSTED, "AllLocationsDisabled"),))]
    if not distrust and not by_user:
        return ok("macros.trusted")
    return _by_setting(around, distrust, by_user)


def _by_setting(around: Surroundings, distrust: list[str], by_user: list[str]) -> Finding:
    """What the setting for macros means for a file in a place that is not trusted."""
    name = "VBAWarnings"
    decreed = _policy(around, SECURITY, name)
    chosen = around.value(f"{OWN}\\{SECURITY}", name)
    value = decreed if decreed is not None else chosen if isinstance(chosen, int) else _ASK
    settings = ", ".join([*distrust, *by_user, f"{SECURITY}\\{name} = {value}"])
    if value in (_SIGNED_ONLY, _NONE):
        if distrust or decreed is not None:
            return wrong("macros.policy", "macros_policy", settings=settings)
        return wrong("macros.own", "macros_own", settings=settings)
    if value == _ASK:
        return unknown("macros.asks", "macros_asks", settings=settings)
    return ok("macros.all_run", settings=settings)


def _distrusted_by_policy(around: Surroundings) -> list[str]:
    """The policies by which Excel does not trust XLSTART; none where it does."""
    if _policy(around, TRUSTED, "AllLocationsDisabled") == 1:
        return [f"{TRUSTED}\\AllLocationsDisabled = 1"]
    place = str(around.user.addin)
    if any(_within(place, each, around) for each in _decreed_places(around)):
        return []
    if _policy(around, ALL_TRUSTED, "Allow User Locations") == 0:
        return [f"{ALL_TRUSTED}\\Allow User Locations = 0"]
    name = "AllowNetworkLocations"
    own = around.value(f"{OWN}\\{TRUSTED}", name)
    if place.startswith("\\\\") and _policy(around, TRUSTED, name) != 1 and own != 1:
        return [f"{TRUSTED}\\{name} = 0 ({Path(place).parent})"]
    return []


def _decreed_places(around: Surroundings) -> Iterator[str]:
    """The places that policies tell Excel to trust."""
    names = [f"Location{number:{form}}" for number in range(_LOCATIONS) for form in ("d", "02d")]
    for root in POLICIES:
        for name in dict.fromkeys(names):
            for key in (TRUSTED, ALL_TRUSTED):
                place = around.value(f"{root}\\{key}\\{name}", "Path")
                if isinstance(place, str):
                    yield place


def _set_to_one(
    around: Surroundings, roots: tuple[str, ...], names: tuple[tuple[str, str], ...]
) -> Iterator[str]:
    for key, name in names:
        if any(around.value(f"{root}\\{key}", name) == 1 for root in roots):
            yield f"{key}\\{name} = 1"


def _policy(around: Surroundings, key: str, name: str) -> int | None:
    values = (around.value(f"{root}\\{key}", name) for root in POLICIES)
    return next((value for value in values if isinstance(value, int)), None)


def child_processes(around: Surroundings) -> Finding:
    """Whether Defender keeps Excel from starting Python, or macros from calling a library."""
    states = _rule_states(around)
    excluded = [*_exclusions(around)]
    folder = _folder(around)
    places = {
        "D4F940AB-401B-4EFC-AADC-AD5F3C50688A": around.python,
        "92E97FA1-2EDF-4476-BDD6-9DD0B4DDDC7B": around.user.addin,
        "01443614-CD74-433A-B99E-2ECDC07BFC25": folder,
    }
    names: dict[int, list[str]] = {_BLOCK: [], _WARN: []}
    for rule, what in RULES.items():
        place = str(places[rule])
        state = states.get(rule)
        if state in names and not any(_within(place, each, around) for each in excluded):
            names[state].append(f"{what} ({rule})")
    told = {"folder": folder, "addin": around.user.addin}
    if names[_BLOCK]:
        rules = ", ".join(names[_BLOCK])
        return wrong("child_processes.blocked", "child_processes", rules=rules, **told)
    if names[_WARN]:
        rules = ", ".join(names[_WARN])
        return unknown("child_processes.warned", "child_processes", rules=rules, **told)
    return ok("child_processes.free")


def _folder(around: Surroundings) -> Path:
    """The folder to except: that of all versions, so that the next one is excepted, too."""
    versions, python = around.user.versions, around.python
    return versions if python is None or versions in python.parents else python.parent


def _rule_states(around: Surroundings) -> dict[str, int]:
    """What is set for each rule, by its name in capitals; the strictest where it is set twice."""
    found: list[tuple[str, str]] = []
    for key in (f"{DEFENDER}\\{_GUARD}\\Rules", f"{_OWN_GUARD}\\Rules"):
        found += [(name, str(value)) for name, value in around.values(key).items()]
    managed = around.value(f"{DEFENDER}\\Policy Manager", "ASRRules")
    if isinstance(managed, str):
        found += re.findall(r"([0-9A-Fa-f-]{36})\}?\s*=\s*(\d+)", managed)
    states: dict[str, int] = {}
    for name, value in found:
        rule = name.strip("{} ").upper()
        if value.isdigit() and states.get(rule) != _BLOCK:
            states[rule] = int(value)
    return states


def _exclusions(around: Surroundings) -> Iterator[str]:
    """Files and folders to which the rules do not apply."""
    for key in (f"{DEFENDER}\\{_GUARD}\\ASROnlyExclusions", f"{_OWN_GUARD}\\ASROnlyExclusions"):
        yield from around.values(key)
    managed = around.value(f"{DEFENDER}\\Policy Manager", "ASROnlyExclusions")
    if isinstance(managed, str):
        yield from (each.partition("=")[0] for each in managed.split("|"))


def _within(place: str, wanted: str, around: Surroundings) -> bool:
    """Whether a path is a place or in it; that may have variables and wildcards in it."""
    known = {name.lower(): value for name, value in around.environment.items()}
    plain = re.sub(r"%([^%]+)%", lambda each: known.get(each[1].lower(), each[0]), wanted)
    inside, outside = ntpath.normcase(place), ntpath.normcase(plain).rstrip("\\")
    if not outside:
        return False
    return any(fnmatch.fnmatchcase(inside, each) for each in (outside, f"{outside}\\*"))
