"""Many calls in one `execute`: packs, their answers, and the order in which outcomes come."""

import asyncio
import json
from collections.abc import AsyncGenerator, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govpublic_sdk import Call, GovPublic, Keyring, Outcome, batch, errors, open311, vk
from govpublic_sdk._core.bulk import Packing, Sizes, deliver
from govpublic_sdk._core.calls import Payload, Refusal
from govpublic_sdk.appeals import As
from govpublic_sdk.sandbox import Sandbox
from run_steps import World, answer, question, refusal


def read(number: int, method: str = "users.get") -> Call[int]:
    return question(method, user_ids=str(number))


def write(number: int) -> Call[int]:
    return question("wall.delete", "idempotent", post_id=str(number))


def finish(calls: tuple[Call[Any], ...], places: list[Any], *refusals: Refusal) -> list[Any]:
    from govpublic_sdk._core.services import VkService

    pack = batch(*calls)
    body = {"response": places, "execute_errors": [vars_of(one) for one in refusals]}
    from govpublic_sdk._core.http import Response

    return list(VkService().read(pack, Response(200, {}, json.dumps(body).encode())))


def vars_of(one: Refusal) -> dict[str, Any]:
    return {"method": one.method, "error_code": one.code, "error_msg": one.message}


def test_a_pack_is_a_call_that_compares_and_prints() -> None:
    pack = batch(read(1), read(2))
    assert pack == batch(read(1), read(2))
    assert pack.safety == "read"
    assert dict(pack.params)["code"] == (
        'return [API.users.get({"user_ids": "1"}),API.users.get({"user_ids": "2"})];'
    )
    assert "user_ids" not in repr(pack)


def test_texts_are_quoted_for_the_program() -> None:
    call = question("users.get", name='"}); API.wall.delete({"')
    assert '\\"}); API' in dict(batch(call, call).params)["code"]


@pytest.mark.parametrize(
    "calls",
    [(), (read(1),) * 26, (read(1), write(1)), (question("docs.save", "unsafe"),) * 2],
)
def test_what_cannot_be_packed_is_refused(calls: tuple[Call[Any], ...]) -> None:
    unpackable = tuple(call.with_params() for call in calls)
    if calls and calls[0].method == "docs.save":
        unpackable = tuple(vk.docs.save("file") for _ in calls)
    with pytest.raises(errors.ParameterError, match="calls"):
        batch(*unpackable)


def test_booleans_are_not_packed() -> None:
    with pytest.raises(errors.ParameterError):
        batch(vk.groups.is_member(1, 2))


def test_each_place_has_a_value_or_its_own_error() -> None:
    refused = Refusal("users.get", 100, "bad")
    first, second, third = finish((read(1), read(2), read(3)), [1, False, 3], refused)
    assert (first.unwrap(), third.value) == (1, 3)
    assert isinstance(second.error, errors.InvalidRequest)
    assert second.error.call == read(2)
    with pytest.raises(errors.InvalidRequest):
        second.unwrap()


def test_refusals_are_matched_by_method_and_order() -> None:
    calls = (read(1), read(2, "wall.get"), read(3), read(4, "wall.get"))
    found = finish(
        calls,
        [False, False, False, 4],
        Refusal("users.get", 100, "first"),
        Refusal("wall.get", 15, "wall"),
        Refusal("users.get", 29, "third"),
        Refusal("execute", 15, "the pack itself is not counted"),
    )
    assert [one.error and one.error.reason for one in found] == ["first", "wall", "third", None]


def test_refusals_that_do_not_fit_in_number_are_nobodys() -> None:
    found = finish((read(1), read(2)), [False, False], Refusal("users.get", 100, "one only"))
    assert all(isinstance(one.error, errors.OutcomeUnknown) for one in found)


def test_a_pack_with_another_number_of_answers_is_unreadable() -> None:
    with pytest.raises(errors.DecodeError, match="2 calls was answered with 1"):
        finish((read(1), read(2)), [1])


