"""Writing: messages are sent, changed, deleted, restored and reacted to."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.dialogs import CHATS, Dialog
from govpublic_sdk.sandbox.methods.attachments import tell
from govpublic_sdk.sandbox.methods.correspondence import (
    cmid_of,
    dialog_with,
    find_message,
    get_dialog,
    messages_named,
    side_of,
)
from govpublic_sdk.sandbox.methods.message_content import content_of, quote
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.values import Refused
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_DAY = 86_400
_TARGETS = ("peer_id", "peer_ids", "user_id", "user_ids", "domain", "chat_id")
_MAX_PEERS = 100
_ANSWER, _REACTIONS = 1000, 64
_CLIENT: Json = {
    "button_actions": ["text", "vkpay", "open_app", "location", "open_link", "callback"],
    "keyboard": True,
    "inline_keyboard": True,
    "carousel": True,
    "lang_id": 0,
}


@method("messages.send", "UG")
def send(ask: MethodCall) -> Any:
    """Write to a peer, or to up to 100; a `random_id` that was used before sends nothing."""
    side, peers = side_of(ask), _peers(ask)
    number = ask.number("random_id")
    content = content_of(ask, side)
    sent = ask.world.mail.sent.setdefault((side, number), {}) if number else {}
    if "peer_ids" in ask.params or "user_ids" in ask.params:
        return [_one_of(ask, side, peer, content, sent) for peer in peers]
    if sent:
        return next(iter(sent.values()))["message_id"]
    return _send(ask, side, peers[0], content, sent)["message_id"]


def _peers(ask: MethodCall) -> list[int]:
    given = [name for name in _TARGETS if ask.text(name)]
    if len(given) != 1:
        ask.wrong("peer_id", "should be given, in one of its forms")
    if given == ["domain"]:
        kind, number = ask.world.find(ask.text("domain"))
        return [-number if kind == "group" else number or ask.refuse(936, "Contact not found")]
    if given == ["chat_id"]:
        return [CHATS + ask.number("chat_id")]
    peers = ask.numbers(given[0])
    if not peers or len(peers) > _MAX_PEERS:
        ask.wrong(given[0], "contains too many items")
    return peers


def _one_of(ask: MethodCall, side: int, peer: int, content: Json, sent: dict[int, Json]) -> Json:
    """Write to one of several; a failure is returned in its place."""
    try:
        return sent.get(peer) or _send(ask, side, peer, content, sent)
    except Refused as refused:
        error = {"code": refused.code, "description": str(refused)}
        empty = {"message_id": 0, "conversation_message_id": 0}
        return {"peer_id": peer, **empty, "error": error}


def _send(ask: MethodCall, side: int, peer: int, content: Json, sent: dict[int, Json]) -> Json:
    dialog = dialog_with(ask, side, peer)
    _check_may_write(ask, side, dialog)
    answered = quote(ask, side, dialog)
    is_first = side > 0 and not dialog.may_answer
    message = dialog.add(ask.world.new_id(), side, ask.now, **content, **answered)
    hidden = dialog.is_chat and side < 0
    told = {
        "peer_id": peer,
        "message_id": 0 if hidden else message["id"],
        "conversation_message_id": message["conversation_message_id"],
    }
    sent[peer] = told
    if side < 0:
        _note_reply(ask, dialog, message)
    else:
        _note_question(ask, dialog, message, is_first=is_first)
    return told


def _note_reply(ask: MethodCall, dialog: Dialog, message: Json) -> None:
    dialog.is_unanswered = False
    keyboard = message.get("_keyboard")
    if keyboard is not None:
        dialog.keyboard = keyboard if keyboard["buttons"] else None
    author = {"admin_author_id": ask.caller.id} if ask.caller.kind == "U" else {}
    tell(ask, dialog.group_id, "message_reply", {**dialog.in_event(message), **author})


def _note_question(ask: MethodCall, dialog: Dialog, message: Json, *, is_first: bool) -> None:
    """A citizen wrote; the first message allows the community to answer."""
    dialog.is_unanswered = True
    if dialog.keyboard and dialog.keyboard["one_time"] and "payload" in message:
        dialog.keyboard = None
    if is_first and not dialog.is_chat:
        dialog.is_allowed = None
        allowed = {"user_id": message["from_id"], "key": ""}
        ask.world.tell(dialog.group_id, "message_allow", allowed)
    thing = {"message": dialog.in_event(message), "client_info": _CLIENT}
    tell(ask, dialog.group_id, "message_new", thing)


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
    if side > 0 and not _takes_messages(ask, group):
        ask.refuse(902, "Can't send messages to this user due to their privacy settings")


def _takes_messages(ask: MethodCall, group: int) -> bool:
    off = ask.world.settings.get((group, "edit"), {}).get("messages") == "0"
    return not (off or ask.world.publics[group].get("deactivated"))


def _one(ask: MethodCall, side: int) -> tuple[Dialog, Json]:
    """The message of a peer that a call names by one of its numbers."""
    dialog = get_dialog(ask, side)
    number, cmid = ask.number("message_id", 0), cmid_of(ask)
    message = find_message(dialog, side, number=number, cmid=cmid)
    return dialog, message or ask.wrong("message_id", "is undefined")


@method("messages.edit", "UG")
def edit(ask: MethodCall) -> int:
    """Change an own message of the last 24 hours."""
    side = side_of(ask)
    dialog, message = _one(ask, side)
    if message["from_id"] != side:
        ask.refuse(15, "Access denied: only own messages can be edited")
    if ask.now - message["date"] > _DAY:
        ask.refuse(909, "Can't edit this message, because it's too old")
    if any(one["type"] == "sticker" for one in message["attachments"]):
        ask.refuse(920, "Can't edit this kind of message")
    content = content_of(ask, side)
    message.pop("keyboard", None)
    message.update(content, update_time=ask.now)
    if side < 0:  # VK tells of changes by the community only
        tell(ask, dialog.group_id, "message_edit", dialog.in_event(message))
    return 1


@method("messages.delete", "UG")
def delete(ask: MethodCall) -> list[Json]:
    """Delete messages, for the caller or for all; each has its own result."""
    side, for_all = side_of(ask), ask.flag("delete_for_all")
    return [_delete_one(ask, side, *pair, for_all=for_all) for pair in messages_named(ask, side)]


def _delete_one(
    ask: MethodCall, side: int, dialog: Dialog, message: Json, *, for_all: bool
) -> Json:
    told = {
        "peer_id": dialog.peer_of(side),
        "message_id": message["id"],
        "conversation_message_id": message["conversation_message_id"],
    }
    if for_all and (message["from_id"] != side or ask.now - message["date"] > _DAY):
        return {**told, "error": {"code": 924}}
    message["_gone"] |= {-dialog.group_id, *dialog.members} if for_all else {side}
    return {**told, "response": 1}


@method("messages.restore", "UG")
def restore(ask: MethodCall) -> int:
    """Restore a deleted message."""
    side = side_of(ask)
    number, cmid = ask.number("message_id", 0), cmid_of(ask)
    for dialog in ask.world.mail.dialogs.values():
        own = dialog.group_id == -side or side in dialog.members
        for message in dialog.messages if own else ():
            here = cmid and dialog.peer_of(side) == ask.number("peer_id", 0)
            is_meant = message["id"] == number or (
                here and message["conversation_message_id"] == cmid
            )
            if is_meant and side in message["_gone"]:
                message["_gone"].discard(side)
                return 1
    return ask.wrong("message_id")


@method("messages.setActivity", "UG")
def set_activity(ask: MethodCall) -> int:
    """Show that a user is typing."""
    side = side_of(ask)
    dialog = get_dialog(ask, side)
    kind = ask.choice("type", ("typing", "audiomessage", "file", "photo", "video"), "typing")
    if side > 0:
        told = {"from_id": side, "to_id": -dialog.group_id, "state": kind}
        ask.world.tell(dialog.group_id, "message_typing_state", told)
    return 1


@method("messages.sendMessageEventAnswer", "G")
def send_message_event_answer(ask: MethodCall) -> int:
    """Answer the press of a callback button, once and within a minute."""
    press = ask.world.mail.presses.get(ask.require("event_id"))
    who = (ask.caller.id, ask.number("user_id"), ask.number("peer_id"))
    if press is None or press["who"] != who or press["until"] < ask.now or "answer" in press:
        ask.wrong("event_id")
    data = ask.text("event_data")
    if len(data) > _ANSWER:
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
    if reaction > _REACTIONS:
        ask.refuse(1009, "Invalid reaction id")
    return _react(ask, reaction)


@method("messages.deleteReaction", "UG")
def delete_reaction(ask: MethodCall) -> int:
    """Take a reaction back."""
    return _react(ask, 0)


def _react(ask: MethodCall, reaction: int) -> int:
    side = side_of(ask)
    dialog, message = _one(ask, side)
    message["_reactions"].pop(side, None)
    if reaction:
        message["_reactions"][side] = reaction
    if side > 0:
        cmid = message["conversation_message_id"]
        told: Json = {"reacted_id": side, "peer_id": dialog.peer, "cmid": cmid}
        told |= {"reaction_id": reaction} if reaction else {}
        ask.world.tell(dialog.group_id, "message_reaction_event", told)
    return 1
