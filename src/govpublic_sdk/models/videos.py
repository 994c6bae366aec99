"""Videos and their images."""

from typing import Annotated, Literal

from pydantic import AliasChoices, Field

from govpublic_sdk.models.base import Flag, Model, Moment, Number, Raw, Word, reference
from govpublic_sdk.models.common import Likes, Reposts

__all__ = ["Video", "VideoImage"]


Theme = Annotated[
    Literal["light", "dark"] | str,
    Word,
]
ResponseType = Annotated[
    Literal["min", "full"] | str,
    Word,
]
VideoKind = Annotated[
    Literal[
        "interactive",
        "video",
        "music_video",
        "movie",
        "live",
        "short_video",
        "story",
        "video_message",
    ]
    | str,
    Word,
]


class VideoImage(Model, frozen=True):
    """One image of a video."""

    id: str | None = None
    url: str | None = None
    width: Number | None = None
    height: Number | None = None
    theme: Theme | None = None
    with_padding: Flag | None = None
    size: str | None = None


class Video(Model, frozen=True):
    """A video, https://dev.vk.com/reference/objects/video."""

    id: Number = Field(validation_alias=AliasChoices("id", "vid"))
    vid: Number | None = None
    response_type: ResponseType | None = None
    access_key: str | None = None
    adding_date: Moment | None = None
    can_comment: Flag | None = None
    can_edit: Flag | None = None
    can_delete: Flag | None = None
    can_like: Flag | None = None
    can_repost: Flag | None = None
    can_subscribe: Flag | None = None
    can_be_promoted: Flag | None = None
    can_add_to_faves: Flag | None = None
    can_add: Flag | None = None
    can_attach_link: Flag | None = None
    can_edit_privacy: Flag | None = None
    is_private: Flag | None = None
    comments: Number | None = None
    date: Moment | None = None
    description: str | None = None
    duration: Number | None = None
    image: list[VideoImage] | None = None
    first_frame: list[VideoImage] | None = None
    width: Number | None = None
    height: Number | None = None
    owner_id: Number | None = None
    user_id: Number | None = None
    title: str | None = None
    is_favorite: Flag | None = None
    player: str | None = None
    processing: Flag | None = None
    converting: Flag | None = None
    added: Flag | None = None
    is_subscribed: Flag | None = None
    track_code: str | None = None
    repeat: Flag | None = None
    type: VideoKind | None = None
    views: Number | None = None
    local_views: Number | None = None
    content_restricted: Number | None = None
    content_restricted_message: str | None = None
    balance: Number | None = None
    live: Flag | None = None
    upcoming: Flag | None = None
    live_start_time: Moment | None = None
    live_notify: Flag | None = None
    spectators: Number | None = None
    platform: str | None = None
    likes: Likes | None = None
    reposts: Reposts | None = None
    files: Raw | None = None
    trailer: Raw | None = None
    episodes: list[Raw] | None = None
    live_settings: Raw | None = None
    can_dislike: Flag | None = None
    is_explicit: Flag | None = None
    main_artists: list[Raw] | None = None
    photo_130: str | None = None
    photo_320: str | None = None
    photo_640: str | None = None
    photo_800: str | None = None
    first_frame_130: str | None = None
    first_frame_320: str | None = None
    first_frame_800: str | None = None
    ov_id: str | None = None

    @property
    def reference(self) -> str:
        """The text by which it is attached, such as `video-1_2_key`."""
        return reference("video", self) or ""
