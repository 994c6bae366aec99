"""What a public's page is made of: links, contacts, menu, cover.

Where the organisation of a public can be found, and when it is open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from govpublic_sdk import vk
from govpublic_sdk._core.calls import Call, Procedure, Runnable
from govpublic_sdk._core.decoders import map_result, require_changes
from govpublic_sdk._core.pagination import Paginator
from govpublic_sdk._resources._content import textual
from govpublic_sdk._resources._edits import Kept, keep_text
from govpublic_sdk._resources._references import PublicLike, number_of, with_public_id
from govpublic_sdk._resources.publics_read import get

if TYPE_CHECKING:
    from govpublic_sdk.models.common import Cover
    from govpublic_sdk.models.publics import (
        Address,
        Menu,
        Public,
        PublicContact,
        PublicLink,
        Timetable,
    )

__all__ = [
    "add_address",
    "add_link",
    "addresses",
    "contacts",
    "cover",
    "delete_address",
    "delete_link",
    "edit_address",
    "edit_link",
    "links",
    "menu",
    "move_link",
    "remove_contact",
    "set_contact",
]

_BY_HAND = "Change it on VK's page of managers and contacts."


def links(public: PublicLike) -> Call[list[PublicLink] | None]:
    """Read the block of links; None where VK does not tell.

    https://dev.vk.com/method/groups.getById

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    return map_result(get(public, fields=["links"]), _links)


def _links(public: Public, call: Call[Any]) -> list[PublicLink] | None:
    return public.links


def add_link(public: PublicLike, url: str, *, text: str | None = None) -> Runnable[PublicLink]:
    """Add a link to the block of links.

    https://dev.vk.com/method/groups.addLink

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        url: The address that it leads to.
        text: The text below it.

    Raises:
        ParameterError: The address is empty.
    """
    textual("url", url)
    return with_public_id(public, lambda number: vk.groups.add_link(number, url, text=text))


def edit_link(public: PublicLike, link: int | PublicLink, *, text: str) -> Runnable[bool]:
    """Change the text of a link.

    https://dev.vk.com/method/groups.editLink

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        link: The link, or its id.
        text: The new text below it.
    """
    link_id = number_of(link, "link")
    return with_public_id(public, lambda number: vk.groups.edit_link(number, link_id, text=text))


def delete_link(public: PublicLike, link: int | PublicLink) -> Runnable[bool]:
    """Delete a link.

    https://dev.vk.com/method/groups.deleteLink

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        link: The link, or its id.
    """
    link_id = number_of(link, "link")
    return with_public_id(public, lambda number: vk.groups.delete_link(number, link_id))


def move_link(
    public: PublicLike, link: int | PublicLink, *, after: int | PublicLink | None = None
) -> Runnable[bool]:
    """Move a link within the block.

    https://dev.vk.com/method/groups.reorderLink

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        link: The link, or its id.
        after: The link that it follows; None puts it first.
    """
    link_id = number_of(link, "link")
    before = 0 if after is None else number_of(after, "after")
    return with_public_id(
        public, lambda number: vk.groups.reorder_link(number, link_id, after=before)
    )


def contacts(public: PublicLike) -> Call[list[PublicContact] | None]:
    """Read the block of contacts; None where VK does not tell.

    https://dev.vk.com/method/groups.getById

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    return map_result(get(public, fields=["contacts"]), _contacts)


def _contacts(public: Public, call: Call[Any]) -> list[PublicContact] | None:
    return public.contacts


def set_contact(
    public: PublicLike,
    user_id: int,
    *,
    position: str | None = None,
    phone: str | None = None,
    email: str | None = None,
) -> Runnable[bool]:
    """Show a person among the contacts, or change what is shown; what is not given stays.

    VK takes away what a call does not name, also the role of a manager, so the rest is read first
    and sent along.

    https://dev.vk.com/method/groups.editManager

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        user_id: The person.
        position: The person's office as it is shown; an empty text removes it.
        phone: The phone number to show; an empty text takes it off.
        email: The e-mail address to show; an empty text takes it off.

    Raises:
        Conflict: What VK shows of the person cannot be read, so nothing was sent.
    """
    person = number_of(user_id, "user_id")
    given = {"desc": position, "phone": phone, "email": email}
    return with_public_id(public, lambda number: _show_contact(number, person, given))


def remove_contact(public: PublicLike, user_id: int) -> Runnable[bool]:
    """Show a person no longer among the contacts; the person's role stays.

    https://dev.vk.com/method/groups.editManager

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        user_id: The person.

    Raises:
        Conflict: The role of the person cannot be read, so nothing was sent.
    """
    person = number_of(user_id, "user_id")
    return with_public_id(public, lambda number: _hide_contact(number, person))


def _show_contact(public_id: int, user_id: int, given: Mapping[str, str | None]) -> Procedure[bool]:
    kept = Kept(advice=_BY_HAND)
    standing = yield from _standing(public_id, user_id, kept)
    call = replace(get(public_id, fields=["contacts"]), for_managers=True)
    public = yield from call
    contact = next((one for one in public.contacts or () if one.user_id == user_id), None)
    missing = [name for name, value in given.items() if value is None]
    kept.lose_unfit(public, "contacts")
    if missing:
        kept.lose_unfit(contact, *missing)
    kept.check(call)
    shown = {**given, **{name: _text(contact, name) for name in missing}}
    return (
        yield from vk.groups.edit_manager(
            public_id,
            user_id,
            is_contact=True,
            contact_position=shown["desc"],
            contact_phone=shown["phone"],
            contact_email=shown["email"],
            **standing,
        )
    )


def _text(contact: PublicContact | None, name: str) -> str | None:
    return keep_text(getattr(contact, name, None)) or None


def _hide_contact(public_id: int, user_id: int) -> Procedure[bool]:
    standing = yield from _standing(public_id, user_id, Kept(advice=_BY_HAND))
    return (yield from vk.groups.edit_manager(public_id, user_id, is_contact=False, **standing))


def _standing(public_id: int, user_id: int, kept: Kept) -> Procedure[dict[str, Any]]:
    """What a call must name so that a manager keeps it; a creator's role cannot be set or lost."""
    call = vk.groups.get_managers(public_id)
    managers = yield from call
    manager = next((one for one in managers if one.id == user_id), None)
    kept.lose_unfit(manager, "role", "is_call_operator")
    if manager is None and managers.unparsed:
        kept.lose("role")
    kept.check(call)
    role = None if manager is None or manager.role == "creator" else manager.role
    return {"role": role, "is_call_operator": (manager and manager.is_call_operator) or None}


