"""A large survey to measure with: 100,000 respondents × 42 columns, answers in words.

python -m tests.bench.big_survey words|numbers FILE.xlsx [RESPONDENTS]
"""

from __future__ import annotations

import random
import sys

import xlsxwriter

ROWS, FEATURES = 100_000, 20
ANSWERS = {
    "words": (
        "I like it that way",
        "It must be that way",
        "I am neutral",
        "I can live with it that way",
        "I dislike it that way",
    ),
    "numbers": (1, 2, 3, 4, 5),
}


def main(kind: str, path: str, respondents: str = str(ROWS)) -> None:
    """Write the file; words as shared strings, as Excel and the survey tools write them."""
    chance = random.Random(1984)
    header = ["ID", "Age group"]
    for number in range(1, FEATURES + 1):
        header.append(f"How would you feel if the app had feature {number}?")
        header.append(f"How would you feel if the app did not have feature {number}?")
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, header)
        for row in range(1, int(respondents) + 1):
            answers = chance.choices(ANSWERS[kind], k=2 * FEATURES)
            sheet.write_row(row, 0, [row, "30–45", *answers])


if __name__ == "__main__":
    main(*sys.argv[1:])
