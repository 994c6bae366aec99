"""The table of contents of a client: what it can do, by the domain's words. Nothing is done here.

Each line binds a description of `_domain` under the name that users type.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Self, TypeVar

from govpublic_sdk._bind import Resource, listing, operation
from govpublic_sdk._domain import comments as _comments
from govpublic_sdk._domain import media as _media
from govpublic_sdk._domain import page_parts as _page_parts
from govpublic_sdk._domain import people as _people
from govpublic_sdk._domain import polls as _polls
from govpublic_sdk._domain import posts as _posts
from govpublic_sdk._domain import publics as _publics
from govpublic_sdk._domain import publishing as _publishing
from govpublic_sdk._domain import statistics as _statistics
from govpublic_sdk._domain import topics as _topics

__all__ = ["Resources"]

C_co = TypeVar("C_co", covariant=True)
C = TypeVar("C")
R = TypeVar("R")


class Publics(Resource[C_co]):
    """Publics: what they tell about themselves, what stands on their pages, who is there."""

    get = operation(_publics.get)
    get_many = operation(_publics.get_many)
    search = operation(_publics.search)
    edit = operation(_publics.edit)
    edit_messages = operation(_publics.edit_messages)
    settings = operation(_publics.settings)

    links = operation(_page_parts.links)
    add_link = operation(_page_parts.add_link)
    edit_link = operation(_page_parts.edit_link)
    move_link = operation(_page_parts.move_link)
    delete_link = operation(_page_parts.delete_link)
    contacts = operation(_page_parts.contacts)
    set_contact = operation(_page_parts.set_contact)
    remove_contact = operation(_page_parts.remove_contact)
    addresses = listing(_page_parts.addresses)
    add_address = operation(_page_parts.add_address)
    edit_address = operation(_page_parts.edit_address)
    delete_address = operation(_page_parts.delete_address)
    menu = operation(_page_parts.menu)
    cover = operation(_page_parts.cover)

    members = listing(_people.members)
    member_profiles = listing(_people.member_profiles)
    is_member = operation(_people.is_member)
    managers = listing(_people.managers)
    set_manager = operation(_people.set_manager)
    remove_manager = operation(_people.remove_manager)
    bans = listing(_people.bans)
    ban = operation(_people.ban)
    unban = operation(_people.unban)


class Posts(Resource[C_co]):
    """Posts on the walls of publics."""

    get = operation(_posts.get)
    each = listing(_posts.each)
    by_id = operation(_posts.by_id)
    get_many = operation(_posts.get_many)
    search = operation(_posts.search)
    publish = operation(_publishing.publish)
    reconcile = operation(_publishing.reconcile)
    find = operation(_publishing.find)
    edit = operation(_publishing.edit)
    delete = operation(_posts.delete)
    restore = operation(_posts.restore)
    pin = operation(_posts.pin)
    unpin = operation(_posts.unpin)
    open_comments = operation(_posts.open_comments)
    close_comments = operation(_posts.close_comments)
    reposts = operation(_posts.reposts)
    repost = operation(_publishing.repost)


class Comments(Resource[C_co]):
    """Comments below posts; the public answers as itself."""

    get = operation(_comments.get)
    each = listing(_comments.each)
    replies = listing(_comments.replies)
    by_id = operation(_comments.by_id)
    create = operation(_comments.create)
    reconcile = operation(_comments.reconcile)
    edit = operation(_comments.edit)
    delete = operation(_comments.delete)
    restore = operation(_comments.restore)


class Topics(Resource[C_co]):
    """Discussions: topics and what is said in them; the public answers as itself."""

    get = operation(_topics.get)
    each = listing(_topics.each)
    comments = listing(_topics.comments)
    create = operation(_topics.create)
    answer = operation(_topics.answer)
    reconcile = operation(_topics.reconcile)
    edit = operation(_topics.edit)
    delete = operation(_topics.delete)
    close = operation(_topics.close)
    open = operation(_topics.open)
    pin = operation(_topics.pin)
    unpin = operation(_topics.unpin)
    edit_comment = operation(_topics.edit_comment)
    delete_comment = operation(_topics.delete_comment)
    restore_comment = operation(_topics.restore_comment)


class Polls(Resource[C_co]):
    """Polls, to be attached to posts."""

    create = operation(_polls.create)
    get = operation(_polls.get)
    edit = operation(_polls.edit)
    voters = operation(_polls.voters)


class Media(Resource[C_co]):
    """Files on their way to VK: an attachment to publish with comes back."""

    photo = operation(_media.photo)
    document = operation(_media.document)
    video = operation(_media.video)
    cover = operation(_media.cover)
    avatar = operation(_media.avatar)


class Statistics(Resource[C_co]):
    """How often a public was seen, read and answered."""

    get = operation(_statistics.get)
    reach = operation(_statistics.reach)
    views = listing(_statistics.views)


class Resources:
    """The parts of a client."""

    @property
    def publics(self) -> Publics[Self]:
        """Publics: what they tell about themselves, what stands on their pages, who is there."""
        return _part(self, "publics", Publics)

    @property
    def posts(self) -> Posts[Self]:
        """Posts on the walls of publics."""
        return _part(self, "posts", Posts)

    @property
    def comments(self) -> Comments[Self]:
        """Comments below posts."""
        return _part(self, "comments", Comments)

    @property
    def topics(self) -> Topics[Self]:
        """Discussions: topics and what is said in them."""
        return _part(self, "topics", Topics)

    @property
    def polls(self) -> Polls[Self]:
        """Polls, to be attached to posts."""
        return _part(self, "polls", Polls)

    @property
    def media(self) -> Media[Self]:
        """Files on their way to VK."""
        return _part(self, "media", Media)

    @property
    def statistics(self) -> Statistics[Self]:
        """How often a public was seen, read and answered."""
        return _part(self, "statistics", Statistics)


def _part(client: C, name: str, kind: Callable[[C], R]) -> R:
    """A part of a client, made once and kept with it; `with_options` does not take it along."""
    parts: dict[str, R] = getattr(client, "__dict__", {})
    return parts.get(name) or parts.setdefault(name, kind(client))
