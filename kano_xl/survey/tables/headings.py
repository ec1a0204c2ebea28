"""What a column's header says: which side of which feature it asks about.

The side comes from a mark ("X [F]", "F1_dysfunctional", "反向题 …") or, failing that,
from the words of the question, negative phrases first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kano_xl.survey.quoting import printable, without_contacts
from kano_xl.survey.tables.vocabulary import pattern, vocabulary

FUNCTIONAL, DYSFUNCTIONAL, IMPORTANCE = "functional", "dysfunctional", "importance"
SATISFIED = "satisfaction"
SIDES = (FUNCTIONAL, DYSFUNCTIONAL)
RATINGS = (IMPORTANCE, SATISFIED)
"""What people may be asked about a feature besides the two questions: how important it is to them,
and how satisfied they are with it today."""

_OPEN, _CLOSE = r"[\[(（【{<「]", r"[\])）】}>」]"
_OPENING, _CLOSING = tuple("[(（【{<「"), tuple("])）】}>」")
_JOINT = r"\s*[_\-–—－:：/|·]{1,5}\s*"
_JOINTS = frozenset("_-–—－:：/|·")
_EDGE = 300
"""Characters at either end of a header that are looked at; no question is longer than both."""

_NUMBERING = re.compile(
    r"^\s*[*＊]?\s*(?:第?\s*[QＱ]?\s*\d{1,3}(?:[.\-]\d{1,2})?\s*题?\s*[.、:：)）．,，]"
    r"|[(（]\s*\d{1,3}\s*[)）]|Q\s*\d{1,3}(?:[.\-_]\d{1,2})?\s+(?:[\-–—]\s*)?|\d{1,3}\s+(?=\D{6}))"
    r"(?!\d)\s*",
    re.IGNORECASE,
)
_BEHIND_DASH = re.compile(r"^(?P<outer>.*?\S)\s*[—–－]{1,2}\s*(?P<inner>[^—–－]+)$")
_BEHIND_NUMBER = re.compile(r"^第\s*\d{1,3}\s*[题題]\s*[(（](?P<inner>.+)[)）]$")
QUOTED = re.compile(r"[“„«»「『《【\"]([^“”„«»「」『』《》【】\"]{2,60})[”“»«」』》】\"]")
"""A name in a question, in the quotation marks of any language."""

_SCALE = re.compile(
    r"[\s,，:：]*[(（]?\s*1\s*(?:[-–—~～至到]|to\b|bis\b)\s*\d{1,2}\s*分?\s*[)）]?(?=[\])）】]?\s*$)"
)
"""At the end of a header, on which scale people answer."""

_CODE = re.compile(r"^\w+\[\w+\]\s*[.:]\s+(?=\S)")
_DOT = re.compile(r"(?<=[^\W\d_])\.+(?=[^\W\d_])")
_ELIDED = re.compile(
    r"\b(?:(?P<not>\w{2,}n)\.(?=t\b)|(?<!n\.)(?P<le>[ldnjmtsc]|qu)\.(?=[aeiouhàâéèêîôû]\w))"
)
_GRID = re.compile(r"^(?P<outer>.+?)\s*\[(?P<inner>[^\[\]]+)\]\s*$")
_LAST_BRACKET = re.compile(
    r"^(?P<outer>.*\S)\s*[\[(（【](?P<inner>[^\[\]()（）【】]+)[\])）】]\s*$"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What one header says.

    Attributes:
        text: the header in full, on one line.
        subject: the header without numbering, mark and, in a grid, the question around it.
        side: `FUNCTIONAL`, `DYSFUNCTIONAL`, one of `RATINGS`, or None where it does not say.
        marked: the side stands there as a mark, not just as words of the question.
        grid: (outer, inner) of "outer [inner]" where neither part says which is the feature.
        in_grid: the subject is one part of an "outer [inner]" header.
        negations: negative words in the question.
    """

    text: str
    subject: str
    side: str | None = None
    marked: bool = False
    grid: tuple[str, str] | None = None
    in_grid: bool = False
    negations: int = 0


def headings(headers: Sequence[str]) -> list[Heading]:
    """What each header of a table says; a grid is settled by looking at all of them.

    >>> [(h.subject, h.side) for h in headings(["Clean buses [F]", "F1_dysfunctional"])]
    [('Clean buses', 'functional'), ('F1', 'dysfunctional')]
    """
    read = [heading(header) for header in headers]
    grids = [one.grid for one in read if one.grid]
    outers, inners = ({grid[part] for grid in grids} for part in (0, 1))
    feature_outside = len(inners) == 2 and len(outers) != 2
    return [
        replace(one, subject=one.grid[0 if feature_outside else 1], in_grid=True)
        if one.grid
        else one
        for one in read
    ]


def heading(header: str) -> Heading:
    """What one header says, looked at by itself.

    >>> heading("Chat [satisfaction] (1–5)").subject, heading("Chat [satisfaction 1-9]").side
    ('Chat', 'satisfaction')
    """
    plain = _SCALE.sub("", header)
    if plain != header:
        rated = _heading(plain)
        if rated.side == SATISFIED:
            return replace(rated, text=without_contacts(printable(header)))
    return _heading(header)


