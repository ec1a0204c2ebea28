"""An SVG picture in the making: boxes, lines of text, and how large it has to be."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field

from kano_xl.languages.traits import traits_of
from kano_xl.report.typesetting.text_size import PIXELS_PER_POINT, text_width

POINTS = 9.0
LINE = 22
GAP = 10
NARROW = 0.8
"""Lines are broken early: a viewer may have none of the fonts, and a wider one instead."""

INK, PALE, EDGE, GROUND, ACCENT = "#262626", "#616161", "#c8c8c8", "#f5f5f5", "#217346"
SOFT = "#e2efe7"
"""The ground of what is to be clicked."""


@dataclass(frozen=True)
class Look:
    """How a line of text looks."""

    points: float = POINTS
    ink: str = INK
    bold: bool = False
    middle: bool = False


PLAIN = Look()


@dataclass
class Drawing:
    """An SVG picture that grows as things are drawn on it."""

    language: str
    width: float = 0
    height: float = 0
    parts: list[ET.Element] = field(default_factory=list)

    def box(self, x: float, y: float, width: float, height: float, **look: str) -> None:
        """A rectangle, round at its corners."""
        look = {"fill": "white", "stroke": EDGE, "rx": "2", **look}
        place = {"x": x, "y": y, "width": width, "height": height}
        self.parts.append(ET.Element("rect", _written(place) | look))
        self._holds(x + width, y + height)

    def words(self, x: float, y: float, said: str, look: Look = PLAIN) -> None:
        """A line of text whose letters stand on y."""
        size = {"font-size": f"{look.points * PIXELS_PER_POINT:g}", "fill": look.ink}
        middle = {"text-anchor": "middle"} if look.middle else {}
        bold = {"font-weight": "600"} if look.bold else {}
        written = ET.Element("text", _written({"x": x, "y": y}) | size | middle | bold)
        written.text = said
        self.parts.append(written)
        self._holds(x + text_width(said, look.points) / (2 if look.middle else 1), y + 4)

    def svg(self, title: str) -> str:
        """The picture; the title is what a screen reader says."""
        size = _written({"width": self.width + GAP, "height": self.height + GAP})
        box = {"viewBox": f"0 0 {size['width']} {size['height']}", "role": "img"}
        # By the language a viewer without the font still takes the right forms of characters.
        words = {
            "lang": self.language,
            "font-family": f"Segoe UI, Arial, {traits_of(self.language).font}, sans-serif",
        }
        root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **words, **size, **box})
        ET.SubElement(root, "title").text = title
        ET.SubElement(root, "rect", size | {"fill": "white"})
        root.extend(self.parts)
        ET.indent(root)
        return ET.tostring(root, encoding="unicode") + "\n"

    def _holds(self, x: float, y: float) -> None:
        self.width, self.height = max(self.width, x), max(self.height, y)


def _written(numbers: dict[str, float]) -> dict[str, str]:
    return {name: f"{value:.0f}" for name, value in numbers.items()}
