"""A filled strategy canvas as its sheet calculates it: the twin of the sheet's formulas."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kano_xl.model.planning import canvas
from kano_xl.model.planning.canvas import Divergence
from kano_xl.model.planning.house import Numbers
from kano_xl.planning.canvas_filling import CanvasFilling, Factor
from kano_xl.planning.filling import Typed, number, numbers
from kano_xl.planning.results import KnownFeature, KnownFeatures, name_key


@dataclass(frozen=True, slots=True, eq=False)
class CalculatedCanvas:
    """A strategy canvas with all that follows; F rows, NaN for levels that are unknown.

    Attributes:
        filling: what it was calculated from.
        features: what the survey says of each factor.
        now, after: our levels.
        rivals: F × R levels of the rivals that have a name.
        industry: its levels, as typed or as the mean of those rivals.
        gap: after − industry.
        moves: what we do with each, one of `kano_xl.model.planning.canvas.ACTIONS`, "keep" or "".
        advice: what Kano advises, or why it advises nothing; "" for a row without a name.
        agreements: one of `kano_xl.model.planning.canvas.AGREEMENTS`, or "".
        divergence: how far our curve is from the industry's.
    """

    filling: CanvasFilling
    features: tuple[KnownFeature, ...]
    now: Numbers
    after: Numbers
    rivals: Numbers
    industry: Numbers
    gap: Numbers
    moves: tuple[str, ...]
    advice: tuple[str, ...]
    agreements: tuple[str, ...]
    divergence: Divergence

    @property
    def advised(self) -> tuple[str, ...]:
        """The letter that the advice for each factor comes from; "" where there is none."""
        return tuple(
            feature.category if said in canvas.ADVICE.values() else ""
            for feature, said in zip(self.features, self.advice, strict=True)
        )


def calculate_canvas(filling: CanvasFilling, known: KnownFeatures) -> CalculatedCanvas:
    """All that follows from a strategy canvas, row by row."""
    rows = filling.rows
    features = tuple(known.feature(each.name) for each in rows)
    named = np.array([bool(each.name) for each in rows], np.bool_)

    def levels(typed: list[Typed]) -> Numbers:
        return np.where(named, canvas.on_scale(numbers(typed)), np.nan)

    now, after = levels([each.now for each in rows]), levels([each.after for each in rows])
    there = np.array([bool(each) for each in filling.rivals], np.bool_)
    rivals = [levels([each.rivals[at] for each in rows]) for at in range(len(there))]
    theirs = np.where(there, np.stack(rivals, axis=-1), np.nan)
    is_left = np.array([each.industry is None for each in rows], np.bool_)
    typed = levels([each.industry for each in rows])
    industry = np.where(is_left, canvas.industry_mean(theirs), typed)
    triples = list(zip(now.tolist(), after.tolist(), industry.tolist(), strict=True))
    moves = tuple(canvas.move(*each) for each in triples)
    advice = tuple(
        _advice(each.name, feature, known) for each, feature in zip(rows, features, strict=True)
    )
    agreements = tuple(
        canvas.agreement(said, moved, later, level) if moved else ""
        for said, moved, (_, later, level) in zip(advice, moves, triples, strict=True)
    )
    return CalculatedCanvas(
        *(filling, features, now, after, theirs, industry, after - industry),
        *(moves, advice, agreements, canvas.divergence(now, after, industry)),
    )


def _advice(name: str, feature: KnownFeature, known: KnownFeatures) -> str:
    if not name:
        return ""
    if not known.features:
        return canvas.NO_RESULT
    if known.row(name) is None:
        return canvas.NOT_ASKED
    return canvas.advice(feature.category, feature.verdict)


def said_of_rows(found: CalculatedCanvas) -> tuple[str, ...]:
    """The key of the first thing that is to be looked at in each row; "" for nothing."""
    keys = [name_key(each.name) for each in found.filling.rows]
    any_next = not np.isnan(found.after).all()
    return tuple(
        _said_of(found, index, any_next, keys.count(key) > 1) for index, key in enumerate(keys)
    )


def _said_of(found: CalculatedCanvas, index: int, any_next: bool, is_twice: bool) -> str:
    typed, moved, gap = found.filling.rows[index], found.moves[index], found.gap[index]
    if not typed.name:
        return "no_name" if is_typed(typed) else ""
    is_next = not np.isnan(found.after[index])
    tests = {
        "twice": is_twice,
        "level": any(map(is_off_scale, (typed.now, typed.after, *typed.rivals, typed.industry))),
        "no_next": any_next and not is_next,
        "no_before": is_next and not moved,
        "below": moved == canvas.RAISE and gap < 0,
        "above": moved == canvas.REDUCE and gap > 0,
        "unknown": found.advice[index] == canvas.NOT_ASKED,
    }
    return next((key for key, holds in tests.items() if holds), "")


def is_typed(typed: Factor) -> bool:
    """Whether anything stands in a row besides a name."""
    cells = (typed.now, typed.after, *typed.rivals, typed.industry, typed.measure, typed.owner)
    return any(each is not None for each in cells)


def is_off_scale(typed: Typed) -> bool:
    """Whether something stands where a level belongs that is none.

    >>> is_off_scale(None), is_off_scale(10), is_off_scale(11), is_off_scale("high")
    (False, False, True, True)
    """
    return typed is not None and bool(np.isnan(canvas.on_scale(number(typed))))


def unnamed_rivals(filling: CanvasFilling) -> tuple[int, ...]:
    """The 0-based rivals that have levels and no name: they count nowhere."""
    return tuple(
        at
        for at, name in enumerate(filling.rivals)
        if not name and any(each.rivals[at] is not None for each in filling.rows)
    )


def same_rivals(filling: CanvasFilling) -> tuple[int, ...]:
    """The 0-based rivals whose name another one before them has."""
    keys = [name_key(each) for each in filling.rivals]
    return tuple(at for at, key in enumerate(keys) if key and key in keys[:at])
