"""ZIP archives written by hand, also of members that no computer should unpack."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OPEN_DOCUMENT = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text")
)
_STEP = 1 << 20


@dataclass(frozen=True)
class Repeated:
    """Content of which a part comes very often; it is packed once."""

    head: bytes
    part: bytes
    times: int
    tail: bytes


Content = bytes | Repeated


@dataclass(frozen=True)
class Packed:
    """The members of an archive by their names."""

    members: Mapping[str, Content]

    @classmethod
    def xlsx(cls, workbook: bytes) -> Packed:
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            return cls({name: archive.read(name) for name in archive.namelist()})

    @classmethod
    def ods(cls, content: Content) -> Packed:
        kind = b"application/vnd.oasis.opendocument.spreadsheet"
        members = {"mimetype": kind, "content.xml": content}
        return cls({**members, "META-INF/manifest.xml": b"<manifest/>"})

    def replaced(self, name: str, content: Content) -> Packed:
        return Packed({**self.members, name: content})

    def edited(self, name: str, old: bytes, new: bytes) -> Packed:
        content = self.members[name]
        assert isinstance(content, bytes)
        assert old in content, (name, old)
        return self.replaced(name, content.replace(old, new, 1))


def packed(archive: Packed) -> bytes:
    """The archive as a ZIP file."""
    whole, directory = bytearray(), bytearray()
    for name, content in archive.members.items():
        data, size, checksum = _deflated(content)
        title = name.encode()
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0x800, 8, 0, 33, checksum, len(data), size, len(title), 0
        )
        directory += b"PK\x01\x02\x14\0" + common + struct.pack("<HHHII", 0, 0, 0, 0, len(whole))
        directory += title
        whole += b"PK\x03\x04" + common + title + data
    count = len(archive.members)
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(whole), 0)
    return bytes(whole + directory + b"PK\x05\x06" + end)


def _deflated(content: Content) -> tuple[bytes, int, int]:
    """Packed bytes, and of the unpacked ones the number and the checksum."""
    if isinstance(content, bytes):
        content = Repeated(content, b"", 0, b"")
    # Blocks that do not lean on each other can be repeated as they are.
    each = max(1, _STEP // max(1, len(content.part)))
    block, rest = content.part * each, content.part * (content.times % each)
    blocks = content.times // each
    data = _flushed(content.head) + _flushed(block) * blocks + _flushed(rest)
    data += _flushed(content.tail, is_last=True)
    checksum = zlib.crc32(content.head)
    for _ in range(blocks):
        checksum = zlib.crc32(block, checksum)
    checksum = zlib.crc32(content.tail, zlib.crc32(rest, checksum))
    size = len(content.head) + len(content.part) * content.times + len(content.tail)
    return data, size, checksum


def _flushed(data: bytes, is_last: bool = False) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush(zlib.Z_FINISH if is_last else zlib.Z_FULL_FLUSH)


def sheet_xml(rows: Sequence[Sequence[str]]) -> bytes:
    """A worksheet with the texts in its cells."""
    return b"".join(_sheet(rows))


def _sheet(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    yield f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
    for number, row in enumerate(rows, 1):
        cells = (
            f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
            for column, cell in enumerate(row)
        )
        yield f'<row r="{number}">{"".join(cells)}</row>'.encode()
    yield b"</sheetData></worksheet>"


def ods_content(rows: Iterable[Sequence[str]], title: str = "Answers") -> bytes:
    """The content of an OpenDocument sheet."""
    lines = "".join(
        f"<table:table-row>{''.join(ods_cell(cell) for cell in row)}</table:table-row>"
        for row in rows
    )
    head, tail = ods_frame(title)
    return head + lines.encode() + tail


def ods_cell(words: str) -> str:
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(words)}</text:p></table:table-cell>"
    )


def ods_frame(title: str = "Answers") -> tuple[bytes, bytes]:
    """What stands before and after the rows of an OpenDocument sheet."""
    head = (
        f"<office:document-content {_OPEN_DOCUMENT}><office:body><office:spreadsheet>"
        f"<table:table table:name={quoteattr(title)}>"
    )
    tail = "</table:table></office:spreadsheet></office:body></office:document-content>"
    return head.encode(), tail.encode()
