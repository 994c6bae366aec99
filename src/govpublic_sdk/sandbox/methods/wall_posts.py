"""Writing on walls: publish, postpone, suggest, edit, delete and repost."""

from __future__ import annotations

from govpublic_sdk.sandbox.engagement import counters
from govpublic_sdk.sandbox.methods.attachments import notify_group, resolve_attachments
from govpublic_sdk.sandbox.methods.texts import read_text
from govpublic_sdk.sandbox.methods.wall import find_post, strip_internal
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.posts import new_post
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_DAY = 86_400
_POSTS_A_DAY = 50
_POSTPONED_A_DAY = 25
_DENIED = "Access to adding post denied"
_REASONS = ("0", "1", "2", "3", "4", "5", "6", "8", "11")


def _parse_wall(ask: MethodCall) -> int:
    """Return the community to whose wall the caller writes."""
    group_id = -ask.number("owner_id", -ask.caller.id if ask.caller.kind == "G" else ask.caller.id)
    if group_id not in ask.world.publics or not ask.can_read(group_id):
        ask.refuse(214, _DENIED)
    return group_id


@method("wall.post", "UG")
def post(ask: MethodCall) -> Json:
    """Publish, postpone or suggest a post, or publish a waiting one."""
    group_id = _parse_wall(ask)
    if not ask.is_manager(group_id) and (ask.caller.kind == "G" or ask.is_banned(group_id)):
        ask.refuse(214, _DENIED)
    if ask.number("post_id", 0):
        return _publish_waiting(ask, group_id)
    _check_content(ask)
    return {"post_id": ask.once(lambda: _publish(ask, group_id))}


def _publish_waiting(ask: MethodCall, group_id: int) -> Json:
    ask.check_manager(group_id)
    post = ask.world.post(group_id, ask.number("post_id")) or ask.refuse(104, "Not found")
    post.update(date=_parse_date(ask), post_type="post")
    if "message" in ask.params:
        post["text"] = read_text(ask)
    _notify_new(ask, post)
    return {"post_id": post["id"]}


def _check_content(ask: MethodCall) -> None:
    words = ask.words("attachments")
    polls = [word for word in words if word.startswith("poll")]
    if not ask.text("message").strip() and len(words) == len(polls):
        ask.wrong("message", "is empty, and nothing but polls is attached")
    if len(polls) > 1:
        ask.wrong("attachments", "contains several polls")


def _parse_date(ask: MethodCall) -> int:
    date = ask.number("publish_date", ask.now)
    if "publish_date" in ask.params and date <= ask.now:
        ask.refuse(214, f"{_DENIED}: publish date is in the past")
    return date


def _publish(ask: MethodCall, group_id: int) -> int:
    if not ask.is_manager(group_id):
        return _add_post(ask, group_id, ask.now, post_type="suggest", from_id=ask.caller.id)
    date = _parse_date(ask)
    _check_daily_limits(ask, group_id, date)
    link = ask.text("copyright")
    return _add_post(
        ask,
        group_id,
        date,
        from_id=ask.author(group_id),
        created_by=abs(ask.caller.id),
        marked_as_ads=int(ask.flag("mark_as_ads")),
        _closed=ask.flag("close_comments"),
        **({"signer_id": ask.caller.id} if ask.flag("signed") else {}),
        **({"copyright": {"link": link, "name": link, "type": "url"}} if link else {}),
    )


def _add_post(ask: MethodCall, group_id: int, date: int, **more: object) -> int:
    text, attachments = read_text(ask), resolve_attachments(ask, ask.words("attachments"))
    post = new_post(-group_id, ask.world.next_post(group_id), date, text, attachments, **more)
    ask.world.wall(group_id).append(post)
    if post["post_type"] != "post_ads":
        _notify_new(ask, post)
    post_id: int = post["id"]
    return post_id


def _notify_new(ask: MethodCall, post: Json) -> None:
    """Send events about a new post, for a postponed one now and at its time."""
    group_id = -post["owner_id"]
    if post["date"] <= ask.now:
        notify_group(ask, group_id, "wall_post_new", post)
        return
    notify_group(ask, group_id, "wall_post_new", {**post, "post_type": "postpone"})
    _notify_schedule(ask, "new", post)
    _notify_when_due(ask, post)


def _notify_when_due(ask: MethodCall, post: Json) -> None:
    date = post["date"]

    def come() -> None:
        if post["date"] == date and not post.get("is_deleted"):
            notify_group(
                ask, -post["owner_id"], "wall_post_new", {**post, "postponed_id": post["id"]}
            )

    ask.world.events.at(date, come)


def _notify_schedule(ask: MethodCall, kind: str, post: Json) -> None:
    event = {"id": post["id"], "schedule_time": post["date"]}
    ask.world.tell(-post["owner_id"], f"wall_schedule_post_{kind}", event)


