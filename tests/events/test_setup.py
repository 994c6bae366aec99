"""How a community comes to tell of events: callback servers and Long Poll, set up and again."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from govpublic_sdk import AsyncGovPublic, Clock, GovPublic, errors
from govpublic_sdk.events import CallbackApp, GroupSettings
from govpublic_sdk.events.setup import (
    BY_CALLBACK,
    BY_LONG_POLL,
    FOR_PUBLICS,
    confirmation,
    set_up,
    switches,
)
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.testing import AsyncFakeTransport, FakeTransport

FACTS = Path(__file__).parents[1] / "support" / "facts"
URL = "https://gov.example/vk"
SECRET = "a secret of 7"


@dataclass
class Vk:
    """The settings of one community, and a VK that confirms servers after some looks."""

    servers: list[dict[str, Any]] = field(default_factory=list)
    statuses: list[str] = field(default_factory=lambda: ["ok"])
    chosen: dict[str, dict[str, Any]] = field(default_factory=dict)
    slept: list[float] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    lose: bool = False
    refuse: errors.ApiError | None = None

    def __getitem__(self, method: str) -> Any:
        return {
            "groups.getCallbackServers": self.listed,
            "groups.addCallbackServer": self.add,
            "groups.editCallbackServer": self.edit,
            "groups.getCallbackConfirmationCode": {"code": "c0de"},
            "groups.getCallbackSettings": lambda params: self.settings(params["server_id"]),
            "groups.setCallbackSettings": lambda params: self.choose(params["server_id"], params),
            "groups.getLongPollSettings": lambda params: self.settings("lp"),
            "groups.setLongPollSettings": lambda params: self.choose("lp", params),
            "utils.resolveScreenName": {"type": "group", "object_id": 7},
        }[method]

    def table(self) -> dict[str, Any]:
        methods = "getCallbackServers addCallbackServer editCallbackServer getCallbackSettings"
        more = "setCallbackSettings getLongPollSettings setLongPollSettings"
        names = [f"groups.{one}" for one in f"{methods} {more}".split()]
        names += ["groups.getCallbackConfirmationCode", "utils.resolveScreenName"]
        return {name: self[name] for name in names}

    def listed(self, params: Mapping[str, str]) -> Any:
        wanted = params.get("server_ids")
        if wanted is None:
            return {"count": len(self.servers), "items": self.servers}
        found = [one for one in self.servers if str(one["id"]) == wanted]
        for one in found:
            one["status"] = self.statuses.pop(0) if len(self.statuses) > 1 else self.statuses[0]
        return {"count": len(found), "items": found}

    def add(self, params: Mapping[str, str]) -> Any:
        if self.refuse:
            return self.refuse
        new = {name: params[name] for name in ("url", "title", "secret_key")}
        self.servers.append({"id": 40 + len(self.servers), "status": "unconfigured", **new})
        if self.lose:
            return errors.NetworkError("lost")
        return {"server_id": self.servers[-1]["id"]}

    def edit(self, params: Mapping[str, str]) -> int:
        server = next(one for one in self.servers if str(one["id"]) == params["server_id"])
        server.update({name: params[name] for name in ("url", "title", "secret_key")})
        return 1

    def settings(self, which: str) -> Any:
        return self.chosen.get(which, {"api_version": "5.100", "events": {}})

    def choose(self, which: str, params: Mapping[str, str]) -> int:
        names = ("group_id", "server_id", "api_version", "enabled", "lang")
        events = {name: int(text) for name, text in params.items() if name not in names}
        enabled = bool(int(params.get("enabled", "0")))
        version = params["api_version"]
        self.chosen[which] = {"api_version": version, "is_enabled": enabled, "events": events}
        return 1

    def run(self, use: Any) -> Any:
        """Use a client's `events`, and note which methods were asked."""
        fake = FakeTransport(self.table())
        clock = Clock(now=lambda: sum(self.slept), sleep=self.slept.append, chance=lambda: 0.0)
        with GovPublic(vk="token", transport=fake, clock=clock, retry=None) as client:
            try:
                return use(client.events)
            finally:
                self.asked = [one.method.removeprefix("groups.") for one in fake.sent]

    def set_up(self, **more: Any) -> Any:
        given: dict[str, Any] = {"secret": SECRET, **more}
        return self.run(lambda events: events.set_up(7, given.pop("url", URL), **given))

    def server(self, **more: Any) -> None:
        usual = {"url": URL, "title": "govpublic_sdk", "secret_key": SECRET, "status": "ok"}
        self.servers.append({"id": 40 + len(self.servers), **usual, **more})

    def pauses(self) -> list[float]:
        """Pauses between looks; turns of the token aside."""
        return [one for one in self.slept if one >= 1]


