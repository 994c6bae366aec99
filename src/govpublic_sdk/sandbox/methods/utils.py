"""Names, links and the clock."""

from __future__ import annotations

import hashlib
from typing import Any

from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


@method("utils.getServerTime", "UGS")
def get_server_time(ask: MethodCall) -> int:
    """Return the time in Unix seconds."""
    return ask.now


@method("utils.resolveScreenName", "UGS")
def resolve_screen_name(ask: MethodCall) -> Any:
    """Return the owner of a short name, or an empty array if it is free."""
    kind, object_id = ask.world.find(ask.require("screen_name"))
    if kind == "group":
        return {"type": kind, "object_id": object_id, "group_id": object_id}
    return {"type": kind, "object_id": object_id} if object_id else []


@method("utils.checkLink", "UGS")
def check_link(ask: MethodCall) -> Json:
    """Return whether VK blocks a URL."""
    url = ask.require("url")
    status = "not_banned" if url.startswith(("http://", "https://")) else "processing"
    return {"status": status, "link": url}


@method("utils.getShortLink", "UGS")
def get_short_link(ask: MethodCall) -> Json:
    """Create a short link, the same for the same URL."""
    url = ask.require("url")
    key = hashlib.sha256(url.encode()).hexdigest()[:6]
    link = {
        "short_url": f"https://vk.cc/{key}",
        "url": url,
        "key": key,
        "access_key": hashlib.sha256(key.encode()).hexdigest()[:16],
    }
    ask.world.links[key] = {**link, "timestamp": ask.now, "views": 0}
    return link


@method("utils.getLastShortenedLinks", "U")
def get_last_shortened_links(ask: MethodCall) -> Json:
    """Return short links, newest first."""
    links = sorted(ask.world.links.values(), key=lambda link: -link["timestamp"])
    return ask.page(links, count=10, most=1000)


@method("utils.deleteFromLastShortened", "U")
def delete_from_last_shortened(ask: MethodCall) -> int:
    """Delete a short link."""
    if ask.world.links.pop(ask.require("key"), None) is None:
        ask.refuse(104, "Not found")
    return 1


@method("utils.getLinkStats", "UGS")
def get_link_stats(ask: MethodCall) -> Json:
    """Return the clicks on a short link by day."""
    key = ask.require("key")
    link = ask.world.links.get(key) or ask.refuse(104, "Not found")
    periods = ask.number("intervals_count", 1, least=1, most=100)
    clicks = [ask.world.chance("clicks", key, index).randrange(50) for index in range(periods)]
    return {
        "key": key,
        "stats": [
            {"timestamp": link["timestamp"] - 86_400 * index, "views": views}
            for index, views in enumerate(clicks)
        ],
    }
