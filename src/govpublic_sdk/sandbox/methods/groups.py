"""Communities: reading, search, creation, and their links, addresses, tags and notes."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.params import MethodCall, is_number, method
from govpublic_sdk.sandbox.region import new_public
from govpublic_sdk.sandbox.world import Json

__all__ = ["get_managed_group", "show_group"]

_BASE_FIELDS = (
    "id",
    "name",
    "screen_name",
    "is_closed",
    "type",
    "photo_50",
    "photo_100",
    "photo_200",
    "deactivated",
)
_MAX_IDS = 500
_MAX_FOUND = 1000


def get_managed_group(ask: MethodCall) -> int:
    """Return the id of the community that a call names, which the caller must manage."""
    group_id = ask.group_id()
    ask.check_manager(group_id)
    return group_id


def show_group(ask: MethodCall, public: Json) -> Json:
    """Show a community with the requested fields that the caller may see."""
    fields = ask.words("fields")
    shown = {name: public[name] for name in (*_BASE_FIELDS, *fields) if name in public}
    shown.pop("_menu_fault", None)
    if ask.caller.kind != "S":
        shown |= _show_membership(ask, public["id"])
    if "members_count" in fields:
        shown["members_count"] = ask.world.audience(public["id"]).count(ask.now)
    if public.get("deactivated"):
        shown["name"] = "DELETED" if public["deactivated"] == "deleted" else public["name"]
    return shown


def _show_membership(ask: MethodCall, group_id: int) -> Json:
    """Show the caller's membership and role in a community."""
    manages = ask.is_manager(group_id)
    person = ask.caller.kind == "U"
    member = int(person and ask.world.audience(group_id).has(ask.caller.id, ask.now))
    shown: Json = {"is_admin": int(manages), "is_member": member, "is_advertiser": int(manages)}
    return {**shown, "admin_level": 3} if manages else shown


@method("groups.getById", "UGS")
def get_by_id(ask: MethodCall) -> Json:
    """Return communities by id or short name and skip unknown ones."""
    words = ask.words("group_ids") or ask.words("group_id")
    if not words and ask.caller.kind == "G":
        words = [str(ask.caller.id)]
    if not words:
        ask.wrong("group_ids", "is undefined")
    if len(words) > _MAX_IDS:
        ask.wrong("group_ids", "contains too many items")
    publics = [ask.world.publics.get(_resolve_group(ask, word)) for word in words]
    return {
        "groups": [show_group(ask, public) for public in publics if public is not None],
        "profiles": [],
    }


def _resolve_group(ask: MethodCall, word: str) -> int:
    kind, group_id = ask.world.find(f"club{word}" if is_number(word) else word)
    return group_id if kind == "group" else 0


@method("groups.get", "US")
def get(ask: MethodCall) -> Json:
    """Return the communities of a user."""
    user_id, publics = ask.number("user_id", ask.caller.id), ask.world.publics
    group_ids = [
        group_id for group_id in publics if ask.world.audience(group_id).has(user_id, ask.now)
    ]
    page = ask.page(sorted(group_ids), count=1000, most=1000)
    if ask.flag("extended"):
        page["items"] = [show_group(ask, ask.world.publics[group_id]) for group_id in page["items"]]
    return page


@method("groups.search", "U")
def search(ask: MethodCall) -> Json:
    """Find communities by a part of their name, at most 1,000."""
    wanted = ask.require("q").casefold()
    publics = [
        public for public in ask.world.publics.values() if wanted in public["name"].casefold()
    ]
    page = ask.page(publics[:_MAX_FOUND], count=20, most=_MAX_FOUND)
    page["items"] = [show_group(ask, public) for public in page["items"]]
    return page


@method("groups.create", "U")
def create(ask: MethodCall) -> Json:
    """Create a community."""
    group_id = ask.world.new_id()
    public = new_public(group_id, ask.require("title"), f"club{group_id}")
    public["description"] = ask.text("description")
    kind = ask.choice("type", ("group", "event", "public"), "group")
    public["type"] = "page" if kind == "public" else kind
    ask.world.add_public(public)
    ask.world.managers[group_id][ask.caller.id] = {"role": "creator", "permissions": []}
    ask.world.audience(group_id).join(ask.caller.id, ask.now)
    return show_group(ask, public)


def _get_managed_public(ask: MethodCall) -> Json:
    return ask.world.publics[get_managed_group(ask)]


def _get_items(ask: MethodCall, kind: str) -> dict[int, Json]:
    """Return items of a managed community by id: its addresses, tags or notes."""
    items: dict[Any, Json] = ask.world.settings.setdefault((get_managed_group(ask), kind), {})
    return items


def _find_item(ask: MethodCall, kind: str, parameter: str) -> Json:
    item = _get_items(ask, kind).get(ask.number(parameter))
    return item or ask.refuse(104, "Not found")


@method("groups.addLink", "U")
def add_link(ask: MethodCall) -> Json:
    """Add a link."""
    public = _get_managed_public(ask)
    url = ask.require("link")
    link = {"id": ask.world.new_id(), "url": url, "name": url, "desc": ask.text("text")}
    public["links"] = [*public["links"], link]
    return link


