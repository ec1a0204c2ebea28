r"""The registry of Windows, as far as kano_xl reads and writes it; the only module that knows it.

A key is named as people write it: ``HKCU\Software\…`` for this user's, ``HKLM\…`` for the
machine's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any, Protocol

Value = str | int | bytes | None
"""A text, a number, or bytes; None where it is of another kind."""

_VIEW_64 = 0x0100
"""Policies and Office's own keys stand there; a 32-bit Python would look elsewhere."""


class Registry(Protocol):
    """What is asked of a registry; tests have one of their own."""

    def values(self, key: str) -> dict[str, Value] | None:
        """All values of a key by their names; None where there is no such key, or no right."""
        ...

    def write(self, key: str, values: Mapping[str, str | int]) -> None:
        """Make a key, and its parents, hold just these values.

        Raises:
            OSError: no right to.
        """
        ...

    def delete(self, key: str) -> None:
        """Delete a key without subkeys, and its parents as far as they are then empty.

        A key that is not there is as good as deleted.

        Raises:
            OSError: no right to.
        """
        ...


class WindowsRegistry:
    """The registry of this Windows."""

    def __init__(self) -> None:
        # Elsewhere there is no such module, which a type checker would object to.
        self._winreg: Any = import_module("winreg")
        self._roots = {
            "HKCU": self._winreg.HKEY_CURRENT_USER,
            "HKLM": self._winreg.HKEY_LOCAL_MACHINE,
        }

    def values(self, key: str) -> dict[str, Value] | None:
        """See `Registry`."""
        try:
            with self._opened(key) as opened:
                return dict(self._each_value(opened))
        except OSError:
            return None

    def write(self, key: str, values: Mapping[str, str | int]) -> None:
        """See `Registry`."""
        winreg = self._winreg
        root, path = self._parts(key)
        with winreg.CreateKeyEx(root, path, 0, winreg.KEY_ALL_ACCESS | _VIEW_64) as opened:
            for name in [name for name, _ in self._each_value(opened) if name not in values]:
                winreg.DeleteValue(opened, name)
            for name, value in values.items():
                kind = winreg.REG_SZ if isinstance(value, str) else winreg.REG_DWORD
                winreg.SetValueEx(opened, name, 0, kind, value)

    def delete(self, key: str) -> None:
        """See `Registry`."""
        with contextlib.suppress(FileNotFoundError):
            self._winreg.DeleteKeyEx(*self._parts(key), _VIEW_64, 0)
        parent = key.rpartition("\\")[0]
        # What stands directly in Software is not ours to tidy up.
        while parent.count("\\") > 1 and self._is_empty(parent):
            self._winreg.DeleteKeyEx(*self._parts(parent), _VIEW_64, 0)
            parent = parent.rpartition("\\")[0]

    def _is_empty(self, key: str) -> bool:
        try:
            with self._opened(key) as opened:
                subkeys, values, _ = self._winreg.QueryInfoKey(opened)
        except FileNotFoundError:
            return False
        return not subkeys and not values

    def _opened(self, key: str) -> Any:
        root, path = self._parts(key)
        return self._winreg.OpenKey(root, path, 0, self._winreg.KEY_READ | _VIEW_64)

    def _parts(self, key: str) -> tuple[int, str]:
        root, _, path = key.partition("\\")
        return self._roots[root], path

    def _each_value(self, opened: Any) -> Iterator[tuple[str, Value]]:
        for index in range(self._winreg.QueryInfoKey(opened)[1]):
            name, value, _ = self._winreg.EnumValue(opened, index)
            yield name, value if isinstance(value, str | int | bytes) else None
