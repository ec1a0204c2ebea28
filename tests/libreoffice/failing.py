"""LibreOffice that refuses, as Excel may at any moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from libreoffice.engine import Office, OfficeError

CHANGES = frozenset(
    "add_name add_sheet add_table clear copy_all copy_cells copy_sheet delete delete_name "
    "delete_sheet insert move name_sheet paste_formats paste_widths resize_table set_chart_box "
    "set_look set_print_areas set_row_height show_sheet write".split()
)
"""The calls that change a workbook."""


def failing(patch: pytest.MonkeyPatch, refuse: Callable[[str, int], bool]) -> Counter[str]:
    """Let calls fail.

    Args:
        patch: holds until it is undone.
        refuse: told the name of a change and which one of its kind it is, from 1.

    Returns:
        How many changes of each kind were asked for; it grows as they are.
    """
    counted: Counter[str] = Counter()
    real = Office.__getattr__

    def call(office: Office, asked: str) -> Callable[..., object]:
        def made(*arguments: object, **options: object) -> object:
            if asked in CHANGES:
                counted[asked] += 1
                if refuse(asked, counted[asked]):
                    raise OfficeError("injected")
            return real(office, asked)(*arguments, **options)

        return made

    patch.setattr(Office, "__getattr__", call)
    return counted