def test_drift_inside_of_a_pack_costs_one_value_only() -> None:
    posts = [{"id": 1, "likes": []}, {"id": 2, "text": "x"}]
    wall = {"count": 2, "items": posts}
    seen: list[str] = []
    from govpublic_sdk._core.http import Response
    from govpublic_sdk._core.services import VkService

    pack = batch(vk.wall.get(-1), read(1))
    service = VkService(on_drift=lambda method, drifts: seen.append(method))
    body = json.dumps({"response": [wall, 5]}).encode()
    first, second = service.read(pack, Response(200, {}, body))
    assert first.unwrap().items[0].unfit == {"likes": []}
    assert second.value == 5
    assert seen == ["wall.get"]


def test_an_unreadable_part_is_one_outcome() -> None:
    first, second = finish((vk.wall.get(-1), read(1)), ["nonsense", 5])
    assert isinstance(first.error, errors.DecodeError)
    assert second.value == 5


# Delivery


def delivered(calls: list[Call[Any]], replies: list[Any], world: World | None = None) -> list[Any]:
    outcomes: list[Outcome[Any]] = (world or World()).ask(deliver(calls, Sizes()), replies)
    assert [one.call for one in outcomes] == calls
    return [one.value if one.error is None else type(one.error).__name__ for one in outcomes]


def test_a_pack_of_reads_is_halved_on_thirteen() -> None:
    calls = [read(n) for n in range(4)]
    replies = [refusal(13, "response size is too big"), answer([0, 1]), answer([2, 3])]
    assert delivered(calls, replies) == [0, 1, 2, 3]


def test_a_pack_of_writes_is_not_halved() -> None:
    assert delivered([write(1), write(2)], [refusal(13)]) == ["InvalidRequest"] * 2


def test_without_execute_calls_go_one_by_one() -> None:
    world = World(keyring=Keyring(unknown=["token"]))
    calls = [read(n) for n in range(3)]
    replies = [refusal(28), answer(0), answer(1), answer(2)]
    assert delivered(calls, replies, world) == [0, 1, 2]
    assert delivered(calls, [answer(0), answer(1), answer(2)], world) == [0, 1, 2]


def test_unmatched_reads_are_asked_singly_and_writes_are_unknown() -> None:
    assert delivered([read(1), read(2)], [answer([1, False]), answer(2)]) == [1, 2]
    assert delivered([write(1), write(2)], [answer([1, False])]) == [1, "OutcomeUnknown"]


def test_a_pack_that_fails_fails_for_each() -> None:
    assert delivered([read(1), read(2)], [refusal(5)]) == ["AuthError"] * 2


def test_a_refusal_of_the_token_inside_is_tried_with_another() -> None:
    world = World(keyring=Keyring(users=["a", "b"]))
    inner = [{"method": "users.get", "error_code": 27, "error_msg": "group auth"}]
    replies = [answer([False, 2], execute_errors=inner), answer(1)]
    assert delivered([read(1), read(2)], replies, world) == [1, 2]


# Sorting into packs


@settings(deadline=None)
@given(
    lanes=st.lists(st.sampled_from(["a", "b", None, "refused"]), max_size=150),
    size=st.sampled_from([0, 100_000, 600_000]),
    late=st.randoms(use_true_random=False),
)
def test_outcomes_come_in_order_under_any_mix(
    lanes: list[str | None], size: int, late: Any
) -> None:
    sizes = Sizes()
    calls = [read(number) for number in range(len(lanes))]
    if calls:
        sizes.learn(calls[0], size)

    def lane(call: Call[Any]) -> str | None:
        found = lanes[int(call.get("user_ids") or 0)]
        if found == "refused":
            raise errors.QuotaExceeded("rests")
        return found

    packing: Packing[int] = Packing(lane, sizes)
    waiting, came = [], []
    for call in calls:
        waiting += packing.add(call)
        came += list(packing.next_outcomes())
        while waiting and late.random() < 0.5:
            pack = waiting.pop(late.randrange(len(waiting)))
            came += list(packing.settle(pack, [Outcome(call=one) for one in pack.calls]))
    for pack in waiting + packing.rest():
        assert len(pack.calls) <= 25
        assert len(pack.calls) == 1 or sum(map(sizes.of, pack.calls)) <= 5_000_000
        assert len({lane(one) for one in pack.calls}) == 1
        came += list(packing.settle(pack, [Outcome(call=one) for one in pack.calls]))
    came += list(packing.next_outcomes())
    assert [one.call for one in came] == calls


