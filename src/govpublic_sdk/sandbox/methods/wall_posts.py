"""Writing on walls: publish, postpone, suggest, edit, delete and repost."""

from __future__ import annotations

from govpublic_sdk.sandbox.engagement import counters
from govpublic_sdk.sandbox.methods.attachments import notify_group, resolve_attachments
from govpublic_sdk.sandbox.methods.texts import read_text
from govpublic_sdk.sandbox.methods.wall import REPORT_REASONS, find_post, strip_internal
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.posts import new_post
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_DAY = 86_400
_POSTS_A_DAY = 50
_POSTPONED_A_DAY = 25
_DENIED = "Access to adding post denied"


def _parse_wall(call: MethodCall) -> int:
    """Return the community to whose wall the caller writes."""
    own_id = -call.caller.id if call.caller.kind == "G" else call.caller.id
    group_id = -call.number("owner_id", own_id)
    if group_id not in call.world.publics or not call.can_read(group_id):
        call.refuse(214, _DENIED)
    return group_id


@method("wall.post", "UG")
def post(call: MethodCall) -> Json:
    """Publish, postpone or suggest a post, or publish a waiting one."""
    group_id = _parse_wall(call)
    if not call.is_manager(group_id) and (call.caller.kind == "G" or call.is_banned(group_id)):
        call.refuse(214, _DENIED)
    if call.number("post_id", 0):
        return _publish_waiting(call, group_id)
    _check_content(call)
    return {"post_id": call.once(lambda: _publish(call, group_id))}


def _publish_waiting(call: MethodCall, group_id: int) -> Json:
    call.check_manager(group_id)
    post = call.world.post(group_id, call.number("post_id")) or call.refuse(104, "Not found")
    post.update(date=_parse_date(call), post_type="post")
    if "message" in call.params:
        post["text"] = read_text(call)
    _notify_new(call, post)
    return {"post_id": post["id"]}


def _check_content(call: MethodCall) -> None:
    words = call.words("attachments")
    polls = [word for word in words if word.startswith("poll")]
    if not call.text("message").strip() and len(words) == len(polls):
        call.wrong("message", "is empty, and nothing but polls is attached")
    if len(polls) > 1:
        call.wrong("attachments", "contains several polls")


def _parse_date(call: MethodCall) -> int:
    date = call.number("publish_date", call.now)
    if "publish_date" in call.params and date <= call.now:
        call.refuse(214, f"{_DENIED}: publish date is in the past")
    return date


def _publish(call: MethodCall, group_id: int) -> int:
    if not call.is_manager(group_id):
        return _add_post(call, group_id, call.now, post_type="suggest", from_id=call.caller.id)
    date = _parse_date(call)
    _check_daily_limits(call, group_id, date)
    link = call.text("copyright")
    return _add_post(
        call,
        group_id,
        date,
        from_id=call.author(group_id),
        created_by=abs(call.caller.id),
        marked_as_ads=int(call.flag("mark_as_ads")),
        _closed=call.flag("close_comments"),
        **({"signer_id": call.caller.id} if call.flag("signed") else {}),
        **({"copyright": {"link": link, "name": link, "type": "url"}} if link else {}),
    )


def _add_post(call: MethodCall, group_id: int, date: int, **more: object) -> int:
    text, attachments = read_text(call), resolve_attachments(call, call.words("attachments"))
    post = new_post(-group_id, call.world.next_post(group_id), date, text, attachments, **more)
    call.world.wall(group_id).append(post)
    if post["post_type"] != "post_ads":
        _notify_new(call, post)
    post_id: int = post["id"]
    return post_id


def _notify_new(call: MethodCall, post: Json) -> None:
    """Send events about a new post, for a postponed one now and at its time."""
    group_id = -post["owner_id"]
    if post["date"] <= call.now:
        notify_group(call, group_id, "wall_post_new", post)
        return
    notify_group(call, group_id, "wall_post_new", {**post, "post_type": "postpone"})
    _notify_schedule(call, "new", post)
    _notify_when_due(call, post)


def _notify_when_due(call: MethodCall, post: Json) -> None:
    date = post["date"]

    def come() -> None:
        if post["date"] == date and not post.get("is_deleted"):
            notify_group(
                call, -post["owner_id"], "wall_post_new", {**post, "postponed_id": post["id"]}
            )

    call.world.events.at(date, come)


def _notify_schedule(call: MethodCall, kind: str, post: Json) -> None:
    event = {"id": post["id"], "schedule_time": post["date"]}
    call.world.tell(-post["owner_id"], f"wall_schedule_post_{kind}", event)


