"""Discussions: topics and their messages. The first message opens the topic."""

from __future__ import annotations

from govpublic_sdk.sandbox.audience import CITIZENS
from govpublic_sdk.sandbox.methods.attachments import notify_group, refresh
from govpublic_sdk.sandbox.methods.likes import show_likes
from govpublic_sdk.sandbox.methods.texts import (
    check_not_empty,
    list_comment_attachments,
    read_text,
    resolve_comment_attachments,
)
from govpublic_sdk.sandbox.methods.users import show_profiles
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json, World

__all__: list[str] = []

_SEEDED_TITLES = ("Вопросы жителей", "Предложения по благоустройству")
_QUESTION = "Вымышленный вопрос жителя: когда начнутся работы?"
_ANSWER = "Вымышленный ответ: работы начнутся по графику."
_FIRST_ID = 1_001
_ORDERS = {
    1: ("updated", True),
    -1: ("updated", False),
    2: ("created", True),
    -2: ("created", False),
}


def _list_topics(call: MethodCall, group_id: int) -> list[Json]:
    """Return the topics of a community and seed them on the first call."""
    if group_id not in call.world.topics:
        call.world.topics[group_id] = [
            _seed_topic(call, group_id, index) for index in range(len(_SEEDED_TITLES))
        ]
    return call.world.topics[group_id]


def _seed_topic(call: MethodCall, group_id: int, index: int) -> Json:
    """Create a past topic: a citizen's question and, usually, the community's answer."""
    chance = call.world.chance("topic", group_id, index)
    author, topic_id = chance.randrange(3, CITIZENS), _FIRST_ID + index
    opened = int(call.world.clock.start - chance.randrange(1, 60) * 86_400)
    topic = _new_topic(topic_id, _SEEDED_TITLES[index], author, opened)
    _append_message(
        call.world, group_id, topic, _new_message(_FIRST_ID + 10 * index, author, opened, _QUESTION)
    )
    if chance.random() < 0.7:
        answered = opened + chance.randrange(1, 20) * 3600
        answer = _new_message(_FIRST_ID + 10 * index + 1, -group_id, answered, _ANSWER)
        _append_message(call.world, group_id, topic, answer)
    return topic


def _new_topic(topic_id: int, title: str, author: int, date: int) -> Json:
    return {
        "id": topic_id,
        "title": title,
        "created": date,
        "created_by": author,
        "updated": date,
        "updated_by": author,
        "is_closed": 0,
        "is_fixed": 0,
    }


def _new_message(message_id: int, author: int, date: int, text: str) -> Json:
    message = {"id": message_id, "from_id": author, "date": date, "text": text}
    return {**message, "can_edit": 0, "attachments": []}


def _append_message(world: World, group_id: int, topic: Json, message: Json) -> None:
    world.replies["topic", group_id, topic["id"]].append(message)
    topic.update(updated=message["date"], updated_by=message["from_id"])


def _write(call: MethodCall, group_id: int, topic: Json, text: str) -> int:
    message_id: int = call.world.new_id()
    message = _new_message(message_id, call.author(group_id), call.now, text)
    message["attachments"] = resolve_comment_attachments(call)
    _append_message(call.world, group_id, topic, message)
    _notify(call, "board_post_new", group_id, topic, message)
    return message_id


def _notify(call: MethodCall, kind: str, group_id: int, topic: Json, message: Json) -> None:
    """Send the community an event about a message."""
    notify_group(call, group_id, kind, {**message, **_topic_ids(group_id, topic)})


def _topic_ids(group_id: int, topic: Json) -> Json:
    return {"topic_owner_id": -group_id, "topic_id": topic["id"]}


def _list_messages(call: MethodCall, group_id: int, topic: Json) -> list[Json]:
    messages = call.world.replies[("topic", group_id, topic["id"])]
    return [message for message in messages if not message.get("_deleted")]


def _find_topic(call: MethodCall) -> tuple[int, Json]:
    group_id, topic_id = call.group_id(), call.number("topic_id")
    topic = next((topic for topic in _list_topics(call, group_id) if topic["id"] == topic_id), None)
    return group_id, topic or call.refuse(104, "Not found")


def _get_managed_topic(call: MethodCall) -> tuple[int, Json]:
    group_id, topic = _find_topic(call)
    call.check_manager(group_id)
    return group_id, topic


@method("board.getTopics", "US")
def get_topics(call: MethodCall) -> Json:
    """Return topics, pinned ones first."""
    group_id, wanted = call.group_id(), call.numbers("topic_ids")
    call.readable(group_id)
    key, reverse = _ORDERS.get(call.number("order", 1), _ORDERS[1])
    topics = [
        topic for topic in _list_topics(call, group_id) if not wanted or topic["id"] in wanted
    ]
    topics.sort(key=lambda topic: topic[key], reverse=reverse)
    topics.sort(key=lambda topic: -topic["is_fixed"])
    page = call.page(topics, count=40, most=100)
    authors = {topic[name] for topic in page["items"] for name in ("created_by", "updated_by")}
    page["items"] = [_show_topic(call, group_id, topic) for topic in page["items"]]
    return {**page, "default_order": 1, "can_add_topics": 1, **show_profiles(call, authors)}


