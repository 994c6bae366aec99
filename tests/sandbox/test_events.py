"""Events of the sandbox: each thing that happens is told once, in order, to those who listen."""

import asyncio
import http.client
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

import vk_schema
from callback_server import CallbackServer, Said, listening
from govpublic_sdk import Request, errors
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.sandbox.callbacks import Answer, is_near, post, read_retry_after
from govpublic_sdk.sandbox.events import TYPES
from govpublic_sdk.sandbox.transport import AsyncSandboxTransport, SandboxTransport
from sandbox_calls import Asker
from shared import SHARED, needs_shared

DAY = 86_400
OWN = "community"
Json = dict[str, Any]


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(publics=3, posts=3, limits=False) as box:
        yield box


@pytest.fixture
def ask(box: Sandbox) -> Asker:
    return Asker(box)


class Listener:
    """Follows Long Poll as VK's docs ask for, over any way to carry a request."""

    def __init__(self, ask: Asker, get: Callable[[str], Any]) -> None:
        self.ask, self.get, self.failures = ask, get, list[int]()
        self.renew()
        self.ts = self.server["ts"]

    def renew(self) -> None:
        self.server = self.ask("groups.getLongPollServer", token=OWN, group_id=self.ask.public)

    def url(self, wait: int = 0, **more: object) -> str:
        given = {"act": "a_check", "key": self.server["key"], "ts": self.ts, "wait": wait, **more}
        return f"{self.server['server']}?{urlencode(given)}"

    def poll(self, wait: int = 0) -> list[Json]:
        said = self.get(self.url(wait))
        failed = said.get("failed", 0)
        self.failures += [failed] if failed else []
        if failed in (2, 3):
            self.renew()
        self.ts = self.server["ts"] if failed == 3 else said.get("ts", self.ts)
        return said.get("updates", [])


def inside(box: Sandbox, timeout: float | None = None) -> Callable[[str], Any]:
    transport = SandboxTransport(box.gateway, box.clock)
    return lambda url: json.loads(transport.send(Request(method="GET", url=url), timeout).body)


def inside_async(box: Sandbox, timeout: float | None = None) -> Callable[[str], Any]:
    transport = AsyncSandboxTransport(box.gateway, box.clock)
    return lambda url: json.loads(asyncio.run(transport.send(Request(url=url), timeout)).body)


def over_http(url: str) -> Any:
    parts = urlsplit(url)
    line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    try:
        line.request("GET", f"{parts.path}?{parts.query}")
        return json.loads(line.getresponse().read())
    finally:
        line.close()


def listener(ask: Asker, *types: str) -> Listener:
    ask.box.listen(ask.public, *types)
    return Listener(ask, inside(ask.box))


def told(ask: Asker) -> list[tuple[str, Json]]:
    return [(one.type, one.object) for one in ask.box.events(ask.public)]


def names(ask: Asker) -> list[str]:
    return [kind for kind, _ in told(ask)]


# What happens


def everything(ask: Asker) -> None:
    """Let each thing happen that the sandbox tells of."""
    citizens, public = ask.box.citizens, ask.public
    citizens.allow(public)
    citizens.write(public, "Вопрос", payload={"a": 1})
    ask.answered()
    ask("messages.edit", token=OWN, **ask.answered(), message="Иначе")
    citizens.read(public)
    citizens.type(public)
    ask.pressed()
    ask("messages.sendReaction", peer_id=-public, cmid=_own_dialog(ask), reaction_id=1)
    citizens.deny(public)
    post = ask.post()
    comment = citizens.comment(public, post, "Спасибо")
    citizens.comment(public, post, "И вам", reply_to=comment)
    which = {"owner_id": ask.wall, "comment_id": ask.comment(post)["comment_id"]}
    ask("wall.editComment", **which, message="Да!")
    ask("wall.deleteComment", **which)
    ask("wall.restoreComment", **which)
    citizens.suggest(public, "Опубликуйте")
    ask("wall.repost", object=f"wall{ask.wall}_{post}", group_id=ask.box.publics[1])
    later = ask.post(publish_date=ask.later())
    ask("wall.edit", owner_id=ask.wall, post_id=later, message="а", publish_date=ask.later() + 9)
    ask("wall.delete", owner_id=ask.wall, post_id=ask.post(publish_date=ask.later() + 60))
    ask.box.clock.advance(2 * DAY)
    said = ask.said()
    citizens.discuss(public, said["topic_id"], "Тоже так думаю")
    ask("board.editComment", **said, message="Иначе")
    ask("board.deleteComment", **said)
    ask("board.restoreComment", **said)
    citizens.join(public, citizen=11)
    citizens.leave(public, citizen=11)
    ask("groups.ban", group_id=public, owner_id=ask.member(), reason=1)
    ask("groups.ban", group_id=public, owner_id=12)
    ask("groups.unban", group_id=public, owner_id=12)
    ask("groups.editManager", group_id=public, user_id=5, role="editor")
    ask("groups.edit", group_id=public, title="Новое имя")
    citizens.like(public, post)
    citizens.unlike(public, post)
    poll = ask.poll()
    citizens.vote(public, poll["id"], poll["answers"][0]["id"])
    ask.photo_of_public()
    ask.video()


