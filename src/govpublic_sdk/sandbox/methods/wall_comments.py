"""Comments below posts, with threads one level deep."""

from __future__ import annotations

from govpublic_sdk.sandbox.engagement import below, by_id, comment
from govpublic_sdk.sandbox.methods.attachments import refresh, tell
from govpublic_sdk.sandbox.methods.likes import like_info
from govpublic_sdk.sandbox.methods.texts import comment_attachments, text_of, words_below
from govpublic_sdk.sandbox.methods.users import companions
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_REASONS = ("0", "1", "2", "3", "4", "5", "6", "8", "11")


def _post(ask: MethodCall) -> Json:
    number = -ask.number("owner_id", -ask.caller.id)
    if number not in ask.world.publics:
        ask.wrong("owner_id")
    ask.readable(number)
    found = ask.world.post(number, ask.number("post_id"))
    return found or ask.refuse(212, "Access to post comments denied")


def _visible(ask: MethodCall, post: Json) -> list[Json]:
    """Comments that are there by now; deleted ones only while they hold a thread."""
    come = [one for one in below(ask.world, post) if one["date"] <= ask.now]
    answered = {parent for one in come if not one.get("deleted") for parent in one["parents_stack"]}
    return [one for one in come if not one.get("deleted") or one["id"] in answered]


@method("wall.getComments", "US")
def get_comments(ask: MethodCall) -> Json:
    """Comments of a post, or the answers to one of them."""
    post = _post(ask)
    everything, parent = _visible(ask, post), ask.number("comment_id", 0)
    level = [one for one in everything if one["parents_stack"] == ([parent] if parent else [])]
    newest_first = ask.choice("sort", ("asc", "desc", "smart"), "asc") == "desc"
    level.sort(key=lambda one: one["id"], reverse=newest_first)
    page = ask.slice_at(level, "start_comment_id", count=10, most=100)
    page["items"] = [_show_comment(ask, one, everything) for one in page["items"]]
    threads = [one for top in page["items"] for one in top.get("thread", {}).get("items", ())]
    authors = {one["from_id"] for one in (*page["items"], *threads) if "from_id" in one}
    return {
        **page,
        "count": len(everything),
        "current_level_count": len(level),
        "can_post": not post.get("_closed", False),
        "show_reply_button": True,
        "groups_can_post": True,
        **companions(ask, authors),
    }


def _show_comment(ask: MethodCall, one: Json, everything: list[Json]) -> Json:
    if one.get("deleted"):
        gone = {name: one[name] for name in ("id", "date", "deleted", "parents_stack")}
        return {**gone, "thread": _thread(ask, one, everything)}
    shown = {**refresh(ask, one), **_show_likes(ask, one)}
    if not one["parents_stack"]:
        shown["thread"] = _thread(ask, one, everything)
    return shown


def _thread(ask: MethodCall, one: Json, everything: list[Json]) -> Json:
    answers = [answer for answer in everything if answer["parents_stack"] == [one["id"]]]
    most = ask.number("thread_items_count", 0, most=10, least=0)
    items = [{**refresh(ask, one), **_show_likes(ask, one)} for one in answers[:most]]
    return {"count": len(answers), "items": items, "can_post": True, "show_reply_button": True}


def _show_likes(ask: MethodCall, one: Json) -> Json:
    if not ask.flag("need_likes"):
        return {}
    return {"likes": like_info(ask, "comment", one["owner_id"], one["id"])}


@method("wall.getComment", "U")
def get_comment(ask: MethodCall) -> Json:
    """One comment."""
    found = _find(ask)
    return {"items": [refresh(ask, found)], **companions(ask, [found["from_id"]])}


@method("wall.createComment", "UG")
def create_comment(ask: MethodCall) -> Json:
    """Write a comment, as a person or as a community."""
    post = _post(ask)
    if post.get("_closed") or ask.is_banned(-post["owner_id"]):
        ask.refuse(213, "Access to status replies denied")
    if not (ask.text("message").strip() or words_below(ask) or ask.text("sticker_id")):
        ask.wrong("message", "is empty")
    number = ask.once(lambda: _write(ask, post))
    written = next(one for one in below(ask.world, post) if one["id"] == number)
    return {"comment_id": number, "parents_stack": written["parents_stack"]}


def _write(ask: MethodCall, post: Json) -> int:
    community = ask.number("from_group", ask.caller.id if ask.caller.kind == "G" else 0)
    if community:
        ask.check_manager(ask.existing_group(community, "from_group"))
    author = -community if community else ask.caller.id
    number: int = ask.world.new_id()
    made = comment(post, number, author, ask.now, text_of(ask))
    made["attachments"] = comment_attachments(ask)
    made.update(_replying(ask, post))
    below(ask.world, post).append(made)
    _tell(ask, "wall_reply_new", made)
    return number


def _tell(ask: MethodCall, kind: str, one: Json) -> None:
    """Tell the community what became of a comment."""
    shown = {**one, "thread": {"count": one["thread"]["count"]}, "post_owner_id": one["owner_id"]}
    tell(ask, -one["owner_id"], kind, shown)


def _replying(ask: MethodCall, post: Json) -> Json:
    answered = ask.number("reply_to_comment", 0)
    if not answered:
        return {}
    parent = next((one for one in _visible(ask, post) if one["id"] == answered), None)
    if parent is None:
        ask.wrong("reply_to_comment")
    return {
        "parents_stack": parent["parents_stack"] or [answered],
        "reply_to_comment": answered,
        "reply_to_user": parent["from_id"],
    }


def _find(ask: MethodCall, *, deleted: bool = False) -> Json:
    owner = ask.number("owner_id", -ask.caller.id)
    found = by_id(ask.world, owner, ask.number("comment_id"))
    if found is None or found["date"] > ask.now or bool(found.get("deleted")) != deleted:
        ask.refuse(104, "Not found")
    return found


def _own(ask: MethodCall, *, deleted: bool = False) -> Json:
    found = _find(ask, deleted=deleted)
    if found["from_id"] != ask.caller.id and not ask.is_manager(-found["owner_id"]):
        ask.refuse(211, "Access to wall's comment denied")
    return found


@method("wall.editComment", "U")
def edit_comment(ask: MethodCall) -> int:
    """Change a comment."""
    found = _own(ask)
    if found["from_id"] > 0 and found["from_id"] != ask.caller.id:
        ask.refuse(15, "Access denied: only own comments can be edited")
    found["text"] = text_of(ask)
    found["attachments"] = comment_attachments(ask)
    _tell(ask, "wall_reply_edit", found)
    return 1


@method("wall.deleteComment", "U")
def delete_comment(ask: MethodCall) -> int:
    """Delete a comment."""
    found = _own(ask)
    found["deleted"] = True
    told = {name: found[name] for name in ("owner_id", "id", "post_id")}
    ask.world.tell(-found["owner_id"], "wall_reply_delete", {**told, "deleter_id": ask.caller.id})
    return 1


@method("wall.restoreComment", "U")
def restore_comment(ask: MethodCall) -> int:
    """Restore a deleted comment."""
    found = _own(ask, deleted=True)
    found.pop("deleted")
    _tell(ask, "wall_reply_restore", found)
    return 1


@method("wall.reportComment", "U")
def report_comment(ask: MethodCall) -> int:
    """Complain of a comment."""
    ask.choice("reason", _REASONS, "")
    _find(ask)
    return 1
