"""Channel of messages: an exchange of a conversation is an appeal, and is answered in it.

An exchange is what a citizen wrote until the public answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from govpublic_sdk import vk
from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page, Procedure
from govpublic_sdk._core.pagination import Paginator, as_procedure
from govpublic_sdk._resources._reconcile import Search
from govpublic_sdk._resources._vk_text import Match
from govpublic_sdk._resources.messages import conversations
from govpublic_sdk._resources.messages_send import mark_of, send
from govpublic_sdk.appeals.channel import Capability
from govpublic_sdk.appeals.channels.vk.channel import (
    SKEW,
    Gathered,
    VkChannel,
    before,
    collect,
    in_order,
    match_reply,
    require_legible,
    upload_for_message,
)
from govpublic_sdk.appeals.channels.vk.content import (
    all_attachments,
    has_cropped,
    place_of,
    whole_text,
    without_duplicates,
)
from govpublic_sdk.appeals.channels.vk.convert import (
    CHATS,
    EventKind,
    answer_of,
    applicant_of,
    event_of,
    raw_of,
)
from govpublic_sdk.appeals.replies import Reply, SentReply, Window
from govpublic_sdk.errors import AccessDenied, NotFound
from govpublic_sdk.models.appeals import Appeal, AppealEvent, AppealId, Responsible

if TYPE_CHECKING:
    from govpublic_sdk.models.conversations import ConversationWithMessage
    from govpublic_sdk.models.events.event import Event
    from govpublic_sdk.models.messages import Message
    from govpublic_sdk.models.users import User

__all__ = [
    "BEFORE",
    "Exchange",
    "VkMessages",
    "further",
    "is_of_public",
    "is_person",
    "is_word",
    "private_appeal",
    "turns",
]

BEFORE = 20
"""How many messages before a turn belong to its history."""


@dataclass(slots=True)
class Exchange:
    """What a citizen wrote in one go, and what the public answered to it.

    Attributes:
        said: The messages of the citizen, oldest first; at least one.
        answers: The messages of the public that follow.
        before: The last messages before them.
    """

    said: list[Message]
    answers: list[Message] = field(default_factory=list["Message"])
    before: Sequence[Message] = ()

    @property
    def number(self) -> int:
        """The first message's number in the conversation."""
        return self.said[0].conversation_message_id or 0

    def __contains__(self, number: int) -> bool:
        """Whether a message of the citizen belongs to it."""
        return any(one.conversation_message_id == number for one in self.said)


def is_of_public(message: Message, public: int) -> bool:
    """Whether the public wrote a message."""
    return message.from_id == -public or (not message.from_id and message.out is True)


def is_word(message: Message) -> bool:
    """Whether a message is written by one person: not deleted, not in a chat, with a number."""
    gone = message.deleted or message.is_expired or message.action is not None
    return not gone and bool(message.conversation_message_id) and is_person(message.peer_id)


def is_person(peer: int | None) -> bool:
    """Whether a conversation is one with a person."""
    return peer is not None and 0 < peer < CHATS


def turns(words: Iterable[Message], public: int) -> list[Exchange]:
    """The turns of a conversation, oldest first.

    Args:
        words: Its messages in any order; those that come twice count once.
        public: The public that answers.
    """
    there = {one.conversation_message_id or 0: one for one in words if is_word(one)}
    ordered = [there[number] for number in sorted(there)]
    found: list[Exchange] = []
    for place, word in enumerate(ordered):
        if not is_of_public(word, public):
            if not found or found[-1].answers:
                found.append(Exchange([], before=ordered[max(0, place - BEFORE) : place]))
            found[-1].said.append(word)
        elif found:
            found[-1].answers.append(word)
    return found


def private_appeal(
    number: AppealId, turn: Exchange, *, public: int, people: Mapping[int, User]
) -> Appeal:
    """The appeal that a turn of a conversation is.

    Args:
        number: Its id.
        turn: What the citizen wrote and the community answered.
        public: The community.
        people: Those whose names are known.
    """
    peer, first = turn.said[0].peer_id, turn.said[0]
    told = (*turn.before, *turn.said, *turn.answers)
    return Appeal(
        id=number,
        regime="incident",
        text=_join(whole_text(one, one.text) for one in turn.said),
        attributes={"url": f"https://vk.com/gim{public}?sel={peer}"},
        applicant=applicant_of(peer, people),
        place=next((place for one in turn.said if (place := place_of(one))), None),
        attachments=without_duplicates(two for one in turn.said for two in all_attachments(one)),
        is_cropped=any(map(has_cropped, turn.said)) or None,
        stage="answered" if turn.answers else "submitted",
        submitted_at=first.date,
        updated_at=_last_change(told),
        responsible=Responsible(id=str(public)),
        answers=tuple(answer_of(answer, answer.conversation_message_id) for answer in turn.answers),
        events=tuple(_event(one, public) for one in told),
        visibility="private",
        raw=[raw_of(one) for one in turn.said],
    )


