"""Reads untrusted csv files row by row, so that a long file takes little memory.

The encoding is decided by its mark, else by the first letters beyond ASCII. A quotation mark that
is never closed costs its own row only: an end is accepted where it ends a cell and the row has its
width.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from typing import BinaryIO, cast

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._spreadsheets import table
from govpublic_sdk._spreadsheets.table import MAX_CHARACTERS, HeadsKnown, Line
from govpublic_sdk._spreadsheets.xlsx_reader import Value
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import ParameterError

__all__ = [
    "TextTable",
    "encoding_of",
]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 16  # bytes; the encoding is decided by the first ones beyond ASCII
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

    One damaged byte, as in a file that was cut off, changes nothing: UTF-8 is distinguished from
    Windows-1251 by the most of the letters of the first piece that has any beyond ASCII.

    Raises:
        ParameterError: The file is not a text table but an image, archive or web page.
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


_DELIMITERS = (";", ",", "\t", "|")
_HINT = re.compile(r"sep=([;,\t|])", re.IGNORECASE)
_LINK_WITH_NAME = re.compile(r"\[[^\[\]|]*\|[^\[\]|]*\]")  # `[club1|Name]` is one cell
_SAMPLE = 1_000  # lines that vote on the delimiter
_LONGEST_LINE = 1 << 20  # characters; a file without line breaks must not fill the memory


class TextTable:
    """A csv that is open.

    Args:
        file: The file, in bytes.
        name: What it is called in errors.
        heads_known: How many known headers a row holds; decides which delimiter is right.
        allow_one_column: Whether a text without a delimiter is a table of one column.

    Raises:
        ParameterError: Not a text, or not a table.
    """

    def __init__(
        self, file: BinaryIO, name: str, heads_known: HeadsKnown, *, allow_one_column: bool = False
    ) -> None:
        self.width: int | None = None
        self.sheet: str | None = None
        self.others: tuple[str, ...] = ()
        self._text = TextIOWrapper(
            file, encoding=encoding_of(file, name), errors="replace", newline=""
        )
        self._hint, self._delimiter = self._cut(name, heads_known, allow_one_column)

    def lines(self) -> Iterator[Line]:
        """All rows from the first one; ends any reading that was begun before."""
        ahead = _Ahead(self._text)
        row = 0
        while text := ahead.take():
            row += 1
            if row > self._hint:
                cells, fault = self._cells(text, ahead)
                yield Line(row, cast("list[Value]", cells), fault)

    def _cut(
        self, name: str, heads_known: HeadsKnown, allow_one_column: bool
    ) -> tuple[int, str | None]:
        """How many lines only tell the delimiter, and the delimiter; None for one column."""
        ahead = _Ahead(self._text)
        head = [ahead.take() for _ in range(_SAMPLE)]
        hint = _HINT.fullmatch(head[0].strip())
        if hint:
            return 1, hint[1]
        fits = {one: _fit(head, one, heads_known) for one in _DELIMITERS}
        best = max(_DELIMITERS, key=lambda one: fits[one][:2])
        known, alike, records = fits[best]
        if allow_one_column and (not alike or (known < 2 and alike * 2 <= records)):
            return 0, None
        if not alike:
            raise ParameterError(
                "path",
                Text("{file} is a text without columns", file=show_value(name)),
                "a csv file or a workbook",
            )
        return 0, best

    def _cells(self, text: str, ahead: _Ahead) -> tuple[list[str], LocalizedText | None]:
        if len(text) >= _LONGEST_LINE:
            return [text], _TOO_LONG
        if self._delimiter is None:
            return [text.strip("\r\n").strip('"')], None
        if '"' in text:
            return self._read_quoted(text, self._delimiter, ahead)
        cells = text.rstrip("\r\n").split(self._delimiter)
        is_long = len(text) > MAX_CHARACTERS and max(map(len, cells)) > MAX_CHARACTERS
        return cells, _TOO_LONG if is_long else None

    def _read_quoted(
        self, text: str, delimiter: str, ahead: _Ahead
    ) -> tuple[list[str], LocalizedText | None]:
        """A row with quotation marks, which may go on in the lines below."""
        following: list[str] = []
        cells = _strictly(_noting(text, ahead, following), delimiter)
        if cells is not None and (not following or self.width in (None, len(cells))):
            is_long = max(map(len, cells)) > MAX_CHARACTERS
            return cells, _TOO_LONG if is_long else None
        ahead.give_back(following)
        return self._leniently(text, delimiter)

    def _leniently(self, text: str, delimiter: str) -> tuple[list[str], LocalizedText | None]:
        """One line for itself: quotation marks within a cell are let pass if its width is right."""
        line = text.rstrip("\r\n")
        try:
            cells = next(csv.reader([line + "\n"], delimiter=delimiter))
        except csv.Error:  # a cell beyond the limit of the csv module
            return line.split(delimiter), _TOO_LONG
        if cells[-1].endswith("\n"):
            return line.split(delimiter), table.OPEN_QUOTE
        return cells, None if len(cells) == self.width else table.QUOTES


_TOO_LONG = table.LONG.fill(most=f"{MAX_CHARACTERS:,}")


class _Ahead:
    """Lines of a text from its beginning, some of which may be given back."""

    def __init__(self, text: TextIOWrapper) -> None:
        text.seek(0)
        self._text = text
        self._waiting: deque[str] = deque()

    def take(self) -> str:
        """The next line with its end; empty at the end of the text. A longer one is cut."""
        if self._waiting:
            return self._waiting.popleft()
        line = piece = self._text.readline(_LONGEST_LINE)
        while len(piece) == _LONGEST_LINE and not piece.endswith(("\n", "\r")):
            piece = self._text.readline(_LONGEST_LINE)
        return line

    def give_back(self, lines: list[str]) -> None:
        """Have lines come again."""
        self._waiting.extendleft(reversed(lines))


def _strictly(lines: Iterator[str], delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def _noting(text: str, ahead: _Ahead, taken: list[str]) -> Iterator[str]:
    """A line and those below it, which are noted, as far as one cell may go."""
    yield text
    length = len(text)
    while length <= 2 * MAX_CHARACTERS and (line := ahead.take()):
        taken.append(line)
        length += len(line)
        yield line


def _fit(head: list[str], delimiter: str, heads_known: HeadsKnown) -> tuple[int, int, int]:
    """How many heads a delimiter shows in one record, how many records it cuts alike, of how many.

    Records, not lines: a quoted cell may have any number of lines, with any characters.
    """
    texts = [_LINK_WITH_NAME.sub("", line) for line in head] if delimiter == "|" else head
    rows: list[list[str]] = []
    with suppress(csv.Error):  # a cell beyond the limit of the csv module
        rows.extend(csv.reader(texts, delimiter=delimiter))
    filled = [row for row in rows if any(map(str.strip, row))]
    wide = [row for row in filled if len(row) > 1]
    alike = Counter(map(len, wide))
    return max(map(heads_known, wide), default=0), max(alike.values(), default=0), len(filled)
