"""Names, links and the clock.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.short_links import (
    CheckedLink,
    LinkStatistics,
    ResolvedName,
    ShortenedLink,
    ShortLink,
)
from govpublic_sdk.vk._decoders import NameOf
from govpublic_sdk.vk._params import ask, within

__all__ = [
    "check_link",
    "delete_from_last_shortened",
    "get_last_shortened_links",
    "get_link_stats",
    "get_server_time",
    "get_short_link",
    "resolve_screen_name",
]


@check_arguments
def check_link(url: str) -> Call[CheckedLink]:
    """Ask whether VK lets an address through.

    https://dev.vk.com/method/utils.checkLink

    Args:
        url: The address.
    """
    return ask("utils.checkLink", As(CheckedLink), url=url)


@check_arguments
def delete_from_last_shortened(key: str) -> Call[bool]:
    """Forget a short link.

    https://dev.vk.com/method/utils.deleteFromLastShortened

    Args:
        key: The short link's key.
    """
    return ask("utils.deleteFromLastShortened", As(bool), key=key)


@check_arguments
def get_last_shortened_links(*, count: int = 10, offset: int = 0) -> Call[Page[ShortenedLink]]:
    """Read the short links that were made.

    https://dev.vk.com/method/utils.getLastShortenedLinks

    Args:
        count: How many at most.
        offset: How many to skip.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "utils.getLastShortenedLinks",
        PageOf(ShortenedLink),
        count=within("count", count, 0),
        offset=within("offset", offset, 0) or None,
    )


@check_arguments
def get_link_stats(
    key: str,
    *,
    source: Literal["vk_cc", "vk_link"] | None = None,
    access_key: str | None = None,
    interval: Literal["day", "forever", "hour", "month", "week"] | None = None,
    intervals_count: int | None = None,
    extended: bool = False,
) -> Call[LinkStatistics]:
    """Read the clicks on a short link.

    https://dev.vk.com/method/utils.getLinkStats

    Args:
        key: The short link's key.
        source: Where the link was made.
        access_key: The key for a private thing.
        interval: How long a period is.
        intervals_count: How many periods. 0 to 100.
        extended: Also give ages, countries and cities.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "utils.getLinkStats",
        As(LinkStatistics),
        key=key,
        source=source,
        access_key=access_key,
        interval=interval,
        intervals_count=within("intervals_count", intervals_count, 0, 100),
        extended=extended or None,
    )


@check_arguments
def get_server_time() -> Call[int]:
    """Read VK's clock.

    https://dev.vk.com/method/utils.getServerTime
    """
    return ask("utils.getServerTime", As(int))


@check_arguments
def get_short_link(url: str, *, private: bool | None = None) -> Call[ShortLink]:
    """Make a short link.

    https://dev.vk.com/method/utils.getShortLink

    Args:
        url: The address.
        private: Hide the click statistics from others.
    """
    return ask("utils.getShortLink", As(ShortLink), url=url, private=private)


@check_arguments
def resolve_screen_name(screen_name: str) -> Call[ResolvedName | None]:
    """Ask what a short name belongs to; None when it is free.

    https://dev.vk.com/method/utils.resolveScreenName

    Args:
        screen_name: The short name.
    """
    return ask("utils.resolveScreenName", NameOf(), screen_name=screen_name)
