"""The public API in every way it should type-check; never run, read by pyright and mypy only.

Wrong uses carry an ignore for each checker; once one is no longer an error, the checker says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import assert_type

from govpublic_sdk import (
    AsyncGovPublic,
    Call,
    Clock,
    GovPublic,
    Keyring,
    Outcome,
    Page,
    PostRef,
    Procedure,
    Retry,
    batch,
    errors,
    vk,
)
from govpublic_sdk.models import (
    Comment,
    Document,
    PeriodStatistics,
    Photo,
    Poll,
    Post,
    PostReach,
    Public,
    Topic,
    User,
)


def clients() -> None:
    GovPublic("token")
    GovPublic(vk="token", timeout=None, wait=1.5, retry=None)
    GovPublic(vk=Keyring(users=["a", lambda: "b"], service="s", communities={1: "c"}))
    AsyncGovPublic(vk=Keyring(users=[async_token], rates={"user": 3}, quotas={"wall.get": 5000}))
    assert_type(GovPublic.from_env(timeout=3), GovPublic)
    assert_type(AsyncGovPublic.from_env(), AsyncGovPublic)
    GovPublic(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    GovPublic("token", 30.0)  # type: ignore[call-arg, arg-type]  # pyright: ignore[reportCallIssue]
    GovPublic(vk="t", timeuot=3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def async_token() -> str:
    return "token"


def options(client: GovPublic, other: AsyncGovPublic) -> None:
    assert_type(client.with_options(timeout=3, retry=Retry(attempts=5)), GovPublic)
    assert_type(other.with_options(deadline=None), AsyncGovPublic)
    assert_type(client.keyring, Keyring)
    GovPublic("token", clock=Clock(now=lambda: 0.0, sleep=lambda seconds: None, chance=lambda: 0.5))
    Retry(3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def calls() -> None:
    call = vk.wall.get(-1, count=10)
    assert_type(call, Call[Page[Post]])
    assert_type(call.with_params(anything=1), Call[Page[Post]])
    assert_type(call.get("count"), str | None)
    assert_type(vk.users.get([1, 2]), Call[list[User]])
    vk.wall.get("samara")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    vk.wall.get(-1, 10)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    call.method = "wall.post"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]


def any_method(client: GovPublic) -> None:
    assert_type(vk.method("a.b", {"c": 1}, result=int), Call[int])
    assert_type(vk.method("a.b", result=list[Post]), Call[list[Post]])
    assert_type(vk.method("a.b", result=int | None), Call[int | None])
    assert_type(client.call("a.b", {"c": 1}, result=Mapping[str, int]), Mapping[str, int])
    client.call("a.b", int)  # type: ignore[call-arg, arg-type]  # pyright: ignore[reportCallIssue]


def running(client: GovPublic) -> None:
    assert_type(client.run(vk.wall.get(-1)), Page[Post])
    assert_type(client.run(first_post(-1)), Post | None)
    for post in client.run(vk.wall.get(-1)):
        assert_type(post, Post)
    client.run(vk.wall.get)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.run(vk.wall.get(-1)).itmes()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    len(client.run(vk.wall.get(-1)).next)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def first_post(owner_id: int) -> Procedure[Post | None]:
    page = yield from vk.wall.get(owner_id, count=1)
    assert_type(page, Page[Post])
    return next(iter(page), None)


async def running_async(client: AsyncGovPublic) -> None:
    assert_type(await client.run(vk.wall.get(-1)), Page[Post])
    assert_type(await client.run(first_post(-1)), Post | None)
    task = asyncio.create_task(client.run(vk.wall.get(-1)))
    assert_type(await task, Page[Post])
    client.run(vk.wall.get(-1)).items()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


def many(client: GovPublic) -> None:
    pair = client.run(batch(vk.wall.get(-1), vk.users.get([1])))
    assert_type(pair, tuple[Outcome[Page[Post]], Outcome[list[User]]])
    assert_type(pair[0].value, Page[Post] | None)
    assert_type(pair[0].unwrap(), Page[Post])
    assert_type(pair[0].error, errors.GovPublicError | None)
    outcomes = client.run_all(vk.wall.get(-id) for id in (1, 2))
    assert_type(outcomes, Iterator[Outcome[Page[Post]]])
    _ = pair[0].value.items  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]


async def many_async(client: AsyncGovPublic) -> None:
    assert_type(
        client.run_all([vk.wall.get(-1), vk.wall.get(-2)]), AsyncIterator[Outcome[Page[Post]]]
    )
    async for outcome in client.run_all(endless()):
        assert_type(outcome.unwrap(), Page[Post])


async def endless() -> AsyncIterator[Call[Page[Post]]]:
    yield vk.wall.get(-1)


def refusals(error: errors.ApiError) -> None:
    assert_type(error.code, int | None)
    assert_type(error.retry_after, float | None)
    assert_type(errors.ParameterError("a", "b", "c").expected, str)


def models_are_frozen(post: Post, public: Public) -> None:
    post.id = 2  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    assert_type(public.owner_id, int)


def resources(client: GovPublic, public: Public, post: Post, moment: datetime) -> None:
    assert_type(client.publics.get("samara"), Public)
    assert_type(client.publics.get(public, fields=["members_count"]), Public)
    assert_type(list(client.publics.get_many([1, "samara", public])), list[Public])
    assert_type(client.posts.get(public), Page[Post])
    assert_type(client.posts.each(1, since=moment), Iterator[Post])
    assert_type(client.posts.publish(public, "text", media=["photo1_2"], at=moment), PostRef)
    assert_type(client.comments.each(post), Iterator[Comment])
    assert_type(client.comments.get("https://vk.com/wall-1_2"), Page[Comment])
    assert_type(client.topics.each(public), Iterator[Topic])
    assert_type(client.polls.create(public, "question", ["a", "b"]), Poll)
    assert_type(client.media.photo(public, b"jpeg"), Photo)
    assert_type(client.media.document(public, Path("a.pdf"), title="Plan"), Document)
    assert_type(client.statistics.get(public, interval="week"), list[PeriodStatistics])
    assert_type(client.statistics.reach(public, [1, post]), list[PostReach])
    client.posts.get(public, 10)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.posts.get(post)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.posts.publihs(public)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


def after_a_lost_answer(client: GovPublic, lost: errors.OutcomeUnknown) -> None:
    found = client.posts.reconcile(lost)
    assert_type(found, PostRef | None)
    print(found.url)  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]


async def resources_async(client: AsyncGovPublic, public: Public, post: Post) -> None:
    assert_type(await client.publics.get("samara"), Public)
    assert_type(await client.posts.publish(public, "text"), PostRef)
    assert_type(client.posts.each(public), AsyncIterator[Post])
    async for comment in client.comments.each(post):
        assert_type(comment, Comment)
    both = await asyncio.gather(client.publics.get(1), client.publics.get(2))
    assert_type(both, tuple[Public, Public])
    client.posts.get(public)  # type: ignore[unused-coroutine]  # pyright: ignore[reportUnusedCoroutine]
    next(client.posts.each(public))  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
