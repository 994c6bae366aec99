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
def send(call: MethodCall) -> Any:
    """Send a message to up to 100 peers. A repeated `random_id` returns the first result."""
    side, peers = get_side(call), _parse_peers(call)
    random_id = call.number("random_id")
    content = read_content(call, side)
    sent = call.world.mail.sent.setdefault((side, random_id), {}) if random_id else {}
    if "peer_ids" in call.params or "user_ids" in call.params:
        return [_try_send(call, side, peer, content, sent) for peer in peers]
    if sent:
        return next(iter(sent.values()))["message_id"]
    return _send(call, side, peers[0], content, sent)["message_id"]


def _parse_peers(call: MethodCall) -> list[int]:
    names = [name for name in _PEER_PARAMETERS if call.text(name)]
    if len(names) != 1:
        call.wrong("peer_id", "should be given, in one of its forms")
    if names == ["domain"]:
        kind, owner_id = call.world.find(call.text("domain"))
        return [-owner_id if kind == "group" else owner_id or call.refuse(936, "Contact not found")]
    if names == ["chat_id"]:
        return [CHATS + call.number("chat_id")]
    peers = call.numbers(names[0])
    if not peers or len(peers) > _MAX_PEERS:
        call.wrong(names[0], "contains too many items")
    return peers


def _try_send(call: MethodCall, side: int, peer: int, content: Json, sent: dict[int, Json]) -> Json:
    """Send to one of several peers and return a failure as its result."""
    try:
        return sent.get(peer) or _send(call, side, peer, content, sent)
    except Refused as refused:
        error = {"code": refused.code, "description": str(refused)}
        empty = {"message_id": 0, "conversation_message_id": 0}
        return {"peer_id": peer, **empty, "error": error}


def _send(call: MethodCall, side: int, peer: int, content: Json, sent: dict[int, Json]) -> Json:
    dialog = open_dialog(call, side, peer)
    _check_may_write(call, side, dialog)
    quoted = quote(call, side, dialog)
    is_first = side > 0 and not dialog.may_answer
    message = dialog.add(call.world.new_id(), side, call.now, **content, **quoted)
    has_no_id = dialog.is_chat and side < 0
    result = {
        "peer_id": peer,
        "message_id": 0 if has_no_id else message["id"],
        "conversation_message_id": message["conversation_message_id"],
    }
    sent[peer] = result
    if side < 0:
        _record_reply(call, dialog, message)
    else:
        _record_question(call, dialog, message, is_first=is_first)
    return result


def _record_reply(call: MethodCall, dialog: Dialog, message: Json) -> None:
    dialog.is_unanswered = False
    keyboard = message.get("_keyboard")
    if keyboard is not None:
        dialog.keyboard = keyboard if keyboard["buttons"] else None
    author = {"admin_author_id": call.caller.id} if call.caller.kind == "U" else {}
    notify_group(call, dialog.group_id, "message_reply", {**dialog.in_event(message), **author})


def _record_question(call: MethodCall, dialog: Dialog, message: Json, *, is_first: bool) -> None:
    """Mark a citizen's message and send events. The first one permits replies."""
    dialog.is_unanswered = True
    if dialog.keyboard and dialog.keyboard["one_time"] and "payload" in message:
        dialog.keyboard = None
    if is_first and not dialog.is_chat:
        dialog.is_allowed = None
        permission = {"user_id": message["from_id"], "key": ""}
        call.world.tell(dialog.group_id, "message_allow", permission)
    event = {"message": dialog.in_event(message), "client_info": _CLIENT_INFO}
    notify_group(call, dialog.group_id, "message_new", event)


def _check_may_write(call: MethodCall, side: int, dialog: Dialog) -> None:
    group, world = dialog.group_id, call.world
    if dialog.is_chat:
        if side > 0 and side not in dialog.members:
            call.refuse(917, "You don't have access to this chat")
        return
    ban = world.banned[group].get(dialog.peer)
    if ban is not None and (not ban["end_date"] or ban["end_date"] > call.now):
        call.refuse(900, "Can't send messages for users from blacklist")
    if side < 0 and not dialog.may_answer:
        call.refuse(901, "Can't send messages for users without permission")
    off = world.settings.get((group, "edit"), {}).get("messages") == "0"
    if side > 0 and (off or world.publics[group].get("deactivated")):
        call.refuse(902, "Can't send messages to this user due to their privacy settings")


def _find_message(call: MethodCall, side: int) -> tuple[Dialog, Json]:
    """Return the message that a call names by one of its ids, and its conversation."""
    dialog = get_dialog(call, side)
    message_id, cmid = call.number("message_id", 0), get_cmid(call)
    message = find_message(dialog, side, message_id=message_id, cmid=cmid)
    return dialog, message or call.wrong("message_id", "is undefined")


