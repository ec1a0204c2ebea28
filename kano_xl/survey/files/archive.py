"""Packed files (.xlsx and .ods are ZIP archives), unpacked in small pieces under a ceiling."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kano_xl.errors import InputError, Place
from kano_xl.survey.files.limits import MAX_UNPACKED, MIB

_PIECE = 1 << 16
_MOST_MEMBERS = 10_000
_MEMBER = b"PK\x01\x02"
_END = b"PK\x05\x06"
_TAIL = (1 << 16) + 22


class Archive:
    """A ZIP archive whose sizes are found by unpacking, not believed.

    Attributes:
        path: the file.
        place: the file's name, for messages.
        members: what is in it, by name.

    Raises:
        InputError: ``file_damaged``: no archive, cut off, or ambiguous;
            ``file_password``: encrypted.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = Place(path.name)
        self._unpacked = 0
        self._refuse_ambiguous()
        try:
            with zipfile.ZipFile(path) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
            raise InputError("file_damaged", self.place) from error
        self.members = {entry.filename: entry for entry in entries}
        if len({name.casefold() for name in self.members}) < len(entries):
            raise InputError("file_damaged", self.place)
        if any(entry.flag_bits & 1 for entry in entries):
            raise InputError("file_password", self.place)

    def _refuse_ambiguous(self) -> None:
        # Two readers must not see two different archives in one file, and the list
        # of members must not itself be the bomb.
        members, before = 0, b""
        with self.path.open("rb") as file:
            file.seek(0, 2)
            file.seek(max(0, file.tell() - _TAIL))
            ends = file.read().count(_END)
            file.seek(0)
            while piece := file.read(MIB):
                members += (before + piece).count(_MEMBER)
                before = piece[1 - len(_MEMBER) :]
        if ends != 1 or members > _MOST_MEMBERS:
            raise InputError("file_damaged", self.place)

    def pieces(self, name: str, most: int = MAX_UNPACKED) -> Iterator[bytes]:
        """The content of a member, unpacked in pieces of at most 256 KiB.

        Args:
            name: a key of `members`.
            most: bytes that this member may have.

        Raises:
            InputError: ``unpacked_too_large``: this member exceeds ``most``, or all
                that was unpacked by now `MAX_UNPACKED`; ``file_damaged``: also where the
                sum of its bytes is not the one that was written.
        """
        size = check = 0
        for piece in self._raw(name):
            size += len(piece)
            self._unpacked += len(piece)
            if size > most or self._unpacked > MAX_UNPACKED:
                ceiling = min(most, MAX_UNPACKED) // MIB
                raise InputError("unpacked_too_large", self.place, most=ceiling)
            check = zlib.crc32(piece, check)
            yield piece
        if check != self.members[name].CRC:
            raise InputError("file_damaged", self.place)

    def content(self, name: str, most: int) -> bytes:
        """The whole content of a small member; see `pieces`."""
        return b"".join(self.pieces(name, most))

    def _raw(self, name: str) -> Iterator[bytes]:
        entry = self.members[name]
        with self.path.open("rb") as file:
            file.seek(entry.header_offset)
            header = file.read(30)
            if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
                raise InputError("file_damaged", self.place)
            names = int.from_bytes(header[26:28], "little")
            file.seek(names + int.from_bytes(header[28:30], "little"), 1)
            packed = _packed(file, entry.compress_size)
            if entry.compress_type == zipfile.ZIP_STORED:
                yield from packed
            elif entry.compress_type == zipfile.ZIP_DEFLATED:
                try:
                    yield from _inflated(packed)
                except (zlib.error, EOFError) as error:
                    raise InputError("file_damaged", self.place) from error
            else:
                raise InputError("file_damaged", self.place)


def _packed(file: BinaryIO, left: int) -> Iterator[bytes]:
    while left and (piece := file.read(min(_PIECE, left))):
        left -= len(piece)
        yield piece


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    waiting = b""
    while not unpacker.eof:
        waiting = waiting or next(packed, b"")
        piece = unpacker.decompress(waiting, 4 * _PIECE)
        if not piece and not waiting:
            raise EOFError
        waiting = unpacker.unconsumed_tail
        yield piece
    if next(packed, b"") or unpacker.unused_data:
        raise EOFError
