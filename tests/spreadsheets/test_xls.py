"""Old Excel workbooks: read as another reader reads them, and never more costly than they are."""

from __future__ import annotations

import struct
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

import xls_workbooks as old
from govpublic_sdk import errors
from govpublic_sdk._spreadsheets.xlsx_reader import open_sheet
from govpublic_sdk.appeals import Classifier, IncidentExport
from govpublic_sdk.official_pages import Registry

_DIFAT, _DIRECTORY, _SHIFT, _PLACES = 68, 48, 30, 76
LINK = old.label(0, 0, old.text("Паблик"), 6) + old.label(1, 0, old.text("vk.com/samara"), 13)


def rows(content: bytes, path: Path, sheet: str | None = None) -> list[list[object]]:
    path.write_bytes(content)
    return [list(row) for row in open_sheet(path, sheet=sheet, max_bytes=10_000_000).rows()]


def rows_elsewhere(content: bytes) -> list[list[object]]:
    """What an independent reader makes of it."""
    page = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    return [list(row) for row in page.to_python(skip_empty_area=False)]


def style(number: int) -> bytes:
    return old.record(0x00E0, struct.pack("<HH", 0, number) + bytes(16))


def number_format(number: int, text: str) -> bytes:
    return old.record(0x041E, struct.pack("<HH", number, len(text)) + old.text(text))


def stored(value: str, *, rich: bool = False, extended: bool = False, wide: bool = True) -> bytes:
    """A shared text with what Excel may store beside it."""
    flags = wide + 8 * rich + 4 * extended
    data = struct.pack("<HB", len(value), flags)
    data += struct.pack("<H", 2) * rich + struct.pack("<I", 3) * extended
    return (
        data
        + value.encode("utf-16-le" if wide else "latin-1")
        + bytes(8) * rich
        + b"abc" * extended
    )


def of_texts(*parts: bytes, count: int) -> bytes:
    sheet = b"".join(old.shared(row, 0, row) for row in range(count))
    return old.book(sheet, before=old.continued(0x00FC, bytes(8) + parts[0], *parts[1:]))


@pytest.mark.parametrize("is_small", [False, True])
def test_values_of_each_kind(tmp_path: Path, *, is_small: bool) -> None:
    string = old.record(0x0207, struct.pack("<H", 5) + old.text("итого"))
    sheet = (
        old.shared(0, 0, 1) + old.shared(0, 1, 0) + old.shared(0, 2, 99)
        + old.label(1, 0, old.text("Жалоба"), 6)
        + old.label(1, 1, old.text("abc", is_wide=False), 3)
        + old.number(2, 0, 2.5) + old.number(2, 1, -1e300)
        + old.rk(3, 0, 5 << 2 | 2) + old.rk(3, 1, 1 << 31 | 2) + old.rk(3, 2, 12345 << 2 | 3)
        + old.rk(3, 3, 700 << 2 | 3) + old.rk(3, 4, 0x3FF00000) + old.rk(3, 5, 0x3FF00001)
        + old.rk_row(4, 1, 1 << 2 | 2, 2 << 2 | 2)
        + old.flag(5, 0, value=True) + old.flag(5, 1, value=False) + old.error(5, 2)
        + old.formula(6, 0, struct.pack("<d", 4.0)) + old.formula(6, 1, b"\1\0\1\0\0\0\xff\xff")
        + old.formula(6, 2, b"\2\0\7\0\0\0\xff\xff") + old.formula(6, 3, b"\0\0\0\0\0\0\xff\xff")
        + string + old.record(0x0203, struct.pack("<HHHd", 2, 2, 999, 7.0))
    )  # fmt: skip
    before = old.record(0x0042, struct.pack("<H", 1200)) + old.texts(["Ъ", "да"])
    content = old.container(old.book(sheet, before=before), is_small=is_small)

    read = rows(content, tmp_path / "list.xls")

    assert read == [
        ["да", "Ъ", "", "", "", ""],
        ["Жалоба", "abc", "", "", "", ""],
        [2.5, -1e300, 7.0, "", "", ""],
        [5, -(1 << 29), 123.45, 7, 1.0, 0.01],
        ["", 1, 2, "", "", ""],
        [True, False, "", "", "", ""],
        [4.0, True, "", "итого", "", ""],
    ]
    assert read == rows_elsewhere(content)


