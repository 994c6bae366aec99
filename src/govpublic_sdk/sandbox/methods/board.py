"""Discussions: topics and the messages in them; the first message opens the topic."""

from __future__ import annotations

from govpublic_sdk.sandbox.audience import CITIZENS
from govpublic_sdk.sandbox.methods.attachments import refresh, tell
from govpublic_sdk.sandbox.methods.likes import like_info
from govpublic_sdk.sandbox.methods.texts import comment_attachments, text_of, words_below
from govpublic_sdk.sandbox.methods.users import companions
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json, World

__all__: list[str] = []

_SEEDED = ("Вопросы жителей", "Предложения по благоустройству")
_QUESTION = "Вымышленный вопрос жителя: когда начнутся работы?"
_ANSWER = "Вымышленный ответ: работы начнутся по графику."
_FIRST = 1_001
_ORDERS = {
    1: ("updated", True),
    -1: ("updated", False),
    2: ("created", True),
    -2: ("created", False),
}


def _topics(ask: MethodCall, number: int) -> list[Json]:
    """The topics of a community, made when first looked at."""
    if number not in ask.world.topics:
        ask.world.topics[number] = [
            _make_topic(ask, number, place) for place in range(len(_SEEDED))
        ]
    return ask.world.topics[number]


def _make_topic(ask: MethodCall, number: int, place: int) -> Json:
    """A topic that was there before: a question of a citizen, and the community's answer."""
    chance = ask.world.chance("topic", number, place)
    author, topic_id = chance.randrange(3, CITIZENS), _FIRST + place
    opened = int(ask.world.clock.start - chance.randrange(1, 60) * 86_400)
    topic = _new(topic_id, _SEEDED[place], author, opened)
    _add(ask.world, number, topic, _message(_FIRST + 10 * place, author, opened, _QUESTION))
    if chance.random() < 0.7:
        answered = opened + chance.randrange(1, 20) * 3600
        answer = _message(_FIRST + 10 * place + 1, -number, answered, _ANSWER)
        _add(ask.world, number, topic, answer)
    return topic


def _new(topic_id: int, title: str, author: int, date: int) -> Json:
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


def _message(number: int, author: int, date: int, text: str) -> Json:
    made = {"id": number, "from_id": author, "date": date, "text": text}
    return {**made, "can_edit": 0, "attachments": []}


def _add(world: World, number: int, topic: Json, message: Json) -> None:
    world.replies["topic", number, topic["id"]].append(message)
    topic.update(updated=message["date"], updated_by=message["from_id"])


def _write(ask: MethodCall, number: int, topic: Json, text: str) -> int:
    message_id: int = ask.world.new_id()
    made = _message(message_id, ask.author(number), ask.now, text)
    made["attachments"] = comment_attachments(ask)
    _add(ask.world, number, topic, made)
    _tell(ask, "board_post_new", number, topic, made)
    return message_id


def _tell(ask: MethodCall, kind: str, number: int, topic: Json, message: Json) -> None:
    """Tell the community what became of a message."""
    tell(ask, number, kind, {**message, **_place(number, topic)})


def _place(number: int, topic: Json) -> Json:
    return {"topic_owner_id": -number, "topic_id": topic["id"]}


def _messages(ask: MethodCall, number: int, topic: Json) -> list[Json]:
    everything = ask.world.replies[("topic", number, topic["id"])]
    return [one for one in everything if not one.get("_deleted")]


def _topic(ask: MethodCall) -> tuple[int, Json]:
    number, wanted = ask.group_id(), ask.number("topic_id")
    found = next((topic for topic in _topics(ask, number) if topic["id"] == wanted), None)
    return number, found or ask.refuse(104, "Not found")


def _get_managed_topic(ask: MethodCall) -> tuple[int, Json]:
    number, topic = _topic(ask)
    ask.check_manager(number)
    return number, topic


@method("board.getTopics", "US")
def get_topics(ask: MethodCall) -> Json:
    """Topics, pinned ones first."""
    number, wanted = ask.group_id(), ask.numbers("topic_ids")
    ask.readable(number)
    key, reverse = _ORDERS.get(ask.number("order", 1), _ORDERS[1])
    found = [topic for topic in _topics(ask, number) if not wanted or topic["id"] in wanted]
    found.sort(key=lambda one: one[key], reverse=reverse)
    found.sort(key=lambda one: -one["is_fixed"])
    page = ask.page(found, count=40, most=100)
    authors = {one[name] for one in page["items"] for name in ("created_by", "updated_by")}
    page["items"] = [_preview(ask, number, one) for one in page["items"]]
    return {**page, "default_order": 1, "can_add_topics": 1, **companions(ask, authors)}


