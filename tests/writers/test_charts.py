from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import pytest

from conftest import LibreOffice
from kano_xl.report.charts.palette import LOOKS
from kano_xl.writers.new_workbook import write_workbook
from sample_reports import HOSTILE, report_of, survey_of, workbook_report_of

SPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xdr": "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
}
CLEAR = {
    "M": {"M": 60, "O": 20, "A": 10, "I": 10},
    "O": {"M": 20, "O": 50, "A": 20, "I": 10},
    "A": {"M": 10, "O": 20, "A": 50, "I": 20},
    "I": {"M": 10, "O": 10, "A": 20, "I": 60},
    "R": {"I": 20, "R": 60, "A": 10},
    "Q": {"I": 20, "Q": 60, "A": 10},
}
Element = ElementTree.Element


def write(
    path: Path,
    letters: str,
    names: list[str] | None = None,
    counts: dict[str, dict[str, int]] = CLEAR,
    **choices: object,
) -> Path:
    survey = survey_of([counts[letter] for letter in letters], names)
    write_workbook(report_of(survey, scores=True, **choices), path)
    return path


def write_lasting(path: Path, letters: str, counts: dict[str, dict[str, int]] = CLEAR) -> Path:
    """A report as it stands in an open workbook."""
    write_workbook(workbook_report_of(survey_of([counts[letter] for letter in letters])), path)
    return path


def parts(path: Path, folder: str) -> list[Element]:
    with zipfile.ZipFile(path) as package:
        names = sorted(name for name in package.namelist() if name.startswith(folder))
        return [ElementTree.fromstring(package.read(name)) for name in names if "_rels" not in name]


def charts(path: Path) -> dict[str, Element]:
    """The charts of a workbook by their titles."""
    return {title(chart): chart for chart in parts(path, "xl/charts/")}


def title(chart: Element) -> str:
    """The title, written out or as it is stored beside the reference to its cell."""
    found = chart.find("c:chart/c:title", SPACES)
    assert found is not None
    return "".join(
        text.text or "" for path in (".//a:t", ".//c:v") for text in found.findall(path, SPACES)
    )


def value(element: Element, path: str) -> str:
    found = element.find(path, SPACES)
    assert found is not None, path
    return found.get("val") or found.text or ""


def series(chart: Element) -> list[Element]:
    return chart.findall(".//c:ser", SPACES)


def labelled(chart: Element) -> list[Element]:
    """The series whose label is their name."""
    return [one for one in series(chart) if one.find("c:dLbls/c:showSerName", SPACES) is not None]


NAME = "c:tx/c:strRef/c:strCache/c:pt/c:v"


def points_of(chart: Element) -> list[Element]:
    """The series of the categories: those that draw a marker."""
    return [
        one
        for one in series(chart)
        if (marker := one.find("c:marker/c:symbol", SPACES)) is not None
        and marker.get("val") != "none"
    ]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("charts") / "all.xlsx", "MOAIRQ")


def test_every_category_has_its_colour_and_its_marker(book: Path) -> None:
    found = {
        value(one, NAME): (
            value(one, "c:marker/c:symbol"),
            value(one, "c:marker/c:spPr/a:ln/a:solidFill/a:srgbClr"),
            one.find("c:marker/c:spPr/a:solidFill/a:srgbClr", SPACES),
        )
        for one in points_of(charts(book)["Better–Worse map"])
    }
    names = ["Must-be", "Performance", "Attractive", "Indifferent", "Reverse", "Questionable"]
    assert list(found) == names
    assert [marker for marker, _, _ in found.values()] == [LOOKS[one].marker for one in "MOAIRQ"]
    assert len({marker for marker, _, _ in found.values()}) == 6
    colours = [line if fill is None else fill.get("val") for _, line, fill in found.values()]
    assert [f"#{colour}" for colour in colours] == [LOOKS[one].colour for one in "MOAIRQ"]