def _check_daily_limits(call: MethodCall, group_id: int, date: int) -> None:
    """Enforce VK's limits: 50 posts a day, 25 of them postponed, at different times."""
    posts = [post for post in call.world.wall(group_id) if "created_by" in post]
    same_day = [post for post in posts if post["date"] // _DAY == date // _DAY]
    waiting = [post for post in same_day if post["date"] > call.now and not post.get("is_deleted")]
    if date > call.now and any(post["date"] == date for post in waiting):
        call.refuse(214, f"{_DENIED}: a post is already scheduled for this time")
    if date > call.now and len(waiting) >= _POSTPONED_A_DAY:
        call.refuse(214, f"{_DENIED}: you can only schedule 25 posts on a day")
    if len(same_day) >= _POSTS_A_DAY:
        call.refuse(214, f"{_DENIED}: you can only add 50 posts a day")


def _get_managed_post(call: MethodCall, *, deleted: bool = False) -> Json:
    group_id = -call.number("owner_id", call.caller.id)
    if group_id not in call.world.publics:
        call.wrong("owner_id")
    call.check_manager(group_id)
    post = call.world.any_post(group_id, call.number("post_id"))
    if post is None or (post.get("is_deleted") and not deleted):
        call.refuse(104, "Not found")
    return post


@method("wall.edit", "U")
def edit(call: MethodCall) -> Json:
    """Replace text and attachments."""
    post = _get_managed_post(call)
    post["text"] = read_text(call)
    post["attachments"] = resolve_attachments(call, call.words("attachments"))
    if post["date"] <= call.now:
        post["edited"] = call.now
    elif "publish_date" in call.params:
        _notify_schedule(call, "delete", post)  # VK sends a deletion and a new post
        post["date"] = _parse_date(call)
        _notify_schedule(call, "new", post)
        _notify_when_due(call, post)
    return {"post_id": post["id"]}


@method("wall.delete", "U")
def delete(call: MethodCall) -> int:
    """Delete a post. Repeating the call has no effect."""
    post = _get_managed_post(call, deleted=True)
    if post["date"] > call.now and not post.get("is_deleted"):
        _notify_schedule(call, "delete", post)
    post["is_deleted"] = True
    return 1


@method("wall.restore", "U")
def restore(call: MethodCall) -> int:
    """Restore a deleted post."""
    if not _get_managed_post(call, deleted=True).pop("is_deleted", False):
        call.refuse(210, "Access to wall's post denied")
    return 1


@method("wall.pin", "U")
def pin(call: MethodCall) -> int:
    """Pin a post instead of the one pinned before."""
    post = _get_managed_post(call)
    for other in call.world.wall(-post["owner_id"]):
        other.pop("is_pinned", None)
    post["is_pinned"] = 1
    return 1


@method("wall.unpin", "U")
def unpin(call: MethodCall) -> int:
    """Unpin a post."""
    _get_managed_post(call).pop("is_pinned", None)
    return 1


@method("wall.closeComments", "UG")
def close_comments(call: MethodCall) -> int:
    """Close the comments of a post."""
    _get_managed_post(call)["_closed"] = True
    return 1


@method("wall.openComments", "UG")
def open_comments(call: MethodCall) -> int:
    """Open the comments of a post."""
    _get_managed_post(call)["_closed"] = False
    return 1


@method("wall.repost", "U")
def repost(call: MethodCall) -> Json:
    """Repost a post to a community."""
    source = find_post(call, call.require("object").removeprefix("wall"), "object")
    target = call.group_id()
    call.check_manager(target)
    if source is None:
        call.refuse(104, "Not found")
    _check_daily_limits(call, target, call.now)
    original = strip_internal(source)
    history = [original, *original.pop("copy_history", [])]  # VK lists a chain of reposts flat
    post_id = _add_post(
        call, target, call.now, copy_history=history, created_by=abs(call.caller.id)
    )
    reposted = call.world.post(target, post_id)
    notify_group(call, -source["owner_id"], "wall_repost", reposted or {})
    counts = counters(call.world, source, call.now)
    return {
        "success": 1,
        "post_id": post_id,
        "reposts_count": counts["reposts"] + 1,
        "wall_repost_count": 1,
        "mail_repost_count": 0,
        "likes_count": counts["likes"],
    }


@method("wall.postAdsStealth", "U")
def post_ads_stealth(call: MethodCall) -> Json:
    """Create a post that only advertising shows."""
    group_id = _parse_wall(call)
    call.check_manager(group_id)
    _check_content(call)
    post_id = call.once(lambda: _add_post(call, group_id, call.now, post_type="post_ads"))
    return {"post_id": post_id}


@method("wall.editAdsStealth", "U")
def edit_ads_stealth(call: MethodCall) -> int:
    """Change a post that only advertising shows."""
    post = _get_managed_post(call)
    if post["post_type"] != "post_ads":
        call.refuse(104, "Not found")
    post["text"] = read_text(call)
    return 1


@method("wall.reportPost", "U")
def report_post(call: MethodCall) -> int:
    """Report a post."""
    call.choice("reason", REPORT_REASONS, "")
    post = find_post(call, f"{call.number('owner_id')}_{call.number('post_id')}", "post_id")
    return 1 if post else call.refuse(104, "Not found")
