"""Discussions: topics and the messages in them; the first message opens the topic."""

from __future__ import annotations

from govpublic_sdk.sandbox.asking import Ask, method
from govpublic_sdk.sandbox.methods.attachments import attached
from govpublic_sdk.sandbox.methods.users import companions
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_ORDERS = {
    1: ("updated", True),
    -1: ("updated", False),
    2: ("created", True),
    -2: ("created", False),
}


def _topics(ask: Ask, number: int) -> list[Json]:
    """The topics of a community, made when first looked at."""
    if number not in ask.world.topics:
        for title in ("Вопросы жителей", "Предложения по благоустройству"):
            _open(ask, number, title, "Вымышленная тема песочницы.", 3, ask.now - 86_400)
    return ask.world.topics[number]


def _open(ask: Ask, number: int, title: str, text: str, author: int, date: int) -> Json:
    topic: Json = {
        "id": ask.world.new_id(),
        "title": title,
        "created": date,
        "created_by": author,
        "updated": date,
        "updated_by": author,
        "is_closed": 0,
        "is_fixed": 0,
        "comments": 1,
    }
    ask.world.topics[number].append(topic)
    _write(ask, number, topic, text, author, date)
    return topic


def _write(ask: Ask, number: int, topic: Json, text: str, author: int, date: int) -> int:
    made: Json = {"id": ask.world.new_id(), "from_id": author, "date": date, "text": text}
    made["attachments"] = attached(ask, ask.words("attachments"))
    ask.world.replies[("topic", number, topic["id"])].append(made)
    topic.update(updated=date, updated_by=author)
    made_id: int = made["id"]
    return made_id


def _messages(ask: Ask, number: int, topic: Json) -> list[Json]:
    everything = ask.world.replies[("topic", number, topic["id"])]
    return [one for one in everything if not one.get("_deleted")]


def _topic(ask: Ask) -> tuple[int, Json]:
    number, wanted = ask.group_id(), ask.number("topic_id")
    found = next((one for one in _topics(ask, number) if one["id"] == wanted), None)
    return number, found or ask.refuse(104, "Not found")


def _managed(ask: Ask) -> tuple[int, Json]:
    number, topic = _topic(ask)
    ask.managed(number)
    return number, topic


@method("board.getTopics", "US")
def get_topics(ask: Ask) -> Json:
    """Topics, pinned ones first."""
    number, wanted = ask.group_id(), ask.numbers("topic_ids")
    key, reverse = _ORDERS.get(ask.number("order", 1), _ORDERS[1])
    found = [one for one in _topics(ask, number) if not wanted or one["id"] in wanted]
    found.sort(key=lambda one: one[key], reverse=reverse)
    found.sort(key=lambda one: -one["is_fixed"])
    page = ask.page(found, count=40, most=100)
    page["items"] = [{**one, "comments": len(_messages(ask, number, one))} for one in page["items"]]
    authors = [one["created_by"] for one in page["items"]]
    return {**page, "default_order": 1, "can_add_topics": 1, **companions(ask, authors)}


@method("board.getComments", "US")
def get_comments(ask: Ask) -> Json:
    """The messages of a topic."""
    number, topic = _topic(ask)
    found = sorted(
        _messages(ask, number, topic), key=lambda one: one["id"], reverse=ask.text("sort") == "desc"
    )
    page = ask.page(found, count=20, most=100)
    return {**page, **companions(ask, [one["from_id"] for one in page["items"]])}


@method("board.addTopic", "U")
def add_topic(ask: Ask) -> int:
    """Open a topic."""
    number, title = ask.group_id(), ask.needed("title")
    _topics(ask, number)
    author = ask.author(number)
    topic_id: int = _open(ask, number, title, ask.text("text"), author, ask.now)["id"]
    return topic_id


@method("board.createComment", "U")
def create_comment(ask: Ask) -> int:
    """Write in a topic."""
    number, topic = _topic(ask)
    if topic["is_closed"]:
        ask.refuse(15, "Access denied: topic is closed")
    if not ask.text("message").strip() and not ask.words("attachments"):
        ask.wrong("message", "is empty")
    author = ask.author(number)
    return ask.once(lambda: _write(ask, number, topic, ask.text("message"), author, ask.now))


def _message(ask: Ask, *, deleted: bool = False) -> Json:
    number, topic = _managed(ask)
    wanted = ask.number("comment_id")
    everything = ask.world.replies[("topic", number, topic["id"])]
    found = next((one for one in everything if one["id"] == wanted), None)
    if found is None or bool(found.get("_deleted")) != deleted:
        ask.refuse(104, "Not found")
    return found


@method("board.editComment", "U")
def edit_comment(ask: Ask) -> int:
    """Change a message."""
    _message(ask)["text"] = ask.text("message")
    return 1


@method("board.deleteComment", "UG")
def delete_comment(ask: Ask) -> int:
    """Delete a message."""
    _message(ask)["_deleted"] = True
    return 1


@method("board.restoreComment", "UG")
def restore_comment(ask: Ask) -> int:
    """Restore a message."""
    _message(ask, deleted=True).pop("_deleted")
    return 1


@method("board.editTopic", "U")
def edit_topic(ask: Ask) -> int:
    """Rename a topic."""
    _managed(ask)[1]["title"] = ask.needed("title")
    return 1


@method("board.deleteTopic", "U")
def delete_topic(ask: Ask) -> int:
    """Delete a topic."""
    number, topic = _managed(ask)
    ask.world.topics[number].remove(topic)
    return 1


@method("board.closeTopic", "U")
def close_topic(ask: Ask) -> int:
    """Close a topic."""
    return _set(ask, "is_closed", 1)


@method("board.openTopic", "U")
def open_topic(ask: Ask) -> int:
    """Open a topic again."""
    return _set(ask, "is_closed", 0)


@method("board.fixTopic", "U")
def fix_topic(ask: Ask) -> int:
    """Pin a topic."""
    return _set(ask, "is_fixed", 1)


@method("board.unfixTopic", "U")
def unfix_topic(ask: Ask) -> int:
    """Unpin a topic."""
    return _set(ask, "is_fixed", 0)


def _set(ask: Ask, name: str, value: int) -> int:
    _managed(ask)[1][name] = value
    return 1
