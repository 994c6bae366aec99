"""Reading walls: posts in their current state."""

from __future__ import annotations

from collections.abc import Iterable

from govpublic_sdk.sandbox.engagement import count_comments, counters
from govpublic_sdk.sandbox.methods.attachments import refresh
from govpublic_sdk.sandbox.methods.likes import show_likes, show_reactions
from govpublic_sdk.sandbox.methods.users import show_profiles
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.reactions import reaction_set
from govpublic_sdk.sandbox.world import Json

__all__ = ["REPORT_REASONS", "find_post", "show_post", "strip_internal"]

REPORT_REASONS = ("0", "1", "2", "3", "4", "5", "6", "8", "11")
_DAY = 86_400
_FILTERS = ("all", "owner", "others", "postponed", "suggests", "archived", "donut")
_MANAGER_FIELDS = ("can_edit", "can_delete", "can_pin", "created_by")


def strip_internal(post: Json) -> Json:
    """Return a post without the fields that are internal to the sandbox."""
    return {name: value for name, value in post.items() if not name.startswith("_")}


def show_post(call: MethodCall, post: Json) -> Json:
    """Show a post with its current counters, as the caller sees it."""
    manages = call.is_manager(-post["owner_id"])
    shown = {**refresh(call, strip_internal(post)), **_show_counters(call, post, manages=manages)}
    if post["date"] > call.now:
        shown["post_type"] = "postpone"
    if not manages:
        shown = {name: value for name, value in shown.items() if name not in _MANAGER_FIELDS}
    elif call.now - post["date"] > _DAY:
        shown.pop("created_by", None)
    return shown


def _show_counters(call: MethodCall, post: Json, *, manages: bool) -> Json:
    closed = bool(post.get("_closed"))
    seen = counters(call.world, post, call.now)
    comments: Json = {
        "count": count_comments(call.world, post, call.now),
        "can_post": int(not closed),
        "groups_can_post": True,
    }
    if manages:
        comments["can_open" if closed else "can_close"] = 1
    return {
        "comments": comments,
        "likes": show_likes(call, "post", post["owner_id"], post["id"], seen["likes"]),
        **show_reactions(call, post, seen["likes"]),
        "reposts": {"count": seen["reposts"], "user_reposted": 0},
        "views": {"count": seen["views"]},
    }


def find_post(call: MethodCall, word: str, parameter: str) -> Json | None:
    """Find the post that a word such as `-1_2` names, if the caller may see it."""
    owner_id, post_id = call.pair(word, parameter)
    if -owner_id not in call.world.publics or not call.can_read(-owner_id):
        return None
    post = call.world.post(-owner_id, post_id)
    hidden = post is not None and (post["date"] > call.now or post["post_type"] != "post")
    return None if hidden and not call.is_manager(-owner_id) else post


def _show_posts(call: MethodCall, posts: Iterable[Json]) -> Json:
    """Show posts with the profiles that they mention."""
    items = [show_post(call, post) for post in posts]
    all_posts = [*items, *(copy for post in items for copy in post.get("copy_history", ()))]
    fields = ("owner_id", "from_id", "signer_id")
    mentioned = {post[name] for post in all_posts for name in fields if name in post}
    sets = {"reaction_sets": [reaction_set()]} if call.flag("extended") else {}
    return {"items": items, **show_profiles(call, mentioned), **sets}


@method("wall.get", "US")
def get(call: MethodCall) -> Json:
    """Return the posts of a wall, newest first."""
    group_id = call.wall_of()
    page = call.page(_list_posts(call, group_id), count=20, most=100)
    return {**page, **_show_posts(call, page["items"])}


def _list_posts(call: MethodCall, group_id: int) -> list[Json]:
    world, selection = call.world, call.choice("filter", _FILTERS, "all")
    if selection == "postponed":
        call.check_manager(group_id)
        return world.queue(group_id)
    if selection == "suggests":
        manages = call.is_manager(group_id)
        author_id = call.caller.id
        suggestions = world.suggestions(group_id)
        return [post for post in suggestions if manages or post["from_id"] == author_id]
    if selection in ("archived", "donut"):
        return []
    posts = list(world.visible_posts(group_id))
    if selection == "all":
        return posts
    return [post for post in posts if (post["from_id"] == -group_id) == (selection == "owner")]


@method("wall.getById", "US")
def get_by_id(call: MethodCall) -> Json:
    """Return posts by id and skip deleted and closed ones."""
    words = call.words("posts") or [call.require("posts")]
    if len(words) > 100:
        call.wrong("posts", "contains too many items")
    posts = [find_post(call, word, "posts") for word in words]
    return _show_posts(call, [post for post in posts if post is not None])


@method("wall.search", "US")
def search(call: MethodCall) -> Json:
    """Find posts whose text contains all words."""
    group_id = call.wall_of()
    words = call.text("query").casefold().split()
    owners_only = call.flag("owners_only")
    posts = [
        post
        for post in call.world.visible_posts(group_id)
        if all(word in post["text"].casefold() for word in words)
        if post["from_id"] == -group_id or not owners_only
    ]
    page = call.page(posts, count=20, most=100)
    return {**page, **_show_posts(call, page["items"])}


@method("wall.getReposts", "US")
def get_reposts(call: MethodCall) -> Json:
    """Return the reposts of a post."""
    original = (call.number("owner_id"), call.number("post_id"))
    reposts = [
        show_post(call, post)
        for post in call.world.reposts(original)
        if call.can_read(-post["owner_id"])
    ]
    offset, count = call.window(count=20, most=1000)
    items = reposts[offset : offset + count]
    return {
        "items": items,
        **show_profiles(call, {post["owner_id"] for post in items}, always=True),
    }


@method("wall.checkCopyrightLink", "U")
def check_copyright_link(call: MethodCall) -> int:
    """Check a URL that a post names as its source."""
    if not call.require("link").startswith(("http://", "https://")):
        call.refuse(3102, "Specified link is incorrect (can't find source)")
    return 1


@method("wall.parseAttachedLink", "U")
def parse_attached_link(call: MethodCall) -> Json:
    """Return previews of links."""
    links = [{"type": "link", "link": {"url": url, "title": url}} for url in call.words("links")]
    return {"data": links or call.wrong("links"), "groups": [], "profiles": []}
