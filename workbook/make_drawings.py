"""Draw the ribbon, the Function Wizard and the steps in survey tools anew, in each language.

    .venv/bin/python workbook/make_drawings.py

Drawings, for nobody took a picture of Excel: the groups and buttons are those of
``kano_xl/addin/ribbon.xml``, the function and its help are those of the registry. Their icons
are Excel's own and are not drawn. The steps in survey tools are those of
`kano_xl.questionnaire.next_steps`; nobody's logo or window is copied.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import kano_xl
from draw_steps import DRAWN, draw_steps
from drawing import (
    ACCENT,
    EDGE,
    GAP,
    GROUND,
    LINE,
    NARROW,
    PALE,
    POINTS,
    SOFT,
    Drawing,
    Look,
)
from kano_xl.excel.registry import FUNCTIONS, Function
from kano_xl.languages import LANGUAGES, text
from kano_xl.report.typesetting.text_size import lines, text_width

PICTURES = Path(__file__).resolve().parent / "pictures"
RIBBON = Path(kano_xl.__file__).parent / "addin" / "ribbon.xml"
NAMESPACE = "{http://schemas.microsoft.com/office/2009/07/customui}"
SHOWN = FUNCTIONS["KANO_BETTER"]

ICON = 16
LARGE = 34
RIBBON_HEIGHT = 3 * LINE + 2 * GAP
TAB_HEIGHT = 28
WIZARD_WIDTH = 640


def main() -> None:
    """Write the drawings of each language."""
    for language in LANGUAGES:
        for name, picture in drawings(language).items():
            (PICTURES / name).write_text(picture, encoding="utf-8")
            print(name)


def drawings(language: str) -> dict[str, str]:
    """All drawings of a language, by the names of their files."""
    return {
        f"ribbon-{language}.svg": draw_ribbon(language),
        f"function-{language}.svg": draw_wizard(language, SHOWN),
        **{f"steps-{tool}-{language}.svg": draw_steps(tool, language) for tool in DRAWN},
    }


def draw_ribbon(language: str) -> str:
    """The tab, its groups and their buttons."""
    drawing = Drawing(language)
    (tab,) = ET.parse(RIBBON).iter(f"{NAMESPACE}tab")
    name = _label(tab, language)
    drawing.box(GAP, GAP + TAB_HEIGHT, 1, 1, stroke="none")
    drawing.words(2 * GAP, GAP + 18, name, Look(10.5, ACCENT, bold=True))
    drawing.box(2 * GAP, GAP + 24, text_width(name, 10.5), 2, fill=ACCENT, stroke="none")
    x = float(GAP)
    top = GAP + TAB_HEIGHT + GAP
    ground = len(drawing.parts)
    for group in tab:
        x = _draw_group(drawing, group, language, x, top)
    height = RIBBON_HEIGHT + LINE + GAP
    drawing.box(GAP, top - GAP / 2, x - GAP, height, fill=GROUND)
    drawing.parts.insert(ground, drawing.parts.pop())
    return drawing.svg(f"{name}: {text(language, 'ribbon.kano.about')}")


def _draw_group(drawing: Drawing, group: ET.Element, language: str, x: float, top: float) -> float:
    """A group from x on; gives where the next one begins."""
    start = x
    small: list[ET.Element] = []
    x += GAP
    for control in group:
        if control.get("size") == "large":
            x = _draw_large(drawing, control, language, x, top)
        else:
            small.append(control)
    for column in (small[i : i + 3] for i in range(0, len(small), 3)):
        x = _draw_column(drawing, column, language, x, top)
    name = _label(group, language)
    x = max(x, start + text_width(name, POINTS) + 2 * GAP)
    drawing.words((start + x) / 2, top + RIBBON_HEIGHT + 12, name, Look(ink=PALE, middle=True))
    drawing.box(x, top + 4, 0.5, RIBBON_HEIGHT + 8, stroke=EDGE)
    return x


def _draw_large(
    drawing: Drawing, control: ET.Element, language: str, x: float, top: float
) -> float:
    name = _label(control, language)
    width = max(LARGE, text_width(name, POINTS)) + GAP
    drawing.box(x + (width - LARGE) / 2, top + 6, LARGE, LARGE, fill=SOFT, stroke=ACCENT)
    drawing.words(x + width / 2, top + LARGE + 26, name, Look(middle=True))
    return x + width + GAP


def _draw_column(
    drawing: Drawing, controls: list[ET.Element], language: str, x: float, top: float
) -> float:
    names = [
        _label(each, language) + (" ▾" if each.tag == f"{NAMESPACE}menu" else "")
        for each in controls
    ]
    for row, name in enumerate(names):
        y = top + 4 + row * (LINE + 4)
        drawing.box(x, y, ICON, ICON, fill=SOFT, stroke=ACCENT)
        drawing.words(x + ICON + 6, y + 13, name)
    return x + ICON + 6 + max(text_width(name, POINTS) for name in names) + 2 * GAP


def _label(control: ET.Element, language: str) -> str:
    return text(language, f"ribbon.{control.get('id')}.label")


def draw_wizard(language: str, function: Function) -> str:
    """What Excel's Function Wizard shows of a function: its arguments and what it gives."""
    drawing = Drawing(language)
    inside = WIZARD_WIDTH - 2 * GAP
    x, y = 2.0 * GAP, GAP + 26.0
    ground = len(drawing.parts)
    drawing.words(x, y, function.name, Look(10.5, bold=True))
    y += GAP
    for argument in function.shown:
        drawing.words(x, y + 18, argument.name, Look(bold=not argument.optional))
        drawing.box(x + 130, y + 2, inside - 130, LINE)
        y += LINE + 6
    y += GAP
    for line in lines(function.help(language), POINTS, NARROW * inside):
        y += LINE - 4
        drawing.words(x, y, line)
    y += GAP
    for line in _argument_lines(function, language, NARROW * inside):
        y += LINE - 4
        drawing.words(x, y, line, Look(ink=PALE))
    drawing.box(GAP, GAP, WIZARD_WIDTH, y + GAP - 4, fill=GROUND)
    drawing.parts.insert(ground, drawing.parts.pop())
    return drawing.svg(function.signature)


def _argument_lines(function: Function, language: str, width: float) -> Iterator[str]:
    for argument in function.shown:
        told = f"{argument.name}: {function.argument_help(argument, language)}"
        yield from lines(told, POINTS, width)


if __name__ == "__main__":
    main()