def _own_dialog(ask: Asker) -> int:
    ask.asked(citizen=1)
    return 1


SILENT = {  # what nothing in the sandbox brings about
    *("audio_new", "lead_forms_new", "market_order_new", "market_order_edit"),
    *(one for one in TYPES if one.startswith(("donut_", "market_", "photo_c", "video_c"))),
}
SHAPES = {
    "message_reply": "callback_message",
    "message_edit": "callback_message",
    "like_add": "callback_like_add_remove",
    "like_remove": "callback_like_add_remove",
    "wall_reply_delete": "callback_wall_comment_delete",
    "video_new": "../video/objects.json#/definitions/video_video",
}
DEPARTURES = {  # where VK itself departs from its schema
    "message_event": "payload",  # any JSON value, https://github.com/vknet/vk/issues/1586
    "message_typing_state": "state",  # `typing`
    "board_post_delete": "topic_owner_id",  # negative, as all owners
    "wall_reply_delete": "user_id",  # it is `deleter_id`, as in VK's docs
}


def test_everything_is_told(ask: Asker) -> None:
    everything(ask)
    assert set(names(ask)) == set(TYPES) - SILENT


@needs_shared
def test_events_agree_with_the_schema(ask: Asker) -> None:
    everything(ask)
    home = SHARED / "vk-api-schema" / "callback" / "objects.json"
    for kind, thing in told(ask):
        shape = SHAPES.get(kind, f"callback_{kind}")
        if kind.startswith("wall_schedule"):
            continue
        where = shape if "#" in shape else f"#/definitions/{shape}"
        found = vk_schema.departures(thing, where, home)
        assert [one for one in found if DEPARTURES.get(kind, "-") not in one] == [], kind
        assert bool(found) == (kind in DEPARTURES), f"{kind}: is the departure still needed?"


def test_an_event_is_its_own_and_holds_what_was_then(ask: Asker) -> None:
    post = ask.post()
    first, second = ask.comment(post), ask.comment(post)
    ask("wall.editComment", owner_id=ask.wall, comment_id=first["comment_id"], message="Нет")
    kept = [one for one in ask.box.events() if one.type == "wall_reply_new"]
    assert [one.object["text"] for one in kept] == ["Да", "Да"]
    assert [one.object["id"] for one in kept] == [first["comment_id"], second["comment_id"]]
    assert len({one.event_id for one in ask.box.events()}) == len(ask.box.events())
    assert kept[0].object["post_owner_id"] == ask.wall
    assert not [one for one in ask.box.events(ask.box.publics[1]) if one.type != "wall_repost"]


def test_the_same_is_told_whoever_does_it(box: Sandbox, ask: Asker) -> None:
    post = ask.post()
    box.citizens.comment(ask.public, post, "От жителя")
    ask("wall.createComment", token=OWN, owner_id=ask.wall, post_id=post, message="От нас")
    authors = [thing["from_id"] for kind, thing in told(ask) if kind == "wall_reply_new"]
    assert authors == [7, ask.wall]


