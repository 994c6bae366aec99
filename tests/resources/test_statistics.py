"""Statistics: periods, reach, and what everybody sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from govpublic_sdk import Page, PostCounts, PostRef, errors, vk
from govpublic_sdk._resources import statistics
from govpublic_sdk.models import Post, PostReach, ResolvedName
from run_by_hand import finished, methods, play

NOW = datetime(2026, 11, 24, tzinfo=UTC)
WEEK = timedelta(days=7)


def test_periods_are_one_question_and_come_oldest_first() -> None:
    question: Any = statistics.get(5, since=NOW - WEEK, until=NOW)

    assert question == statistics.get("club5", since=NOW - WEEK, until=NOW)
    wanted = vk.stats.get(5, timestamp_from=NOW - WEEK, timestamp_to=NOW, interval="day")
    assert question.params == wanted.params
    periods = finished(question, [{"period_from": 20, "activity": []}, {"period_from": "10"}, {}])
    assert [one.period_from and one.period_from.timestamp() for one in periods] == [None, 10, 20]
    asked, _ = play(
        statistics.get("samara", interval="week"), ResolvedName(object_id=5, type="page"), []
    )
    assert asked[1] == statistics.get(5, interval="week")


def test_reach_is_asked_by_thirty_and_comes_in_order() -> None:
    numbers = list(range(70, 0, -1))
    answers = [
        [PostReach(post_id=n) for n in sorted(numbers[at : at + 30]) if n != 5]
        for at in (0, 30, 60)
    ]

    asked, found = play(statistics.reach(5, [*numbers, 70]), *answers)

    assert methods(asked) == ["stats.getPostReach"] * 3
    assert asked[0] == vk.stats.get_post_reach(-5, numbers[:30])
    assert [one.post_id for one in found] == [n for n in numbers if n != 5]


def test_reach_takes_posts() -> None:
    asked, found = play(
        statistics.reach(5, [Post(id=2, owner_id=-5), PostRef(owner_id=-5, id=3)]),
        [PostReach(), PostReach(post_id=3)],
    )

    assert asked == [vk.stats.get_post_reach(-5, [2, 3])]
    assert [one.post_id for one in found] == [3, None]
    assert play(statistics.reach(5, [])) == ([], [])


def test_views_are_read_from_the_wall() -> None:
    walk: Any = statistics.views(5, since=NOW - WEEK)
    response = {
        "count": 9,
        "items": [
            {
                "id": 2,
                "owner_id": -5,
                "date": NOW.timestamp(),
                "is_pinned": 1,
                "views": {"count": 7},
                "likes": {"count": 0},
            },
            {"id": 1},
        ],
    }

    page: Page[PostCounts] = finished(walk.first, response)

    assert walk == statistics.views("public5", since=NOW - WEEK)
    assert walk.first.params == vk.wall.get(-5).params
    assert page.items == (
        PostCounts(
            post=PostRef(owner_id=-5, id=2), id=2, date=NOW, is_pinned=True, views=7, likes=0
        ),
        PostCounts(id=1),
    )
    assert walk.key(page.items[0]) == 2
    assert walk.keep(page.items[0])
    assert page.next
    assert finished(page.next, {"items": [{"id": 1}]}).items == (PostCounts(id=1),)
    assert statistics.views("samara").first.get("domain") == "samara"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("parameter", "wrong"),
    [
        ("since", lambda: statistics.get(5, since=NOW.replace(tzinfo=None))),
        ("until", lambda: statistics.get(5, since=NOW, until=NOW - WEEK)),
        ("interval", lambda: statistics.get(5, interval="hour")),  # type: ignore[arg-type]
        ("intervals_count", lambda: statistics.get("samara", intervals_count=-1)),
        ("posts[1]", lambda: statistics.reach(5, [1, 0])),
        ("until", lambda: statistics.views(5, until=NOW.replace(tzinfo=None))),
        ("public", lambda: statistics.views(-5)),
    ],
)
def test_wrong_values_are_refused_at_the_door(parameter: str, wrong: Callable[[], object]) -> None:
    with pytest.raises(errors.ParameterError) as refused:
        wrong()

    assert refused.value.name == parameter
