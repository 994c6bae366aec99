"""From values to the texts that are sent; what is certain to be refused is refused at the door."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import Enum, StrEnum
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import Call, GovPublic, LocalizedText, errors, open311, vk
from govpublic_sdk._core.parameters import to_text

NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001
MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


class Kind(StrEnum):
    POST = "post"


class Level(int, Enum):
    HIGH = 3


DOORS: dict[str, Callable[[Any], Call[Any]]] = {
    "with_params": lambda value: vk.wall.get(-1).with_params(x=value),
    "vk.method": lambda value: vk.method("wall.get", {"x": value}, result=dict),
    "vk.execute": lambda value: vk.execute("return 1;", result=int, x=value),
    "client.call": lambda value: called({"x": value}),
}
doors = pytest.mark.parametrize("door", DOORS.values(), ids=DOORS.keys())


def called(params: dict[str, Any]) -> Call[Any]:
    """What `client.call` sends."""
    sent: list[dict[str, str]] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(dict(httpx.QueryParams(request.content.decode())))
        return httpx.Response(200, json={"response": 1})

    with GovPublic("token", transport=httpx.MockTransport(answer)) as client:
        client.call("wall.get", params, result=int)
    return vk.method("wall.get", sent[0], result=int)


VALUES: list[tuple[Any, str]] = [
    (True, "1"),
    (False, "0"),
    (-5, "-5"),
    (1.5, "1.5"),
    (1e-7, "0.0000001"),
    (2e17, "200000000000000000"),
    ("текст", "текст"),
    (Kind.POST, "post"),
    (Level.HIGH, "3"),
    ([1, "a", True], "1,a,1"),
    (["a", "b"], "a,b"),
    ((MOMENT, 2), "1767225600,2"),
    (MOMENT, "1767225600"),
    ({"version": 1, "items": []}, '{"version":1,"items":[]}'),
    ({"a": True, "b": None, "c": "ё", "d": MOMENT}, '{"a":true,"b":null,"c":"ё","d":1767225600}'),
    ([{"id": 1}, {"id": 2}], '[{"id":1},{"id":2}]'),
    ([[1, 2], [3]], "[[1,2],[3]]"),
]
REFUSED: list[Any] = [
    b"x",
    bytearray(b"x"),
    NAIVE,
    date(2026, 1, 1),
    time(1),
    timedelta(1),
    float("nan"),
    float("inf"),
    -float("inf"),
    2**200,
    object(),
    print,
    {1, 2},
    (number for number in range(2)),
    Path("x"),
    1j,
    [None],
    [b"x"],
    ["a", NAIVE],
    {"a": NAIVE},
    {"a": b"x"},
    {"a": {"b": float("nan")}},
    {1: "a"},
    "\ud800",
    ["\ud800"],
    {"\ud800": 1},
    vk.wall.get(-1),
]


@doors
@pytest.mark.parametrize(("value", "text"), VALUES)
def test_values_are_converted_alike(door: Any, value: Any, text: str) -> None:
    assert door(value).get("x") == text


@doors
@pytest.mark.parametrize("value", REFUSED, ids=lambda value: type(value).__name__)
def test_values_are_refused_alike(door: Any, value: Any) -> None:
    with pytest.raises(errors.ParameterError, match=r"^x: "):
        door(value)


TOKEN = "vk1.a.secret"


SPELLINGS = """
access_token ACCESS_TOKEN Access-Token accessToken access.token access_token[] access_token[0]
access_token= x[access_token] access%5Ftoken access_token\u200b ａccess_token
"""


@pytest.mark.parametrize("name", [*SPELLINGS.split(), " access_token", "access token"])
@pytest.mark.parametrize(
    "door",
    [
        lambda name: vk.wall.get(-1).with_params(**{name: TOKEN}),
        lambda name: vk.method("wall.get", {name: TOKEN}, result=int),
        lambda name: vk.execute("return 1;", result=int, **{name: TOKEN}),
        lambda name: vk.execute_with_errors("return 1;", result=int, **{name: TOKEN}),
        lambda name: called({name: TOKEN}),
        lambda name: vk.wall.get(-1).with_params(**{name: None}),
    ],
)
def test_a_token_is_refused_everywhere(door: Any, name: str) -> None:
    with pytest.raises(errors.ParameterError, match="access_token") as refused:
        door(name)
    assert TOKEN not in str(refused.value)


@doors
@pytest.mark.parametrize(
    "value",
    [{"access_token": TOKEN}, [{"access_token": TOKEN}], {"a": {"b": [{"Access-Token": None}]}}],
)
def test_a_token_is_refused_inside_of_json(door: Any, value: Any) -> None:
    with pytest.raises(errors.ParameterError, match="access_token") as refused:
        door(value)
    assert TOKEN not in str(refused.value)


@doors
def test_names_inside_of_json_may_be_empty(door: Any) -> None:
    assert door({"": 1, "token": 2}).get("x") == '{"":1,"token":2}'


@pytest.mark.parametrize("value", [None, 0, "0"])
def test_a_message_without_its_key_is_unsafe(value: Any) -> None:
    call = vk.messages.send_to_many([7], 5, message="x")
    assert call.safety == "keyed"
    assert call.with_params(random_id=value).safety == "unsafe"
    assert call.with_params(random_id=6).safety == "keyed"
    assert call.with_params(message="y").safety == "keyed"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "1"),
        (False, "0"),
        (-5, "-5"),
        (1.5, "1.5"),
        ("текст", "текст"),
        ([1, "a", True], "1,a,1"),
        ((), ""),
        (datetime(2026, 1, 1, tzinfo=UTC), "1767225600"),
        (datetime(2026, 1, 1, 4, tzinfo=timezone(timedelta(hours=4))), "1767225600"),
    ],
)
def test_values_become_texts(value: Any, text: str) -> None:
    assert to_text("name", value) == text


@pytest.mark.parametrize("value", [{}, object(), b"x", NAIVE])
def test_other_values_are_refused(value: Any) -> None:
    with pytest.raises(errors.ParameterError, match="name"):
        to_text("name", value)


@pytest.mark.parametrize(
    ("make", "parameter"),
    [
        (lambda: vk.wall.get(0), "owner_id"),
        (lambda: vk.wall.get(True), "owner_id"),
        (lambda: vk.wall.get(-1, count=101), "count"),
        (lambda: vk.wall.get(-1, count=0), "count"),
        (lambda: vk.wall.get(-1, offset=-1), "offset"),
        (lambda: vk.groups.get_by_id([]), "group_ids"),
        (lambda: vk.groups.get_by_id(list(range(1, 502))), "group_ids"),
        (lambda: vk.groups.get_by_id("samara"), "group_ids"),
        (lambda: vk.groups.edit(-1), "group_id"),
        (lambda: vk.users.get([1] * 1001), "user_ids"),
        (lambda: vk.stats.get(1, timestamp_from=NAIVE), "timestamp_from"),
        (lambda: vk.stats.get_post_reach(-1, list(range(1, 32))), "post_ids"),
        (lambda: vk.wall.post(-1, "x", publish_date=NAIVE), "publish_date"),
        (lambda: vk.wall.post(-1, "x", lat=91), "lat"),
        (lambda: vk.groups.tag_add(1, "x" * 21), "tag_name"),
        (lambda: vk.execute(" ", result=int), "code"),
        (lambda: vk.method("nonsense", result=int), "name"),
        (lambda: vk.method("wall.get; drop", result=int), "name"),
    ],
)
def test_bad_input_is_refused_with_its_name(make: Any, parameter: str) -> None:
    with pytest.raises(errors.ParameterError) as refused:
        make()
    assert refused.value.name == parameter
    assert refused.value.expected in str(refused.value)


def test_any_method_has_its_facts() -> None:
    newsfeed = vk.method("newsfeed.search", {"q": "снег", "count": 5, "none": None}, result=object)
    assert newsfeed.params == (("count", "5"), ("q", "снег"))
    assert (newsfeed.safety, newsfeed.packable) == ("read", True)
    tomorrow = vk.method("tomorrow.doAnything", result=int)
    assert (tomorrow.safety, tomorrow.packable) == ("unsafe", False)


def test_execute_takes_arguments() -> None:
    call = vk.execute("return Args.a;", result=int, a=5)
    assert (call.get("a"), call.safety) == ("5", "unsafe")


def test_parameters_that_nobody_typed_can_be_added() -> None:
    call = vk.wall.get(-1).with_params(topic_id=1, flag=True, count=None)
    assert call.params == (("flag", "1"), ("owner_id", "-1"), ("topic_id", "1"))
    assert call.get("missing") is None


@given(st.dictionaries(st.sampled_from("abcde"), st.one_of(st.integers(), st.text(max_size=5))))
def test_calls_compare_by_what_they_ask(params: dict[str, Any]) -> None:
    one = vk.method("users.get", params, result=int)
    other = vk.method("users.get", dict(reversed(list(params.items()))), result=int)
    assert one == other
    assert hash(one) == hash(other)
    assert one == one.with_params()


@doors
def test_json_has_an_end(door: Callable[[Any], Call[Any]]) -> None:
    deep: Any = {}
    for _ in range(60):
        deep = {"a": [deep]}

    with pytest.raises(errors.ParameterError, match="too many levels"):
        door(deep)


@pytest.mark.parametrize("name", ["", " "])
def test_an_empty_name_is_refused(name: str) -> None:
    for ask in (
        lambda: vk.method("wall.get", {name: 1}, result=int),
        lambda: vk.wall.get(-1).with_params(**{name: 1}),
        lambda: called({name: 1}),
    ):
        with pytest.raises(errors.ParameterError, match="empty name"):
            ask()


def test_wrong_names_and_values_of_a_mapping_are_told_by_their_place() -> None:
    def report(attributes: Any) -> object:
        here = open311.Server("https://city.example/v2")
        return open311.create(here, "1", address="a", attributes=attributes)

    with pytest.raises(errors.ParameterError, match=r"attributes\[1\].* 7"):
        report({"a": "b", 7: "c"})
    with pytest.raises(errors.ParameterError, match=r"attributes\[1\].* 8"):
        report({"a": "b", "c": 8})
    with pytest.raises(errors.ParameterError, match="a mapping: "):
        report(7)


@pytest.mark.parametrize("language", ["de", "RU", ""])
def test_texts_are_in_two_languages(language: Any) -> None:
    text = LocalizedText("да", "yes")

    assert (text(), text("en")) == ("да", "yes")
    with pytest.raises(errors.ParameterError, match="'ru' or 'en'"):
        text(language)


def test_texts_of_persons_do_not_show() -> None:
    shown = repr(vk.wall.create_comment(-1, 2, "слова"))
    assert shown == "Call(wall.createComment(message=<5 characters>, owner_id=-1, post_id=2))"
    long = repr(Call(method="x.y", params=(("site", "y" * 200),), decode=vk.users.get([1]).decode))
    assert len(long) < 120


def test_unknown_names_are_no_parts() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = vk.nonsense  # type: ignore[attr-defined]
    assert "wall" in dir(vk)
