"""More inputs of the kinds that officials keep: cells, codes, headers, tails; values by hand."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import workbooks
from govpublic_sdk.errors import ParameterError
from govpublic_sdk.official_pages import Registry
from govpublic_sdk.official_pages.registry.cells import read_cell


def read(folder: Path, text: str, name: str = "list.csv") -> Registry:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Registry.read(path)


def pages(registry: Registry) -> list[int | str | None]:
    return [entry.public.value if entry.public else None for entry in registry]


def names(registry: Registry) -> list[str | None]:
    return [entry.organisation for entry in registry]


def rows(registry: Registry) -> list[tuple[int, str]]:
    return [(remark.row, remark.text("en")) for remark in registry.remarks]


# Addresses


@pytest.mark.parametrize(
    "text",
    [
        *("https://vk.com:443/samara", "//vk.com/samara", "://vk.com/samara", "vk.com/%73amara"),
        *("https://vk.com/samara%20", "https://vk.com/samara%0A", "https://vk.com/samara/%20"),
        *("https://vk.com/samarahttps://vk.com/samara", "vk.com/samarahttps://ok.ru/group/5"),
        *("vk.com/video/@samara", "vk.com/clips/@samara", "vk.com/videos/@samara?z=video1_2"),
        *("VK.RU/Samara", "m.vk.com/samara", "http://vkontakte.ru/samara", "[vk.com/samara|Имя]"),
        *("vk.com/away.php?to=vk.com/samara&post=-1_2", '=HYPERLINK("https://vk.com/samara";"ВК")'),
    ],
)
def test_name_is_read(text: str) -> None:
    found = read_cell(text).public

    assert found
    assert found.name == "samara"


@pytest.mark.parametrize(
    "text",
    ["vk.com/groups?w=club5", "vk.com/clips/club5", "vk.com/feed?w=wall-5_10", "vk.com/wall-5_2"],
)
def test_owner_of_a_part_is_told(text: str) -> None:
    found = read_cell(text)

    assert found.public
    assert (found.public.id, len(found.remarks)) == (5, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("vk.com/live/samara", "vk.com/s/v1/doc/abc", "vk.com/clips/samara", "vk.com/share?u=5"),
        *("72,5", "3.5", "12,5%", "vk.com/away.php?to=https://samara.ru", "vk.com/tag"),
    ],
)
def test_other_text_is_no_page(text: str) -> None:
    found = read_cell(text)

    assert found.public is None
    assert found.problem


@pytest.mark.parametrize(
    "text",
    [
        *("Нет, не создана", "(нет)", "<нет>", "«нет»", "нет.", "Нет!", "нет - не требуется", "/"),
        *("…", "нет страницы в социальных сетях", "страница удалена", "не подлежит созданию"),
        *("нет официальной страницы в социальной сети ВКонтакте", "undefined", "н/а", "(пусто)"),
    ],
)
def test_other_empty_word_is_blank(text: str) -> None:
    assert read_cell(text) == (None, None, ())


@pytest.mark.parametrize("text", ["()", ";,;", "нет ли", "в разработке", "нет, vk.com/samara"])
def test_other_words_are_not_blank(text: str) -> None:
    assert read_cell(text) != (None, None, ())


# Codes


@pytest.mark.parametrize(
    ("text", "ogrn", "remark"),
    [
        ("'1022800777141", "1022800777141", ""),
        ("1 022 800 777 141", "1022800777141", ""),
        ("1022800777141.0", "1022800777141", ""),
        ("1022800777141,00", "1022800777141", ""),
        ('"=""1022800777141"""', "1022800777141", ""),
        ("ОГРН: 1022800777141", "1022800777141", ""),
        ("№1022800777141", "1022800777141", ""),
        ("1,022800777141E+12", "1022800777141", ""),
        ("1022800777141 от 01.01.2020", "1022800777141", "taken out"),
        ("1,02280077714E+12", "1,02280077714E+12", "does not look"),
        ("102280077714", "102280077714", "does not look"),
        ("в процессе", "в процессе", "does not look"),
        ("1022800777141/1022800777152", "1022800777141/1022800777152", "does not look"),
        ("нет", None, ""),
    ],
)
def test_ogrn_of_a_spreadsheet_is_read(
    tmp_path: Path, text: str, ogrn: str | None, remark: str
) -> None:
    registry = read(tmp_path, f"Имя;ОГРН;Ссылка\nА;{text};vk.com/club5\n")

    assert registry.entries[0].ogrn == ogrn
    assert [remark in told for _, told in rows(registry)] == [True] * bool(remark)


def test_codes_of_a_workbook_are_read(tmp_path: Path) -> None:
    path = workbooks.xlsx(
        tmp_path / "list.xlsx",
        ("Архив",),
        Архив=[["Имя", "Ссылка"], ["Б", "vk.com/archive1"]],
        Пусто=[],
        Лист=[
            ["Наименование", "ОГРН", "ИНН", "ОКТМО", "Ссылка"],
            ["А", 1022800777141.0, 400000001, 3701000, "https://vk.com/club5"],
        ],
    )

    registry = Registry.read(path)

    (entry,) = registry
    assert (entry.ogrn, entry.inn, entry.oktmo) == ("1022800777141", "0400000001", "03701000")
    assert [row for row, _ in rows(registry)] == [1, 2, 2]


