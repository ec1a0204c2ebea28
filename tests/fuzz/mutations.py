"""Damage to a file: to its bytes, or to what is packed in it, always the same by its number."""

from __future__ import annotations

import io
import random
import re
import zipfile

from tests.fuzz.packing import Packed, packed

_NUMBERS = (
    b"0", b"-1", b"1e999", b"nan", b"99999999999999999999", b"2147483647", b"1048577", b"16384",
    b"4294967295", b"0.0000000001", b"1_000", b" 3 ", b"0x10", b"9" * 5_000,
)  # fmt: skip
_PIECES = (
    b"", b"\0", b"\xff\xfe", b"\x1b[31m", b"&#x1b;", b"&#27;[2J", b"\xe2\x80\xae", b"&#8238;",
    b"<", b"]]>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<!--", b"<![CDATA[", b"\r",
    b"\xc2\x9b", b"'", b'"', b"[[", b"A" * 40_000, b"\xed\xa0\x80", b"&#55296;", b"XFD1048576",
    b"rId1", b"true", b"inlineStr",
)  # fmt: skip
_BYTES = (0, 1, 0x7F, 0x80, 0xFF)


def mutated(seed: bytes, number: int) -> bytes:
    """The seed, damaged in the way of this number."""
    chance = random.Random(number)
    if seed.startswith(b"PK") and chance.random() < 0.8:
        return _repacked(seed, chance)
    return _damaged(seed, chance)


def _repacked(seed: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(seed)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(members)
    for _ in range(chance.choice((1, 1, 2))):
        name = chance.choice(names)
        match chance.randrange(12):
            case 0:
                members.pop(name, None)
            case 1:
                members[name] = members.get(chance.choice(names), b"")
            case 2:
                members[chance.choice((name.upper(), f"/{name}", f"x/../{name}"))] = members.get(
                    name, b""
                )
            case _:
                members[name] = _damaged(members.get(name, b""), chance)
    return packed(Packed(members))


def _damaged(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
        data = chance.choice(_WAYS)(data, chance)
    return data


def _byte(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    value = chance.choice((*_BYTES, chance.randrange(256)))
    return data[:at] + bytes([value]) + data[at + 1 :]


def _bit(data: bytes, chance: random.Random) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _word(data: bytes, chance: random.Random) -> bytes:
    """A number in four bytes becomes a great one."""
    at = chance.randrange(len(data) + 1)
    value = chance.choice((0, 0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, 1 << chance.randrange(32)))
    return data[:at] + value.to_bytes(4, "little") + data[at + 4 :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _part(data: bytes, chance: random.Random) -> tuple[int, int]:
    begin = chance.randrange(len(data) + 1)
    return begin, min(len(data), begin + chance.choice((1, 4, 30, 300)))


def _without(data: bytes, chance: random.Random) -> bytes:
    begin, end = _part(data, chance)
    return data[:begin] + data[end:]


def _again(data: bytes, chance: random.Random) -> bytes:
    begin, end = _part(data, chance)
    return data[:end] + data[begin:end] * chance.choice((1, 2, 1_000)) + data[end:]


def _moved(data: bytes, chance: random.Random) -> bytes:
    begin, end = _part(data, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[begin:end] + data[at:]


def _piece(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_PIECES) + data[at:]


def _number(data: bytes, chance: random.Random) -> bytes:
    """A number that is written out becomes another."""
    found = list(re.finditer(rb"\d+", data))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + chance.choice(_NUMBERS) + data[match.end() :]


def _quoted(data: bytes, chance: random.Random) -> bytes:
    """What stands in quotation marks becomes something else that does, or a piece."""
    found = list(re.finditer(rb'"[^"]*"', data))
    if not found:
        return data
    match = chance.choice(found)
    other = chance.choice((chance.choice(found)[0], b'"' + chance.choice(_PIECES) + b'"'))
    return data[: match.start()] + other + data[match.end() :]


_WAYS = (
    _byte, _bit, _word, _cut, _without, _again, _moved, _piece, _number, _number, _quoted, _quoted,
)  # fmt: skip
