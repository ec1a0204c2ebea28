"""What an action of the ribbon answers. Whoever asked for it shows it to the user."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("done", "ask", "choose", "open", "refused", "bug")
"""What an answer may be: done; a question to agree to; a choice between yes and no, where only
Cancel stops; a file to open as a new, unsaved workbook; refused, with what to do; a mistake of
ours."""

YES = "_yes"
"""What follows the code of a choice that was answered with yes."""

LONGEST = 1000
"""Characters of a text that is told: Excel shows about 1,024."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of an action.

    Attributes:
        kind: one of `KINDS`.
        text: what is told to the user, in his or her language; "" for nothing to tell.
        code: of a question, to be handed back in ``agreed`` once the user agrees; of a choice,
            handed back after yes and no, and after yes followed by `YES` too.
        path: of the file to open.
    """

    kind: str
    text: str = ""
    code: str = ""
    path: str = ""
