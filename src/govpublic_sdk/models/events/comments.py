"""Events of comments, below whatever they stand: posts, photos, videos, goods, in topics."""

from __future__ import annotations

from govpublic_sdk.models.base import Model, Number
from govpublic_sdk.models.comments import Comment
from govpublic_sdk.models.events.event import Event
from govpublic_sdk.models.topics import TopicComment

__all__ = [
    "BoardPostDelete",
    "BoardPostEdit",
    "BoardPostNew",
    "BoardPostRestore",
    "DeletedComment",
    "DeletedTopicComment",
    "MarketComment",
    "MarketCommentDelete",
    "MarketCommentEdit",
    "MarketCommentNew",
    "MarketCommentRestore",
    "PhotoComment",
    "PhotoCommentDelete",
    "PhotoCommentEdit",
    "PhotoCommentNew",
    "PhotoCommentRestore",
    "VideoComment",
    "VideoCommentDelete",
    "VideoCommentEdit",
    "VideoCommentNew",
    "VideoCommentRestore",
    "WallReplyDelete",
    "WallReplyEdit",
    "WallReplyNew",
    "WallReplyRestore",
]


class DeletedComment(Model, frozen=True):
    """Which comment is gone, below what it stood, and who deleted it.

    Of `post_id`, `photo_id`, `video_id` and `item_id` there is the one that it stood below;
    `owner_id` is that thing's owner.
    """

    id: Number
    owner_id: Number | None = None
    user_id: Number | None = None
    deleter_id: Number | None = None
    post_id: Number | None = None
    photo_id: Number | None = None
    video_id: Number | None = None
    item_id: Number | None = None


class WallReplyNew(Event, frozen=True):
    """A comment was written below a post."""

    object: Comment


class WallReplyEdit(Event, frozen=True):
    """A comment below a post was changed."""

    object: Comment


class WallReplyRestore(Event, frozen=True):
    """A deleted comment below a post is back."""

    object: Comment


class WallReplyDelete(Event, frozen=True):
    """A comment below a post was deleted."""

    object: DeletedComment


class PhotoComment(Comment, frozen=True):
    """A comment below a photo."""

    photo_owner_id: Number | None = None


class PhotoCommentNew(Event, frozen=True):
    """A comment was written below a photo."""

    object: PhotoComment


class PhotoCommentEdit(Event, frozen=True):
    """A comment below a photo was changed."""

    object: PhotoComment


class PhotoCommentRestore(Event, frozen=True):
    """A deleted comment below a photo is back."""

    object: PhotoComment


class PhotoCommentDelete(Event, frozen=True):
    """A comment below a photo was deleted."""

    object: DeletedComment


class VideoComment(Comment, frozen=True):
    """A comment below a video."""

    video_owner_id: Number | None = None


class VideoCommentNew(Event, frozen=True):
    """A comment was written below a video."""

    object: VideoComment


class VideoCommentEdit(Event, frozen=True):
    """A comment below a video was changed."""

    object: VideoComment


class VideoCommentRestore(Event, frozen=True):
    """A deleted comment below a video is back."""

    object: VideoComment


class VideoCommentDelete(Event, frozen=True):
    """A comment below a video was deleted."""

    object: DeletedComment


class MarketComment(Comment, frozen=True):
    """A comment below an article of the community's shop."""

    market_owner_id: Number | None = None
    item_id: Number | None = None


class MarketCommentNew(Event, frozen=True):
    """A comment was written below an article."""

    object: MarketComment


class MarketCommentEdit(Event, frozen=True):
    """A comment below an article was changed."""

    object: MarketComment


class MarketCommentRestore(Event, frozen=True):
    """A deleted comment below an article is back."""

    object: MarketComment


class MarketCommentDelete(Event, frozen=True):
    """A comment below an article was deleted."""

    object: DeletedComment


class BoardPostNew(Event, frozen=True):
    """A message was written in a topic of discussions."""

    object: TopicComment


class BoardPostEdit(Event, frozen=True):
    """A message in a topic was changed."""

    object: TopicComment


class BoardPostRestore(Event, frozen=True):
    """A deleted message in a topic is back."""

    object: TopicComment


class DeletedTopicComment(Model, frozen=True):
    """Which message of which topic is gone."""

    id: Number
    topic_id: Number | None = None
    topic_owner_id: Number | None = None
    deleter_id: Number | None = None


class BoardPostDelete(Event, frozen=True):
    """A message in a topic was deleted."""

    object: DeletedTopicComment
