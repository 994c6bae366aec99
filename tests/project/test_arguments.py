"""Every public parameter refuses values of a wrong type by its name, before anything is sent."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypedDict, cast

import pytest

from govpublic_sdk import AsyncGovPublic, appeals, errors, events, official_pages, pos, vk
from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk.official_pages import Registry
from govpublic_sdk.official_pages.resource import OfficialPages
from surface import things

# What each value is, as annotations name it: it is wrong where the annotation names none of these.
WRONG: list[tuple[Any, str]] = [
    (4242, "int float"),
    (True, "bool"),
    (1.5, "float"),
    (10**30, ""),
    (float("nan"), ""),
    (float("inf"), ""),
    ("nonsense ", "str Path"),
    ("a\ud800", "Half"),
    (b"x", "bytes File"),
    (["a", "b"], "Sequence Iterable Collection list tuple Media"),
    ([], "Sequence Iterable Collection list tuple Media"),
    ({"a": 1}, "Mapping dict JsonDict"),
    ({1}, "Iterable Collection AbstractSet frozenset"),
    (datetime(2026, 1, 1, tzinfo=UTC), "datetime"),
    (datetime(2026, 1, 1), ""),  # noqa: DTZ001
    (date(2026, 1, 1), "date"),
    (timedelta(days=1), "timedelta"),
    (Path("registry.xlsx"), "Path PathLike File"),
    (object(), ""),
    (int, "type"),
    (None, "None"),
]
SINGLE = ("samara", b"x", bytearray(b"x"), memoryview(b"x"), Path("registry.xlsx"))
MAPPINGS: list[Any] = [{}, {"samara": 1}, {5: "samara"}, OrderedDict(a=1), MappingProxyType({})]
ALIASES = {
    "PublicLike": "int | str",
    "PostLike": "str",
    "CommentedLike": "str",
    "PeerLike": "int",
    "AppealLike": "str | tuple",
    "File": "bytes Path",
    "Media": "Sequence",
    "JsonValue": "object",
    "TypeForm": "object",
    "Canonical": "Callable",
    "Owner": "Callable",
    "StartResponse": "Callable",
}
# Data of others, which may hold half characters, is read and looked up, not sent.
READS_DATA = (
    *("appeals.Classifier.find", "appeals.Figures.share_of", "events.parse"),
    *("identifiers.Identifier.parse", "official_pages.Registry.of", "pos.PosLink.parse"),
)


def doors() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Public functions, methods and constructors that take annotated parameters."""
    for name, thing in things():
        found = thing.__init__ if inspect.isclass(thing) else thing
        if inspect.isfunction(found) and hasattr(found, "__wrapped__"):
            yield name, found


def ask(door: Callable[..., Any], arguments: dict[str, Any]) -> object:
    """Call it; a coroutine is awaited as far as it goes without a loop."""
    result = door(**arguments)
    return result.send(None) if inspect.iscoroutine(result) else result


DOORS = dict(doors())


def parameters(door: Callable[..., Any]) -> Iterator[tuple[str, str]]:
    """The names of parameters and their annotations, aliases written out."""
    names = getattr(inspect.unwrap(door), "__globals__", {})
    for name, parameter in inspect.signature(door).parameters.items():
        is_named = parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
        if is_named and parameter.annotation is not parameter.empty:
            annotation = str(parameter.annotation)
            for word in re.findall(r"\b[_A-Z]\w+", annotation):
                if isinstance(names.get(word), str) or hasattr(names.get(word), "__args__"):
                    annotation = re.sub(rf"\b{word}\b", f"{names[word]}", annotation)
            for alias, meaning in ALIASES.items():
                annotation = re.sub(rf"\b{alias}\b", f"{alias} {meaning}", annotation)
            yield name, annotation


def is_wrong(value_kinds: str, annotation: str) -> bool:
    """Whether none of the kinds of a value occurs in an annotation, outside of its brackets."""
    words = set(re.findall(r"\w+", re.sub(r"\[.*?\]+", "", annotation)))
    is_open = words & {"object", "Any", "T", "Callable", "Protocol"} or not words
    return not is_open and not words & set(value_kinds.split())


CASES = [
    pytest.param(
        door, name, f"{annotation} Half" * (path in READS_DATA) or annotation, id=f"{path}({name})"
    )
    for path, door in DOORS.items()
    for name, annotation in parameters(door)
]


@pytest.mark.parametrize(("door", "name", "annotation"), CASES)
def test_wrong_value_is_refused_by_name(door: Any, name: str, annotation: str) -> None:
    refused = [value for value, kinds in WRONG if is_wrong(kinds, annotation)]

    for value in refused:
        with pytest.raises(errors.ParameterError) as caught:
            ask(door, {name: value})
        assert caught.value.name.partition("[")[0] == name
        assert "a\ud800" not in str(caught.value)
        str(caught.value).encode()


def takes_several(annotation: str) -> bool:
    outside = re.sub(r"\[.*?\]+", "", annotation)
    words = set(re.findall(r"\w+", outside))
    several = words & {"Sequence", "Iterable", "Collection", "list", "tuple", "frozenset", "Media"}
    return bool(several) and not words & {"str", "bytes", "Path", "PathLike", "object", "Any"}


SEVERAL = [case for case in CASES if takes_several(str(case.values[2]))]


def test_parameters_with_several_values_are_found() -> None:
    assert len(SEVERAL) > 40


@pytest.mark.parametrize(("door", "name", "annotation"), SEVERAL)
def test_one_value_for_several_is_refused(door: Any, name: str, annotation: str) -> None:
    for value in SINGLE:
        with pytest.raises(errors.ParameterError) as caught:
            door(**{name: value})
        assert caught.value.name == name


