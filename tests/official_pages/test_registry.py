"""Lists of publics as officials keep them: what is read, what is repaired, what is told."""

from __future__ import annotations

import builtins
import csv
import json
import pickle
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import workbooks
from govpublic_sdk import PublicRef, errors
from govpublic_sdk.models import Post, Public
from govpublic_sdk.official_pages import Entry, Registry
from govpublic_sdk.official_pages.registry.cells import read_cell
from govpublic_sdk.sandbox import Sandbox
from shared import SHARED, needs_shared

FIVE = PublicRef(id=5)
SAMARA = PublicRef(name="samara")


def made(path: Path, text: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


def refused(path: Path, **parameters: Any) -> str:
    with pytest.raises(errors.ParameterError) as error:
        Registry.read(path, **parameters)
    return str(error.value)


# Cells


@pytest.mark.parametrize(
    ("text", "public"),
    [
        *((form, FIVE) for form in ("5", "5.0", "5,0", "-5", "\u22125", "club5", "public5")),
        *((form, FIVE) for form in ("event5", "@club5", "Club5", "[club5|Имя]")),
        *((form, FIVE) for form in ("https://vk.com/club5?w=wall-5_1", "vk.com/club5/settings")),
        *((form, SAMARA) for form in ("samara", "@samara", "Samara", " samara ", "«samara»")),
        *(
            (form, SAMARA)
            for form in ("https://vk.com/samara", "vk.ru/samara", "HTTPS://VK.COM/Samara")
        ),
        *((form, SAMARA) for form in ("http://m.vk.com/samara/", "www.vk.com/samara?from=x#y")),
        *((form, SAMARA) for form in ("vkontakte.ru/samara", "new.vk.com/samara", "vk.me/samara")),
        *((form, SAMARA) for form in ("ВК: https://vk.com/samara", "Группа - samara", "вк:samara")),
        *((form, SAMARA) for form in ("https:/vk.com/samara", "https//vk.com/samara")),
        *((form, SAMARA) for form in ("htpps://vk.com/samara", "https:\\\\vk.com\\samara")),
        *((form, SAMARA) for form in ("https://vk.com/vk.com/samara", "vk.com//samara")),
        *((form, SAMARA) for form in ("https://https://vk.com/samara", "vk,com/samara")),
        *((form, SAMARA) for form in ("https://vk.com/https://vk.com/samara", "vk.com/@samara")),
        *((form, SAMARA) for form in ("https://vk.com/samara.", "(https://vk.com/samara);")),
        *(
            (form, SAMARA)
            for form in ("<a href='https://vk.com/samara'>", "\ufeffvk.com/samara\u200b")
        ),
        *(
            (form, SAMARA)
            for form in ("https: //vk.com / samara", "vk. com/samara", "vk.com/ samara")
        ),
        *((form, SAMARA) for form in ("vк.соm/samara", "https://vк.соm/samara")),
        *((form, SAMARA) for form in ("vk.com/samara (официальная)", "vk.com/samara тел. 8")),
        *(
            (form, SAMARA)
            for form in ("Администрация https://vk.com/samara", "vk.com/samara www.a.ru")
        ),
        ("sandbox_mo36701000", PublicRef(name="sandbox_mo36701000")),
        ("club_art.school", PublicRef(name="club_art.school")),
    ],
)
def test_a_cell_names_a_public(text: str, public: PublicRef) -> None:
    read = read_cell(text)

    assert (read.public, read.problem, read.remarks) == (public, None, ())


@pytest.mark.parametrize(
    ("text", "public", "remark"),
    [
        ("vk.com/sаmаrа", SAMARA, "Cyrillic letters"),
        ("sаmara", SAMARA, "Cyrillic letters"),
        ("public 219 628 189", PublicRef(id=219628189), "spaces"),
        ("219 628 189", PublicRef(id=219628189), "spaces"),
        ("https://vk.com/public 219 628 189", PublicRef(id=219628189), "spaces"),
        ("vk.com/gorod_ samara", PublicRef(name="gorod_samara"), "spaces"),
        ("vk.com/gorod _samara", PublicRef(name="gorod_samara"), "spaces"),
        ("https://vk.com/wall-5_1", FIVE, "owns it"),
        ("vk.com/wall-5", FIVE, "owns it"),
        ("https://vk.com/feed?w=wall-5_1", FIVE, "owns it"),
        ("https://vk.com/?w=wall-5_1", FIVE, "owns it"),
        ("https://vk.com/im?sel=-5", FIVE, "owns it"),
        ("vk.com/topic-5_1", FIVE, "owns it"),
        ("vk.com/album-5_00", FIVE, "owns it"),
        ("vk.com/@-5-article", FIVE, "owns it"),
        ("vk.com/@samara-article", SAMARA, "owns it"),
        ("vk.com/samara, vk.com/club5", SAMARA, "not taken: vk.com/club5"),
        ("vk.com/samara\nhttps://t.me/samara", SAMARA, "not taken: https://t.me/samara"),
        ("vk.com/id1 vk.com/samara", SAMARA, "not taken: vk.com/id1"),
        ("samara; club5", SAMARA, "not taken: club5"),
    ],
)
def test_a_repair_is_told(text: str, public: PublicRef, remark: str) -> None:
    read = read_cell(text)

    assert (read.public, read.problem) == (public, None)
    assert remark in read.remarks[0]("en")
    assert read.remarks[0]("ru") != read.remarks[0]("en")


def test_the_same_address_twice_is_one() -> None:
    assert read_cell("https://vk.com/samara https://vk.ru/samara").remarks == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *(
            (form, "a person")
            for form in ("id1", "vk.com/id1", "@id1", "vk.com/wall5_1", "[id5|Имя]")
        ),
        *((form, "another network") for form in ("ok.ru/group/5", "https://t.me/samara")),
        *((form, "another network") for form in ("https://max.ru/samara", "MAX: max.ru/samara")),
        *(
            (form, "a site")
            for form in ("samara.ru", "https://www.samara.ru", "http://самара.рф/x")
        ),
        *((form, "a site") for form in ("https://vk.com.example.com/a", "https://evilvk.com/a")),
        *((form, "a site") for form in ("https://example.com/vk.com/samara", "www.samara.info")),
        ("vk.com/app8181405?ref=group_menu", "mini app"),
        ("https://vk.com/feed", "VK itself"),
        ("https://vk.com/", "ends after"),
        ("vk.com", "ends after"),
        ("vk.com/samara official", "a space"),
        ("vk.com/gorod sаmara", "a space"),
        ("foo bar", "several words"),
        ("vk.com/самара", "Cyrillic"),
        ("vk.com/сара", "Cyrillic"),
        ("club0", "no such number"),
        ("1022800777141", "no such number"),
        ("vk.com/____", "no such name"),
        ("vk.com/a-b", "no such name"),
        ("наш паблик", "no address"),
        ("+7 846 000", "no address"),
        ("@", "no address"),
        (",;,", "no address"),
        ("a" * 5_000, "5000 characters"),
    ],
)
def test_a_cell_that_names_none_says_why(text: str, reason: str) -> None:
    read = read_cell(text)

    assert read.public is None
    assert read.problem
    assert reason in read.problem("en")
    assert read.remarks == ()