def further(appeal: Appeal, message: Message) -> Appeal:
    """An appeal that waits for its answer, with one more message of the same citizen.

    Args:
        appeal: It, as it is known.
        message: The message; one that the appeal has already changes nothing.
    """
    event = event_of(message, message.conversation_message_id, "message")
    if any(one.id == event.id for one in appeal.events):
        return appeal
    raw = appeal.raw if isinstance(appeal.raw, list) else []
    return appeal.model_copy(
        update={
            "text": _join((appeal.text, whole_text(message, message.text))),
            "place": appeal.place or place_of(message),
            "attachments": without_duplicates((*appeal.attachments, *all_attachments(message))),
            "is_cropped": appeal.is_cropped or has_cropped(message) or None,
            "updated_at": message.date,
            "events": (*appeal.events, event),
            "raw": [*raw, raw_of(message)],
        }
    )


def _join(texts: Iterable[str | None]) -> str:
    return "\n".join(text for text in texts if text)


def _event(message: Message, public: int) -> AppealEvent:
    kind: EventKind = "answer" if is_of_public(message, public) else "message"
    return event_of(message, message.conversation_message_id, kind)


def _last_change(messages: Iterable[Message]) -> datetime | None:
    """When something was last written or edited."""
    moments = (
        at for message in messages for at in (message.date, message.update_time) if at is not None
    )
    return max(moments, default=None)


_MAX_NUMBERS = 100  # of messages.getByConversationMessageId


