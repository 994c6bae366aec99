"""How often a public and its posts were seen, and what people did there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar

from govpublic_sdk import vk
from govpublic_sdk._core.binding import Resource, listing, operation
from govpublic_sdk._core.calls import Call, Procedure, Runnable
from govpublic_sdk._core.decoders import map_result
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._resources import posts
from govpublic_sdk._resources._content import in_order
from govpublic_sdk._resources._lookups import PostCounts, to_counts
from govpublic_sdk._resources._references import PostRef, PublicLike, number_of, with_public_id
from govpublic_sdk._texts import any_of, show_value
from govpublic_sdk.errors import ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.posts import Post
    from govpublic_sdk.models.statistics import PeriodStatistics, PostReach

__all__ = [
    "Statistics",
    "get",
    "reach",
    "views",
]

C_co = TypeVar("C_co", covariant=True)

Interval: TypeAlias = Literal["day", "week", "month", "year", "all"]
_INTERVALS = ("day", "week", "month", "year", "all")
_AT_ONCE = 30  # VK's maximum of `post_ids`
_NEVER = datetime.min.replace(tzinfo=UTC)


def get(
    public: PublicLike,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    interval: Interval = "day",
    intervals_count: int | None = None,
) -> Runnable[list[PeriodStatistics]]:
    """Read the statistics of a public by periods, oldest first.

    Only with the right to see them: `public.can_view_stats`. A part that VK left out is None;
    a quiet period has no `activity`.

    https://dev.vk.com/method/stats.get

    Args:
        public: A positive id, a screen name, an address at vk.com or vk.ru, or a `Public`.
        since: From when, an aware moment.
        until: Until when, an aware moment.
        interval: How long a period is.
        intervals_count: How many periods at most, instead of `since`.

    Raises:
        ParameterError: A moment has no zone, `until` is not after `since`, an unknown interval.
        AccessDenied: The statistics are closed to the token's owner.
    """
    in_order(since, until)
    if interval not in _INTERVALS:
        raise ParameterError("interval", show_value(interval), any_of(_INTERVALS))

    def build(number: int) -> Call[list[PeriodStatistics]]:
        call = vk.stats.get(
            number,
            timestamp_from=since,
            timestamp_to=until,
            interval=interval,
            intervals_count=intervals_count,
        )
        return map_result(call, _oldest_first)

    return with_public_id(public, build)


def _oldest_first(periods: list[PeriodStatistics], call: Call[Any]) -> list[PeriodStatistics]:
    """VK promises no order."""
    return sorted(periods, key=lambda one: one.period_from or _NEVER)


def reach(public: PublicLike, posts: Sequence[int | Post | PostRef]) -> Runnable[list[PostReach]]:
    """Read how far posts reached, in the order of the arguments; 30 in a call, more in several.

    VK knows this of the latest 300 posts and leaves others out. Where it is not allowed
    (`public.can_view_post_reach_stats`), `views` gives what everybody sees.

    https://dev.vk.com/method/stats.getPostReach

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        posts: Posts of its wall, or their numbers on it.

    Raises:
        ParameterError: An item is not a post or a number of one.
        AccessDenied: The statistics are closed to the token's owner.
    """
    numbers = [number_of(post, f"posts[{place}]") for place, post in enumerate(posts)]
    return with_public_id(public, lambda number: _reach(-number, list(dict.fromkeys(numbers))))


def _reach(owner_id: int, numbers: Sequence[int]) -> Procedure[list[PostReach]]:
    found: list[PostReach] = []
    for start in range(0, len(numbers), _AT_ONCE):
        found += yield from vk.stats.get_post_reach(owner_id, numbers[start : start + _AT_ONCE])
    places = {number: place for place, number in enumerate(numbers)}
    return sorted(found, key=lambda one: places.get(one.post_id or 0, len(places)))


def views(
    public: PublicLike, *, since: datetime | None = None, until: datetime | None = None
) -> Paginator[PostCounts]:
    """Walk over what everybody sees of the posts of a wall: views, likes, reposts, comments.

    The way out where `reach` is not allowed: views count every showing, reach counts persons. A
    service token is enough.

    https://dev.vk.com/method/wall.get

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        since: Posts before this moment are left out and end the walk. An aware moment.
        until: Posts at or after this moment are left out. An aware moment.

    Raises:
        ParameterError: A moment has no zone, or `until` is not after `since`.
    """
    in_order(since, until)
    first = map_result(posts.get(public), to_counts)
    return Paginator(first=first, key=_number, moment=_date, since=since, until=until)


def _number(counts: PostCounts) -> int:
    return counts.id


def _date(counts: PostCounts) -> datetime | None:
    return counts.date


class Statistics(Resource[C_co]):
    """How often a public was seen, read and answered."""

    get: Final = operation(get)
    reach: Final = operation(reach)
    views: Final = listing(views)