def _check_daily_limits(ask: MethodCall, group_id: int, date: int) -> None:
    """Enforce VK's limits: 50 posts a day, 25 of them postponed, at different times."""
    posts = [post for post in ask.world.wall(group_id) if "created_by" in post]
    same_day = [post for post in posts if post["date"] // _DAY == date // _DAY]
    waiting = [post for post in same_day if post["date"] > ask.now and not post.get("is_deleted")]
    if date > ask.now and any(post["date"] == date for post in waiting):
        ask.refuse(214, f"{_DENIED}: a post is already scheduled for this time")
    if date > ask.now and len(waiting) >= _POSTPONED_A_DAY:
        ask.refuse(214, f"{_DENIED}: you can only schedule 25 posts on a day")
    if len(same_day) >= _POSTS_A_DAY:
        ask.refuse(214, f"{_DENIED}: you can only add 50 posts a day")


def _get_managed_post(ask: MethodCall, *, deleted: bool = False) -> Json:
    group_id = -ask.number("owner_id", ask.caller.id)
    if group_id not in ask.world.publics:
        ask.wrong("owner_id")
    ask.check_manager(group_id)
    post = ask.world.any_post(group_id, ask.number("post_id"))
    if post is None or (post.get("is_deleted") and not deleted):
        ask.refuse(104, "Not found")
    return post


@method("wall.edit", "U")
def edit(ask: MethodCall) -> Json:
    """Replace text and attachments."""
    post = _get_managed_post(ask)
    post["text"] = read_text(ask)
    post["attachments"] = resolve_attachments(ask, ask.words("attachments"))
    if post["date"] <= ask.now:
        post["edited"] = ask.now
    elif "publish_date" in ask.params:
        _notify_schedule(ask, "delete", post)  # VK tells of a change as of two
        post["date"] = _parse_date(ask)
        _notify_schedule(ask, "new", post)
        _notify_when_due(ask, post)
    return {"post_id": post["id"]}


@method("wall.delete", "U")
def delete(ask: MethodCall) -> int:
    """Delete a post. Repeating the call has no effect."""
    post = _get_managed_post(ask, deleted=True)
    if post["date"] > ask.now and not post.get("is_deleted"):
        _notify_schedule(ask, "delete", post)
    post["is_deleted"] = True
    return 1


@method("wall.restore", "U")
def restore(ask: MethodCall) -> int:
    """Restore a deleted post."""
    if not _get_managed_post(ask, deleted=True).pop("is_deleted", False):
        ask.refuse(210, "Access to wall's post denied")
    return 1


@method("wall.pin", "U")
def pin(ask: MethodCall) -> int:
    """Pin a post instead of the one pinned before."""
    post = _get_managed_post(ask)
    for other in ask.world.wall(-post["owner_id"]):
        other.pop("is_pinned", None)
    post["is_pinned"] = 1
    return 1


@method("wall.unpin", "U")
def unpin(ask: MethodCall) -> int:
    """Unpin a post."""
    _get_managed_post(ask).pop("is_pinned", None)
    return 1


@method("wall.closeComments", "UG")
def close_comments(ask: MethodCall) -> int:
    """Close the comments of a post."""
    _get_managed_post(ask)["_closed"] = True
    return 1


@method("wall.openComments", "UG")
def open_comments(ask: MethodCall) -> int:
    """Open the comments of a post."""
    _get_managed_post(ask)["_closed"] = False
    return 1


@method("wall.repost", "U")
def repost(ask: MethodCall) -> Json:
    """Repost a post to a community."""
    source = find_post(ask, ask.require("object").removeprefix("wall"), "object")
    target = ask.group_id()
    ask.check_manager(target)
    if source is None:
        ask.refuse(104, "Not found")
    _check_daily_limits(ask, target, ask.now)
    original = strip_internal(source)
    history = [original, *original.pop("copy_history", [])]  # VK lists a chain of reposts flat
    post_id = _add_post(ask, target, ask.now, copy_history=history, created_by=abs(ask.caller.id))
    reposted = ask.world.post(target, post_id)
    notify_group(ask, -source["owner_id"], "wall_repost", reposted or {})
    counts = counters(ask.world, source, ask.now)
    return {
        "success": 1,
        "post_id": post_id,
        "reposts_count": counts["reposts"] + 1,
        "wall_repost_count": 1,
        "mail_repost_count": 0,
        "likes_count": counts["likes"],
    }


@method("wall.postAdsStealth", "U")
def post_ads_stealth(ask: MethodCall) -> Json:
    """Create a post that only advertising shows."""
    group_id = _parse_wall(ask)
    ask.check_manager(group_id)
    _check_content(ask)
    post_id = ask.once(lambda: _add_post(ask, group_id, ask.now, post_type="post_ads"))
    return {"post_id": post_id}


@method("wall.editAdsStealth", "U")
def edit_ads_stealth(ask: MethodCall) -> int:
    """Change a post that only advertising shows."""
    post = _get_managed_post(ask)
    if post["post_type"] != "post_ads":
        ask.refuse(104, "Not found")
    post["text"] = read_text(ask)
    return 1


@method("wall.reportPost", "U")
def report_post(ask: MethodCall) -> int:
    """Report a post."""
    ask.choice("reason", _REASONS, "")
    post = find_post(ask, f"{ask.number('owner_id')}_{ask.number('post_id')}", "post_id")
    return 1 if post else ask.refuse(104, "Not found")
