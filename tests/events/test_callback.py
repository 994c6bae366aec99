"""`events.read`: what a request to a callback server is, whatever was sent."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community_events import real_events
from govpublic_sdk import errors, events
from govpublic_sdk.events import Confirm, GroupSettings, Received, Refused, callback
from shared import needs_shared

SECRET = "s3cret"
GROUPS = {1: GroupSettings(SECRET, "c0de"), 2: GroupSettings("другой", lambda: "code of 2")}
EVENT = {
    "type": "message_new",
    "group_id": 1,
    "event_id": "e1",
    "v": "5.199",
    "secret": SECRET,
    "object": {"message": {"id": 1, "from_id": 5, "text": "Где автобус?"}},
}
MUTATED = 20_000


def read(body: bytes, headers: dict[str, str] | None = None, **options: Any) -> events.Decision:
    return events.read(headers or {}, body, groups=GROUPS, **options)


def told(**changes: Any) -> events.Decision:
    return read(json.dumps({**EVENT, **changes}).encode())


# What is ours


def test_an_event_of_ours_is_received_without_its_secret() -> None:
    decision = told()

    assert isinstance(decision, Received)
    assert (decision.group_id, decision.key, decision.retry) == (1, "e1", 0)
    assert json.loads(decision.body) == {n: v for n, v in EVENT.items() if n != "secret"}
    assert "автобус" not in repr(decision)


def test_each_community_has_its_own_secret() -> None:
    assert isinstance(told(group_id=2, secret="другой"), Received)
    assert told(group_id=2) == Refused(403, "wrong_secret")
    assert told(secret="другой") == Refused(403, "wrong_secret")


@pytest.mark.parametrize("group_id", [1, "1", 1.0])
def test_a_community_may_be_named_by_text(group_id: Any) -> None:
    assert isinstance(told(group_id=group_id), Received)


@pytest.mark.parametrize(
    ("headers", "retry"),
    [
        ({"X-Retry-Counter": "3"}, 3),
        ({"x-retry-counter": " 12 "}, 12),
        ({"X-RETRY-COUNTER": "many"}, 0),
        ({"X-Retry-Counter": "-1"}, 0),
        ({"X-Retry-Counter": "٣"}, 0),
        ({"X-Retry-Counter": "9" * 5000}, 0),
        ({"Retry": "3"}, 0),
    ],
)
def test_repeats_are_counted(headers: dict[str, str], retry: int) -> None:
    decision = read(json.dumps(EVENT).encode(), headers)

    assert isinstance(decision, Received)
    assert decision.retry == retry


def test_a_replayed_event_has_the_key_of_the_first() -> None:
    old = {name: value for name, value in EVENT.items() if name != "event_id"}
    again = dict(reversed(old.items()))

    first, second = (read(json.dumps(one).encode()) for one in (old, again))

    assert isinstance(first, Received)
    assert isinstance(second, Received)
    assert first.key == second.key != "e1"


def test_an_event_of_tomorrow_is_received_whole() -> None:
    decision = told(type="citizen_waved", object={"hand": "left"}, mood="good")

    assert isinstance(decision, Received)
    event = events.parse(decision.body)
    assert event.object == {"hand": "left"}
    assert event.model_extra is not None
    assert event.model_extra["mood"] == "good"


@pytest.mark.parametrize(
    ("text", "read"),
    [("\ud800", "\ufffd"), ("Ж\u2028", "Ж\u2028"), ("\u0000", "\u0000"), ("😀", "😀")],
)
def test_odd_characters_survive(text: str, read: str) -> None:
    decision = told(object={"message": {"text": text}})

    assert isinstance(decision, Received)
    event = events.parse(decision.body)
    assert event.model_dump()["object"]["message"]["text"] == read


# Confirmations


def test_a_confirmation_may_carry_no_secret() -> None:
    assert read(b'{"type": "confirmation", "group_id": 1}') == Confirm("c0de")
    assert read(b'{"type": "confirmation", "group_id": 2}') == Confirm("code of 2")


def test_a_confirmation_with_a_secret_must_have_ours() -> None:
    assert told(type="confirmation") == Confirm("c0de")
    assert told(type="confirmation", secret="guess") == Refused(403, "wrong_secret")
    assert told(type="confirmation", secret=None) == Refused(403, "wrong_secret")


def test_a_confirmation_of_a_foreign_community_is_refused() -> None:
    assert read(b'{"type": "confirmation", "group_id": 3}') == Refused(403, "foreign_group")


def test_a_code_does_not_show() -> None:
    assert "c0de" not in repr(read(b'{"type": "confirmation", "group_id": 1}'))
    assert SECRET not in repr(GROUPS)
    assert "c0de" not in repr(GROUPS)


# What is not ours


@pytest.mark.parametrize(
    "secret", ["", "S3cret", "s3cret ", None, 5, ["s3cret"], {}, "\ud800", True]
)
def test_a_wrong_secret_is_refused(secret: Any) -> None:
    assert told(secret=secret) == Refused(403, "wrong_secret")


def test_no_secret_at_all_is_refused() -> None:
    body = json.dumps({name: value for name, value in EVENT.items() if name != "secret"})

    assert read(body.encode()) == Refused(403, "wrong_secret")


@pytest.mark.parametrize("group_id", [3, -1, 0, None, True, "one", "²", "1" * 5000, 1.5, [1], {}])
def test_a_foreign_community_is_refused(group_id: Any) -> None:
    assert told(group_id=group_id) == Refused(403, "foreign_group")


def test_a_foreign_community_is_refused_before_its_secret_is_looked_at() -> None:
    assert told(group_id=3, secret="guess") == Refused(403, "foreign_group")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "no_json"),
        (b"ok", "no_json"),
        (b"\xff\xfe\x00", "no_json"),
        (json.dumps(EVENT).encode()[:-7], "no_json"),
        (b"[" * 16_000, "no_json"),
        (b"[]", "no_event"),
        (b"5", "no_event"),
        (b"null", "no_event"),
    ],
)
def test_what_is_no_event_is_refused(body: bytes, why: str) -> None:
    assert read(body) == Refused(400, why)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", [None, 5, [], {}, True])
def test_an_event_without_a_type_is_refused(kind: Any) -> None:
    assert told(type=kind) == Refused(400, "no_event")


def test_ten_megabytes_are_refused_unread() -> None:
    body = json.dumps({**EVENT, "object": "x" * 10_000_000}).encode()

    assert read(body) == Refused(413, "too_large")
    assert isinstance(read(body, max_bytes=20_000_000), Received)


def test_the_limit_is_the_longest_that_is_taken() -> None:
    body = json.dumps(EVENT).encode()

    assert isinstance(read(body, max_bytes=len(body)), Received)
    assert read(body, max_bytes=len(body) - 1) == Refused(413, "too_large")


def test_number_too_large_to_be_written_is_damaged() -> None:
    body = json.dumps(EVENT).replace('"e1"', "9" * 5000).encode()

    decision = read(body)

    assert isinstance(decision, Received)
    assert events.parse(decision.body).unfit["event_id"].startswith("999")


def test_nesting_of_any_depth_is_decided() -> None:
    for depth in [*range(1, 1000, 50), *range(900, 1100), 10_000, 100_000]:
        nest = b"[" * depth + b"]" * depth
        check({}, json.dumps(EVENT).encode().replace(b'"v": "5.199"', b'"v": ' + nest))


UNCLEAN = [
    "c0de\n",
    "c0de\r\n",
    "\ufeffc0de",
    " c0de",
    "c0de\u00a0",
    "c0\u200bde",
    "c0\x00de",
    "",
    5,
]


@pytest.mark.parametrize("word", UNCLEAN)
def test_what_files_bring_along_is_refused(word: Any) -> None:
    with pytest.raises(errors.ParameterError, match="secret"):
        GroupSettings(word, "c0de")
    with pytest.raises(errors.ParameterError, match="confirmation"):
        GroupSettings(SECRET, word)
    with pytest.raises(errors.ParameterError, match="confirmation"):
        GroupSettings(SECRET, lambda: word).code()


@pytest.mark.parametrize("secret", ["", " ", "\n"])
def test_an_empty_secret_is_refused_at_the_door(secret: str) -> None:
    with pytest.raises(errors.ParameterError, match="secret"):
        GroupSettings(secret, "c0de")


# Fuzz: never an error, and what is received can be parsed


def check(headers: dict[str, str], body: bytes) -> str:
    decision = events.read(headers, body, groups=GROUPS, max_bytes=50_000)
    if isinstance(decision, Received):
        event = events.parse(decision.body)
        assert event.key == decision.key
        assert event.group_id == decision.group_id
        assert SECRET.encode() not in decision.body or SECRET.encode() in body.replace(
            b"secret", b""
        )
    return decision.why if isinstance(decision, Refused) else type(decision).__name__


WORDS = st.dictionaries(st.text(), st.text()) | st.dictionaries(
    st.sampled_from(["X-Retry-Counter", "x-retry-counter", "Content-Type"]), st.text()
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
OURS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["message_new", "confirmation", "wall_reply_new", "new"]) | JSON,
        "group_id": st.sampled_from([1, 2, "1"]) | JSON,
        "secret": st.just(SECRET) | JSON,
        "event_id": JSON,
        "v": JSON,
        "object": JSON | st.fixed_dictionaries({"message": JSON}),
    },
)


@settings(max_examples=1000, deadline=None)
@given(headers=WORDS, body=st.binary(max_size=300))
def test_any_headers_and_any_bytes_are_decided(headers: dict[str, str], body: bytes) -> None:
    assert check(headers, body) in {"no_json", "no_event", "foreign_group"}


@settings(max_examples=600, deadline=None)
@given(headers=WORDS, tree=OURS)
def test_any_json_is_decided(headers: dict[str, str], tree: dict[str, Any]) -> None:
    assert check(headers, json.dumps(tree).encode())


@settings(max_examples=200, deadline=None)
@given(tree=OURS)
def test_what_carries_our_secret_and_a_type_is_received(tree: dict[str, Any]) -> None:
    ours = {**tree, "group_id": 1, "secret": SECRET, "type": "message_new"}

    assert check({}, json.dumps(ours).encode()) == "Received"


@needs_shared
def test_mutated_real_bodies_are_decided() -> None:
    chance, count = random.Random(7), Counter[str]()
    bodies = [
        json.dumps({**one.payload, "group_id": 1, "secret": SECRET}, ensure_ascii=False).encode()
        for one in real_events()
    ]
    for _ in range(MUTATED):
        count[check({}, bent(chance.choice(bodies), chance))] += 1

    print(f"\n{count.total()} mutated bodies, 0 errors: {dict(count.most_common())}")
    assert count["Received"] > MUTATED // 10
    assert count["no_json"] > MUTATED // 10


def bent(body: bytes, chance: random.Random) -> bytes:
    """A body with a few faults of bytes: changed, cut, doubled, moved."""
    data = bytearray(body)
    for _ in range(chance.randint(1, 3)):
        start = chance.randrange(len(data) or 1)
        end = min(start + chance.randint(1, 40), len(data))
        match chance.randrange(5):
            case 0:
                data[start : start + 1] = bytes([chance.randrange(256)])
            case 1:
                del data[start:end]
            case 2:
                data[start:start] = data[start:end]
            case 3:
                data[start:end] = chance.choice(
                    [b"0", b"[]", b"{}", b'"', b"null", b"1e999", b"\\u"]
                )
            case _:
                data = data if chance.random() < 0.8 else data[:start]
    return bytes(data)


# Costly bodies


def padded(body: bytes) -> bytes:
    """The same JSON in more bytes than are parsed without a look at the secret."""
    return body[:-1] + b" " * 140_000 + body[-1:]


@pytest.mark.parametrize("group_id", [1, 2])
def test_large_event_with_our_secret_is_received(group_id: int) -> None:
    secret = GROUPS[group_id].secret
    texts = [
        json.dumps({**EVENT, "group_id": group_id, "secret": secret}, ensure_ascii=to)
        for to in (True, False)
    ]
    php = texts[0].replace("/", "\\/")

    decisions = [read(padded(text.encode())) for text in (*texts, php)]

    assert all(isinstance(one, Received) for one in decisions)


@pytest.mark.parametrize(
    "body",
    [
        b"[" + b"[]," * 600_000 + b"[]]",
        b"[" * 1_000_000,
        b'"secret":"' * 150_000,
        b'{"secret":"' + b"a\\" * 700_000,
        b'{"secret":' + b" " * 1_500_000,
        b'{"secret":"' + b"a" * 2_000_000,
        b'{"secret":"' + b'\\"secret\\":\\"' * 150_000,
        b'{"a":"' + b"\x01" * 17_000 + b'"}',
        json.dumps({**EVENT, "secret": "guess", "object": [[]] * 50_000}).encode(),
        json.dumps({**EVENT, "secret": None, "object": ['"secret": "s3cret"'] * 9_000}).encode(),
    ],
)
def test_large_body_without_our_secret_is_not_parsed(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed: list[int] = []
    monkeypatch.setattr(callback, "from_text", lambda text: parsed.append(len(text)))

    assert read(body) == Refused(403, "wrong_secret")
    assert max(parsed, default=0) < 100
