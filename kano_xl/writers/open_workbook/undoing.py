"""Taking changes back when something fails in between, and saying so where that fails too."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kano_xl.errors import OutputError


def take_back(undos: Iterable[Callable[[], object]], fault: BaseException | None) -> None:
    """Take every step, also when one of them fails.

    Args:
        undos: what puts the workbook back as it was, in this order.
        fault: why it has to be, where something failed.

    Raises:
        OutputError: ``half_changed``: a step failed, so nobody knows what the workbook holds.
    """
    whole = True
    for undo in undos:
        try:
            undo()
        except Exception:  # what Excel raises has no type of its own
            whole = False
    if not whole:
        raise OutputError("half_changed") from fault
