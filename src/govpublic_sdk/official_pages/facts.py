"""The facts of one page at one time, small enough to keep 173,000 of them.

`None` means unknown and never no. Requirements, scores and coverage are functions of facts, so the
same facts give the same figures next month.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from govpublic_sdk._core.calls import Page
    from govpublic_sdk.models.posts import Post
    from govpublic_sdk.models.publics import Public
    from govpublic_sdk.models.statistics import PeriodStatistics

__all__ = [
    "FIELDS",
    "PageFacts",
    "PageState",
    "Part",
    "PostFact",
    "Reason",
    "page_facts",
    "post_facts",
    "read_since",
    "weekly_reach",
]

PageState: TypeAlias = Literal["open", "closed", "private", "deleted", "banned", "missing"]
Part: TypeAlias = Literal["page", "menu", "mark", "posts", "statistics"]
Reason: TypeAlias = Literal["not asked", "no right", "no field", "failed", "closed"]

_NOTHING: Mapping[Part, Reason] = {}


class PostFact(NamedTuple):
    """When a post was published, how often it was shown, and whether comments were open."""

    date: datetime
    views: int | None = None
    comments_open: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What was learned of one page; None means unknown.

    Attributes:
        id: VK's positive id; 0 for a short name that VK does not know.
        asked_at: When VK answered, in UTC.
        state: Whether the page can be read; `missing` if VK knows no such community.
        name: Its name.
        screen_name: Its short name.
        kind: `page`, `group` or `event`.
        activity: VK's topic of the page.
        members: How many follow it.
        government_mark: The mark «Госорганизация».
        verified: VK's other mark, of well-known pages.
        has_avatar: Whether there is an avatar.
        has_cover: Whether there is a cover.
        description: The text about the body.
        status: The line below the name.
        site: The site that it names.
        phone: Whether its fields contain a phone.
        contacts: How many contacts it names.
        addresses: How many addresses it names.
        map_point: Whether an address is on the map.
        city: Its town.
        ogrn: The ОГРН that VK knows.
        menu: Addresses of the menu's items, in their order; empty without items.
        posts_since: From when on posts were read; None where they were not.
        posts: Posts from then on, newest first.
        reach: People who saw anything of the page in the last full week, from its statistics.
        unknown: Why a part of the facts is not known.
    """

    id: int
    asked_at: datetime
    state: PageState = "open"
    name: str | None = None
    screen_name: str | None = None
    kind: str | None = None
    activity: str | None = None
    members: int | None = None
    government_mark: bool | None = None
    verified: bool | None = None
    has_avatar: bool | None = None
    has_cover: bool | None = None
    description: str | None = None
    status: str | None = None
    site: str | None = None
    phone: bool | None = None
    contacts: int | None = None
    addresses: int | None = None
    map_point: bool | None = None
    city: str | None = None
    ogrn: str | None = None
    menu: tuple[str, ...] | None = None
    posts_since: datetime | None = None
    posts: tuple[PostFact, ...] = ()
    reach: int | None = None
    unknown: Mapping[Part, Reason] = field(default_factory=lambda: _NOTHING)

    @property
    def is_gone(self) -> bool:
        """Whether VK shows nothing of it any more: deleted, blocked, or never there."""
        return self.state in ("deleted", "banned", "missing")

    @property
    def address(self) -> str:
        """The page's address."""
        return f"https://vk.com/{self.screen_name or f'club{self.id}'}"


FIELDS: tuple[str, ...] = (
    *("activity", "addresses", "can_view_stats", "city", "contacts", "cover", "description"),
    *("has_photo", "is_government_organization", "members_count", "menu", "ogrn"),
    *("phone", "site", "status", "verified"),
)
"""VK's names of the fields that the facts of a page are made of."""

_STATES: dict[int, PageState] = {1: "closed", 2: "private"}


def page_facts(public: Public, asked_at: datetime) -> PageFacts:
    """The facts of a page.

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
        kind=_intern(public.type),
        activity=_intern(public.activity),
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
        city=_intern(public.city.title) if public.city else None,
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
    """People who saw anything of the page in the newest week with statistics."""
    reaches = [
        period.reach.reach for period in periods if period.reach and period.reach.reach is not None
    ]
    return reaches[0] if reaches else None


def _intern(word: str | None) -> str | None:
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
    """Whether comments are open; a missing right of this token does not count."""
    comments = post.comments
    if comments is None:
        return None
    if comments.can_post or comments.can_close:
        return True
    return False if comments.can_open else None
