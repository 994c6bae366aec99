"""GeoReport v2 servers: what real ones do beside the spec is read, what is sent is the spec's."""

from __future__ import annotations

import asyncio
import copy
import json
import logging
import pickle
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpublic_sdk import Request, Response, errors, open311
from govpublic_sdk.models import (
    CreatedRequest,
    ServiceDefinition,
    ServiceRequest,
    ServiceRequestUpdate,
    ServiceType,
)
from govpublic_sdk.open311 import Server
from loopback import reply, serving
from open311_city import (
    KEY,
    START,
    URL,
    City,
    Told,
    a_request,
    answer,
    asked,
    async_client_of,
    at,
    client_of,
    server,
    w3c,
)
from shared import SHARED, needs_shared

HERE = server()
FIXES = server(has_updates=True)


def page_of(*trees: object, **settings: Any) -> Any:
    return asked(open311.requests(server(**settings)), *trees, **settings)


def one_of(tree: object, **settings: Any) -> ServiceRequest:
    (found,) = page_of([tree], **settings).items
    return found


def create(**more: Any) -> Any:
    here = more.pop("server", HERE)
    told: dict[str, Any] = {"description": "Яма", "address": "Самара", **more}
    return open311.create(here, told.pop("service", "001"), **told)


# -- the door -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given",
    [
        {"url": "http://city.example"},
        {"url": "https://user@city.example"},
        {"url": "https://city.example/?key=1"},
        {"url": "nowhere"},
        {"name": "vk"},
        {"name": "Город"},
        {"name": ""},
        {"api_key": ""},
        {"api_key": "two\nlines"},
        {"jurisdiction_id": " "},
        {"zone": "Mars/Olympus"},
        {"zone": 3},
        {"zone": "../etc"},
        {"paging": "cursor"},
        {"page_size": 0},
        {"page_size": 1_001},
        {"page_size": True},
        {"most": 0},
        {"longest_window": timedelta(0)},
        {"longest_window": 90},
        {"rate": 0},
        {"rate": "fast"},
        {"media_field": ""},
        {"media_origins": ["http://pictures.example"]},
        {"update_statuses": {"final": "closed"}},
        {"update_statuses": {"interim": "open", "final": "closed", "joy": "yes"}},
        {"update_statuses": {"interim": "open", "final": ""}},
        {"update_statuses": ["closed"]},
        {"correlation_attribute": "a[b]"},
        {"correlation_attribute": ""},
        {"service_types": {"001": 1}},
        {"extensions": ""},
        {"key_in_query": True, "api_key": None},
    ],
)
def test_settings_that_cannot_be_are_refused_at_the_door(given: dict[str, Any]) -> None:
    with pytest.raises(errors.ConfigurationError) as refused:
        server(**given)

    assert KEY not in str(refused.value)


def test_loopback_needs_no_tls_and_the_last_slash_goes() -> None:
    found = Server("http://127.0.0.1:8000/v2/", zone="Europe/Samara", rate=2)

    assert found.url == "http://127.0.0.1:8000/v2"
    assert found.limiter is not None


def test_the_key_shows_nowhere_and_stays_at_home() -> None:
    again = pickle.loads(pickle.dumps(HERE))

    assert KEY not in repr(HERE)
    assert KEY.encode() not in pickle.dumps(HERE)
    assert KEY.encode() not in pickle.dumps(create())
    assert again.api_key is None
    assert again.url == HERE.url
    assert pickle.loads(pickle.dumps(server(key_in_query=True))).key_in_query is False
    assert copy.copy(HERE) is HERE
    assert copy.deepcopy(HERE) is HERE
    assert hash(HERE) == hash(server())


def test_public_names_load_when_used() -> None:
    assert set(open311.__all__) <= set(dir(open311))
    with pytest.raises(AttributeError, match="no attribute 'tokens'"):
        open311.tokens  # noqa: B018


# -- each deviation that was met ------------------------------------------------------------------


@pytest.mark.parametrize(("sent", "read"), [(0, "0"), (293944, "293944"), ("ndcspax1", "ndcspax1")])
def test_id_as_int_or_text_or_zero(sent: object, read: str) -> None:
    assert one_of(a_request(sent)).service_request_id == read
    assert asked(create(), [{"service_request_id": sent}]).service_request_id == read


@pytest.mark.parametrize(
    ("sent", "read"), [("true", True), ("false", False), (True, True), ("", None)]
)
def test_boolean_as_text(sent: object, read: bool | None) -> None:
    (found,) = asked(open311.services(HERE), [{"service_code": 1, "metadata": sent}]).items

    assert found.metadata is read


@pytest.mark.parametrize("status", [200, 201])
def test_created_with_200_and_201(status: int) -> None:
    whole = a_request("ndcspax1", service_notice="Ждите")

    assert asked(create(), [whole], status=status).service_request_id == "ndcspax1"


