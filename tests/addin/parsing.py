"""VBA sources as pyOpenVBA understands them, for each kind of Excel they are compiled by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from pyopenvba.interpreter import parse_module
from pyopenvba.interpreter._ast import Module, Procedure
from pyopenvba.interpreter._preprocess import strip_directives

PLATFORMS = {
    "Windows, 64 bits": {"Mac": False, "Win64": True},
    "Windows, 32 bits": {"Mac": False, "Win64": False},
    "Mac": {"Mac": True, "Win64": True},
}


def parsed(name: str, source: str, platform: str = "Windows, 64 bits") -> Module:
    """A module as one kind of Excel compiles it; fails where it is no VBA."""
    plain = without_events(source)
    return parse_module(strip_directives(plain, constants=PLATFORMS[platform]), name=name)


def without_events(source: str) -> str:
    """A source without a word of VBA that pyOpenVBA does not know."""
    return source.replace("WithEvents ", "")


def procedures(name: str, source: str) -> dict[str, Procedure]:
    return {procedure.name: procedure for procedure in parsed(name, source).procedures}


def nodes(tree: Any) -> Iterator[Any]:
    """Everything in a piece of a parsed module, from the outside in."""
    if isinstance(tree, list | tuple):
        for child in tree:
            yield from nodes(child)
    elif is_dataclass(tree):
        yield tree
        for field in fields(tree):
            yield from nodes(getattr(tree, field.name))
