"""How a community is told of events: servers and settings are kept, delivery is not made here."""

from __future__ import annotations

import hashlib
from typing import Any

from govpublic_sdk.sandbox.asking import Ask, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_MOST_SERVERS = 10


def _managed(ask: Ask) -> int:
    number = ask.group_id()
    ask.managed(number)
    return number


def _server(ask: Ask, number: int) -> Json:
    wanted = ask.number("server_id")
    found = next((one for one in ask.world.servers[number] if one["id"] == wanted), None)
    return found or ask.refuse(104, "Not found")


@method("groups.addCallbackServer", "UG")
def add_callback_server(ask: Ask) -> Json:
    """Register a server."""
    number = _managed(ask)
    if len(ask.world.servers[number]) >= _MOST_SERVERS:
        ask.refuse(2000, "Servers number limit is reached")
    server = {
        "id": ask.world.new_id(),
        "title": ask.needed("title"),
        "creator_id": ask.caller.id,
        "url": ask.needed("url"),
        "secret_key": ask.text("secret_key"),
        "status": "unconfigured",
    }
    ask.world.servers[number].append(server)
    return {"server_id": server["id"]}


@method("groups.editCallbackServer", "UG")
def edit_callback_server(ask: Ask) -> int:
    """Change a server."""
    server = _server(ask, _managed(ask))
    server.update(url=ask.needed("url"), title=ask.needed("title"), status="unconfigured")
    server["secret_key"] = ask.text("secret_key", server["secret_key"])
    return 1


@method("groups.deleteCallbackServer", "UG")
def delete_callback_server(ask: Ask) -> int:
    """Remove a server."""
    number = _managed(ask)
    ask.world.servers[number].remove(_server(ask, number))
    return 1


@method("groups.getCallbackServers", "UG")
def get_callback_servers(ask: Ask) -> Json:
    """All servers, or some."""
    wanted = ask.numbers("server_ids")
    servers = ask.world.servers[_managed(ask)]
    found = [one for one in servers if not wanted or one["id"] in wanted]
    return {"count": len(found), "items": found}


@method("groups.getCallbackConfirmationCode", "UG")
def get_callback_confirmation_code(ask: Ask) -> Json:
    """The text that confirms a server."""
    seed = f"{ask.world.region.seed} {_managed(ask)}"
    return {"code": hashlib.sha256(seed.encode()).hexdigest()[:8]}


@method("groups.getCallbackSettings", "UG")
def get_callback_settings(ask: Ask) -> Json:
    """Which events a server is sent."""
    return _settings(ask, "callback")


@method("groups.setCallbackSettings", "UG")
def set_callback_settings(ask: Ask) -> int:
    """Choose events for a server."""
    return _choose(ask, "callback")


@method("groups.getLongPollSettings", "UG")
def get_long_poll_settings(ask: Ask) -> Json:
    """Which events Long Poll gives."""
    found = _settings(ask, "longpoll")
    return {**found, "is_enabled": bool(found["events"])}


@method("groups.setLongPollSettings", "UG")
def set_long_poll_settings(ask: Ask) -> int:
    """Choose events for Long Poll."""
    return _choose(ask, "longpoll")


@method("groups.getLongPollServer", "UG")
def get_long_poll_server(ask: Ask) -> Json:
    """Where Long Poll can be asked."""
    number = _managed(ask)
    key = hashlib.sha256(f"lp {ask.world.region.seed} {number}".encode()).hexdigest()[:40]
    return {"key": key, "server": f"{ask.address}/longpoll/{number}", "ts": "1"}


def _settings(ask: Ask, kind: str) -> Json:
    events: Json = ask.world.settings.get((_managed(ask), kind), {})
    return {"api_version": "5.199", "events": dict(events)}


def _choose(ask: Ask, kind: str) -> int:
    chosen: dict[str, Any] = {
        name: int(ask.flag(name))
        for name in ask.params
        if name not in ("group_id", "server_id", "api_version", "enabled", "v", "lang")
    }
    chosen.pop("access_token", None)
    ask.world.settings.setdefault((_managed(ask), kind), {}).update(chosen)
    return 1
