"""One survey in many spellings that a program may choose: the counts are always the same."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from kano_xl.model.categories import CATEGORIES, STANDARD
from kano_xl.survey.reading import read

Parts = dict[str, str]

WORDS = ("I like it", "It must be that way", "I am neutral", "I can live with it", "I dislike it")
ANSWERS = ((1, 5, 2, 5), (1, 5, 2, 5), (1, 3, 3, 3), (4, 4, 2, 5))
"""Backup: performance twice, attractive, indifferent; Search: must-be three times, indifferent."""

COUNTS = {"Backup": {"A": 1, "O": 2, "M": 0, "I": 1}, "Search": {"A": 0, "O": 0, "M": 3, "I": 1}}
SHEET, SHARED, BOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
BOOK_RELATIONS, RELATIONS = "xl/_rels/workbook.xml.rels", "_rels/.rels"
TYPES, STYLES = "[Content_Types].xml", "xl/styles.xml"


def parts() -> Parts:
    """The parts of a small survey as XlsxWriter writes them; IDs are numbers."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Answers")
        sheet.write_row(0, 0, ["ID", *(f"{n} [{s}]" for n in COUNTS for s in ("F", "D"))])
        for row, codes in enumerate(ANSWERS, 1):
            sheet.write_row(row, 0, [row, *(WORDS[code - 1] for code in codes)])
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def changed(part: str, old: str, new: str) -> Callable[[Parts], Parts]:
    """One part with every match of a pattern replaced."""

    def change(given: Parts) -> Parts:
        text, count = re.subn(old, new, given[part], flags=re.DOTALL)
        assert count
        return given | {part: text}

    return change


def renamed(old: str, new: str, *changes: Callable[[Parts], Parts]) -> Callable[[Parts], Parts]:
    """A part of another name, and what changes with it."""

    def change(given: Parts) -> Parts:
        for each in changes:
            given = each(given)
        return {new if name == old else name: text for name, text in given.items()}

    return change


def all_of(*changes: Callable[[Parts], Parts]) -> Callable[[Parts], Parts]:
    """Several changes, one after the other."""
    return renamed("", "", *changes)


def target(new: str) -> Callable[[Parts], Parts]:
    """Another spelling of where the worksheet is."""
    return changed(BOOK_RELATIONS, "worksheets/sheet1.xml", new)


def inline(given: Parts) -> Parts:
    """The texts in the cells, and no table of texts."""
    texts = re.findall("<si><t[^>]*>([^<]*)</t></si>", given[SHARED])
    given = changed(
        SHEET,
        't="s"><v>(\\d+)</v>',
        lambda cell: f't="inlineStr"><is><t>{texts[int(cell[1])]}</t></is>',  # type: ignore[arg-type]
    )(given)
    given = changed(BOOK_RELATIONS, "<Relationship [^>]*sharedStrings[^>]*>", "")(given)
    return {name: text for name, text in given.items() if name != SHARED}


def prefixed(given: Parts) -> Parts:
    """Every element with a prefix."""
    return all_of(
        *(
            all_of(
                changed(part, "<(/?)(?=[a-zA-Z])", r"<\1x:"), changed(part, "xmlns=", "xmlns:x=")
            )
            for part in (SHEET, SHARED, BOOK, STYLES)
        )
    )(given)


def backwards(given: Parts) -> Parts:
    """The rows, and the cells in each, from the last to the first."""
    rows = re.findall("<row .*?</row>", given[SHEET])
    turned = [
        re.sub("(<c .*</c>)", lambda cells: "".join(re.findall("<c .*?</c>", cells[1])[::-1]), row)
        for row in rows[::-1]
    ]
    return changed(SHEET, "<sheetData>.*</sheetData>", f"<sheetData>{''.join(turned)}</sheetData>")(
        given
    )


TRANSITIONAL = "http://schemas.openxmlformats.org/(officeDocument/2006|spreadsheetml/2006)"
STRICT = r"http://purl.oclc.org/ooxml/\1"

