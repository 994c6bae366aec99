"""Names, links and the clock."""

from __future__ import annotations

import hashlib
from typing import Any

from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


@method("utils.getServerTime", "UGS")
def get_server_time(call: MethodCall) -> int:
    """Return the time in Unix seconds."""
    return call.now


@method("utils.resolveScreenName", "UGS")
def resolve_screen_name(call: MethodCall) -> Any:
    """Return the owner of a short name, or an empty array if it is free."""
    kind, object_id = call.world.find(call.require("screen_name"))
    if kind == "group":
        return {"type": kind, "object_id": object_id, "group_id": object_id}
    return {"type": kind, "object_id": object_id} if object_id else []


@method("utils.checkLink", "UGS")
def check_link(call: MethodCall) -> Json:
    """Return whether VK blocks a URL."""
    url = call.require("url")
    status = "not_banned" if url.startswith(("http://", "https://")) else "processing"
    return {"status": status, "link": url}


@method("utils.getShortLink", "UGS")
def get_short_link(call: MethodCall) -> Json:
    """Create a short link, the same for the same URL."""
    url = call.require("url")
    key = hashlib.sha256(url.encode()).hexdigest()[:6]
    link = {
        "short_url": f"https://vk.cc/{key}",
        "url": url,
        "key": key,
        "access_key": hashlib.sha256(key.encode()).hexdigest()[:16],
    }
    call.world.links[key] = {**link, "timestamp": call.now, "views": 0}
    return link


@method("utils.getLastShortenedLinks", "U")
def get_last_shortened_links(call: MethodCall) -> Json:
    """Return short links, newest first."""
    links = sorted(call.world.links.values(), key=lambda link: -link["timestamp"])
    return call.page(links, count=10, most=1000)


@method("utils.deleteFromLastShortened", "U")
def delete_from_last_shortened(call: MethodCall) -> int:
    """Delete a short link."""
    if call.world.links.pop(call.require("key"), None) is None:
        call.refuse(104, "Not found")
    return 1


@method("utils.getLinkStats", "UGS")
def get_link_stats(call: MethodCall) -> Json:
    """Return the clicks on a short link by day."""
    key = call.require("key")
    link = call.world.links.get(key) or call.refuse(104, "Not found")
    periods = call.number("intervals_count", 1, least=1, most=100)
    clicks = [call.world.chance("clicks", key, index).randrange(50) for index in range(periods)]
    return {
        "key": key,
        "stats": [
            {"timestamp": link["timestamp"] - 86_400 * index, "views": views}
            for index, views in enumerate(clicks)
        ],
    }
