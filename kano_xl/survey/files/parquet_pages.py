"""How much the pages of a Parquet file unpack to, seen in the pages' own headers.

The sizes in a file's footer are a description; what a reader makes room for is what stands
before each page. So these are read, in the order in which the reader comes to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from kano_xl.errors import InputError, Place
from kano_xl.survey.files.limits import MAX_CELLS, MAX_PAGES, MAX_TEXT, MIB

_HEADER = 1 << 16
"""Bytes in which the header of a page is looked for; statistics make it long."""

_DEEPEST = 16
_DICTIONARY = 2
_VALUES_IN = (5, 7, 8)
"""The fields of a header that describe a data page, a dictionary and a data page of version 2."""


@dataclass(frozen=True, slots=True)
class _Page:
    is_dictionary: bool
    unpacked: int
    values: int


def check_pages(file: BinaryIO, metadata: Any, place: Place) -> int:
    """Refuse a file whose pages unpack to too much; else the bytes of its largest page.

    Args:
        file: the whole file, to be read at any place.
        metadata: what pyarrow calls ``FileMetaData``.
        place: the file, for messages.

    Raises:
        InputError: ``unpacked_too_large``; ``file_damaged``, where a page is none.
    """
    largest: dict[tuple[int, bool], int] = {}
    total = values = 0
    for number in range(metadata.num_row_groups):
        group = metadata.row_group(number)
        for column in range(group.num_columns):
            for page in _pages(file, group.column(column), place):
                total += page.unpacked
                values += 0 if page.is_dictionary else page.values
                key = (column, page.is_dictionary)
                largest[key] = max(largest.get(key, 0), page.unpacked)
                # A page of every column is open at the same time.
                if sum(largest.values()) > MAX_PAGES or total > MAX_TEXT:
                    raise InputError("unpacked_too_large", place, most=MAX_PAGES // MIB)
                if values > MAX_CELLS:
                    found, most = f"{values:,}", f"{MAX_CELLS:,}"
                    raise InputError("too_many_cells", place, cells=found, most=most)
    return max(largest.values(), default=0)


def _pages(file: BinaryIO, chunk: Any, place: Place) -> Iterator[_Page]:
    start = chunk.data_page_offset
    if chunk.has_dictionary_page and 0 < (chunk.dictionary_page_offset or 0) < start:
        start = chunk.dictionary_page_offset
    end, left = start + chunk.total_compressed_size, chunk.num_values
    while left > 0 and start < end:
        file.seek(start)
        header = _Compact(file.read(_HEADER))
        try:
            fields = header.struct()
            packed, unpacked = fields[3], fields[2]
            values = next(fields[key][1] for key in _VALUES_IN if key in fields)
        except (IndexError, KeyError, StopIteration, TypeError, ValueError) as error:
            raise InputError("file_damaged", place) from error
        if not (packed >= 0 and unpacked >= 0 and values >= 0):
            raise InputError("file_damaged", place)
        is_dictionary = fields.get(1) == _DICTIONARY
        yield _Page(is_dictionary, unpacked, values)
        left -= 0 if is_dictionary else values
        start += header.at + packed


class _Compact:
    """Thrift's compact protocol, as far as the header of a page needs it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.at = 0

    def struct(self, depth: int = 0) -> dict[int, Any]:
        """The fields of a structure by their numbers; other structures are among them."""
        fields: dict[int, Any] = {}
        number = 0
        while kind := self._byte():
            number = number + (kind >> 4) if kind >> 4 else self._integer()
            fields[number] = self._value(kind & 15, depth)
        return fields

    def _byte(self) -> int:
        self.at += 1
        return self._data[self.at - 1]

    def _number(self) -> int:
        found = shift = 0
        while (byte := self._byte()) & 0x80:
            found |= (byte & 0x7F) << shift
            shift += 7
        return found | byte << shift

    def _integer(self) -> int:
        number = self._number()
        return (number >> 1) ^ -(number & 1)

    def _value(self, kind: int, depth: int) -> Any:
        if depth > _DEEPEST:
            raise ValueError(depth)
        match kind:
            case 1 | 2:  # a truth that stands in its own type
                return kind == 1
            case 3:
                return self._byte()
            case 4 | 5 | 6:
                return self._integer()
            case 7:
                self.at += 8
                return None
            case 8:
                length = self._number()
                self.at += length
                return None
            case 9 | 10:
                return self._list(depth)
            case 12:
                return self.struct(depth + 1)
        raise ValueError(kind)

    def _list(self, depth: int) -> None:
        head = self._byte()
        length = head >> 4 if head >> 4 < 15 else self._number()
        if length > len(self._data):
            raise ValueError(length)
        for _ in range(length):
            self._value(head & 15, depth + 1)
