"""From what VK answered to facts: models come in, small facts go out. Nothing is judged here."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from govpublic_sdk.official_pages.facts import PageFacts, PageState, Part, PostFact, Reason

if TYPE_CHECKING:
    from govpublic_sdk._page import Page
    from govpublic_sdk.models.posts import Post
    from govpublic_sdk.models.publics import Public
    from govpublic_sdk.models.statistics import PeriodStatistics

__all__ = ["FIELDS", "page_facts", "post_facts", "read_since", "weekly_reach"]

FIELDS: tuple[str, ...] = (
    *("activity", "addresses", "can_view_stats", "city", "contacts", "cover", "description"),
    *("has_photo", "is_government_organization", "members_count", "menu", "ogrn"),
    *("phone", "site", "status", "verified"),
)
"""VK's names of the fields that the facts of a page are made of."""

_STATES: dict[int, PageState] = {1: "closed", 2: "private"}


def page_facts(public: Public, asked_at: datetime) -> PageFacts:
    """What a page tells about itself.

    Args:
        public: The page as VK showed it.
        asked_at: When that was.
    """
    return PageFacts(
        id=public.id,
        asked_at=asked_at,
        state=_state(public),
        name=public.name,
        screen_name=public.screen_name,
        kind=_shared(public.type),
        activity=_shared(public.activity),
        members=public.members_count,
        government_mark=public.is_government_organization,
        verified=public.verified,
        has_avatar=public.has_photo,
        has_cover=public.cover.enabled if public.cover else None,
        description=public.description,
        status=public.status,
        site=public.site,
        phone=None if public.phone is None else bool(public.phone.strip()),
        contacts=None if public.contacts is None else len(public.contacts),
        addresses=_addresses(public),
        map_point=_map_point(public),
        city=_shared(public.city.title) if public.city else None,
        ogrn=public.ogrn,
        menu=_menu(public),
        unknown=_unknown(public),
    )


def post_facts(posts: Iterable[Post], since: datetime) -> tuple[PostFact, ...]:
    """When posts were published and how they did, newest first.

    Args:
        posts: Posts of one wall in any order; a pinned one may stand out of order.
        since: Older ones are left out.
    """
    found = [_post_fact(post, post.date) for post in posts if post.date and post.date >= since]
    return tuple(sorted(found, key=lambda post: post.date, reverse=True))


def read_since(page: Page[Post], since: datetime) -> datetime:
    """From when on a page of a wall holds all posts: `since`, or later where the page was full."""
    if page.next is None:
        return since
    dates = [post.date for post in page.items if post.date and not post.is_pinned]
    return max(since, min(dates)) if dates else since


def weekly_reach(periods: Sequence[PeriodStatistics]) -> int | None:
    """People who saw anything of the page in the newest week that VK tells of."""
    reaches = [one.reach.reach for one in periods if one.reach and one.reach.reach is not None]
    return reaches[0] if reaches else None


def _shared(word: str | None) -> str | None:
    """One text in memory for all pages that have the same."""
    return None if word is None else sys.intern(word)


def _state(public: Public) -> PageState:
    if public.deactivated:
        return "banned" if public.deactivated == "banned" else "deleted"
    return _STATES.get(public.is_closed or 0, "open")


def _addresses(public: Public) -> int | None:
    found = public.addresses
    if found is None or found.is_enabled is None:
        return None
    named = found.main_address_id is not None or found.main_address is not None
    return (found.count or int(named)) if found.is_enabled else 0


def _map_point(public: Public) -> bool | None:
    """VK takes no address without a point, https://dev.vk.com/method/groups.addAddress."""
    count = _addresses(public)
    return None if count is None else count > 0


def _menu(public: Public) -> tuple[str, ...] | None:
    if public.menu is None:
        return None
    return tuple(item.url or "" for item in public.menu.items or ())


def _unknown(public: Public) -> Mapping[Part, Reason]:
    reason: Reason = "no field" if _state(public) == "open" else "closed"
    parts: dict[Part, object] = {"menu": public.menu, "mark": public.is_government_organization}
    left_out = [part for part, value in parts.items() if value is None]
    return _reasons(reason, *left_out, *(["page"] if reason == "closed" else []))


@cache
def _reasons(reason: Reason, *parts: Part) -> Mapping[Part, Reason]:
    """One mapping for all pages of which the same is unknown."""
    not_asked: dict[Part, Reason] = {"posts": "not asked", "statistics": "not asked"}
    return {**not_asked, **dict.fromkeys(parts, reason)}


def _post_fact(post: Post, date: datetime) -> PostFact:
    return PostFact(date, post.views.count if post.views else None, _comments_open(post))


def _comments_open(post: Post) -> bool | None:
    """Whether anybody may comment; that this token may not says nothing of others."""
    comments = post.comments
    if comments is None:
        return None
    if comments.can_post or comments.can_close:
        return True
    return False if comments.can_open else None
