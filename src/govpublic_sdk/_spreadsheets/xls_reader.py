"""Reads old Excel workbooks (xls: BIFF5 and BIFF8); each text is in memory once.

Other readers copy a text into each cell that has it and keep a rectangle of cells, so a small file
asks for terabytes; here a sheet costs what its records are. No formula is read, only its value.
Format: https://learn.microsoft.com/en-us/openspecs/office_file_formats/ms-xls/
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from govpublic_sdk._spreadsheets.compound_file import read_stream
from govpublic_sdk._spreadsheets.xls_values import (
    Format,
    Number,
    TextReader,
    codec_of,
    format_of,
    number_of,
    rk_number,
    short_text,
)
from govpublic_sdk._spreadsheets.zip_guard import MAX_CELLS, refuse_copies, refuse_spread
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import ParameterError

__all__ = [
    "XlsBook",
    "XlsPage",
]

_Value: TypeAlias = Number | str | bool

_STREAMS = ("Workbook", "Book", "WORKBOOK", "BOOK")
_CODEC = "cp1251"  # of a BIFF5 that names none
_LAST_COLUMN = 255  # of the format: 256 columns
_MAX_RECORDS = 6_000_000  # that are read of a workbook; a cell has one, a row another one
_HEAD = struct.Struct("<HH")
_CELL = struct.Struct("<HHH")
_CELL_TEXT = struct.Struct("<HHHI")
_CELL_NUMBER = struct.Struct("<HHHd")
_RK = struct.Struct("<HI")

_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_PASSWORD, _CODEPAGE, _DATES_OF_1904, _FORMAT, _XF = 0x002F, 0x0042, 0x0022, 0x041E, 0x00E0
_SHEET, _TEXTS = 0x0085, 0x00FC
_NUMBER, _BOOLEAN, _SHORT, _ROW_OF_SHORT = 0x0203, 0x0205, 0x027E, 0x00BD
_LABEL, _RICH_LABEL, _SHARED_LABEL = 0x0204, 0x00D6, 0x00FD
_FORMULA, _FORMULA_TEXT = 0x0006, 0x0207
_OLD_VERSIONS = frozenset({0x0200, 0x0300, 0x0400, 2, 7})


class _SheetPlace(NamedTuple):
    name: str
    offset: int
    is_shown: bool


class XlsPage:
    """The values of a sheet.

    Attributes:
        name: Its name.
        start: Its first row and column.
        height: How many rows it has from the first one.
        width: How many columns from A on.
    """

    def __init__(self, name: str) -> None:
        self.name: Final = name
        self.start: Final = (0, 0)
        self.height = 0
        self.width = 0
        self._places = array("L")  # row * 65536 + column
        self._values: list[_Value] = []
        self._is_sorted = True

    def put(self, row: int, column: int, value: _Value) -> None:
        """Keep a value; a later one of the same cell replaces it."""
        place = row << 16 | column
        if self._places and place < self._places[-1]:
            self._is_sorted = False
        self._places.append(place)
        self._values.append(value)
        if row >= self.height:
            self.height = row + 1
        if column >= self.width:
            self.width = column + 1

    @property
    def cells(self) -> int:
        """What the limit of cells counts: the rectangle, or more where cells come twice."""
        return max(self.height * self.width, len(self._values))

    def iter_rows(self) -> Iterator[list[_Value]]:
        """All rows, each with all columns."""
        if not self._is_sorted:
            order = sorted(range(len(self._places)), key=self._places.__getitem__)
            self._places = array("L", [self._places[index] for index in order])
            self._values = [self._values[index] for index in order]
            self._is_sorted = True
        index = 0
        for row in range(self.height):
            cells: list[_Value] = [""] * self.width
            while index < len(self._places) and self._places[index] >> 16 == row:
                cells[self._places[index] & 0xFFFF] = self._values[index]
                index += 1
            yield cells


class XlsBook:
    """A workbook whose sheets are read when they are asked for.

    Args:
        content: The file.
        name: Its name, for errors.
        max_bytes: How many letters repeated texts of a sheet may have.

    Raises:
        ParameterError: It has a password, or too many records.
        ValueError: It is damaged, or of an unknown version.
    """

    def __init__(self, content: bytes, name: str, max_bytes: int) -> None:
        self._name = name
        self._most_bytes = max_bytes
        self._stream = read_stream(content, _STREAMS)
        self._records_left = _MAX_RECORDS
        self._codec: str | None = None  # None: BIFF8
        self._is_1904 = False
        self._texts: list[str] = []
        self._sheets: list[_SheetPlace] = []
        self._formats: list[Format] = []
        self._read_globals()

    @property
    def sheet_names(self) -> list[str]:
        """The names of all sheets."""
        return [sheet.name for sheet in self._sheets]

    @property
    def shown_names(self) -> list[str]:
        """The names of those with cells that a person sees."""
        return [sheet.name for sheet in self._sheets if sheet.is_shown]

    def get_sheet_by_name(self, name: str) -> XlsPage:
        """Read a sheet.

        Raises:
            ParameterError: It would take too much memory.
            ValueError: It is damaged.
        """
        place = next(sheet for sheet in self._sheets if sheet.name == name)
        if place.offset >= len(self._stream):
            raise ValueError("a sheet beyond the end of the file")
        page = XlsPage(name)
        letters = 0
        for row, column, value in self._cells(place.offset):
            if column > _LAST_COLUMN:
                raise ValueError("a column that no xls has")
            page.put(row, column, value)
            if page.cells > MAX_CELLS:
                refuse_spread(self._name, page.height, page.width)
            if isinstance(value, str):
                letters += len(value)
                if letters > self._most_bytes:
                    refuse_copies(self._name, self._most_bytes)
        return page

    def _records(self, at: int) -> Iterator[tuple[int, bytes, int]]:
        """Kind, data and end of each record up to the end of the part that begins here."""
        stream = self._stream
        depth = 0
        while at < len(stream):
            kind, length = _HEAD.unpack_from(stream, at)
            end = at + 4 + length
            if end > len(stream):
                raise ValueError("a record that is cut")
            self._records_left -= 1
            if self._records_left < 0:
                raise ParameterError(
                    "path",
                    Text(
                        "{file} has more than {max} records",
                        file=show_value(self._name),
                        max=f"{_MAX_RECORDS:,}",
                    ),
                    "a smaller workbook, the name of the sheet, or the list saved as csv",
                )
            if kind == _BOF:
                depth += 1
            elif kind == _EOF:
                depth -= 1
                if depth <= 0:
                    return
            if depth <= 1:  # deeper ones are of charts
                yield kind, stream[at + 4 : end], end
            at = end

    def _read_globals(self) -> None:
        texts: dict[int, str] = {}
        styles: list[int] = []
        for kind, data, end in self._records(0):
            if kind == _BOF:
                self._read_version(data)
            elif kind == _PASSWORD:
                raise ParameterError(
                    "path",
                    Text("{file} has a password", file=show_value(self._name)),
                    "a list without a password",
                )
            elif kind == _CODEPAGE:
                self._read_codepage(data)
            elif kind == _DATES_OF_1904:
                self._is_1904 = data[:2] == b"\1\0"
            elif kind == _FORMAT:
                number, text = self._format(data)
                texts[number] = text
            elif kind == _XF:
                styles.append(int.from_bytes(data[2:4], "little"))
            elif kind == _SHEET:
                self._sheets.append(self._sheet(data))
            elif kind == _TEXTS:
                self._read_texts(data[8:], end)
        self._formats = [format_of(number, texts.get(number)) for number in styles]

    def _read_version(self, data: bytes) -> None:
        version, kind = _HEAD.unpack_from(data)
        if version in _OLD_VERSIONS:
            raise ValueError("a version before Excel 5")
        if version == 0x0500 or (version == 0 and kind == 0x1000):
            self._codec = _CODEC

    def _read_codepage(self, data: bytes) -> None:
        if self._codec:
            self._codec = codec_of(int.from_bytes(data[:2], "little"))

    def _format(self, data: bytes) -> tuple[int, str]:
        number, length = _HEAD.unpack_from(data)
        if self._codec:
            return number, short_text(data, 3, data[2], self._codec)
        return number, short_text(data, 4, length, None)

    def _sheet(self, data: bytes) -> _SheetPlace:
        offset, visibility, kind, length = struct.unpack_from("<IBBB", data)
        name = short_text(data, 7, length, self._codec).replace("\0", "")
        return _SheetPlace(name, offset, is_shown=not (visibility & 3 or kind))

    def _read_texts(self, data: bytes, at: int) -> None:
        reader = TextReader([data, *self._read_continued(at)])
        texts: list[str] = []
        while reader.has_more():
            texts.append(reader.read())
            if len(texts) > MAX_CELLS:
                refuse_spread(self._name, len(texts), 1)
        self._texts = texts

    def _read_continued(self, at: int) -> Iterator[bytes]:
        """Data of the records that continue the one that ends here."""
        for kind, data, _ in self._records(at):
            if kind != _CONTINUE:
                return
            yield data

    def _cells(self, offset: int) -> Iterator[tuple[int, int, _Value]]:
        """Row, column and value of each cell that has one; errors have none."""
        row = column = 0
        for kind, data, end in self._records(offset):
            if kind == _SHARED_LABEL:
                row, column, _, index = _CELL_TEXT.unpack_from(data)
                if index < len(self._texts):
                    yield row, column, self._texts[index]
            elif kind == _SHORT:
                row, column = _HEAD.unpack_from(data)
                yield row, column, self._short(data, 4)
            elif kind == _NUMBER:
                row, column, style, value = _CELL_NUMBER.unpack_from(data)
                yield row, column, self._number(value, style)
            elif kind == _ROW_OF_SHORT:
                row, column = _HEAD.unpack_from(data)
                for at in range(4, len(data) - 7, 6):
                    yield row, column, self._short(data, at)
                    column += 1
            elif kind in (_LABEL, _RICH_LABEL):
                row, column, _ = _CELL.unpack_from(data)
                length = int.from_bytes(data[6:8], "little")
                yield row, column, short_text(data, 8, length, self._codec)
            elif kind == _BOOLEAN:
                row, column = _HEAD.unpack_from(data)
                if not data[7]:
                    yield row, column, bool(data[6])
            elif kind == _FORMULA:
                row, column, style, value = _CELL_NUMBER.unpack_from(data)
                if data[12:14] != b"\xff\xff":
                    yield row, column, self._number(value, style)
                elif data[6] == 1:
                    yield row, column, bool(data[8])
            elif kind == _FORMULA_TEXT:
                yield row, column, self._formula_text(data, end)

    def _short(self, data: bytes, at: int) -> Number:
        style, bits = _RK.unpack_from(data, at)
        return self._number(rk_number(bits), style)

    def _number(self, value: float, style: int) -> Number:
        kind = self._formats[style] if style < len(self._formats) else Format.NUMBER
        return number_of(value, kind, self._is_1904)

    def _formula_text(self, data: bytes, end: int) -> str:
        """The text that a formula gave; a long one goes on in the next records."""
        length = int.from_bytes(data[:2], "little")
        if self._codec or not length:
            return short_text(data, 2, length, self._codec)
        reader = TextReader([data[3:], *self._read_continued(end)])
        return reader.letters(length, is_wide=bool(data[2] & 1))
