"""Objects that hold keys and passwords show, copy and pickle none of them."""

from __future__ import annotations

import copy
import json
import pickle
import pprint
from collections.abc import Callable
from dataclasses import asdict, astuple, replace
from typing import Any

import pytest

from govpublic_sdk import open311, pos
from govpublic_sdk.events import GroupSettings
from govpublic_sdk.pos import edms

CANARY = "canary-4cd1"
PLATFORM = pos.Settings(
    url="https://platform.example",
    token_path="/token",
    list_path="/list",
    accept_path="/accept/{id}",
    update_path="/update/{id}",
    upload_path="/upload",
    zone="Europe/Samara",
    client_id="body",
    client_secret=CANARY + "-1",
    username=CANARY + "-2",
    password=CANARY + "-3",
    scope="appeals",
)
HOLDERS: dict[str, Any] = {
    "GroupSettings": GroupSettings(CANARY, CANARY),
    "GroupSettings with a function": GroupSettings(CANARY, lambda: CANARY),
    "Server": open311.Server("https://city.example", api_key=CANARY),
    "Settings": PLATFORM,
    "sign_in": edms.sign_in(PLATFORM),
}
WAYS: dict[str, Callable[[Any], Any]] = {
    "repr": repr,
    "pprint": pprint.pformat,
    "pickle": pickle.dumps,
    "pickled state": lambda held: pickle.dumps(held.__getstate__()),
    "asdict": asdict,
    "astuple": astuple,
    "json": lambda held: json.dumps(asdict(held), default=str),
    "json of the object": lambda held: json.dumps(held, default=str),
    "state": lambda held: held.__getstate__(),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", HOLDERS)
def test_secret_is_masked_or_refused(name: str, way: str) -> None:
    try:
        shown = WAYS[way](HOLDERS[name])
    except TypeError as error:
        shown = str(error)

    assert CANARY not in repr(shown)


@pytest.mark.parametrize("name", ["GroupSettings", "GroupSettings with a function", "Settings"])
def test_settings_say_why_they_are_not_pickled(name: str) -> None:
    with pytest.raises(TypeError, match="build them where they are needed"):
        pickle.dumps(HOLDERS[name])


@pytest.mark.parametrize("name", ["GroupSettings", "Server", "sign_in"])
def test_copies_keep_their_secrets(name: str) -> None:
    held = HOLDERS[name]

    assert copy.copy(held) == copy.deepcopy(held) == held


def test_secret_is_an_ordinary_text() -> None:
    given = HOLDERS["GroupSettings"]

    assert given.secret == CANARY
    assert replace(given, confirmation="code").secret == CANARY
    assert given.code() == CANARY
    assert HOLDERS["Server"].api_key == CANARY
    assert f"{PLATFORM.password} {PLATFORM.client_secret}" == f"{CANARY}-3 {CANARY}-1"
