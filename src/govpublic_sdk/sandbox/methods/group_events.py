"""Events of a community: its callback servers, Long Poll, and the events that each receives."""

from __future__ import annotations

import re

from govpublic_sdk.sandbox.callbacks import confirmation_code, is_near
from govpublic_sdk.sandbox.events import TYPES
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_MAX_SERVERS = 10
_TITLE, _SECRET = 14, 50
_VERSION = re.compile(r"\d{1,3}\.\d{1,4}", re.ASCII)
_FAR = "leads off this machine: the sandbox posts to loopback addresses only"


def _managed_group(ask: MethodCall) -> int:
    number = ask.group_id()
    ask.check_manager(number)
    return number


def _server(ask: MethodCall, number: int) -> Json:
    wanted = ask.number("server_id")
    found = next((server for server in ask.world.servers[number] if server["id"] == wanted), None)
    return found or ask.refuse(104, "Not found")


def _read_server(ask: MethodCall) -> Json:
    """Address, title and secret of a server."""
    url = ask.require("url")
    if not url.startswith(("http://", "https://")):
        ask.wrong("url")
    if not is_near(url):
        ask.wrong("url", _FAR)
    secret = {"secret_key": ask.text("secret_key")} if "secret_key" in ask.params else {}
    if len(secret.get("secret_key", "")) > _SECRET:
        ask.wrong("secret_key", "is too long")
    return {"url": url, "title": ask.require("title", longest=_TITLE), **secret}


@method("groups.addCallbackServer", "UG")
def add_callback_server(ask: MethodCall) -> Json:
    """Register a server, which is asked for its confirmation."""
    number = _managed_group(ask)
    if len(ask.world.servers[number]) >= _MAX_SERVERS:
        ask.refuse(2000, "Servers number limit is reached")
    server = {"secret_key": "", **_read_server(ask), "id": ask.world.new_id(), "status": "wait"}
    ask.world.servers[number].append({**server, "creator_id": abs(ask.caller.id)})
    ask.world.events.ring()
    return {"server_id": server["id"]}


@method("groups.editCallbackServer", "UG")
def edit_callback_server(ask: MethodCall) -> int:
    """Change a server; at another address, or when it has failed, it is asked again."""
    server, given = _server(ask, _managed_group(ask)), _read_server(ask)
    if given["url"] != server["url"] or server["status"] != "ok":
        given["status"] = "wait"
    server.update(given)
    ask.world.events.ring()
    return 1


@method("groups.deleteCallbackServer", "UG")
def delete_callback_server(ask: MethodCall) -> int:
    """Remove a server."""
    number = _managed_group(ask)
    ask.world.servers[number].remove(_server(ask, number))
    return 1


@method("groups.getCallbackServers", "UG")
def get_callback_servers(ask: MethodCall) -> Json:
    """All servers, or some."""
    wanted = ask.numbers("server_ids")
    servers = ask.world.servers[_managed_group(ask)]
    found = [server for server in servers if not wanted or server["id"] in wanted]
    return {"count": len(found), "items": found}


@method("groups.getCallbackConfirmationCode", "UG")
def get_callback_confirmation_code(ask: MethodCall) -> Json:
    """The text that confirms a server."""
    return {"code": confirmation_code(ask.world.region.seed, _managed_group(ask))}


@method("groups.getCallbackSettings", "UG")
def get_callback_settings(ask: MethodCall) -> Json:
    """Which events a server is sent."""
    return _settings(ask.world.events_setting(*_reader(ask)))


@method("groups.setCallbackSettings", "UG")
def set_callback_settings(ask: MethodCall) -> int:
    """Choose events for a server."""
    return _choose(ask, *_reader(ask))


def _reader(ask: MethodCall) -> tuple[int, str]:
    """The server that is meant; without a number, the first one."""
    number = _managed_group(ask)
    if ask.number("server_id", 0):
        return number, f"callback {_server(ask, number)['id']}"
    first = next((server["id"] for server in ask.world.servers[number]), 0)
    return number, f"callback {first}"


@method("groups.getLongPollSettings", "UG")
def get_long_poll_settings(ask: MethodCall) -> Json:
    """Which events Long Poll gives."""
    chosen = ask.world.events_setting(_managed_group(ask), "longpoll")
    return {**_settings(chosen), "is_enabled": bool(chosen.get("enabled"))}


@method("groups.setLongPollSettings", "UG")
def set_long_poll_settings(ask: MethodCall) -> int:
    """Switch Long Poll, and choose its events."""
    number = _managed_group(ask)
    if "enabled" in ask.params:
        kept = ask.world.settings.setdefault((number, "longpoll"), {})
        kept["enabled"] = int(ask.flag("enabled"))
    return _choose(ask, number, "longpoll")


@method("groups.getLongPollServer", "UG")
def get_long_poll_server(ask: MethodCall) -> Json:
    """Where Long Poll can be asked."""
    number = _managed_group(ask)
    if not ask.world.events_setting(number, "longpoll").get("enabled"):
        ask.wrong("group_id", "is invalid: longpoll for this group is not enabled")
    return ask.world.long_poll.server(number, ask.address, ask.world.clock.now())


def _settings(chosen: Json) -> Json:
    events = {name: chosen.get(name, 0) for name in TYPES}
    return {"api_version": chosen.get("api_version", "5.199"), "events": events}


def _choose(ask: MethodCall, number: int, reader: str) -> int:
    chosen: Json = {name: int(ask.flag(name)) for name in TYPES if name in ask.params}
    version = ask.text("api_version")
    if version and not _VERSION.fullmatch(version):
        ask.wrong("api_version")
    chosen |= {"api_version": version} if version else {}
    ask.world.settings.setdefault((number, reader), {}).update(chosen)
    return 1
