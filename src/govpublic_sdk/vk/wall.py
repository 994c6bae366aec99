"""Posts on walls.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.answers import ParsedLink, PublishedPost, Reposted
from govpublic_sdk.models.posts import Post
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, text, within
from govpublic_sdk.vk._wall_comments import (
    close_comments,
    create_comment,
    delete_comment,
    edit_comment,
    get_comment,
    get_comments,
    open_comments,
    restore_comment,
)

__all__ = [
    "check_copyright_link",
    "close_comments",
    "create_comment",
    "delete",
    "delete_comment",
    "edit",
    "edit_comment",
    "get",
    "get_by_id",
    "get_comment",
    "get_comments",
    "get_reposts",
    "open_comments",
    "parse_attached_link",
    "pin",
    "post",
    "repost",
    "restore",
    "restore_comment",
    "search",
    "unpin",
]


@check_arguments
def check_copyright_link(link: str) -> Call[bool]:
    """Whether an address may be named as source.

    https://dev.vk.com/method/wall.checkCopyrightLink

    Args:
        link: The address.
    """
    return ask("wall.checkCopyrightLink", As(bool), link=link)


@check_arguments
def delete(owner_id: int, post_id: int) -> Call[bool]:
    """Delete a post.

    https://dev.vk.com/method/wall.delete

    Args:
        owner_id: Whose wall or thing: negative for a community.
        post_id: The post on that wall.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.delete",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        post_id=positive("post_id", post_id),
    )


@check_arguments
def edit(
    owner_id: int,
    post_id: int,
    *,
    friends_only: bool | None = None,
    message: str | None = None,
    attachments: Sequence[str] | None = None,
    services: str | None = None,
    signed: bool | None = None,
    publish_date: datetime | None = None,
    lat: float | None = None,
    long: float | None = None,
    place_id: int | None = None,
    mark_as_ads: bool | None = None,
    close_comments: bool | None = None,
    donut_paid_duration: int | None = None,
    poster_bkg_id: int | None = None,
    poster_bkg_owner_id: int | None = None,
    poster_bkg_access_hash: str | None = None,
    copyright: str | None = None,
    topic_id: Literal[0, 1, 7, 12, 16, 19, 21, 23, 25, 26, 32, 43] | None = None,
) -> Call[PublishedPost]:
    """Change a post; text and attachments are replaced as a whole.

    https://dev.vk.com/method/wall.edit

    Args:
        owner_id: Whose wall or thing: negative for a community.
        post_id: The post on that wall.
        friends_only: Only friends.
        message: The text.
        attachments: What to attach, each as `photo-1_2`.
        services: Other services to publish to.
        signed: Show the author.
        publish_date: Publication time, an aware datetime.
        lat: Latitude in degrees.
        long: Longitude in degrees.
        place_id: A place of VK.
        mark_as_ads: Mark it as advertising.
        close_comments: Close the comments from the start.
        donut_paid_duration: Seconds during which only subscribers see it; -1 for always.
        poster_bkg_id: VK's `poster_bkg_id`, see the page of the method.
        poster_bkg_owner_id: VK's `poster_bkg_owner_id`, see the page of the method.
        poster_bkg_access_hash: VK's `poster_bkg_access_hash`, see the page of the
            method.
        copyright: The source, an address.
        topic_id: The topic.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.edit",
        As(PublishedPost),
        owner_id=nonzero("owner_id", owner_id),
        post_id=positive("post_id", post_id),
        friends_only=friends_only,
        message=message,
        attachments=check_list("attachments", attachments),
        services=services,
        signed=signed,
        publish_date=publish_date,
        lat=within("lat", lat, -90, 90),
        long=within("long", long, -180, 180),
        place_id=place_id,
        mark_as_ads=mark_as_ads,
        close_comments=close_comments,
        donut_paid_duration=donut_paid_duration,
        poster_bkg_id=poster_bkg_id,
        poster_bkg_owner_id=poster_bkg_owner_id,
        poster_bkg_access_hash=poster_bkg_access_hash,
        copyright=copyright,
        topic_id=topic_id,
    )


@check_arguments
def get(
    owner_id: int | None = None,
    *,
    domain: int | str | None = None,
    offset: int = 0,
    count: int = 100,
    filter: Literal["all", "archived", "donut", "others", "owner", "postponed", "suggests"]
    | None = None,
    extended: bool = False,
    fields: Sequence[str] | None = None,
) -> Call[Page[Post]]:
    """Read the posts of a wall, newest first; a pinned one comes first.

    https://dev.vk.com/method/wall.get

    Args:
        owner_id: Whose wall or thing: negative for a community.
        domain: The short name of the wall's owner.
        offset: How many to skip.
        count: How many at most. Up to 100.
        filter: Which of them.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields to give.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.get",
        PageOf(Post),
        owner_id=nonzero("owner_id", owner_id),
        domain=domain,
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 100),
        filter=filter,
        extended=extended or None,
        fields=check_list("fields", fields),
    )


