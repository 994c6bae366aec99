"""Statistics of periods and of posts."""

from typing import Annotated

from pydantic import BeforeValidator

from govpublic_sdk.models.base import Model, Moment, Number

__all__ = [
    "Activity",
    "CityReach",
    "CountryReach",
    "PeriodStatistics",
    "PostReach",
    "Reach",
    "SexAge",
    "Visitors",
]


class Activity(Model, frozen=True):
    """What visitors did in a period."""

    comments: Number | None = None
    copies: Number | None = None
    hidden: Number | None = None
    likes: Number | None = None
    subscribed: Number | None = None
    unsubscribed: Number | None = None


class CityReach(Model, frozen=True):
    """A share by city."""

    count: Number | None = None
    name: str | None = None
    value: Number | None = None


class CountryReach(Model, frozen=True):
    """A share by country."""

    code: str | None = None
    count: Number | None = None
    name: str | None = None
    value: Number | None = None


class SexAge(Model, frozen=True):
    """A share by sex, by age, or by both."""

    count: Number | None = None
    value: str | None = None
    reach: Number | None = None
    reach_subscribers: Number | None = None
    count_subscribers: Number | None = None


class Reach(Model, frozen=True):
    """Audience of posts in a period."""

    age: list[SexAge] | None = None
    cities: list[CityReach] | None = None
    countries: list[CountryReach] | None = None
    mobile_reach: Number | None = None
    reach: Number | None = None
    reach_subscribers: Number | None = None
    sex: list[SexAge] | None = None
    sex_age: list[SexAge] | None = None


class Visitors(Model, frozen=True):
    """Visitors of the page in a period."""

    age: list[SexAge] | None = None
    cities: list[CityReach] | None = None
    countries: list[CountryReach] | None = None
    mobile_views: Number | None = None
    sex: list[SexAge] | None = None
    sex_age: list[SexAge] | None = None
    views: Number | None = None
    visitors: Number | None = None


def _moment(value: object) -> object:
    """Old periods have a date, which is a day in UTC."""
    dated = isinstance(value, str) and len(value) == 10 and value[4] == "-"
    return f"{value}T00:00:00Z" if dated else value


PeriodMoment = Annotated[Moment, BeforeValidator(_moment)]


class PeriodStatistics(Model, frozen=True):
    """What happened in one period, https://dev.vk.com/method/stats.get."""

    activity: Activity | None = None
    period_from: PeriodMoment | None = None
    period_to: PeriodMoment | None = None
    reach: Reach | None = None
    visitors: Visitors | None = None


class PostReach(Model, frozen=True):
    """How far one post reached, https://dev.vk.com/method/stats.getPostReach."""

    post_id: Number | None = None
    id: Number | None = None
    hide: Number | None = None
    join_group: Number | None = None
    links: Number | None = None
    reach_subscribers: Number | None = None
    reach_subscribers_count: Number | None = None
    reach_total: Number | None = None
    reach_total_count: Number | None = None
    reach_viral: Number | None = None
    reach_ads: Number | None = None
    report: Number | None = None
    to_group: Number | None = None
    unsubscribe: Number | None = None
    sex_age: list[SexAge] | None = None
    ad_reach: Number | None = None
    ad_links: Number | None = None
    ad_to_group: Number | None = None
    ad_join_group: Number | None = None
    ad_report: Number | None = None
    ad_hide: Number | None = None
    ad_unsubscribe: Number | None = None
    ad_coverage: Number | None = None
    impressions: Number | None = None