def _preview(ask: MethodCall, number: int, topic: Json) -> Json:
    """A topic with its number of messages, and with the first and the last one if wanted."""
    messages, wanted = _messages(ask, number, topic), ask.number("preview", 0)
    longest = ask.number("preview_length", 90, least=0) or None
    shown = {**topic, "comments": len(messages)}
    if wanted & 1 and messages:
        shown["first_comment"] = messages[0]["text"][:longest]
    if wanted & 2 and messages:
        shown["last_comment"] = messages[-1]["text"][:longest]
    return shown


@method("board.getComments", "US")
def get_comments(ask: MethodCall) -> Json:
    """The messages of a topic."""
    number, topic = _topic(ask)
    ask.readable(number)
    newest_first = ask.choice("sort", ("asc", "desc"), "asc") == "desc"
    found = sorted(_messages(ask, number, topic), key=lambda one: one["id"], reverse=newest_first)
    page = ask.slice_at(found, "start_comment_id", count=20, most=100)
    authors = {one["from_id"] for one in page["items"]}
    page["items"] = [_show_message(ask, number, one) for one in page["items"]]
    return {**page, **companions(ask, authors)}


def _show_message(ask: MethodCall, number: int, message: Json) -> Json:
    own = message["from_id"] == ask.caller.id or ask.is_manager(number)
    shown = {**refresh(ask, message), "can_edit": int(own)}
    if ask.flag("need_likes"):
        shown["likes"] = like_info(ask, "topic_comment", -number, message["id"])
    return shown


@method("board.addTopic", "U")
def add_topic(ask: MethodCall) -> int:
    """Open a topic."""
    number, title = ask.group_id(), ask.require("title")
    ask.readable(number)
    if not (ask.text("text").strip() or words_below(ask)):
        ask.wrong("text", "is empty")
    topics, topic_id = _topics(ask, number), ask.world.new_id()
    topic = _new(topic_id, title, ask.author(number), ask.now)
    _write(ask, number, topic, text_of(ask, "text"))
    topics.append(topic)
    return topic_id


@method("board.createComment", "U")
def create_comment(ask: MethodCall) -> int:
    """Write in a topic."""
    number, topic = _topic(ask)
    ask.readable(number)
    if topic["is_closed"] or ask.is_banned(number):
        ask.refuse(15, "Access denied: topic is closed")
    if not (ask.text("message").strip() or words_below(ask) or ask.text("sticker_id")):
        ask.wrong("message", "is empty")
    return ask.once(lambda: _write(ask, number, topic, text_of(ask)))


def _own(ask: MethodCall, *, deleted: bool = False) -> tuple[int, Json, Json]:
    """The message that a call names, which must be the caller's or in a managed community."""
    number, topic = _topic(ask)
    wanted = ask.number("comment_id")
    everything = ask.world.replies["topic", number, topic["id"]]
    found = next((one for one in everything if one["id"] == wanted), None)
    if found is None or bool(found.get("_deleted")) != deleted:
        ask.refuse(104, "Not found")
    if found["from_id"] != ask.caller.id:
        ask.check_manager(number)
    return number, topic, found


@method("board.editComment", "U")
def edit_comment(ask: MethodCall) -> int:
    """Change a message."""
    number, topic, found = _own(ask)
    found["text"] = text_of(ask)
    found["attachments"] = comment_attachments(ask)
    _tell(ask, "board_post_edit", number, topic, found)
    return 1


@method("board.deleteComment", "UG")
def delete_comment(ask: MethodCall) -> int:
    """Delete a message."""
    number, topic, found = _own(ask)
    found["_deleted"] = True
    told = {**_place(number, topic), "id": found["id"]}
    ask.world.tell(number, "board_post_delete", told)
    return 1


@method("board.restoreComment", "UG")
def restore_comment(ask: MethodCall) -> int:
    """Restore a message."""
    number, topic, found = _own(ask, deleted=True)
    found.pop("_deleted")
    _tell(ask, "board_post_restore", number, topic, found)
    return 1


@method("board.editTopic", "U")
def edit_topic(ask: MethodCall) -> int:
    """Rename a topic."""
    _get_managed_topic(ask)[1]["title"] = ask.require("title")
    return 1


@method("board.deleteTopic", "U")
def delete_topic(ask: MethodCall) -> int:
    """Delete a topic."""
    number, topic = _get_managed_topic(ask)
    ask.world.topics[number].remove(topic)
    return 1


@method("board.closeTopic", "U")
def close_topic(ask: MethodCall) -> int:
    """Close a topic."""
    return _set(ask, "is_closed", 1)


@method("board.openTopic", "U")
def open_topic(ask: MethodCall) -> int:
    """Open a topic again."""
    return _set(ask, "is_closed", 0)


@method("board.fixTopic", "U")
def fix_topic(ask: MethodCall) -> int:
    """Pin a topic."""
    return _set(ask, "is_fixed", 1)


@method("board.unfixTopic", "U")
def unfix_topic(ask: MethodCall) -> int:
    """Unpin a topic."""
    return _set(ask, "is_fixed", 0)


def _set(ask: MethodCall, name: str, value: int) -> int:
    _get_managed_topic(ask)[1][name] = value
    return 1
