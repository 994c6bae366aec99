"""Parts of a community page: links, addresses, tags, notes."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.asking import Ask, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


def _managed(ask: Ask) -> Json:
    public = ask.public()
    ask.managed(public["id"])
    return public


def _kept(ask: Ask, kind: str) -> dict[int, Json]:
    """Things of a kind that belong to a community, by id."""
    kept: dict[Any, Json] = ask.world.settings.setdefault((_managed(ask)["id"], kind), {})
    return kept


def _one(ask: Ask, kind: str, parameter: str) -> Json:
    found = _kept(ask, kind).get(ask.number(parameter))
    return found or ask.refuse(104, "Not found")


@method("groups.addLink", "U")
def add_link(ask: Ask) -> Json:
    """Add a link."""
    public = _managed(ask)
    url = ask.needed("link")
    link = {"id": ask.world.new_id(), "url": url, "name": url, "desc": ask.text("text")}
    public["links"] = [*public["links"], link]
    return link


def _link(ask: Ask, public: Json) -> Json:
    wanted = ask.number("link_id")
    links: list[Json] = public["links"]
    found = next((one for one in links if one["id"] == wanted), None)
    return found or ask.refuse(
        100, "One of the parameters specified was missing or invalid: link_id"
    )


@method("groups.editLink", "U")
def edit_link(ask: Ask) -> int:
    """Change a link's text."""
    _link(ask, _managed(ask))["desc"] = ask.text("text")
    return 1


@method("groups.deleteLink", "U")
def delete_link(ask: Ask) -> int:
    """Delete a link."""
    public = _managed(ask)
    gone = _link(ask, public)
    public["links"] = [one for one in public["links"] if one is not gone]
    return 1


@method("groups.reorderLink", "U")
def reorder_link(ask: Ask) -> int:
    """Move a link behind another, or to the top."""
    public = _managed(ask)
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


def _fill(ask: Ask, place: Json) -> Json:
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
def add_address(ask: Ask) -> Json:
    """Add an address."""
    ask.needed("title")
    ask.needed("address")
    number = ask.world.new_id()
    place = _fill(ask, {"id": number, "work_info_status": "no_information"})
    _kept(ask, "addresses")[number] = place
    ask.public()["addresses"] = {"is_enabled": True, "main_address_id": number}
    return place


@method("groups.editAddress", "UG")
def edit_address(ask: Ask) -> Json:
    """Change an address."""
    return _fill(ask, _one(ask, "addresses", "address_id"))


@method("groups.deleteAddress", "UG")
def delete_address(ask: Ask) -> int:
    """Delete an address."""
    gone = _one(ask, "addresses", "address_id")
    del _kept(ask, "addresses")[gone["id"]]
    return 1


@method("groups.getAddresses", "US")
def get_addresses(ask: Ask) -> Json:
    """Addresses, all or some."""
    found: Any = ask.world.settings.get((ask.group_id(), "addresses"), {})
    wanted = ask.numbers("address_ids")
    places = [place for number, place in found.items() if not wanted or number in wanted]
    return ask.page(places, count=10, most=1000)


@method("groups.tagAdd", "UG")
def tag_add(ask: Ask) -> int:
    """Add a tag."""
    number = ask.world.new_id()
    color = ask.choice("tag_color", _COLORS, _COLORS[0])
    name = ask.needed("tag_name", longest=20)
    _kept(ask, "tags")[number] = {"id": number, "name": name, "color": color, "uses": 0}
    return 1


@method("groups.tagUpdate", "UG")
def tag_update(ask: Ask) -> int:
    """Rename a tag."""
    _one(ask, "tags", "tag_id")["name"] = ask.needed("tag_name", longest=20)
    return 1


@method("groups.tagDelete", "UG")
def tag_delete(ask: Ask) -> int:
    """Delete a tag."""
    gone = _one(ask, "tags", "tag_id")
    del _kept(ask, "tags")[gone["id"]]
    return 1


@method("groups.tagBind", "UG")
def tag_bind(ask: Ask) -> int:
    """Put a tag on a conversation, or take it off."""
    step = {"bind": 1, "unbind": -1}.get(ask.needed("act")) or ask.wrong("act")
    tag = _one(ask, "tags", "tag_id")
    tag["uses"] = max(0, tag["uses"] + step)
    return 1


@method("groups.getTagList", "UG")
def get_tag_list(ask: Ask) -> list[Json]:
    """All tags."""
    return list(_kept(ask, "tags").values())


@method("groups.setUserNote", "UG")
def set_user_note(ask: Ask) -> int:
    """Write a note on a person."""
    _kept(ask, "notes")[ask.number("user_id")] = {"note": ask.text("note")[:96]}
    return 1