@pytest.mark.parametrize(
    "shape",
    [
        lambda rows: rows,
        lambda rows: {"service_requests": rows},
        lambda rows: {"requests": rows},
        lambda rows: {"service_requests": {"request": rows}},
        lambda rows: [{"request": row} for row in rows],
    ],
)
def test_bare_list_and_wrapped_list(shape: Any) -> None:
    found = page_of(shape([a_request("1"), a_request("2")]))

    assert [one.service_request_id for one in found] == ["1", "2"]


@pytest.mark.parametrize("nothing", [[], {}, None, "", {"service_requests": []}, {"requests": ""}])
def test_empty_lists_of_all_kinds(nothing: object) -> None:
    assert page_of(nothing).items == ()


def test_a_single_child_without_a_list() -> None:
    (found,) = page_of({"service_requests": {"request": a_request("7")}})

    assert found.service_request_id == "7"


def test_scalar_in_list() -> None:
    found = one_of({name: [value] for name, value in a_request(5, lat=53.2, long="50.1").items()})

    assert (found.service_request_id, found.status, found.lat, found.long) == (
        "5",
        "open",
        53.2,
        50.1,
    )
    assert found.requested_datetime == datetime(2026, 1, 2, 6, tzinfo=UTC)
    assert not found.unfit


def test_scalar_in_list_without_an_offset() -> None:
    found = one_of(a_request(requested_datetime=["2026-01-02T10:00:00"]), zone="Europe/Samara")

    assert found.requested_datetime == datetime(2026, 1, 2, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "body",
    [
        [{"code": 400, "description": "service_code was not provided"}],
        {"errors": [{"code": "400", "description": "service_code was not provided"}]},
        {"code": 400, "detail": {"non_field_errors": ["service_code was not provided"]}},
        {"detail": "service_code was not provided"},
        {"errors": {"error": {"code": 400, "description": "service_code was not provided"}}},
    ],
)
def test_error_object_and_error_array(body: object) -> None:
    with pytest.raises(errors.InvalidRequest, match="names `service_code`") as refused:
        asked(create(), body, status=400)

    assert refused.value.code == 400
    assert json.loads(refused.value.raw or b"") == body


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, errors.AuthError),
        (403, errors.PermissionDenied),
        (404, errors.NotFound),
        (500, errors.ServerError),
    ],
)
def test_error_as_a_page(status: int, kind: type[Exception]) -> None:
    told = Told([Response(status, {}, b"<html><h1>Oops</h1></html>")])

    with client_of(told) as client, pytest.raises(kind) as refused:
        client.run(open311.request(HERE, "1"))

    assert "html" not in str(refused.value)


def test_a_page_with_status_200_is_no_answer() -> None:
    told = Told([Response(200, {}, b"<html>maintenance</html>")])

    with client_of(told) as client, pytest.raises(errors.ServerError, match="page"):
        client.run(open311.services(HERE))


@pytest.mark.parametrize(
    "body",
    [
        [{"code": "400", "description": "bad dates"}],
        {"errors": [{"code": 400, "description": "bad dates"}]},
        [{"code": "E12", "description": "bad dates"}],
        {"error": "bad dates"},
    ],
)
def test_a_refusal_with_status_200_is_no_empty_list(body: object) -> None:
    for call in (open311.requests(HERE), create()):
        with pytest.raises(errors.InvalidRequest, match=r"error\.raw") as refused:
            asked(call, body)
        assert b"bad dates" in (refused.value.raw or b"")


def test_code_that_is_no_json_number_is_unread() -> None:
    told = Told([Response(200, {}, b'[{"service_code":001},{"service_code":"002"}]')])

    with client_of(told) as client:
        page = client.run(open311.services(HERE))

    assert [service.service_code for service in page] == ["002"]
    assert page.unparsed == {"0": {"service_code": "001\ufffd"}}


@pytest.mark.parametrize("empty", ["", None, {}, [], [""], "  "])
def test_empty_element(empty: object) -> None:
    names = ("status_notes", "expected_datetime", "lat", "media_url", "agency_responsible", "notes")
    found = one_of(a_request(**dict.fromkeys(names, empty)) if empty != "  " else a_request())

    assert found.status_notes is found.expected_datetime is found.lat is None
    assert found.media_urls == found.agency_responsible == ()
    assert found.notes == []
    assert not found.unfit


def test_missing_offset_in_a_date_with_a_zone() -> None:
    naive = a_request(requested_datetime="2026-01-02T10:00:00", updated_datetime="2026-07-02 10:00")

    found = one_of(naive, zone="Europe/Berlin")

    assert found.requested_datetime == datetime(2026, 1, 2, 9, tzinfo=UTC)
    assert found.updated_datetime == datetime(2026, 7, 2, 8, tzinfo=UTC)


def test_missing_offset_in_a_date_without_a_zone_is_unknown_and_kept() -> None:
    found = one_of(a_request(requested_datetime="2026-01-02T10:00:00"))

    assert found.requested_datetime is None
    assert found.unfit == {"requested_datetime": "2026-01-02T10:00:00"}


def test_what_is_no_date_is_kept_in_any_zone() -> None:
    found = one_of(a_request(requested_datetime="soon", updated_datetime=7), zone="Europe/Samara")

    assert found.unfit == {"requested_datetime": "soon"}


