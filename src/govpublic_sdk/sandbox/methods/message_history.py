"""Reading messages: history, by id, search, attachments, Long Poll and reactions."""

from __future__ import annotations

from datetime import UTC, datetime

from govpublic_sdk.sandbox.dialogs import Dialog
from govpublic_sdk.sandbox.methods.attachments import refresh
from govpublic_sdk.sandbox.methods.conversations import show_conversation
from govpublic_sdk.sandbox.methods.correspondence import (
    find_message,
    find_messages,
    get_dialog,
    get_side,
    list_messages,
    show_messages,
)
from govpublic_sdk.sandbox.methods.users import show_profiles
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_MAX_IDS = 100
_DAY = 86_400


def _show_conversations(call: MethodCall, side: int, dialogs: list[Dialog]) -> Json:
    if not call.flag("extended"):
        return {}
    return {"conversations": [show_conversation(call, side, dialog) for dialog in dialogs]}


@method("messages.getHistory", "UG")
def get_history(call: MethodCall) -> Json:
    """Return the messages of a conversation, newest first unless `rev` is set."""
    side = get_side(call)
    dialog = get_dialog(call, side)
    messages = dialog.messages_of(side)
    if not call.flag("rev"):
        messages = messages[::-1]
    first = max(0, _find_start(call, messages) + call.number("offset", 0))
    page = messages[first : first + call.number("count", 20, most=200, least=0)]
    return {
        **list_messages(call, side, [(dialog, message) for message in page]),
        "count": len(messages),
        **_show_conversations(call, side, [dialog]),
    }


def _find_start(call: MethodCall, messages: list[Json]) -> int:
    """Return the index of the first message of a page."""
    start = call.number("start_message_id", 0)
    if start <= 0:
        return 0
    back = not call.flag("rev")
    fits = (message["id"] <= start if back else message["id"] >= start for message in messages)
    return next((index for index, matches in enumerate(fits) if matches), len(messages))


@method("messages.getById", "UG")
def get_by_id(call: MethodCall) -> Json:
    """Return messages by id and skip unknown ones."""
    if len(call.words("message_ids")) > _MAX_IDS:
        call.wrong("message_ids", "contains too many items")
    side = get_side(call)
    return list_messages(call, side, find_messages(call, side))


@method("messages.getByConversationMessageId", "UG")
def get_by_conversation_message_id(call: MethodCall) -> Json:
    """Return messages by their id within a conversation."""
    side, name = get_side(call), "conversation_message_ids"
    cmids = call.numbers(name) or [call.number(name)]
    if len(cmids) > _MAX_IDS:
        call.wrong(name, "contains too many items")
    dialog = get_dialog(call, side)
    messages = (find_message(dialog, side, cmid=cmid) for cmid in cmids)
    return list_messages(
        call, side, [(dialog, message) for message in messages if message is not None]
    )


@method("messages.search", "UG")
def search(call: MethodCall) -> Json:
    """Find messages by a part of their text, newest first."""
    side, wanted = get_side(call), call.text("q").casefold()
    dialogs = [get_dialog(call, side)] if call.text("peer_id") else call.world.mail.of(side)
    until = _parse_date(call)
    pairs = [
        (dialog, message)
        for dialog in dialogs
        for message in dialog.messages_of(side)
        if wanted in message["text"].casefold() and message["date"] < until
    ]
    pairs.sort(key=lambda pair: -pair[1]["id"])
    offset, count = call.window(count=20, most=100)
    page = pairs[offset : offset + count]
    return {
        **list_messages(call, side, page),
        "count": len(pairs),
        **_show_conversations(call, side, [dialog for dialog, _ in page]),
    }


def _parse_date(call: MethodCall) -> float:
    """Return the end of the day `date` (DDMMYYYY), in Unix seconds."""
    date = call.text("date")
    if not date:
        return float("inf")
    try:
        return datetime.strptime(date.zfill(8), "%d%m%Y").replace(tzinfo=UTC).timestamp() + _DAY
    except ValueError:
        return call.wrong("date")


