"""The feedback platform of the sandbox: what comes in is kept, what goes out is checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import fields, replace
from typing import Any

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
from govpublic_sdk.sandbox.pos import PosQuirks, PosSite
from site_requests import WAYS, Asker, Said, asker

ANSWER = {"answer": True, "answerText": "Сделано.", "appealAnswerType": "SOLVED"}


class System:
    """A document system that asks by hand."""

    def __init__(self, site: PosSite, ask: Asker) -> None:
        self.site = site
        self.ask = ask
        self.told = site.settings()
        self.token = ""

    def url(self, path: str, number: int = 0) -> str:
        return self.told["url"] + self.told[f"{path}_path"].format(id=number)

    def sign_in(self, **changes: str) -> Said:
        told = {**self.told, **changes}
        client = httpx.BasicAuth(told["client_id"], told["client_secret"])
        header = next(client.auth_flow(httpx.Request("POST", told["url"]))).headers
        form = {"grant_type": "password", "scope": "any", **changes}
        form |= {name: told[name] for name in ("username", "password")}
        said = self.ask(
            "POST",
            self.url("token"),
            form=form,
            headers={"authorization": header["authorization"]},
        )
        if said.status == 200:
            self.token = said.json["access_token"]
        return said

    @property
    def headers(self) -> dict[str, str]:
        if not self.token:
            self.sign_in()
        return {"authorization": f"Bearer {self.token}"}

    def list(self, **params: object) -> Said:
        return self.ask("GET", self.url("list"), params=params, headers=self.headers)

    def page(self, **params: object) -> dict[str, Any]:
        said = self.list(**params)
        assert said.status == 200, said.body
        return said.json

    def only(self) -> dict[str, Any]:
        (item,) = self.page()["content"]
        return item

    def accept(self, number: int) -> int:
        return self.ask("POST", self.url("accept", number), headers=self.headers).status

    def update(self, number: int, **update: object) -> Said:
        return self.ask("POST", self.url("update", number), json=update, headers=self.headers)

    def fetch(self, address: str) -> Said:
        return self.ask("GET", address, headers=self.headers)

    def upload(self, name: str, content: bytes, part: str = "file") -> Said:
        files = {part: (name, content)}
        return self.ask("POST", self.url("upload"), files=files, headers=self.headers)


@pytest.fixture
def box() -> Sandbox:
    return Sandbox(publics=1)


@pytest.fixture(params=WAYS)
def system(request: pytest.FixtureRequest, box: Sandbox) -> Iterator[System]:
    with asker(box, request.param) as ask:
        yield System(box.pos, ask)


@pytest.fixture
def near(box: Sandbox) -> Iterator[System]:
    """Without HTTP: for what does not depend on the way."""
    with asker(box, WAYS[0]) as ask:
        yield System(box.pos, ask)


# Signing in


def test_a_token_comes_for_the_right_client_and_user(system: System) -> None:
    said = system.sign_in()
    assert said.status == 200
    assert {"access_token", "token_type", "expires_in", "scope", "jti"} <= set(said.json)
    assert (said.json["token_type"], said.json["expires_in"]) == ("bearer", 3600)
    assert system.list().status == 200


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_id": "other"}, 401, "invalid_client"),
        ({"client_secret": "other"}, 401, "invalid_client"),
        ({"username": "other"}, 401, "invalid_grant"),
        ({"password": "other"}, 401, "invalid_grant"),
        ({"grant_type": "client_credentials"}, 400, "unsupported_grant_type"),
    ],
)
def test_strangers_get_no_token(
    near: System, changes: dict[str, str], status: int, error: str
) -> None:
    said = near.sign_in(**changes)
    assert (said.status, said.json["error"]) == (status, error)
    assert near.site.tokens.valid == 0


@pytest.mark.parametrize("header", ["", "Basic", "Basic ***", "Basic /////w==", "Bearer x"])
def test_a_client_that_says_nonsense_gets_no_token(near: System, header: str) -> None:
    said = near.ask("POST", near.url("token"), form={}, headers={"authorization": header})
    assert (said.status, "www-authenticate" in said.headers) == (401, True)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer other", "Basic other"])
def test_nothing_is_told_without_a_token(near: System, header: str) -> None:
    for verb, path in (("GET", "list"), ("POST", "accept"), ("POST", "update"), ("POST", "upload")):
        said = near.ask(verb, near.url(path, 1), headers={"authorization": header})
        assert (said.status, said.json["error"]) == (401, "invalid_token")


def test_tokens_end_by_the_sandbox_s_time(system: System, box: Sandbox) -> None:
    box.pos.tokens.lifetime = 60
    assert system.sign_in().json["expires_in"] == 60
    box.clock.advance(59)
    assert system.list().status == 200
    box.clock.advance(1)
    assert system.list().status == 401
    system.sign_in()
    assert system.list().status == 200


def test_several_tokens_are_valid_until_they_are_revoked(near: System, box: Sandbox) -> None:
    tokens = [near.sign_in().json["access_token"] for _ in range(3)]
    assert len(set(tokens)) == box.pos.tokens.valid == 3
    for token in tokens:
        near.token = token
        assert near.list().status == 200
    box.pos.tokens.revoke()
    assert (near.list().status, box.pos.tokens.valid) == (401, 0)


# What comes in


def test_an_item_tells_what_a_citizen_wrote(system: System, box: Sandbox) -> None:
    number = box.pos.write("Темно.", category="Не горит фонарь", citizen=8, collective=2)
    item = system.only()
    assert (item["id"], item["description"], item["fastTrack"]) == (number, "Темно.", False)
    assert item["subjectName"] == "Дворы (песочница)"
    assert item["subsubjectName"] == "Освещение двора"
    assert item["factName"] == "Не горит фонарь"
    assert [item["subjectId"], item["subsubjectId"], item["factId"]] == [200, 210, 211]
    assert (item["applicant"]["name"], item["applicant"]["surname"]) == ("Житель", "8")
    assert [one["surname"] for one in item["coApplicants"]] == ["9", "10"]
    assert item["shared"] is True
    assert item["attachments"] == item["customFieldValues"] == []
    assert item["address"].startswith("Самарская область, ")
    assert item["locationAddress"]["oktmo"].startswith("36")
    assert item["coordinates"] == ",".join(
        item["locationAddress"][name] for name in ("geoLat", "geoLon")
    )


def test_times_are_local_and_say_that_they_are_not(near: System, box: Sandbox) -> None:
    box.pos.write("Темно.", fast_track=True)
    item = near.only()
    assert box.clock.moment().hour == 6
    assert item["createdAt"] == item["regNumberSetAt"] == "2026-11-02T10:00:00Z"
    assert item["answerAt"] == "2026-11-12T10:00:00Z"


def test_the_finer_levels_of_a_category_may_be_open(near: System, box: Sandbox) -> None:
    box.pos.write("Что-то другое.", category="Свалки", applicant=False)
    item = near.only()
    assert (item["subsubjectName"], item["factId"], item["factName"]) == ("Свалки", None, None)
    assert (item["applicant"], item["shared"]) == (None, False)
    with pytest.raises(ValueError, match="category"):
        box.pos.write("Темно.", category="Космос")


def test_the_same_seed_makes_the_same_messages() -> None:
    def told(seed: int) -> str:
        box = Sandbox(publics=1, seed=seed)
        box.pos.make(5)
        box.pos.write("Темно.", files=[("a.png", b"a")])
        with asker(box, WAYS[0]) as ask:
            system = System(box.pos, ask)
            return json.dumps([system.page(), system.told, system.token])

    assert told(1) == told(1)
    assert told(1) != told(2)


def test_made_up_messages_come_every_ten_minutes_oldest_first(near: System, box: Sandbox) -> None:
    late = box.pos.write("Сейчас.")
    early = box.pos.make(3)
    assert [one["id"] for one in near.page()["content"]] == [*early[:2], late, early[2]]
    texts = [one.text for one in box.pos.appeals.values()]
    assert len(set(texts)) == 4


def test_pages_say_where_they_are(system: System, box: Sandbox) -> None:
    box.pos.make(5)
    pages = [system.page(size=2, page=number) for number in range(4)]
    seen = [one["id"] for page in pages for one in page["content"]]
    assert seen == sorted(box.pos.appeals)
    for number, page in enumerate(pages):
        count = len(page["content"])
        assert (page["totalElements"], page["totalPages"], page["size"]) == (5, 3, 2)
        assert (page["number"], page["numberOfElements"]) == (number, count)
        assert (page["first"], page["last"]) == (number == 0, number >= 2)
        assert page["empty"] is (count == 0)
        assert page["pageable"]["offset"] == number * 2
        assert page["sort"] == page["pageable"]["sort"]


def test_an_empty_queue_is_one_empty_page(near: System) -> None:
    page = near.page()
    assert (page["first"], page["last"], page["empty"], page["totalPages"]) == (True, True, True, 0)


@pytest.mark.parametrize("query", [{"page": -1}, {"page": "x"}, {"size": 0}, {"size": 101}])
def test_a_page_that_is_none_is_refused(near: System, query: dict[str, object]) -> None:
    said = near.list(**query)
    (message,) = said.json["messages"]
    assert (said.status, message.split(":")[0]) == (400, next(iter(query)))


def test_what_was_accepted_is_not_listed_again(system: System, box: Sandbox) -> None:
    first, second = box.pos.make(2)
    assert [system.accept(first) for _ in range(2)] == [200, 200]
    assert [one["id"] for one in system.page()["content"]] == [second]
    assert (box.pos.appeals[first].state, box.pos.appeals[first].acknowledged) == ("accepted", 2)
    assert box.pos.appeals[second].state == "new"
    assert system.accept(second + 1) == 404


# Files


def test_attachments_lie_at_their_addresses(system: System, box: Sandbox) -> None:
    box.pos.write("Вот.", files=[("a b.png", b"\x89PNG"), ("яма.jpg", b"jpg"), ("../../x", b"x")])
    said = [system.fetch(address) for address in system.only()["attachments"]]
    assert [one.body for one in said] == [b"\x89PNG", b"jpg", b"x"]
    assert [one.headers["content-disposition"] for one in said] == [
        'attachment; filename="a b.png"',
        "attachment; filename*=UTF-8''%D1%8F%D0%BC%D0%B0.jpg",
        'attachment; filename="../../x"',
    ]
    assert said[0].headers["content-type"] == "image/png"
    assert said[2].headers["content-type"] == "application/octet-stream"
    address = system.only()["attachments"][0]
    assert system.ask("GET", address).status == 401
    assert system.fetch(address[:-4] + "0000").status == 404


def test_uploads_get_an_id(system: System, box: Sandbox) -> None:
    said = system.upload("ответ.pdf", b"%PDF")
    kept = box.pos.files.uploads[said.json["id"]]
    assert (said.status, kept.name, kept.content) == (200, "ответ.pdf", b"%PDF")
    assert b"PDF" not in repr(kept).encode()
    assert system.upload("a.pdf", b"a", part="other").status == 400
    box.pos.files.max_bytes = 1
    assert system.upload("a.pdf", b"ab").status == 413


# What goes out


def test_work_begins_and_ends(system: System, box: Sandbox) -> None:
    number = box.pos.write("Темно.")
    file = system.upload("a.pdf", b"a").json["id"]
    work = system.update(number, answer=False, status="В работе", statusText="Выехали")
    assert (work.status, work.json) == (200, {"id": number})
    appeal = box.pos.appeals[number]
    assert (appeal.state, appeal.answers) == ("in work", [])
    person = {"surname": "7", "name": "Житель", "patronymic": None}
    whole = {**ANSWER, "id": number, "attachmentIds": [file], "status": "Закрыто"}
    whole |= {"notifyApplicant": True, "executorInfo": person, "reassignmentInfo": {"any": 1}}
    whole |= {"outgoingNumberSetAt": "2026-11-02T10:00:00.5Z", "opaId": "1", "comment": None}
    assert system.update(number, **whole).status == 200
    assert (appeal.state, len(appeal.answers)) == ("answered", 1)
    assert "comment" not in appeal.answers[0]
    assert appeal.answers[0]["answerText"] == "Сделано."
    assert "Темно" not in repr(appeal)
    assert "Сделано" not in repr(appeal)


def test_a_promise_is_not_the_last_word(near: System, box: Sandbox) -> None:
    number = box.pos.write("Темно.")
    date = "2026-12-01T00:00:00Z"
    promise = {**ANSWER, "appealAnswerType": "POSTPONED", "postponedDate": date}
    assert near.update(number, **promise).status == 200
    assert box.pos.appeals[number].state == "postponed"
    assert near.update(number, answer=True, answerText="Сделано.").status == 200
    assert box.pos.appeals[number].state == "answered"


@pytest.mark.parametrize("status", [409, 400])
def test_a_second_answer_is_refused(system: System, box: Sandbox, status: int) -> None:
    number = box.pos.write("Темно.")
    box.pos.quirks.second_answer = status
    assert system.update(number, **ANSWER).status == 200
    again = system.update(number, **ANSWER)
    assert (again.status, len(again.json["messages"])) == (status, 1)
    assert len(box.pos.appeals[number].answers) == 1


POSTPONED = {**ANSWER, "appealAnswerType": "POSTPONED"}
NONSENSE: list[tuple[str, dict[str, object]]] = [
    ("answer", {"status": "В работе"}),
    ("answer", {"answer": "yes", "status": "В работе"}),
    ("status", {"answer": False}),
    ("status", {"answer": False, "status": "Закрыто"}),
    ("status", {"answer": False, "status": "Забыто"}),
    ("appealAnswerType", {"answer": False, "status": "В работе", "appealAnswerType": "SOLVED"}),
    ("appealAnswerType", {**ANSWER, "appealAnswerType": "FORGOTTEN"}),
    ("answerText", {"answer": True, "appealAnswerType": "SOLVED"}),
    ("answerText", {**ANSWER, "answerText": "  "}),
    ("answerText", {**ANSWER, "answerText": 5}),
    ("postponedDate", POSTPONED),
    ("postponedDate", {**POSTPONED, "postponedDate": "2026-11-02T10:00:00Z"}),
    ("postponedDate", {**POSTPONED, "postponedDate": "2026-12-02T10:00:00+04:00"}),
    ("postponedDate", {**POSTPONED, "postponedDate": "2026-02-30T10:00:00Z"}),
    ("postponedDate", {**POSTPONED, "postponedDate": 5}),
    ("postponedDate", {**ANSWER, "postponedDate": "2026-12-02T10:00:00Z"}),
    ("attachmentIds", {**ANSWER, "attachmentIds": ["unknown"]}),
    ("attachmentIds", {**ANSWER, "attachmentIds": "unknown"}),
    ("id", {**ANSWER, "id": 5}),
    ("opaId", {**ANSWER, "opaId": True}),
    ("executorInfo", {**ANSWER, "executorInfo": {"nickname": "x"}}),
    ("managerInfo", {**ANSWER, "managerInfo": "x"}),
    ("answertext", {**ANSWER, "answertext": "x"}),
]


@pytest.mark.parametrize(("about", "update"), NONSENSE)
def test_nonsense_is_refused_in_words(
    near: System, box: Sandbox, about: str, update: dict[str, object]
) -> None:
    number = box.pos.write("Темно.")
    said = near.update(number, **update)
    assert said.status == 400
    assert about in {message.split(":")[0] for message in said.json["messages"]}
    assert box.pos.appeals[number].updates == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff"])
def test_what_is_no_object_is_refused(near: System, box: Sandbox, body: bytes) -> None:
    url = near.url("update", box.pos.write("Темно."))
    said = near.ask("POST", url, json=body, headers=near.headers)
    assert (said.status, len(said.json["messages"])) == (400, 1)
    assert near.ask("POST", url, form=ANSWER, headers=near.headers).status == 400


def test_what_does_not_exist_is_not_found(system: System) -> None:
    assert system.update(1, **ANSWER).status == 404
    for path in ("/", "/v0/messages/x", "/v0/messages/1/other"):
        said = system.ask("GET", system.told["url"][: -len("/v0")] + path, headers=system.headers)
        assert said.status == 404
    assert system.ask("DELETE", system.url("list"), headers=system.headers).status == 405
    assert system.ask("PUT", system.url("upload"), headers=system.headers).status == 405


# Oddities


def test_an_item_may_lack_nearly_everything(near: System, box: Sandbox) -> None:
    box.pos.write("Темно.", category="Не горит фонарь")
    whole = near.only()
    box.pos.quirks.no_applicant = box.pos.quirks.no_text = True
    bare = near.only()
    changed = {name for name in whole if whole[name] != bare[name]}
    levels = {
        f"{one}{what}" for one in ("subject", "subsubject", "fact") for what in ("Id", "Name")
    }
    assert changed == {"applicant", "description", *levels}
    assert all(bare[name] is None for name in changed)


def test_an_item_may_be_odd(near: System, box: Sandbox) -> None:
    number = box.pos.write("Темно.", category="Свалки")
    usual = set(near.only())
    box.pos.quirks = PosQuirks(text_ids=True, extra_fields=True, status="На контроле")
    item = near.only()
    assert (item["id"], item["subjectId"], item["opaId"]) == (str(number), "300", "100001")
    assert (item["factId"], item["status"]) == (None, "На контроле")
    assert set(item) - usual == {"status", "priorityV2", "tags", "zone"}
    assert near.update(number, **ANSWER, id=str(number)).status == 200


def test_a_page_may_hold_what_is_no_object(near: System, box: Sandbox) -> None:
    box.pos.make(3)
    box.pos.quirks.not_objects = True
    first, second = (near.page(size=2, page=number) for number in range(2))
    assert first["content"][2:] == [None, "сообщение"]
    assert first["numberOfElements"] == 4
    assert len(second["content"]) == 1


def test_an_item_may_come_on_two_pages(near: System, box: Sandbox) -> None:
    numbers = box.pos.make(4)
    box.pos.quirks.doubled = True
    pages = [[one["id"] for one in near.page(size=2, page=n)["content"]] for n in range(3)]
    assert pages == [numbers[:2], numbers[1:], []]


def test_pages_may_never_end(near: System, box: Sandbox) -> None:
    box.pos.quirks.endless = True
    assert near.page()["content"] == []
    numbers = box.pos.make(3)
    pages = [near.page(size=2, page=number) for number in range(5)]
    assert [one["id"] for one in pages[4]["content"]] == numbers[2:]
    assert not any(page["last"] for page in pages)
    assert [page["number"] for page in pages] == [0, 1, 2, 3, 4]


def test_attachments_may_vanish_or_be_named_oddly(system: System, box: Sandbox) -> None:
    box.pos.write("Вот.", files=[("1.png", b"1"), ("2.png", b"2"), ("3.txt", b"3")])
    odd = {"2.*": 'attachment; filename="../яма\r\nx"', "3.txt": ""}
    box.pos.quirks = PosQuirks(gone=["1.*"], dispositions=odd)
    first, second, third = (system.fetch(one) for one in system.only()["attachments"])
    assert (first.status, second.body, third.body) == (404, b"2", b"3")
    said = second.headers["content-disposition"]
    raw = 'attachment; filename="../яма x"'
    assert said in (raw, raw.encode().decode("latin-1"))
    assert "content-disposition" not in third.headers


def test_an_attachment_may_claim_to_be_huge_and_end_early(system: System, box: Sandbox) -> None:
    box.pos.write("Вот.", files=[("film.mp4", b"small")])
    box.pos.quirks.huge = ["*.mp4"]
    (address,) = system.only()["attachments"]
    with pytest.raises((errors.NetworkError, httpx.RemoteProtocolError)):
        system.fetch(address)
    said = box.pos.files.serve(address.rpartition("/")[2], box.pos.quirks)
    assert said.headers["content-length"] == str(2 * 1024**3)
    assert system.list().status == 200


def test_an_attachment_may_lie_at_another_origin(system: System, box: Sandbox) -> None:
    box.pos.write("Вот.", files=[("1.png", b"1"), ("2.png", b"2")])
    box.pos.quirks.abroad = ["2.png"]
    home, abroad = system.only()["attachments"]
    assert home.startswith(system.told["url"])
    assert abroad.startswith(f"{box.pos.abroad}/pos/abroad/")
    assert box.pos.abroad != system.told["url"].removesuffix("/pos/v0")
    assert system.ask("GET", abroad).body == b"2"
    assert box.pos.tokens_abroad == 0
    system.fetch(abroad)
    assert box.pos.tokens_abroad == 1


# Trouble on the way


def test_faults_name_requests(near: System, box: Sandbox) -> None:
    number = box.pos.write("Темно.", files=[("1.png", b"1")])
    box.faults.status(500, method="pos.list")
    assert (near.list().status, near.list().status) == (500, 200)
    address = near.only()["attachments"][0]
    near.fetch(address)
    near.upload("1.pdf", b"1")
    near.accept(number)
    near.update(number, **ANSWER)
    near.ask("GET", near.told["url"] + "/other")
    names = {"sign_in", "list", "fetch", "upload", "accept", "update", "other"}
    assert {f"pos.{name}" for name in names} == set(box.gateway.requests)


@pytest.mark.parametrize("kind", ["cut", "reset"])
def test_an_answer_may_arrive_and_nobody_hears_of_it(
    system: System, box: Sandbox, kind: str
) -> None:
    number = box.pos.write("Темно.")
    system.sign_in()
    getattr(box.faults, kind)(method="pos.update")
    with pytest.raises((errors.NetworkError, httpx.TransportError)):
        system.update(number, **ANSWER)
    assert box.pos.appeals[number].state == "answered"
    assert system.update(number, **ANSWER).status == 409


def test_addresses_follow_the_server(box: Sandbox) -> None:
    before = box.pos.url
    with box.serve() as url:
        assert box.pos.url == url.removesuffix("/method/") + "/pos/v0"
        assert box.pos.settings()["url"] == box.pos.url
    assert box.pos.url == before == "http://127.0.0.1/pos/v0"
    assert box.gateway.sites.count(box.pos) == 1


def test_a_sandbox_stays_light_until_it_is_asked(box: Sandbox) -> None:
    assert box.gateway.sites == []
    assert box.pos is box.pos


def test_the_sdk_takes_the_settings(box: Sandbox) -> None:
    settings = pytest.importorskip("govpublic_sdk.pos.settings")
    made = settings.Settings(**box.pos.settings())
    assert {one.name for one in fields(made)} >= set(box.pos.settings())
    assert replace(made, name="other").url == box.pos.url


# Nothing is lost


class Queue(RuleBasedStateMachine):
    """Citizens write and a system takes in, in any order, with answers that get lost."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.box = Sandbox(publics=1)
        ask = self.stack.enter_context(asker(self.box, WAYS[0]))
        self.system = System(self.box.pos, ask)
        self.accepted: set[int] = set()
        self.answered: set[int] = set()
        self.stored: set[int] = set()

    def teardown(self) -> None:
        self.stack.close()

    @initialize(count=st.integers(0, 5))
    def begin(self, count: int) -> None:
        self.box.pos.make(count)

    @rule(ago=st.integers(0, 10_000))
    def write(self, ago: int) -> None:
        self.box.pos.write("Темно.", ago=ago)

    @rule(size=st.integers(1, 4), number=st.integers(0, 3), loses=st.booleans())
    def take_page(self, size: int, number: int, loses: bool) -> None:
        for item in self.system.page(size=size, page=number)["content"]:
            assert item["id"] not in self.accepted
            self.stored.add(item["id"])
            self.accept(item["id"], loses)

    def accept(self, number: int, loses: bool) -> None:
        if loses:
            self.box.faults.cut(method="pos.accept")
            with pytest.raises(errors.NetworkError):
                self.system.accept(number)
        else:
            assert self.system.accept(number) == 200
        self.accepted.add(number)

    @precondition(lambda self: self.accepted)
    @rule(data=st.data())
    def answer(self, data: st.DataObject) -> None:
        number = data.draw(st.sampled_from(sorted(self.accepted)))
        expected = 409 if number in self.answered else 200
        assert self.system.update(number, **ANSWER).status == expected
        self.answered.add(number)

    @rule(seconds=st.integers(0, 4000))
    def wait(self, seconds: int) -> None:
        self.box.clock.advance(seconds)
        if self.system.list().status == 401:
            self.system.sign_in()

    @rule()
    def revoke(self) -> None:
        self.box.pos.tokens.revoke()
        self.system.sign_in()

    @invariant()
    def every_message_waits_or_was_accepted(self) -> None:
        if not self.system.token:
            self.system.sign_in()
        waiting = [one["id"] for one in self.system.page(size=100)["content"]]
        assert len(waiting) == len(set(waiting))
        assert set(waiting) | self.accepted == set(self.box.pos.appeals)
        assert not set(waiting) & self.accepted
        assert self.accepted <= self.stored
        answers = {one.id: len(one.answers) for one in self.box.pos.appeals.values()}
        assert answers == {number: int(number in self.answered) for number in answers}


def test_nothing_is_lost_and_nothing_comes_again() -> None:
    run_state_machine_as_test(
        Queue, settings=hypothesis_settings(max_examples=40, stateful_step_count=20, deadline=None)
    )
