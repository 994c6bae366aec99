"""The table of contents of a client: what it can do, by the domain's words. Nothing is done here.

Each line binds a description of `_domain` under the name that users type.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Self, TypeVar

from govpublic_sdk._bind import Resource, listing, operation, survey
from govpublic_sdk._domain import addresses as _addresses
from govpublic_sdk._domain import commenting as _commenting
from govpublic_sdk._domain import comments as _comments
from govpublic_sdk._domain import conversations as _conversations
from govpublic_sdk._domain import discussing as _discussing
from govpublic_sdk._domain import finding as _finding
from govpublic_sdk._domain import mailing as _mailing
from govpublic_sdk._domain import media as _media
from govpublic_sdk._domain import message_media as _message_media
from govpublic_sdk._domain import messages as _messages
from govpublic_sdk._domain import page_parts as _page_parts
from govpublic_sdk._domain import people as _people
from govpublic_sdk._domain import polls as _polls
from govpublic_sdk._domain import posts as _posts
from govpublic_sdk._domain import pressing as _pressing
from govpublic_sdk._domain import publics as _publics
from govpublic_sdk._domain import publishing as _publishing
from govpublic_sdk._domain import sending as _sending
from govpublic_sdk._domain import settings as _settings
from govpublic_sdk._domain import statistics as _statistics
from govpublic_sdk._domain import topics as _topics
from govpublic_sdk.appeals.client import answering as _answering
from govpublic_sdk.appeals.client import reading as _appeals
from govpublic_sdk.events import long_poll as _long_poll
from govpublic_sdk.events import setting_up as _setting_up
from govpublic_sdk.official_pages._auditing import audit as _audit

__all__ = ["Resources"]

C_co = TypeVar("C_co", covariant=True)
C = TypeVar("C")
R = TypeVar("R")


class Publics(Resource[C_co]):
    """Publics: what they tell about themselves, what stands on their pages, who is there."""

    get: Final = operation(_publics.get)
    get_many: Final = operation(_publics.get_many)
    search: Final = operation(_publics.search)
    edit: Final = operation(_settings.edit)
    edit_messages: Final = operation(_settings.edit_messages)
    settings: Final = operation(_settings.settings)

    links: Final = operation(_page_parts.links)
    add_link: Final = operation(_page_parts.add_link)
    edit_link: Final = operation(_page_parts.edit_link)
    move_link: Final = operation(_page_parts.move_link)
    delete_link: Final = operation(_page_parts.delete_link)
    contacts: Final = operation(_page_parts.contacts)
    set_contact: Final = operation(_page_parts.set_contact)
    remove_contact: Final = operation(_page_parts.remove_contact)
    addresses: Final = listing(_addresses.addresses)
    add_address: Final = operation(_addresses.add_address)
    edit_address: Final = operation(_addresses.edit_address)
    delete_address: Final = operation(_addresses.delete_address)
    menu: Final = operation(_page_parts.menu)
    cover: Final = operation(_page_parts.cover)

    members: Final = listing(_people.members)
    member_profiles: Final = listing(_people.member_profiles)
    is_member: Final = operation(_people.is_member)
    managers: Final = listing(_people.managers)
    set_manager: Final = operation(_people.set_manager)
    remove_manager: Final = operation(_people.remove_manager)
    bans: Final = listing(_people.bans)
    ban: Final = operation(_people.ban)
    unban: Final = operation(_people.unban)


class Posts(Resource[C_co]):
    """Posts on the walls of publics."""

    get: Final = operation(_posts.get)
    each: Final = listing(_posts.each)
    by_id: Final = operation(_posts.by_id)
    get_many: Final = operation(_posts.get_many)
    likes: Final = listing(_posts.likes)
    search: Final = operation(_posts.search)
    publish: Final = operation(_publishing.publish)
    reconcile: Final = operation(_finding.reconcile)
    find: Final = operation(_finding.find)
    edit: Final = operation(_publishing.edit)
    delete: Final = operation(_posts.delete)
    restore: Final = operation(_posts.restore)
    pin: Final = operation(_posts.pin)
    unpin: Final = operation(_posts.unpin)
    open_comments: Final = operation(_posts.open_comments)
    close_comments: Final = operation(_posts.close_comments)
    reposts: Final = operation(_posts.reposts)
    repost: Final = operation(_publishing.repost)


class Comments(Resource[C_co]):
    """Comments below posts; the public answers as itself."""

    get: Final = operation(_comments.get)
    each: Final = listing(_comments.each)
    replies: Final = listing(_comments.replies)
    by_id: Final = operation(_comments.by_id)
    create: Final = operation(_commenting.create)
    find: Final = operation(_commenting.find)
    reconcile: Final = operation(_commenting.reconcile)
    edit: Final = operation(_commenting.edit)
    delete: Final = operation(_commenting.delete)
    restore: Final = operation(_commenting.restore)


class Topics(Resource[C_co]):
    """Discussions: topics and what is said in them; the public answers as itself."""

    get: Final = operation(_topics.get)
    each: Final = listing(_topics.each)
    comments: Final = listing(_discussing.comments)
    create: Final = operation(_topics.create)
    answer: Final = operation(_discussing.answer)
    reconcile: Final = operation(_discussing.reconcile)
    edit: Final = operation(_topics.edit)
    delete: Final = operation(_topics.delete)
    close: Final = operation(_topics.close)
    open: Final = operation(_topics.open)
    pin: Final = operation(_topics.pin)
    unpin: Final = operation(_topics.unpin)
    edit_comment: Final = operation(_discussing.edit_comment)
    delete_comment: Final = operation(_discussing.delete_comment)
    restore_comment: Final = operation(_discussing.restore_comment)


class Messages(Resource[C_co]):
    """Messages between a public and those who write to it; the public answers as itself."""

    conversations: Final = listing(_conversations.conversations)
    conversation: Final = operation(_conversations.conversation)
    get: Final = operation(_messages.get)
    history: Final = listing(_messages.history)
    search: Final = listing(_messages.search)
    by_id: Final = operation(_messages.by_id)
    get_many: Final = operation(_messages.get_many)

    send: Final = operation(_sending.send)
    answer: Final = operation(_sending.answer)
    send_many: Final = operation(_mailing.send_many)
    edit: Final = operation(_sending.edit)
    delete: Final = operation(_messages.delete)
    restore: Final = operation(_messages.restore)

    mark_answered: Final = operation(_conversations.mark_answered)
    mark_important: Final = operation(_conversations.mark_important)
    mark_read: Final = operation(_conversations.mark_read)
    typing: Final = operation(_conversations.typing)
    is_allowed: Final = operation(_conversations.is_allowed)

    show_snackbar: Final = operation(_pressing.show_snackbar)
    open_link: Final = operation(_pressing.open_link)
    open_app: Final = operation(_pressing.open_app)
    acknowledge: Final = operation(_pressing.acknowledge)


class Polls(Resource[C_co]):
    """Polls, to be attached to posts."""

    create: Final = operation(_polls.create)
    get: Final = operation(_polls.get)
    edit: Final = operation(_polls.edit)
    voters: Final = operation(_polls.voters)


class Media(Resource[C_co]):
    """Files on their way to VK: an attachment to publish with comes back."""

    photo: Final = operation(_media.photo)
    document: Final = operation(_media.document)
    video: Final = operation(_media.video)
    external_video: Final = operation(_media.external_video)
    cover: Final = operation(_media.cover)
    avatar: Final = operation(_media.avatar)
    message_photo: Final = operation(_message_media.message_photo)
    message_document: Final = operation(_message_media.message_document)


class Statistics(Resource[C_co]):
    """How often a public was seen, read and answered."""

    get: Final = operation(_statistics.get)
    reach: Final = operation(_statistics.reach)
    views: Final = listing(_statistics.views)


class Events(Resource[C_co]):
    """What happens in communities: how they come to tell, and Long Poll."""

    each: Final = listing(_long_poll.each)
    receive: Final = operation(_long_poll.receive)
    enable_long_poll: Final = operation(_setting_up.enable_long_poll)
    set_up: Final = operation(_setting_up.set_up)
    confirmation: Final = operation(_setting_up.confirmation)


class OfficialPages(Resource[C_co]):
    """Official pages of bodies, checked by the thousand."""

    audit: Final = survey(_audit)


class Appeals(Resource[C_co]):
    """Appeals of citizens, whichever way they came, and the answers to them."""

    each: Final = listing(_appeals.each)
    receive: Final = operation(_appeals.receive)
    get: Final = operation(_appeals.get)
    from_event: Final = operation(_appeals.from_event)
    take: Final = operation(_appeals.take)
    fetch: Final = operation(_appeals.fetch)
    note: Final = operation(_appeals.note)
    create: Final = operation(_appeals.create)

    answer: Final = operation(_answering.answer)
    forward: Final = operation(_answering.forward)
    postpone: Final = operation(_answering.postpone)
    draft: Final = operation(_answering.draft)
    approve: Final = operation(_answering.approve)
    send: Final = operation(_answering.send)
    settle: Final = operation(_answering.settle)


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
    def messages(self) -> Messages[Self]:
        """Messages between a public and those who write to it; the public answers as itself."""
        return _part(self, "messages", Messages)

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

    @property
    def events(self) -> Events[Self]:
        """What happens in communities: how they come to tell, and Long Poll."""
        return _part(self, "events", Events)

    @property
    def official_pages(self) -> OfficialPages[Self]:
        """Official pages of bodies, checked by the thousand."""
        return _part(self, "official_pages", OfficialPages)

    @property
    def appeals(self) -> Appeals[Self]:
        """Appeals of citizens, whichever way they came, and the answers to them."""
        return _part(self, "appeals", Appeals)


def _part(client: C, name: str, kind: Callable[[C], R]) -> R:
    """A part of a client, made once and kept with it; `with_options` does not take it along."""
    parts: dict[str, R] = getattr(client, "__dict__", {})
    return parts.get(name) or parts.setdefault(name, kind(client))
