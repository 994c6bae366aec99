"""Operations of `vk` against the facts of VK's schema: names, types, bounds, tokens, answers.

`required` is often wrong in the schema and does not count. Each departure stands in `departures`
with its evidence, and fails once it is no longer needed.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel

from govpublic_sdk import Call, vk
from govpublic_sdk._core.decoders import PageOf
from govpublic_sdk._core.vk_methods import method_facts
from govpublic_sdk.errors import ParameterError
from make_facts import TABLE
from schema_departures import DEPARTURES
from schema_pairs import PAIRS
from vk_operations import given, operations, required

FACTS: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))

# Sections of which every method is an operation, but those that LEFT_OUT names.
WHOLE = ("board", "groups", "likes", "polls", "stats", "utils", "wall")
LEFT_OUT = {"wall.editAdsStealth", "wall.postAdsStealth", "wall.reportComment", "wall.reportPost"}

# Models for definitions that `test_models_schema` does not pair.
MODELS = {
    "base_bool_int": "bool",
    "base_upload_server": "UploadServer",
    "groups_callback_server": "CallbackServer",
    "groups_callback_settings": "EventSettings",
    "groups_group_tag": "Tag",
    "groups_long_poll_server": "LongPollServer",
    "groups_long_poll_settings": "EventSettings",
    "groups_member_role": "Manager",
    "groups_member_status": "Membership",
    "groups_member_status_full": "Membership",
    "groups_owner_xtr_ban_info": "BannedItem",
    "groups_user_xtr_role": "User",
    "integer": "int",
    "messages_getConversationById": "page of Conversation",
    "messages_getConversationById_extended": "page of Conversation",
    "messages_getConversationMembers": "page of ConversationMember",
    "messages_message": "Message",
    "messages_pinned_message": "Message",
    "photos_photo_upload": "UploadServer",
    "polls_fields_voters": "VotersWithFields",
    "polls_poll_extended": "Poll",
    "polls_voters": "Voters",
    "users_subscriptions_item": "User",
    "utils_link_checked": "CheckedLink",
    "utils_link_stats_extended": "LinkStatistics",
    "utils_short_link": "ShortLink",
    "video_save_result": "VideoUpload",
    "wall_wall_item": "Post",
    **{there.partition("/")[2]: here for here, there in PAIRS.items()},
}
TYPES: dict[str, set[Any]] = {
    "array": {Sequence},
    "boolean": {bool},
    "integer": {int},
    "number": {float},
    "string": {str},
}
BOUNDS = {
    "array": ("maxItems",),
    "integer": ("maximum",),
    "number": ("maximum",),
    "string": ("maxLength",),
}
MANY = 20_000  # beyond every bound of a list or text


def named() -> dict[str, Callable[..., Call[Any]]]:
    """Every operation by the name that users write, such as `wall.get_by_id`."""
    found = {}
    for section in filter(inspect.ismodule, (getattr(vk, name) for name in vk.__all__)):
        for name in section.__all__:
            found[f"{section.__name__.rpartition('.')[2]}.{name}"] = getattr(section, name)
    return found


OPERATIONS = named()


@cache
def call(name: str) -> Call[Any]:
    """The plainest call of an operation."""
    return made(OPERATIONS[name])


def made(function: Callable[..., Call[Any]], **further: Any) -> Call[Any]:
    return function(**{one.name: given(one) for one in required(function)} | further)


@cache
def offered(name: str) -> dict[str, Any]:
    """The parameters of an operation by VK's names, and their annotations; not `**events`."""
    hints = get_type_hints(OPERATIONS[name])
    listed = inspect.signature(OPERATIONS[name]).parameters.values()
    return {p.name.rstrip("_"): hints[p.name] for p in listed if p.kind is not p.VAR_KEYWORD}


def takes_more(name: str) -> bool:
    """Whether it has `**events`."""
    listed = inspect.signature(OPERATIONS[name]).parameters.values()
    return any(p.kind is p.VAR_KEYWORD for p in listed)


