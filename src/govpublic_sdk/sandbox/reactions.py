"""Reactions to posts: which there are, and which of them came with the views of a post.

A plain like is the reaction 0. VK's schema has no method to give another one: people do it in the
application, here by `citizens.react`.
"""

from __future__ import annotations

from collections import Counter

from govpublic_sdk.sandbox.values import Json

__all__ = ["SET_ID", "TITLES", "counts", "reaction_set", "seed_counts", "seed_reaction"]

SET_ID = "reactions"
TITLES = ("Нравится", "Огонь", "Смешно", "Неожиданно", "Грустно", "Сочувствую")
"""The names of the reactions, by their id; all but the first are made up."""

_SHARES: tuple[int, ...] = (0, 0, 0, 1, 0, 0, 2, 0, 0, 4, 0, 0, 0, 1, 0, 5, 0, 0, 3, 0)
"""The reactions of twenty who liked a post one after another."""


def seed_reaction(post: Json, place: int) -> int:
    """The reaction of a person whose like came with the views of a post.

    Args:
        post: The post.
        place: How many likes came before.
    """
    number: int = post["id"]
    return _SHARES[(place + number) % len(_SHARES)]


def seed_counts(post: Json, likes: int) -> Counter[int]:
    """How often each reaction came with the views of a post."""
    rounds, rest = divmod(likes, len(_SHARES))
    found: Counter[int] = Counter(seed_reaction(post, place) for place in range(rest))
    for one in _SHARES if rounds else ():
        found[one] += rounds
    return found


def counts(found: Counter[int], own: int | None) -> Json:
    """The `reactions` of a post.

    Args:
        found: How often each was given.
        own: The reaction of the caller, None without one.
    """
    items = [{"id": one, "count": found[one]} for one in sorted(found) if found[one]]
    user = {} if own is None else {"user_reaction": own}
    return {"count": found.total(), "items": items, **user}


def reaction_set() -> Json:
    """The set of reactions that posts name."""
    return {"id": SET_ID, "items": [_show(*one) for one in enumerate(TITLES)]}


def _show(number: int, title: str) -> Json:
    place = f"https://sandbox.invalid/reaction{number}"
    sizes = (32, 48, 72)
    images = [{"url": f"{place}_{size}.png", "width": size, "height": size} for size in sizes]
    look = {"animation_url": f"{place}.json", "images": images, "title": title}
    return {"id": number, "title": title, "asset": {**look, "title_color": "2a5885"}}
