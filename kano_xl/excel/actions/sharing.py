r"""Before a workbook is shared: formulas to values, to formulas without add-in, or repaired.

- *freeze*: what calls a KANO_ function becomes the value that it shows.
- *portable*: ``KANO_X(`` becomes ``KANO.X(``, a name that the workbook brings along.
- *repair*: ``'C:\…\kano_xl.xlam'!KANO_X(`` becomes ``KANO_X(``.

Each changes formulas that call our functions and no other cell, either all of them or,
when something fails midway, none. What cannot be changed is left and told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kano_xl.excel.actions.listing import listed
from kano_xl.excel.book.native import contents_protected, filtered
from kano_xl.excel.book.plans import relink
from kano_xl.excel.formulas.blocks import (
    FormulaBlock,
    SheetCells,
    blocks,
    notation,
    read_cells,
    read_where,
    writable,
)
from kano_xl.excel.formulas.bringing import bring_names
from kano_xl.excel.formulas.changes import all_or_nothing
from kano_xl.excel.formulas.freezing import (
    check_calculated,
    check_references,
    constants,
    errors_shown,
    lost,
)
from kano_xl.excel.formulas.portability import compared, new_name
from kano_xl.excel.formulas.tokens import Call, calls, rewritten
from kano_xl.excel.reply import Reply
from kano_xl.languages import text
from kano_xl.survey.quoting import quoted

if TYPE_CHECKING:
    import xlwings


@dataclass(frozen=True, slots=True)
class FormulaPart:
    """The formulas of a sheet that are to be changed."""

    cells: SheetCells
    blocks: tuple[FormulaBlock, ...]

    @property
    def count(self) -> int:
        """How many formulas there are."""
        return sum(block.count for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Left:
    """What stays as it is.

    ``reason`` is a key of the catalogue ``actions.left``; ``where`` names a cell or a sheet.
    """

    reason: str
    where: str


def freeze(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Put values in place of all formulas that call a KANO_ function, after asking.

    Raises:
        InputError: ``not_calculated``: a value is missing, so freezing would lose it;
            ``spill_needed``: another formula needs the spilled formula itself.
    """
    way = notation(book)
    sheets = read_where(book.sheets, way, _concerned)
    parts, left = _parts(sheets)
    if not parts:
        return _nothing("freeze", left, language)
    for part in parts:
        check_calculated(part.cells, part.blocks)
    if "freeze" not in agreed:
        return _question("freeze", parts, left, language)
    with all_or_nothing(book, way) as changes:
        for part in parts:
            for block in part.blocks:
                changes.write_values(part.cells, block, constants(part.cells, block))
        for cells in sheets:
            for block in lost(cells, read_cells(cells.sheet, way)):
                changes.fill(cells, block, constants(cells, block))
        for cells in sheets:
            check_references(cells, read_cells(cells.sheet, way))
    errors = sum(errors_shown(part.cells, block) for part in parts for block in part.blocks)
    note = [text(language, "actions.freeze.errors", n=errors)] if errors else []
    return _done("freeze", parts, left, language, note)


