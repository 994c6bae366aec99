"""Reads one stream of a compound file, the container of old Office files.

Format: https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-cfb/. Every chain of
sectors is followed at most once through the file, whatever its tables say.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

__all__ = [
    "MAGIC",
    "read_stream",
]

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 512  # bytes of the header
_SIZES = {9: 512, 12: 4096}  # of a sector, by the power of two that the header names
_MINI = 64  # size of a sector of small streams
_SMALL = 4096  # streams that are shorter lie in small sectors
_LAST_ID = 0xFFFFFFF9  # greater numbers are marks
_END = 0xFFFFFFFE  # marks the end of a chain of sectors
_ENTRY = 128  # bytes of a directory entry
_IS_STREAM = 2
_IN_HEAD = 109  # places of allocation sectors that the header holds


class _Entry(NamedTuple):
    name: str
    kind: int
    start: int
    size: int


def read_stream(content: bytes, names: Sequence[str]) -> bytes:
    """The first of these streams that the file has.

    Raises:
        ValueError: It has none of them, or is damaged.
    """
    file = _CompoundFile(content)
    for name in names:
        for entry in file.entries:
            if entry.name == name and entry.kind == _IS_STREAM:
                return file.stream(entry)
    raise ValueError(f"no stream {names[0]}")


class _CompoundFile:
    """The tables of a compound file."""

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEAD or not content.startswith(MAGIC):
            raise ValueError("no compound file")
        self._content = content
        (shift,) = struct.unpack_from("<H", content, 30)
        if shift not in _SIZES:
            raise ValueError("sectors of an unknown size")
        self._size = _SIZES[shift]
        self._sectors = max(0, -(-len(content) // self._size) - 1)
        directory, self._mini_table = (
            struct.unpack_from("<I", content, offset)[0] for offset in (48, 60)
        )
        self._next = self._allocation_table()
        table = self._chain(directory)
        self.entries = [_entry(table, at) for at in range(0, len(table) - _ENTRY + 1, _ENTRY)]

    def stream(self, entry: _Entry) -> bytes:
        """The bytes of a stream."""
        if entry.size >= _SMALL:
            return self._chain(entry.start)[: entry.size]
        following = _numbers(self._chain(self._mini_table))
        small = self._chain(self.entries[0].start)
        numbers = _follow(entry.start, following, -(-len(small) // _MINI))
        return b"".join(small[at * _MINI : (at + 1) * _MINI] for at in numbers)[: entry.size]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _follow(start, self._next, self._sectors)))

    def _allocation_table(self) -> list[int]:
        """Which sector follows each one."""
        places = list(struct.unpack_from(f"<{_IN_HEAD}I", self._content, 76))
        (more,) = struct.unpack_from("<I", self._content, 68)
        for _ in range(self._sectors):
            if more > _LAST_ID:
                break
            numbers = _numbers(self._sector(more))
            if not numbers:
                raise ValueError("a table beyond the end of the file")
            *added, more = numbers
            places += added
        places = [place for place in places if place <= _LAST_ID]
        if len(set(places)) < len(places) or any(place >= self._sectors for place in places):
            raise ValueError("a table twice, or beyond the end of the file")
        return _numbers(b"".join(map(self._sector, places)))


def _follow(start: int, following: list[int], count: int) -> list[int]:
    """The sectors of a chain.

    Raises:
        ValueError: It has a loop, or leads out of the file.
    """
    chain: list[int] = []
    while start != _END:
        if start >= min(count, len(following)) or len(chain) >= count:
            raise ValueError("a chain of sectors that leads nowhere")
        chain.append(start)
        start = following[start]
    return chain


def _numbers(table: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4]))


def _entry(table: bytes, at: int) -> _Entry:
    name = table[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0]
    start, size = struct.unpack_from("<II", table, at + 116)
    return _Entry(name, table[at + 66], start, size)