@pytest.mark.parametrize("sent", ["яма, дорога ,, асфальт", ["яма", "дорога", "асфальт"]])
def test_comma_list_in_keywords(sent: object) -> None:
    (found,) = asked(open311.services(HERE), [{"service_code": "1", "keywords": sent}]).items

    assert found.keywords == ("яма", "дорога", "асфальт")


def test_no_discovery() -> None:
    with pytest.raises(errors.NotFound):
        asked(open311.discovery(HERE), [{"code": 404, "description": "Not found"}], status=404)

    assert page_of([a_request()]).items


def test_discovery_in_both_shapes() -> None:
    endpoint = {"url": URL, "type": "production", "formats": ["text/xml", "application/json"]}
    bare = asked(open311.discovery(HERE), {"changeset": "2026", "endpoints": [endpoint]})
    wrapped = asked(
        open311.discovery(HERE),
        {"discovery": {"changeset": ["2026"], "endpoints": {"endpoint": [endpoint]}}},
    )

    assert bare == wrapped
    assert bare.endpoints[0].formats == ("text/xml", "application/json")


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("ЖКХ", ("ЖКХ",)),
        (["ЖКХ", "Мэрия"], ("ЖКХ", "Мэрия")),
        ({"recipient": ["ЖКХ", "Мэрия"]}, ("ЖКХ", "Мэрия")),
        ({"recipient": "ЖКХ"}, ("ЖКХ",)),
    ],
)
def test_agency_as_text_list_or_object(sent: object, read: tuple[str, ...]) -> None:
    assert one_of(a_request(agency_responsible=sent)).agency_responsible == read


def test_elements_that_are_nothing_at_all_with_a_zone() -> None:
    found = page_of([a_request(), "odd"], zone="Europe/Samara")

    assert found.unparsed == {"1": "odd"}


def test_an_agency_that_is_something_else_is_kept() -> None:
    found = one_of(a_request(agency_responsible={"a": 1, "b": 2}))

    assert found.agency_responsible == ()
    assert found.unfit == {"agency_responsible": {"a": 1, "b": 2}}


def test_media_urls_of_both_places_each_once() -> None:
    more = {"media_urls": ["https://p.example/1.jpg", "https://p.example/2.jpg"]}
    found = one_of(a_request(media_url="https://p.example/1.jpg", extended_attributes=more))

    assert found.media_urls == ("https://p.example/1.jpg", "https://p.example/2.jpg")
    assert one_of(a_request(extended_attributes={"media_urls": "https://a"})).media_urls == (
        "https://a",
    )


def test_notes() -> None:
    note = {"datetime": "2014-05-09T19:02:21", "summary": "Opened", "type": "opened"}

    (found,) = one_of(a_request(notes=[note]), zone="America/Chicago").notes

    assert found.datetime == datetime(2014, 5, 10, 0, 2, 21, tzinfo=UTC)
    assert "Opened" not in repr(found)


def test_unknown_fields_are_kept_and_citizens_texts_do_not_show() -> None:
    found = one_of(a_request(comment_count=3, detail="Секрет"))

    assert (found.model_extra or {})["comment_count"] == 3
    assert "Яма у дома" not in repr(found)
    assert "Секрет" not in repr(found)


def test_elements_without_identity_are_told() -> None:
    found = page_of([a_request(), {"status": "open"}, "odd", 5])

    assert len(found.items) == 1
    assert found.unparsed == {"1": {"status": "open"}, "2": "odd", "3": 5}


@pytest.mark.parametrize("tree", ["a text", 17, True])
def test_what_is_no_list_is_no_answer(tree: object) -> None:
    with pytest.raises(errors.DecodeError):
        page_of(tree)
    with pytest.raises(errors.DecodeError):
        asked(open311.request(HERE, "1"), tree)


def test_one_request_bare_or_in_a_list() -> None:
    call = open311.request(HERE, "1")

    assert (
        asked(call, [a_request()])
        == asked(call, a_request())
        == asked(call, {"requests": [a_request()]})
    )
    with pytest.raises(errors.NotFound):
        asked(call, [])
    with pytest.raises(errors.DecodeError):
        asked(call, [{"status": "open"}])


def test_a_definition_in_both_shapes() -> None:
    question = {"code": "W", "datatype": "singlevaluelist", "required": "true", "order": "1"}
    choices = [{"key": 124, "name": "Chrysler"}]
    call = open311.service_definition(HERE, "D/1")
    bare = asked(call, {"service_code": "D", "attributes": [{**question, "values": choices}]})
    spark = {
        "attributes": {"attribute": {**question, "values": {"value": choices}}},
        "service_code": "D",
    }
    wrapped = asked(call, {"service_definition": spark})

    assert bare == wrapped
    assert bare.attributes[0].required is True
    assert bare.attributes[0].values[0].key == "124"
    assert call.rest is not None
    assert call.rest.path == "/services/D%2F1.json"


# -- what is sent ---------------------------------------------------------------------------------


