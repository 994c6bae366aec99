"""Chats: conversations of a community with several citizens."""

from __future__ import annotations

import hashlib

from govpublic_sdk.sandbox.dialogs import CHATS, Dialog
from govpublic_sdk.sandbox.methods.attachments import refresh
from govpublic_sdk.sandbox.methods.correspondence import (
    find_message,
    get_chat,
    get_cmid,
    get_dialog,
    get_side,
)
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.uploads import address, take_upload
from govpublic_sdk.sandbox.values import Refused
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


def _find_own_chat(call: MethodCall) -> Dialog:
    """Return the chat that a call names; the caller must be its community."""
    side, chat = get_chat(call)
    if side > 0:
        call.refuse(925, "You are not admin of this chat")
    return chat


def _add_service_message(call: MethodCall, chat: Dialog, **action: object) -> Json:
    """Add a service message to a chat."""
    return chat.add(call.world.new_id(), -chat.group_id, call.now, action=action)


def _show_chat(chat: Dialog) -> Json:
    return {
        "id": chat.peer - CHATS,
        "type": "chat",
        "title": chat.title,
        "admin_id": -chat.group_id,
        "users": [-chat.group_id, *chat.members],
        "members_count": len(chat.members) + 1,
    }


@method("messages.createChat", "UG")
def create_chat(call: MethodCall) -> Json:
    """Open a chat of a community."""
    side = get_side(call)
    if side > 0:
        call.refuse(15, "Access denied: chats of communities only")
    members = [
        user_id for user_id in call.numbers("user_ids") if call.world.user(user_id) is not None
    ]
    chat = call.world.mail.new_chat(-side, members, call.text("title"))
    _add_service_message(call, chat, type="chat_create", text=chat.title)
    return {"chat_id": chat.peer - CHATS, "peer_ids": members}


@method("messages.editChat", "UG")
def edit_chat(call: MethodCall) -> int:
    """Rename a chat."""
    chat = _find_own_chat(call)
    chat.title = call.require("title")
    _add_service_message(call, chat, type="chat_title_update", text=chat.title)
    return 1


@method("messages.removeChatUser", "UG")
def remove_chat_user(call: MethodCall) -> int:
    """Remove a citizen from a chat. Citizens may also leave by this call."""
    side, chat = get_chat(call)
    member_id = call.number("member_id", 0) or call.number("user_id", 0)
    if side > 0 and member_id != side:
        call.refuse(925, "You are not admin of this chat")
    if member_id not in chat.members:
        call.refuse(935, "User not found in chat")
    chat.members.remove(member_id)
    _add_service_message(call, chat, type="chat_kick_user", member_id=member_id)
    return 1


@method("messages.getInviteLink", "UG")
def get_invite_link(call: MethodCall) -> Json:
    """Return the invitation link of a chat."""
    chat = get_dialog(call, get_side(call))
    if not chat.is_chat:
        call.refuse(919, "You can't see invite link for this chat")
    seed_text = f"{call.world.region.seed} {chat.peer} {call.now if call.flag('reset') else ''}"
    code = hashlib.sha256(seed_text.encode()).hexdigest()[:16]
    return {"link": f"https://sandbox.invalid/join/{code}"}


@method("messages.pin", "UG")
def pin(call: MethodCall) -> Json:
    """Pin a message."""
    side = get_side(call)
    chat = get_dialog(call, side)
    message_id, cmid = call.number("message_id", 0), get_cmid(call)
    message = find_message(chat, side, message_id=message_id, cmid=cmid)
    chat.pinned = message or call.wrong("message_id")
    return refresh(call, chat.quote(chat.pinned))


@method("messages.unpin", "UG")
def unpin(call: MethodCall) -> int:
    """Unpin the pinned message."""
    get_dialog(call, get_side(call)).pinned = None
    return 1


@method("photos.getChatUploadServer", "UG")
def get_chat_upload_server(call: MethodCall) -> Json:
    """Return the upload address for the photo of a chat."""
    chat = _find_own_chat(call)
    return {"upload_url": address(call, "chat photo", peer=chat.peer, group=chat.group_id)}


@method("messages.setChatPhoto", "UG")
def set_chat_photo(call: MethodCall) -> Json:
    """Set the uploaded photo of a chat."""
    try:
        upload = take_upload(call, "chat photo", call.require("file"))
    except Refused:
        call.refuse(22, "Upload error")
    chat = call.world.mail.dialogs[upload["group"], upload["peer"]]
    _add_service_message(call, chat, type="chat_photo_update")
    return {"message_id": 0, "chat": _show_chat(chat)}


@method("messages.deleteChatPhoto", "UG")
def delete_chat_photo(call: MethodCall) -> Json:
    """Remove the photo of a chat."""
    chat = _find_own_chat(call)
    _add_service_message(call, chat, type="chat_photo_remove")
    return {"message_id": 0, "chat": _show_chat(chat)}
