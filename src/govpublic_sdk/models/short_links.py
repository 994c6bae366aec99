"""Names, links and clicks on short links."""

from typing import Annotated, Literal

from govpublic_sdk.models.base import Model, Number, Word

__all__ = [
    "CheckedLink",
    "LinkCity",
    "LinkCountry",
    "LinkSexAge",
    "LinkStatistics",
    "LinkStatisticsPeriod",
    "ResolvedName",
    "ShortLink",
    "ShortenedLink",
]


ResolvedNameKind = Annotated[
    Literal[
        "user",
        "group",
        "application",
        "event",
        "page",
        "vk_app",
        "community_application",
    ]
    | str,
    Word,
]
Status = Annotated[
    Literal["not_banned", "banned", "processing"] | str,
    Word,
]


class ResolvedName(Model, frozen=True):
    """What a short name belongs to."""

    object_id: Number
    type: ResolvedNameKind
    group_id: Number | None = None


class ShortenedLink(Model, frozen=True):
    """A short link that was made before."""

    access_key: str | None = None
    key: str | None = None
    short_url: str | None = None
    timestamp: Number | None = None
    url: str | None = None
    views: Number | None = None


class CheckedLink(Model, frozen=True):
    """Whether VK lets a link through."""

    link: str | None = None
    status: Status | None = None


class LinkCity(Model, frozen=True):
    """Clicks by city."""

    city_id: Number | None = None
    views: Number | None = None


class LinkCountry(Model, frozen=True):
    """Clicks by country."""

    country_id: Number | None = None
    views: Number | None = None


class LinkSexAge(Model, frozen=True):
    """Clicks by age and sex."""

    age_range: str | None = None
    female: Number | None = None
    male: Number | None = None


class LinkStatisticsPeriod(Model, frozen=True):
    """Clicks in one period."""

    cities: list[LinkCity] | None = None
    countries: list[LinkCountry] | None = None
    sex_age: list[LinkSexAge] | None = None
    timestamp: Number | None = None
    views: Number | None = None


class LinkStatistics(Model, frozen=True):
    """Clicks on a short link."""

    key: str | None = None
    stats: list[LinkStatisticsPeriod] | None = None


class ShortLink(Model, frozen=True):
    """A short link."""

    access_key: str | None = None
    key: str | None = None
    short_url: str | None = None
    url: str | None = None