def test_a_server_is_registered_confirmed_and_told_what_to_send() -> None:
    world = Vk(statuses=["unconfigured", "wait", "ok"])

    server = world.set_up()

    assert server.id == 40
    assert server.status == "ok"
    assert SECRET not in repr(server)
    assert world.asked == [
        "getCallbackServers",
        "addCallbackServer",
        *["getCallbackServers"] * 3,
        "getCallbackSettings",
        "setCallbackSettings",
    ]
    assert world.servers[0]["secret_key"] == SECRET
    events = world.chosen["40"]["events"]
    assert {name for name, on in events.items() if on} == set(FOR_PUBLICS)
    assert set(events) == BY_CALLBACK
    assert world.chosen["40"]["api_version"] == "5.199"


def test_what_is_as_it_shall_be_is_left_alone() -> None:
    world = Vk()
    world.set_up(types=["message_new"])

    world.set_up(types=["message_new"])

    assert world.asked == ["getCallbackServers", "getCallbackSettings"]
    assert len(world.servers) == 1


@pytest.mark.parametrize(
    "other", [{"secret_key": "old"}, {"secret_key": None}, {"title": "x"}, {"status": "failed"}]
)
def test_a_server_at_the_same_address_is_corrected(other: dict[str, Any]) -> None:
    world = Vk()
    world.server(url="https://other.example")
    world.server(**other)

    assert world.set_up().id == 41
    assert "addCallbackServer" not in world.asked
    assert world.servers[1] == {
        "id": 41, "url": URL, "title": "govpublic_sdk", "secret_key": SECRET, "status": "ok",
    }  # fmt: skip


def test_of_two_at_one_address_the_confirmed_one_is_taken() -> None:
    world = Vk()
    world.server(status="failed")
    world.server()

    assert world.set_up().id == 41


def test_other_events_are_switched_off() -> None:
    world = Vk()
    world.set_up(types=["message_new", "like_add"])

    world.set_up(types=["message_new"])

    events = world.chosen["40"]["events"]
    assert [name for name, on in events.items() if on] == ["message_new"]


def test_a_version_is_corrected() -> None:
    world = Vk()
    world.set_up()
    world.set_up(api_version="5.131")

    assert world.chosen["40"]["api_version"] == "5.131"


def test_ten_servers_are_told_by_name_and_without_addresses() -> None:
    world = Vk(refuse=errors.Conflict("Servers number limit is reached", code=2000))
    for number in range(10):
        world.server(url=f"https://other.example/secret{number}", title=f"no {number}")

    with pytest.raises(errors.Conflict) as told:
        world.set_up()

    assert told.value.code == 2000
    assert "49 «no 9»" in str(told.value)
    assert "delete_callback_server" in str(told.value)
    assert "/secret" not in str(told.value)
    assert SECRET not in str(told.value)


def test_another_conflict_stays_what_it_is() -> None:
    world = Vk(refuse=errors.Conflict("no", code=106))

    with pytest.raises(errors.Conflict) as told:
        world.set_up()
    assert told.value.code == 106


def test_a_server_that_answered_wrongly_is_told_with_what_to_look_at() -> None:
    world = Vk(statuses=["wait", "failed"])

    with pytest.raises(errors.Conflict, match=r"gov\.example.*right code.*certificate") as told:
        world.set_up(wait=10)

    assert sum(world.pauses()) == pytest.approx(10)
    assert SECRET not in str(told.value)
    assert world.chosen == {}


