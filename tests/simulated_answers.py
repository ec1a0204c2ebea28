"""Answers as people give them: by what a feature is to them, by their tendency, and by chance."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.int64]

# Which pairs of answers make up a category, and how often each comes, as people answer.
PAIRS = {
    "A": {(1, 2): 15, (1, 3): 60, (1, 4): 25},
    "O": {(1, 5): 1},
    "M": {(2, 5): 70, (3, 5): 20, (4, 5): 10},
    "I": {(3, 3): 55, (2, 4): 10, (2, 3): 10, (3, 4): 10, (4, 3): 5, (4, 4): 5, (2, 2): 5},
    "R": {(5, 1): 35, (5, 2): 10, (5, 3): 25, (4, 1): 15, (3, 1): 10, (2, 1): 2, (5, 4): 3},
    "Q": {(1, 1): 75, (5, 5): 25},
}
# How often A O M I R Q come for a feature of a kind, in percent.
KINDS = {
    "attractive": (54, 14, 5, 24, 2, 1),
    "performance": (16, 54, 18, 10, 1, 1),
    "must-be": (6, 24, 54, 14, 1, 1),
    "indifferent": (9, 3, 4, 80, 3, 1),
    "reverse": (2, 1, 1, 20, 73, 3),
}
PROFILES = ("mixed", "indifferent", "must-be", "reverse", "noise")
COMMON = (0.4, 0.15, 0.15, 0.2, 0.1)


def answers_of(chance: np.random.Generator, profile: str, size: int, people: int) -> Codes:
    """Pairs of answers, F×N×2 codes 1..5, as people give them.

    A person's tendency makes some pairs likelier for every feature: the yea-sayer likes
    and expects whatever it is, the lukewarm are neutral, the demanding dislike.
    """
    kinds = _kinds(chance, profile, size)
    shares = np.array([chance.dirichlet(np.array(kind) * 0.3 + 0.05) for kind in kinds])
    within = np.zeros((6, 5, 5))
    for category, pairs in enumerate(PAIRS.values()):
        for (functional, dysfunctional), weight in pairs.items():
            within[category, functional - 1, dysfunctional - 1] = weight / sum(pairs.values())
    careless = chance.uniform(0, 0.1)
    likely = (1 - careless) * np.tensordot(shares, within, 1) + careless / 25
    yes, lukewarm, demanding = chance.normal(0, (0.5, 0.8, 0.5), (people, 3)).T[:, :, None, None]
    like, calm = np.array([1, 0.7, 0, 0, 0]), np.array([0, 0.5, 1, 0.5, 0])
    hates = np.array([0, 0, 0, 0, 1])
    tilt = yes * np.add.outer(like, like) + lukewarm * np.add.outer(calm, calm) / 2
    tilt = tilt + demanding * np.add.outer(0 * hates, hates)
    weights = (likely[:, None] * np.exp(tilt)[None]).reshape(size, people, 25)
    summed = weights.cumsum(axis=2) / weights.sum(axis=2, keepdims=True)
    pair = (summed < chance.random((size, people, 1))).sum(axis=2).clip(0, 24)
    answers = np.stack([pair // 5 + 1, pair % 5 + 1], axis=2)
    straight = chance.random(people) < chance.uniform(0, 0.1)
    answers[:, straight] = (
        chance.choice(5, straight.sum(), p=(0.2, 0.1, 0.5, 0.1, 0.1))[:, None] + 1
    )
    return answers


def _kinds(chance: np.random.Generator, profile: str, size: int) -> list[tuple[int, ...]]:
    usual = ("attractive", "performance", "must-be", "indifferent")
    if profile == "noise":
        return [tuple(chance.dirichlet((2, 1.5, 1.5, 3, 0.5, 0.2)) * 100) for _ in range(size)]
    if profile == "indifferent":
        return [KINDS[profile]] * size
    most = (0.1, 0.15, 0.7, 0.05) if profile == "must-be" else (0.3, 0.25, 0.25, 0.2)
    if profile == "reverse" and chance.random() < 0.3:
        most = (0.1, 0.05, 0.05, 0.8)
    kinds = [KINDS[usual[index]] for index in chance.choice(4, size, p=most)]
    if profile == "reverse":
        for index in chance.permutation(size)[: int(chance.integers(1, size // 3 + 1))]:
            kinds[index] = KINDS["reverse"]
    return kinds


def without_some(chance: np.random.Generator, answers: Codes) -> Codes:
    """The answers without some; every question and every person keeps at least one."""
    share = chance.choice((0, 1)) * chance.uniform(0, 0.2)
    gone = chance.random(answers.shape) < share
    size, people, _ = answers.shape
    for question in np.argwhere(gone.all(axis=1)):
        gone[question[0], chance.integers(people), question[1]] = False
    for person in np.flatnonzero(gone.all(axis=(0, 2))):
        gone[chance.integers(size), person, chance.integers(2)] = False
    return np.where(gone, 0, answers)
