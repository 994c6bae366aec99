"""Old Excel workbooks (xls) for tests, byte by byte; nothing else writes them here."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

__all__ = [
    "BIFF5",
    "BIFF8",
    "MAGIC",
    "bof",
    "book",
    "container",
    "continued",
    "error",
    "flag",
    "formula",
    "label",
    "number",
    "record",
    "rk",
    "rk_row",
    "shared",
    "text",
    "texts",
]

_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_PLACES = 109
_SMALL = 4096
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BIFF5, BIFF8 = 0x0500, 0x0600


def container(
    stream: bytes, *, name: str = "Workbook", is_small: bool = False, sector: int = 512
) -> bytes:
    """A compound file with one stream, which lies in small sectors or in large ones."""
    mini = b""
    size = max(len(stream), 0 if is_small else _SMALL)
    if is_small:
        stream = _padded(stream, 64)
        mini = _padded(_chain(0, len(stream) // 64), sector)
    elif len(stream) < _SMALL:
        stream = stream.ljust(_SMALL, b"\0")
    root = _entry("Root Entry", 5, 1 if is_small else _END, len(stream) if is_small else 0)
    entry = _entry(name, 2, 0 if is_small else 1, size)
    parts = [_padded(part, sector) for part in (root + entry, stream, mini)]
    links = b""
    for part in parts:
        links += _chain(len(links) // 4, len(part) // sector)
    first = len(links) // 4
    per_table = sector // 4
    tables = -(-first // (per_table - 1))
    more = max(0, tables - _PLACES)
    assert more < per_table
    links += struct.pack("<I", _TABLE) * (tables + (more > 0))
    links += struct.pack("<I", _FREE) * (tables * per_table - len(links) // 4)
    places = [*range(first, first + tables), *[_FREE] * _PLACES]
    following = [*places[_PLACES : _PLACES + per_table - 1]]
    following += [_FREE] * (per_table - 1 - len(following))
    listed = struct.pack(f"<{per_table}I", *following, _END) if more else b""
    head = struct.pack(
        "<8s16x5H10x", MAGIC, 0x3E, 3, 0xFFFE, sector.bit_length() - 1, 6
    ) + struct.pack(
        "<8I",
        tables,
        0,
        0,
        _SMALL,
        (len(parts[0]) + len(parts[1])) // sector if is_small else _END,
        len(mini) // sector,
        first + tables if more else _END,
        int(more > 0),
    )
    head += struct.pack(f"<{_PLACES}I", *places[:_PLACES])
    return _padded(head, sector) + b"".join(parts) + links + listed


def _chain(start: int, count: int) -> bytes:
    links = [*range(start + 1, start + count), _END] if count else []
    return struct.pack(f"<{count}I", *links)


def _padded(data: bytes, size: int) -> bytes:
    return data + bytes(-len(data) % size)


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    code = name.encode("utf-16-le")
    return (
        code.ljust(64, b"\0") + struct.pack("<HBB3I", len(code) + 2, kind, 1, *[_FREE] * 3)
        + bytes(36) + struct.pack("<IIxxxx", start, size)
    )  # fmt: skip


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def continued(kind: int, *parts: bytes) -> bytes:
    """A record and those that continue it."""
    return record(kind, parts[0]) + b"".join(record(0x3C, part) for part in parts[1:])


def bof(version: int = BIFF8, kind: int = 0x0010) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", version, kind, 0, 0, 0, 0))


def book(
    *sheets: bytes,
    before: bytes = b"",
    version: int = BIFF8,
    names: Sequence[str] = ("Лист", "Другой", "Третий"),
) -> bytes:
    """The stream of a workbook with these sheets, given as their records."""
    heads = [_sheet_head(name, version) for name in names[: len(sheets)]]
    start = bof(version, 0x0005) + before
    at = len(start) + sum(len(head) + 8 for head in heads) + 4
    places: list[bytes] = []
    bodies: list[bytes] = []
    for head, sheet in zip(heads, sheets, strict=True):
        body = bof(version) + sheet + record(0x000A)
        places.append(record(0x0085, struct.pack("<I", at) + head))
        bodies.append(body)
        at += len(body)
    return start + b"".join(places) + record(0x000A) + b"".join(bodies)


def _sheet_head(name: str, version: int) -> bytes:
    if version == BIFF5:
        code = name.encode("cp1251")
        return struct.pack("<BBB", 0, 0, len(code)) + code
    return struct.pack("<BBBB", 0, 0, len(name), 1) + name.encode("utf-16-le")


def text(value: str, *, is_wide: bool = True) -> bytes:
    """A text of BIFF8 behind its length."""
    return bytes([is_wide]) + value.encode("utf-16-le" if is_wide else "latin-1")


def texts(values: Iterable[str]) -> bytes:
    """The table of shared texts."""
    body = b"".join(struct.pack("<H", len(one)) + text(one) for one in values)
    parts = [struct.pack("<II", 0, 0) + body[:8000]]
    assert len(body) <= 8000
    return continued(0x00FC, *parts)


def shared(row: int, column: int, index: int) -> bytes:
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, index))


def label(row: int, column: int, value: bytes, length: int) -> bytes:
    return record(0x0204, struct.pack("<HHHH", row, column, 0, length) + value)


def number(row: int, column: int, value: float, style: int = 0) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, style, value))


def rk(row: int, column: int, bits: int, style: int = 0) -> bytes:
    return record(0x027E, struct.pack("<HHHI", row, column, style, bits))


def rk_row(row: int, column: int, *bits: int) -> bytes:
    cells = b"".join(struct.pack("<HI", 0, one) for one in bits)
    last = column + len(bits) - 1
    return record(0x00BD, struct.pack("<HH", row, column) + cells + struct.pack("<H", last))


def flag(row: int, column: int, *, value: bool) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, value, 0))


def error(row: int, column: int) -> bytes:
    return record(0x0205, struct.pack("<HHHBB", row, column, 0, 0x07, 1))


def formula(row: int, column: int, value: bytes) -> bytes:
    return record(0x0006, struct.pack("<HHH", row, column, 0) + value + bytes(6) + b"\0\0")
