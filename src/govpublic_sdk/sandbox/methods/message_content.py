"""What a message holds: text, place, attachments, buttons, quotations; all is checked first."""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json

from govpublic_sdk.sandbox.dialogs import Dialog
from govpublic_sdk.sandbox.keyboards import parse_keyboard
from govpublic_sdk.sandbox.methods.attachments import resolve_attachments
from govpublic_sdk.sandbox.methods.correspondence import dialog_with, find_message
from govpublic_sdk.sandbox.methods.texts import text_of
from govpublic_sdk.sandbox.params import MethodCall, is_number
from govpublic_sdk.sandbox.values import is_array
from govpublic_sdk.sandbox.world import Json

__all__ = ["content_of", "quote"]

_PAYLOAD, _FORWARDED = 1000, 100


def content_of(ask: MethodCall, side: int) -> Json:
    """What a message holds, checked; empty ones are refused."""
    text = text_of(ask)
    if len(ask.text("message")) > ask.world.mail.longest:
        ask.refuse(914, "Message is too long")
    content: Json = {"text": text, "attachments": _read_attachments(ask)}
    if ask.text("lat"):
        place = {"latitude": ask.fraction("lat"), "longitude": ask.fraction("long")}
        content["geo"] = {"type": "point", "coordinates": place}
    if ask.text("payload"):
        content["payload"] = _payload(ask)
    if ask.text("keyboard"):
        content |= _keyboard(ask, side)
    whole = (text.strip(), content["attachments"], content.get("geo"), _forwards(ask))
    return content if any(whole) else ask.wrong("message", "is empty")


def _read_attachments(ask: MethodCall) -> list[Json]:
    stickers: list[Json] = []
    if ask.number("sticker_id", 0):
        number = ask.number("sticker_id")
        sticker = {"sticker_id": number, "product_id": 1, "inner_type": "base_sticker_new"}
        stickers = [{"type": "sticker", "sticker": sticker}]
    return [*resolve_attachments(ask, ask.words("attachment")), *stickers]


def _payload(ask: MethodCall) -> str:
    given = ask.text("payload")
    if len(given) > _PAYLOAD:
        ask.wrong("payload", "is too long")
    try:
        from_json(given)
    except ValueError:
        ask.wrong("payload", "is not JSON")
    return given


def _keyboard(ask: MethodCall, side: int) -> Json:
    keyboard = parse_keyboard(ask.text("keyboard"), side)
    if side > 0:
        ask.refuse(911, "Keyboard format is invalid: persons have no keyboards")
    if ask.world.settings.get((-side, "settings"), {}).get("bots_capabilities") == "0":
        ask.refuse(912, "This is a chat bot feature, change this status in settings")
    return {"keyboard": keyboard} if keyboard["inline"] else {"_keyboard": keyboard}


def _forwards(ask: MethodCall) -> bool:
    return bool(ask.text("forward") or ask.text("forward_messages"))


def quote(ask: MethodCall, side: int, dialog: Dialog) -> Json:
    """What a message answers or passes on."""
    if ask.number("reply_to", 0):
        one = find_message(dialog, side, number=ask.number("reply_to"))
        return {"reply_message": dialog.quote(one or ask.wrong("reply_to"))}
    if not _forwards(ask):
        return {}
    about = ask.table("forward") if ask.text("forward") else {}
    numbers = _to_numbers(about.get("message_ids")) or ask.numbers("forward_messages")
    cmids = _to_numbers(about.get("conversation_message_ids")) or _to_numbers(about.get("cmids"))
    if len(numbers) + len(cmids) > _FORWARDED:
        ask.refuse(913, "Too many forwarded messages")
    source = about.get("peer_id", dialog.peer_of(side))
    return _quote_messages(ask, side, source, numbers, cmids, is_reply=bool(about.get("is_reply")))


def _quote_messages(
    ask: MethodCall, side: int, source: Any, numbers: list[int], cmids: list[int], *, is_reply: bool
) -> Json:
    dialog = dialog_with(ask, side, int(source) if is_number(str(source)) else 0)
    named_ones = [
        *(find_message(dialog, side, number=number) for number in numbers),
        *(find_message(dialog, side, cmid=cmid) for cmid in cmids),
    ]
    if not named_ones or not all(named_ones):
        ask.refuse(921, "Can't forward these messages")
    quoted = [dialog.quote(one) for one in named_ones if one]
    return {"reply_message": quoted[0]} if is_reply else {"fwd_messages": quoted}


def _to_numbers(value: Any) -> list[int]:
    return [int(one) for one in value if is_number(str(one))] if is_array(value) else []
