"""What the sandbox answers agrees with VK's official schema, method by method."""

from collections.abc import Iterator

import pytest

import vk_schema
from govpublic_sdk.sandbox import Sandbox
from govpublic_sdk.sandbox.methods import load
from govpublic_sdk.sandbox.params import METHODS
from govpublic_sdk.sandbox.vk_methods import is_known_to_vk
from sandbox_calls import CALLS, Asker, Row
from shared import needs_shared

pytestmark = needs_shared
load()

COMPLETE = ("groups", "wall", "board", "polls", "likes", "stats", "utils")
UNNAMED = {  # parameters that VK takes though the schema does not name them: peers send them
    "wall.get": {"owner_id"},
    "wall.search": {"owner_id"},
}
DEPARTURES = {  # where VK itself departs: deleted comments, https://github.com/vknet/vk/issues/802
    "wall.getComments": "from_id: is absent",
}
UNSEEN = {"messages.getInviteLink": {"responseByOwner"}}  # nobody tells when it comes
WIDER = {"wall.post": "G"}  # kinds that VK lets in though the schema does not: field reports
ROWS = [
    pytest.param(name, row, id=f"{name}-{place}")
    for name, rows in CALLS.items()
    for place, row in enumerate(rows)
]


@pytest.fixture
def ask() -> Iterator[Asker]:
    with Sandbox(publics=40, posts=12, limits=False) as box:
        yield Asker(box)


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_answers_fit_the_schema(ask: Asker, name: str, row: Row) -> None:
    answer = ask(name, token=row.token, **row.params(ask))
    departures = DEPARTURES.get(name, "")
    found = vk_schema.misfits(answer, name, row.response)
    assert [one for one in found if not (departures and departures in one)] == []


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_calls_use_parameters_of_the_schema(ask: Asker, name: str, row: Row) -> None:
    params, known = row.params(ask), vk_schema.parameters(name)
    assert set(params) - set(known) - UNNAMED.get(name, set()) == set()
    assert {one for one in known if known[one].get("required")} - set(params) == set()


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_empty_parameters_change_nothing(ask: Asker, name: str, row: Row) -> None:
    params = row.params(ask)
    empty = dict.fromkeys(set(vk_schema.parameters(name)) - set(params), "")

    answer = ask(name, token=row.token, **params, **empty)

    assert not [
        one for one in vk_schema.misfits(answer, name, row.response) if "from_id" not in one
    ]


def test_methods_of_vk_are_named() -> None:
    sections = {path.parent.name for path in vk_schema.ROOT.glob("*/methods.json")} - {"execute"}
    named = {name for section in sections for name in vk_schema.methods(section)}

    assert [name for name in named if not is_known_to_vk(name)] == []
    assert [name for name in METHODS if not is_known_to_vk(name)] == []


def test_every_method_is_called() -> None:
    assert set(METHODS) == set(CALLS)


@pytest.mark.parametrize("name", METHODS)
def test_every_answer_of_a_method_is_seen(name: str) -> None:
    seen = {row.response for row in CALLS.get(name, [])} | UNSEEN.get(name, set())
    assert set(vk_schema.method(name)["responses"]) == seen


def test_communities_may_call_all_that_is_theirs() -> None:
    own = [
        name
        for name in vk_schema.methods("messages")
        if "group" in vk_schema.method(name)["access_token_type"]
    ]
    assert [name for name in own if name not in METHODS] == []


@pytest.mark.parametrize("section", COMPLETE)
def test_sections_are_complete(section: str) -> None:
    assert [name for name in vk_schema.methods(section) if name not in METHODS] == []


@pytest.mark.parametrize("name", METHODS)
def test_tokens_are_those_of_the_schema(name: str) -> None:
    letters = {"user": "U", "group": "G", "service": "S"}
    named = {letters[kind] for kind in vk_schema.method(name)["access_token_type"]}
    assert set(METHODS[name].kinds) == named | set(WIDER.get(name, ""))
