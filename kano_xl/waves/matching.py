"""Which features of several waves are the same: by name, or because the user says so."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from kano_xl.errors import SettingsError
from kano_xl.model.waves import pairs_of
from kano_xl.survey.quoting import printable, quoted

_ALIKE = 0.6
"""From this similarity on (0..1, as of difflib) a name may be the other one changed."""


@dataclass(frozen=True, slots=True)
class Guess:
    """Two features that may be one: their names, and the places of their waves."""

    waves: tuple[int, int]
    was_called: str
    feature: str


@dataclass(frozen=True)
class Matching:
    """Which features are the same.

    Attributes:
        renamed: (place of a wave, name in it) → name in the last wave that has the feature, where
            that is another one.
        guesses: features that may be the same; nobody said so.
    """

    renamed: Mapping[tuple[int, str], str]
    guesses: tuple[Guess, ...]


def match(waves: Sequence[Sequence[str]], same: Sequence[str] = ()) -> Matching:
    """Match the features of waves, the earliest first.

    Case, blanks and width do not matter, unless two features of one wave differ in nothing else.

    Args:
        waves: the names of the features of each wave.
        same: "OLD NAME=NEW NAME" each: features that are the same under two names.

    >>> found = match([["Chat ", "Card lock"], ["chat", "Card locking"]])
    >>> found.renamed[0, "Chat "], [(each.was_called, each.feature) for each in found.guesses]
    ('chat', [('Card lock', 'Card locking')])
    >>> match([["Map"], ["Where to find us"]], ["map=Where to find us"]).renamed
    {(0, 'Map'): 'Where to find us'}

    Raises:
        SettingsError: ``same_form``, ``same_unknown``, ``same_meant``, ``same_swapped``,
            ``same_twice`` or ``same_both``.
    """
    keys = [_keys(names) for names in waves]
    later: dict[str, str] = {}
    for given in same:
        old, new = _parts(given, keys)
        if old in later or new in later.values():
            raise SettingsError("same_twice", given=quoted(given))
        if any(old in each and new in each for each in keys):
            raise SettingsError("same_both", given=quoted(given))
        later[old] = new
    found = [{_last(key, later): name for key, name in each.items()} for each in keys]
    latest = {key: name for each in found for key, name in each.items()}
    renamed = {
        (place, name): latest[key]
        for place, each in enumerate(found)
        for key, name in each.items()
        if latest[key] != name
    }
    return Matching(renamed, tuple(_guesses(found)))


def _key(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", printable(name)).casefold().split())


def _keys(names: Sequence[str]) -> dict[str, str]:
    """Key → name; a name stands for itself where another one has the same key."""
    times = Counter(map(_key, names))
    return {_key(name) if times[_key(name)] == 1 else name: name for name in names}


def _last(key: str, later: Mapping[str, str]) -> str:
    seen = {key}
    while key in later and later[key] not in seen:
        key = later[key]
        seen.add(key)
    return key


def _parts(given: str, keys: Sequence[Mapping[str, str]]) -> tuple[str, str]:
    """The keys of the old name and the new one; names may hold a "=" themselves."""
    ends = [at for at, character in enumerate(given) if character == "="]
    splits = [(given[:end].strip(), given[end + 1 :].strip()) for end in ends]
    splits = [(old, new) for old, new in splits if old and new]
    if not splits:
        raise SettingsError("same_form", given=quoted(given))
    old_keys = _all(keys[:-1])
    new_keys = _all(keys[1:])
    for old, new in splits:
        if (first := _found(old, old_keys)) and (second := _found(new, new_keys)):
            return first, second
    for old, new in splits:
        if _found(old, new_keys) and _found(new, old_keys):
            raise SettingsError("same_swapped", old=quoted(new), new=quoted(old))
    old, new = splits[0]
    unknown, names = (new, new_keys) if _found(old, old_keys) else (old, old_keys)
    near = get_close_matches(_key(unknown), list(names), 1)
    if near:
        raise SettingsError("same_meant", name=quoted(unknown), meant=quoted(names[near[0]]))
    raise SettingsError("same_unknown", name=quoted(unknown))


def _all(keys: Iterable[Mapping[str, str]]) -> dict[str, str]:
    return {key: name for each in keys for key, name in each.items()}


def _found(name: str, keys: Mapping[str, str]) -> str:
    """The key of a name; "" where no wave has it."""
    if name in keys:
        return name
    return _key(name) if _key(name) in keys else ""


def _guesses(found: Sequence[Mapping[str, str]]) -> Iterator[Guess]:
    """For each two waves that are compared, the features that may be one under two names."""
    for first, second in pairs_of(len(found))[: len(found) - 1]:
        gone = [key for key in found[first] if key not in found[second]]
        new = [key for key in found[second] if key not in found[first]]
        for key in gone:
            near = get_close_matches(key, new, 1, _ALIKE)
            if near:
                new.remove(near[0])
                yield Guess((first, second), found[first][key], found[second][near[0]])
