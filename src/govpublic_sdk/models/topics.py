"""Topics of discussions and the messages in them."""

from pydantic import Field

from govpublic_sdk.models.attachments import Attachment
from govpublic_sdk.models.base import Flag, Model, Moment, Number
from govpublic_sdk.models.common import PostLikes

__all__ = ["Topic", "TopicComment"]


class Topic(Model, frozen=True):
    """A topic of discussions. What persons wrote stays out of `repr`."""

    id: Number
    comments: Number | None = None
    created: Moment | None = None
    created_by: Number | None = None
    is_closed: Flag | None = None
    is_fixed: Flag | None = None
    title: str | None = Field(default=None, repr=False)
    updated: Moment | None = None
    updated_by: Number | None = None
    first_comment: str | None = Field(default=None, repr=False)
    last_comment: str | None = Field(default=None, repr=False)


class TopicComment(Model, frozen=True):
    """A message in a topic. Its text is personal."""

    id: Number
    attachments: list[Attachment] | None = Field(default=None, repr=False)
    date: Moment | None = None
    from_id: Number | None = None
    real_offset: Number | None = None
    text: str | None = Field(default=None, repr=False)
    can_edit: Flag | None = None
    likes: PostLikes | None = None
    topic_id: Number | None = None
    topic_owner_id: Number | None = None
