"""Measures what a workbook becomes in memory, from its XML, before a reader opens it.

Readers copy a shared or repeated text into every cell that has it, and keep a rectangle from the
first cell to the last. So a file of two kilobytes can ask for terabytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

__all__ = [
    "OpenDocument",
    "SharedStrings",
    "Spread",
    "Worksheet",
]

_CHUNK = 1 << 16  # bytes; larger ones are no faster
_LONGEST_TAG = 1 << 18  # Excel writes tags of some hundred bytes; long ones are parsed again
_DEEPEST = 256  # workbooks have some 10 levels, rich text 20
_MAX_NAMES = 5_000  # of elements and attributes, which the parser keeps
# Some exporters write bad entities and control characters, which stand in texts and change no
# structure; in a tag they must not become a space, which no reader sees there.
_HARMLESS = bytes(
    95 if code == 38 or (code < 32 and code not in (9, 10, 13)) else code for code in range(256)
)
_BOM = b"\xef\xbb\xbf"
_ODS_CELL = 3  # level of a cell below the document: table, row, cell
_ODS_LEVELS = {"table": 1, "table-row": 2, "table-cell": _ODS_CELL, "covered-table-cell": _ODS_CELL}
_ODS_TEXTS = frozenset(
    {"office:string-value", "office:date-value", "office:time-value", "table:formula"}
)
_SHEET = "sheetData"
_SHEET_BYTES = _SHEET.encode()
_LONGEST_INDEX = 10  # digits of the number of a shared text
_EMPTY_TEXT = 24  # bytes that a text takes in Rust, apart from its letters


class Spread:
    """Follows the tags of one member in time linear to its length.

    Bytes are read as Latin-1, so that a position is a number of bytes and no byte is invalid. A
    structure that readers understand differently makes it broken.

    Args:
        check: Called when it has grown; raises once it is too large.

    Attributes:
        rows: Height of the rectangle of cells, of an ods of its last table.
        columns: Its width.
        cells: Cells of all rectangles, or texts that are kept.
        text: Bytes of text that a reader copies.
        elements: How many elements have begun.
        is_xml: False once it is not well-formed: a reader that accepts more cannot be followed.
    """

    def __init__(self, check: Callable[[Spread], None]) -> None:
        self.rows: int = 0
        self.columns: int = 0
        self.cells: int = 0
        self.text: int = 0
        self.elements: int = 0
        self.is_xml = True
        self._check = check
        self._depth = 0
        self._fed = 0
        self._parser = ParserCreate("iso-8859-1")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.StartDoctypeDeclHandler = _refuse

    def feed(self, piece: bytes) -> None:
        """Follow the next piece of the member."""
        if not self._fed:
            piece = piece.removeprefix(_BOM)
        for start in range(0, len(piece), _CHUNK):
            if not self.is_xml:
                return
            chunk = piece[start : start + _CHUNK].translate(_HARMLESS)
            self._fed += len(chunk)
            try:
                self._parser.Parse(chunk)
            except (ExpatError, ValueError):
                self.is_xml = False
            else:
                waiting = self._fed - self._parser.CurrentByteIndex
                names = len(self._parser.intern)
                self.is_xml = waiting <= _LONGEST_TAG and names <= _MAX_NAMES
            self._check(self)

    @property
    def is_broken(self) -> bool:
        """Whether a reader could see more than was followed."""
        return not self.is_xml

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError
        self.start(name.rpartition(":")[2] if ":" in name else name, attributes)

    def _close(self, name: str) -> None:
        self._depth -= 1
        self.end(name.rpartition(":")[2] if ":" in name else name)

    @property
    def position(self) -> int:
        """Where the tag begins that is handled now, in bytes."""
        return self._parser.CurrentByteIndex

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Handle the beginning of an element, by its name without a prefix."""

    def end(self, name: str) -> None:
        """Handle the end of an element, by its name without a prefix."""


