"""Houses of quality that others have worked out, and four features of the example survey."""

from __future__ import annotations

from typing import NamedTuple


class WorkedHouse(NamedTuple):
    """Weights of requirements, relations by characteristic, and technical importance."""

    weights: tuple[int, ...]
    columns: tuple[tuple[int, ...], ...]
    expected: tuple[int, ...]


WORKED = (
    # Six requirements and seven characteristics of a worked example of a course.
    WorkedHouse(
        (4, 3, 5, 4, 4, 5),
        (
            (1, 0, 9, 3, 1, 0),
            (0, 3, 3, 9, 1, 1),
            (3, 3, 1, 3, 0, 0),
            (0, 3, 9, 1, 0, 0),
            (9, 0, 1, 3, 0, 0),
            (0, 0, 0, 3, 1, 0),
            (0, 3, 1, 3, 3, 9),
        ),
        (65, 69, 38, 58, 53, 16, 83),
    ),
    WorkedHouse((2, 3, 4, 4, 4, 5, 5, 5), ((3, 0, 3, 3, 3, 9, 3, 0),), (102,)),
    WorkedHouse(
        (5, 2, 3, 1, 3),
        ((1, 3, 3, 5, 1), (1, 5, 3, 5, 3), (1, 1, 5, 1, 3), (5, 1, 3, 1, 5), (3, 3, 1, 1, 1)),
        (28, 38, 32, 52, 28),
    ),
    WorkedHouse((5, 3), ((9, 1), (1, 9)), (48, 32)),
)


class WorkedNeed(NamedTuple):
    """A feature of the example survey, and what a team typed beside it."""

    name: str
    category: str
    better: float
    worse: float
    importance: int
    now: int
    target: int
    sales_point: float


NEEDS = (
    WorkedNeed("Strong account security", "M", 0.3604, -0.8173, 5, 4, 5, 1),
    WorkedNeed("Fast transfers", "O", 0.7136, -0.7839, 4, 3, 4, 1.2),
    WorkedNeed("Chat with a personal adviser", "A", 0.6474, -0.3, 3, 2, 4, 1.5),
    WorkedNeed("Custom colour themes", "I", 0.1889, -0.0444, 1, 4, 4, 1),
)
