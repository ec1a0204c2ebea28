"""The five answers of a Kano question and their codes."""

from __future__ import annotations

from kano_xl.choices import ANSWER_NAMES

MISSING, LIKE, MUST_BE, NEUTRAL, LIVE_WITH, DISLIKE = range(6)

ANSWERS = ANSWER_NAMES[1:]
"""The answers in the order of their codes 1..5, named as in the literature."""

LEVELS = len(ANSWERS) + 1
"""Length of an axis that is indexed by code: 0 for a missing answer, then 1..5."""
