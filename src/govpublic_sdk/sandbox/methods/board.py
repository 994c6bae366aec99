"""Discussions: topics and their messages. The first message opens the topic."""

from __future__ import annotations

from govpublic_sdk.sandbox.audience import CITIZENS
from govpublic_sdk.sandbox.methods.attachments import notify_group, refresh
from govpublic_sdk.sandbox.methods.likes import show_likes
from govpublic_sdk.sandbox.methods.texts import (
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


def _list_topics(ask: MethodCall, group_id: int) -> list[Json]:
    """Return the topics of a community and seed them on the first call."""
    if group_id not in ask.world.topics:
        ask.world.topics[group_id] = [
            _seed_topic(ask, group_id, index) for index in range(len(_SEEDED_TITLES))
        ]
    return ask.world.topics[group_id]


def _seed_topic(ask: MethodCall, group_id: int, index: int) -> Json:
    """Create a past topic: a citizen's question and, usually, the community's answer."""
    chance = ask.world.chance("topic", group_id, index)
    author, topic_id = chance.randrange(3, CITIZENS), _FIRST_ID + index
    opened = int(ask.world.clock.start - chance.randrange(1, 60) * 86_400)
    topic = _new_topic(topic_id, _SEEDED_TITLES[index], author, opened)
    _append_message(
        ask.world, group_id, topic, _new_message(_FIRST_ID + 10 * index, author, opened, _QUESTION)
    )
    if chance.random() < 0.7:
        answered = opened + chance.randrange(1, 20) * 3600
        answer = _new_message(_FIRST_ID + 10 * index + 1, -group_id, answered, _ANSWER)
        _append_message(ask.world, group_id, topic, answer)
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


def _write(ask: MethodCall, group_id: int, topic: Json, text: str) -> int:
    message_id: int = ask.world.new_id()
    message = _new_message(message_id, ask.author(group_id), ask.now, text)
    message["attachments"] = resolve_comment_attachments(ask)
    _append_message(ask.world, group_id, topic, message)
    _notify(ask, "board_post_new", group_id, topic, message)
    return message_id


def _notify(ask: MethodCall, kind: str, group_id: int, topic: Json, message: Json) -> None:
    """Send the community an event about a message."""
    notify_group(ask, group_id, kind, {**message, **_topic_ids(group_id, topic)})


def _topic_ids(group_id: int, topic: Json) -> Json:
    return {"topic_owner_id": -group_id, "topic_id": topic["id"]}


def _list_messages(ask: MethodCall, group_id: int, topic: Json) -> list[Json]:
    messages = ask.world.replies[("topic", group_id, topic["id"])]
    return [message for message in messages if not message.get("_deleted")]


def _find_topic(ask: MethodCall) -> tuple[int, Json]:
    group_id, topic_id = ask.group_id(), ask.number("topic_id")
    topic = next((topic for topic in _list_topics(ask, group_id) if topic["id"] == topic_id), None)
    return group_id, topic or ask.refuse(104, "Not found")


def _get_managed_topic(ask: MethodCall) -> tuple[int, Json]:
    group_id, topic = _find_topic(ask)
    ask.check_manager(group_id)
    return group_id, topic


@method("board.getTopics", "US")
def get_topics(ask: MethodCall) -> Json:
    """Return topics, pinned ones first."""
    group_id, wanted = ask.group_id(), ask.numbers("topic_ids")
    ask.readable(group_id)
    key, reverse = _ORDERS.get(ask.number("order", 1), _ORDERS[1])
    topics = [topic for topic in _list_topics(ask, group_id) if not wanted or topic["id"] in wanted]
    topics.sort(key=lambda topic: topic[key], reverse=reverse)
    topics.sort(key=lambda topic: -topic["is_fixed"])
    page = ask.page(topics, count=40, most=100)
    authors = {topic[name] for topic in page["items"] for name in ("created_by", "updated_by")}
    page["items"] = [_preview(ask, group_id, topic) for topic in page["items"]]
    return {**page, "default_order": 1, "can_add_topics": 1, **show_profiles(ask, authors)}


def _preview(ask: MethodCall, group_id: int, topic: Json) -> Json:
    """Show a topic with its message count and the requested previews."""
    messages, preview = _list_messages(ask, group_id, topic), ask.number("preview", 0)
    max_length = ask.number("preview_length", 90, least=0) or None
    shown = {**topic, "comments": len(messages)}
    if preview & 1 and messages:
        shown["first_comment"] = messages[0]["text"][:max_length]
    if preview & 2 and messages:
        shown["last_comment"] = messages[-1]["text"][:max_length]
    return shown


@method("board.getComments", "US")
def get_comments(ask: MethodCall) -> Json:
    """Return the messages of a topic."""
    group_id, topic = _find_topic(ask)
    ask.readable(group_id)
    newest_first = ask.choice("sort", ("asc", "desc"), "asc") == "desc"
    messages = sorted(
        _list_messages(ask, group_id, topic),
        key=lambda message: message["id"],
        reverse=newest_first,
    )
    page = ask.slice_at(messages, "start_comment_id", count=20, most=100)
    authors = {message["from_id"] for message in page["items"]}
    page["items"] = [_show_message(ask, group_id, message) for message in page["items"]]
    return {**page, **show_profiles(ask, authors)}


def _show_message(ask: MethodCall, group_id: int, message: Json) -> Json:
    own = message["from_id"] == ask.caller.id or ask.is_manager(group_id)
    shown = {**refresh(ask, message), "can_edit": int(own)}
    if ask.flag("need_likes"):
        shown["likes"] = show_likes(ask, "topic_comment", -group_id, message["id"])
    return shown


@method("board.addTopic", "U")
def add_topic(ask: MethodCall) -> int:
    """Open a topic."""
    group_id, title = ask.group_id(), ask.require("title")
    ask.readable(group_id)
    if not (ask.text("text").strip() or list_comment_attachments(ask)):
        ask.wrong("text", "is empty")
    topics, topic_id = _list_topics(ask, group_id), ask.world.new_id()
    topic = _new_topic(topic_id, title, ask.author(group_id), ask.now)
    _write(ask, group_id, topic, read_text(ask, "text"))
    topics.append(topic)
    return topic_id


@method("board.createComment", "U")
def create_comment(ask: MethodCall) -> int:
    """Write in a topic."""
    group_id, topic = _find_topic(ask)
    ask.readable(group_id)
    if topic["is_closed"] or ask.is_banned(group_id):
        ask.refuse(15, "Access denied: topic is closed")
    if not (ask.text("message").strip() or list_comment_attachments(ask) or ask.text("sticker_id")):
        ask.wrong("message", "is empty")
    return ask.once(lambda: _write(ask, group_id, topic, read_text(ask)))


def _find_own_message(ask: MethodCall, *, deleted: bool = False) -> tuple[int, Json, Json]:
    """Return the message that a call names, written by the caller or in a managed community."""
    group_id, topic = _find_topic(ask)
    message_id = ask.number("comment_id")
    messages = ask.world.replies["topic", group_id, topic["id"]]
    message = next((message for message in messages if message["id"] == message_id), None)
    if message is None or bool(message.get("_deleted")) != deleted:
        ask.refuse(104, "Not found")
    if message["from_id"] != ask.caller.id:
        ask.check_manager(group_id)
    return group_id, topic, message


@method("board.editComment", "U")
def edit_comment(ask: MethodCall) -> int:
    """Change a message."""
    group_id, topic, message = _find_own_message(ask)
    message["text"] = read_text(ask)
    message["attachments"] = resolve_comment_attachments(ask)
    _notify(ask, "board_post_edit", group_id, topic, message)
    return 1


@method("board.deleteComment", "UG")
def delete_comment(ask: MethodCall) -> int:
    """Delete a message."""
    group_id, topic, message = _find_own_message(ask)
    message["_deleted"] = True
    event = {**_topic_ids(group_id, topic), "id": message["id"]}
    ask.world.tell(group_id, "board_post_delete", event)
    return 1


@method("board.restoreComment", "UG")
def restore_comment(ask: MethodCall) -> int:
    """Restore a message."""
    group_id, topic, message = _find_own_message(ask, deleted=True)
    message.pop("_deleted")
    _notify(ask, "board_post_restore", group_id, topic, message)
    return 1


@method("board.editTopic", "U")
def edit_topic(ask: MethodCall) -> int:
    """Rename a topic."""
    _get_managed_topic(ask)[1]["title"] = ask.require("title")
    return 1


@method("board.deleteTopic", "U")
def delete_topic(ask: MethodCall) -> int:
    """Delete a topic."""
    group_id, topic = _get_managed_topic(ask)
    ask.world.topics[group_id].remove(topic)
    return 1


@method("board.closeTopic", "U")
def close_topic(ask: MethodCall) -> int:
    """Close a topic."""
    return _set_flag(ask, "is_closed", 1)


@method("board.openTopic", "U")
def open_topic(ask: MethodCall) -> int:
    """Open a topic again."""
    return _set_flag(ask, "is_closed", 0)


@method("board.fixTopic", "U")
def fix_topic(ask: MethodCall) -> int:
    """Pin a topic."""
    return _set_flag(ask, "is_fixed", 1)


@method("board.unfixTopic", "U")
def unfix_topic(ask: MethodCall) -> int:
    """Unpin a topic."""
    return _set_flag(ask, "is_fixed", 0)


def _set_flag(ask: MethodCall, name: str, value: int) -> int:
    _get_managed_topic(ask)[1][name] = value
    return 1