def menu(public: PublicLike) -> Call[Menu | None]:
    """Read the menu below the cover, such as its links to «Госуслуги. Решаем вместе».

    No call writes it: VK has no public method for that, the menu is set on the
    page itself. None means that VK did not tell; a public without a menu looks the same.

    https://dev.vk.com/method/groups.getById

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    return map_result(get(public, fields=["menu"]), _menu)


def _menu(public: Public, call: Call[Any]) -> Menu | None:
    return public.menu


def cover(public: PublicLike) -> Call[Cover | None]:
    """Read the cover; `client.media.cover` sets it.

    https://dev.vk.com/method/groups.getById

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    return map_result(get(public, fields=["cover"]), _cover)


def _cover(public: Public, call: Call[Any]) -> Cover | None:
    return public.cover


WorkInfo: TypeAlias = Literal[
    "always_opened", "forever_closed", "no_information", "temporarily_closed", "timetable"
]


def addresses(public: PublicLike) -> Paginator[Address]:
    """Walk over the places where the organisation can be found.

    https://dev.vk.com/method/groups.getAddresses

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
    """
    first = with_public_id(public, lambda number: vk.groups.get_addresses(number, count=100))
    return Paginator(first=first, key=_address_id)


def _address_id(address: Address) -> int:
    return address.id


def add_address(
    public: PublicLike,
    *,
    title: str,
    address: str,
    city_id: int,
    latitude: float,
    longitude: float,
    additional_address: str | None = None,
    phone: str | None = None,
    work_info_status: WorkInfo | None = None,
    timetable: Timetable | None = None,
    is_main_address: bool | None = None,
) -> Runnable[Address]:
    """Add a place where the organisation can be found.

    https://dev.vk.com/method/groups.addAddress

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        title: What is there, up to 255 characters.
        address: Street and house, up to 255 characters.
        city_id: The city, by VK's id.
        latitude: In degrees, -90 to 90.
        longitude: In degrees, -180 to 180.
        additional_address: How to get there, up to 400 characters.
        phone: A phone number.
        work_info_status: Whether it is open; `timetable` where hours are given.
        timetable: Opening hours.
        is_main_address: Whether this is the main address.

    Raises:
        ParameterError: A value is outside of its range.
    """
    return with_public_id(
        public,
        lambda number: vk.groups.add_address(
            number,
            title=title,
            address=address,
            city_id=city_id,
            latitude=latitude,
            longitude=longitude,
            additional_address=additional_address,
            phone=phone,
            work_info_status=work_info_status or ("timetable" if timetable else None),
            timetable=_hours(timetable),
            is_main_address=is_main_address,
        ),
    )


def edit_address(
    public: PublicLike,
    place: int | Address,
    *,
    title: str | None = None,
    address: str | None = None,
    city_id: int | None = None,
    latitude: float | None = None,
    longitude: float | None = None,
    additional_address: str | None = None,
    phone: str | None = None,
    work_info_status: WorkInfo | None = None,
    timetable: Timetable | None = None,
    is_main_address: bool | None = None,
) -> Runnable[Address]:
    """Change a place where the organisation can be found; what is not given stays.

    https://dev.vk.com/method/groups.editAddress

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        place: The place, or its id.
        title: What is there, up to 255 characters.
        address: Street and house, up to 255 characters.
        city_id: The city, by VK's id.
        latitude: In degrees, -90 to 90.
        longitude: In degrees, -180 to 180.
        additional_address: How to get there, up to 400 characters.
        phone: A phone number.
        work_info_status: Whether it is open; `timetable` where hours are given.
        timetable: Opening hours.
        is_main_address: Whether this is the main address.

    Raises:
        ParameterError: Nothing is to be changed, or a value is outside of its range.
    """
    place_id = number_of(place, "place")
    return with_public_id(
        public,
        lambda number: require_changes(
            vk.groups.edit_address(
                number,
                place_id,
                title=title,
                address=address,
                city_id=city_id,
                latitude=latitude,
                longitude=longitude,
                additional_address=additional_address,
                phone=phone,
                work_info_status=work_info_status or ("timetable" if timetable else None),
                timetable=_hours(timetable),
                is_main_address=is_main_address,
            ),
            "address_id",
        ),
    )


def delete_address(public: PublicLike, place: int | Address) -> Runnable[bool]:
    """Delete a place where the organisation could be found.

    https://dev.vk.com/method/groups.deleteAddress

    Args:
        public: A positive id, a screen name, an address, or a `Public`.
        place: The place, or its id.
    """
    place_id = number_of(place, "place")
    return with_public_id(public, lambda number: vk.groups.delete_address(number, place_id))


def _hours(timetable: Timetable | None) -> str | None:
    """Opening hours as VK wants them written, though it answers with an object."""
    return None if timetable is None else timetable.model_dump_json(exclude_none=True)
