"""Likes: seeded ones of posts grow with the views, users add others by calls."""

from __future__ import annotations

from collections import Counter

from govpublic_sdk.sandbox.engagement import counters, find_comment
from govpublic_sdk.sandbox.methods.users import show_users
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.reactions import (
    SET_ID,
    counts,
    reaction_set,
    seed_counts,
    seed_reaction,
)
from govpublic_sdk.sandbox.world import Json

__all__ = ["show_likes", "show_reactions"]

_THINGS = ("photo", "video", "doc", "note", "market", "story")
_KINDS = ("post", "comment", "topic_comment", "photo_comment", "video_comment", *_THINGS)


def show_likes(call: MethodCall, kind: str, owner_id: int, item_id: int, seeded: int = 0) -> Json:
    """Show the `likes` of an item: seeded ones plus added ones."""
    added = call.world.likes.get((kind, owner_id, item_id), {})
    return {
        "count": seeded + len(added),
        "can_like": int(call.caller.id not in added),
        "can_publish": 1,
        "user_likes": int(call.caller.id in added),
    }


def show_reactions(call: MethodCall, post: Json, seeded: int) -> Json:
    """Show the reactions to a post: seeded ones plus added ones."""
    added = call.world.likes.get(("post", post["owner_id"], post["id"]), {})
    totals = seed_counts(post, seeded) + Counter(added.values())
    return {"reaction_set_id": SET_ID, "reactions": counts(totals, added.get(call.caller.id))}


def _count_seeded(call: MethodCall, kind: str, owner_id: int, item_id: int) -> int:
    """Count the seeded likes of an item."""
    post = call.world.post(-owner_id, item_id) if kind == "post" else None
    return counters(call.world, post, call.now)["likes"] if post else 0


def _list_likers(call: MethodCall, thing: tuple[str, int, int]) -> list[int]:
    """List the users that liked an item: by a call, newest first, then members by id.

    Each user appears once: if a member likes by a call, another member fills the seeded place.
    """
    added, seeded = call.world.likes.get(thing, {}), _count_seeded(call, *thing)
    if not seeded:
        return list(reversed(added))
    # Index 0 is the manager, which seeded likes leave out.
    members = call.world.audience(-thing[1]).page(call.now, 1, seeded + len(added))
    others = [member_id for member_id in members if member_id not in added]
    return [*reversed(added), *others][: seeded + len(added)]


def _parse_target(call: MethodCall) -> tuple[str, int, int]:
    """Return kind, owner and id of the item that a call names, which must exist."""
    kind, owner_id = call.choice("type", _KINDS, ""), call.number("owner_id", call.caller.id)
    item_id = call.number("item_id")
    if not _target_exists(call, kind, owner_id, item_id):
        call.wrong("item_id", "does not exist")
    return kind, owner_id, item_id


def _target_exists(call: MethodCall, kind: str, owner_id: int, item_id: int) -> bool:
    if kind == "post":
        post = call.world.post(-owner_id, item_id) if -owner_id in call.world.publics else None
        return post is not None and post["date"] <= call.now and call.can_read(-owner_id)
    if kind == "comment":
        comment = find_comment(call.world, owner_id, item_id)
        return comment is not None and not comment.get("deleted")
    return kind not in _THINGS or (kind, owner_id, item_id) in call.world.things


def _notify(call: MethodCall, kind: str, thing: tuple[str, int, int]) -> None:
    """Send an event to the community that owns an item."""
    object_type, owner_id, item_id = thing
    comment = find_comment(call.world, owner_id, item_id) if object_type == "comment" else None
    event = {
        "liker_id": call.caller.id,
        "object_type": object_type,
        "object_owner_id": owner_id,
        "object_id": item_id,
        "thread_reply_id": 0,
        "post_id": comment["post_id"] if comment else 0,
    }
    call.world.tell(-owner_id, kind, event)


@method("likes.add", "U")
def add(call: MethodCall) -> Json:
    """Like an item."""
    thing = _parse_target(call)
    added = call.world.likes[thing]
    if call.caller.id not in added:
        added[call.caller.id] = 0
        _notify(call, "like_add", thing)
    return {"likes": _count_seeded(call, *thing) + len(added)}


@method("likes.delete", "U")
def delete(call: MethodCall) -> Json:
    """Remove a like."""
    thing = _parse_target(call)
    added = call.world.likes[thing]
    if call.caller.id not in added:
        call.wrong("item_id", "is not liked")
    del added[call.caller.id]
    _notify(call, "like_remove", thing)
    return {"likes": _count_seeded(call, *thing) + len(added)}


@method("likes.getList", "US")
def get_list(call: MethodCall) -> Json:
    """Return the users that liked an item, newest first, with reactions to posts."""
    thing = _parse_target(call)
    offset, count = call.window(count=100, most=1000)
    likers = _list_likers(call, thing)
    items = likers[offset : offset + count]
    reactions = _show_reactions_of(call, thing, items, offset)
    if call.flag("extended"):
        people = [{"type": "profile", **user} for user in show_users(call, items)]
        return {"count": len(likers), "items": people, **reactions}
    return {"count": len(likers), "items": items, **reactions}


def _show_reactions_of(
    call: MethodCall, thing: tuple[str, int, int], user_ids: list[int], offset: int
) -> Json:
    """Show the reactions of the listed users to a post, in the same order."""
    kind, owner_id, item_id = thing
    post = call.world.post(-owner_id, item_id) if kind == "post" else None
    if post is None:
        return {}
    added = call.world.likes.get(thing, {})
    indexed = enumerate(user_ids, offset - len(added))
    listed = [
        added[user_id] if user_id in added else seed_reaction(post, index)
        for index, user_id in indexed
    ]
    return {"reactions": listed, "reaction_set_id": SET_ID, "reaction_sets": [reaction_set()]}


@method("likes.isLiked", "U")
def is_liked(call: MethodCall) -> Json:
    """Return whether a user liked an item."""
    thing, user_id = _parse_target(call), call.number("user_id", call.caller.id)
    return {"liked": int(user_id in _list_likers(call, thing)), "copied": 0}
