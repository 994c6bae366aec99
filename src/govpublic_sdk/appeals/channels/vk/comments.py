"""Channel of comments: the comments below the posts of a public, listed and answered.

VK shows comments to persons and to service keys, not to the token of a community. Only a person
may read a single comment, so a comment is looked for in its post's list, which all may read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from govpublic_sdk import vk
from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page, Procedure
from govpublic_sdk._core.pagination import Pages, Paginator, as_procedure
from govpublic_sdk._resources._reconcile import Search
from govpublic_sdk._resources._references import PostRef, PublicLike
from govpublic_sdk._resources._vk_text import Match
from govpublic_sdk._resources.comments import create
from govpublic_sdk._texts import Text
from govpublic_sdk.appeals.channels.vk.channel import (
    SKEW,
    Gathered,
    VkChannel,
    before,
    check_span,
    collect,
    collect_from,
    in_order,
    match_reply,
    require_legible,
    upload_for_comment,
)
from govpublic_sdk.appeals.channels.vk.convert import is_gone
from govpublic_sdk.appeals.channels.vk.threads import Thread, public_appeal
from govpublic_sdk.appeals.replies import Reply, SentReply, Window
from govpublic_sdk.models.appeals import Appeal

if TYPE_CHECKING:
    from govpublic_sdk.models.comments import Comment
    from govpublic_sdk.models.events.event import Event
    from govpublic_sdk.models.posts import Post
    from govpublic_sdk.models.users import User

__all__ = [
    "CommentThread",
    "VkComments",
    "comments_of",
    "posts_between",
    "thread_with",
    "threads_of",
]

_SHOWN = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentThread:
    """A thread: a comment directly below a post, and the replies to it.

    Attributes:
        top: The number of that comment.
        comments: It and its replies.
        people: The authors, as far as VK named them.
    """

    top: int
    comments: tuple[Comment, ...]
    people: Mapping[int, User] = field(default_factory=dict[int, "User"], repr=False)

    def __contains__(self, number: int) -> bool:
        """Whether the thread contains a comment."""
        return any(comment.id == number for comment in self.comments)


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
    walk = Paginator(
        first=vk.wall.get(-public, count=100), key=_id, moment=_due, since=since, until=until
    )
    found = yield from collect(walk)
    return [item for item in found.items if item.comments is None or item.comments.count != 0]


def threads_of(public: int, post: int) -> Procedure[list[CommentThread]]:
    """All threads below a post, with all their replies."""
    tops = yield from collect(_walk(public, post))
    found: list[CommentThread] = []
    for top in tops.items:
        found += [(yield from _whole(public, post, top, tops))]
    return found


def thread_with(public: int, post: int, comment: int) -> Procedure[CommentThread | None]:
    """The thread that contains a comment; None if it has no thread.

    A reply is younger than what it replies to, so threads that began later are not looked into.
    """
    pages = Pages(_walk(public, post))
    while request := pages.next_request():
        page = yield from as_procedure(request)
        tops = Gathered(pages.fresh(page), {person.id: person for person in page.profiles})
        for top in tops.items:
            below = yield from _search_thread(public, post, top, tops, comment)
            if below is not None:
                return below
    return None


def _search_thread(
    public: int, post: int, top: Comment, tops: Gathered[Comment], comment: int
) -> Procedure[CommentThread | None]:
    if top.id > comment:
        return None
    below = yield from _whole(public, post, top, tops)
    return below if comment in below else None


def _whole(
    public: int, post: int, top: Comment, tops: Gathered[Comment]
) -> Procedure[CommentThread]:
    thread = top.thread
    shown = tuple(thread.items or ()) if thread else ()
    people = tops.people
    if thread is not None and (thread.count or 0) > len(shown):
        all_of_it = yield from collect(_walk(public, post, top.id))
        shown, people = (*shown, *all_of_it.items), {**people, **all_of_it.people}
    return CommentThread(top=top.id, comments=(top, *shown), people=people)


def _walk(public: int, post: int, thread: int | None = None) -> Paginator[Comment]:
    return Paginator(first=comments_of(public, post, thread), key=_id)


def _id(one: Post | Comment) -> int:
    return one.id


def _due(post: Post) -> datetime | None:
    return None if post.is_pinned else post.date


_MONTH = timedelta(days=30)


class VkComments(VkChannel):
    """What citizens write below the posts of a public.

    Each comment of a citizen is an appeal of its own, also a reply to another comment; its key is
    `<post>_<comment>`. It is `answered` once the public, not a private page, replied to it or to
    what the same person wrote after it in the thread; `reopened` where that person had got an
    answer before and writes again. Comments of communities are not appeals.

    They are messages in open sources, to which 59-ФЗ does not apply, so their regime is `incident`:
    https://docs.cntd.ru/document/570893550, https://base.garant.ru/400401184.

    Reading them takes the token of a person or a service key, since VK shows comments to no token
    of a community; so do `get` and `find_answer`. Photos in answers take the token of a person.

    Args:
        public: The public by its id, an address with the id, or a `Public`.
        name: The channel's name; by default `comments:<id>`.
        posts_back: How long before a window a post may have been published whose comments are
            looked at. The pinned post always is.

    Raises:
        ParameterError: The public is given by a screen name, or a value is refused.
    """

    kind: ClassVar[str] = "comments"

    @check_arguments
    def __init__(
        self, public: PublicLike, *, name: str | None = None, posts_back: timedelta = _MONTH
    ) -> None:
        super().__init__(public, name=name)
        self._posts_back = check_span("posts_back", posts_back)

    @check_arguments
    def each(self, window: Window) -> Paginator[Appeal]:
        """Comments that were written in a window, oldest first.

        All threads below the posts are read before the first appeal comes. Posts that vanish
        meanwhile are left out; where VK refuses the comments of every post, its refusal is
        raised.

        https://dev.vk.com/method/wall.get, https://dev.vk.com/method/wall.getComments
        """
        return Paginator(first=self._each(window))

    def _each(self, window: Window) -> Procedure[Page[Appeal]]:
        since = before(window.since, self._posts_back)
        posts = yield from posts_between(self._public, since, window.until)
        found = yield from collect_from(posts, partial(self._below, window))
        return Page(items=in_order(found))

    def _below(self, window: Window, post: Post) -> Procedure[list[Appeal]]:
        found: list[Appeal] = []
        for below in (yield from threads_of(self._public, post.id)):
            thread = Thread(self._public, below.comments)
            wanted = (one for one in thread if window.holds(one.date))
            found += [self._appeal(post.id, one, below, thread) for one in wanted]
        return found

    @check_arguments
    def get(self, key: str) -> Procedure[Appeal]:
        """One comment as it is now, with its thread.

        https://dev.vk.com/method/wall.getComments

        Raises:
            ParameterError: The key is not one of this channel.
            NotFound: It is deleted, or no comment of a citizen.
            ApiError: The post is deleted or hidden; VK does not tell which.
        """
        return self._get(*self._numbers(key))

    def _get(self, post: int, comment: int) -> Procedure[Appeal]:
        below = yield from thread_with(self._public, post, comment)
        thread = Thread(self._public, below.comments if below else ())
        found = thread.get(comment)
        if below is None or found is None:
            raise self._missing(comment, comments_of(self._public, post))
        return self._appeal(post, found, below, thread)

    @check_arguments
    def answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply]:
        """Reply to a comment as the public.

        It is never sent twice: where the answer of VK is lost, `OutcomeUnknown` is raised; look
        with `find_answer`.

        https://dev.vk.com/method/wall.createComment

        Raises:
            CapabilityNotSupported: The reply is not final: VK knows no other kinds.
            ParameterError: The appeal is one of another channel, or a file cannot be sent.
            AccessDenied: The comments are closed (213).
            OutcomeUnknown: Its arrival is unknown.
        """
        self.require_for(reply)
        return self._answer(appeal, reply, *self._numbers_of(appeal))

    def _answer(
        self, appeal: Appeal, reply: Reply, post: int, comment: int
    ) -> Procedure[SentReply]:
        ref = PostRef(owner_id=-self._public, id=post)
        media = yield from upload_for_comment(self._public, reply.files)
        call = create(ref, reply.text, media=media, reply_to=comment, key=reply.key)
        made = yield from call
        return self._to_sent_reply(appeal, reply, made.comment_id)

    @check_arguments
    def find_answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply | None]:
        """Search for a reply of the public with this text below a comment.

        https://dev.vk.com/method/wall.getComments

        Raises:
            ParameterError: The appeal is one of another channel.
            OutcomeUnknown: The comments cannot be read, such as with tokens of communities only,
                the comment is gone, or a reply may be it.
        """
        return self._find(appeal, reply, *self._numbers_of(appeal))

    def _find(
        self, appeal: Appeal, reply: Reply, post: int, comment: int
    ) -> Procedure[SentReply | None]:
        def compare(one: Comment) -> Match:
            ours = one.from_id == -self._public and one.id > comment
            if not ours or one.reply_to_comment not in (None, comment):
                return "different"
            return match_reply(reply, one.text, one.attachments)

        search, top, found = Search(), _top_in(appeal, comment), None
        if top is None:
            below = yield from search.ask(thread_with(self._public, post, comment))
            top = below.top if below else None
        if top is None:
            search.doubt(Text("Comment {id} cannot be read.", id=comment))
        else:
            begin = before(appeal.submitted_at, SKEW) if appeal.submitted_at else None
            found = yield from search.read(comments_of(self._public, post, top), compare, begin)
        if found is None:
            search.conclude()
        return self._to_sent_reply(appeal, reply, found.id, found.date) if found else None

    @check_arguments
    def from_event(self, event: Event, unanswered: Appeal | None = None) -> Appeal | None:
        """The appeal of a `wall_reply_new`; None for events that bring no appeal here."""
        from govpublic_sdk.models.events.comments import WallReplyNew

        if event.group_id != self._public:
            return None
        require_legible(event, "wall_reply_new")
        if not isinstance(event, WallReplyNew):
            return None
        require_legible(event, "wall_reply_new", event.object, "post_id")
        said, post = event.object, event.object.post_id
        owner = said.post_owner_id or said.owner_id or -self._public
        if not post or owner != -self._public or is_gone(said) or (said.from_id or 0) < 0:
            return None
        stack = said.parents_stack or [said.id]
        return self._appeal(post, said, CommentThread(top=stack[0], comments=(said,)))

    def _appeal(
        self, post: int, said: Comment, below: CommentThread, thread: Thread[Comment] | None = None
    ) -> Appeal:
        place = f"reply={said.id}" + (f"&thread={below.top}" if below.top != said.id else "")
        return public_appeal(
            self._id(post, said.id),
            said,
            public=self._public,
            url=f"https://vk.com/wall-{self._public}_{post}?{place}",
            history=thread.history(said) if thread else None,
            people=below.people,
        )


def _top_in(appeal: Appeal, comment: int) -> int | None:
    """The comment that began the thread, where what VK sent is at hand."""
    sent = appeal.raw if isinstance(appeal.raw, dict) else {}
    stack = sent.get("parents_stack")
    if not isinstance(stack, list):
        return None
    top = cast("object", stack[0]) if stack else comment
    return top if isinstance(top, int) else None