@pytest.mark.parametrize("status", ["wait", "unconfigured", "tomorrow"])
def test_a_server_that_vk_did_not_ask_in_time_is_told(status: str) -> None:
    world = Vk(statuses=[status])

    with pytest.raises(errors.DeadlineExceeded, match=rf"within 30 s.*{status}.*HTTP 200"):
        world.set_up()
    assert sum(world.pauses()) == pytest.approx(30)
    assert max(world.pauses()) == 5


def test_a_failure_that_vk_takes_back_is_none() -> None:
    world = Vk(statuses=["failed", "wait", "ok"])

    assert world.set_up().status == "ok"


def test_a_server_that_vanishes_is_told() -> None:
    world = Vk(statuses=["wait"])

    def listed(params: Mapping[str, str]) -> Any:
        return {"count": 0, "items": []}

    world.listed = listed
    with pytest.raises(errors.NotFound, match="removed meanwhile"):
        world.set_up()


def test_an_addition_whose_answer_was_lost_is_looked_for() -> None:
    world = Vk(lose=True)

    assert world.set_up().id == 40
    assert world.asked.count("addCallbackServer") == 1


def test_an_addition_that_was_lost_is_not_repeated_blindly() -> None:
    world = Vk()
    world.add = lambda params: errors.NetworkError("lost")

    with pytest.raises(errors.OutcomeUnknown):
        world.set_up()
    assert world.asked.count("addCallbackServer") == 1


def test_the_code_is_read_before_vk_asks_for_it() -> None:
    told: list[object] = []
    world = Vk()

    world.set_up(on_code=lambda code: told.append((code, list(world.servers))))

    assert told == [("c0de", [])]
    world.set_up(on_code=told.append)
    assert len(told) == 1, "nobody asks a server that is confirmed"


def test_the_code_can_be_read_by_the_server_itself() -> None:
    world = Vk()

    assert world.run(lambda events: events.confirmation("samara")) == "c0de"
    assert confirmation(7) == confirmation(7)

    fake = FakeTransport({"groups.getCallbackConfirmationCode": {}})
    with (
        GovPublic(vk="token", transport=fake) as client,
        pytest.raises(errors.DecodeError, match="has no code"),
    ):
        client.events.confirmation(7)


def test_the_async_client_does_the_same() -> None:
    world = Vk(statuses=["wait", "ok"])
    fake = AsyncFakeTransport(world.table())
    clock = Clock(now=lambda: sum(world.slept), sleep=world.slept.append, chance=lambda: 0.0)

    async def run() -> Any:
        async with AsyncGovPublic(vk="token", transport=fake, clock=clock) as client:
            return await client.events.set_up("samara", URL, secret=SECRET)

    assert asyncio.run(run()).status == "ok"
    assert fake.sent[0].method == "utils.resolveScreenName"


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("url", "http://gov.example/vk"),
        ("url", "gov.example/vk"),
        ("url", "https://"),
        ("url", "https://["),
        ("url", 5),
        ("secret", ""),
        ("secret", "   "),
        ("secret", "x" * 51),
        ("secret", None),
        ("title", ""),
        ("title", "x" * 15),
        ("wait", 0),
        ("wait", 601),
        ("wait", "30"),
        ("types", ["message_knew"]),
        ("types", []),
        ("types", "message_new"),
        ("types", ["confirmation"]),
    ],
)
def test_bad_values_are_refused_before_anything_is_sent(name: str, given: Any) -> None:
    world = Vk()

    with pytest.raises(errors.ParameterError) as refused:
        world.set_up(**{name: given})

    assert refused.value.name == name
    assert world.asked == []
    assert "xxx" not in str(refused.value)


def test_this_machine_needs_no_https() -> None:
    assert Vk().set_up(url="http://127.0.0.1:8000/vk").status == "ok"