@check_arguments
def get_by_id(
    posts: Sequence[str],
    *,
    extended: bool = False,
    copy_history_depth: int | None = None,
    fields: Sequence[str] | None = None,
) -> Call[Page[Post]]:
    """Read posts by their ids; those that are gone are left out.

    https://dev.vk.com/method/wall.getById

    Args:
        posts: Posts as `-1_2`.
        extended: Also give the users and communities that are mentioned.
        copy_history_depth: How many reposts deep.
        fields: Further fields to give.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.getById",
        PageOf(Post),
        posts=check_list("posts", posts),
        extended=extended or None,
        copy_history_depth=copy_history_depth,
        fields=check_list("fields", fields),
    )


@check_arguments
def get_reposts(
    owner_id: int, post_id: int, *, offset: int = 0, count: int = 20
) -> Call[Page[Post]]:
    """Read the reposts of a post.

    https://dev.vk.com/method/wall.getReposts

    Args:
        owner_id: Whose wall or thing: negative for a community.
        post_id: The post on that wall.
        offset: How many to skip.
        count: How many at most. Up to 1000.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.getReposts",
        PageOf(Post),
        owner_id=nonzero("owner_id", owner_id),
        post_id=positive("post_id", post_id),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 1000),
    )


@check_arguments
def parse_attached_link(
    links: str,
    *,
    extended: bool = False,
    fields: Sequence[str] | None = None,
    name_case: str | None = None,
) -> Call[ParsedLink]:
    """Read what a link would look like when attached.

    https://dev.vk.com/method/wall.parseAttachedLink

    Args:
        links: Show the block of links.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields to give.
        name_case: The grammatical case of names.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.parseAttachedLink",
        As(ParsedLink),
        links=links,
        extended=extended or None,
        fields=check_list("fields", fields),
        name_case=name_case,
    )


@check_arguments
def pin(owner_id: int, post_id: int) -> Call[bool]:
    """Pin a post to the top.

    https://dev.vk.com/method/wall.pin

    Args:
        owner_id: Whose wall or thing: negative for a community.
        post_id: The post on that wall.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.pin",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        post_id=positive("post_id", post_id),
    )


