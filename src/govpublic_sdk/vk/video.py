"""Videos: reading, and what publishing them needs.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.answers import EditedVideo
from govpublic_sdk.models.uploads import VideoUpload
from govpublic_sdk.models.videos import Video
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, within

__all__ = ["delete", "edit", "get", "save"]


@check_arguments
def get(
    owner_id: int | None = None,
    *,
    videos: Sequence[str] | None = None,
    album_id: int | None = None,
    count: int = 100,
    offset: int = 0,
    extended: bool = False,
    fields: Sequence[str] | None = None,
    sort_album: Literal[0, 1] | None = None,
) -> Call[Page[Video]]:
    """Read videos.

    https://dev.vk.com/method/video.get

    Args:
        owner_id: Whose wall or thing: negative for a community.
        videos: Videos as `-1_2`.
        album_id: The album.
        count: How many at most. Up to 200.
        offset: How many to skip.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields to give.
        sort_album: VK's `sort_album`, see the page of the method.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "video.get",
        PageOf(Video),
        owner_id=nonzero("owner_id", owner_id),
        videos=check_list("videos", videos),
        album_id=album_id,
        count=within("count", count, 1, 200),
        offset=within("offset", offset, 0) or None,
        extended=extended or None,
        fields=check_list("fields", fields),
        sort_album=sort_album,
    )


@check_arguments
def save(
    *,
    name: str | None = None,
    description: str | None = None,
    is_private: bool | None = None,
    wallpost: bool | None = None,
    link: str | None = None,
    group_id: int | None = None,
    album_id: int | None = None,
    privacy_view: Sequence[str] | None = None,
    privacy_comment: Sequence[str] | None = None,
    no_comments: bool | None = None,
    repeat: bool | None = None,
    compression: bool | None = None,
    ord_info: str | None = None,
    auto_publish: bool | None = None,
) -> Call[VideoUpload]:
    """Create a video, and ask where its file can be sent.

    https://dev.vk.com/method/video.save

    Args:
        name: The name.
        description: The description.
        is_private: Only by link.
        wallpost: Also publish it on the wall.
        link: The address.
        group_id: The community, a positive id.
        album_id: The album.
        privacy_view: Audience that can see it.
        privacy_comment: Audience that can comment.
        no_comments: Disable comments.
        repeat: Play it again and again.
        compression: VK's `compression`, see the page of the method.
        ord_info: VK's `ord_info`, see the page of the method.
        auto_publish: VK's `auto_publish`, see the page of the method.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "video.save",
        As(VideoUpload),
        name=name,
        description=description,
        is_private=is_private,
        wallpost=wallpost,
        link=link,
        group_id=positive("group_id", group_id),
        album_id=album_id,
        privacy_view=check_list("privacy_view", privacy_view),
        privacy_comment=check_list("privacy_comment", privacy_comment),
        no_comments=no_comments,
        repeat=repeat,
        compression=compression,
        ord_info=ord_info,
        auto_publish=auto_publish,
    )


@check_arguments
def edit(
    owner_id: int,
    video_id: int,
    *,
    name: str | None = None,
    desc: str | None = None,
    privacy_view: Sequence[str] | None = None,
    privacy_comment: Sequence[str] | None = None,
    no_comments: bool | None = None,
    repeat: bool | None = None,
    ord_info: str | None = None,
) -> Call[EditedVideo]:
    """Change a video.

    https://dev.vk.com/method/video.edit

    Args:
        owner_id: Whose wall or thing: negative for a community.
        video_id: The video.
        name: The name.
        desc: The description.
        privacy_view: Audience that can see it.
        privacy_comment: Audience that can comment.
        no_comments: Disable comments.
        repeat: Play it again and again.
        ord_info: VK's `ord_info`, see the page of the method.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "video.edit",
        As(EditedVideo),
        owner_id=nonzero("owner_id", owner_id),
        video_id=positive("video_id", video_id),
        name=name,
        desc=desc,
        privacy_view=check_list("privacy_view", privacy_view),
        privacy_comment=check_list("privacy_comment", privacy_comment),
        no_comments=no_comments,
        repeat=repeat,
        ord_info=ord_info,
    )


@check_arguments
def delete(owner_id: int, video_id: int, *, target_id: int | None = None) -> Call[bool]:
    """Delete a video.

    https://dev.vk.com/method/video.delete

    Args:
        owner_id: Whose wall or thing: negative for a community.
        video_id: The video.
        target_id: From whose list it goes.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "video.delete",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        video_id=positive("video_id", video_id),
        target_id=target_id,
    )
