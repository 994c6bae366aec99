"""Posts on the wall of a public: read, publish, edit, delete.

Publishing posts, reposting and editing them. The search for a lost post is in `_reconcile`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, TypeVar, cast

from govpublic_sdk import vk
from govpublic_sdk._core.binding import Resource, listing, operation
from govpublic_sdk._core.calls import Call, Page, Procedure, Runnable
from govpublic_sdk._core.decoders import first_of, map_result
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._core.validation import check_range
from govpublic_sdk._resources import _reconcile
from govpublic_sdk._resources._content import (
    POST_LINKS,
    Media,
    aware,
    in_order,
    mark,
    require_change,
    require_content,
    textual,
    to_attachments,
)
from govpublic_sdk._resources._edits import Kept, keep_text
from govpublic_sdk._resources._lookups import PostLookup
from govpublic_sdk._resources._reconcile import number_in
from govpublic_sdk._resources._references import (
    PostLike,
    PostRef,
    PublicLike,
    post_ref,
    public_ref,
    with_public_id,
)
from govpublic_sdk._texts import Text
from govpublic_sdk.errors import DecodeError

if TYPE_CHECKING:
    from govpublic_sdk.models.answers import PublishedPost, Reposted
    from govpublic_sdk.models.posts import Post
    from govpublic_sdk.models.reactions import Like

__all__ = [
    "Posts",
    "by_id",
    "close_comments",
    "delete",
    "each",
    "edit",
    "get",
    "get_many",
    "likes",
    "open_comments",
    "pin",
    "publish",
    "repost",
    "reposts",
    "restore",
    "search",
    "unpin",
]

C_co = TypeVar("C_co", covariant=True)

Filter: TypeAlias = Literal["all", "owner", "others", "postponed", "suggests", "archived", "donut"]


def get(
    public: PublicLike,
    *,
    count: int = 100,
    offset: int = 0,
    filter: Filter | None = None,
    extended: bool = False,
    fields: Sequence[str] | None = None,
) -> Call[Page[Post]]:
    """Read one page of a wall, newest first; a pinned post comes first on the first page.

    https://dev.vk.com/method/wall.get

    Args:
        public: A positive id, a screen name, an address at vk.com or vk.ru, or a `Public`.
        count: How many posts, 1 to 100.
        offset: How many to skip.
        filter: Which posts; `postponed` and `suggests` only for managers.
        extended: Also give the users and communities that the posts mention.
        fields: Further fields of those.

    Raises:
        ParameterError: The public or a number is outside of what is allowed.
    """
    ref = public_ref(public)
    return vk.wall.get(
        ref.owner_id,
        domain=ref.name,
        count=count,
        offset=offset,
        filter=filter,
        extended=extended,
        fields=fields,
    )


def each(
    public: PublicLike,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    filter: Filter | None = None,
) -> Paginator[Post]:
    """Walk over the posts of a wall, newest first, page after page.

    Posts that are published or deleted meanwhile make no other post missing or come twice. A pinned
    post may be out of order.

    https://dev.vk.com/method/wall.get

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        since: Posts before this moment are left out and end the walk. An aware moment.
        until: Posts at or after this moment are left out. An aware moment.
        filter: Which posts; `postponed` and `suggests` only for managers.

    Raises:
        ParameterError: A moment has no zone, or `until` is not after `since`.
    """
    in_order(since, until)
    return Paginator(
        first=get(public, filter=filter), key=_key, moment=_date, since=since, until=until
    )


def _key(post: Post) -> tuple[int | None, int]:
    return (post.owner_id, post.id)


def _date(post: Post) -> datetime | None:
    return post.date


def by_id(post: PostLike) -> Call[Post]:
    """Read one post.

    https://dev.vk.com/method/wall.getById

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.

    Raises:
        ParameterError: None of the accepted forms.
        NotFound: It is deleted or hidden, or never was.
    """
    return map_result(vk.wall.get_by_id([str(post_ref(post))]), _the_post)


def _the_post(page: Page[Post], call: Call[Any]) -> Post:
    return first_of(page, call, Text("The post is deleted or hidden, or never existed."))


def likes(post: PostLike) -> Paginator[Like]:
    """Walk over the likes of a post, newest first, each with its reaction.

    The counts of all reactions are in `post.reactions`, what they mean in `page.reaction_sets`.

    https://dev.vk.com/method/likes.getList

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.

    Raises:
        ParameterError: None of the accepted forms.
    """
    ref = post_ref(post)
    first = vk.likes.get_list("post", ref.id, owner_id=ref.owner_id, count=1000)
    return Paginator(first=map_result(first, _likes_of), key=_liker)


def _likes_of(page: Page[int], call: Call[Any]) -> Page[Like]:
    from govpublic_sdk.models.reactions import Like

    reactions = page.reactions or (None,) * len(page)
    return Page(
        items=tuple(
            Like(liker_id=one, reaction_id=reaction)
            for one, reaction in zip(page.items, reactions, strict=True)
        ),
        total=page.total,
        next=cast("Call[Page[Like]] | None", page.next),  # its decoder is this call's
        reaction_sets=page.reaction_sets,
        more=page.more,
        unparsed=page.unparsed,
    )


def _liker(like: Like) -> int:
    return like.liker_id


def get_many(posts: Iterable[PostLike], *, at_once: int = 100) -> Procedure[PostLookup]:
    """Read many posts, also of several walls, in as few requests as VK allows.

    https://dev.vk.com/method/wall.getById

    Args:
        posts: Addresses, `-1_2`, `PostRef`s or `Post`s, any number.
        at_once: How many in one request, 1 to 100.

    Returns:
        The posts in the order of the arguments, and those that VK did not show.

    Raises:
        ParameterError: One has none of the accepted forms; the error names its index.
        DecodeError: Twice VK sent something that could not be read, maybe one of the posts.
    """
    refs = [post_ref(post, f"posts[{place}]") for place, post in enumerate(posts)]
    check_range("at_once", at_once, 1, 100)
    return _in_chunks(refs, at_once)


def _in_chunks(refs: Sequence[PostRef], at_once: int) -> Procedure[PostLookup]:
    known: dict[PostRef, Post] = {}
    unique = list(dict.fromkeys(refs))
    for start in range(0, len(unique), at_once):
        asked = unique[start : start + at_once]
        for is_again in (False, True):
            call = vk.wall.get_by_id(list(map(str, asked)))
            page = yield from call
            known.update({PostRef(owner_id=one.owner_id or 0, id=one.id): one for one in page})
            asked = [ref for ref in asked if ref not in known]
            if not (asked and page.unparsed):
                break
            if is_again:
                what = Text("Some of {count} posts cannot be read.", count=len(asked))
                raise DecodeError(what, raw=page.unparsed, call=call)
    return PostLookup(
        posts=tuple(known[ref] for ref in refs if ref in known),
        missing=tuple(ref for ref in refs if ref not in known),
    )


def search(
    public: PublicLike,
    query: str,
    *,
    count: int = 100,
    offset: int = 0,
    owners_only: bool | None = None,
) -> Call[Page[Post]]:
    """Look for posts on the wall of a public.

    https://dev.vk.com/method/wall.search

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        query: What to look for, up to 9000 characters.
        count: How many posts, 1 to 100.
        offset: How many to skip.
        owners_only: Only posts of the public itself.

    Raises:
        ParameterError: The query is empty or too long, or a number is outside of its range.
    """
    ref = public_ref(public)
    return vk.wall.search(
        ref.owner_id,
        domain=ref.name,
        query=textual("query", query),
        owners_only=owners_only,
        count=count,
        offset=offset,
    )


def delete(post: PostLike) -> Call[bool]:
    """Delete a post, also one that has not appeared yet; `restore` brings it back for a while.

    https://dev.vk.com/method/wall.delete

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
    """
    ref = post_ref(post)
    return vk.wall.delete(ref.owner_id, ref.id)


def restore(post: PostLike) -> Call[bool]:
    """Bring a deleted post back.

    https://dev.vk.com/method/wall.restore

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
    """
    ref = post_ref(post)
    return vk.wall.restore(ref.owner_id, ref.id)


def pin(post: PostLike) -> Call[bool]:
    """Pin a post to the top of its wall; the one pinned before is unpinned.

    https://dev.vk.com/method/wall.pin

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
    """
    ref = post_ref(post)
    return vk.wall.pin(ref.owner_id, ref.id)


def unpin(post: PostLike) -> Call[bool]:
    """Unpin a post.

    https://dev.vk.com/method/wall.unpin

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
    """
    ref = post_ref(post)
    return vk.wall.unpin(ref.owner_id, ref.id)


def open_comments(post: PostLike) -> Call[bool]:
    """Let people comment on a post again.

    https://dev.vk.com/method/wall.openComments

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
    """
    ref = post_ref(post)
    return vk.wall.open_comments(ref.owner_id, ref.id)


def close_comments(post: PostLike) -> Call[bool]:
    """Close the comments of a post; existing comments stay.

    https://dev.vk.com/method/wall.closeComments

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
    """
    ref = post_ref(post)
    return vk.wall.close_comments(ref.owner_id, ref.id)


def reposts(post: PostLike, *, count: int = 100, offset: int = 0) -> Call[Page[Post]]:
    """Read who shared a post, as the posts that they made of it.

    https://dev.vk.com/method/wall.getReposts

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
        count: How many, 1 to 1000.
        offset: How many to skip.
    """
    ref = post_ref(post)
    return vk.wall.get_reposts(ref.owner_id, ref.id, count=count, offset=offset)


_KEPT = (
    *("carousel_offset", "comments", "copyright", "donut", "friends_only", "marked_as_ads"),
    *("signer_id", "topic_id"),
)


def publish(
    public: PublicLike,
    text: str = "",
    *,
    media: Media = (),
    at: datetime | None = None,
    key: str | None = None,
    signed: bool | None = None,
    close_comments: bool | None = None,
    mute_notifications: bool | None = None,
    copyright: str | None = None,
    mark_as_ads: bool | None = None,
) -> Runnable[PostRef]:
    """Publish a post as the public, now or at a moment.

    It is never sent twice: where the answer is lost, `OutcomeUnknown` is raised; look with
    `reconcile` before you repeat it. VK also gets a mark (`guid`) by which it may recognise a
    repetition; nothing relies on it.

    https://dev.vk.com/method/wall.post

    Args:
        public: A positive id, a screen name, an address at vk.com or vk.ru, or a `Public`.
        text: The text; may be empty where there is `media`.
        media: Up to ten things that `client.media` or VK answered with, or texts such as
            `photo-1_2`; one of them may be a link.
        at: Publication time, aware. VK accepts from a few minutes to one year ahead.
        key: Your own mark of this post. Without it the mark is made of public, text, media and
            moment, so the same text on purpose twice a day wants two keys.
        signed: Whether the name of who wrote it shows.
        close_comments: Whether comments are closed.
        mute_notifications: Whether subscribers are not notified.
        copyright: The address of the source.
        mark_as_ads: Whether it is marked as advertising.

    Returns:
        Which post it became; a post that is to appear later gets another number when it does.

    Raises:
        ParameterError: Nothing to publish, something that cannot be attached, a naive moment.
        OutcomeUnknown: The answer was lost.
    """
    require_content(text, media)
    hanging, moment = to_attachments(media, max_links=POST_LINKS), aware("at", at)

    def build(number: int) -> Call[PostRef]:
        call = vk.wall.post(
            -number,
            text or None,
            from_group=True,
            attachments=hanging,
            publish_date=moment,
            guid=mark(key, -number, text, *(hanging or ()), _seconds(moment)),
            signed=signed,
            close_comments=close_comments,
            mute_notifications=mute_notifications,
            copyright=copyright,
            mark_as_ads=mark_as_ads,
        )
        return map_result(call, _ref)

    return with_public_id(public, build)


def _seconds(moment: datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0


def _ref(answer: PublishedPost, call: Call[Any]) -> PostRef:
    return PostRef(owner_id=number_in(call, "owner_id"), id=answer.post_id)


def repost(post: PostLike, *, to: PublicLike, text: str | None = None) -> Runnable[PostRef]:
    """Share a post on the wall of a public, as the public.

    https://dev.vk.com/method/wall.repost

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
        to: On whose wall: a positive id, a screen name, an address, or a `Public`.
        text: What to say about it.

    Raises:
        OutcomeUnknown: The answer was lost.
    """
    ref = post_ref(post)

    def build(number: int) -> Call[PostRef]:
        return map_result(
            vk.wall.repost(ref.reference, message=text, group_id=number), _to_post_ref
        )

    return with_public_id(to, build)


def _to_post_ref(answer: Reposted, call: Call[Any]) -> PostRef:
    return PostRef(owner_id=-number_in(call, "group_id"), id=answer.post_id)


def edit(
    post: PostLike,
    *,
    text: str | None = None,
    media: Media | None = None,
    at: datetime | None = None,
    may_lose: Collection[str] = (),
) -> Procedure[PostRef]:
    """Change a post; what is not given stays.

    VK replaces a post as a whole, so it is read first and the rest is sent along: text,
    attachments, carousel, place, moment, signature, source, topic, the mark of advertising, closed
    comments, the time for subscribers.

    https://dev.vk.com/method/wall.edit

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.
        text: The new text.
        media: The new attachments; an empty list removes all.
        at: New publication time of a postponed post, aware.
        may_lose: What may be lost, by the names in the error: `["place"]`.

    Raises:
        ParameterError: Nothing to change, something that cannot be attached, a naive moment.
        NotFound: The post is deleted or hidden, or never was.
        Conflict: Something cannot be sent along, so nothing was sent. Or VK lets posts of this age
            be changed no more.
    """
    ref = post_ref(post)
    require_change(text, media, at)
    attachments = None if media is None else to_attachments(media, max_links=POST_LINKS) or []
    return _edit(ref, text, attachments, aware("at", at), Kept(may_lose))


def _edit(
    ref: PostRef,
    text: str | None,
    attachments: list[str] | None,
    at: datetime | None,
    kept: Kept,
) -> Procedure[PostRef]:
    read_call = replace(by_id(ref), for_managers=True)  # others see no scheduled posts
    now = yield from read_call
    kept.lose_unfit(now, *_KEPT)
    kept.lose_unfit(now, "attachments_meta", name="carousel")
    kept.lose_unfit(now, "geo", name="place")
    if text is None:
        kept.lose_unfit(now, "text")
    if attachments is None:
        kept.lose_unfit(now, "attachments")
        attachments = kept.attachments(now.attachments, links=True)
    waits = now.post_type == "postpone"
    if at is None:
        kept.lose_unfit(now, "post_type")
        if waits and now.date is None:
            kept.lose("date")  # VK would publish the post at once
    call = vk.wall.edit(
        ref.owner_id,
        ref.id,
        message=keep_text(now.text) if text is None else text,
        attachments=attachments or None,
        publish_date=at or (now.date if waits else None),
        signed=True if now.signer_id else None,
        copyright=_source(now, kept),
        mark_as_ads=True if now.marked_as_ads else None,
        friends_only=True if now.friends_only else None,
        close_comments=_has_closed_comments(now, kept),
        donut_paid_duration=_paid_duration(now, kept),
    ).with_params(
        topic_id=now.topic_id or None,
        primary_attachments_mode=_mode(now, attachments),
        **kept.place(now.geo),
    )
    if "poster" in (now.model_extra or {}):
        kept.lose("poster")
    kept.check(read_call)
    yield from call
    return ref


def _has_closed_comments(post: Post, kept: Kept) -> bool | None:
    kept.lose_unfit(post.comments, "can_open", name="comments")
    return True if post.comments and post.comments.can_open else None


def _source(post: Post, kept: Kept) -> str | None:
    if post.copyright is None:
        return None
    kept.lose_unfit(post.copyright, "link", name="copyright")
    if not post.copyright.link:
        kept.lose("copyright")
    return keep_text(post.copyright.link) or None


def _paid_duration(post: Post, kept: Kept) -> int | None:
    kept.lose_unfit(post.donut, "is_donut", "paid_duration", name="donut")
    if post.donut is None or not post.donut.is_donut:
        return None
    if post.donut.paid_duration is None:
        kept.lose("donut")
    return post.donut.paid_duration


def _mode(post: Post, attachments: Sequence[str]) -> str | None:
    """How VK shows several photos; only a carousel is not the default."""
    meta = post.attachments_meta
    mode = meta.get("primary_mode") if isinstance(meta, dict) else None
    is_carousel = mode == "carousel" or (mode is None and post.carousel_offset is not None)
    return "carousel" if is_carousel and len(attachments) > 1 else None


class Posts(Resource[C_co]):
    """Posts on the walls of publics."""

    get: Final = operation(get)
    each: Final = listing(each)
    by_id: Final = operation(by_id)
    get_many: Final = operation(get_many)
    likes: Final = listing(likes)
    search: Final = operation(search)
    publish: Final = operation(publish)
    reconcile: Final = operation(_reconcile.reconcile)
    find: Final = operation(_reconcile.find)
    edit: Final = operation(edit)
    delete: Final = operation(delete)
    restore: Final = operation(restore)
    pin: Final = operation(pin)
    unpin: Final = operation(unpin)
    open_comments: Final = operation(open_comments)
    close_comments: Final = operation(close_comments)
    reposts: Final = operation(reposts)
    repost: Final = operation(repost)