def test_the_key_goes_into_the_form_of_a_post_only() -> None:
    told = Told([answer([{"service_request_id": 1}]), answer([])])
    with client_of(told, jurisdiction_id="city.example") as client:
        client.run(create(server=server(jurisdiction_id="city.example")))
        assert told.form["api_key"] == [KEY]
        assert told.form["jurisdiction_id"] == ["city.example"]
        assert KEY not in told.sent[-1].url
        client.run(open311.requests(server(jurisdiction_id="city.example")))

    assert told.query == {"jurisdiction_id": "city.example"}
    assert told.sent[-1].method == "GET"


def test_the_key_in_the_query_never_shows(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    refused = json.dumps([{"code": 400, "description": f"key {KEY} has no right"}]).encode()
    with serving() as loop:
        loop.answers = [reply(refused, "400 Bad Request"), reply(b"<html>", "500 Oops"), "close"]
        here = server(url=loop.url, key_in_query=True)
        with client_of_url(here) as client:
            for _ in range(3):
                with pytest.raises(errors.GovPublicError) as failed:
                    client.run(open311.requests(here))
                assert (
                    KEY not in f"{failed.value!r} {failed.value.call!r} {failed.value.__cause__!r}"
                )

    assert all(f"api_key={KEY}".encode() in head for head in loop.heads)
    assert KEY not in caplog.text


def client_of_url(here: Server) -> Any:
    from govpublic_sdk import GovPublic

    return GovPublic(open311=[here], retry=None)


def test_a_post_over_a_real_connection() -> None:
    with serving() as loop:
        loop.answers = [reply(b'{"service_requests":[{"service_request_id":0}]}', "201 Created")]
        here = server(url=loop.url)
        with client_of_url(here) as client:
            made = client.run(create(server=here, attributes={"signs": ["a", "b"], "pole": "7"}))

    assert made.service_request_id == "0"
    assert loop.heads[0].startswith(b"POST /requests.json HTTP/1.1")
    assert b"application/x-www-form-urlencoded" in loop.heads[0]
    assert parse_qsl(loop.bodies[0].decode()) == [
        ("api_key", KEY),
        ("service_code", "001"),
        ("address_string", "Самара"),
        ("description", "Яма"),
        ("attribute[signs][]", "a"),
        ("attribute[signs][]", "b"),
        ("attribute[pole]", "7"),
    ]


def test_files_go_as_parts_and_lists_beside_them_survive() -> None:
    with serving() as loop:
        loop.answers = [reply(b'[{"service_request_id":"1"}]')]
        here = server(url=loop.url, media_field="media")
        files = [("яма.jpg", b"\xff\xd8", "image/jpeg"), ("2.jpg", b"two", "image/jpeg")]
        with client_of_url(here) as client:
            client.run(create(server=here, attributes={"signs": ["a", "b"]}, media=files))

    body = loop.bodies[0]
    assert b"multipart/form-data" in loop.heads[0]
    assert body.count(b'name="media"; filename=') == 2
    assert body.count(b'name="attribute[signs][]"') == 2
    assert body.count(b'filename=""') == 0
    assert KEY.encode() in body


@pytest.mark.parametrize(
    "where",
    [
        {"address": None},
        {"lat": 53.2, "long": 50.1},
        {"address_id": "7"},
        {"address": None, "lat": 53.2},
        {"address": None, "long": 53.2},
        {"address": ""},
        {"address": None, "address_id": " "},
        {"address": None, "lat": 91, "long": 0},
        {"address": None, "lat": 0, "long": float("nan")},
        {"address": None, "lat": True, "long": 0},
        {"description": "x" * 4_001},
        {"description": "Яма <b>большая</b>"},
        {"description": "<!-- x -->"},
        {"attributes": {"a[b]": "1"}},
        {"attributes": {"": "1"}},
        {"attributes": {"a": [""]}},
        {"media_url": "javascript:alert(1)"},
        {"media_url": "https://p.example/1.jpg", "media": [("a", b"", "image/png")]},
        {"service": ""},
    ],
)
def test_what_the_spec_forbids_is_refused_at_the_door(where: dict[str, Any]) -> None:
    with pytest.raises(errors.ParameterError) as refused:
        create(**where)

    assert "большая" not in str(refused.value)


@pytest.mark.parametrize(
    ("where", "form"),
    [
        ({"lat": 53.2, "long": -50}, {"lat": ["53.2"], "long": ["-50"]}),
        ({"lat": 0, "long": 1e-7}, {"lat": ["0"], "long": ["0.0000001"]}),
        ({"address_id": "7"}, {"address_id": ["7"]}),
        ({"address": "Самара"}, {"address_string": ["Самара"]}),
    ],
)
def test_exactly_one_way_to_say_where(where: dict[str, Any], form: dict[str, Any]) -> None:
    told = Told([answer([{"service_request_id": 1}])])
    with client_of(told) as client:
        client.run(create(**{"address": None, **where}))

    names = {"lat", "long", "address_string", "address_id"}
    assert {name: told.form[name] for name in names & told.form.keys()} == form


def test_less_than_and_more_than_are_no_tags() -> None:
    assert create(description="шум < 40 дБ, но > 20; a <- b").rest is not None


def test_texts_and_contacts_of_citizens_show_nowhere() -> None:
    call = create(description="Тайна соседа", first_name="Житель 1", phone="+70000000000")

    for word in ("Тайна", "Житель", "+7000"):
        assert word not in repr(call) + repr(call.rest)


def test_files_need_a_server_that_takes_them() -> None:
    with pytest.raises(errors.CapabilityNotSupported, match="media_field"):
        create(media=[("a.jpg", b"", "image/jpeg")])


def test_half_a_character_is_refused_beside_files() -> None:
    here = server(media_field="media")

    with pytest.raises(errors.ParameterError, match="surrogate"):
        create(
            server=here,
            description="\ud800",
            attributes={"a": ["1", "2"]},
            media=[("a.jpg", b"", "image/jpeg")],
        )


@pytest.mark.parametrize(
    "failure", [errors.NetworkError("cut"), Response(502, {}, b""), Response(200, {}, b"{")]
)
def test_a_lost_answer_to_a_new_request_is_never_sent_again(failure: Any) -> None:
    told = Told([failure])

    with client_of(told) as client, pytest.raises(errors.OutcomeUnknown):
        client.with_options(retry=None).run(create())

    assert len(told.sent) == 1


def test_dates_are_whole_seconds_in_utc_and_nothing_is_cut_off() -> None:
    call = open311.requests(
        HERE,
        since=datetime.fromisoformat("2026-01-02T10:00:00.9+04:00"),
        until=datetime.fromisoformat("2026-01-02T10:00:00.1+04:00"),
        ids=["1", "2"],
        status="open",
        service_code="001",
        page=2,
    )

    assert dict(call.params) == {
        "start_date": "2026-01-02T06:00:00Z",
        "end_date": "2026-01-02T06:00:01Z",
        "service_request_id": "1,2",
        "status": "open",
        "service_code": "001",
        "page": "2",
        "page_size": "100",
    }


@pytest.mark.parametrize(
    "question",
    [
        lambda: open311.requests(HERE, since=datetime(2026, 1, 1)),  # noqa: DTZ001
        lambda: open311.requests(HERE, ids=[]),
        lambda: open311.requests(HERE, service_code=[""]),
        lambda: open311.request(HERE, ""),
        lambda: open311.request(HERE, None),  # type: ignore[arg-type]
        lambda: open311.each_request(HERE, since=START, until=START),
        lambda: open311.each_request(HERE, since=START, until=None),  # type: ignore[arg-type]
    ],
)
def test_questions_without_sense_are_refused(question: Any) -> None:
    with pytest.raises(errors.ParameterError):
        question()


def test_extensions_are_asked_for_where_the_server_has_them() -> None:
    here = server(extensions="true")

    assert open311.request(here, "7").get("extensions") == "true"
    assert open311.requests(here).get("extensions") == "true"
    assert open311.services(here).get("extensions") is None


def test_calls_are_values() -> None:
    one, other = open311.requests(HERE, status="open"), open311.requests(HERE, status="open")

    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one


# -- services without numbers ---------------------------------------------------------------------


def test_a_batch_service_is_refused_where_it_is_known() -> None:
    known = ServiceType(service_code="003", type="batch")

    with pytest.raises(errors.CapabilityNotSupported, match="003"):
        create(service=known)
    with pytest.raises(errors.CapabilityNotSupported, match="003"):
        create(server=server(service_types={"003": "batch"}), service="003")
    assert create(service=ServiceType(service_code="1", type="realtime")).rest is not None


def test_batch_token_that_never_resolves() -> None:
    made = asked(create(), [{"token": 12345}])

    assert (made.type, made.token, made.service_request_id) == ("batch", "12345", None)
    assert "12345" not in repr(made)


@pytest.mark.parametrize(
    "tree", [[], [{}], [{"service_notice": "Спасибо"}], {"service_requests": []}, None]
)
def test_blackbox_without_id(tree: object) -> None:
    made = asked(create(), tree)

    assert (made.type, made.service_request_id) == ("blackbox", None)


# -- long lists -----------------------------------------------------------------------------------


def walked(city: City, since: datetime, until: datetime, **settings: Any) -> list[str]:
    here = server(**settings)
    with client_of(Told(made=city), **settings) as client:
        walk = open311.each_request(here, since=since, until=until)
        return [one.service_request_id for one in client.walk(walk)]


def rows(count: int, every: timedelta) -> dict[str, datetime]:
    return {str(number): START + number * every for number in range(count)}


def test_windows_of_90_days_are_split() -> None:
    city = City(rows(30, timedelta(days=10)))

    found = walked(city, START, at(days=300))

    assert found == [str(number) for number in range(30)]
    lengths = [
        datetime.fromisoformat(q["end_date"]) - datetime.fromisoformat(q["start_date"])
        for q in city.queries
    ]
    assert lengths == [timedelta(days=90)] * 3 + [timedelta(days=30)]


def test_fractions_make_no_window_longer_than_the_server_takes() -> None:
    city = City({})

    walked(city, START + timedelta(microseconds=5), at(days=90) + timedelta(microseconds=5))

    assert [(q["start_date"], q["end_date"]) for q in city.queries] == [
        (w3c(START), w3c(at(days=90))),
        (w3c(at(days=90)), w3c(at(days=90, seconds=1))),
    ]


def test_a_list_of_full_length_is_cut_and_its_window_is_halved() -> None:
    city = City(rows(64, timedelta(minutes=1)), most=10)

    found = walked(city, START, at(minutes=64), most=10)

    assert found == [str(number) for number in range(64)]
    assert len(city.queries) < 32


def test_more_in_one_second_than_the_server_gives_is_an_honest_error() -> None:
    city = City({str(number): at(days=1) for number in range(10)}, most=10)

    with pytest.raises(errors.ServerError, match="2026-01-0") as refused:
        walked(city, START, at(days=2), most=10)

    assert "most" in str(refused.value)


def test_a_server_that_ignores_dates_gives_each_request_once() -> None:
    city = City(rows(20, timedelta(days=20)), ignores_dates=True)

    assert walked(city, START, at(days=300)) == [str(number) for number in range(15)]


def test_requests_without_a_date_lead_their_window_and_come_once() -> None:
    undated = a_request("x", requested_datetime=None)
    dated = a_request("y", requested_datetime=w3c(at(days=2)))
    told = Told([answer([dated, undated]), answer([undated])])
    with client_of(told, longest_window=timedelta(days=5)) as client:
        walk = open311.each_request(
            server(longest_window=timedelta(days=5)), since=START, until=at(days=10)
        )
        found = [one.service_request_id for one in client.walk(walk)]

    assert found == ["x", "y"]


@pytest.mark.parametrize("paging", ["page", "endless", "lost"])
@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 25, 30])
def test_pages_end_however_the_server_ends_them(paging: str, count: int) -> None:
    city = City(rows(count, timedelta(minutes=1)), paging=paging)

    found = walked(city, START, at(days=1), paging="page", page_size=10)

    assert found == [str(number) for number in range(count)]


