"""Persons: all of them are made up, «Житель 1» and so on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govpublic_sdk.sandbox.params import MethodCall, is_number, method
from govpublic_sdk.sandbox.world import Json

__all__ = ["person", "show_profiles", "show_user", "show_users"]

_PERMISSIONS = {
    "photos": 4,
    "video": 16,
    "pages": 128,
    "status": 1 << 10,
    "messages": 1 << 12,
    "wall": 1 << 13,
    "offline": 1 << 16,
    "docs": 1 << 17,
    "groups": 1 << 18,
    "stats": 1 << 20,
}
_BASE_FIELDS = ("id", "first_name", "last_name", "is_closed", "can_access_closed")


def show_user(user: Json, fields: Iterable[str]) -> Json:
    """A person with the fields that are asked for."""
    return {name: user[name] for name in (*_BASE_FIELDS, *fields) if name in user}


def person(ask: MethodCall, number: int) -> Json | None:
    """Who has an id."""
    return ask.world.user(number)


def show_users(ask: MethodCall, user_ids: Iterable[int]) -> list[Json]:
    """Persons by id, with the fields that the call asks for."""
    fields = ask.words("fields")
    found = (person(ask, one) for one in user_ids)
    return [show_user(one, fields) for one in found if one is not None]


def show_profiles(ask: MethodCall, owners: Iterable[int], *, always: bool = False) -> Json:
    """`profiles` and `groups` of those who are mentioned, when the call is extended."""
    if not (always or ask.flag("extended")):
        return {}
    unique = set(owners)
    groups = [
        ask.world.publics[-owner_id]
        for owner_id in sorted(unique)
        if -owner_id in ask.world.publics
    ]
    return {
        "profiles": show_users(ask, sorted(owner_id for owner_id in unique if owner_id > 0)),
        "groups": [_show_group(ask, group) for group in groups],
    }


def _show_group(ask: MethodCall, group: Json) -> Json:
    names = ("id", "name", "screen_name", "is_closed", "type", "photo_50", "photo_100", "photo_200")
    wanted = (*names, *(name for name in ask.words("fields") if not name.startswith("_")))
    return {name: group[name] for name in wanted if name in group}


@method("users.get", "UGS")
def get(ask: MethodCall) -> Any:
    """Persons by id or short name."""
    words = ask.words("user_ids") or [str(ask.caller.id or ask.wrong("user_ids", "is undefined"))]
    if len(words) > 1000:
        ask.wrong("user_ids", "contains too many items")
    return show_users(ask, [_resolve_user(ask, word) for word in words])


@method("account.getAppPermissions", "U")
def get_app_permissions(ask: MethodCall) -> int:
    """What the application of the token may do: all that publics need."""
    return sum(_PERMISSIONS.values())


def _resolve_user(ask: MethodCall, word: str) -> int:
    kind, user_id = ask.world.find(word if not is_number(word) else f"id{word}")
    return user_id if kind == "user" else 0