def test_the_legend_names_the_categories_only(book: Path) -> None:
    chart = charts(book)["Better–Worse map"]
    entries = chart.findall(".//c:legend/c:legendEntry", SPACES)
    hidden = {int(value(entry, "c:idx")) for entry in entries}
    shown = [one for index, one in enumerate(series(chart)) if index not in hidden]
    assert len(shown) == 6
    assert shown == points_of(chart)


def test_the_legend_follows_the_header_that_it_reads(book: Path) -> None:
    """The chart of an open workbook stays when the next analysis has other names."""
    found = charts(book)
    for chart, names in (
        (found["Better–Worse map"], points_of(found["Better–Worse map"])),
        (found["Share of the answers in each category"], None),
    ):
        for one in series(chart) if names is None else names:
            axis = "c:yVal" if names else "c:val"
            header = value(one, "c:tx/c:strRef/c:f").replace("$", "")
            first = value(one, f"{axis}/c:numRef/c:f").partition(":")[0].replace("$", "")
            column, row = re.fullmatch(r"(.+!\D+)(\d+)", first).groups()  # type: ignore[union-attr]
            assert header == f"{column}{int(row) - 1}"


def test_labels_are_references_to_cells(book: Path) -> None:
    labels = labelled(charts(book)["Better–Worse map"])
    cached = [value(one, "c:tx/c:strRef/c:strCache/c:pt/c:v") for one in labels]
    corners = {"Attractive", "Performance", "Indifferent", "Must-be"}
    marked = {"Feature 5 (reverse)", "Feature 6 (questionable)"}
    assert set(cached) == corners | marked | {f"Feature {index}" for index in range(1, 5)}
    assert all(value(one, "c:tx/c:strRef/c:f").startswith("'Chart data'!$") for one in labels)
    assert {value(one, "c:dLbls/c:dLblPos") for one in labels} == {"ctr"}


def test_titles_that_may_change_are_references_to_cells(book: Path) -> None:
    formulas = {
        title: value(chart, "c:chart/c:title/c:tx/c:strRef/c:f")
        for title, chart in charts(book).items()
        if "map" in title
    }
    assert formulas == {
        "Better–Worse map": "'Chart data'!$A$5",
        "Score map, with standard errors": "'Chart data'!$A$16",
    }


def test_charts_are_found_by_names_that_no_language_changes(tmp_path: Path) -> None:
    for language in ("en", "zh-Hans"):
        path = write(tmp_path / f"{language}.xlsx", "MA", language=language)
        names = [
            frame.get("name")
            for drawing in parts(path, "xl/drawings/")
            for frame in drawing.findall(".//xdr:graphicFrame//xdr:cNvPr", SPACES)
        ]
        assert names == ["Kano map", "Kano shares", "Kano scores"]


