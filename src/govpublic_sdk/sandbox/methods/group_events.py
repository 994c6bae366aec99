"""Callback servers and Long Poll of a community, and the events that each receives."""

from __future__ import annotations

import re

from govpublic_sdk.sandbox.callbacks import confirmation_code, is_near
from govpublic_sdk.sandbox.events import TYPES
from govpublic_sdk.sandbox.methods.groups import get_managed_group
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_MAX_SERVERS = 10
_MAX_TITLE, _MAX_SECRET = 14, 50
_VERSION = re.compile(r"\d{1,3}\.\d{1,4}", re.ASCII)
_NOT_LOOPBACK = "leads off this machine: the sandbox posts to loopback addresses only"


def _find_server(call: MethodCall, group_id: int) -> Json:
    server_id = call.number("server_id")
    server = next(
        (server for server in call.world.servers[group_id] if server["id"] == server_id), None
    )
    return server or call.refuse(104, "Not found")


def _parse_server(call: MethodCall) -> Json:
    """Parse and check address, title and secret of a server."""
    url = call.require("url")
    if not url.startswith(("http://", "https://")):
        call.wrong("url")
    if not is_near(url):
        call.wrong("url", _NOT_LOOPBACK)
    secret = {"secret_key": call.text("secret_key")} if "secret_key" in call.params else {}
    if len(secret.get("secret_key", "")) > _MAX_SECRET:
        call.wrong("secret_key", "is too long")
    return {"url": url, "title": call.require("title", longest=_MAX_TITLE), **secret}


@method("groups.addCallbackServer", "UG")
def add_callback_server(call: MethodCall) -> Json:
    """Register a server and request its confirmation."""
    group_id = get_managed_group(call)
    if len(call.world.servers[group_id]) >= _MAX_SERVERS:
        call.refuse(2000, "Servers number limit is reached")
    server = {"secret_key": "", **_parse_server(call), "id": call.world.new_id(), "status": "wait"}
    call.world.servers[group_id].append({**server, "creator_id": abs(call.caller.id)})
    call.world.events.ring()
    return {"server_id": server["id"]}


@method("groups.editCallbackServer", "UG")
def edit_callback_server(call: MethodCall) -> int:
    """Change a server. A new address or a failed server is confirmed again."""
    server, changes = _find_server(call, get_managed_group(call)), _parse_server(call)
    if changes["url"] != server["url"] or server["status"] != "ok":
        changes["status"] = "wait"
    server.update(changes)
    call.world.events.ring()
    return 1


@method("groups.deleteCallbackServer", "UG")
def delete_callback_server(call: MethodCall) -> int:
    """Remove a server."""
    group_id = get_managed_group(call)
    call.world.servers[group_id].remove(_find_server(call, group_id))
    return 1


@method("groups.getCallbackServers", "UG")
def get_callback_servers(call: MethodCall) -> Json:
    """Return all servers, or those with the given ids."""
    server_ids = call.numbers("server_ids")
    servers = call.world.servers[get_managed_group(call)]
    servers = [server for server in servers if not server_ids or server["id"] in server_ids]
    return {"count": len(servers), "items": servers}


@method("groups.getCallbackConfirmationCode", "UG")
def get_callback_confirmation_code(call: MethodCall) -> Json:
    """Return the text that confirms a server."""
    return {"code": confirmation_code(call.world.region.seed, get_managed_group(call))}


@method("groups.getCallbackSettings", "UG")
def get_callback_settings(call: MethodCall) -> Json:
    """Return the events that a server receives."""
    return _show_settings(call.world.events_setting(*_parse_reader(call)))


@method("groups.setCallbackSettings", "UG")
def set_callback_settings(call: MethodCall) -> int:
    """Choose events for a server."""
    return _set_events(call, *_parse_reader(call))


def _parse_reader(call: MethodCall) -> tuple[int, str]:
    """Return the community and the settings key of a server, by default the first one."""
    group_id = get_managed_group(call)
    if call.number("server_id", 0):
        return group_id, f"callback {_find_server(call, group_id)['id']}"
    first_id = next((server["id"] for server in call.world.servers[group_id]), 0)
    return group_id, f"callback {first_id}"


@method("groups.getLongPollSettings", "UG")
def get_long_poll_settings(call: MethodCall) -> Json:
    """Return the events that Long Poll delivers."""
    settings = call.world.events_setting(get_managed_group(call), "longpoll")
    return {**_show_settings(settings), "is_enabled": bool(settings.get("enabled"))}


@method("groups.setLongPollSettings", "UG")
def set_long_poll_settings(call: MethodCall) -> int:
    """Switch Long Poll on or off and choose its events."""
    group_id = get_managed_group(call)
    if "enabled" in call.params:
        settings = call.world.settings.setdefault((group_id, "longpoll"), {})
        settings["enabled"] = int(call.flag("enabled"))
    return _set_events(call, group_id, "longpoll")


@method("groups.getLongPollServer", "UG")
def get_long_poll_server(call: MethodCall) -> Json:
    """Return the Long Poll server."""
    group_id = get_managed_group(call)
    if not call.world.events_setting(group_id, "longpoll").get("enabled"):
        call.wrong("group_id", "is invalid: longpoll for this group is not enabled")
    return call.world.long_poll.server(group_id, call.address, call.world.clock.now())


def _show_settings(settings: Json) -> Json:
    events = {name: settings.get(name, 0) for name in TYPES}
    return {"api_version": settings.get("api_version", "5.199"), "events": events}


def _set_events(call: MethodCall, group_id: int, reader: str) -> int:
    settings: Json = {name: int(call.flag(name)) for name in TYPES if name in call.params}
    version = call.text("api_version")
    if version and not _VERSION.fullmatch(version):
        call.wrong("api_version")
    settings |= {"api_version": version} if version else {}
    call.world.settings.setdefault((group_id, reader), {}).update(settings)
    return 1