FORMATS = [
    ("0.00", 3.0),
    ("dd.mm.yyyy", date(2024, 1, 2)),
    ('"dd"0', 3.0),
    ("\\d0_m*y", 3.0),
    ("[Red]0;[h]", 3.0),
    ("[$-419]d mmmm", date(2024, 1, 2)),
    ("[h]:mm", timedelta(days=45293)),
    ("[", 3.0),
]


@pytest.mark.parametrize(("text", "expected"), FORMATS)
def test_formats(tmp_path: Path, text: str, expected: object) -> None:
    value = 3.0 if expected == 3.0 else 45293.0
    before = number_format(200, text) + style(200)
    content = old.container(old.book(old.number(0, 0, value), before=before))

    assert rows(content, tmp_path / "list.xls") == [[expected]] == rows_elsewhere(content)


MOMENTS = [
    (14, 45293.5, datetime(2024, 1, 2, 12)),  # noqa: DTZ001
    (22, 0.25, time(6)),
    (14, 1.0, date(1900, 1, 1)),
    (46, 1.5, timedelta(days=1.5)),
    (1, 1.5, 1.5),
    (14, 1e300, 1e300),
    (46, 1e300, 1e300),
    (14, -1e9, -1e9),
]


@pytest.mark.parametrize(("known", "value", "expected"), MOMENTS)
def test_dates_and_times(tmp_path: Path, known: int, value: float, expected: object) -> None:
    content = old.container(old.book(old.number(0, 0, value), before=style(known)))

    assert rows(content, tmp_path / "list.xls") == [[expected]]


def test_dates_of_1904(tmp_path: Path) -> None:
    before = old.record(0x0022, b"\1\0") + style(14)
    content = old.container(old.book(old.number(0, 0, 10.0), before=before))

    assert rows(content, tmp_path / "list.xls") == [[date(1904, 1, 11)]] == rows_elsewhere(content)


def test_texts_of_all_forms(tmp_path: Path) -> None:
    long = stored("Ж" * 10) + stored("latin", wide=False) + stored("б", rich=True, extended=True)
    content = old.container(of_texts(long + stored(""), stored("r", rich=True), count=5))

    read = [["Ж" * 10], ["latin"], ["б"], [""], ["r"]]
    assert rows(content, tmp_path / "list.xls") == read == rows_elsewhere(content)


def test_texts_go_on_in_next_records(tmp_path: Path) -> None:
    wide = stored("Жалоба")
    parts = (wide[:7], b"\1" + wide[7:11], b"\0ab" + stored("х", rich=True)[:-6], bytes(6))
    content = old.container(of_texts(*parts, count=2))

    assert rows(content, tmp_path / "list.xls") == [["Жалоab"], ["х"]] == rows_elsewhere(content)


def test_long_text_of_formula_goes_on_in_next_records(tmp_path: Path) -> None:
    pieces = (struct.pack("<H", 6) + old.text("жал"), old.text("оба"))
    sheet = old.formula(0, 0, b"\0\0\0\0\0\0\xff\xff") + old.continued(0x0207, *pieces)
    empty = old.formula(1, 0, b"\0\0\0\0\0\0\xff\xff") + old.record(0x0207, b"\0\0")
    content = old.container(old.book(sheet + empty))

    assert rows(content, tmp_path / "list.xls") == [["жалоба"], [""]]


@pytest.mark.parametrize(
    ("page", "code"), [(1251, "cp1251"), (10007, "mac-cyrillic"), (866, "cp866"), (None, "cp1251")]
)
def test_excel_5(tmp_path: Path, page: int | None, code: str) -> None:
    before = b"" if page is None else old.record(0x0042, struct.pack("<H", page))
    before += old.record(0x041E, b"\xc8\0\x0add.mm.yyyy") + style(200)
    string = old.record(0x0207, struct.pack("<H", 2) + "да".encode(code))
    sheet = (
        old.label(0, 0, "Жалоба".encode(code), 6) + old.number(0, 1, 45293.0)
        + old.formula(1, 0, b"\0\0\0\0\0\0\xff\xff") + string
    )  # fmt: skip
    stream = old.book(sheet, before=before, version=old.BIFF5, names=["List"])
    content = old.container(stream, name="Book")

    expected = [["Жалоба", date(2024, 1, 2)], ["да", ""]]
    assert rows(content, tmp_path / "list.xls") == expected