def test_a_postponed_post_is_told_again_when_it_comes(box: Sandbox, ask: Asker) -> None:
    post = ask.post(publish_date=ask.later())
    gone = ask.post(publish_date=ask.later() + 5)
    ask("wall.delete", owner_id=ask.wall, post_id=gone)
    box.clock.advance(2 * DAY)
    posts = [(thing["id"], thing["post_type"]) for kind, thing in told(ask) if kind[5:9] == "post"]
    assert posts == [(post, "postpone"), (gone, "postpone"), (post, "post")]
    assert "wall_schedule_post_delete" in names(ask)


def test_a_suggested_post_is_told_twice(box: Sandbox, ask: Asker) -> None:
    number = box.citizens.suggest(ask.public, "Опубликуйте, пожалуйста")
    ask("wall.post", owner_id=ask.wall, post_id=number)
    assert [thing["post_type"] for _, thing in told(ask)] == ["suggest", "post"]


def test_who_comes_and_goes(box: Sandbox, ask: Asker) -> None:
    box.citizens.join(ask.public, citizen=11)
    box.citizens.join(ask.public, citizen=11)
    ask("groups.removeUser", group_id=ask.public, user_id=11)
    ask("groups.leave", group_id=ask.public, token="stranger")
    number = ask.asked_to_join()
    ask("groups.approveRequest", group_id=number, user_id=2)
    ask("groups.invite", group_id=number, user_id=12)
    box.citizens.join(number, citizen=12)
    ask("groups.editManager", group_id=number, user_id=5, role="none")
    joins = [thing.get("join_type", thing.get("self")) for _, thing in told(ask)]
    assert joins == ["join", 0, "request", "approved", "accepted"]


def test_anonymous_votes_are_not_told(box: Sandbox, ask: Asker) -> None:
    poll = ask.poll(is_anonymous=1)
    box.citizens.vote(ask.public, poll["id"], poll["answers"][0]["id"])
    assert names(ask) == []


def test_nobody_acts_who_does_not_exist(box: Sandbox) -> None:
    with pytest.raises(ValueError, match="citizen"):
        box.citizens.write(box.publics[0], "а", citizen=10**8)


# Long Poll


@pytest.mark.parametrize("carry", [inside, inside_async])
def test_waiting_takes_the_sandbox_no_time(box: Sandbox, ask: Asker, carry: Any) -> None:
    box.listen(ask.public)
    follower, start = Listener(ask, carry(box)), box.clock.now()
    assert follower.poll(wait=25) == []
    assert box.clock.now() == start + 25
    ask.asked()
    assert [one["type"] for one in follower.poll(wait=25)] == ["message_allow", "message_new"]
    assert box.clock.now() == start + 25
    assert follower.poll() == []


def test_time_that_passes_brings_what_was_postponed(box: Sandbox, ask: Asker) -> None:
    ask.post(publish_date=int(box.clock.now()) + 20)
    assert [one["object"]["post_type"] for one in listener(ask).poll(wait=25)] == ["post"]


@pytest.mark.parametrize("carry", [inside, inside_async])
def test_a_client_that_gives_up_first_hears_nothing(box: Sandbox, ask: Asker, carry: Any) -> None:
    box.listen(ask.public)
    follower = Listener(ask, carry(box, 10))
    with pytest.raises(errors.NetworkError):
        follower.poll(wait=25)
    assert follower.poll(wait=5) == []


def test_only_chosen_events_come(box: Sandbox, ask: Asker) -> None:
    follower = listener(ask, "message_new")
    ask.asked()
    ask.post()
    assert [one["type"] for one in follower.poll()] == ["message_new"]
    off = {"group_id": ask.public, "message_new": 0, "wall_post_new": 1}
    ask("groups.setLongPollSettings", **off)
    ask.asked()
    ask.post()
    assert [one["type"] for one in follower.poll()] == ["wall_post_new"]
    ask("groups.setLongPollSettings", group_id=ask.public, enabled=0)
    ask.post()
    assert follower.poll() == []
    shown = ask("groups.getLongPollSettings", group_id=ask.public)
    assert (shown["is_enabled"], shown["events"]["wall_post_new"]) == (False, 1)
    assert ask.error("groups.getLongPollServer", token=OWN, group_id=ask.public) == 100
    with pytest.raises(ValueError, match="dance"):
        box.listen(ask.public, "dance")


