"""The city's Open311 server of the sandbox: right by the spec, and odd in the ways of real ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import count, takewhile
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from govpublic_sdk import errors
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.sandbox.open311 import Open311Quirks, Open311Site
from shared import SHARED, needs_shared
from site_requests import WAYS, Asker, Said, asker

POINT = {"lat": "53.2", "long": "50.1"}
NEW = {"service_code": "001", "description": "Яма.", **POINT}
LAMP = {**NEW, "service_code": "002", "attribute[kind]": "yard"}


class Caller:
    """A client that asks by hand."""

    def __init__(self, site: Open311Site, ask: Asker) -> None:
        self.site = site
        self.ask = ask

    def get(self, path: str, **params: object) -> Said:
        return self.ask("GET", f"{self.site.url}/{path}.json", params=params)

    def read(self, path: str, **params: object) -> Any:
        said = self.get(path, **params)
        assert said.status == 200, said.body
        return said.json

    def ids(self, **params: object) -> list[str]:
        return [one["service_request_id"] for one in self.read("requests", **params)]

    def one(self, number: str) -> dict[str, Any]:
        (found,) = self.read(f"requests/{number}")
        return found

    def post(self, path: str, form: dict[str, object], **more: Any) -> Said:
        form = {"api_key": self.site.key, **form}
        return self.ask("POST", f"{self.site.url}/{path}.json", form=form, **more)

    def create(self, form: dict[str, object] | None = None, **more: Any) -> Said:
        return self.post("requests", {**(form or NEW), **more})

    def created(self, form: dict[str, object] | None = None, **more: Any) -> dict[str, Any]:
        said = self.create(form, **more)
        assert said.status == 200, said.body
        (told,) = said.json
        return told

    def update(self, number: str, update_id: str = "1", **changes: object) -> Said:
        form: dict[str, object] = {
            "update_id": update_id,
            "service_request_id": number,
            "status": "CLOSED",
            "updated_datetime": "2026-11-02T10:00:00+04:00",
            "description": "Сделано.",
            **changes,
        }
        form = {name: value for name, value in form.items() if value is not None}
        return self.post("servicerequestupdates", form)


@pytest.fixture
def box() -> Sandbox:
    return Sandbox(publics=1)


@pytest.fixture(params=WAYS)
def caller(request: pytest.FixtureRequest, box: Sandbox) -> Iterator[Caller]:
    with asker(box, request.param) as ask:
        yield Caller(box.open311, ask)


@pytest.fixture
def near(box: Sandbox) -> Iterator[Caller]:
    """Without HTTP: for what does not depend on the way."""
    with asker(box, WAYS[0]) as ask:
        yield Caller(box.open311, ask)


def date(box: Sandbox, **delta: float) -> str:
    return (box.clock.moment() + timedelta(**delta)).isoformat()


def refusals(said: Said, status: int) -> list[str]:
    assert said.status == status, said.body
    assert {one["code"] for one in said.json} == {status}
    return [one["description"] for one in said.json]


# By the spec


@needs_shared
def test_answers_are_as_the_schemas_of_the_spec_want_them(near: Caller, box: Sandbox) -> None:
    validator = pytest.importorskip("jsonschema")
    referencing = pytest.importorskip("referencing")
    folder = SHARED / "open311-schema"
    schemas = {one.name: json.loads(one.read_text("utf-8")) for one in folder.glob("*.json")}
    draft = referencing.jsonschema.DRAFT4
    registry = referencing.Registry().with_resources(
        (name, draft.create_resource(schema)) for name, schema in schemas.items()
    )

    def check(schema: str, value: object) -> None:
        validator.Draft4Validator(schemas[schema], registry=registry).validate(value)

    box.open311.make(20)
    closed = box.open311.report("Готово?", media=["https://sandbox.invalid/1.jpg"])
    box.open311.update(closed, "fixed", "Готово.")
    near.created()
    requests = near.read("requests")
    assert len(requests) == 22
    check("requests.json", requests)
    for one in requests:
        check("request.json", one)
        assert datetime.fromisoformat(one["requested_datetime"]).tzinfo
    services = near.read("services")
    check("services.json", services)
    for one in services:
        check("service.json", one)
        check("service-definition.json", near.read(f"services/{one['service_code']}"))


def test_discovery_leads_to_the_server(caller: Caller) -> None:
    found = caller.read("discovery")
    assert found["endpoints"][0]["url"] == caller.site.url
    assert found["endpoints"][0]["formats"] == ["application/json"]
    above = caller.site.url.removesuffix("/v2")
    assert caller.ask("GET", f"{above}/discovery.json").json == found


def test_services_are_of_all_types_and_ask_for_all_kinds_of_data(near: Caller) -> None:
    services = near.read("services")
    assert {one["type"] for one in services} == {"realtime", "batch", "blackbox"}
    assert {one["metadata"] for one in services} == {True, False}
    assert "," in services[0]["keywords"]
    attributes = near.read("services/002")["attributes"]
    assert {one["datatype"] for one in attributes} == {
        *("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist")
    }
    assert [one["order"] for one in attributes] == list(range(1, len(attributes) + 1))
    assert all(("values" in one) is one["datatype"].endswith("list") for one in attributes)
    assert near.read("services/00%35") == {"service_code": "005", "attributes": []}
    assert refusals(near.get("services/999"), 404)


def test_a_request_tells_what_a_person_reported(caller: Caller, box: Sandbox) -> None:
    number = box.open311.report("Яма.", citizen=8, media=["https://sandbox.invalid/1.jpg"])
    found = caller.one(number)
    assert caller.read("requests") == [found]
    assert (found["description"], found["status"]) == ("Яма.", "open")
    assert found["requested_datetime"] == found["updated_datetime"] == "2026-11-02T10:00:00+04:00"
    assert found["expected_datetime"] == "2026-11-12T10:00:00+04:00"
    assert found["media_url"] == "https://sandbox.invalid/1.jpg"
    assert isinstance(found["lat"], float)
    report = box.open311.reports[number]
    assert dict(report.contacts) == {"first_name": "Житель", "last_name": "8"}
    assert "Яма." not in repr(report)
    assert "Житель" not in json.dumps(found, ensure_ascii=False)
    with pytest.raises(ValueError, match="service"):
        box.open311.report("Яма.", service="999")


def test_an_officer_says_what_became_of_it(near: Caller, box: Sandbox) -> None:
    number = box.open311.report("Яма.")
    box.clock.advance(3600)
    box.open311.update(number, "in_progress")
    assert (near.one(number)["status"], near.one(number)["status_notes"]) == ("open", None)
    box.open311.update(number, "fixed", "Сделано.")
    box.open311.update(number, "unchanged", "Спасибо.")
    found = near.one(number)
    assert (found["status"], found["status_notes"]) == ("closed", "Спасибо.")
    assert found["updated_datetime"] == "2026-11-02T11:00:00+04:00"
    assert box.open311.reports[number].status == "fixed"
    updates = near.read("servicerequestupdates")
    assert [one["status"] for one in updates] == ["in_progress", "fixed", "unchanged"]
    assert {one["service_request_id"] for one in updates} == {number}
    assert [one["update_id"] for one in updates] == ["1", "2", "3"]
    box.open311.update(number, "reopen", "Снова.")
    assert near.one(number)["status"] == "open"
    with pytest.raises(ValueError, match="status"):
        box.open311.update(number, "forgotten")
    with pytest.raises(ValueError, match="report"):
        box.open311.update("x", "open")


def test_the_same_seed_makes_the_same_requests() -> None:
    def told(seed: int) -> str:
        box = Sandbox(publics=1, seed=seed)
        box.open311.make(5)
        with asker(box, WAYS[0]) as ask:
            return json.dumps([Caller(box.open311, ask).read("requests"), box.open311.key])

    assert told(1) == told(1)
    assert told(1) != told(2)


# Creating


def test_a_new_request_can_be_read(caller: Caller, box: Sandbox) -> None:
    person = {"first_name": "Житель", "last_name": "9", "email": "9@sandbox.invalid"}
    told = caller.created(media_url="https://sandbox.invalid/1.jpg", **person)
    assert set(told) == {"service_request_id", "service_notice", "account_id"}
    found = caller.one(told["service_request_id"])
    assert (found["description"], found["lat"], found["long"]) == ("Яма.", 53.2, 50.1)
    assert found["media_url"] == "https://sandbox.invalid/1.jpg"
    assert box.open311.reports[told["service_request_id"]].contacts == person
    assert caller.ids() == [told["service_request_id"]]


def test_places_come_in_three_forms(near: Caller) -> None:
    bare = {"service_code": "001"}
    for name, shown in (("address_string", "address"), ("address_id", "address_id")):
        number = near.created({**bare, name: "Здесь"})["service_request_id"]
        assert near.one(number)[shown] == "Здесь"
        assert near.one(number)["lat"] is None


def test_questions_are_answered(caller: Caller, box: Sandbox) -> None:
    answers = {
        "attribute[kind]": "street",
        "attribute[signs][]": ["open", "wire"],
        "attribute[lamps]": "2.5",
        "attribute[since]": "2026-11-01T10:00:00.5+04:00",
        "attribute[more]": "Темно",
        "attribute[pole]": "17",
        "attribute[external_id]": "a-1",
    }
    number = caller.created(LAMP, **answers)["service_request_id"]
    kept = box.open311.reports[number].attributes
    assert kept["signs"] == ["open", "wire"]
    assert {name.removeprefix("attribute[")[:-1] for name in answers if "[]" not in name} < set(
        kept
    )


WRONG: list[tuple[str, dict[str, object]]] = [
    ("service_code", {"service_code": ""}),
    ("location", {"lat": "", "long": ""}),
    ("location", {"address_string": "Здесь"}),
    ("belong together", {"lat": ""}),
    ("lat must", {"lat": "91"}),
    ("lat must", {"lat": "nan"}),
    ("long must", {"long": "1e2"}),
    ("description may", {"description": "x" * 4001}),
    ("HTML", {"description": "<b>Яма</b>"}),
    ("media_url", {"media_url": "x.jpg"}),
    ("media_url may come once", {"media_url": ["https://a.invalid/1", "https://a.invalid/2"]}),
    ("descripton is not expected", {"descripton": "x"}),
    ("attribute[kind] was not", {"attribute[kind]": ""}),
    ("attribute[kind] must", {"attribute[kind]": "moon"}),
    ("attribute[kind] must", {"attribute[kind][]": ["yard"], "attribute[kind]": ""}),
    ("attribute[signs] must", {"attribute[signs]": "open"}),
    ("attribute[signs] must", {"attribute[signs][]": ["open", "x"]}),
    ("attribute[lamps] must", {"attribute[lamps]": "two"}),
    ("attribute[since] must", {"attribute[since]": "2026-11-01T10:00:00"}),
    ("attribute[since] must", {"attribute[since]": "2026-13-01T10:00:00Z"}),
    ("attribute[pole] must", {"attribute[pole][]": ["1"]}),
    ("attribute[hint] is not expected", {"attribute[hint]": "x"}),
    ("attribute[x] is not expected", {"attribute[x]": "x"}),
]


@pytest.mark.parametrize(("words", "changes"), WRONG)
def test_what_is_wrong_is_told_in_a_list(
    near: Caller, box: Sandbox, words: str, changes: dict[str, object]
) -> None:
    found = refusals(near.create(LAMP, **changes), 400)
    assert [one for one in found if words in one], found
    assert box.open311.reports == {}


def test_all_faults_are_told_at_once(near: Caller) -> None:
    said = near.create(LAMP, lat="", description="<p>", **{"attribute[kind]": "x"})
    assert len(refusals(said, 400)) == 3
    assert refusals(near.create(service_code="999"), 404)


@pytest.mark.parametrize("key", ["", "other"])
def test_posts_need_the_key(caller: Caller, key: str) -> None:
    assert refusals(caller.create(api_key=key), 403)
    assert refusals(caller.update("x", api_key=key), 403)
    form = {**NEW, "jurisdiction_id": caller.site.jurisdiction}
    url = f"{caller.site.url}/requests.json"
    said = caller.ask("POST", url, form=form, params={"api_key": caller.site.key})
    assert said.status == 200


def test_only_one_jurisdiction_is_known(near: Caller, box: Sandbox) -> None:
    assert near.read("services", jurisdiction_id=box.open311.jurisdiction)
    assert refusals(near.get("services", jurisdiction_id="other"), 404)
    assert refusals(near.create(jurisdiction_id="other"), 404)
    box.open311.quirks.needs_jurisdiction = True
    assert refusals(near.get("services"), 400)


def test_a_batch_service_gives_a_token_that_becomes_an_id(caller: Caller, box: Sandbox) -> None:
    told = caller.created(service_code="003")
    assert set(told) == {"token", "service_notice", "account_id"}
    (early,) = caller.read(f"tokens/{told['token']}")
    assert early == {"service_request_id": None, "token": told["token"]}
    assert caller.ids() == []
    box.clock.advance(60)
    (late,) = caller.read(f"tokens/{told['token']}")
    assert caller.ids() == [late["service_request_id"]]
    assert refusals(caller.get("tokens/x"), 404)


def test_a_token_may_never_become_an_id(near: Caller, box: Sandbox) -> None:
    box.open311.quirks.tokens_never_resolve = True
    token = near.created(service_code="003")["token"]
    box.clock.advance(10_000)
    assert near.read(f"tokens/{token}")[0]["service_request_id"] is None
    assert near.ids() == []


def test_a_blackbox_service_never_gives_an_id(near: Caller, box: Sandbox) -> None:
    assert set(near.created(service_code="004")) == {"service_notice", "account_id"}
    (number,) = box.open311.reports
    assert near.ids() == []
    assert refusals(near.get(f"requests/{number}"), 404)


# Listing


def test_requests_are_listed_newest_first(near: Caller, box: Sandbox) -> None:
    numbers = box.open311.make(3)
    assert near.ids() == numbers[::-1]
    box.open311.quirks.oldest_first = True
    assert near.ids() == numbers


def test_lists_are_filtered(near: Caller, box: Sandbox) -> None:
    hole, lamp, other = (box.open311.report("x", service=code) for code in ("001", "002", "005"))
    box.open311.update(lamp, "fixed")
    assert near.ids(service_code="001,005") == [hole, other]
    assert near.ids(status="closed") == [lamp]
    assert near.ids(status="fixed") == [lamp]
    assert near.ids(status="open,closed") == [hole, lamp, other]
    assert refusals(near.get("requests", status="forgotten"), 400)
    assert refusals(near.get("requests", service_code="999"), 404)


def test_ids_override_all_other_filters(near: Caller, box: Sandbox) -> None:
    old = box.open311.report("x", ago=200 * 86_400)
    new = box.open311.report("x")
    assert near.ids() == [new]
    assert near.ids(service_request_id=f"{old},{new},x", status="closed") == [new, old]
    assert near.ids(service_request_id="x") == []


def test_a_span_has_both_its_ends_and_at_most_90_days(caller: Caller, box: Sandbox) -> None:
    numbers = [box.open311.report("x", ago=day * 86_400) for day in (100, 95, 5, 0)]
    ends = {"start_date": date(box, days=-95), "end_date": date(box, days=-5)}
    assert caller.ids(**ends) == [numbers[2], numbers[1]]
    assert caller.ids(start_date=ends["start_date"]) == [numbers[2], numbers[1]]
    assert caller.ids(end_date=ends["end_date"]) == [numbers[2], numbers[1]]
    assert caller.ids() == [numbers[3], numbers[2]]
    longer = {**ends, "start_date": date(box, days=-95, seconds=-1)}
    assert refusals(caller.get("requests", **longer), 400)
    backwards = {"start_date": date(box), "end_date": date(box, days=-1)}
    assert refusals(caller.get("requests", **backwards), 400)


@pytest.mark.parametrize("text", ["yesterday", "2026-11-02", "2026-11-02T10:00:00", "0001-01-32"])
def test_dates_need_an_offset(near: Caller, text: str) -> None:
    both = refusals(near.get("requests", start_date=text, end_date=text), 400)
    assert [one.split()[0] for one in both] == ["start_date", "end_date"]
    assert refusals(near.get("servicerequestupdates", start_date=text), 400)


def test_long_lists_come_in_pages(caller: Caller, box: Sandbox) -> None:
    numbers = box.open311.make(5)[::-1]
    pages = [caller.ids(page=number, page_size=2) for number in range(1, 5)]
    assert pages == [numbers[:2], numbers[2:4], numbers[4:], []]
    box.open311.quirks.endless = True
    assert caller.ids(page=9, page_size=2) == numbers[4:]
    assert refusals(caller.get("requests", page=0), 400)
    assert refusals(caller.get("requests", page_size="x"), 400)


def test_lists_may_be_cut_without_pages(near: Caller, box: Sandbox) -> None:
    numbers = box.open311.make(5)[::-1]
    box.open311.quirks = Open311Quirks(paging=False, most=2)
    assert near.ids(page=2, page_size=5) == numbers[:2]
    assert near.site.settings()["paging"] is None
    assert near.site.settings()["most"] == 2


# Updates


def test_an_update_is_taken_once(caller: Caller, box: Sandbox) -> None:
    number = box.open311.report("Яма.")
    first, again = (caller.update(number, "a") for _ in range(2))
    assert (first.status, first.json) == (200, again.json)
    assert len(box.open311.reports[number].updates) == 1
    assert caller.update(number, "b", status="FIXED").json != first.json
    shown = caller.read("servicerequestupdates")
    assert [one["update_id"] for one in shown] == [
        said["update_id"] for said in (first.json[0], caller.update(number, "b").json[0])
    ]
    assert shown[0]["description"] == "Сделано."
    assert (caller.one(number)["status"], shown[1]["status"]) == ("closed", "fixed")


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        *((f"{one} was not", {one: None}) for one in ("update_id", "status", "description")),
        ("service_request_id was not", {"service_request_id": ""}),
        ("updated_datetime was not", {"updated_datetime": None}),
        ("updated_datetime must", {"updated_datetime": "2026-11-02T10:00:00"}),
        ("status must be one of", {"status": "FORGOTTEN"}),
        ("status must be one of", {"status": "fixed"}),
        ("status must be one of", {"status": "in_progress"}),
        ("HTML", {"description": "<b>x</b>"}),
        ("is not expected", {"colour": "red"}),
        ("kind", {"attribute[kind]": "x"}),
    ],
)
def test_what_is_no_update_is_refused(
    near: Caller, box: Sandbox, words: str, changes: dict[str, object]
) -> None:
    number = box.open311.report("Яма.")
    assert [one for one in refusals(near.update(number, **changes), 400) if words in one]
    assert box.open311.reports[number].updates == []


def test_updates_come_in_windows(near: Caller, box: Sandbox) -> None:
    number = box.open311.report("Яма.")
    for word in ("in_progress", "planned", "fixed"):
        box.open311.update(number, word)
        box.clock.advance(3600)
    params = {"start_date": date(box, hours=-2), "end_date": date(box, hours=-1)}
    found = near.read("servicerequestupdates", **params)
    assert [one["status"] for one in found] == ["planned", "fixed"]
    assert near.read("servicerequestupdates", page=2, page_size=2)[0]["status"] == "fixed"


def test_nobody_updates_what_does_not_exist(near: Caller, box: Sandbox) -> None:
    assert refusals(near.update("x"), 404)
    box.open311.quirks.unknown_id = 500
    assert near.update("x").status == 500


# Oddities


def test_ids_may_be_numbers_from_0_on(near: Caller, box: Sandbox) -> None:
    text = box.open311.report("x")
    box.open311.quirks.numeric_ids = True
    first = near.created()["service_request_id"]
    assert (first, near.created()["service_request_id"]) == (0, 1)
    assert near.one("0")["service_request_id"] == 0
    assert near.ids() == [text, 0, 1]
    assert near.update("0").json == [{"update_id": 1}]


def test_what_was_created_may_be_told_in_other_forms(caller: Caller, box: Sandbox) -> None:
    box.open311.quirks = Open311Quirks(created_status=201, created="whole", drops_address=True)
    said = caller.create({"service_code": "001", "address_string": "Здесь"})
    assert (said.status, said.json["address"], said.json["status"]) == (201, None, "open")
    assert set(caller.create(service_code="003").json) == {"token", "service_notice", "account_id"}
    box.open311.quirks.created = "object"
    assert "description" not in caller.create().json
    assert caller.update(said.json["service_request_id"]).status == 201


def test_lists_may_be_wrapped(near: Caller, box: Sandbox) -> None:
    number = box.open311.report("Яма.")
    box.open311.update(number, "fixed")
    box.open311.quirks.wrapped = True
    names = {
        "services": "services",
        "services/002": "service_definition",
        "requests": "service_requests",
        f"requests/{number}": "service_requests",
        "servicerequestupdates": "service_request_updates",
    }
    assert {path: list(near.read(path)) for path in names} == {
        path: [name] for path, name in names.items()
    }
    assert near.get("requests/x").json["errors"][0]["code"] == 404
    assert list(near.create().json) == ["service_requests"]


def test_values_may_be_odd(near: Caller, box: Sandbox) -> None:
    number = box.open311.report("Яма.", service="005")
    box.open311.update(number, "fixed", "Сделано.")
    box.open311.quirks = Open311Quirks(
        text_booleans=True,
        listed_scalars=True,
        naive_dates=True,
        expected_now=True,
        extended_statuses=True,
        agency_object=True,
        extra_fields=True,
        notes=True,
    )
    found = near.one(number)
    assert (found["status"], found["media_url"]) == (["fixed"], [None])
    assert found["requested_datetime"] == found["expected_datetime"] == ["2026-11-02T10:00:00"]
    assert found["agency_responsible"] == {"recipient": ["Вымышленная городская служба"]}
    assert (found["detail"], found["comment_count"]) == (["Яма."], [1])
    assert found["notes"][0]["description"] == ["Сделано."]
    assert near.read("services")[0]["metadata"] == ["true"]
    assert near.site.settings()["has_notes"] is True


@pytest.mark.parametrize(("kind", "value"), [("null", None), ("text", ""), ("object", {})])
def test_what_is_empty_may_look_otherwise(
    near: Caller, box: Sandbox, kind: Any, value: object
) -> None:
    number = box.open311.report("Яма.")
    box.open311.quirks.empty = kind
    assert near.one(number)["zipcode"] == value
    box.open311.quirks.empty = "absent"
    assert "zipcode" not in near.one(number)


def test_refusals_may_be_objects_or_pages(caller: Caller, box: Sandbox) -> None:
    box.open311.quirks.errors = "object"
    said = caller.create(lat="")
    assert (said.status, said.json["code"]) == (400, 400)
    assert said.json["detail"]["non_field_errors"]
    box.open311.quirks.errors = "page"
    said = caller.get("requests/x")
    assert (said.status, said.body[:6]) == (404, b"<html>")


def test_pages_of_refusals_escape_what_they_repeat(caller: Caller, box: Sandbox) -> None:
    box.open311.quirks.errors = "page"

    said = caller.create(**{"<script>alert(1)</script>": "x"})

    assert said.status == 400
    assert b"<script" not in said.body
    assert b"<p>&lt;script&gt;alert(1)&lt;/script&gt; is not expected</p>" in said.body


def test_a_server_may_fail_over_small_things(caller: Caller, box: Sandbox) -> None:
    box.open311.quirks = Open311Quirks(unknown_id=500, no_fractions=True, no_discovery=True)
    said = caller.get("requests/x")
    assert (said.status, said.headers["content-type"][:10]) == (500, "text/plain")
    assert caller.get("requests", start_date="2026-11-01T00:00:00.5Z").status == 500
    assert caller.get("requests", start_date="2026-11-01T00:00:00Z").status == 200
    assert refusals(caller.get("discovery"), 404)


def test_files_are_taken_where_that_is_switched_on(caller: Caller, box: Sandbox) -> None:
    files = {"media": ("1.jpg", b"jpg")}
    assert refusals(caller.post("requests", NEW, files=files), 400)
    assert caller.site.settings()["media_field"] is None
    box.open311.quirks.media_uploads = True
    assert caller.site.settings()["media_field"] == "media"
    assert refusals(caller.post("requests", NEW, files={"x": ("1.jpg", b"jpg")}), 400)
    (told,) = caller.post("requests", NEW, files=files).json
    address = caller.one(told["service_request_id"])["media_url"]
    assert urlsplit(address).netloc == urlsplit(caller.site.url).netloc
    said = caller.ask("GET", address)
    assert (said.status, said.body, said.headers["content-type"]) == (200, b"jpg", "image/jpeg")
    assert caller.ask("GET", address[:-3] + "000").status == 404


def test_other_addresses_do_not_exist(caller: Caller) -> None:
    assert caller.ask("GET", f"{caller.site.url}/requests.xml").status == 404
    assert caller.ask("DELETE", f"{caller.site.url}/requests.json").status == 404


# Trouble on the way


@pytest.mark.parametrize("kind", ["cut", "reset"])
def test_an_answer_may_arrive_and_nobody_hears_of_it(
    caller: Caller, box: Sandbox, kind: str
) -> None:
    getattr(box.faults, kind)(method="open311.create")
    with pytest.raises((errors.NetworkError, httpx.TransportError)):
        caller.create()
    assert len(box.open311.reports) == 1


def test_faults_name_requests(near: Caller, box: Sandbox) -> None:
    number = box.open311.report("Яма.")
    box.faults.status(500, method="open311.requests")
    assert (near.get("requests").status, near.get("requests").status) == (500, 200)
    for path in ("discovery", "services", "services/001", f"requests/{number}", "tokens/x"):
        near.get(path)
    near.get("servicerequestupdates")
    near.get("other")
    near.create()
    near.update(number)
    names = {
        *("discovery", "services", "service_definition", "requests", "request", "token"),
        *("updates", "create", "create_update", "other"),
    }
    assert {f"open311.{name}" for name in names} == set(box.gateway.requests)


def test_addresses_follow_the_server(box: Sandbox) -> None:
    assert box.gateway.sites == []
    before = box.open311.url
    with box.serve() as url:
        assert box.open311.settings()["url"] == url.removesuffix("/method/") + "/open311/v2"
    assert box.open311.url == before == "http://127.0.0.1/open311/v2"
    assert box.open311 is box.open311


def test_the_sdk_takes_the_settings(box: Sandbox) -> None:
    server = pytest.importorskip("govpublic_sdk.open311.server")
    assert server.Server(**box.open311.settings()).url == box.open311.url


# Nothing is lost, nothing is doubled


class City(RuleBasedStateMachine):
    """Persons report, officers act and senders repeat themselves; pollers miss nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.box = Sandbox(publics=1)
        self.caller = Caller(self.box.open311, self.stack.enter_context(asker(self.box, WAYS[0])))
        self.sent: dict[tuple[str, str], str] = {}
        self.acts = 0

    def teardown(self) -> None:
        self.stack.close()

    @initialize(some=st.integers(1, 4))
    def begin(self, some: int) -> None:
        self.box.open311.make(some)

    @rule()
    def report(self) -> None:
        assert self.caller.created()["service_request_id"] in self.box.open311.reports

    @rule()
    def report_and_lose_the_answer(self) -> None:
        before = len(self.box.open311.reports)
        self.box.faults.cut(method="open311.create")
        with pytest.raises(errors.NetworkError):
            self.caller.create()
        assert len(self.box.open311.reports) == before + 1

    @rule(data=st.data(), status=st.sampled_from(["open", "in_progress", "fixed", "unchanged"]))
    def act(self, data: st.DataObject, status: str) -> None:
        number = data.draw(st.sampled_from(sorted(self.box.open311.reports)))
        self.box.open311.update(number, status)
        self.acts += 1

    @rule(data=st.data(), key=st.sampled_from("abc"), times=st.integers(1, 3))
    def send(self, data: st.DataObject, key: str, times: int) -> None:
        number = data.draw(st.sampled_from(sorted(self.box.open311.reports)))
        told = {self.caller.update(number, key).json[0]["update_id"] for _ in range(times)}
        assert told == {self.sent.setdefault((number, key), *told)}

    @precondition(lambda self: self.box.clock.now() - self.box.clock.start < 80 * 86_400)
    @rule(seconds=st.integers(0, 5 * 86_400))
    def wait(self, seconds: int) -> None:
        self.box.clock.advance(seconds)

    @invariant()
    def all_requests_are_listed_once(self) -> None:
        pages = (self.caller.ids(page=number, page_size=3) for number in count(1))
        found = [one for page in takewhile(bool, pages) for one in page]
        assert sorted(found) == sorted(self.box.open311.reports)

    @invariant()
    def all_updates_are_listed_once(self) -> None:
        found = [one["update_id"] for one in self.caller.read("servicerequestupdates")]
        assert len(found) == len(set(found)) == self.acts + len(self.sent)
        assert set(self.sent.values()) <= set(found)

    @invariant()
    def halves_of_a_window_have_all_that_it_has(self) -> None:
        now = self.box.clock.now()
        moments = [datetime.fromtimestamp(now - 86_400 * day, UTC) for day in (80, 40, 0)]
        first, middle, last = (one.isoformat() for one in moments)
        whole = self.caller.ids(start_date=first, end_date=last)
        earlier = self.caller.ids(start_date=first, end_date=middle)
        later = self.caller.ids(start_date=middle, end_date=last)
        assert set(earlier) | set(later) == set(whole)


def test_nothing_is_lost_and_nothing_is_doubled() -> None:
    run_state_machine_as_test(
        City, settings=hypothesis_settings(max_examples=40, stateful_step_count=20, deadline=None)
    )
