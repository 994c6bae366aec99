"""Conversations: lists, marks, read state and members."""

from __future__ import annotations

from collections.abc import Callable

from govpublic_sdk.sandbox.dialogs import CHATS, Dialog
from govpublic_sdk.sandbox.methods.attachments import refresh
from govpublic_sdk.sandbox.methods.correspondence import (
    find_message,
    find_messages,
    get_dialog,
    get_side,
    show_participants,
)
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__ = ["show_conversation"]

_MAX_IDS = 100
_CHAT_RIGHTS = (
    "can_invite",
    "can_see_invite_link",
    "can_call",
    "can_copy_chat",
    "can_change_info",
    "can_change_invite_link",
    "can_change_pin",
    "can_promote_users",
    "can_moderate",
    "can_use_mass_mentions",
)


def show_conversation(call: MethodCall, side: int, dialog: Dialog) -> Json:
    """Show a conversation as one of its sides sees it."""
    messages = dialog.messages_of(side)
    last = messages[-1] if messages else {"id": 0, "conversation_message_id": 0}
    unread = dialog.unread(side)
    read_by_others = (last_read for other, last_read in dialog.read.items() if other != side)
    shown: Json = {
        "peer": _show_peer(dialog, side),
        "last_message_id": last["id"],
        "last_conversation_message_id": last["conversation_message_id"],
        "in_read": dialog.read.get(side, 0),
        "out_read": max(read_by_others, default=0),
        "is_marked_unread": False,
        "important": side < 0 and dialog.is_important,
        "unanswered": side < 0 and dialog.is_unanswered,
        "sort_id": {"major_id": 0, "minor_id": last["id"]},
        "can_write": _show_permission(call, side, dialog),
        "version": 10_000_000 + last["id"],
    }
    if unread:
        shown["unread_count"] = unread
    if dialog.keyboard:
        shown["current_keyboard"] = dialog.keyboard
    if dialog.is_chat:
        shown["chat_settings"] = _show_chat_settings(call, dialog)
    return shown


def _show_peer(dialog: Dialog, side: int) -> Json:
    peer = dialog.peer_of(side)
    if dialog.is_chat:
        return {"id": peer, "type": "chat", "local_id": peer - CHATS}
    return {"id": peer, "type": "user" if peer > 0 else "group", "local_id": abs(peer)}


def _show_permission(call: MethodCall, side: int, dialog: Dialog) -> Json:
    banned = dialog.peer in call.world.banned[dialog.group_id]
    if side > 0 or (dialog.may_answer and not banned):
        return {"allowed": True}
    return {"allowed": False, "reason": 900 if banned else 901}


def _show_chat_settings(call: MethodCall, dialog: Dialog) -> Json:
    settings: Json = {
        "title": dialog.title,
        "owner_id": -dialog.group_id,
        "members_count": len(dialog.members) + 1,
        "state": "in",
        "active_ids": dialog.members[:4],
        "acl": dict.fromkeys(_CHAT_RIGHTS, True),
    }
    if dialog.pinned:
        settings["pinned_message"] = refresh(call, dialog.quote(dialog.pinned))
    return settings


_FILTERS: dict[str, Callable[[Dialog, int], bool]] = {
    "all": lambda dialog, side: True,
    "unread": lambda dialog, side: dialog.unread(side) > 0,
    "important": lambda dialog, side: side < 0 and dialog.is_important,
    "unanswered": lambda dialog, side: side < 0 and dialog.is_unanswered,
    "sorted_chats": lambda dialog, side: dialog.is_chat,
    "archive": lambda dialog, side: False,
}


@method("messages.getConversations", "UG")
def get_conversations(call: MethodCall) -> Json:
    """Return conversations, the most recent message first."""
    side, start_message_id = get_side(call), call.number("start_message_id", 0)
    fits = _FILTERS[call.choice("filter", tuple(_FILTERS), "all")]
    all_dialogs = call.world.mail.of(side)
    dialogs = [dialog for dialog in all_dialogs if fits(dialog, side)]
    if start_message_id:
        dialogs = [
            dialog for dialog in dialogs if dialog.messages_of(side)[-1]["id"] <= start_message_id
        ]
    offset, count = call.window(count=20, most=200)
    page = dialogs[offset : offset + count]
    unread = sum(dialog.unread(side) > 0 for dialog in all_dialogs)
    items: list[Json] = []
    for dialog in page:
        last = refresh(call, dialog.show(dialog.messages_of(side)[-1], side))
        shown = show_conversation(call, side, dialog)
        items.append({"conversation": shown, "last_message": last})
    return {
        "count": len(dialogs),
        **({"unread_count": unread} if unread else {}),
        "items": items,
        **show_participants(call, page),
    }