VARIATIONS: dict[str, Callable[[Parts], Parts]] = {
    "target: absolute": target("/xl/worksheets/sheet1.xml"),
    "target: with a dot": target("./worksheets/sheet1.xml"),
    "target: with two dots": target("../xl/worksheets/sheet1.xml"),
    "target: backslashes": target(r"worksheets\\\\sheet1.xml"),
    "target: upper case": target("WORKSHEETS/Sheet1.XML"),
    "target: percent-encoded": target("worksheets/%73heet1.xml"),
    "sheet: renamed": renamed(SHEET, "xl/worksheets/a.xml", target("worksheets/a.xml")),
    "sheet: elsewhere": renamed(SHEET, "data/a.xml", target("/data/a.xml")),
    "sheet: a space": renamed(SHEET, "xl/sheet one.xml", target("sheet%20one.xml")),
    "sheet: other letters": renamed(SHEET, "xl/表.xml", target("表.xml")),
    "sheet: other letters, encoded": renamed(SHEET, "xl/é.xml", target("%C3%A9.xml")),
    "texts: renamed": renamed(
        SHARED, "xl/texts.xml", changed(BOOK_RELATIONS, "sharedStrings.xml\"", "texts.xml\"")
    ),
    "workbook: renamed": renamed(
        BOOK,
        "xl/book.xml",
        renamed(BOOK_RELATIONS, "xl/_rels/book.xml.rels"),
        changed(RELATIONS, "xl/workbook.xml", "xl/book.xml"),
    ),
    "workbook: absolute": changed(RELATIONS, "xl/workbook.xml", "/xl/workbook.xml"),
    "members: upper case": lambda given: {name.upper(): text for name, text in given.items()},
    "members: backslashes": lambda given: {n.replace("/", "\\"): t for n, t in given.items()},
    "members: from the root": lambda given: {f"/{name}": text for name, text in given.items()},
    "members: backwards": lambda given: dict(reversed(given.items())),
    "members: more": lambda given: given | {"customXml/item1.xml": "<a/>", "x/sheet9.xml": "<"},
    "content types: by ending": lambda given: given | {TYPES: '<Types xmlns="urn:x"/>'},
    "no styles": lambda given: {n: t for n, t in given.items() if n != STYLES},
    "inline texts": inline,
    "formula texts": changed(SHEET, 't="s"><v>1</v>', 't="str"><f>A1</f><v>Backup [F]</v>'),
    "white space: values": changed(SHEET, "<v>([^<]*)</v>", r"<v> \1 </v>"),
    "white space: pretty": changed(SHEET, "(?<=>)(?=<[^/])|(?<=[>])(?=</(?:c|row)>)", "\n  "),
    "white space: line ends": changed(SHEET, "><", ">\r\n<"),
    "white space: in tags": changed(SHEET, "<(c|row) ([^>]*)>", r"<\1\n\2 >"),
    "quotes": changed(SHEET, '"', "'"),
    "prefixes": prefixed,
    "strict": all_of(*(changed(part, TRANSITIONAL, STRICT)
                       for part in (SHEET, SHARED, BOOK, BOOK_RELATIONS, RELATIONS))),
    "cells: no addresses": changed(SHEET, "<c r=\"[A-Z]+\\d+\"", "<c"),
    "rows: no numbers": changed(SHEET, "<row r=\"\\d+\"", "<row"),
    "no addresses, no numbers": changed(SHEET, "<(c|row) r=\"\\w+\"", r"<\1"),
    "addresses in lower case": changed(
        SHEET, '<c r="([A-Z]+)', lambda cell: cell[0].lower()),  # type: ignore[arg-type]
    "other order of attributes": changed(SHEET, '<c (r="\\w+") (t="s")', r"<c \2 \1"),
    "more attributes": changed(SHEET, '<c (r="\\w+")', r'<c \1 cm="1" ph="1"'),
    "cells backwards": backwards,
    "blank cells": changed(SHEET, "</row>", '<c r="H1" s="0"/></row>'),
    "blank rows": changed(SHEET, "</sheetData>", '<row r="900" ht="15"/></sheetData>'),
    "comments": changed(SHEET, "(</?row)", r"<!-- <c> -->\1"),
    "CDATA": changed(SHARED, "<t>([^<]*)</t>", r"<t><![CDATA[\1]]></t>"),
    "character references": all_of(
        changed(SHARED, "I like", "&#73;&#x20;like"), changed(SHEET, "<v>1</v>", "<v>&#49;</v>")
    ),
    "rich texts": changed(SHARED, "<t>(\\w+) ([^<]*)</t>", r"<r><t>\1</t></r><r><rPr><b/></rPr>"
                          r'<t xml:space="preserve"> \2</t></r>'),
    "how to say it": changed(SHARED, "</si>", '<rPh sb="0" eb="1"><t>x</t></rPh></si>'),
    "a wrong size": changed(SHEET, 'ref="[^"]*"', 'ref="A1:A1"'),
    "wrong numbers of texts": changed(SHARED, 'nt="\\d+"', 'nt="4000000000"'),
    "an alternative": changed(BOOK, "(<sheets>.*</sheets>)", r'<mc:AlternateContent xmlns:mc="u">'
                              r"<mc:Choice>\1</mc:Choice><mc:Fallback>\1</mc:Fallback>"
                              "</mc:AlternateContent>"),
    "more behind": changed(SHEET, "</sheetData>", "</sheetData><extLst><ext><c r='A1'><v>9</v></c>"
                           "</ext></extLst>"),
    "declared Latin-1": changed(SHEET, 'encoding="UTF-8"', 'encoding="ISO-8859-1"'),
}  # fmt: skip


