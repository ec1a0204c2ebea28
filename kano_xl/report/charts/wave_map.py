"""The map of waves: an arrow for each feature, from where it was to where it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kano_xl.languages import text
from kano_xl.model.analysis import FeatureResult
from kano_xl.model.categories import PRECEDENCE
from kano_xl.report.charts.label_search import MARKER
from kano_xl.report.charts.labels import Label, LabelBox, fitted, place_labels
from kano_xl.report.charts.scatter_chart import (
    MOST_NAMES,
    category_series,
    label_series,
    leader_series,
    map_chart,
)
from kano_xl.report.charts.scatter_frame import (
    APART,
    LABEL_POINTS,
    LINE,
    PLOT,
    Corner,
    Point,
    ScatterMap,
    column_title,
    frame_series,
    frame_table,
    place_corners,
)
from kano_xl.report.report import (
    UNDRAWN,
    Cell,
    Chart,
    Range,
    ReportColumn,
    ReportTable,
    Series,
)
from kano_xl.report.typesetting.text_size import text_width
from kano_xl.report.words import Words

MAP = ScatterMap("waves_map", "Kano waves", (0.0, 1.0), 0.5)
"""What kind of map it is."""

MOST_ARROWS = 90
"""Features with an arrow; a spreadsheet allows 255 series, and each may have a label and a line."""

_WIDEST_NAME = 150.0
_STEPS = 24


@dataclass(frozen=True, slots=True)
class Arrow:
    """The way of a feature.

    Attributes:
        number: of the feature in the table of the report.
        result: in the last wave.
        places: (|Worse|, Better) in each wave, the earliest first.
        moved: whether that is more than chance.
    """

    number: int
    result: FeatureResult
    places: tuple[Point, ...]
    moved: bool


@dataclass(frozen=True, slots=True)
class _Drawn:
    """An arrow with its label: what it says, where it stands, and its size."""

    arrow: Arrow
    says: str | int | None
    label: Label | None = None
    size: Point = (0.0, 0.0)


def wave_map(
    arrows: Sequence[Arrow], waves: Sequence[str], titles: Mapping[str, str], words: Words
) -> tuple[tuple[ReportTable, ReportTable], Chart]:
    """The tables behind the map, and the map.

    Only features that moved have a label, all of them where there are few.

    Args:
        arrows: those that moved first; no more than `MOST_ARROWS` are drawn.
        waves: the names of the waves.
        titles: what stands above the map, if labels are "names" and if they are "numbers".
        words: of the texts.
    """
    shown = list(arrows[:MOST_ARROWS])
    ends = [MAP.pixels(each.places[-1]) for each in shown]
    starts = [MAP.pixels(each.places[0]) for each in shown]
    corners = place_corners(MAP, MAP.middle, [*ends, *starts], words)
    drawn, kind = _labelled(shown, corners)
    title = titles[kind]
    frame = frame_table_of(title, corners, words)
    return (_table(drawn, waves, words), frame), _chart(drawn, title, len(waves), words)


def frame_table_of(title: str, corners: Sequence[Corner], words: Words) -> ReportTable:
    """The table of the frame, under a heading of its own."""
    table = frame_table(_NAMED, MAP.middle, title, corners, words)
    return ReportTable(MAP.frame, _said(words, "frame"), table.columns, table.rows)


_NAMED = ScatterMap("map", MAP.name, MAP.bounds, MAP.split)
"""A map whose texts the catalogue ``charts`` has."""


def _said(words: Words, key: str, **values: object) -> str:
    return text(words.language, f"waves.chart.{key}", **{**words.named, **values})


def _labelled(arrows: Sequence[Arrow], corners: Sequence[Corner]) -> tuple[list[_Drawn], str]:
    """Each arrow with its label; and whether labels are names or numbers."""
    few = len(arrows) <= MOST_NAMES
    chosen = [index for index, each in enumerate(arrows) if few or each.moved]
    names = [fitted(arrows[index].result.name, LABEL_POINTS, _WIDEST_NAME) for index in chosen]
    if len(names) <= MOST_NAMES and len(set(names)) == len(names):
        labels = _places(arrows, chosen, names, corners)
        if all(labels):
            return _with_labels(arrows, chosen, names, labels), "names"
    numbers = [arrows[index].number for index in chosen]
    labels = _places(arrows, chosen, list(map(str, numbers)), corners)
    return _with_labels(arrows, chosen, numbers, labels), "numbers"


Placed = tuple[Label, Point] | None


def _places(
    arrows: Sequence[Arrow], chosen: Sequence[int], names: Sequence[str], corners: Sequence[Corner]
) -> list[Placed]:
    sizes = [(text_width(name, LABEL_POINTS) + APART, LINE) for name in names]
    ends = [MAP.pixels(each.places[-1]) for each in arrows]
    others = [each for index, each in enumerate(ends) if index not in chosen]
    markers = [LabelBox(x - MARKER, y - MARKER, x + MARKER, y + MARKER) for x, y in others]
    clear = [corner.box for corner in corners] + markers
    ways = [spot for each in arrows for spot in _along(each.places)]
    labels = place_labels([ends[index] for index in chosen], sizes, PLOT[2:], clear, ways)
    return [
        None if label is None else (label, size) for label, size in zip(labels, sizes, strict=True)
    ]


def _along(places: Sequence[Point]) -> Iterator[LabelBox]:
    """Places on an arrow, for labels to avoid where they can."""
    for (x, y), (to_x, to_y) in pairwise(places):
        for step in range(_STEPS):
            part = step / _STEPS
            across, down = MAP.pixels((x + part * (to_x - x), y + part * (to_y - y)))
            yield LabelBox(across - 2, down - 2, across + 2, down + 2)


def _with_labels(
    arrows: Sequence[Arrow],
    chosen: Sequence[int],
    names: Sequence[str | int],
    labels: Sequence[Placed],
) -> list[_Drawn]:
    placed = dict(zip(chosen, zip(names, labels, strict=True), strict=True))
    found = []
    for index, arrow in enumerate(arrows):
        name, label = placed.get(index, (None, None))
        found.append(_Drawn(arrow, None) if label is None else _Drawn(arrow, name, *label))
    return found


def _table(drawn: Sequence[_Drawn], waves: Sequence[str], words: Words) -> ReportTable:
    def title(key: str) -> str:
        return text(words.language, f"charts.chart.column.{key}")

    columns = [
        ReportColumn("feature", title("feature"), "text"),
        ReportColumn("label", title("label"), "label"),
        *(
            ReportColumn(
                f"{axis}_{place}", _said(words, f"column.{axis}_wave", wave=wave), "number"
            )
            for axis in "xy"
            for place, wave in enumerate(waves)
        ),
        *(
            ReportColumn(key, title(key), "number")
            for key in ("from_x", "lead_x", "from_y", "lead_y", "label_x", "label_y")
        ),
        *(
            ReportColumn(f"y_{letter}", column_title(_NAMED, f"y_{letter}", words), "number")
            for letter in PRECEDENCE
        ),
    ]
    rows = tuple(tuple(_cells(each)) for each in drawn)
    return ReportTable(MAP.key, _said(words, "table"), tuple(columns), rows)


def _cells(drawn: _Drawn) -> Iterator[Cell]:
    arrow = drawn.arrow
    yield arrow.result.name
    yield drawn.says
    yield from (x for x, _ in arrow.places)
    yield from (y for _, y in arrow.places)
    yield from _label_cells(drawn)
    for letter in PRECEDENCE:
        yield arrow.places[-1][1] if arrow.result.category == letter else UNDRAWN


def _label_cells(drawn: _Drawn) -> Iterator[Cell]:
    """The line to the label, from x to x and from y to y, then the label's place."""
    nothing: tuple[Cell, Cell] = (0, 0)
    if drawn.label is None:
        yield from (*nothing, UNDRAWN, UNDRAWN, 0, UNDRAWN)
        return
    x, y = MAP.value(drawn.label.box(*drawn.size).centre)
    if drawn.label.led:
        from_x, from_y = drawn.arrow.places[-1]
        to_x, to_y = MAP.value((drawn.label.x, drawn.label.y))
        yield from (from_x, round(to_x, 4), from_y, round(to_y, 4))
    else:
        yield from (*nothing, UNDRAWN, UNDRAWN)
    yield from (round(x, 4), round(y, 4))


def _chart(drawn: Sequence[_Drawn], title: str, waves: int, words: Words) -> Chart:
    series = tuple(_series(drawn, waves, words))
    return map_chart(MAP, _NAMED.key, title, _said(words, "alt"), series, words)


def _series(drawn: Sequence[_Drawn], waves: int, words: Words) -> Iterator[Series]:
    yield from frame_series(MAP)
    # What moved is drawn last, over the others.
    for role, moved in (("faint_arrow", False), ("arrow", True)):
        for index, each in enumerate(drawn):
            if each.arrow.moved == moved:
                x, y = (
                    Range(MAP.key, f"{axis}_0", index, 1, f"{axis}_{waves - 1}") for axis in "xy"
                )
                yield Series("", "", x, y, role=role)
    for letter in PRECEDENCE:
        if any(each.arrow.result.category == letter for each in drawn):
            yield category_series(MAP, letter, f"x_{waves - 1}", len(drawn), words)
    for index, each in enumerate(drawn):
        if each.label is not None and each.label.led:
            yield leader_series(MAP, index)
    for index, each in enumerate(drawn):
        if each.label is not None:
            yield label_series(MAP, index)