@method("messages.getHistoryAttachments", "UG")
def get_history_attachments(call: MethodCall) -> Json:
    """Return attachments of a conversation, newest first."""
    side = get_side(call)
    dialog = get_dialog(call, side)
    kinds = call.words("attachment_types") or [call.text("media_type", "photo")]
    items = [
        {
            "message_id": message["id"],
            "cmid": message["conversation_message_id"],
            "from_id": message["from_id"],
            "date": message["date"],
            "position": position,
            "attachment": attachment,
        }
        for message in reversed(dialog.messages_of(side))
        for position, attachment in enumerate(refresh(call, message)["attachments"], 1)
        if attachment["type"] in kinds
    ]
    start = call.number("start_from", 0, least=0)
    count = call.number("count", 30, most=200, least=0)
    page = items[start : start + count]
    more = {"next_from": str(start + count)} if start + count < len(items) else {}
    return {"items": page, **more, **show_profiles(call, {message["from_id"] for message in page})}


@method("messages.getImportantMessages", "UG")
def get_important_messages(call: MethodCall) -> Json:
    """Return important messages, always none: the API cannot mark them."""
    get_side(call)
    return {
        "messages": {"count": 0, "items": []},
        **show_profiles(call, ()),
        **_show_conversations(call, 0, []),
    }


@method("messages.getLongPollServer", "UG")
def get_long_poll_server(call: MethodCall) -> Json:
    """Return the Long Poll server for messages."""
    side, poll = get_side(call), call.world.message_poll
    pts = {"pts": poll.pts(side)} if call.flag("need_pts") else {}
    return {**poll.server(side, call.address, call.world.clock.now()), **pts}


@method("messages.getLongPollHistory", "UG")
def get_long_poll_history(call: MethodCall) -> Json:
    """Return the messages after a `pts`."""
    side, pts = get_side(call), call.number("pts", 1, least=1)
    written = call.world.message_poll.messages(side)
    if pts > len(written) + 1:
        call.refuse(908, "Value of ts or pts is too new")
    new = written[pts - 1 :]
    messages = show_messages(call, side, new)
    authors = {message["from_id"] for message in messages}
    dialogs = {dialog.peer: dialog for dialog, _ in new}
    return {
        "history": [
            [4, message["id"], 2 * message["out"], message["peer_id"]] for message in messages
        ],
        "messages": {"count": len(messages), "items": messages},
        "new_pts": len(written) + 1,
        "from_pts": pts,
        "conversations": [show_conversation(call, side, dialog) for dialog in dialogs.values()],
        **show_profiles(call, authors, always=True),
    }


@method("messages.getReactedPeers", "UG")
def get_reacted_peers(call: MethodCall) -> Json:
    """Return the users that reacted to a message."""
    side = get_side(call)
    dialog = get_dialog(call, side)
    message = find_message(dialog, side, cmid=call.number("cmid", least=1)) or call.wrong("cmid")
    wanted = call.number("reaction_id", 0)
    reactions = message["_reactions"].items()
    users = [
        {"user_id": user_id, "reaction_id": reaction_id}
        for user_id, reaction_id in reactions
        if wanted in (0, reaction_id)
    ]
    counters = dialog.show(message, side).get("reactions", [])
    return {"count": len(users), "reactions": users, "counters": counters}


@method("messages.getMessagesReactions", "UG")
def get_messages_reactions(call: MethodCall) -> Json:
    """Return the reactions to messages."""
    side = get_side(call)
    dialog, cmids = get_dialog(call, side), call.numbers("cmids") or [call.number("cmids")]
    messages = (find_message(dialog, side, cmid=cmid) for cmid in cmids)
    shown = [dialog.show(message, side) for message in messages if message is not None]
    items = [
        {"cmid": message["conversation_message_id"], "counters": message.get("reactions", [])}
        for message in shown
    ]
    return {"items": items}
