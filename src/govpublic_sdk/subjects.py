"""The subjects of the Federation in the codings of the state.

Three codings live side by side, and the same digits mean different subjects in them; so a subject
is looked up with a typed identifier, never with bare digits. Columns of the table: number at tax
offices and in ОГРН, code on plates, ОКАТО, ОКТМО, federal district, IANA zone of the capital, name,
capital, and from when on, for those that are younger than the codings. Links of ПОС name a region
by its code in ОКАТО. Compared on 2026-11-23 with:

* numbers and names: приказ ФНС России от 28.10.2022 № ЕД-7-21/988@;
* ОКАТО, ОКТМО, districts: https://github.com/hflabs/region;
* codes in links of ПОС: https://github.com/smkthat/find-pos-widgets.

No source names a district for 90, 93, 94 and 95. Number 99 is in no table of subjects: it is used
for other territories, such as Байконур.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk.identifiers import INN, OGRN, OGRNIP, OKATO, OKTMO, Identifier, SubjectNumber

__all__ = [
    "COMPARED_ON",
    "FORMER_NUMBERS",
    "SUBJECTS",
    "Subject",
    "subject_of",
    "subject_with_plates",
    "subjects_at",
]

COMPARED = "2026-11-23"
"""When the table was compared with its sources."""

DISTRICTS = {
    "ЦФО": "Центральный",
    "СЗФО": "Северо-Западный",
    "ЮФО": "Южный",
    "СКФО": "Северо-Кавказский",
    "ПФО": "Приволжский",
    "УрФО": "Уральский",
    "СФО": "Сибирский",
    "ДФО": "Дальневосточный",
}
"""Federal districts by their abbreviations."""

ROWS = """
01|01|79|79|ЮФО|Europe/Moscow|Республика Адыгея (Адыгея)|Майкоп
02|02|80|80|ПФО|Asia/Yekaterinburg|Республика Башкортостан|Уфа
03|03|81|81|ДФО|Asia/Irkutsk|Республика Бурятия|Улан-Удэ
04|04|84|84|СФО|Asia/Barnaul|Республика Алтай|Горно-Алтайск
05|05|82|82|СКФО|Europe/Moscow|Республика Дагестан|Махачкала
06|06|26|26|СКФО|Europe/Moscow|Республика Ингушетия|Магас
07|07|83|83|СКФО|Europe/Moscow|Кабардино-Балкарская Республика|Нальчик
08|08|85|85|ЮФО|Europe/Moscow|Республика Калмыкия|Элиста
09|09|91|91|СКФО|Europe/Moscow|Карачаево-Черкесская Республика|Черкесск
10|10|86|86|СЗФО|Europe/Moscow|Республика Карелия|Петрозаводск
11|11|87|87|СЗФО|Europe/Moscow|Республика Коми|Сыктывкар
12|12|88|88|ПФО|Europe/Moscow|Республика Марий Эл|Йошкар-Ола
13|13|89|89|ПФО|Europe/Moscow|Республика Мордовия|Саранск
14|14|98|98|ДФО|Asia/Yakutsk|Республика Саха (Якутия)|Якутск
15|15|90|90|СКФО|Europe/Moscow|Республика Северная Осетия - Алания|Владикавказ
16|16|92|92|ПФО|Europe/Moscow|Республика Татарстан (Татарстан)|Казань
17|17|93|93|СФО|Asia/Krasnoyarsk|Республика Тыва|Кызыл
18|18|94|94|ПФО|Europe/Samara|Удмуртская Республика|Ижевск
19|19|95|95|СФО|Asia/Krasnoyarsk|Республика Хакасия|Абакан
20|95|96|96|СКФО|Europe/Moscow|Чеченская Республика|Грозный
21|21|97|97|ПФО|Europe/Moscow|Чувашская Республика - Чувашия|Чебоксары
22|22|01|01|СФО|Asia/Barnaul|Алтайский край|Барнаул
23|23|03|03|ЮФО|Europe/Moscow|Краснодарский край|Краснодар
24|24|04|04|СФО|Asia/Krasnoyarsk|Красноярский край|Красноярск
25|25|05|05|ДФО|Asia/Vladivostok|Приморский край|Владивосток
26|26|07|07|СКФО|Europe/Moscow|Ставропольский край|Ставрополь
27|27|08|08|ДФО|Asia/Vladivostok|Хабаровский край|Хабаровск
28|28|10|10|ДФО|Asia/Yakutsk|Амурская область|Благовещенск
29|29|11|11|СЗФО|Europe/Moscow|Архангельская область|Архангельск
30|30|12|12|ЮФО|Europe/Astrakhan|Астраханская область|Астрахань
31|31|14|14|ЦФО|Europe/Moscow|Белгородская область|Белгород
32|32|15|15|ЦФО|Europe/Moscow|Брянская область|Брянск
33|33|17|17|ЦФО|Europe/Moscow|Владимирская область|Владимир
34|34|18|18|ЮФО|Europe/Volgograd|Волгоградская область|Волгоград
35|35|19|19|СЗФО|Europe/Moscow|Вологодская область|Вологда
36|36|20|20|ЦФО|Europe/Moscow|Воронежская область|Воронеж
37|37|24|24|ЦФО|Europe/Moscow|Ивановская область|Иваново
38|38|25|25|СФО|Asia/Irkutsk|Иркутская область|Иркутск
39|39|27|27|СЗФО|Europe/Kaliningrad|Калининградская область|Калининград
40|40|29|29|ЦФО|Europe/Moscow|Калужская область|Калуга
41|41|30|30|ДФО|Asia/Kamchatka|Камчатский край|Петропавловск-Камчатский|2007-07-01
42|42|32|32|СФО|Asia/Novokuznetsk|Кемеровская область - Кузбасс|Кемерово
43|43|33|33|ПФО|Europe/Kirov|Кировская область|Киров
44|44|34|34|ЦФО|Europe/Moscow|Костромская область|Кострома
45|45|37|37|УрФО|Asia/Yekaterinburg|Курганская область|Курган
46|46|38|38|ЦФО|Europe/Moscow|Курская область|Курск
47|47|41|41|СЗФО|Europe/Moscow|Ленинградская область|Гатчина
48|48|42|42|ЦФО|Europe/Moscow|Липецкая область|Липецк
49|49|44|44|ДФО|Asia/Magadan|Магаданская область|Магадан
50|50|46|46|ЦФО|Europe/Moscow|Московская область|Красногорск
51|51|47|47|СЗФО|Europe/Moscow|Мурманская область|Мурманск
52|52|22|22|ПФО|Europe/Moscow|Нижегородская область|Нижний Новгород
53|53|49|49|СЗФО|Europe/Moscow|Новгородская область|Великий Новгород
54|54|50|50|СФО|Asia/Novosibirsk|Новосибирская область|Новосибирск
55|55|52|52|СФО|Asia/Omsk|Омская область|Омск
56|56|53|53|ПФО|Asia/Yekaterinburg|Оренбургская область|Оренбург
57|57|54|54|ЦФО|Europe/Moscow|Орловская область|Орёл
58|58|56|56|ПФО|Europe/Moscow|Пензенская область|Пенза
59|59|57|57|ПФО|Asia/Yekaterinburg|Пермский край|Пермь|2005-12-01
60|60|58|58|СЗФО|Europe/Moscow|Псковская область|Псков
61|61|60|60|ЮФО|Europe/Moscow|Ростовская область|Ростов-на-Дону
62|62|61|61|ЦФО|Europe/Moscow|Рязанская область|Рязань
63|63|36|36|ПФО|Europe/Samara|Самарская область|Самара
64|64|63|63|ПФО|Europe/Saratov|Саратовская область|Саратов
65|65|64|64|ДФО|Asia/Sakhalin|Сахалинская область|Южно-Сахалинск
66|66|65|65|УрФО|Asia/Yekaterinburg|Свердловская область|Екатеринбург
67|67|66|66|ЦФО|Europe/Moscow|Смоленская область|Смоленск
68|68|68|68|ЦФО|Europe/Moscow|Тамбовская область|Тамбов
69|69|28|28|ЦФО|Europe/Moscow|Тверская область|Тверь
70|70|69|69|СФО|Asia/Tomsk|Томская область|Томск
71|71|70|70|ЦФО|Europe/Moscow|Тульская область|Тула
72|72|71|71|УрФО|Asia/Yekaterinburg|Тюменская область|Тюмень
73|73|73|73|ПФО|Europe/Ulyanovsk|Ульяновская область|Ульяновск
74|74|75|75|УрФО|Asia/Yekaterinburg|Челябинская область|Челябинск
75|75|76|76|ДФО|Asia/Chita|Забайкальский край|Чита|2008-03-01
76|76|78|78|ЦФО|Europe/Moscow|Ярославская область|Ярославль
77|77|45|45|ЦФО|Europe/Moscow|г. Москва|Москва
78|78|40|40|СЗФО|Europe/Moscow|г. Санкт-Петербург|Санкт-Петербург
79|79|99|99|ДФО|Asia/Vladivostok|Еврейская автономная область|Биробиджан
83|83|111|118|СЗФО|Europe/Moscow|Ненецкий автономный округ|Нарьян-Мар
86|86|711|718|УрФО|Asia/Yekaterinburg|Ханты-Мансийский автономный округ - Югра|Ханты-Мансийск
87|87|77|77|ДФО|Asia/Anadyr|Чукотский автономный округ|Анадырь
89|89|7114|719|УрФО|Asia/Yekaterinburg|Ямало-Ненецкий автономный округ|Салехард
90|85|23|23|-|Europe/Moscow|Запорожская область|Мелитополь|2022-09-30
91|82|35|35|ЮФО|Europe/Simferopol|Республика Крым|Симферополь|2014-03-18
92|92|67|67|ЮФО|Europe/Simferopol|г. Севастополь|Севастополь|2014-03-18
93|80|21|21|-|Europe/Moscow|Донецкая Народная Республика|Донецк|2022-09-30
94|81|43|43|-|Europe/Moscow|Луганская Народная Республика|Луганск|2022-09-30
95|84|74|74|-|Europe/Moscow|Херсонская область|Геническ|2022-09-30
"""
"""A line for each subject, in the order of the numbers; `г.` is город федерального значения."""

COMPARED_ON = date.fromisoformat(COMPARED)
"""When the table was compared with its sources; codes change."""

FORMER_NUMBERS = frozenset(map(SubjectNumber, ("80", "81", "82", "84", "85", "88")))
"""Numbers of subjects that merged into others from 2005 to 2008: old ОГРН and ИНН carry them."""

_FEDERAL_CITY = "город федерального значения"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject of the Federation.

    Attributes:
        number: Its number at tax offices: digits 4-5 of an ОГРН, the first two of an ИНН.
        plates: Its code on number plates, which differs for six subjects.
        okato: Its code in ОКАТО, 2 digits, or 111, 711, 7114; links of ПОС name it so.
        oktmo: With what its codes in ОКТМО begin: 2 digits, or 118, 718, 719.
        name: Its official name.
        federal_district: Its federal district; None where no source names one.
        time_zone: The IANA zone of its capital; parts of Якутия and Сахалин have others.
        capital: Its capital, or where its authorities sit.
        valid_from: Since when it exists or belongs to the Federation; None for older ones.
    """

    number: SubjectNumber
    plates: str
    okato: OKATO
    oktmo: str
    name: str
    federal_district: str | None
    time_zone: str
    capital: str
    valid_from: date | None = None

    @property
    def pos_region(self) -> str:
        """Its code in links of ПОС: that of ОКАТО."""
        return str(self.okato)


