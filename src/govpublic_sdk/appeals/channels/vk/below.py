"""Reading what stands below the posts of a public, thread by thread. Nothing is written here.

VK shows comments to persons and to service keys, not to the token of a community. Only a person
may read a single comment, so a comment is looked for in its post's list, which all may read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._page import Page
from govpublic_sdk._walk import Walk
from govpublic_sdk.appeals.channels.vk.reading import Gathered, gathered
from govpublic_sdk.appeals.paging import Pages, asked

if TYPE_CHECKING:
    from govpublic_sdk.models.comments import Comment
    from govpublic_sdk.models.posts import Post
    from govpublic_sdk.models.users import User

__all__ = ["Below", "comments_of", "posts_between", "thread_with", "threads_of"]

_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """A thread: a comment directly below a post, and the replies to it.

    Attributes:
        top: The number of that comment.
        comments: It and its replies.
        people: Who wrote, as far as VK told.
    """

    top: int
    comments: tuple[Comment, ...]
    people: Mapping[int, User] = field(default_factory=dict[int, "User"], repr=False)

    def __contains__(self, number: int) -> bool:
        """Whether a comment stands in it."""
        return any(one.id == number for one in self.comments)


def comments_of(public: int, post: int, thread: int | None = None) -> Call[Page[Comment]]:
    """The newest comments below a post, or the newest replies to one of them, with names."""
    return vk.wall.get_comments(
        -public,
        post,
        count=100,
        sort="desc",
        extended=True,
        preview_length=0,
        comment_id=thread,
        thread_items_count=None if thread else _SHOWN,
    )


def posts_between(public: int, since: datetime, until: datetime | None) -> Procedure[list[Post]]:
    """Posts of a span that have comments, and pinned ones, which people comment on for long."""
    walk = Walk(
        first=vk.wall.get(-public, count=100), key=_id, moment=_due, since=since, until=until
    )
    found = yield from gathered(walk)
    return [one for one in found.items if one.comments is None or one.comments.count != 0]


def threads_of(public: int, post: int) -> Procedure[list[Below]]:
    """All threads below a post, with all their replies."""
    tops = yield from gathered(_walk(public, post))
    found: list[Below] = []
    for top in tops.items:
        found += [(yield from _whole(public, post, top, tops))]
    return found


def thread_with(public: int, post: int, comment: int) -> Procedure[Below | None]:
    """The thread in which a comment stands; None where there is none.

    A reply is younger than what it replies to, so threads that began later are not looked into.
    """
    pages = Pages(_walk(public, post))
    while question := pages.question():
        page = yield from asked(question)
        tops = Gathered(pages.fresh(page), {person.id: person for person in page.profiles})
        for top in tops.items:
            below = yield from _looked_into(public, post, top, tops, comment)
            if below is not None:
                return below
    return None


def _looked_into(
    public: int, post: int, top: Comment, tops: Gathered[Comment], comment: int
) -> Procedure[Below | None]:
    if top.id > comment:
        return None
    below = yield from _whole(public, post, top, tops)
    return below if comment in below else None


def _whole(public: int, post: int, top: Comment, tops: Gathered[Comment]) -> Procedure[Below]:
    thread = top.thread
    shown = tuple(thread.items or ()) if thread else ()
    people = tops.people
    if thread is not None and (thread.count or 0) > len(shown):
        all_of_it = yield from gathered(_walk(public, post, top.id))
        shown, people = (*shown, *all_of_it.items), {**people, **all_of_it.people}
    return Below(top=top.id, comments=(top, *shown), people=people)


def _walk(public: int, post: int, thread: int | None = None) -> Walk[Comment]:
    return Walk(first=comments_of(public, post, thread), key=_id)


def _id(one: Post | Comment) -> int:
    return one.id


def _due(post: Post) -> datetime | None:
    return None if post.is_pinned else post.date
