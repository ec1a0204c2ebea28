"""Every finding and every remedy has its words and their values, and no words are left over."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from typing import Any

from kano_xl.languages import catalogue
from kano_xl.setup.doctor.examining import CHECKS
from setup.doctor.patient import ROOT

DOCTOR = ROOT / "kano_xl" / "setup" / "doctor"
OWN = {"title", "advice", "well", "unclear", "wrong", "help", "name", "surprise", "remedy"}
"""What is not the table of a check."""


def made() -> Iterator[tuple[str, str, str | None, set[str] | None]]:
    """Each finding in the code: the state, the key, the remedy, and the values that are named.

    No names of values where some of them are not written out.
    """
    for path in DOCTOR.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            state, texts = (
                node.func.id,
                [each for each in node.args if isinstance(each, ast.Constant)],
            )
            if state in ("ok", "wrong", "unknown") and texts:
                key, *remedy = [str(each.value) for each in texts]
                names = {each.arg for each in node.keywords}
                values = None if None in names else {str(name) for name in names}
                yield state, key, remedy[0] if remedy else None, values


def needed(text: Any) -> set[str]:
    texts = text.values() if isinstance(text, dict) else [text]
    return {name for each in texts for _, name, _, _ in string.Formatter().parse(each) if name}


def test_every_finding_has_its_words_and_values() -> None:
    words = catalogue("en")["doctor"]
    for _, key, remedy, values in made():
        check, found = key.split(".")
        asked = needed(words[check][found]) | (needed(words["remedy"][remedy]) if remedy else set())
        assert values is None or asked <= values, key


def test_what_is_wrong_has_a_remedy() -> None:
    findings = [*made()]
    assert len([each for each in findings if each[0] == "wrong"]) > 30
    assert all(remedy for state, _, remedy, _ in findings if state == "wrong")


def test_no_words_are_left_over() -> None:
    words = catalogue("en")["doctor"]
    keys = {key for _, key, _, _ in made()}
    remedies = {remedy for _, _, remedy, _ in made() if remedy}
    assert keys == {f"{check}.{found}" for check in words.keys() - OWN for found in words[check]}
    assert remedies | {"report"} == words["remedy"].keys()


def test_checks_have_names_and_findings_of_their_own() -> None:
    names = {check.__name__ for checks in CHECKS.values() for check in checks}
    words = catalogue("en")["doctor"]
    assert names == words["name"].keys() == words.keys() - OWN
    assert {key.split(".")[0] for _, key, _, _ in made()} == names