@pytest.mark.parametrize(("door", "name", "annotation"), SEVERAL)
def test_mapping_for_several_is_refused(door: Any, name: str, annotation: str) -> None:
    for value in () if "Mapping" in annotation else MAPPINGS:
        with pytest.raises(errors.ParameterError) as caught:
            door(**{name: value})
        assert caught.value.name == name


@pytest.mark.parametrize(
    ("door", "name", "annotation"),
    [case for case in SEVERAL if str(case.values[2]).startswith("Sequence")],
)
def test_set_is_refused_where_the_order_counts(door: Any, name: str, annotation: str) -> None:
    for value in ({"a"}, frozenset({1}), set[int]()):
        with pytest.raises(errors.ParameterError) as caught:
            door(**{name: value})
        assert caught.value.name == name


Role = Literal["editor", "moderator"]


@check_arguments
def example(
    number: int,
    /,
    text: str = "",
    *values: int,
    roles: tuple[Role, ...] = (),
    open_word: str | Literal["a"] = "a",
    pairs: dict[str, list[float]] | None = None,
    box: tuple[int, int] = (1, 2),
    **more: object,
) -> tuple[Any, ...]:
    return (number, text, values, roles, open_word, pairs, box, more)


def test_right_values_pass_unchanged() -> None:
    given = example(
        1, "текст", 2, 3, roles=("editor",), open_word="new", pairs={"a": [1]}, extra=b""
    )

    assert given == (1, "текст", (2, 3), ("editor",), "new", {"a": [1]}, (1, 2), {"extra": b""})
    assert example.__name__ == "example"


@pytest.mark.parametrize(
    ("arguments", "options", "parameter", "words"),
    [
        ((True,), {}, "number", "True (expected a whole number)"),
        ((1, "x", 2, "3"), {}, "values[1]", "a text of 1 characters"),
        (
            (1,),
            {"roles": ("editor", "owner")},
            "roles[1]",
            "'owner' (expected 'editor' or",
        ),
        ((1,), {"roles": "editor"}, "roles", "expected a list, for example [roles]"),
        ((1,), {"roles": ["Иванов Иван"]}, "roles[0]", "a text of 11 characters"),
        ((1,), {"pairs": {"a": [1, "b"]}}, "pairs[0][1]", "a number"),
        ((1,), {"pairs": {1: []}}, "pairs[0]", "a text"),
        ((1,), {"box": (1, 2, 3)}, "box", "2 values"),
        ((1,), {"roles": {"editor": 1}}, "roles", "a list of its keys or of its values"),
        ((1,), {"roles": {"editor"}}, "roles", "a list, which has an order"),
        ((10**30,), {}, "number", "a number of 100 bits"),
        ((1, "\udfff"), {}, "text", "half a character"),
    ],
)
def test_refusal_names_the_place(
    arguments: tuple[Any, ...], options: dict[str, Any], parameter: str, words: str
) -> None:
    with pytest.raises(errors.ParameterError, match=re.escape(words)) as caught:
        example(*arguments, **options)

    assert caught.value.name == parameter


def test_list_error_shows_what_to_write() -> None:
    with pytest.raises(errors.ParameterError, match=r"a list, for example \[user_ids\]"):
        vk.users.get("5")  # type: ignore[arg-type]


def test_model_is_no_list() -> None:
    from govpublic_sdk.models import Public

    public: Any = Public(id=1)
    with pytest.raises(errors.ParameterError, match="group_ids"):
        vk.groups.get_by_id(public)


@pytest.mark.parametrize("given", ["publics.xlsx", Path("publics.xlsx"), b"publics.xlsx"])
def test_path_as_registry_names_the_reader(given: Any) -> None:
    with pytest.raises(errors.ParameterError, match=r"Registry\.read\(path\)") as caught:
        Registry.of(given)
    assert caught.value.name == "publics"
    with pytest.raises(errors.ParameterError, match=r"Registry\.read\(path\)") as caught:
        OfficialPages.audit(given)
    assert caught.value.name == "registry"


def test_data_of_others_may_hold_half_characters() -> None:
    half = "\ud83d"
    event = json.dumps({"type": "new_word", "group_id": 1, "object": {"text": half}})

    assert pos.PosLink.parse(f"https://pos.gosuslugi.ru/{half}").kind == "other"
    assert len(official_pages.Registry.of([f"https://vk.com/{half}"]).unparsed) == 1
    topic = appeals.Topic(group="Дороги", topic="Ямы")
    assert appeals.Classifier([topic]).find(half, half) is None
    assert events.parse(event).type == "new_word"
    with pytest.raises(errors.ParameterError, match="half a character"):
        vk.wall.post(-1, half)


def test_async_methods_refuse_wrong_types_by_name() -> None:
    async def wrong() -> None:
        async with AsyncGovPublic("token") as client:
            for refused, name in (
                (lambda: client.run(cast("Any", 5)), "runnable"),
                (lambda: client.call(cast("Any", 5), result=int), "method"),
            ):
                with pytest.raises(errors.ParameterError, match=name):
                    await cast("Any", refused)()

    asyncio.run(wrong())


class Named(TypedDict):
    name: str


@check_arguments
def rare(
    amount: Annotated[int, "pieces"] = 1,
    fields: Named | None = None,
    unknown: Elsewhere.Kind[int] | None = None,  # type: ignore[name-defined]  # noqa: F821
) -> tuple[object, ...]:
    return amount, fields, unknown


def test_rare_annotations_are_understood() -> None:
    assert rare(2, {"name": "a"}) == (2, {"name": "a"}, None)
    for name, wrong in (("amount", "2"), ("fields", 5), ("unknown", 7)):
        with pytest.raises(errors.ParameterError) as caught:
            cast("Any", rare)(**{name: wrong})
        assert caught.value.name == name
