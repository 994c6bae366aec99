"""Side, peer, conversation and messages that a call of `messages` names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from govpublic_sdk.sandbox.dialogs import CHATS, Dialog
from govpublic_sdk.sandbox.methods.attachments import refresh
from govpublic_sdk.sandbox.methods.users import show_profiles
from govpublic_sdk.sandbox.params import MethodCall
from govpublic_sdk.sandbox.world import Json

__all__ = [
    "find_message",
    "find_messages",
    "get_chat",
    "get_cmid",
    "get_dialog",
    "get_peer",
    "get_side",
    "list_messages",
    "open_dialog",
    "show_messages",
    "show_participants",
]


def get_side(call: MethodCall) -> int:
    """Return the caller's side: minus the community's id, or the person's id."""
    group = call.number("group_id", 0)
    if call.caller.kind == "G":
        if group not in (0, call.caller.id):
            call.refuse(15, "Access denied: group_id is of another community")
        return -call.caller.id
    if group:
        call.check_manager(call.existing_group(group, "group_id"))
        return -group
    return call.caller.id


def get_peer(call: MethodCall) -> int:
    """Return the peer that a call names by `peer_id` or the older `user_id`."""
    peer = call.number("peer_id", 0) or call.number("user_id", 0)
    return peer or call.wrong("peer_id", "is undefined")


def open_dialog(call: MethodCall, side: int, peer: int) -> Dialog:
    """Return the conversation of a side with a peer, creating it if necessary.

    Raises:
        Refused: 917 or 936, when the peer does not exist.
    """
    existing = call.world.mail.find(side, peer)
    if existing is not None:
        return existing
    if peer > CHATS:
        call.refuse(917, "You don't have access to this chat")
    if side < 0 and call.world.user(peer) is not None:
        return call.world.mail.between(-side, peer)
    if side > 0 and -peer in call.world.publics:
        return call.world.mail.between(-peer, side)
    if side > 0 and call.world.user(peer) is not None:
        call.refuse(902, "Can't send messages to this user due to their privacy settings")
    return call.refuse(936, "Contact not found")


def get_dialog(call: MethodCall, side: int) -> Dialog:
    """Return the conversation that a call names."""
    return open_dialog(call, side, get_peer(call))


def get_chat(call: MethodCall) -> tuple[int, Dialog]:
    """Return the caller's side and the chat that a call names by `chat_id`."""
    side = get_side(call)
    return side, open_dialog(call, side, CHATS + call.number("chat_id", least=1))


def get_cmid(call: MethodCall) -> int:
    """Return the id within a conversation, from its current or its old parameter."""
    return call.number("cmid", 0) or call.number("conversation_message_id", 0)


def find_message(dialog: Dialog, side: int, *, message_id: int = 0, cmid: int = 0) -> Json | None:
    """Find a message of a conversation by either of its ids."""
    for message in dialog.messages_of(side):
        if (message_id and message["id"] == message_id) or (
            cmid and message["conversation_message_id"] == cmid
        ):
            return message
    return None


def find_messages(call: MethodCall, side: int) -> list[tuple[Dialog, Json]]:
    """Find the messages that a call names: `message_ids`, or `cmids` of a peer."""
    cmids = call.numbers("cmids")
    if cmids:
        dialog = get_dialog(call, side)
        pairs = [(dialog, find_message(dialog, side, cmid=cmid)) for cmid in cmids]
    else:
        message_ids = call.numbers("message_ids") or [call.number("message_ids")]
        dialogs = call.world.mail.of(side)
        pairs = [
            (dialog, find_message(dialog, side, message_id=message_id))
            for message_id in message_ids
            for dialog in dialogs
        ]
    return [(dialog, message) for dialog, message in pairs if message is not None]


def show_messages(call: MethodCall, side: int, pairs: Iterable[tuple[Dialog, Json]]) -> list[Json]:
    """Show messages as a side sees them, shortened to `preview_length`."""
    max_length = call.number("preview_length", 0, least=0)
    messages = [refresh(call, dialog.show(message, side)) for dialog, message in pairs]
    if max_length:
        messages = [{**message, "text": message["text"][:max_length]} for message in messages]
    return messages


def show_participants(call: MethodCall, dialogs: Iterable[Dialog]) -> Json:
    """Return `profiles` and `groups` of conversations if the call is extended."""
    owners: set[int] = set()
    for dialog in dialogs:
        owners |= {-dialog.group_id, *dialog.members}
    return show_profiles(call, owners)


def list_messages(call: MethodCall, side: int, pairs: Sequence[tuple[Dialog, Json]]) -> Json:
    """Show messages with their count and authors."""
    authors = {message["from_id"] for _, message in pairs}
    items = show_messages(call, side, pairs)
    return {"count": len(items), "items": items, **show_profiles(call, authors)}
