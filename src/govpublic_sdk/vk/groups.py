"""Communities: reading, searching and changing them.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.publics import Public
from govpublic_sdk.models.settings import CatalogInfo
from govpublic_sdk.vk._decoders import PublicsOf
from govpublic_sdk.vk._groups_events import (
    add_callback_server,
    delete_callback_server,
    edit_callback_server,
    get_callback_confirmation_code,
    get_callback_servers,
    get_callback_settings,
    get_long_poll_server,
    get_long_poll_settings,
    set_callback_settings,
    set_long_poll_settings,
)
from govpublic_sdk.vk._groups_members import (
    approve_request,
    are_members,
    ban,
    edit_manager,
    get_banned,
    get_invited_users,
    get_managers,
    get_members,
    get_members_with_fields,
    get_requests,
    get_requests_with_fields,
    invite,
    is_member,
    remove_user,
    unban,
)
from govpublic_sdk.vk._groups_page import (
    add_address,
    add_link,
    delete_address,
    delete_link,
    edit_address,
    edit_link,
    get_addresses,
    get_tag_list,
    reorder_link,
    set_user_note,
    tag_add,
    tag_bind,
    tag_delete,
    tag_update,
)
from govpublic_sdk.vk._groups_settings import (
    disable_online,
    edit,
    enable_online,
    get_online_status,
    get_settings,
    get_token_permissions,
    set_settings,
    toggle_market,
)
from govpublic_sdk.vk._params import ask, check_list, positive, within

__all__ = [
    "add_address",
    "add_callback_server",
    "add_link",
    "approve_request",
    "are_members",
    "ban",
    "create",
    "delete_address",
    "delete_callback_server",
    "delete_link",
    "disable_online",
    "edit",
    "edit_address",
    "edit_callback_server",
    "edit_link",
    "edit_manager",
    "enable_online",
    "get",
    "get_addresses",
    "get_banned",
    "get_by_id",
    "get_callback_confirmation_code",
    "get_callback_servers",
    "get_callback_settings",
    "get_catalog_info",
    "get_extended",
    "get_invited_users",
    "get_invites",
    "get_long_poll_server",
    "get_long_poll_settings",
    "get_managers",
    "get_members",
    "get_members_with_fields",
    "get_online_status",
    "get_requests",
    "get_requests_with_fields",
    "get_settings",
    "get_tag_list",
    "get_token_permissions",
    "invite",
    "is_member",
    "join",
    "leave",
    "remove_user",
    "reorder_link",
    "search",
    "set_callback_settings",
    "set_long_poll_settings",
    "set_settings",
    "set_user_note",
    "tag_add",
    "tag_bind",
    "tag_delete",
    "tag_update",
    "toggle_market",
    "unban",
]


@check_arguments
def create(
    title: str,
    *,
    description: str | None = None,
    type: Literal["event", "group", "public"] | None = None,
    public_category: int | None = None,
    public_subcategory: int | None = None,
    subtype: Literal[0, 1, 2, 3, 4] | None = None,
) -> Call[Public]:
    """Create a community.

    https://dev.vk.com/method/groups.create

    Args:
        title: The title.
        description: The description.
        type: Which kind.
        public_category: The category.
        public_subcategory: The subcategory.
        subtype: VK's `subtype`, see the page of the method.
    """
    return ask(
        "groups.create",
        As(Public),
        title=title,
        description=description,
        type=type,
        public_category=public_category,
        public_subcategory=public_subcategory,
        subtype=subtype,
    )


@check_arguments
def get(
    user_id: int | None = None,
    *,
    filter: Sequence[str] | None = None,
    fields: Sequence[str] | None = None,
    offset: int = 0,
    count: int | None = None,
) -> Call[Page[int]]:
    """Read the communities of a person, as ids.

    https://dev.vk.com/method/groups.get

    Args:
        user_id: The person.
        filter: Which of them.
        fields: Further fields to give.
        offset: How many to skip.
        count: How many at most. Up to 1000.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.get",
        PageOf(int),
        user_id=positive("user_id", user_id),
        filter=check_list("filter", filter),
        fields=check_list("fields", fields),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 1000),
    )