def test_unsorted_cells_and_second_values(tmp_path: Path) -> None:
    sheet = old.number(2, 0, 1.0) + old.number(0, 1, 2.0) + old.number(2, 0, 3.0)
    content = old.container(old.book(sheet))

    read = [["", 2.0], ["", ""], [3.0, ""]]
    assert rows(content, tmp_path / "list.xls") == read == rows_elsewhere(content)


def test_charts_within_a_sheet_are_left_out(tmp_path: Path) -> None:
    chart = old.bof(kind=0x0020) + old.number(9, 9, 9.0) + old.record(0x000A)
    content = old.container(old.book(LINK + chart + old.number(1, 1, 1.0)))

    assert rows(content, tmp_path / "list.xls") == [["Паблик", ""], ["vk.com/samara", 1.0]]


def test_sheets_are_chosen_as_in_xlsx(tmp_path: Path) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(old.container(old.book(b"", old.number(0, 0, 1.0), LINK)))

    registry = Registry.read(path)

    assert [str(public.name) for public in registry.publics] == ["samara"]
    assert rows(path.read_bytes(), path, sheet="другой") == [[1.0]]
    with pytest.raises(errors.ParameterError, match="Третий"):
        Registry.read(path, sheet="нет")


def test_missing_end_of_sheet(tmp_path: Path) -> None:
    content = old.container(old.book(LINK)[:-4], is_small=True)

    assert rows(content, tmp_path / "list.xls") == [["Паблик"], ["vk.com/samara"]]


HARMLESS = {
    "declared size": old.record(0x0200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)),
    "declared lengths": old.label(5, 0, old.text("x"), 65_535) * 2_000,
    "formulas": old.formula(1, 0, b"\3\0\0\0\0\0\xff\xff") * 2_000,
    "formats far away": old.record(0x0201, struct.pack("<HHH", 65_535, 255, 0)),
    "merged cells": old.record(0x00E5, struct.pack("<H", 65_535)),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_other_readers_choke_on_costs_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(old.container(old.book(LINK + HARMLESS[name])))

    assert [str(public.name) for public in Registry.read(path).publics] == ["samara"]


def repeated_sheets(sheet: bytes, count: int) -> bytes:
    """Many names of one sheet."""
    one = old.book(sheet, names=["S"])
    head = one[one.index(struct.pack("<H", 0x0085)) :][: 4 + 8 + 2]
    start = one.index(head)
    (place,) = struct.unpack_from("<I", head, 4)
    moved = head[:4] + struct.pack("<I", place + len(head) * (count - 1)) + head[8:]
    names = b"".join(moved[:-2] + struct.pack("<H", 0x400 + index) for index in range(count))
    return one[:start] + names + one[start + len(head) :]


def patched(content: bytes, at: int, *numbers: int) -> bytes:
    return (
        content[:at] + struct.pack(f"<{len(numbers)}I", *numbers) + content[at + 4 * len(numbers) :]
    )


