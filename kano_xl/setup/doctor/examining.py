"""All that is looked at, in the order in which one thing depends on another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kano_xl.setup.doctor import mac_policies
from kano_xl.setup.doctor.finding import Finding
from kano_xl.setup.doctor.folders import log, onedrive
from kano_xl.setup.doctor.installation import addin, installed, other_copies, script
from kano_xl.setup.doctor.interpreter import interpreter, packages, path
from kano_xl.setup.doctor.library import bitness, dll, mark
from kano_xl.setup.doctor.office import disabled_items, excel, excel_running, libreoffice
from kano_xl.setup.doctor.policies import child_processes, macros
from kano_xl.setup.doctor.starting import server
from kano_xl.setup.doctor.surroundings import Surroundings

Check = Callable[[Surroundings], Finding]

CHECKS: dict[str, tuple[Check, ...]] = {
    "windows": (
        *(installed, interpreter, path, packages, dll, addin, other_copies, mark),
        *(excel, bitness, macros, child_processes, disabled_items, onedrive, log, server),
        *(libreoffice, excel_running),
    ),
    "mac": (
        *(installed, interpreter, packages, addin, script, other_copies),
        *(excel, mac_policies.macros, onedrive, log, server, libreoffice, excel_running),
    ),
    "other": (installed, interpreter, packages, server, excel, libreoffice),
}
"""What is looked at on each system. A check's name is that of its function."""


SURPRISE = "surprise.reason"
"""What is found where a check fails in a way that nobody thought of."""


def examine(around: Surroundings) -> Iterator[Finding]:
    """Look at everything, one finding for each check."""
    for check in CHECKS[around.user.system]:
        try:
            yield check(around)
        except Exception as error:
            # It must not hide what the others find.
            values = {"reason": f"{type(error).__name__}: {error}"}
            yield Finding("unknown", check.__name__, SURPRISE, values, "report")
