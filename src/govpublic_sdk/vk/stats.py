"""Statistics of communities and posts.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call
from govpublic_sdk._core.decoders import As
from govpublic_sdk.models.statistics import PeriodStatistics, PostReach
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, within

__all__ = ["get", "get_post_reach", "track_visitor"]


@check_arguments
def get(
    group_id: int | None = None,
    *,
    app_id: int | None = None,
    timestamp_from: datetime | None = None,
    timestamp_to: datetime | None = None,
    interval: Literal["all", "day", "month", "week", "year"] | None = None,
    intervals_count: int | None = None,
    filters: Sequence[str] | None = None,
    stats_groups: Sequence[str] | None = None,
    extended: bool = False,
) -> Call[list[PeriodStatistics]]:
    """Read the statistics of a community by periods.

    https://dev.vk.com/method/stats.get

    Args:
        group_id: The community, a positive id.
        app_id: VK's `app_id`, see the page of the method.
        timestamp_from: From when, an aware moment.
        timestamp_to: Until when, an aware moment.
        interval: How long a period is.
        intervals_count: How many periods.
        filters: Which breakdowns to give.
        stats_groups: Which parts to give.
        extended: Also give the users and communities that are mentioned.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "stats.get",
        As(list[PeriodStatistics]),
        group_id=positive("group_id", group_id),
        app_id=app_id,
        timestamp_from=timestamp_from,
        timestamp_to=timestamp_to,
        interval=interval,
        intervals_count=within("intervals_count", intervals_count, 0),
        filters=check_list("filters", filters),
        stats_groups=check_list("stats_groups", stats_groups),
        extended=extended or None,
    )


@check_arguments
def get_post_reach(owner_id: int, post_ids: Sequence[int]) -> Call[list[PostReach]]:
    """Read how far posts reached, of the latest 300.

    https://dev.vk.com/method/stats.getPostReach

    Args:
        owner_id: Whose wall or thing: negative for a community.
        post_ids: Posts of that wall. Up to 30.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "stats.getPostReach",
        As(list[PostReach]),
        owner_id=nonzero("owner_id", owner_id),
        post_ids=check_list("post_ids", post_ids, most=30),
    )


@check_arguments
def track_visitor(*, type: Literal["activity", "close", "open"] | None = None) -> Call[bool]:
    """Count a visit to an application.

    https://dev.vk.com/method/stats.trackVisitor

    Args:
        type: Which kind.
    """
    return ask("stats.trackVisitor", As(bool), type=type)
