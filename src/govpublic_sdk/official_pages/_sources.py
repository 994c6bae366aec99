"""Acts, instructions and ratings that speak of official pages, as they can be found in public."""

from __future__ import annotations

from datetime import date

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk.official_pages.requirement import Source

__all__ = [
    "ACCESS",
    "AMUR",
    "BASHKORTOSTAN",
    "CREATION",
    "FIRST_RATING",
    "LAW",
    "NETWORKS",
    "PETERSBURG",
    "RATING",
    "RULES",
    "SIGNS",
]

LAW = Source(
    kind="law",
    title=LocalizedText(
        "Федеральный закон от 14.07.2022 № 270-ФЗ (поправки к 8-ФЗ)",
        "Federal Law 270-FZ of 14 July 2022 (amends 8-FZ)",
    ),
    date=date(2022, 7, 14),
    number="270-ФЗ",
)
ACCESS = Source(
    kind="law",
    title=LocalizedText(
        "Федеральный закон от 09.02.2009 № 8-ФЗ, статья 4",
        "Federal Law 8-FZ of 9 February 2009, article 4",
    ),
    date=date(2009, 2, 9),
    number="8-ФЗ",
    url="https://www.consultant.ru/document/cons_doc_LAW_84602/",
)
NETWORKS = Source(
    kind="law",
    title=LocalizedText(
        "Распоряжение Правительства РФ от 02.09.2022 № 2523-р: ВКонтакте и Одноклассники",
        "Government Order 2523-r of 2 September 2022: VK and Odnoklassniki",
    ),
    date=date(2022, 9, 2),
    number="2523-р",
)
RULES = Source(
    kind="law",
    title=LocalizedText(
        "Постановление Правительства РФ от 31.12.2022 № 2560",
        "Government Decree 2560 of 31 December 2022",
    ),
    date=date(2022, 12, 31),
    number="2560",
)
FIRST_RATING = Source(
    kind="rating",
    title=LocalizedText(
        "Первый рейтинг Минцифры России и АНО «Диалог Регионы», октябрь 2022",
        "First rating of the Ministry of Digital Development and «Диалог Регионы», October 2022",
    ),
    date=date(2022, 10, 1),
    url="https://berezniki-gid.ru/news/politika/permskiy-kray-samyy-otkrytyy-v-socsetyah.htm",
)
RATING = Source(
    kind="rating",
    title=LocalizedText(
        "Рейтинг Минцифры России и АНО «Диалог Регионы»",
        "Rating of the Ministry of Digital Development and «Диалог Регионы»",
    ),
    date=date(2023, 7, 1),
    url="https://dzen.ru/b/ZMi4PB8SqmS5A1iy",
)
CREATION = Source(
    kind="region act",
    title=LocalizedText(
        "Постановление администрации Пижанского муниципального округа от 28.11.2022 № 461/1",
        "Decree 461/1 of the Pizhanka municipal district of 28 November 2022",
    ),
    date=date(2022, 11, 28),
    number="461/1",
    url="https://base.garant.ru/406292379",
)
PETERSBURG = Source(
    kind="region act",
    title=LocalizedText(
        "Проект порядка ведения официальных страниц, Санкт-Петербург, 29.05.2024",
        "Draft rules on official pages, Saint Petersburg, 29 May 2024",
    ),
    date=date(2024, 5, 29),
    url="https://fontanka.ru/2024/05/29/73639028",
)
SIGNS = Source(
    kind="instruction",
    title=LocalizedText(
        "Памятка об официальных госпабликах, Ставропольский край",
        "Guide to official publics, Stavropol Territory",
    ),
    url="https://aigo-sk-r07.gosweb.gosuslugi.ru/dlya-zhiteley/novosti-i-reportazhi/novosti_2939.html",
)
BASHKORTOSTAN = Source(
    kind="region act",
    title=LocalizedText(
        "Распоряжение Главы Республики Башкортостан об официальных страницах, декабрь 2025",
        "Order of the Head of Bashkortostan on official pages, December 2025",
    ),
    date=date(2025, 12, 5),
    url="https://news.mail.ru/society/68998010/",
)
AMUR = Source(
    kind="region act",
    title=LocalizedText(
        "Постановление Правительства Амурской области от 02.08.2023 № 658; показатели дашборда",
        "Decree 658 of the Amur Region of 2 August 2023; figures of its dashboard",
    ),
    date=date(2023, 8, 2),
    number="658",
    url="https://github.com/Stepakinoyan/VKAdmin",
)
