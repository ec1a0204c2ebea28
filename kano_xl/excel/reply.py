"""What an action of the ribbon answers. Whoever asked for it shows it to the user."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

FILE, FILES = "file", "files"
"""The kinds of an answer that lets the user choose a file, or several."""

KINDS = ("done", "ask", "choose", FILE, FILES, "open", "refused", "bug")
"""What an answer may be: done; a question to agree to; a choice between yes and no, where only
Cancel stops; a dialog for a file, or for several; a file to open as a new, unsaved workbook;
refused, with what to do; a mistake of ours."""

YES = "_yes"
"""What follows the code of a choice that was answered with yes."""

LONGEST = 1000
"""Characters of a text that is told: Excel shows about 1,024."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of an action.

    Attributes:
        kind: one of `KINDS`.
        text: what is told to the user, in his or her language; "" for nothing to tell; of a
            dialog its title.
        code: of a question, to be handed back in ``agreed`` once the user agrees; of a choice,
            handed back after yes and no, and after yes followed by `YES` too; of a dialog, handed
            back once files were chosen, and for each of them followed by = and its path.
        path: of the file to open; of a dialog what it shows, as Excel's GetOpenFilename takes it.
    """

    kind: str
    text: str = ""
    code: str = ""
    path: str = ""


def with_value(code: str, value: str) -> str:
    """A code with a value, to be handed back in ``agreed``, where a comma parts two codes.

    >>> with_value("files", "a, 100%.csv")
    'files=a%2C 100%25.csv'
    """
    return f"{code}={value.replace('%', '%25').replace(',', '%2C')}"


def values_of(code: str, agreed: Collection[str]) -> tuple[str, ...]:
    """The values that came back with a code, in their order.

    >>> values_of("files", ["files=a%2C 100%25.csv", "files"])
    ('a, 100%.csv',)
    """
    begin = f"{code}="
    values = (each[len(begin) :] for each in agreed if each.startswith(begin))
    return tuple(each.replace("%2C", ",").replace("%25", "%") for each in values)