@check_arguments
def post(
    owner_id: int,
    message: str | None = None,
    *,
    primary_attachments_mode: Literal["grid", "carousel"] | None = None,
    topic_id: int | None = None,
    friends_only: bool | None = None,
    from_group: bool | None = None,
    attachments: Sequence[str] | None = None,
    services: str | None = None,
    signed: bool | None = None,
    publish_date: datetime | None = None,
    lat: float | None = None,
    long: float | None = None,
    place_id: int | None = None,
    post_id: int | None = None,
    guid: str | None = None,
    mark_as_ads: bool | None = None,
    link_title: str | None = None,
    link_photo_id: str | None = None,
    close_comments: bool | None = None,
    donut_paid_duration: int | None = None,
    mute_notifications: bool | None = None,
    copyright: str | None = None,
) -> Call[PublishedPost]:
    """Publish a post, at once or at a moment.

    https://dev.vk.com/method/wall.post

    Args:
        owner_id: Whose wall or thing: negative for a community.
        message: The text.
        primary_attachments_mode: How several attachments are shown.
        topic_id: The topic.
        friends_only: Only friends.
        from_group: Write as the community.
        attachments: What to attach, each as `photo-1_2`.
        services: Other services to publish to.
        signed: Show the author.
        publish_date: Publication time, an aware datetime.
        lat: Latitude in degrees.
        long: Longitude in degrees.
        place_id: A place of VK.
        post_id: The post on that wall.
        guid: A mark by which VK may recognise a repetition.
        mark_as_ads: Mark it as advertising.
        link_title: The title of the attached link.
        link_photo_id: The image of the attached link.
        close_comments: Close the comments from the start.
        donut_paid_duration: Seconds during which only subscribers see it; -1 for always.
        mute_notifications: Do not notify subscribers.
        copyright: The source, an address.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.post",
        As(PublishedPost),
        owner_id=nonzero("owner_id", owner_id),
        message=message,
        primary_attachments_mode=primary_attachments_mode,
        topic_id=positive("topic_id", topic_id),
        friends_only=friends_only,
        from_group=from_group,
        attachments=check_list("attachments", attachments),
        services=services,
        signed=signed,
        publish_date=publish_date,
        lat=within("lat", lat, -90, 90),
        long=within("long", long, -180, 180),
        place_id=place_id,
        post_id=positive("post_id", post_id),
        guid=guid,
        mark_as_ads=mark_as_ads,
        link_title=link_title,
        link_photo_id=link_photo_id,
        close_comments=close_comments,
        donut_paid_duration=donut_paid_duration,
        mute_notifications=mute_notifications,
        copyright=copyright,
    )


@check_arguments
def repost(
    object: str,
    *,
    message: str | None = None,
    group_id: int | None = None,
    mark_as_ads: bool | None = None,
    mute_notifications: bool | None = None,
) -> Call[Reposted]:
    """Repost something to a community.

    https://dev.vk.com/method/wall.repost

    Args:
        object: What to repost, as `wall-1_2`.
        message: The text.
        group_id: The community, a positive id.
        mark_as_ads: Mark it as advertising.
        mute_notifications: Do not notify subscribers.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.repost",
        As(Reposted),
        object=object,
        message=message,
        group_id=positive("group_id", group_id),
        mark_as_ads=mark_as_ads,
        mute_notifications=mute_notifications,
    )


@check_arguments
def restore(owner_id: int, post_id: int) -> Call[bool]:
    """Restore a deleted post.

    https://dev.vk.com/method/wall.restore

    Args:
        owner_id: Whose wall or thing: negative for a community.
        post_id: The post on that wall.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.restore",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        post_id=positive("post_id", post_id),
    )


@check_arguments
def search(
    owner_id: int | None = None,
    *,
    domain: int | str | None = None,
    query: str | None = None,
    owners_only: bool | None = None,
    count: int = 20,
    offset: int = 0,
    extended: bool = False,
    fields: Sequence[str] | None = None,
) -> Call[Page[Post]]:
    """Look for posts on a wall.

    https://dev.vk.com/method/wall.search

    Args:
        owner_id: Whose wall or thing: negative for a community.
        domain: The short name of the wall's owner.
        query: What to look for. Up to 9000 characters.
        owners_only: Only posts of the wall's owner.
        count: How many at most. Up to 100.
        offset: How many to skip.
        extended: Also give the users and communities that are mentioned.
        fields: Further fields to give.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.search",
        PageOf(Post),
        owner_id=nonzero("owner_id", owner_id),
        domain=domain,
        query=text("query", query, most=9000),
        owners_only=owners_only,
        count=within("count", count, 1, 100),
        offset=within("offset", offset, 0) or None,
        extended=extended or None,
        fields=check_list("fields", fields),
    )


@check_arguments
def unpin(owner_id: int, post_id: int) -> Call[bool]:
    """Unpin a post.

    https://dev.vk.com/method/wall.unpin

    Args:
        owner_id: Whose wall or thing: negative for a community.
        post_id: The post on that wall.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "wall.unpin",
        As(bool),
        owner_id=nonzero("owner_id", owner_id),
        post_id=positive("post_id", post_id),
    )
