"""Lines out of a text file: its encoding, its delimiter, its quotation marks.

Read line by line, so that a long list takes no memory. What the cells mean is decided elsewhere.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter, deque
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from govpublic_sdk._wording import Wording
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages.registry import words

__all__ = ["Line", "text_lines"]

_CHUNK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ("\t", ";", ",")
_SAMPLE = 50
_LONGEST_CELL = 20  # lines of one cell between quotation marks
_NOT_A_TEXT = "a text in UTF-8 or Windows-1251; save the list as 'CSV UTF-8'"


class Line(NamedTuple):
    """One line of a list: its number from 1, its cells, and what was odd about it."""

    row: int
    cells: list[str]
    remark: Wording | None = None


def text_lines(path: Path, *, comments: bool) -> Iterator[Line]:
    """The lines of a text, cut into cells where it has a delimiter.

    Args:
        path: Where it lies.
        comments: Whether lines that begin with `#` are left out.

    Raises:
        ParameterError: It is no text, or its encoding is not known.
    """
    encoding = _encoding(path)
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        lines = (line.rstrip("\r\n").replace("\0", "") for line in file)
        head = list(islice(lines, _SAMPLE))
        delimiter, skipped = _delimiter(head)
        for line in _records(chain(head[skipped:], lines), delimiter, skipped):
            if not (comments and line.cells[0].lstrip().startswith("#")):
                yield line


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(1 << 16)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked:
        return marked
    if head.count(0) * 100 > len(head):
        raise ParameterError("path", f"{path.name}, which holds NUL bytes", _NOT_A_TEXT)
    fitting = next((name for name in ("utf-8", "cp1251") if _can_be_read(path, name)), None)
    if fitting is None:
        raise ParameterError("path", f"{path.name} in an unknown encoding", _NOT_A_TEXT)
    return fitting


def _can_be_read(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(head: list[str]) -> tuple[str | None, int]:
    """The delimiter, None where a line is one cell; and how many lines say only that."""
    if head and head[0].strip().lower() in {f"sep={one}" for one in _DELIMITERS}:
        return head[0].strip()[-1], 1
    lines = [line for line in head if line.strip()]
    best = max(_DELIMITERS, key=lambda one: _fit(lines, one))
    return (best if _fit(lines, best)[0] * 2 > len(lines) else None), 0


def _fit(lines: list[str], delimiter: str) -> tuple[int, int]:
    """How many lines a delimiter cuts, and how many of them into the same number of cells."""
    widths = Counter(len(_cells(line, delimiter) or ("", "")) for line in lines)
    del widths[1]
    return widths.total(), max(widths.values(), default=0)


def _records(texts: Iterator[str], delimiter: str | None, row: int) -> Iterator[Line]:
    """Lines as a spreadsheet counts them: a cell between quotation marks may have several."""
    waiting: deque[str] = deque()
    while (text := waiting.popleft() if waiting else next(texts, None)) is not None:
        row += 1
        cells = [text.strip('"')] if delimiter is None else _cells(text, delimiter)
        if cells is None:
            cells = _joined(text, waiting, texts, str(delimiter))
        yield Line(row, cells) if cells else _without_quotes(row, text, str(delimiter))


def _cells(text: str, delimiter: str) -> list[str] | None:
    """The cells of a line; None where a quotation mark is open at its end."""
    if '"' not in text:
        return text.split(delimiter)
    try:
        cells = next(csv.reader([text + "\n"], delimiter=delimiter))
    except csv.Error:  # a cell beyond the limit of the csv module
        return text.split(delimiter)
    return None if cells[-1].endswith("\n") else cells


def _joined(
    text: str, waiting: deque[str], texts: Iterator[str], delimiter: str
) -> list[str] | None:
    """The cells of a line that goes on below; None where no near line ends it properly."""
    waiting.extend(islice(texts, _LONGEST_CELL - len(waiting)))
    for count, following in enumerate(waiting, start=1):
        if '"' in following:
            lines = "\n".join([text, *islice(waiting, count)])
            if cells := _strictly(lines, delimiter):
                for _ in range(count):
                    waiting.popleft()
                return cells
    return None


def _strictly(lines: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([lines], delimiter=delimiter, strict=True))
    except csv.Error:
        return None


def _without_quotes(row: int, text: str, delimiter: str) -> Line:
    cells = [one.strip().strip('"').replace('""', '"') for one in text.split(delimiter)]
    return Line(row, cells, words.OPEN_QUOTE)