@pytest.mark.parametrize("text", ["", "  ", "-", "—", "нет", "Не ведется", "n/a", "отсутствует"])
def test_a_blank_cell_says_nothing(text: str) -> None:
    assert read_cell(text) == (None, None, ())


@given(st.text(max_size=60) | st.from_regex(r"(https?://)?vk\.com/[ -ӿ]{0,20}"))
def test_any_cell_is_read_or_told(text: str) -> None:
    read = read_cell(text)

    assert not (read.public and read.problem)
    if read.public:
        assert read_cell(str(read.public.value)).public == read.public or read.public.name


# Whole lists


@needs_shared
def test_the_hospitals_of_orenburg_are_read() -> None:
    path = SHARED / "pos-samples" / "orenburg_med_publics_67.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))

    registry = Registry.read(path)

    assert (len(registry), registry.unparsed, registry.duplicates, registry.remarks) == (
        67,
        (),
        (),
        (),
    )
    assert registry.source == path.name
    for entry, row in zip(registry, rows, strict=True):
        page = row["Ссылка"].removeprefix("https://vk.com/")
        assert entry.public
        assert str(entry.public.value) == page.removeprefix("club").removeprefix("public")
        assert entry.organisation == " ".join(row["Наименование"].split())
        assert entry.other == {}


