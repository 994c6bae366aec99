"""The channel of the examples against a real Roundup server, with both clients."""

from __future__ import annotations

import asyncio
import os
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import httpx
import pytest

import roundup_channel
from govpublic_sdk import AsyncGovPublic, GovPublic, errors, models
from govpublic_sdk._core.transport import transport
from govpublic_sdk.appeals import Desk, NewAppeal, OutgoingFile, Reply, Window
from roundup_channel import RoundupChannel
from roundup_persons import PICTURE, Person
from roundup_server import PEOPLE, Tracker, serving

EXAMPLES = Path(__file__).parents[2] / "examples"
LONG_AGO = Window(since=datetime(2000, 1, 1, tzinfo=UTC))


@pytest.fixture(scope="module")
def tracker() -> Iterator[Tracker]:
    with serving() as made:
        yield made


@pytest.fixture(scope="module")
def people(tracker: Tracker) -> Iterator[dict[str, Person]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(Person(tracker, name)) for name in (*PEOPLE, "admin")}


@pytest.fixture
def citizen(people: dict[str, Person]) -> Person:
    return people["citizen"]


@pytest.fixture(scope="module")
def channel(tracker: Tracker) -> Any:
    return RoundupChannel(tracker.url, *tracker.auth(), officers=["colleague"])


# Answers come in two pieces, and on a kept connection the second one waits for 40 ms; making
# what TLS needs takes longer than that, each time.
SHORT: dict[str, Any] = {
    "limits": httpx.Limits(max_keepalive_connections=0),
    "verify": ssl.create_default_context(),
}


class Client:
    """One of the two clients; what it is asked is the same."""

    def __init__(self, channel: Any, *, waits: bool) -> None:
        self._channel = channel
        self._waits = waits

    def run(self, question: Any) -> Any:
        if self._waits:
            with blocking(self._channel) as client:
                return client.run(question)
        return asyncio.run(self._run(question))

    async def _run(self, question: Any) -> Any:
        transport = httpx.AsyncHTTPTransport(**SHORT)
        async with AsyncGovPublic(channels=[self._channel], transport=transport) as client:
            return await client.run(question)

    def walk(self, walk: Any) -> list[models.Appeal]:
        if self._waits:
            with blocking(self._channel) as client:
                return list(client.walk(walk))
        return asyncio.run(self._walk(walk))

    async def _walk(self, walk: Any) -> list[models.Appeal]:
        transport = httpx.AsyncHTTPTransport(**SHORT)
        async with AsyncGovPublic(channels=[self._channel], transport=transport) as client:
            return [one async for one in client.walk(walk)]


def blocking(channel: Any, **more: Any) -> GovPublic:
    return GovPublic(channels=[channel], transport=httpx.HTTPTransport(**SHORT), **more)


@pytest.fixture(params=["blocking", "async"])
def client(request: pytest.FixtureRequest, channel: Any) -> Client:
    return Client(channel, waits=request.param == "blocking")


def keys(appeals: Sequence[models.Appeal]) -> list[str]:
    return [one.id.key for one in appeals]


def reply(text: str = "Заделаем завтра.", **more: Any) -> Reply:
    return Reply(**{"text": text, "key": "key", **more})


# What is read


def test_an_issue_is_an_appeal(client: Client, channel: Any, people: dict[str, Person]) -> None:
    citizen, officer = people["citizen"], people["officer"]
    officer.post("keyword", json={"name": "дороги"})
    form = {"name": "../../яма.png", "type": "image/png"}
    sent = citizen.post("file", data=form, files={"content": ("x", PICTURE, "image/png")})
    file = sent.json()["data"]["id"]
    before = datetime.now(UTC).replace(microsecond=0)
    issue = citizen.asks("Яма «у дома» 🙂", files=[file], keyword=["дороги"])

    appeal = client.run(channel.get(issue))

    assert appeal.id == models.AppealId("roundup", issue)
    assert (appeal.regime, appeal.visibility) == ("ticket", "private")
    assert (appeal.text, appeal.title) == ("Яма «у дома» 🙂", "Яма «у дома» 🙂")
    assert (appeal.stage, appeal.outcome, appeal.raw_status) == ("submitted", "none", "unread")
    assert appeal.category.topic.name == "дороги"
    assert appeal.applicant.account.reveal() == "citizen"
    assert appeal.applicant.name.reveal() == PEOPLE["citizen"]
    assert before <= appeal.submitted_at <= appeal.updated_at <= datetime.now(UTC)
    (attachment,) = appeal.attachments
    assert (attachment.id, attachment.name) == (file, "../../яма.png")
    assert client.run(channel.fetch(attachment)).content == PICTURE
    assert (appeal.answers, appeal.events) == ((), ())
    assert appeal.raw["issue"]["creator.username"] == "citizen"