def _show_topic(call: MethodCall, group_id: int, topic: Json) -> Json:
    """Show a topic with its message count and the requested previews."""
    messages, preview = _list_messages(call, group_id, topic), call.number("preview", 0)
    max_length = call.number("preview_length", 90, least=0) or None
    shown = {**topic, "comments": len(messages)}
    if preview & 1 and messages:
        shown["first_comment"] = messages[0]["text"][:max_length]
    if preview & 2 and messages:
        shown["last_comment"] = messages[-1]["text"][:max_length]
    return shown


@method("board.getComments", "US")
def get_comments(call: MethodCall) -> Json:
    """Return the messages of a topic."""
    group_id, topic = _find_topic(call)
    call.readable(group_id)
    newest_first = call.choice("sort", ("asc", "desc"), "asc") == "desc"
    messages = sorted(
        _list_messages(call, group_id, topic),
        key=lambda message: message["id"],
        reverse=newest_first,
    )
    page = call.slice_at(messages, "start_comment_id", count=20, most=100)
    authors = {message["from_id"] for message in page["items"]}
    items: list[Json] = []
    for message in page["items"]:
        can_edit = message["from_id"] == call.caller.id or call.is_manager(group_id)
        shown = {**refresh(call, message), "can_edit": int(can_edit)}
        if call.flag("need_likes"):
            shown["likes"] = show_likes(call, "topic_comment", -group_id, message["id"])
        items.append(shown)
    return {**page, "items": items, **show_profiles(call, authors)}


@method("board.addTopic", "U")
def add_topic(call: MethodCall) -> int:
    """Open a topic."""
    group_id, title = call.group_id(), call.require("title")
    call.readable(group_id)
    if not (call.text("text").strip() or list_comment_attachments(call)):
        call.wrong("text", "is empty")
    topics, topic_id = _list_topics(call, group_id), call.world.new_id()
    topic = _new_topic(topic_id, title, call.author(group_id), call.now)
    _write(call, group_id, topic, read_text(call, "text"))
    topics.append(topic)
    return topic_id


@method("board.createComment", "U")
def create_comment(call: MethodCall) -> int:
    """Write in a topic."""
    group_id, topic = _find_topic(call)
    call.readable(group_id)
    if topic["is_closed"] or call.is_banned(group_id):
        call.refuse(15, "Access denied: topic is closed")
    check_not_empty(call)
    return call.once(lambda: _write(call, group_id, topic, read_text(call)))


def _find_own_message(call: MethodCall, *, deleted: bool = False) -> tuple[int, Json, Json]:
    """Return the message that a call names, written by the caller or in a managed community."""
    group_id, topic = _find_topic(call)
    message_id = call.number("comment_id")
    messages = call.world.replies["topic", group_id, topic["id"]]
    message = next((message for message in messages if message["id"] == message_id), None)
    if message is None or bool(message.get("_deleted")) != deleted:
        call.refuse(104, "Not found")
    if message["from_id"] != call.caller.id:
        call.check_manager(group_id)
    return group_id, topic, message


@method("board.editComment", "U")
def edit_comment(call: MethodCall) -> int:
    """Change a message."""
    group_id, topic, message = _find_own_message(call)
    message["text"] = read_text(call)
    message["attachments"] = resolve_comment_attachments(call)
    _notify(call, "board_post_edit", group_id, topic, message)
    return 1


@method("board.deleteComment", "UG")
def delete_comment(call: MethodCall) -> int:
    """Delete a message."""
    group_id, topic, message = _find_own_message(call)
    message["_deleted"] = True
    event = {**_topic_ids(group_id, topic), "id": message["id"]}
    call.world.tell(group_id, "board_post_delete", event)
    return 1


@method("board.restoreComment", "UG")
def restore_comment(call: MethodCall) -> int:
    """Restore a message."""
    group_id, topic, message = _find_own_message(call, deleted=True)
    message.pop("_deleted")
    _notify(call, "board_post_restore", group_id, topic, message)
    return 1


@method("board.editTopic", "U")
def edit_topic(call: MethodCall) -> int:
    """Rename a topic."""
    _get_managed_topic(call)[1]["title"] = call.require("title")
    return 1


@method("board.deleteTopic", "U")
def delete_topic(call: MethodCall) -> int:
    """Delete a topic."""
    group_id, topic = _get_managed_topic(call)
    call.world.topics[group_id].remove(topic)
    return 1


@method("board.closeTopic", "U")
def close_topic(call: MethodCall) -> int:
    """Close a topic."""
    return _set_flag(call, "is_closed", 1)


@method("board.openTopic", "U")
def open_topic(call: MethodCall) -> int:
    """Open a topic again."""
    return _set_flag(call, "is_closed", 0)


@method("board.fixTopic", "U")
def fix_topic(call: MethodCall) -> int:
    """Pin a topic."""
    return _set_flag(call, "is_fixed", 1)


@method("board.unfixTopic", "U")
def unfix_topic(call: MethodCall) -> int:
    """Unpin a topic."""
    return _set_flag(call, "is_fixed", 0)


def _set_flag(call: MethodCall, name: str, value: int) -> int:
    _get_managed_topic(call)[1][name] = value
    return 1
