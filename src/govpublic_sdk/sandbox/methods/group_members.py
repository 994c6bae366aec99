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


def _audience(call: MethodCall) -> Audience:
    return call.world.audience(get_managed_group(call))


@method("groups.getMembers", "UGS")
def get_members(call: MethodCall) -> Json:
    """Return members as ids or with fields, or managers with roles."""
    group_id = call.group_id()
    sort = call.choice("sort", _SORTS, "id_asc")
    wanted = call.choice("filter", ("", "friends", "unsure", "managers", "donut"), "")
    if wanted == "managers":
        call.check_manager(group_id)
        return call.page(_list_managers(call, group_id), count=1000, most=1000)
    if wanted:
        return {"count": 0, "items": []}
    if sort.startswith("time"):
        call.check_manager(group_id)
    return _page_members(call, group_id, newest_first=sort.endswith("desc"))


def _page_members(call: MethodCall, group_id: int, *, newest_first: bool) -> Json:
    audience = call.world.audience(group_id)
    count_all = audience.count(call.now)
    offset, count = call.window(count=1000, most=1000)
    if newest_first:
        start = max(0, count_all - offset - count)
        items = audience.page(call.now, start, max(0, count_all - offset - start))[::-1]
    else:
        items = audience.page(call.now, offset, count)
    return {"count": count_all, "items": show_users(call, items) if call.words("fields") else items}


def _list_managers(call: MethodCall, group_id: int) -> list[Json]:
    roles: list[Json] = [{"id": MANAGER, "role": "creator", "permissions": ["ads"]}]
    roles += [{"id": user_id, **role} for user_id, role in call.world.managers[group_id].items()]
    if not call.words("fields"):
        return roles
    return [{**show_users(call, [role["id"]])[0], **role} for role in roles]


@method("groups.isMember", "UGS")
def is_member(call: MethodCall) -> Any:
    """Return whether one or several users are members."""
    audience, extended = call.world.audience(call.group_id()), call.flag("extended")

    def look_up(user_id: int) -> Json:
        shown: Json = {"member": int(audience.has(user_id, call.now))}
        if extended:
            shown["request"] = int(user_id in audience.requests)
            shown["invitation"] = int(user_id in audience.invited)
        return shown

    user_ids = call.numbers("user_ids")
    if user_ids:
        return [{"user_id": user_id, **look_up(user_id)} for user_id in user_ids]
    shown = look_up(call.number("user_id", call.caller.id))
    return shown if extended else shown["member"]


@method("groups.join", "U")
def join(call: MethodCall) -> int:
    """Join a community, or send a request if it is closed."""
    group_id = call.group_id()
    audience, user_id = call.world.audience(group_id), call.caller.id
    if call.world.publics[group_id]["is_closed"] and user_id not in audience.invited:
        if user_id not in audience.requests:
            audience.requests.append(user_id)
            _notify_join(call, group_id, user_id, "request")
        return 1
    join_type = "join" if audience.invited.pop(user_id, None) is None else "accepted"
    if not audience.has(user_id, call.now):
        audience.join(user_id, call.now)
        _notify_join(call, group_id, user_id, join_type)
    return 1


def _notify_join(call: MethodCall, group_id: int, user_id: int, join_type: str) -> None:
    call.world.tell(group_id, "group_join", {"user_id": user_id, "join_type": join_type})


def _leave(call: MethodCall, group_id: int, user_id: int) -> None:
    """End a membership, if there is one, and send the event."""
    audience = call.world.audience(group_id)
    if audience.has(user_id, call.now):
        audience.leave(user_id, call.now)
        own = int(user_id == call.caller.id)
        call.world.tell(group_id, "group_leave", {"user_id": user_id, "self": own})


@method("groups.leave", "U")
def leave(call: MethodCall) -> int:
    """Leave a community, or decline an invitation."""
    group_id = call.group_id()
    call.world.audience(group_id).invited.pop(call.caller.id, None)
    _leave(call, group_id, call.caller.id)
    return 1


@method("groups.removeUser", "U")
def remove_user(call: MethodCall) -> int:
    """Remove a member, or decline a request."""
    audience, user_id = _audience(call), call.number("user_id")
    if user_id in audience.requests:
        audience.requests.remove(user_id)
    elif audience.has(user_id, call.now):
        _leave(call, call.group_id(), user_id)
    else:
        call.wrong("user_id", "is no member")
    return 1


@method("groups.invite", "U")
def invite(call: MethodCall) -> Any:
    """Invite one or several users."""
    audience, user_ids = _audience(call), call.numbers("user_ids_list")
    for user_id in user_ids or [call.number("user_id")]:
        if call.world.user(user_id) and not audience.has(user_id, call.now):
            audience.invited[user_id] = call.caller.id
    return {"success_count": len(user_ids)} if user_ids else 1