@needs_shared
def test_columns_of_a_regional_tool_are_known(tmp_path: Path) -> None:
    text = (SHARED / "pos-samples" / "amur_publics_with_expected_score.json").read_text("utf-8")
    bodies = [one["org"] for one in json.loads(text)]
    path = tmp_path / "amur.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(bodies[0]))
        table.writeheader()
        table.writerows(bodies)

    for entry, body in zip(Registry.read(path), bodies, strict=True):
        assert entry.public == PublicRef(name=body["screen_name"])
        assert entry.ogrn == str(body["the_main_state_registration_number"])
        assert (entry.organisation, entry.level) == (body["name"], body["level"])
        assert entry.founder == body["founder"]
        assert entry.spheres == (body["sphere_1"], *filter(None, [body["sphere_2"]]))
        assert entry.connected is body["connected"]
        assert entry.other["members_count"] == str(body["members_count"])


REGISTER = """Реестр официальных страниц области;;;;;;;;;;;
;;;;;;;;;;;
Уровень;Учредитель;Наименование подведомственной организации;Официальная страница не ведется на \
основании;ОГРН;ИНН;ОКТМО;Сфера 1;Сфера 2;ID госпаблика;Ссылка на госпаблик ВК;Подключение к \
компоненту «Госпаблики»;Сайт;Муниципальное образование;Госметка;Подписчики
1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16
МО;Тында;МБУ  ДШИ;;1,022800777141E+12;0400000001;3701000;Культура;Школы;5;vk.com/samara;Да;a.ru;\
Тында;1;381
МО;Тында;Отдел;приказ № 5;1022800777141.0;400000001;03701000;-;;;;не подключена;-;;;0
МО;-;Без страницы;;1 022 800 777 141;;;;;;нет;частично;;;;
МО;-;Только номер;;1,0228E+12;;;;;club6;;;;;;
Уровень;Учредитель;Наименование подведомственной организации;Официальная страница не ведется на \
основании;ОГРН;ИНН;ОКТМО;Сфера 1;Сфера 2;ID госпаблика;Ссылка на госпаблик ВК;Подключение к \
компоненту «Госпаблики»;Сайт;Муниципальное образование;Госметка;Подписчики
МО;;В другой сети;;;;;;;;https://ok.ru/group/5;;;;;
Итого;;;;;;;;;;;;;;;
;;Итого;;;;;;;4;;;;;;
МО;;Расходятся;;;;;;;club8;club7;;;;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_regional_register_is_read(tmp_path: Path, encoding: str) -> None:
    registry = Registry.read(made(tmp_path / "list.csv", REGISTER.replace("«", '"'), encoding))

    first, exempt, without, numbered, elsewhere, apart = registry
    assert first == Entry(
        row=5,
        public=SAMARA,
        organisation="МБУ ДШИ",
        ogrn="1022800777141",
        inn="0400000001",
        municipality="Тында",
        oktmo="03701000",
        level="МО",
        founder="Тында",
        spheres=("Культура", "Школы"),
        connected=True,
        site="a.ru",
        other={"Госметка": "1", "Подписчики": "381"},
    )
    assert (exempt.public, exempt.exempt, exempt.connected) == (None, "приказ № 5", False)
    assert (exempt.ogrn, exempt.inn, exempt.spheres) == ("1022800777141", "0400000001", ())
    assert (without.public, without.founder, without.connected) == (None, None, None)
    assert "частично" in without.other.values()
    assert (numbered.public, numbered.ogrn) == (PublicRef(id=6), "1,0228E+12")
    assert [page.address for page in elsewhere.pages] == ["https://ok.ru/group/5"]
    assert (elsewhere.public, elsewhere.organisation) == (None, "В другой сети")
    assert apart.public == PublicRef(id=7)
    assert [(one.row, one.text("en")) for one in registry.remarks] == [
        (5, "the ОКТМО lost its leading zero, which was given back: 03701000"),
        (6, "the ИНН lost its leading zero, which was given back: 0400000001"),
        (8, "does not look like an ОГРН, left as it is: 1,0228E+12"),
        (13, "columns name different communities, the first was taken; not taken: club8"),
    ]
    assert [(one.row, one.text, one.organisation) for one in registry.unparsed] == [
        (11, "Итого", None),
        (12, "4", "Итого"),
    ]
    assert registry.unparsed[1].reason("en") == "a line of totals"
    assert registry.publics == (SAMARA, PublicRef(id=6), PublicRef(id=7))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("vk.com/samara\nclub5\n", [1, 2]),
        ("Страницы\nsamara\nclub5\n", [2, 3]),
        ("Имя,Ссылка\nА,samara\nБ,club5\n", [2, 3]),
        ("А\thttps://vk.com/samara\nБ\tclub5\n", [1, 2]),
        ("Адрес;Что\nvk.com/samara;А\nvk.com/club5;Б", [2, 3]),
        ("sep=;\r\nпаблик;имя\r\nsamara;А\r\nclub5;Б\r\n", [3, 4]),
        ("id,Адрес,page\n1,ул. Ленина,samara\n2,ул. Мира,club5\n", [2, 3]),
        ("№;Кто;Где\n1;А, Б;https://vk.com/samara\n2;В, Г, Д;https://vk.com/club5\n", [2, 3]),
        ("\n\nssылка\nsamara\n\nclub5\n", None),
    ],
)
def test_the_column_is_found(tmp_path: Path, text: str, rows: list[int] | None) -> None:
    registry = Registry.read(made(tmp_path / "list.csv", text))

    read = [(one.row, one.public) for one in registry if one.public in (SAMARA, FIVE)]
    assert [public for _, public in read] == [SAMARA, FIVE]
    assert rows is None or [row for row, _ in read] == rows


def test_a_column_can_be_named(tmp_path: Path) -> None:
    path = made(tmp_path / "list.csv", "Кто;Первая;Вторая\nА;samara;club5\nБ;club6;togliatti\n")

    assert "'Первая'" in refused(path)
    assert Registry.read(path, column="первая").publics == (SAMARA, PublicRef(id=6))
    assert Registry.read(path, column="c").publics == (FIVE, PublicRef(name="togliatti"))
    assert Registry.read(path, column="b").entries[0].other == {"Кто": "А", "Вторая": "club5"}
    assert "'Четвёртая'" in refused(path, column="Четвёртая")
    assert "'Z'" in refused(made(tmp_path / "bare.csv", "1;2\n"), column="Z")


def test_a_heading_that_nobody_knows_is_no_body(tmp_path: Path) -> None:
    registry = Registry.read(made(tmp_path / "list.csv", "Кто;Где\nА;club5\nБ;vk.com/samara\n"))

    assert (registry.publics, registry.unparsed) == ((FIVE, SAMARA), ())
    assert registry.entries[0].other == {"Кто": "А"}


def test_unknown_columns_are_kept_under_their_heads(tmp_path: Path) -> None:
    text = "паблик;Куратор;Куратор;;ОГРН;ОГРН\nsamara;а;б;в;1;2\nclub5;;;;;\n"

    first, second = Registry.read(made(tmp_path / "list.csv", text))

    assert first.other == {"Куратор B": "а", "Куратор C": "б", "D": "в", "ОГРН F": "2"}
    assert repr(first.other) == repr(dict(first.other))
    assert (len(second.other), second.other.get("D")) == (0, None)
    assert pickle.loads(pickle.dumps(first)) == first


def test_a_text_has_comments_and_a_bare_list_has_names(tmp_path: Path) -> None:
    text = Registry.read(made(tmp_path / "list.txt", "# наши\nsamara\n\n  # club6\nclub5\n"))
    table = Registry.read(made(tmp_path / "list.csv", "А,vk.com/samara\nБ,vk.com/club5\n"))

    assert [(one.row, one.public) for one in text] == [(2, SAMARA), (5, FIVE)]
    assert [one.organisation for one in table] == ["А", "Б"]


def test_doubles_are_told_and_audited_once(tmp_path: Path) -> None:
    text = "Имя;Паблик\nА;samara\nБ;club5\nВ;https://vk.com/Samara\nГ;\nД;\n"

    registry = Registry.read(made(tmp_path / "list.csv", text))

    assert [one.organisation for one in registry] == ["А", "Б", "Г", "Д"]
    (double,) = registry.duplicates
    assert (double.rows, double.public) == ((2, 4), SAMARA)
    assert [one.organisation for one in double.entries] == ["А", "В"]


def test_quotation_marks_are_forgiven(tmp_path: Path) -> None:
    text = (
        'Имя;Паблик\n"ГБУЗ "Ромашка;vk.com/samara\nВторая;club5\n'
        '"На двух\nстроках";club6\n"Не закрыта;club7\n'
    )

    registry = Registry.read(made(tmp_path / "list.csv", text))

    assert [(one.row, one.organisation) for one in registry] == [
        *((2, "ГБУЗ Ромашка"), (3, "Вторая"), (4, "На двух строках"), (5, "Не закрыта"))
    ]
    assert [one.row for one in registry.remarks] == [5]
    assert "quotation mark" in registry.remarks[0].text("en")


def test_a_mark_that_never_closes_costs_one_line(tmp_path: Path) -> None:
    lines = "\n".join(f'"Школа; vk.com/school_{number}' for number in range(60))

    registry = Registry.read(made(tmp_path / "list.csv", f"Имя;Паблик\n{lines}\n"))

    assert len(registry) == len(registry.remarks) == 60


def test_a_huge_cell_costs_one_line(tmp_path: Path) -> None:
    huge = "а" * 1_000_000
    text = f'Имя,Паблик\nА,{huge}\nБ,"{huge}"\n"В ""{huge}""",club5\n'

    registry = Registry.read(made(tmp_path / "list.csv", text))

    assert [one.row for one in registry.unparsed] == [2, 3]
    assert "1000000 characters" in registry.unparsed[0].reason("en")
    assert registry.publics == (FIVE,)


