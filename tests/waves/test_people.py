"""Whoever compares the comparisons of the same people learns nothing of fewer than five."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kano_xl.model.waves import pairs_of
from kano_xl.waves.people import crossed, found_again

A, M, R, NOTHING = 0, 2, 4, 6


def parts(sets: dict[object, set[object]], whole: dict[int, set[object]]) -> Iterable[int]:
    """How many are in the same of some sets, and how many of each whole are in none of its own."""
    of = Counter(
        frozenset(key for key, inside in sets.items() if each in inside)
        for each in set().union(*sets.values())
    )
    yield from of.values()
    for wave, everybody in whole.items():
        own = [inside for pair, inside in sets.items() if wave in pair]
        yield len(everybody.difference(*own))


def is_safe(numbers: Iterable[int]) -> bool:
    return all(not 0 < number < 5 for number in numbers)


def test_who_is_in_two_comparisons_of_three_is_not_told_of() -> None:
    """One is in the later two waves alone, so what the three comparisons say adds up to him.

    Better rose by so many from the first to the second wave, by so many from the second to the
    third; less those from the first to the third, that is what he said twice.
    """
    common = [f"p{number}" for number in range(30)]
    waves = [
        [*common, *(f"first{number}" for number in range(6))],
        [*common, "him", *(f"second{number}" for number in range(6))],
        [*common, "him", *(f"third{number}" for number in range(6))],
    ]
    found = found_again(waves, pairs_of(3), 1)
    assert [each.people for each in found.matched] == [30, 30, 30]
    assert [left.withheld for left in found.matched[1].left_out] == [1, 1]


def test_of_two_waves_neither_leaves_out_a_few() -> None:
    ids = [f"p{number}" for number in range(40)]
    (matched,) = found_again([ids, [*ids, "new"]], [(0, 1)], 1).matched
    left = [sum(each) for each in matched.left_out]
    assert matched.people == 40 - left[0]
    assert min(left) >= 5


@given(
    st.lists(st.sets(st.sampled_from(range(4)), max_size=4), min_size=5, max_size=60),
    st.integers(2, 4),
    st.integers(0, 3),
)
def test_the_people_of_comparisons_differ_by_nobody_or_five(
    present: list[set[int]], count: int, blank: int
) -> None:
    waves = [
        [str(person) for person, places in enumerate(present) if wave in places] + [""] * blank
        for wave in range(count)
    ]
    pairs = pairs_of(count)
    found = found_again(waves, pairs, 1)
    sets = {pair: set(np.flatnonzero(found.compared[pair]).tolist()) for pair in pairs}
    sizes = {
        wave: {*np.flatnonzero(found.places[:, wave] >= 0).tolist(), *range(-blank, 0)}
        for wave in range(count)
    }
    if any(sets.values()):
        assert is_safe(parts(sets, sizes))
    for each, (one, two) in zip(found.matched, pairs, strict=True):
        assert each.people == len(sets[one, two])
        for left, wave in zip(each.left_out, (one, two), strict=True):
            assert sum(left) == len(waves[wave]) - each.people


@given(st.lists(st.tuples(*[st.sampled_from([A, M, R, NOTHING])] * 3), min_size=5, max_size=40))
def test_the_answers_that_are_told_differ_by_nobody_or_five(
    people: list[tuple[int, int, int]],
) -> None:
    ids = [str(number) for number in range(len(people))]
    pairs = pairs_of(3)
    found = found_again([ids] * 3, pairs, 1)
    answers = np.array(people, np.uint8).T
    # People stand in the order of their IDs.
    order = found.places[:, 0].tolist()
    crossings = crossed(found, list(answers))
    for last in (R, M):
        sets = {
            pair: {
                order[person]
                for person in range(len(people))
                if all(answers[wave][order[person]] <= last for wave in pair)
            }
            for pair in pairs
            if not crossings[pair].guarded
        }
        if sets:
            told = {wave for pair in sets for wave in pair}
            whole = {wave: set(np.flatnonzero(answers[wave] <= last).tolist()) for wave in told}
            assert is_safe(parts(sets, whole))


def test_what_three_skipped_once_is_told_of_the_first_waves_alone() -> None:
    """What is told of waves one and two stays; beside it the others would tell of the three."""
    ids = [str(number) for number in range(30)]
    full = np.full(30, A, np.uint8)
    few = full.copy()
    few[:3] = NOTHING
    found = found_again([ids] * 3, pairs_of(3), 1)
    crossings = crossed(found, [full, full, few])
    assert [each.guarded for each in crossings.values()] == [False, True, True]
    assert crossings[0, 2].cells.sum() == 27
    assert set(crossed(found, [full, None, full])) == {(0, 2)}
