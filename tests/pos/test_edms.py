"""What ПОС is asked and how its answers are read; secrets come out nowhere."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import pickle
import traceback
from base64 import b64encode
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_pos import SECRETS, URL, Platform, item, page, said, settings
from govpublic_sdk import GovPublic, Response, errors, pos
from govpublic_sdk.models import REVEALED, PosAppeal, PosPage, PosPerson, Private
from govpublic_sdk.pos import edms
from govpublic_sdk.pos._edms_calls import format_time, moment_of
from govpublic_sdk.pos._edms_service import service_of, words

ZONE = "Europe/Samara"
PRIVATE = "слова жителя"


def test_settings_have_no_default_for_what_nobody_has_published() -> None:
    with pytest.raises(TypeError, match="12 required"):
        pos.Settings()  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("name", "vk", "but not 'vk'"),
        ("name", "По", "a-z"),
        ("token_path", "door", "begins with /"),
        ("list_path", "/queue?x=1", "no query"),
        ("accept_path", "/queue/stored", "{id} once"),
        ("update_path", "/{id}/{id}", "{id} once"),
        ("update_path", None, "{id} once"),
        ("upload_path", "/files/{id}", "begins with /"),
        ("zone", "Самара", "Europe/Samara"),
        ("zone", None, "Europe/Samara"),
        ("client_id", "a:b", "without :"),
        ("client_id", "", "a text"),
        ("client_secret", "line\n", "printable"),
        ("username", None, "a text"),
        ("password", " ", "a text"),
        ("password", "\ud800", "printable"),
        ("scope", "", "a text"),
        ("regime", "обращение", "'message' or 'appeal_59fz'"),
        ("page_size", 0, "1 to 10000"),
        ("page_size", True, "1 to 10000"),
        ("page_size", 1.5, "1 to 10000"),
        ("first_page", 2, "0 to 1"),
        ("rate", 0, "0.001 to 1000"),
        ("rate", "fast", "0.001 to 1000"),
        ("max_bytes", 2**31, "1 to 67108864"),
        ("most_files", -1, "0 to 1000"),
        ("most_file_bytes", 0, "1 to"),
        ("most_characters", 0, "1 to"),
        ("time_format", "%H:%M", "%Y"),
        ("answer_types", {"answered": "YES"}, "unknown names"),
        ("answer_types", {"solved": ""}, "not empty"),
        ("statuses", {"take": 5}, "not empty"),
        ("fields", {"body": "answerText"}, "unknown names"),
        ("query", {"sort": "\n"}, "not empty"),
        ("origins", "https://files.example", "a tuple"),
        ("origins", (1,), "a tuple"),
    ],
)
def test_settings_refuse_nonsense_by_its_name(name: str, value: Any, told: str) -> None:
    with pytest.raises(errors.ParameterError) as caught:
        settings(**{name: value})
    assert caught.value.name == name
    assert told in str(caught.value)
    assert (
        not isinstance(value, str) or name != "password" or value == " " or value not in str(caught)
    )


@pytest.mark.parametrize("url", ["http://platform.example", "https://a:b@platform.example", 5, ""])
def test_secrets_go_to_safe_addresses_only(url: Any) -> None:
    with pytest.raises(errors.ConfigurationError, match="url"):
        settings(url=url)


@pytest.mark.parametrize(
    "origin", ["http://files.example", "https://files.example/x", "https://files.example//"]
)
def test_origins_are_origins(origin: str) -> None:
    if origin.endswith("//"):
        assert settings(origins=(origin,)).origins == (origin,)
        return
    with pytest.raises(errors.ConfigurationError, match="origins"):
        settings(origins=(origin,))


def test_what_was_given_cannot_be_changed_afterwards() -> None:
    words_of_ours = {"solved": "YES"}
    given = settings(answer_types=words_of_ours, fields={"to": "opaName"})
    words_of_ours["solved"] = "NO"
    assert given.answer_types == {"solved": "YES"}
    assert given.fields == {"text": "answerText", "interim": "statusText", "to": "opaName"}
    assert given == settings(answer_types={"solved": "YES"}, fields={"to": "opaName"})
    assert hash(given) == hash(given)


def test_the_room_loads_what_asks_when_it_is_needed() -> None:
    assert {"Settings", "edms"} <= set(dir(pos))
    assert pos.edms is edms
    with pytest.raises(AttributeError, match="nothing"):
        _ = pos.nothing  # type: ignore[attr-defined]


# Signing in


def test_signing_in_is_a_password_grant_with_the_client_in_the_header() -> None:
    platform = Platform().says("/v0/queue", said(page()))
    with platform.client() as client:
        client.run(edms.appeals(settings()))
        client.run(edms.appeals(settings()))
    door, first, second = platform.asked
    assert door.headers["authorization"] == "Basic " + _basic()
    assert parse_qs(door.content.decode()) == {
        "grant_type": ["password"],
        "username": [SECRETS[3]],
        "password": [SECRETS[1]],
        "scope": ["everything"],
    }
    assert first.headers["authorization"] == f"Bearer {SECRETS[2]}"
    assert second.url == f"{URL}/v0/queue?page=0"


def _basic() -> str:
    return b64encode(f"department:{SECRETS[0]}".encode()).decode()


def test_an_expired_token_is_renewed_once() -> None:
    platform = Platform().says("/v0/queue", said({"error": "invalid_token"}, 401), said(page()))
    with platform.client() as client:
        assert client.run(edms.appeals(settings())).content == ()
    assert platform.paths() == ["/v0/door", "/v0/queue", "/v0/door", "/v0/queue"]


@pytest.mark.parametrize(
    "answer", [{"token": "canary-token"}, ["canary-token"], {"access_token": 5}]
)
def test_a_door_that_gives_no_token_is_an_error_without_its_answer(answer: object) -> None:
    platform = Platform().says("/v0/door", said(answer))
    with platform.client() as client, pytest.raises(errors.DecodeError) as caught:
        client.run(edms.appeals(settings()))
    assert caught.value.raw is None
    assert "access_token" in str(caught.value)


@pytest.mark.parametrize("status", [400, 401])
def test_a_wrong_password_is_told_as_such(status: int) -> None:
    answer = {"error": "invalid_grant", "error_description": "Bad credentials"}
    platform = Platform().says("/v0/door", said(answer, status))
    with platform.client() as client, pytest.raises(errors.AuthError, match="Bad credentials"):
        client.run(edms.appeals(settings()))
    assert platform.paths() == ["/v0/door"]


# The queue


def test_a_page_tells_all_that_the_platform_tells() -> None:
    sent = page(item(1), "broken", {"no": "id"}, pages=3, size=3, sort={"sorted": True})
    platform = Platform().says("/v0/queue", said({**sent, "first": True, "empty": False}))
    with platform.client(given := settings(page_size=3, query={"order": "old"})) as client:
        found = client.run(edms.appeals(given, 2))
    assert dict(platform.asked[-1].url.params) == {"order": "old", "page": "2", "size": "3"}
    items, unparsed = found.read()
    assert [one.id for one in items] == ["1"]
    assert unparsed == {"content.1": "broken", "content.2": {"no": "id"}}
    assert (found.total_pages, found.first, found.last, found.empty) == (3, True, False, False)
    assert found.sort == {"sorted": True}
    assert "фонарь" not in repr(found)


@pytest.mark.parametrize(
    ("flags", "number", "follows"),
    [
        ({"last": True}, 0, False),
        ({"last": False}, 0, True),
        ({}, 5, True),
        ({"totalPages": 2}, 0, True),
        ({"totalPages": 2}, 1, False),
        ({"last": True, "totalPages": 3}, 0, True),
        ({"last": False, "totalPages": 1}, 0, True),
    ],
)
def test_a_page_ends_the_list_when_nothing_says_that_more_follows(
    flags: dict[str, Any], number: int, *, follows: bool
) -> None:
    assert PosPage.model_validate({"content": [1], **flags}).has_next(number) is follows
    assert not PosPage.model_validate({"content": [], **flags}).has_next(number)


@pytest.mark.parametrize(
    "answer", [{}, {"content": None}, {"content": {}}, [], {"messages": ["?"]}]
)
def test_what_is_no_list_is_never_an_empty_one(answer: object) -> None:
    platform = Platform().says("/v0/queue", said(answer))
    with platform.client() as client, pytest.raises(errors.DecodeError):
        client.run(edms.appeals(settings()))


@pytest.mark.parametrize("number", [-1, 0])
def test_pages_are_counted_as_the_platform_does(number: int) -> None:
    with pytest.raises(errors.ParameterError, match="page"):
        edms.appeals(settings(first_page=1), number)


def test_an_item_is_read_whatever_is_missing_or_odd() -> None:
    odd = PosAppeal.model_validate(
        {
            "id": 7,
            "subjectId": 5,
            "factId": None,
            "regionId": "36",
            "applicant": {"surname": "1", "phone": 70000000000, "sendWithRussiaPost": "maybe"},
            "coApplicants": [{"name": "Житель"}, 5],
            "attachments": ["/v0/files/1", {"id": 2}, None],
            "locationAddress": {"geoLat": "53.2", "geoLon": 50, "streetFiasId": "x"},
            "priority": {"weight": 1},
        }
    )
    assert (odd.id, odd.subject_id, odd.fact_id, odd.region_id) == ("7", "5", None, "36")
    assert odd.applicant is not None
    assert odd.applicant.phone == Private("70000000000")
    assert odd.applicant.unfit == {"sendWithRussiaPost": "maybe"}
    assert len(odd.co_applicants or ()) == 1
    assert odd.attachments == ("/v0/files/1",)
    assert odd.unfit == {"coApplicants.1": 5, "attachments.1": {"id": 2}, "attachments.2": None}
    assert odd.location_address is not None
    assert (odd.location_address.geo_lat, odd.location_address.geo_lon) == (53.2, 50.0)
    assert odd.model_extra == {"priority": {"weight": 1}}
    assert "70000000000" not in repr(odd)
    assert "70000000000" not in str(odd.model_dump())
    assert "70000000000" in str(odd.model_dump(context=REVEALED))


@pytest.mark.parametrize("id", [None, "", "  ", [], {}])
def test_an_item_without_id_is_none(id: object) -> None:
    assert PosPage.model_validate({"content": [{"id": id}]}).read()[0] == ()


# Times


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-11-25T18:00:00Z", 14),
        ("2026-11-25T18:00:00.1234567Z", 14),
        ("2026-11-25T18:00:00+00:00", 14),
        ("2026-11-25T18:00:00", 14),
        ("2026-11-25 18:00", 14),
        ("2026-11-25T18:00:00+03:00", 15),
        ("2026-11-25", -4),
    ],
)
def test_the_z_is_never_believed(text: str, hour: int) -> None:
    found = moment_of(text, ZONE)
    assert found is not None
    day = datetime(2026, 11, 25, tzinfo=UTC)
    assert found.replace(microsecond=0) == day + timedelta(hours=hour)


@pytest.mark.parametrize(
    "text",
    [None, "", "soon", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"],
)
def test_what_is_no_time_is_none(text: str | None) -> None:
    assert moment_of(text, ZONE) is None


def test_a_deadline_without_an_hour_lasts_its_whole_day() -> None:
    assert moment_of("2026-11-25", ZONE, ends=True) == datetime(
        2026, 11, 25, 19, 59, 59, tzinfo=UTC
    )


@given(
    moment=st.integers(10**9, 4 * 10**9).map(lambda at: datetime.fromtimestamp(at, UTC)),
    zone=st.sampled_from([ZONE, "Asia/Kamchatka", "Europe/Kaliningrad", "Asia/Yekaterinburg"]),
)
def test_what_is_written_is_read_again(moment: datetime, zone: str) -> None:
    text = format_time("x", moment, zone, "%Y-%m-%dT%H:%M:%SZ")
    local = moment.astimezone(ZoneInfo(zone))
    if local.fold == 0:  # of an hour that comes twice, the first is meant
        assert moment_of(text, zone) == moment


def test_times_are_written_local_with_the_same_z() -> None:
    form = "%Y-%m-%dT%H:%M:%SZ"
    moment = datetime(2026, 11, 25, 21, 0, 0, 5, tzinfo=UTC)
    assert format_time("x", moment, ZONE, form) == "2026-11-26T01:00:00Z"
    assert format_time("x", date(2026, 12, 1), ZONE, form) == "2026-12-01T00:00:00Z"
    with pytest.raises(errors.ParameterError, match="naive datetime"):
        format_time("x", datetime(2026, 11, 25), ZONE, form)  # noqa: DTZ001


# Changes


def test_acknowledging_needs_no_body_and_may_be_repeated() -> None:
    platform = Platform().says("/v0/queue/7/stored", httpx.ReadTimeout("lost"), said())
    with platform.client() as client:
        assert client.run(edms.accept(settings(), 7)) is None
    assert platform.paths().count("/v0/queue/7/stored") == 2
    assert platform.asked[-1].content == b""


@pytest.mark.parametrize("id", ["", " ", ".", "..", True])
def test_what_tells_no_appeal_is_refused(id: Any) -> None:
    with pytest.raises(errors.ParameterError, match="id"):
        edms.accept(settings(), id)


@given(st.text(min_size=1).filter(lambda id: id.strip().strip(".")))
def test_an_id_of_a_stranger_never_leads_elsewhere(id: str) -> None:
    call = edms.accept(settings(), id)
    request = service_of(settings()).request(call, "token")
    assert httpx.URL(request.url).raw_path.count(b"/") == 4
    assert request.url.startswith(f"{URL}/v0/queue/")
    assert request.url.endswith("/stored")


def test_nulls_are_left_out_of_an_update() -> None:
    platform = Platform()
    with platform.client() as client:
        client.run(
            edms.update(
                settings(),
                7,
                answer=True,
                answer_text="Фонарь горит",
                attachment_ids=[1, "b"],
                executor_info=PosPerson(surname=Private("1"), name=Private("Сотрудник")),
                outgoing_number="О-1",
                outgoing_number_set_at=datetime(2026, 11, 25, 8, tzinfo=UTC),
                postponed_date=date(2026, 12, 1),
                attributes={"priority": 1, "nothing": None, "answerText": "Горит"},
            )
        )
    assert platform.asked[-1].headers["content-type"] == "application/json"
    assert platform.body() == {
        "id": 7,
        "answer": True,
        "answerText": "Горит",
        "attachmentIds": [1, "b"],
        "executorInfo": {"surname": "1", "name": "Сотрудник"},
        "outgoingNumber": "О-1",
        "outgoingNumberSetAt": "2026-11-25T12:00:00Z",
        "postponedDate": "2026-12-01T00:00:00Z",
        "priority": 1,
    }


@pytest.mark.parametrize(
    "attributes",
    [{"id": 8}, {"answer": False}, {"x": object()}, {"x": float("nan")}, {"x": "\ud800"}],
)
def test_fields_that_cannot_be_are_refused_without_their_text(attributes: Any) -> None:
    with pytest.raises(errors.ParameterError, match="attributes") as caught:
        edms.update(settings(), 7, answer=True, answer_text=PRIVATE, attributes=attributes)
    assert PRIVATE not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    ("fields", "safety"),
    [
        ({"answer": False, "status": "В работе"}, "idempotent"),
        ({"answer": False, "status_text": "Едем"}, "unsafe"),
        ({"answer": False, "attributes": {"statusText": "Едем"}}, "unsafe"),
        ({"answer": True}, "unsafe"),
    ],
)
def test_only_a_silent_status_may_be_repeated(fields: dict[str, Any], safety: str) -> None:
    assert edms.update(settings(), 7, **fields).safety == safety


@pytest.mark.parametrize("answer", [None, True, [], "ok", {"messages": ["Принято"]}, {"id": 7}])
def test_whatever_is_said_to_a_change_it_was_taken(answer: object) -> None:
    platform = Platform().says("/v0/queue/7", said(answer))
    with platform.client() as client:
        done = client.run(edms.update(settings(), 7, answer=True, answer_text="Да"))
    assert done.messages == (
        ["Принято"] if isinstance(answer, dict) and "messages" in answer else None
    )


# Files


def test_a_file_is_one_part_of_a_form(tmp_path: Path) -> None:
    path = tmp_path / "anything"
    path.write_bytes(b"%PDF")
    platform = Platform().says("/v0/storage", said({"id": 5}), said({"id": "f-6"}))
    with platform.client(given := settings(upload_field="document")) as client:
        assert client.run(edms.upload(given, "акт.pdf", path, "application/pdf")).id == 5
        assert client.run(edms.upload(given, "акт.pdf", b"%PDF")).id == "f-6"
    sent = platform.asked[-1].content
    assert b'name="document"; filename="\xd0\xb0\xd0\xba\xd1\x82.pdf"' in sent
    assert b"%PDF" in sent


@pytest.mark.parametrize("name", ["", " ", "a/b", "a\\b", 'a"b', "a\nb"])
def test_a_file_needs_a_name(name: str) -> None:
    with pytest.raises(errors.ParameterError, match="name"):
        edms.upload(settings(), name, b"x")


@pytest.mark.parametrize(
    ("address", "token"),
    [
        (f"{URL}/v0/files/1?key=2", True),
        ("/v0/files/1", True),
        ("HTTPS://PLATFORM.EXAMPLE:443/v0/files/1", True),
        ("https://files.example/1", False),
    ],
)
def test_the_token_goes_home_only(address: str, *, token: bool) -> None:
    platform = Platform()
    with platform.client(given := settings(origins=("https://files.example",))) as client:
        client.run(edms.fetch(given, address))
    assert ("authorization" in platform.asked[-1].headers) is token
    assert platform.asked[-1].headers["accept"] == "*/*"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/1",
        "http://platform.example/1",
        "https://platform.example:444/1",
        "https://platform.example.evil.example/1",
        "https://platform.example@evil.example/1",
        "https://user@platform.example/1",
        "https://platform.example\\@evil.example/1",
        "https://ｐlatform.example/1",
        "https:///evil.example/1",
        "https://[::1/1",
    ],
)
def test_another_origin_gets_nothing(address: str) -> None:
    platform = Platform()
    with platform.client() as client, pytest.raises(errors.ConfigurationError, match="origin"):
        client.run(edms.fetch(settings(), address))
    assert [one for one in platform.asked if one.url.path != "/v0/door"] == []


@pytest.mark.parametrize(
    "address", ["", "file:///etc/passwd", "ftp://x/1", "x", "/a\r\nb", "\\\\x"]
)
def test_what_is_no_address_is_refused_without_it(address: str) -> None:
    with pytest.raises(errors.ParameterError, match="address") as caught:
        edms.fetch(settings(), address)
    assert caught.value.problem in ("empty", f"a text of {len(address)} characters")


# Failures and secrets


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b'{"messages": ["one", 5, "two\\n  lines"]}', "one; two lines"),
        (b'{"messages": [], "message": "three"}', "three"),
        (b'{"error": "invalid_grant", "error_description": "Bad credentials"}', "Bad credentials"),
        (b'{"error": {"code": 1}}', ""),
        (b'["x"]', ""),
        (b"<html>", ""),
        (b"", ""),
        (b"\xff", ""),
        (json.dumps({"message": "x" * 600}).encode(), "x" * 497 + "..."),
        (b"[" * 100_000, ""),
    ],
)
def test_the_words_of_a_failure_are_the_platforms(body: bytes, text: str) -> None:
    assert words(Response(400, {}, body)) == text


@pytest.mark.parametrize("status", [404, 405])
def test_an_address_that_is_not_there_is_traced_to_its_setting(status: int) -> None:
    with pytest.raises(errors.ApiError, match="Check the setting 'list_path'"):
        service_of(settings()).read(edms.appeals(settings()), Response(status, {}, b"<html>"))
    with pytest.raises(errors.NotFound, match="Check the number"):
        service_of(settings()).read(edms.accept(settings(), 7), Response(404, {}, b""))


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, errors.InvalidRequest),
        (403, errors.PermissionDenied),
        (404, errors.NotFound),
        (409, errors.Conflict),
    ],
)
def test_a_refusal_says_what_the_platform_said(status: int, kind: type[errors.ApiError]) -> None:
    platform = Platform().says(
        "/v0/queue/7", said({"messages": ["Уже отвечено", "Закрыто"]}, status)
    )
    with platform.client() as client, pytest.raises(kind) as caught:
        client.run(edms.update(settings(), 7, answer=True, answer_text=PRIVATE))
    assert caught.value.reason == "Уже отвечено; Закрыто"
    assert PRIVATE not in str(caught.value)


def _echo(request: httpx.Request) -> httpx.Response:
    """A server that tells back all that it was sent."""
    content = request.content.replace(PRIVATE.encode(), b"")
    everything = f"{dict(request.headers)} {content!r} {request.url}"
    return said({"messages": [everything, *SECRETS[:2]]}, 400)


TROUBLE: list[tuple[str, Any]] = [
    ("/v0/door", _echo),
    ("/v0/door", said({"access_token": "canary-token " * 2})),
    ("/v0/door", said({"canary-token": 1})),
    ("/v0/door", httpx.Response(200, content=b"<html>canary-password")),
    ("/v0/door", httpx.Response(200, content=b'{"access_token": "canary-token')),
    ("/v0/door", httpx.Response(502, content=b'{"message": "canary-password"}')),
    ("/v0/door", httpx.ConnectError("gone")),
    ("/v0/queue/7", _echo),
    ("/v0/queue/7", httpx.ReadTimeout("late")),
    ("/v0/queue/7", httpx.Response(200, content=b"canary-token")),
    ("/v0/queue/7", httpx.Response(500, content=b'{"messages": ["canary-token"]}')),
    ("/v0/queue/7", said({"messages": [PRIVATE]}, 500)),
    ("/v0/queue/7", said({"messages": [f"bad words: {PRIVATE}"]}, 400)),
]


@pytest.mark.parametrize(("path", "answer"), TROUBLE)
def test_secrets_come_out_nowhere(path: str, answer: Any) -> None:
    records = io.StringIO()
    handler, root = logging.StreamHandler(records), logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    call = edms.update(settings(), 7, answer=True, answer_text=PRIVATE)
    try:
        with Platform().says(path, answer).client() as client:
            with pytest.raises(errors.GovPublicError) as caught:
                client.run(call)
            told = [repr(client), repr(call), *_all_of(caught.value)]
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    everything = "\n".join([*told, records.getvalue()])
    for secret in (*SECRETS[:3], _basic(), PRIVATE):
        assert secret not in everything


def _all_of(error: errors.GovPublicError) -> list[str]:
    told = [str(error), repr(error), "".join(traceback.format_exception(error))]
    told += [repr(vars(error)), repr(error.__cause__), repr(error.__context__)]
    return [*told, pickle.dumps(error).decode("utf-8", "replace").replace(PRIVATE, "")]


def test_settings_show_and_pickle_no_secrets() -> None:
    given = settings()
    shown = repr(given) + repr(edms.sign_in(given)) + repr(edms.sign_in(given).rest)
    shown += repr(service_of(given)) + repr(PosPerson(name=Private("canary-token")))
    assert not any(secret in shown for secret in (*SECRETS, _basic()))
    assert repr(given) == "Settings('pos', 'https://platform.example')"
    for held in (given, service_of(given)):
        with pytest.raises(TypeError, match="not pickled"):
            pickle.dumps(held)
    again = pickle.loads(pickle.dumps(edms.sign_in(given)))
    assert again.rest.form == again.rest.headers == ()
    assert again.rest.path == "/v0/door"


@pytest.mark.parametrize(
    "make", [lambda: edms.appeals(settings()), lambda: edms.accept(settings(), 7)]
)
def test_calls_are_values(make: Callable[[], Any]) -> None:
    assert make() == make()
    assert hash(make()) == hash(make())
    assert pickle.loads(pickle.dumps(make())) == make()


def test_calls_come_as_slow_as_the_settings_say() -> None:
    slept: list[float] = []
    platform = Platform().says("/v0/queue", said(page()))
    given = settings(rate=0.5)
    clock = {"now": 0.0}

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock["now"] += seconds

    from govpublic_sdk._base_client import Clock

    transport = httpx.MockTransport(platform.handle)
    made = Clock(now=lambda: clock["now"], sleep=sleep)
    with GovPublic(pos=given, transport=transport, clock=made) as client:
        client.run(edms.appeals(given))
        client.run(edms.appeals(given))
    assert sum(slept) >= 4


def test_the_async_client_asks_the_same() -> None:
    platform = Platform().says("/v0/queue", said(page(item(3))))

    async def ask() -> PosPage:
        async with platform.async_client() as client:
            return await client.run(edms.appeals(settings()))

    assert asyncio.run(ask()).read()[0][0].id == "3"


def test_an_offset_that_nobody_writes_by_accident_stands() -> None:
    east = timezone(timedelta(hours=7))
    assert moment_of("2026-11-25T18:00:00+07:00", ZONE) == datetime(2026, 11, 25, 18, tzinfo=east)