def test_events_have_the_shape_of_the_version(ask: Asker) -> None:
    follower = listener(ask, "message_new")
    ask("groups.setLongPollSettings", group_id=ask.public, api_version="5.101")
    ask.asked("По-старому")
    ask("groups.setLongPollSettings", group_id=ask.public, api_version="5.199")
    ask.asked("По-новому")
    old, new = follower.poll()
    assert (old["object"]["text"], new["object"]["message"]["text"]) == ("По-старому", "По-новому")
    assert (old["v"], new["v"]) == ("5.101", "5.199")
    assert set(new) == {"type", "group_id", "event_id", "v", "object"}
    wrong = {"group_id": ask.public, "api_version": "new"}
    assert ask.error("groups.setLongPollSettings", **wrong) == 100


def test_who_is_too_far_behind_has_lost_something(box: Sandbox, ask: Asker) -> None:
    box.world.long_poll.most = 3
    follower = listener(ask, "message_new")
    for place in range(5):
        ask.asked(str(place))
    assert follower.poll() == []
    assert isinstance(follower.ts, int)
    kept = [one["object"]["message"]["text"] for one in follower.poll()]
    assert (kept, follower.failures) == (["2", "3", "4"], [1])


def test_keys_grow_old(box: Sandbox, ask: Asker) -> None:
    follower = listener(ask, "message_new")
    ask.asked()
    box.clock.advance(box.world.long_poll.key_lifetime + 1)
    assert follower.poll() == []
    assert len(follower.poll()) == 1
    assert follower.failures == [2]


def test_a_key_is_for_one_community(box: Sandbox, ask: Asker) -> None:
    follower = listener(ask)
    other = follower.url().replace(str(ask.public), str(box.publics[1]))
    assert follower.get(other) == {"failed": 2}
    assert follower.get(follower.url().replace(str(ask.public), "nobody")) == {"failed": 2}


@pytest.mark.parametrize(("failed", "rest"), [(1, 0), (2, 1), (3, 0)])
def test_long_poll_fails_as_asked(box: Sandbox, ask: Asker, failed: int, rest: int) -> None:
    follower = listener(ask, "message_new")
    ask.asked()
    box.faults.long_poll(failed)
    assert follower.poll() == []
    assert len(follower.poll()) == rest
    ask.asked("Дальше")
    assert follower.poll()[-1]["object"]["message"]["text"] == "Дальше"
    assert follower.failures == [failed]


def test_who_does_not_do_what_a_failure_asks_for_fails_again(box: Sandbox, ask: Asker) -> None:
    follower = listener(ask)
    for failed, after in ((1, 1), (3, 2)):
        box.faults.long_poll(failed)
        follower.get(follower.url())
        assert follower.get(follower.url())["failed"] == after


def test_other_faults_strike_long_poll_too(box: Sandbox, ask: Asker) -> None:
    follower = listener(ask)
    box.faults.reset(method="longpoll")
    with pytest.raises(errors.NetworkError):
        follower.poll(wait=25)
    box.faults.error(10, method="longpoll")
    assert follower.get(follower.url())["error"]["error_code"] == 10
    with pytest.raises(ValueError, match="failed"):
        box.faults.long_poll(4)


@pytest.mark.parametrize("ts", ["", "a", "-1", "0", "99", "9" * 30])
def test_a_wrong_mark_is_answered_with_a_right_one(ask: Asker, ts: str) -> None:
    follower = listener(ask)
    follower.ts = ts
    assert follower.poll() == []
    assert follower.failures == [1]
    ask.asked()
    assert follower.poll()


def test_a_served_sandbox_really_waits(box: Sandbox, ask: Asker) -> None:
    box.listen(ask.public, "message_new")
    with box.serve() as url:
        follower = Listener(ask, over_http)
        follower.server["server"] = url.replace("/method/", f"/longpoll/{ask.public}")
        heard: list[Json] = []
        thread = threading.Thread(target=lambda: heard.extend(follower.poll(wait=20)))
        thread.start()
        ask.asked("Слышно?")
        thread.join(10)
        assert [one["object"]["message"]["text"] for one in heard] == ["Слышно?"]
        assert follower.poll(wait=0) == []
        assert follower.poll(wait=1) == []


