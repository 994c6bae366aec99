"""Short answers to writes: numbers of what was made, and counters."""

from govpublic_sdk.models.attachments import Attachment
from govpublic_sdk.models.base import Flag, Model, Number
from govpublic_sdk.models.publics import Public
from govpublic_sdk.models.users import User

__all__ = [
    "CreatedComment",
    "EditedVideo",
    "LikeState",
    "LikesCount",
    "ParsedLink",
    "PublishedPost",
    "Reposted",
    "VoterIds",
    "VoterUsers",
    "Voters",
    "VotersWithFields",
]


class PublishedPost(Model, frozen=True):
    """The number of a post that was published or changed."""

    post_id: Number


class CreatedComment(Model, frozen=True):
    """The number of a comment, and of those that it answers."""

    comment_id: Number
    parents_stack: list[Number] | None = None


class Reposted(Model, frozen=True):
    """The number of a repost, and the counters of the original."""

    post_id: Number
    success: Flag | None = None
    reposts_count: Number | None = None
    wall_repost_count: Number | None = None
    mail_repost_count: Number | None = None
    likes_count: Number | None = None


class ParsedLink(Model, frozen=True):
    """What links would look like when attached."""

    data: list[Attachment] | None = None
    groups: list[Public] | None = None
    profiles: list[User] | None = None


class LikesCount(Model, frozen=True):
    """How many liked it now."""

    likes: Number | None = None


class LikeState(Model, frozen=True):
    """Whether a person liked and reposted it."""

    liked: Flag | None = None
    copied: Flag | None = None


class VoterIds(Model, frozen=True):
    """Persons by id."""

    count: Number | None = None
    items: list[Number] | None = None


class VoterUsers(Model, frozen=True):
    """Persons with fields."""

    count: Number | None = None
    items: list[User] | None = None


class Voters(Model, frozen=True):
    """Voters of one answer, as ids."""

    answer_id: Number | None = None
    users: VoterIds | None = None


class VotersWithFields(Model, frozen=True):
    """Voters of one answer, with names."""

    answer_id: Number | None = None
    users: VoterUsers | None = None


class EditedVideo(Model, frozen=True):
    """Whether a video was changed."""

    success: Flag | None = None
    access_key: str | None = None
