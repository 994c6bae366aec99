"""Parts of a community page: links, addresses, tags and notes.

A pure function describes a call; a client makes it. Names and bounds are VK's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from govpublic_sdk._core.arguments import check_arguments
from govpublic_sdk._core.calls import Call, Page
from govpublic_sdk._core.decoders import As, PageOf
from govpublic_sdk.models.publics import Address, PublicLink
from govpublic_sdk.models.settings import Tag
from govpublic_sdk.vk._params import ask, check_list, positive, text, within

__all__ = [
    "add_address",
    "add_link",
    "delete_address",
    "delete_link",
    "edit_address",
    "edit_link",
    "get_addresses",
    "get_tag_list",
    "reorder_link",
    "set_user_note",
    "tag_add",
    "tag_bind",
    "tag_delete",
    "tag_update",
]


@check_arguments
def add_address(
    group_id: int,
    *,
    title: str,
    address: str,
    city_id: int,
    latitude: float,
    longitude: float,
    additional_address: str | None = None,
    metro_id: int | None = None,
    phone: str | None = None,
    work_info_status: Literal[
        "always_opened", "forever_closed", "no_information", "temporarily_closed", "timetable"
    ]
    | None = None,
    timetable: str | None = None,
    is_main_address: bool | None = None,
) -> Call[Address]:
    """Add a place where the organisation can be found.

    https://dev.vk.com/method/groups.addAddress

    Args:
        group_id: The community, a positive id.
        title: The title. Up to 255 characters.
        address: The address. Up to 255 characters.
        additional_address: How to get there. Up to 400 characters.
        city_id: The city.
        metro_id: The metro station.
        latitude: Latitude in degrees.
        longitude: Longitude in degrees.
        phone: A phone number.
        work_info_status: Kind of opening hours that are shown.
        timetable: Opening hours as JSON.
        is_main_address: This is the main address.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.addAddress",
        As(Address),
        group_id=positive("group_id", group_id),
        title=text("title", title, most=255),
        address=text("address", address, most=255),
        additional_address=text("additional_address", additional_address, most=400),
        city_id=city_id,
        metro_id=metro_id,
        latitude=within("latitude", latitude, -90, 90),
        longitude=within("longitude", longitude, -180, 180),
        phone=phone,
        work_info_status=work_info_status,
        timetable=timetable,
        is_main_address=is_main_address,
    )


@check_arguments
def add_link(group_id: int, link: str, *, text: str | None = None) -> Call[PublicLink]:
    """Add a link to the block of links.

    https://dev.vk.com/method/groups.addLink

    Args:
        group_id: The community, a positive id.
        link: The address.
        text: The text.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.addLink",
        As(PublicLink),
        group_id=positive("group_id", group_id),
        link=link,
        text=text,
    )


@check_arguments
def delete_address(group_id: int, address_id: int) -> Call[bool]:
    """Delete an address.

    https://dev.vk.com/method/groups.deleteAddress

    Args:
        group_id: The community, a positive id.
        address_id: The address, by its id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.deleteAddress",
        As(bool),
        group_id=positive("group_id", group_id),
        address_id=positive("address_id", address_id),
    )


@check_arguments
def delete_link(group_id: int, link_id: int) -> Call[bool]:
    """Delete a link.

    https://dev.vk.com/method/groups.deleteLink

    Args:
        group_id: The community, a positive id.
        link_id: The link.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.deleteLink",
        As(bool),
        group_id=positive("group_id", group_id),
        link_id=positive("link_id", link_id),
    )


@check_arguments
def edit_address(
    group_id: int,
    address_id: int,
    *,
    title: str | None = None,
    address: str | None = None,
    additional_address: str | None = None,
    city_id: int | None = None,
    metro_id: int | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    phone: str | None = None,
    work_info_status: Literal[
        "always_opened", "forever_closed", "no_information", "temporarily_closed", "timetable"
    ]
    | None = None,
    timetable: str | None = None,
    is_main_address: bool | None = None,
) -> Call[Address]:
    """Change an address.

    https://dev.vk.com/method/groups.editAddress

    Args:
        group_id: The community, a positive id.
        address_id: The address, by its id.
        title: The title. Up to 255 characters.
        address: The address. Up to 255 characters.
        additional_address: How to get there. Up to 400 characters.
        city_id: The city.
        metro_id: The metro station.
        latitude: Latitude in degrees.
        longitude: Longitude in degrees.
        phone: A phone number.
        work_info_status: Kind of opening hours that are shown.
        timetable: Opening hours as JSON.
        is_main_address: This is the main address.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.editAddress",
        As(Address),
        group_id=positive("group_id", group_id),
        address_id=positive("address_id", address_id),
        title=text("title", title, most=255),
        address=text("address", address, most=255),
        additional_address=text("additional_address", additional_address, most=400),
        city_id=city_id,
        metro_id=metro_id,
        latitude=within("latitude", latitude, -90, 90),
        longitude=within("longitude", longitude, -180, 180),
        phone=phone,
        work_info_status=work_info_status,
        timetable=timetable,
        is_main_address=is_main_address,
    )


