"""The locals of a traceback show no token, no secret and no text that a person wrote."""

from __future__ import annotations

import asyncio
import io
import json
import pickle
import sqlite3
import traceback
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest

from fake_pos import settings
from govpublic_sdk import AsyncGovPublic, GovPublic, Keyring, batch, errors, events, open311, vk
from govpublic_sdk._core.hidden import hide
from govpublic_sdk.appeals import Classifier, Desk, NewAppeal, Reply
from govpublic_sdk.events import GroupSettings, Worker
from govpublic_sdk.models import Appeal, AppealId
from govpublic_sdk.pos import Settings
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.store import Inbox, Outbox
from loopback import serving

MARK = "canary"
TEXT = f"{MARK} текст жителя"
TOKEN = f"vk1.a.{MARK}-token-of-the-public"
SECRET = f"{MARK}-secret-of-the-service"
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
APPEAL = Appeal(id=AppealId("pos", "1"), regime="message", stage="in_progress")
PHOTO = b"\x89PNG\r\n\x1a\n" + b"0" * 100

Ask = Callable[[Any], Any]
Answer = Callable[[httpx.Request], httpx.Response]


def chain(error: BaseException) -> Iterator[BaseException]:
    """An error with all its causes, also those that a traceback leaves out."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        link = waiting.pop()
        if link is not None and id(link) not in seen:
            seen.add(id(link))
            yield link
            waiting += [link.__cause__, link.__context__]


def shown(error: BaseException) -> list[str]:
    """Where an error shows what nobody may see: in its words, or in a local of a frame."""
    found: list[str] = []
    for link in chain(error):
        found += [f"{link!r} {link}"] if MARK in f"{link!r} {link}" else []
        frames = traceback.walk_tb(link.__traceback__)
        for frame in traceback.StackSummary.extract(frames, capture_locals=True):
            if frame.filename != __file__:
                pairs = (frame.locals or {}).items()
                found += [
                    f"{frame.filename}:{frame.name}: {pair}" for pair in pairs if MARK in pair[1]
                ]
    return found


def failures(ask: Ask, answer: Answer | None, **given: Any) -> list[BaseException]:
    """How a question fails on either client."""
    transport = httpx.MockTransport(answer) if answer else None
    options = {"transport": transport, "retry": None, **given}

    def ask_blocking() -> None:
        with GovPublic(**options) as client:
            found = ask(client)
            if isinstance(found, Iterator):
                list(found)

    async def ask_async() -> None:
        async with AsyncGovPublic(**options) as client:
            found = ask(client)
            if isinstance(found, AsyncIterator):
                [item async for item in found]
            else:
                await found

    return [*caught(ask_blocking), *caught(lambda: asyncio.run(ask_async()))]


def caught(act: Callable[[], object]) -> list[BaseException]:
    try:
        act()
    except BaseException as error:
        return [error]
    return []


def refuse(code: int) -> Answer:
    """VK refuses and repeats all that it was sent."""

    def answer(request: httpx.Request) -> httpx.Response:
        sent = parse_qsl(request.content.decode("utf-8", "replace"))
        words = " ".join(value for _, value in sent if MARK in value)
        authorization = request.headers.get("authorization", "")
        params = [{"key": name, "value": value} for name, value in sent]
        error = {
            "error_code": code,
            "error_msg": f"bad {words} {authorization}",
            "request_params": params,
            "captcha_sid": "1",
            "redirect_uri": "https://id.vk.ru/x",
        }
        return httpx.Response(200, json={"error": error})

    return answer


def fail(error: BaseException) -> Answer:
    def answer(request: httpx.Request) -> httpx.Response:
        raise type(error)(*error.args)

    return answer


def say(content: object, status: int = 200) -> Answer:
    body = content if isinstance(content, str) else json.dumps(content)
    return lambda request: httpx.Response(status, text=body)


ANSWERS: dict[str, Answer] = {
    "no connection": fail(httpx.ConnectError("refused")),
    "no answer": fail(httpx.ReadTimeout("late")),
    "the system": fail(OSError("broken")),
    "interrupted": fail(KeyboardInterrupt()),
    "a defect": fail(RuntimeError("defect")),
    "a page": say(f"<html>{TEXT}"),
    "a page 500": say(f"<html>{TEXT}", 500),
    "cut off": say(f'{{"response": "{TEXT}'),
    "another shape": say({"response": {"a": TEXT}}),
    "a list": say([TEXT]),
    **{f"error {code}": refuse(code) for code in (5, 6, 9, 10, 14, 15, 17, 27, 29, 100, 77777)},
}
QUESTIONS: dict[str, Ask] = {
    "publish": lambda client: client.posts.publish(1, TEXT, key=TEXT),
    "edit": lambda client: client.posts.edit("-1_2", text=TEXT),
    "comment": lambda client: client.comments.create("-1_2", TEXT),
    "send": lambda client: client.messages.send(7, TEXT, public=1),
    "search": lambda client: client.messages.search(TEXT, public=1),
    "topic": lambda client: client.topics.create(1, TEXT, TEXT),
    "poll": lambda client: client.polls.create(1, TEXT, [TEXT, f"{TEXT} 2"]),
    "photo": lambda client: client.media.photo(1, PHOTO, caption=TEXT),
    "ban": lambda client: client.publics.ban(1, 5, comment=TEXT),
    "set up": lambda client: client.events.set_up(1, "https://e.ru/", secret=SECRET, title="t"),
    "a call": lambda client: client.call("wall.post", {"message": TEXT}, result=int),
    "a program": lambda client: client.run(vk.execute(f"return '{TEXT}';", result=int)),
    "a batch": lambda client: client.run(
        batch(vk.wall.search(-1, query=TEXT), vk.wall.search(-2, query=TEXT))
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("answer", ANSWERS)
def test_frames_of_vk_show_no_secrets(question: str, answer: str) -> None:
    keyring = Keyring(users=[TOKEN], communities={1: lambda: TOKEN})

    found = failures(QUESTIONS[question], ANSWERS[answer], vk=keyring)

    assert len(found) == 2
    assert [shown(error) for error in found] == [[], []]


REFUSED: dict[str, Ask] = {
    "too long": lambda client: client.messages.send(7, TEXT * 500, public=1),
    "a list": lambda client: client.posts.publish(1, [TEXT]),
    "too many": lambda client: client.polls.create(1, TEXT, [TEXT] * 50),
    "half a character": lambda client: client.messages.send(7, f"{TEXT}\ud800", public=1),
    "a set": lambda client: client.call("wall.post", {"message": {TEXT}}, result=dict),
    "a token": lambda client: client.call("wall.post", {"access_token": TOKEN}, result=dict),
    "with a token": lambda client: vk.wall.post(-1, TEXT).with_params(access_token=TOKEN),
    "with a number as key": lambda client: vk.wall.post(-1, TEXT).with_params(message={1: TEXT}),
    "a negative id": lambda client: vk.wall.post(-1, TEXT, post_id=-5),
    "a message": lambda client: vk.messages.send(5, peer_id=7, message=TEXT * 5_000, lat=500),
}


@pytest.mark.parametrize("question", REFUSED)
def test_frames_of_refused_arguments_show_no_secrets(question: str) -> None:
    found = failures(REFUSED[question], say({}), vk=TOKEN)

    assert [type(error) for error in found] == [errors.ParameterError] * 2
    assert [shown(error) for error in found] == [[], []]


@pytest.mark.parametrize("kind", [GovPublic, AsyncGovPublic, lambda vk: Keyring(users=[vk])])
def test_frames_of_a_bad_token_do_not_show_it(kind: Callable[..., object]) -> None:
    (error,) = caught(lambda: kind(vk=f"{TOKEN} with spaces"))

    assert isinstance(error, errors.ConfigurationError)
    assert shown(error) == []


def test_frames_of_a_bad_token_source_do_not_show_what_it_gave() -> None:
    ask = QUESTIONS["comment"]

    for error in failures(ask, say({}), vk=lambda: f"{TOKEN} with spaces"):
        assert isinstance(error, errors.ConfigurationError)
        assert shown(error) == []


def test_frames_of_a_challenge_do_not_show_its_answer() -> None:
    given = {"captcha_key": TEXT, "access_token": TOKEN}
    options = {"vk": "token", "on_challenge": lambda error: given}

    for error in failures(QUESTIONS["comment"], refuse(14), **options):
        assert isinstance(error, errors.CaptchaNeeded)
        assert shown(error) == []


def sign_in(answer: Answer) -> Answer:
    """A platform that lets everybody in, and answers so."""
    return lambda request: (
        httpx.Response(200, json={"access_token": TOKEN})
        if request.url.path == "/v0/door"
        else answer(request)
    )


def echo(status: int) -> Answer:
    """A service that repeats all that it was sent."""

    def answer(request: httpx.Request) -> httpx.Response:
        sent = f"{request.url} {request.headers} {request.content.decode('utf-8', 'replace')}"
        return httpx.Response(status, json={"message": sent, "code": 1, "description": sent})

    return answer


SERVICE_ANSWERS = {
    **{name: answer for name, answer in ANSWERS.items() if not name.startswith("error")},
    **{f"status {status}": echo(status) for status in (400, 401, 403, 404, 422, 500)},
}


@pytest.mark.parametrize("answer", SERVICE_ANSWERS)
@pytest.mark.parametrize("signed_in", [False, True])
def test_frames_of_pos_show_no_secrets(answer: str, *, signed_in: bool) -> None:
    given = settings(client_secret=SECRET, password=f"{SECRET}-2", username=f"{SECRET}-3")
    answers = sign_in(SERVICE_ANSWERS[answer]) if signed_in else SERVICE_ANSWERS[answer]
    asked: list[Ask] = [
        lambda client: client.appeals.each(since=SINCE),
        lambda client: client.appeals.answer(APPEAL, TEXT, by=TEXT),
    ]

    for ask in asked:
        for error in failures(ask, answers, pos=given):
            assert shown(error) == []


def test_frames_of_pos_do_not_show_what_it_gave_at_the_door() -> None:
    answer = say({"access_token": f"{TOKEN} with spaces"})

    for error in failures(lambda client: client.appeals.each(since=SINCE), answer, pos=settings()):
        assert isinstance(error, errors.ConfigurationError)
        assert shown(error) == []


def test_frames_of_pos_do_not_show_what_could_not_be_read() -> None:
    answer = sign_in(say({"content": [{"id": 1, "description": TEXT}, TEXT]}))

    for error in failures(lambda client: client.appeals.each(since=SINCE), answer, pos=settings()):
        assert isinstance(error, errors.ServerError)
        assert shown(error) == []


@pytest.mark.parametrize("answer", SERVICE_ANSWERS)
def test_frames_of_open311_show_no_secrets(answer: str) -> None:
    server = open311.Server("https://city.example/v2", api_key=SECRET)
    asked: list[Ask] = [
        lambda client: client.appeals.each(since=SINCE),
        lambda client: client.run(open311.request(server, "1")),
        lambda client: client.run(
            open311.create(server, "1", description=TEXT, address=TEXT, email=f"{MARK}@e.ru")
        ),
    ]

    for ask in asked:
        for error in failures(ask, SERVICE_ANSWERS[answer], open311=[server]):
            assert shown(error) == []


# What was read before


@pytest.mark.parametrize("fault", ["error", "html", "cut", "reset"])
def test_frames_show_nothing_that_was_read_before(fault: str) -> None:
    with Sandbox(publics=1, limits=False) as box, box.client(retry=None) as client:
        public = box.publics[0]
        post = client.posts.publish(public, "Объявление")
        box.citizens.comment(public, post.id, TEXT)
        seen: list[str | None] = []

        def asked() -> Any:
            for comment in client.comments.each(post):
                seen.append(comment.text)
                strike = getattr(box.faults, fault)
                strike(*([100] if fault == "error" else []))
                client.comments.edit(post, comment.id, f"{TEXT} 2")

        with pytest.raises(errors.GovPublicError) as raised:
            asked()

    assert seen == [TEXT]
    assert shown(raised.value) == []


@pytest.mark.parametrize("answer", ["reset", "close", b"no http\r\n\r\n"])
def test_errors_of_httpx_with_their_requests_are_not_kept(answer: bytes | str) -> None:
    def ask(client: Any) -> Any:
        return client.run(vk.wall.post(-1, TEXT))

    with serving() as server:
        server.answers += [answer, answer]
        found = failures(ask, None, vk=TOKEN, vk_url=server.url)

    assert [type(error) for error in found] == [errors.OutcomeUnknown] * 2
    for error in found:
        assert not [link for link in chain(error) if isinstance(link, httpx.HTTPError)]
        assert shown(error) == []


# Values


def test_hidden_values_are_equal_to_what_was_given() -> None:
    given = {"a": [TEXT, ("b", {"c"})], "d": 5, "e": {"f": None}}

    assert hide(given) == given
    assert json.dumps(hide([TEXT])) == json.dumps([TEXT])
    assert pickle.loads(pickle.dumps(hide(TEXT))) == TEXT
    assert f"{hide(TEXT)}" == str(hide(TEXT)) == TEXT
    assert repr(hide(TEXT)) == f"<{len(TEXT)} characters>"


@pytest.mark.parametrize("kind", [Keyring, GovPublic, AsyncGovPublic, Desk, Worker, Classifier])
def test_objects_that_could_not_be_built_are_printed(kind: type[object]) -> None:
    assert repr(object.__new__(kind)) == f"<{kind.__name__}, not built>"


# Beside the clients


ENVIRONMENT = {
    "GOVPUBLIC_VK_TOKEN": f"{TOKEN} with spaces",
    "GOVPUBLIC_VK_COMMUNITY_TOKENS_FILE": "tokens.json",
}


@pytest.mark.parametrize("name", ENVIRONMENT)
@pytest.mark.parametrize("content", [f'{{"1": "{TOKEN}"'.encode(), TOKEN.encode() + b"\xff"])
def test_frames_of_a_bad_environment_do_not_show_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / "tokens.json").write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, ENVIRONMENT[name])

    (error,) = caught(GovPublic.from_env)

    assert isinstance(error, errors.ConfigurationError)
    assert shown(error) == []


BUILT: dict[str, Callable[[], object]] = {
    "overrides": lambda: GovPublic.from_env(vk=f"{TOKEN} with spaces"),
    "a proxy": lambda: GovPublic(vk=TOKEN, proxy=f"ftp://user:{SECRET}@proxy.example"),
    "a server": lambda: open311.Server("https://city.example", api_key=f"{SECRET}\n"),
    "settings": lambda: Settings(**{**vars_of(settings(password=SECRET)), "zone": "nowhere"}),
    "a callback": lambda: GroupSettings(secret=f"{SECRET} ", confirmation=SECRET),
    "an appeal": lambda: NewAppeal(text=TEXT, contacts=[TEXT]),  # type: ignore[arg-type]
    "a reply": lambda: Reply(text=TEXT, key="", executor=TEXT),
    "a new request": lambda: open311.create(
        open311.Server("https://city.example", api_key=SECRET), "1", description=f"<b>{TEXT}</b>"
    ),
    "bytes": lambda: events.parse(f'{{"type": "message_new", "object": "{TEXT}'.encode()),
    "a text": lambda: events.parse(TEXT),
    "a tree": lambda: events.parse({"text": TEXT}),
    "no event": lambda: events.parse(f'{{"text": "{TEXT}"}}'.encode()),
}


@pytest.mark.parametrize("proxy", [f"http://u:{SECRET}@proxy:99999", f"u:{SECRET}@proxy:99999"])
def test_frames_of_a_bad_proxy_of_the_environment_do_not_show_it(
    monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)

    (error,) = caught(lambda: GovPublic(vk=TOKEN))

    assert isinstance(error, errors.ConfigurationError)
    assert shown(error) == []


MISSPELT: dict[str, Ask] = {
    "a text": lambda client: client.messages.send(7, text_of=TEXT),
    "a contact": lambda client: client.publics.set_contact(1, 7, office=TEXT),
    "a post": lambda client: client.posts.publish(1, message_of=TEXT),
    "a file name": lambda client: client.media.photo(1, PHOTO, filename=TEXT, size=1),
}


@pytest.mark.parametrize("name", MISSPELT)
def test_frames_of_misspelt_parameters_do_not_show_their_values(name: str) -> None:
    found = failures(MISSPELT[name], say({}), vk=TOKEN)

    assert [type(error) for error in found] == [TypeError] * 2
    assert [shown(error) for error in found] == [[], []]


EVENT = json.dumps({"type": "t", "group_id": 1, "secret": SECRET, "object": TEXT}).encode()
BODY = b'{"type": "confirmation", "group_id": 1, "secret": "%s"}' % SECRET.encode()


def hang_up(*_: object) -> Any:
    """Fail as a server does whose client went away."""
    raise ConnectionResetError


class CutOff(io.BytesIO):
    """A body whose second half does not come."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(len(EVENT) - 5) or hang_up()


