"""A public class name means one thing in the whole package."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import kano_xl

PACKAGE = Path(kano_xl.__file__).parent


def classes() -> dict[str, set[str]]:
    """Public class name → the modules that define it."""
    found = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].add(module.removesuffix(".__init__"))
    return found


def test_a_public_class_name_exists_once() -> None:
    assert len(classes()) > 100
    assert not {name: where for name, where in classes().items() if len(where) > 1}
