"""Posts on the wall of a public: reading and looking after them. Publishing is elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._domain.found import FoundPosts
from govpublic_sdk._domain.references import PostLike, PostRef, PublicLike, post_ref, public_ref
from govpublic_sdk._domain.steps import first_of, then
from govpublic_sdk._domain.writing import in_order, textual
from govpublic_sdk._page import Page
from govpublic_sdk._texts import Text, show_value
from govpublic_sdk._walk import Walk
from govpublic_sdk.errors import DecodeError, ParameterError

if TYPE_CHECKING:
    from govpublic_sdk.models.posts import Post
    from govpublic_sdk.models.reactions import Like

__all__ = [
    "by_id",
    "close_comments",
    "delete",
    "each",
    "get",
    "get_many",
    "likes",
    "open_comments",
    "pin",
    "reposts",
    "restore",
    "search",
    "unpin",
]

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
) -> Walk[Post]:
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
    return Walk(first=get(public, filter=filter), key=_key, moment=_date, since=since, until=until)


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
        ParameterError: It is none of these.
        NotFound: It is deleted or hidden, or never was.
    """
    return then(vk.wall.get_by_id([str(post_ref(post))]), _the_post)


def _the_post(page: Page[Post], call: Call[Any]) -> Post:
    return first_of(page, call, Text("The post is deleted or hidden, or never existed."))


def likes(post: PostLike) -> Walk[Like]:
    """Walk over the likes of a post, newest first, each with its reaction.

    The counts of all reactions are in `post.reactions`, what they mean in `page.reaction_sets`.

    https://dev.vk.com/method/likes.getList

    Args:
        post: An address such as `https://vk.com/wall-1_2`, `-1_2`, a `PostRef`, or a `Post`.

    Raises:
        ParameterError: It is none of these.
    """
    ref = post_ref(post)
    first = vk.likes.get_list("post", ref.id, owner_id=ref.owner_id, count=1000)
    return Walk(first=then(first, _likes_of), key=_liker)


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
        unread=page.unread,
    )


def _liker(like: Like) -> int:
    return like.liker_id


def get_many(posts: Iterable[PostLike], *, at_once: int = 100) -> Procedure[FoundPosts]:
    """Read many posts, also of several walls, in as few requests as VK allows.

    https://dev.vk.com/method/wall.getById

    Args:
        posts: Addresses, `-1_2`, `PostRef`s or `Post`s, any number.
        at_once: How many in one request, 1 to 100.

    Returns:
        The posts in the order of the question, and those that VK did not show.

    Raises:
        ParameterError: One of them is none of these; its place is told.
        DecodeError: Twice VK sent something that could not be read, maybe one of the posts.
    """
    refs = [post_ref(post, f"posts[{place}]") for place, post in enumerate(posts)]
    if isinstance(at_once, bool) or not 1 <= at_once <= 100:
        raise ParameterError("at_once", show_value(at_once), Text("{min} to {max}", min=1, max=100))
    return _in_chunks(refs, at_once)


def _in_chunks(refs: Sequence[PostRef], at_once: int) -> Procedure[FoundPosts]:
    known: dict[PostRef, Post] = {}
    unique = list(dict.fromkeys(refs))
    for start in range(0, len(unique), at_once):
        asked = unique[start : start + at_once]
        for is_again in (False, True):
            call = vk.wall.get_by_id(list(map(str, asked)))
            page = yield from call
            known.update({PostRef(owner_id=one.owner_id or 0, id=one.id): one for one in page})
            asked = [ref for ref in asked if ref not in known]
            if not (asked and page.unread):
                break
            if is_again:
                what = Text("Some of {count} posts cannot be read.", count=len(asked))
                raise DecodeError(what, raw=page.unread, call=call)
    return FoundPosts(
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
    """Let nobody comment on a post; the comments that there are stay.

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