def test_a_name_that_is_nearly_right_is_helped() -> None:
    with pytest.raises(errors.ParameterError, match="wall_reply_new"):
        set_up(7, URL, secret=SECRET, types=["wall_replay_new"])


def test_long_poll_is_switched_on_once() -> None:
    world = Vk()

    assert world.run(lambda events: events.enable_long_poll(7)) is True
    assert world.chosen["lp"]["is_enabled"] is True
    assert world.run(lambda events: events.enable_long_poll(7)) is False
    assert world.asked == ["getLongPollSettings"]
    on = {name for name, flag in world.chosen["lp"]["events"].items() if flag}
    assert on == set(FOR_PUBLICS) & BY_LONG_POLL


def test_long_poll_that_is_off_is_switched_on() -> None:
    world = Vk()
    world.run(lambda events: events.enable_long_poll(7, types=["message_new"]))
    world.chosen["lp"]["is_enabled"] = False

    assert world.run(lambda events: events.enable_long_poll(7, types=["message_new"])) is True


def test_what_long_poll_cannot_give_is_refused() -> None:
    with pytest.raises(errors.ParameterError, match="lead_forms_new"):
        Vk().run(lambda events: events.enable_long_poll(7, types=["lead_forms_new"]))


def test_those_that_matter_can_all_be_had() -> None:
    assert set(FOR_PUBLICS) <= BY_CALLBACK
    assert switches(None, BY_CALLBACK) == {name: name in FOR_PUBLICS for name in BY_CALLBACK}


@pytest.mark.parametrize(
    ("method", "names"),
    [("groups.setCallbackSettings", BY_CALLBACK), ("groups.setLongPollSettings", BY_LONG_POLL)],
)
def test_the_names_are_those_of_the_schema(method: str, names: frozenset[str]) -> None:
    schema = json.loads((FACTS / "vk_schema.json").read_text(encoding="utf-8"))
    settings = {"group_id", "server_id", "api_version", "enabled"}

    assert set(schema["methods"][method]["parameters"]) - settings == names


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Nothing."""


class Kept:
    """An inbox in memory."""

    def __init__(self) -> None:
        self.bodies: list[bytes] = []

    def put(self, group_id: int, key: str, body: bytes) -> bool:
        self.bodies.append(body)
        return True

    def put_all(self, group_id: int, events: Any, *, position: str | None = None) -> int:
        raise NotImplementedError

    def position(self, group_id: int) -> str | None:
        raise NotImplementedError


@contextmanager
def listening(app: CallbackApp) -> Iterator[str]:
    with make_server("127.0.0.1", 0, app.wsgi, handler_class=Quiet) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/vk"
        finally:
            server.shutdown()
            thread.join()


def test_a_running_server_is_set_up_for_real_and_hears_a_citizen() -> None:
    inbox = Kept()
    with Sandbox(publics=1) as box, box.serve() as vk_url:
        public = box.publics[0]
        with GovPublic(vk=box.community_token(public), vk_url=vk_url) as client:
            code = partial(client.events.confirmation, public)
            app = CallbackApp(inbox, groups={public: GroupSettings(SECRET, code)})
            with listening(app) as url:
                first = client.events.set_up(public, url, secret=SECRET, types=["message_new"])
                again = client.events.set_up(public, url, secret=SECRET, types=["message_new"])
                box.citizens.write(public, "Яма на дороге.")
                for _ in range(300):
                    if inbox.bodies:
                        break
                    time.sleep(0.01)

    assert (first.id, first.status) == (again.id, "ok")
    assert json.loads(inbox.bodies[0])["object"]["message"]["text"] == "Яма на дороге."


def test_a_server_with_another_code_is_told_for_real() -> None:
    with Sandbox(publics=1) as box, box.serve() as vk_url:
        public = box.publics[0]
        with GovPublic(vk=box.user_token, vk_url=vk_url) as client:
            app = CallbackApp(Kept(), groups={public: GroupSettings(SECRET, "another")})
            with listening(app) as url, pytest.raises(errors.Conflict, match="right code"):
                client.events.set_up(public, url, secret=SECRET, wait=0.3)
