"""The sandbox changes texts as VK does, so that searches are tried on what VK shows."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from govpublic_sdk import GovPublic, PostRef, errors, vk
from govpublic_sdk.sandbox import Sandbox
from sandbox_calls import Asker


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(publics=2, limits=False) as made:
        yield made


@pytest.fixture
def ask(box: Sandbox) -> Asker:
    return Asker(box)


@pytest.fixture
def client(box: Sandbox) -> Iterator[GovPublic]:
    with box.client() as made:
        yield made


def name_of(ask: Asker) -> str:
    name: str = ask.box.world.publics[ask.public]["screen_name"]
    return name


def kept(ask: Asker, text: str) -> str:
    post = ask.post(message=text)
    (shown,) = ask("wall.getById", posts=f"{ask.wall}_{post}")["items"]
    return str(shown["text"])


def test_mentions_become_mark_up(ask: Asker) -> None:
    name, number = name_of(ask), ask.public

    assert kept(ask, f"Пишите @{name} (в город)!") == f"Пишите [club{number}|в город]!"
    assert kept(ask, f"Пишите @{name}.") == f"Пишите [club{number}|@{name}]."
    assert kept(ask, f"@club{number}(город) *id7 (Житель)") == f"[club{number}|город] [id7|Житель]"
    assert kept(ask, "@nobody.here (текст) a@b.ru") == "@nobody.here (текст) a@b.ru"
    assert kept(ask, f"[club{number}|@{name}]") == f"[club{number}|@{name}]"


@pytest.mark.parametrize("written", ["comment", "topic", "message"])
def test_mentions_become_mark_up_everywhere(ask: Asker, written: str) -> None:
    text, marked = f"@{name_of(ask)} (город)", f"[club{ask.public}|город]"

    assert shown_as(ask, written, text) == marked


def shown_as(ask: Asker, written: str, text: str) -> Any:
    if written == "comment":
        which = {"owner_id": ask.wall, "post_id": ask.post()}
        ask("wall.createComment", **which, message=text)
        return ask("wall.getComments", **which)["items"][0]["text"]
    if written == "topic":
        topic = ask("board.addTopic", group_id=ask.public, title="Парк", text=text)
        return ask("board.getComments", group_id=ask.public, topic_id=topic)["items"][0]["text"]
    ask.answered(message=text)
    return ask.box.citizens.received(ask.public, citizen=7)[-1]["text"]


def test_links_of_comments_are_dropped(ask: Asker) -> None:
    which = {"owner_id": ask.wall, "post_id": ask.post()}
    link = "https://samara.ru/"

    ask("wall.createComment", **which, message="Вот", attachments=link)

    assert ask("wall.getComments", **which)["items"][0]["attachments"] == []
    assert ask.error("wall.createComment", **which, attachments=link) == 100


def test_lost_post_with_a_mention_is_found(box: Sandbox, ask: Asker, client: GovPublic) -> None:
    text = f"Пишите @{name_of(ask)} (в город) & ждите -- https://госуслуги.рф/новости"
    box.faults.reset(method="wall.post", done=True)

    with pytest.raises(errors.OutcomeUnknown) as unknown:
        client.posts.publish(ask.public, text)

    assert client.posts.reconcile(unknown.value) == client.posts.find(ask.public, text)
    assert client.posts.find(ask.public, "Другое") is None


def test_lost_comment_whose_link_was_dropped_is_found(
    box: Sandbox, ask: Asker, client: GovPublic
) -> None:
    post = PostRef(owner_id=ask.wall, id=ask.post())
    box.faults.reset(method="wall.createComment", done=True)
    call = vk.wall.create_comment(
        post.owner_id, post.id, "Вот", from_group=ask.public, attachments=["https://samara.ru/"]
    )

    with pytest.raises(errors.OutcomeUnknown) as unknown:
        client.run(call)

    assert client.comments.reconcile(unknown.value)


def test_closed_wall_leaves_doubt(box: Sandbox, ask: Asker, client: GovPublic) -> None:
    box.faults.error(15, "Access denied", method="wall.get", times=None)

    with pytest.raises(errors.OutcomeUnknown):
        client.posts.find(ask.public, "Текст")


def test_suggested_post_leaves_doubt(box: Sandbox, ask: Asker) -> None:
    box.faults.reset(method="wall.post", done=True)

    with box.client(vk=box.stranger_token) as stranger:
        with pytest.raises(errors.OutcomeUnknown) as unknown:
            stranger.posts.publish(ask.public, "Текст")
        with pytest.raises(errors.OutcomeUnknown, match="may be it"):
            stranger.posts.reconcile(unknown.value)


def test_scheduled_post_leaves_doubt_without_its_moment(
    box: Sandbox, ask: Asker, client: GovPublic
) -> None:
    moment = box.clock.moment() + timedelta(days=1)
    posted = client.posts.publish(ask.public, "Текст", at=moment)

    with pytest.raises(errors.OutcomeUnknown, match="may be it"):
        client.posts.find(ask.public, "Текст")
    assert client.posts.find(ask.public, "Текст", at=moment) == posted


def test_restart_recipe_of_a_newcomer_finds_all(box: Sandbox, client: GovPublic) -> None:
    a, b = box.publics
    text = "Объявлено штормовое предупреждение."
    first = client.posts.publish(a, text, media=[client.media.photo(a, b"\xff\xd8\xff\xe0 a jpeg")])
    second = client.posts.publish(b, text)

    box.clock.advance(2 * 3600)

    assert client.posts.find(a, text) == first
    assert client.posts.find(b, text) == second
