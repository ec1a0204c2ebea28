"""A factor on a strategy canvas: its levels, the move, what Kano advises, whether both agree."""

from __future__ import annotations

import math
from functools import partial

from kano_xl.model.planning.canvas import (
    ACTIONS,
    ADVICE,
    AGREES,
    CONTRARY,
    CREATE,
    ELIMINATE,
    HIGHEST,
    KEEP,
    LOWEST,
    NO_ADVICE,
    NO_ANSWER,
    NO_INDUSTRY,
    NO_RESULT,
    NOT_ASKED,
    NOT_FOLLOWED,
    QUESTIONABLE,
    RAISE,
    REDUCE,
    STILL_OPEN,
    SURE,
    listed,
)
from kano_xl.planning.canvas_draft import LONGEST_LABEL, CanvasDraft
from kano_xl.planning.canvas_filling import Factor
from kano_xl.planning.canvas_layout import BODY, LEVELS, RIVAL_KEYS, action_place
from kano_xl.planning.canvas_says import write_check
from kano_xl.planning.grid import GridArea
from kano_xl.planning.needs import blank, write_found
from kano_xl.planning.results import NOT_FOUND, first_said, of_row, trimmed
from kano_xl.report.report import NOT_DRAWN

_EXACT = 9
"""Decimals to which the mean of the rivals is rounded, so that equal levels are equal."""


def write_factor(on: CanvasDraft, index: int, typed: Factor) -> None:
    """A row of the canvas."""
    draft, place, row = on.draft, on.place, BODY + index
    write_found(draft, on.known, place.analysed.fixed, row, typed.name)
    _verdict(on, row, index)
    draft.put(row, place.at("now"), typed.now, "input_centre")
    draft.put(row, place.at("after"), typed.after, "input_centre")
    for key, level in zip(RIVAL_KEYS, typed.rivals, strict=True):
        draft.put(row, place.at(key), level, "input_centre")
    _industry(on, row, index)
    _lines(on, row, index)
    _move(on, row, index)
    _advice(on, row, index)
    _agreement(on, row, index)
    for key in ("measure", "owner"):
        draft.put(row, place.at(key), getattr(typed, key), "input_text")
    write_check(on, row, index)


def _verdict(on: CanvasDraft, row: int, index: int) -> None:
    """The verdict, and the letter that advice comes from where it is clear or likely."""
    feature = on.found.features[index]
    here, number = partial(on.cell, row), on.cell(row, "number")
    on.calculate(row, "verdict_code", of_row("verdict", number), feature.verdict, "helper")
    code, letter = here("verdict_code"), here("letter")
    words = [(on.verdict(each), f'{code}="{each}"') for each in (*SURE, "open")]
    shown = on.verdict(feature.verdict)
    on.calculate(row, "verdict", first_said(words), shown, "calculated_centre")
    sure = ",".join(f'{code}="{each}"' for each in SURE)
    letters = ",".join(f'{letter}="{each}"' for each in ADVICE)
    formula = f'IF(AND(OR({sure}),OR({letters})),{letter},"")'
    on.calculate(row, "advised", formula, on.found.advised[index], "helper")


def _industry(on: CanvasDraft, row: int, index: int) -> None:
    """Typed, or the mean of the rivals that have a name and a level on the scale."""
    typed = on.filling.rows[index].industry
    if typed is not None:
        on.draft.put(row, on.place.at("industry"), typed, "input_1")
        return
    first, last = (on.cell(row, each) for each in (RIVAL_KEYS[0], RIVAL_KEYS[-1]))
    levels, heads = f"{first}:{last}", on.place.heads.fixed
    on_scale = f"ISNUMBER({levels})*({levels}>={LOWEST:g})*({levels}<={HIGHEST:g})"
    counts = f"(LEN({trimmed(heads)})>0)*{on_scale}"
    mean = f"ROUND(SUMPRODUCT({counts},{levels})/SUMPRODUCT({counts}),{_EXACT})"
    formula = f'IF({on.cell(row, "name")}="","",IF(SUMPRODUCT({counts})=0,"",{mean}))'
    on.calculate(row, "industry", formula, blank(on.found.industry[index]), "input_1")


def _lines(on: CanvasDraft, row: int, index: int) -> None:
    """The levels that are known, as the curves take them."""
    found, place, name = on.found, on.place, on.cell(row, "name")
    known = [found.now, found.after, *found.rivals.T, found.industry]
    for key, levels in zip(LEVELS, known, strict=True):
        cell = on.cell(row, key)
        lacks = [f'{name}=""', f"NOT(ISNUMBER({cell}))"]
        if key in RIVAL_KEYS:
            head = GridArea.cell(place.heads.row, place.at(key)).fixed
            lacks.append(f"LEN({trimmed(head)})=0")
        off = f"OR(N({cell})<{LOWEST:g},N({cell})>{HIGHEST:g},{','.join(lacks)})"
        level = float(levels[index])
        value = NOT_DRAWN if math.isnan(level) else level
        on.calculate(row, f"line_{key}", f"IF({off},NA(),{cell})", value, "helper")
    cut = f'IF(LEN({name})>{LONGEST_LABEL},LEFT({name},{LONGEST_LABEL - 1})&"…",{name}&"")'
    on.calculate(row, "label", cut, on.label(index), "helper")
    on.calculate(
        row, "used", f"IF(LEN({name})>0,1,0)", int(bool(on.filling.rows[index].name)), "helper"
    )
    now, industry = on.cell(row, "line_now"), on.cell(row, "line_industry")
    before = found.industry[index] if math.isnan(found.now[index]) else found.now[index]
    formula = f'IF(ISNUMBER({now}),{now},IF(ISNUMBER({industry}),{industry},""))'
    on.calculate(row, "before", formula, blank(before), "helper")
    _distances(on, row, index)


