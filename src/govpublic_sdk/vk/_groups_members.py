"""Members of communities: reading, inviting, banning, roles.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.members import BannedItem, Manager, Membership
from govpublic_sdk.models.users import User
from govpublic_sdk.vk._params import ask, check_list, nonzero, positive, within

__all__ = [
    "approve_request",
    "are_members",
    "ban",
    "edit_manager",
    "get_banned",
    "get_invited_users",
    "get_managers",
    "get_members",
    "get_members_with_fields",
    "get_requests",
    "get_requests_with_fields",
    "invite",
    "is_member",
    "remove_user",
    "unban",
]


@check_arguments
def approve_request(group_id: int, user_id: int) -> Call[bool]:
    """Let a person in.

    https://dev.vk.com/method/groups.approveRequest

    Args:
        group_id: The community, a positive id.
        user_id: The person.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.approveRequest",
        As(bool),
        group_id=positive("group_id", group_id),
        user_id=positive("user_id", user_id),
    )


@check_arguments
def ban(
    group_id: int,
    owner_id: int,
    *,
    end_date: datetime | None = None,
    reason: int | None = None,
    comment: str | None = None,
    comment_visible: bool | None = None,
) -> Call[bool]:
    """Ban a person or a community.

    https://dev.vk.com/method/groups.ban

    Args:
        group_id: The community, a positive id.
        owner_id: Whose wall or thing: negative for a community.
        end_date: Until when, an aware moment.
        reason: The reason, by VK's number.
        comment: A remark.
        comment_visible: Show the remark to the person.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.ban",
        As(bool),
        group_id=positive("group_id", group_id),
        owner_id=nonzero("owner_id", owner_id),
        end_date=end_date,
        reason=within("reason", reason, 0),
        comment=comment,
        comment_visible=comment_visible,
    )


@check_arguments
def edit_manager(
    group_id: int,
    user_id: int,
    *,
    role: str | None = None,
    is_call_operator: bool | None = None,
    is_contact: bool | None = None,
    contact_position: str | None = None,
    contact_phone: str | None = None,
    contact_email: str | None = None,
) -> Call[bool]:
    """Give a person a role, or show the person among contacts.

    https://dev.vk.com/method/groups.editManager

    Args:
        group_id: The community, a positive id.
        user_id: The person.
        role: The role; None takes the role away.
        is_call_operator: VK's `is_call_operator`, see the page of the method.
        is_contact: Show among contacts.
        contact_position: The position shown among contacts.
        contact_phone: The phone shown among contacts.
        contact_email: The e-mail shown among contacts.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.editManager",
        As(bool),
        group_id=positive("group_id", group_id),
        user_id=positive("user_id", user_id),
        role=role,
        is_call_operator=is_call_operator,
        is_contact=is_contact,
        contact_position=contact_position,
        contact_phone=contact_phone,
        contact_email=contact_email,
    )


@check_arguments
def get_banned(
    group_id: int,
    *,
    offset: int = 0,
    count: int = 20,
    fields: Sequence[str] | None = None,
    owner_id: int | None = None,
) -> Call[Page[BannedItem]]:
    """Return the banned users and communities.

    https://dev.vk.com/method/groups.getBanned

    Args:
        group_id: The community, a positive id.
        offset: How many to skip.
        count: How many at most. Up to 200.
        fields: Further fields to give.
        owner_id: Whose wall or thing: negative for a community.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getBanned",
        PageOf(BannedItem),
        group_id=positive("group_id", group_id),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 200),
        fields=check_list("fields", fields),
        owner_id=nonzero("owner_id", owner_id),
    )


@check_arguments
def get_invited_users(
    group_id: int,
    *,
    offset: int = 0,
    count: int = 20,
    fields: Sequence[str] | None = None,
    name_case: str | None = None,
) -> Call[Page[User]]:
    """Return the invited users.

    https://dev.vk.com/method/groups.getInvitedUsers

    Args:
        group_id: The community, a positive id.
        offset: How many to skip.
        count: How many at most.
        fields: Further fields to give.
        name_case: The grammatical case of names.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getInvitedUsers",
        PageOf(User),
        group_id=positive("group_id", group_id),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 0),
        fields=check_list("fields", fields),
        name_case=name_case,
    )