def test_sizes_believe_large_answers_at_once() -> None:
    sizes = Sizes()
    sizes.learn(read(1), 100)
    sizes.learn(read(1), 1000)
    sizes.learn(read(1), 100)
    assert 900 <= sizes.of(read(1)) <= 1000
    assert sizes.of(read(2, "wall.get")) == 1_500, "nothing known: a guess"
    sizes.too_big([read(1)] * 10)
    assert sizes.of(read(1)) * 10 >= 4_900_000


# On a sandbox


def test_run_all_over_many_publics_loses_nothing() -> None:
    with Sandbox(publics=60, posts=100, post_size=3000) as box, box.client() as client:
        calls: list[Call[Any]] = []
        for public in box.publics:
            calls += [vk.wall.get(-public, count=100), vk.stats.get(public, interval="week")]
        calls.append(vk.wall.get(-1, count=100))
        outcomes = list(client.run_all(iter(calls)))
        assert [one.call for one in outcomes] == calls
        assert [one.error is None for one in outcomes] == [True] * 120 + [False]
        assert box.gateway.requests["execute"] < 20
        assert box.gateway.requests["wall.get"] == 0


def test_run_all_takes_async_iterables_and_may_be_left_early() -> None:
    async def calls() -> AsyncGenerator[Call[Any]]:
        for number in range(500):
            yield vk.users.get([number + 1])

    async def run() -> tuple[int, set[asyncio.Task[Any]]]:
        with Sandbox(publics=1) as box:
            async with box.async_client() as client:
                source = calls()
                outcomes = client.run_all(source)
                first = await anext(outcomes)
                await outcomes.aclose()  # type: ignore[attr-defined]
                await source.aclose()
                whole = [one async for one in client.run_all(vk.users.get([n]) for n in (1, 2))]
                left = asyncio.all_tasks() - {asyncio.current_task()}  # type: ignore[arg-type]
                return len(whole) + len(first.unwrap()), left

    assert asyncio.run(run()) == (3, set())


def test_writes_are_not_packed_by_themselves() -> None:
    with Sandbox(publics=3) as box, box.client() as client:
        outcomes = list(client.run_all(vk.wall.post(-one, "text") for one in box.publics))
        assert [one.error for one in outcomes] == [None] * 3
        assert box.gateway.requests["execute"] == 0


def test_what_the_calls_raise_comes_through() -> None:
    def broken() -> Iterator[Call[Any]]:
        yield vk.users.get([1])
        raise RuntimeError("the list ended badly")

    with (
        Sandbox(publics=1) as box,
        box.client() as client,
        pytest.raises(RuntimeError, match="badly"),
    ):
        list(client.run_all(broken()))


def test_a_decoder_of_a_pack_reads_what_a_service_gives() -> None:
    pack = batch(read(1))
    assert pack.decode.finish(Payload([7], read_part=lambda call, tree: tree), pack)[0].value == 7
    assert isinstance(read(1).decode, As)


def test_true_in_the_place_of_a_call_is_no_refusal() -> None:
    first, second = finish((read(1), read(2)), [True, 2])
    assert (first.unwrap(), second.unwrap()) == (1, 2)


def test_a_pack_larger_than_an_answer_teaches_nothing() -> None:
    sizes = Sizes()
    sizes.learn(read(1), 6_000_000)
    sizes.too_big([read(1)])
    assert sizes.of(read(1)) == 6_000_000


def test_a_pack_that_waits_long_goes_before_it_is_full() -> None:
    packing: Packing[int] = Packing(lambda call: call.method, Sizes())
    ready = list(packing.add(read(0, "wall.get")))
    calls = [read(number) for number in range(1, 300)]
    for call in calls:
        ready += packing.add(call)
    assert read(0, "wall.get") in [call for pack in ready for call in pack.calls]


def test_calls_of_other_services_go_alone() -> None:
    server = open311.Server(url="https://city.example/open311/", name="city")
    with GovPublic("token", open311=[server], transport=NoAnswer()) as client:
        (outcome,) = client.run_all([open311.services(server)])
    assert isinstance(outcome.error, errors.NetworkError)


class NoAnswer:
    def send(self, request: object, timeout: float | None) -> Any:
        raise errors.NetworkError("no answer")

    def close(self) -> None:
        pass
