r"""The calls as a file for the VBScript client, and the file of its answers.

Both are lines of UTF-16, for VBScript reads no other Unicode. A line begins with what it is:

    call NAME TIMES ARGUMENTS   then each argument: `one` and a value, or `range HEIGHT ROWS
                                COLUMNS` and ROWS × COLUMNS values, which repeat down to HEIGHT
    answer DIMENSIONS ROWS COLUMNS SECONDS   then the values
    error NUMBER WHAT

After the last answer stands `end`.

A value is `e` for an empty cell, `s` and a text, `b` and 0 or 1, `n` and a number: two whole
numbers, the first by the second, in what is sent, because a decimal point is not read
everywhere; any number in what comes back. Fields are parted by tabs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.windows.cases import Case, Long


@dataclass(frozen=True)
class Answer:
    """What a call gave.

    Attributes:
        value: one value, a tuple of values for one row, or a tuple of rows; the text of the
            error where the call failed.
        seconds: of one call; None where it failed.
    """

    value: Any
    seconds: float | None


def write_calls(path: Path, cases: Iterable[Case]) -> None:
    """Write the calls of all cases."""
    lines: list[str] = []
    for case in cases:
        lines.append(f"call\t{case.function}\t{case.times}\t{len(case.arguments)}")
        for argument in case.arguments:
            lines += argument_lines(argument)
    path.write_bytes("\ufeff".encode("utf-16-le") + "\r\n".join([*lines, ""]).encode("utf-16-le"))


def argument_lines(argument: Any) -> Iterator[str]:
    """The lines of one argument."""
    if not isinstance(argument, tuple | Long):
        yield "one"
        yield value_line(argument)
        return
    rows, height = (argument.rows, argument.height) if isinstance(argument, Long) else (argument, 0)
    yield f"range\t{height or len(rows)}\t{len(rows)}\t{len(rows[0])}"
    for row in rows:
        yield from map(value_line, row)


def value_line(value: Any) -> str:
    r"""The line of one value.

    >>> value_line(0.5), value_line("必备"), value_line(None), value_line(True)
    ('n1\t2', 's必备', 'e', 'b1')
    """
    match value:
        case None:
            return "e"
        case bool():
            return f"b{value:d}"
        case float():
            over, under = value.as_integer_ratio()
            return f"n{over}\t{under}"
        case str():
            return f"s{value}"
    raise TypeError(value)


def read_answers(path: Path) -> list[Answer]:
    """The answers that the client wrote, in the order of the calls.

    Those of a client that stopped midway end where it stopped.
    """
    if not path.exists():
        return []
    # Not splitlines: that would also break lines inside texts.
    lines = iter(path.read_bytes().decode("utf-16").removesuffix("\r\n").split("\r\n"))
    answers = []
    for line in lines:
        kind, *fields = line.split("\t")
        if kind == "end":
            break
        answers.append(read_answer(kind, fields, lines))
    return answers


def read_answer(kind: str, fields: list[str], lines: Iterator[str]) -> Answer:
    """The answer that a line begins."""
    if kind != "answer":
        return Answer(f"{kind} {' '.join(fields)}", None)
    dimensions, height, width = map(int, fields[:3])
    rows = tuple(tuple(read_value(next(lines)) for _ in range(width)) for _ in range(height))
    value: Any = rows if dimensions == 2 else rows[0] if dimensions == 1 else rows[0][0]
    return Answer(value, float(fields[3].replace(",", ".")))


def read_value(line: str) -> Any:
    r"""The value of a line.

    >>> read_value("n0,5"), read_value("sa\\nb"), read_value("b0")
    (0.5, 'a\nb', False)
    """
    kind, rest = line[:1], line[1:]
    match kind:
        case "n":
            return float(rest.replace(",", "."))
        case "s":
            return rest.replace("\\n", "\n")
        case "b":
            return rest == "1"
    return None if kind == "e" else line
