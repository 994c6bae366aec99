"""Members of communities: reading, joining, inviting, banning, roles."""

from __future__ import annotations

from typing import Any

from govpublic_sdk.sandbox.audience import MANAGER, Audience
from govpublic_sdk.sandbox.methods.groups import get_managed_group, show_group
from govpublic_sdk.sandbox.methods.users import show_user, show_users
from govpublic_sdk.sandbox.params import MethodCall, method
from govpublic_sdk.sandbox.world import Json

__all__: list[str] = []

_ROLES = ("moderator", "editor", "administrator", "advertiser")
_LEVELS = {"moderator": 1, "editor": 2, "administrator": 3}
_SORTS = ("id_asc", "id_desc", "time_asc", "time_desc")


def _audience(ask: MethodCall) -> Audience:
    return ask.world.audience(get_managed_group(ask))


@method("groups.getMembers", "UGS")
def get_members(ask: MethodCall) -> Json:
    """Return members as ids or with fields, or managers with roles."""
    group_id = ask.group_id()
    sort = ask.choice("sort", _SORTS, "id_asc")
    wanted = ask.choice("filter", ("", "friends", "unsure", "managers", "donut"), "")
    if wanted == "managers":
        ask.check_manager(group_id)
        return ask.page(_list_managers(ask, group_id), count=1000, most=1000)
    if wanted:
        return {"count": 0, "items": []}
    if sort.startswith("time"):
        ask.check_manager(group_id)
    return _page_members(ask, group_id, newest_first=sort.endswith("desc"))


def _page_members(ask: MethodCall, group_id: int, *, newest_first: bool) -> Json:
    audience = ask.world.audience(group_id)
    count_all = audience.count(ask.now)
    offset, count = ask.window(count=1000, most=1000)
    if newest_first:
        start = max(0, count_all - offset - count)
        items = audience.page(ask.now, start, max(0, count_all - offset - start))[::-1]
    else:
        items = audience.page(ask.now, offset, count)
    return {"count": count_all, "items": show_users(ask, items) if ask.words("fields") else items}


def _list_managers(ask: MethodCall, group_id: int) -> list[Json]:
    roles: list[Json] = [{"id": MANAGER, "role": "creator", "permissions": ["ads"]}]
    roles += [{"id": user_id, **role} for user_id, role in ask.world.managers[group_id].items()]
    if not ask.words("fields"):
        return roles
    return [{**show_users(ask, [role["id"]])[0], **role} for role in roles]


@method("groups.isMember", "UGS")
def is_member(ask: MethodCall) -> Any:
    """Return whether one or several users are members."""
    audience, extended = ask.world.audience(ask.group_id()), ask.flag("extended")

    def look_up(user_id: int) -> Json:
        shown: Json = {"member": int(audience.has(user_id, ask.now))}
        if extended:
            shown["request"] = int(user_id in audience.requests)
            shown["invitation"] = int(user_id in audience.invited)
        return shown

    user_ids = ask.numbers("user_ids")
    if user_ids:
        return [{"user_id": user_id, **look_up(user_id)} for user_id in user_ids]
    shown = look_up(ask.number("user_id", ask.caller.id))
    return shown if extended else shown["member"]


@method("groups.join", "U")
def join(ask: MethodCall) -> int:
    """Join a community, or send a request if it is closed."""
    group_id = ask.group_id()
    audience, user_id = ask.world.audience(group_id), ask.caller.id
    if ask.world.publics[group_id]["is_closed"] and user_id not in audience.invited:
        if user_id not in audience.requests:
            audience.requests.append(user_id)
            _notify_join(ask, group_id, user_id, "request")
        return 1
    join_type = "join" if audience.invited.pop(user_id, None) is None else "accepted"
    if not audience.has(user_id, ask.now):
        audience.join(user_id, ask.now)
        _notify_join(ask, group_id, user_id, join_type)
    return 1


def _notify_join(ask: MethodCall, group_id: int, user_id: int, join_type: str) -> None:
    ask.world.tell(group_id, "group_join", {"user_id": user_id, "join_type": join_type})


def _leave(ask: MethodCall, group_id: int, user_id: int) -> None:
    """End a membership, if there is one, and send the event."""
    audience = ask.world.audience(group_id)
    if audience.has(user_id, ask.now):
        audience.leave(user_id, ask.now)
        own = int(user_id == ask.caller.id)
        ask.world.tell(group_id, "group_leave", {"user_id": user_id, "self": own})


@method("groups.leave", "U")
def leave(ask: MethodCall) -> int:
    """Leave a community, or decline an invitation."""
    group_id = ask.group_id()
    ask.world.audience(group_id).invited.pop(ask.caller.id, None)
    _leave(ask, group_id, ask.caller.id)
    return 1


@method("groups.removeUser", "U")
def remove_user(ask: MethodCall) -> int:
    """Remove a member, or decline a request."""
    audience, user_id = _audience(ask), ask.number("user_id")
    if user_id in audience.requests:
        audience.requests.remove(user_id)
    elif audience.has(user_id, ask.now):
        _leave(ask, ask.group_id(), user_id)
    else:
        ask.wrong("user_id", "is no member")
    return 1