class SharedStrings(Spread):
    """The shared texts of an xlsx workbook.

    Attributes:
        lengths: How many bytes each has, with its tags: never less than the text has.
    """

    def __init__(self, check: Callable[[Spread], None]) -> None:
        super().__init__(check)
        self.lengths: Final = array("L")
        self._begun: int | None = None
        self._is_inside: bool | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note where a text begins; the number of texts that is declared takes memory at once.

        Raises:
            ValueError: It begins within another one or outside of the table.
        """
        if name == "si":
            if self._begun is not None or not self._is_inside:
                raise ValueError
            self._begun = self.position
        elif name == "sst":
            if self._is_inside is not None:
                raise ValueError
            self._is_inside = True
            self.text += _EMPTY_TEXT * _count(attributes.get("uniqueCount"), 0)
        elif name == _SHEET:
            raise ValueError

    def end(self, name: str) -> None:
        """Note how long a text is."""
        if name == "si" and self._begun is not None:
            self.lengths.append(self.position - self._begun)
            self.rows = self.cells = len(self.lengths)
            self.columns = 1
            self._begun = None
        elif name == "sst":
            self._is_inside = False


class Worksheet(Spread):
    """The cells of a sheet of an xlsx workbook: `<c r="B7" t="s"><v>5</v></c>`.

    Args:
        check: Called when it has grown; raises once it is too large.
        lengths: How long each shared text is.
    """

    def __init__(self, check: Callable[[Spread], None], lengths: array[int]) -> None:
        super().__init__(check)
        self._is_sheet = False
        self._tail = b""
        self._lengths = lengths
        self._row = self._column = 0
        self._is_cell = self._is_value = self._is_shared = False
        self._index = ""
        self._parser.CommentHandler = self._split
        self._parser.ProcessingInstructionHandler = self._split
        self._parser.StartCdataSectionHandler = self._split

    @property
    def is_broken(self) -> bool:
        """Whether a reader could see more cells than were followed; a picture has none."""
        return self._is_sheet and not self.is_xml

    def feed(self, piece: bytes) -> None:
        """Follow the next piece of the member."""
        self._is_sheet = self._is_sheet or _SHEET_BYTES in self._tail + piece
        self._tail = piece[1 - len(_SHEET_BYTES) :]
        super().feed(piece)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow rows and cells; only a cell with a value is kept.

        Raises:
            ValueError: A cell is within a cell, or something is within a value.
        """
        if self._is_value:
            raise ValueError
        if name == "c":
            if self._is_cell:
                raise ValueError
            self._is_cell = True
            self._column += 1
            if place := attributes.get("r"):
                self._row, self._column = _place(place)
            self._is_shared = attributes.get("t") == "s"
        elif name == "v":
            self._grow()
            if self._is_shared:
                self._is_value = True
                self._index = ""
                self._parser.CharacterDataHandler = self._read
        elif name == "is":
            self._grow()
        elif name == "row":
            self._row = _count(attributes.get("r"), self._row + 1)
            self._column = 0

    def end(self, name: str) -> None:
        """Add the length of a shared text."""
        if name == "c":
            self._is_cell = self._is_shared = False
        elif name == "v" and self._is_value:
            self._is_value = False
            self._parser.CharacterDataHandler = None
            if self._index:
                self._refer(self._index)

    def _refer(self, number: str) -> None:
        """Count a reference; of a number with zeros before it, readers take the first text."""
        index = _count(number, 0)
        if number != str(index):
            raise ValueError
        if index < len(self._lengths):
            self.text += self._lengths[index]

    def _read(self, data: str) -> None:
        self._index += data
        if len(self._index) > _LONGEST_INDEX:
            raise ValueError

    def _split(self, *_: object) -> None:
        """Refuse what parts a number: readers take only its beginning."""
        if self._is_value:
            raise ValueError

    def _grow(self) -> None:
        if self._row > self.rows or self._column > self.columns:
            self.rows = max(self.rows, self._row)
            self.columns = max(self.columns, self._column)
            self.cells = self.rows * self.columns
            self._check(self)


class OpenDocument(Spread):
    """The tables of an ods document, whose rows, cells and spaces say how often they come."""

    def __init__(self, check: Callable[[Spread], None]) -> None:
        super().__init__(check)
        self._done = 0  # cells of the tables before
        self._row = self._column = 0
        self._row_times = self._text_times = 1
        self._begun = self._spaces = 0
        self._inside: list[str] = []  # the table, the row and the cell

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow tables, rows and cells.

        Raises:
            ValueError: One is within a smaller one or its own kind, or it is a sheet of an xlsx.
        """
        if level := _ODS_LEVELS.get(name):
            if len(self._inside) != level - 1:
                raise ValueError
            self._inside.append(name)
        if level == _ODS_CELL:
            self._start_cell(attributes)
        elif name == "table-row":
            self._row_times = _count(attributes.get("table:number-rows-repeated"), 1)
            self._row += self._row_times
            self._column = 0
        elif name == "s":
            self._spaces += _count(attributes.get("text:c"), 1)
        elif name == "table":
            self._done = self.cells
            self.rows = self.columns = self._row = 0
        elif name == _SHEET:
            raise ValueError

    def end(self, name: str) -> None:
        """Add the text of a cell as often as it comes."""
        if level := _ODS_LEVELS.get(name):
            self._inside.pop()
        if level == _ODS_CELL and self._text_times:
            length = self.position - self._begun + self._spaces
            self.text += length * self._text_times * self._row_times
            self._check(self)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        times = _count(attributes.get("table:number-columns-repeated"), 1)
        self._column += times
        self._begun, self._spaces = self.position, 0
        is_text = attributes.get("office:value-type") == "string" or _ODS_TEXTS & attributes.keys()
        self._text_times = times if is_text else 0
        if is_text or any(key.startswith("office:") for key in attributes):
            self.rows, self.columns = self._row, max(self.columns, self._column)
            self.cells = self._done + self.rows * self.columns
            self._check(self)


def _refuse(*_: object) -> None:
    raise ValueError


def _count(text: str | None, default: int) -> int:
    """A number of an attribute.

    Raises:
        ValueError: It is something else, which readers treat differently.
    """
    if not text:
        return default
    if not (text.isascii() and text.isdigit()):
        raise ValueError
    return int(text)


def _place(text: str) -> tuple[int, int]:
    """The row and the column of `B7`: 7 and 2."""
    letters = text.rstrip("0123456789")
    if not (letters.isascii() and letters.isalpha()):
        raise ValueError
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return _count(text[len(letters) :], 0), column
