"""What people click in a survey tool with a questionnaire's file, as a row of plain windows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from drawing import (
    ACCENT,
    EDGE,
    GAP,
    GROUND,
    INK,
    LINE,
    NARROW,
    PALE,
    POINTS,
    SOFT,
    Drawing,
    Look,
)
from kano_xl.languages import text
from kano_xl.questionnaire.next_steps import next_steps
from kano_xl.report.typesetting.text_size import lines, text_width

WINDOW_WIDTH, WINDOW_HEIGHT = 200, 120
BAR = 16
APART = 34
GREY = "#d9d9d9"
ROUND = LINE / 2


def draw_steps(target: str, language: str) -> str:
    """The steps for a target, each a window with what is clicked, and a sentence below it.

    Args:
        target: one of `DRAWN`.
        language: of the words.
    """
    drawing = Drawing(language)
    name = text(language, f"ribbon.ask_{target.replace('-', '_')}.label")
    drawing.words(GAP, GAP + 16, name, Look(10.5, ACCENT, bold=True))
    top = 2.0 * GAP + LINE
    steps = zip(next_steps(target, language), DRAWN[target], strict=True)
    for number, (step, inside) in enumerate(steps, 1):
        x = GAP + (number - 1) * (WINDOW_WIDTH + APART)
        if number > 1:
            drawing.words(
                x - APART / 2, top + WINDOW_HEIGHT / 2 + 6, "→", Look(14, PALE, middle=True)
            )
        _window(drawing, x, top)
        inside(drawing, x, top + BAR, step.click)
        y = top + WINDOW_HEIGHT + GAP
        _number(drawing, x, y, number)
        y += 4
        for line in lines(step.told, POINTS, NARROW * (WINDOW_WIDTH - LINE - GAP)):
            y += LINE - 5
            drawing.words(x + LINE + 6, y - 4, line)
    title = " ".join(f"{n}. {step.told}" for n, step in enumerate(next_steps(target, language), 1))
    return drawing.svg(f"{name}: {title}")


def _window(drawing: Drawing, x: float, y: float) -> None:
    drawing.box(x, y, WINDOW_WIDTH, WINDOW_HEIGHT, rx="4")
    drawing.box(x, y, WINDOW_WIDTH, BAR, fill=GROUND, rx="4")
    for n in range(3):
        drawing.box(x + 7 + 9 * n, y + 6, 5, 5, fill=GREY, stroke="none", rx="2.5")


def _number(drawing: Drawing, x: float, y: float, number: int) -> None:
    drawing.box(x, y, LINE - 4, LINE - 4, fill=ACCENT, stroke="none", rx=f"{ROUND - 2:g}")
    place = x + LINE / 2 - 2, y + LINE / 2 + 2
    drawing.words(*place, str(number), Look(POINTS, "white", bold=True, middle=True))


def _grey(drawing: Drawing, x: float, y: float, width: float) -> None:
    """A line of text that does not matter."""
    drawing.box(x, y, width, 5, fill=GREY, stroke="none")


def _button(drawing: Drawing, x: float, y: float, words: str) -> None:
    """Something to click."""
    width = min(WINDOW_WIDTH - 2 * GAP, text_width(words, POINTS) / NARROW + 2 * GAP)
    left = x + (WINDOW_WIDTH - width) / 2
    drawing.box(left, y, width, LINE + 4, fill=SOFT, stroke=ACCENT, rx="4")
    drawing.words(x + WINDOW_WIDTH / 2, y + 17, words, Look(bold=True, middle=True))


def _clicked(drawing: Drawing, x: float, y: float, words: str) -> None:
    """A page with a button."""
    _grey(drawing, x + 2 * GAP, y + 14, 110)
    _grey(drawing, x + 2 * GAP, y + 26, 80)
    _button(drawing, x, y + 44, words)
    _grey(drawing, x + 2 * GAP, y + 86, 130)


def _pasted(drawing: Drawing, x: float, y: float, words: str) -> None:
    """A field with text in it."""
    drawing.words(x + WINDOW_WIDTH / 2, y + 20, words, Look(ink=INK, bold=True, middle=True))
    left = x + 2 * GAP
    drawing.box(left, y + 28, WINDOW_WIDTH - 4 * GAP, 66, fill="white", stroke=ACCENT)
    for n, width in enumerate((120, 90, 135, 60)):
        _grey(drawing, left + GAP, y + 38 + 13 * n, width)
    drawing.box(left + GAP + 64, y + 74, 1.5, 11, fill=INK, stroke="none")


def _looked(drawing: Drawing, x: float, y: float, words: str) -> None:
    """A question with five answers, of which one is chosen, and a button."""
    _grey(drawing, x + 2 * GAP, y + 10, 140)
    for n in range(5):
        circle = {"fill": ACCENT} if n == 1 else {"fill": "white", "stroke": PALE}
        place = x + 2 * GAP + 32 * n, y + 26
        drawing.box(*place, 10, 10, **{"stroke": ACCENT, "rx": "5", **circle})
        _grey(drawing, place[0] - 4, y + 42, 20)
    _button(drawing, x, y + 62, words)


def _exported(drawing: Drawing, x: float, y: float, words: str) -> None:
    """A table of answers that is downloaded."""
    for row in range(4):
        for column in range(5):
            place = x + 3 * GAP + 28 * column, y + 10 + 11 * row
            ground = SOFT if row == 0 else "white"
            drawing.box(*place, 28, 11, fill=ground, stroke=EDGE, rx="0")
    _button(drawing, x, y + 68, f"↓ {words}")


Inside = Callable[[Drawing, float, float, str], None]

DRAWN: Mapping[str, tuple[Inside, ...]] = {
    "google-forms": (_clicked, _pasted, _clicked, _exported),
    "microsoft-forms": (_clicked, _clicked, _looked, _exported),
    "wjx": (_clicked, _pasted, _looked, _exported),
    "tencent": (_clicked, _pasted, _looked, _exported),
    "qualtrics": (_clicked, _clicked, _looked, _exported),
    "limesurvey": (_clicked, _looked, _clicked, _exported),
}
"""The targets whose steps are drawn, and what each window shows."""
