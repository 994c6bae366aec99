"""Comments below posts, with threads one level deep."""

from __future__ import annotations

from govpublic_sdk.sandbox.asking import Ask, method
from govpublic_sdk.sandbox.methods.attachments import attached
from govpublic_sdk.sandbox.methods.users import companions
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


def _post(ask: Ask) -> Json:
    number = -ask.number("owner_id", -ask.caller.id)
    if number not in ask.world.publics:
        ask.wrong("owner_id")
    ask.readable(number)
    found = ask.world.post(number, ask.number("post_id"))
    return found or ask.refuse(212, "Access to post comments denied")


def _below(ask: Ask, post: Json) -> list[Json]:
    """The comments of a post, made when first looked at."""
    key = ("post", post["owner_id"], post["id"])
    if key not in ask.world.replies:
        chance = ask.world.chance("comments", *key)
        ask.world.replies[key] = [
            _comment(ask, post, chance.randrange(3, 200), post["date"] + 600 * (place + 1))
            for place in range(chance.randrange(6))
        ]
    return ask.world.replies[key]


def _comment(ask: Ask, post: Json, author: int, date: int, text: str = "") -> Json:
    return {
        "id": ask.world.new_id(),
        "from_id": author,
        "date": date,
        "text": text or "Вымышленный комментарий жителя.",
        "post_id": post["id"],
        "owner_id": post["owner_id"],
        "parents_stack": [],
        "attachments": [],
        "thread": {"count": 0, "items": [], "can_post": True, "show_reply_button": True},
    }


@method("wall.getComments", "US")
def get_comments(ask: Ask) -> Json:
    """Comments of a post, or the answers to one of them."""
    post = _post(ask)
    everything = _below(ask, post)
    parent = ask.number("comment_id", 0)
    level = [one for one in everything if one["parents_stack"] == ([parent] if parent else [])]
    level.sort(key=lambda one: one["id"], reverse=ask.text("sort") == "desc")
    page = ask.page(level, count=10, most=100)
    page["items"] = [_looked_at(ask, one, everything) for one in page["items"]]
    rest = {
        "current_level_count": page["count"],
        "can_post": not post.get("_closed", False),
        "show_reply_button": True,
        "groups_can_post": True,
    }
    authors = [one["from_id"] for one in page["items"] if "from_id" in one]
    return {**page, "count": len(everything), **rest, **companions(ask, authors)}


def _looked_at(ask: Ask, comment: Json, everything: list[Json]) -> Json:
    if comment.get("deleted"):
        return {name: comment[name] for name in ("id", "date", "deleted")}
    answers = [one for one in everything if one["parents_stack"] == [comment["id"]]]
    most = ask.number("thread_items_count", 0, most=10, least=0)
    shown = {**comment, "thread": {**comment["thread"], "count": len(answers)}}
    shown["thread"]["items"] = answers[:most]
    if ask.flag("need_likes"):
        shown["likes"] = {"count": 0, "user_likes": 0, "can_like": 1, "can_publish": 0}
    return shown


@method("wall.getComment", "U")
def get_comment(ask: Ask) -> Json:
    """One comment."""
    found = _find(ask)
    return {"items": [found], **companions(ask, [found["from_id"]])}


@method("wall.createComment", "UG")
def create_comment(ask: Ask) -> Json:
    """Write a comment, as a person or as a community."""
    post = _post(ask)
    if post.get("_closed"):
        ask.refuse(213, "Access to status replies denied")
    if not ask.text("message").strip() and not ask.words("attachments"):
        ask.wrong("message", "is empty")
    number = ask.once(lambda: _write(ask, post))
    written = next(one for one in _below(ask, post) if one["id"] == number)
    return {"comment_id": number, "parents_stack": written["parents_stack"]}


def _write(ask: Ask, post: Json) -> int:
    community = ask.number("from_group", ask.caller.id if ask.caller.kind == "G" else 0)
    if community:
        ask.managed(community)
    author = -community if community else ask.caller.id
    made = _comment(ask, post, author, ask.now, ask.text("message") or " ")
    made["attachments"] = attached(ask, ask.words("attachments"))
    answered = ask.number("reply_to_comment", 0)
    if answered:
        parent = next((one for one in _below(ask, post) if one["id"] == answered), None)
        if parent is None:
            ask.wrong("reply_to_comment")
        made["parents_stack"] = parent["parents_stack"] or [answered]
        made["reply_to_comment"] = answered
        made["reply_to_user"] = parent["from_id"]
    _below(ask, post).append(made)
    number: int = made["id"]
    return number


def _find(ask: Ask) -> Json:
    owner, wanted = ask.number("owner_id", -ask.caller.id), ask.number("comment_id")
    for (kind, of, _), comments in ask.world.replies.items():
        if (kind, of) == ("post", owner):
            for one in comments:
                if one["id"] == wanted and not one.get("deleted"):
                    return one
    return ask.refuse(104, "Not found")


def _own(ask: Ask) -> Json:
    found = _find(ask)
    if found["from_id"] != ask.caller.id:
        ask.managed(-found["owner_id"])
    return found


@method("wall.editComment", "U")
def edit_comment(ask: Ask) -> int:
    """Change a comment."""
    found = _own(ask)
    found["text"] = ask.text("message")
    found["attachments"] = attached(ask, ask.words("attachments"))
    return 1


@method("wall.deleteComment", "U")
def delete_comment(ask: Ask) -> int:
    """Delete a comment."""
    _own(ask)["deleted"] = True
    return 1


@method("wall.restoreComment", "U")
def restore_comment(ask: Ask) -> int:
    """Restore a deleted comment."""
    owner, wanted = ask.number("owner_id", -ask.caller.id), ask.number("comment_id")
    ask.managed(-owner)
    for (kind, of, _), comments in ask.world.replies.items():
        for one in comments if (kind, of) == ("post", owner) else []:
            if one["id"] == wanted and one.pop("deleted", False):
                return 1
    return ask.refuse(104, "Not found")
