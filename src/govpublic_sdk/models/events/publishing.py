"""Events of what appears in a community: posts, photos, videos, audio, likes, votes."""

from __future__ import annotations

from typing import Annotated, Literal

from govpublic_sdk.models.attachments import Audio
from govpublic_sdk.models.base import Model, Moment, Number, Word
from govpublic_sdk.models.events.event import Event
from govpublic_sdk.models.photos import Photo
from govpublic_sdk.models.posts import Post
from govpublic_sdk.models.videos import Video

__all__ = [
    "AudioNew",
    "LikeAdd",
    "LikeObject",
    "LikeRemove",
    "PhotoNew",
    "PollVoteNew",
    "PollVoteObject",
    "ScheduledPost",
    "VideoNew",
    "WallPostNew",
    "WallRepost",
    "WallSchedulePostDelete",
    "WallSchedulePostNew",
]

LikedKind = Annotated[
    Literal[
        "post",
        "video",
        "photo",
        "comment",
        "note",
        "topic_comment",
        "photo_comment",
        "video_comment",
        "market",
        "market_comment",
    ]
    | str,
    Word,
]


class WallPostNew(Event, frozen=True):
    """A post is on the wall; suggested and postponed ones come too, see `post_type`."""

    object: Post


class WallRepost(Event, frozen=True):
    """A user shared a post of the community; the object is the new post."""

    object: Post


class ScheduledPost(Model, frozen=True):
    """Which post is to appear, and when."""

    id: Number
    schedule_time: Moment | None = None


class WallSchedulePostNew(Event, frozen=True):
    """A post was put off."""

    object: ScheduledPost


class WallSchedulePostDelete(Event, frozen=True):
    """A post that had been put off was deleted."""

    object: ScheduledPost


class PhotoNew(Event, frozen=True):
    """The community has a new photo."""

    object: Photo


class VideoNew(Event, frozen=True):
    """The community has a new video."""

    object: Video


class AudioNew(Event, frozen=True):
    """The community has a new audio recording."""

    object: Audio


class LikeObject(Model, frozen=True):
    """Who liked what.

    `post_id` is the post of a liked comment; it and `thread_reply_id` are 0 for
    other things.
    """

    liker_id: Number | None = None
    object_type: LikedKind | None = None
    object_owner_id: Number | None = None
    object_id: Number | None = None
    thread_reply_id: Number | None = None
    post_id: Number | None = None


class LikeAdd(Event, frozen=True):
    """A user likes something of the community."""

    object: LikeObject


class LikeRemove(Event, frozen=True):
    """A user took a like back."""

    object: LikeObject


class PollVoteObject(Model, frozen=True):
    """Who chose which answer; VK names one, also where several were chosen."""

    owner_id: Number | None = None
    poll_id: Number | None = None
    option_id: Number | None = None
    user_id: Number | None = None


class PollVoteNew(Event, frozen=True):
    """A user voted in a poll that is not anonymous."""

    object: PollVoteObject