def run_asgi(app: events.CallbackApp, rest: Callable[[], Any]) -> None:
    arrived = [{"type": "http.request", "body": EVENT, "more_body": rest is hang_up}]

    async def receive() -> Any:
        return arrived.pop() if arrived else rest()

    async def send(_: object) -> None:
        hang_up()

    scope: dict[str, Any] = {"type": "http", "method": "POST", "headers": []}
    asyncio.run(app(scope, receive, send))


def run_wsgi(app: events.CallbackApp, stream: io.BytesIO) -> None:
    environ = {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(EVENT)), "wsgi.input": stream}
    app.wsgi(environ, hang_up)


SERVED: dict[str, Callable[[events.CallbackApp], object]] = {
    "asgi": lambda app: run_asgi(app, dict),
    "asgi, a part": lambda app: run_asgi(app, hang_up),
    "wsgi": lambda app: run_wsgi(app, io.BytesIO(EVENT)),
    "wsgi, a part": lambda app: run_wsgi(app, CutOff(EVENT)),
    "read": lambda app: events.read({}, BODY, groups={1: GroupSettings(SECRET, hang_up)}),
}


@pytest.mark.parametrize("server", SERVED)
def test_frames_of_callback_servers_show_no_body(tmp_path: Path, server: str) -> None:
    with Inbox(tmp_path / "inbox.db") as inbox:
        app = events.CallbackApp(inbox, groups={1: GroupSettings(SECRET, "code")})

        (error,) = caught(lambda: SERVED[server](app))

    assert isinstance(error, ConnectionResetError)
    assert shown(error) == []


