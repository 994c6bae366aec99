"""Users: fictitious persons, «Житель 1» and so on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govpublic_sdk.sandbox.params import MethodCall, is_number, method
from govpublic_sdk.sandbox.world import Json

__all__ = ["show_profiles", "show_user", "show_users"]

_MAX_IDS = 1000
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
_GROUP_FIELDS = (
    "id",
    "name",
    "screen_name",
    "is_closed",
    "type",
    "photo_50",
    "photo_100",
    "photo_200",
)


def show_user(user: Json, fields: Iterable[str]) -> Json:
    """Show a user with the given fields."""
    return {name: user[name] for name in (*_BASE_FIELDS, *fields) if name in user}


def show_users(ask: MethodCall, user_ids: Iterable[int]) -> list[Json]:
    """Show users by id with the fields of the call, and skip unknown ones."""
    fields = ask.words("fields")
    users = (ask.world.user(user_id) for user_id in user_ids)
    return [show_user(user, fields) for user in users if user is not None]


def show_profiles(ask: MethodCall, owners: Iterable[int], *, always: bool = False) -> Json:
    """Show `profiles` and `groups` of owners if the call is extended."""
    if not (always or ask.flag("extended")):
        return {}
    unique = set(owners)
    return {
        "profiles": show_users(ask, sorted(owner_id for owner_id in unique if owner_id > 0)),
        "groups": [
            _show_group(ask, ask.world.publics[-owner_id])
            for owner_id in sorted(unique)
            if -owner_id in ask.world.publics
        ],
    }


def _show_group(ask: MethodCall, group: Json) -> Json:
    fields = (name for name in ask.words("fields") if not name.startswith("_"))
    return {name: group[name] for name in (*_GROUP_FIELDS, *fields) if name in group}


@method("users.get", "UGS")
def get(ask: MethodCall) -> Any:
    """Return users by id or short name."""
    words = ask.words("user_ids") or [str(ask.caller.id or ask.wrong("user_ids", "is undefined"))]
    if len(words) > _MAX_IDS:
        ask.wrong("user_ids", "contains too many items")
    return show_users(ask, [_resolve_user(ask, word) for word in words])


@method("account.getAppPermissions", "U")
def get_app_permissions(ask: MethodCall) -> int:
    """Return the permissions of the token: all that publics need."""
    return sum(_PERMISSIONS.values())


def _resolve_user(ask: MethodCall, word: str) -> int:
    kind, user_id = ask.world.find(word if not is_number(word) else f"id{word}")
    return user_id if kind == "user" else 0
