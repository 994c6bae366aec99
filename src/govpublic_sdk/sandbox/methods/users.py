"""Users: fictitious persons, «Житель 1» and so on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from govpublic_sdk.sandbox.params import MethodCall, is_number, method
from govpublic_sdk.sandbox.world import Json

__all__ = ["GROUP_FIELDS", "resolve_ids", "show_profiles", "show_user", "show_users"]

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
GROUP_FIELDS = (
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


def show_users(call: MethodCall, user_ids: Iterable[int]) -> list[Json]:
    """Show users by id with the fields of the call, and skip unknown ones."""
    fields = call.words("fields")
    users = (call.world.user(user_id) for user_id in user_ids)
    return [show_user(user, fields) for user in users if user is not None]


def show_profiles(call: MethodCall, owners: Iterable[int], *, always: bool = False) -> Json:
    """Show `profiles` and `groups` of owners if the call is extended."""
    if not (always or call.flag("extended")):
        return {}
    unique = set(owners)
    fields = (*GROUP_FIELDS, *(name for name in call.words("fields") if name[0] != "_"))
    groups: list[Json] = []
    for owner_id in sorted(unique):
        group = call.world.publics.get(-owner_id)
        if group is not None:
            groups.append({name: group[name] for name in fields if name in group})
    users = show_users(call, sorted(owner_id for owner_id in unique if owner_id > 0))
    return {"profiles": users, "groups": groups}


def resolve_ids(call: MethodCall, words: Iterable[str], kind: str) -> list[int]:
    """Resolve ids and short names of users or groups, unknown ones to 0.

    Args:
        call: The call.
        words: Ids or short names.
        kind: `user` or `group`.
    """
    prefix = "id" if kind == "user" else "club"
    ids: list[int] = []
    for word in words:
        found_kind, object_id = call.world.find(f"{prefix}{word}" if is_number(word) else word)
        ids.append(object_id if found_kind == kind else 0)
    return ids


@method("users.get", "UGS")
def get(call: MethodCall) -> Any:
    """Return users by id or short name."""
    words = call.words("user_ids") or [
        str(call.caller.id or call.wrong("user_ids", "is undefined"))
    ]
    if len(words) > _MAX_IDS:
        call.wrong("user_ids", "contains too many items")
    return show_users(call, resolve_ids(call, words, "user"))


@method("account.getAppPermissions", "U")
def get_app_permissions(call: MethodCall) -> int:
    """Return the permissions of the token: all that publics need."""
    return sum(_PERMISSIONS.values())