def test_a_line_that_names_nobody_is_told(tmp_path: Path) -> None:
    registry = Registry.read(made(tmp_path / "list.csv", "Паблик;Куратор\nsamara;А\n;Б\n"))

    assert [(one.row, one.text) for one in registry.unparsed] == [(3, "Б")]
    assert "neither" in registry.unparsed[0].reason("en")


# Workbooks

ROWS = [
    ("Наименование", "ОГРН", "Паблик", "Подключение"),
    ("А", 1022800777141, "https://vk.com/samara", True),
    ("Б", None, 5, "нет"),
]


def test_a_workbook_is_read(tmp_path: Path) -> None:
    registry = Registry.read(workbooks.xlsx(tmp_path / "list.xlsx", Лист=[(), (), *ROWS]))

    first, second = registry
    assert (first.row, first.public, first.ogrn) == (4, SAMARA, "1022800777141")
    assert (first.connected, second.connected) == (True, False)
    assert (second.row, second.public) == (5, FIVE)
    assert registry.remarks == ()


def test_a_sheet_can_be_named(tmp_path: Path) -> None:
    path = workbooks.xlsx(
        *(tmp_path / "list.xlsx", ["Скрыт"]),
        Скрыт=[["club1"]],
        Пуст=[],
        Первый=ROWS,
        Ещё=[["club2"]],
    )

    registry = Registry.read(path)

    assert registry.publics == (SAMARA, FIVE)
    assert registry.remarks[0].text("en") == "the sheet 'Первый' was read; not read: Пуст, Ещё"
    assert Registry.read(path, sheet=" ещё").publics == (PublicRef(id=2),)
    assert Registry.read(path, sheet="Скрыт").publics == (PublicRef(id=1),)
    assert "'Первый'" in refused(path, sheet="Второй")
    assert "no sheets" in refused(made(tmp_path / "list.csv", "samara"), sheet="Первый")