@pytest.mark.parametrize("carry", [inside, inside_async])
def test_on_a_real_clock_one_really_waits_in_the_process_too(
    box: Sandbox, ask: Asker, carry: Any
) -> None:
    box.listen(ask.public, "message_new")
    box.clock.follow_machine()
    follower = Listener(ask, carry(box))
    heard: list[Json] = []
    thread = threading.Thread(target=lambda: heard.extend(follower.poll(wait=20)))
    thread.start()
    ask.asked()
    thread.join(10)
    assert len(heard) == 1
    impatient = carry(box, 0.05)
    with pytest.raises(errors.NetworkError):
        impatient(follower.url(wait=20))


def test_a_server_stops_while_somebody_waits(box: Sandbox, ask: Asker) -> None:
    box.listen(ask.public)
    with box.serve() as url:
        follower = Listener(ask, over_http)
        parts = urlsplit(url)
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
        line.request("GET", urlsplit(follower.url(wait=90))._replace(scheme="", netloc="").geturl())
    with suppress(http.client.HTTPException, OSError):
        line.getresponse()
    line.close()
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30).connect()


# Callbacks


@pytest.fixture
def server() -> Iterator[CallbackServer]:
    with listening() as server:
        yield server


def registered(ask: Asker, server: CallbackServer, *types: str, secret: str = "") -> Json:
    """Register a server that knows its confirmation, and choose its events."""
    group = {"group_id": ask.public}
    code = ask("groups.getCallbackConfirmationCode", **group)["code"]
    answer = server.answer

    def confirm(event: Json) -> Said:
        return code if event["type"] == "confirmation" else answer(event)

    server.answer = confirm
    given = {**group, "url": server.url, "title": "Проверка", "secret_key": secret}
    which = {**group, **ask("groups.addCallbackServer", **given)}
    ask("groups.setCallbackSettings", **which, **dict.fromkeys(types or ("message_new",), 1))
    return which


def status(ask: Asker) -> list[str]:
    items = ask("groups.getCallbackServers", group_id=ask.public)["items"]
    return [one["status"] for one in items]


def test_a_server_is_confirmed_and_sent_events(
    box: Sandbox, ask: Asker, server: CallbackServer
) -> None:
    registered(ask, server, secret="тайна")
    ask.asked("Рано")
    assert status(ask) == ["wait"]
    (confirmation,) = box.callbacks.deliver()
    assert (confirmation.type, confirmation.accepted) == ("confirmation", True)
    assert status(ask) == ["ok"]
    ask.asked("Вовремя")
    ask.post()
    (sent,) = box.callbacks.deliver()
    assert (sent.status, sent.answer, sent.accepted, sent.retry) == (200, "ok", True, 0)
    mark, own = {"event_id": confirmation.event_id, "v": "5.199"}, {"group_id": ask.public}
    assert server.events[0] == {"type": "confirmation", **own, **mark, "secret": "тайна"}
    event = server.events[1]
    assert (event["secret"], event["type"], event["v"]) == ("тайна", "message_new", "5.199")
    assert event["object"]["message"]["text"] == "Вовремя"
    assert box.callbacks.deliver() == []
    assert list(box.callbacks.posted) == [confirmation, sent]


@pytest.mark.parametrize("secret", ["тайна", ""])
def test_confirmation_has_fields_of_events(
    box: Sandbox, ask: Asker, server: CallbackServer, secret: str
) -> None:
    which = registered(ask, server, secret=secret)
    ask("groups.setCallbackSettings", **which, api_version="5.131")
    box.callbacks.deliver()
    ask.asked()
    box.callbacks.deliver()

    confirmation, event = server.events
    assert set(event) - set(confirmation) == {"object"}
    assert confirmation.get("secret", "") == event.get("secret", "") == secret
    assert confirmation["v"] == event["v"] == "5.131"
    assert confirmation["event_id"] != event["event_id"]


def test_a_wrong_confirmation_fails(box: Sandbox, ask: Asker, server: CallbackServer) -> None:
    which = registered(ask, server)
    confirming, server.answer = server.answer, lambda event: "nonsense"
    box.callbacks.deliver()
    assert status(ask) == ["failed"]
    ask.asked()
    assert box.callbacks.deliver() == []
    server.answer = confirming
    ask("groups.editCallbackServer", **which, url=server.url, title="Снова")
    box.callbacks.deliver()
    assert status(ask) == ["ok"]
    ask("groups.editCallbackServer", **which, url=server.url, title="Имя", secret_key="а")
    assert status(ask) == ["ok"]


