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

__all__ = ["find_post", "show_post", "strip_internal"]

_DAY = 86_400
_FILTERS = ("all", "owner", "others", "postponed", "suggests", "archived", "donut")
_MANAGER_FIELDS = ("can_edit", "can_delete", "can_pin", "created_by")


def strip_internal(post: Json) -> Json:
    """Return a post without the fields that are internal to the sandbox."""
    return {name: value for name, value in post.items() if not name.startswith("_")}


def show_post(ask: MethodCall, post: Json) -> Json:
    """Show a post with its current counters, as the caller sees it."""
    manages = ask.is_manager(-post["owner_id"])
    shown = {**refresh(ask, strip_internal(post)), **_show_counters(ask, post, manages=manages)}
    if post["date"] > ask.now:
        shown["post_type"] = "postpone"
    if not manages:
        shown = {name: value for name, value in shown.items() if name not in _MANAGER_FIELDS}
    elif ask.now - post["date"] > _DAY:
        shown.pop("created_by", None)
    return shown


def _show_counters(ask: MethodCall, post: Json, *, manages: bool) -> Json:
    closed = bool(post.get("_closed"))
    seen = counters(ask.world, post, ask.now)
    comments: Json = {
        "count": count_comments(ask.world, post, ask.now),
        "can_post": int(not closed),
        "groups_can_post": True,
    }
    if manages:
        comments["can_open" if closed else "can_close"] = 1
    return {
        "comments": comments,
        "likes": show_likes(ask, "post", post["owner_id"], post["id"], seen["likes"]),
        **show_reactions(ask, post, seen["likes"]),
        "reposts": {"count": seen["reposts"], "user_reposted": 0},
        "views": {"count": seen["views"]},
    }


def find_post(ask: MethodCall, word: str, parameter: str) -> Json | None:
    """Find the post that a word such as `-1_2` names, if the caller may see it."""
    owner_id, post_id = ask.pair(word, parameter)
    if -owner_id not in ask.world.publics or not ask.can_read(-owner_id):
        return None
    post = ask.world.post(-owner_id, post_id)
    hidden = post is not None and (post["date"] > ask.now or post["post_type"] != "post")
    return None if hidden and not ask.is_manager(-owner_id) else post


def _show_posts(ask: MethodCall, posts: Iterable[Json]) -> Json:
    """Show posts with the profiles that they mention."""
    items = [show_post(ask, post) for post in posts]
    all_posts = [*items, *(copy for post in items for copy in post.get("copy_history", ()))]
    fields = ("owner_id", "from_id", "signer_id")
    mentioned = {post[name] for post in all_posts for name in fields if name in post}
    sets = {"reaction_sets": [reaction_set()]} if ask.flag("extended") else {}
    return {"items": items, **show_profiles(ask, mentioned), **sets}


@method("wall.get", "US")
def get(ask: MethodCall) -> Json:
    """Return the posts of a wall, newest first."""
    group_id = ask.wall_of()
    page = ask.page(_list_posts(ask, group_id), count=20, most=100)
    return {**page, **_show_posts(ask, page["items"])}


def _list_posts(ask: MethodCall, group_id: int) -> list[Json]:
    world, selection = ask.world, ask.choice("filter", _FILTERS, "all")
    if selection == "postponed":
        ask.check_manager(group_id)
        return world.queue(group_id)
    if selection == "suggests":
        manages = ask.is_manager(group_id)
        return [
            post
            for post in world.suggestions(group_id)
            if manages or post["from_id"] == ask.caller.id
        ]
    if selection in ("archived", "donut"):
        return []
    posts = list(world.visible_posts(group_id))
    if selection == "all":
        return posts
    return [post for post in posts if (post["from_id"] == -group_id) == (selection == "owner")]


@method("wall.getById", "US")
def get_by_id(ask: MethodCall) -> Json:
    """Return posts by id and skip deleted and closed ones."""
    words = ask.words("posts") or [ask.require("posts")]
    if len(words) > 100:
        ask.wrong("posts", "contains too many items")
    posts = [find_post(ask, word, "posts") for word in words]
    return _show_posts(ask, [post for post in posts if post is not None])


@method("wall.search", "US")
def search(ask: MethodCall) -> Json:
    """Find posts whose text contains all words."""
    group_id = ask.wall_of()
    words = ask.text("query").casefold().split()
    owners_only = ask.flag("owners_only")
    posts = [
        post
        for post in ask.world.visible_posts(group_id)
        if all(word in post["text"].casefold() for word in words)
        if post["from_id"] == -group_id or not owners_only
    ]
    page = ask.page(posts, count=20, most=100)
    return {**page, **_show_posts(ask, page["items"])}


@method("wall.getReposts", "US")
def get_reposts(ask: MethodCall) -> Json:
    """Return the reposts of a post."""
    original = (ask.number("owner_id"), ask.number("post_id"))
    reposts = [
        show_post(ask, post)
        for post in ask.world.reposts(original)
        if ask.can_read(-post["owner_id"])
    ]
    offset, count = ask.window(count=20, most=1000)
    items = reposts[offset : offset + count]
    return {"items": items, **show_profiles(ask, {post["owner_id"] for post in items}, always=True)}


@method("wall.checkCopyrightLink", "U")
def check_copyright_link(ask: MethodCall) -> int:
    """Check a URL that a post names as its source."""
    if not ask.require("link").startswith(("http://", "https://")):
        ask.refuse(3102, "Specified link is incorrect (can't find source)")
    return 1


@method("wall.parseAttachedLink", "U")
def parse_attached_link(ask: MethodCall) -> Json:
    """Return previews of links."""
    links = [{"type": "link", "link": {"url": url, "title": url}} for url in ask.words("links")]
    return {"data": links or ask.wrong("links"), "groups": [], "profiles": []}