@check_arguments
def edit_link(group_id: int, link_id: int, *, text: str | None = None) -> Call[bool]:
    """Change the text of a link.

    https://dev.vk.com/method/groups.editLink

    Args:
        group_id: The community, a positive id.
        link_id: The link.
        text: The text.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.editLink",
        As(bool),
        group_id=positive("group_id", group_id),
        link_id=positive("link_id", link_id),
        text=text,
    )


@check_arguments
def get_addresses(
    group_id: int,
    *,
    address_ids: Sequence[int] | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    offset: int = 0,
    count: int = 10,
    fields: Sequence[str] | None = None,
) -> Call[Page[Address]]:
    """Read the addresses of a community.

    https://dev.vk.com/method/groups.getAddresses

    Args:
        group_id: The community, a positive id.
        address_ids: Only these addresses. Up to 100.
        latitude: Latitude in degrees.
        longitude: Longitude in degrees.
        offset: How many to skip.
        count: How many at most.
        fields: Further fields to give.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.getAddresses",
        PageOf(Address),
        group_id=positive("group_id", group_id),
        address_ids=check_list("address_ids", address_ids, most=100),
        latitude=within("latitude", latitude, -90, 90),
        longitude=within("longitude", longitude, -180, 180),
        offset=within("offset", offset, 0) or None,
        count=within("count", count, 0),
        fields=check_list("fields", fields),
    )


@check_arguments
def get_tag_list(group_id: int) -> Call[list[Tag]]:
    """Read the tags for conversations.

    https://dev.vk.com/method/groups.getTagList

    Args:
        group_id: The community, a positive id.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask("groups.getTagList", As(list[Tag]), group_id=positive("group_id", group_id))


@check_arguments
def reorder_link(group_id: int, link_id: int, *, after: int | None = None) -> Call[bool]:
    """Move a link.

    https://dev.vk.com/method/groups.reorderLink

    Args:
        group_id: The community, a positive id.
        link_id: The link.
        after: The link to place it after.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.reorderLink",
        As(bool),
        group_id=positive("group_id", group_id),
        link_id=positive("link_id", link_id),
        after=after,
    )


@check_arguments
def set_user_note(group_id: int, user_id: int, *, note: str | None = None) -> Call[bool]:
    """Write a note about a user who wrote to the community.

    https://dev.vk.com/method/groups.setUserNote

    Args:
        group_id: The community, a positive id.
        user_id: The person.
        note: The note. Up to 96 characters.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.setUserNote",
        As(bool),
        group_id=positive("group_id", group_id),
        user_id=positive("user_id", user_id),
        note=text("note", note, most=96),
    )


@check_arguments
def tag_add(
    group_id: int,
    tag_name: str,
    *,
    tag_color: Literal[
        "454647",
        "45678f",
        "4bb34b",
        "5181b8",
        "539b9c",
        "5c9ce6",
        "63b9ba",
        "6bc76b",
        "76787a",
        "792ec0",
        "7a6c4f",
        "7ececf",
        "9e8d6b",
        "a162de",
        "aaaeb3",
        "bbaa84",
        "e64646",
        "ff5c5c",
        "ffa000",
        "ffc107",
    ]
    | None = None,
) -> Call[bool]:
    """Add a tag for conversations.

    https://dev.vk.com/method/groups.tagAdd

    Args:
        group_id: The community, a positive id.
        tag_name: The name of the tag. Up to 20 characters.
        tag_color: The colour of the tag.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.tagAdd",
        As(bool),
        group_id=positive("group_id", group_id),
        tag_name=text("tag_name", tag_name, most=20),
        tag_color=tag_color,
    )


@check_arguments
def tag_bind(
    group_id: int, tag_id: int, user_id: int, *, act: Literal["bind", "unbind"]
) -> Call[bool]:
    """Put a tag on a conversation, or take it off.

    https://dev.vk.com/method/groups.tagBind

    Args:
        group_id: The community, a positive id.
        tag_id: The tag.
        user_id: The person. 1 to 2000000000.
        act: Bind or unbind.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.tagBind",
        As(bool),
        group_id=positive("group_id", group_id),
        tag_id=positive("tag_id", tag_id),
        user_id=within("user_id", user_id, 1, 2_000_000_000),
        act=act,
    )


@check_arguments
def tag_delete(group_id: int, tag_id: int) -> Call[bool]:
    """Delete a tag.

    https://dev.vk.com/method/groups.tagDelete

    Args:
        group_id: The community, a positive id.
        tag_id: The tag.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.tagDelete",
        As(bool),
        group_id=positive("group_id", group_id),
        tag_id=positive("tag_id", tag_id),
    )


@check_arguments
def tag_update(group_id: int, tag_id: int, tag_name: str) -> Call[bool]:
    """Rename a tag.

    https://dev.vk.com/method/groups.tagUpdate

    Args:
        group_id: The community, a positive id.
        tag_id: The tag.
        tag_name: The name of the tag. Up to 20 characters.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return ask(
        "groups.tagUpdate",
        As(bool),
        group_id=positive("group_id", group_id),
        tag_id=positive("tag_id", tag_id),
        tag_name=text("tag_name", tag_name, most=20),
    )
