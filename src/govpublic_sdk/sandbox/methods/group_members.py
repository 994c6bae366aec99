"""Members of communities: reading, inviting, banning, roles."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.asking import Ask, method
from govpublic_sdk.sandbox.methods.users import shown, users_of
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []


def _members(ask: Ask, number: int) -> list[int]:
    """Members, made when first looked at."""
    if number not in ask.world.members:
        chance = ask.world.chance("members", number)
        people = sorted(ask.world.users)
        ask.world.members[number] = sorted(chance.sample(people, len(people) // 2))
    return ask.world.members[number]


@method("groups.getMembers", "UGS")
def get_members(ask: Ask) -> Json:
    """Members as ids, with fields, or those who manage with roles."""
    number = ask.group_id()
    if ask.text("filter") == "managers":
        ask.managed(number)
        roles = [{"id": 1, "role": "creator", "permissions": ["ads"]}]
        roles += [{"id": one, **role} for one, role in ask.world.managers[number].items()]
        return ask.page(roles, count=1000, most=1000)
    page = ask.page(_members(ask, number), count=1000, most=1000)
    if ask.words("fields"):
        page["items"] = users_of(ask, page["items"])
    return page


@method("groups.isMember", "UGS")
def is_member(ask: Ask) -> Any:
    """Whether one or several persons are members."""
    members = _members(ask, ask.group_id())
    several = ask.numbers("user_ids")
    if several:
        return [{"user_id": one, "member": int(one in members)} for one in several]
    person = ask.number("user_id", ask.caller.id)
    if ask.flag("extended"):
        return {"member": int(person in members)}
    return int(person in members)


@method("groups.join", "U")
def join(ask: Ask) -> int:
    """Become a member."""
    members = _members(ask, ask.group_id())
    if ask.caller.id not in members:
        members.append(ask.caller.id)
    return 1


@method("groups.leave", "U")
def leave(ask: Ask) -> int:
    """Stop being a member."""
    members = _members(ask, ask.group_id())
    if ask.caller.id in members:
        members.remove(ask.caller.id)
    return 1


@method("groups.removeUser", "U")
def remove_user(ask: Ask) -> int:
    """Remove a person."""
    number = ask.group_id()
    ask.managed(number)
    members = _members(ask, number)
    if ask.number("user_id") not in members:
        ask.refuse(100, "One of the parameters specified was missing or invalid: user_id")
    members.remove(ask.number("user_id"))
    return 1


@method("groups.invite", "U")
def invite(ask: Ask) -> int:
    """Invite a person."""
    ask.managed(ask.group_id())
    ask.number("user_id")
    return 1


@method("groups.getRequests", "U")
def get_requests(ask: Ask) -> Json:
    """Who wants in: nobody, publics are open."""
    ask.managed(ask.group_id())
    return ask.page([], count=20, most=200)


@method("groups.approveRequest", "U")
def approve_request(ask: Ask) -> int:
    """Let a person in who asked: nobody did."""
    ask.managed(ask.group_id())
    return ask.refuse(100, "One of the parameters specified was missing or invalid: no request")


@method("groups.getInvitedUsers", "U")
def get_invited_users(ask: Ask) -> Json:
    """Who was invited: nobody."""
    ask.managed(ask.group_id())
    return ask.page([], count=20, most=1000)


@method("groups.ban", "U")
def ban(ask: Ask) -> int:
    """Ban a person."""
    number = ask.group_id()
    ask.managed(number)
    info: Json = {
        "admin_id": ask.caller.id,
        "date": ask.now,
        "reason": ask.number("reason", 0),
        "comment": ask.text("comment"),
        "comment_visible": ask.flag("comment_visible"),
        "end_date": ask.number("end_date", 0),
    }
    ask.world.banned[number][ask.number("owner_id")] = info
    return 1


@method("groups.unban", "U")
def unban(ask: Ask) -> int:
    """Lift a ban."""
    number = ask.group_id()
    ask.managed(number)
    if ask.world.banned[number].pop(ask.number("owner_id"), None) is None:
        ask.refuse(104, "Not found")
    return 1


@method("groups.getBanned", "UG")
def get_banned(ask: Ask) -> Json:
    """Who is banned."""
    number = ask.group_id()
    ask.managed(number)
    people = [
        {"type": "profile", "profile": shown(ask.world.users[one], []), "ban_info": info}
        for one, info in ask.world.banned[number].items()
        if one in ask.world.users
    ]
    return ask.page(people, count=20, most=200)


@method("groups.editManager", "U")
def edit_manager(ask: Ask) -> int:
    """Give or take a role, and show among contacts."""
    public = ask.public()
    ask.managed(public["id"])
    person, role = ask.number("user_id"), ask.text("role")
    if role in ("", "none"):
        ask.world.managers[public["id"]].pop(person, None)
    elif role in ("moderator", "editor", "administrator", "advertiser"):
        ask.world.managers[public["id"]][person] = {"role": role, "permissions": []}
    else:
        ask.wrong("role")
    if ask.flag("is_contact"):
        _show_contact(ask, public, person)
    return 1


def _show_contact(ask: Ask, public: Json, person: int) -> None:
    others = [one for one in public["contacts"] if one.get("user_id") != person]
    names = {"contact_position": "desc", "contact_phone": "phone", "contact_email": "email"}
    contact = {field: ask.text(name) for name, field in names.items() if ask.text(name)}
    public["contacts"] = [*others, {"user_id": person, **contact}]