def _find_link(ask: MethodCall, public: Json) -> Json:
    link_id = ask.number("link_id")
    links: list[Json] = public["links"]
    link = next((link for link in links if link["id"] == link_id), None)
    return link or ask.wrong("link_id")


@method("groups.editLink", "U")
def edit_link(ask: MethodCall) -> int:
    """Change a link's text."""
    _find_link(ask, _get_managed_public(ask))["desc"] = ask.text("text")
    return 1


@method("groups.deleteLink", "U")
def delete_link(ask: MethodCall) -> int:
    """Delete a link."""
    public = _get_managed_public(ask)
    deleted = _find_link(ask, public)
    public["links"] = [link for link in public["links"] if link is not deleted]
    return 1


@method("groups.reorderLink", "U")
def reorder_link(ask: MethodCall) -> int:
    """Move a link after another one, or to the top."""
    public = _get_managed_public(ask)
    moved = _find_link(ask, public)
    others = [link for link in public["links"] if link is not moved]
    after_id = ask.number("after", 0)
    position = next((index + 1 for index, link in enumerate(others) if link["id"] == after_id), 0)
    public["links"] = [*others[:position], moved, *others[position:]]
    return 1


_TAG_COLORS = (
    "454647",
    "45678f",
    "4bb34b",
    "5181b8",
    "539b9c",
    "5c9ce6",
    "63b9ba",
    "6bc76b",
    "76787a",
    "792ec0",
    "7a6c4f",
    "7ececf",
    "9e8d6b",
    "a162de",
    "aaaeb3",
    "bbaa84",
    "e64646",
    "ff5c5c",
    "ffa000",
    "ffc107",
)
_ADDRESS_TEXTS = ("title", "address", "additional_address", "phone", "work_info_status")


def _update_address(ask: MethodCall, address: Json) -> Json:
    for name in _ADDRESS_TEXTS:
        if name in ask.params:
            address[name] = ask.text(name)
    for name in ("latitude", "longitude"):
        if name in ask.params:
            address[name] = ask.fraction(name)
    for name in ("city_id", "country_id"):
        if name in ask.params:
            address[name] = ask.number(name)
    if "timetable" in ask.params:
        address["timetable"] = ask.table("timetable")
    return address


@method("groups.addAddress", "UG")
def add_address(ask: MethodCall) -> Json:
    """Add an address."""
    ask.require("title")
    ask.require("address")
    address_id = ask.world.new_id()
    address = _update_address(ask, {"id": address_id, "work_info_status": "no_information"})
    _get_items(ask, "addresses")[address_id] = address
    ask.public()["addresses"] = {"is_enabled": True, "main_address_id": address_id}
    return address


@method("groups.editAddress", "UG")
def edit_address(ask: MethodCall) -> Json:
    """Change an address."""
    return _update_address(ask, _find_item(ask, "addresses", "address_id"))


@method("groups.deleteAddress", "UG")
def delete_address(ask: MethodCall) -> int:
    """Delete an address."""
    deleted = _find_item(ask, "addresses", "address_id")
    del _get_items(ask, "addresses")[deleted["id"]]
    return 1


@method("groups.getAddresses", "US")
def get_addresses(ask: MethodCall) -> Json:
    """Return all addresses, or those with the given ids."""
    stored: Any = ask.world.settings.get((ask.group_id(), "addresses"), {})
    address_ids = ask.numbers("address_ids")
    addresses = [
        address
        for address_id, address in stored.items()
        if not address_ids or address_id in address_ids
    ]
    return ask.page(addresses, count=10, most=1000)


@method("groups.tagAdd", "UG")
def tag_add(ask: MethodCall) -> int:
    """Add a tag."""
    tag_id = ask.world.new_id()
    color = ask.choice("tag_color", _TAG_COLORS, _TAG_COLORS[0])
    name = ask.require("tag_name", longest=20)
    _get_items(ask, "tags")[tag_id] = {"id": tag_id, "name": name, "color": color, "uses": 0}
    return 1


@method("groups.tagUpdate", "UG")
def tag_update(ask: MethodCall) -> int:
    """Rename a tag."""
    _find_item(ask, "tags", "tag_id")["name"] = ask.require("tag_name", longest=20)
    return 1


@method("groups.tagDelete", "UG")
def tag_delete(ask: MethodCall) -> int:
    """Delete a tag."""
    deleted = _find_item(ask, "tags", "tag_id")
    del _get_items(ask, "tags")[deleted["id"]]
    return 1


@method("groups.tagBind", "UG")
def tag_bind(ask: MethodCall) -> int:
    """Tag or untag a conversation."""
    step = {"bind": 1, "unbind": -1}.get(ask.require("act")) or ask.wrong("act")
    tag = _find_item(ask, "tags", "tag_id")
    tag["uses"] = max(0, tag["uses"] + step)
    return 1


@method("groups.getTagList", "UG")
def get_tag_list(ask: MethodCall) -> list[Json]:
    """Return all tags."""
    return list(_get_items(ask, "tags").values())


@method("groups.setUserNote", "UG")
def set_user_note(ask: MethodCall) -> int:
    """Store a note about a user."""
    _get_items(ask, "notes")[ask.number("user_id")] = {"note": ask.text("note")[:96]}
    return 1
