"""Writing messages: send, edit, delete, restore, react."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.dialogs import CHATS, Dialog
from govpublic_sdk.sandbox.methods.attachments import notify_group
from govpublic_sdk.sandbox.methods.correspondence import (
    find_message,
    find_messages,
    get_cmid,
    get_dialog,
    get_side,
    open_dialog,
)
from govpublic_sdk.sandbox.methods.message_content import quote, read_content
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.values import Refused
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_DAY = 86_400
_PEER_PARAMETERS = ("peer_id", "peer_ids", "user_id", "user_ids", "domain", "chat_id")
_MAX_PEERS = 100
_MAX_EVENT_DATA, _MAX_REACTION = 1000, 64
_CLIENT_INFO: Json = {
    "button_actions": ["text", "vkpay", "open_app", "location", "open_link", "callback"],
    "keyboard": True,
    "inline_keyboard": True,
    "carousel": True,
    "lang_id": 0,
}


@method("messages.send", "UG")
def send(ask: MethodCall) -> Any:
    """Send a message to up to 100 peers. A repeated `random_id` returns the first result."""
    side, peers = get_side(ask), _parse_peers(ask)
    random_id = ask.number("random_id")
    content = read_content(ask, side)
    sent = ask.world.mail.sent.setdefault((side, random_id), {}) if random_id else {}
    if "peer_ids" in ask.params or "user_ids" in ask.params:
        return [_send_to_one(ask, side, peer, content, sent) for peer in peers]
    if sent:
        return next(iter(sent.values()))["message_id"]
    return _send(ask, side, peers[0], content, sent)["message_id"]


def _parse_peers(ask: MethodCall) -> list[int]:
    names = [name for name in _PEER_PARAMETERS if ask.text(name)]
    if len(names) != 1:
        ask.wrong("peer_id", "should be given, in one of its forms")
    if names == ["domain"]:
        kind, owner_id = ask.world.find(ask.text("domain"))
        return [-owner_id if kind == "group" else owner_id or ask.refuse(936, "Contact not found")]
    if names == ["chat_id"]:
        return [CHATS + ask.number("chat_id")]
    peers = ask.numbers(names[0])
    if not peers or len(peers) > _MAX_PEERS:
        ask.wrong(names[0], "contains too many items")
    return peers


def _send_to_one(
    ask: MethodCall, side: int, peer: int, content: Json, sent: dict[int, Json]
) -> Json:
    """Send to one of several peers and return a failure as its result."""
    try:
        return sent.get(peer) or _send(ask, side, peer, content, sent)
    except Refused as refused:
        error = {"code": refused.code, "description": str(refused)}
        empty = {"message_id": 0, "conversation_message_id": 0}
        return {"peer_id": peer, **empty, "error": error}


def _send(ask: MethodCall, side: int, peer: int, content: Json, sent: dict[int, Json]) -> Json:
    dialog = open_dialog(ask, side, peer)
    _check_may_write(ask, side, dialog)
    quoted = quote(ask, side, dialog)
    is_first = side > 0 and not dialog.may_answer
    message = dialog.add(ask.world.new_id(), side, ask.now, **content, **quoted)
    has_no_id = dialog.is_chat and side < 0
    result = {
        "peer_id": peer,
        "message_id": 0 if has_no_id else message["id"],
        "conversation_message_id": message["conversation_message_id"],
    }
    sent[peer] = result
    if side < 0:
        _notify_reply(ask, dialog, message)
    else:
        _notify_question(ask, dialog, message, is_first=is_first)
    return result


def _notify_reply(ask: MethodCall, dialog: Dialog, message: Json) -> None:
    dialog.is_unanswered = False
    keyboard = message.get("_keyboard")
    if keyboard is not None:
        dialog.keyboard = keyboard if keyboard["buttons"] else None
    author = {"admin_author_id": ask.caller.id} if ask.caller.kind == "U" else {}
    notify_group(ask, dialog.group_id, "message_reply", {**dialog.in_event(message), **author})


def _notify_question(ask: MethodCall, dialog: Dialog, message: Json, *, is_first: bool) -> None:
    """Mark a citizen's message and send events. The first one permits replies."""
    dialog.is_unanswered = True
    if dialog.keyboard and dialog.keyboard["one_time"] and "payload" in message:
        dialog.keyboard = None
    if is_first and not dialog.is_chat:
        dialog.is_allowed = None
        permission = {"user_id": message["from_id"], "key": ""}
        ask.world.tell(dialog.group_id, "message_allow", permission)
    event = {"message": dialog.in_event(message), "client_info": _CLIENT_INFO}
    notify_group(ask, dialog.group_id, "message_new", event)


def _check_may_write(ask: MethodCall, side: int, dialog: Dialog) -> None:
    group, world = dialog.group_id, ask.world
    if dialog.is_chat:
        if side > 0 and side not in dialog.members:
            ask.refuse(917, "You don't have access to this chat")
        return
    ban = world.banned[group].get(dialog.peer)
    if ban is not None and (not ban["end_date"] or ban["end_date"] > ask.now):
        ask.refuse(900, "Can't send messages for users from blacklist")
    if side < 0 and not dialog.may_answer:
        ask.refuse(901, "Can't send messages for users without permission")
    off = world.settings.get((group, "edit"), {}).get("messages") == "0"
    if side > 0 and (off or world.publics[group].get("deactivated")):
        ask.refuse(902, "Can't send messages to this user due to their privacy settings")


