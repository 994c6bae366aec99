"""Which requirements there are, each with its source and force: data only.

What only secondary sources tell is rated or advised, never demanded.
"""

from __future__ import annotations

from datetime import date

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk.official_pages import _sources, activity_metrics, metrics
from govpublic_sdk.official_pages.checks import EXISTS, MENU_LINKS, fits_kind, is_named, is_open
from govpublic_sdk.official_pages.requirement import Requirement, needs, of_page

__all__ = [
    "AMUR",
    "BASHKORTOSTAN",
    "REQUIREMENTS",
]

AMUR = "10"
BASHKORTOSTAN = "80"
LAW_BEGINS = date(2022, 12, 1)

_EVERYWHERE: tuple[Requirement, ...] = (
    Requirement(
        id="page.exists",
        title=LocalizedText(
            "У организации есть официальная страница", "The body has an official page"
        ),
        source=_sources.LAW,
        force="demanded",
        check=EXISTS,
        since=LAW_BEGINS,
    ),
    Requirement(
        id="page.open",
        title=LocalizedText("Страница открыта для всех", "The page is open to all"),
        source=_sources.ACCESS,
        force="demanded",
        check=of_page(is_open),
        since=LAW_BEGINS,
    ),
    Requirement(
        id="page.mark",
        title=LocalizedText(
            "Страница подтверждена через Госуслуги: есть отметка «Госорганизация»",
            "The page is confirmed through EPGU: it bears the mark of a state organisation",
        ),
        source=_sources.RULES,
        force="demanded",
        check=needs(metrics.MARK),
        since=date(2022, 12, 31),
    ),
    Requirement(
        id="page.connected",
        title=LocalizedText(
            "Страница подключена к компоненту «Госпаблики»",
            "The page is connected to «Госпаблики» of ПОС",
        ),
        source=_sources.PETERSBURG,
        force="advised",
        check=needs(metrics.CONNECTED),
        since=date(2024, 5, 29),
    ),
    Requirement(
        id="page.name",
        title=LocalizedText(
            "Название связано с названием организации", "The name is akin to that of the body"
        ),
        source=_sources.SIGNS,
        force="advised",
        check=of_page(is_named),
        since=LAW_BEGINS,
    ),
    Requirement(
        id="page.description",
        title=LocalizedText("Описание заполнено", "The description is filled in"),
        source=_sources.RATING,
        force="rated",
        check=needs(metrics.DESCRIPTION),
        since=LAW_BEGINS,
    ),
    Requirement(
        id="page.contacts",
        title=LocalizedText("Указан телефон или контакты", "A phone or contacts are given"),
        source=_sources.CREATION,
        force="advised",
        check=needs(metrics.CONTACTS),
        since=LAW_BEGINS,
    ),
    Requirement(
        id="page.address",
        title=LocalizedText(
            "Указан адрес с точкой на карте", "An address is given, with a point on the map"
        ),
        source=_sources.SIGNS,
        force="advised",
        check=needs(metrics.MAP_ADDRESS),
        since=LAW_BEGINS,
    ),
    Requirement(
        id="page.site",
        title=LocalizedText("Указан сайт организации", "The site of the body is named"),
        source=_sources.CREATION,
        force="advised",
        check=needs(metrics.SITE),
        since=LAW_BEGINS,
    ),
    Requirement(
        id="page.avatar",
        title=LocalizedText("Есть аватар", "There is an avatar"),
        source=_sources.RATING,
        force="rated",
        check=needs(metrics.AVATAR),
        since=LAW_BEGINS,
    ),
    Requirement(
        id="page.cover",
        title=LocalizedText("Есть обложка", "There is a cover"),
        source=_sources.RATING,
        force="rated",
        check=needs(metrics.COVER),
        since=LAW_BEGINS,
    ),
    Requirement(
        id="page.type",
        title=LocalizedText(
            "Сообщество — страница или группа, а не мероприятие",
            "The community is a page or a group, not an event",
        ),
        source=_sources.CREATION,
        force="advised",
        check=of_page(fits_kind),
        since=LAW_BEGINS,
    ),
    Requirement(
        id="page.topic",
        title=LocalizedText("Выбрана тематика", "A topic is chosen"),
        source=_sources.CREATION,
        force="advised",
        check=needs(metrics.TOPIC),
        since=LAW_BEGINS,
    ),
    Requirement(
        id="menu.pos_links",
        title=LocalizedText(
            "В меню есть две верные ссылки на «Госуслуги. Решаем вместе»",
            "The menu has the two right links to «Госуслуги. Решаем вместе»",
        ),
        source=_sources.RATING,
        force="rated",
        check=MENU_LINKS,
        since=date(2023, 5, 23),
    ),
    Requirement(
        id="posts.frequency",
        title=LocalizedText(
            "Не меньше трёх публикаций за 7 дней", "At least three posts in 7 days"
        ),
        source=_sources.FIRST_RATING,
        force="rated",
        check=needs(activity_metrics.posts_in_days(7), 3),
        since=LAW_BEGINS,
    ),
    Requirement(
        id="posts.comments_open",
        title=LocalizedText("Комментарии открыты", "Comments are open"),
        source=_sources.PETERSBURG,
        force="advised",
        check=needs(activity_metrics.COMMENTS_OPEN),
        since=date(2024, 5, 29),
    ),
)

_AMUR_BEGINS = date(2023, 8, 2)
_REGIONAL: tuple[Requirement, ...] = (
    Requirement(
        id="posts.frequency",
        title=LocalizedText("Не меньше трёх публикаций в неделю", "At least three posts a week"),
        source=_sources.BASHKORTOSTAN,
        force="advised",
        check=needs(activity_metrics.posts_in_days(7), 3),
        since=date(2025, 12, 5),
        region=BASHKORTOSTAN,
    ),
    Requirement(
        id="posts.frequency",
        title=LocalizedText(
            "Не меньше трёх публикаций за 7 дней", "At least three posts in 7 days"
        ),
        source=_sources.AMUR,
        force="rated",
        check=needs(activity_metrics.posts_in_days(7), 3),
        since=_AMUR_BEGINS,
        region=AMUR,
    ),
    Requirement(
        id="page.connected",
        title=LocalizedText(
            "Страница подключена к компоненту «Госпаблики»",
            "The page is connected to «Госпаблики» of ПОС",
        ),
        source=_sources.AMUR,
        force="rated",
        check=needs(metrics.CONNECTED),
        since=_AMUR_BEGINS,
        region=AMUR,
    ),
    Requirement(
        id="menu.items",
        title=LocalizedText("В меню не меньше двух пунктов", "The menu has at least two items"),
        source=_sources.AMUR,
        force="rated",
        check=needs(metrics.MENU_ITEMS, 2),
        since=_AMUR_BEGINS,
        region=AMUR,
    ),
)

REQUIREMENTS: tuple[Requirement, ...] = (*_EVERYWHERE, *_REGIONAL)
"""All requirements that come with the package, those of regions last."""
