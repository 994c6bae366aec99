"""Statistics of communities and posts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from govpublic_sdk.sandbox.engagement import Gains, count_gains, counters
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_INTERVALS = ("day", "week", "month", "year", "all")
_MAX_DAYS = {"day": 1, "week": 7, "month": 31, "year": 366}
_PARTS = ("visitors", "reach", "activity")
_MAX_PERIODS = 1000
_MIN_TIMESTAMP = 1_136_073_600  # 1 January 2006; VK did not exist before
_AGE_SHARES = {
    "12-18": 8,
    "18-21": 6,
    "21-24": 8,
    "24-27": 9,
    "27-30": 11,
    "30-35": 18,
    "35-45": 24,
}


@method("stats.get", "U")
def get(call: MethodCall) -> list[Json]:
    """Return the statistics of periods, newest first."""
    group_id = call.group_id()
    if not (call.is_manager(group_id) or call.world.publics[group_id].get("stats_open")):
        call.refuse(15, "Access denied: community statistics are closed")
    omitted = set(_PARTS) - set(call.words("stats_groups") or _PARTS)
    posts = list(call.world.visible_posts(group_id))
    periods = [_show_period(call, group_id, posts, *times) for times in _list_periods(call)]
    for period in periods:
        for name in omitted:
            period.pop(name, None)
    return periods


def _list_periods(call: MethodCall) -> list[tuple[int, int]]:
    interval = call.choice("interval", _INTERVALS, "day")
    until = min(call.number("timestamp_to", call.now), call.now)
    since = max(call.number("timestamp_from", 0), _MIN_TIMESTAMP)
    if since > until:
        call.wrong("timestamp_from", "is after timestamp_to")
    if interval == "all":
        return [(since, until)]
    default_count = _MAX_PERIODS if "timestamp_from" in call.params else 30
    count = call.number("intervals_count", default_count, least=1, most=_MAX_PERIODS)
    return list(islice(_iterate_backwards(interval, since, until), count))


def _iterate_backwards(interval: str, since: int, until: int) -> Iterator[tuple[int, int]]:
    """Yield whole periods in UTC, from that of `until` back to that of `since`."""
    midnight = datetime.fromtimestamp(until, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    start = _first_day(interval, midnight)
    end = _first_day(interval, start + timedelta(days=_MAX_DAYS[interval]))
    while end.timestamp() > since:
        yield int(start.timestamp()), int(end.timestamp()) - 1
        start, end = _first_day(interval, start - timedelta(days=1)), start


def _first_day(interval: str, day: datetime) -> datetime:
    """Return the first day of the period that contains a day."""
    if interval == "week":
        return day - timedelta(days=day.weekday())
    if interval in ("month", "year"):
        return day.replace(day=1, month=1 if interval == "year" else day.month)
    return day


def _show_period(call: MethodCall, group_id: int, posts: list[Json], start: int, end: int) -> Json:
    gains = count_gains(call.world, posts, start, end + 1)
    visitors, reach = gains.views // 20, gains.views * 8 // 10
    period: Json = {
        "period_from": start,
        "period_to": end,
        "visitors": {
            "views": visitors * 2,
            "visitors": visitors,
            "mobile_views": visitors * 3 // 2,
            **_show_demography(call, visitors),
        },
        "reach": {
            "reach": reach,
            "reach_subscribers": reach * 6 // 10,
            "mobile_reach": reach * 8 // 10,
            **_show_demography(call, reach),
        },
    }
    activity = _show_activity(call, group_id, gains, start, end)
    if any(activity.values()):  # VK omits an activity of zeros
        period["activity"] = activity
    return period


def _show_activity(call: MethodCall, group_id: int, gains: Gains, start: int, end: int) -> Json:
    times = min(start, call.now), min(end + 1, call.now)
    came, went = call.world.audience(group_id).change(*times)
    return {
        "likes": gains.likes,
        "copies": gains.reposts,
        "comments": gains.comments,
        "hidden": gains.views // 1500,
        "subscribed": came,
        "unsubscribed": went,
    }


def _show_demography(call: MethodCall, total: int) -> Json:
    """Show visitors by sex, age and place, with the same shares for every community."""
    if not total:
        return {"sex": [], "age": [], "sex_age": [], "cities": [], "countries": []}
    women = total * 6 // 10
    ages = [(age, total * share // 100) for age, share in _AGE_SHARES.items()]
    return {
        "sex": [{"value": "f", "count": women}, {"value": "m", "count": total - women}],
        "age": [{"value": age, "count": count} for age, count in ages],
        "sex_age": [
            {"value": f"{sex};{age}", "count": count * share // 10}
            for age, count in ages
            for sex, share in (("f", 6), ("m", 4))
        ],
        "cities": [{"value": 123, "name": "Самара", "count": total // 2}],
        "countries": [{"value": 1, "name": "Россия", "code": "RU", "count": total}],
    }


@method("stats.getPostReach", "U")
def get_post_reach(call: MethodCall) -> list[Json]:
    """Return the reach of posts and skip deleted ones and those before the latest 300."""
    group_id = call.existing_group(-call.number("owner_id"), "owner_id")
    post_ids = call.numbers("post_ids")
    if not call.is_manager(group_id):
        call.refuse(15, "Access denied: post statistics are closed")
    if not 1 <= len(post_ids) <= 30:
        call.wrong("post_ids", "should contain 1 to 30 items")
    latest = {post["id"]: post for post in list(call.world.visible_posts(group_id))[:300]}
    return [_show_reach(call, latest[post_id]) for post_id in post_ids if post_id in latest]


def _show_reach(call: MethodCall, post: Json) -> Json:
    views = counters(call.world, post, call.now)["views"]
    reach, subscribers = views * 9 // 10, views * 6 // 10
    return {
        "post_id": post["id"],
        "reach_total": reach,
        "reach_total_count": reach,
        "reach_subscribers": subscribers,
        "reach_subscribers_count": subscribers,
        "reach_viral": reach - subscribers,
        "reach_ads": 0,
        "links": views // 100,
        "to_group": views // 200,
        "join_group": views // 1000,
        "report": 0,
        "hide": views // 1500,
        "unsubscribe": views // 2000,
    }


@method("stats.trackVisitor", "U")
def track_visitor(call: MethodCall) -> int:
    """Count a visit."""
    return 1
