"""The one list of what the self-test tries, in its order."""

from __future__ import annotations

from kano_xl.excel.self_test import analysing, beside, functions, later, sharing, template
from kano_xl.excel.self_test.check import SelfCheck, Trial


def restored(trial: Trial) -> None:
    """Excel and the user's workbooks are as they were, and nothing is left open."""
    trial.host.restore()
    trial.host.check_restored()


CHECKS = (
    *functions.CHECKS,
    *analysing.CHECKS,
    *beside.CHECKS,
    *later.CHECKS,
    *sharing.CHECKS,
    *template.CHECKS,
    SelfCheck(restored, always=True),
)
"""Every check."""
