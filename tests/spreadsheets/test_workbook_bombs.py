"""Workbooks that ask for far more memory or time than their size: refused before opened."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

import workbooks
from effort import assert_takes_linear_time
from govpublic_sdk import errors
from govpublic_sdk.appeals import Classifier, IncidentExport
from govpublic_sdk.official_pages import Registry

LONG = "x" * 1_000_000
_XLSX = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
)
_NAMES = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")


def xlsx(path: Path, rows: str, *, shared: str = "", count: str = "1") -> Path:
    """An xlsx with these rows and shared texts, as XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in zip(_NAMES, _XLSX, strict=True):
            package.writestr(name, content)
        sheet = f"<worksheet><sheetData>{rows}</sheetData></worksheet>"
        package.writestr("xl/worksheets/sheet1.xml", sheet)
        package.writestr("xl/sharedStrings.xml", f'<sst uniqueCount="{count}">{shared}</sst>')
    return path


def ods(path: Path, rows: str) -> Path:
    """An ods with these rows, as XML."""
    workbooks.ods(path, [])
    with zipfile.ZipFile(path) as package:
        kept = {one: package.read(one) for one in package.namelist()}
    content = kept["content.xml"].replace(b'table:name="S">', b'table:name="S">' + rows.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, old in kept.items():
            package.writestr(name, content if name == "content.xml" else old)
    return path


def raw_ods(path: Path, content: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("content.xml", content)
    return path


def renamed(path: Path, change: Callable[[str], str], extra: bytes = b"") -> Path:
    """The same members under other names; those that change get the extra field."""
    with zipfile.ZipFile(path) as package:
        kept = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in kept.items():
            member = zipfile.ZipInfo(name)
            member.filename = change(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.extra = extra if member.filename != name else b""
            package.writestr(member, content)
    return path


def with_second_name(path: Path, name: str) -> Path:
    """A member that some readers know by the name in its extra field (Info-ZIP Unicode Path)."""
    other = "none.xml"
    body = b"\1" + struct.pack("<L", zlib.crc32(other.encode())) + name.encode()
    extra = struct.pack("<HHH", 0xCAFE, 2, 3) + struct.pack("<HH", 0x7075, len(body)) + body
    return renamed(path, lambda one: other if one == name else one, extra)


def cell(text: str, attributes: str = "", kind: str = "table:table-cell") -> str:
    value = 'office:value-type="string"'
    return f"<{kind} {value} {attributes}><text:p>{text}</text:p></{kind}>"


def row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


def across(times: int) -> str:
    return f'table:number-columns-repeated="{times}"'


def references(count: int, *, columns: int = 100) -> str:
    line = '<c t="s"><v>0</v></c>' * columns
    return f"<row>{line}</row>" * (count // columns)


def text_of(length: int) -> str:
    return f"<si><t>{'x' * length}</t></si>"


def shared_part(path: Path, content: str) -> Path:
    """An xlsx whose member of shared texts has this content."""
    xlsx(path, references(5_000), shared=text_of(9))
    with zipfile.ZipFile(path) as package:
        kept = {one: package.read(one) for one in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, old in kept.items():
            package.writestr(name, content if name == "xl/sharedStrings.xml" else old)
    return path


def _index_bomb(index: str) -> Callable[[Path], Path]:
    """References whose number readers take for 0, the long text, or for another."""
    line = references(5_000).replace("<v>0", f"<v>{index}")
    return lambda path: xlsx(path, line, shared=text_of(1_000_000) + "<si><t>a</t></si>")


BOMBS: dict[str, Callable[[Path], Path]] = {
    "ods wide": lambda path: ods(path, row(cell(LONG, across(16_000)))),
    "ods 1,000 columns": lambda path: ods(path, row(cell(LONG, across(1_000)))),
    "ods covered": lambda path: ods(
        path, row(cell(LONG, across(1_000), "table:covered-table-cell"))
    ),
    "ods rows": lambda path: ods(path, row(cell(LONG), 1_000)),
    "ods both": lambda path: ods(path, row(cell("x" * 10_000, across(300)), 300)),
    "ods many": lambda path: ods(path, row(cell("x" * 100_000, across(10))) * 600),
    "ods spaces": lambda path: ods(path, row(cell('<text:s text:c="9000000000"/>'))),
    "ods value": lambda path: ods(
        path, row(f'<table:table-cell office:string-value="{LONG}" {across(1_000)}/>')
    ),
    "ods formula": lambda path: ods(
        path, row(f'<table:table-cell table:formula="{LONG}" {across(1_000)}/>')
    ),
    "ods empty texts": lambda path: ods(
        path, row(f'<table:table-cell office:value-type="string" {across(16_000)}/>', 16_000)
    ),
    "ods tables": lambda path: ods(
        path,
        (row(cell("x", across(10_000)), 1_000) + '</table:table><table:table table:name="T">') * 3,
    ),
    "ods entity": lambda path: ods(path, row(cell(LONG, across(16_000).replace("1", "&#49;")))),
    "xlsx shared": lambda path: xlsx(path, references(20_000), shared=text_of(1_000_000)),
    "xlsx shared, shorter": lambda path: xlsx(path, references(10_000), shared=text_of(100_000)),
    "xlsx shared, prefixed": lambda path: xlsx(
        path,
        references(20_000).replace("<", "<x:").replace("<x:/", "</x:"),
        shared=text_of(1_000_000),
    ),
    "xlsx shared, no number": lambda path: xlsx(
        path, references(20_000).replace("<v>0", "<v>x"), shared=text_of(1_000_000)
    ),
    "xlsx rich": lambda path: xlsx(
        path, references(20_000), shared=f"<si>{f'<r><t>{LONG[:1_000]}</t></r>' * 300}</si>"
    ),
    "xlsx declared texts": lambda path: xlsx(path, references(100), count="99999999999"),
    "xlsx corner": lambda path: workbooks.spread(path),
    "xlsx corner without places": lambda path: xlsx(
        path,
        f"<row>{'<c><v>1</v></c>' * 10_000}</row>" + "<row><c><v>1</v></c></row>" * 10_000,
    ),
    "xlsx far row": lambda path: xlsx(
        path, '<row r="1"><c r="A1"><v>1</v></c></row><row r="40000000"><c><v>1</v></c></row>'
    ),
    "ods cell within a cell": lambda path: ods(
        path, row(cell(LONG + "<table:table-cell/>", across(9_000)))
    ),
    "ods foreign cell within a cell": lambda path: ods(
        path, row(cell(LONG + "<x:table-cell/>", across(9_000)))
    ),
    "ods covered within a covered cell": lambda path: ods(
        path,
        row(cell(LONG + "<table:covered-table-cell/>", across(9_000), "table:covered-table-cell")),
    ),
    "ods foreign row within a cell": lambda path: ods(
        path, row(cell(LONG + "<x:table-row/>"), 9_000)
    ),
    "ods table within a cell": lambda path: ods(path, row(cell(LONG + "<x:table/>"), 9_000)),
    "xlsx index with zeros": lambda path: xlsx(
        path,
        references(5_000).replace("<v>0", f"<v>{'0' * 24}1"),
        shared="<si><t>a</t></si>" + text_of(1_000_000),
    ),
    "xlsx index with many zeros": lambda path: xlsx(
        path,
        references(5_000).replace("<v>0", f"<v>{'0' * 500}1"),
        shared="<si><t>a</t></si>" + text_of(1_000_000),
    ),
    "xlsx text within a text": lambda path: xlsx(
        path, references(5_000), shared=f"<si><t>{LONG}</t><si></si></si>"
    ),
    "xlsx foreign text within a text": lambda path: xlsx(
        path, references(5_000), shared=f"<si><t>{LONG}</t><x:si/></si>"
    ),
    "xlsx backslashes": lambda path: renamed(
        xlsx(path, references(5_000), shared=text_of(1_000_000)),
        lambda name: name.replace("/", "\\"),
    ),
    "xlsx second name": lambda path: with_second_name(
        xlsx(path, references(5_000), shared=text_of(1_000_000)), "xl/sharedStrings.xml"
    ),
    "ods second name": lambda path: with_second_name(
        ods(path, row(cell(LONG, across(9_000)))), "content.xml"
    ),
    **{
        f"xlsx index {index!r}": _index_bomb(index)
        for index in (
            "0<!---->1",
            "0<?x y?>1",
            "<![CDATA[0]]>1",
            "0<x/>1",
            "<x>0</x>1",
            " 1",
            "1 ",
            " ",
            "1_0",
            "+1",
            "01",
            "1.0",
            "&#49;",
            "\x01",
            "9",
        )
    },
    "xlsx odd place": lambda path: xlsx(path, '<row><c r="7B"><v>1</v></c></row>'),
    "xlsx text behind the table": lambda path: shared_part(
        path, f"<x><sst><si/></sst\x01><si><t>{LONG}</t></si></x>"
    ),
    "xlsx text behind a table": lambda path: shared_part(
        path, f"<x><sst><si/></sst><si><t>{LONG}</t></si></x>"
    ),
    "xlsx two tables": lambda path: shared_part(
        path, '<x><sst><si/></sst><sst uniqueCount="99999999999"/></x>'
    ),
    "xlsx sheet among texts": lambda path: shared_part(
        path, f"<x><sst>{text_of(9)}</sst><sheetData>{references(5_000)}</sheetData></x>"
    ),
    "xlsx cell within a cell": lambda path: xlsx(
        path, references(5_000).replace("<v>", "<c/><v>"), shared=text_of(1_000_000)
    ),
    "xlsx sheet named as ods": lambda path: renamed(
        xlsx(path, references(5_000), shared=text_of(1_000_000)),
        lambda name: "content.xml" if "sheet1" in name else name,
    ),
    "ods table within a table": lambda path: ods(
        path, row(cell("x", across(16_000))) + "<table:table/>" + row(cell("x"), 1_000_000)
    ),
    "ods foreign table within a table": lambda path: ods(
        path, row(cell("x", across(16_000))) + "<x:table/>" + row(cell("x"), 1_000_000)
    ),
    "ods row within a row": lambda path: ods(path, row(row(cell("x")))),
    "ods row without a table": lambda path: raw_ods(path, b"<x><table:table-row/></x>"),
    "doctype": lambda path: raw_ods(
        path, b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><x>' + b"&a;" * 100 + b"</x>"
    ),
    "tags never closed": lambda path: raw_ods(path, b"<table:table-cell a" * 100_000),
    "quotes never closed": lambda path: raw_ods(path, b'<table:table-cell a="' * 100_000),
    "tags without end": lambda path: raw_ods(path, b"<x><table:table-cell " + b"a " * 3_000_000),
    "attribute without end": lambda path: raw_ods(path, b'<x a="' + b"y" * 50_000_000),
    "comment without end": lambda path: raw_ods(path, b"<x><!--" + b"y" * 50_000_000),
    "deep": lambda path: raw_ods(path, b"<x>" * 3_000_000),
    "many names": lambda path: raw_ods(
        path, b"<x>" + b"".join(b"<a%d/>" % number for number in range(100_000))
    ),
    "many attributes": lambda path: raw_ods(
        path, b"<x " + b" ".join(b"a%d=''" % number for number in range(20_000)) + b"/>" * 2
    ),
}


def doors(path: Path) -> list[Callable[[], object]]:
    return [
        lambda: Registry.read(path),
        lambda: list(IncidentExport(path)),
        lambda: Classifier.read(path),
    ]


@pytest.mark.parametrize("name", BOMBS)
def test_workbook_that_multiplies_is_refused(tmp_path: Path, name: str) -> None:
    path = BOMBS[name](tmp_path / ("bomb.xlsx" if name.startswith("xlsx") else "bomb.ods"))

    for read in doors(path):
        with pytest.raises(errors.ParameterError) as error:
            read()
        assert path.name in str(error.value)


def test_refusal_of_repeated_texts_names_limit(tmp_path: Path) -> None:
    path = ods(tmp_path / "list.ods", row(cell("vk.com/samara" + "x" * 1_000, across(2_000))))

    with pytest.raises(errors.ParameterError, match="more than 1,000,000 bytes"):
        Registry.read(path, max_bytes=1_000_000)


@pytest.mark.parametrize("piece", [b"<table:table-cell a", b'<table:table-cell a="', b"<x a='"])
def test_scanner_takes_linear_time(tmp_path: Path, piece: bytes) -> None:
    def work(count: int) -> None:
        path = raw_ods(tmp_path / "list.ods", piece * count)
        with pytest.raises(errors.ParameterError):
            Registry.read(path)

    assert_takes_linear_time(work, 10_000)


def test_harmless_workbooks_are_read(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'  # a format alone spreads nothing
    link = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row>'
    shared = "<si><t>Паблик</t></si><si><t>vk.com/samara</t></si>"
    book = xlsx(tmp_path / "list.xlsx", link + far, shared=shared)
    tables = '</table:table><table:table table:name="T">'
    sheet = ods(
        tmp_path / "list.ods",
        row(cell("Паблик")) + row(cell("vk.com/samara")) + row("<table:table-cell/>", 1_048_000)
        + tables + row(cell("x", across(30))),
    )  # fmt: skip

    for path in (book, sheet):
        assert [str(one.name) for one in Registry.read(path).publics] == ["samara"]


def test_binary_workbook_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsb"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.bin", b"x")

    with pytest.raises(errors.ParameterError, match="xlsb"):
        Registry.read(path)


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/sharedStrings.xml", b"<sst/>")
        package.writestr("XL/sharedstrings.xml", b"<sst/>")

    with pytest.raises(errors.ParameterError, match="unusual zip"):
        Registry.read(path)


def many_names(path: Path, rows: str) -> Path:
    """A workbook whose 64 names are all of one sheet."""
    xlsx(path, rows)
    with zipfile.ZipFile(path) as package:
        kept = {name: package.read(name) for name in package.namelist()}
    one = b'<sheet name="S" sheetId="1" r:id="r1"/>'
    many = b"".join(one.replace(b'"S"', b'"S%d"' % number) for number in range(64))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in kept.items():
            package.writestr(name, content.replace(one, many))
    return path


def test_sheets_are_looked_through_within_a_limit_of_cells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("govpublic_sdk._spreadsheets.xlsx_reader._MAX_CELLS", 6_000)
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="10"><c r="J10"><v>1</v></c></row>'
    path = many_names(tmp_path / "list.xlsx", corners)

    with pytest.raises(errors.ParameterError, match="sheets are too large to look through"):
        Registry.read(path)


def test_sheets_are_looked_through_within_a_limit_of_bytes(tmp_path: Path) -> None:
    path = many_names(tmp_path / "list.xlsx", "<row><c><v>1</v></c></row>" + " " * 500_000)

    with pytest.raises(errors.ParameterError, match="sheets are too large to look through"):
        Registry.read(path, max_bytes=1_000_000)
    assert len(Registry.read(path, max_bytes=10_000_000)) == 1


def test_elements_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govpublic_sdk._spreadsheets.zip_guard._MAX_ELEMENTS", 3_000)
    path = xlsx(tmp_path / "list.xlsx", "<row/>" * 2_000, shared="<si/>" * 500)

    with pytest.raises(errors.ParameterError, match="has no rows"):
        Registry.read(path)
    with pytest.raises(errors.ParameterError, match="more than 3,000 elements of XML"):
        Registry.read(xlsx(path, "<row/>" * 2_000, shared="<si/>" * 1_500))


def test_shared_texts_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govpublic_sdk._spreadsheets.zip_guard.MAX_CELLS", 1_000)
    path = xlsx(tmp_path / "list.xlsx", "", shared="<si/>" * 1_001)

    with pytest.raises(errors.ParameterError, match="at most 1,000 cells"):
        Registry.read(path)


def test_indented_texts_are_read(tmp_path: Path) -> None:
    link = '<row><c t="s"><v>0</v></c><c t="s"><v></v></c></row>\n<row><!-- here -->'
    link += '\n<c t="s">\n<v>1</v>\n</c>\n</row>'
    shared = "<si>\n <t>Паблик</t>\n</si>\n<si><r><t>vk.com/</t></r><r><t>samara</t></r></si>"
    path = xlsx(tmp_path / "list.xlsx", link, shared=shared)

    assert [str(one.name) for one in Registry.read(path).publics] == ["samara"]


def test_wide_sheets_cost_no_more(tmp_path: Path) -> None:
    """The other sheet is looked at in part; the list itself has a limit of columns."""
    wide = [["x"] * 16_000] * 3
    path = workbooks.xlsx(tmp_path / "list.xlsx", Wide=wide, List=[["Паблик"], ["vk.com/samara"]])

    assert [str(one.name) for one in Registry.read(path).publics] == ["samara"]
    with pytest.raises(errors.ParameterError, match=r"16,000 columns.*at most 1,000"):
        Registry.read(path, sheet="Wide")


def test_wide_texts_have_the_same_limit(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Паблик;" * 2_000 + "\n" + "vk.com/samara;" * 2_000)

    with pytest.raises(errors.ParameterError, match=r"2,001 columns"):
        Registry.read(path)
