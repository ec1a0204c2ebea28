"""Names of features that a table names by labels of its own: no two alike."""

from __future__ import annotations

from collections.abc import Sequence

from kano_xl.errors import InputError, Place
from kano_xl.survey.quoting import quoted
from kano_xl.survey.tables.naming import unique_names, whole


def distinct_names(labels: Sequence[str], places: Sequence[Place]) -> list[str]:
    """Short names of the labels, which stand in these places; labels that differ stay different.

    Raises:
        InputError: ``duplicate_feature`` where two labels are one.
    """
    require_distinct([whole(label) for label in labels], places)
    return unique_names(labels)


def require_distinct(names: Sequence[str], places: Sequence[Place]) -> None:
    """Refuse names that stand there twice, in whatever case.

    Raises:
        InputError: ``duplicate_feature``.
    """
    first: dict[str, Place] = {}
    for name, place in zip(names, places, strict=True):
        earlier = first.setdefault(name.casefold(), place)
        if earlier is not place:
            values = {"first": earlier.cell, "second": place.cell}
            raise InputError("duplicate_feature", place, name=quoted(name), **values)
