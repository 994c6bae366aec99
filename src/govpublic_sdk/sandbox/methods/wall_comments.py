"""Comments on posts, with threads one level deep."""

from __future__ import annotations

from govpublic_sdk.sandbox.engagement import below, by_id, comment
from govpublic_sdk.sandbox.methods.attachments import notify_group, refresh
from govpublic_sdk.sandbox.methods.likes import show_likes
from govpublic_sdk.sandbox.methods.texts import (
    list_comment_attachments,
    read_text,
    resolve_comment_attachments,
)
from govpublic_sdk.sandbox.methods.users import show_profiles
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_REASONS = ("0", "1", "2", "3", "4", "5", "6", "8", "11")


def _find_post(ask: MethodCall) -> Json:
    group_id = -ask.number("owner_id", -ask.caller.id)
    if group_id not in ask.world.publics:
        ask.wrong("owner_id")
    ask.readable(group_id)
    post = ask.world.post(group_id, ask.number("post_id"))
    return post or ask.refuse(212, "Access to post comments denied")


def _list_visible(ask: MethodCall, post: Json) -> list[Json]:
    """List published comments, and deleted ones that still have a thread."""
    published = [comment for comment in below(ask.world, post) if comment["date"] <= ask.now]
    with_thread = {
        parent
        for comment in published
        if not comment.get("deleted")
        for parent in comment["parents_stack"]
    }
    return [
        comment
        for comment in published
        if not comment.get("deleted") or comment["id"] in with_thread
    ]


@method("wall.getComments", "US")
def get_comments(ask: MethodCall) -> Json:
    """Return the comments on a post, or the replies to one of them."""
    post = _find_post(ask)
    visible, parent = _list_visible(ask, post), ask.number("comment_id", 0)
    level = [
        comment for comment in visible if comment["parents_stack"] == ([parent] if parent else [])
    ]
    newest_first = ask.choice("sort", ("asc", "desc", "smart"), "asc") == "desc"
    level.sort(key=lambda comment: comment["id"], reverse=newest_first)
    page = ask.slice_at(level, "start_comment_id", count=10, most=100)
    page["items"] = [_show_comment(ask, comment, visible) for comment in page["items"]]
    threads = [
        comment for top in page["items"] for comment in top.get("thread", {}).get("items", ())
    ]
    authors = {comment["from_id"] for comment in (*page["items"], *threads) if "from_id" in comment}
    return {
        **page,
        "count": len(visible),
        "current_level_count": len(level),
        "can_post": not post.get("_closed", False),
        "show_reply_button": True,
        "groups_can_post": True,
        **show_profiles(ask, authors),
    }


def _show_comment(ask: MethodCall, comment: Json, visible: list[Json]) -> Json:
    if comment.get("deleted"):
        tombstone = {name: comment[name] for name in ("id", "date", "deleted", "parents_stack")}
        return {**tombstone, "thread": _show_thread(ask, comment, visible)}
    shown = {**refresh(ask, comment), **_show_likes_if_wanted(ask, comment)}
    if not comment["parents_stack"]:
        shown["thread"] = _show_thread(ask, comment, visible)
    return shown


def _show_thread(ask: MethodCall, comment: Json, visible: list[Json]) -> Json:
    replies = [reply for reply in visible if reply["parents_stack"] == [comment["id"]]]
    max_items = ask.number("thread_items_count", 0, most=10, least=0)
    items = [
        {**refresh(ask, comment), **_show_likes_if_wanted(ask, comment)}
        for comment in replies[:max_items]
    ]
    return {"count": len(replies), "items": items, "can_post": True, "show_reply_button": True}


def _show_likes_if_wanted(ask: MethodCall, comment: Json) -> Json:
    if not ask.flag("need_likes"):
        return {}
    return {"likes": show_likes(ask, "comment", comment["owner_id"], comment["id"])}


@method("wall.getComment", "U")
def get_comment(ask: MethodCall) -> Json:
    """Return a comment."""
    comment = _find(ask)
    return {"items": [refresh(ask, comment)], **show_profiles(ask, [comment["from_id"]])}


