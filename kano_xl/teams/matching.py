"""Which features of several files are the same: by name, or because the user says so.

The files have no order in time, unlike waves. A feature bears the name that the first file which
has it gives it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple

from kano_xl.errors import SettingsError
from kano_xl.survey.quoting import folded
from kano_xl.waves.matching import match

_ALIKE = 0.6
"""From this similarity on (0..1, as of difflib) a name may be another one changed."""

_MOST_GUESSED = 300
"""Among more features than this, none is proposed: the files are of different surveys."""


class Alike(NamedTuple):
    """Two features that may be one: no file has both."""

    name: str
    feature: str


@dataclass(frozen=True)
class Unified:
    """Which features are the same.

    Attributes:
        names: for each file, its own name of a feature → the one that it bears in all of them.
        alike: features that may be the same; nobody said so.
    """

    names: tuple[Mapping[str, str], ...]
    alike: tuple[Alike, ...]


def unified(files: Sequence[Sequence[str]], same: Sequence[str] = ()) -> Unified:
    """Match the features of files.

    Case, blanks and width do not matter, unless two features of one file differ in nothing else.

    Args:
        files: the names of the features of each file.
        same: "NAME=NAME" each: features that are the same under two names.

    >>> found = unified([["Chat", "Card lock"], ["chat ", "Card locking"]])
    >>> found.names[1], [tuple(each) for each in found.alike]
    ({'chat ': 'Chat', 'Card locking': 'Card locking'}, [('Card locking', 'Card lock')])
    >>> unified([["Where to find us"], ["Map"]], ["map=Where to find us"]).names[1]
    {'Map': 'Where to find us'}

    Raises:
        SettingsError: ``same_form``, ``same_twice``, ``files_same_unknown``, ``files_same_meant``
            or ``files_same_both``.
    """
    try:
        # Twice, so that each file comes before every other one, and after it.
        renamed = match([*files, *files], same).renamed if files else {}
    except SettingsError as error:
        raise _of_files(error) from None
    first: dict[str, str] = {}
    names = []
    for place, own in enumerate(files):
        found = {name: renamed.get((place, name), name) for name in own}
        for name, key in found.items():
            first.setdefault(key, name)
        names.append({name: first[key] for name, key in found.items()})
    return Unified(tuple(names), tuple(_alike([list(each.values()) for each in names])))


def _of_files(error: SettingsError) -> SettingsError:
    """The same error, told of files that are no waves."""
    told = ("same_unknown", "same_meant", "same_both")
    code = f"files_{error.code}" if error.code in told else error.code
    return SettingsError(code, **error.values)


def _alike(files: Sequence[Sequence[str]]) -> list[Alike]:
    """Each feature that not all files have, with an earlier one of a like name, if there is one."""
    holders: dict[str, set[int]] = {}
    for place, names in enumerate(files):
        for name in names:
            holders.setdefault(name, set()).add(place)
    some = [name for name, held in holders.items() if len(held) < len(files)]
    if len(some) > _MOST_GUESSED:
        return []
    found: list[Alike] = []
    taken: set[str] = set()
    for number, name in enumerate(some):
        earlier = {
            folded(other): other
            for other in some[:number]
            if other not in taken and not holders[other] & holders[name]
        }
        near = get_close_matches(folded(name), list(earlier), 1, _ALIKE)
        if near:
            taken |= {name, earlier[near[0]]}
            found.append(Alike(name, earlier[near[0]]))
    return found