def known(name: str) -> dict[str, Any]:
    """What the schema says on the method of an operation."""
    return FACTS["methods"].get(
        call(name).method, {"tokens": "", "parameters": {}, "responses": {}}
    )


def departures(name: str) -> Iterator[str]:
    """Everything in which an operation departs from the schema."""
    if call(name).method not in FACTS["methods"]:
        yield f"{name}: no such method"
    theirs, ours = known(name)["parameters"], offered(name)
    fixed = dict(call(name).params)
    for parameter in ours.keys() - theirs.keys():
        yield f"{name}({parameter}): not in the schema"
    for parameter, fact in theirs.items():
        if parameter in ours:
            yield from misfit(f"{name}({parameter})", ours[parameter], fact)
            yield from unbound(name, parameter, fact)
        elif parameter not in fixed and not (takes_more(name) and fact["type"] == "boolean"):
            yield f"{name}({parameter}): not offered"
    forms = {form: FACTS["responses"][form] for form in known(name)["responses"].values()}
    if not any(answers(name, response, form) for response, form in forms.items()):
        yield f"{name}: answer is {shape(name)}, not {' or '.join(sorted(forms.values()))}"


def misfit(place: str, annotation: Any, fact: dict[str, Any]) -> Iterator[str]:
    """Where an annotation does not fit the type or the choice of the schema."""
    parts = plain(annotation)
    literals = {value for one in parts if get_origin(one) is Literal for value in get_args(one)}
    choice = set(fact.get("enum", ()))
    if literals != choice:
        yield f"{place}: choice of {said(literals)}, not {said(choice)}"
    if literals or choice:
        parts = {type(value) for value in literals} or parts
    kinds = [fact["type"]] if isinstance(fact["type"], str) else fact["type"]
    wanted = set().union(*(TYPES[kind] for kind in kinds))
    found = {get_origin(one) or one for one in parts}
    if found == {datetime} and kinds == ["integer"]:
        return
    if found != wanted:
        names = sorted(one.__name__ for one in found)
        yield f"{place}: {' or '.join(names)}, not {' or '.join(kinds)}"
    elif found == {Sequence} and "items" in fact:
        inner = [fact["items"]["type"]]
        inner = inner[0] if isinstance(inner[0], list) else inner
        items = {one for part in parts for arg in get_args(part) for one in plain(arg)}
        if items != set().union(*(TYPES[kind] for kind in inner)):
            names = sorted(one.__name__ for one in items)
            yield f"{place}: items are {' or '.join(names)}, not {' or '.join(inner)}"


def said(values: set[Any]) -> str:
    return ", ".join(str(one) for one in sorted(values, key=str)) or "anything"


def plain(annotation: Any) -> set[Any]:
    """The members of a union but None."""
    if get_origin(annotation) in (Union, UnionType):
        return {one for one in get_args(annotation) if one is not type(None)}
    return {annotation}


def unbound(name: str, parameter: str, fact: dict[str, Any]) -> Iterator[str]:
    """Bounds of the schema that the operation does not keep."""
    function, place = OPERATIONS[name], f"{name}({parameter})"
    word = next(
        one for one in inspect.signature(function).parameters if one.rstrip("_") == parameter
    )
    for bound in BOUNDS.get(str(fact["type"]), ()):
        if "enum" in fact or offered(name)[parameter] in (datetime, datetime | None):
            continue
        if bound not in fact:
            if refused(function, word, value(bound, MANY, fact)):
                yield f"{place}: refuses large values"
            continue
        most = fact[bound]
        if refused(function, word, value(bound, most, fact)):
            yield f"{place}: refuses {bound} {most}"
        if not refused(function, word, value(bound, most + 1, fact)):
            yield f"{place}: takes more than {bound} {most}"


def value(bound: str, size: int, fact: dict[str, Any]) -> Any:
    if bound == "maxItems":
        return [1 if fact.get("items", {}).get("type") == "integer" else "1_1"] * size
    return "a" * size if bound == "maxLength" else size


