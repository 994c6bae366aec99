"""Communities: reading, searching, changing them.

Parts of a community page: links, addresses, tags, notes.
"""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.params import MethodCall, is_number, method
from govpublic_sdk.sandbox.region import new_public
from govpublic_sdk.sandbox.world import Json

__all__ = [
    "show_group",
]

_BASE = (
    *("id", "name", "screen_name", "is_closed", "type", "photo_50", "photo_100", "photo_200"),
    "deactivated",
)
_MOST = 500


def show_group(ask: MethodCall, public: Json) -> Json:
    """A community with the fields that are asked for, as the caller may see them."""
    fields = ask.words("fields")
    found = {name: public[name] for name in (*_BASE, *fields) if name in public}
    found.pop("_menu_fault", None)
    if ask.caller.kind != "S":
        found |= _standing(ask, public["id"])
    if "members_count" in fields:
        found["members_count"] = ask.world.audience(public["id"]).count(ask.now)
    if public.get("deactivated"):
        found["name"] = "DELETED" if public["deactivated"] == "deleted" else public["name"]
    return found


def _standing(ask: MethodCall, number: int) -> Json:
    """What the caller is in a community."""
    manages = ask.is_manager(number)
    person = ask.caller.kind == "U"
    member = int(person and ask.world.audience(number).has(ask.caller.id, ask.now))
    standing: Json = {"is_admin": int(manages), "is_member": member, "is_advertiser": int(manages)}
    return {**standing, "admin_level": 3} if manages else standing


@method("groups.getById", "UGS")
def get_by_id(ask: MethodCall) -> Json:
    """Communities by id or short name; those that do not exist are left out."""
    words = ask.words("group_ids") or ask.words("group_id")
    if not words and ask.caller.kind == "G":
        words = [str(ask.caller.id)]
    if not words:
        ask.wrong("group_ids", "is undefined")
    if len(words) > _MOST:
        ask.wrong("group_ids", "contains too many items")
    found = [ask.world.publics.get(_number(ask, word)) for word in words]
    return {"groups": [show_group(ask, one) for one in found if one is not None], "profiles": []}


def _number(ask: MethodCall, word: str) -> int:
    kind, number = ask.world.find(f"club{word}" if is_number(word) else word)
    return number if kind == "group" else 0


@method("groups.get", "US")
def get(ask: MethodCall) -> Json:
    """Communities of a person."""
    person, everything = ask.number("user_id", ask.caller.id), ask.world.publics
    found = [one for one in everything if ask.world.audience(one).has(person, ask.now)]
    page = ask.page(sorted(found), count=1000, most=1000)
    if ask.flag("extended"):
        page["items"] = [show_group(ask, ask.world.publics[one]) for one in page["items"]]
    return page


@method("groups.search", "U")
def search(ask: MethodCall) -> Json:
    """Communities whose name holds a text; the first 1,000."""
    wanted = ask.require("q").casefold()
    found = [public for public in ask.world.publics.values() if wanted in public["name"].casefold()]
    page = ask.page(found[:1000], count=20, most=1000)
    page["items"] = [show_group(ask, one) for one in page["items"]]
    return page


@method("groups.create", "U")
def create(ask: MethodCall) -> Json:
    """A new community."""
    number = ask.world.new_id()
    public = new_public(number, ask.require("title"), f"club{number}")
    public["description"] = ask.text("description")
    public["type"] = {"public": "page"}.get(kind := _kind(ask), kind)
    ask.world.add_public(public)
    ask.world.managers[number][ask.caller.id] = {"role": "creator", "permissions": []}
    ask.world.audience(number).join(ask.caller.id, ask.now)
    return show_group(ask, public)


def _kind(ask: MethodCall) -> str:
    return ask.choice("type", ("group", "event", "public"), "group")


def _managed_public(ask: MethodCall) -> Json:
    public = ask.public()
    ask.check_manager(public["id"])
    return public


def _items_of(ask: MethodCall, kind: str) -> dict[int, Json]:
    """Things of a kind that belong to a community, by id."""
    kept: dict[Any, Json] = ask.world.settings.setdefault((_managed_public(ask)["id"], kind), {})
    return kept


def _one(ask: MethodCall, kind: str, parameter: str) -> Json:
    found = _items_of(ask, kind).get(ask.number(parameter))
    return found or ask.refuse(104, "Not found")


@method("groups.addLink", "U")
def add_link(ask: MethodCall) -> Json:
    """Add a link."""
    public = _managed_public(ask)
    url = ask.require("link")
    link = {"id": ask.world.new_id(), "url": url, "name": url, "desc": ask.text("text")}
    public["links"] = [*public["links"], link]
    return link


def _link(ask: MethodCall, public: Json) -> Json:
    wanted = ask.number("link_id")
    links: list[Json] = public["links"]
    found = next((link for link in links if link["id"] == wanted), None)
    return found or ask.refuse(
        100, "One of the parameters specified was missing or invalid: link_id"
    )