def test_a_list_gives_what_get_gives(client: Client, channel: Any, citizen: Person) -> None:
    made = [citizen.asks(f"Список {number}") for number in range(3)]

    listed = client.walk(channel.each(LONG_AGO))

    assert keys(listed)[-3:] == made
    assert listed[-1] == client.run(channel.get(made[-1]))


def test_lists_of_many_pages_end(
    client: Client, channel: Any, citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [citizen.asks(f"Страница {number}") for number in range(5)]
    monkeypatch.setattr(roundup_channel, "PAGE", 2)
    monkeypatch.setattr(roundup_channel, "MESSAGES", 1)

    listed = client.walk(channel.each(LONG_AGO))

    assert keys(listed)[-5:] == made
    assert len(set(keys(listed))) == len(listed)
    assert all(one.text for one in listed)


@pytest.mark.parametrize("zone", ["", "14", "-12"])
def test_a_window_does_not_depend_on_the_zone_of_the_account(
    zone: str, client: Client, channel: Any, people: dict[str, Person]
) -> None:
    officer = people["officer"]
    seen = officer.reads("user/officer")
    changed = officer.put(f"user/{seen['id']}", json={"timezone": zone, "@etag": seen["@etag"]})
    assert changed.status_code == 200, changed.text
    issue = people["citizen"].asks("Который час?")
    at = client.run(channel.get(issue)).submitted_at
    second = timedelta(seconds=1)
    east = timezone(timedelta(hours=11))

    def listed(since: datetime, until: datetime | None = None) -> bool:
        return issue in keys(client.walk(channel.each(Window(since=since, until=until))))

    assert listed(at)
    assert listed(at.astimezone(east), at + second)
    assert listed(at + second / 2), "whole seconds only, so half of one is let in"
    assert not listed(at + second)
    assert not listed(at - second, at)


def test_an_empty_window_is_empty(client: Client, channel: Any) -> None:
    then = datetime(2001, 1, 1, tzinfo=UTC)
    assert client.walk(channel.each(Window(since=then, until=then + timedelta(days=1)))) == []


@pytest.mark.parametrize("key", ["999999", "abc", "", "1/title", "..", "1?x", "١"])
def test_what_is_not_there_is_not_found(key: str, client: Client, channel: Any) -> None:
    with pytest.raises(errors.NotFound):
        client.run(channel.get(key))


def test_statuses_are_told_and_new_words_are_kept(
    client: Client, channel: Any, people: dict[str, Person]
) -> None:
    people["admin"].post("status", json={"name": "on-fire", "order": 9})
    for status in [
        one["name"] for one in people["admin"].reads("status", _verbose=2)["collection"]
    ]:
        issue = people["citizen"].asks("Что с ним?", status=status)
        appeal = client.run(channel.get(issue))
        assert appeal.raw_status == status
        assert (appeal.stage == "unknown") is (status == "on-fire")
        assert appeal.outcome != "solved"
        assert appeal.is_open is (status not in ("done-cbb", "resolved"))


def test_an_issue_without_text_topic_and_applicant(
    client: Client, channel: Any, people: dict[str, Person]
) -> None:
    issue = people["officer"].made("issue", title="Пусто")

    appeal = client.run(channel.get(issue))

    assert (appeal.text, appeal.category, appeal.applicant) == (None, None, None)
    assert appeal in client.walk(channel.each(LONG_AGO))


def test_who_said_what(client: Client, channel: Any, people: dict[str, Person]) -> None:
    citizen = people["citizen"]
    issue = citizen.asks("Когда?")
    for name, text in [("colleague", "Скоро"), ("citizen", "Спасибо"), ("admin", "Починил сайт")]:
        people[name].adds(issue, people[name].says(text), people[name].tag(issue))

    appeal = client.run(channel.get(issue))

    assert [one.kind for one in appeal.events] == ["answer", "message", "note"]
    assert [one.text for one in appeal.events] == ["Скоро", "Спасибо", "Починил сайт"]
    assert [(one.text, one.author) for one in appeal.answers] == [("Скоро", PEOPLE["colleague"])]


# What is answered


def test_an_answer_ends_the_issue_and_is_there(
    client: Client, channel: Any, citizen: Person
) -> None:
    appeal = client.run(channel.get(citizen.asks("Когда?")))

    sent = client.run(channel.answer(appeal, reply("Завтра: «да» 🙂\n<b>&")))

    after = client.run(channel.get(appeal.id.key))
    (answer,) = after.answers
    assert (answer.text, answer.author) == ("Завтра: «да» 🙂\n<b>&", PEOPLE["officer"])
    assert (sent.appeal, sent.kind, sent.number) == (appeal.id, "final", answer.id)
    assert sent.at == answer.at
    assert (after.stage, after.outcome, after.raw_status) == ("closed", "unknown", "resolved")


def test_an_interim_answer_leaves_it_open(client: Client, channel: Any, citizen: Person) -> None:
    appeal = client.run(channel.get(citizen.asks("Когда?")))
    assert client.run(channel.answer(appeal, reply(kind="interim"))).kind == "interim"
    assert client.run(channel.get(appeal.id.key)).stage == "in_progress"


def test_an_answer_that_is_sent_twice_arrives_once(
    client: Client, channel: Any, citizen: Person
) -> None:
    appeal = client.run(channel.get(citizen.asks("Когда?")))
    first, second = (client.run(channel.answer(appeal, reply())) for _ in range(2))
    assert first == second
    assert len(client.run(channel.get(appeal.id.key)).answers) == 1


def test_the_same_key_is_another_answer_elsewhere(
    client: Client, channel: Any, citizen: Person
) -> None:
    for text in ("Раз", "Два"):
        appeal = client.run(channel.get(citizen.asks(text)))
        client.run(channel.answer(appeal, reply(text)))
        assert [one.text for one in client.run(channel.get(appeal.id.key)).answers] == [text]


def test_files_go_along(client: Client, channel: Any, citizen: Person, tmp_path: Path) -> None:
    tmp_path.joinpath("план").write_bytes(PICTURE)
    files = (
        OutgoingFile(name="план.png", content=tmp_path / "план", content_type="image/png"),
        OutgoingFile(name="ещё, один.bin", content=b"\x00\xff"),
    )
    appeal = client.run(channel.get(citizen.asks("Где план?")))
    client.run(channel.answer(appeal, reply(files=files)))

    after = client.run(channel.get(appeal.id.key))
    (answer,) = after.answers
    assert [one.name for one in answer.attachments] == ["план.png", "ещё, один.bin"]
    contents = [client.run(channel.fetch(one)).content for one in answer.attachments]
    assert contents == [PICTURE, b"\x00\xff"]
    assert after.attachments == (), "they belong to the answer"
    assert len(citizen.sees(appeal.id.key)["files"]) == 2, "the citizen sees them"


@pytest.mark.parametrize("listed", [False, True])
def test_the_second_of_two_officers_is_told(
    listed: bool, client: Client, channel: Any, people: dict[str, Person]
) -> None:
    issue = people["citizen"].asks("Кто ответит?")
    appeal = client.walk(channel.each(LONG_AGO))[-1] if listed else client.run(channel.get(issue))
    colleague = people["colleague"]
    colleague.adds(issue, colleague.says("Я"), colleague.tag(issue))

    with pytest.raises(errors.Conflict):
        client.run(channel.answer(appeal, reply()))

    assert [one.text for one in client.run(channel.get(issue)).answers] == ["Я"]


def test_a_change_between_reading_and_writing_is_a_conflict(
    channel: Any, people: dict[str, Person]
) -> None:
    issue = people["citizen"].asks("Кто?")
    colleague = people["colleague"]

    def interfere(request: Any) -> None:
        if request.method == "PUT":
            colleague.adds(issue, colleague.says("Я"), colleague.tag(issue))

    with GovPublic(channels=[channel], transport=Wire(interfere)) as client:
        appeal = client.run(channel.get(issue))
        with pytest.raises(errors.Conflict):
            client.run(channel.answer(appeal, reply()))
        again = client.run(channel.get(issue))
        assert client.run(channel.find_answer(again, reply())) is None, "it hangs on nothing"
    with blocking(channel) as client:
        sent = client.run(channel.answer(again, reply()))
        after = client.run(channel.get(issue))
    assert [one.text for one in after.answers] == ["Заделаем завтра.", "Я"]
    assert sent.number == after.answers[0].id


class Wire:
    """Carries requests, and may do something before or after each."""

    def __init__(
        self, before: Callable[[Any], None] = id, after: Callable[[Any], None] = id
    ) -> None:
        self._inner = transport(httpx.HTTPTransport(**SHORT))
        self._before, self._after = before, after

    def send(self, request: Any, timeout: float | None) -> Any:
        self._before(request)
        reply = self._inner.send(request, timeout)
        self._after(request)
        return reply

    def close(self) -> None:
        self._inner.close()


@pytest.mark.parametrize("arrives", [False, True])
def test_an_answer_that_is_lost_on_the_way_is_looked_for(
    arrives: bool, channel: Any, citizen: Person
) -> None:
    def lose(request: Any) -> None:
        if request.method == "PUT":
            raise errors.NetworkError("lost")

    wire = Wire(after=lose) if arrives else Wire(before=lose)
    with GovPublic(channels=[channel], transport=wire) as client:
        appeal = client.run(channel.get(citizen.asks("Дойдёт?")))
        with pytest.raises(errors.OutcomeUnknown):
            client.run(channel.answer(appeal, reply()))
        found = client.run(channel.find_answer(appeal, reply()))
        assert (found is not None) is arrives
    with blocking(channel) as client:
        client.run(channel.answer(appeal, reply()))
        assert len(client.run(channel.get(appeal.id.key)).answers) == 1


def test_what_was_stored_and_hangs_nowhere_is_stored_once(channel: Any, citizen: Person) -> None:
    """Its answer is lost once, so it is asked for again; one of the two is hung on the issue."""
    lost: list[str] = []

    def lose_once(request: Any) -> None:
        if request.method == "POST" and not lost:
            lost.append(request.url)
            raise errors.NetworkError("lost")

    with GovPublic(channels=[channel], transport=Wire(after=lose_once)) as client:
        appeal = client.run(channel.get(citizen.asks("Дойдёт?")))
        client.run(channel.answer(appeal, reply()))
        assert len(client.run(channel.get(appeal.id.key)).answers) == 1
    assert lost


def test_a_tracker_that_forgets_an_answer_leaves_doubt(
    channel: Any, citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nothing(self: Any, appeal: models.Appeal, reply: Reply) -> Any:
        return None
        yield

    appeal = Client(channel, waits=True).run(channel.get(citizen.asks("Дойдёт?")))
    monkeypatch.setattr(RoundupChannel, "_send", nothing)
    with pytest.raises(errors.OutcomeUnknown):
        Client(channel, waits=True).run(channel.answer(appeal, reply()))


# What is made


def test_an_appeal_is_made_once(client: Client, channel: Any, people: dict[str, Person]) -> None:
    people["officer"].post("keyword", json={"name": "фонари"})
    new = NewAppeal(
        text="Не горит фонарь.",
        title="Фонарь",
        key=f"{id(client)}",
        service="фонари",
        attributes={"priority": "urgent"},
        files=(OutgoingFile(name="фонарь.png", content=PICTURE, content_type="image/png"),),
    )

    made, again = (client.run(channel.create(new)) for _ in range(2))

    assert made == again
    assert (made.text, made.title) == ("Не горит фонарь.", "Фонарь")
    assert made.category.topic.name == "фонари"
    assert made.applicant is None, "it was made by the officer"
    assert client.run(channel.fetch(made.attachments[0])).content == PICTURE
    assert people["officer"].sees(made.id.key)["priority"]["id"]
    assert made == client.walk(channel.each(LONG_AGO))[-1]


def test_without_a_key_each_is_another(client: Client, channel: Any) -> None:
    first, second = (client.run(channel.create(NewAppeal(text="Яма."))) for _ in range(2))
    assert (first.title, first.id != second.id) == (None, True)


def test_an_appeal_that_was_made_can_be_answered(client: Client, channel: Any) -> None:
    made = client.run(channel.create(NewAppeal(text="Яма.", key="same")))
    client.run(channel.answer(made, reply(key="same")))
    assert [one.kind for one in client.run(channel.get(made.id.key)).events] == ["answer"]


@pytest.mark.parametrize(
    "more",
    [
        {"contacts": {"email": "a@example.invalid"}},
        {"media_urls": ("https://a.example/x.png",)},
        {"place": models.AppealPlace(latitude=1.0)},
    ],
)
def test_what_has_no_field_is_refused(more: dict[str, Any], client: Client, channel: Any) -> None:
    with pytest.raises(errors.ParameterError, match=next(iter(more))):
        client.run(channel.create(NewAppeal(text="x", **more)))


# Refusals and secrets


def test_a_wrong_word_is_a_wrong_request(client: Client, channel: Any, citizen: Person) -> None:
    appeal = client.run(channel.get(citizen.asks("Когда?")))
    with pytest.raises(errors.InvalidRequest, match="'nobody'"):
        client.run(channel.answer(appeal, reply(attributes={"assignedto": "nobody"})))


@pytest.mark.parametrize("kind", ["refusal", "forward"])
def test_kinds_it_does_not_know_are_refused(
    kind: Any, client: Client, channel: Any, citizen: Person
) -> None:
    appeal = client.run(channel.get(citizen.asks("Когда?")))
    with pytest.raises(errors.CapabilityNotSupported):
        client.run(channel.answer(appeal, reply(kind=kind)))


def test_a_value_that_does_not_fit_is_no_conflict(client: Client, channel: Any) -> None:
    with pytest.raises(errors.InvalidRequest):
        client.run(channel.create(NewAppeal(text="x", attributes={"superseder": ["9999"]})))


def test_a_wrong_password_is_told_and_does_not_show(tracker: Tracker) -> None:
    wrong = RoundupChannel(tracker.url, "officer", "canary-password")
    with blocking(wrong) as client, pytest.raises(errors.AuthError) as refused:
        client.run(wrong.get("1"))
    shown_words = f"{refused.value} {refused.value!r} {wrong!r} {wrong.services()!r}"
    assert "canary-password" not in shown_words


def test_a_tracker_elsewhere_needs_https() -> None:
    with pytest.raises(errors.ConfigurationError):
        RoundupChannel("http://tracker.example/desk/", "officer", "x")


def test_a_page_in_place_of_data_has_no_words(tracker: Tracker, channel: Any) -> None:
    wrong = RoundupChannel(tracker.url.replace("/desk", "/nothing"), *tracker.auth())
    with blocking(wrong) as client, pytest.raises(errors.NotFound, match="error 404"):
        client.run(wrong.get("1"))


# The desk


def test_a_desk_takes_in_and_answers_once(
    channel: Any, people: dict[str, Person], tmp_path: Path
) -> None:
    begin = datetime.now(UTC) - timedelta(seconds=1)
    issue, colleague = people["citizen"].asks("Где урна?"), people["colleague"]
    other = people["citizen"].asks("Где скамья?")
    with Desk(tmp_path / "desk.db") as desk, blocking(channel, desk=desk) as client:
        client.appeals.receive(since=begin)
        appeal = client.appeals.get(f"roundup/{issue}")
        first, again = (client.appeals.answer(appeal, "Поставили.") for _ in range(2))
        assert first.number == again.number
        assert [one.text for one in client.appeals.get(appeal).answers] == ["Поставили."]

        stale = client.appeals.get(f"roundup/{other}")
        colleague.adds(other, colleague.says("Стоит у входа."), colleague.tag(other))
        with pytest.raises(errors.Conflict):
            client.appeals.answer(stale, "Поставили.")
    assert len(people["citizen"].sees(other)["messages"]) == 2


# The program


def test_the_example_runs(tracker: Tracker) -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "roundup_channel.py"), tracker.url, "officer"],
        env={**os.environ, "ROUNDUP_PASSWORD": tracker.password, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "submitted" in done.stdout
    assert done.stdout.splitlines()[-1].endswith(": closed")
    assert tracker.password not in done.stdout
