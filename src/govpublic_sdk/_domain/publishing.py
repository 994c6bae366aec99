"""Publishing posts, sharing and changing them. Finding one again is elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure, Question
from govpublic_sdk._domain import posts
from govpublic_sdk._domain.edits import Kept, keep_text
from govpublic_sdk._domain.lookup import by_id
from govpublic_sdk._domain.reconciling import (
    number_in,
)
from govpublic_sdk._domain.references import PostLike, PostRef, PublicLike, post_ref
from govpublic_sdk._domain.steps import then
from govpublic_sdk._domain.writing import (
    POST_LINKS,
    Media,
    attached,
    aware,
    mark,
    needed,
    require_change,
)

if TYPE_CHECKING:
    from govpublic_sdk.models.answers import PublishedPost, Reposted
    from govpublic_sdk.models.posts import Post

__all__ = ["edit", "publish", "repost"]

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
) -> Question[PostRef]:
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
        at: When it shall appear, an aware moment; VK wants some minutes at least, a year at most.
        key: Your own mark of this post. Without it the mark is made of public, text, media and
            moment, so the same text on purpose twice a day wants two keys.
        signed: Whether the name of who wrote it shows.
        close_comments: Whether nobody may comment.
        mute_notifications: Whether subscribers are not notified.
        copyright: The address of the source.
        mark_as_ads: Whether it is marked as advertising.

    Returns:
        Which post it became; a post that is to appear later gets another number when it does.

    Raises:
        ParameterError: Nothing to publish, something that cannot be attached, a naive moment.
        OutcomeUnknown: The answer was lost.
    """
    needed(text, media)
    hanging, moment = attached(media, max_links=POST_LINKS), aware("at", at)

    def question(number: int) -> Call[PostRef]:
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
        return then(call, _ref)

    return by_id(public, question)


def _seconds(moment: datetime | None) -> int:
    return int(moment.timestamp()) if moment else 0


def _ref(answer: PublishedPost, call: Call[Any]) -> PostRef:
    return PostRef(owner_id=number_in(call, "owner_id"), id=answer.post_id)


def repost(post: PostLike, *, to: PublicLike, text: str | None = None) -> Question[PostRef]:
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

    def question(number: int) -> Call[PostRef]:
        return then(vk.wall.repost(ref.reference, message=text, group_id=number), _reposted)

    return by_id(to, question)


def _reposted(answer: Reposted, call: Call[Any]) -> PostRef:
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
        media: What shall hang on it now; an empty list takes all off.
        at: When a post that has not appeared yet shall appear, an aware moment.
        may_lose: What may be lost, by the names in the error: `["place"]`.

    Raises:
        ParameterError: Nothing to change, something that cannot be attached, a naive moment.
        NotFound: The post is deleted or hidden, or never was.
        Conflict: Something cannot be sent along, so nothing was sent. Or VK lets posts of this age
            be changed no more.
    """
    ref = post_ref(post)
    require_change(text, media, at)
    attachments = None if media is None else attached(media, max_links=POST_LINKS) or []
    return _edit(ref, text, attachments, aware("at", at), Kept(may_lose))


def _edit(
    ref: PostRef,
    text: str | None,
    attachments: list[str] | None,
    at: datetime | None,
    kept: Kept,
) -> Procedure[PostRef]:
    question = replace(posts.by_id(ref), for_managers=True)  # others see no scheduled posts
    now = yield from question
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
    kept.check(question)
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