def _subject(row: str) -> Subject:
    number, plates, okato, oktmo, district, zone, name, capital, *since = row.split("|")
    return Subject(
        number=SubjectNumber(number),
        plates=plates,
        okato=OKATO(okato),
        oktmo=oktmo,
        name=name.replace("г.", _FEDERAL_CITY, 1) if name.startswith("г.") else name,
        federal_district=DISTRICTS.get(district),
        time_zone=zone,
        capital=capital,
        valid_from=date.fromisoformat(since[0]) if since else None,
    )


SUBJECTS: tuple[Subject, ...] = tuple(map(_subject, ROWS.split("\n")[1:-1]))
"""All subjects, by their numbers."""

_BY_NUMBER: dict[str, Subject] = {str(one.number): one for one in SUBJECTS}
_BY_OKATO: dict[str, Subject] = {str(one.okato): one for one in SUBJECTS}
_BY_OKTMO: dict[str, Subject] = {one.oktmo: one for one in SUBJECTS}
_BY_PLATES: dict[str, Subject] = {one.plates: one for one in SUBJECTS}


@check_arguments
def subjects_at(day: date) -> tuple[Subject, ...]:
    """The subjects that existed on a day, as far as `valid_from` is known."""
    return tuple(one for one in SUBJECTS if one.valid_from is None or one.valid_from <= day)


