"""Errors and problems as somebody in Excel can act on them.

The catalogue ``problems`` speaks in places of the command line and of its report; the
catalogue ``in_excel`` says the same of what stands in the workbook.
"""

from __future__ import annotations

from kano_xl.errors import IN_EXCEL, KanoError, Problem
from kano_xl.languages import catalogue, text


def told(problem: KanoError | Problem, language: str) -> str:
    """What is wrong and what to do, without the place.

    >>> told(Problem("respondent_duplicate"), "en").endswith("or delete their rows")
    True
    """
    if isinstance(problem, Problem):
        return problem.message(language, IN_EXCEL)
    own = problem.code in catalogue(language)["in_excel"]
    key = f"{'in_excel' if own else 'problems'}.{problem.code}"
    return text(language, key, **problem.values)
