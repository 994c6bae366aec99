"""Messages in the topics of a public as appeals: listed, read again, answered in the topic."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from govpublic_sdk import vk
from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page, Procedure
from govpublic_sdk._core.pagination import Paginator, as_procedure
from govpublic_sdk._resources._reconcile import Search
from govpublic_sdk._resources._references import PublicLike, number_of
from govpublic_sdk._resources._vk_text import Match
from govpublic_sdk._resources.topics import answer as say
from govpublic_sdk.appeals.channels.vk.channel import (
    SKEW,
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
from govpublic_sdk.appeals.channels.vk.convert import addressee, is_gone
from govpublic_sdk.appeals.channels.vk.threads import Thread, public_appeal
from govpublic_sdk.appeals.replies import Reply, SentReply, Window
from govpublic_sdk.models.appeals import Appeal, Applicant

if TYPE_CHECKING:
    from govpublic_sdk.models.events.event import Event
    from govpublic_sdk.models.topics import Topic, TopicComment
    from govpublic_sdk.models.users import User

__all__ = ["VkTopics"]

_MONTH = timedelta(days=30)


class VkTopics(VkChannel):
    """What citizens write in the topics of a public's discussions.

    Each message of a citizen is an appeal; its key is `<topic>_<message>`. Topics have no threads.
    An answer of the public goes to the person whom it addresses, as `[id7|Имя], ` does, and
    without an address to the last author before it; answers of this channel are addressed. The
    history is what that person and the public said to each other.

    Reading takes the token of a person or a service key, answering that of a person who manages
    the public. The regime is `incident`, as for comments.

    Args:
        public: The public by its id, an address with the id, or a `Public`.
        topics: The topics by number; None for all of them.
        name: The channel's name; by default `topics:<id>`.
        history: How long before a message its topic is read, to know what came before.

    Raises:
        ParameterError: The public is given by a screen name, or a value is refused.
    """

    kind: ClassVar[str] = "topics"

    @check_arguments
    def __init__(
        self,
        public: PublicLike,
        topics: Collection[int] | None = None,
        *,
        name: str | None = None,
        history: timedelta = _MONTH,
    ) -> None:
        super().__init__(public, name=name)
        self._topics = None if topics is None else [number_of(topic, "topics") for topic in topics]
        self._history = check_span("history", history)

    @check_arguments
    def each(self, window: Window) -> Paginator[Appeal]:
        """Messages that were written in a window, oldest first; all topics are read before.

        Topics that vanish meanwhile are left out; where VK refuses every topic, its refusal is
        raised.

        https://dev.vk.com/method/board.getTopics, https://dev.vk.com/method/board.getComments
        """
        return Paginator(first=self._each(window))

    def _each(self, window: Window) -> Procedure[Page[Appeal]]:
        topics = yield from self._changed_topics(window.since)
        found = yield from collect_from(topics, partial(self._in, window))
        return Page(items=in_order(found))

    def _in(self, window: Window, topic: Topic) -> Procedure[list[Appeal]]:
        since = before(window.since, self._history)
        told = yield from collect(
            Paginator(first=self._newest(topic.id), key=_id, moment=_date, since=since)
        )
        thread = Thread(self._public, told.items, is_whole=False)
        wanted = (one for one in thread if window.holds(one.date))
        return [self._appeal(topic.id, one, thread, told.people, topic.title) for one in wanted]

    def _changed_topics(self, since: datetime) -> Procedure[list[Topic]]:
        """Topics in which something was said since a moment."""
        if self._topics == []:
            return []
        first = vk.board.get_topics(self._public, topic_ids=self._topics, count=100, order=1)
        walk = Paginator(first=first, key=_id, moment=_last_update, since=since)
        return (yield from collect(walk)).items

    def _newest(self, topic: int) -> Call[Page[TopicComment]]:
        return vk.board.get_comments(self._public, topic, count=100, sort="desc", extended=True)

    @check_arguments
    def get(self, key: str) -> Procedure[Appeal]:
        """One message as it is now, with what its author and the public said.

        https://dev.vk.com/method/board.getComments

        Raises:
            ParameterError: The key is not one of this channel.
            NotFound: It is deleted, the topic is, or no citizen wrote it.
        """
        return self._get(*self._numbers(key))

    def _get(self, topic: int, number: int) -> Procedure[Appeal]:
        call = vk.board.get_topics(self._public, topic_ids=[topic])
        topics = yield from call
        told = yield from collect(
            Paginator(first=self._newest(topic), key=_id), partial(self._is_enough, number)
        )
        thread = Thread(self._public, told.items, is_whole=False)
        found = thread.get(number)
        if found is None:
            raise self._missing(number, call)
        title = next((item.title for item in topics.items), None)
        return self._appeal(topic, found, thread, told.people, title)

    def _is_enough(self, number: int, told: Sequence[TopicComment]) -> bool:
        """Whether a message was read, and all that counts of what came before."""
        if not told or told[-1].id >= number:
            return False
        begin = self._begin(next((one.date for one in told if one.id == number), None))
        return begin is None or (told[-1].date or begin) < begin

    def _begin(self, written: datetime | None) -> datetime | None:
        return before(written, self._history) if written else None

    @check_arguments
    def answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply]:
        """Answer in the topic as the public, addressed to the person who wrote.

        It is never sent twice: where the answer of VK is lost, `OutcomeUnknown` is raised; look
        with `find_answer`.

        https://dev.vk.com/method/board.createComment

        Raises:
            CapabilityNotSupported: The reply is not final: VK knows no other kinds.
            ParameterError: The appeal is one of another channel, or a file cannot be sent.
            AccessDenied: The topic is closed (15).
            OutcomeUnknown: Its arrival is unknown.
        """
        self.require_for(reply)
        topic, _ = self._numbers_of(appeal)
        return self._answer(appeal, reply, topic)

    def _answer(self, appeal: Appeal, reply: Reply, topic: int) -> Procedure[SentReply]:
        media = yield from upload_for_comment(self._public, reply.files)
        text = f"{_address(appeal.applicant)}{reply.text}"
        call = say(self._public, topic, text, media=media, key=reply.key)
        return self._to_sent_reply(appeal, reply, (yield from as_procedure(call)))

    @check_arguments
    def find_answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply | None]:
        """Search for an answer of the public with this text, to this person, in the topic.

        https://dev.vk.com/method/board.getComments

        Raises:
            ParameterError: The appeal is one of another channel.
            OutcomeUnknown: The topic cannot be read, such as with tokens of communities only, or a
                comment may be it.
        """
        return self._find(appeal, reply, *self._numbers_of(appeal))

    def _find(
        self, appeal: Appeal, reply: Reply, topic: int, number: int
    ) -> Procedure[SentReply | None]:
        person = addressee(_address(appeal.applicant))

        def compare(comment: TopicComment) -> Match:
            ours = comment.from_id == -self._public and comment.id > number
            if not ours or addressee(comment.text) != person:
                return "different"
            return match_reply(reply, comment.text, comment.attachments)

        search = Search()
        begin = before(appeal.submitted_at, SKEW) if appeal.submitted_at else None
        found = yield from search.read(self._newest(topic), compare, begin)
        if found is None:
            search.conclude()
        return self._to_sent_reply(appeal, reply, found.id, found.date) if found else None

    @check_arguments
    def from_event(self, event: Event, unanswered: Appeal | None = None) -> Appeal | None:
        """The appeal of a `board_post_new`; None for events that bring no appeal here."""
        from govpublic_sdk.models.events.comments import BoardPostNew

        if event.group_id != self._public:
            return None
        require_legible(event, "board_post_new")
        if not isinstance(event, BoardPostNew):
            return None
        require_legible(event, "board_post_new", event.object, "topic_id")
        said, topic = event.object, event.object.topic_id
        is_wanted = topic and (self._topics is None or topic in self._topics)
        if not topic or not is_wanted or is_gone(said) or (said.from_id or 0) < 0:
            return None
        return self._appeal(topic, said)

    def _appeal(
        self,
        topic: int,
        said: TopicComment,
        thread: Thread[TopicComment] | None = None,
        people: Mapping[int, User] | None = None,
        title: str | None = None,
    ) -> Appeal:
        return public_appeal(
            self._id(topic, said.id),
            said,
            public=self._public,
            url=f"https://vk.com/topic-{self._public}_{topic}?post={said.id}",
            title=title,
            history=thread.history(said, self._begin(said.date)) if thread else None,
            people=people,
        )


def _address(applicant: Applicant | None) -> str:
    """The mark-up that addresses a person, as VK's own pages put it before an answer."""
    account = applicant.account if applicant else None
    if account is None:
        return ""
    name = applicant.name.reveal() if applicant and applicant.name else ""
    shown = "".join(letter for letter in name if letter not in "[]|").strip()
    return f"[id{account.reveal()}|{shown or f'@id{account.reveal()}'}], "


def _id(one: Topic | TopicComment) -> int:
    return one.id


def _date(one: TopicComment) -> datetime | None:
    return one.date


def _last_update(one: Topic) -> datetime | None:
    return one.updated or one.created
