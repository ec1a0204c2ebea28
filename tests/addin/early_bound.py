"""What VBA names early bound, held against what the Excel that compiles it has.

Words and members are looked up where the type is known: of Excel's own globals, of variables,
arguments and fields with a declared type. The members that Excel for Windows has are known to
pyOpenVBA; what either kind of Excel lacks stands in ``lacking.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pyopenvba.interpreter import _ast as vba
from pyopenvba.interpreter._inventory import member_exists, type_known

from addin.parsing import nodes, parsed

LACKING: list[dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("lacking.toml").read_text(encoding="utf-8")
)["lacks"]

# The types of what Excel offers without being asked for, and of what leads on from there.
_GLOBALS = {
    "Application": "Application",
    "ActiveWindow": "Window",
    "ActiveWorkbook": "Workbook",
    "ThisWorkbook": "Workbook",
    "Workbooks": "Workbooks",
}
_LEADS_TO = {
    "Application.ActiveWindow": "Window",
    "Application.ActiveWorkbook": "Workbook",
    "Application.ThisWorkbook": "Workbook",
    "Application.Workbooks": "Workbooks",
    "Workbooks.Open": "Workbook",
    "Workbooks": "Workbook",  # one of them
}


def lacking(platform: str) -> set[str]:
    """The names that VBA of this platform of `PLATFORMS` cannot use early bound."""
    kind = "Mac" if platform == "Mac" else "Windows"
    return {each["name"] for each in LACKING if each["platform"] == kind}


def compile_errors(sources: Mapping[str, str], platform: str) -> list[str]:
    """What this Excel would refuse to compile, each with where it stands."""
    modules = {name: parsed(name, source, platform) for name, source in sources.items()}
    fields = {
        (kind.name, each.name): each.declared
        for module in modules.values()
        for kind in module.types
        for each in kind.fields
    }
    return [
        f"{name}.{procedure.name}: {used}"
        for name, module in modules.items()
        for procedure in module.procedures
        for used in early_bound(module, procedure, fields)
        if used in lacking(platform) or _is_unknown(used)
    ]


def early_bound(
    module: vba.Module, procedure: vba.Procedure, fields: Mapping[tuple[str, str], str]
) -> Iterator[str]:
    """Every word, ``Type.Member`` and ``Type.Member(Argument)`` of a procedure."""
    types = _GLOBALS | _declared(module, procedure)

    def type_of(tree: Any) -> str:
        if isinstance(tree, vba.Name):
            return types.get(tree.name, "")
        if isinstance(tree, vba.Index):
            inner = type_of(tree.target)
            return _LEADS_TO.get(inner, "") if inner == "Workbooks" else inner
        if isinstance(tree, vba.Member) and tree.target is not None:
            owner = type_of(tree.target)
            return fields.get((owner, tree.name)) or _LEADS_TO.get(f"{owner}.{tree.name}", "")
        return ""

    for node in nodes(procedure.body):
        if isinstance(node, vba.Name):
            yield node.name
        if isinstance(node, vba.Member) and (owner := type_of(node.target)):
            yield f"{owner}.{node.name}"
        if isinstance(node, vba.Index | vba.CallStmt):
            called = node.target if isinstance(node, vba.Index) else node.callee
            if isinstance(called, vba.Member) and (owner := type_of(called.target)):
                yield from (f"{owner}.{called.name}({each.name})" for each in node.args)


def _declared(module: vba.Module, procedure: vba.Procedure) -> dict[str, str]:
    """The types of variables and arguments; ``Object`` and ``Variant`` tell nothing."""
    dims = [node for node in nodes(procedure.body) if isinstance(node, vba.Dim)]
    found = [*procedure.params, *(each for dim in (*module.variables, *dims) for each in dim.decls)]
    return {each.name: each.declared for each in found}


def _is_unknown(used: str) -> bool:
    owner, _, name = used.partition("(")[0].partition(".")
    return bool(name) and type_known(owner, "excel") and not member_exists(owner, name, "excel")