class VkMessages(VkChannel):
    """What citizens write to a community.

    An appeal is one turn of a conversation: all that a citizen wrote until the community answered.
    Its key is `<peer>_<number of the turn's first message in the conversation>`; what comes after
    an answer is the next appeal. Whatever the community writes counts as an answer, a mailing or a
    bot's greeting too, since VK does not tell them apart. Chats of several are left out.

    A message to a community is not one of the feedback platform, and VK does not identify the
    citizen as 59-ФЗ asks of electronic appeals, so the regime is `incident`, as for comments:
    https://docs.cntd.ru/document/570893550.

    Args:
        public: The community by its id, an address with the id, or a `Public`. The client needs
            its token, or that of one who manages it.
        name: The channel's name; by default `messages:<id>`.

    Raises:
        ParameterError: The community is given by a screen name, or a value is refused.
    """

    kind: ClassVar[str] = "messages"
    capabilities: frozenset[Capability] = VkChannel.capabilities | {Capability.REPEATABLE}

    @check_arguments
    def each(self, window: Window) -> Paginator[Appeal]:
        """Turns that began in a window, oldest first; all conversations are read before.

        https://dev.vk.com/method/messages.getConversations,
        https://dev.vk.com/method/messages.getHistory
        """
        return Paginator(first=self._each(window))

    def _each(self, window: Window) -> Procedure[Page[Appeal]]:
        talks = yield from collect(conversations(self._public, since=window.since))
        found: list[Appeal] = []
        for peer in map(_peer, talks.items):
            if peer is not None and is_person(peer):
                told = yield from self._read_history(peer, partial(_is_older, window))
                all_of_them = turns(told.items, self._public)
                wanted = [one for one in all_of_them if window.holds(one.said[0].date)]
                yield from self._complete(peer, wanted)
                found += [self._appeal(peer, one, told.people) for one in wanted]
        return Page(items=in_order(found))

    def _complete(self, peer: int, wanted: Sequence[Exchange]) -> Procedure[None]:
        """Replace messages that VK cropped by the whole ones; one that is gone stays as it is."""
        cropped = [one for turn in wanted for one in turn.said if has_cropped(one)]
        numbers = sorted({one.conversation_message_id or 0 for one in cropped})
        whole: dict[int | None, Message] = {}
        for start in range(0, len(numbers), _MAX_NUMBERS):
            call = vk.messages.get_by_conversation_message_id(
                peer, numbers[start : start + _MAX_NUMBERS], group_id=self._public
            )
            try:
                page = yield from call
            except (NotFound, AccessDenied):
                continue
            whole |= {item.conversation_message_id: item for item in page.items if is_word(item)}
        for turn in wanted:
            turn.said = [whole.get(one.conversation_message_id, one) for one in turn.said]

    @check_arguments
    def get(self, key: str) -> Procedure[Appeal]:
        """The turn to which a message belongs, as it is now.

        The key may name any message of the turn, such as one that an event brought; the appeal
        that comes back has the key of the turn.

        https://dev.vk.com/method/messages.getHistory

        Raises:
            ParameterError: The key is not one of this channel.
            NotFound: The citizen's message does not exist.
        """
        return self._get(*self._numbers(key))

    def _get(self, peer: int, number: int) -> Procedure[Appeal]:
        told = yield from self._read_history(peer, partial(_is_before, number))
        turn = next((one for one in turns(told.items, self._public) if number in one), None)
        if turn is None:
            raise self._missing(number, self._newest(peer))
        yield from self._complete(peer, [turn])
        return self._appeal(peer, turn, told.people)

    def _read_history(
        self, peer: int, is_older: Callable[[Message], bool]
    ) -> Procedure[Gathered[Message]]:
        """A conversation, back to well before the turns that are wanted."""

        def is_enough(told: Sequence[Message]) -> bool:
            older = [one for one in told if is_word(one) and is_older(one)]
            answers = (place for place, one in enumerate(older) if is_of_public(one, self._public))
            return len(older) - next(answers, len(older)) >= BEFORE

        return collect(Paginator(first=self._newest(peer), key=_number), is_enough)

    def _newest(self, peer: int) -> Call[Page[Message]]:
        return vk.messages.get_history(
            peer_id=peer, count=200, extended=True, group_id=self._public
        )

    @check_arguments
    def answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply]:
        """Write to a citizen as the community; the same key arrives once, however often it is sent.

        https://dev.vk.com/method/messages.send

        Raises:
            CapabilityNotSupported: The reply is not final: VK knows no other kinds.
            ParameterError: The appeal is one of another channel, more than 9,000 characters, or a
                file that cannot be sent.
            AccessDenied: The citizen takes no messages any more (900, 901, 902).
        """
        self.require_for(reply)
        peer, _ = self._numbers_of(appeal)
        return self._answer(appeal, reply, peer)

    def _answer(self, appeal: Appeal, reply: Reply, peer: int) -> Procedure[SentReply]:
        hung = yield from upload_for_message(peer, self._public, reply.files)
        call = send(peer, reply.text, public=self._public, key=reply.key, attachments=hung)
        made = yield from as_procedure(call)
        return self._to_sent_reply(appeal, reply, made.conversation_message_id or made.message_id)

    @check_arguments
    def find_answer(self, appeal: Appeal, reply: Reply) -> Procedure[SentReply | None]:
        """Look whether a reply arrived: by its mark where VK shows it, else by its text.

        https://dev.vk.com/method/messages.getHistory

        Raises:
            ParameterError: The appeal is one of another channel.
            OutcomeUnknown: The conversation cannot be read, or a message may be it.
        """
        return self._find(appeal, reply, *self._numbers_of(appeal))

    def _find(
        self, appeal: Appeal, reply: Reply, peer: int, number: int
    ) -> Procedure[SentReply | None]:
        mark = mark_of(reply.key, [peer])

        def compare(message: Message) -> Match:
            is_later = (message.conversation_message_id or 0) > number
            if not is_of_public(message, self._public) or not is_later:
                return "different"
            if message.random_id:
                return "same" if message.random_id == mark else "different"
            return match_reply(reply, message.text, message.attachments)

        search = Search()
        begin = before(appeal.submitted_at, SKEW) if appeal.submitted_at else None
        found = yield from search.read(self._newest(peer), compare, begin)
        if found is None:
            search.conclude()
            return None
        return self._to_sent_reply(appeal, reply, found.conversation_message_id, found.date)

    @check_arguments
    def from_event(self, event: Event, unanswered: Appeal | None = None) -> Appeal | None:
        """The appeal of a `message_new`; None for events that bring no appeal here."""
        said = self._message_of(event)
        return None if said is None else self._from_message(said, unanswered)

    @check_arguments
    def read_event(
        self, event: Event, unanswered: Appeal | None = None
    ) -> Procedure[Appeal | None]:
        """The same, with the whole message where the event has only a part of it.

        https://dev.vk.com/method/messages.getByConversationMessageId
        """
        said = self._message_of(event)
        if said is None:
            return None
        turn = Exchange([said])
        yield from self._complete(said.peer_id or 0, [turn])
        return self._from_message(turn.said[0], unanswered)

    def _message_of(self, event: Event) -> Message | None:
        """The message of a citizen that an event brings."""
        from govpublic_sdk.models.events.messages import MessageNew

        if event.group_id != self._public:
            return None
        require_legible(event, "message_new")
        if not isinstance(event, MessageNew):
            return None
        require_legible(
            event, "message_new", event.object.message, "peer_id", "conversation_message_id"
        )
        said = event.object.message
        return said if is_word(said) and not is_of_public(said, self._public) else None

    def _from_message(self, said: Message, unanswered: Appeal | None) -> Appeal:
        if unanswered is not None and self._goes_on(unanswered, said):
            return further(unanswered, said)
        return self._appeal(said.peer_id or 0, Exchange([said]), {})

    def _goes_on(self, unanswered: Appeal, said: Message) -> bool:
        if unanswered.id.channel != self.name or not unanswered.is_open:
            return False
        peer, first = self._numbers(unanswered.id.key)
        return said.peer_id == peer and (said.conversation_message_id or 0) >= first

    def _appeal(self, peer: int, turn: Exchange, people: Mapping[int, User]) -> Appeal:
        number = self._id(peer, turn.number)
        return private_appeal(number, turn, public=self._public, people=people)


def _peer(one: ConversationWithMessage) -> int | None:
    if one.conversation is not None:
        return one.conversation.peer.id
    return one.last_message.peer_id if one.last_message is not None else None


def _number(one: Message) -> tuple[int | None, int | None]:
    return one.conversation_message_id, one.id


def _is_older(window: Window, one: Message) -> bool:
    return one.date is not None and one.date < window.since


def _is_before(number: int, one: Message) -> bool:
    return (one.conversation_message_id or 0) < number