def test_a_sheet_of_libreoffice_is_read(tmp_path: Path) -> None:
    path = workbooks.ods(tmp_path / "list.ods", ["Паблик", "vk.com/samara", "club5"])

    assert Registry.read(path).publics == (SAMARA, FIVE)


def test_a_workbook_is_known_by_its_contents(tmp_path: Path) -> None:
    path = workbooks.xlsx(tmp_path / "list.xlsx", Лист=ROWS).rename(tmp_path / "list.csv")

    assert Registry.read(path).publics == (SAMARA, FIVE)


def test_without_the_extra_it_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbooks.xlsx(tmp_path / "list.xlsx", Лист=ROWS)
    genuine = builtins.__import__

    def absent(name: str, *rest: Any) -> Any:
        if name == "python_calamine":
            raise ImportError(name)
        return genuine(name, *rest)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(errors.ConfigurationError, match=r"govpublic_sdk\[xlsx\]"):
        Registry.read(path)


# Trouble


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("list.csv", b"", "is empty"),
        ("list.csv", b"\xef\xbb\xbf", "has no rows"),
        ("list.csv", b"\n \n;;\n", "has no rows"),
        ("list.csv", "Наименование;Ссылка\n".encode(), "has no rows"),
        ("list.txt", b"# nothing\n", "has no rows"),
        ("list.xlsx", b"https://vk.com/samara\n", "not a workbook"),
        ("list.xlsx", b"PK\x03\x04 and no more", "damaged"),
        ("list.xls", b"\xd0\xcf\x11\xe0 and no more", "is not a readable workbook"),
        ("list.csv", b"samara\n\0" * 10 + b"\0" * 90, "not a table"),
        ("list.csv", "x;y\nа;б\n".encode(), "no column"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    assert words in refused(made(tmp_path / name, content))


def test_a_stray_nul_is_left_out(tmp_path: Path) -> None:
    text = "samara\n" * 30 + "cl\0ub5\n"

    assert Registry.read(made(tmp_path / "list.txt", text)).publics == (SAMARA, FIVE)


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    assert "does not exist" in refused(tmp_path / "list.csv")
    assert "is not a file" in refused(tmp_path)
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    assert "expected a readable file" in refused(tmp_path / "loop.csv")
    assert "expected a readable file" in refused(tmp_path / ("x" * 5_000))


def test_a_file_that_cannot_be_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(tmp_path / "list.csv", "samara")

    def closed(*_: Any, **__: Any) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", closed)
    assert "Permission denied" in refused(path)


def test_a_workbook_that_would_not_fit_is_never_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b" " * 5_000_000)
    lying = workbooks.lying_about_its_size(tmp_path / "lying.xlsx", 5_000_000)

    for path in (bomb, lying):
        assert path.stat().st_size < 10_000
        assert "when unpacked" in refused(path, max_bytes=1_000_000)
    assert "1,048,576 rows" in refused(workbooks.spread(tmp_path / "spread.xlsx"))
    repeated = workbooks.ods(tmp_path / "list.ods", ["samara"], repeated=16_000)
    assert "16,000 rows and 16,000 columns" in refused(repeated)
    assert "max_bytes" in refused(made(tmp_path / "list.csv", "samara\n" * 9), max_bytes=10)


