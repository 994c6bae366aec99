"""Likes: those of posts grow with their views, and anybody may add one."""

from __future__ import annotations

from collections import Counter

from govpublic_sdk.sandbox.engagement import by_id, counters
from govpublic_sdk.sandbox.methods.users import users_of
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.reactions import (
    SET_ID,
    counts,
    reaction_set,
    seed_counts,
    seed_reaction,
)
from govpublic_sdk.sandbox.world import Json

__all__ = ["like_info", "reactions_of"]

_THINGS = ("photo", "video", "doc", "note", "market", "story")
_KINDS = ("post", "comment", "topic_comment", "photo_comment", "video_comment", *_THINGS)


def like_info(ask: MethodCall, kind: str, owner: int, number: int, grown: int = 0) -> Json:
    """The `likes` of a thing: those that came with views, and those that were added."""
    added = ask.world.likes.get((kind, owner, number), {})
    return {
        "count": grown + len(added),
        "can_like": int(ask.caller.id not in added),
        "can_publish": 1,
        "user_likes": int(ask.caller.id in added),
    }


def reactions_of(ask: MethodCall, post: Json, grown: int) -> Json:
    """The reactions to a post: those that came with views, and those that were added."""
    added = ask.world.likes.get(("post", post["owner_id"], post["id"]), {})
    found = seed_counts(post, grown) + Counter(added.values())
    return {"reaction_set_id": SET_ID, "reactions": counts(found, added.get(ask.caller.id))}


def _count_seeded(ask: MethodCall, kind: str, owner: int, number: int) -> int:
    """How many likes came with views."""
    post = ask.world.post(-owner, number) if kind == "post" else None
    return counters(ask.world, post, ask.now)["likes"] if post else 0


def _likers(ask: MethodCall, thing: tuple[str, int, int]) -> list[int]:
    """Everybody who liked a thing: who did it by a call, newest first, then members by their ids.

    A user is named once: a member who likes by a call makes room for another one.
    """
    added, grown = ask.world.likes.get(thing, {}), _count_seeded(ask, *thing)
    if not grown:
        return list(reversed(added))
    members = ask.world.audience(-thing[1]).page(ask.now, 1, grown + len(added))  # 0 manages
    return [*reversed(added), *(member for member in members if member not in added)][
        : grown + len(added)
    ]


def _target(ask: MethodCall) -> tuple[str, int, int]:
    """The thing that a call names, which must exist."""
    kind, owner = ask.choice("type", _KINDS, ""), ask.number("owner_id", ask.caller.id)
    number = ask.number("item_id")
    if not _exists(ask, kind, owner, number):
        ask.wrong("item_id", "does not exist")
    return kind, owner, number


def _exists(ask: MethodCall, kind: str, owner: int, number: int) -> bool:
    if kind == "post":
        post = ask.world.post(-owner, number) if -owner in ask.world.publics else None
        return post is not None and post["date"] <= ask.now and ask.can_read(-owner)
    if kind == "comment":
        found = by_id(ask.world, owner, number)
        return found is not None and not found.get("deleted")
    return kind not in _THINGS or (kind, owner, number) in ask.world.things


def _tell(ask: MethodCall, kind: str, thing: tuple[str, int, int]) -> None:
    """Tell the community whose thing it is."""
    what, owner, number = thing
    comment = by_id(ask.world, owner, number) if what == "comment" else None
    told = {
        "liker_id": ask.caller.id,
        "object_type": what,
        "object_owner_id": owner,
        "object_id": number,
        "thread_reply_id": 0,
        "post_id": comment["post_id"] if comment else 0,
    }
    ask.world.tell(-owner, kind, told)


@method("likes.add", "U")
def add(ask: MethodCall) -> Json:
    """Like."""
    thing = _target(ask)
    added = ask.world.likes[thing]
    if ask.caller.id not in added:
        added[ask.caller.id] = 0
        _tell(ask, "like_add", thing)
    return {"likes": _count_seeded(ask, *thing) + len(added)}


@method("likes.delete", "U")
def delete(ask: MethodCall) -> Json:
    """Take a like back."""
    thing = _target(ask)
    added = ask.world.likes[thing]
    if ask.caller.id not in added:
        ask.wrong("item_id", "is not liked")
    del added[ask.caller.id]
    _tell(ask, "like_remove", thing)
    return {"likes": _count_seeded(ask, *thing) + len(added)}


@method("likes.getList", "US")
def get_list(ask: MethodCall) -> Json:
    """Who liked it, newest first, each with the reaction."""
    thing = _target(ask)
    offset, count = ask.window(count=100, most=1000)
    likers = _likers(ask, thing)
    items = likers[offset : offset + count]
    beside = _reactions_beside(ask, thing, items, offset)
    if ask.flag("extended"):
        people = [{"type": "profile", **one} for one in users_of(ask, items)]
        return {"count": len(likers), "items": people, **beside}
    return {"count": len(likers), "items": items, **beside}


def _reactions_beside(
    ask: MethodCall, thing: tuple[str, int, int], people: list[int], offset: int
) -> Json:
    """The reactions of those who liked a post, in the order of the list."""
    kind, owner, number = thing
    post = ask.world.post(-owner, number) if kind == "post" else None
    if post is None:
        return {}
    added = ask.world.likes.get(thing, {})
    places = enumerate(people, offset - len(added))
    listed = [added[one] if one in added else seed_reaction(post, place) for place, one in places]
    return {"reactions": listed, "reaction_set_id": SET_ID, "reaction_sets": [reaction_set()]}


@method("likes.isLiked", "U")
def is_liked(ask: MethodCall) -> Json:
    """Whether a person liked it."""
    thing, person = _target(ask), ask.number("user_id", ask.caller.id)
    return {"liked": int(person in _likers(ask, thing)), "copied": 0}
