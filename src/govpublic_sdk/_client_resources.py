"""The attributes of a client (`client.posts`, ...), each imported when it is first used."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from govpublic_sdk._resources.comments import Comments
    from govpublic_sdk._resources.media import Media
    from govpublic_sdk._resources.messages import Messages
    from govpublic_sdk._resources.polls import Polls
    from govpublic_sdk._resources.posts import Posts
    from govpublic_sdk._resources.publics import Publics
    from govpublic_sdk._resources.statistics import Statistics
    from govpublic_sdk._resources.topics import Topics
    from govpublic_sdk.appeals.resource import Appeals
    from govpublic_sdk.events.resource import Events
    from govpublic_sdk.official_pages.resource import OfficialPages

__all__ = ["Resources"]

C = TypeVar("C")
R = TypeVar("R")


class Resources:
    """The parts of a client."""

    @property
    def publics(self) -> Publics[Self]:
        """Publics: pages, settings, members."""
        from govpublic_sdk._resources.publics import Publics

        return _part(self, "publics", Publics)

    @property
    def posts(self) -> Posts[Self]:
        """Posts on the walls of publics."""
        from govpublic_sdk._resources.posts import Posts

        return _part(self, "posts", Posts)

    @property
    def comments(self) -> Comments[Self]:
        """Comments below posts."""
        from govpublic_sdk._resources.comments import Comments

        return _part(self, "comments", Comments)

    @property
    def topics(self) -> Topics[Self]:
        """Discussions: topics and their comments."""
        from govpublic_sdk._resources.topics import Topics

        return _part(self, "topics", Topics)

    @property
    def messages(self) -> Messages[Self]:
        """Messages of a public; replies are sent in its name."""
        from govpublic_sdk._resources.messages import Messages

        return _part(self, "messages", Messages)

    @property
    def polls(self) -> Polls[Self]:
        """Polls, to be attached to posts."""
        from govpublic_sdk._resources.polls import Polls

        return _part(self, "polls", Polls)

    @property
    def media(self) -> Media[Self]:
        """Files on their way to VK."""
        from govpublic_sdk._resources.media import Media

        return _part(self, "media", Media)

    @property
    def statistics(self) -> Statistics[Self]:
        """How often a public was seen, read and answered."""
        from govpublic_sdk._resources.statistics import Statistics

        return _part(self, "statistics", Statistics)

    @property
    def events(self) -> Events[Self]:
        """Events of communities: delivery settings and Long Poll."""
        from govpublic_sdk.events.resource import Events

        return _part(self, "events", Events)

    @property
    def official_pages(self) -> OfficialPages[Self]:
        """Official pages of bodies, checked by the thousand."""
        from govpublic_sdk.official_pages.resource import OfficialPages

        return _part(self, "official_pages", OfficialPages)

    @property
    def appeals(self) -> Appeals[Self]:
        """Appeals of citizens, whichever way they came, and the answers to them."""
        from govpublic_sdk.appeals.resource import Appeals

        return _part(self, "appeals", Appeals)


def _part(client: C, name: str, kind: Callable[[C], R]) -> R:
    """A part of a client, made once and kept with it; `with_options` does not take it along."""
    parts: dict[str, R] = getattr(client, "__dict__", {})
    return parts.get(name) or parts.setdefault(name, kind(client))