def refused(function: Callable[..., Call[Any]], word: str, given_value: Any) -> bool:
    """Whether a value is refused in the name of its parameter."""
    try:
        made(function, **{word: given_value})
    except ParameterError as refusal:
        return refusal.name == word.rstrip("_")
    return False


@cache
def shape(name: str) -> str:
    """The answer of an operation in the words of the facts: a model, a list or page of one."""
    decode = call(name).decode
    if isinstance(decode, PageOf):
        return f"page of {model(decode.item)}"
    if get_origin(decode.shape) is list:
        return f"list of {model(get_args(decode.shape)[0])}"
    return " or ".join(model(one) for one in sorted(plain(decode.shape), key=str, reverse=True))


def model(kind: Any) -> str:
    return "an empty list" if get_origin(kind) is list else kind.__name__


def answers(name: str, response: str, form: str) -> bool:
    """Whether an operation reads one of the schema's answers."""
    if response in ("base_ok_response", "base_bool_response"):
        return shape(name) == "bool"
    if form.startswith("{"):
        kind = call(name).decode.shape
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return False
        fields = {f.alias or n for n, f in kind.model_fields.items()}
        return set(form.strip("{}").split(", ")) <= fields
    many, of, definition = form.rpartition(" of ")
    return shape(name) == f"{many}{of}{MODELS.get(definition, definition)}"


@cache
def found(name: str) -> frozenset[str]:
    return frozenset(departures(name))


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_fits_the_schema(name: str) -> None:
    assert {one for one in found(name) if one not in DEPARTURES} == set()


def test_departures_are_all_needed() -> None:
    every = set(unread()).union(*(found(name) for name in OPERATIONS))

    assert set(DEPARTURES) - every == set()
    assert all(len(reason) > 20 for reason in DEPARTURES.values())


def unread() -> Iterator[str]:
    """Answers of the schema that no operation reads."""
    for method in sorted({call(name).method for name in OPERATIONS}):
        mine = [name for name in OPERATIONS if call(name).method == method]
        for key, response in FACTS["methods"][method]["responses"].items():
            form = FACTS["responses"][response]
            if not any(answers(name, response, form) for name in mine):
                yield f"{method}: no operation reads {key}"


def test_every_answer_is_read() -> None:
    assert {one for one in unread() if one not in DEPARTURES} == set()


def test_no_method_is_missing() -> None:
    here = {call(name).method for name in OPERATIONS}
    there = {name for name in FACTS["methods"] if name.partition(".")[0] in WHOLE}

    assert there - here == LEFT_OUT
    assert {name for name in here if name.startswith("users.")} == {"users.get"}
    for_communities = {
        name
        for name, facts in FACTS["methods"].items()
        if name.startswith("messages.") and "G" in facts["tokens"]
    }
    assert {name for name in here if name.startswith("messages.")} == for_communities


@pytest.mark.parametrize("name", OPERATIONS)
def test_tokens_and_safety_come_from_the_table(name: str) -> None:
    facts, mine = method_facts(call(name).method), call(name)

    assert facts.known
    assert set(facts.kinds) == set(known(name)["tokens"])
    assert (mine.safety, mine.packable) == (facts.safety, facts.packable)


def test_every_operation_is_compared() -> None:
    assert set(OPERATIONS.values()) == set(operations())
    parameters = sum(len(known(name)["parameters"]) for name in OPERATIONS)
    methods = {call(name).method for name in OPERATIONS}
    rows = {
        "operations compared": len(OPERATIONS),
        "methods": len(methods),
        "parameters compared": parameters,
        "departures": len(DEPARTURES),
    }
    print("", *(f"{what:<20} {number:>5}" for what, number in rows.items()), sep="\n")


def test_a_moment_is_an_integer_of_the_schema() -> None:
    sent = vk.wall.post(-1, publish_date=datetime(2025, 1, 1, tzinfo=UTC))

    assert sent.get("publish_date") == "1735689600"
