"""Communities: reading, search, creation, and their links, addresses, tags and notes."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.methods.users import GROUP_FIELDS, resolve_ids
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.region import new_public
from govpublic_sdk.sandbox.world import Json

__all__ = ["get_managed_group", "show_group"]

_BASE_FIELDS = (*GROUP_FIELDS, "deactivated")
_MAX_IDS = 500
_MAX_FOUND = 1000
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


def get_managed_group(call: MethodCall) -> int:
    """Return the id of the community that a call names, which the caller must manage."""
    group_id = call.group_id()
    call.check_manager(group_id)
    return group_id


def show_group(call: MethodCall, public: Json) -> Json:
    """Show a community with the requested fields that the caller may see."""
    fields = call.words("fields")
    shown = {name: public[name] for name in (*_BASE_FIELDS, *fields) if name in public}
    shown.pop("_menu_fault", None)
    if call.caller.kind != "S":
        shown |= _show_membership(call, public["id"])
    if "members_count" in fields:
        shown["members_count"] = call.world.audience(public["id"]).count(call.now)
    if public.get("deactivated"):
        shown["name"] = "DELETED" if public["deactivated"] == "deleted" else public["name"]
    return shown


def _show_membership(call: MethodCall, group_id: int) -> Json:
    """Show the caller's membership and role in a community."""
    manages = call.is_manager(group_id)
    person = call.caller.kind == "U"
    member = int(person and call.world.audience(group_id).has(call.caller.id, call.now))
    shown: Json = {"is_admin": int(manages), "is_member": member, "is_advertiser": int(manages)}
    return {**shown, "admin_level": 3} if manages else shown


@method("groups.getById", "UGS")
def get_by_id(call: MethodCall) -> Json:
    """Return communities by id or short name and skip unknown ones."""
    words = call.words("group_ids") or call.words("group_id")
    if not words and call.caller.kind == "G":
        words = [str(call.caller.id)]
    if not words:
        call.wrong("group_ids", "is undefined")
    if len(words) > _MAX_IDS:
        call.wrong("group_ids", "contains too many items")
    publics = [call.world.publics.get(group_id) for group_id in resolve_ids(call, words, "group")]
    return {
        "groups": [show_group(call, public) for public in publics if public is not None],
        "profiles": [],
    }


@method("groups.get", "US")
def get(call: MethodCall) -> Json:
    """Return the communities of a user."""
    user_id, publics = call.number("user_id", call.caller.id), call.world.publics
    group_ids = [
        group_id for group_id in publics if call.world.audience(group_id).has(user_id, call.now)
    ]
    page = call.page(sorted(group_ids), count=1000, most=1000)
    if call.flag("extended"):
        page["items"] = [
            show_group(call, call.world.publics[group_id]) for group_id in page["items"]
        ]
    return page


@method("groups.search", "U")
def search(call: MethodCall) -> Json:
    """Find communities by a part of their name, at most 1,000."""
    wanted = call.require("q").casefold()
    publics = [
        public for public in call.world.publics.values() if wanted in public["name"].casefold()
    ]
    page = call.page(publics[:_MAX_FOUND], count=20, most=_MAX_FOUND)
    page["items"] = [show_group(call, public) for public in page["items"]]
    return page


@method("groups.create", "U")
def create(call: MethodCall) -> Json:
    """Create a community."""
    group_id = call.world.new_id()
    public = new_public(group_id, call.require("title"), f"club{group_id}")
    public["description"] = call.text("description")
    kind = call.choice("type", ("group", "event", "public"), "group")
    public["type"] = "page" if kind == "public" else kind
    call.world.add_public(public)
    call.world.managers[group_id][call.caller.id] = {"role": "creator", "permissions": []}
    call.world.audience(group_id).join(call.caller.id, call.now)
    return show_group(call, public)


def _get_managed_public(call: MethodCall) -> Json:
    return call.world.publics[get_managed_group(call)]


def _get_items(call: MethodCall, kind: str) -> dict[int, Json]:
    """Return items of a managed community by id: its addresses, tags or notes."""
    items: dict[Any, Json] = call.world.settings.setdefault((get_managed_group(call), kind), {})
    return items


def _find_item(call: MethodCall, kind: str, parameter: str) -> Json:
    item = _get_items(call, kind).get(call.number(parameter))
    return item or call.refuse(104, "Not found")


@method("groups.addLink", "U")
def add_link(call: MethodCall) -> Json:
    """Add a link."""
    public = _get_managed_public(call)
    url = call.require("link")
    link = {"id": call.world.new_id(), "url": url, "name": url, "desc": call.text("text")}
    public["links"] = [*public["links"], link]
    return link


