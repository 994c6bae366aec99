"""Settings of communities."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from govpublic_sdk.sandbox.methods.groups import get_managed_group
from govpublic_sdk.sandbox.params import MethodCall, is_number, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_SHORT_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9_.]{4,31}")
_FIELDS = {"title": "name", "description": "description", "website": "site", "phone": "phone"}
_LEVELS = {"access": "is_closed", "wall": "wall", "age_limits": "age_limits"}
_SHOWN = {**_FIELDS, **_LEVELS, "address": "screen_name"}
_SECTIONS = ("photos", "video", "audio", "docs", "topics", "wiki")
_FLAGS = (
    "links",
    "events",
    "places",
    "contacts",
    "messages",
    "articles",
    "market",
    "obscene_filter",
    "obscene_stopwords",
    "toxic_filter",
    "disable_replies_from_groups",
)
_BOT_FLAGS = ("bots_capabilities", "bots_start_button", "bots_add_to_chat")
_STORED = (
    *_SECTIONS,
    "subject",
    "public_category",
    "public_subcategory",
    "main_section",
    "secondary_section",
    "country",
    "city",
    "email",
    "rss",
    "obscene_words",
    "public_date",
    "event_start_date",
)
_DEFAULTS: Json = {
    **dict.fromkeys(_SECTIONS, 1),
    "obscene_filter": 0,
    "obscene_stopwords": 0,
    "articles": 0,
    "messages": 1,
    "links": 1,
    "contacts": 1,
    "subject": 1,
    "city_id": 123,
    "city_name": "Самара",
    "country_id": 1,
    "country_name": "Россия",
}


@method("groups.edit", "UG")
def edit(call: MethodCall) -> int:
    """Change the given settings only."""
    public = call.world.publics[get_managed_group(call)]
    before = dict(public)
    _rename(call, public)
    for parameter, field in _FIELDS.items():
        if parameter in call.params:
            public[field] = call.text(parameter)
    for parameter, field in _LEVELS.items():
        if parameter in call.params:
            public[field] = call.number(parameter, least=0, most=3)
    settings = call.world.settings.setdefault((public["id"], "edit"), {})
    settings.update({name: call.text(name) for name in _STORED if name in call.params})
    settings.update(_parse_flags(call, _FLAGS))
    _notify_changes(call, before, public)
    return 1


def _notify_changes(call: MethodCall, before: Json, public: Json) -> None:
    """Send the community an event with its changed fields."""
    fields = {**_FIELDS, **_LEVELS, "screen_name": "screen_name"}
    changes = {
        name: {"old_value": before[field], "new_value": public[field]}
        for name, field in fields.items()
        if before[field] != public[field]
    }
    if changes:
        event = {"user_id": abs(call.caller.id), "changes": changes}
        call.world.tell(public["id"], "group_change_settings", event)


def _rename(call: MethodCall, public: Json) -> None:
    name = call.text("screen_name")
    if not name or name == public["screen_name"]:
        return
    if not _SHORT_NAME.fullmatch(name):
        call.refuse(1260, "Invalid screen name")
    if call.world.find(name)[1]:
        call.refuse(1260, "Screen name is taken")
    call.world.names.pop(public["screen_name"], None)
    call.world.names[name] = ("group", public["id"])
    public["screen_name"] = name


@method("groups.getSettings", "U")
def get_settings(call: MethodCall) -> Json:
    """Return the settings of a community."""
    public = call.world.publics[get_managed_group(call)]
    own = {parameter: public[field] for parameter, field in _SHOWN.items()}
    settings = call.world.settings.get((public["id"], "edit"), {})
    numbers = {name: int(value) for name, value in settings.items() if is_number(value)}
    return {
        **own,
        **_DEFAULTS,
        **numbers,
        "obscene_words": [word for word in settings.get("obscene_words", "").split(",") if word],
        "subject_list": [{"id": 1, "name": "Государственная организация"}],
        "email": settings.get("email", ""),
        "rss": settings.get("rss", ""),
    }


@method("groups.setSettings", "UG")
def set_settings(call: MethodCall) -> int:
    """Change settings of messages and bots."""
    group_id = get_managed_group(call)
    call.world.settings.setdefault((group_id, "settings"), {}).update(
        _parse_flags(call, _BOT_FLAGS)
    )
    call.world.settings.setdefault((group_id, "edit"), {}).update(_parse_flags(call, ("messages",)))
    return 1


def _parse_flags(call: MethodCall, names: Iterable[str]) -> dict[str, str]:
    """Return the given flags as `0` or `1`."""
    return {name: str(int(call.flag(name))) for name in names if name in call.params}


@method("groups.getTokenPermissions", "G")
def get_token_permissions(call: MethodCall) -> Json:
    """Return the permissions of a community token."""
    names = {"manage": 262_144, "messages": 4_096, "photos": 4, "docs": 131_072, "wall": 8_192}
    permissions = [{"name": name, "setting": setting} for name, setting in names.items()]
    return {"mask": sum(names.values()), "permissions": permissions}


@method("groups.getOnlineStatus", "UG")
def get_online_status(call: MethodCall) -> Json:
    """Return whether a community is online."""
    state = call.world.settings.get((call.group_id(), "online"), {})
    return {"status": "online" if state.get("on") else "none", "minutes": 0}


@method("groups.enableOnline", "UG")
def enable_online(call: MethodCall) -> int:
    """Show that a community is online."""
    return _set_online(call, on=True)


@method("groups.disableOnline", "UG")
def disable_online(call: MethodCall) -> int:
    """Stop showing that a community is online."""
    return _set_online(call, on=False)


def _set_online(call: MethodCall, *, on: bool) -> int:
    group_id = get_managed_group(call)
    call.world.settings[group_id, "online"] = {"on": on}
    return 1


@method("groups.toggleMarket", "U")
def toggle_market(call: MethodCall) -> int:
    """Switch the shop."""
    get_managed_group(call)
    if call.require("state") not in ("advanced", "basic", "none"):
        call.wrong("state")
    return 1


@method("groups.getCatalogInfo", "U")
def get_catalog_info(call: MethodCall) -> Any:
    """Return the categories of the catalogue, always empty."""
    return {"enabled": 0, "categories": []}