@check_arguments
def subject_of(code: Identifier) -> Subject | None:
    """The subject that a number belongs to.

    For ОГРН, ОГРНИП and ИНН it is the subject where they were given, which need not be the one
    where the body sits.

    Args:
        code: An identifier of any type; its type selects how it is read.

    Returns:
        The subject; None for codes of no subject of today (`FORMER_NUMBERS`, 99), and for longer
        codes of ОКАТО that begin with 711, which two okrugs share.

    Raises:
        ParameterError: It is bare text, which could be read in three ways.
    """
    if isinstance(code, SubjectNumber):
        return _BY_NUMBER.get(str(code))
    if isinstance(code, OGRN | OGRNIP):
        return _BY_NUMBER.get(code[3:5])
    if isinstance(code, INN):
        return _BY_NUMBER.get(code[:2])
    if isinstance(code, OKTMO):
        return _BY_OKTMO.get(code[:3]) or _BY_OKTMO.get(code[:2])
    return _of_okato(str(code))


def _of_okato(code: str) -> Subject | None:
    """A third digit 1 marks what belongs to an autonomous okrug."""
    if code in _BY_OKATO:
        return _BY_OKATO[code]
    if code.startswith("711"):
        return _okrug_of_tyumen(code)
    return _BY_OKATO.get("111" if code.startswith("111") else code[:2])


def _okrug_of_tyumen(code: str) -> Subject | None:
    """71100 and 71140 are okrugs as a whole; their parts cannot be distinguished."""
    whole = {"71100": "711", "71140": "7114"}.get(code[:5])
    return _BY_OKATO[whole] if whole and not code[5:].strip("0") else None


@check_arguments
def subject_with_plates(code: str) -> Subject | None:
    """The subject by its two-digit code on number plates; 95 is Чечня here, and Херсон in an ИНН.

    None for codes that are not a subject's first ones.
    """
    return _BY_PLATES.get(code)
