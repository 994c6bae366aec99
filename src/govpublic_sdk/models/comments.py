"""Comments on posts, and the comment counters of a post."""

from pydantic import Field

from govpublic_sdk.models.attachments import Attachment
from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw
from govpublic_sdk.models.common import PostLikes
from govpublic_sdk.models.reactions import Reactions

__all__ = ["Comment", "PostComments", "Thread"]


class Thread(Model, frozen=True):
    """Answers to a comment."""

    count: Number | None = None
    items: "list[Comment] | None" = None
    can_post: Flag | None = None
    show_reply_button: Flag | None = None
    groups_can_post: Flag | None = None
    author_replied: Flag | None = None


class Comment(Model, frozen=True):
    """A comment below a post, dev.vk.com/reference/objects/comment. Its text is personal."""

    id: Number
    from_id: Number | None = None
    can_edit: Flag | None = None
    post_id: Number | None = None
    owner_id: Number | None = None
    parents_stack: list[Number] | None = None
    photo_id: Number | None = None
    video_id: Number | None = None
    date: Moment | None = None
    text: str | None = Field(default=None, repr=False)
    attachments: list[Attachment] | None = Field(default=None, repr=False)
    donut: Raw | None = None
    likes: PostLikes | None = None
    reaction_set_id: str | None = None
    reactions: Reactions | None = None
    real_offset: Number | None = None
    reply_to_user: Number | None = None
    reply_to_comment: Number | None = None
    thread: Thread | None = None
    is_from_post_author: Flag | None = None
    deleted: Flag | None = None
    post_owner_id: Number | None = None
    pid: Number | None = None
    can_like: Flag | None = None
    author_id: Number | None = None
    attachments_meta: Raw | None = None


class PostComments(Model, frozen=True):
    """Number of comments of a post, and permissions to write."""

    can_post: Flag | None = None
    can_open: Flag | None = None
    can_close: Flag | None = None
    can_view: Flag | None = None
    count: Number | None = None
    groups_can_post: Flag | None = None
    donut: Raw | None = None
    comments: list[Comment] | None = Field(default=None, alias="list")
