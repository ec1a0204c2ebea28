"""What the judge finds and we know of, each with its reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.looks.judge import Finding

FILE = Path(__file__).with_name("known.toml")


@dataclass(frozen=True)
class Known:
    """Findings of one cause.

    Attributes:
        kind: of the findings.
        sheets: their titles, one for each language.
        words: of the findings; ``*`` stands for any text.
        reason: why they are there: what has to be mended, or why they are none.
        mend: whether it is a fault of ours.
    """

    kind: str
    sheets: tuple[str, ...]
    words: str
    reason: str
    mend: bool

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is one of these."""
        if finding.kind != self.kind or finding.sheet not in self.sheets:
            return False
        pattern = ".*".join(map(re.escape, self.words.split("*")))
        return re.fullmatch(pattern, finding.words, re.DOTALL) is not None


def known() -> list[Known]:
    """All of them: under ``mend`` the faults that wait for being mended, under ``stays`` others."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return [
        Known(one["kind"], tuple(one["sheets"]), one["words"], one["reason"], name == "mend")
        for name in ("mend", "stays")
        for one in tables.get(name, ())
    ]


def unknown(findings: Iterable[Finding]) -> list[Finding]:
    """Those of which nothing is known, in order."""
    causes = known()
    return sorted({one for one in findings if not any(cause.covers(one) for cause in causes)})


def vanished(findings: Iterable[Finding]) -> list[Known]:
    """What is known, but is not found any more: it is to be struck off the list."""
    found = set(findings)
    return [cause for cause in known() if not any(map(cause.covers, found))]
