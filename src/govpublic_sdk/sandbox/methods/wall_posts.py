"""Writing on walls: posts are published, postponed, suggested, changed, deleted, reposted."""

from __future__ import annotations

from govpublic_sdk.sandbox.engagement import counters
from govpublic_sdk.sandbox.methods.attachments import resolve_attachments, tell
from govpublic_sdk.sandbox.methods.texts import text_of
from govpublic_sdk.sandbox.methods.wall import bare, post_named
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.posts import new_post
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_DAY = 86_400
_POSTS_A_DAY = 50
_POSTPONED_A_DAY = 25
_DENIED = "Access to adding post denied"
_REASONS = ("0", "1", "2", "3", "4", "5", "6", "8", "11")


def _wall(ask: MethodCall) -> int:
    """The community whose wall is written on."""
    number = -ask.number("owner_id", -ask.caller.id if ask.caller.kind == "G" else ask.caller.id)
    if number not in ask.world.publics or not ask.can_read(number):
        ask.refuse(214, _DENIED)
    return number


@method("wall.post", "UG")
def post(ask: MethodCall) -> Json:
    """Publish, postpone, suggest, or let a post out that waits."""
    number = _wall(ask)
    if not ask.is_manager(number) and (ask.caller.kind == "G" or ask.is_banned(number)):
        ask.refuse(214, _DENIED)
    if ask.number("post_id", 0):
        return _let_out(ask, number)
    _check_content(ask)
    return {"post_id": ask.once(lambda: _publish(ask, number))}


def _let_out(ask: MethodCall, number: int) -> Json:
    ask.check_manager(number)
    found = ask.world.post(number, ask.number("post_id")) or ask.refuse(104, "Not found")
    found.update(date=_date(ask), post_type="post")
    if "message" in ask.params:
        found["text"] = text_of(ask)
    _tell_new(ask, found)
    return {"post_id": found["id"]}


def _check_content(ask: MethodCall) -> None:
    words = ask.words("attachments")
    polls = [word for word in words if word.startswith("poll")]
    if not ask.text("message").strip() and len(words) == len(polls):
        ask.wrong("message", "is empty, and nothing but polls is attached")
    if len(polls) > 1:
        ask.wrong("attachments", "contains several polls")


def _date(ask: MethodCall) -> int:
    date = ask.number("publish_date", ask.now)
    if "publish_date" in ask.params and date <= ask.now:
        ask.refuse(214, f"{_DENIED}: publish date is in the past")
    return date


def _publish(ask: MethodCall, number: int) -> int:
    if not ask.is_manager(number):
        return _add_post(ask, number, ask.now, post_type="suggest", from_id=ask.caller.id)
    date = _date(ask)
    _check_day(ask, number, date)
    link = ask.text("copyright")
    return _add_post(
        ask,
        number,
        date,
        from_id=ask.author(number),
        created_by=abs(ask.caller.id),
        marked_as_ads=int(ask.flag("mark_as_ads")),
        _closed=ask.flag("close_comments"),
        **({"signer_id": ask.caller.id} if ask.flag("signed") else {}),
        **({"copyright": {"link": link, "name": link, "type": "url"}} if link else {}),
    )


def _add_post(ask: MethodCall, number: int, date: int, **more: object) -> int:
    text, attachments = text_of(ask), resolve_attachments(ask, ask.words("attachments"))
    made = new_post(-number, ask.world.next_post(number), date, text, attachments, **more)
    ask.world.wall(number).append(made)
    if made["post_type"] != "post_ads":
        _tell_new(ask, made)
    made_id: int = made["id"]
    return made_id


def _tell_new(ask: MethodCall, post: Json) -> None:
    """Tell the community of a post; of one that waits also when its time has come."""
    number = -post["owner_id"]
    if post["date"] <= ask.now:
        tell(ask, number, "wall_post_new", post)
        return
    tell(ask, number, "wall_post_new", {**post, "post_type": "postpone"})
    _tell_schedule(ask, "new", post)
    _await(ask, post)


def _await(ask: MethodCall, post: Json) -> None:
    date = post["date"]

    def come() -> None:
        if post["date"] == date and not post.get("is_deleted"):
            tell(ask, -post["owner_id"], "wall_post_new", {**post, "postponed_id": post["id"]})

    ask.world.events.at(date, come)


def _tell_schedule(ask: MethodCall, kind: str, post: Json) -> None:
    told = {"id": post["id"], "schedule_time": post["date"]}
    ask.world.tell(-post["owner_id"], f"wall_schedule_post_{kind}", told)


