"""What can be measured of posts and of those who saw them, over days and weeks.

Every window ends at a given moment, so the same facts give the same figure at any later time. Where
posts were not read far enough back, the figure is what there is at least.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from govpublic_sdk._core.text import LocalizedText
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk.errors import ConfigurationError, ParameterError
from govpublic_sdk.official_pages.metrics import Figure, Metric
from govpublic_sdk.official_pages.report import why_unknown

if TYPE_CHECKING:
    from govpublic_sdk.official_pages.facts import PageFacts, PostFact
    from govpublic_sdk.official_pages.report import Entry

__all__ = [
    "COMMENTS_OPEN",
    "STATISTICS_REACH",
    "Week",
    "post_views",
    "posts_in_days",
    "views_of_week",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """When a week begins.

    Attributes:
        start: The day on which it begins: 0 is Monday, 6 is Sunday.
        zone: The zone whose midnight counts, by its IANA name, such as `Europe/Samara`.

    Raises:
        ParameterError: The day is not from 0 to 6.
    """

    start: int = 0
    zone: str = "Europe/Moscow"

    def __post_init__(self) -> None:
        if self.start not in range(7):
            raise ParameterError("start", show_value(self.start), "0 (Monday) to 6 (Sunday)")

    def day(self, moment: datetime) -> date:
        """The local day of a timestamp.

        Raises:
            ConfigurationError: This computer does not know the zone.
        """
        return moment.astimezone(self._zone()).date()

    def first_day(self, moment: datetime) -> date:
        """The first day of the week of a timestamp.

        Raises:
            ConfigurationError: This computer does not know the zone.
        """
        day = self.day(moment)
        return day - timedelta(days=(day.weekday() - self.start) % 7)

    def begin(self, moment: datetime) -> datetime:
        """The start of the week of a timestamp.

        Raises:
            ConfigurationError: This computer does not know the zone.
        """
        return datetime.combine(self.first_day(moment), time(), self._zone())

    def _zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ConfigurationError(
                Text(
                    "This computer does not know the time zone {zone}.", zone=show_value(self.zone)
                ),
                advice="On Windows, install tzdata.",
            ) from error


def posts_in_days(days: int) -> Metric:
    """How many posts were published in the last days.

    Args:
        days: How many times 24 hours, up to the moment of measuring.

    Raises:
        ParameterError: Without days.
    """
    if days < 1:
        raise ParameterError("days", show_value(days), "1 or more")

    def read(facts: PageFacts, entry: Entry, moment: datetime) -> Figure:
        start = moment - timedelta(days=days)
        count = sum(1 for _ in _between(facts, start, moment))
        if _is_read(facts, start, moment):
            return Figure(count, True, _POSTS.fill(count=count, days=days))
        return Figure(count, False, _posts_at_least(facts, count, days))

    title = LocalizedText(f"Публикаций за {days} дн.", f"Posts in {days} days")
    return Metric(id=f"posts in {days} days", title=title, read=read)


def views_of_week(week: Week) -> Metric:
    """Views of the posts of the current week, in per cent of the members.

    Args:
        week: When a week begins.
    """

    def read(facts: PageFacts, entry: Entry, moment: datetime) -> Figure:
        start = week.begin(moment)
        views = [post.views for post in _between(facts, start, moment)]
        seen = sum(count or 0 for count in views)
        return _reach(facts, seen, is_exact=None not in views and _is_read(facts, start, moment))

    title = LocalizedText(
        "Просмотры публикаций текущей недели, % подписчиков",
        "Views of posts of the current week, % of members",
    )
    return Metric(id="views of the week", title=title, read=read)


def post_views(days: int) -> Metric:
    """Mean views of a post of the last days, in per cent of the members.

    Args:
        days: How many times 24 hours, up to the moment of measuring.
    """

    def read(facts: PageFacts, entry: Entry, moment: datetime) -> Figure:
        start = moment - timedelta(days=days)
        views = [post.views for post in _between(facts, start, moment)]
        known = [count for count in views if count is not None]
        if not _is_read(facts, start, moment) or len(known) < len(views):
            return Figure(0, False, why_unknown(facts, "posts"))
        return _reach(facts, sum(known) / max(len(known), 1), is_exact=True)

    title = LocalizedText(
        f"Средние просмотры публикации за {days} дн., % подписчиков",
        f"Mean views of a post in {days} days, % of members",
    )
    return Metric(id=f"mean views in {days} days", title=title, read=read)


def _statistics_reach(facts: PageFacts, entry: Entry, moment: datetime) -> Figure:
    if facts.reach is None:
        return Figure(0, False, why_unknown(facts, "statistics"))
    return _reach(facts, facts.reach, is_exact=True)


def _comments_open(facts: PageFacts, entry: Entry, moment: datetime) -> Figure:
    closed = sum(1 for post in facts.posts if post.comments_open is False)
    if closed:
        return Figure(0, True, _COMMENTS_CLOSED.fill(count=closed))
    known = sum(1 for post in facts.posts if post.comments_open)
    if known:
        return Figure(1, True, _COMMENTS_ARE_OPEN.fill(count=known))
    unparsed = facts.posts_since is None or facts.posts
    return Figure(0, False, why_unknown(facts, "posts") if unparsed else _NO_POSTS)


def _between(facts: PageFacts, start: datetime, end: datetime) -> list[PostFact]:
    return [post for post in facts.posts if start < post.date <= end]


def _is_read(facts: PageFacts, start: datetime, end: datetime) -> bool:
    """Whether all posts of a window are known."""
    return facts.posts_since is not None and facts.posts_since <= start and end <= facts.asked_at


def _posts_at_least(facts: PageFacts, count: int, days: int) -> LocalizedText:
    if facts.posts_since is None:
        return why_unknown(facts, "posts")
    return _POSTS_AT_LEAST.fill(count=count, days=days)


def _reach(facts: PageFacts, people: float, *, is_exact: bool) -> Figure:
    """A reach in per cent of the members; 0 for a page without members."""
    if facts.members is None:
        return Figure(0, False, why_unknown(facts))
    percent = 100 * people / facts.members if facts.members else 0.0
    if is_exact:
        return Figure(percent, True, _PERCENT.fill(percent=_tenths(percent)))
    if not people:
        return Figure(percent, False, why_unknown(facts, "posts"))
    return Figure(percent, False, _PERCENT_AT_LEAST.fill(percent=_tenths(percent)))


def _tenths(percent: float) -> LocalizedText:
    text = str(round(percent, 1))
    return LocalizedText(text.replace(".", ","), text)


_POSTS = LocalizedText("Публикаций за {days} дн.: {count}.", "Posts in {days} days: {count}.")
_POSTS_AT_LEAST = LocalizedText(
    "Прочитаны не все публикации за {days} дн.; найдено не меньше {count}.",
    "Not all posts of {days} days were read; at least {count} are there.",
)
_PERCENT = LocalizedText("Охват: {percent} % подписчиков.", "Reach: {percent} % of members.")
_PERCENT_AT_LEAST = LocalizedText(
    "Известны не все просмотры; охват не меньше {percent} % подписчиков.",
    "Not all views are known; the reach is at least {percent} % of members.",
)
_COMMENTS_CLOSED = LocalizedText(
    "Комментарии закрыты, публикаций: {count}.", "Posts with closed comments: {count}."
)
_COMMENTS_ARE_OPEN = LocalizedText(
    "Комментарии открыты, публикаций: {count}.", "Posts with open comments: {count}."
)
_NO_POSTS = LocalizedText(
    "Неизвестно: публикаций, по которым это видно, нет.", "Unknown: no post shows it."
)

STATISTICS_REACH = Metric(
    id="reach by statistics",
    title=LocalizedText(
        "Недельный охват по статистике, % подписчиков", "Weekly reach, % of members"
    ),
    read=_statistics_reach,
)
COMMENTS_OPEN = Metric(
    id="comments open",
    title=LocalizedText("Комментарии открыты", "Comments are open"),
    read=_comments_open,
)
