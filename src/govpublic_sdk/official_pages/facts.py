"""What was learned of one page at one time, small enough to keep 173,000 of them.

Facts judge nothing: `None` means unknown and never no. Requirements, scores and coverage are
functions of them, so the same facts give the same figures next month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

__all__ = ["PageFacts", "PageState", "Part", "PostFact", "Reason"]

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
        state: Whether the page can be read at all; `missing` where VK knows no such community.
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
        phone: Whether a phone stands in its fields.
        contacts: How many contacts it names.
        addresses: How many addresses it names.
        map_point: Whether an address lies on the map.
        city: Its town.
        ogrn: The ОГРН that VK knows.
        menu: Addresses of the menu's items, in their order; empty where there is no item.
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
