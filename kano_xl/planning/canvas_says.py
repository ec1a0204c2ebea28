"""What is to be looked at in a row of a strategy canvas."""

from __future__ import annotations

from functools import partial

from kano_xl.model.planning.canvas import HIGHEST, LOWEST, RAISE, REDUCE
from kano_xl.planning.canvas_draft import CanvasDraft
from kano_xl.planning.canvas_layout import LEVELS
from kano_xl.planning.results import NOT_FOUND, first_said, trimmed


def write_check(on: CanvasDraft, row: int, index: int) -> None:
    """The first thing that is to be said of a row."""
    here, names = partial(on.cell, row), on.down("name")
    levels = f"{here(LEVELS[0])}:{here(LEVELS[-1])}"
    on_scale = f"ISNUMBER({levels})*({levels}>={LOWEST:g})*({levels}<={HIGHEST:g})"
    after, moved, gap = here("line_after"), here("move"), here("gap")
    any_next = f"COUNT({on.down('line_after')})>0"
    tests = (
        ("twice", f"SUMPRODUCT(--({trimmed(names)}={trimmed(here('name'))}))>1"),
        ("level", f"SUMPRODUCT((LEN({levels})>0)*(1-{on_scale}))>0"),
        ("no_next", f"AND({any_next},COUNT({after})=0)"),
        ("no_before", f'AND(COUNT({after})=1,{moved}="")'),
        ("below", f"AND({moved}={on.quoted(f'move.{RAISE}')},N({gap})<0)"),
        ("above", f"AND({moved}={on.quoted(f'move.{REDUCE}')},N({gap})>0)"),
        ("unknown", f'{here("number")}="{NOT_FOUND}"'),
    )
    said = first_said((on.words(f"says.{key}"), test) for key, test in tests)
    typed = f"SUMPRODUCT(LEN({levels}))+LEN({here('measure')})+LEN({here('owner')})>0"
    nameless = f'IF({typed},{on.quoted("says.no_name")},"")'
    formula = f'IF({here("name")}="",{nameless},{said})'
    on.calculate(row, "check", formula, on.word("says", on.says[index]), "told")
