"""Comments on posts, with threads one level deep."""

from __future__ import annotations

from govpublic_sdk.sandbox.engagement import below, find_comment, new_comment
from govpublic_sdk.sandbox.methods.attachments import notify_group, refresh
from govpublic_sdk.sandbox.methods.likes import show_likes
from govpublic_sdk.sandbox.methods.texts import (
    check_not_empty,
    read_text,
    resolve_comment_attachments,
)
from govpublic_sdk.sandbox.methods.users import show_profiles
from govpublic_sdk.sandbox.methods.wall import REPORT_REASONS
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


def _find_post(call: MethodCall) -> Json:
    group_id = -call.number("owner_id", -call.caller.id)
    if group_id not in call.world.publics:
        call.wrong("owner_id")
    call.readable(group_id)
    post = call.world.post(group_id, call.number("post_id"))
    return post or call.refuse(212, "Access to post comments denied")


def _list_visible(call: MethodCall, post: Json) -> list[Json]:
    """List published comments, and deleted ones that still have a thread."""
    published = [comment for comment in below(call.world, post) if comment["date"] <= call.now]
    with_thread: set[int] = set()
    for comment in published:
        if not comment.get("deleted"):
            with_thread.update(comment["parents_stack"])
    return [
        comment
        for comment in published
        if not comment.get("deleted") or comment["id"] in with_thread
    ]


@method("wall.getComments", "US")
def get_comments(call: MethodCall) -> Json:
    """Return the comments on a post, or the replies to one of them."""
    post = _find_post(call)
    visible, parent = _list_visible(call, post), call.number("comment_id", 0)
    stack = [parent] if parent else []
    level = [comment for comment in visible if comment["parents_stack"] == stack]
    newest_first = call.choice("sort", ("asc", "desc", "smart"), "asc") == "desc"
    level.sort(key=lambda comment: comment["id"], reverse=newest_first)
    page = call.slice_at(level, "start_comment_id", count=10, most=100)
    page["items"] = [_show_comment(call, comment, visible) for comment in page["items"]]
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
        **show_profiles(call, authors),
    }


def _show_comment(call: MethodCall, comment: Json, visible: list[Json]) -> Json:
    if comment.get("deleted"):
        tombstone = {name: comment[name] for name in ("id", "date", "deleted", "parents_stack")}
        return {**tombstone, "thread": _show_thread(call, comment, visible)}
    shown = {**refresh(call, comment), **_show_likes_if_wanted(call, comment)}
    if not comment["parents_stack"]:
        shown["thread"] = _show_thread(call, comment, visible)
    return shown


def _show_thread(call: MethodCall, comment: Json, visible: list[Json]) -> Json:
    replies = [reply for reply in visible if reply["parents_stack"] == [comment["id"]]]
    max_items = call.number("thread_items_count", 0, most=10, least=0)
    items = [
        {**refresh(call, reply), **_show_likes_if_wanted(call, reply)}
        for reply in replies[:max_items]
    ]
    return {"count": len(replies), "items": items, "can_post": True, "show_reply_button": True}


def _show_likes_if_wanted(call: MethodCall, comment: Json) -> Json:
    if not call.flag("need_likes"):
        return {}
    return {"likes": show_likes(call, "comment", comment["owner_id"], comment["id"])}


@method("wall.getComment", "U")
def get_comment(call: MethodCall) -> Json:
    """Return a comment."""
    comment = _find(call)
    return {"items": [refresh(call, comment)], **show_profiles(call, [comment["from_id"]])}


@method("wall.createComment", "UG")
def create_comment(call: MethodCall) -> Json:
    """Write a comment, as a person or as a community."""
    post = _find_post(call)
    if post.get("_closed") or call.is_banned(-post["owner_id"]):
        call.refuse(213, "Access to status replies denied")
    check_not_empty(call)
    comment_id = call.once(lambda: _write(call, post))
    created = next(comment for comment in below(call.world, post) if comment["id"] == comment_id)
    return {"comment_id": comment_id, "parents_stack": created["parents_stack"]}


def _write(call: MethodCall, post: Json) -> int:
    group_id = call.number("from_group", call.caller.id if call.caller.kind == "G" else 0)
    if group_id:
        call.check_manager(call.existing_group(group_id, "from_group"))
    author_id = -group_id if group_id else call.caller.id
    comment_id: int = call.world.new_id()
    created = new_comment(post, comment_id, author_id, call.now, read_text(call))
    created["attachments"] = resolve_comment_attachments(call)
    created.update(_parse_reply_to(call, post))
    below(call.world, post).append(created)
    _notify(call, "wall_reply_new", created)
    return comment_id


def _notify(call: MethodCall, kind: str, comment: Json) -> None:
    """Send the community an event about a comment."""
    shown = {
        **comment,
        "thread": {"count": comment["thread"]["count"]},
        "post_owner_id": comment["owner_id"],
    }
    notify_group(call, -comment["owner_id"], kind, shown)


def _parse_reply_to(call: MethodCall, post: Json) -> Json:
    parent_id = call.number("reply_to_comment", 0)
    if not parent_id:
        return {}
    parent = next(
        (comment for comment in _list_visible(call, post) if comment["id"] == parent_id), None
    )
    if parent is None:
        call.wrong("reply_to_comment")
    return {
        "parents_stack": parent["parents_stack"] or [parent_id],
        "reply_to_comment": parent_id,
        "reply_to_user": parent["from_id"],
    }


def _find(call: MethodCall, *, deleted: bool = False) -> Json:
    owner_id = call.number("owner_id", -call.caller.id)
    comment = find_comment(call.world, owner_id, call.number("comment_id"))
    if comment is None or comment["date"] > call.now or bool(comment.get("deleted")) != deleted:
        call.refuse(104, "Not found")
    return comment


def _find_own(call: MethodCall, *, deleted: bool = False) -> Json:
    comment = _find(call, deleted=deleted)
    if comment["from_id"] != call.caller.id and not call.is_manager(-comment["owner_id"]):
        call.refuse(211, "Access to wall's comment denied")
    return comment


@method("wall.editComment", "U")
def edit_comment(call: MethodCall) -> int:
    """Change a comment."""
    comment = _find_own(call)
    if comment["from_id"] > 0 and comment["from_id"] != call.caller.id:
        call.refuse(15, "Access denied: only own comments can be edited")
    comment["text"] = read_text(call)
    comment["attachments"] = resolve_comment_attachments(call)
    _notify(call, "wall_reply_edit", comment)
    return 1


@method("wall.deleteComment", "U")
def delete_comment(call: MethodCall) -> int:
    """Delete a comment."""
    comment = _find_own(call)
    comment["deleted"] = True
    event = {name: comment[name] for name in ("owner_id", "id", "post_id")}
    call.world.tell(
        -comment["owner_id"], "wall_reply_delete", {**event, "deleter_id": call.caller.id}
    )
    return 1


@method("wall.restoreComment", "U")
def restore_comment(call: MethodCall) -> int:
    """Restore a deleted comment."""
    comment = _find_own(call, deleted=True)
    comment.pop("deleted")
    _notify(call, "wall_reply_restore", comment)
    return 1


@method("wall.reportComment", "U")
def report_comment(call: MethodCall) -> int:
    """Report a comment."""
    call.choice("reason", REPORT_REASONS, "")
    _find(call)
    return 1