def test_with_room_a_chart_differs_in_stored_values_alone(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    shapes = []
    for count in (1, 3, 12, 60):
        path = write_lasting(tmp_path / f"{count}.xlsx", ("MOAIRQ" * 10)[:count])
        assert ooxml_errors(path) == []
        shapes.append([shape(chart) for chart in parts(path, "xl/charts/")])
    assert len(shapes[0]) == 3
    assert shapes[1:] == shapes[:1] * 3
    with zipfile.ZipFile(tmp_path / "3.xlsx") as package:
        assert b'hidden="1"' in package.read("xl/worksheets/sheet10.xml")


def shape(chart: Element) -> bytes:
    """A chart without the values that are stored beside its references."""
    for parent in list(chart.iter()):
        for cache in ("numCache", "strCache"):
            for found in parent.findall(f"c:{cache}", SPACES):
                parent.remove(found)
    return ElementTree.tostring(chart)


def test_charts_follow_the_cells_alone(tmp_path: Path, office: LibreOffice) -> None:
    """The charts of a survey of 3 features, over the cells of one of 12, look as if made for it."""
    few = write_lasting(tmp_path / "few.xlsx", "MOA")
    # With an open feature both pages hold the same tables: a file leaves out an empty one.
    counts = CLEAR | {"I": {"I": 26, "A": 24}}
    many = write_lasting(tmp_path / "many.xlsx", "MOAIRQ" * 2, counts)
    alone = write(tmp_path / "alone.xlsx", "MOAIRQ" * 2, counts=counts)
    mixed = tmp_path / "mixed.xlsx"
    with (
        zipfile.ZipFile(few) as old,
        zipfile.ZipFile(many) as new,
        zipfile.ZipFile(mixed, "w") as both,
    ):
        for name in new.namelist():
            both.writestr(name, (old if name.startswith("xl/charts/") else new).read(name))
    seen = [pictures(path) for path in office.convert([few, many, mixed, alone], "pdf")]
    assert seen[1] == seen[2]
    # Hidden rows take no place: the maps are those of a workbook without room.
    for axis in ("|Worse|: how much dissatisfaction", "Functional score, mean"):
        drawn = [[picture for text, picture in one if axis in text] for one in seen]
        assert len(drawn[1]) == 1
        assert drawn[1] == drawn[3] != drawn[0]


def pictures(path: Path) -> list[tuple[str, bytes]]:
    """The text and the picture of every page of a document."""
    document = pypdfium2.PdfDocument(path)
    try:
        return [
            (page.get_textpage().get_text_range(), page.render().to_pil().tobytes())
            for page in document
        ]
    finally:
        document.close()


def test_hidden_rows_are_left_out(tmp_path: Path) -> None:
    for chart in charts(write_lasting(tmp_path / "room.xlsx", "MOA")).values():
        assert value(chart, "c:chart/c:plotVisOnly") == "1"


def test_what_is_not_drawn_has_no_stored_value(book: Path) -> None:
    for one in points_of(charts(book)["Better–Worse map"]):
        assert value(one, "c:yVal/c:numRef/c:numCache/c:ptCount") == "6"
        assert len(one.findall("c:yVal/c:numRef/c:numCache/c:pt", SPACES)) == 1
        assert len(one.findall("c:xVal/c:numRef/c:numCache/c:pt", SPACES)) == 6


def test_values_and_their_caches_are_numbers(book: Path) -> None:
    for chart in charts(book).values():
        for one in series(chart):
            for axis in ("c:xVal", "c:yVal", "c:val"):
                cell = one.find(axis, SPACES)
                if cell is not None:
                    assert cell.find("c:numRef/c:numCache/c:ptCount", SPACES) is not None
                    for point in cell.findall("c:numRef/c:numCache/c:pt/c:v", SPACES):
                        assert math.isfinite(float(point.text or ""))


def test_labels_of_maps_never_wrap(book: Path) -> None:
    for chart in charts(book).values():
        labels = labelled(chart)
        boxes = [box for one in labels for box in one.findall("c:dLbls/c:txPr/a:bodyPr", SPACES)]
        assert [box.attrib for box in boxes] == [{"wrap": "none"}] * len(labels)
        others = {*chart.iter(f"{{{SPACES['a']}}}bodyPr")} - {*boxes}
        assert others
        assert not any("wrap" in box.attrib for box in others)


def test_charts_are_described_for_those_who_do_not_see_them(book: Path) -> None:
    described = [
        frame.get("descr", "")
        for drawing in parts(book, "xl/drawings/")
        for frame in drawing.findall(".//xdr:graphicFrame//xdr:cNvPr", SPACES)
    ]
    assert len(described) == 3
    assert all(len(text) > 40 for text in described)


def test_the_plot_lies_where_the_labels_were_placed(book: Path) -> None:
    layout = charts(book)["Better–Worse map"].find(".//c:plotArea/c:layout/c:manualLayout", SPACES)
    assert layout is not None
    assert value(layout, "c:layoutTarget") == "inner"
    size = [float(value(layout, f"c:{side}")) for side in "wh"]
    assert size == pytest.approx([852 / 940, 320 / 450])


def test_scores_have_error_bars_both_ways(book: Path) -> None:
    bars = charts(book)["Score map, with standard errors"].findall(".//c:errBars", SPACES)
    assert {value(one, "c:errDir") for one in bars} == {"x", "y"}
    assert len(bars) == 2 * 6
    assert all("Chart data" in value(one, "c:plus/c:numRef/c:f") for one in bars)


def test_error_bars_are_stored_for_programs_that_do_not_calculate(tmp_path: Path) -> None:
    # "M" is the pair 3, 5 and "O" the pair 1, 5: functional scores 0 and 4, all of them 4 without.
    counts = CLEAR | {"M": {"M": 5, "O": 5}}
    chart = charts(write(tmp_path / "bars.xlsx", "M", counts=counts))[
        "Score map, with standard errors"
    ]
    standard_error = (10 * 2**2 / 9) ** 0.5 / 10**0.5
    for bars in chart.findall(".//c:errBars", SPACES):
        expected = {"x": 0, "y": standard_error}[value(bars, "c:errDir")]
        for half in ("plus", "minus"):
            cache = bars.find(f"c:{half}/c:numRef/c:numCache", SPACES)
            assert cache is not None
            assert value(cache, "c:ptCount") == "1"
            assert float(value(cache, "c:pt/c:v")) == pytest.approx(expected)


def test_shares_are_stacked_and_label_only_what_can_hold_a_label(book: Path) -> None:
    chart = charts(book)["Share of the answers in each category"]
    assert value(chart, ".//c:barChart/c:grouping") == "percentStacked"
    formats = {one.get("formatCode") for one in chart.findall(".//c:dLbls/c:numFmt", SPACES)}
    assert formats == {'[>=0.07]0%;""'}
    colours = [value(one, "c:spPr/a:solidFill/a:srgbClr") for one in series(chart)]
    assert [f"#{colour}" for colour in colours] == [LOOKS[one].colour for one in "MOAIRQ"]


def test_texts_have_the_font_of_the_language(tmp_path: Path) -> None:
    path = write(tmp_path / "zh.xlsx", "MA", language="zh-Hans")
    for chart in charts(path).values():
        fonts = {font.get("typeface") for font in chart.iter(f"{{{SPACES['a']}}}latin")}
        assert fonts == {"Microsoft YaHei"}
    # Chinese characters of a chart come from the theme's East Asian font, not from a:latin.
    (theme,) = parts(path, "xl/theme/")
    east_asian = {font.get("typeface") for font in theme.iter(f"{{{SPACES['a']}}}ea")}
    assert east_asian == {"Microsoft YaHei"}


def test_hostile_names_are_labels_and_nothing_else(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    names = [name for name in HOSTILE if len(name) < 50][:12]
    path = write(tmp_path / "hostile.xlsx", ("MOAI" * 4)[: len(names)], names)
    assert ooxml_errors(path) == []
    drawn = charts(path)["Better–Worse map"]
    cached = {value(one, "c:tx/c:strRef/c:strCache/c:pt/c:v") for one in labelled(drawn)}
    assert {"=1+1", "@SUM(A1)", "=x", "<>&\"'", "a b"} <= cached
    formulas = [one.text or "" for one in drawn.iter(f"{{{SPACES['c']}}}f")]
    assert all(one.startswith("'Chart data'!$") for one in formulas)


@pytest.mark.parametrize("count", [1, 3, 60])
def test_charts_of_any_size_are_valid(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]], count: int
) -> None:
    path = write(tmp_path / "book.xlsx", ("MOAIRQ" * 10)[:count])
    assert ooxml_errors(path) == []
    labels = [one for one in charts(path) if "map" in one]
    assert all(len(labelled(charts(path)[one])) == count + 4 for one in labels)


def test_a_feature_without_coefficients_leaves_the_rest_as_it_is(
    tmp_path: Path, ooxml_errors: Callable[[Path], list[str]]
) -> None:
    counts = CLEAR | {"R": {"R": 50}, "I": {"R": 30, "I": 20}}
    path = write(tmp_path / "reverse.xlsx", "MRI", counts=counts)
    assert ooxml_errors(path) == []
    chart = charts(path)["Better–Worse map"]
    assert chart.find(".//c:xVal/c:strRef", SPACES) is None
    stored = [one.findall("c:yVal//c:pt", SPACES) for one in labelled(chart)]
    assert sum(map(len, stored)) == 4 + 2