@method("wall.createComment", "UG")
def create_comment(ask: MethodCall) -> Json:
    """Write a comment, as a person or as a community."""
    post = _find_post(ask)
    if post.get("_closed") or ask.is_banned(-post["owner_id"]):
        ask.refuse(213, "Access to status replies denied")
    if not (ask.text("message").strip() or list_comment_attachments(ask) or ask.text("sticker_id")):
        ask.wrong("message", "is empty")
    comment_id = ask.once(lambda: _write(ask, post))
    created = next(comment for comment in below(ask.world, post) if comment["id"] == comment_id)
    return {"comment_id": comment_id, "parents_stack": created["parents_stack"]}


def _write(ask: MethodCall, post: Json) -> int:
    group_id = ask.number("from_group", ask.caller.id if ask.caller.kind == "G" else 0)
    if group_id:
        ask.check_manager(ask.existing_group(group_id, "from_group"))
    author_id = -group_id if group_id else ask.caller.id
    comment_id: int = ask.world.new_id()
    new_comment = comment(post, comment_id, author_id, ask.now, read_text(ask))
    new_comment["attachments"] = resolve_comment_attachments(ask)
    new_comment.update(_parse_reply_to(ask, post))
    below(ask.world, post).append(new_comment)
    _notify(ask, "wall_reply_new", new_comment)
    return comment_id


def _notify(ask: MethodCall, kind: str, comment: Json) -> None:
    """Send the community an event about a comment."""
    shown = {
        **comment,
        "thread": {"count": comment["thread"]["count"]},
        "post_owner_id": comment["owner_id"],
    }
    notify_group(ask, -comment["owner_id"], kind, shown)


def _parse_reply_to(ask: MethodCall, post: Json) -> Json:
    parent_id = ask.number("reply_to_comment", 0)
    if not parent_id:
        return {}
    parent = next(
        (comment for comment in _list_visible(ask, post) if comment["id"] == parent_id), None
    )
    if parent is None:
        ask.wrong("reply_to_comment")
    return {
        "parents_stack": parent["parents_stack"] or [parent_id],
        "reply_to_comment": parent_id,
        "reply_to_user": parent["from_id"],
    }


def _find(ask: MethodCall, *, deleted: bool = False) -> Json:
    owner_id = ask.number("owner_id", -ask.caller.id)
    comment = by_id(ask.world, owner_id, ask.number("comment_id"))
    if comment is None or comment["date"] > ask.now or bool(comment.get("deleted")) != deleted:
        ask.refuse(104, "Not found")
    return comment


def _find_own(ask: MethodCall, *, deleted: bool = False) -> Json:
    comment = _find(ask, deleted=deleted)
    if comment["from_id"] != ask.caller.id and not ask.is_manager(-comment["owner_id"]):
        ask.refuse(211, "Access to wall's comment denied")
    return comment


@method("wall.editComment", "U")
def edit_comment(ask: MethodCall) -> int:
    """Change a comment."""
    comment = _find_own(ask)
    if comment["from_id"] > 0 and comment["from_id"] != ask.caller.id:
        ask.refuse(15, "Access denied: only own comments can be edited")
    comment["text"] = read_text(ask)
    comment["attachments"] = resolve_comment_attachments(ask)
    _notify(ask, "wall_reply_edit", comment)
    return 1


@method("wall.deleteComment", "U")
def delete_comment(ask: MethodCall) -> int:
    """Delete a comment."""
    comment = _find_own(ask)
    comment["deleted"] = True
    event = {name: comment[name] for name in ("owner_id", "id", "post_id")}
    ask.world.tell(
        -comment["owner_id"], "wall_reply_delete", {**event, "deleter_id": ask.caller.id}
    )
    return 1


@method("wall.restoreComment", "U")
def restore_comment(ask: MethodCall) -> int:
    """Restore a deleted comment."""
    comment = _find_own(ask, deleted=True)
    comment.pop("deleted")
    _notify(ask, "wall_reply_restore", comment)
    return 1


@method("wall.reportComment", "U")
def report_comment(ask: MethodCall) -> int:
    """Report a comment."""
    ask.choice("reason", _REASONS, "")
    _find(ask)
    return 1
