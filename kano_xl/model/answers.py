"""The five answers of a Kano question and their codes."""

from __future__ import annotations

MISSING, LIKE, MUST_BE, NEUTRAL, LIVE_WITH, DISLIKE = range(6)

ANSWERS = ("like", "must-be", "neutral", "live-with", "dislike")
"""The answers in the order of their codes 1..5, named as in the literature."""

LEVELS = len(ANSWERS) + 1
"""Length of an axis that is indexed by code: 0 for a missing answer, then 1..5."""
