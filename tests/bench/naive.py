"""The row-wise pandas script that people find on the web and change for their survey.

Its steps are the usual ones: read with the defaults, a dictionary of answers, a
dictionary of pairs, ``apply`` over the rows for each feature, ``value_counts``, and the
coefficients. It makes no report, no intervals and no checks.
"""

from __future__ import annotations

import sys

import pandas as pd

ANSWERS = {
    "I like it that way": 1,
    "It must be that way": 2,
    "I am neutral": 3,
    "I can live with it that way": 4,
    "I dislike it that way": 5,
}
TABLE = ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]
CATEGORIES = {
    (functional, dysfunctional): TABLE[functional - 1][dysfunctional - 1]
    for functional in range(1, 6)
    for dysfunctional in range(1, 6)
}


def main(path: str) -> None:
    frame = pd.read_excel(path)
    questions = list(frame.columns[2:])
    results = {}
    for functional, dysfunctional in zip(questions[::2], questions[1::2], strict=True):

        def category(row, functional=functional, dysfunctional=dysfunctional):  # type: ignore
            return CATEGORIES.get((ANSWERS.get(row[functional]), ANSWERS.get(row[dysfunctional])))

        counts = frame.apply(category, axis=1).value_counts()
        a, o, m, i = (counts.get(letter, 0) for letter in "AOMI")
        better, worse = (a + o) / (a + o + m + i), -(o + m) / (a + o + m + i)
        results[functional] = (counts.idxmax(), better, worse)
    print(pd.DataFrame(results).T)


if __name__ == "__main__":
    main(sys.argv[1])