# Columns


def test_list_without_headers_is_read_by_content(tmp_path: Path) -> None:
    text = (
        "1;Школа № 1;1022800777141;vk.com/club5;8900123\n2;Сад;1022800777152;vk.com/sad_15;\n"
        "3;Музей;1022800777163;нет;\n"
    )

    registry = read(tmp_path, text)

    assert names(registry) == ["Школа № 1", "Сад", "Музей"]
    assert pages(registry) == [5, "sad_15", None]


def test_unknown_header_of_names_is_told(tmp_path: Path) -> None:
    registry = read(tmp_path, "Объект;Где\nШкола № 1;vk.com/club5\nСад;vk.com/club6\n")

    assert registry.entries[0].other == {"Объект": "Школа № 1"}
    assert [(row, "'Объект'" in told) for row, told in rows(registry)] == [(1, True)]


def test_address_of_another_column_is_told(tmp_path: Path) -> None:
    text = "Имя;Ссылка;Примечание\nА;;vk.com/club5\nБ;vk.com/club6;\nВ;vk.com/club7;\n"
    words = "Имя;Ссылка;Примечание\nА;;есть vk.com/club5\nБ;vk.com/club6;да\nВ;vk.com/b1;да\n"

    taken, left = read(tmp_path, text), read(tmp_path, words, "words.csv")

    assert pages(taken) == [5, 6, 7]
    assert rows(taken) == [(2, "the address was taken from the column 'Примечание'")]
    assert pages(left) == [None, 6, "b1"]
    assert [(row, "vk.com/club5" in told) for row, told in rows(left)] == [(2, True)]


def test_address_in_the_column_of_sites_is_told(tmp_path: Path) -> None:
    text = "Имя;Сайт;Страница\nА;vk.com/club5;\nБ;b.ru;vk.com/club6\nВ;v.ru;vk.com/club7\n"

    registry = read(tmp_path, text)

    assert pages(registry) == [None, 6, 7]
    assert [(row, "vk.com/club5" in told) for row, told in rows(registry)] == [(2, True)]


@pytest.mark.parametrize("head", ["Короткое имя", "Адрес страницы", "Госпаблик", "Screen name"])
def test_short_names_are_read_below_a_usual_header(tmp_path: Path, head: str) -> None:
    registry = read(tmp_path, f"Наименование;{head}\nА;@samara63\nБ;@club123\nВ;public5\n")

    assert pages(registry) == ["samara63", 123, 5]


@pytest.mark.parametrize(
    "text",
    ['["vk.com/club5"]', "<table><tr><td>vk.com/club5</td></tr></table>", "<body>vk.com/a"],
)
def test_other_kinds_of_texts_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ParameterError, match="is not a table"):
        read(tmp_path, text)


def test_list_of_other_networks_is_read(tmp_path: Path) -> None:
    registry = read(tmp_path, "Имя;Страница в ОК\nА;ok.ru/group/5\nБ;нет\n")

    assert [[page.address for page in entry.pages] for entry in registry] == [
        ["https://ok.ru/group/5"],
        [],
    ]


def test_merged_headers_of_a_workbook_are_one(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Реестр официальных страниц", None, None, None, None, None],
        ["№ п/п", "Организация", "ОГРН", "Официальные страницы", None, None],
        [None, None, None, "ВКонтакте", "Одноклассники", "MAX"],
        [1, 2, 3, 4, 5, 6],
        [1, "Школа", 1022800777141, "vk.com/club5", "ok.ru/group/5", "id6315800000_gos"],
        [2, "Сад", 1022800777152, "-", "ok.ru/group/6", "-"],
        ["Итого", None, None, 1, 2, 1],
    ):
        sheet.append(row)
    for area in ("A1:F1", "A2:A3", "B2:B3", "C2:C3", "D2:F2"):
        sheet.merge_cells(area)
    book.save(tmp_path / "list.xlsx")

    registry = Registry.read(tmp_path / "list.xlsx")

    assert (names(registry), pages(registry)) == (["Школа", "Сад"], [5, None])
    assert [len(entry.pages) for entry in registry] == [2, 1]
    assert [one.row for one in registry.unparsed] == [7]


# Tails and texts


def test_names_of_a_text_are_found_on_both_sides(tmp_path: Path) -> None:
    text = (
        "Реестр госпабликов\n1. Школа № 1 — https://vk.com/club5\n- Музей, vk.com/museum1\n"
        "https://vk.com/lib_1 - Библиотека\nhttps://vk.com/lib_2 - официальная страница\n"
    )

    registry = read(tmp_path, text, "list.txt")

    assert names(registry) == ["Школа № 1", "Музей", "Библиотека", None]
    assert pages(registry) == [5, "museum1", "lib_1", "lib_2"]
