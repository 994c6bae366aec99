"""Likes.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.answers import LikesCount, LikeState
from govpublic_sdk.models.users import User
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, within

__all__ = ["add", "delete", "get_list", "get_list_extended", "is_liked"]

_Liked: TypeAlias = Literal[
    "audio",
    "comment",
    "community_review",
    "group_like",
    "market",
    "market_comment",
    "note",
    "photo",
    "photo_comment",
    "post",
    "sitepage",
    "story",
    "textpost",
    "topic_comment",
    "video",
    "video_comment",
]


@check_arguments
def add(
    type: _Liked,
    item_id: int,
    *,
    owner_id: int | None = None,
    access_key: str | None = None,
    from_group: bool | None = None,
) -> Call[LikesCount]:
    """Like something.

    https://dev.vk.com/method/likes.add

    Args:
        type: Which kind.
        item_id: The thing, by its id.
        owner_id: Whose wall or thing: negative for a community.
        access_key: The key for a private thing.
        from_group: Write as the community.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "likes.add",
        As(LikesCount),
        type=type,
        item_id=item_id,
        owner_id=nonzero("owner_id", owner_id),
        access_key=access_key,
        from_group=from_group,
    )


@check_arguments
def delete(
    type: _Liked,
    item_id: int,
    *,
    owner_id: int | None = None,
    access_key: str | None = None,
    from_group: bool | None = None,
) -> Call[LikesCount]:
    """Take a like back.

    https://dev.vk.com/method/likes.delete

    Args:
        type: Which kind.
        item_id: The thing, by its id.
        owner_id: Whose wall or thing: negative for a community.
        access_key: The key for a private thing.
        from_group: Write as the community.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "likes.delete",
        As(LikesCount),
        type=type,
        item_id=item_id,
        owner_id=nonzero("owner_id", owner_id),
        access_key=access_key,
        from_group=from_group,
    )


@check_arguments
def get_list(
    type: _Liked,
    item_id: int | None = None,
    *,
    owner_id: int | None = None,
    page_url: str | None = None,
    filter: Literal["copies", "likes"] | None = None,
    friends_only: Literal[0, 1, 2, 3] | None = None,
    offset: int = 0,
    count: int | None = None,
    skip_own: bool | None = None,
    fields: Sequence[str] | None = None,
) -> Call[Page[int]]:
    """Return the ids of users who liked an object.

    https://dev.vk.com/method/likes.getList

    Args:
        type: Which kind.
        item_id: The thing, by its id.
        owner_id: Whose wall or thing: negative for a community.
        page_url: A page with a like button.
        filter: Which of them.
        friends_only: Only friends.
        offset: How many to skip.
        count: How many at most. Up to 1000.
        skip_own: Without the token's owner.
        fields: Further fields to give.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "likes.getList",
        PageOf(int),
        type=type,
        item_id=item_id,
        owner_id=nonzero("owner_id", owner_id),
        page_url=page_url,
        filter=filter,
        friends_only=friends_only,
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 0, 1000),
        skip_own=skip_own,
        fields=check_list("fields", fields),
    )


@check_arguments
def get_list_extended(
    type: _Liked,
    item_id: int | None = None,
    *,
    owner_id: int | None = None,
    page_url: str | None = None,
    filter: Literal["copies", "likes"] | None = None,
    friends_only: Literal[0, 1, 2, 3] | None = None,
    offset: int = 0,
    count: int | None = None,
    skip_own: bool | None = None,
    fields: Sequence[str] | None = None,
) -> Call[Page[User]]:
    """Return the users who liked an object, with names.

    https://dev.vk.com/method/likes.getList

    Args:
        type: Which kind.
        item_id: The thing, by its id.
        owner_id: Whose wall or thing: negative for a community.
        page_url: A page with a like button.
        filter: Which of them.
        friends_only: Only friends.
        offset: How many to skip.
        count: How many at most. Up to 1000.
        skip_own: Without the token's owner.
        fields: Further fields to give.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "likes.getList",
        PageOf(User),
        type=type,
        item_id=item_id,
        owner_id=nonzero("owner_id", owner_id),
        page_url=page_url,
        filter=filter,
        friends_only=friends_only,
        extended=True,
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 0, 1000),
        skip_own=skip_own,
        fields=check_list("fields", fields),
    )


@check_arguments
def is_liked(
    type: _Liked, item_id: int, *, user_id: int | None = None, owner_id: int | None = None
) -> Call[LikeState]:
    """Whether a person liked something.

    https://dev.vk.com/method/likes.isLiked

    Args:
        type: Which kind.
        item_id: The thing, by its id.
        user_id: The person.
        owner_id: Whose wall or thing: negative for a community.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "likes.isLiked",
        As(LikeState),
        type=type,
        item_id=item_id,
        user_id=positive("user_id", user_id),
        owner_id=nonzero("owner_id", owner_id),
    )
