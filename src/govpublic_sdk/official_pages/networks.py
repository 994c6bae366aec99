"""Pages in networks beside VK: addresses of Odnoklassniki and MAX, read out of any text.

Forms of OK: https://apiok.ru/dev/methods/rest/url/url.getInfo; of MAX: https://dev.max.ru/docs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

from govpublic_sdk._core.arguments import check_fields
from govpublic_sdk._core.text import LocalizedText

__all__ = ["NETWORK_NAMES", "Network", "NetworkPage", "pages_in"]

Network: TypeAlias = Literal["vk", "ok", "max"]

NETWORK_NAMES: dict[Network, LocalizedText] = {
    "vk": LocalizedText("ВКонтакте", "VK"),
    "ok": LocalizedText("Одноклассники", "Odnoklassniki"),
    "max": LocalizedText("MAX", "MAX"),
}
"""What people call each network."""

_LONGEST = 4_000  # characters; longer texts are no addresses, and patterns stay fast
_HINT = re.compile(r"(?:ok|odnoklassniki|max)\.ru|_(?:gos|biz)", re.IGNORECASE)
_OK = re.compile(
    r"(?<![\w.-])(?:(?:www|m|new)\.)?(?:ok|odnoklassniki)\.ru/(?P<path>[^\s,;<>\"'«»|()\[\]]*)",
    re.IGNORECASE,
)
_MAX = re.compile(
    r"(?<![\w.-])(?:(?:www|web)\.)?max\.ru/(?P<path>[^\s,;<>\"'«»|()\[\]]*)", re.IGNORECASE
)
_MAX_NAME = re.compile(r"(?<![\w./-])@?(?P<path>id\d{5,20}_(?:gos|biz)\w*)", re.IGNORECASE)
_OK_GROUP = re.compile(r"group/?(?P<id>\d{1,20})", re.IGNORECASE)
_OK_QUERY = re.compile(r"st\.groupid=(?P<id>\d{1,20})", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*", re.IGNORECASE)
_OK_SERVICES = frozenset(
    {"profile", "group", "groups", "video", "videoembed", "live", "music", "games", "app", "apps"}
    | {"game", "help", "search", "feed", "messages", "gifts", "discovery", "dk", "market", "photo"}
    | {"hobby", "business", "regulations", "offer", "friends", "guests", "bookmarks", "settings"}
    | {"nan", "none", "null", "topic", "album", "photos", "statuses", "video-uploader", "feedback"}
)
_MAX_SERVICES = frozenset({"u", "join", "help", "legal", "download", "nan", "none", "null", "docs"})
_EDGES = ".,;:!?)]}>»\"'…/"


@check_fields
@dataclass(frozen=True, slots=True)
class NetworkPage:
    """A page of an organisation in a network, as the registry gives it.

    Attributes:
        network: `ok` or `max`.
        address: Its address in the normal form.
    """

    network: Network
    address: str


def pages_in(text: str) -> tuple[NetworkPage, ...]:
    """Return the pages of OK and MAX that a text names, each once.

    Personal profiles and pages of the networks themselves are left out.
    """
    short = text[:_LONGEST]
    if not _HINT.search(short):
        return ()
    found = [
        *(_ok_page(match["path"]) for match in _OK.finditer(short)),
        *(_max_page(match["path"]) for match in _MAX.finditer(short)),
        *(_max_page(match["path"]) for match in _MAX_NAME.finditer(short)),
    ]
    return tuple(dict.fromkeys(page for page in found if page))


def _ok_page(path: str) -> NetworkPage | None:
    address, _, query = path.partition("?")
    group = _OK_GROUP.match(address) or _OK_QUERY.search(query)
    if group:
        return NetworkPage("ok", f"https://ok.ru/group/{group['id']}")
    name = _first_part(address)
    is_page = _NAME.fullmatch(name) and name.lower() not in _OK_SERVICES
    return NetworkPage("ok", f"https://ok.ru/{name.lower()}") if is_page else None


def _max_page(path: str) -> NetworkPage | None:
    parts = path.partition("?")[0].strip(_EDGES).split("/")
    if parts[0].lower() == "join" and len(parts) > 1 and parts[1]:
        return NetworkPage("max", f"https://max.ru/join/{parts[1]}")
    name = _first_part(path.partition("?")[0])
    if name[:1] == "-" and name[1:].isdecimal():  # a channel by its number, in web.max.ru
        return NetworkPage("max", f"https://max.ru/{name}")
    is_page = _NAME.fullmatch(name) and name.lower() not in _MAX_SERVICES
    return NetworkPage("max", f"https://max.ru/{name.lower()}") if is_page else None


def _first_part(address: str) -> str:
    return address.partition("#")[0].strip("/").partition("/")[0].rstrip(_EDGES).lstrip("@")
