"""In which encoding a text is written: by its mark, else by its first letters beyond ASCII."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from govpublic_sdk.errors import ParameterError

__all__ = ["encoding_of"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 16
_ALLOWED = "a csv in UTF-8 or Windows-1251, or a workbook"
_REFUSED = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_PAGES = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<body", b"{", b"[{", b'["')


def encoding_of(file: BinaryIO, name: str) -> str:
    """The encoding of a text, from its beginning on.

    One damaged byte, as in a file that was cut off, changes nothing: UTF-8 is told from
    Windows-1251 by the most of the letters of the first piece that has any beyond ASCII.

    Raises:
        ParameterError: It is no text of a table: pictures, archives, web pages.
    """
    file.seek(0)
    head = file.read(_CHUNK)
    marked = next((encoding for mark, encoding in _MARKS if head.startswith(mark)), None)
    if marked:
        return marked
    start = head.lstrip()[:20].lower()
    if head.startswith(_REFUSED) or start.startswith(_PAGES) or head.count(0) * 100 > len(head):
        raise ParameterError("path", f"{name}, which is no table", _ALLOWED)
    while head and head.isascii():
        head = file.read(_CHUNK)
    return "utf-8" if _is_utf8(head + file.read(_CHUNK)) else "cp1251"


def _is_utf8(piece: bytes) -> bool:
    text = piece.decode("utf-8", errors="replace")
    beyond = sum(not one.isascii() for one in text)
    return text.count("\ufffd") * 2 <= beyond