@check_arguments
def get_extended(
    user_id: int | None = None,
    *,
    filter: Sequence[str] | None = None,
    fields: Sequence[str] | None = None,
    offset: int = 0,
    count: int | None = None,
) -> Call[Page[Public]]:
    """Read the communities of a person, whole.

    https://dev.vk.com/method/groups.get

    Args:
        user_id: The person.
        filter: Which of them.
        fields: Further fields to give.
        offset: How many to skip.
        count: How many at most. Up to 1000.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.get",
        PageOf(Public),
        user_id=positive("user_id", user_id),
        extended=True,
        filter=check_list("filter", filter),
        fields=check_list("fields", fields),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 1000),
    )


@check_arguments
def get_by_id(
    group_ids: Sequence[int | str] | None = None,
    *,
    group_id: int | str | None = None,
    fields: Sequence[str] | None = None,
) -> Call[list[Public]]:
    """Read communities by id or short name, up to 500.

    https://dev.vk.com/method/groups.getById

    Args:
        group_ids: Communities, by id or short name. Up to 500.
        group_id: The community, a positive id.
        fields: Further fields to give.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getById",
        PublicsOf(),
        group_ids=check_list("group_ids", group_ids, most=500),
        group_id=group_id,
        fields=check_list("fields", fields),
    )


@check_arguments
def get_catalog_info(
    *, extended: bool = False, subcategories: bool | None = None
) -> Call[CatalogInfo]:
    """Read the categories of the catalogue of communities.

    https://dev.vk.com/method/groups.getCatalogInfo

    Args:
        extended: Also give the users and communities that are mentioned.
        subcategories: Also give subcategories.
    """
    return ask(
        "groups.getCatalogInfo",
        As(CatalogInfo),
        extended=extended or None,
        subcategories=subcategories,
    )


@check_arguments
def get_invites(*, offset: int = 0, count: int = 20, extended: bool = False) -> Call[Page[Public]]:
    """Read to which communities the token's owner is invited.

    https://dev.vk.com/method/groups.getInvites

    Args:
        offset: How many to skip.
        count: How many at most.
        extended: Also give the users and communities that are mentioned.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getInvites",
        PageOf(Public),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 0),
        extended=extended or None,
    )


@check_arguments
def join(group_id: int, *, not_sure: str | None = None) -> Call[bool]:
    """Become a member.

    https://dev.vk.com/method/groups.join

    Args:
        group_id: The community, a positive id.
        not_sure: For events: maybe.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask("groups.join", As(bool), group_id=positive("group_id", group_id), not_sure=not_sure)


@check_arguments
def leave(group_id: int) -> Call[bool]:
    """Stop being a member.

    https://dev.vk.com/method/groups.leave

    Args:
        group_id: The community, a positive id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask("groups.leave", As(bool), group_id=positive("group_id", group_id))


@check_arguments
def search(
    q: str,
    *,
    type: Literal["event", "group", "page"] | None = None,
    country_id: int | None = None,
    city_id: int | None = None,
    future: bool | None = None,
    market: bool | None = None,
    sort: Literal[0, 1, 2, 3, 4, 5, 6] | None = None,
    offset: int = 0,
    count: int = 20,
) -> Call[Page[Public]]:
    """Look for communities; VK gives the first 1,000 at most.

    https://dev.vk.com/method/groups.search

    Args:
        q: What to look for.
        type: Which kind.
        country_id: The country.
        city_id: The city.
        future: VK's `future`, see the page of the method.
        market: The shop.
        sort: In which order.
        offset: How many to skip.
        count: How many at most. Up to 1000.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.search",
        PageOf(Public),
        q=q,
        type=type,
        country_id=country_id,
        city_id=city_id,
        future=future,
        market=market,
        sort=sort,
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 1, 1000),
    )