def _heading(header: str) -> Heading:
    text = without_contacts(printable(header))
    bare = text if len(text) <= 2 * _EDGE else f"{text[:_EDGE]} … {text[-_EDGE:]}"
    bare = _CODE.sub("", undotted(bare)).rstrip(" #*＊")
    negations = _count(bare)
    subject, side = _marked(unnumbered(bare))
    if side is not None:
        return Heading(text, unnumbered(subject), side, marked=True, negations=negations)
    for form in (_GRID, _LAST_BRACKET):
        grid = form.match(bare)
        if grid is None:
            continue
        inner, side = _marked(grid["inner"].strip())
        if side is not None and inner:
            return Heading(text, inner, side, marked=True, in_grid=True, negations=negations)
    grid = _GRID.match(bare)
    if grid is not None:
        return _in_grid(text, unnumbered(grid["outer"]), grid["inner"].strip())
    return _named_before_question(text, bare) or _by_words(text, bare, negations)


def _by_words(text: str, bare: str, negations: int) -> Heading:
    subject = unnumbered(bare)
    return Heading(text, subject, side_by_words(subject), negations=negations)


def _named_before_question(text: str, bare: str) -> Heading | None:
    """The heading of "feature (question about it)" or "feature—question about this feature"."""
    for form in (_LAST_BRACKET, _BEHIND_DASH):
        found = form.match(bare)
        if found is None or not unnumbered(found["outer"]).strip(" 第题題Qq0123456789"):
            continue
        question = found["inner"]
        side = side_by_words(question)
        if side is not None and (_names_nothing(question) or _asks(question)):
            outer = unnumbered(found["outer"])
            return Heading(text, outer, side, in_grid=True, negations=_count(question))
    return None


def _asks(text: str) -> bool:
    return pattern("question", "patterns").search(text) is not None


def undotted(header: str) -> str:
    """A header in which R wrote a dot for all but letters and digits, with spaces again.

    >>> undotted("X1..If.the.pot.didn.t.have.a.lamp."), undotted("F1.func"), undotted("v. 2.5")
    ("1: If the pot didn't have a lamp", 'F1.func', 'v. 2.5')
    """
    if " " in header or len(_DOT.findall(header)) < 3:
        return header
    again = re.search(r"\.\d+$", header)  # what makes a repeated header unique
    words = header[: again.start()] if again else header
    words = re.sub(r"^X(?=\d)", "", words.rstrip("."))
    words = _ELIDED.sub(lambda one: f"{one['not'] or one['le']}'", words)
    words = re.sub(r"\.{2,}", ": ", words).replace(".", " ")
    return words + (again[0] if again else "")


def _in_grid(text: str, outer: str, inner: str) -> Heading:
    """The heading of one row of a grid: the question is one part, the feature the other."""
    for question, feature in ((outer, inner), (inner, outer)):
        plain, side = _marked(question)
        if side is not None and not plain:
            return Heading(text, feature, side, marked=True, in_grid=True)
        if _asks(question):
            side = side or side_by_words(question)
            return Heading(text, feature, side, in_grid=True, negations=_count(question))
    return Heading(text, inner, None, grid=(outer, inner), in_grid=True)


def side_by_words(question: str) -> str | None:
    """The side that the words of a question tell; None if they tell none.

    >>> side_by_words("当手机银行不具备账户安全功能时，您的感受是？")
    'dysfunctional'
    >>> side_by_words("Buses run on diesel") is None
    True
    """
    told = QUOTED.sub("…", question)  # a name that itself says "without" tells no side
    return _side_in(told) or _side_in(question)


def _side_in(question: str) -> str | None:
    plain = question.replace("’", "'")
    for side in (SATISFIED, IMPORTANCE, DYSFUNCTIONAL, FUNCTIONAL):
        if pattern("words", side).search(plain):
            return side
    if re.search(r"^¿|\bsi\b", plain, re.IGNORECASE) and re.search(r"\bno\b", plain):
        return DYSFUNCTIONAL
    return DYSFUNCTIONAL if pattern("words", "weak").search(plain) else None


def side_of_mark(word: str) -> str | None:
    """The side that a mark standing alone means: "functional", "反向", "D"; None if it is none.

    >>> side_of_mark(" Dysfunctional "), side_of_mark("具备"), side_of_mark("maybe")
    ('dysfunctional', 'functional', None)
    """
    return _marks().get(printable(word).casefold().strip(" .:：()（）[]"))


@cache
def _marks() -> dict[str, str]:
    kinds = {kind for words in vocabulary().values() for kind in words.get("marks", ())}
    return {mark.casefold(): side for kind in sorted(kinds) for mark, side in _marks_of(kind)}