def _find_one(ask: MethodCall, side: int) -> tuple[Dialog, Json]:
    """Return the message that a call names by one of its ids, and its conversation."""
    dialog = get_dialog(ask, side)
    message_id, cmid = ask.number("message_id", 0), get_cmid(ask)
    message = find_message(dialog, side, message_id=message_id, cmid=cmid)
    return dialog, message or ask.wrong("message_id", "is undefined")


@method("messages.edit", "UG")
def edit(ask: MethodCall) -> int:
    """Edit an own message of the last 24 hours."""
    side = get_side(ask)
    dialog, message = _find_one(ask, side)
    if message["from_id"] != side:
        ask.refuse(15, "Access denied: only own messages can be edited")
    if ask.now - message["date"] > _DAY:
        ask.refuse(909, "Can't edit this message, because it's too old")
    if any(attachment["type"] == "sticker" for attachment in message["attachments"]):
        ask.refuse(920, "Can't edit this kind of message")
    content = read_content(ask, side)
    message.pop("keyboard", None)
    message.update(content, update_time=ask.now)
    if side < 0:  # VK reports edits by the community only
        notify_group(ask, dialog.group_id, "message_edit", dialog.in_event(message))
    return 1


@method("messages.delete", "UG")
def delete(ask: MethodCall) -> list[Json]:
    """Delete messages for the caller or for all, with a result for each."""
    side, for_all = get_side(ask), ask.flag("delete_for_all")
    return [_delete_one(ask, side, *pair, for_all=for_all) for pair in find_messages(ask, side)]


def _delete_one(
    ask: MethodCall, side: int, dialog: Dialog, message: Json, *, for_all: bool
) -> Json:
    result = {
        "peer_id": dialog.peer_of(side),
        "message_id": message["id"],
        "conversation_message_id": message["conversation_message_id"],
    }
    if for_all and (message["from_id"] != side or ask.now - message["date"] > _DAY):
        return {**result, "error": {"code": 924}}
    message["_gone"] |= {-dialog.group_id, *dialog.members} if for_all else {side}
    return {**result, "response": 1}


@method("messages.restore", "UG")
def restore(ask: MethodCall) -> int:
    """Restore a deleted message."""
    side = get_side(ask)
    message_id, cmid = ask.number("message_id", 0), get_cmid(ask)
    for dialog in ask.world.mail.dialogs.values():
        takes_part = dialog.group_id == -side or side in dialog.members
        for message in dialog.messages if takes_part else ():
            here = cmid and dialog.peer_of(side) == ask.number("peer_id", 0)
            is_meant = message["id"] == message_id or (
                here and message["conversation_message_id"] == cmid
            )
            if is_meant and side in message["_gone"]:
                message["_gone"].discard(side)
                return 1
    return ask.wrong("message_id")


@method("messages.setActivity", "UG")
def set_activity(ask: MethodCall) -> int:
    """Show that a user is typing."""
    side = get_side(ask)
    dialog = get_dialog(ask, side)
    kind = ask.choice("type", ("typing", "audiomessage", "file", "photo", "video"), "typing")
    if side > 0:
        event = {"from_id": side, "to_id": -dialog.group_id, "state": kind}
        ask.world.tell(dialog.group_id, "message_typing_state", event)
    return 1


@method("messages.sendMessageEventAnswer", "G")
def send_message_event_answer(ask: MethodCall) -> int:
    """Respond to a callback button, once and within a minute."""
    press = ask.world.mail.presses.get(ask.require("event_id"))
    who = (ask.caller.id, ask.number("user_id"), ask.number("peer_id"))
    if press is None or press["who"] != who or press["until"] < ask.now or "answer" in press:
        ask.wrong("event_id")
    data = ask.text("event_data")
    if len(data) > _MAX_EVENT_DATA:
        ask.wrong("event_data", "is too long")
    answer = ask.table("event_data") if data else {}
    if data and answer.get("type") not in ("show_snackbar", "open_link", "open_app"):
        ask.wrong("event_data")
    press["answer"] = answer
    return 1


@method("messages.sendReaction", "UG")
def send_reaction(ask: MethodCall) -> int:
    """React to a message."""
    reaction = ask.number("reaction_id", least=1)
    if reaction > _MAX_REACTION:
        ask.refuse(1009, "Invalid reaction id")
    return _react(ask, reaction)


@method("messages.deleteReaction", "UG")
def delete_reaction(ask: MethodCall) -> int:
    """Take a reaction back."""
    return _react(ask, 0)


def _react(ask: MethodCall, reaction: int) -> int:
    side = get_side(ask)
    dialog, message = _find_one(ask, side)
    message["_reactions"].pop(side, None)
    if reaction:
        message["_reactions"][side] = reaction
    if side > 0:
        cmid = message["conversation_message_id"]
        event: Json = {"reacted_id": side, "peer_id": dialog.peer, "cmid": cmid}
        event |= {"reaction_id": reaction} if reaction else {}
        ask.world.tell(dialog.group_id, "message_reaction_event", event)
    return 1