def test_a_bomb_takes_no_memory(tmp_path: Path) -> None:
    lying = workbooks.lying_about_its_size(tmp_path / "lying.xlsx", 60_000_000)

    tracemalloc.start()
    refused(lying, max_bytes=50_000_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 15_000_000


def test_a_workbook_with_a_password_is_refused(tmp_path: Path) -> None:
    locked = workbooks.xlsx(tmp_path / "locked.xlsx", Лист=ROWS)
    content = bytearray(locked.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag of a locked member

    assert "password" in refused(workbooks.encrypted(tmp_path / "list.xlsx"))
    assert "password" in refused(made(locked, bytes(content)))


def test_a_zip_that_is_packed_in_another_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")

    assert "an unusual zip" in refused(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("readme.txt", b"vk.com/samara")

    assert "is not a readable workbook" in refused(path)


def test_a_list_may_have_so_many_lines(tmp_path: Path) -> None:
    path = made(tmp_path / "list.txt", "samara\nclub5\nclub6\n")

    assert len(Registry.read(path, max_rows=3)) == 3
    assert "max_rows" in refused(path, max_rows=2)
    for wrong in (0, -1, True):
        assert "max_rows" in refused(path, max_rows=wrong)
        assert "max_bytes" in refused(path, max_bytes=wrong)


def test_a_long_list_stays_small(tmp_path: Path) -> None:
    text = "Уровень;Муниципалитет;Имя;Паблик;Куратор\n" + "".join(
        f"МО;Район {number % 40};Школа № {number};https://vk.com/school_{number};отдел\n"
        for number in range(10_000)
    )
    path = made(tmp_path / "list.csv", text)

    tracemalloc.start()
    registry = Registry.read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(registry) == 10_000
    assert peak / len(registry) < 1_500
    first, second = registry.entries[0], registry.entries[40]
    assert first.municipality is second.municipality
    assert first.level is second.level


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from(["csv", "txt", "xlsx", "ods"]),
    st.binary(max_size=200)
    | st.text(alphabet='абvk.com/;,\t"\n\0 club5', max_size=120).map(str.encode)
    | st.binary(max_size=60).map(lambda some: b"PK\x03\x04" + some),
)
def test_any_file_is_read_or_refused(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = made(tmp_path / f"list.{suffix}", content)
    try:
        registry = Registry.read(path)
    except errors.ParameterError:
        return
    assert all(one.row > 0 for one in (*registry.entries, *registry.unparsed))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(0, 5_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, place: int, some: bytes) -> None:
    whole = tmp_path / "whole.xlsx"
    if not whole.exists():
        workbooks.xlsx(whole, Лист=ROWS)
    content = whole.read_bytes()
    at = place % len(content)
    path = made(tmp_path / "list.xlsx", content[:at] + some + content[at + len(some) :])
    try:
        Registry.read(path)
    except errors.ParameterError:
        return


# In code


def test_a_list_can_be_made_in_code() -> None:
    own = Entry(row=9, public=PublicRef(id=9), organisation="Своя")

    registry = Registry.of(
        [
            5,
            "vk.com/samara",
            Public(id=6),
            PublicRef(id=7),
            own,
            "club5",
            "id1",
            "",
            "vk.com/wall-8_1",
        ],
        source="мой",
    )

    assert [(one.row, one.public) for one in registry] == [
        *((1, FIVE), (2, SAMARA), (3, PublicRef(id=6)), (4, PublicRef(id=7))),
        *((9, PublicRef(id=9)), (9, PublicRef(id=8))),
    ]
    assert [one.rows for one in registry.duplicates] == [(1, 6)]
    assert [one.row for one in registry.unparsed] == [7, 8]
    assert [one.row for one in registry.remarks] == [9]
    assert registry.source == "мой"
    assert len(Registry.of([])) == 0


@pytest.mark.parametrize("wrong", [0, -5, True, 1.5, None, Post(id=5, owner_id=-1)])
def test_what_is_no_public_is_refused_with_its_place(wrong: Any) -> None:
    with pytest.raises(errors.ParameterError, match=r"publics\[1\]"):
        Registry.of([5, wrong])


def test_the_publics_of_a_sandbox_make_a_registry(tmp_path: Path) -> None:
    with Sandbox(publics=3) as box, box.client() as client:
        registry = Registry.of(box.publics)
        found = client.publics.get_many(registry.publics)
        names = "\n".join(one.screen_name or "" for one in found)
        again = Registry.read(made(tmp_path / "list.txt", names))

    assert [one.value for one in registry.publics] == list(box.publics)
    assert [one.value for one in again.publics] == [one.screen_name for one in found]
