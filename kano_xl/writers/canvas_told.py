"""A filled strategy canvas as JSON for other people's scripts, and as CSV."""

from __future__ import annotations

import csv
import io
from typing import Any

from kano_xl.languages import text
from kano_xl.model.planning.canvas import ACTIONS, CONTRARY, REASONS, listed
from kano_xl.planning.canvas_draft import OF_OTHERS
from kano_xl.planning.canvas_numbers import CalculatedCanvas, said_of_rows
from kano_xl.writers.plan_csv import plain_cell
from kano_xl.writers.plan_json import number_or_null


def canvas_json(title: str, canvas: CalculatedCanvas) -> dict[str, Any]:
    """A strategy canvas: all that was typed, the moves, the advice, and what is to be looked at.

    What is unknown is null. Levels of the rivals are in the order of their names.
    """
    factors = listed(canvas.moves)
    names = [each.name for each in canvas.filling.rows]
    far = canvas.divergence
    return {
        "kind": "strategy-canvas",
        "title": title,
        "rivals": [each for each in canvas.filling.rivals if each],
        "factors": [_factor(canvas, index, key) for index, key in enumerate(said_of_rows(canvas))],
        **{action: [names[index] for index in factors[action]] for action in ACTIONS},
        "divergence": {
            "now": number_or_null(far.now),
            "next": number_or_null(far.after),
            "factors": far.factors,
        },
        "contrary": [
            name for name, each in zip(names, canvas.agreements, strict=True) if each == CONTRARY
        ],
    }


def _factor(canvas: CalculatedCanvas, index: int, key: str) -> dict[str, Any]:
    typed, feature, said = canvas.filling.rows[index], canvas.features[index], canvas.advice[index]
    named = [at for at, name in enumerate(canvas.filling.rivals) if name]
    return {
        "name": typed.name,
        "category": feature.category or None,
        "open": feature.is_open,
        "verdict": feature.verdict or None,
        "better": number_or_null(feature.better),
        "worse": number_or_null(feature.worse),
        "now": number_or_null(canvas.now[index]),
        "next": number_or_null(canvas.after[index]),
        "rivals": [number_or_null(canvas.rivals[index, at]) for at in named],
        "industry": number_or_null(canvas.industry[index]),
        "next_minus_industry": number_or_null(canvas.gap[index]),
        "move": canvas.moves[index] or None,
        "advice": None if said in REASONS else said,
        "no_advice": said if said in REASONS else None,
        "agreement": canvas.agreements[index] or None,
        "measure": typed.measure,
        "owner": typed.owner,
        "to_look_at": key or None,
    }


def canvas_csv(canvas: CalculatedCanvas, language: str) -> str:
    """A line for each factor in the order of the sheet, with a header in a language.

    No cell is taken for a formula by a spreadsheet: one that looks like it begins with an
    apostrophe.
    """

    def words(group: str, key: str) -> str:
        return text(language, f"canvas.{group}.{key}") if key else ""

    def head(key: str) -> str:
        return text(language, OF_OTHERS.get(key, f"canvas.column.{key}"))

    file = io.StringIO()
    writer = csv.writer(file)
    named = [at for at, name in enumerate(canvas.filling.rivals) if name]
    ends = ("industry", "gap", "move", "advice", "agreement", "measure", "owner")
    header = [
        *map(head, ("name", "letter", "verdict", "now", "after")),
        *(canvas.filling.rivals[at] for at in named),
        *map(head, ends),
    ]
    writer.writerow([plain_cell(each) for each in header])
    for index, typed in enumerate(canvas.filling.rows):
        feature = canvas.features[index]
        row = [
            typed.name,
            feature.shown,
            text(language, f"names.verdict.{feature.verdict}") if feature.verdict else "",
            float(canvas.now[index]),
            float(canvas.after[index]),
            *(float(canvas.rivals[index, at]) for at in named),
            float(canvas.industry[index]),
            float(canvas.gap[index]),
            words("move", canvas.moves[index]),
            words("advice", canvas.advice[index]),
            words("agreement", canvas.agreements[index]),
            typed.measure,
            typed.owner,
        ]
        writer.writerow([plain_cell(each) for each in row])
    return file.getvalue()
