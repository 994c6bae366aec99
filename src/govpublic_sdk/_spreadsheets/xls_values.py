"""What bytes of an old Excel workbook (BIFF5, BIFF8) mean: numbers, dates, texts."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import TypeAlias

__all__ = [
    "Format",
    "TextReader",
    "codec_of",
    "format_of",
    "number_of",
    "rk_number",
    "short_text",
]

Number: TypeAlias = int | float | time | date | timedelta

_LITERAL = re.compile(r'"[^"]*"?|[\\_*].', re.DOTALL)
_TOKEN = re.compile(r"\[(h+|m+|s+)\]|\[[^\]]*\]?|([dmhys])", re.IGNORECASE)
_DATES = frozenset({*range(14, 23), 45, 47})  # of the formats that Excel knows without a text
_DURATION = 46  # number of the built-in format `[h]:mm:ss`
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  cells have no zone
_DAYS_TO_1904 = 1462  # days between the two epochs of Excel
_FALSE_LEAP_DAY = 60  # Excel has a 29 February 1900
_DAY_MS = 86_400_000
_DOUBLE = struct.Struct("<d")
_CODECS = {
    1200: "cp1252",
    10000: "mac-roman",
    10007: "mac-cyrillic",
    32768: "mac-roman",
    32769: "cp1252",
}
_WIDE, _EXTENDED, _RICH = 1, 4, 8


class Format(Enum):
    """The meaning of a number."""

    NUMBER = 1
    DATE = 2
    DURATION = 3


def format_of(number: int, text: str | None) -> Format:
    """The kind of a format, by its text or else by its number."""
    if text is None:
        if number == _DURATION:
            return Format.DURATION
        return Format.DATE if number in _DATES else Format.NUMBER
    first = _LITERAL.sub("", text).partition(";")[0]
    for match in _TOKEN.finditer(first):
        if match[1]:
            return Format.DURATION
        if match[2]:
            return Format.DATE
    return Format.NUMBER


def number_of(value: float, kind: Format, is_1904: bool) -> Number:
    """A number, or the date or the time that it encodes; unchanged if it encodes no date."""
    if kind is Format.NUMBER:
        return value
    try:
        if kind is Format.DURATION:
            return timedelta(milliseconds=round(value * _DAY_MS))
        days = value + _DAYS_TO_1904 if is_1904 else value
        days = days if days >= _FALSE_LEAP_DAY else days + 1
        moment = _EPOCH + timedelta(milliseconds=round(days * _DAY_MS))
        if value < 1:
            return moment.time()
        return moment.date() if value == int(value) else moment
    except (OverflowError, ValueError):
        return value


def rk_number(bits: int) -> float:
    """A number in four bytes: 30 bits of an integer or of a double, perhaps times 100."""
    if bits & 2:
        whole = (bits >> 2) - (1 << 30 if bits & 1 << 31 else 0)
        if not bits & 1:
            return whole
        return whole // 100 if whole % 100 == 0 else whole / 100
    value: float = _DOUBLE.unpack(b"\0\0\0\0" + (bits & ~3).to_bytes(4, "little"))[0]
    return value / 100 if bits & 1 else value


def codec_of(page: int) -> str:
    """The codec of texts of BIFF5.

    Raises:
        LookupError: It is not known.
    """
    codec = _CODECS.get(page, f"cp{page}")
    b"".decode(codec)
    return codec


def short_text(data: bytes, at: int, length: int, codec: str | None) -> str:
    """A text within one record, from behind its length; a codec is of BIFF5."""
    if not length:
        return ""
    if codec:
        return data[at : at + length].decode(codec, "replace")
    if data[at] & _WIDE:
        return data[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
    return data[at + 1 : at + 1 + length].decode("latin-1")


class TextReader:
    """Reads texts of BIFF8 one after another, which may go on in the next records.

    Args:
        parts: The data of the record and of those that continue it.
    """

    def __init__(self, parts: Sequence[bytes]) -> None:
        self._parts = iter(parts)
        self._part = next(self._parts)
        self._at = 0

    def has_more(self) -> bool:
        """Whether another text follows."""
        while self._at >= len(self._part):
            part = next(self._parts, None)
            if part is None:
                return False
            self._part, self._at = part, 0
        return True

    def read(self) -> str:
        """The next text, without its formatting.

        Raises:
            ValueError: It is cut.
        """
        length, flags = struct.unpack_from("<HB", self._part, self._at)
        self._at += 3
        after = 0
        if flags & _RICH:
            after += 4 * self._number("<H")
        if flags & _EXTENDED:
            after += self._number("<I")
        text = self.letters(length, is_wide=bool(flags & _WIDE))
        self._skip(after)
        return text

    def letters(self, left: int, *, is_wide: bool) -> str:
        """So many letters; each further record begins with a byte that gives their width."""
        text: list[str] = []
        while left:
            room = len(self._part) - self._at
            count = min(left, room // 2 if is_wide else room)
            end = self._at + (2 * count if is_wide else count)
            piece = self._part[self._at : end]
            text.append(piece.decode("utf-16-le" if is_wide else "latin-1", "replace"))
            left -= count
            self._at = end
            if left:
                self._at = len(self._part)
                if not self.has_more():
                    raise ValueError("a text that is cut")
                is_wide = bool(self._part[0] & _WIDE)
                self._at = 1
        return "".join(text)

    def _number(self, kind: str) -> int:
        number: int = struct.unpack_from(kind, self._part, self._at)[0]
        self._at += struct.calcsize(kind)
        return number

    def _skip(self, left: int) -> None:
        while left and self.has_more():
            step = min(left, len(self._part) - self._at)
            self._at += step
            left -= step
