"""Reactions to posts: read from every answer that carries them, whatever else is wrong with it."""

import asyncio
import json
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpublic_sdk import GovPublic, vk
from govpublic_sdk.models import Comment, Like, Post, Reactions, ReactionSet
from govpublic_sdk.sandbox import Sandbox

RAW = {"count": 5, "items": [{"id": 0, "count": 4}, {"id": 3, "count": 1}], "user_reaction": 3}


@pytest.mark.parametrize("model", [Post, Comment])
def test_reactions_are_read(model: type[Post | Comment]) -> None:
    read = model.model_validate({"id": 1, "reaction_set_id": "reactions", "reactions": RAW})

    assert read.reactions == Reactions.model_validate(RAW)
    assert (read.reactions.count, read.reactions.user_reaction) == (5, 3)
    assert read.reactions.counts == {0: 4, 3: 1}
    assert read.reaction_set_id == "reactions"


@pytest.mark.parametrize("raw", [[], "many", 7, [1, 2], {"items": 5}, {"items": [{"count": 1}]}])
def test_unfit_reactions_cost_only_themselves(raw: object) -> None:
    read = Post.model_validate({"id": 1, "text": "Снег", "reactions": raw})

    assert read.text == "Снег"
    assert (read.reactions.counts if read.reactions else {}) == {}
    assert read.unfit or (read.reactions and read.reactions.unfit)


def test_posts_without_reactions_have_none() -> None:
    assert Post.model_validate({"id": 1}).reactions is None
    assert Reactions.model_validate({"count": 0}).counts == {}


def answered(response: object) -> GovPublic:
    transport = httpx.MockTransport(lambda request: httpx.Response(200, json=response))
    return GovPublic(vk="token", transport=transport)


def page_of(response: dict[str, Any]) -> Any:
    with answered({"response": response}) as client:
        return client.run(vk.likes.get_list("post", 2, owner_id=-1))


def test_likes_carry_reactions_beside_them() -> None:
    sets = [{"id": "reactions", "items": [{"id": 0, "title": "Нравится", "asset": {"title": "а"}}]}]
    beside = {"reactions": [3, 0], "reaction_set_id": "reactions", "reaction_sets": sets}

    page = page_of({"count": 2, "items": [7, -8], **beside})

    assert (page.items, page.reactions) == ((7, -8), (3, 0))
    assert page.reaction_sets == (ReactionSet.model_validate(sets[0]),)
    assert page.reaction_sets[0].items[0].title == "Нравится"


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.integers(1, 9) | st.sampled_from([None, {}, "x"]),
            st.integers(0, 5) | st.sampled_from([None, [], "x"]),
        ),
        max_size=6,
    )
)
def test_each_like_keeps_its_reaction(pairs: list[tuple[Any, Any]]) -> None:
    likes, given = [one for one, _ in pairs], [one for _, one in pairs]

    page = page_of({"count": len(pairs), "items": likes, "reactions": given})

    kept = [(one, mark) for one, mark in pairs if isinstance(one, int)]
    expected = [mark if isinstance(mark, int) else None for _, mark in kept]
    assert page.items == tuple(one for one, _ in kept)
    assert page.reactions == tuple(expected)


@pytest.mark.parametrize("raw", [None, [1], [1, 2, 3], {}, "x", 5])
def test_reactions_that_do_not_match_are_left_out(raw: object) -> None:
    page = page_of({"count": 2, "items": [7, 8], "reactions": raw})

    assert (page.items, page.reactions) == ((7, 8), ())


def test_likes_of_a_post_are_listed() -> None:
    with Sandbox(publics=2, posts=3, limits=False) as box, box.client() as client:
        public = box.publics[0]
        for citizen in range(3, 9):
            box.citizens.react(public, 2, citizen % 6, citizen=citizen)
        post = client.posts.by_id(f"-{public}_2")

        likes = list(client.posts.likes(post))

        assert len(likes) == post.likes.count == post.reactions.count
        assert likes[:2] == [Like(liker_id=8, reaction_id=2), Like(liker_id=7, reaction_id=1)]
        found = {one.reaction_id for one in likes}
        counted = {one: sum(like.reaction_id == one for like in likes) for one in found}
        assert counted == post.reactions.counts
        assert client.posts.get(public, extended=True).reaction_sets[0].id == post.reaction_set_id


def test_likes_are_listed_in_pages_and_async() -> None:
    async def listed(box: Sandbox) -> list[Like]:
        async with box.async_client() as client:
            return [one async for one in client.posts.likes(f"-{box.publics[0]}_1")]

    with Sandbox(publics=1, posts=1, limits=False) as box:
        for citizen in range(3, 1_203):
            box.citizens.like(box.publics[0], 1, citizen=citizen)
        likes = asyncio.run(listed(box))

    assert len({one.liker_id for one in likes}) == len(likes) >= 1_200
    assert {one.reaction_id for one in likes} >= {0}


def test_likes_without_reactions_have_none() -> None:
    body = {"response": {"count": 1, "items": [7]}}
    with answered(json.loads(json.dumps(body))) as client:
        assert list(client.posts.likes("-1_2")) == [Like(liker_id=7)]
