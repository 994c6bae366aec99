"""Events as VK sent them, sends them, and may send them tomorrow: all are read, nothing is lost."""

from __future__ import annotations

import copy
import json
import pickle
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pydantic import TypeAdapter

from community_events import real_events, without_secret
from govpublic_sdk import errors, events, models
from govpublic_sdk.models.events.kinds import event_class
from mutations import Place, apart, changed, fitting, odd, places
from roundtrip import lost
from shared import needs_shared

ROUNDS = 600


def event_of(kind: str, inner: Any, **more: Any) -> dict[str, Any]:
    return {"type": kind, "group_id": 1, "event_id": "e1", "v": "5.199", "object": inner, **more}


def bendable(payload: dict[str, Any]) -> list[Place]:
    """Places that may be bent without making another event of it."""
    found = places(events.parse(payload), payload)
    return [one for one in found if one.path != ("type",) and not isinstance(one.value, dict)]


# Real events


@needs_shared
def test_every_real_event_is_of_its_class_and_nothing_is_lost() -> None:
    count: Counter[str] = Counter()
    for one in real_events():
        event = events.parse(json.dumps(one.payload).encode())

        assert type(event) is event_class(one.payload["type"]), one.name
        assert not isinstance(event, models.UnknownEvent), one.name
        assert lost(without_secret(one.payload), event) == [], one.name
        count[event.type] += 1
    print(f"\n{count.total()} events of {len(count)} types read")
    assert count.total() >= 110


@needs_shared
def test_text_tree_and_bare_model_read_the_same() -> None:
    for one in real_events():
        text = json.dumps(one.payload, ensure_ascii=False)
        first = events.parse(text)
        kind = type(first)

        others = [
            events.parse(text.encode()),
            events.parse(one.payload),
            kind.model_validate(one.payload),
            kind.model_validate_json(text),
        ]

        assert all(other == first for other in others), one.name
        assert {other.key for other in others} == {first.key}


@needs_shared
def test_no_real_secret_is_kept() -> None:
    secrets = [one for one in real_events() if "secret" in one.payload]
    assert len(secrets) > 20
    for one in secrets:
        event = events.parse(one.payload)

        assert "secret" not in (event.model_extra or {})
        assert "secret" not in event.model_dump()


# Drift


@needs_shared
def test_a_misfit_changes_nothing_else_and_stays_raw() -> None:
    chance = random.Random(4)
    payloads = [without_secret(one.payload) for one in real_events()]
    for _ in range(ROUNDS):
        payload = chance.choice(payloads)
        place = chance.choice(bendable(payload))
        bent = changed(payload, place.path, odd(place, chance))
        text = json.dumps(bent)

        event = events.parse(text)

        assert event.type == payload["type"]
        assert lost(bent, event) == [], (place, bent)
        assert json.dumps(bent) == text


