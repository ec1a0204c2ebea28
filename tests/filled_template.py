"""The template as a user fills it in: cells typed into the file, nothing else touched."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree

from kano_xl.addresses import address
from kano_xl.writers.template.places import ABOUT_PEOPLE, FEATURES, RESPONSES, title

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Typed = str | int | float | None


def fill(template: Path, target: Path, sheets: Mapping[str, Mapping[str, Typed]]) -> Path:
    """A copy of a workbook with cells typed in, by sheet title and address; None empties one."""
    with zipfile.ZipFile(template) as source, zipfile.ZipFile(target, "w") as made:
        parts = _parts(source)
        typed = {parts[name]: cells for name, cells in sheets.items()}
        for item in source.infolist():
            content = source.read(item)
            if item.filename in typed:
                content = _typed(content, typed[item.filename])
            made.writestr(item, content)
    return target


def survey_cells(
    language: str,
    features: Sequence[str],
    answers: Sequence[Sequence[Typed]],
    first: int = len(ABOUT_PEOPLE),
) -> dict[str, dict[str, Typed]]:
    """What is typed for a survey: names, and a row of answers for each person, pair by pair.

    The answers begin in column *first*.
    """
    names = {address(FEATURES.row + i, FEATURES.column): name for i, name in enumerate(features)}
    given = {
        address(RESPONSES.row + 1 + row, first + column): answer
        for row, person in enumerate(answers)
        for column, answer in enumerate(person)
        if answer is not None
    }
    return {title(language, "features"): names, title(language, "responses"): given}


def _parts(source: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by its title."""
    book = ElementTree.fromstring(source.read("xl/workbook.xml"))
    links = ElementTree.fromstring(source.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target") for link in links}
    return {
        str(sheet.get("name")): f"xl/{targets[sheet.get(f'{{{_RELATED}}}id')]}"
        for sheet in book.iter(f"{{{_MAIN}}}sheet")
    }


def _typed(content: bytes, cells: Mapping[str, Typed]) -> bytes:
    for prefix, name in re.findall(r'xmlns:?(\w*)="([^"]+)"', content.decode()[:2000]):
        ElementTree.register_namespace(prefix, name)
    sheet = ElementTree.fromstring(content)
    data = sheet.find(f"{{{_MAIN}}}sheetData")
    assert data is not None
    rows = {int(str(row.get("r"))): row for row in data}
    for place, value in cells.items():
        number = int(re.sub(r"\D", "", place))
        if number not in rows:
            rows[number] = ElementTree.Element(f"{{{_MAIN}}}row", {"r": str(number)})
        row = rows[number]
        old = next((cell for cell in row if cell.get("r") == place), None)
        kept = {} if old is None or old.get("s") is None else {"s": str(old.get("s"))}
        if old is not None:
            row.remove(old)
        row.append(_cell(place, value, kept))
    for row in rows.values():
        row[:] = sorted(row, key=lambda cell: _column(str(cell.get("r"))))
        row.attrib.pop("spans", None)
    data[:] = [rows[number] for number in sorted(rows)]
    return ElementTree.tostring(sheet, "UTF-8", xml_declaration=True)


def _column(place: str) -> tuple[int, str]:
    letters = place.rstrip("0123456789")
    return len(letters), letters


def _cell(place: str, value: Typed, kept: dict[str, str]) -> ElementTree.Element:
    cell = ElementTree.Element(f"{{{_MAIN}}}c", {"r": place, **kept})
    if isinstance(value, str):
        cell.set("t", "inlineStr")
        inline = ElementTree.SubElement(cell, f"{{{_MAIN}}}is")
        ElementTree.SubElement(inline, f"{{{_MAIN}}}t").text = value
    elif value is not None:
        ElementTree.SubElement(cell, f"{{{_MAIN}}}v").text = repr(value)
    return cell