def _check_day(ask: MethodCall, number: int, date: int) -> None:
    """VK's caps: 50 posts a day on a wall, 25 postponed ones, one at a moment."""
    own = [one for one in ask.world.wall(number) if "created_by" in one]
    same_day = [one for one in own if one["date"] // _DAY == date // _DAY]
    waiting = [one for one in same_day if one["date"] > ask.now and not one.get("is_deleted")]
    if date > ask.now and any(one["date"] == date for one in waiting):
        ask.refuse(214, f"{_DENIED}: a post is already scheduled for this time")
    if date > ask.now and len(waiting) >= _POSTPONED_A_DAY:
        ask.refuse(214, f"{_DENIED}: you can only schedule 25 posts on a day")
    if len(same_day) >= _POSTS_A_DAY:
        ask.refuse(214, f"{_DENIED}: you can only add 50 posts a day")


def _get_managed_post(ask: MethodCall, *, deleted: bool = False) -> Json:
    number = -ask.number("owner_id", ask.caller.id)
    if number not in ask.world.publics:
        ask.wrong("owner_id")
    ask.check_manager(number)
    found = ask.world.any_post(number, ask.number("post_id"))
    if found is None or (found.get("is_deleted") and not deleted):
        ask.refuse(104, "Not found")
    return found


@method("wall.edit", "U")
def edit(ask: MethodCall) -> Json:
    """Replace text and attachments."""
    found = _get_managed_post(ask)
    found["text"] = text_of(ask)
    found["attachments"] = resolve_attachments(ask, ask.words("attachments"))
    if found["date"] <= ask.now:
        found["edited"] = ask.now
    elif "publish_date" in ask.params:
        _tell_schedule(ask, "delete", found)  # VK tells of a change as of two
        found["date"] = _date(ask)
        _tell_schedule(ask, "new", found)
        _await(ask, found)
    return {"post_id": found["id"]}


@method("wall.delete", "U")
def delete(ask: MethodCall) -> int:
    """Delete a post; one that is deleted already stays so."""
    found = _get_managed_post(ask, deleted=True)
    if found["date"] > ask.now and not found.get("is_deleted"):
        _tell_schedule(ask, "delete", found)
    found["is_deleted"] = True
    return 1


@method("wall.restore", "U")
def restore(ask: MethodCall) -> int:
    """Restore a deleted post."""
    if not _get_managed_post(ask, deleted=True).pop("is_deleted", False):
        ask.refuse(210, "Access to wall's post denied")
    return 1


@method("wall.pin", "U")
def pin(ask: MethodCall) -> int:
    """Pin a post; another one that was pinned no longer is."""
    found = _get_managed_post(ask)
    for one in ask.world.wall(-found["owner_id"]):
        one.pop("is_pinned", None)
    found["is_pinned"] = 1
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
    source = post_named(ask, ask.require("object").removeprefix("wall"), "object")
    target = ask.group_id()
    ask.check_manager(target)
    if source is None:
        ask.refuse(104, "Not found")
    _check_day(ask, target, ask.now)
    original = bare(source)
    history = [original, *original.pop("copy_history", [])]  # VK lists a chain of reposts flat
    made = _add_post(ask, target, ask.now, copy_history=history, created_by=abs(ask.caller.id))
    reposted = ask.world.post(target, made)
    tell(ask, -source["owner_id"], "wall_repost", reposted or {})
    counted = counters(ask.world, source, ask.now)
    return {
        "success": 1,
        "post_id": made,
        "reposts_count": counted["reposts"] + 1,
        "wall_repost_count": 1,
        "mail_repost_count": 0,
        "likes_count": counted["likes"],
    }


@method("wall.postAdsStealth", "U")
def post_ads_stealth(ask: MethodCall) -> Json:
    """Make a post that only advertising shows."""
    number = _wall(ask)
    ask.check_manager(number)
    _check_content(ask)
    made = ask.once(lambda: _add_post(ask, number, ask.now, post_type="post_ads"))
    return {"post_id": made}


@method("wall.editAdsStealth", "U")
def edit_ads_stealth(ask: MethodCall) -> int:
    """Change a post that only advertising shows."""
    found = _get_managed_post(ask)
    if found["post_type"] != "post_ads":
        ask.refuse(104, "Not found")
    found["text"] = text_of(ask)
    return 1


@method("wall.reportPost", "U")
def report_post(ask: MethodCall) -> int:
    """Complain of a post."""
    ask.choice("reason", _REASONS, "")
    found = post_named(ask, f"{ask.number('owner_id')}_{ask.number('post_id')}", "post_id")
    return 1 if found else ask.refuse(104, "Not found")