def pack(path: Path, given: Parts, packing: int = zipfile.ZIP_DEFLATED) -> Path:
    """The parts as a file."""
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, text in given.items():
            archive.writestr(name, text)
    return path


def assert_same(path: Path) -> None:
    """The survey in a file is the one above."""
    counts = read([path]).counts().categories(STANDARD)
    found = {
        name: {
            letter: int(n) for letter, n in zip(CATEGORIES, row, strict=True) if letter in "AOMI"
        }
        for name, row in zip(counts.features, counts.counts[0], strict=True)
    }
    assert found == COUNTS


def test_there_are_enough_variations():
    assert len(VARIATIONS) >= 40


@pytest.mark.parametrize("variation", VARIATIONS)
def test_the_counts_are_the_same(tmp_path, variation):
    given = parts()
    varied = VARIATIONS[variation](given)
    assert varied != given or list(varied) != list(given)
    assert_same(pack(tmp_path / "bank.xlsx", varied))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("part", [SHEET, SHARED, BOOK, BOOK_RELATIONS])
def test_parts_in_other_encodings(tmp_path, part, encoding):
    given = parts()
    path = tmp_path / "bank.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in given.items():
            if name == part:
                text = text.replace('encoding="UTF-8"', f'encoding="{encoding[:-4] or encoding}"')
                text = text.replace('encoding="utf-8"', 'encoding="UTF-8"')
                text = re.sub('encoding="ut[^"]*"', f'encoding="{encoding[:6].rstrip("-")}"', text)
                archive.writestr(name, text.encode(encoding))
            else:
                archive.writestr(name, text)
    assert_same(path)


def test_a_stored_file_with_a_comment_and_names_without_their_encoding(tmp_path):
    path = tmp_path / "bank.xlsx"
    given = renamed(SHEET, "xl/é.xml", target("é.xml"))(parts())
    pack(path, given, zipfile.ZIP_STORED)
    data = path.read_bytes()
    name = "xl/é.xml".encode()
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rfind(header, 0, data.find(name) if flags == 6 else data.rfind(name))
        assert data[at + flags + 1] == 8
        data = data[: at + flags + 1] + b"\0" + data[at + flags + 2 :]
    path.write_bytes(data[:-2] + b"\x02\0hi")
    assert_same(path)
