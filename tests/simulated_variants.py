"""Other forms of a simulated survey: what must change nothing, and what must be noticed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.simulated_surveys import Simulated, rearranged


def ways(simulated: Simulated) -> dict[str, Simulated]:
    """The same survey in other ways, of which every one means the same."""
    return {
        "rows shuffled": shuffled(simulated),
        "columns moved": moved(simulated),
        "spaces behind headers": spaced(simulated),
    }


def shuffled(simulated: Simulated) -> Simulated:
    """The rows in another order; the features of a long survey then come in another one too."""
    chance = np.random.default_rng(simulated.seed)
    below = np.arange(simulated.headers, len(simulated.rows))
    order = [*range(simulated.headers), *chance.permutation(below).tolist()]
    found = rearranged(simulated, order)
    if simulated.told["form"] != "long":
        return found
    firsts = [min(functional) for functional in found.questions[::2]]
    by_place = sorted(range(len(firsts)), key=firsts.__getitem__)
    return replace(
        found,
        names=[found.names[feature] for feature in by_place],
        counts=found.counts[by_place],
        questions=[found.questions[2 * feature + side] for feature in by_place for side in (0, 1)],
    )


def moved(simulated: Simulated) -> Simulated:
    """One more column about the form before all others."""
    qualtrics = simulated.told["form"] == "qualtrics"
    head = ["Status", "Status", '{"ImportId":"status"}'] if qualtrics else ["Status", None]
    added = [*head[: simulated.headers], *["complete"] * len(simulated.rows)]
    rows = [
        [value if any(cell is not None for cell in row) else None, *row]
        for value, row in zip(added, simulated.rows, strict=False)
    ]
    questions = [[(row, column + 1) for row, column in cells] for cells in simulated.questions]
    return replace(simulated, rows=rows, questions=questions)


def spaced(simulated: Simulated) -> Simulated:
    """Two spaces behind every header."""
    count = simulated.headers
    head = [[f"{cell}  " if cell else cell for cell in row] for row in simulated.rows[:count]]
    return replace(simulated, rows=[*head, *simulated.rows[count:]])


def reworded(
    simulated: Simulated, question: int, meaning: int, words: str, least: int = 3
) -> Simulated | None:
    """The survey with one answer to one question in other words, all others as they were.

    Args:
        simulated: a survey of words.
        question: index into `Simulated.questions`.
        meaning: the answer, 1..5.
        words: what stands in its place.
        least: in so many cells the answer must stand there, else None is returned.
    """
    old = simulated.words[meaning - 1]
    cells = [(r, c) for r, c in simulated.questions[question] if simulated.rows[r][c] == old]
    if simulated.numbers or len(cells) < least:
        return None
    rows = [list(row) for row in simulated.rows]
    for row, column in cells:
        rows[row][column] = words
    return replace(simulated, rows=rows)


def wrong_way(simulated: Simulated) -> Simulated:
    """A survey of numbers with the numbers turned round: 5 like … 1 dislike."""
    assert simulated.numbers
    turned = dict(zip(simulated.words, reversed(simulated.words), strict=True))
    rows = [list(row) for row in simulated.rows]
    for cells in simulated.questions:
        for row, column in cells:
            rows[row][column] = turned.get(rows[row][column], rows[row][column])
    return replace(simulated, rows=rows)
