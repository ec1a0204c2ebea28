"""Names on a roadmap as the survey has them: case, blanks and width do not matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kano_xl.planning.results import KnownFeatures
from kano_xl.planning.roadmap_filling import RoadmapFilling
from kano_xl.survey.quoting import folded


def named_as_known(filling: RoadmapFilling, known: KnownFeatures) -> RoadmapFilling:
    """A roadmap whose features bear the names of the survey, in rows and in relations.

    A name that may be two of its features stays as it was typed.
    """
    found = _by_folded(each.name for each in known.features)

    def as_known(name: str) -> str:
        row = known.row(name)
        return found.get(folded(name), name) if row is None else known.features[row - 1].name

    return filling._replace(
        rows=tuple(each._replace(name=as_known(each.name)) for each in filling.rows),
        ties=tuple(
            each._replace(first=as_known(each.first), second=as_known(each.second))
            for each in filling.ties
        ),
    )


def name_of_row(names: Iterable[str]) -> Mapping[str, str]:
    """For names of rows as they stand, and for names folded, the name of the row."""
    listed = list(names)
    return _by_folded(listed) | {each.casefold(): each for each in listed}


def _by_folded(names: Iterable[str]) -> dict[str, str]:
    """Folded names that stand for one feature alone → its name."""
    found: dict[str, list[str]] = {}
    for each in names:
        found.setdefault(folded(each), []).append(each)
    return {key: each[0] for key, each in found.items() if len(each) == 1}
