"""Members of communities: reading, joining, inviting, banning, roles."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.audience import MANAGER, Audience
from govpublic_sdk.sandbox.methods.groups import show_group as group
from govpublic_sdk.sandbox.methods.users import person, show_user, users_of
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_ROLES = ("moderator", "editor", "administrator", "advertiser")
_LEVELS = {"moderator": 1, "editor": 2, "administrator": 3}
_SORTS = ("id_asc", "id_desc", "time_asc", "time_desc")


def _managed_group(ask: MethodCall) -> int:
    number = ask.group_id()
    ask.check_manager(number)
    return number


def _audience(ask: MethodCall) -> Audience:
    return ask.world.audience(_managed_group(ask))


@method("groups.getMembers", "UGS")
def get_members(ask: MethodCall) -> Json:
    """Members as ids, with fields, or those who manage with roles."""
    number = ask.group_id()
    sort = ask.choice("sort", _SORTS, "id_asc")
    wanted = ask.choice("filter", ("", "friends", "unsure", "managers", "donut"), "")
    if wanted == "managers":
        ask.check_manager(number)
        return ask.page(_managers(ask, number), count=1000, most=1000)
    if wanted:
        return {"count": 0, "items": []}
    if sort.startswith("time"):
        ask.check_manager(number)
    return _page(ask, number, newest_first=sort.endswith("desc"))


def _page(ask: MethodCall, number: int, *, newest_first: bool) -> Json:
    audience, whole = ask.world.audience(number), ask.world.audience(number).count(ask.now)
    offset, count = ask.window(count=1000, most=1000)
    if newest_first:
        start = max(0, whole - offset - count)
        items = audience.page(ask.now, start, max(0, whole - offset - start))[::-1]
    else:
        items = audience.page(ask.now, offset, count)
    return {"count": whole, "items": users_of(ask, items) if ask.words("fields") else items}


def _managers(ask: MethodCall, number: int) -> list[Json]:
    roles: list[Json] = [{"id": MANAGER, "role": "creator", "permissions": ["ads"]}]
    roles += [{"id": one, **role} for one, role in ask.world.managers[number].items()]
    if not ask.words("fields"):
        return roles
    return [{**users_of(ask, [role["id"]])[0], **role} for role in roles]


@method("groups.isMember", "UGS")
def is_member(ask: MethodCall) -> Any:
    """Whether one or several persons are members."""
    audience, extended = ask.world.audience(ask.group_id()), ask.flag("extended")

    def look_up(one: int) -> Json:
        found: Json = {"member": int(audience.has(one, ask.now))}
        wants = {"request": int(one in audience.requests)} if extended else {}
        invited = {"invitation": int(one in audience.invited)} if extended else {}
        return {**found, **wants, **invited}

    several = ask.numbers("user_ids")
    if several:
        return [{"user_id": one, **look_up(one)} for one in several]
    found = look_up(ask.number("user_id", ask.caller.id))
    return found if extended else found["member"]


@method("groups.join", "U")
def join(ask: MethodCall) -> int:
    """Become a member, or ask to be let in where the community is closed."""
    number = ask.group_id()
    audience, own = ask.world.audience(number), ask.caller.id
    if ask.world.publics[number]["is_closed"] and own not in audience.invited:
        if own not in audience.requests:
            audience.requests.append(own)
            _tell_join(ask, number, own, "request")
        return 1
    how = "join" if audience.invited.pop(own, None) is None else "accepted"
    if not audience.has(own, ask.now):
        audience.join(own, ask.now)
        _tell_join(ask, number, own, how)
    return 1


def _tell_join(ask: MethodCall, number: int, one: int, how: str) -> None:
    ask.world.tell(number, "group_join", {"user_id": one, "join_type": how})


def _leave(ask: MethodCall, number: int, one: int) -> None:
    """A member is one no longer."""
    audience = ask.world.audience(number)
    if audience.has(one, ask.now):
        audience.leave(one, ask.now)
        own = int(one == ask.caller.id)
        ask.world.tell(number, "group_leave", {"user_id": one, "self": own})


@method("groups.leave", "U")
def leave(ask: MethodCall) -> int:
    """Stop being a member, or turn an invitation down."""
    number = ask.group_id()
    ask.world.audience(number).invited.pop(ask.caller.id, None)
    _leave(ask, number, ask.caller.id)
    return 1


@method("groups.removeUser", "U")
def remove_user(ask: MethodCall) -> int:
    """Remove a person, or turn a request down."""
    audience, one = _audience(ask), ask.number("user_id")
    if one in audience.requests:
        audience.requests.remove(one)
    elif audience.has(one, ask.now):
        _leave(ask, ask.group_id(), one)
    else:
        ask.wrong("user_id", "is no member")
    return 1


@method("groups.invite", "U")
def invite(ask: MethodCall) -> Any:
    """Invite a person, or several."""
    audience, several = _audience(ask), ask.numbers("user_ids_list")
    for one in several or [ask.number("user_id")]:
        if person(ask, one) and not audience.has(one, ask.now):
            audience.invited[one] = ask.caller.id
    return {"success_count": len(several)} if several else 1


@method("groups.getInvitedUsers", "U")
def get_invited_users(ask: MethodCall) -> Json:
    """Who was invited and has not come yet."""
    page = ask.page(list(_audience(ask).invited), count=20, most=1000)
    return {**page, "items": users_of(ask, page["items"])}


@method("groups.getInvites", "U")
def get_invites(ask: MethodCall) -> Json:
    """Invitations of the caller."""
    found = [
        {
            **group(ask, ask.world.publics[number]),
            "invited_by": audience.invited[ask.caller.id],
        }
        for number, audience in ask.world.audiences.items()
        if ask.caller.id in audience.invited
    ]
    page = ask.page(found, count=20, most=100)
    if not ask.flag("extended"):
        return page
    hosts = users_of(ask, sorted({one["invited_by"] for one in page["items"]}))
    return {**page, "profiles": hosts, "groups": []}


@method("groups.getRequests", "U")
def get_requests(ask: MethodCall) -> Json:
    """Who wants to be let in."""
    page = ask.page(_audience(ask).requests, count=20, most=200)
    if ask.words("fields"):
        page["items"] = users_of(ask, page["items"])
    return page


@method("groups.approveRequest", "U")
def approve_request(ask: MethodCall) -> int:
    """Let a person in who asked."""
    audience, one = _audience(ask), ask.number("user_id")
    if one not in audience.requests:
        ask.wrong("user_id", "has not asked")
    audience.requests.remove(one)
    audience.join(one, ask.now)
    _tell_join(ask, ask.group_id(), one, "approved")
    return 1


@method("groups.ban", "U")
def ban(ask: MethodCall) -> int:
    """Ban a person; who is a member is one no longer."""
    number, one = _managed_group(ask), ask.number("owner_id")
    info: Json = {
        "admin_id": ask.caller.id,
        "date": ask.now,
        "reason": ask.number("reason", 0),
        "comment": ask.text("comment"),
        "comment_visible": ask.flag("comment_visible"),
        "end_date": ask.number("end_date", 0),
    }
    ask.world.banned[number][one] = info
    told = {name: info[name] for name in ("admin_id", "reason", "comment")}
    ask.world.tell(number, "user_block", {**told, "user_id": one, "unblock_date": info["end_date"]})
    _leave(ask, number, one)
    return 1


@method("groups.unban", "U")
def unban(ask: MethodCall) -> int:
    """Lift a ban."""
    number, one = _managed_group(ask), ask.number("owner_id")
    if ask.world.banned[number].pop(one, None) is None:
        ask.refuse(104, "Not found")
    told = {"admin_id": ask.caller.id, "user_id": one, "by_end_date": 0}
    ask.world.tell(number, "user_unblock", told)
    return 1


@method("groups.getBanned", "UG")
def get_banned(ask: MethodCall) -> Json:
    """Who is banned."""
    wanted = ask.number("owner_id", 0)
    people = [
        {"type": "profile", "profile": show_user(user, []), "ban_info": info}
        for one, info in ask.world.banned[_managed_group(ask)].items()
        if (user := person(ask, one)) is not None and wanted in (0, one)
    ]
    return ask.page(people, count=20, most=200)


@method("groups.editManager", "U")
def edit_manager(ask: MethodCall) -> int:
    """Give or take a role, and show among contacts."""
    number, one = _managed_group(ask), ask.number("user_id")
    role = ask.choice("role", ("", "none", *_ROLES), "")
    if role:
        _tell_role(ask, number, one, role)
    if role == "none":
        ask.world.managers[number].pop(one, None)
    elif role:
        ask.world.managers[number][one] = {"role": role, "permissions": []}
    if "is_contact" in ask.params:
        _show_contact(ask, ask.world.publics[number], one)
    return 1


def _tell_role(ask: MethodCall, number: int, one: int, role: str) -> None:
    before = _LEVELS.get(ask.world.managers[number].get(one, {}).get("role", ""), 0)
    told = {"admin_id": ask.caller.id, "user_id": one, "level_old": before}
    told["level_new"] = _LEVELS.get(role, 0)
    if told["level_old"] != told["level_new"]:
        ask.world.tell(number, "group_officers_edit", told)


def _show_contact(ask: MethodCall, public: Json, one: int) -> None:
    others = [contact for contact in public["contacts"] if contact.get("user_id") != one]
    names = {"contact_position": "desc", "contact_phone": "phone", "contact_email": "email"}
    contact = {field: ask.text(name) for name, field in names.items() if ask.text(name)}
    own = [{"user_id": one, **contact}] if ask.flag("is_contact") else []
    public["contacts"] = [*others, *own]
