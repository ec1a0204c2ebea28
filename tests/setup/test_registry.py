r"""The rules that `FakeRegistry` keeps; tests/windows compares them with a real registry."""

from __future__ import annotations

import pytest

from setup.fake_registry import FakeRegistry

KEY = r"HKCU\Software\Some\kano_xl"


def test_a_key_holds_just_what_was_written_last() -> None:
    registry = FakeRegistry()
    assert registry.values(KEY) is None
    registry.write(KEY, {"Python": "a", "Old": 1})
    registry.write(KEY.upper(), {"Python": "b"})
    assert registry.values(KEY.lower()) == {"Python": "b"}


def test_parents_appear_and_go_again() -> None:
    registry = FakeRegistry({r"HKCU\Software\Other": {"a": 1}})
    before = registry.listing()
    registry.write(KEY, {})
    assert registry.values(r"HKCU\Software\Some") == {}
    registry.delete(KEY)
    registry.delete(KEY)
    assert registry.listing() == before


def test_a_parent_with_anything_in_it_stays() -> None:
    registry = FakeRegistry({r"HKCU\Software\Some": {"a": 1}, KEY + r"\Install": {}})
    registry.delete(KEY + r"\Install")
    assert registry.listing() == FakeRegistry({r"HKCU\Software\Some": {"a": 1}}).listing()


def test_a_key_with_subkeys_is_not_deleted() -> None:
    registry = FakeRegistry({KEY: {}})
    with pytest.raises(PermissionError):
        registry.delete(r"HKCU\Software\Some")
