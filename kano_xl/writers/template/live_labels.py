"""Where the labels of the live map stand: by formulas, which know no loop and no search.

Every feature has some places around its point, first for its name, then for its number alone.
Row by row, each takes the best place for its name that lies within the map and over no point
and none of the labels in the rows above, and off the lines between the quadrants if it can;
where there is none, the label becomes the number, at the place with the least in its way. A key
beside the map says what the numbers mean.

All lengths are pixels of the map; y counts downwards from its top.
"""

from __future__ import annotations

from kano_xl.category_names import LETTERS
from kano_xl.languages import text
from kano_xl.report.charts.label_search import BESIDE, INSET, MARKER
from kano_xl.report.charts.scatter import MARKED
from kano_xl.report.charts.scatter_chart import MOST_NAMES
from kano_xl.report.charts.scatter_frame import APART, LABEL_POINTS, LINE, PLOT, Corner
from kano_xl.report.report import NOT_DRAWN
from kano_xl.report.typesetting.text_size import PIXELS_PER_POINT, text_width
from kano_xl.writers.template.page import Page
from kano_xl.writers.template.places import (
    CHARACTERS,
    FRAME,
    LABELS,
    LIVE,
    MAP_CORNERS,
    MOST_FEATURES,
    POINTS,
    Block,
)
from kano_xl.writers.template.settings import CATEGORY_NAMES_IN_USE

_OUT = BESIDE + INSET
_FURTHER = LINE + 4

_AROUND = (
    (_OUT, 0.0, -LINE / 2),
    (-_OUT, 1.0, -LINE / 2),
    (0.0, 0.5, -_OUT - LINE),
    (0.0, 0.5, _OUT),
    (_OUT, 0.0, -BESIDE - LINE),
    (_OUT, 0.0, BESIDE),
    (-_OUT, 1.0, -BESIDE - LINE),
    (-_OUT, 1.0, BESIDE),
)
"""Places around a point: what its left edge is beside the point by, less this share of its
width, and what its top is below the point by."""

NAME_PLACES = _AROUND
"""Those for a name, the best one first."""

_WAYS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))

NUMBER_PLACES = tuple(
    (x + ring * across * _FURTHER, share, y + ring * down * _FURTHER)
    for ring in range(3)
    for (x, share, y), (across, down) in zip(_AROUND, _WAYS, strict=True)
)
"""Those for a number: also further out."""

_OUTSIDE, _OVER_LABEL, _OVER_POINT, _OVER_LINE = 100, 10, 5, 1
"""Costs of a place: for each edge of the map, each label, each point and each line between two
quadrants that it lies over. A name may lie over lines alone."""

_UPRIGHT, _LEVEL = 1, 3
"""Rows of the frame in which the lines between the quadrants begin."""

_NOWHERE = -9_999
_PER_EM = LABEL_POINTS * PIXELS_PER_POINT
_OTHER = "\u2190"
_WIDE = 0x2E80
_SLOT = "|"


def write_labels(page: Page, corners: tuple[Corner, ...], longest: int) -> None:
    """Write the places of all labels.

    Args:
        page: the sheet of the live data.
        corners: the names of the quadrants, which labels keep clear of.
        longest: characters of a name that a label shows.
    """
    _characters(page)
    for column, key in enumerate(LABELS.keys, LABELS.column):
        page.write(MAP_CORNERS.row - 1, column, key, "quiet")
    for row, corner in enumerate(corners):
        box = corner.box
        for key, edge in zip(_EDGES, (box.left, box.top, box.right, box.bottom), strict=True):
            page.write(MAP_CORNERS.row + row, LABELS.column + LABELS.offset(key), edge, "quiet")
    for index in range(MOST_FEATURES):
        _label(page, index, longest)


_EDGES = ("left", "top", "right", "bottom")


