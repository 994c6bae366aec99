"""Lists as officials keep them, by kind: each input with the values that are right by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

import workbooks
from govpublic_sdk import errors
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


# Quoted cells of several lines


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("lines", [2, 3, 6, 10, 25, 150])
@pytest.mark.parametrize("inner", ["строка", "а, б", "а; б"])
def test_cell_of_many_lines_is_one(tmp_path: Path, delimiter: str, lines: int, inner: str) -> None:
    cell = '"' + "\n".join([inner] * lines) + '"'
    heads = delimiter.join(["Наименование", "Описание", "ОГРН", "Ссылка"])
    body = [
        delimiter.join([f"Школа {at}", cell, "1022800777141", f"vk.com/school{at}"])
        for at in (1, 2, 3)
    ]

    registry = read(tmp_path, "\n".join([heads, *body]))

    assert pages(registry) == ["school1", "school2", "school3"]
    assert names(registry) == ["Школа 1", "Школа 2", "Школа 3"]
    assert {entry.ogrn for entry in registry} == {"1022800777141"}
    assert (registry.unparsed, registry.remarks) == ((), ())


@pytest.mark.parametrize("at", range(5))
def test_one_long_cell_changes_no_delimiter(tmp_path: Path, at: int) -> None:
    cells = ["x"] * 5
    cells[at] = '"' + "\n".join(["a, b, c"] * 10) + '"'
    body = [f"Школа {row};{cell};vk.com/school{row}" for row, cell in enumerate(cells)]

    registry = read(tmp_path, "\n".join(["Имя;Описание;Ссылка", *body]))

    assert pages(registry) == [f"school{row}" for row in range(5)]


# Columns that only speak of a public

NEVER = [
    *(("Рейтинг госпаблика", "85"), ("Место", "1"), ("Место в рейтинге сообществ", "3")),
    *(("Баллы", "72,5"), ("Балл сообщества", "7"), ("Год создания сообщества", "2022")),
    *(("Телефон", "9001234567"), ("Телефон сообщества", "9001234567")),
    *(("Создан паблик (1/0)", "1"), ("Дата создания паблика", "44562")),
    *(("Администратор сообщества", "https://vk.com/ivanov_p"), ("Администратор", "vk.com/ivanov")),
    *(("Ответственный за паблик", "vk.com/petrov"), ("ФИО администратора паблика", "ivanov")),
    *(("Телеграм", "@nickname"), ("Telegram", "@nickname"), ("МАХ", "id12345_gos")),
    *(("Тип сообщества", "group"), ("Тематика сообщества", "school"), ("Обложка паблика", "1")),
    *(("SMM-специалист паблика", "vk.com/petrova"), ("СММ группы", "vk.com/petrova")),
    *(("Контактное лицо паблика", "vk.com/petrova"), ("Редактор сообщества", "vk.com/petrova")),
    *(("Личная страница ВК", "vk.com/petrova"), ("Page manager", "vk.com/petrova")),
    *(("Старая группа", "https://vk.com/old_one"), ("Старый паблик ВК", "vk.com/old_one")),
    *(("Наличие паблика", "да"), ("Подтверждено сообщество", "yes"), ("% паблика", "50")),
    *(("Количество подписчиков паблика", "1500"), ("ОК", "https://ok.ru/group/12345")),
    *(("Community rating", "85"), ("Community members", "1500"), ("Old group", "vk.com/old_one")),
]


@pytest.mark.parametrize(("head", "cell"), NEVER)
@pytest.mark.parametrize("link", ["Ссылка", "Ссылка на госпаблик", "Где"])
@pytest.mark.parametrize("is_first", [True, False])
def test_column_about_a_page_never_wins(
    tmp_path: Path, head: str, cell: str, link: str, is_first: bool
) -> None:
    pairs = [(head, cell), (link, "https://vk.com/club5")]
    ordered = pairs if is_first else pairs[::-1]
    heads, cells = (";".join(part) for part in zip(*ordered, strict=True))

    registry = read(tmp_path, f"Наименование;{heads}\nШкола;{cells}\n")

    assert pages(registry) == [5]
    assert registry.unparsed == ()


def test_full_address_beats_a_bare_name_and_is_told(tmp_path: Path) -> None:
    text = "Имя;Госпаблик;Ссылка\nА;oldname;vk.com/club5\nБ;school2;vk.com/school2\n"

    registry = read(tmp_path, text)

    assert pages(registry) == [5, "school2"]
    assert [(one.row, "oldname" in one.text("ru")) for one in registry.remarks] == [(2, True)]


def test_id_beside_an_address_is_no_disagreement(tmp_path: Path) -> None:
    registry = read(tmp_path, "Имя;ID группы;Ссылка\nА;5;vk.com/school1\nБ;6;\n")

    assert pages(registry) == ["school1", 6]
    assert registry.remarks == ()


# Words and service addresses


@pytest.mark.parametrize(
    "word",
    [
        "TRUE",
        "FALSE",
        "True",
        "X",
        "x",
        "Х",
        "V",
        "yes",
        "Yes",
        "OK",
        "Ok",
        "ok",
        "ок",
        "VK",
        "vk",
        "ВК",
        "max",
        "MAX",
        "МАХ",
        "link",
        "Link",
        "https",
        "http",
        "Telegram",
        "TG",
        "www",
        "site",
        "group",
        "page",
        "public",
        "club",
        "event",
        "true",
        "instagram",
        "Viber",
        "none",
    ],
)
def test_plain_word_is_no_page(word: str) -> None:
    read = read_cell(word)

    assert read.public is None
    assert word == "none" or read.problem


@pytest.mark.parametrize(
    "path",
    [
        "public",
        "club",
        "event",
        "settings",
        "ads",
        "fave",
        "services",
        "feed",
        "im",
        "groups",
        "away?to=https://example.com",
        "nan",
        "None",
        "null",
        "ok.ru/group/5",
        "t.me/samara",
        "join/abc",
        "video",
        "apps",
        "docs",
        "search?q=5",
        "login?to=5",
        "support",
        "id5",
        "app5",
        "wall5_1",
        "photo5_1",
        "login.php",
        "groups_edit.php?act=x",
        *("index", "index.html", "signup", "newsfeed", "oauth", "widgets", "favicon.ico"),
        "places",
    ],
)
def test_service_address_is_no_page(path: str) -> None:
    read = read_cell(f"https://vk.com/{path}")

    assert read.public is None
    assert read.problem


def test_invitation_to_a_chat_is_no_page() -> None:
    assert read_cell("https://vk.me/join/AJQ1dz").problem


@pytest.mark.parametrize(
    "text",
    [
        *("vk.com/club/5", "vk.com/public/5", "club#5", "public№5", "club/5", "vk.com/club#5"),
        *("vk.com/gim5", "vk.com/gim5?sel=1", "vk.com/board5", "vk.com/pages?oid=-5&p=x"),
        *("vk.com/topic-5_1", "vk.com/photos-5", "vk.com/videos-5", "vk.com/market-5"),
        *("vk.com/app6013442_-5", "vk.com/stats?gid=5", "vk.com/video_ext.php?oid=-5&id=1"),
        *("vk.com/away?to=https%3A%2F%2Fvk.com%2Fclub5", "vk.com/im?sel=-5", "vk.com/write-5"),
    ],
)
def test_owner_of_an_address_is_taken_and_told(text: str) -> None:
    read = read_cell(text)

    assert read.public
    assert read.public.id == 5
    assert read.remarks


@pytest.mark.parametrize(
    "name",
    [
        "publik12345",
        "pubic12345",
        "clubs12345",
        "clud12345",
        "lcub12345",
        "pablic219628189",
        "publc219628189",
        "evnt12345",
        "publics12345",
        "pubilc12345",
    ],
)
def test_slip_in_a_prefix_is_told(name: str) -> None:
    for text in (name, f"https://vk.com/{name}"):
        read = read_cell(text)

        assert read.public
        assert read.public.name == name
        assert "slip" in read.remarks[0]("en")


@pytest.mark.parametrize("name", ["school12345", "sad12345", "club_12345", "clubs123", "mbou12345"])
def test_name_with_digits_is_no_slip(name: str) -> None:
    assert read_cell(f"vk.com/{name}").remarks == ()


@pytest.mark.parametrize(
    "text",
    [
        *(
            "0",
            "0,0",
            "0.0",
            "н/д",
            "Н/Д",
            "#Н/Д",
            "#N/A",
            "#ССЫЛКА!",
            "#REF!",
            "#ЗНАЧ!",
            "-",
            "нет",
        ),
        *(
            "ссылки нет",
            "Нет ссылки",
            "не требуется",
            "страница отсутствует",
            "Отсутствует страница",
        ),
        *(
            "Страницы нет",
            "не создана",
            "официальная страница не создана",
            "не ведется",
            "не имеется",
        ),
        *(
            "нет аккаунта в ВК",
            "отсутствуют",
            "не предусмотрено",
            "нет данных",
            "прочерк",
            "группы нет",
            "нету",
            "не имеют",
            "не нужна",
            "не обязаны",
            "-нет-",
            "0%",
            *("0,00 %", "не обязаны вести", "не нужен", "пока нет", "ещё не создана", "вк - нет"),
            *("в вк нет", "нет ВК", "ВК нет", "VK: нет", "нет сведений", "информация отсутствует"),
            *("не имеем", "не было", "не подлежат", "отсутств.", "not created", "no page", "???"),
        ),
    ],
)
def test_empty_word_is_blank(text: str) -> None:
    assert read_cell(text) == (None, None, ())


@pytest.mark.parametrize(
    "rest",
    [
        *("ОК https://ok.ru/group/5", "OK: https://ok.ru/x", "MAX https://max.ru/x", "МАХ", "max"),
        *(
            "Telegram: @x",
            "ТГ t.me/x",
            "12.05.2024",
            "381",
            "1 500",
            "https://ok.ru/x",
            "сайт a.ru",
        ),
        *(
            "и https://ok.ru/x",
            "Одноклассники https://ok.ru/x",
            "тел. 8-900-000-00-00",
            "(ОК) x.ru",
        ),
    ],
)
@pytest.mark.parametrize("label", ["", "VK: ", "ВК: ", "ВК - "])
def test_known_word_ends_a_name(label: str, rest: str) -> None:
    read = read_cell(f"{label}https://vk.com/school1 {rest}")

    assert read.public
    assert read.public.name == "school1"


def test_unknown_word_leaves_a_name_unread() -> None:
    assert read_cell("vk.com/school official").public is None


# Sheets


def test_first_sheet_with_addresses_is_read(tmp_path: Path) -> None:
    path = workbooks.xlsx(
        tmp_path / "list.xlsx",
        ТЗ=[["Техническое задание"], ["Проверить официальные страницы организаций"], ["Срок"]],
        Свод=[["Район", "Всего", "Есть"], ["Самара", 10, 8], ["Итого", 10, 8]],
        Реестр=[["Наименование", "Ссылка"], ["Школа", "https://vk.com/school1"]],
        Архив=[["Наименование", "Ссылка"], ["Школа", "https://vk.com/archive1"]],
    )

    registry = Registry.read(path)

    assert pages(registry) == ["school1"]
    assert registry.remarks[0].text("ru") == "прочитан лист «Реестр»; не прочитаны: ТЗ, Свод, Архив"


# Tail rows and sections


@pytest.mark.parametrize(
    "tail",
    [
        *("Общий итог;;;", ";Общий итог;5;", "Итог;;;", "Итого;5;;", ";Итого;;5", "Среднее;1;;"),
        *(";Исполнитель: Житель 1;;", "Глава района;;;", ";Глава района;;", "Примечание: без;;;"),
        *("Согласовано;;;", ";Всего;;", "Grand Total;;;", "Подготовил Житель 1;;;", "Сумма;5;;"),
        *(";Раздел 2. Образование;;", "Министерство здравоохранения;;;"),
        *(";Из них с госпабликами;2;", ";Доля, %;50;", "По состоянию на 01.01.2024;;;", ";;;100%"),
        *("Дата: 01.01.2024;;;", ";Раздел II. Культура;;", "II. Культура;;;", ";Прочие;12;5"),
        *("«___» ________ 2024 г.;;;", "Исп. Житель 1, тел. 000-00-00;;;", ";в том числе:;1;"),
    ],
)
def test_tail_row_is_no_organisation(tmp_path: Path, tail: str) -> None:
    rows = "".join(f"{at};Школа {at};1022800777141;vk.com/school{at}\n" for at in (1, 2, 3))

    registry = read(tmp_path, f"№;Наименование;ОГРН;Ссылка\n{rows}{tail}\n")

    assert len(registry) == 3
    assert [one.row for one in registry.unparsed] == [5]


def test_organisation_without_a_page_stays(tmp_path: Path) -> None:
    text = (
        "№;Наименование;Ссылка\n1;Школа 1;vk.com/school1\n2;Глава района;\n3;Итоговый центр;нет\n"
    )

    registry = read(tmp_path, text)

    assert names(registry) == ["Школа 1", "Глава района", "Итоговый центр"]


# Two header rows


def test_two_header_rows_are_one(tmp_path: Path) -> None:
    text = (
        "№;Наименование;Ссылки на официальные страницы;;\n;;ОК;ВК;ТГ\n"
        "1;Школа 1;https://ok.ru/group/12345;https://vk.com/school1;t.me/x\n"
        "2;Школа 2;https://ok.ru/group/12346;;t.me/x\n"
    )

    registry = read(tmp_path, text)

    assert pages(registry) == ["school1", None]
    assert names(registry) == ["Школа 1", "Школа 2"]
    assert [len(entry.pages) for entry in registry] == [1, 1]
    assert registry.unparsed == ()


@pytest.mark.parametrize("title", ["", "Реестр страниц;;\n"])
def test_names_survive_two_header_rows(tmp_path: Path, title: str) -> None:
    rows = "Школа 1;a.ru;vk.com/school1\nШкола 2;;vk.com/school2\n"
    text = f"{title}Организация;Ссылки;\n;Сайт;ВК\n{rows}"

    registry = read(tmp_path, text)

    assert names(registry) == ["Школа 1", "Школа 2"]
    assert pages(registry) == ["school1", "school2"]
    assert registry.entries[0].site == "a.ru"


# Names


@pytest.mark.parametrize(
    "head",
    [
        *("Школа", "Детский сад", "ДОУ", "ОО", "ОУ", "Больница", "Образовательная организация"),
        *("Юридическое лицо", "Министерство", "Наименование", "Название учреждения", "Ведомство"),
        *("Учреждение", "Организация", "Полное наименование", "Орган власти", "ОМСУ", "School"),
        *("Муниципальное учреждение", "Муниципальное бюджетное учреждение", "МБУ", "ЦРБ", "ФАП"),
        *("Дошкольная организация", "ДОО", "Name of organisation", "Казённое учреждение"),
        *("Муниципальное бюджетное общеобразовательное учреждение", "Муниципальная школа"),
        *("Муниципальный детский сад", "Муниципальное предприятие", "Сельский дом культуры"),
        *("Орган местного самоуправления", "Структурное подразделение", "Медучреждение", "МФЦ"),
        *("МАДОУ", "ГБУЗ", "МБУДО", "Спортивная школа", "Амбулатория", "Юр. лицо", "ДОУ района"),
        *("Перечень учреждений", "Name of the institution", "School name", "Наим. организации"),
    ],
)
def test_usual_header_gives_names(tmp_path: Path, head: str) -> None:
    registry = read(tmp_path, f"{head};Ссылка\nПервая;vk.com/school1\nВторая;vk.com/school2\n")

    assert names(registry) == ["Первая", "Вторая"]


@pytest.mark.parametrize(
    "head",
    [
        *("Группа в контакте", "Социальные сети", "Аккаунт", "URL страницы", "Ссылка ВК", "Паблик"),
        *("Официальная страница", "Ссылка на официальную страницу", "Госпаблик", "Адрес страницы"),
    ],
)
def test_usual_header_gives_pages(tmp_path: Path, head: str) -> None:
    registry = read(tmp_path, f"Наименование;{head}\nПервая;school1\nВторая;school2\n")

    assert pages(registry) == ["school1", "school2"]


def test_other_headers_are_known(tmp_path: Path) -> None:
    text = (
        "Город;Отрасль;ГРБС;Наименование;Наименование официальной страницы;"
        "Причина отсутствия страницы;Идентификатор группы\n"
        "Самара;Культура;Минкульт;Музей;Наш музей;приказ 5;\nСамара;Спорт;Минспорт;Школа;Мы;;5\n"
    )

    first, second = read(tmp_path, text)

    assert (first.municipality, first.spheres, first.founder) == (
        "Самара",
        ("Культура",),
        "Минкульт",
    )
    assert (first.organisation, first.exempt, first.public) == ("Музей", "приказ 5", None)
    assert second.public
    assert second.public.id == 5
    assert second.other["Наименование официальной страницы"] == "Мы"


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Школа № 1 – https://vk.com/school1",
            "Школа № 1 - vk.com/school1",
            "Школа № 1: vk.com/school1",
        ),
        *(
            "[Школа № 1](https://vk.com/school1)",
            "1. Школа № 1 — vk.com/school1",
            "• Школа № 1 vk.com/school1",
            "Школа № 1 = vk.com/school1",
            "Школа № 1 → vk.com/school1",
            *("vk.com/school1 (Школа № 1)", "vk.com/school1 = Школа № 1", "@school1 (Школа № 1)"),
            *(
                "vk.com/school1 → Школа № 1",
                "vk.com/school1 Школа № 1",
                "vk.com/school1: Школа № 1",
            ),
            *("[school1|Школа № 1]", "[https://vk.com/school1|Школа № 1]", "*school1 (Школа № 1)"),
        ),
    ],
)
def test_text_list_gives_names(tmp_path: Path, line: str) -> None:
    registry = read(tmp_path, f"{line}\nШкола 2 – vk.com/school2\n[club5|Школа 3]\n", "list.txt")

    assert names(registry) == ["Школа № 1", "Школа 2", "Школа 3"]
    assert pages(registry) == ["school1", "school2", 5]


def test_table_of_markdown_is_read(tmp_path: Path) -> None:
    rows = "| Школа | vk.com/school1 |\n| Сад | club5 |\n"

    registry = read(tmp_path, f"| Наименование | Ссылка |\n|:---|---:|\n{rows}", "list.md")

    assert (names(registry), pages(registry)) == (["Школа", "Сад"], ["school1", 5])


# What is no list


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("list.pdf", b"%PDF-1.7 vk.com/samara", "not a table"),
        ("list.txt", b"<html><body>vk.com/samara</body></html>", "not a table"),
        ("list.csv", b'{"pages": ["vk.com/samara"]}', "not a table"),
        ("list.txt", b'[{"page": "vk.com/samara"}]', "not a table"),
        ("list.xls", b"<html><table><tr><td>vk.com/samara</td></tr></table></html>", "web page"),
        ("list.xls", b"\xef\xbb\xbf<!DOCTYPE html><table></table>", "web page"),
    ],
)
def test_other_kinds_of_files_are_named(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)

    with pytest.raises(errors.ParameterError, match=words):
        Registry.read(tmp_path / name)


@pytest.mark.parametrize(
    "text",
    [
        *("Госпаблик с 01.02.2024 vk.com/school1", "ВК (с 01.02.2024 г.): vk.com/school1"),
        *("vk.com/school1 с 01.02.2024", "vk.com/school1 от 1.2.2024", "vk.com/school1 (закрыта)"),
        *("vk.com/school1 (основная)", "vk.com/school1 (с 01.02.2024)", "Ссылка: vk.com/school1"),
    ],
)
def test_label_and_note_are_no_names(tmp_path: Path, text: str) -> None:
    entry = read(tmp_path, f"{text}\nvk.com/school2\n", "a.txt").entries[0]

    assert (entry.public and entry.public.name, entry.organisation) == ("school1", None)


@pytest.mark.parametrize("head", ["Подопечные", "Кто", "Наши"])
@pytest.mark.parametrize("names", [["Школа"] * 3, ["Школа 1", "Школа 2", "Школа 3"]])
def test_names_that_may_be_lost_are_told(tmp_path: Path, head: str, names: list[str]) -> None:
    rows = "".join(f"{name};vk.com/school{at}\n" for at, name in enumerate(names, start=1))
    found = read(tmp_path, f"{head};Ссылка\n{rows}")

    assert [one.other[head] for one in found] == names
    assert any(head in str(one.text("ru")) for one in found.remarks)


@pytest.mark.parametrize("heads", ["ОМСУ;Наименование", "Наименование;ОМСУ", "Отдел;Name"])
def test_header_of_names_beats_that_of_kinds(tmp_path: Path, heads: str) -> None:
    cells = "Школа 1;А" if heads.startswith("Наименование") else "А;Школа 1"
    found = read(tmp_path, f"{heads};Ссылка\n{cells};vk.com/school1\n{cells};vk.com/school2\n")

    assert names(found) == ["Школа 1", "Школа 1"]
    assert [list(one.other.values()) for one in found] == [["А"], ["А"]]


@pytest.mark.parametrize("head", ["Школа и её ОГРН", "ОГРН"])
@pytest.mark.parametrize(
    "cell",
    ["Школа № 1, ОГРН 1022800777141", "Школа № 1 (1022800777141)", "1022800777141 Школа № 1"],
)
def test_name_beside_a_code_is_kept(tmp_path: Path, head: str, cell: str) -> None:
    found = read(tmp_path, f"{head};Ссылка\n{cell};vk.com/school1\n1022800777141;vk.com/school2\n")

    assert names(found) == ["Школа № 1", None]
    assert [one.ogrn for one in found] == ["1022800777141"] * 2


def test_label_of_a_site_is_removed(tmp_path: Path) -> None:
    rows = [
        *("vk.com/school1;сайт: c.ru", "vk.com/school2;Официальный сайт - http://d.ru"),
        *("vk.com/school3;сайт нет", "vk.com/school4;site.ru"),
    ]
    found = read(tmp_path, "Ссылка;Сайт\n" + "\n".join(rows))

    assert [one.site for one in found] == ["c.ru", "http://d.ru", None, "site.ru"]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("begin", ["\n<!-- c -->\n<html>", "\n<html>", "<meta x>", " <!DOCTYPE x>"])
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.html"])
def test_web_page_is_no_list(tmp_path: Path, mark: str, begin: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(f"{mark}{begin}<a href='https://vk.com/school1'>x</a>", "utf-8")

    with pytest.raises(errors.ParameterError, match="not a table"):
        Registry.read(path)


def test_bare_names_on_a_later_sheet_are_found(tmp_path: Path) -> None:
    title = [["Реестр"], ["Отчёт за год"]]
    rows = [["Наименование", "Госпаблик"], ["Школа 1", "school_one"], ["Школа 2", "school_two"]]
    found = Registry.read(workbooks.xlsx(tmp_path / "a.xlsx", Титул=title, Список=rows))

    assert pages(found) == ["school_one", "school_two"]
    assert names(found) == ["Школа 1", "Школа 2"]


def test_given_address_of_another_network_is_an_entry() -> None:
    registry = Registry.of(["https://ok.ru/samara", "club5"])

    assert [entry.public is None for entry in registry.entries] == [True, False]


def test_name_of_a_messenger_is_no_address() -> None:
    registry = Registry.of(["MAX"])

    assert [str(one.reason) for one in registry.unparsed] != []


def test_header_about_the_page_is_not_the_name_of_a_body(tmp_path: Path) -> None:
    path = tmp_path / "pages.csv"
    path.write_text(
        "Организация;Наименование страницы организации;Ссылка\n"
        "Школа № 1;Первая школа;https://vk.com/club5\n",
        encoding="utf-8",
    )

    (entry,) = Registry.read(path).entries

    assert entry.organisation == "Школа № 1"
