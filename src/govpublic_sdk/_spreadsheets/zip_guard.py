"""Decides whether a workbook may be opened: its real unpacked size, and what it becomes in memory.

A few kilobytes of zip can unpack into terabytes, the size that it declares can be a lie, and
repeated cells multiply a text. So all is unpacked piece by piece and measured first.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NoReturn

from govpublic_sdk._spreadsheets.cell_guard import OpenDocument, SharedStrings, Spread, Worksheet
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import ParameterError

__all__ = [
    "ALLOWED",
    "MAX_CELLS",
    "ZIP",
    "check_package",
    "refuse_copies",
    "refuse_spread",
]

ZIP = b"PK\x03\x04"
ALLOWED = "xlsx, xls, ods, csv or txt"
MAX_CELLS = 3_000_000  # of a workbook: some 200 MB and some seconds
_MAX_ELEMENTS = 9_000_000  # of XML: a cell with a value has two or three
_CHUNK = 1 << 20
_NAME_LENGTHS = struct.Struct("<HH")  # at byte 26 of a member's own head, which has 30
_LOCKED = 1  # flag of an encrypted member
_EXTRA = struct.Struct("<HH")  # kind and length of a part of the extra field
_OTHER_NAME = 0x7075  # extra field with a Unicode name, APPNOTE.TXT 4.6.9
_SHARED = "sharedstrings.xml"


def check_package(path: Path, max_bytes: int) -> int:
    """Refuse a zip that is damaged, locked, too large unpacked, or whose cells spread too far.

    Returns:
        How many bytes its largest member has, unpacked.

    Raises:
        ParameterError: It is one of these.
    """
    try:
        with path.open("rb") as file:
            return _check(file, path.name, max_bytes)
    except ParameterError:
        raise
    except (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, ValueError) as error:
        raise ParameterError(
            "path", Text("{file} is damaged", file=show_value(path.name)), ALLOWED
        ) from error
    except (NotImplementedError, OverflowError, RuntimeError) as error:
        raise ParameterError(
            "path", Text("{file} is an unusual zip archive", file=show_value(path.name)), ALLOWED
        ) from error


def _check(file: IO[bytes], name: str, max_bytes: int) -> int:
    members = zipfile.ZipFile(file).infolist()
    if any(member.flag_bits & _LOCKED for member in members):
        raise ParameterError(
            "path",
            Text("{file} has a password", file=show_value(name)),
            "a list without a password",
        )
    names = [_base_name(member) for member in members]
    if "workbook.bin" in names:
        raise ParameterError(
            "path", Text("{file} is a binary workbook (xlsb)", file=show_value(name)), ALLOWED
        )
    if len({member.filename.casefold() for member in members}) < len(members) or (
        names.count(_SHARED) > 1
    ):
        raise NotImplementedError("two members of one name: readers differ in which they take")
    if any(_has_other_name(member.extra) for member in members):
        raise NotImplementedError("a second name of a member: readers differ in which they take")
    if sum(member.file_size for member in members) > max_bytes:
        _refuse_size(name, max_bytes)
    by_use = sorted(members, key=lambda one: _base_name(one) != _SHARED)
    return _measure(file, by_use, name, max_bytes)


def _measure(file: IO[bytes], members: Iterable[zipfile.ZipInfo], name: str, max_bytes: int) -> int:
    """Unpack all members, the shared texts first, and measure what they become in memory."""
    elements = 0

    def check(spread: Spread) -> None:
        weight = 2 if isinstance(spread, OpenDocument) else 1  # of ods the reader keeps two copies
        if spread.cells > MAX_CELLS:
            refuse_spread(name, spread.rows, spread.columns)
        if elements + spread.elements > _MAX_ELEMENTS:
            _refuse_elements(name)
        if spread.text * weight > max_bytes:
            refuse_copies(name, max_bytes)

    shared = SharedStrings(check)
    left = max_bytes
    largest = 0
    for member in members:
        spread: Spread = Worksheet(check, shared.lengths)
        if _base_name(member) == _SHARED:
            spread = shared
        elif member.filename == "content.xml":
            spread = OpenDocument(check)
        before = left
        for piece in _pieces(file, member):
            left -= len(piece)
            if left < 0:
                _refuse_size(name, max_bytes)
            spread.feed(piece)
        elements += spread.elements
        largest = max(largest, before - left)
        if spread.is_broken:
            raise ValueError(f"{member.filename} is not XML that all readers understand alike")
    return largest


def _base_name(member: zipfile.ZipInfo) -> str:
    """The last part of its name; some writers part names with backslashes, and readers agree."""
    return member.filename.casefold().replace("\\", "/").rpartition("/")[2]


def _has_other_name(extra: bytes) -> bool:
    while len(extra) >= _EXTRA.size:
        kind, length = _EXTRA.unpack_from(extra)
        if kind == _OTHER_NAME:
            return True
        extra = extra[_EXTRA.size + length :]
    return False


def _pieces(file: IO[bytes], member: zipfile.ZipInfo) -> Iterator[bytes]:
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise NotImplementedError("a way of packing that workbooks do not use")
    file.seek(member.header_offset + 26)
    file.seek(sum(_NAME_LENGTHS.unpack(file.read(4))), 1)
    packed = _read_packed(file, member.compress_size)
    return packed if member.compress_type == zipfile.ZIP_STORED else _inflate(packed)


def _read_packed(file: IO[bytes], left: int) -> Iterator[bytes]:
    while left > 0 and (piece := file.read(min(left, _CHUNK))):
        left -= len(piece)
        yield piece


def _inflate(packed: Iterator[bytes]) -> Iterator[bytes]:
    inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    for chunk in packed:
        waiting = chunk
        while waiting:
            yield inflating.decompress(waiting, _CHUNK)
            waiting = inflating.unconsumed_tail
    yield inflating.flush()


def _refuse_size(name: str, max_bytes: int) -> None:
    raise ParameterError(
        "path",
        Text(
            "{file} has more than {max} bytes when unpacked",
            file=show_value(name),
            max=f"{max_bytes:,}",
        ),
        "a smaller workbook, the list saved as csv, or a larger max_bytes",
    )


def _refuse_elements(name: str) -> None:
    raise ParameterError(
        "path",
        Text(
            "{file} has more than {max} elements of XML",
            file=show_value(name),
            max=f"{_MAX_ELEMENTS:,}",
        ),
        "a smaller workbook, or the list saved as csv",
    )


def refuse_spread(name: str, rows: int, columns: int) -> NoReturn:
    """Refuse a workbook whose cells would take too much memory."""
    raise ParameterError(
        "path",
        Text(
            "{file} has cells spread over {rows} rows and {columns} columns",
            file=show_value(name),
            rows=f"{rows:,}",
            columns=f"{columns:,}",
        ),
        Text(
            "at most {max} cells, none far from the list; copy it to a new sheet, or save as csv",
            max=f"{MAX_CELLS:,}",
        ),
    )


def refuse_copies(name: str, max_bytes: int) -> NoReturn:
    """Refuse a workbook whose repeated texts would take too much memory."""
    raise ParameterError(
        "path",
        Text(
            "{file} has repeated texts of more than {max} bytes",
            file=show_value(name),
            max=f"{max_bytes:,}",
        ),
        "cells without long repeated texts, the list saved as csv, or a larger max_bytes",
    )