def test_pages_may_be_shorter_than_was_asked_for() -> None:
    city = City(rows(25, timedelta(minutes=1)), paging="page", most=7)

    assert walked(city, START, at(days=1), paging="page", page_size=10) == [
        str(n) for n in range(25)
    ]


def test_a_server_that_knows_no_pages_is_asked_by_shorter_windows() -> None:
    city = City(rows(25, timedelta(minutes=1)), paging="none", most=10)

    assert walked(city, START, at(minutes=25), paging="page", page_size=10) == [
        str(n) for n in range(25)
    ]


def test_pages_of_what_cannot_be_read_do_not_end_a_list() -> None:
    odd = [{"status": "open", "n": 1}], [{"status": "open", "n": 2}]
    told = Told([answer(odd[0]), answer(odd[1]), answer([a_request()]), answer([])])
    with client_of(told, paging="page") as client:
        walk = open311.each_request(server(paging="page"), since=START, until=at(days=9))
        page = client.run(walk.first)

    assert [one.service_request_id for one in page] == ["1"]
    assert page.unparsed == {"1.0": odd[0][0], "2.0": odd[1][0]}


@pytest.mark.parametrize("tells", ["link", "x-next", "body", "count"])
def test_pages_that_a_server_names_are_read(tells: str) -> None:
    rows = {str(n): at(minutes=n * 7) for n in range(1_254)}
    city = City(rows, most=100, tells=tells)

    with client_of(Told(made=city), api_key=KEY) as client:
        walk = open311.each_request(HERE, since=START, until=at(days=10))
        found = [one.service_request_id for one in client.walk(walk)]

    assert found == list(rows)
    assert not any("api_key" in query for query in city.queries)


