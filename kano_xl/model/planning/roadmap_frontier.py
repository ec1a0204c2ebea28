"""In which order a roadmap's features are gone through, and what has to be remembered meanwhile.

Relations tie features together. Going from feature to feature, only those of the *frontier* need
to be remembered: already decided, and with a relation to one that is not. An order that keeps the
frontier small makes an exact search short.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kano_xl.model.planning.roadmap import TANGLED, Backlog, NoPlanError, Pairs

MOST_WAYS = 20_000
"""So many ways from state to state are gone through; 60 relations among 40 features, drawn at
random, make about 2,500."""

State = frozenset[int]
"""The features of the frontier that are chosen."""

Beside = Mapping[int, frozenset[int]]
"""The features to which each has a relation."""


class Way(NamedTuple):
    """How a state comes about: from which state, by its number, and whether it is chosen."""

    before: int
    chosen: bool


class Step(NamedTuple):
    """A feature is decided.

    Attributes:
        feature: its number.
        states: the ways to each of the states that there are then.
    """

    feature: int
    states: tuple[tuple[Way, ...], ...]


def steps(backlog: Backlog) -> list[Step]:
    """All features that do not exist yet, one after the other.

    Raises:
        NoPlanError: ``tangled``: there are more than `MOST_WAYS`.
    """
    needs, excludes = (_among_new(pairs, backlog) for pairs in (backlog.needs, backlog.excludes))
    beside = _beside(needs + excludes, backlog)
    wanted, barred = backlog.wanted, backlog.barred
    done, states, found, ways_so_far = set[int](), [State()], list[Step](), 0
    for feature in _best_order(beside):
        done.add(feature)
        frontier = frozenset(each for each in done if beside[each] - done)
        own_needs = [pair for pair in needs if feature in pair and done.issuperset(pair)]
        own_excludes = [pair for pair in excludes if feature in pair]
        may = [each for each in (True, False) if feature not in (barred if each else wanted)]
        ways: dict[State, list[Way]] = {}
        for before, state in enumerate(states):
            for chosen in may:
                now = state | {feature} if chosen else state
                if _is_possible(now, own_needs, own_excludes):
                    ways.setdefault(now & frontier, []).append(Way(before, chosen))
        states = list(ways)
        found.append(Step(feature, tuple(map(tuple, ways.values()))))
        ways_so_far += sum(map(len, ways.values()))
        if ways_so_far > MOST_WAYS:
            raise NoPlanError(TANGLED)
    return found


def _is_possible(
    chosen: State, needs: list[tuple[int, int]], excludes: list[tuple[int, int]]
) -> bool:
    """Whether relations of a feature hold to those that are decided.

    A need of one that is out of the frontier was looked at when it was still in.
    """
    lacks = any(a in chosen and b not in chosen for a, b in needs)
    return not lacks and not any(a in chosen and b in chosen for a, b in excludes)


def _among_new(pairs: Pairs, backlog: Backlog) -> Pairs:
    """The relations between features that do not exist yet."""
    return tuple(pair for pair in dict.fromkeys(pairs) if backlog.there.isdisjoint(pair))


def _beside(pairs: Pairs, backlog: Backlog) -> Beside:
    new = [each for each in range(len(backlog.effort)) if each not in backlog.there]
    return {
        each: frozenset(other for pair in pairs if each in pair for other in pair) - {each}
        for each in new
    }


def _best_order(beside: Beside) -> list[int]:
    """The cheapest of the orders that begin with each of the features."""
    return min((_order(beside, first) for first in beside), default=(0, list[int]()))[1]


def _order(beside: Beside, first: int) -> tuple[int, list[int]]:
    """An order that always takes what leaves the smallest frontier, with its cost before it."""
    order, frontier, rest, cost = [first], {first}, set(beside) - {first}, 1
    while rest:
        frontier = {each for each in frontier if beside[each] & rest}
        following = min(_candidates(beside, frontier, rest))[-1]
        order.append(following)
        frontier.add(following)
        rest.remove(following)
        cost += 1 << len(frontier)
    return cost, order


def _candidates(
    beside: Beside, frontier: set[int], rest: set[int]
) -> Iterator[tuple[int, int, int]]:
    """How much the frontier grows with each of the rest, how many of it are beside it, and it."""
    for each in rest:
        ended = sum(beside[other] & rest == {each} for other in frontier)
        grows = bool(beside[each] & rest) - ended
        yield grows, -len(beside[each] & frontier), each