def _characters(page: Page) -> None:
    """Write how wide characters are, by the first code of those that are as wide."""
    widths = [(0, 0.0)]
    for code in (*range(32, 127), ord("–"), ord("—"), ord("…"), ord(_OTHER), _WIDE):
        width = text_width(chr(code), LABEL_POINTS)
        if code in (127, ord(_OTHER)):
            width = _PER_EM * 0.7
        if round(width, 2) != widths[-1][1]:
            widths.append((code, round(width, 2)))
    assert len(widths) <= CHARACTERS.height
    widths += [(0x10FFFF + extra, _PER_EM) for extra in range(CHARACTERS.height - len(widths))]
    for row, (code, width) in enumerate(widths):
        page.write(CHARACTERS.row + row, CHARACTERS.column, code, "quiet")
        page.write(CHARACTERS.row + row, CHARACTERS.column + 1, width, "quiet")
        page.write(CHARACTERS.row + row, CHARACTERS.column + 2, row + 1, "quiet")


def _label(page: Page, index: int, longest: int) -> None:
    result = {key: page.refer(LIVE.of(index, key)) for key in LIVE.keys}
    own = {key: LABELS.of(index, key).cells for key in LABELS.keys}
    letter, x, y = (POINTS.of(index, key).cells for key in ("letter", "x", "y"))
    drawn = f"ISNUMBER({result['better']})"
    _, _, width, height = PLOT

    def put(key: str, formula: str, value: object = "") -> None:
        page.formula(
            LABELS.row + index, LABELS.column + LABELS.offset(key), formula, "quiet", value
        )

    name = result["name"]
    short = f'IF(LEN({name})>{longest},LEFT({name},{longest - 1})&"…",{name})'
    put("name", f'=IF({name}="","",{_marked(page, short, letter)})')
    plain = f'{result["number"]}&""'
    marks = ",".join(f'{letter}="{each}"' for each in MARKED)
    put("number", f'=IF({name}="","",{plain}&IF(OR({marks})," "&{letter},""))')
    for key in ("name", "number"):
        put(f"{key}_width", _width(own[key]), 0)
    put("x", f"=IF({drawn},{width}*{x},{_NOWHERE})", _NOWHERE)
    put("y", f"=IF({drawn},{height}*(1-{y}),{_NOWHERE})", _NOWHERE)
    for key, places in (("name", NAME_PLACES), ("number", NUMBER_PLACES)):
        for at, place in enumerate(places, 1):
            put(f"{key}_{at}", f"=IF({drawn},{_cost(index, own[f'{key}_width'], place)},0)", 0)
    names = _row(index, "name_1", f"name_{len(NAME_PLACES)}")
    numbers = _row(index, "number_1", f"number_{len(NUMBER_PLACES)}")
    best = f"MATCH(MIN({numbers}),{numbers},0)"
    best_name = f"MATCH(MIN({names}),{names},0)"
    many = f'COUNTIF({page.refer(LIVE.all("name"))},"?*")>{MOST_NAMES}'
    put("is_name", f"=AND(NOT({many}),MIN({names})<{_OVER_POINT})", True)
    put("place", f"=IF({own['is_name']},{best_name},{best})", 1)
    taken = f"IF({own['is_name']},{own['name_width']},{own['number_width']})"
    left = f"{own['x']}+{_of_place(own, 0)}-{_of_place(own, 1)}*{taken}"
    put("left", f"={left}", _NOWHERE)
    put("top", f"={own['y']}+{_of_place(own, 2)}", _NOWHERE)
    put("right", f"={own['left']}+{taken}", _NOWHERE)
    put("bottom", f"={own['top']}+{LINE:g}", _NOWHERE)
    put("key", f'=IF(OR({name}="",{own["is_name"]},{many},NOT({drawn})),"",{index + 1})')


def _marked(page: Page, label: str, letter: str) -> str:
    """A label, with the category where no quadrant stands for it."""
    said = text(page.language, "charts.chart.marked", label=_SLOT, category=_SLOT)
    before, between, after = said.split(_SLOT)
    for each in MARKED:
        name = page.refer(CATEGORY_NAMES_IN_USE.at(LETTERS.index(each)))
        label = f'{label}&IF({letter}="{each}","{between}"&{name}&"{after}","")'
    assert not before
    return label


def _width(label: str) -> str:
    """How much room a text takes; where that cannot be told, as if each character was wide."""
    codes, widths, numbers = (
        Block(CHARACTERS.sheet, CHARACTERS.row, CHARACTERS.column + column, CHARACTERS.height).cells
        for column in range(3)
    )
    padded = f'{label}&REPT(" ",{CHARACTERS.height})'
    each = f"LOOKUP(_xlfn.UNICODE(MID({padded},{numbers},1)),{codes},{widths})"
    summed = f"SUMPRODUCT(({numbers}<=LEN({label}))*{each})"
    return f"=IFERROR({summed},{_PER_EM:g}*LEN({label}))+{APART:g}"