@pytest.mark.parametrize("tells", ["link", "x-next", "body"])
def test_named_pages_tell_requests_of_one_second_apart(tells: str) -> None:
    city = City({str(n): at(hours=1) for n in range(25)}, most=10, tells=tells)

    with client_of(Told(made=city)) as client:
        walk = open311.each_request(HERE, since=START, until=at(days=1))

        assert len(list(client.walk(walk))) == 25


def test_a_count_of_all_that_a_server_has_cuts_no_window() -> None:
    rows = {str(n): at(days=n) for n in range(6)}

    with client_of(Told(made=City(rows, tells="all"))) as client:
        walk = open311.each_request(HERE, since=at(days=2), until=at(days=4))

        assert [one.service_request_id for one in client.walk(walk)] == ["2", "3"]


def test_a_count_that_is_larger_than_a_list_of_one_second_is_an_error() -> None:
    city = City({str(n): at(hours=1) for n in range(25)}, most=10, tells="count")

    with client_of(Told(made=city)) as client, pytest.raises(errors.ServerError, match="at once"):
        list(client.walk(open311.each_request(HERE, since=START, until=at(days=1))))


def test_a_next_page_that_is_the_same_page_is_asked_by_shorter_windows() -> None:
    city = City({str(n): at(hours=n) for n in range(20)}, most=3)

    def stuck(request: Request) -> Response:
        reply = city(request)
        link = '</v2/requests.json?page=2>; rel="next"'
        headers = {"link": link} if len(json.loads(reply.body)) == 3 else {}
        return Response(reply.status, {**reply.headers, **headers}, reply.body)

    with client_of(Told(made=stuck)) as client:
        walk = open311.each_request(HERE, since=START, until=at(days=1))

        assert len(list(client.walk(walk))) == 20