@needs_shared
def test_many_misfits_at_once_lose_nothing() -> None:
    chance = random.Random(5)
    payloads = [without_secret(one.payload) for one in real_events()]
    for _ in range(ROUNDS // 4):
        payload = bent = chance.choice(payloads)
        for place in apart(bendable(payload), chance, 12):
            bent = changed(bent, place.path, odd(place, chance))

        assert lost(bent, events.parse(bent)) == []


@needs_shared
def test_changes_that_fit_leave_the_class_and_nothing_unfit() -> None:
    chance = random.Random(6)
    payloads = [without_secret(one.payload) for one in real_events()]
    for _ in range(ROUNDS):
        payload = chance.choice(payloads)
        before = events.parse(payload)
        here = [one for one in bendable(payload) if one.path not in (("object",), ("group_id",))]
        place = chance.choice(here)
        bent = changed(payload, place.path, fitting(place, chance))

        after = events.parse(bent)

        assert type(after) is type(before)
        assert set(after.unfit) <= set(before.unfit)
        assert lost(bent, after) == []


def test_an_event_of_tomorrow_keeps_all_that_it_holds() -> None:
    payload = event_of("citizen_waved", {"hand": "left", "at": [1, 2]}, mood={"kind": 1})

    event = events.parse(payload)

    assert isinstance(event, models.UnknownEvent)
    assert (event.type, event.group_id, event.key) == ("citizen_waved", 1, "e1")
    assert event.object == {"hand": "left", "at": [1, 2]}
    assert event.model_extra is not None
    assert event.model_extra["mood"] == {"kind": 1}
    assert "left" not in repr(event)


@pytest.mark.parametrize("inner", [None, [], "text", 5, {"text": "no id"}, {"id": {}}])
def test_an_object_that_is_not_what_its_type_promises_is_kept_raw(inner: Any) -> None:
    event = events.parse(event_of("wall_reply_new", inner))

    assert isinstance(event, models.UnknownEvent)
    assert event.type == "wall_reply_new"
    assert event.object == inner


@pytest.mark.parametrize("kind", sorted(events.EVENT_TYPES))
def test_each_type_survives_an_object_full_of_nonsense(kind: str) -> None:
    inner = {"id": 5, "lead_id": 7, "user_id": "many", "date": {}, "message": {"text": []}}

    event = events.parse(event_of(kind, inner))

    assert type(event) is event_class(kind)
    assert event.type == kind
    assert lost(event_of(kind, inner), event) == []


def test_two_new_threads_may_meet_at_an_unbuilt_class() -> None:
    payloads = [
        event_of(kind, {"id": 1, "lead_id": 1, "message": {}}) for kind in events.EVENT_TYPES
    ]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(events.parse, payloads * 4))

    assert all(type(event) is event_class(event.type) for event in found)


# What cannot be read


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        "ok",
        "[]",
        "[4, 7, 1, 19039187]",
        "null",
        "{}",
        '{"type": null, "group_id": 1}',
        '{"type": ["message_new"], "group_id": 1, "object": {}}',
        '{"type": "message_new", "object": ' + "[" * 5000,
    ],
)
def test_what_is_no_event_is_refused_without_its_content(payload: bytes | str) -> None:
    with pytest.raises(errors.DecodeError) as caught:
        events.parse(payload)

    assert caught.value.raw == payload
    assert len(str(caught.value)) < 100


def test_a_mapping_that_json_cannot_hold_is_refused() -> None:
    with pytest.raises(errors.DecodeError):
        events.parse({"type": "x", "group_id": 1, "object": {1: 2, "a": 3}})


# Shapes of old versions


def test_a_message_from_before_5_103_is_a_message() -> None:
    sent = {"id": 7, "from_id": 5, "peer_id": 5, "text": "Где автобус?", "date": 1570000000}
    payload = {"type": "message_new", "group_id": 1, "object": sent}

    event = events.parse(payload)

    assert isinstance(event, models.MessageNew)
    assert event.object.message == models.Message.model_validate(sent)
    assert event.object.client_info is None
    assert lost(payload, event) == []
    assert "автобус" not in repr(event)


def test_a_misfit_in_an_old_message_is_told_by_its_own_path() -> None:
    sent = {"id": {}, "from_id": 5, "text": "Где автобус?", "attachments": "none"}

    event = events.parse({"type": "message_new", "group_id": 1, "object": sent})

    assert isinstance(event, models.MessageNew)
    assert event.object.message.text == "Где автобус?"
    assert event.object.unfit == {"id": {}, "attachments": "none"}


def test_a_message_without_a_message_is_raw() -> None:
    event = events.parse(event_of("message_new", {"client_info": {"keyboard": True}}))

    assert isinstance(event, models.UnknownEvent)


def test_an_event_without_a_community_is_read() -> None:
    event = events.parse({"type": "group_leave", "object": {"user_id": 5, "self": 1}})

    assert isinstance(event, models.GroupLeave)
    assert event.group_id == 0
    assert event.object.by_themselves is True


@pytest.mark.parametrize("sent", [{"a": 1}, '{"a": 1}', [1, 2], 5, None])
def test_a_button_carries_any_json(sent: Any) -> None:
    event = events.parse(event_of("message_event", {"user_id": 5, "payload": sent}))

    assert isinstance(event, models.MessageEvent)
    assert event.object.payload == sent


