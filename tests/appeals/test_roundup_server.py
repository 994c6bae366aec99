"""What a real Roundup server answers; a channel for it stands on these facts."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import httpx
import pytest

from roundup_persons import PICTURE, Person, origin
from roundup_server import PEOPLE, Tracker, serving


def refused(answer: httpx.Response) -> str:
    """The text of a refusal, which says the status a second time."""
    error = answer.json()["error"]
    assert error["status"] == answer.status_code
    return error["msg"]


@pytest.fixture(scope="module")
def tracker() -> Iterator[Tracker]:
    with serving() as made:
        yield made


@pytest.fixture(scope="module")
def people(tracker: Tracker) -> Iterator[dict[str, Person]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(Person(tracker, name)) for name in (*PEOPLE, "admin")}


@pytest.fixture
def officer(people: dict[str, Person]) -> Person:
    return people["officer"]


@pytest.fixture
def colleague(people: dict[str, Person]) -> Person:
    return people["colleague"]


@pytest.fixture
def citizen(people: dict[str, Person]) -> Person:
    return people["citizen"]


# The server itself


def test_a_server_that_is_left_leaves_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings(action="error"), serving() as made:
        home, process, url = made.home, made.process, made.url
        assert httpx.get(f"{url}rest/data/status", auth=made.auth()).status_code == 200
        assert made.password not in repr(made)
    assert not home.parent.exists()
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)
    if sys.platform != "win32":
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)
    assert capfd.readouterr() == ("", "")


def test_a_server_that_does_not_start_says_why(tmp_path: Path) -> None:
    with (
        pytest.raises(AssertionError, match="nonsense"),
        serving(web_api_calls_per_interval="nonsense"),
    ):
        pass


def test_what_would_be_mailed_stays_in_the_tracker(tracker: Tracker, people: Any) -> None:
    issue = people["citizen"].asks("Где урна?")
    people["officer"].adds(issue, people["officer"].says("x"), people["officer"].tag(issue))
    assert "TO: citizen@example.invalid" in Path(tracker.home, "mails.txt").read_text("utf-8")


# Who may come in


def test_no_account_and_a_wrong_password_are_two_things(tracker: Tracker) -> None:
    issues = f"{tracker.url}rest/data/issue"
    assert refused(httpx.get(issues)) == "Forbidden."
    wrong = httpx.get(issues, auth=("admin", "wrong"))
    assert (wrong.status_code, wrong.headers["Content-Type"]) == (401, "text/plain")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"Origin": None}, "Required Header Missing"),
        ({"X-Requested-With": None}, "Required Header Missing"),
        ({"Origin": "http://elsewhere.invalid"}, "Client is not allowed to use Rest Interface."),
        ({"Referer": "http://elsewhere.invalid/"}, "Invalid Referer: http://elsewhere.invalid/"),
        ({"Host": "elsewhere.invalid"}, "Invalid HOST elsewhere.invalid"),
    ],
)
def test_a_change_must_say_where_it_comes_from(
    tracker: Tracker, change: dict[str, str | None], words: str
) -> None:
    ours = {"Origin": origin(tracker), "X-Requested-With": "rest"}
    headers = {name: value for name, value in (ours | change).items() if value}
    keywords = f"{tracker.url}rest/data/keyword"
    answer = httpx.post(keywords, json={"name": "x"}, auth=tracker.auth(), headers=headers)
    assert (answer.status_code, refused(answer)) == (400, words)


def test_reading_needs_no_such_header(tracker: Tracker) -> None:
    assert httpx.get(f"{tracker.url}rest/data/issue", auth=tracker.auth()).status_code == 200


def test_too_many_calls_are_told_when_to_come_back() -> None:
    limits = {"web_api_calls_per_interval": 1, "web_api_interval_in_sec": 60}
    with serving(**limits) as made, Person(made, "officer") as officer:
        first, second = officer.get("status"), officer.get("status")
    assert (first.status_code, first.headers["X-RateLimit-Remaining"]) == (200, "0")
    assert second.status_code == 429
    assert 0 < int(second.headers["Retry-After"]) <= 60
    assert "exceeded" in refused(second)


# What is there


def test_statuses_are_words_in_an_order(officer: Person) -> None:
    statuses = officer.reads("status", _fields="name,order", _sort="order")["collection"]
    names = [one["name"] for one in statuses]
    assert (names[0], names[2], names[-1]) == ("unread", "chatting", "resolved")
    assert [one["order"] for one in statuses] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_an_issue_with_a_message_and_a_file(officer: Person, citizen: Person) -> None:
    officer.made("keyword", name="ямы")
    form = {"name": "../../яма.png", "type": "image/png"}
    made = citizen.post("file", data=form, files={"content": ("x", PICTURE, "image/png")})
    file = made.json()["data"]["id"]
    issue = citizen.asks("Яма «у дома» 🙂", files=[file], keyword=["ямы"])
    seen = citizen.sees(issue, _verbose=2, _protected="true")
    (message,) = seen["messages"]
    assert seen["title"] == "Яма «у дома» 🙂"
    assert seen["creator"]["username"] == "citizen"
    assert seen["status"]["name"] == "unread"
    assert [one["name"] for one in seen["keyword"]] == ["ямы"]
    assert [one["name"] for one in seen["files"]] == ["../../яма.png"]
    assert [one["username"] for one in seen["nosy"]] == ["citizen"]
    assert seen["assignedto"] is None
    assert citizen.reads(f"msg/{message['id']}/content")["data"] == "Яма «у дома» 🙂"
    content = citizen.get(
        f"file/{file}/binary_content", headers={"Accept": "application/octet-stream"}
    )
    assert content.content == PICTURE


def test_many_messages_are_read_at_once(officer: Person, citizen: Person) -> None:
    said = [citizen.says("раз"), officer.says("два"), officer.says("три")]
    fields = "content,author.username,creation"
    wanted = [said[0], said[2]]
    found = officer.reads("msg", id=wanted, _fields=fields, _verbose=3, _sort="id")["collection"]
    assert [one["id"] for one in found] == wanted
    assert [one["content"] for one in found] == ["раз", "три"]
    assert [one["author.username"] for one in found] == ["citizen", "officer"]


def test_dates_are_in_utc_and_have_no_zone(officer: Person, citizen: Person) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    seen = officer.sees(citizen.asks("Который час?"), _fields="creation,activity")
    created = datetime.strptime(f"{seen['creation']}+0000", "%Y-%m-%d.%H:%M:%S%z")
    assert before <= created <= datetime.now(UTC)
    assert seen["creation"] <= seen["activity"]


def test_a_message_has_no_author_and_no_date_unless_told(citizen: Person) -> None:
    anonymous = citizen.made("msg", content="Кто это?")
    seen = citizen.reads(f"msg/{anonymous}", _protected="true")["attributes"]
    assert (seen["author"], seen["date"]) == (None, None)
    answer = citizen.post("issue", json={"title": "Кто это?", "messages": [anonymous]})
    assert answer.status_code == 409
    assert "nosy" in refused(answer)


# Lists


def test_lists_come_in_pages_until_no_next_one(officer: Person, citizen: Person) -> None:
    officer.made("keyword", name="страницы")
    made = [citizen.asks(f"Страница {n}", keyword=["страницы"]) for n in range(5)]
    pages = [
        officer.reads("issue", keyword="страницы", _page_size=2, _page_index=n, _sort="id")
        for n in (1, 2, 3)
    ]
    assert [one["id"] for page in pages for one in page["collection"]] == made
    assert ["next" in page["@links"] for page in pages] == [True, True, False]
    assert [page["@total_size"] for page in pages] == [5, 5, 5]


def test_a_page_beyond_the_last_is_empty_and_its_total_is_wrong(citizen: Person) -> None:
    citizen.asks("Одна")
    page = citizen.reads("issue", _page_size=100, _page_index=9)
    assert (page["collection"], page["@total_size"]) == ([], 800)


def test_what_changed_since_is_asked_with_the_last_activity(
    officer: Person, citizen: Person
) -> None:
    issue = citizen.asks("Новое")
    since = officer.sees(issue, _fields="activity")["activity"]
    found = officer.reads("issue", activity=f"from {since}", _sort="activity,id")["collection"]
    assert issue in [one["id"] for one in found]
    assert officer.reads("issue", activity="from 2100-01-01")["collection"] == []


@pytest.mark.parametrize("since", ["2100-01-01T00:00:00Z;", "nonsense", "2100-01-01.00:00:00"])
def test_a_filter_that_is_no_range_of_dates_is_no_filter(citizen: Person, since: str) -> None:
    citizen.asks("Всё")
    total = citizen.reads("issue")["@total_size"]
    assert citizen.reads("issue", activity=since)["@total_size"] == total


def test_a_date_that_is_written_is_read_in_the_zone_of_the_account(
    colleague: Person, citizen: Person
) -> None:
    user = colleague.reads("user/colleague")
    change = {"timezone": "3", "@etag": user["@etag"]}
    assert colleague.put(f"user/{user['id']}", json=change).status_code == 200
    message = colleague.says("Полдень", date="2026-03-01.12:00:00")
    assert citizen.reads(f"msg/{message}")["attributes"]["date"] == "2026-03-01.09:00:00"


# Answers


def test_an_answer_moves_the_status_and_the_tag(officer: Person, citizen: Person) -> None:
    issue = citizen.asks("Когда?")
    tag = officer.tag(issue)
    answer = officer.adds(issue, message := officer.says("Завтра"), tag)
    assert answer.status_code == 200
    assert answer.json()["data"]["attribute"]["messages"][1:] == [message]
    seen = officer.sees(issue, _fields="status", _verbose=2)
    assert seen["status"]["name"] == "chatting"
    assert officer.tag(issue) != tag


def test_a_message_and_a_status_go_together(officer: Person, citizen: Person) -> None:
    issue = citizen.asks("Уберите")
    change = {"messages": f"+{officer.says('Убрано')}", "status": "resolved"}
    headers = {"If-Match": officer.tag(issue)}
    assert officer.put(f"issue/{issue}", json=change, headers=headers).status_code == 200
    seen = officer.sees(issue, _fields="status,messages", _verbose=2)
    assert (seen["status"]["name"], len(seen["messages"])) == ("resolved", 2)


def test_a_new_message_opens_what_was_resolved(officer: Person, citizen: Person) -> None:
    issue = citizen.asks("Не убрано")
    change = {"status": "resolved", "@etag": officer.tag(issue)}
    assert officer.put(f"issue/{issue}", json=change).status_code == 200
    citizen.adds(issue, citizen.says("Всё лежит"), citizen.tag(issue))
    assert officer.sees(issue, _fields="status", _verbose=2)["status"]["name"] == "chatting"


@pytest.mark.parametrize("tag", [None, '"0"', "*"])
def test_a_change_without_the_tag_is_refused(
    officer: Person, citizen: Person, tag: str | None
) -> None:
    issue = citizen.asks("Как?")
    answer = officer.adds(issue, officer.says("Так"), tag)
    assert answer.status_code == 412
    assert refused(answer).startswith("If-Match is missing or does not match.")
    assert len(officer.sees(issue)["messages"]) == 1


def test_the_second_of_two_answers_is_refused(
    officer: Person, colleague: Person, citizen: Person
) -> None:
    issue = citizen.asks("Кто ответит?")
    first, second = officer.tag(issue), colleague.tag(issue)
    assert officer.adds(issue, officer.says("Я"), first).status_code == 200
    assert colleague.adds(issue, colleague.says("Нет, я"), second).status_code == 412


def test_two_answers_at_the_same_moment_may_both_pass_and_neither_is_lost(
    officer: Person, colleague: Person, citizen: Person
) -> None:
    issue, together, taken = citizen.asks("Оба?"), Barrier(2), list[int]()
    tag = officer.tag(issue)

    def answer(person: Person) -> None:
        message = person.says("Я")
        together.wait(10)
        taken.append(person.adds(issue, message, tag).status_code)

    threads = [Thread(target=answer, args=(person,)) for person in (officer, colleague)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 200 in taken
    assert set(taken) <= {200, 412}
    assert len(officer.sees(issue)["messages"]) == 1 + taken.count(200)


def test_the_tag_of_a_packed_answer_has_a_suffix_that_does_not_count(
    officer: Person, citizen: Person
) -> None:
    issue = citizen.asks("Какой номер?")
    answer = officer.get(f"issue/{issue}", headers={"Accept-Encoding": "gzip"})
    tag, packed = answer.json()["data"]["@etag"], answer.headers["ETag"]
    assert packed == f'{tag[:-1]}-gzip"'
    assert officer.adds(issue, officer.says("Любой"), packed).status_code == 200


def test_a_message_is_found_again_by_the_key_it_was_given(officer: Person) -> None:
    message = officer.says("Ответ", messageid="<answer-1@example.invalid>")
    officer.says("Другой", messageid="<answer-11@example.invalid>")
    found = officer.reads("msg", **{"messageid:": "<answer-1@example.invalid>"})
    assert [one["id"] for one in found["collection"]] == [message]


def test_a_message_is_made_once_with_an_address_for_one_use(officer: Person) -> None:
    address = officer.post("msg/@poe").json()["data"]["link"]
    body = {"content": "Один раз", "author": "officer"}
    first, second = officer.post(address, json=body), officer.post(address, json=body)
    assert first.status_code == 201
    assert (second.status_code, "not valid" in refused(second)) == (400, True)


# Refusals


@pytest.mark.parametrize(
    ("path", "body", "status", "words"),
    [
        ("issue", {}, 400, "No properties found."),
        ("issue", {"nothing": 1}, 400, "Property nothing not found in class issue"),
        ("issue", {"title": "x", "messages": ["9999"]}, 409, "no such msg 9999"),
        ("issue", {"status": "new"}, 400, "property status: 'new' is not a status."),
        ("msg", {"content": ""}, 409, "object of type 'NoneType' has no len()"),
        ("nothing", {"title": "x"}, 404, "Class nothing not found"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(
    citizen: Person, path: str, body: dict[str, object], status: int, words: str
) -> None:
    answer = citizen.post(path, json=body)
    assert (answer.status_code, refused(answer)) == (status, words)


def test_what_does_not_exist(citizen: Person) -> None:
    answer = citizen.get("issue/9999")
    assert (answer.status_code, refused(answer)) == (404, "no such issue 9999")


def test_a_body_that_is_no_object_is_answered_with_a_page(citizen: Person) -> None:
    answer = citizen.post("issue", json=[1])
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/html")


def test_a_history_cannot_be_asked(officer: Person, citizen: Person) -> None:
    answer = officer.get(f"issue/{citizen.asks('Что было?')}/history")
    assert (answer.status_code, refused(answer)) == (400, "Invalid attribute history")
