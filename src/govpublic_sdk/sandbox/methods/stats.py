"""Statistics that follow from posts and time: the same posts at the same moment give the same."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from govpublic_sdk.sandbox.asking import Ask, method
from govpublic_sdk.sandbox.world import Json, World

__all__ = ["counters"]

_DAY = 86_400


def counters(world: World, group_id: int, post: Json, at: float) -> dict[str, int]:
    """Views, likes and reposts of a post at a moment: they grow and level off in some days."""
    most = post.get("_most") or _most_views(world, group_id, post)
    views = int(most * -math.expm1(-max(0.0, at - post["date"]) / _DAY))
    return {"views": views, "likes": views // 50, "reposts": views // 400}


def _most_views(world: World, group_id: int, post: Json) -> float:
    """How often a post will be seen in the end; kept with the post."""
    chance = world.chance("views", group_id, post["id"])
    members = world.publics[group_id]["members_count"]
    most: float = members * (0.05 + 0.4 * chance.random())
    post["_most"] = most
    return most


@method("stats.get", "U")
def get(ask: Ask) -> list[Json]:
    """Periods, newest first."""
    number = ask.group_id()
    if not (ask.caller.manages or ask.world.publics[number].get("stats_open")):
        ask.refuse(15, "Access denied: community statistics are closed")
    return [_period(ask.world, number, start, end) for start, end in _periods(ask)]


def _periods(ask: Ask) -> list[tuple[int, int]]:
    interval = ask.text("interval", "day")
    until = ask.number("timestamp_to", ask.now)
    since = ask.number("timestamp_from", until - 30 * _DAY)
    if since > until:
        ask.wrong("timestamp_from", "is after timestamp_to")
    if interval == "all":
        return [(since, until)]
    starts = _starts(ask, interval, since, until)
    found = [(start, end - 1) for start, end in pairwise(starts)]
    most = ask.number("intervals_count", 100, least=1, most=1000)
    return list(reversed(found))[:most]


def _starts(ask: Ask, interval: str, since: int, until: int) -> list[int]:
    """Where periods begin, with the end of the last."""
    moment = datetime.fromtimestamp(since, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    if interval == "week":
        moment -= timedelta(days=moment.weekday())
    elif interval in ("month", "year"):
        moment = moment.replace(day=1, month=1 if interval == "year" else moment.month)
    elif interval != "day":
        ask.wrong("interval")
    starts: list[int] = []
    while moment.timestamp() <= until and len(starts) < 2000:
        starts.append(int(moment.timestamp()))
        moment = _next(moment, interval)
    return [*starts, int(moment.timestamp())]


def _next(moment: datetime, interval: str) -> datetime:
    if interval in ("day", "week"):
        return moment + timedelta(days=1 if interval == "day" else 7)
    months = moment.month + (1 if interval == "month" else 12)
    return moment.replace(year=moment.year + (months - 1) // 12, month=(months - 1) % 12 + 1)


def _period(world: World, number: int, start: int, end: int) -> Json:
    now = world.clock.now()
    gains = {"views": 0, "likes": 0, "reposts": 0}
    for post in world.published(number):
        if post["date"] > end or post["date"] < start - 30 * _DAY:
            continue  # not yet seen, or seen by all who will
        before = counters(world, number, post, min(start, now))
        after = counters(world, number, post, min(end, now))
        for name in gains:
            gains[name] += after[name] - before[name]
    return _shaped(world, number, start, end, gains)


def _shaped(world: World, number: int, start: int, end: int, gains: dict[str, int]) -> Json:
    chance = world.chance("period", number, start)
    reach, visitors = gains["views"] * 8 // 10, gains["views"] // 20
    shares = [{"value": f"{sex};25-34", "count": reach // 6} for sex in ("f", "m")]
    period: Json = {
        "period_from": start,
        "period_to": end,
        "visitors": {"views": visitors * 2, "visitors": visitors, "sex_age": []},
        "reach": {
            "reach": reach,
            "reach_subscribers": reach * 6 // 10,
            "mobile_reach": reach * 8 // 10,
            "sex_age": shares,
            "cities": [{"value": 123, "name": "Самара", "count": reach // 2}],
            "countries": [],
        },
    }
    if gains["views"]:
        period["activity"] = {
            "likes": gains["likes"],
            "copies": gains["reposts"],
            "comments": gains["views"] // 300,
            "subscribed": chance.randrange(5),
            "unsubscribed": chance.randrange(3),
        }
    return period


@method("stats.getPostReach", "U")
def get_post_reach(ask: Ask) -> list[Json]:
    """How far posts reached; those that are gone are left out."""
    owner, numbers = ask.number("owner_id"), ask.numbers("post_ids")
    if -owner not in ask.world.publics:
        ask.refuse(100, "One of the parameters specified was missing or invalid: owner_id")
    if not ask.caller.manages:
        ask.refuse(15, "Access denied: post statistics are closed")
    if not 1 <= len(numbers) <= 30:
        ask.wrong("post_ids", "should contain 1 to 30 items")
    latest = [post["id"] for post in ask.world.published(-owner)][:300]
    return [_reach(ask, -owner, number) for number in numbers if number in latest]


def _reach(ask: Ask, number: int, post_id: int) -> Json:
    post: Any = ask.world.post(number, post_id)
    views = counters(ask.world, number, post, ask.now)["views"]
    return {
        "post_id": post_id,
        "reach_total": views * 9 // 10,
        "reach_subscribers": views * 6 // 10,
        "reach_viral": views * 3 // 10,
        "reach_ads": 0,
        "links": views // 100,
        "to_group": views // 200,
        "join_group": views // 1000,
        "report": 0,
        "hide": views // 1500,
        "unsubscribe": views // 2000,
    }


@method("stats.trackVisitor", "U")
def track_visitor(ask: Ask) -> int:
    """Count a visit."""
    return 1
