"""The VBA module of the functions for cells, written from their registry."""

from __future__ import annotations

from kano_xl.excel.registry import FUNCTIONS, Argument, Function

NAME = "KanoFunctions"
"""The module's name in the add-in. Excel offers the public functions of this one to people."""

_HEAD = f"""\
Attribute VB_Name = "{NAME}"
Option Explicit

' The functions that people type into cells. Written from the registry of functions: what an
' argument means is told there, and what a function computes is Python's.
"""


def functions_source() -> str:
    """The module's source: a function for each of the registry, and one for their help."""
    return "\n".join([_HEAD, *map(_function, FUNCTIONS.values()), _description()])


def _function(function: Function) -> str:
    """A function that hands its arguments to Python, with what the add-in gives by itself.

    >>> print(_function(FUNCTIONS["KANO_WORSE"]))
    Public Function KANO_WORSE(ByVal range As Variant, Optional ByVal dysfunctional As Variant) \
As Variant
        If IsMissing(dysfunctional) Then dysfunctional = Empty
        KANO_WORSE = CellsFrom("kano_worse", Array(range, dysfunctional))
    End Function
    <BLANKLINE>
    """
    parameters = ", ".join(
        f"{'Optional ' * each.optional}ByVal {each.name} As Variant" for each in function.shown
    )
    missing = "".join(
        f"    If IsMissing({each.name}) Then {each.name} = {_if_left_out(each)}\n"
        for each in function.shown
        if each.optional
    )
    given = ", ".join(
        "ExcelLanguage()" if each.given == "language" else each.name for each in function.arguments
    )
    return (
        f"Public Function {function.name}({parameters}) As Variant\n"
        f"{missing}"
        f'    {function.name} = CellsFrom("{function.python_name}", Array({given}))\n'
        "End Function\n"
    )


def _if_left_out(argument: Argument) -> str:
    """What stands for an argument left out."""
    return "ExcelLanguage()" if argument.name == "language" else "Empty"


def _description() -> str:
    calls = "".join(
        f'    DescribeFunction "{function.name}", Array({_quoted(function)})\n'
        for function in FUNCTIONS.values()
    )
    head = "' Gives Excel's Function Wizard the texts of every function.\n"
    return f"{head}Public Sub DescribeEachFunction()\n{calls}End Sub\n"


def _quoted(function: Function) -> str:
    return ", ".join(f'"{argument.name}"' for argument in function.shown)
