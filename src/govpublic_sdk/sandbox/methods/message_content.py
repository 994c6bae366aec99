"""Content of a message: text, location, attachments, keyboard and quotes, all checked."""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json

from govpublic_sdk.sandbox.dialogs import Dialog
from govpublic_sdk.sandbox.keyboards import parse_keyboard
from govpublic_sdk.sandbox.methods.attachments import resolve_attachments
from govpublic_sdk.sandbox.methods.correspondence import find_message, open_dialog
from govpublic_sdk.sandbox.methods.texts import read_text
from govpublic_sdk.sandbox.params import MethodCall, is_number
from govpublic_sdk.sandbox.values import is_array
from govpublic_sdk.sandbox.world import Json

__all__ = ["quote", "read_content"]

_MAX_PAYLOAD, _MAX_FORWARDED = 1000, 100


def read_content(call: MethodCall, side: int) -> Json:
    """Read and check the content of a message. Empty messages are refused."""
    text = read_text(call)
    if len(call.text("message")) > call.world.mail.longest:
        call.refuse(914, "Message is too long")
    attachments = resolve_attachments(call, call.words("attachment"))
    sticker_id = call.number("sticker_id", 0)
    if sticker_id:
        sticker = {"sticker_id": sticker_id, "product_id": 1, "inner_type": "base_sticker_new"}
        attachments.append({"type": "sticker", "sticker": sticker})
    content: Json = {"text": text, "attachments": attachments}
    if call.text("lat"):
        coordinates = {"latitude": call.fraction("lat"), "longitude": call.fraction("long")}
        content["geo"] = {"type": "point", "coordinates": coordinates}
    if call.text("payload"):
        content["payload"] = _parse_payload(call)
    if call.text("keyboard"):
        content |= _parse_keyboard(call, side)
    parts = (text.strip(), content["attachments"], content.get("geo"), _has_forwards(call))
    return content if any(parts) else call.wrong("message", "is empty")


def _parse_payload(call: MethodCall) -> str:
    payload = call.text("payload")
    if len(payload) > _MAX_PAYLOAD:
        call.wrong("payload", "is too long")
    try:
        from_json(payload)
    except ValueError:
        call.wrong("payload", "is not JSON")
    return payload


def _parse_keyboard(call: MethodCall, side: int) -> Json:
    keyboard = parse_keyboard(call.text("keyboard"), side)
    if side > 0:
        call.refuse(911, "Keyboard format is invalid: persons have no keyboards")
    if call.world.settings.get((-side, "settings"), {}).get("bots_capabilities") == "0":
        call.refuse(912, "This is a chat bot feature, change this status in settings")
    return {"keyboard": keyboard} if keyboard["inline"] else {"_keyboard": keyboard}


def _has_forwards(call: MethodCall) -> bool:
    return bool(call.text("forward") or call.text("forward_messages"))


def quote(call: MethodCall, side: int, dialog: Dialog) -> Json:
    """Return the messages that a message replies to or forwards."""
    if call.number("reply_to", 0):
        message = find_message(dialog, side, message_id=call.number("reply_to"))
        return {"reply_message": dialog.quote(message or call.wrong("reply_to"))}
    if not _has_forwards(call):
        return {}
    forward = call.table("forward") if call.text("forward") else {}
    message_ids = _parse_ids(forward.get("message_ids")) or call.numbers("forward_messages")
    cmids = _parse_ids(forward.get("conversation_message_ids")) or _parse_ids(forward.get("cmids"))
    if len(message_ids) + len(cmids) > _MAX_FORWARDED:
        call.refuse(913, "Too many forwarded messages")
    peer = str(forward.get("peer_id", dialog.peer_of(side)))
    source = open_dialog(call, side, int(peer) if is_number(peer) else 0)
    messages = [find_message(source, side, message_id=message_id) for message_id in message_ids]
    messages += [find_message(source, side, cmid=cmid) for cmid in cmids]
    quotes = [source.quote(message) for message in messages if message]
    if not quotes or len(quotes) < len(messages):
        call.refuse(921, "Can't forward these messages")
    return {"reply_message": quotes[0]} if forward.get("is_reply") else {"fwd_messages": quotes}


def _parse_ids(value: Any) -> list[int]:
    return [int(item) for item in value if is_number(str(item))] if is_array(value) else []
