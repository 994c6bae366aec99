"""What an audit asks of VK, what it remembers, and when it gives up."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import BulkProcedure, Keyring, Outcome, Page, PublicRef, errors, vk
from govpublic_sdk._resources._references import public_ref
from govpublic_sdk.models import Post, Public
from govpublic_sdk.official_pages import PageFacts, PostFact, Progress, forecast
from govpublic_sdk.official_pages.cache import AuditCache, CachedAnswer
from govpublic_sdk.official_pages.collector import CircuitBreaker, Collector, Plan, failure
from govpublic_sdk.official_pages.facts import page_facts, post_facts, read_since, weekly_reach
from govpublic_sdk.sandbox import Sandbox

AT = datetime(2026, 11, 2, 6, tzinfo=UTC)


def refs(box: Sandbox, *others: int | str) -> list[PublicRef]:
    return [public_ref(one) for one in (*box.publics, *others)]


def gather(
    box: Sandbox, wanted: list[PublicRef], knowledge: AuditCache, plan: Plan | None = None
) -> Collector:
    gathering = Collector(wanted, knowledge, plan or Plan())
    with box.client() as client:
        client.run(BulkProcedure(gathering.rounds))
    return gathering


def test_everything_is_learned_in_a_few_requests() -> None:
    with Sandbox(publics=60, posts=12, limits=False) as box:
        knowledge = AuditCache()
        gathering = gather(box, refs(box, "nobody_is_called_so"), knowledge)

    assert not gathering.stopped
    assert gathering.at == box.clock.moment()
    for number in box.publics:
        facts = knowledge.facts_of(number)
        assert facts
        assert facts.id == number
        if facts.state == "open":
            assert facts.posts
            assert "posts" not in facts.unknown
            assert facts.unknown["statistics"] == "not asked"
    assert knowledge.facts_of("nobody_is_called_so") is None
    assert knowledge.asked_at("nobody_is_called_so") == gathering.at


def test_both_clients_learn_the_same() -> None:
    async def on_async(box: Sandbox, knowledge: AuditCache) -> None:
        async with box.async_client() as client:
            await client.run(
                BulkProcedure(Collector(refs(box), knowledge, Plan(statistics=True)).rounds)
            )

    with Sandbox(publics=40, posts=5) as one, Sandbox(publics=40, posts=5) as two:
        blocking, other = AuditCache(), AuditCache()
        gather(one, refs(one), blocking, Plan(statistics=True))
        asyncio.run(on_async(two, other))
        found = [(blocking.facts_of(n), other.facts_of(n)) for n in one.publics]

    for left, right in found:
        assert left
        assert right
        assert (left.name, left.menu, left.posts) == (right.name, right.menu, right.posts)


def test_statistics_are_read_where_the_token_may() -> None:
    with Sandbox(publics=3, posts=3) as box:
        knowledge = AuditCache()
        gather(box, refs(box), knowledge, Plan(statistics=True))
        found = [knowledge.facts_of(number) for number in box.publics]

    for facts in found:
        assert facts
        assert facts.reach is not None
        assert not facts.unknown


def test_runs_that_share_a_file_leave_whole_lines(tmp_path: Path) -> None:
    path = tmp_path / "cache.jsonl"
    AuditCache(path)

    def run(first: int) -> None:
        knowledge = AuditCache(path)
        for start in range(first, first + 1_000, 100):
            numbers = range(start, start + 100)
            knowledge.add(
                [
                    CachedAnswer(
                        at=AT, asked=one, page=PageFacts(id=one, asked_at=AT, name="я" * 99)
                    )
                    for one in numbers
                ]
            )

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(run, (1, 1_001, 2_001, 3_001)))

    knowledge = AuditCache(path)
    assert all(knowledge.facts_of(one) for one in range(1, 4_001))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_a_full_disk_is_told_with_the_name_of_the_file() -> None:
    with pytest.raises(OSError, match="/dev/full"):
        AuditCache(Path("/dev/full"))


def test_a_run_goes_on_where_it_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "cache.jsonl"
    with Sandbox(publics=60, posts=3) as box:
        box.faults.error(29, method="wall.get", times=None)
        first = gather(box, refs(box), AuditCache(path))
        assert isinstance(first.stopped[0], errors.QuotaExceeded)

        box.faults.clear()
        asked_again: list[Progress] = []
        knowledge = AuditCache(path)
        second = gather(box, refs(box), knowledge, Plan(progress=asked_again.append))

    assert not second.stopped
    assert {one.part for one in asked_again} == {"posts"}
    assert asked_again[-1].done == asked_again[-1].whole
    assert all(
        facts.posts
        for number in box.publics
        if (facts := knowledge.facts_of(number)) and facts.state == "open"
    )


def test_old_answers_are_asked_for_again(tmp_path: Path) -> None:
    path = tmp_path / "cache.jsonl"
    with Sandbox(publics=3, posts=3) as box:
        gather(box, refs(box), AuditCache(path))
        box.clock.advance(2 * 86_400)
        knowledge = AuditCache(path)
        second = gather(box, refs(box), knowledge)
        facts = knowledge.facts_of(box.publics[0])

    assert facts
    assert facts.asked_at == second.at
    assert knowledge.latest() == second.at


def test_a_refused_group_of_pages_is_asked_in_halves() -> None:
    with Sandbox(publics=7, posts=1) as box:
        box.faults.error(100, method="groups.getById", times=3)
        knowledge = AuditCache()
        gathering = gather(box, refs(box), knowledge, Plan(posts=False))
        known = [knowledge.facts_of(number) for number in box.publics]

    assert not gathering.stopped
    assert all(known)


def test_a_page_that_vk_refuses_is_not_known() -> None:
    with Sandbox(publics=1, posts=1) as box:
        box.faults.error(100, method="groups.getById", times=None)
        knowledge = AuditCache()
        gather(box, refs(box), knowledge)

    assert knowledge.asked_at(box.publics[0])
    assert knowledge.facts_of(box.publics[0]) is None


@pytest.mark.parametrize("code", [7, 15, 18])
def test_a_closed_wall_is_told_and_stops_nothing(code: int) -> None:
    with Sandbox(publics=30, posts=2) as box:
        box.faults.error(code, method="wall.get", times=1)
        knowledge = AuditCache()
        gathering = gather(box, refs(box), knowledge)
        found = [knowledge.facts_of(number) for number in box.publics]

    assert not gathering.stopped
    reasons = [facts.unknown.get("posts") for facts in found if facts]
    assert len([one for one in reasons if one]) == 1
    assert {one for one in reasons if one} <= {"closed", "no right"}


def test_a_dead_network_ends_the_run_and_keeps_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "cache.jsonl"
    with Sandbox(publics=3, posts=2) as box:
        gather(box, refs(box), AuditCache(path))
        before = path.read_bytes()
        box.faults.reset(times=None)
        knowledge = AuditCache(path)
        gathering = gather(box, refs(box), knowledge)

    assert gathering.stopped
    assert gathering.at == knowledge.latest()
    assert path.read_bytes() == before


def test_a_dead_network_at_the_very_start_is_an_error() -> None:
    with Sandbox(publics=3, posts=2) as box:
        box.faults.reset(times=None)
        with pytest.raises(errors.GovPublicError):
            gather(box, refs(box), AuditCache())


def test_without_a_fitting_token_walls_stay_unknown() -> None:
    with Sandbox(publics=3, posts=2) as box:
        number = box.publics[0]
        knowledge = AuditCache()
        box.faults.error(27, method="wall.get", times=None)
        gathering = gather(box, refs(box), knowledge)
        facts = knowledge.facts_of(number)

    assert isinstance(gathering.stopped[0], errors.WrongTokenKind)
    assert facts
    assert facts.unknown["posts"] in ("no right", "not asked")


# What is learned from a page


def test_what_vk_left_out_is_unknown_and_never_no() -> None:
    facts = page_facts(Public(id=1), AT)

    unknown = (facts.government_mark, facts.menu, facts.phone, facts.contacts, facts.addresses)
    assert unknown == (None,) * 5
    assert (facts.has_cover, facts.map_point, facts.city) == (None,) * 3
    assert facts.unknown == {
        "posts": "not asked",
        "statistics": "not asked",
        "menu": "no field",
        "mark": "no field",
    }


def test_what_is_empty_is_no() -> None:
    sent = {
        "id": 1,
        "phone": " ",
        "contacts": [],
        "addresses": {"is_enabled": False},
        "menu": {"items": []},
        "cover": {"enabled": 0},
        "is_government_organization": False,
    }
    facts = page_facts(Public.model_validate(sent), AT)

    assert (facts.phone, facts.contacts, facts.addresses, facts.menu) == (False, 0, 0, ())
    assert (facts.has_cover, facts.map_point) == (False, False)
    assert "menu" not in facts.unknown


@pytest.mark.parametrize(
    ("sent", "state"),
    [
        ({}, "open"),
        ({"is_closed": 1}, "closed"),
        ({"is_closed": 2}, "private"),
        ({"deactivated": "deleted"}, "deleted"),
        ({"deactivated": "banned"}, "banned"),
        ({"deactivated": "something new"}, "deleted"),
    ],
)
def test_the_state_of_a_page(sent: dict[str, Any], state: str) -> None:
    facts = page_facts(Public.model_validate({"id": 1, **sent}), AT)

    assert facts.state == state
    assert ("page" in facts.unknown) == (state != "open")
    assert facts.address == "https://vk.com/club1"


@pytest.mark.parametrize(
    ("addresses", "count", "point"),
    [
        ({"is_enabled": True, "count": 3}, 3, True),
        ({"is_enabled": True, "main_address_id": 5}, 1, True),
        ({"is_enabled": True, "main_address": {"id": 5}}, 1, True),
        ({"is_enabled": True}, 0, False),
        ({"is_enabled": False, "count": 3}, 0, False),
        ({"count": 3}, None, None),
    ],
)
def test_addresses_and_the_map(
    addresses: dict[str, Any], count: int | None, point: bool | None
) -> None:
    facts = page_facts(Public.model_validate({"id": 1, "addresses": addresses}), AT)

    assert (facts.addresses, facts.map_point) == (count, point)


def post(number: int, days: float, **more: Any) -> Post:
    moment = (AT - timedelta(days=days)).timestamp()
    return Post.model_validate({"id": number, "date": int(moment), **more})


def test_posts_are_sorted_and_old_ones_left_out() -> None:
    since = AT - timedelta(days=7)
    found = post_facts([post(1, 30, is_pinned=1), post(2, 3), post(3, 1)], since)

    assert [one.date for one in found] == [AT - timedelta(days=1), AT - timedelta(days=3)]


@pytest.mark.parametrize(
    ("comments", "is_open"),
    [
        (None, None),
        ({"can_post": 1}, True),
        ({"can_post": 0}, None),
        ({"can_post": 0, "can_open": 1}, False),
        ({"can_close": 1}, True),
    ],
)
def test_comments_are_open_closed_or_unknown(
    comments: dict[str, int] | None, is_open: bool | None
) -> None:
    (found,) = post_facts([post(1, 0, comments=comments)], AT)

    assert found == PostFact(AT, None, is_open)


def test_a_full_page_of_posts_tells_only_of_its_time() -> None:
    since = AT - timedelta(days=7)
    posts = (post(9, 300, is_pinned=1), post(2, 1), post(1, 3))
    more = vk.wall.get(-1, offset=3)

    assert read_since(Page(items=posts), since) == since
    assert read_since(Page(items=posts, next=more), since) == AT - timedelta(days=3)
    assert read_since(Page(items=(post(1, 30),), next=more), since) == since
    assert read_since(Page(items=(), next=more), since) == since


def test_reach_is_that_of_the_newest_week() -> None:
    with Sandbox(publics=1) as box, box.client() as client:
        periods = client.run(vk.stats.get(box.publics[0], interval="week", intervals_count=2))

    assert weekly_reach(periods) == (periods[0].reach and periods[0].reach.reach)
    assert weekly_reach([]) is None


# The file of what is known

FACTS = PageFacts(id=1, asked_at=AT, name="«Имя»", menu=("https://a",), unknown={"posts": "failed"})


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_file_gives_back_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "cache.jsonl"
    knowledge = AuditCache(path)
    posts = (PostFact(AT, 5, True), PostFact(AT - timedelta(days=1)))
    knowledge.add([CachedAnswer(at=AT, asked="a", page=FACTS), CachedAnswer(at=AT, asked="gone")])
    knowledge.add([CachedAnswer(at=AT, public=1, posts_since=AT - timedelta(days=7), posts=posts)])
    knowledge.add([CachedAnswer(at=AT, public=1, reach=7), CachedAnswer(at=AT, public=99, reach=1)])
    again = AuditCache(path)

    found = again.facts_of("a")
    assert found == knowledge.facts_of("a")
    assert found
    assert (found.posts, found.reach, found.unknown) == (posts, 7, {})
    assert again.facts_of("gone") is None
    assert again.asked_at("gone") == AT
    assert again.asked_at("never") is None


@given(cut=st.integers(0, 400))
def test_a_killed_process_loses_its_last_line_at_most(cut: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cache.jsonl"
        knowledge = AuditCache(path)
        for name in "abc":
            knowledge.add([CachedAnswer(at=AT, asked=name, page=FACTS)])
        whole = path.read_bytes()
        head = whole.index(b"\n") + 1
        path.write_bytes(whole[: max(head, len(whole) - cut)])
        again = AuditCache(path)
        survived = [name for name in "abc" if again.asked_at(name)]
        again.add([CachedAnswer(at=AT, asked="d", page=FACTS)])
        last = AuditCache(path)

    assert survived == list("abc")[: len(survived)]
    assert last.asked_at("d")
    assert [name for name in "abc" if last.asked_at(name)] == survived


@pytest.mark.parametrize("text", ["not json\n", "{}\n", '{"format": "other"}\n', "\x00\x01"])
def test_another_file_is_refused_and_kept(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.txt"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(errors.ParameterError, match="cache"):
        AuditCache(path)
    assert path.read_text(encoding="utf-8") == text


def test_a_spoilt_line_is_told_by_its_number(tmp_path: Path) -> None:
    path = tmp_path / "cache.jsonl"
    AuditCache(path).add([CachedAnswer(at=AT, asked="a", page=FACTS)])
    path.write_bytes(path.read_bytes() + b"garbage\n")

    with pytest.raises(errors.ParameterError, match="line 3"):
        AuditCache(path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "cache.jsonl"):
        with pytest.raises(errors.ParameterError, match="cache"):
            AuditCache(path)


# When to stop


def outcome(error: errors.GovPublicError | None = None) -> Outcome[int]:
    return Outcome(call=vk.utils.get_server_time(), value=1, error=error)


def test_what_fails_for_all_pages_ends_the_round_at_once() -> None:
    breaker = CircuitBreaker()
    breaker.record(errors.AuthError("revoked"))

    assert list(breaker.over([1, 2])) == []


def test_three_failed_requests_in_a_row_end_the_round() -> None:
    breaker = CircuitBreaker()
    failed = [errors.NetworkError("lost") for _ in range(3)]
    for error in (failed[0], failed[0], failed[1], None, failed[0], failed[1]):
        breaker.record(error)
    assert breaker.ended_by is None

    breaker.record(failed[2])
    assert breaker.ended_by is failed[2]


def test_pages_that_refuse_never_end_a_round() -> None:
    breaker = CircuitBreaker()
    for _ in range(100):
        breaker.record(errors.AccessDenied("closed"))

    assert list(breaker.over([1, 2])) == [1, 2]


def kinds(root: type[errors.GovPublicError]) -> list[type[errors.GovPublicError]]:
    return [root, *(kind for child in root.__subclasses__() for kind in kinds(child))]


@pytest.mark.parametrize("kind", kinds(errors.GovPublicError))
def test_every_failure_has_words_in_both_languages(kind: type[errors.GovPublicError]) -> None:
    error = kind.__new__(kind)
    errors.GovPublicError.__init__(error, "text", call=vk.wall.get(-1))
    words = failure(error)

    assert words("ru").startswith("Опрос прерван")
    assert "wall.get" in words("en")
    assert "text" not in words("en")


# What it will cost


def test_a_forecast_for_a_region_and_for_the_country() -> None:
    region, country = forecast(3_319, parts=()), forecast(173_000, parts=())

    assert region.requests <= 7
    assert country.requests <= 200
    assert country.seconds <= 70
    assert not country.shares


def test_a_forecast_counts_quotas_and_tokens() -> None:
    one = forecast(173_000)
    many = forecast(173_000, keyring=Keyring(users=[f"token{n}" for n in range(35)]))

    assert one.calls == {"groups.getById": 346, "wall.get": 173_000}
    assert one.tokens == many.tokens == 35
    assert one.shares["wall.get"] > 1 > many.shares["wall.get"]
    assert many.seconds == pytest.approx(one.seconds / 35)
    assert forecast(173_000, quotas={"wall.get": 10**6}).tokens == 1


def test_a_service_token_packs_nothing() -> None:
    found = forecast(1_000, keyring=Keyring(service="key"))

    assert found.requests == 1 + 2 + 1_000


def test_a_forecast_needs_tokens_that_may() -> None:
    with pytest.raises(errors.WrongTokenKind):
        forecast(10, parts=["statistics"], keyring=Keyring(service="key"))


@pytest.mark.parametrize("pages", [-1, True])
def test_a_forecast_of_less_than_nothing_is_refused(pages: int) -> None:
    with pytest.raises(errors.ParameterError, match="pages"):
        forecast(pages)


@given(pages=st.integers(0, 10**6), post_count=st.integers(1, 100))
def test_more_pages_never_cost_less(pages: int, post_count: int) -> None:
    one, more = (forecast(n, post_count=post_count) for n in (pages, pages + 1))

    assert one.requests <= more.requests
    assert one.tokens <= more.tokens
    assert str(pages) in one.describe("ru")
    assert str(pages) in one.describe("en")