def test_an_event_is_posted_until_it_is_ok(
    box: Sandbox, ask: Asker, server: CallbackServer
) -> None:
    said: list[Said] = [(500, "", {}), "OK", " ok", (404, "ok", {}), "ok"]
    server.answer = lambda event: said.pop(0)
    registered(ask, server)
    box.callbacks.deliver()
    ask.asked()
    assert len(box.callbacks.deliver()) == 1
    assert box.callbacks.deliver() == []
    assert box.callbacks.waiting(ask.public) == 1
    box.clock.advance(box.callbacks.pause)
    box.callbacks.deliver()
    box.callbacks.deliver(within=100)
    assert server.retries == [None, None, "1", "2", "3", "4"]
    assert len({one["event_id"] for one in server.events[1:]}) == 1
    assert (box.callbacks.waiting(), said) == (0, [])


def test_events_may_be_given_up(box: Sandbox, ask: Asker, server: CallbackServer) -> None:
    server.answer = lambda event: "later"
    registered(ask, server)
    box.callbacks.most_retries = 2
    box.callbacks.deliver()
    ask.asked()
    assert [one.retry for one in box.callbacks.deliver(within=1000)] == [0, 1, 2]
    assert box.callbacks.waiting() == 0


@pytest.mark.parametrize("code", [410, 429, 503])
def test_a_server_may_ask_for_time(
    box: Sandbox, ask: Asker, server: CallbackServer, code: int
) -> None:
    when = format_datetime(box.clock.moment().replace(hour=8), usegmt=True)
    here = format_datetime(box.clock.moment(), usegmt=True)
    said: list[Said] = [(code, "", {"Retry-After": when, "Date": here}), "ok"]
    server.answer = lambda event: said.pop(0)
    registered(ask, server)
    box.callbacks.deliver()
    ask.asked()
    box.callbacks.deliver()
    assert box.callbacks.deliver(within=2 * 3600 - 1) == []
    assert len(box.callbacks.deliver(within=1)) == 1
    assert said == []


def test_how_long_a_server_may_ask_for() -> None:
    def delay(status: int, **headers: str) -> float:
        return read_retry_after(
            Answer(status, "", {k.replace("_", "-"): v for k, v in headers.items()}), 0
        )

    hour = "Thu, 01 Jan 1970 01:00:00 GMT"
    assert delay(503, retry_after=hour) == 3600
    assert delay(503, retry_after=hour, date="Thu, 01 Jan 1970 00:30:00 GMT") == 1800
    assert delay(200, retry_after=hour) == 0
    assert delay(503, retry_after="Thu, 01 Jan 1970 09:00:00 GMT") == 0
    assert delay(503, retry_after="soon") == delay(503) == 0


def test_a_server_may_take_itself_away(box: Sandbox, ask: Asker, server: CallbackServer) -> None:
    server.answer = lambda event: "remove"
    registered(ask, server)
    box.callbacks.deliver()
    ask.asked("Раз")
    ask.asked("Два")
    assert len(box.callbacks.deliver(within=100)) == 1
    assert (status(ask), box.callbacks.waiting()) == ([], 0)


def test_what_a_deleted_server_was_owed_is_dropped(
    box: Sandbox, ask: Asker, server: CallbackServer
) -> None:
    which = registered(ask, server)
    box.callbacks.deliver()
    ask.asked()
    ask("groups.deleteCallbackServer", **which)
    assert box.callbacks.deliver() == []
    assert box.callbacks.waiting() == 0


def test_each_server_has_its_own_events(box: Sandbox, ask: Asker, server: CallbackServer) -> None:
    first = registered(ask, server, "message_new")
    second = registered(ask, server, "wall_post_new", "message_reply")
    box.callbacks.deliver()
    ask.answered()
    ask.post()
    sent = [(one.server_id, one.type) for one in box.callbacks.deliver()]
    assert sent == [
        (first["server_id"], "message_new"),
        (second["server_id"], "message_reply"),
        (second["server_id"], "wall_post_new"),
    ]
    assert ask("groups.getCallbackSettings", **second)["events"]["message_new"] == 0
    only = {"group_id": ask.public}
    assert ask("groups.getCallbackSettings", **only)["events"]["message_new"] == 1


