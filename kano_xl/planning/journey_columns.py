"""A touchpoint in a customer journey map: what was typed, what the survey says, what follows.

Every formula refers to cells of its own column, or to a whole row from one grey column to the
other: so columns may be inserted, copied, moved and deleted.
"""

from __future__ import annotations

from functools import partial

from kano_xl.model.planning.journey import (
    ASK,
    CHANCE,
    EMOTIONS,
    FIX_FIRST,
    FOLLOWS,
    KEEP,
    STOP,
)
from kano_xl.planning.grid import GridArea
from kano_xl.planning.journey_draft import JourneyDraft
from kano_xl.planning.journey_layout import NAMES
from kano_xl.planning.journey_numbers import CalculatedTouchpoint, is_used
from kano_xl.planning.results import (
    NOT_FOUND,
    first_said,
    plain_name,
    quoted_text,
    trimmed,
)
from kano_xl.planning.sideways import FIRST, GREY, START
from kano_xl.report.report import NOT_DRAWN, Scalar

_LOOKS = {
    "stage": "input_strong",
    "touchpoint": "input_strong",
    "channel": "input_middle",
    "emotion": "input_emotion",
    "owner": "input_middle",
}


def write_touchpoint(on: JourneyDraft, index: int) -> None:
    """A column of the map."""
    column, found = FIRST + index, on.journey.touchpoints[index]
    for key in NAMES:
        value = getattr(found.typed, key)
        shown = None if value == "" else value
        on.draft.put(on.place.at(key), column, shown, _LOOKS.get(key, "input_text"))
    _used(on, column, found)
    on.write_found(column, found)
    _stage(on, column, found)
    _drawn(on, column, found)
    _follows(on, column, found)
    _check(on, column, found)


def _used(on: JourneyDraft, column: int, found: CalculatedTouchpoint) -> None:
    """Whether it is filled in, and its emotion if that is one."""
    typed = "&".join(on.cell(key, column) for key in NAMES)
    on.put("used", column, f"IF(LEN({typed})>0,1,0)", int(is_used(found.typed)), "helper")
    emotion = on.cell("emotion", column)
    known = ",".join(f"{emotion}={each}" for each in EMOTIONS)
    formula = f'IF(ISNUMBER({emotion}),IF(OR({known}),{emotion},""),"")'
    value: Scalar = "" if found.emotion is None else found.emotion
    on.put("valid", column, formula, value, "helper")


def _stage(on: JourneyDraft, column: int, found: CalculatedTouchpoint) -> None:
    """Its stage without blanks, whether that begins here, and its mean where it first stands."""
    key, keys, valid = on.cell("key", column), on.along("key"), on.along("valid")
    stage = trimmed(on.cell("stage", column))
    on.put("key", column, stage, plain_name(found.typed.stage), "helper")
    before = f"LOOKUP(2,1/((LEN({keys})>0)*(COLUMN({keys})<COLUMN({key}))),{keys})"
    formula = f'IF({key}="",0,IF(IFERROR({before},"")={key},0,1))'
    on.put("begins", column, formula, int(found.begins), "helper")
    felt = f"SUMPRODUCT(({keys}={key})*ISNUMBER({valid}))"
    mean = f'IF({felt}=0,"",SUMPRODUCT(--({keys}={key}),{valid})/{felt})'
    formula = f'IF(OR({key}="",{_earlier(on, column)}>0),"",{mean})'
    value: Scalar = "" if found.mean is None else found.mean
    on.put("mean", column, formula, value, "calculated_mean")


def _earlier(on: JourneyDraft, column: int) -> str:
    """The formula for how many touchpoints before it have its stage."""
    key, keys = on.cell("key", column), on.along("key")
    return f"SUMPRODUCT(({keys}={key})*(COLUMN({keys})<COLUMN({key})))"


def _drawn(on: JourneyDraft, column: int, found: CalculatedTouchpoint) -> None:
    """What the curve is drawn from: where it stands between 0 and 1, and how it feels."""
    place, keys = on.place, on.along("key")
    grey = GREY / place.width
    start = GridArea.cell(place.at("key"), START).fixed
    x = f"(COLUMN({on.cell('key', column)})-COLUMN({start})-0.5+{grey!r})"
    whole = f"(COLUMNS({keys})-2+2*{grey!r})"
    value = (column - START - 0.5 + grey) / (place.columns + 2 * grey)
    on.put("x", column, f"{x}/{whole}", value, "helper")
    felt, valid = found.emotion, on.cell("valid", column)
    is_felt = f"ISNUMBER({valid})"
    for key, test, holds in (
        ("line", is_felt, felt is not None),
        ("bad", f"AND({is_felt},N({valid})<0)", felt is not None and felt < 0),
        ("even", f"AND({is_felt},N({valid})=0)", felt == 0),
        ("good", f"AND({is_felt},N({valid})>0)", felt is not None and felt > 0),
    ):
        shown: Scalar = felt if holds and felt is not None else NOT_DRAWN
        on.put(key, column, f"IF({test},{valid},NA())", shown, "helper")


def _follows(on: JourneyDraft, column: int, found: CalculatedTouchpoint) -> None:
    valid = on.cell("valid", column)
    one_of = partial(on.one_of, column=column)
    words = {each: on.words(f"follows.{each}") for each in FOLLOWS}
    waits = f'AND({on.cell("feature", column)}<>"",{on.on_the_left("analysed")}=0)'
    formula = first_said(
        (
            ("", f"{on.cell('used', column)}<>1"),
            (words[STOP], one_of("R")),
            ("", f"OR(NOT(ISNUMBER({valid})),{waits})"),
            (words[FIX_FIRST], f"AND({one_of('MO')},{valid}<0)"),
            (words[CHANCE], f"AND({one_of('A')},{valid}<=0)"),
            (words[ASK], f"AND(NOT({one_of('MOAI')}),{valid}<0)"),
            (words[KEEP], "TRUE"),
        )
    )
    shown = words[found.follows] if found.follows else ""
    on.put("follows", column, formula, shown, "follows")


def _check(on: JourneyDraft, column: int, found: CalculatedTouchpoint) -> None:
    """The first thing that is to be said of a touchpoint."""
    at = {key: on.cell(key, column) for key in ("emotion", "valid", "key", "number")}
    follows = on.cell("follows", column)
    urgent = (quoted_text(on.words(f"follows.{each}")) for each in (FIX_FIRST, CHANCE))
    is_urgent = f"OR({','.join(f'{follows}={each}' for each in urgent)})"
    is_again = f"AND({on.cell('begins', column)}=1,{_earlier(on, column)}>0)"
    tests = (
        ("no_name", f'{on.cell("touchpoint", column)}=""'),
        ("emotion", f'AND({at["emotion"]}<>"",{at["valid"]}="")'),
        ("no_stage", f'{at["key"]}=""'),
        ("again", is_again),
        ("unknown", f'{at["number"]}="{NOT_FOUND}"'),
        ("no_emotion", f'{at["emotion"]}=""'),
        ("no_measure", f'AND({is_urgent},{on.cell("measure", column)}="")'),
    )
    formula = first_said((on.words(f"says.{key}"), test) for key, test in tests)
    said = on.words(f"says.{found.says}") if found.says else ""
    used = f"{on.cell('used', column)}=1"
    on.put("check", column, f'IF({used},{formula},"")', said, "told")
