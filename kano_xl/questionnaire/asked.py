"""What somebody chooses about a questionnaire."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from kano_xl.errors import SettingsError
from kano_xl.survey.quoting import folded, printable, quoted

MOST_BLOCKS = 10
"""A list is cut into so many blocks at most."""

MOST_OPTIONS = 26
"""A question about the person has so many answers at most, as there are letters for them."""


class Segment(NamedTuple):
    """A question about the person, by whose answers people are put into groups."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionnaireChoices:
    """What is asked besides the two questions about each feature, and how.

    Attributes:
        language: one of `kano_xl.languages.LANGUAGES`.
        product: what the product is called in the questions; "" for "our product".
        importance, satisfaction: whether people say, from 1 to 9, how important a feature is to
            them and how satisfied they are with it today.
        segments: the questions about the person.
        expects: whether the second answer is an expectation ("I expect it that way") and no
            demand ("It must be that way").
        blocks: into how many random parts the list is cut for each person, who is asked about
            one of them; 1 for the whole list.
    """

    language: str
    product: str = ""
    importance: bool = False
    satisfaction: bool = False
    segments: tuple[Segment, ...] = ()
    expects: bool = False
    blocks: int = 1


def segment(given: str) -> Segment:
    """A question about the person, from "QUESTION=A;B;C" or "QUESTION: A; B; C".

    >>> segment("Age: under 30; 30 and over")
    Segment(question='Age', options=('under 30', '30 and over'))
    >>> segment("Which plan?=Free;Pro").question
    'Which plan?'

    Raises:
        SettingsError: ``questionnaire_segment``: no question, too few answers or too many, or one
            twice.
    """
    question, *rest = re.split("[=＝:：]", given, maxsplit=1)
    options = [printable(each) for each in re.split("[;；]", rest[0] if rest else "")]
    options = [each for each in options if each]
    different = len(set(map(folded, options)))
    if not printable(question) or not 2 <= different <= MOST_OPTIONS or different < len(options):
        raise SettingsError("questionnaire_segment", given=quoted(given))
    return Segment(printable(question), tuple(options))


def blocks(given: str) -> int:
    """The number of blocks from what is typed, 1 to `MOST_BLOCKS`.

    Raises:
        SettingsError: ``questionnaire_blocks``: it is none.
    """
    if not re.fullmatch("[0-9]{1,3}", given.strip()) or not 1 <= int(given) <= MOST_BLOCKS:
        raise SettingsError("questionnaire_blocks", given=quoted(given), most=MOST_BLOCKS)
    return int(given)