def repair(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Take the file before KANO_ functions off, and let planning sheets look at this workbook."""
    relinked = relink(book)
    note = [text(language, "actions.plan.relinked", n=relinked)] if relinked else []
    way = notation(book)
    sheets = read_where(book.sheets, way, _concerned)
    parts, left = _parts(sheets, lambda formula: any(call.prefixed for call in calls(formula)))
    if not parts and note and not left:
        return Reply("done", *note)
    if not parts:
        return _nothing("repair", left, language)
    with all_or_nothing(book, way) as changes:
        for part in parts:
            for block in part.blocks:
                changes.write_formulas(part.cells, block, _renamed(block, lambda call: call.name))
    return _done("repair", parts, left, language, note)


def portable(book: xlwings.Book, agreed: Collection[str], language: str) -> Reply:
    """Let formulas call functions that are names in the workbook, after asking.

    What those names cannot do, or would answer differently, stays as it is.

    Raises:
        InputError: ``no_lambda``: this Excel has no LAMBDA; ``names_taken``: the workbook has
            other names that are called so.
        OutputError: ``workbook_protected`` or ``name_refused``: it takes no names.
    """
    way = notation(book)
    sheets = read_where(book.sheets, way, _concerned)
    parts, left = _parts(sheets, lambda formula: all(map(new_name, calls(formula))))
    left += _impossible(sheets)
    if not parts:
        return _nothing("portable", left, language)
    if "portable" not in agreed:
        return _question("portable", parts, left, language)
    with all_or_nothing(book, way) as changes:
        bring_names(book, changes)
        for part in parts:
            for block in part.blocks:
                changes.write_formulas(part.cells, block, _renamed(block, new_name))
        done = []
        for part in parts:
            after = read_cells(part.cells.sheet, way)
            same, other = compared(part.cells, part.blocks, after)
            for block in other:
                changes.put_back(part.cells, block)
            left += [Left("differs", _cell(part.cells, block)) for block in other]
            if same:
                done.append(FormulaPart(part.cells, tuple(same)))
        if not done:
            changes.take_back()
    return _done("portable", done, left, language) if done else _nothing("portable", left, language)


def _concerned(formula: str) -> bool:
    """Whether a formula may call a KANO_ function, or need what one of them spilled."""
    return "kano_" in formula.lower() or "#" in formula


def _renamed(block: FormulaBlock, name: Callable[[Call], str | None]) -> tuple[str, ...]:
    return tuple(rewritten(formula, name) for formula in block.formulas)


def _parts(
    sheets: Sequence[SheetCells], wanted: Callable[[str], bool] = lambda formula: True
) -> tuple[list[FormulaPart], list[Left]]:
    """The KANO_ formulas that are wanted and can be changed, and what has to stay."""
    parts, left = [], []
    for cells in sheets:
        found = blocks(cells, wanted)
        reason = _locked(cells) if found else ""
        if reason:
            left.append(Left(reason, f"“{quoted(cells.sheet.name)}”"))
            continue
        fine, fixed = writable(cells, found)
        left += [Left("fixed", _cell(cells, block)) for block in fixed]
        if fine:
            parts.append(FormulaPart(cells, tuple(fine)))
    return parts, left


def _locked(cells: SheetCells) -> str:
    """Why nothing may be written into a sheet; "" where it may."""
    if contents_protected(cells.sheet):
        return "protected"
    return "filtered" if filtered(cells.sheet) else ""


def _impossible(sheets: Sequence[SheetCells]) -> list[Left]:
    """The formulas that call what no name can do."""
    return [
        Left("no_name", _cell(cells, block))
        for cells in sheets
        for block in blocks(cells, lambda formula: not all(map(new_name, calls(formula))))
    ]


def _cell(cells: SheetCells, block: FormulaBlock) -> str:
    """The cells of a block, as shown."""
    first, last = cells.place(block.row, block.column), block.last
    until = cells.place(*last).cell
    return str(first) if first.cell == until else f"{first}:{until}"


def _question(
    what: str, parts: Sequence[FormulaPart], left: Sequence[Left], language: str
) -> Reply:
    names = [f"“{quoted(part.cells.sheet.name)}”" for part in parts]
    words = text(
        language,
        f"actions.{what}.question",
        n=sum(part.count for part in parts),
        sheets=listed(names, language),
    )
    return Reply("ask", _paragraphs([words], left, language), code=what)


def _done(
    what: str,
    parts: Sequence[FormulaPart],
    left: Sequence[Left],
    language: str,
    notes: Sequence[str] = (),
) -> Reply:
    words = text(language, f"actions.{what}.done", n=sum(part.count for part in parts))
    return Reply("done", _paragraphs([words, *notes], left, language))


def _nothing(what: str, left: Sequence[Left], language: str) -> Reply:
    return Reply("done", _paragraphs([text(language, f"actions.{what}.nothing")], left, language))


def _paragraphs(words: list[str], left: Sequence[Left], language: str) -> str:
    """What is told, then what stays as it is and why."""
    for reason in dict.fromkeys(each.reason for each in left):
        where = [each.where for each in left if each.reason == reason]
        words.append(text(language, f"actions.left.{reason}", where=listed(where, language)))
    return "\n\n".join(words)
