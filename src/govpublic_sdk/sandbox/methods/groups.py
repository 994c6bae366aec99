"""Communities: reading, searching, changing them."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.asking import Ask, is_number, method
from govpublic_sdk.sandbox.region import new_public
from govpublic_sdk.sandbox.world import Json

__all__ = ["shown"]

_BASE = (
    *("id", "name", "screen_name", "is_closed", "type", "photo_50", "photo_100", "photo_200"),
    "deactivated",
)
_MOST = 500


def shown(ask: Ask, public: Json) -> Json:
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


def _standing(ask: Ask, number: int) -> Json:
    """What the caller is in a community."""
    manages = ask.is_manager(number)
    person = ask.caller.kind == "U"
    member = int(person and ask.world.audience(number).has(ask.caller.id, ask.now))
    standing: Json = {"is_admin": int(manages), "is_member": member, "is_advertiser": int(manages)}
    return {**standing, "admin_level": 3} if manages else standing


@method("groups.getById", "UGS")
def get_by_id(ask: Ask) -> Json:
    """Communities by id or short name; those that do not exist are left out."""
    words = ask.words("group_ids") or ask.words("group_id")
    if not words and ask.caller.kind == "G":
        words = [str(ask.caller.id)]
    if not words:
        ask.wrong("group_ids", "is undefined")
    if len(words) > _MOST:
        ask.wrong("group_ids", "contains too many items")
    found = [ask.world.publics.get(_number(ask, word)) for word in words]
    return {"groups": [shown(ask, one) for one in found if one is not None], "profiles": []}


def _number(ask: Ask, word: str) -> int:
    kind, number = ask.world.find(f"club{word}" if is_number(word) else word)
    return number if kind == "group" else 0


@method("groups.get", "US")
def get(ask: Ask) -> Json:
    """Communities of a person."""
    person, everything = ask.number("user_id", ask.caller.id), ask.world.publics
    found = [one for one in everything if ask.world.audience(one).has(person, ask.now)]
    page = ask.page(sorted(found), count=1000, most=1000)
    if ask.flag("extended"):
        page["items"] = [shown(ask, ask.world.publics[one]) for one in page["items"]]
    return page


@method("groups.search", "U")
def search(ask: Ask) -> Json:
    """Communities whose name holds a text; the first 1,000."""
    wanted = ask.needed("q").casefold()
    found = [one for one in ask.world.publics.values() if wanted in one["name"].casefold()]
    page = ask.page(found[:1000], count=20, most=1000)
    page["items"] = [shown(ask, one) for one in page["items"]]
    return page


@method("groups.create", "U")
def create(ask: Ask) -> Json:
    """A new community."""
    number = ask.world.new_id()
    public = new_public(number, ask.needed("title"), f"club{number}")
    public["description"] = ask.text("description")
    public["type"] = {"public": "page"}.get(kind := _kind(ask), kind)
    ask.world.publics[number] = public
    ask.world.managers[number][ask.caller.id] = {"role": "creator", "permissions": []}
    ask.world.audience(number).join(ask.caller.id, ask.now)
    return shown(ask, public)


def _kind(ask: Ask) -> str:
    return ask.choice("type", ("group", "event", "public"), "group")


_EDITABLE = {"title": "name", "description": "description", "website": "site", "phone": "phone"}


@method("groups.edit", "UG")
def edit(ask: Ask) -> int:
    """Change what is given."""
    public = ask.public()
    ask.managed(public["id"])
    name = ask.text("screen_name")
    if name and not name.replace("_", "").replace(".", "").isalnum():
        ask.refuse(1260, "Invalid screen name")
    if name and ask.world.names.get(name, ("group", public["id"])) != ("group", public["id"]):
        ask.refuse(1260, "Screen name is taken")
    if name:
        public["screen_name"] = name
        ask.world.names[name] = ("group", public["id"])
    for parameter, field in _EDITABLE.items():
        if parameter in ask.params:
            public[field] = ask.text(parameter)
    if "wall" in ask.params:
        public["wall"] = ask.number("wall", most=3, least=0)
    return 1


@method("groups.getSettings", "U")
def get_settings(ask: Ask) -> Json:
    """The settings of a community."""
    public = ask.public()
    ask.managed(public["id"])
    return {
        "title": public["name"],
        "description": public["description"],
        "address": public["screen_name"],
        "access": public["is_closed"],
        "wall": public["wall"],
        "photos": 1,
        "video": 1,
        "audio": 1,
        "docs": 1,
        "topics": 1,
        "wiki": 0,
        "website": public["site"],
        "phone": public["phone"],
        "age_limits": 1,
        "obscene_filter": 0,
        "obscene_stopwords": 0,
        "obscene_words": [],
        "subject": 1,
        "subject_list": [],
        "messages": 1,
        "articles": 0,
        "city_id": 123,
        "city_name": "Самара",
        "country_id": 1,
        "links": 1,
        "contacts": 1,
    }


@method("groups.setSettings", "UG")
def set_settings(ask: Ask) -> int:
    """Change settings of messages and bots."""
    number = ask.group_id()
    ask.managed(number)
    given = {k: v for k, v in ask.params.items() if k.startswith(("bots_", "messages"))}
    ask.world.settings.setdefault((number, "settings"), {}).update(given)
    return 1


@method("groups.getTokenPermissions", "G")
def get_token_permissions(ask: Ask) -> Json:
    """What a community token may do."""
    names = {"manage": 262_144, "messages": 4_096, "photos": 4, "docs": 131_072, "wall": 8_192}
    permissions = [{"name": name, "setting": setting} for name, setting in names.items()]
    return {"mask": sum(names.values()), "permissions": permissions}


@method("groups.getOnlineStatus", "UG")
def get_online_status(ask: Ask) -> Json:
    """Whether a community answers just now."""
    state = ask.world.settings.get((ask.group_id(), "online"), {})
    return {"status": "online" if state.get("on") else "none", "minutes": 0}


@method("groups.enableOnline", "UG")
def enable_online(ask: Ask) -> int:
    """Show that a community is online."""
    return _online(ask, on=True)


@method("groups.disableOnline", "UG")
def disable_online(ask: Ask) -> int:
    """Stop showing that a community is online."""
    return _online(ask, on=False)


def _online(ask: Ask, *, on: bool) -> int:
    number = ask.group_id()
    ask.managed(number)
    ask.world.settings[number, "online"] = {"on": on}
    return 1


@method("groups.toggleMarket", "U")
def toggle_market(ask: Ask) -> int:
    """Switch the shop."""
    number = ask.group_id()
    ask.managed(number)
    if ask.needed("state") not in ("advanced", "basic", "none"):
        ask.wrong("state")
    return 1


@method("groups.getCatalogInfo", "U")
def get_catalog_info(ask: Ask) -> Any:
    """The categories of the catalogue: there are none here."""
    return {"enabled": 0, "categories": []}