def test_frames_of_closed_stores_show_nothing_of_what_was_given(tmp_path: Path) -> None:
    inbox, answers = Inbox(tmp_path / "store.db"), Outbox(tmp_path / "store.db")
    inbox.close()
    answers.close()

    found = [
        *caught(lambda: inbox.put(1, "key", EVENT)),
        *caught(lambda: inbox.put_all(1, [("key", EVENT)])),
        *caught(lambda: answers.sent("key", TEXT)),
    ]

    assert [type(error) for error in found] == [errors.ConfigurationError] * 3
    assert [shown(error) for error in found] == [[], [], []]


def vars_of(given: Settings) -> dict[str, Any]:
    return {one.name: getattr(given, one.name) for one in fields(given) if one.init}


@pytest.mark.parametrize("what", BUILT)
def test_frames_of_values_that_are_refused_do_not_show_them(what: str) -> None:
    (error,) = caught(BUILT[what])

    assert isinstance(error, errors.GovPublicError)
    assert shown(error) == []


DAMAGES = {
    "cut": "UPDATE desk_body SET body = substr(body, 1, length(body) - 3)",
    "no model": f"""UPDATE desk_body SET body = '{{"id": "{TEXT}"}}'""",
    "no UTF-8": f"UPDATE desk_body SET body = CAST(x'ff' || CAST('{TEXT}' AS BLOB) AS TEXT)",
}
READS: dict[str, Callable[[Desk], object]] = {
    "get": lambda desk: desk.get(APPEAL.id),
    "each": lambda desk: list(desk.each()),
    "put": lambda desk: desk.put(APPEAL.model_copy(update={"text": f"{TEXT} 2"})),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("read", READS)
def test_frames_of_a_damaged_desk_do_not_show_it(tmp_path: Path, damage: str, read: str) -> None:
    with Desk(tmp_path / "desk.db") as desk:
        desk.put(APPEAL.model_copy(update={"text": TEXT}))
        with closing(sqlite3.connect(tmp_path / "desk.db")) as file:
            file.execute(DAMAGES[damage])
            file.commit()

        (error,) = caught(lambda: READS[read](desk))

    assert isinstance(error, errors.StoreError)
    assert shown(error) == []
