"""Two libraries for VK follow events of the served sandbox, unchanged but for the host."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
import vk_api
from requests.adapters import HTTPAdapter
from vk_api.bot_longpoll import VkBotLongPoll
from vk_api.longpoll import VkEventType, VkLongPoll
from vkbottle import API
from vkbottle.polling import BotPolling

from govpublic_sdk.sandbox import Sandbox
from peers import vk_session, vkbottle_api


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(publics=2, posts=3, limits=False) as box:
        box.listen(box.publics[0], "message_new", "message_reply", "wall_reply_new")
        yield box


@pytest.fixture
def url(box: Sandbox) -> Iterator[str]:
    with box.serve() as url:
        yield url


def test_vk_api_hears_citizens_and_answers(box: Sandbox, url: str) -> None:
    public = box.publics[0]
    session = vk_session(url, box.community_token(public))
    poll = VkBotLongPoll(session, public, wait=5)
    box.citizens.write(public, "Когда включат воду?")
    box.citizens.comment(public, 1, "Спасибо")
    asked, comment = poll.check()
    assert (asked.message.text, asked.from_user) == ("Когда включат воду?", True)
    assert comment.object.text == "Спасибо"
    answer(session, asked.message.peer_id)
    answer(session, asked.message.peer_id)
    assert [event.object.text for event in poll.check()] == ["Сегодня"]
    assert [one["text"] for one in box.citizens.received(public)] == ["Сегодня"]


def answer(session: vk_api.VkApi, peer: int) -> None:
    session.get_api().messages.send(peer_id=peer, message="Сегодня", random_id=7)


@pytest.mark.parametrize("failed", [1, 2, 3])
def test_vk_api_goes_on_after_a_failure(box: Sandbox, url: str, failed: int) -> None:
    public = box.publics[0]
    poll = VkBotLongPoll(vk_session(url, box.community_token(public)), public, wait=5)
    box.faults.long_poll(failed)
    assert poll.check() == []
    box.citizens.write(public, "Слышно?")
    assert [event.message.text for event in poll.check()] == ["Слышно?"]


class Unencrypted(HTTPAdapter):
    """Sends to a sandbox on this machine by HTTP what is meant to go by HTTPS."""

    def send(self, request: requests.PreparedRequest, *args, **kwargs) -> requests.Response:
        request.url = request.url.replace("https://", "http://")
        return super().send(request, *args, **kwargs)


def test_vk_api_hears_messages_of_a_community(box: Sandbox, url: str) -> None:
    public = box.publics[0]
    poll = VkLongPoll(vk_session(url, box.community_token(public)), wait=5)
    poll.session.mount("https://127.0.0.1", Unencrypted())
    box.citizens.write(public, "Когда включат воду?")

    (event,) = poll.check()

    assert (event.type, event.to_me, event.user_id) == (VkEventType.MESSAGE_NEW, True, 7)
    assert event.text == "Когда включат воду?"
    assert poll.check() == []


def test_vkbottle_hears_citizens(
    box: Sandbox, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # it keeps its place in a file there

    async def heard(api: API) -> list[str]:
        polling, texts = BotPolling(api, group_id=box.publics[0], wait=5), list[str]()
        box.faults.long_poll(2)
        later = asyncio.create_task(write())
        async for event in polling.listen():
            texts += [one["object"]["message"]["text"] for one in event["updates"]]
            if len(texts) == 2:
                polling.stop()
                break
        await later
        await api.http_client.close()
        return texts

    async def write() -> None:
        for text in ("Раз", "Два"):
            await asyncio.sleep(0.05)
            box.citizens.write(box.publics[0], text)

    async def run() -> list[str]:
        return await heard(vkbottle_api(url, box.community_token(box.publics[0])))

    assert asyncio.run(run()) == ["Раз", "Два"]
