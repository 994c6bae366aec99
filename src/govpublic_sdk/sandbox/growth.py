"""How posts are seen: views, likes and reposts grow with time and level off after some days.

All follows from the seed, the post and the moment; nothing is stored but what a post can reach.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from govpublic_sdk.sandbox.talk import counted
from govpublic_sdk.sandbox.world import Json, World

__all__ = ["Gains", "counters", "gained"]

_DAY = 86_400
_SEEN_BY_ALL = 30 * _DAY


@dataclass(slots=True)
class Gains:
    """What a community gained within some time."""

    views: int = 0
    likes: int = 0
    reposts: int = 0
    comments: int = 0


def counters(world: World, post: Json, at: float) -> dict[str, int]:
    """Views, likes and reposts of a post at a moment."""
    most = post.get("_most") or _most_views(world, post)
    views = int(most * -math.expm1(-max(0.0, at - post["date"]) / _DAY))
    return {"views": views, "likes": views // 50, "reposts": views // 400}


def _most_views(world: World, post: Json) -> float:
    """How often a post will be seen in the end; kept with the post."""
    number = -post["owner_id"]
    chance = world.chance("views", number, post["id"])
    most: float = world.publics[number]["members_count"] * (0.05 + 0.4 * chance.random()) + 1
    post["_most"] = most
    return most


def gained(world: World, posts: Iterable[Json], start: float, end: float) -> Gains:
    """What posts gained between two moments, none later than now."""
    start, end = min(start, world.clock.now()), min(end, world.clock.now())
    gains = Gains()
    for post in posts:
        if start - _SEEN_BY_ALL <= post["date"] <= end:
            _add(gains, world, post, start, end)
    return gains


def _add(gains: Gains, world: World, post: Json, start: float, end: float) -> None:
    before, after = counters(world, post, start), counters(world, post, end)
    gains.views += after["views"] - before["views"]
    gains.likes += after["likes"] - before["likes"]
    gains.reposts += after["reposts"] - before["reposts"]
    gains.comments += counted(world, post, end) - counted(world, post, start)
