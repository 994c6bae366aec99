"""From values to the texts that are sent; what is certain to be refused is refused at the door."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govpublic_sdk import Call, errors, vk
from govpublic_sdk.vk._params import wire

NAIVE = datetime(2026, 1, 1)  # noqa: DTZ001


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
    assert wire("name", value) == text


@pytest.mark.parametrize("value", [{}, object(), b"x", NAIVE])
def test_other_values_are_refused(value: Any) -> None:
    with pytest.raises(errors.ParameterError, match="name"):
        wire("name", value)


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
    assert refused.value.parameter == parameter
    assert refused.value.allowed in str(refused.value)
    assert "Nothing was sent" in str(refused.value)


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


def test_texts_of_persons_do_not_show() -> None:
    shown = repr(vk.wall.create_comment(-1, 2, "слова"))
    assert shown == "Call(wall.createComment(message=<5 characters>, owner_id=-1, post_id=2))"
    long = repr(Call(method="x.y", params=(("site", "y" * 200),), decode=vk.users.get([1]).decode))
    assert len(long) < 120


def test_unknown_names_are_no_parts() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = vk.nonsense  # type: ignore[attr-defined]
    assert "wall" in dir(vk)
