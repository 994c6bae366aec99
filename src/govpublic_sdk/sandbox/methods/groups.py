"""Communities: reading, searching, changing them."""

from __future__ import annotations

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
    ask.world.add_public(public)
    ask.world.managers[number][ask.caller.id] = {"role": "creator", "permissions": []}
    ask.world.audience(number).join(ask.caller.id, ask.now)
    return shown(ask, public)


def _kind(ask: Ask) -> str:
    return ask.choice("type", ("group", "event", "public"), "group")