@method("groups.invite", "U")
def invite(ask: MethodCall) -> Any:
    """Invite one or several users."""
    audience, user_ids = _audience(ask), ask.numbers("user_ids_list")
    for user_id in user_ids or [ask.number("user_id")]:
        if ask.world.user(user_id) and not audience.has(user_id, ask.now):
            audience.invited[user_id] = ask.caller.id
    return {"success_count": len(user_ids)} if user_ids else 1


@method("groups.getInvitedUsers", "U")
def get_invited_users(ask: MethodCall) -> Json:
    """Return users with an open invitation."""
    page = ask.page(list(_audience(ask).invited), count=20, most=1000)
    return {**page, "items": show_users(ask, page["items"])}


@method("groups.getInvites", "U")
def get_invites(ask: MethodCall) -> Json:
    """Return the invitations of the caller."""
    groups = [
        {
            **show_group(ask, ask.world.publics[group_id]),
            "invited_by": audience.invited[ask.caller.id],
        }
        for group_id, audience in ask.world.audiences.items()
        if ask.caller.id in audience.invited
    ]
    page = ask.page(groups, count=20, most=100)
    if not ask.flag("extended"):
        return page
    hosts = show_users(ask, sorted({group["invited_by"] for group in page["items"]}))
    return {**page, "profiles": hosts, "groups": []}


@method("groups.getRequests", "U")
def get_requests(ask: MethodCall) -> Json:
    """Return users with an open request."""
    page = ask.page(_audience(ask).requests, count=20, most=200)
    if ask.words("fields"):
        page["items"] = show_users(ask, page["items"])
    return page


@method("groups.approveRequest", "U")
def approve_request(ask: MethodCall) -> int:
    """Approve a request."""
    audience, user_id = _audience(ask), ask.number("user_id")
    if user_id not in audience.requests:
        ask.wrong("user_id", "has not asked")
    audience.requests.remove(user_id)
    audience.join(user_id, ask.now)
    _notify_join(ask, ask.group_id(), user_id, "approved")
    return 1


@method("groups.ban", "U")
def ban(ask: MethodCall) -> int:
    """Ban a user and end the membership."""
    group_id, user_id = get_managed_group(ask), ask.number("owner_id")
    record: Json = {
        "admin_id": ask.caller.id,
        "date": ask.now,
        "reason": ask.number("reason", 0),
        "comment": ask.text("comment"),
        "comment_visible": ask.flag("comment_visible"),
        "end_date": ask.number("end_date", 0),
    }
    ask.world.banned[group_id][user_id] = record
    event = {name: record[name] for name in ("admin_id", "reason", "comment")}
    ask.world.tell(
        group_id, "user_block", {**event, "user_id": user_id, "unblock_date": record["end_date"]}
    )
    _leave(ask, group_id, user_id)
    return 1


@method("groups.unban", "U")
def unban(ask: MethodCall) -> int:
    """Lift a ban."""
    group_id, user_id = get_managed_group(ask), ask.number("owner_id")
    if ask.world.banned[group_id].pop(user_id, None) is None:
        ask.refuse(104, "Not found")
    event = {"admin_id": ask.caller.id, "user_id": user_id, "by_end_date": 0}
    ask.world.tell(group_id, "user_unblock", event)
    return 1


@method("groups.getBanned", "UG")
def get_banned(ask: MethodCall) -> Json:
    """Return banned users."""
    owner_id = ask.number("owner_id", 0)
    people = [
        {"type": "profile", "profile": show_user(user, []), "ban_info": ban}
        for user_id, ban in ask.world.banned[get_managed_group(ask)].items()
        if (user := ask.world.user(user_id)) is not None and owner_id in (0, user_id)
    ]
    return ask.page(people, count=20, most=200)


@method("groups.editManager", "U")
def edit_manager(ask: MethodCall) -> int:
    """Set or remove a role, and show or hide the user among the contacts."""
    group_id, user_id = get_managed_group(ask), ask.number("user_id")
    role = ask.choice("role", ("", "none", *_ROLES), "")
    if role:
        _notify_role(ask, group_id, user_id, role)
    if role == "none":
        ask.world.managers[group_id].pop(user_id, None)
    elif role:
        ask.world.managers[group_id][user_id] = {"role": role, "permissions": []}
    if "is_contact" in ask.params:
        _show_contact(ask, ask.world.publics[group_id], user_id)
    return 1


def _notify_role(ask: MethodCall, group_id: int, user_id: int, role: str) -> None:
    before = _LEVELS.get(ask.world.managers[group_id].get(user_id, {}).get("role", ""), 0)
    event = {"admin_id": ask.caller.id, "user_id": user_id, "level_old": before}
    event["level_new"] = _LEVELS.get(role, 0)
    if event["level_old"] != event["level_new"]:
        ask.world.tell(group_id, "group_officers_edit", event)


def _show_contact(ask: MethodCall, public: Json, user_id: int) -> None:
    others = [contact for contact in public["contacts"] if contact.get("user_id") != user_id]
    names = {"contact_position": "desc", "contact_phone": "phone", "contact_email": "email"}
    contact = {field: ask.text(name) for name, field in names.items() if ask.text(name)}
    if ask.flag("is_contact"):
        others.append({"user_id": user_id, **contact})
    public["contacts"] = others