@pytest.mark.parametrize(
    "url", ["https://example.com/", "http://10.0.0.1/", "http://vk.ru", "http://[", "http:///a"]
)
def test_only_this_machine_is_contacted(ask: Asker, url: str) -> None:
    answer = ask.answer(
        "groups.addCallbackServer", {"group_id": ask.public, "url": url, "title": "а"}
    )
    assert answer["error"]["error_code"] == 100
    assert "loopback" in answer["error"]["error_msg"]
    assert not is_near(url)
    assert post(url, b"{}", {}, 1).status == 0


@pytest.mark.parametrize(
    "given", [{"url": "ftp://127.0.0.1"}, {"title": "а" * 15}, {"secret_key": "а" * 51}]
)
def test_servers_are_described_within_bounds(ask: Asker, given: Json) -> None:
    whole = {"group_id": ask.public, "url": "http://127.0.0.1:9", "title": "а", **given}
    assert ask.error("groups.addCallbackServer", **whole) == 100


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/", "https://[::1]:9", "http://localhost:0", "http://127.0.0.1:99999"],
)
def test_a_server_that_is_not_there_is_no_accident(box: Sandbox, ask: Asker, url: str) -> None:
    ask("groups.addCallbackServer", group_id=ask.public, url=url, title="а")
    (done,) = box.callbacks.deliver()
    assert (done.status, done.accepted, status(ask)) == (0, False, ["failed"])


def test_who_waits_sees_the_world_go_on(box: Sandbox, ask: Asker, server: CallbackServer) -> None:
    registered(ask, server)
    box.clock.sleep(1)
    assert status(ask) == ["ok"]
    ask.asked()
    asyncio.run(box.clock.asleep(1))
    assert [one["type"] for one in server.events] == ["confirmation", "message_new"]


def test_a_served_sandbox_posts_by_itself(box: Sandbox, ask: Asker, server: CallbackServer) -> None:
    said: list[Said] = ["wait", "ok"]
    server.answer = lambda event: said.pop(0)
    box.callbacks.pause = 0.1
    with box.serve():
        registered(ask, server)
        server.wait(1)
        with box.world.events.changed:
            pass
        while status(ask) != ["ok"]:
            box.callbacks.deliver()
        ask.asked()
        assert [one["type"] for one in server.wait(3)] == ["confirmation", *["message_new"] * 2]
        assert server.retries[:3] == [None, None, "1"]


# Nothing is lost, and the order is kept


class Deliveries(RuleBasedStateMachine):
    """Citizens write while readers come, fail and fall behind."""

    def __init__(self) -> None:
        super().__init__()
        self.box = Sandbox(publics=2, posts=0, limits=False)
        self.ask = Asker(self.box)
        self.box.listen(self.ask.public, "message_new", "message_reply")
        self.follower = Listener(self.ask, inside(self.box))
        self.heard: list[str] = []
        self.sent: dict[int, int] = {}

    @rule(citizen=st.integers(3, 5), other=st.booleans())
    def write(self, citizen: int, other: bool) -> None:
        self.box.citizens.write(self.box.publics[int(other)], "Вопрос", citizen=citizen)

    @rule(random_id=st.integers(1, 4))
    @precondition(lambda self: self.box.world.mail.dialogs)
    def answer(self, random_id: int) -> None:
        given = {"peer_ids": [3], "message": "Ответ", "random_id": random_id}
        (sent,) = self.ask("messages.send", token=OWN, **given)
        if "error" not in sent:
            assert self.sent.setdefault(random_id, sent["message_id"]) == sent["message_id"]

    @rule(wait=st.sampled_from([0, 25]))
    def poll(self, wait: int) -> None:
        self.heard += [one["event_id"] for one in self.follower.poll(wait)]

    @rule()
    def lose_the_answer(self) -> None:
        """What comes is not read; the same `ts` is asked again."""
        self.follower.get(self.follower.url())

    @rule()
    def lose_the_key(self) -> None:
        self.box.faults.long_poll(2)
        self.poll(0)

    @rule(seconds=st.integers(0, 4000))
    def pass_time(self, seconds: int) -> None:
        self.box.clock.advance(seconds)

    @invariant()
    def what_was_heard_is_what_happened(self) -> None:
        happened = [
            one.event_id
            for one in self.box.events(self.ask.public)
            if one.type in ("message_new", "message_reply")
        ]
        assert self.heard == happened[: len(self.heard)]

    @invariant()
    def each_answer_is_sent_once(self) -> None:
        replies = [one for one in self.box.events() if one.type == "message_reply"]
        assert len(replies) == len(self.sent)

    def teardown(self) -> None:
        for _ in range(3):
            self.poll(0)
        happened = self.box.events(self.ask.public)
        assert len(self.heard) == sum(one.type != "message_allow" for one in happened)