def _find_link(call: MethodCall, public: Json) -> Json:
    link_id = call.number("link_id")
    links: list[Json] = public["links"]
    link = next((link for link in links if link["id"] == link_id), None)
    return link or call.wrong("link_id")


@method("groups.editLink", "U")
def edit_link(call: MethodCall) -> int:
    """Change a link's text."""
    _find_link(call, _get_managed_public(call))["desc"] = call.text("text")
    return 1


@method("groups.deleteLink", "U")
def delete_link(call: MethodCall) -> int:
    """Delete a link."""
    public = _get_managed_public(call)
    deleted = _find_link(call, public)
    public["links"] = [link for link in public["links"] if link is not deleted]
    return 1


@method("groups.reorderLink", "U")
def reorder_link(call: MethodCall) -> int:
    """Move a link after another one, or to the top."""
    public = _get_managed_public(call)
    moved = _find_link(call, public)
    others = [link for link in public["links"] if link is not moved]
    after_id = call.number("after", 0)
    position = next((index + 1 for index, link in enumerate(others) if link["id"] == after_id), 0)
    public["links"] = [*others[:position], moved, *others[position:]]
    return 1


def _update_address(call: MethodCall, address: Json) -> Json:
    for name in _ADDRESS_TEXTS:
        if name in call.params:
            address[name] = call.text(name)
    for name in ("latitude", "longitude"):
        if name in call.params:
            address[name] = call.fraction(name)
    for name in ("city_id", "country_id"):
        if name in call.params:
            address[name] = call.number(name)
    if "timetable" in call.params:
        address["timetable"] = call.table("timetable")
    return address


@method("groups.addAddress", "UG")
def add_address(call: MethodCall) -> Json:
    """Add an address."""
    call.require("title")
    call.require("address")
    address_id = call.world.new_id()
    address = _update_address(call, {"id": address_id, "work_info_status": "no_information"})
    _get_items(call, "addresses")[address_id] = address
    call.public()["addresses"] = {"is_enabled": True, "main_address_id": address_id}
    return address


@method("groups.editAddress", "UG")
def edit_address(call: MethodCall) -> Json:
    """Change an address."""
    return _update_address(call, _find_item(call, "addresses", "address_id"))


@method("groups.deleteAddress", "UG")
def delete_address(call: MethodCall) -> int:
    """Delete an address."""
    deleted = _find_item(call, "addresses", "address_id")
    del _get_items(call, "addresses")[deleted["id"]]
    return 1


@method("groups.getAddresses", "US")
def get_addresses(call: MethodCall) -> Json:
    """Return all addresses, or those with the given ids."""
    stored: Any = call.world.settings.get((call.group_id(), "addresses"), {})
    address_ids = call.numbers("address_ids")
    addresses = [
        address
        for address_id, address in stored.items()
        if not address_ids or address_id in address_ids
    ]
    return call.page(addresses, count=10, most=1000)


@method("groups.tagAdd", "UG")
def tag_add(call: MethodCall) -> int:
    """Add a tag."""
    tag_id = call.world.new_id()
    color = call.choice("tag_color", _TAG_COLORS, _TAG_COLORS[0])
    name = call.require("tag_name", longest=20)
    _get_items(call, "tags")[tag_id] = {"id": tag_id, "name": name, "color": color, "uses": 0}
    return 1


@method("groups.tagUpdate", "UG")
def tag_update(call: MethodCall) -> int:
    """Rename a tag."""
    _find_item(call, "tags", "tag_id")["name"] = call.require("tag_name", longest=20)
    return 1


@method("groups.tagDelete", "UG")
def tag_delete(call: MethodCall) -> int:
    """Delete a tag."""
    deleted = _find_item(call, "tags", "tag_id")
    del _get_items(call, "tags")[deleted["id"]]
    return 1


@method("groups.tagBind", "UG")
def tag_bind(call: MethodCall) -> int:
    """Tag or untag a conversation."""
    step = {"bind": 1, "unbind": -1}.get(call.require("act")) or call.wrong("act")
    tag = _find_item(call, "tags", "tag_id")
    tag["uses"] = max(0, tag["uses"] + step)
    return 1


@method("groups.getTagList", "UG")
def get_tag_list(call: MethodCall) -> list[Json]:
    """Return all tags."""
    return list(_get_items(call, "tags").values())


@method("groups.setUserNote", "UG")
def set_user_note(call: MethodCall) -> int:
    """Store a note about a user."""
    _get_items(call, "notes")[call.number("user_id")] = {"note": call.text("note")[:96]}
    return 1
