"""Likes: seeded ones of posts grow with the views, users add others by calls."""

from __future__ import annotations

from collections import Counter

from govpublic_sdk.sandbox.engagement import by_id, counters
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


def show_likes(ask: MethodCall, kind: str, owner_id: int, item_id: int, seeded: int = 0) -> Json:
    """Show the `likes` of an item: seeded ones plus added ones."""
    added = ask.world.likes.get((kind, owner_id, item_id), {})
    return {
        "count": seeded + len(added),
        "can_like": int(ask.caller.id not in added),
        "can_publish": 1,
        "user_likes": int(ask.caller.id in added),
    }


def show_reactions(ask: MethodCall, post: Json, seeded: int) -> Json:
    """Show the reactions to a post: seeded ones plus added ones."""
    added = ask.world.likes.get(("post", post["owner_id"], post["id"]), {})
    totals = seed_counts(post, seeded) + Counter(added.values())
    return {"reaction_set_id": SET_ID, "reactions": counts(totals, added.get(ask.caller.id))}


def _count_seeded(ask: MethodCall, kind: str, owner_id: int, item_id: int) -> int:
    """Count the seeded likes of an item."""
    post = ask.world.post(-owner_id, item_id) if kind == "post" else None
    return counters(ask.world, post, ask.now)["likes"] if post else 0


def _list_likers(ask: MethodCall, thing: tuple[str, int, int]) -> list[int]:
    """List the users that liked an item: by a call, newest first, then members by id.

    Each user appears once: if a member likes by a call, another member fills the seeded place.
    """
    added, seeded = ask.world.likes.get(thing, {}), _count_seeded(ask, *thing)
    if not seeded:
        return list(reversed(added))
    members = ask.world.audience(-thing[1]).page(ask.now, 1, seeded + len(added))  # 0 manages
    return [*reversed(added), *(member_id for member_id in members if member_id not in added)][
        : seeded + len(added)
    ]


def _target(ask: MethodCall) -> tuple[str, int, int]:
    """Return kind, owner and id of the item that a call names, which must exist."""
    kind, owner_id = ask.choice("type", _KINDS, ""), ask.number("owner_id", ask.caller.id)
    item_id = ask.number("item_id")
    if not _target_exists(ask, kind, owner_id, item_id):
        ask.wrong("item_id", "does not exist")
    return kind, owner_id, item_id


def _target_exists(ask: MethodCall, kind: str, owner_id: int, item_id: int) -> bool:
    if kind == "post":
        post = ask.world.post(-owner_id, item_id) if -owner_id in ask.world.publics else None
        return post is not None and post["date"] <= ask.now and ask.can_read(-owner_id)
    if kind == "comment":
        comment = by_id(ask.world, owner_id, item_id)
        return comment is not None and not comment.get("deleted")
    return kind not in _THINGS or (kind, owner_id, item_id) in ask.world.things


def _notify(ask: MethodCall, kind: str, thing: tuple[str, int, int]) -> None:
    """Send an event to the community that owns an item."""
    object_type, owner_id, item_id = thing
    comment = by_id(ask.world, owner_id, item_id) if object_type == "comment" else None
    event = {
        "liker_id": ask.caller.id,
        "object_type": object_type,
        "object_owner_id": owner_id,
        "object_id": item_id,
        "thread_reply_id": 0,
        "post_id": comment["post_id"] if comment else 0,
    }
    ask.world.tell(-owner_id, kind, event)


@method("likes.add", "U")
def add(ask: MethodCall) -> Json:
    """Like an item."""
    thing = _target(ask)
    added = ask.world.likes[thing]
    if ask.caller.id not in added:
        added[ask.caller.id] = 0
        _notify(ask, "like_add", thing)
    return {"likes": _count_seeded(ask, *thing) + len(added)}


@method("likes.delete", "U")
def delete(ask: MethodCall) -> Json:
    """Take a like back."""
    thing = _target(ask)
    added = ask.world.likes[thing]
    if ask.caller.id not in added:
        ask.wrong("item_id", "is not liked")
    del added[ask.caller.id]
    _notify(ask, "like_remove", thing)
    return {"likes": _count_seeded(ask, *thing) + len(added)}


@method("likes.getList", "US")
def get_list(ask: MethodCall) -> Json:
    """Return the users that liked an item, newest first, with reactions to posts."""
    thing = _target(ask)
    offset, count = ask.window(count=100, most=1000)
    likers = _list_likers(ask, thing)
    items = likers[offset : offset + count]
    reactions = _show_reactions_of(ask, thing, items, offset)
    if ask.flag("extended"):
        people = [{"type": "profile", **user} for user in show_users(ask, items)]
        return {"count": len(likers), "items": people, **reactions}
    return {"count": len(likers), "items": items, **reactions}


def _show_reactions_of(
    ask: MethodCall, thing: tuple[str, int, int], user_ids: list[int], offset: int
) -> Json:
    """Show the reactions of the listed users to a post, in the same order."""
    kind, owner_id, item_id = thing
    post = ask.world.post(-owner_id, item_id) if kind == "post" else None
    if post is None:
        return {}
    added = ask.world.likes.get(thing, {})
    indexed = enumerate(user_ids, offset - len(added))
    listed = [
        added[user_id] if user_id in added else seed_reaction(post, index)
        for index, user_id in indexed
    ]
    return {"reactions": listed, "reaction_set_id": SET_ID, "reaction_sets": [reaction_set()]}


@method("likes.isLiked", "U")
def is_liked(ask: MethodCall) -> Json:
    """Return whether a user liked an item."""
    thing, user_id = _target(ask), ask.number("user_id", ask.caller.id)
    return {"liked": int(user_id in _list_likers(ask, thing)), "copied": 0}
