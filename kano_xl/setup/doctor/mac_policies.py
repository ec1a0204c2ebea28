"""What an organisation, or the user, has set on a Mac that keeps macros from running."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from kano_xl.setup.doctor.finding import Finding, ok, wrong
from kano_xl.setup.doctor.surroundings import Surroundings

PREFERENCES = "com.microsoft.office.plist"
"""The name of the file with what is set for all programs of Office."""

_OFF, _STATE, _NEVER = (
    "VisualBasicEntirelyDisabled",
    "VisualBasicMacroExecutionState",
    "DisabledWithoutWarnings",
)


def macros(around: Surroundings) -> Finding:
    """Whether macros are switched off; where Excel asks about them, the user decides."""
    library = around.user.log.parents[2]
    managed = around.root / "Library" / "Managed Preferences"
    decreed = [managed / PREFERENCES, managed / library.parent.name / PREFERENCES]
    if found := [each for path in decreed for each in _forbidding(path)]:
        return wrong("macros.policy", "macros_policy_mac", settings=", ".join(found))
    if found := _forbidding(library / "Preferences" / PREFERENCES):
        return wrong("macros.own", "macros_own_mac", settings=", ".join(found))
    return ok("macros.not_forbidden")


def _forbidding(path: Path) -> list[str]:
    """What in a file of preferences keeps all macros from running."""
    try:
        told: Any = plistlib.loads(path.read_bytes())
    except (OSError, ValueError, ExpatError, plistlib.InvalidFileException):
        return []
    preferences = told if isinstance(told, dict) else {}
    found = [f"{_OFF} = true"] if preferences.get(_OFF) is True else []
    return [*found, f"{_STATE} = {_NEVER}"] if preferences.get(_STATE) == _NEVER else found
