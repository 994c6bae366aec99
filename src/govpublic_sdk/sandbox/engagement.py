"""Views, likes, reposts and comments of posts: they grow with time and level off after days.

Values follow from the seed, the post and the time. Comments that were never read are not stored,
yet counted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from govpublic_sdk.sandbox.audience import CITIZENS
from govpublic_sdk.sandbox.world import Json, World

__all__ = [
    "Gains",
    "below",
    "count_comments",
    "count_gains",
    "counters",
    "find_comment",
    "new_comment",
]

_MOST = 6
_FIRST = 1_000_000
_HOUR = 3600
_TEXTS = (
    "Вымышленный вопрос: когда почистят двор?",
    "Вымышленный комментарий: спасибо, сделали.",
    "Вымышленный вопрос: куда обращаться?",
)
_ANSWER = "Вымышленный ответ: сообщение принято, ответим в срок."


def count_comments(world: World, post: Json, until: float) -> int:
    """How many comments a post had at a moment."""
    made = world.replies.get(_key(post))
    if made is None:
        return sum(date <= until for date in _dates(world, post))
    return sum(one["date"] <= until and not one.get("deleted") for one in made)


def below(world: World, post: Json) -> list[Json]:
    """The comments of a post, also deleted ones and those that are still to come."""
    key = _key(post)
    if key not in world.replies:
        dates = _dates(world, post)
        world.replies[key] = [_make_comment(world, post, place) for place in range(len(dates))]
    return world.replies[key]


def find_comment(world: World, owner_id: int, number: int) -> Json | None:
    """A comment on any post of a wall, also a deleted one."""
    post = world.any_post(-owner_id, (number - _FIRST) // _MOST) if number > _FIRST else None
    if post is not None:
        below(world, post)
    for (kind, of, _), comments in world.replies.items():
        if (kind, of) == ("post", owner_id):
            for one in comments:
                if one["id"] == number:
                    return one
    return None


def new_comment(post: Json, number: int, author: int, date: int, text: str) -> Json:
    """A comment as VK shows it."""
    return {
        "id": number,
        "from_id": author,
        "date": date,
        "text": text,
        "post_id": post["id"],
        "owner_id": post["owner_id"],
        "parents_stack": [],
        "attachments": [],
        "thread": {"count": 0, "items": [], "can_post": True, "show_reply_button": True},
    }


def _make_comment(world: World, post: Json, place: int) -> Json:
    number = _FIRST + post["id"] * _MOST + place
    date = _dates(world, post)[place]
    if not _is_answer(world, post, place):
        mark = _mark(world, post, place)
        return new_comment(
            post, number, 3 + mark % (CITIZENS - 3), date, _TEXTS[mark % len(_TEXTS)]
        )
    answer = new_comment(post, number, post["owner_id"], date, _ANSWER)
    asked = _make_comment(world, post, place - 1)
    replied = {"reply_to_comment": asked["id"], "reply_to_user": asked["from_id"]}
    return {**answer, **replied, "parents_stack": [asked["id"]]}


def _is_answer(world: World, post: Json, place: int) -> bool:
    return place % 2 == 1 and _mark(world, post, place) % 3 > 0


def _dates(world: World, post: Json) -> list[int]:
    """When the comments come: the first within the first hours, then more and more slowly."""
    if not post.get("_seeded"):
        return []
    mark = _mark(world, post, -1)
    first = post["date"] + 60 + mark % (2 * _HOUR)
    return [first + _HOUR * place * place for place in range(mark % _MOST)]


def _mark(world: World, post: Json, place: int) -> int:
    return crc32(f"{world.region.seed} {post['owner_id']} {post['id']} {place}".encode())


def _key(post: Json) -> tuple[str, int, int]:
    return ("post", post["owner_id"], post["id"])


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


def count_gains(world: World, posts: Iterable[Json], start: float, end: float) -> Gains:
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
    gains.comments += count_comments(world, post, end) - count_comments(world, post, start)
