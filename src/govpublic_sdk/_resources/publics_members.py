"""The people of a public: members, managers, bans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from govpublic_sdk import vk
from govpublic_sdk._core.calls import Call, Runnable
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._resources._references import PublicLike, number_of, public_ref, with_public_id

if TYPE_CHECKING:
    from govpublic_sdk.models.members import BannedItem, Manager
    from govpublic_sdk.models.publics import Public
    from govpublic_sdk.models.users import User

__all__ = [
    "ban",
    "bans",
    "is_member",
    "managers",
    "member_profiles",
    "members",
    "remove_manager",
    "set_manager",
    "unban",
]

Role: TypeAlias = Literal["moderator", "editor", "administrator", "advertiser"]
Sort: TypeAlias = Literal["id_asc", "id_desc", "time_asc", "time_desc"]


def members(public: PublicLike, *, sort: Sort | None = None) -> Paginator[int]:
    """Walk over the ids of all members, a thousand in a call.

    https://dev.vk.com/method/groups.getMembers

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        sort: By id or by the time of joining; the latter only for managers.
    """
    first = vk.groups.get_members(public_ref(public).value, sort=sort, count=1000)
    return Paginator(first=first, key=_itself)


def _itself(number: int) -> int:
    return number


def member_profiles(
    public: PublicLike, *, fields: Sequence[str], sort: Sort | None = None
) -> Paginator[User]:
    """Walk over all members with what is asked about them. These are personal data.

    https://dev.vk.com/method/groups.getMembers

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        fields: VK's names of fields, at least one, such as `["sex", "city"]`.
        sort: By id or by the time of joining; the latter only for managers.

    Raises:
        ParameterError: No field is named.
    """
    first = vk.groups.get_members_with_fields(
        public_ref(public).value, fields=fields, sort=sort, count=1000
    )
    return Paginator(first=first, key=_user_id)


def _user_id(user: User) -> int:
    return user.id


def is_member(public: PublicLike, user_id: int) -> Call[bool]:
    """Whether a person is a member.

    https://dev.vk.com/method/groups.isMember

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        user_id: The person.
    """
    return vk.groups.is_member(public_ref(public).value, number_of(user_id, "user_id"))


def managers(public: PublicLike) -> Paginator[Manager]:
    """Walk over who manages a public, with roles; only for its managers.

    https://dev.vk.com/method/groups.getMembers

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    return Paginator(first=vk.groups.get_managers(public_ref(public).value), key=_manager_id)


def _manager_id(manager: Manager) -> int:
    return manager.id


def set_manager(public: PublicLike, user_id: int, *, role: Role) -> Runnable[bool]:
    """Give a person a role.

    https://dev.vk.com/method/groups.editManager

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        user_id: The person, a member.
        role: What the person may do.
    """
    person = number_of(user_id, "user_id")
    return with_public_id(public, lambda number: vk.groups.edit_manager(number, person, role=role))


def remove_manager(public: PublicLike, user_id: int) -> Runnable[bool]:
    """Take the role of a person away; the person stays a member.

    https://dev.vk.com/method/groups.editManager

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        user_id: The person.
    """
    person = number_of(user_id, "user_id")
    return with_public_id(public, lambda number: vk.groups.edit_manager(number, person))


def bans(public: PublicLike) -> Paginator[BannedItem]:
    """Walk over persons and communities that are banned.

    https://dev.vk.com/method/groups.getBanned

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    first = with_public_id(public, lambda number: vk.groups.get_banned(number, count=200))
    return Paginator(first=first, key=_id_of_banned)


def _id_of_banned(banned: BannedItem) -> tuple[int | None, int | None]:
    person, community = banned.profile, banned.group
    return (person.id if person else None, community.id if community else None)


def ban(
    public: PublicLike,
    who: int | User | Public,
    *,
    until: datetime | None = None,
    reason: int | None = None,
    comment: str | None = None,
    comment_visible: bool | None = None,
) -> Runnable[bool]:
    """Ban a person or a community.

    https://dev.vk.com/method/groups.ban

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        who: A person by id or as a `User`; a community as a `Public`.
        until: When the ban ends, aware; None for a ban without end.
        reason: By VK's number: 0 other, 1 spam, 2 insults, 3 foul language, 4 off topic.
        comment: A remark.
        comment_visible: Whether the person sees the remark.

    Raises:
        ParameterError: A moment without a zone, a negative id.
    """
    owner = _owner(who)
    return with_public_id(
        public,
        lambda number: vk.groups.ban(
            number,
            owner,
            end_date=until,
            reason=reason,
            comment=comment,
            comment_visible=comment_visible,
        ),
    )


def unban(public: PublicLike, who: int | User | Public) -> Runnable[bool]:
    """Lift a ban.

    https://dev.vk.com/method/groups.unban

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        who: A person by id or as a `User`; a community as a `Public`.
    """
    owner = _owner(who)
    return with_public_id(public, lambda number: vk.groups.unban(number, owner))


def _owner(who: int | User | Public) -> int:
    """Persons are positive for VK, communities negative."""
    if isinstance(who, int):
        return number_of(who, "who")
    owner: int = getattr(who, "owner_id", who.id)
    return owner
