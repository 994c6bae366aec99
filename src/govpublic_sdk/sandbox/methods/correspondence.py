"""Who writes to whom: the side and the conversation that a call of `messages` means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govpublic_sdk.sandbox.dialogs import CHATS, Dialog
from govpublic_sdk.sandbox.methods.attachments import refresh
from govpublic_sdk.sandbox.methods.users import companions
from govpublic_sdk.sandbox.params import MethodCall
from govpublic_sdk.sandbox.world import Json

__all__ = [
    "chat_of",
    "cmid_of",
    "dialog_with",
    "find_message",
    "get_dialog",
    "list_messages",
    "messages_named",
    "peer_of",
    "people",
    "show_messages",
    "side_of",
]


def side_of(ask: MethodCall) -> int:
    """Who the caller is: a community, also through a manager who names it, or a person."""
    group = ask.number("group_id", 0)
    if ask.caller.kind == "G":
        if group not in (0, ask.caller.id):
            ask.refuse(15, "Access denied: group_id is of another community")
        return -ask.caller.id
    if group:
        ask.check_manager(ask.existing_group(group, "group_id"))
        return -group
    return ask.caller.id


def peer_of(ask: MethodCall) -> int:
    """The peer that a call names by `peer_id`, or by `user_id` as older calls do."""
    peer = ask.number("peer_id", 0) or ask.number("user_id", 0)
    return peer or ask.wrong("peer_id", "is undefined")


def dialog_with(ask: MethodCall, side: int, peer: int) -> Dialog:
    """The conversation of a side with a peer, new if there was none.

    Raises:
        Refused: 917 or 936, when the peer does not exist.
    """
    known = ask.world.mail.find(side, peer)
    if known is not None:
        return known
    if peer > CHATS:
        ask.refuse(917, "You don't have access to this chat")
    if side < 0 and ask.world.user(peer) is not None:
        return ask.world.mail.between(-side, peer)
    if side > 0 and -peer in ask.world.publics:
        return ask.world.mail.between(-peer, side)
    if side > 0 and ask.world.user(peer) is not None:
        ask.refuse(902, "Can't send messages to this user due to their privacy settings")
    return ask.refuse(936, "Contact not found")


def get_dialog(ask: MethodCall, side: int) -> Dialog:
    """The conversation that a call names."""
    return dialog_with(ask, side, peer_of(ask))


def chat_of(ask: MethodCall) -> tuple[int, Dialog]:
    """The chat that a call names by `chat_id`, and the caller's side."""
    side = side_of(ask)
    return side, dialog_with(ask, side, CHATS + ask.number("chat_id", least=1))


def cmid_of(ask: MethodCall) -> int:
    """The number within a conversation that a call names, under its present or its old name."""
    return ask.number("cmid", 0) or ask.number("conversation_message_id", 0)


def find_message(dialog: Dialog, side: int, *, number: int = 0, cmid: int = 0) -> Json | None:
    """A message of a conversation by either of its numbers."""
    for one in dialog.messages_of(side):
        if (number and one["id"] == number) or (cmid and one["conversation_message_id"] == cmid):
            return one
    return None


def messages_named(ask: MethodCall, side: int) -> list[tuple[Dialog, Json]]:
    """The messages that a call names: `message_ids`, or `cmids` of a peer."""
    cmids = ask.numbers("cmids")
    if cmids:
        dialog = get_dialog(ask, side)
        pairs = [(dialog, find_message(dialog, side, cmid=cmid)) for cmid in cmids]
    else:
        wanted = ask.numbers("message_ids") or [ask.number("message_ids")]
        everything = ask.world.mail.of(side)
        pairs = [
            (dialog, find_message(dialog, side, number=n)) for n in wanted for dialog in everything
        ]
    return [(dialog, one) for dialog, one in pairs if one is not None]


def show_messages(ask: MethodCall, side: int, pairs: Iterable[tuple[Dialog, Json]]) -> list[Json]:
    """Messages as a side sees them, cut if the call asks for it."""
    longest = ask.number("preview_length", 0, least=0)
    messages = [refresh(ask, dialog.show(one, side)) for dialog, one in pairs]
    if longest:
        messages = [{**message, "text": message["text"][:longest]} for message in messages]
    return messages


def people(ask: MethodCall, dialogs: Iterable[Dialog]) -> Json:
    """`profiles` and `groups` of conversations, when the call is extended."""
    mentioned: list[tuple[int, ...]] = [(-dialog.group_id, *dialog.members) for dialog in dialogs]
    return companions(ask, {one for who in mentioned for one in who})


def list_messages(ask: MethodCall, side: int, pairs: Sequence[tuple[Dialog, Json]]) -> Json:
    """Messages with their number, and with who wrote them."""
    authors = {one["from_id"] for _, one in pairs}
    items = show_messages(ask, side, pairs)
    return {"count": len(items), "items": items, **companions(ask, authors)}