@method("groups.getInvitedUsers", "U")
def get_invited_users(call: MethodCall) -> Json:
    """Return users with an open invitation."""
    page = call.page(list(_audience(call).invited), count=20, most=1000)
    return {**page, "items": show_users(call, page["items"])}


@method("groups.getInvites", "U")
def get_invites(call: MethodCall) -> Json:
    """Return the invitations of the caller."""
    groups = [
        {
            **show_group(call, call.world.publics[group_id]),
            "invited_by": audience.invited[call.caller.id],
        }
        for group_id, audience in call.world.audiences.items()
        if call.caller.id in audience.invited
    ]
    page = call.page(groups, count=20, most=100)
    if not call.flag("extended"):
        return page
    hosts = show_users(call, sorted({group["invited_by"] for group in page["items"]}))
    return {**page, "profiles": hosts, "groups": []}


@method("groups.getRequests", "U")
def get_requests(call: MethodCall) -> Json:
    """Return users with an open request."""
    page = call.page(_audience(call).requests, count=20, most=200)
    if call.words("fields"):
        page["items"] = show_users(call, page["items"])
    return page


@method("groups.approveRequest", "U")
def approve_request(call: MethodCall) -> int:
    """Approve a request."""
    audience, user_id = _audience(call), call.number("user_id")
    if user_id not in audience.requests:
        call.wrong("user_id", "has not asked")
    audience.requests.remove(user_id)
    audience.join(user_id, call.now)
    _notify_join(call, call.group_id(), user_id, "approved")
    return 1


@method("groups.ban", "U")
def ban(call: MethodCall) -> int:
    """Ban a user and end the membership."""
    group_id, user_id = get_managed_group(call), call.number("owner_id")
    record: Json = {
        "admin_id": call.caller.id,
        "date": call.now,
        "reason": call.number("reason", 0),
        "comment": call.text("comment"),
        "comment_visible": call.flag("comment_visible"),
        "end_date": call.number("end_date", 0),
    }
    call.world.banned[group_id][user_id] = record
    event = {name: record[name] for name in ("admin_id", "reason", "comment")}
    call.world.tell(
        group_id, "user_block", {**event, "user_id": user_id, "unblock_date": record["end_date"]}
    )
    _leave(call, group_id, user_id)
    return 1


@method("groups.unban", "U")
def unban(call: MethodCall) -> int:
    """Lift a ban."""
    group_id, user_id = get_managed_group(call), call.number("owner_id")
    if call.world.banned[group_id].pop(user_id, None) is None:
        call.refuse(104, "Not found")
    event = {"admin_id": call.caller.id, "user_id": user_id, "by_end_date": 0}
    call.world.tell(group_id, "user_unblock", event)
    return 1


@method("groups.getBanned", "UG")
def get_banned(call: MethodCall) -> Json:
    """Return banned users."""
    owner_id = call.number("owner_id", 0)
    people = [
        {"type": "profile", "profile": show_user(user, []), "ban_info": ban}
        for user_id, ban in call.world.banned[get_managed_group(call)].items()
        if (user := call.world.user(user_id)) is not None and owner_id in (0, user_id)
    ]
    return call.page(people, count=20, most=200)


@method("groups.editManager", "U")
def edit_manager(call: MethodCall) -> int:
    """Set or remove a role, and show or hide the user among the contacts."""
    group_id, user_id = get_managed_group(call), call.number("user_id")
    role = call.choice("role", ("", "none", *_ROLES), "")
    if role:
        _notify_role(call, group_id, user_id, role)
    if role == "none":
        call.world.managers[group_id].pop(user_id, None)
    elif role:
        call.world.managers[group_id][user_id] = {"role": role, "permissions": []}
    if "is_contact" in call.params:
        _update_contact(call, call.world.publics[group_id], user_id)
    return 1


def _notify_role(call: MethodCall, group_id: int, user_id: int, role: str) -> None:
    before = _LEVELS.get(call.world.managers[group_id].get(user_id, {}).get("role", ""), 0)
    event = {"admin_id": call.caller.id, "user_id": user_id, "level_old": before}
    event["level_new"] = _LEVELS.get(role, 0)
    if event["level_old"] != event["level_new"]:
        call.world.tell(group_id, "group_officers_edit", event)


def _update_contact(call: MethodCall, public: Json, user_id: int) -> None:
    others = [contact for contact in public["contacts"] if contact.get("user_id") != user_id]
    names = {"contact_position": "desc", "contact_phone": "phone", "contact_email": "email"}
    contact = {field: call.text(name) for name, field in names.items() if call.text(name)}
    if call.flag("is_contact"):
        others.append({"user_id": user_id, **contact})
    public["contacts"] = others