Deliveries.TestCase.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
TestDeliveries = Deliveries.TestCase


# Long Poll of messages


class Mailbox:
    """A client of Long Poll of messages."""

    def __init__(self, ask: Asker, **given: Any) -> None:
        place = ask("messages.getLongPollServer", **given)
        self.box, self.key, self.ts = ask.box, place["key"], place["ts"]
        self.url = f"http://{place['server']}"

    def look(self, **more: Any) -> Json:
        form = {"act": "a_check", "key": self.key, "ts": self.ts, "wait": 25, "version": 3, **more}
        url = f"{self.url}?{urlencode(form)}"
        reply = SandboxTransport(self.box.gateway, self.box.clock).send(Request(url=url), None)
        return json.loads(reply.body)


def test_messages_come_by_long_poll(box: Sandbox, ask: Asker) -> None:
    ask.asked("Раньше")
    community = Mailbox(ask, token=OWN)
    citizen = Mailbox(ask)
    assert community.look() == {"ts": community.ts, "updates": []}

    asked = ask.asked("Где график?", citizen=1)["message_id"]
    answer = ask("messages.send", token=OWN, peer_id=1, random_id=0, message="Вот.")

    heard, seen = community.look(mode=34), citizen.look()
    assert [one[:6] for one in heard["updates"]] == [
        [4, asked, 0, 1, int(box.clock.now()), "Где график?"],
        [4, answer, 3, 1, int(box.clock.now()), "Вот."],
    ]
    assert (heard["ts"], heard["pts"]) == (answer, 4)
    assert [(one[1], one[2], one[3]) for one in seen["updates"]] == [
        (asked, 2, -ask.public),
        (answer, 1, -ask.public),
    ]
    assert "pts" not in seen


def test_message_long_poll_names_attachments(ask: Asker) -> None:
    community, photo = Mailbox(ask, token=OWN), ask.photo()
    ask.asked()
    ask("messages.send", token=OWN, peer_id=7, random_id=0, attachment=f"photo{photo}")

    updates = community.look(mode=2)["updates"]
    assert updates[1][7] == {"attach1_type": "photo", "attach1": photo}
    assert community.look()["updates"][1][7] == {}


def test_message_long_poll_fails_as_vk(box: Sandbox, ask: Asker) -> None:
    community = Mailbox(ask, token=OWN)
    ask.asked()
    last = community.look()["ts"]
    assert community.look(key="0" * 40) == {"failed": 2}
    assert community.look(ts=last + 1) == {"failed": 1, "ts": last}
    assert community.look(ts="soon") == {"failed": 1, "ts": last}

    box.faults.long_poll(1)
    assert community.look() == {"failed": 1, "ts": last}
    assert community.look()["updates"]
    box.clock.advance(box.world.message_poll.key_lifetime + 1)
    assert community.look() == {"failed": 2}


@pytest.mark.parametrize("failed", [2, 3])
def test_message_long_poll_loses_keys(box: Sandbox, ask: Asker, failed: int) -> None:
    community = Mailbox(ask, token=OWN)
    box.faults.long_poll(failed)

    assert community.look() == {"failed": failed}
    assert community.look() == {"failed": 2}


def test_deleted_messages_stay_away_from_long_poll(ask: Asker) -> None:
    community = Mailbox(ask, token=OWN)
    first, second = ask.asked("Раз")["message_id"], ask.asked("Два")["message_id"]
    ask("messages.delete", token=OWN, message_ids=first)

    heard = community.look()
    assert ([one[1] for one in heard["updates"]], heard["ts"]) == ([second], second)
    ask("messages.deleteConversation", token=OWN, peer_id=7)
    assert community.look(ts=second) == {"ts": second, "updates": []}