def _cost(index: int, width: str, place: tuple[float, float, float]) -> str:
    """What is in the way of a label at a place."""
    own_x, own_y = (LABELS.of(index, axis).cells for axis in "xy")
    beside, share, below = place
    left = f"({own_x}{beside:+g}-{share:g}*{width})"
    top = f"({own_y}{below:+g})"
    right, bottom = f"({left}+{width})", f"({top}+{LINE:g})"
    above = MAP_CORNERS.height + index
    lefts, tops, rights, bottoms = (
        Block(MAP_CORNERS.sheet, MAP_CORNERS.row, LABELS.column + LABELS.offset(edge), above).cells
        for edge in _EDGES
    )
    xs, ys = (LABELS.all(axis).cells for axis in "xy")
    _, _, most_x, most_y = PLOT
    outside = f"(({left}<0)+({top}<0)+({right}>{most_x})+({bottom}>{most_y}))"
    labels = f"({lefts}<{right})*({rights}>{left})*({tops}<{bottom})*({bottoms}>{top})"
    points = (
        f"({xs}>{left}-{MARKER:g})*({xs}<{right}+{MARKER:g})"
        f"*({ys}>{top}-{MARKER:g})*({ys}<{bottom}+{MARKER:g})"
    )
    line_x = f"{most_x}*{FRAME.of(_UPRIGHT, 'x').cells}"
    line_y = f"{most_y}*(1-{FRAME.of(_LEVEL, 'y').cells})"
    lines = f"({left}<{line_x})*({right}>{line_x})+({top}<{line_y})*({bottom}>{line_y})"
    over = f"{_OVER_LABEL}*SUMPRODUCT({labels})+{_OVER_POINT}*SUMPRODUCT({points})"
    return f"{_OUTSIDE}*{outside}+{over}+{_OVER_LINE}*({lines})"


def _row(index: int, first: str, last: str) -> str:
    """The cells of a feature from one column to another."""
    start = LABELS.offset(first)
    width = LABELS.offset(last) - start + 1
    return Block(LABELS.sheet, LABELS.row + index, LABELS.column + start, 1, width).cells


def _of_place(own: dict[str, str], part: int) -> str:
    """A part of the place that was chosen."""
    every = ",".join(f"{place[part]:g}" for place in NUMBER_PLACES)
    return f"INDEX({{{every}}},1,{own['place']})"


def label_places(index: int) -> dict[str, str]:
    """The formulas of a label on the map: its text and the place of its middle."""
    own = {key: LABELS.of(index, key).cells for key in LABELS.keys}
    _, _, width, height = PLOT
    undefined = f"{own['x']}={_NOWHERE}"
    return {
        "label": f"=IF({own['is_name']},{own['name']},{own['number']})",
        "label_x": f"=IF({undefined},0,({own['left']}+{own['right']})/{2 * width})",
        "label_y": f"=IF({undefined},NA(),1-({own['top']}+{own['bottom']})/{2 * height})",
    }


AT_FIRST = {"label": "", "label_x": 0, "label_y": NOT_DRAWN}
"""What these formulas give in the empty template."""


def key_line(page: Page, line: int) -> str:
    """The formula for a line of the key: a number on the map and its feature; line 1 is first."""
    keys = page.refer(LABELS.all("key"))
    numbers, names = (page.refer(LABELS.all(key)) for key in ("number", "name"))
    row = f"SMALL({keys},{line})"
    return f'=IFERROR(INDEX({numbers},{row},1)&"  "&INDEX({names},{row},1),"")'


def key_heading(page: Page) -> str:
    """The formula for what stands above the key; nothing where the map shows names alone."""
    keys, names = page.refer(LABELS.all("key")), page.refer(LIVE.all("name"))
    some, all_of_them = page.words("live.key"), page.words("live.key_below")
    many = f'COUNTIF({names},"?*")>{MOST_NAMES}'
    return f'=IF({many},"{all_of_them}",IF(COUNT({keys})>0,"{some}",""))'
