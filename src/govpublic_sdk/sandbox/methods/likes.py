"""Likes of posts, comments and photos."""

from __future__ import annotations

from govpublic_sdk.sandbox.asking import Ask, method
from govpublic_sdk.sandbox.methods.users import users_of
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


def _liked(ask: Ask) -> list[int]:
    """Who liked a thing, which must exist."""
    kind, owner = ask.needed("type"), ask.number("owner_id", ask.caller.id)
    number = ask.number("item_id")
    if kind == "post" and (-owner not in ask.world.publics or not ask.world.post(-owner, number)):
        ask.refuse(100, "One of the parameters specified was missing or invalid: item_id")
    key = (kind, owner, number)
    if key not in ask.world.likes:
        chance = ask.world.chance("likes", *key)
        ask.world.likes[key] = sorted(chance.sample(range(3, 200), chance.randrange(20)))
    return ask.world.likes[key]


@method("likes.add", "U")
def add(ask: Ask) -> Json:
    """Like."""
    liked = _liked(ask)
    if ask.caller.id not in liked:
        liked.append(ask.caller.id)
    return {"likes": len(liked)}


@method("likes.delete", "U")
def delete(ask: Ask) -> Json:
    """Take a like back."""
    liked = _liked(ask)
    if ask.caller.id not in liked:
        ask.refuse(100, "One of the parameters specified was missing or invalid: not liked")
    liked.remove(ask.caller.id)
    return {"likes": len(liked)}


@method("likes.getList", "US")
def get_list(ask: Ask) -> Json:
    """Who liked it."""
    page = ask.page(_liked(ask), count=100, most=1000)
    if ask.flag("extended"):
        page["items"] = [{"type": "profile", **one} for one in users_of(ask, page["items"])]
    return page


@method("likes.isLiked", "U")
def is_liked(ask: Ask) -> Json:
    """Whether a person liked it."""
    person = ask.number("user_id", ask.caller.id)
    return {"liked": int(person in _liked(ask)), "copied": 0}
