"""Workbooks for tests, whole and broken; tests need them as files, the package never writes one."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl

__all__ = ["encrypted", "lying_about_its_size", "ods", "spread", "xlsx"]

Rows = Iterable[Sequence[object]]
_ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def xlsx(path: Path, /, hidden: Sequence[str] = (), **sheets: Rows) -> Path:
    """A workbook with sheets of rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    book.save(path)
    book.close()
    return path


def spread(path: Path) -> Path:
    """A workbook with a stray cell in the last corner of its sheet."""
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "https://vk.com/samara"
    book.worksheets[0]["XFD1048576"] = "x"
    book.save(path)
    book.close()
    return path


def lying_about_its_size(path: Path, size: int) -> Path:
    """A zip whose only member unpacks to `size` bytes and declares ten."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * size)
    honest = struct.pack("<L", size)
    path.write_bytes(packed.getvalue().replace(honest, struct.pack("<L", 10)))
    return path


def encrypted(path: Path) -> Path:
    """As much of a workbook with a password as tells that it has one."""
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + name + bytes(512))
    return path


def ods(path: Path, cells: Sequence[str], *, repeated: int = 1) -> Path:
    """A sheet of LibreOffice with one column, and the long empty tail that those have."""
    row = f'<table:table-row table:number-rows-repeated="{repeated}"><table:table-cell'
    times = f'table:number-columns-repeated="{repeated}"'
    rows = "".join(
        f'{row} {times} office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        "</table:table-row>"
        for cell in cells
    )
    tail = (
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", kind)
        package.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>',
        )
        package.writestr(
            "content.xml",
            f"<office:document-content {_ODS}><office:body><office:spreadsheet><table:table"
            f' table:name="S">{rows}{tail}</table:table></office:spreadsheet></office:body>'
            "</office:document-content>",
        )
    return path