@pytest.mark.parametrize(
    ("link", "query"),
    [
        ('<?page=2>; rel="next"', {"page": "2"}),
        ("<https://x.example/requests.json?page=2&api_key=k>; rel=next", {"page": "2"}),
        ("<a>; rel=last, </v2/requests.json?cursor=a%2Bb>; rel='prev next'", {"cursor": "a+b"}),
        ('<requests/2.json?x=1>; rel="next"', None),
        ('<https://[::1?page=2>; rel="next"', None),
        ('<>; rel="next"', None),
        ('<?page=2>; rel="nextish"', None),
        ("<" * 100_000, None),
    ],
)
def test_link_of_a_next_page(link: str, query: dict[str, str] | None) -> None:
    reply = answer([a_request()])
    told = Told([Response(200, {**reply.headers, "link": link}, reply.body)])

    with client_of(told) as client:
        page = client.run(open311.requests(HERE, status="open"))

    following = page.next
    assert (dict(following.params) if following else None) == (
        {"status": "open", **query} if query else None
    )


@pytest.mark.parametrize("ids", ["1,2", ["1", "2"], ("2", "1")])
def test_requests_that_were_not_asked_for_are_left_out(ids: Any) -> None:
    rows = [a_request(n) for n in ("3", "2", 1, "4")]

    page = asked(open311.requests(HERE, ids=ids), rows)

    assert [one.service_request_id for one in page] == ["2", "1"]


def test_a_server_that_ignores_ids_and_cuts_is_an_error() -> None:
    rows = [a_request(n) for n in range(3, 9)]

    with pytest.raises(errors.ServerError, match="service_request_id") as failed:
        asked(open311.requests(HERE, ids=["3", "2"]), rows)
    assert "Яма" not in str(failed.value)
    assert list(asked(open311.requests(HERE, ids=["3", "2"]), rows[:1]))  # 2 does not exist
    assert not list(asked(open311.requests(HERE, ids=["2"]), []))


def test_another_request_than_the_wanted_one_is_none() -> None:
    rows = [a_request("3"), {"service_request_id": None}, a_request("2")]

    assert asked(open311.request(HERE, "2"), rows).service_request_id == "2"
    with pytest.raises(errors.NotFound, match="another request"):
        asked(open311.request(HERE, "5"), rows)


def test_pages_without_end_end_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("govpublic_sdk.open311._windows._MAX_PAGES", 5)
    numbers = iter(range(100))
    told = Told(made=lambda _: answer([a_request(str(next(numbers)))]))

    with (
        client_of(told, paging="page") as client,
        pytest.raises(errors.ServerError, match="no end"),
    ):
        list(
            client.walk(open311.each_request(server(paging="page"), since=START, until=at(days=9)))
        )


def test_no_first_page_is_an_error() -> None:
    with pytest.raises(errors.NotFound):
        asked(
            open311.each_request(server(paging="page"), since=START, until=at(days=1)).first,
            [],
            status=404,
            paging="page",
        )


@settings(max_examples=60, deadline=None)
@given(
    minutes=st.lists(st.integers(0, 60 * 24 * 200), max_size=40, unique=True),
    most=st.integers(2, 12),
    paging=st.sampled_from([None, "page", "endless", "lost"]),
    newest_first=st.booleans(),
    longest=st.integers(1, 100),
)
def test_every_request_of_a_span_comes_once_and_in_order(
    minutes: list[int], most: int, paging: str | None, newest_first: bool, longest: int
) -> None:
    made = {str(number): at(minutes=minute) for number, minute in enumerate(minutes)}
    city = City(made, most=most, paging=paging, newest_first=newest_first)
    since, until = at(days=10), at(days=150)

    found = walked(
        city,
        since,
        until,
        most=most,
        page_size=most,
        paging="page" if paging else None,
        longest_window=timedelta(days=longest),
    )

    wanted = [one for one, moment in made.items() if since <= moment < until]
    assert found == sorted(wanted, key=lambda one: made[one])


def test_both_shells_walk_alike() -> None:
    asyncio.run(_walk_without_blocking())


async def _walk_without_blocking() -> None:
    city = City(rows(30, timedelta(days=3)), most=10)
    async with async_client_of(Told(made=city), most=10) as client:
        walk = open311.each_request(server(most=10), since=START, until=at(days=90))
        found = [one.service_request_id async for one in client.walk(walk)]
        alone = await client.run(open311.requests(HERE, since=START, until=at(days=2)))

    assert found == [str(number) for number in range(30)]
    assert len(alone) == 1


# -- updates --------------------------------------------------------------------------------------


def an_update(number: object = "u1", **more: object) -> dict[str, object]:
    told = {"service_request_id": "1", "status": "fixed", "updated_datetime": w3c(at(days=1))}
    return {"update_id": number, "description": "Яма заделана", **told, **more}


