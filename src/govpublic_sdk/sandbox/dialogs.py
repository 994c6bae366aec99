"""Conversations of communities with citizens: what was written, read, answered and allowed.

A message is kept once and looked at from two sides; methods decide who may do what.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from govpublic_sdk.sandbox.values import Json

__all__ = ["CHATS", "Dialog", "Mail"]

CHATS = 2_000_000_000  # ids of peers from here on are chats
_IN_EVENTS = 1  # attachments of a message in an event
_CARRIED = ("attachments", "geo", "payload", "fwd_messages", "reply_message", "update_time")


@dataclass(slots=True)
class Dialog:
    """What a community and a citizen, or a chat of several, wrote to each other.

    Attributes:
        group_id: The community.
        peer: The citizen, or the chat.
        members: The citizens who take part.
        messages: Oldest first, also deleted ones.
        read: Up to which message a side has read; sides are ids with their sign.
        is_allowed: Whether the citizen lets the community write; None: by writing first.
        is_unanswered: Whether the citizen waits for an answer.
        is_important: Whether the community marked the conversation.
        keyboard: What buttons the citizen has below.
        title: The name of a chat.
        pinned: The message that a chat has pinned.
    """

    group_id: int
    peer: int
    members: list[int]
    messages: list[Json] = field(default_factory=list[Json])
    read: dict[int, int] = field(default_factory=dict[int, int])
    is_allowed: bool | None = None
    is_unanswered: bool = False
    is_important: bool = False
    keyboard: Json | None = None
    title: str = ""
    pinned: Json | None = None

    @property
    def is_chat(self) -> bool:
        """Whether it has more than two sides."""
        return self.peer > CHATS

    @property
    def may_answer(self) -> bool:
        """Whether the community may write."""
        if self.is_allowed is not None or self.is_chat:
            return self.is_allowed is not False
        return any(message["from_id"] > 0 for message in self.messages)

    @property
    def sides(self) -> list[int]:
        """All who take part: the community with a minus, and the citizens."""
        return [-self.group_id, *self.members]

    def peer_of(self, side: int) -> int:
        """Who is on the other side."""
        return self.peer if side < 0 or self.is_chat else -self.group_id

    def messages_of(self, side: int) -> list[Json]:
        """The messages that a side has not deleted."""
        return [message for message in self.messages if side not in message["_gone"]]

    def unread(self, side: int) -> int:
        """How many messages of others a side has not read."""
        last = self.read.get(side, 0)
        return sum(one["from_id"] != side and one["id"] > last for one in self.messages_of(side))

    def add(self, message_id: int, author: int, date: int, **more: object) -> Json:
        """Write a message."""
        message: Json = {
            "id": message_id,
            "conversation_message_id": len(self.messages) + 1,
            "from_id": author,
            "date": date,
            "text": "",
            "attachments": [],
            "fwd_messages": [],
            "_gone": set(),
            "_reactions": {},
            **more,
        }
        self.messages.append(message)
        self.read[author] = message_id
        return message

    def show(self, message: Json, side: int) -> Json:
        """A message as one side sees it; communities see no ids of messages in chats."""
        hidden = self.is_chat and side < 0
        found = {name: value for name, value in message.items() if not name.startswith("_")}
        counted = _count_reactions(message["_reactions"])
        return {
            **found,
            "id": 0 if hidden else message["id"],
            "peer_id": self.peer_of(side),
            "out": int(message["from_id"] == side),
            "version": 10_000_000 + message["id"],
            "important": False,
            "is_hidden": False,
            **({"reactions": counted} if counted else {}),
        }

    def in_event(self, message: Json) -> Json:
        """A message as an event shows it to the community: large ones are cropped."""
        return _crop(self.show(message, -self.group_id))

    def quote(self, message: Json) -> Json:
        """A message inside of another one."""
        names = ("id", "conversation_message_id", "from_id", "date", "text", *_CARRIED)
        found = {name: message[name] for name in names if name in message}
        return {**found, "peer_id": self.peer}


def _crop(message: Json) -> Json:
    """A message with the first of its attachments, and nothing that is forwarded twice.

    VK leaves the rest out of events and marks it: https://github.com/negezor/vk-io/issues/536.
    `messages.getByConversationMessageId` shows the whole.
    """
    forwarded = message.get("fwd_messages", [])
    inner = [
        _crop({**one, "fwd_messages": []} if one.get("fwd_messages") else one) for one in forwarded
    ]
    kept = {"attachments": message.get("attachments", [])[:_IN_EVENTS], "fwd_messages": inner}
    if "reply_message" in message:
        kept["reply_message"] = _crop(message["reply_message"])
    kept = {name: value for name, value in kept.items() if name in message}
    whole = {name: message[name] for name in kept}
    return message if kept == whole else {**message, **kept, "is_cropped": True}


def _count_reactions(reactions: dict[int, int]) -> list[Json]:
    """Who reacted how, by reaction."""
    people: dict[int, list[int]] = {}
    for person, reaction in reactions.items():
        people.setdefault(reaction, []).append(person)
    return [
        {"reaction_id": one, "count": len(who), "user_ids": who[:3]} for one, who in people.items()
    ]


@dataclass(slots=True)
class Mail:
    """All conversations of a sandbox.

    Attributes:
        dialogs: By community and peer.
        sent: What was sent under a `random_id`, by sender: id and conversation id by peer.
        presses: Callback buttons that were pressed, by the mark of the press.
        longest: How many characters a message may have.
    """

    dialogs: dict[tuple[int, int], Dialog] = field(default_factory=dict[tuple[int, int], Dialog])
    sent: dict[tuple[int, int], dict[int, Json]] = field(
        default_factory=dict[tuple[int, int], dict[int, Json]]
    )
    presses: dict[str, Json] = field(default_factory=dict[str, Json])
    longest: int = 9000

    def between(self, group_id: int, person: int) -> Dialog:
        """The conversation of a community and a citizen, empty at first."""
        key = (group_id, person)
        if key not in self.dialogs:
            self.dialogs[key] = Dialog(group_id, person, [person])
        return self.dialogs[key]

    def find(self, side: int, peer: int) -> Dialog | None:
        """The conversation that a side has with a peer, if there is one."""
        if peer > CHATS:
            return next((one for one in self.of(side) if one.peer == peer), None)
        return self.dialogs.get((-side, peer) if side < 0 else (-peer, side))

    def of(self, side: int) -> list[Dialog]:
        """The conversations of a side, those with the newest messages first."""
        own = [
            dialog
            for dialog in self.dialogs.values()
            if (dialog.group_id == -side or side in dialog.members) and dialog.messages_of(side)
        ]
        return sorted(own, key=lambda one: -one.messages_of(side)[-1]["id"])

    def new_chat(self, group_id: int, members: list[int], title: str) -> Dialog:
        """A chat that a community opens."""
        number = 1 + sum(dialog.is_chat for dialog in self.dialogs.values())
        chat = Dialog(group_id, CHATS + number, members, title=title, is_allowed=True)
        self.dialogs[group_id, chat.peer] = chat
        return chat