def _distances(on: CanvasDraft, row: int, index: int) -> None:
    """How far from the industry we are, now and next, where all three levels are known."""
    found = on.found
    after, industry = on.cell(row, "line_after"), on.cell(row, "line_industry")
    whole = f"COUNT({on.cell(row, 'line_now')},{after},{industry})<3"
    is_known = not math.isnan(found.now[index] + found.gap[index])
    for key, levels in (("now", found.now), ("after", found.after)):
        far = f'IF({whole},"",ABS({on.cell(row, f"line_{key}")}-{industry}))'
        value = abs(float(levels[index] - found.industry[index])) if is_known else ""
        on.calculate(row, f"far_{key}", far, value, "helper")
    gap = f'IF(COUNT({after},{industry})<2,"",{after}-{industry})'
    on.calculate(row, "gap", gap, blank(found.gap[index]), "calculated_gap")


def _move(on: CanvasDraft, row: int, index: int) -> None:
    """What is done with the factor, and the place of that among the four lists."""
    words = {each: on.quoted(f"move.{each}") for each in (*ACTIONS, KEEP)}
    after, before = on.cell(row, "line_after"), on.cell(row, "before")
    industry = on.cell(row, "line_industry")
    up = f"IF(COUNT({industry})=0,{words[RAISE]},IF(AND({before}=0,{industry}=0)"
    up = f"{up},{words[CREATE]},{words[RAISE]}))"
    down = f"IF({after}=0,{words[ELIMINATE]},{words[REDUCE]})"
    changed = f"IF({after}={before},{words[KEEP]},IF({after}<{before},{down},{up}))"
    moved = on.found.moves[index]
    formula = f'IF(COUNT({after},{before})<2,"",{changed})'
    on.calculate(row, "move", formula, on.word("move", moved), "calculated_text")
    cell, moves = on.cell(row, "move"), on.down("move")
    number = f"SUMPRODUCT(({moves}={cell})*(ROW({moves})<=ROW({cell})))"
    known = "{" + ",".join(words[each] for each in ACTIONS) + "}"
    value: str | float = ""
    if moved in ACTIONS:
        value = action_place(moved, 1 + listed(on.found.moves)[moved].index(index))
    formula = f'IFERROR(1000*MATCH({cell},{known},0)+{number},"")'
    on.calculate(row, "place", formula, value, "helper")


def _advice(on: CanvasDraft, row: int, index: int) -> None:
    here = partial(on.cell, row)
    advised, number, code = here("advised"), here("number"), here("verdict_code")
    sure = ",".join(f'{code}="{each}"' for each in SURE)
    tests = [
        *((on.words(f"advice.{said}"), f'{advised}="{each}"') for each, said in ADVICE.items()),
        (on.words(f"advice.{NO_RESULT}"), f"{on.place.analysed.fixed}=0"),
        (on.words(f"advice.{NOT_ASKED}"), f'{number}="{NOT_FOUND}"'),
        (on.words(f"advice.{NO_ANSWER}"), f'{here("letter")}=""'),
        (on.words(f"advice.{STILL_OPEN}"), f"NOT(OR({sure}))"),
        (on.words(f"advice.{QUESTIONABLE}"), "TRUE"),
    ]
    formula = f'IF({here("name")}="","",{first_said(tests)})'
    shown = on.word("advice", on.found.advice[index])
    on.calculate(row, "advice", formula, shown, "calculated_text")


def _agreement(on: CanvasDraft, row: int, index: int) -> None:
    here = partial(on.cell, row)
    advised, moved = here("advised"), here("move")
    after, industry = here("line_after"), here("line_industry")
    said = {
        each: on.quoted(f"agreement.{each}")
        for each in (AGREES, CONTRARY, NOT_FOLLOWED, NO_INDUSTRY, NO_ADVICE)
    }

    def any_of(*moves: str) -> str:
        return ",".join(f"{moved}={on.quoted(f'move.{each}')}" for each in moves)

    def judged(agrees: str, contrary: str) -> str:
        other = f"IF(OR({contrary}),{said[CONTRARY]},{said[NOT_FOLLOWED]})"
        return f"IF(OR({agrees}),{said[AGREES]},{other})"

    up, down = any_of(RAISE, CREATE), any_of(REDUCE, ELIMINATE)
    raised = judged(f"{up},{after}={HIGHEST:g}", down)
    enough = f"{any_of(ELIMINATE)},{after}={LOWEST:g}"
    lowered = judged(f'{enough},AND({advised}="I",{any_of(REDUCE)})', up)
    ends = f"IF({after}>={industry},{said[AGREES]},{said[CONTRARY]})"
    held = f"IF(COUNT({industry})=0,{said[NO_INDUSTRY]},{ends})"
    others = f'IF(OR({advised}="O",{advised}="A"),{raised},{lowered})'
    formula = f'IF({advised}="",{said[NO_ADVICE]},IF({advised}="M",{held},{others}))'
    shown = on.word("agreement", on.found.agreements[index])
    on.calculate(row, "agreement", f'IF({moved}="","",{formula})', shown, "calculated_text")