@method("messages.getConversationsById", "UG")
def get_conversations_by_id(call: MethodCall) -> Json:
    """Return conversations with peers and skip unknown ones."""
    side, peers = get_side(call), call.numbers("peer_ids") or [call.number("peer_ids")]
    if len(peers) > _MAX_IDS:
        call.wrong("peer_ids", "contains too many items")
    dialogs = [dialog for peer in peers if (dialog := call.world.mail.find(side, peer)) is not None]
    return _list_dialogs(call, side, dialogs)


def _list_dialogs(call: MethodCall, side: int, dialogs: list[Dialog]) -> Json:
    items = [show_conversation(call, side, dialog) for dialog in dialogs]
    return {"count": len(items), "items": items, **show_participants(call, dialogs)}


@method("messages.searchConversations", "UG")
def search_conversations(call: MethodCall) -> Json:
    """Find conversations by the name of the peer."""
    side, wanted = get_side(call), call.text("q").casefold()
    dialogs = [
        dialog
        for dialog in call.world.mail.of(side)
        if wanted in _search_text(call, dialog).casefold()
    ]
    return _list_dialogs(call, side, dialogs[: call.number("count", 20, most=255, least=1)])


def _search_text(call: MethodCall, dialog: Dialog) -> str:
    person = call.world.user(dialog.peer) or {}
    group: str = call.world.publics[dialog.group_id]["name"]
    return f"{person.get('first_name', '')} {person.get('last_name', '')} {dialog.title} {group}"


@method("messages.getConversationMembers", "UG")
def get_conversation_members(call: MethodCall) -> Json:
    """Return the members of a conversation."""
    side = get_side(call)
    dialog = get_dialog(call, side)
    chat = {"is_admin": True, "is_owner": True} if dialog.is_chat else {}
    members: list[Json] = [{"member_id": -dialog.group_id, **chat}]
    members += [
        {"member_id": member_id, "invited_by": -dialog.group_id} for member_id in dialog.members
    ]
    return {**call.page(members, count=20, most=1000), **show_participants(call, [dialog])}


@method("messages.deleteConversation", "UG")
def delete_conversation(call: MethodCall) -> Json:
    """Delete all messages of a conversation for the caller only."""
    side = get_side(call)
    messages = get_dialog(call, side).messages_of(side)
    for message in messages:
        message["_gone"].add(side)
    return {"last_deleted_id": messages[-1]["id"] if messages else 0}


@method("messages.markAsRead", "UG")
def mark_as_read(call: MethodCall) -> int:
    """Mark received messages as read, up to one of them or all."""
    side = get_side(call)
    if not call.text("peer_id"):
        for dialog, message in find_messages(call, side):
            _mark_read(call, side, dialog, message)
        return 1
    dialog = get_dialog(call, side)
    message_id, cmid = call.number("start_message_id", 0), call.number("up_to_cmid", 0)
    newest_id = max(call.numbers("message_ids"), default=0)
    last_read = find_message(dialog, side, message_id=message_id or newest_id, cmid=cmid)
    if last_read is None and not (message_id or newest_id or cmid):
        last_read = next(reversed(dialog.messages_of(side)), None)
    if last_read is not None:
        _mark_read(call, side, dialog, last_read)
    return 1


def _mark_read(call: MethodCall, side: int, dialog: Dialog, message: Json) -> None:
    if message["id"] <= dialog.read.get(side, 0):
        return
    dialog.read[side] = message["id"]
    if side > 0:
        event = {
            "from_id": side,
            "peer_id": dialog.peer,
            "read_message_id": message["id"],
            "conversation_message_id": message["conversation_message_id"],
        }
        call.world.tell(dialog.group_id, "message_read", event)


def _parse_mark(call: MethodCall, name: str) -> tuple[Dialog, bool]:
    """Return a conversation of a community and the value of a mark, true by default."""
    side = get_side(call)
    if side > 0:
        call.refuse(15, "Access denied: conversations of communities only")
    return get_dialog(call, side), call.flag(name) if name in call.params else True


@method("messages.markAsAnsweredConversation", "UG")
def mark_as_answered_conversation(call: MethodCall) -> int:
    """Mark a conversation as answered, or as waiting."""
    dialog, is_answered = _parse_mark(call, "answered")
    dialog.is_unanswered = not is_answered
    return 1


@method("messages.markAsImportantConversation", "UG")
def mark_as_important_conversation(call: MethodCall) -> int:
    """Mark a conversation as important, or remove the mark."""
    dialog, is_important = _parse_mark(call, "important")
    dialog.is_important = is_important
    return 1
