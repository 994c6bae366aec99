"""A report as a workbook, read back by two readers and opened by LibreOffice."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from fake_audit import MadeUpAudit, made_up_audit, many_pages, one_page
from govpublic_sdk.errors import ConfigurationError
from govpublic_sdk.reports import write_report
from govpublic_sdk.reports.audit_tables import FAULTS, PAGES, TABLES, rows_of
from govpublic_sdk.reports.escaping import CELL_LIMIT, for_xlsx
from govpublic_sdk.reports.xlsx_file import write_xlsx
from hostile_texts import ATTACKS, anything

AUDIT = made_up_audit()
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "a.xlsx"
    write_report(AUDIT, path)
    return path


def sheet(path: Path, title: str) -> Worksheet:
    found = openpyxl.load_workbook(path)[title]
    assert isinstance(found, Worksheet)
    return found


def column(pages: Worksheet, head: str) -> list[object]:
    place = next(cell.column for cell in pages[1] if cell.value == head)
    return [row[place - 1].value for row in pages.iter_rows(min_row=2)]


def test_sheets_have_fixed_names(report: Path) -> None:
    wanted = ["Итоги", "Страницы", "Нарушения", "Покрытие", "Непрочитанные строки"]

    assert openpyxl.load_workbook(report).sheetnames == wanted
    assert [one.title("ru") for one in TABLES] == wanted


def test_sheets_are_in_english_too(tmp_path: Path) -> None:
    write_report(AUDIT, tmp_path / "a.xlsx", language="en")

    found = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert found.sheetnames == ["Summary", "Pages", "Violations", "Coverage", "Lines not read"]
    assert [cell.value for cell in found["Pages"][1]] == PAGES.heads("en")


def test_heads_stay_in_sight_and_filter(report: Path) -> None:
    for table in TABLES:
        found = sheet(report, table.title("ru"))

        assert found.freeze_panes in ("C2", "A2")
        assert found.auto_filter.ref == found.dimensions


def test_columns_are_wide_enough_for_their_heads(report: Path) -> None:
    pages = sheet(report, "Страницы")
    widths = {letter: one.width for letter, one in pages.column_dimensions.items()}

    assert widths["B"] > 40
    assert pages.row_dimensions[1].height == 45


def test_bands_have_colours_and_words(report: Path) -> None:
    pages = sheet(report, "Страницы")
    place = next(cell.column for cell in pages[1] if cell.value == "Зона")
    colours = {
        row[place - 1].value: row[place - 1].fill.fgColor.rgb for row in pages.iter_rows(min_row=2)
    }

    assert colours["зелёная"] == "FFC6EFCE"
    assert colours["жёлтая"] == "FFFFEB9C"
    assert colours["красная"] == "FFFFC7CE"


def test_numbers_and_moments_are_such(report: Path) -> None:
    pages = sheet(report, "Страницы")

    assert {type(one).__name__ for one in column(pages, "Подписчики")} == {"int", "NoneType"}
    assert "datetime" in {type(one).__name__ for one in column(pages, "Последняя запись (UTC)")}


def test_both_readers_see_the_same(report: Path) -> None:
    rows = CalamineWorkbook.from_path(str(report)).get_sheet_by_name("Нарушения").to_python()
    violations = sheet(report, "Нарушения")

    assert (
        len(rows) == violations.max_row == sum(table is FAULTS for table, _ in rows_of(AUDIT)) + 1
    )
    assert [row[1] for row in rows[1:]] == column(violations, "Организация")


def test_a_table_too_long_for_a_sheet_goes_on_in_the_next(tmp_path: Path) -> None:
    write_xlsx(many_pages(7), tmp_path / "a.xlsx", rows_of_a_sheet=3)
    book = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
    pages = [name for name in book.sheet_names if name.startswith("Страницы")]
    counts = [len(book.get_sheet_by_name(name).to_python()) for name in pages]

    assert pages == ["Страницы", "Страницы 2", "Страницы 3"]
    assert counts == [4, 4, 2]


def test_an_empty_audit_opens(tmp_path: Path) -> None:
    write_report(MadeUpAudit(), tmp_path / "a.xlsx")

    assert sheet(tmp_path / "a.xlsx", "Страницы").max_row == 1


def test_a_phone_survives(tmp_path: Path) -> None:
    write_report(one_page("+7 846 000-00-00"), tmp_path / "a.xlsx")

    assert column(sheet(tmp_path / "a.xlsx", "Страницы"), "Название") == ["+7 846 000-00-00"]


def test_a_text_too_long_for_a_cell_is_cut_with_a_mark() -> None:
    for letter in ("я", "😀"):
        cut = for_xlsx(letter * 40_000)

        assert cut.endswith(" […]")
        assert len(cut.encode("utf-16-le")) // 2 in (CELL_LIMIT, CELL_LIMIT - 1)
    assert for_xlsx("я" * CELL_LIMIT) == "я" * CELL_LIMIT


@pytest.mark.parametrize("text", ATTACKS, ids=lambda text: repr(text[:20]))
def test_attacks_are_plain_text(tmp_path: Path, text: str) -> None:
    harmless(tmp_path / "a.xlsx", one_page(text, why=text, address=text), text)


@settings(max_examples=40, deadline=None)
@given(anything)
def test_nothing_is_a_formula_or_a_link(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("xlsx") / "a.xlsx"
    harmless(path, one_page(text, why=text, address=text), text)


def harmless(path: Path, audit: MadeUpAudit, text: str) -> None:
    """Only texts and numbers stand in the cells, and nothing leads anywhere."""
    write_report(audit, path)
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
    sheets = {name: part for name, part in parts.items() if name.startswith("xl/worksheets/")}

    assert not [name for name in parts if name.startswith("xl/worksheets/_rels")]
    for part in sheets.values():
        assert not re.search("<f[ >/]|<hyperlink", part)
        assert set(re.findall(r'<c [^>]*t="(\w+)"', part)) <= {"inlineStr"}
    head, row = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Страницы").to_python()
    assert row[head.index("Название")] == for_xlsx(text)
    assert openpyxl.load_workbook(path)["Страницы"].max_row == 2


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)

    with pytest.raises(ConfigurationError, match=r"govpublic_sdk\[xlsx\]"):
        write_report(AUDIT, tmp_path / "a.xlsx")

    assert not list(tmp_path.iterdir())


def test_what_the_disk_says_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **options: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", full)

    with pytest.raises(OSError, match="full"):
        write_report(AUDIT, tmp_path / "a.xlsx")

    assert not list(tmp_path.iterdir())


def test_other_errors_of_the_writer_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **options: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", broken)

    with pytest.raises(RuntimeError, match="broken"):
        write_report(AUDIT, tmp_path / "a.xlsx")


@pytest.mark.skipif(SOFFICE is None, reason="no LibreOffice on this machine")
def test_libreoffice_opens_it(report: Path, tmp_path: Path) -> None:
    command = [
        str(SOFFICE),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true,false,false,false,2",
        "--outdir",
        str(tmp_path),
        str(report),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    (written,) = tmp_path.glob("*.csv")
    lines = written.read_text("utf-8").splitlines()

    assert lines[0].split(";") == PAGES.heads("ru")
    assert len(lines) == 41
