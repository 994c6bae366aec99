"""Walls: posts are published, postponed, changed, deleted, found."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.asking import Ask, method
from govpublic_sdk.sandbox.methods.attachments import attached
from govpublic_sdk.sandbox.methods.stats import counters
from govpublic_sdk.sandbox.methods.users import companions
from govpublic_sdk.sandbox.region import new_post
from govpublic_sdk.sandbox.world import Json

__all__ = ["looked_at"]

_DAY = 86_400
_POSTS_A_DAY = 50
_POSTPONED_A_DAY = 25


def looked_at(ask: Ask, group_id: int, post: Json) -> Json:
    """A post with its counters of this moment."""
    counted = counters(ask.world, group_id, post, ask.now)
    key = ("post", -group_id, post["id"])
    comments = ask.world.replies.get(key, [])
    liked = ask.world.likes.get(key, [])
    visible = {name: value for name, value in post.items() if not name.startswith("_")}
    return {
        **visible,
        "comments": {
            "count": len([one for one in comments if not one.get("deleted")]),
            "can_post": int(not post.get("_closed")),
            "groups_can_post": True,
        },
        "likes": {
            "count": len(liked) or counted["likes"],
            "can_like": 1,
            "can_publish": 1,
            "user_likes": int(ask.caller.id in liked),
        },
        "reposts": {"count": counted["reposts"], "user_reposted": 0},
        "views": {"count": counted["views"]},
    }


@method("wall.get", "US")
def get(ask: Ask) -> Json:
    """The posts of a wall, newest first."""
    number = ask.wall_of()
    wanted = ask.text("filter", "all")
    if wanted in ("postponed", "suggests"):
        ask.managed(number)
    posts = ask.world.postponed(number) if wanted == "postponed" else []
    if wanted in ("all", "owner"):
        posts = list(ask.world.published(number))
    page = ask.page(posts, count=20, most=100)
    page["items"] = [looked_at(ask, number, post) for post in page["items"]]
    return {**page, **companions(ask, [-number] if posts else [])}


@method("wall.getById", "US")
def get_by_id(ask: Ask) -> Json:
    """Posts by id; those that are gone or closed are left out."""
    found: list[Json] = []
    for word in ask.words("posts"):
        owner, _, number = word.partition("_")
        if not (owner.lstrip("-").isdigit() and number.isdigit()):
            ask.wrong("posts")
        group_id = -int(owner)
        post = ask.world.post(group_id, int(number)) if group_id in ask.world.publics else None
        if post is not None and (post["date"] <= ask.now or ask.caller.manages):
            found.append(looked_at(ask, group_id, post))
    return {"items": found, **companions(ask, [post["owner_id"] for post in found])}


@method("wall.search", "US")
def search(ask: Ask) -> Json:
    """Posts whose text holds all words."""
    number = ask.wall_of()
    words = ask.text("query").casefold().split()
    posts = [
        post
        for post in ask.world.published(number)
        if all(word in post["text"].casefold() for word in words)
    ]
    page = ask.page(posts, count=20, most=100)
    page["items"] = [looked_at(ask, number, post) for post in page["items"]]
    return {**page, **companions(ask, [-number])}


@method("wall.post", "UG")
def post(ask: Ask) -> Json:
    """Publish, postpone, or let a postponed post out."""
    owner = ask.number("owner_id", -ask.caller.id if ask.caller.kind == "G" else ask.caller.id)
    if -owner not in ask.world.publics:
        ask.refuse(214, "Access to adding post denied")
    ask.managed(-owner)
    if ask.number("post_id", 0):
        return _let_out(ask, -owner)
    if not ask.text("message").strip() and not ask.words("attachments"):
        ask.wrong("message", "is empty, and attachments are too")
    return {"post_id": ask.once(lambda: _publish(ask, -owner))}


def _let_out(ask: Ask, number: int) -> Json:
    found = ask.world.post(number, ask.number("post_id")) or ask.refuse(104, "Not found")
    found.update(date=ask.now, post_type="post")
    return {"post_id": found["id"]}


def _publish(ask: Ask, number: int) -> int:
    date = ask.number("publish_date", ask.now)
    if "publish_date" in ask.params and date <= ask.now:
        ask.wrong("publish_date", "is in the past")
    _check_day(ask, number, date)
    numbers = [one["id"] for one in ask.world.wall(number)]
    made = new_post(
        -number,
        max(numbers, default=0) + 1,
        date,
        ask.text("message"),
        attached(ask, ask.words("attachments")),
        from_id=ask.author(number),
        created_by=ask.caller.id,
        post_type="postpone" if date > ask.now else "post",
        _closed=ask.flag("close_comments"),
        **({"signer_id": ask.caller.id} if ask.flag("signed") else {}),
        **({"copyright": {"link": ask.text("copyright")}} if ask.text("copyright") else {}),
    )
    ask.world.wall(number).append(made)
    made_id: int = made["id"]
    return made_id


def _check_day(ask: Ask, number: int, date: int) -> None:
    """VK's caps: 50 posts a day on a wall, 25 postponed ones, one at a moment."""
    own = [one for one in ask.world.wall(number) if one.get("created_by")]
    same_day = [one for one in own if one["date"] // _DAY == date // _DAY]
    denied = "Access to adding post denied: "
    if date > ask.now and any(one["date"] == date for one in own):
        ask.refuse(214, f"{denied}a post is already scheduled for this time")
    if date > ask.now and len(same_day) >= _POSTPONED_A_DAY:
        ask.refuse(214, f"{denied}you can only schedule 25 posts on a day")
    if len(same_day) >= _POSTS_A_DAY:
        ask.refuse(214, f"{denied}you can only add 50 posts a day")


def _managed_post(ask: Ask) -> tuple[int, Json]:
    number = -ask.number("owner_id")
    if number not in ask.world.publics:
        ask.wrong("owner_id")
    ask.managed(number)
    found = next((p for p in ask.world.wall(number) if p["id"] == ask.number("post_id")), None)
    return number, found or ask.refuse(104, "Not found")


@method("wall.edit", "U")
def edit(ask: Ask) -> Json:
    """Replace text and attachments."""
    _, found = _managed_post(ask)
    if found.get("is_deleted"):
        ask.refuse(104, "Not found")
    found["text"] = ask.text("message")
    found["attachments"] = attached(ask, ask.words("attachments"))
    if found["date"] <= ask.now:
        found["edited"] = ask.now
    elif "publish_date" in ask.params:
        found["date"] = ask.number("publish_date")
    return {"post_id": found["id"]}


@method("wall.delete", "U")
def delete(ask: Ask) -> int:
    """Delete a post; one that is deleted already stays so."""
    _, found = _managed_post(ask)
    found["is_deleted"] = True
    return 1


@method("wall.restore", "U")
def restore(ask: Ask) -> int:
    """Restore a deleted post."""
    _, found = _managed_post(ask)
    if not found.pop("is_deleted", False):
        ask.refuse(210, "Access to wall's post denied")
    return 1


@method("wall.pin", "U")
def pin(ask: Ask) -> int:
    """Pin a post; another one that was pinned no longer is."""
    number, found = _managed_post(ask)
    for one in ask.world.wall(number):
        one.pop("is_pinned", None)
    found["is_pinned"] = 1
    return 1


@method("wall.unpin", "U")
def unpin(ask: Ask) -> int:
    """Unpin a post."""
    _managed_post(ask)[1].pop("is_pinned", None)
    return 1


@method("wall.closeComments", "UG")
def close_comments(ask: Ask) -> int:
    """Close the comments of a post."""
    _managed_post(ask)[1]["_closed"] = True
    return 1


@method("wall.openComments", "UG")
def open_comments(ask: Ask) -> int:
    """Open the comments of a post."""
    _managed_post(ask)[1]["_closed"] = False
    return 1


@method("wall.repost", "U")
def repost(ask: Ask) -> Json:
    """Repost a post to a community."""
    owner, _, number = ask.needed("object").removeprefix("wall").partition("_")
    if not (owner.lstrip("-").isdigit() and number.isdigit()):
        ask.wrong("object")
    target = ask.group_id()
    ask.managed(target)
    source = ask.world.post(-int(owner), int(number)) if -int(owner) in ask.world.publics else None
    if source is None:
        ask.refuse(104, "Not found")
    numbers = [one["id"] for one in ask.world.wall(target)]
    copy: Any = new_post(-target, max(numbers, default=0) + 1, ask.now, ask.text("message"), [])
    copy["copy_history"] = [{k: v for k, v in source.items() if not k.startswith("_")}]
    copy["created_by"] = ask.caller.id
    ask.world.wall(target).append(copy)
    counted = counters(ask.world, -int(owner), source, ask.now)
    return {
        "success": 1,
        "post_id": copy["id"],
        "reposts_count": counted["reposts"] + 1,
        "wall_repost_count": 1,
        "mail_repost_count": 0,
        "likes_count": counted["likes"],
    }


@method("wall.getReposts", "US")
def get_reposts(ask: Ask) -> Json:
    """Posts of the region that repost a post."""
    owner, number = ask.number("owner_id"), ask.number("post_id")
    found = [
        looked_at(ask, group_id, post)
        for group_id in ask.world.publics
        for post in ask.world.wall(group_id)
        for source in post.get("copy_history", [])[:1]
        if (source["owner_id"], source["id"]) == (owner, number)
    ]
    offset = ask.number("offset", 0, least=0)
    count = ask.number("count", 20, least=1, most=1000)
    return {"items": found[offset : offset + count], "profiles": [], "groups": []}


@method("wall.checkCopyrightLink", "U")
def check_copyright_link(ask: Ask) -> int:
    """Whether an address may be named as source."""
    if not ask.needed("link").startswith(("http://", "https://")):
        ask.refuse(3102, "Specified link is incorrect (can't find source)")
    return 1


@method("wall.parseAttachedLink", "U")
def parse_attached_link(ask: Ask) -> Json:
    """What links would look like."""
    links = [{"type": "link", "link": {"url": url, "title": url}} for url in ask.words("links")]
    return {"data": links or ask.wrong("links"), "groups": [], "profiles": []}
