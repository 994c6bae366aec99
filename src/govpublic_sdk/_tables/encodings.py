"""In which encoding a text is written: by its mark, else by its first letters beyond ASCII."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from govpublic_sdk._texts import Text, show_value
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
_ALLOWED = "a csv file in UTF-8 or Windows-1251, or a workbook"
_REFUSED = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_PAGE = re.compile(
    r"\s*(?:<(?:!|\?xml|/?(?:html|head|body|meta|title|style|script|table|thead|tbody|tr|div)\b)"
    r"|\{|\[\s*\{|\[\s*\")",
    re.IGNORECASE,
)
"""How a web page or JSON begins, after its mark."""


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
    is_page = _PAGE.match(head.decode(marked or "latin-1", errors="ignore"))
    is_binary = head.startswith(_REFUSED) or (not marked and head.count(0) * 100 > len(head))
    if is_page or is_binary:
        raise ParameterError("path", Text("{file} is not a table", file=show_value(name)), _ALLOWED)
    if marked:
        return marked
    while head and head.isascii():
        head = file.read(_CHUNK)
    return "utf-8" if _is_utf8(head + file.read(_CHUNK)) else "cp1251"


def _is_utf8(piece: bytes) -> bool:
    text = piece.decode("utf-8", errors="replace")
    beyond = sum(not one.isascii() for one in text)
    return text.count("\ufffd") * 2 <= beyond