def _marks_of(kind: str) -> Iterator[tuple[str, str]]:
    """The marks of a kind in all languages, and which side each of them tells."""
    for words in vocabulary().values():
        for side, marks in words.get("marks", {}).get(kind, {}).items():
            for mark in marks.splitlines():
                yield mark, side


def _either(kinds: Iterable[str]) -> str:
    """One alternative for every mark of some kinds, the longer first."""
    marks = {mark for kind in kinds for mark, _ in _marks_of(kind)}
    return "|".join(map(re.escape, sorted(marks, key=lambda mark: (-len(mark), mark))))


@cache
def _forms() -> tuple[tuple[Callable[[str], bool], str], ...]:
    """How a mark stands in a text: what is easily seen of every such text, and the pattern.

    Most surveys bear marks in one form, or none; a pattern is compiled when it may be needed.
    """
    any_mark, long_mark = _either(("long", "short")), _either(("long",))
    counted, unspaced = _either(("counted",)), _either(("unspaced",))
    marks = tuple(_marks())
    long_marks, unspaced_marks = (
        tuple(mark.casefold() for mark, _ in _marks_of(kind)) for kind in ("long", "unspaced")
    )

    def joined(text: str) -> bool:
        return not _JOINTS.isdisjoint(text)

    def unspaced_in(text: str) -> bool:
        return any(mark in text for mark in unspaced_marks)

    return (
        (
            lambda text: text.endswith(_CLOSING),
            rf"^(?P<base>.*?)\s*{_OPEN}\s*(?P<mark>{any_mark})\s*{_CLOSE}$",
        ),
        (
            lambda text: text.startswith(_OPENING),
            rf"^{_OPEN}\s*(?P<mark>{any_mark})\s*{_CLOSE}\s*[_\-–—:：]?\s*(?P<base>.*)$",
        ),
        (
            lambda text: joined(text) and text.endswith(marks),
            rf"^(?P<base>.+?){_JOINT}(?P<mark>{any_mark})$",
        ),
        (
            lambda text: joined(text) and text.startswith(marks),
            rf"^(?P<mark>{any_mark}){_JOINT}(?P<base>.+)$",
        ),
        (lambda text: text.endswith(long_marks), rf"^(?P<base>.+?)\s+(?P<mark>{long_mark})$"),
        (lambda text: text.startswith(long_marks), rf"^(?P<mark>{long_mark})\s+(?P<base>.+)$"),
        (
            unspaced_in,
            rf"^(?:[QＱ]?\d{{0,3}})\s*(?P<mark>{unspaced})[\s:：]*(?P<base>.+)$",
        ),
        (unspaced_in, rf"^(?P<base>.+?)(?P<mark>{unspaced})$"),
        (
            lambda text: text[-1:].isdecimal(),
            rf"^(?P<mark>{counted})[ ._-]?(?P<base>\d{{1,3}})$",
        ),
        (lambda text: text.endswith(marks), r"^(?P<base>\S*\d)[ .]?(?P<mark>f|d)$"),
        (lambda text: text in _marks(), rf"^(?P<mark>{any_mark})(?P<base>)$"),
    )


@cache
def _form(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


_SIGN = re.compile(rf"^(?P<base>.*\w)\s*{_OPEN}?(?P<mark>[+＋－\-]){_CLOSE}?$")


_BRACKETED = re.compile(rf"^{_OPEN}(?P<inner>[^\[\]()（）【】{{}}<>「」]+){_CLOSE}$")


def _marked(text: str) -> tuple[str, str | None]:
    """The text without its mark, and the side the mark means."""
    folded = text.casefold()
    for may_be, expression in _forms():
        found = _form(expression).match(text) if may_be(folded) else None
        # Patterns take "ı" for an "i", which no mark is written with.
        side = found and _marks().get(found["mark"].casefold())
        if found and side:
            base = _BRACKETED.sub(r"\g<inner>", found["base"].strip())
            return base.strip(), side
    sign = _SIGN.match(text)
    if sign:
        return sign["base"].strip(), FUNCTIONAL if sign["mark"] in "+＋" else DYSFUNCTIONAL
    return text, None


def unnumbered(text: str) -> str:
    """The text without the number of the question, unless nothing but a mark would be left.

    >>> unnumbered("12. Fast transfers"), unnumbered("2.5% cashback"), unnumbered("第1题(指纹登录)")
    ('Fast transfers', '2.5% cashback', '指纹登录')
    """
    bracketed = _BEHIND_NUMBER.match(text)
    if bracketed and not _names_nothing(bracketed["inner"]):
        text = bracketed["inner"].strip()
    for _ in range(3):
        numbering = _NUMBERING.match(text)
        rest = text[numbering.end() :] if numbering else ""
        if not rest or rest.casefold() in _marks():
            break
        text = rest
    return text


def _names_nothing(question: str) -> bool:
    """Whether a text is a mark, or speaks of "this feature" without saying which."""
    plain = question.strip().casefold()
    return plain in _marks() or re.search("[该該此]功能", plain) is not None


def _count(question: str) -> int:
    return pattern("words", DYSFUNCTIONAL).count(question.replace("’", "'"))