PLAIN = old.container(old.book(LINK))
SMALL = old.container(old.book(LINK), is_small=True)
FAT = len(PLAIN) - 512
SMALL_FAT = len(SMALL) - 512
NOT_READABLE = "is not a readable workbook"
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "repeated text": (
        lambda: old.container(
            old.book(
                b"".join(old.shared(row, 0, 0) for row in range(60_000)),
                before=old.texts(["Ж" * 3_990]),
            )
        ),
        "has repeated texts of more than",
    ),
    "far corner": (
        lambda: old.container(old.book(LINK + old.number(65_535, 255, 1.0))),
        "spread over 65,536 rows and 256 columns",
    ),
    "far column": (
        lambda: old.container(old.book(LINK + old.rk_row(1, 65_520, *[2] * 9))),
        NOT_READABLE,
    ),
    "password": (
        lambda: old.container(old.book(LINK, before=old.record(0x002F, b"\1\0"))),
        "has a password",
    ),
    "old version": (lambda: old.container(old.bof(0x0400) + LINK), NOT_READABLE),
    "cut record": (
        lambda: old.container(old.book(LINK)[:-9], is_small=True),
        NOT_READABLE,
    ),
    "cut text": (lambda: old.container(of_texts(stored("Жалоба")[:7], count=1)), NOT_READABLE),
    "cut text of a formula": (
        lambda: old.container(
            old.book(LINK + old.record(0x0207, b"\x09\0" + old.text("да")))[:-4], is_small=True
        ),
        NOT_READABLE,
    ),
    "unknown code page": (
        lambda: old.container(
            old.book(LINK, before=old.record(0x0042, b"\x39\x30"), version=old.BIFF5)
        ),
        NOT_READABLE,
    ),
    "sheet beyond the end": (
        lambda: old.container(old.book(LINK)[: len(old.book(b"")) - 24], is_small=True),
        NOT_READABLE,
    ),
    "no stream": (lambda: old.container(old.book(LINK), name="Other"), NOT_READABLE),
    "short": (lambda: PLAIN[:500], NOT_READABLE),
    "sectors": (lambda: PLAIN[:_SHIFT] + b"\x0b\0" + PLAIN[_SHIFT + 2 :], NOT_READABLE),
    "loop of tables": (lambda: patched(PLAIN, _DIFAT, 0).replace(bytes(512), b"\0" * 512), "not"),
    "table beyond the end": (lambda: patched(PLAIN, _DIFAT, 9_999), NOT_READABLE),
    "table twice": (lambda: patched(PLAIN, _PLACES + 4, FAT // 512 - 1), NOT_READABLE),
    "table far away": (lambda: patched(PLAIN, _PLACES + 4, 9_999), NOT_READABLE),
    "loop of the directory": (lambda: patched(PLAIN, FAT, 0), NOT_READABLE),
    "directory nowhere": (lambda: patched(PLAIN, _DIRECTORY, 9_999), NOT_READABLE),
    "loop of the stream": (lambda: patched(PLAIN, FAT + 4, 2, 1), NOT_READABLE),
    "loop of small sectors": (
        lambda: patched(SMALL, SMALL_FAT - 512, 1, 0),
        NOT_READABLE,
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_costly_and_damaged_workbooks_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(REFUSED[name][0]())

    with pytest.raises(errors.ParameterError, match=REFUSED[name][1]):
        Registry.read(path)
    with pytest.raises(errors.ParameterError):
        list(IncidentExport(path))
    with pytest.raises(errors.ParameterError):
        Classifier.read(path)


def test_many_names_of_one_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govpublic_sdk._spreadsheets.xlsx_reader._MAX_CELLS", 1_000)
    path = tmp_path / "list.xls"
    sheet = old.number(0, 0, 1.0) + old.number(9, 9, 1.0)
    path.write_bytes(old.container(repeated_sheets(sheet, 60)))

    with pytest.raises(errors.ParameterError, match="sheets are too large to look through"):
        Registry.read(path)


def test_records_and_texts_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.xls"
    path.write_bytes(old.container(old.book(LINK, before=old.texts(["a"] * 50))))

    with monkeypatch.context() as patch:
        patch.setattr("govpublic_sdk._spreadsheets.xls_reader.MAX_CELLS", 20)
        with pytest.raises(errors.ParameterError, match="spread over 21 rows"):
            Registry.read(path)
        path.write_bytes(old.container(old.book(old.rk_row(0, 0, *[2] * 8) * 3)))
        with pytest.raises(errors.ParameterError, match="spread over 1 rows"):
            Registry.read(path)
    monkeypatch.setattr("govpublic_sdk._spreadsheets.xls_reader._MAX_RECORDS", 5)
    with pytest.raises(errors.ParameterError, match="more than 5 records"):
        Registry.read(path)


def test_long_files(tmp_path: Path) -> None:
    """Their allocation table needs more places than the header has."""
    filler = old.record(0x0001, bytes(8_000)) * 1_000
    content = old.container(old.book(LINK, before=filler))

    read = [["Паблик"], ["vk.com/samara"]]
    assert rows(content, tmp_path / "list.xls") == read == rows_elsewhere(content)


@pytest.mark.parametrize("is_small", [False, True])
def test_large_sectors(tmp_path: Path, *, is_small: bool) -> None:
    content = old.container(old.book(LINK), is_small=is_small, sector=4096)

    read = [["Паблик"], ["vk.com/samara"]]
    assert rows(content, tmp_path / "list.xls") == read == rows_elsewhere(content)