@method("messages.edit", "UG")
def edit(call: MethodCall) -> int:
    """Edit an own message of the last 24 hours."""
    side = get_side(call)
    dialog, message = _find_message(call, side)
    if message["from_id"] != side:
        call.refuse(15, "Access denied: only own messages can be edited")
    if call.now - message["date"] > _DAY:
        call.refuse(909, "Can't edit this message, because it's too old")
    if any(attachment["type"] == "sticker" for attachment in message["attachments"]):
        call.refuse(920, "Can't edit this kind of message")
    content = read_content(call, side)
    message.pop("keyboard", None)
    message.update(content, update_time=call.now)
    if side < 0:  # VK reports edits by the community only
        notify_group(call, dialog.group_id, "message_edit", dialog.in_event(message))
    return 1


@method("messages.delete", "UG")
def delete(call: MethodCall) -> list[Json]:
    """Delete messages for the caller or for all, with a result for each."""
    side, for_all = get_side(call), call.flag("delete_for_all")
    return [
        _delete_message(call, side, *pair, for_all=for_all) for pair in find_messages(call, side)
    ]


def _delete_message(
    call: MethodCall, side: int, dialog: Dialog, message: Json, *, for_all: bool
) -> Json:
    result = {
        "peer_id": dialog.peer_of(side),
        "message_id": message["id"],
        "conversation_message_id": message["conversation_message_id"],
    }
    if for_all and (message["from_id"] != side or call.now - message["date"] > _DAY):
        return {**result, "error": {"code": 924}}
    message["_gone"] |= {-dialog.group_id, *dialog.members} if for_all else {side}
    return {**result, "response": 1}


@method("messages.restore", "UG")
def restore(call: MethodCall) -> int:
    """Restore a deleted message."""
    side = get_side(call)
    message_id, cmid = call.number("message_id", 0), get_cmid(call)
    for dialog in call.world.mail.dialogs.values():
        takes_part = dialog.group_id == -side or side in dialog.members
        for message in dialog.messages if takes_part else ():
            here = cmid and dialog.peer_of(side) == call.number("peer_id", 0)
            is_meant = message["id"] == message_id or (
                here and message["conversation_message_id"] == cmid
            )
            if is_meant and side in message["_gone"]:
                message["_gone"].discard(side)
                return 1
    return call.wrong("message_id")


@method("messages.setActivity", "UG")
def set_activity(call: MethodCall) -> int:
    """Show that a user is typing."""
    side = get_side(call)
    dialog = get_dialog(call, side)
    kind = call.choice("type", ("typing", "audiomessage", "file", "photo", "video"), "typing")
    if side > 0:
        event = {"from_id": side, "to_id": -dialog.group_id, "state": kind}
        call.world.tell(dialog.group_id, "message_typing_state", event)
    return 1


@method("messages.sendMessageEventAnswer", "G")
def send_message_event_answer(call: MethodCall) -> int:
    """Respond to a callback button, once and within a minute."""
    press = call.world.mail.presses.get(call.require("event_id"))
    expected = (call.caller.id, call.number("user_id"), call.number("peer_id"))
    if press is None or press["who"] != expected or press["until"] < call.now or "answer" in press:
        call.wrong("event_id")
    data = call.text("event_data")
    if len(data) > _MAX_EVENT_DATA:
        call.wrong("event_data", "is too long")
    answer = call.table("event_data") if data else {}
    if data and answer.get("type") not in ("show_snackbar", "open_link", "open_app"):
        call.wrong("event_data")
    press["answer"] = answer
    return 1


@method("messages.sendReaction", "UG")
def send_reaction(call: MethodCall) -> int:
    """React to a message."""
    reaction = call.number("reaction_id", least=1)
    if reaction > _MAX_REACTION:
        call.refuse(1009, "Invalid reaction id")
    return _react(call, reaction)


@method("messages.deleteReaction", "UG")
def delete_reaction(call: MethodCall) -> int:
    """Remove a reaction."""
    return _react(call, 0)


def _react(call: MethodCall, reaction: int) -> int:
    side = get_side(call)
    dialog, message = _find_message(call, side)
    message["_reactions"].pop(side, None)
    if reaction:
        message["_reactions"][side] = reaction
    if side > 0:
        cmid = message["conversation_message_id"]
        event: Json = {"reacted_id": side, "peer_id": dialog.peer, "cmid": cmid}
        event |= {"reaction_id": reaction} if reaction else {}
        call.world.tell(dialog.group_id, "message_reaction_event", event)
    return 1
