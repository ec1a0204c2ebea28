"""A registry in memory, which keeps the rules of the one of Windows that kano_xl relies on."""

from __future__ import annotations

from collections.abc import Mapping

from kano_xl.setup.registry import Value


class FakeRegistry:
    """Keys and names are found in any case and kept as first written; see `Registry`."""

    def __init__(self, content: Mapping[str, Mapping[str, Value]] | None = None) -> None:
        self._keys: dict[str, tuple[str, dict[str, Value]]] = {}
        for key, values in (content or {}).items():
            self._make(key)
            self._values(key).update(values)

    def values(self, key: str) -> dict[str, Value] | None:
        return dict(self._values(key)) if key.casefold() in self._keys else None

    def write(self, key: str, values: Mapping[str, str | int]) -> None:
        self._make(key)
        found = self._values(key)
        found.clear()
        found.update(values)

    def delete(self, key: str) -> None:
        if self._has_subkeys(key):
            raise PermissionError(13, "Access is denied", key)
        self._keys.pop(key.casefold(), None)
        parent = key.rpartition("\\")[0]
        while parent.count("\\") > 1 and self._is_empty(parent):
            del self._keys[parent.casefold()]
            parent = parent.rpartition("\\")[0]

    def listing(self) -> dict[str, dict[str, Value]]:
        """All that stands in it, to be compared."""
        return {name: dict(values) for name, values in sorted(self._keys.values())}

    def _values(self, key: str) -> dict[str, Value]:
        return self._keys[key.casefold()][1]

    def _make(self, key: str) -> None:
        parts = key.split("\\")
        for length in range(2, len(parts) + 1):
            name = "\\".join(parts[:length])
            self._keys.setdefault(name.casefold(), (name, {}))

    def _has_subkeys(self, key: str) -> bool:
        start = key.casefold() + "\\"
        return any(name.startswith(start) for name in self._keys)

    def _is_empty(self, key: str) -> bool:
        return self.values(key) == {} and not self._has_subkeys(key)
