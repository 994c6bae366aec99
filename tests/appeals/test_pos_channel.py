"""ПОС as a channel: the queue comes in whole, answers go out once, files harm nothing else."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic.alias_generators import to_camel

from fake_pos import Platform, item, page, said, settings
from govpublic_sdk import GovPublic, errors
from govpublic_sdk.appeals import (
    POS_MESSAGE_CONTROLLED,
    Capability,
    Channel,
    OutgoingFile,
    Paginator,
    PosChannel,
    Reply,
    Window,
)
from govpublic_sdk.appeals.channels.pos.convert import appeal_of
from govpublic_sdk.appeals.channels.pos.outgoing import id_of
from govpublic_sdk.models import Appeal, AppealAttachment, AppealId, PosAppeal, Private
from govpublic_sdk.pos import Settings
from govpublic_sdk.sandbox import Sandbox

CHANNEL = PosChannel(settings())
ALWAYS = Window(since=datetime(2000, 1, 1, tzinfo=UTC))


def appeal(id: object = 7, **fields: Any) -> Appeal:
    return appeal_of(item(id, **fields), settings())


def reply(text: str = "Фонарь горит", **fields: Any) -> Reply:
    return Reply(**({"text": text, "key": "k1"} | fields))


def keys(walked: Any) -> list[str]:
    return [one.id.key for one in walked]


# What an item means


def test_everything_that_an_item_says_is_in_its_appeal() -> None:
    raw = item(
        7,
        regNumber="П-7",
        regNumberSetAt="2026-11-17T11:00:00Z",
        subjectId=1,
        subjectName="Благоустройство",
        subsubjectId=2,
        subsubjectName="Освещение",
        factId=None,
        factName=None,
        answerAt="2026-12-17T18:00:00Z",
        fastTrack=True,
        regionId="36",
        regionName="Самарская область",
        address="Вымышленная улица, 1",
        coordinates="53.2,50.1",
        opaId=100,
        opaName="Администрация",
        shared=True,
        applicant={"surname": "1", "name": "Житель", "phone": "+7", "sendWithRussiaPost": True},
        coApplicants=[{"surname": "2", "name": "Житель"}],
        attachments=["https://platform.example/v0/files/1"],
        customFieldValues={"lamp": "12"},
        locationAddress={"geoLat": "53.2", "geoLon": "50.1", "oktmo": "36701000", "house": "1"},
    )
    found = appeal_of(raw, settings())
    assert found.id == AppealId("pos", "7")
    assert found.numbers == {"registration": "П-7"}
    assert (found.regime, found.stage, found.outcome) == ("message", "registered", "none")
    assert found.category is not None
    assert (found.category.group and found.category.group.id) == "1"
    assert (found.category.topic and found.category.topic.name) == "Освещение"
    assert found.category.fact is None
    assert found.attributes == {
        "shared": True,
        "regionId": "36",
        "coordinates": "53.2,50.1",
        "lamp": "12",
    }
    assert found.applicant is not None
    assert (found.applicant.phone, found.applicant.by_post) == (Private("+7"), True)
    assert [one.surname for one in found.co_applicants] == [Private("2")]
    assert found.place is not None
    assert (found.place.latitude, found.place.longitude, found.place.house) == (53.2, 50.1, "1")
    assert (found.place.oktmo, found.place.region) == ("36701000", "Самарская область")
    assert [one.url for one in found.attachments] == ["https://platform.example/v0/files/1"]
    assert found.submitted_at == datetime(2026, 11, 17, 6, tzinfo=UTC)
    assert found.registered_at == datetime(2026, 11, 17, 7, tzinfo=UTC)
    (due,) = found.deadlines
    assert (due.kind, due.due_at) == ("platform", datetime(2026, 12, 17, 14, tzinfo=UTC))
    assert found.responsible is not None
    assert (found.responsible.id, found.responsible.name) == ("100", "Администрация")
    assert found.fast_track is True
    assert found.raw == raw
    assert "фонарь" not in repr(found)
    assert "Вымышленная" not in repr(found)


def test_what_an_item_does_not_say_is_not_made_up() -> None:
    found = appeal_of({"id": 7}, settings(name="pos-samara", regime="appeal_59fz"))
    assert found.id == AppealId("pos-samara", "7")
    assert (found.regime, found.stage, found.outcome) == ("appeal_59fz", "submitted", "none")
    nothing = (found.text, found.category, found.applicant, found.place, found.responsible)
    assert nothing == (None,) * 5
    assert (found.deadlines, found.attributes, found.numbers) == ((), {}, {})


@pytest.mark.parametrize(
    ("status", "stage", "outcome"),
    [
        ("В работе", "in_progress", "none"),
        ("Закрыто", "closed", "unknown"),
        ("На модерации", "unknown", "unknown"),
    ],
)
def test_closed_is_not_solved_and_unknown_words_are_kept(
    status: str, stage: str, outcome: str
) -> None:
    found = appeal(status=status, regNumber="П-7")
    assert (found.stage, found.outcome, found.raw_status) == (stage, outcome, status)


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("91", "50"), (None, 50), (53, None), ("north", "east"), (0, 181)]
)
def test_half_a_point_is_none(latitude: object, longitude: object) -> None:
    where = {"geoLat": latitude, "geoLon": longitude, "street": "Вымышленная"}
    found = appeal(locationAddress=where).place
    assert found is not None
    assert (found.latitude, found.longitude, found.street) == (None, None, "Вымышленная")


@pytest.mark.parametrize("custom", [[{"name": "lamp", "value": 12}], "lamp=12", 5])
def test_custom_fields_of_any_form_are_kept(custom: object) -> None:
    assert appeal(customFieldValues=custom).attributes == {"customFieldValues": custom}


@pytest.mark.parametrize("custom", [[], None])
def test_no_custom_fields_are_none(custom: object) -> None:
    assert appeal(customFieldValues=custom).attributes == {}


def test_a_control_date_is_a_policy_of_ones_own() -> None:
    given = settings(control=POS_MESSAGE_CONTROLLED)
    levels = {"subjectId": 1, "subjectName": "Дороги"}
    own, control = appeal_of(item(7, answerAt="2026-12-17T18:00:00Z", **levels), given).deadlines
    assert (own.kind, control.kind) == ("platform", "control")
    assert control.due_at is not None
    assert own.due_at is not None
    assert timedelta(days=2) < own.due_at - control.due_at < timedelta(days=7)
    (estimate,) = appeal_of(item(7), given).deadlines
    assert (estimate.kind, estimate.is_fallback) == ("control", True)


@given(
    st.dictionaries(
        st.sampled_from(sorted(to_camel(name) for name in PosAppeal.model_fields)),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
            max_leaves=6,
        ),
    )
)
def test_an_item_with_an_id_is_read_whatever_else_it_holds(fields: dict[str, Any]) -> None:
    found = appeal_of({**fields, "id": 7}, settings(control=POS_MESSAGE_CONTROLLED))
    assert found.id.key == "7"
    assert isinstance(found.raw, dict)
    assert found.raw.keys() == {**fields, "id": 7}.keys()


# Taking in


def test_a_queue_that_is_acknowledged_while_it_is_read_is_read_whole() -> None:
    platform = Platform(queue=[item(id) for id in range(1, 10)], size=2)
    with platform.client() as client:
        got: list[str] = []
        for one in client.walk(CHANNEL.pending()):
            got.append(one.id.key)
            client.run(CHANNEL.acknowledge(one))
    assert sorted(map(int, got)) == list(range(1, 10))
    assert platform.queue == []


@pytest.mark.parametrize("every", [2, 3, 100])
def test_whoever_acknowledges_late_loses_nothing_either(every: int) -> None:
    platform = Platform(queue=[item(id) for id in range(1, 10)], size=2)
    got: set[str] = set()
    with platform.client() as client:
        while platform.queue:
            waiting: list[Appeal] = []
            for one in client.walk(CHANNEL.pending()):
                waiting.append(one)
                if len(waiting) == every:
                    _acknowledge(client, waiting, got)
            _acknowledge(client, waiting, got)
    assert sorted(map(int, got)) == list(range(1, 10))


def _acknowledge(client: Any, waiting: list[Appeal], got: set[str]) -> None:
    for one in waiting:
        client.run(CHANNEL.acknowledge(one))
        got.add(one.id.key)
    waiting.clear()


def test_a_queue_that_is_only_looked_at_is_read_whole() -> None:
    platform = Platform(queue=[item(id) for id in range(1, 8)], size=3)
    with platform.client() as client:
        assert sorted(keys(client.walk(CHANNEL.pending()))) == list("1234567")
    assert platform.paths().count("/v0/queue") == 4  # the first page twice


def test_one_page_costs_one_question() -> None:
    platform = Platform(queue=[item(3), item(1), item(2)], size=5)
    with platform.client() as client:
        assert keys(client.walk(CHANNEL.pending())) == ["1", "2", "3"]
    assert platform.paths().count("/v0/queue") == 1


def test_an_appeal_comes_once_and_one_without_date_first() -> None:
    first = page(item(2), item(2), item(1), item(9, createdAt=None), pages=2)
    platform = Platform().says("/v0/queue", said(first), said(first), said(page(item(1), item(3))))
    with platform.client() as client:
        assert keys(client.walk(CHANNEL.pending())) == ["9", "1", "2", "3"]


def test_what_cannot_be_read_is_told_and_the_others_go_on() -> None:
    broken = {"id": "..", "description": "такой номер не назвать"}
    sent = page(item(1), broken, None, pages=2)
    platform = Platform().says("/v0/queue", said(sent), said(sent), said(page(item(2), broken, 5)))
    with platform.client() as client:
        pages = _pages(client, CHANNEL.pending())
    assert [keys(one.items) for one in pages] == [["1"], [], ["2"]]
    told = [dict(one.unparsed) for one in pages]
    assert told == [{"1.content.1": broken, "1.content.2": None}, {}, {"3.content.2": 5}]


def _pages(client: Any, walk: Paginator[Appeal]) -> list[Any]:
    assert walk.follow is not None
    pages = [client.run(walk.first)]
    while (question := walk.follow(pages[-1])) is not None:
        pages.append(client.run(question))
    return pages


@pytest.mark.parametrize("flags", [{"last": False}, {"last": None, "totalPages": None}])
@pytest.mark.parametrize("content", [[item(1)], [None]])
def test_a_page_loop_ends_with_an_error(flags: dict[str, Any], content: list[Any]) -> None:
    platform = Platform().says("/v0/queue", said(page(*content, **flags)))
    with platform.client() as client, pytest.raises(errors.ServerError, match="again and again"):
        list(client.walk(CHANNEL.pending()))
    assert platform.paths().count("/v0/queue") == 4


def test_what_came_before_a_failure_is_not_lost() -> None:
    platform = Platform().says("/v0/queue", said(page(item(1), pages=2)), said(None, 500))
    with platform.client() as client:
        got, error = _as_far_as_it_goes(client, CHANNEL)
    assert got == ["1"]
    assert isinstance(error, errors.ServerError)


def test_a_window_is_cut_out_of_the_queue_oldest_first() -> None:
    platform = Platform(queue=[item(id) for id in (5, 3, 1, 4, 2)], size=2)
    window = Window(
        since=datetime(2026, 11, 12, tzinfo=UTC), until=datetime(2026, 11, 15, tzinfo=UTC)
    )
    assert platform.queue is not None
    platform.queue.append(item(6, createdAt=None))
    with platform.client() as client:
        assert keys(client.walk(CHANNEL.each(window))) == ["6", "2", "3", "4"]
    assert platform.paths().count("/v0/queue") == 3


def test_acknowledging_serves_appeals_that_lost_their_raw_form() -> None:
    platform = Platform()
    with platform.client() as client:
        client.run(CHANNEL.acknowledge(appeal(7).model_copy(update={"raw": None})))
    assert platform.paths()[-1] == "/v0/queue/7/stored"


@pytest.mark.parametrize(
    ("raw", "key", "sent"),
    [
        ({"id": 7}, "7", 7),
        ({"id": "7"}, "7", "7"),
        ({"id": "8"}, "7", 7),
        (None, "7", 7),
        (None, "07", "07"),
        (None, "a-7", "a-7"),
        ([], "٧", "٧"),
    ],
)
def test_a_number_stays_a_number_and_a_text_a_text(raw: Any, key: str, sent: object) -> None:
    assert id_of(Appeal(id=AppealId("pos", key), raw=raw)) == sent


# Answering


def test_taking_says_that_work_has_begun() -> None:
    platform = Platform()
    with platform.client() as client:
        client.run(CHANNEL.take(appeal()))
    assert platform.paths()[-1] == "/v0/queue/7"
    assert platform.body() == {
        "id": 7,
        "answer": False,
        "status": "В работе",
        "notifyApplicant": True,
    }


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ({"solved": True}, {"appealAnswerType": "SOLVED", "status": "Закрыто"}),
        ({}, {"status": "Закрыто"}),
        ({"kind": "refusal"}, {"appealAnswerType": "REJECTED", "status": "Закрыто"}),
        (
            {"kind": "forward", "to": "Район"},
            {"appealAnswerType": "FORWARDED", "reassignmentInfo": "Район"},
        ),
        (
            {"kind": "postpone", "until": date(2026, 12, 31)},
            {"appealAnswerType": "POSTPONED", "postponedDate": "2026-12-31T00:00:00Z"},
        ),
        (
            {"number": "О-1", "executor": "Сотрудник 1", "until": date(2026, 12, 31)},
            {"status": "Закрыто", "outgoingNumber": "О-1", "executorInfo": {"name": "Сотрудник 1"}},
        ),
        (
            {"attributes": {"appealIssueType": "X", "status": "Готово"}},
            {"appealIssueType": "X", "status": "Готово"},
        ),
    ],
)
def test_each_kind_of_answer_is_told_in_the_platforms_words(
    fields: dict[str, Any], sent: dict[str, Any]
) -> None:
    platform = Platform()
    with platform.client() as client:
        done = client.run(CHANNEL.answer(appeal(), reply(**fields)))
    always = {"id": 7, "answer": True, "answerText": "Фонарь горит", "notifyApplicant": True}
    assert platform.body() == always | sent
    assert (done.appeal, done.key, done.kind) == (("pos", "7"), "k1", fields.get("kind", "final"))


def test_an_interim_answer_is_a_status_with_words() -> None:
    platform = Platform()
    with platform.client(given := settings(notify=None)) as client:
        client.run(PosChannel(given).answer(appeal(), reply("Едем", kind="interim")))
    assert platform.body() == {
        "id": 7,
        "answer": False,
        "status": "В работе",
        "statusText": "Едем",
    }


def test_words_and_fields_are_data() -> None:
    given = settings(
        answer_types={"final": "EXPLAINED", "not_solved": "UNSOLVED"},
        statuses={},
        fields={"text": "words"},
    )
    platform = Platform()
    with platform.client(given) as client:
        client.run(PosChannel(given).answer(appeal(), reply()))
        client.run(PosChannel(given).answer(appeal(), reply(solved=False)))
    first, second = platform.body(-2), platform.body()
    assert (first["appealAnswerType"], first["words"]) == ("EXPLAINED", "Фонарь горит")
    assert second["appealAnswerType"] == "UNSOLVED"
    assert "status" not in first


@pytest.mark.parametrize(
    ("changes", "fields", "parameter"),
    [
        ({}, {"solved": False}, "solved"),
        ({"most_characters": 3}, {}, "text"),
        ({"most_files": 1}, {"files": 2}, "files"),
        ({"most_file_bytes": 3}, {"files": 1}, "files"),
        ({}, {"files": 0, "empty": True}, "files"),
        ({}, {"files": 0, "missing": True}, "files"),
        ({}, {"files": 0, "named": "../x"}, "name"),
        ({}, {"attributes": {"id": 8}}, "attributes"),
    ],
)
def test_what_cannot_go_is_refused_before_anything_is_sent(
    changes: dict[str, Any], fields: dict[str, Any], parameter: str, tmp_path: Path
) -> None:
    given, wanted = settings(**changes), dict(fields)
    files = [OutgoingFile(name="a.txt", content=b"1234")] * wanted.pop("files", 0)
    if wanted.pop("empty", False):
        files.append(OutgoingFile(name="a.txt", content=b""))
    if wanted.pop("missing", False):
        files.append(OutgoingFile(name="a.txt", content=tmp_path / "gone"))
    if name := wanted.pop("named", None):
        files.append(OutgoingFile(name=name, content=b"x"))
    with pytest.raises(errors.ParameterError) as caught:
        PosChannel(given).answer(appeal(), reply(files=tuple(files), **wanted))
    assert caught.value.name == parameter


def test_a_folder_is_no_file_and_a_stranger_to_the_disk_neither(tmp_path: Path) -> None:
    for content in (tmp_path, Path("x" * 5000), tmp_path / "\0"):
        with pytest.raises(errors.ParameterError, match=r"files|content: invalid characters"):
            CHANNEL.answer(appeal(), reply(files=(OutgoingFile(name="a", content=content),)))


def test_files_go_first_and_the_answer_names_them(tmp_path: Path) -> None:
    path = tmp_path / "photo"
    path.write_bytes(b"\xff\xd8")
    files = (
        OutgoingFile(name="акт.pdf", content=b"%PDF", content_type="application/pdf"),
        OutgoingFile(name="фото.jpg", content=path),
    )
    platform = Platform().says("/v0/storage", said({"id": 5}), said({"id": "f-6"}))
    with platform.client() as client:
        client.run(CHANNEL.answer(appeal(), reply(files=files)))
    assert platform.paths() == ["/v0/door", "/v0/storage", "/v0/storage", "/v0/queue/7"]
    assert platform.body()["attachmentIds"] == [5, "f-6"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (said({"messages": ["Слишком большой"]}, 413), 413),
        (said(None, 500), None),
        (httpx.ReadTimeout("late"), None),
        (said({"no": "id"}), None),
        (said(None, 429), 429),
    ],
)
def test_when_a_file_does_not_go_through_nothing_is_answered(answer: Any, code: int | None) -> None:
    files = (OutgoingFile(name="a", content=b"1"), OutgoingFile(name="b", content=b"2"))
    platform = Platform().says("/v0/storage", said({"id": 5}), answer)
    with platform.client() as client, pytest.raises(errors.UploadError) as caught:
        client.run(CHANNEL.answer(appeal(), reply(files=files)))
    assert "File 2 of 2 was not uploaded, so nothing was answered" in str(caught.value)
    assert caught.value.code == code
    assert isinstance(caught.value.__cause__, errors.GovPublicError)
    assert "/v0/queue/7" not in platform.paths()


def test_an_account_that_is_closed_stays_what_it_is() -> None:
    files = (OutgoingFile(name="a", content=b"1"),)
    platform = Platform().says("/v0/storage", said(None, 401))
    with platform.client() as client, pytest.raises(errors.AuthError):
        client.run(CHANNEL.answer(appeal(), reply(files=files)))
    assert "/v0/queue/7" not in platform.paths()


@pytest.mark.parametrize(
    "answer", [httpx.ReadTimeout("late"), said(None, 502), httpx.Response(200, content=b"<html>")]
)
def test_an_answer_whose_outcome_is_unknown_is_never_sent_again(answer: Any) -> None:
    platform = Platform().says("/v0/queue/7", answer)
    with platform.client() as client, pytest.raises(errors.OutcomeUnknown):
        client.run(CHANNEL.answer(appeal(), reply(kind="interim")))
    assert platform.paths().count("/v0/queue/7") == 1


def test_who_answers_second_gets_a_conflict() -> None:
    platform = Platform().says("/v0/queue/7", said({"messages": ["Уже дан ответ"]}, 409))
    with platform.client() as client, pytest.raises(errors.Conflict, match="Уже дан ответ"):
        client.run(CHANNEL.answer(appeal(), reply()))


@pytest.mark.parametrize(
    "ask",
    [
        lambda one: CHANNEL.acknowledge(one),
        lambda one: CHANNEL.take(one),
        lambda one: CHANNEL.answer(one, reply()),
    ],
)
def test_appeals_of_another_channel_are_refused(ask: Callable[[Appeal], Any]) -> None:
    with pytest.raises(errors.ParameterError, match="appeal"):
        ask(Appeal(id=AppealId("comments", "7")))


def test_what_the_channel_can_is_what_it_writes() -> None:
    methods = {
        Capability.LIST: "each",
        Capability.RECEIVE: "pending",
        Capability.TAKE: "take",
        Capability.ANSWER: "answer",
        Capability.FETCH: "fetch",
        Capability.GET: "get",
        Capability.UPDATES: "updates",
        Capability.CREATE: "create",
        Capability.FIND_ANSWER: "find_answer",
    }
    for capability, name in methods.items():
        own = getattr(PosChannel, name) is not getattr(Channel, name)
        assert own is (capability in PosChannel.capabilities), name
    with pytest.raises(errors.CapabilityNotSupported, match="'pos' cannot 'get'"):
        CHANNEL.get("7")
    assert repr(CHANNEL) == "PosChannel('pos')"


# Files that come in


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="../../x"', "x"),
        ('attachment; filename="/etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\Windows\\\\a.exe"', "a.exe"),
        ("attachment; filename*=UTF-8''..%2F..%2F%D1%84.jpg", "ф.jpg"),
        ("attachment; filename*=nonsense''%41", "A"),
        ('attachment; filename=".."', None),
        ('attachment; filename="con.txt"', "_con.txt"),
        ('attachment; filename="a\u202egpj.exe"', "agpj.exe"),
        ('attachment; filename="фото.jpg"', "фото.jpg"),
        ("attachment", None),
        ("", None),
    ],
)
def test_the_name_of_a_file_is_never_a_path(header: str, name: str | None) -> None:
    response = httpx.Response(
        200, content=b"x", headers=[(b"content-disposition", header.encode())]
    )
    platform = Platform().says("/v0/files/1", response)
    with platform.client() as client:
        found = client.run(CHANNEL.fetch(AppealAttachment(url="/v0/files/1")))
    assert (found.name, found.content) == (name, b"x")


@given(st.text(max_size=60))
def test_no_header_makes_a_path_or_an_error(header: str) -> None:
    from govpublic_sdk._core.http import Response as Got
    from govpublic_sdk.pos._edms_service import service_of

    call = CHANNEL.fetch(AppealAttachment(url="/v0/files/1"))
    for disposition in (
        header,
        f'attachment; filename="{header}"',
        f"x; filename*=UTF-8''{header}",
    ):
        got = Got(200, {"content-disposition": disposition}, b"x")
        name = service_of(settings()).read(call, got).name
        assert name is None or (name not in (".", "..") and not re.search(r"[/\\\0\n]", name))


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (said(None, 404), errors.NotFound),
        (said(None, 410), errors.NotFound),
        (said(None, 302, location="https://evil.example/"), errors.ServerError),
        (httpx.Response(200, content=b"x" * 11), errors.ServerError),
        (httpx.ReadError("gone"), errors.NetworkError),
    ],
)
def test_a_file_that_fails_harms_nothing_else(answer: Any, kind: type[Exception]) -> None:
    given = settings(max_bytes=10)
    one = appeal(attachments=["/v0/files/1", "/v0/files/2", "https://evil.example/3"])
    platform = Platform().says("/v0/files/1", answer).says("/v0/files/2", httpx.Response(200))
    channel = PosChannel(given)
    bad, good, foreign = one.attachments
    with platform.client(given) as client:
        with pytest.raises(kind):
            client.run(channel.fetch(bad))
        with pytest.raises(errors.ConfigurationError, match="origin"):
            client.run(channel.fetch(foreign))
        assert client.run(channel.fetch(good)).content == b""
        assert client.run(channel.answer(one, reply())).kind == "final"


def test_an_attachment_without_address_is_refused() -> None:
    with pytest.raises(errors.ParameterError, match="attachment"):
        CHANNEL.fetch(AppealAttachment(id="1"))


# Both shells, and a platform that has a memory


def test_the_async_client_takes_in_and_answers() -> None:
    platform = Platform(queue=[item(id) for id in range(1, 6)], size=2)

    async def work() -> list[str]:
        async with platform.async_client() as client:
            got: list[str] = []
            async for one in client.walk(CHANNEL.pending()):
                got.append(one.id.key)
                await client.run(CHANNEL.acknowledge(one))
            platform.says("/v0/queue/1", said())
            await client.run(CHANNEL.answer(appeal(1), reply(solved=True)))
            return got

    assert sorted(asyncio.run(work())) == list("12345")
    assert platform.body()["appealAnswerType"] == "SOLVED"


def sandboxed(box: Sandbox, **changes: Any) -> Settings:
    return Settings(**{**box.pos.settings(), **changes})


@contextmanager
def served(box: Sandbox) -> Iterator[tuple[GovPublic, PosChannel]]:
    """A client that knows the sandbox only by its address on loopback."""
    with box.serve() as url:
        given = sandboxed(box, origins=(box.pos.abroad,))
        with GovPublic(box.user_token, pos=given, vk_url=url, retry=None) as client:
            yield client, PosChannel(given)


def test_a_day_with_the_sandbox() -> None:
    with Sandbox(publics=1, limits=False) as box:
        made = box.pos.make(25)
        photo = box.pos.write("С фото", files=[("../../фото.jpg", b"\xff\xd8")], collective=2)
        given = sandboxed(box, page_size=10)
        channel = PosChannel(given)
        with box.client(pos=given) as client:
            taken = list(client.walk(channel.pending()))
            assert keys(taken) == [str(one) for one in (*made, photo)]
            assert list(taken) == sorted(taken, key=lambda one: one.submitted_at or one.id.key)
            for one in taken:
                client.run(channel.acknowledge(one))
            assert list(client.walk(channel.each(ALWAYS))) == []
            last = taken[-1]
            assert len(last.co_applicants) == 2
            assert last.attributes["shared"] is True
            assert client.run(channel.fetch(last.attachments[0])).name == "фото.jpg"
            client.run(channel.take(last))
            client.run(channel.answer(last, reply("Едем", kind="interim")))
            akt = OutgoingFile(name="акт.pdf", content=b"%PDF")
            client.run(channel.answer(last, reply(solved=True, files=(akt,))))
            with pytest.raises(errors.Conflict):
                client.run(channel.answer(last, reply("Ещё раз", key="k2")))
        kept = box.pos.appeals[photo]
        assert kept.state == "answered"
        assert [one["answer"] for one in kept.updates] == [False, False, True]


def test_times_of_the_sandbox_are_read_right() -> None:
    with Sandbox(publics=1, limits=False) as box:
        number = box.pos.write("Яма", ago=3600)
        given = sandboxed(box)
        with box.client(pos=given) as client:
            (one,) = client.walk(PosChannel(given).pending())
        known = box.pos.appeals[number]
        assert one.submitted_at is not None
        assert abs(one.submitted_at.timestamp() - known.written) < 1
        assert one.deadlines[0].due_at is not None
        assert abs(one.deadlines[0].due_at.timestamp() - known.answer_at) < 1


@pytest.mark.parametrize(
    "quirks",
    [
        {"no_applicant": True},
        {"no_text": True},
        {"text_ids": True},
        {"extra_fields": True},
        {"status": "Неслыханно"},
        {"not_objects": True},
        {"doubled": True},
    ],
)
def test_oddities_of_the_sandbox_lose_nothing(quirks: dict[str, Any]) -> None:
    with Sandbox(publics=1, limits=False) as box:
        made = box.pos.make(25)
        for name, value in quirks.items():
            setattr(box.pos.quirks, name, value)
        given = sandboxed(box, page_size=10)
        channel = PosChannel(given)
        with box.client(pos=given) as client:
            for one in client.walk(channel.pending()):
                client.run(channel.acknowledge(one))
                client.run(channel.answer(one, reply(kind="refusal")))
        assert {box.pos.appeals[one].state for one in made} == {"answered"}


def test_an_endless_list_of_the_sandbox_ends() -> None:
    with Sandbox(publics=1, limits=False) as box:
        made = box.pos.make(5)
        box.pos.quirks.endless = True
        given = sandboxed(box, page_size=2)
        with box.client(pos=given) as client:
            got, error = _as_far_as_it_goes(client, PosChannel(given))
        assert sorted(got) == [str(one) for one in made]
        assert isinstance(error, errors.ServerError)


def _as_far_as_it_goes(
    client: GovPublic, channel: PosChannel
) -> tuple[list[str], errors.GovPublicError | None]:
    got: list[str] = []
    try:
        for one in client.walk(channel.pending()):
            got.append(one.id.key)  # noqa: PERF401 - what came before the error counts
    except errors.GovPublicError as error:
        return got, error
    return got, None


def test_files_of_the_sandbox_that_vanish_or_lie_abroad_harm_nothing() -> None:
    with Sandbox(publics=1, limits=False) as box:
        names = ("gone.jpg", "huge.bin", "abroad.jpg", "good.jpg")
        box.pos.write("Файлы", files=[(name, b"x") for name in names])
        quirks = box.pos.quirks
        quirks.gone, quirks.huge, quirks.abroad = ["gone*"], ["huge*"], ["abroad*"]
        with served(box) as (client, channel):
            (one,) = client.walk(channel.pending())
            gone, huge, abroad, good = one.attachments
            with pytest.raises(errors.NotFound):
                client.run(channel.fetch(gone))
            with pytest.raises((errors.NetworkError, errors.ServerError)):
                client.run(channel.fetch(huge))
            assert client.run(channel.fetch(abroad)).content == b"x"
            assert client.run(channel.fetch(good)).content == b"x"
        assert box.pos.tokens_abroad == 0


def test_the_body_of_an_update_is_plain_json() -> None:
    platform = Platform()
    with platform.client() as client:
        client.run(CHANNEL.answer(appeal(), reply("Ёлка 🎄")))
    assert json.loads(platform.asked[-1].content)["answerText"] == "Ёлка 🎄"
    assert "Ёлка".encode() in platform.asked[-1].content
