"""Lists that change while they are read: what was there all the time is given exactly once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpublic_sdk import AsyncGovPublic, Clock, GovPublic, Keyring
from govpublic_sdk.appeals import VkComments, Window

DAY = 1_700_000_000


class ChangingList:
    """A service with one list, changed before each page but the first.

    Args:
        ids: The items at the beginning.
        changes: Called with the list before each further page.
        item: An item as the service sends it.
        count: What the service says the length is; None for nothing.
        cap: Items on a page at most, whatever is asked for.
    """

    def __init__(
        self,
        ids: list[int],
        changes: Callable[[list[int]], None],
        *,
        item: Callable[[int], object] = int,
        count: Callable[[int], int | None] = int,
        cap: int = 1_000,
    ) -> None:
        self.ids, self.offsets = list(ids), list[int]()
        self._changes, self._item, self._count, self._cap = changes, item, count, cap

    def __call__(self, request: httpx.Request) -> httpx.Response:
        form = dict(httpx.QueryParams(request.content.decode()))
        if request.url.path.endswith("getServerTime"):
            return httpx.Response(200, json={"response": DAY})
        if self.offsets:
            self._changes(self.ids)
        start = int(form.get("offset", 0))
        self.offsets.append(start)
        size = min(self._cap, int(form.get("count", 20)))
        items = [self._item(number) for number in self.ids[start : start + size]]
        count = self._count(len(self.ids))
        answer = {"items": items} if count is None else {"items": items, "count": count}
        return httpx.Response(200, content=json.dumps({"response": answer}))

    def read(self, walk: Callable[[Any], Any]) -> list[Any]:
        clock = Clock(sleep=lambda _: None)
        keyring = Keyring(users=["token"], rates={"user": 1000})
        with GovPublic(keyring, transport=httpx.MockTransport(self), clock=clock) as client:
            return list(walk(client))

    def read_async(self, walk: Callable[[Any], Any]) -> list[Any]:
        async def run() -> list[Any]:
            transport = httpx.MockTransport(self)
            keyring = Keyring(users=["token"], rates={"user": 1000})
            async with AsyncGovPublic(keyring, transport=transport) as client:
                return [item async for item in walk(client)]

        return asyncio.run(run())


def unchanged(ids: list[int]) -> None:
    """Nothing happens."""


def members(client: Any) -> Any:
    return client.publics.members(1)


def once(action: Callable[[list[int]], None]) -> Callable[[list[int]], None]:
    """An action that happens at its first call only."""
    actions = iter([action])
    return lambda ids: next(actions, unchanged)(ids)


def post(number: int) -> dict[str, object]:
    return {"id": number, "owner_id": -1, "date": DAY + number, "text": "x"}


def person(number: int) -> dict[str, object]:
    return {"id": number, "first_name": "Житель", "last_name": "1"}


LISTS: dict[str, tuple[Callable[[Any], Any], Callable[[int], object], Callable[[Any], Any]]] = {
    "posts": (lambda client: client.posts.each(1), post, lambda one: one.id),
    "views": (lambda client: client.statistics.views(1), post, lambda one: one.id),
    "comments": (lambda client: client.comments.each("-1_1"), post, lambda one: one.id),
    "replies": (lambda client: client.comments.replies("-1_1", 5), post, lambda one: one.id),
    "topics": (
        lambda client: client.topics.each(1),
        lambda number: {"id": number, "title": "x", "updated": DAY + number},
        lambda one: one.id,
    ),
    "topic comments": (lambda client: client.topics.comments(1, 4), post, lambda one: one.id),
    "members": (members, int, int),
    "profiles": (
        lambda client: client.publics.member_profiles(1, fields=["sex"]),
        person,
        lambda one: one.id,
    ),
    "managers": (
        lambda client: client.publics.managers(1),
        lambda number: {"id": number, "role": "editor"},
        lambda one: one.id,
    ),
    "bans": (
        lambda client: client.publics.bans(1),
        lambda number: {"type": "profile", "profile": person(number)},
        lambda one: one.profile.id,
    ),
    "addresses": (
        lambda client: client.publics.addresses(1),
        lambda number: {"id": number},
        lambda one: one.id,
    ),
    "history": (
        lambda client: client.messages.history(7, public=1),
        lambda number: post(1) | {"id": number, "conversation_message_id": number, "peer_id": 7},
        lambda one: one.id,
    ),
    "found messages": (
        lambda client: client.messages.search("вода", public=1),
        lambda number: post(1) | {"id": number, "conversation_message_id": number, "peer_id": 7},
        lambda one: one.id,
    ),
    "conversations": (
        lambda client: client.messages.conversations(1),
        lambda number: {
            "conversation": {"peer": {"id": number, "type": "user"}},
            "last_message": post(number),
        },
        lambda one: one.conversation.peer.id,
    ),
}


@pytest.mark.parametrize("lost", [1, 3, 60, 99])
@pytest.mark.parametrize("name", LISTS)
def test_walk_skips_nothing_after_deletions(name: str, lost: int) -> None:
    walk, item, number = LISTS[name]
    ids = list(range(250, 0, -1))
    served = ChangingList(ids, once(lambda now: now.__delitem__(slice(lost))), item=item, cap=100)

    found = [number(one) for one in served.read(walk)]

    assert found == ids
    assert len(served.offsets) <= 5


def test_async_walk_skips_nothing() -> None:
    ids = list(range(250))
    served = ChangingList(ids, once(lambda now: now.__delitem__(slice(3))), cap=100)

    assert served.read_async(members) == ids


def test_walk_without_changes_asks_once_a_page() -> None:
    served = ChangingList(list(range(250)), unchanged, cap=100)

    assert served.read(members) == list(range(250))
    assert served.offsets == [0, 99, 198]


def test_deletions_hidden_by_additions_are_seen() -> None:
    def change(ids: list[int]) -> None:
        del ids[:3]
        ids += [1001, 1002, 1003]

    served = ChangingList(list(range(250)), once(change), cap=100)

    assert [one for one in served.read(members) if one < 1000] == list(range(250))


def test_deletions_further_on_cost_nothing() -> None:
    change = once(lambda ids: ids.__delitem__(slice(200, 210)))
    served = ChangingList(list(range(250)), change, cap=100)

    found = served.read(members)

    assert found == [one for one in range(250) if not 200 <= one < 210]
    assert served.offsets == [0, 99, 198]


def test_walk_survives_the_loss_of_many_pages() -> None:
    ids = list(range(5_000))
    changes: Iterator[slice] = iter([slice(0), slice(0), slice(0), slice(5, 3_900)])
    served = ChangingList(ids, lambda now: now.__delitem__(next(changes, slice(0))))

    found = served.read(members)

    assert found == ids
    assert len(served.offsets) <= 12


def test_item_that_cannot_be_read_is_no_loss() -> None:
    def item(number: int) -> object:
        return {} if number in (150, 151) else post(number)

    served = ChangingList(list(range(250, 0, -1)), unchanged, item=item, cap=100)

    found = [one.id for one in served.read(lambda client: client.posts.each(1))]

    assert found == [one for one in range(250, 0, -1) if one not in (150, 151)]
    assert len(served.offsets) == 3


@pytest.mark.parametrize("excess", [None, 40, 500])
def test_walk_ends_where_the_count_lies(excess: int | None) -> None:
    def count(size: int) -> int | None:
        return None if excess is None else size + excess

    served = ChangingList(list(range(250)), unchanged, count=count, cap=100)

    assert served.read(members) == list(range(250))
    assert len(served.offsets) <= 4


def test_appeals_of_comments_survive_deletions() -> None:
    ids = list(range(250, 0, -1))
    replies = ChangingList(
        ids,
        once(lambda now: now.__delitem__(slice(3))),
        item=lambda number: post(number) | {"from_id": 7},
        cap=100,
    )

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("wall.get"):
            wall = {"count": 1, "items": [post(1) | {"comments": {"count": 250}}]}
            return httpx.Response(200, json={"response": wall})
        return replies(request)

    window = Window(since=datetime.fromtimestamp(DAY, UTC), until=None)
    keyring = Keyring(users=["token"], rates={"user": 1000})
    with GovPublic(keyring, transport=httpx.MockTransport(answer)) as client:
        found = list(client.walk(VkComments(1).each(window)))

    assert len(found) == 250


@st.composite
def changed_lists(draw: st.DrawFn) -> tuple[ChangingList, set[int]]:
    """A list, and what is there from the beginning to the end."""
    size = draw(st.integers(0, 60))
    cap = draw(st.integers(6, 12))
    bursts = draw(st.lists(st.lists(_CHANGES, max_size=6), max_size=3))
    lie = draw(st.sampled_from([0, 0, 7, None]))
    constant = set(range(size))
    pending, fresh = iter(bursts), iter(range(1_000, 10_000))

    def change(ids: list[int]) -> None:
        added = 0
        for kind, place in next(pending, ()):
            if kind == "delete" and ids:
                constant.discard(ids.pop(int(place * len(ids)) % len(ids)))
            elif kind == "delete many" and ids:
                cut = slice(int(place * len(ids)), int(place * len(ids)) + cap)
                constant.difference_update(ids[cut])
                del ids[cut]
            elif added < 2:
                added += 1
                ids.insert(0 if kind == "head" else int(place * (len(ids) + 1)), next(fresh))

    def count(length: int) -> int | None:
        return None if lie is None else length + lie

    return ChangingList(list(range(size)), change, count=count, cap=cap), constant


_CHANGES = st.tuples(
    st.sampled_from(["delete", "delete", "delete many", "head", "anywhere"]),
    st.floats(0, 1, exclude_max=True),
)


@settings(deadline=None, max_examples=300)
@given(changed_lists())
def test_walk_gives_what_stays_exactly_once(case: tuple[ChangingList, set[int]]) -> None:
    served, constant = case

    found = served.read(members)

    assert [one for one in found if one in constant] == sorted(constant)
    assert len(found) == len(set(found))
    # all pages; a step back and a stale page for each change; a step for each page that is gone
    assert len(served.offsets) <= 17 + 2 * 3 + 2 * 12
