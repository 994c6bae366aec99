"""Events from bytes to a handler, by Callback API and by Long Poll, beside `vkbottle`.

Both read the same texts and call one handler for each; `vkbottle` routes what `json.loads` made of
a text, as its own documentation does. Nothing is stored; what a store costs is in `inbox`.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from vkbottle.bot import Bot, Message
from vkbottle.modules import json as their_json
from vkbottle_types.events.bot_events import MessageNew

from govpublic_sdk import events
from govpublic_sdk._core.http import Response
from govpublic_sdk._core.services import LongPollService
from govpublic_sdk.events._long_poll_listener import a_check
from govpublic_sdk.models import Event, LongPollServer
from govpublic_sdk.sandbox import Sandbox
from rounds import Row, in_turn, median, ratio

_SAMPLES = Path(__file__).parents[2] / "shared/vk-samples/events"
_GROUPS = {1: events.GroupSettings("secret", "code")}
_TIMES = 30
_IN_ONE_ANSWER = 20


def real_messages() -> list[dict[str, Any]]:
    """Real `message_new`, where the reference data lies beside, in the form that VK has now."""
    found = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(_SAMPLES.glob("*"))]
    payloads = [one["payload"] for one in found if one.get("event") == "message_new"]
    return [one for one in payloads if {"message", "client_info"} <= one["object"].keys()]


def made_up_messages() -> list[dict[str, Any]]:
    """The sandbox's, where there are no real ones."""
    with Sandbox(publics=1, posts=0) as box:
        for citizen in range(3, 30):
            box.citizens.write(box.publics[0], f"Когда {citizen} уберут снег?", citizen=citizen)
        return [one.body() for one in box.events() if one.type == "message_new"]


def messages() -> list[dict[str, Any]]:
    """Messages to one community, each with an id of its own."""
    sent = real_messages() or made_up_messages()
    return [event for place, one in enumerate(sent) if _is_theirs(event := _todays(one, place))]


def _todays(event: dict[str, Any], place: int) -> dict[str, Any]:
    """An event with what VK has added since: an id, `v`, and the `version` of its message."""
    message = {"version": 10_000_000 + place, **event["object"]["message"]}
    shown = {**event["object"], "message": message}
    return {**event, "group_id": 1, "event_id": f"{place:040x}", "v": "5.199", "object": shown}


def _is_theirs(event: dict[str, Any]) -> bool:
    """Whether `vkbottle` can read it at all: what it cannot, it logs and drops."""
    try:
        MessageNew.from_dict(event)
    except ValueError:
        return False
    return True


def _text(tree: object) -> bytes:
    """JSON as VK sends it: without blanks, and with the slashes of addresses escaped."""
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return text.replace("/", r"\/").encode()


class _Ours:
    """One handler, behind the functions of this package."""

    def __init__(self) -> None:
        self.handled = 0
        self._service = LongPollService()
        place = LongPollServer(server="https://lp.vk.com/1", key="key", ts="1")
        self._call = a_check(place, "1", 25)

    def by_callback(self, bodies: list[bytes]) -> None:
        for body in bodies:
            decision = events.read({}, body, groups=_GROUPS)
            assert isinstance(decision, events.Received)
            self._handle(events.parse(decision.body))

    def by_long_poll(self, bodies: list[bytes]) -> None:
        for body in bodies:
            answer = self._service.read(self._call, Response(200, {}, body))
            for update in answer.updates or ():
                assert isinstance(update, dict)
                self._handle(events.parse(update))

    def _handle(self, event: Event) -> None:
        assert event.object is not None
        self.handled += 1


class _Theirs:
    """One handler, behind their bot; the secret is compared as their examples do."""

    def __init__(self) -> None:
        self.handled = 0
        self._bot = Bot(token="token")

        @self._bot.on.message()
        async def handle(message: Message) -> None:
            assert message.peer_id
            self.handled += 1

    async def by_callback(self, bodies: list[bytes]) -> None:
        for body in bodies:
            tree = json.loads(body)
            if tree.get("secret") == "secret":
                await self._bot.process_event(tree)

    async def by_long_poll(self, bodies: list[bytes]) -> None:
        for body in bodies:
            for update in their_json.loads(body.decode())["updates"]:
                await self._bot.process_event(update)


def measure() -> list[Row]:
    """Ratios of CPU time for one event; below 1 is ahead."""
    logging.getLogger("vkbottle").setLevel(logging.CRITICAL)
    sent = messages()
    single = [_text({**one, "secret": "secret"}) for one in sent]
    rows = [sent[place : place + _IN_ONE_ANSWER] for place in range(0, len(sent), _IN_ONE_ANSWER)]
    together = [_text({"ts": "1", "updates": row}) for row in rows]
    ours, theirs = _Ours(), _Theirs()
    ways = {
        "Callback": (ours.by_callback, theirs.by_callback, single),
        "Long Poll": (ours.by_long_poll, theirs.by_long_poll, together),
    }
    return [_compared(name, len(sent), *way, (ours, theirs)) for name, way in ways.items()]


def _compared(
    name: str,
    count: int,
    our_way: Callable[[list[bytes]], None],
    their_way: Callable[[list[bytes]], Coroutine[Any, Any, None]],
    bodies: list[bytes],
    both: tuple[_Ours, _Theirs],
) -> Row:
    async def many() -> None:
        for _ in range(_TIMES):
            await their_way(bodies)

    def often() -> None:
        for _ in range(_TIMES):
            our_way(bodies)

    before = [one.handled for one in both]
    figures = in_turn(
        {"ours": lambda: _cpu(often), "vkbottle": lambda: _cpu(lambda: asyncio.run(many()))}
    )
    handled = [one.handled - old for one, old in zip(both, before, strict=True)]
    assert handled[0] == handled[1] > 0, f"not the same work: {handled}"
    speed = {way: count * _TIMES / median(figures, way) for way in figures}
    size = sum(map(len, bodies)) / count
    return Row(
        what=f"message_new by {name}, bytes to handler, CPU",
        figure=ratio(figures, "ours", "vkbottle"),
        unit="x vkbottle",
        reach=1.0,
        note=f"{size:.0f} bytes; {speed['ours']:,.0f} and {speed['vkbottle']:,.0f} a second",
    )


def _cpu(action: Callable[[], object]) -> float:
    started = time.process_time()
    action()
    return time.process_time() - started