def test_updates_need_a_server_that_has_them() -> None:
    for question in (
        lambda: open311.updates(HERE),
        lambda: open311.each_update(HERE, since=START, until=at(days=1)),
        lambda: update_of(HERE),
    ):
        with pytest.raises(errors.CapabilityNotSupported, match="has_updates"):
            question()


def update_of(here: Server, **more: Any) -> Any:
    told: dict[str, Any] = {"update_id": "u1", "status": "fixed", "updated_at": at(days=1), **more}
    return open311.create_update(here, "1", description="Яма заделана", **told)


@pytest.mark.parametrize("name", ["service_request_updates", "request_updates", None])
def test_updates_without_a_number_are_unread(name: str | None) -> None:
    listed = [an_update(), an_update(None), an_update("")]
    page = asked(open311.updates(FIXES), {name: listed} if name else listed, has_updates=True)

    assert [one.update_id for one in page] == ["u1"]
    assert set(page.unparsed) == {"1", "2"}


def test_the_same_update_twice_and_dates_outside_of_the_window() -> None:
    listed = [
        an_update("late", updated_datetime=w3c(at(days=50))),
        an_update(),
        an_update(),
        an_update(2),
    ]
    told = Told([answer(listed)])
    with client_of(told, has_updates=True) as client:
        walk = open311.each_update(FIXES, since=START, until=at(days=2))
        assert [one.update_id for one in client.walk(walk)] == ["u1", "2"]

    assert told.query == {"start_date": w3c(START), "end_date": w3c(at(days=2))}


def test_an_update_is_told() -> None:
    told = Told([answer({"service_request_updates": [{"update_id": 17}]})])
    with client_of(told, has_updates=True) as client:
        made = client.run(update_of(FIXES, media_url="https://p.example/1.jpg"))

    assert made.update_id == "17"
    assert told.form == {
        "api_key": [KEY],
        "service_request_id": ["1"],
        "update_id": ["u1"],
        "status": ["fixed"],
        "updated_datetime": ["2026-01-02T00:00:00Z"],
        "description": ["Яма заделана"],
        "media_url": ["https://p.example/1.jpg"],
    }


def test_an_object_instead_of_a_list_is_read_too() -> None:
    made = asked(update_of(FIXES), {"service_request_updates": {"update_id": 5}}, has_updates=True)

    assert made.update_id == "5"


def test_a_lost_update_is_sent_again_only_where_that_is_safe() -> None:
    once = server(has_updates=True, updates_once=True)

    assert update_of(FIXES).safety == "unsafe"
    assert update_of(once).safety == "keyed"


@pytest.mark.parametrize(
    "more",
    [
        {"update_id": ""},
        {"status": ""},
        {"updated_at": datetime(2026, 1, 1)},  # noqa: DTZ001
        {"media_url": "https://a.example", "media": [("a", b"", "b/c")]},
    ],
)
def test_updates_without_sense_are_refused(more: dict[str, Any]) -> None:
    with pytest.raises(errors.ParameterError):
        update_of(FIXES, **more)


# -- the schemas of the spec ----------------------------------------------------------------------


def schema(name: str) -> Any:
    return json.loads((SHARED / "open311-schema" / f"{name}.json").read_text(encoding="utf-8"))


@needs_shared
@pytest.mark.parametrize(
    ("name", "model"),
    [
        ("request", ServiceRequest),
        ("service", ServiceType),
        ("service-definition", ServiceDefinition),
    ],
)
def test_models_know_each_field_of_the_schemas(name: str, model: Any) -> None:
    assert set(schema(name)["properties"]) <= set(model.model_fields)


@needs_shared
def test_the_form_has_each_parameter_of_the_schema() -> None:
    posted = schema("swagger")["paths"]["/requests.{response_format}"]["post"]["parameters"]
    named = {one["name"] for one in posted if "name" in one}

    assert named == {"service_code", "lat", "long", "address_string", "address_id", "attribute"}


@needs_shared
@settings(max_examples=50, deadline=None)
@given(
    status=st.sampled_from(["open", "closed"]),
    notes=st.none() | st.text(max_size=20),
    lat=st.none() | st.floats(-90, 90),
    number=st.text(min_size=1, max_size=9).filter(str.strip),
)
def test_what_fits_the_schema_is_read_whole(
    status: str, notes: str | None, lat: float | None, number: str
) -> None:
    tree = a_request(number, status=status, status_notes=notes, lat=lat, long=lat)
    jsonschema.validate(tree, schema("request"))

    found = ServiceRequest.model_validate(tree)

    assert not found.unfit
    assert (found.service_request_id, found.status, found.lat) == (number, status, lat)
    assert (found.status_notes or "").strip() == (notes or "").strip()


def test_models_read_bare_payloads_too(tmp_path: Path) -> None:
    assert CreatedRequest.model_validate({"service_request_id": [0]}).type == "realtime"
    assert ServiceRequestUpdate.model_validate_json(json.dumps(an_update())).update_id == "u1"
    with pytest.raises(ValueError, match="ServiceRequest"):
        ServiceRequest.model_validate(["no object"])