@method("groups.editLink", "U")
def edit_link(ask: MethodCall) -> int:
    """Change a link's text."""
    _link(ask, _managed_public(ask))["desc"] = ask.text("text")
    return 1


@method("groups.deleteLink", "U")
def delete_link(ask: MethodCall) -> int:
    """Delete a link."""
    public = _managed_public(ask)
    gone = _link(ask, public)
    public["links"] = [one for one in public["links"] if one is not gone]
    return 1


@method("groups.reorderLink", "U")
def reorder_link(ask: MethodCall) -> int:
    """Move a link behind another, or to the top."""
    public = _managed_public(ask)
    moved = _link(ask, public)
    rest = [one for one in public["links"] if one is not moved]
    behind = ask.number("after", 0)
    place = next((i + 1 for i, one in enumerate(rest) if one["id"] == behind), 0)
    public["links"] = [*rest[:place], moved, *rest[place:]]
    return 1


_COLORS = (
    *("454647", "45678f", "4bb34b", "5181b8", "539b9c", "5c9ce6", "63b9ba", "6bc76b", "76787a"),
    *("792ec0", "7a6c4f", "7ececf", "9e8d6b", "a162de", "aaaeb3", "bbaa84", "e64646", "ff5c5c"),
    *("ffa000", "ffc107"),
)
_ADDRESS = ("title", "address", "additional_address", "phone", "work_info_status")


def _fill(ask: MethodCall, place: Json) -> Json:
    for name in _ADDRESS:
        if name in ask.params:
            place[name] = ask.text(name)
    for name in ("latitude", "longitude"):
        if name in ask.params:
            place[name] = ask.fraction(name)
    for name in ("city_id", "country_id"):
        if name in ask.params:
            place[name] = ask.number(name)
    if "timetable" in ask.params:
        place["timetable"] = ask.table("timetable")
    return place


@method("groups.addAddress", "UG")
def add_address(ask: MethodCall) -> Json:
    """Add an address."""
    ask.require("title")
    ask.require("address")
    number = ask.world.new_id()
    place = _fill(ask, {"id": number, "work_info_status": "no_information"})
    _items_of(ask, "addresses")[number] = place
    ask.public()["addresses"] = {"is_enabled": True, "main_address_id": number}
    return place


@method("groups.editAddress", "UG")
def edit_address(ask: MethodCall) -> Json:
    """Change an address."""
    return _fill(ask, _one(ask, "addresses", "address_id"))


@method("groups.deleteAddress", "UG")
def delete_address(ask: MethodCall) -> int:
    """Delete an address."""
    gone = _one(ask, "addresses", "address_id")
    del _items_of(ask, "addresses")[gone["id"]]
    return 1


@method("groups.getAddresses", "US")
def get_addresses(ask: MethodCall) -> Json:
    """Addresses, all or some."""
    found: Any = ask.world.settings.get((ask.group_id(), "addresses"), {})
    wanted = ask.numbers("address_ids")
    places = [place for number, place in found.items() if not wanted or number in wanted]
    return ask.page(places, count=10, most=1000)


@method("groups.tagAdd", "UG")
def tag_add(ask: MethodCall) -> int:
    """Add a tag."""
    number = ask.world.new_id()
    color = ask.choice("tag_color", _COLORS, _COLORS[0])
    name = ask.require("tag_name", longest=20)
    _items_of(ask, "tags")[number] = {"id": number, "name": name, "color": color, "uses": 0}
    return 1


@method("groups.tagUpdate", "UG")
def tag_update(ask: MethodCall) -> int:
    """Rename a tag."""
    _one(ask, "tags", "tag_id")["name"] = ask.require("tag_name", longest=20)
    return 1


@method("groups.tagDelete", "UG")
def tag_delete(ask: MethodCall) -> int:
    """Delete a tag."""
    gone = _one(ask, "tags", "tag_id")
    del _items_of(ask, "tags")[gone["id"]]
    return 1


@method("groups.tagBind", "UG")
def tag_bind(ask: MethodCall) -> int:
    """Put a tag on a conversation, or take it off."""
    step = {"bind": 1, "unbind": -1}.get(ask.require("act")) or ask.wrong("act")
    tag = _one(ask, "tags", "tag_id")
    tag["uses"] = max(0, tag["uses"] + step)
    return 1


@method("groups.getTagList", "UG")
def get_tag_list(ask: MethodCall) -> list[Json]:
    """All tags."""
    return list(_items_of(ask, "tags").values())


@method("groups.setUserNote", "UG")
def set_user_note(ask: MethodCall) -> int:
    """Write a note on a person."""
    _items_of(ask, "notes")[ask.number("user_id")] = {"note": ask.text("note")[:96]}
    return 1