def test_donuts_may_cost_parts_of_a_rouble() -> None:
    event = events.parse(event_of("donut_subscription_create", {"user_id": 5.0, "amount": 49.5}))

    assert isinstance(event, models.DonutSubscriptionCreate)
    assert (event.object.user_id, event.object.amount) == (5, 49.5)


def test_settings_may_have_any_name() -> None:
    changes = {"event_start_date::": {"old_value": 0, "new_value": "1"}, "title": "?"}

    event = events.parse(event_of("group_change_settings", {"user_id": 5, "changes": changes}))

    assert isinstance(event, models.GroupChangeSettings)
    assert event.object.changes is not None
    assert event.object.changes["event_start_date::"].new_value == "1"
    assert lost(event_of("group_change_settings", {"user_id": 5, "changes": changes}), event) == []


# The key


def test_an_event_with_an_id_has_it_as_its_key() -> None:
    assert events.parse(event_of("group_join", {"user_id": 5})).key == "e1"
    assert events.parse(event_of("group_join", {"user_id": 5}, event_id=17)).key == "17"


@pytest.mark.parametrize("sent", ["", None, {}, "к", "x" * 1000, "\ud800", "a\0b", True])
def test_where_there_is_no_usable_id_the_body_is_the_key(sent: Any) -> None:
    event = events.parse(event_of("group_join", {"user_id": 5}, event_id=sent))

    assert len(event.key) == 64
    assert event.key.isascii()


def test_the_key_by_body_knows_repeats_in_any_order_of_names_and_with_any_secret() -> None:
    first = {"type": "group_join", "group_id": 1, "object": {"user_id": 5, "join_type": "join"}}
    again = {"secret": "x", "object": {"join_type": "join", "user_id": 5}, "group_id": 1}
    other = {**first, "object": {"user_id": 6, "join_type": "join"}}

    key = events.parse(first).key

    assert key == events.parse({**again, "type": "group_join"}).key
    assert key != events.parse(other).key
    assert key != events.parse({**first, "group_id": 2}).key


def test_the_key_by_body_is_that_of_the_body_also_where_something_is_unfit() -> None:
    first = {"type": "group_join", "group_id": 1, "object": {"user_id": "many"}}
    other = {"type": "group_join", "group_id": 1, "object": {"user_id": "few"}}

    assert events.parse(first).key != events.parse(other).key


def test_copies_and_pickles_keep_the_key() -> None:
    event = events.parse({"type": "group_join", "group_id": 1, "object": {"user_id": "many"}})

    for other in (copy.copy(event), copy.deepcopy(event), pickle.loads(pickle.dumps(event))):
        assert other == event
        assert other.key == event.key
        assert isinstance(other, models.GroupJoin)
        assert other.object.unfit == {"user_id": "many"}


def test_an_event_that_pydantic_read_alone_has_a_key_too() -> None:
    payload = {"type": "group_join", "group_id": 1, "object": {"user_id": 5}, "secret": "x"}

    event = TypeAdapter(models.GroupJoin).validate_python(payload)

    assert len(event.key) == 64
    assert "secret" not in (event.model_extra or {})


# The whole


def test_events_are_values() -> None:
    payload = event_of("message_new", {"message": {"id": 1, "text": "Тайна"}}, secret="s3cret")
    event = events.parse(payload)

    assert event == events.parse(copy.deepcopy(payload))
    assert "Тайна" not in repr(event)
    assert "s3cret" not in repr(event) + event.model_dump_json() + str(vars(event))


def test_every_class_is_public_and_has_a_module_that_knows_it() -> None:
    for kind in events.EVENT_TYPES:
        found = event_class(kind)
        assert getattr(models, found.__name__) is found
        assert issubclass(found, models.Event)
        assert found is not models.UnknownEvent
    assert event_class("confirmation") is models.Confirmation
    assert event_class(5) is event_class("post") is models.UnknownEvent
