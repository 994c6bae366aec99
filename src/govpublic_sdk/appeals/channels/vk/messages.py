"""Messages to a community as appeals: a turn of a conversation is one, answered in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from govpublic_sdk import vk
from govpublic_sdk._call import Call, Procedure
from govpublic_sdk._domain.conversations import conversations
from govpublic_sdk._domain.message_content import mark_of
from govpublic_sdk._domain.reconciling import Search
from govpublic_sdk._domain.sending import send
from govpublic_sdk._domain.vk_text import Match
from govpublic_sdk._page import Page
from govpublic_sdk._validation import check_arguments
from govpublic_sdk._walk import Walk
from govpublic_sdk.appeals.capabilities import Capability
from govpublic_sdk.appeals.channels.vk.answering import carried_to, match_reply
from govpublic_sdk.appeals.channels.vk.channel import SKEW, VkChannel, require_legible
from govpublic_sdk.appeals.channels.vk.content import has_cropped
from govpublic_sdk.appeals.channels.vk.dialogue import further, private_appeal
from govpublic_sdk.appeals.channels.vk.reading import Gathered, before, gathered, in_order
from govpublic_sdk.appeals.channels.vk.turns import (
    BEFORE,
    Turn,
    is_of_public,
    is_person,
    is_word,
    turns,
)
from govpublic_sdk.appeals.paging import asked
from govpublic_sdk.appeals.replies import Reply, SentReply, Window
from govpublic_sdk.errors import AccessDenied, NotFound
from govpublic_sdk.models.appeals import Appeal

if TYPE_CHECKING:
    from govpublic_sdk.models.conversations import ConversationWithMessage
    from govpublic_sdk.models.events.event import Event
    from govpublic_sdk.models.messages import Message
    from govpublic_sdk.models.users import User

__all__ = ["VkMessages"]

_MOST_NUMBERS = 100  # of messages.getByConversationMessageId


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
    def each(self, window: Window) -> Walk[Appeal]:
        """Turns that began in a window, oldest first; all conversations are read before.

        https://dev.vk.com/method/messages.getConversations,
        https://dev.vk.com/method/messages.getHistory
        """
        return Walk(first=self._each(window))

    def _each(self, window: Window) -> Procedure[Page[Appeal]]:
        talks = yield from gathered(conversations(self._public, since=window.since))
        found: list[Appeal] = []
        for peer in map(_peer, talks.items):
            if peer is not None and is_person(peer):
                told = yield from self._told(peer, partial(_is_older, window))
                all_of_them = turns(told.items, self._public)
                wanted = [one for one in all_of_them if window.holds(one.said[0].date)]
                yield from self._complete(peer, wanted)
                found += [self._appeal(peer, one, told.people) for one in wanted]
        return Page(items=in_order(found))

    def _complete(self, peer: int, wanted: Sequence[Turn]) -> Procedure[None]:
        """Replace messages that VK cropped by the whole ones; one that is gone stays as it is."""
        cropped = [one for turn in wanted for one in turn.said if has_cropped(one)]
        numbers = sorted({one.conversation_message_id or 0 for one in cropped})
        whole: dict[int | None, Message] = {}
        for start in range(0, len(numbers), _MOST_NUMBERS):
            call = vk.messages.get_by_conversation_message_id(
                peer, numbers[start : start + _MOST_NUMBERS], group_id=self._public
            )
            try:
                page = yield from call
            except (NotFound, AccessDenied):
                continue
            whole |= {one.conversation_message_id: one for one in page.items if is_word(one)}
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
            NotFound: There is no such message of a citizen.
        """
        return self._get(*self._numbers(key))

    def _get(self, peer: int, number: int) -> Procedure[Appeal]:
        told = yield from self._told(peer, partial(_is_before, number))
        turn = next((one for one in turns(told.items, self._public) if number in one), None)
        if turn is None:
            raise self._missing(number, self._newest(peer))
        yield from self._complete(peer, [turn])
        return self._appeal(peer, turn, told.people)

    def _told(self, peer: int, is_older: Callable[[Message], bool]) -> Procedure[Gathered[Message]]:
        """A conversation, back to well before the turns that are wanted."""

        def is_enough(told: Sequence[Message]) -> bool:
            older = [one for one in told if is_word(one) and is_older(one)]
            answers = (place for place, one in enumerate(older) if is_of_public(one, self._public))
            return len(older) - next(answers, len(older)) >= BEFORE

        return gathered(Walk(first=self._newest(peer), key=_number), is_enough)

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
        hung = yield from carried_to(peer, self._public, reply.files)
        question = send(peer, reply.text, public=self._public, key=reply.key, attachments=hung)
        made = yield from asked(question)
        return self._sent(appeal, reply, made.conversation_message_id or made.message_id)

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
        return self._sent(appeal, reply, found.conversation_message_id, found.date)

    @check_arguments
    def from_event(self, event: Event, unanswered: Appeal | None = None) -> Appeal | None:
        """The appeal that `message_new` brings; None for events that are no appeal here."""
        said = self._said_in(event)
        return None if said is None else self._from_message(said, unanswered)

    @check_arguments
    def read_event(
        self, event: Event, unanswered: Appeal | None = None
    ) -> Procedure[Appeal | None]:
        """The same, with the whole message where the event has only a part of it.

        https://dev.vk.com/method/messages.getByConversationMessageId
        """
        said = self._said_in(event)
        if said is None:
            return None
        turn = Turn([said])
        yield from self._complete(said.peer_id or 0, [turn])
        return self._from_message(turn.said[0], unanswered)

    def _said_in(self, event: Event) -> Message | None:
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
        return self._appeal(said.peer_id or 0, Turn([said]), {})

    def _goes_on(self, unanswered: Appeal, said: Message) -> bool:
        if unanswered.id.channel != self.name or not unanswered.is_open:
            return False
        peer, first = self._numbers(unanswered.id.key)
        return said.peer_id == peer and (said.conversation_message_id or 0) >= first

    def _appeal(self, peer: int, turn: Turn, people: Mapping[int, User]) -> Appeal:
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