@check_arguments
def get_members(
    group_id: int | str,
    *,
    sort: Literal["id_asc", "id_desc", "time_asc", "time_desc"] | None = None,
    offset: int = 0,
    count: int = 1000,
    filter: Literal["donut", "friends", "managers", "unsure"] | None = None,
) -> Call[Page[int]]:
    """Read the members, as ids.

    https://dev.vk.com/method/groups.getMembers

    Args:
        group_id: The community, a positive id.
        sort: In which order.
        offset: How many to skip.
        count: How many at most. Up to 1000.
        filter: Which of them.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getMembers",
        PageOf(int),
        group_id=group_id,
        sort=sort,
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 0, 1000),
        filter=filter,
    )


@check_arguments
def get_members_with_fields(
    group_id: int | str,
    *,
    fields: Sequence[str],
    sort: Literal["id_asc", "id_desc", "time_asc", "time_desc"] | None = None,
    offset: int = 0,
    count: int = 1000,
    filter: Literal["donut", "friends", "managers", "unsure"] | None = None,
) -> Call[Page[User]]:
    """Read the members with the fields that are asked for.

    https://dev.vk.com/method/groups.getMembers

    Args:
        group_id: The community, a positive id.
        sort: In which order.
        offset: How many to skip.
        count: How many at most. Up to 1000.
        fields: Further fields to give.
        filter: Which of them.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getMembers",
        PageOf(User),
        group_id=group_id,
        sort=sort,
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 0, 1000),
        fields=check_list("fields", fields),
        filter=filter,
    )


@check_arguments
def get_managers(
    group_id: int | str,
    *,
    sort: Literal["id_asc", "id_desc", "time_asc", "time_desc"] | None = None,
    offset: int = 0,
    count: int = 1000,
    fields: Sequence[str] | None = None,
) -> Call[Page[Manager]]:
    """Return the managers of a community, with roles.

    https://dev.vk.com/method/groups.getMembers

    Args:
        group_id: The community, a positive id.
        sort: In which order.
        offset: How many to skip.
        count: How many at most. Up to 1000.
        fields: Further fields to give.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getMembers",
        PageOf(Manager),
        group_id=group_id,
        sort=sort,
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 0, 1000),
        fields=check_list("fields", fields),
        filter="managers",
    )


@check_arguments
def get_requests(group_id: int, *, offset: int = 0, count: int = 20) -> Call[Page[int]]:
    """Return the ids of users who asked to join.

    https://dev.vk.com/method/groups.getRequests

    Args:
        group_id: The community, a positive id.
        offset: How many to skip.
        count: How many at most. Up to 200.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getRequests",
        PageOf(int),
        group_id=positive("group_id", group_id),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 200),
    )


@check_arguments
def get_requests_with_fields(
    group_id: int, *, fields: Sequence[str], offset: int = 0, count: int = 20
) -> Call[Page[User]]:
    """Return the users who asked to join, with fields.

    https://dev.vk.com/method/groups.getRequests

    Args:
        group_id: The community, a positive id.
        offset: How many to skip.
        count: How many at most. Up to 200.
        fields: Further fields to give.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getRequests",
        PageOf(User),
        group_id=positive("group_id", group_id),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 200),
        fields=check_list("fields", fields),
    )


@check_arguments
def invite(group_id: int, user_id: int | None = None) -> Call[bool]:
    """Invite a person.

    https://dev.vk.com/method/groups.invite

    Args:
        group_id: The community, a positive id.
        user_id: The person.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.invite",
        As(bool),
        group_id=positive("group_id", group_id),
        user_id=positive("user_id", user_id),
    )


@check_arguments
def is_member(group_id: int | str, user_id: int) -> Call[bool]:
    """Whether a person is a member.

    https://dev.vk.com/method/groups.isMember

    Args:
        group_id: The community, a positive id.
        user_id: The person.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask("groups.isMember", As(bool), group_id=group_id, user_id=positive("user_id", user_id))


@check_arguments
def are_members(
    group_id: int | str, user_ids: Sequence[int] | None = None
) -> Call[list[Membership]]:
    """Whether each of several persons is a member.

    https://dev.vk.com/method/groups.isMember

    Args:
        group_id: The community, a positive id.
        user_ids: Persons.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.isMember",
        As(list[Membership]),
        group_id=group_id,
        user_ids=check_list("user_ids", user_ids),
    )


@check_arguments
def remove_user(group_id: int, user_id: int) -> Call[bool]:
    """Remove a person from a community.

    https://dev.vk.com/method/groups.removeUser

    Args:
        group_id: The community, a positive id.
        user_id: The person.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.removeUser",
        As(bool),
        group_id=positive("group_id", group_id),
        user_id=positive("user_id", user_id),
    )


@check_arguments
def unban(group_id: int, owner_id: int) -> Call[bool]:
    """Lift a ban.

    https://dev.vk.com/method/groups.unban

    Args:
        group_id: The community, a positive id.
        owner_id: Whose wall or thing: negative for a community.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.unban",
        As(bool),
        group_id=positive("group_id", group_id),
        owner_id=nonzero("owner_id", owner_id),
    )
