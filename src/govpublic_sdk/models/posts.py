"""Posts on walls. Comments have their own module."""

from typing import Annotated, Literal

from pydantic import AliasChoices, Field

from govpublic_sdk.models.attachments import Attachment, Link
from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw, Real, Word, reference
from govpublic_sdk.models.comments import PostComments
from govpublic_sdk.models.common import Place, PostLikes, Reposts
from govpublic_sdk.models.reactions import Reactions

__all__ = [
    "Coordinates",
    "Geo",
    "Post",
    "PostCopyright",
    "PostDonut",
    "PostSource",
    "PostViews",
]


EditMode = Annotated[
    Literal["all", "duration"] | str,
    Word,
]
PostSourceKind = Annotated[
    Literal["vk", "widget", "api", "rss", "sms", "mvk"] | str,
    Word,
]
PostType = Annotated[
    Literal[
        "post",
        "copy",
        "reply",
        "postpone",
        "suggest",
        "post_ads",
        "photo",
        "video",
        "clip",
    ]
    | str,
    Word,
]


class PostCopyright(Model, frozen=True):
    """The source that a post names."""

    id: Number | None = None
    link: str | None = None
    name: str | None = None
    type: str | None = None


class PostDonut(Model, frozen=True):
    """Whether a post is for paying subscribers."""

    is_donut: Flag | None = None
    paid_duration: Number | None = None
    placeholder: Raw | None = None
    can_publish_free_copy: Flag | None = None
    edit_mode: EditMode | None = None


class PostSource(Model, frozen=True):
    """With what a post was made."""

    data: str | None = None
    platform: str | None = None
    type: PostSourceKind | None = None
    url: str | None = None
    link: Link | None = None


class PostViews(Model, frozen=True):
    """How often a post was seen."""

    count: Number | None = None


_OWNER = AliasChoices("owner_id", "source_id", "to_id")


class Coordinates(Model, frozen=True):
    """A point on the map, in degrees."""

    latitude: Real | None = None
    longitude: Real | None = None


class Geo(Model, frozen=True):
    """Where a post was made."""

    type: str | None = None
    coordinates: Raw | None = None
    place: Place | None = None
    showmap: Number | None = None

    @property
    def point(self) -> Coordinates | None:
        """The coordinates, which come as a text with two numbers or as an object."""
        sent = self.coordinates
        if isinstance(sent, str) and len(pair := sent.split()) == 2:
            sent = {"latitude": pair[0], "longitude": pair[1]}
        return Coordinates.model_validate(sent) if isinstance(sent, dict) else None


class Post(Model, frozen=True):
    """A post on a wall, https://dev.vk.com/reference/objects/post.

    News feeds name its numbers otherwise: `id` and `owner_id` hold `post_id` and `source_id` then.
    """

    id: Number = Field(validation_alias=AliasChoices("id", "post_id"))
    carousel_offset: Number | None = None
    access_key: str | None = None
    is_deleted: Flag | None = None
    deleted_reason: str | None = None
    deleted_details: str | None = None
    donut_miniapp_url: str | None = None
    attachments: list[Attachment] | None = None
    copyright: PostCopyright | None = None
    date: Moment | None = None
    edited: Moment | None = None
    from_id: Number | None = None
    geo: Geo | None = None
    is_archived: Flag | None = None
    is_favorite: Flag | None = None
    likes: PostLikes | None = None
    owner_id: Number | None = Field(default=None, validation_alias=_OWNER)
    post_id: Number | None = None
    source_id: Number | None = None
    to_id: Number | None = None
    parents_stack: list[Number] | None = None
    post_source: PostSource | None = None
    post_type: PostType | None = None
    reposts: Reposts | None = None
    signer_id: Number | None = None
    text: str | None = None
    views: PostViews | None = None
    copy_history: "list[Post] | None" = None
    can_edit: Flag | None = None
    created_by: Number | None = None
    can_delete: Flag | None = None
    can_pin: Flag | None = None
    donut: PostDonut | None = None
    is_pinned: Flag | None = None
    comments: PostComments | None = None
    marked_as_ads: Flag | None = None
    topic_id: Number | None = None
    short_text_rate: Real | None = None
    hash: str | None = None
    type: PostType | None = None
    feedback: Raw | None = None
    reaction_set_id: str | None = None
    reactions: Reactions | None = None
    header: Raw | None = None
    activity: Raw | None = None
    attachments_meta: Raw | None = None
    postponed_id: Number | None = None
    is_promoted_post_stealth: Flag | None = None
    push_subscription: Raw | None = None
    ads_easy_promote: Raw | None = None
    compact_attachments_before_cut: Number | None = None
    track_code: str | None = None
    reply_owner_id: Number | None = None
    reply_post_id: Number | None = None
    friends_only: Flag | None = None
    final_post: Flag | None = None

    @property
    def reference(self) -> str | None:
        """The text by which it is shared, such as `wall-1_2`; None without an owner."""
        return reference("wall", self)

    @property
    def url(self) -> str | None:
        """The post's address; None without an owner."""
        return None if self.owner_id is None else f"https://vk.com/wall{self.owner_id}_{self.id}"
